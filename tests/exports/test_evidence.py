"""The mentions behind a chart: whose they are, what stands around them, and whether they are all there."""

from __future__ import annotations

import pandas as pd
import pytest

import analysis
from analysis.errors import AnalysisError
from analysis.exports.evidence import COLUMNS, LONGEST_PASSAGE, counted_columns, gather


def test_each_mention_is_marked_and_read_in_its_sentence(corpus, counted):
    found = gather(*counted, corpus)
    assert found.keys == ("document", "term")
    assert tuple(found.rows.columns) == (*COLUMNS, "term")
    assert found.rows["mark"].tolist() == ["document=a;term=green"] * 3 + [
        "document=b;term=green",
        "document=c;term=green",
    ]
    assert found.rows[["start", "end", "text", "sentence"]].to_numpy().tolist()[:4] == [
        [0, 5, "Green", 0],
        [22, 27, "green", 1],
        [44, 49, "green", 1],
        [12, 17, "green", 0],
    ]
    assert found.rows["passage"].tolist()[1] == "The green car is clean, a green dream."
    assert found.rows["published"].tolist() == ["2021", "2021", "2021", "", "2022-03-06"]


def test_the_place_in_the_passage_is_that_of_the_mention_not_of_its_twin(corpus, counted):
    rows = gather(*counted, corpus).rows
    assert rows["at"].tolist() == [0, 4, 26, 12, 10]
    for passage, at, reading in zip(rows["passage"], rows["at"], rows["reading"], strict=True):
        assert passage[at : at + len(reading)] == reading


def test_all_there(corpus, counted):
    found = gather(*counted, corpus)
    assert (found.complete, found.reason) == (True, "")


def test_a_missing_mention_is_told(corpus, counted):
    table, evidence = counted
    found = gather(table, evidence.iloc[1:], corpus)
    assert found.complete is False
    assert found.reason == (
        "1 of 3 marks have another number of mentions than their count (document=a;term=green counts 3 and has 2)"
    )


def test_mentions_of_marks_that_are_not_drawn_are_left_out(corpus, counted):
    table, _ = counted
    found = gather(table, corpus.words.table(), corpus)
    assert len(found.rows) == 5
    assert found.complete


def test_a_metadata_column_is_joined(corpus):
    table = pd.DataFrame({"published": ["2021", ""], "count": [3, 1]})
    table.attrs = {"settings": {"by": "published"}}
    words = corpus.words.table()
    found = gather(table, words[words.term == "green"], corpus)
    assert found.rows["mark"].tolist() == ["published=2021"] * 3 + ["published="]
    assert found.complete


def test_marks_that_need_a_column_the_evidence_lacks_are_told(corpus, counted):
    table, evidence = counted
    twice = pd.concat([table.assign(pattern="x"), table.assign(pattern="y")], ignore_index=True)
    found = gather(twice, evidence, corpus)
    assert found.complete is False
    assert "the evidence has no pattern" in found.reason


def test_a_chart_that_counts_nothing_may_have_no_evidence(corpus, counted):
    table, _ = counted
    found = gather(table.drop(columns="count"), None, corpus)
    assert (len(found.rows), found.complete) == (0, None)
    with pytest.raises(AnalysisError, match="counts mentions"):
        gather(table, None, corpus)


def test_evidence_without_a_place_is_refused(corpus, counted):
    table, evidence = counted
    with pytest.raises(AnalysisError, match="no column start"):
        gather(table, evidence.drop(columns="start"), corpus)
    with pytest.raises(AnalysisError, match="shares no key column"):
        gather(table.rename(columns={"document": "d", "term": "t"}), evidence, corpus)
    with pytest.raises(AnalysisError, match="not open"):
        gather(table, evidence, None)


def test_a_long_sentence_is_shown_around_its_mention():
    from analysis.corpus import make_corpus

    corpus = make_corpus({"a": "word " * 1000 + "green " + "word " * 1000})
    words = corpus.words.table()
    table = pd.DataFrame({"term": ["green"], "count": [1]})
    row = gather(table, words[words.term == "green"], corpus).rows.iloc[0]
    assert len(row["passage"]) <= LONGEST_PASSAGE + len("green") + 2
    assert row["passage"].startswith("…")
    assert row["passage"].endswith("…")
    assert row["passage"][row["at"] :].startswith("green")


def test_outside_the_body_the_passage_is_the_paragraph():
    from analysis.corpus import make_corpus

    corpus = make_corpus({"a": "Words here."})
    table = pd.DataFrame({"document": ["a"], "count": [1]})
    evidence = pd.DataFrame({"document": ["a"], "start": [0], "end": [5], "sentence": [-1]})
    row = gather(table, evidence, corpus).rows.iloc[0]
    assert (row["sentence"], row["passage"], row["at"]) == (-1, "Words here.", 0)


def test_an_unknown_document_is_refused(corpus, counted):
    table, evidence = (one.assign(document=one["document"].replace("c", "z")) for one in counted)
    with pytest.raises(AnalysisError, match="there is no document 'z'"):
        gather(table, evidence, corpus)


def test_against_a_list_of_frequencies_only_one_side_has_mentions():
    table = pd.DataFrame({"term": ["green"], "count": [1], "reference": [2]})
    rows = pd.DataFrame({"term": ["green"] * 3, "side": ["target", "reference", "reference"]})
    assert [(column, len(of)) for column, of in counted_columns(table, rows)] == [("count", 1), ("reference", 2)]
    table.attrs = {"settings": {"frequencies": {"rows": 1}}}
    assert [(column, len(of)) for column, of in counted_columns(table, rows)] == [("count", 1)]


def test_a_sample_of_the_mentions_is_not_all_of_them(corpus, counted):
    table, evidence = counted
    sample = evidence.copy()
    sample.attrs = {**evidence.attrs, "settings": {"sample": {"rows": 5, "of": 1_200}}}
    found = gather(table, sample, corpus)
    assert (found.complete, found.reason) == (False, "a seeded sample of 5 of 1,200 mentions")


def test_every_mention_stands_behind_each_way_to_count_a_claim() -> None:
    corpus = analysis.make_corpus({"a": "Green cars, green jobs.", "b": "Coal."})
    ways = pd.DataFrame({"scheme": ["sklearn", "tidytext"], "value": [0.6, 0.7]})
    ways.attrs = {"measure": "robustness"}
    words = corpus.words.table()
    assert len(gather(ways, words[words["term"] == "green"], corpus).rows) == 2
