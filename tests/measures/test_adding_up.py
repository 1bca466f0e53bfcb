"""Measures add up: cut the documents anywhere, and the sums of the parts, and what follows, are those of the whole."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.corpus import Corpus, make_corpus
from analysis.measures.association import g2, log_dice, pmi
from analysis.measures.collocations import collocation_mentions
from analysis.measures.phrases import parse_phrase
from analysis.measures.theme_file import Theme, Themes

THEMES = Themes((Theme("t", "T", (parse_phrase("a b"), parse_phrase("x"))), Theme("u", "U", (parse_phrase("b*"),))))
TEXTS = st.lists(st.text(alphabet="abx .", min_size=1, max_size=20).map("a{}".format), min_size=2, max_size=6)


def cut(texts: list[str], at: list[int]) -> tuple[Corpus, list[Corpus]]:
    whole = make_corpus({str(number): text for number, text in enumerate(texts)})
    part_of = {document: (at * len(texts))[number] for number, document in enumerate(whole.ids)}
    return whole, [whole.select([d for d in whole.ids if part_of[d] == part]) for part in sorted(set(part_of.values()))]


def summed(tables: list[pd.DataFrame], column: str) -> dict[str, int]:
    total: Counter[str] = Counter()
    for table in tables:
        total.update(dict(zip(table["term"], table[column].tolist(), strict=True)))
    return dict(total)


def stacked(tables: list[pd.DataFrame]) -> list[list[object]]:
    rows = pd.concat(tables, ignore_index=True)
    return sorted(rows.to_numpy(dtype=object).tolist(), key=str)


@settings(deadline=None, max_examples=40)
@given(TEXTS, st.lists(st.integers(0, 2), min_size=1, max_size=6), st.sampled_from([1, 3, "sentence"]))
def test_collocations(texts: list[str], at: list[int], window: int | str) -> None:
    whole, parts = cut(texts, at)
    table = analysis.collocations(whole, "x", window=window)
    of_parts = [analysis.collocations(part, "x", window=window) for part in parts]
    for column in ("count", "documents"):
        assert summed(of_parts, column) == dict(zip(table["term"], table[column].tolist(), strict=True))
    mentions = sum(part.attrs["settings"]["mentions"] for part in of_parts)
    assert mentions == table.attrs["settings"]["mentions"]
    if window != "sentence":
        words = sum(part.words.total for part in parts)
        every = summed([analysis.term_frequencies(part) for part in parts], "count")
        other = np.array([every[term] for term in table["term"]], dtype=float)
        inside = table["count"].sum()
        rest = words - every.get("x", 0) - inside
        np.testing.assert_allclose(table["log_dice"], log_dice(table["count"], mentions, other), atol=1e-12)
        np.testing.assert_allclose(table["pmi"], pmi(table["count"], mentions, other, words), atol=1e-12)
        np.testing.assert_allclose(table["g2"], g2(table["count"], other - table["count"], inside, rest), atol=1e-9)
    assert stacked([collocation_mentions(part, "x", window=window) for part in parts]) == stacked(
        [collocation_mentions(whole, "x", window=window)]
    )


@settings(deadline=None, max_examples=30)
@given(TEXTS, st.lists(st.integers(0, 2), min_size=1, max_size=6), st.integers(1, 3))
def test_terms_themes_and_passages(texts: list[str], at: list[int], n: int) -> None:
    whole, parts = cut(texts, at)
    table = analysis.term_frequencies(whole, n=n, stopwords=["b"])
    of_parts = [analysis.term_frequencies(part, n=n, stopwords=["b"]) for part in parts]
    for column in ("count", "documents"):
        assert summed(of_parts, column) == dict(zip(table["term"], table[column].tolist(), strict=True))
    for rows in (
        lambda corpus: analysis.theme_mentions(corpus, THEMES),
        lambda corpus: analysis.passages(corpus, "b"),
        lambda corpus: analysis.theme_weights(corpus, THEMES, weighting="count").drop(columns=["low", "high"]),
        lambda corpus: analysis.theme_weights(corpus, THEMES, weighting="per_1000").drop(columns=["low", "high"]),
        lambda corpus: analysis.term_frequencies(corpus, by="document").drop(columns="dispersion"),
    ):
        assert stacked([rows(part) for part in parts]) == stacked([rows(whole)])
    counts = sum(analysis.theme_patterns(part, THEMES)["count"].to_numpy() for part in parts)
    assert counts.tolist() == analysis.theme_patterns(whole, THEMES)["count"].tolist()


@settings(deadline=None, max_examples=30)
@given(TEXTS)
def test_both_sides_of_a_contrast_are_the_counts_of_their_documents(texts: list[str]) -> None:
    whole, target = make_corpus({str(number): text for number, text in enumerate(texts)}), ["0"]
    table = analysis.contrast(whole, target).set_index("term")
    for column, ids in (("count", target), ("reference", list(whole.ids[1:]))):
        counts = analysis.term_frequencies(whole.select(ids)).set_index("term")["count"]
        assert table[column][table[column] > 0].sort_index().to_dict() == counts.sort_index().to_dict()
