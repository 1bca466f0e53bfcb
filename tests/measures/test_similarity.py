"""Cosines against scikit-learn and by hand, and the terms that make a pair alike."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

from analysis.corpus import make_corpus
from analysis.errors import AnalysisError
from analysis.measures import similarity as module
from analysis.measures.similarity import similarity

COLUMNS = ["document", "other", "cosine", "shared"]


def test_a_pair_by_hand() -> None:
    """N = 2; df 2 → idf 1, df 1 → idf ln(3/2) + 1. Rows: green 2, cars w; green 1, jobs w."""
    w = math.log(1.5) + 1
    table = similarity(make_corpus({"a": "green cars green", "b": "green jobs"}))
    assert list(table.columns) == COLUMNS
    expected = 2 / (math.sqrt(4 + w**2) * math.sqrt(1 + w**2))
    assert table.values.tolist() == [["a", "b", pytest.approx(expected), "green"]]


TEXTS = st.lists(
    st.lists(st.sampled_from("abcdefg"), max_size=12).map(lambda words: " ".join([*words, "."])), min_size=2, max_size=6
)


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_cosines_equal_scikit_learn(texts: list[str]) -> None:
    corpus = make_corpus({str(i): text for i, text in enumerate(texts)})
    table = similarity(corpus)
    if not any(corpus.words.sizes):
        assert (table["cosine"] == 0).all()
        return
    expected = cosine_similarity(TfidfVectorizer(token_pattern=r"\w").fit_transform(texts))
    assert table[["document", "other"]].values.tolist() == [
        [str(i), str(j)] for i, j in combinations(range(len(texts)), 2)
    ]
    assert table["cosine"].to_numpy() == pytest.approx(expected[np.triu_indices(len(texts), 1)], abs=1e-12)
    assert table["cosine"].between(0, 1).all()


def test_shared_terms_are_those_that_add_most() -> None:
    """Products: c 3·2, b 2·2, a 1·1; with all in both documents every idf is 1."""
    corpus = make_corpus({"1": "a b b c c c", "2": "c c b b a"})
    assert similarity(corpus)["shared"].tolist() == ["c, b, a"]
    assert similarity(corpus, n=2)["shared"].tolist() == ["c, b"]
    assert similarity(corpus, n=0)["shared"].tolist() == [""]
    assert similarity(corpus, stopwords=["C"])["shared"].tolist() == ["b, a"]
    assert similarity(make_corpus({"1": "d b a c", "2": "a b c d"}), n=3)["shared"].tolist() == ["a, b, c"]


def test_groups_sum_their_counts() -> None:
    frame = pd.DataFrame(
        {"document": list("1234"), "text": ["red", "blue", "red blue", "green"], "party": ["x", "x", "y", "z"]}
    )
    table = similarity(make_corpus(frame), by="party")
    assert list(table.columns) == ["party", "other", "cosine", "shared"]
    assert table[["party", "other"]].values.tolist() == [["x", "y"], ["x", "z"], ["y", "z"]]
    assert table["cosine"].tolist() == [pytest.approx(1), 0, 0]
    assert table["shared"].tolist() == ["blue, red", "", ""]


@pytest.mark.parametrize(
    ("texts", "rows"), [({}, 0), ({"a": "one"}, 0), ({"a": ".", "b": "?"}, 1), ({"a": "!", "b": "x"}, 1)]
)
def test_nothing_to_compare_is_zero_or_an_empty_table(texts: dict[str, str], rows: int) -> None:
    table = similarity(make_corpus(texts))
    assert list(table.columns) == COLUMNS
    assert table["cosine"].tolist() == [0] * rows
    assert len(similarity(make_corpus({"a": "the", "b": "the"}), stopwords=["the"])) == 1


def test_too_many_pairs_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 2)
    with pytest.raises(AnalysisError, match="3 make 3 pairs"):
        similarity(make_corpus({"a": "x", "b": "x", "c": "x"}))
