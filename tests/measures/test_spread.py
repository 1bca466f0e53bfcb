"""The spread of a word between documents: against the sum over documents written out, and the same from any parts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from analysis.corpus import make_corpus
from analysis.measures.contrast import WITHIN, contrast
from analysis.measures.spread import Spread

TABLES = st.lists(
    st.tuples(st.integers(1, 40), st.integers(0, 9), st.integers(0, 9)), min_size=8, max_size=20
)  # words, mentions of two terms


def _of(rows: list[tuple[int, int, int]]) -> Spread:
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return Spread.of(sparse.csr_array(table[:, 1:]), table[:, 0])


@given(TABLES)
def test_the_variance_is_the_sum_over_documents(rows: list[tuple[int, int, int]]) -> None:
    found = _of(rows).variance()
    for column in (1, 2):
        whole, words = sum(row[column] for row in rows), sum(row[0] for row in rows)
        squares = sum((row[column] - whole / words * row[0]) ** 2 for row in rows)
        expected = len(rows) / (len(rows) - 1) * squares / whole**2 if whole else 0.0
        assert found[column - 1] == pytest.approx(expected, abs=1e-9)


@given(TABLES, st.integers(0, 20))
def test_parts_add_up(rows: list[tuple[int, int, int]], cut: int) -> None:
    whole, parts = _of(rows), _of(rows[:cut]) + _of(rows[cut:])
    assert parts.variance().tolist() == whole.variance().tolist()


def test_seven_documents_say_nothing() -> None:
    assert _of([(10, 2, 0)] * 6 + [(10, 9, 1)]).variance().tolist() == [0.0, 0.0]
    assert _of([(10, 2, 0)] * 7 + [(10, 9, 1)]).variance()[0] > 0


def _sides(first: list[int], second: list[int]) -> pd.DataFrame:
    """Documents of 100 words, so many of them "red", in two groups."""
    texts = {f"a{n}": "red " * red + "x " * (100 - red) for n, red in enumerate(first)}
    texts |= {f"b{n}": "red " * red + "x " * (100 - red) for n, red in enumerate(second)}
    table = contrast(make_corpus(texts), [f"a{n}" for n in range(len(first))])
    return table.set_index("term")


def test_a_difference_that_one_document_makes_is_flagged() -> None:
    # 48 in 800 words against 16: three times, ln 3 = 1.0986. By words: 1/48 - 1/800 + 1/16 - 1/800 = 0.0808, so
    # +-0.557 leaves 0 out. By documents: r = 0.06, squares 7 * 4**2 + 28**2 = 896, 8/7 * 896 / 48**2 = 0.4444 on the
    # left, more than its words; on the right all are alike and the words decide: 0.0613. +-1.394: 0 is within.
    clumped = _sides([2] * 7 + [34], [2] * 8).loc["red"]
    assert (clumped["count"], clumped["reference"], clumped["flag"]) == (48, 16, WITHIN)
    assert clumped["low"] > 0
    even = _sides([6] * 8, [2] * 8).loc["red"]
    assert (even["count"], even["reference"], even["flag"]) == (48, 16, "")


def test_few_documents_are_not_judged_and_it_is_said() -> None:
    table = _sides([2] * 6 + [36], [2] * 8)
    assert table.loc["red", "flag"] == ""
    corpus = make_corpus({str(n): "red blue" for n in range(9)})
    notes = contrast(corpus, ["0", "1"]).attrs["notes"]
    assert "the target has 2 documents, too few to say how much documents differ" in notes
    assert "the reference has 7 documents, too few to say how much documents differ" in notes
