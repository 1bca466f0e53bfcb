"""Keyword in context: the match in the words around it, safe to show."""

import pandas as pd
import pytest

import analysis

TEXT = "The old car is red. A new electric car, they say, is green.\n\nCars!"


@pytest.fixture
def corpus():
    return analysis.make_corpus({"a": TEXT})


def rows(table, *columns):
    return table[list(columns)].values.tolist()


def test_a_word_in_its_sentence(corpus):
    table = analysis.passages(corpus, "car")
    assert list(table.columns) == ["document", "sentence", "start", "end", "before", "match", "after"]
    assert rows(table, "sentence", "before", "match", "after") == [
        [0, "The old", "car", "is red."],
        [1, "A new electric", "car", ", they say, is green."],
    ]
    assert all(TEXT[row.start : row.end] == row.match for row in table.itertuples())


def test_the_table_names_its_query(corpus):
    attrs = analysis.passages(corpus, "car", width=12).attrs
    assert attrs["measure"] == "passages"
    assert attrs["settings"] == {"query": "car", "asked": {"phrase": "car"}, "width": 12, "sort": "text"}


def test_context_is_cut_at_words(corpus):
    assert rows(analysis.passages(corpus, "say", width=12), "before", "after") == [["…car, they", ", is green."]]


def test_sorted_as_concordancers_do(corpus):
    assert analysis.passages(corpus, "car", sort="left").before.tolist() == ["A new electric", "The old"]
    assert analysis.passages(corpus, "car*", sort="match").match.tolist() == ["car", "car", "Cars"]
    assert analysis.passages(corpus, "car", sort="right").after.tolist() == [", they say, is green.", "is red."]
    with pytest.raises(analysis.AnalysisError, match="choose from text, left, right, match"):
        analysis.passages(corpus, "car", sort="up")


def test_phrases_themes_and_rows_of_tables(corpus, themes_from):
    assert analysis.passages(corpus, "electric car").match.tolist() == ["electric car"]
    themes = themes_from('[t]\nterms = ["car*"]')
    assert len(analysis.passages(corpus, themes)) == len(analysis.passages(corpus, themes["t"])) == 3
    assert "theme" in analysis.passages(corpus, themes).columns
    table = pd.DataFrame({"document": ["a"], "start": [8], "end": [11], "why": ["because"]})
    assert rows(analysis.passages(corpus, table), "sentence", "match", "why") == [[0, "car", "because"]]
    with pytest.raises(analysis.AnalysisError, match="no column end, start"):
        analysis.passages(corpus, table[["document"]])


def test_every_word_of_a_corpus_opens_its_sentence(seeds):
    words = seeds.words.table().sample(50, random_state=1)
    table = analysis.passages(seeds, words)
    assert table.sentence.tolist() == words.sentence.tolist()


def test_what_stands_outside_the_body_has_no_sentence(seeds):
    captions = seeds.removed[seeds.removed.rule == "caption"]
    assert set(analysis.passages(seeds, captions).sentence) == {-1}


def test_documents_cannot_speak_html_or_turn_the_line_around():
    corpus = analysis.make_corpus({"<b>": "<script>alert(1)</script> word \u202eevil <img src=x onerror=y>"})
    page = analysis.passages(corpus, "word")._repr_html_()
    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "&lt;b&gt;" in page


def test_no_match_is_an_empty_table(corpus):
    table = analysis.passages(corpus, "bicycle")
    assert table.empty
    assert "before" in table.columns
    with pytest.raises(analysis.AnalysisError, match="holds no word"):
        analysis.passages(corpus, "…")
