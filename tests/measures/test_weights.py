"""TF-IDF against scikit-learn, and against the definitions worked by hand."""

from math import log, log10, sqrt

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfTransformer, TfidfVectorizer

import analysis

# The example of scikit-learn's user guide: counts of three terms in six documents.
COUNTS = [[3, 0, 1], [2, 0, 0], [3, 0, 0], [4, 0, 0], [3, 2, 0], [3, 0, 2]]


def corpus_of(counts):
    names = ["uno", "duo", "tre"]
    texts = {
        str(i): " ".join(" ".join([name] * n) for name, n in zip(names, row, strict=True))
        for i, row in enumerate(counts)
    }
    return analysis.make_corpus(texts)


def weights(table, document):
    return table[table.document == document].set_index("term").tf_idf.to_dict()


def test_sklearn_scheme_on_the_reference_counts():
    found = weights(analysis.tf_idf(corpus_of(COUNTS)), "0")
    assert found == pytest.approx({"uno": 0.85151335, "tre": 0.52433293}, abs=1e-8)


def test_sklearn_scheme_equals_scikit_learn_on_the_same_words(seeds):
    table = analysis.tf_idf(seeds)
    matrix, terms = seeds.counts()
    expected = TfidfTransformer().fit_transform(matrix).toarray()
    place = {term: column for column, term in enumerate(terms)}
    for row in table.itertuples():
        assert row.tf_idf == pytest.approx(expected[seeds.numbers[row.document], place[row.term]], abs=1e-12)
    assert len(table) == np.count_nonzero(expected)


def test_without_norm_and_with_the_vectorizer_itself(seeds):
    words = {document: seeds.words.table().query("document == @document").term.tolist() for document in seeds.ids}
    vectorizer = TfidfVectorizer(analyzer=lambda document: words[document], norm=None)
    expected = vectorizer.fit_transform(list(seeds.ids))
    table = analysis.tf_idf(seeds, norm=None)
    for row in table.sample(200, random_state=1).itertuples():
        cell = expected[seeds.numbers[row.document], vectorizer.vocabulary_[row.term]]
        assert row.tf_idf == pytest.approx(cell, abs=1e-12)


def test_tidytext_scheme_by_hand():
    corpus = analysis.make_corpus({"a": "the quick brown fox jumped jumped", "b": "over the lazy brown dog dog"})
    found = weights(analysis.tf_idf(corpus, scheme="tidytext"), "a")
    expected = {"quick": log(2) / 6, "fox": log(2) / 6, "jumped": 2 * log(2) / 6, "the": 0, "brown": 0}
    assert found == pytest.approx(expected)
    assert found["quick"] == pytest.approx(0.11552453, abs=1e-8)
    assert found["jumped"] == pytest.approx(0.23104906, abs=1e-8)


def test_quanteda_scheme_by_hand():
    found = weights(analysis.tf_idf(corpus_of(COUNTS), scheme="quanteda"), "5")
    # uno stands in all 6 documents, tre twice here and in 2 of 6.
    assert found == pytest.approx({"uno": 0.0, "tre": 2 * log10(6 / 2)})


def test_default_scheme_by_hand(tiny):
    # b: red car green; df 2, 2, 2 of 3 documents, so all weigh the same and the row has length 1.
    assert weights(analysis.tf_idf(tiny), "b") == pytest.approx(dict.fromkeys(["red", "car", "green"], 1 / sqrt(3)))


def test_ties_stand_in_alphabetical_order(tiny):
    table = analysis.tf_idf(tiny)
    assert table[table.document == "b"].term.tolist() == ["car", "green", "red"]


def test_zero_rows_are_explained():
    corpus = analysis.make_corpus({"a": "same one", "b": "same two"})
    notes = analysis.tf_idf(corpus, scheme="tidytext").attrs["notes"]
    assert notes
    assert notes[0].startswith("1 terms weigh 0 because each of the 2 documents")
    assert analysis.tf_idf(corpus).attrs["notes"] == []


@pytest.mark.parametrize("option", [{"scheme": "bm25"}, {"norm": "l1"}])
def test_unknown_options_are_told(tiny, option):
    with pytest.raises(analysis.AnalysisError, match="choose"):
        analysis.tf_idf(tiny, **option)


def test_no_words_no_rows():
    table = analysis.tf_idf(analysis.make_corpus({"a": "…"}))
    assert table.empty
    assert list(table.columns) == ["document", "term", "count", "tf", "idf", "tf_idf"]


def test_the_heaviest_term_comes_first_and_ties_in_alphabetical_order():
    table = analysis.tf_idf(analysis.make_corpus({"a": "sea red blue red tin tin tin blue"}))
    assert table.term.tolist() == ["tin", "blue", "red", "sea"]


def test_a_share_is_of_the_words_that_are_not_left_out():
    corpus = analysis.make_corpus({"a": "the red red sea", "b": "the sea"})
    table = analysis.tf_idf(corpus, scheme="tidytext", stopwords=["the"]).set_index(["document", "term"])
    assert table.tf["a", "red"] == pytest.approx(2 / 3)
    assert table.tf["b", "sea"] == 1


@pytest.mark.parametrize(("scheme", "norm"), [("sklearn", "l2"), ("tidytext", ""), ("quanteda", "")])
def test_a_table_says_how_it_was_scaled(scheme, norm):
    assert analysis.tf_idf(corpus_of(COUNTS), scheme=scheme).attrs["settings"]["norm"] == norm
