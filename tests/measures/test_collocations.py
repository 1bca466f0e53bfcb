"""Neighbours of a query: hand-worked counts and scores, a slow count of the same, and the places behind them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.corpus import Corpus, make_corpus
from analysis.errors import AnalysisError
from analysis.measures.collocations import collocation_mentions, collocations
from analysis.measures.passages import passages
from analysis.measures.phrases import parse_phrase
from analysis.measures.theme_file import Theme

COLUMNS = ["term", "count", "log_dice", "g2", "pmi", "documents", "flag"]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """17 words, 5 sentences; "energy" 3 times."""
    return make_corpus(
        {
            "a": "New energy for all. Clean new energy! Old coal is old.",
            "b": "Energy is new. No coal here.",
        }
    )


def test_a_window_by_hand(corpus: Corpus) -> None:
    """One word beside energy, never across a sentence: new for / new / is. Windows hold 4 words, 10 lie outside."""
    table = collocations(corpus, "energy", window=1)
    assert list(table.columns) == COLUMNS
    rows = table.set_index("term")
    assert rows["count"].to_dict() == {"new": 2, "for": 1, "is": 1}
    assert rows.loc["new", "log_dice"] == pytest.approx(14 + math.log2(2 * 2 / (3 + 3)))
    assert rows.loc["new", "pmi"] == pytest.approx(math.log2(2 * 17 / (3 * 3)))
    expected = stats.chi2_contingency([[2, 1], [2, 9]], correction=False, lambda_="log-likelihood").statistic
    assert rows.loc["new", "g2"] == pytest.approx(expected)
    assert rows.loc["new", ["documents", "flag"]].tolist() == [1, "rests on one document"]
    assert table["term"].tolist() == ["new", "for", "is"]


def test_sentences_by_hand(corpus: Corpus) -> None:
    """energy in 3 of 5 sentences, new in the same 3, is in 2 of which 1 holds energy."""
    rows = collocations(corpus, "energy", window="sentence").set_index("term")
    assert rows["count"].to_dict() == {"new": 3, "is": 1, "for": 1, "all": 1, "clean": 1}
    assert rows.loc["new", "log_dice"] == 14
    assert rows.loc["new", "pmi"] == pytest.approx(math.log2(3 * 5 / (3 * 3)))
    expected = stats.chi2_contingency([[1, 1], [2, 1]], correction=False, lambda_="log-likelihood").statistic
    assert rows.loc["is", "g2"] == pytest.approx(-expected)
    assert rows.loc["new", ["documents", "flag"]].tolist() == [2, "fewer than 5 mentions"]


def test_a_theme_and_a_phrase_do_not_count_their_own_words(corpus: Corpus) -> None:
    theme = Theme("power", "", (parse_phrase("new energy"), parse_phrase("coal")))
    rows = collocations(corpus, theme, window=2).set_index("term")
    assert rows["count"].to_dict() == {"for": 1, "all": 1, "clean": 1, "old": 2, "is": 1, "no": 1, "here": 1}
    assert collocations(corpus, theme).attrs["settings"]["query"] == "power"
    assert collocations(corpus, "new energy", window=1)["term"].tolist() == ["clean", "for"]


def test_minimum_and_stop_words(corpus: Corpus) -> None:
    assert collocations(corpus, "energy", window=9, minimum=2)["term"].tolist() == ["new"]
    assert "new" not in set(collocations(corpus, "energy", stopwords=["New"])["term"])


@pytest.mark.parametrize("window", [1, 3, "sentence"])
def test_every_row_opens_its_passages(corpus: Corpus, window: int) -> None:
    table, places = collocations(corpus, "energy", window=window), collocation_mentions(corpus, "energy", window=window)
    assert places["term"].value_counts().to_dict() == table.set_index("term")["count"].to_dict()
    shown = passages(corpus, collocation_mentions(corpus, "energy", window=window, terms=["new"]))
    assert set(shown["match"].str.casefold()) == {"new"}
    assert shown.apply(lambda row: "energy" in f"{row['before']} {row['after']}".casefold(), axis=1).all()


@pytest.mark.parametrize("window", [0, -1, "paragraph", True])
def test_what_is_no_window_is_refused(corpus: Corpus, window: int) -> None:
    with pytest.raises(AnalysisError, match="no window"):
        collocations(corpus, "energy", window=window)


@pytest.mark.parametrize("texts", [{}, {"a": ""}, {"a": "the"}, {"a": "energy"}])
def test_nothing_to_find_is_an_empty_table(texts: dict[str, str]) -> None:
    for window in (5, "sentence"):
        table = collocations(make_corpus(texts), "energy", window=window)  # type: ignore[arg-type]
        assert list(table.columns) == COLUMNS
        assert len(table) == 0
        assert len(collocation_mentions(make_corpus(texts), "energy")) == 0
    absent = collocations(make_corpus({"a": "the"}), "energy").attrs["notes"]
    assert absent == ["the query stands nowhere in the body of a document"]


WORDS = st.lists(st.sampled_from(["x", "a", "b", "x.", "a.", "b."]), max_size=25)


@settings(deadline=None, max_examples=40)
@given(st.lists(WORDS, min_size=1, max_size=3), st.integers(1, 4))
def test_counts_equal_a_slow_count(texts: list[list[str]], window: int) -> None:
    corpus = make_corpus({str(i): " ".join(words) for i, words in enumerate(texts)})
    expected = {"a": 0, "b": 0}
    for words in corpus.words.table().groupby(["document", "sentence"])["term"].apply(list):
        for place, word in enumerate(words):
            if word != "x" and "x" in words[max(place - window, 0) : place + window + 1]:
                expected[word] += 1
    table = collocations(corpus, "x", window=window)
    assert table.set_index("term")["count"].to_dict() == {term: n for term, n in expected.items() if n}
    assert np.isfinite(table.select_dtypes("number").to_numpy(float)).all()
