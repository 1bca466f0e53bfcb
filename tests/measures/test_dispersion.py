"""Dispersion against published cases, the definition written out slowly, and any order of the parts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from analysis.measures.dispersion import dp, dp_norm, juilland_d

LETTERS = ["bamnibeup", "basatbewqn", "bcagabesta", "baghabeaat", "bahaabeaxat"]


def _column(values: list[int]) -> sparse.csr_array:
    return sparse.csr_array(np.array(values)[:, None])


def test_the_letters_of_gries() -> None:
    counts = _column([part.count("a") for part in LETTERS])
    sizes = [len(part) for part in LETTERS]
    assert sizes == [9, 10, 10, 10, 11]
    assert dp(counts, sizes)[0] == pytest.approx(0.18, abs=1e-12)
    assert dp_norm(counts, sizes)[0] == pytest.approx(0.18 / (1 - 9 / 50), abs=1e-12)
    assert juilland_d(counts, sizes)[0] == pytest.approx(0.7852, abs=5e-5)


def test_juilland_of_five_equal_parts() -> None:
    assert juilland_d(_column([0, 4, 3, 2, 1]), [20] * 5)[0] == pytest.approx(0.6464, abs=5e-5)


def test_even_is_zero_and_clumped_is_one_exactly() -> None:
    assert dp_norm(_column([3, 6, 9]), [7, 14, 21])[0] == 0
    assert dp_norm(_column([5, 0, 0]), [10, 20, 30])[0] == 1
    assert dp_norm(_column([0, 0, 5]), [10, 20, 30])[0] == pytest.approx(0.5 / (1 - 1 / 6))
    assert juilland_d(_column([3, 6, 9]), [7, 14, 21])[0] == pytest.approx(1)
    assert juilland_d(_column([5, 0, 0]), [10, 10, 10])[0] == pytest.approx(0)


def test_fewer_than_two_parts_with_words() -> None:
    assert dp_norm(_column([4, 0]), [9, 0]).tolist() == [0]
    assert dp_norm(sparse.csr_array((0, 3), dtype=int), []).tolist() == [0, 0, 0]
    assert juilland_d(_column([4, 0]), [9, 0]).tolist() == [1]


def test_empty_parts_and_absent_terms() -> None:
    with_empty = dp_norm(sparse.csr_array([[2, 0], [0, 0], [1, 0]]), [10, 0, 10])
    assert with_empty == pytest.approx(dp_norm(sparse.csr_array([[2, 0], [1, 0]]), [10, 10]))
    assert with_empty[1] == 0


PARTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=8)


@settings(deadline=None, max_examples=100)
@given(PARTS)
def test_definitions_written_out(parts: list[tuple[int, int]]) -> None:
    v = np.array([count for count, _ in parts])
    n = v + [rest for _, rest in parts]
    held = n > 0
    if v.sum() == 0 or held.sum() < 2:
        return
    s = n / n.sum()
    expected = abs(v / v.sum() - s).sum() / 2
    counts = _column(v.tolist())
    assert dp(counts, n)[0] == pytest.approx(expected, abs=1e-12)
    assert dp_norm(counts, n)[0] == pytest.approx(expected / (1 - s[held].min()), abs=1e-12)
    p = v[held] / n[held]
    expected_d = 1 - np.std(p) / np.mean(p) / np.sqrt(len(p) - 1)
    assert juilland_d(counts, n)[0] == pytest.approx(expected_d, abs=1e-7)
    assert 0 <= dp_norm(counts, n)[0] <= 1


@settings(deadline=None, max_examples=100)
@given(PARTS, st.randoms())
def test_order_cannot_change_a_digit(parts: list[tuple[int, int]], random: object) -> None:
    shuffled = parts.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    values = [dp_norm(_column([v for v, _ in p]), [v + rest for v, rest in p])[0] for p in (parts, shuffled)]
    assert values[0] == values[1]


def test_juilland_of_what_does_not_occur_is_zero() -> None:
    assert juilland_d(_column([0, 0, 0]), [10, 10, 10])[0] == 0
    assert juilland_d(_column([0, 0]), [10, 0])[0] == 0
