"""Scores of two counts against published numbers, hand calculation and scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.measures import association as m

SIDES = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(1, 400), st.integers(1, 400))


def _cells(a: int, b: int, c: int, d: int) -> np.ndarray:
    return np.array([[a, b], [c - a, d - b]])


def test_g2_of_the_reference_cases() -> None:
    """Word b: 7 of 10 against 2 of 9; the published cells 110, 2442, 111, 29114 are the four cells themselves."""
    assert m.g2(7, 2, 10, 9) == pytest.approx(4.5349393, abs=5e-8)
    assert m.g2(110, 2442, 110 + 111, 2442 + 29114) == pytest.approx(270.72, abs=5e-3)


def test_g2_is_not_the_two_cell_form() -> None:
    """Rayson & Garside on the same word: 2 (7 ln(7/E₁) + 2 ln(2/E₂)) with E₁ = 9·10/19, E₂ = 9·9/19."""
    two_cell = 2 * (7 * math.log(7 * 19 / 90) + 2 * math.log(2 * 19 / 81))
    assert two_cell == pytest.approx(2.4401004, abs=5e-8)
    assert abs(m.g2(7, 2, 10, 9) - two_cell) > 2


def test_the_reference_cells_are_those_of_the_published_chi_squared() -> None:
    assert stats.chi2_contingency(_cells(7, 2, 10, 9), correction=False)[0] == pytest.approx(4.3371605, abs=5e-8)
    assert stats.chi2_contingency(_cells(7, 2, 10, 9), correction=True)[0] == pytest.approx(2.6324383, abs=5e-8)


@settings(deadline=None, max_examples=100)
@given(SIDES)
def test_g2_and_p_equal_scipy(sides: tuple[int, int, int, int]) -> None:
    a, b, c_rest, d_rest = sides
    if a + b == 0:
        assert m.g2(a, b, c_rest, d_rest) == 0
        return
    c, d = a + c_rest, b + d_rest
    expected = stats.chi2_contingency(_cells(a, b, c, d), correction=False, lambda_="log-likelihood")
    assert abs(m.g2(a, b, c, d)) == pytest.approx(expected[0], abs=1e-9)
    assert m.p_value(m.g2(a, b, c, d)) == pytest.approx(expected[1], abs=1e-9)


@settings(deadline=None, max_examples=100)
@given(SIDES)
def test_g2_and_log_ratio_turn_round_when_the_sides_do(sides: tuple[int, int, int, int]) -> None:
    a, b, c, d = sides[0], sides[1], sides[0] + sides[2], sides[1] + sides[3]
    assert m.g2(a, b, c, d) == pytest.approx(-m.g2(b, a, d, c), abs=1e-9)
    assert m.log_ratio(a, b, c, d)[0] == pytest.approx(-m.log_ratio(b, a, d, c)[0], abs=1e-9)
    assert m.weighted_log_odds(a, b, c, d) == pytest.approx(-m.weighted_log_odds(b, a, d, c), abs=1e-9)


def test_g2_sign_says_which_side_has_more() -> None:
    assert m.g2([1, 5, 2], [5, 1, 4], [100, 100, 100], [100, 100, 200]).round(6).tolist()[2] == 0
    assert (np.sign(m.g2([1, 5], [5, 1], [100, 100], [100, 100])) == [-1, 1]).all()
    assert m.g2(0, 9, 10, 90) < 0


@settings(deadline=None, max_examples=100)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_benjamini_hochberg_equals_scipy(p: list[float]) -> None:
    assert m.benjamini_hochberg(p) == pytest.approx(stats.false_discovery_control(p, method="bh"), abs=1e-12)


def test_benjamini_hochberg_of_nothing() -> None:
    assert m.benjamini_hochberg([]).tolist() == []


def test_percent_difference_of_the_reference_case() -> None:
    """%DIFF is the ratio less one: 88.7 % more, so a log ratio of log2(1.887)."""
    ratio = m.log_ratio(206523, 178174, 959641, 1562358)[0]
    assert (2**ratio - 1) * 100 == pytest.approx(88.7, abs=0.05)


def test_log_ratio_by_hand() -> None:
    """8 in 1,000 against 2 in 500: twice the rate. The standard error is √(1/8 − 1/1000 + 1/2 − 1/500) / ln 2."""
    ratio, low, high = m.log_ratio(8, 2, 1000, 500)
    reach = 1.959963984540054 * math.sqrt(0.125 - 0.001 + 0.5 - 0.002) / math.log(2)
    assert ratio == pytest.approx(1)
    assert [low, high] == pytest.approx([1 - reach, 1 + reach])


def test_log_ratio_counts_zero_as_a_half() -> None:
    ratio, low, high = m.log_ratio([4, 0], [0, 4], [1000, 1000], [1000, 1000])
    assert ratio.tolist() == [3, -3]
    assert np.isfinite([low, high]).all()


def test_log_ratio_interval_equals_the_relative_risk_of_scipy() -> None:
    expected = stats.contingency.relative_risk(30, 900, 20, 1100).confidence_interval(0.95)
    _, low, high = m.log_ratio(30, 20, 900, 1100)
    assert [2**low, 2**high] == pytest.approx([expected.low, expected.high])


def test_log_ratio_intervals_cover_the_truth() -> None:
    rng = np.random.default_rng(5)
    _, low, high = m.log_ratio(rng.binomial(2000, 0.01, 4000), rng.binomial(3000, 0.005, 4000), 2000, 3000)
    assert ((low <= 1) & (high >= 1)).mean() >= 0.93


def test_weighted_log_odds_written_out() -> None:
    """a 7 of 10, b 2 of 9; prior α = 9, α₀ = 19: ln(16/13) − ln(11/17) over √(1/16 + 1/11)."""
    expected = (math.log(16 / 13) - math.log(11 / 17)) / math.sqrt(1 / 16 + 1 / 11)
    assert m.weighted_log_odds(7, 2, 10, 9) == pytest.approx(expected)


def test_weighted_log_odds_does_not_know_about_stop_words() -> None:
    """A word that is evenly spread has z 0 however frequent; the same ratio on more mentions has a larger z."""
    z = m.weighted_log_odds([500, 4, 40], [500, 2, 20], [5000, 5000, 5000], [5000, 5000, 5000])
    assert z[0] == pytest.approx(0, abs=1e-12)
    assert 0 < z[1] < z[2]


def test_one_word_and_no_words_have_no_infinite_score() -> None:
    for score in (m.g2, m.weighted_log_odds):
        assert score(3, 5, 3, 5) == pytest.approx(0)
        assert score(3, 0, 3, 5) > 0
        assert np.isfinite(score([3, 0, 0], [0, 5, 0], [3, 3, 3], [5, 5, 5])).all()


def test_log_dice_and_pmi_by_hand() -> None:
    """f₁ 20, f₂ 30, together 10, N 1,000: 14 + log2(20/50) and log2(10·1000/600)."""
    assert m.log_dice(10, 20, 30) == pytest.approx(14 + math.log2(0.4))
    assert m.pmi(10, 20, 30, 1000) == pytest.approx(math.log2(10000 / 600))
