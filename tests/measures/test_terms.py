"""Term frequencies against counts on paper."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.measures.terms import term_matrix


def rows(table, *columns):
    return table[list(columns)].values.tolist()


def test_counts_documents_and_rates(tiny):
    table = analysis.term_frequencies(tiny)
    assert list(table.columns) == ["term", "count", "documents", "per_1000", "dispersion"]
    # 10 words: red red car blue | red car green | green green sea
    assert rows(table, "term", "count", "documents") == [
        ["green", 3, 2],
        ["red", 3, 2],
        ["car", 2, 2],
        ["blue", 1, 1],
        ["sea", 1, 1],
    ]
    assert table.per_1000.tolist() == [300, 300, 200, 100, 100]


def test_dispersion_is_dp_norm_by_hand(tiny):
    table = analysis.term_frequencies(tiny).set_index("term")
    # Parts are .4, .3, .3 of the words. sea: ½(|0−.4| + |0−.3| + |1−.3|) = .7; over 1 − .3: 1.
    assert table.dispersion["sea"] == pytest.approx(1)
    # car: ½(|.5−.4| + |.5−.3| + |0−.3|) = .3; over .7.
    assert table.dispersion["car"] == pytest.approx(3 / 7)


def test_by_document_and_by_metadata():
    import pandas as pd

    texts = {"document": ["a", "b", "c"], "text": ["Red car.", "Red sea.", "Blue."], "party": ["x", "x", "y"]}
    corpus = analysis.make_corpus(pd.DataFrame(texts))
    assert rows(analysis.term_frequencies(corpus, by="party"), "party", "term", "count", "per_1000") == [
        ["x", "red", 2, 500.0],
        ["x", "car", 1, 250.0],
        ["x", "sea", 1, 250.0],
        ["y", "blue", 1, 1000.0],
    ]
    assert rows(analysis.term_frequencies(corpus, by="document"), "document", "term", "count")[0] == ["a", "car", 1]
    with pytest.raises(analysis.AnalysisError, match="cannot be grouped by 'colour'"):
        analysis.term_frequencies(corpus, by="colour")


def test_sequences_stay_inside_a_sentence(tiny):
    assert rows(analysis.term_frequencies(tiny, n=2), "term", "count") == [
        ["red car", 2],
        ["car green", 1],
        ["green green", 1],
        ["green sea", 1],
        ["red red", 1],
    ]
    assert rows(analysis.term_frequencies(tiny, n=3), "term", "count") == [
        ["green green sea", 1],
        ["red car green", 1],
        ["red red car", 1],
    ]


def test_stop_words_leave_the_table_but_not_the_rate(tiny):
    table = analysis.term_frequencies(tiny, stopwords=["Red"])
    assert "red" not in set(table.term)
    assert table.set_index("term").per_1000["green"] == 300
    assert table.attrs["settings"]["stopwords"] == ["red"]
    assert "red car" not in set(analysis.term_frequencies(tiny, n=2, stopwords=["red"]).term)


def test_one_stop_word_is_a_word_and_not_its_letters(tiny):
    assert "red" not in set(analysis.term_frequencies(tiny, stopwords="red").term)


def test_forms_count_as_one_on_request(tiny):
    table = analysis.term_frequencies(tiny, same={"red": ["blue", "sea"]}).set_index("term")
    assert table["count"]["red"] == 5
    assert table.documents["red"] == 3
    assert "sea" not in table.index


@pytest.mark.parametrize("text", ["", "…", "???"])
def test_a_corpus_without_words_gives_an_empty_table(text):
    table = analysis.term_frequencies(analysis.make_corpus({"a": text or " "}))
    assert table.empty
    assert list(table.columns) == ["term", "count", "documents", "per_1000", "dispersion"]


def test_provenance_is_plain_and_complete(tiny):
    attrs = analysis.term_frequencies(tiny).attrs
    assert attrs["measure"] == "term_frequencies"
    assert (attrs["documents"], attrs["words"]) == (3, 10)
    assert attrs["corpus"] == tiny.fingerprint


texts = st.lists(st.text(alphabet="ab .", max_size=20), min_size=1, max_size=5)


@settings(deadline=None)
@given(texts, st.integers(1, 3))
def test_counts_of_parts_add_up_to_counts_of_the_whole(parts, n):
    whole = analysis.make_corpus({str(i): text + "x" for i, text in enumerate(parts)})
    total = analysis.term_frequencies(whole, n=n).set_index("term")["count"]
    split = [
        analysis.term_frequencies(whole.select(document), n=n).set_index("term")["count"] for document in whole.ids
    ]
    summed: dict[str, int] = {}
    for part in split:
        for term, count in part.items():
            summed[term] = summed.get(term, 0) + count
    assert summed == total.to_dict()


def test_the_matrix_of_sequences_sums_to_the_words_less_one_per_sentence(seeds):
    matrix, terms = term_matrix(seeds, n=2)
    assert matrix.sum() == seeds.words.total - len(seeds.sentences)
    assert len(set(terms)) == len(terms)
    assert not math.isnan(matrix.sum())


def test_where_dispersion_says_nothing_is_said():
    corpus = analysis.make_corpus(
        pd.DataFrame(
            {
                "document": list("abcd"),
                "text": ["red red", "red blue", "green", "…"],
                "published": ["2019", "2019", "2020", "2020"],
            }
        )
    )
    notes = {by: analysis.term_frequencies(corpus, by=by).attrs["notes"] for by in (None, "document", "year")}
    assert notes[None] == []
    assert notes["document"] == ["dispersion is 0: every row is of one document"]
    assert notes["year"] == ["dispersion is 0 for 2020: fewer than two documents hold words"]
    one = analysis.term_frequencies(corpus.select("a"))
    assert one.attrs["notes"] == ["dispersion is 0: fewer than two documents hold words"]
    assert (one["dispersion"] == 0).all()
