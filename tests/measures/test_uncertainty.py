"""Intervals against scipy and against simulation; the bootstrap against order and partitions; flags in words."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.measures import uncertainty as u


@pytest.mark.parametrize(("k", "n"), [(0, 1), (1, 1), (0, 10), (5, 10), (48, 50), (1, 11000)])
def test_wilson_equals_scipy(k: int, n: int) -> None:
    expected = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
    low, high = u.wilson(k, n)
    assert low == pytest.approx(expected.low, abs=1e-12)
    assert high == pytest.approx(expected.high, abs=1e-12)


def test_wilson_at_the_ends_is_exact_and_without_documents_missing() -> None:
    low, high = u.wilson([0, 7, 0], [7, 7, 0])
    assert low[0] == 0
    assert high[1] == 1
    assert 0 < high[0] < 1
    assert 0 < low[1] < 1
    assert np.isnan([low[2], high[2]]).all()


@pytest.mark.parametrize("count", [0, 1, 3, 10, 1000])
def test_garwood_ends_leave_half_of_five_percent_on_each_side(count: int) -> None:
    low, high = u.garwood(count)
    assert stats.poisson.cdf(count, high) == pytest.approx(0.025, abs=1e-9)
    assert low == 0 if count == 0 else stats.poisson.sf(count - 1, low) == pytest.approx(0.025, abs=1e-9)


def test_garwood_of_a_rate() -> None:
    """No mention in 417 words: the rule of three and a bit, 3.689 per 417 words."""
    low, high = u.garwood(0, 1000 / 417)
    assert low == 0
    assert high == pytest.approx(-np.log(0.025) * 1000 / 417)


def test_poisson_weights_have_the_distribution_of_poisson_one() -> None:
    weights = u.replicate_weights([f"d{i}" for i in range(400)])
    observed = np.bincount(weights.ravel(), minlength=6)
    expected = stats.poisson.pmf(np.arange(6), 1) * weights.size
    chi2 = ((observed[:6] - expected) ** 2 / expected).sum()
    assert chi2 < stats.chi2.ppf(0.9999, 5)
    between = np.corrcoef(weights[:50])
    assert np.abs(between[~np.eye(50, dtype=bool)]).max() < 0.2


def test_weights_depend_on_seed_document_and_replicate_alone() -> None:
    ids = ["x", "ä", "000_e24a", "\udcff"]
    weights = u.replicate_weights(ids, replicates=101)
    backwards = u.replicate_weights(ids[::-1], replicates=7)
    assert (weights[::-1, :7] == backwards).all()
    assert (weights != u.replicate_weights(ids, replicates=101, seed=1)).any(axis=1).all()
    assert (weights[0] != weights[1]).any()


@settings(deadline=None, max_examples=100)
@given(st.lists(st.integers(0, 50), min_size=1, max_size=30), st.data())
def test_totals_of_the_parts_sum_to_the_totals_of_the_whole(counts: list[int], data: st.DataObject) -> None:
    ids = [f"document {i}" for i in range(len(counts))]
    cut = data.draw(st.integers(0, len(counts)))
    values = np.array(counts)[:, None]
    parts = [u.bootstrap_totals(values[s], ids[s], replicates=20) for s in (slice(cut), slice(cut, None))]
    whole = u.bootstrap_totals(values[::-1], ids[::-1], replicates=20)
    assert (parts[0] + parts[1] == whole).all()


def test_totals_do_not_depend_on_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [f"d{i}" for i in range(10)]
    values = np.arange(20).reshape(10, 2)
    whole = u.bootstrap_totals(values, ids, replicates=9)
    monkeypatch.setattr(u, "_BLOCK", 3)
    assert (u.bootstrap_totals(values, ids, replicates=9) == whole).all()


def test_a_thousand_replicates_of_ten_thousand_documents_take_less_than_two_seconds() -> None:
    ids = [f"d{i}" for i in range(10_000)]
    counts = np.random.default_rng(1).poisson(3, (10_000, 10))
    started = time.process_time()  # of this process alone, so that a busy machine fails no test
    u.bootstrap(counts, np.full(10_000, 500), ids)
    assert time.process_time() - started < 2


def _clumped(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Documents of uneven length whose rates differ from one to the next; the true rate is 4 per 1,000 words."""
    sizes = rng.integers(200, 1200, n)
    return rng.poisson(rng.gamma(2, 2, n) * sizes / 1000), sizes


@pytest.mark.parametrize("n", [20, 60])
def test_bootstrap_intervals_cover_the_truth_nine_times_in_ten(n: int) -> None:
    rng = np.random.default_rng(7)
    hits = 0
    for trial in range(400):
        counts, sizes = _clumped(rng, n)
        low, high = u.bootstrap(counts, sizes, [f"{trial}/{i}" for i in range(n)], replicates=400)
        hits += low[0] <= 4 <= high[0]
    assert hits / 400 >= 0.90


def test_exact_poisson_intervals_cover_the_truth_of_one_document() -> None:
    counts = np.random.default_rng(3).poisson(6, 4000)
    low, high = u.garwood(counts)
    assert ((low <= 6) & (high >= 6)).mean() >= 0.95


def test_wilson_intervals_cover_the_truth() -> None:
    counts = np.random.default_rng(4).binomial(40, 0.15, 4000)
    low, high = u.wilson(counts, 40)
    assert ((low <= 0.15) & (high >= 0.15)).mean() >= 0.90


def test_four_times_the_documents_halve_the_width() -> None:
    rng = np.random.default_rng(11)
    counts, sizes = _clumped(rng, 1600)
    ids = [f"d{i}" for i in range(1600)]
    narrow, wide = u.bootstrap(counts, sizes, ids), u.bootstrap(counts[:400], sizes[:400], ids[:400])
    assert (narrow[1] - narrow[0]) / (wide[1] - wide[0]) == pytest.approx(0.5, abs=0.12)


def test_expanded_percentiles_follow_student() -> None:
    """n = 9 documents: the tail is Φ(−t₈ √(9/8)), 0.72 %, and not 2.5 %."""
    tail = stats.norm.cdf(stats.t.ppf(0.025, 8) * np.sqrt(9 / 8))
    low, high = u.percentiles(np.arange(100_001) / 100_000, 9)
    assert low[0] == pytest.approx(tail, abs=1e-5)
    assert high[0] == pytest.approx(1 - tail, abs=1e-5)


def test_rate_interval_of_one_document_is_exact_poisson() -> None:
    low, high, kind = u.rate_interval([[3, 0]], [1500], ["a"])
    expected = stats.chi2.ppf([0.025, 0.975], [6, 8]) / 2 * 1000 / 1500
    assert [low[0], high[0]] == pytest.approx(expected)
    assert low[1] == 0
    assert high[1] > 0
    assert kind == "exact Poisson"


def test_rate_interval_below_eight_documents_says_that_it_is_not_for_the_group() -> None:
    interval = u.rate_interval([[3], [0], [4]], [100, 100, 100], ["a", "b", "c"])
    assert interval.kind == "exact Poisson of these documents; 3 documents: no interval for the group"
    assert [interval.low[0], interval.high[0]] == pytest.approx([x * 1000 / 300 for x in u.garwood(7)])


def test_rate_interval_of_weighted_mentions_scales_with_the_weight() -> None:
    plain = u.rate_interval([[6]], [500], ["a"])
    weighted = u.rate_interval([[9.0]], [500], ["a"], mentions=[[6]])
    none = u.rate_interval([[0.0]], [500], ["a"], mentions=[[0]], unit=1.5)
    assert weighted.high[0] == pytest.approx(1.5 * plain.high[0])
    assert none.high[0] == pytest.approx(1.5 * u.garwood(0, 2)[1])


def test_rate_interval_from_eight_documents_is_a_bootstrap_that_holds_the_rate() -> None:
    counts = np.column_stack([np.arange(8), np.zeros(8, int), np.eye(8, dtype=int)[0] * 9])
    low, high, kind = u.rate_interval(counts, np.full(8, 250), list("abcdefgh"))
    rates = counts.sum(axis=0) / 2000 * 1000
    assert kind.startswith("Poisson bootstrap over documents, 1000")
    assert (low <= rates).all()
    assert (rates <= high).all()
    assert high[1] == pytest.approx(u.garwood(0, 0.5)[1])
    assert 0 < low[0] < high[0]


def test_rate_interval_without_words_is_missing() -> None:
    assert np.isnan(u.rate_interval(np.zeros((0, 1)), [], []).low).all()
    assert np.isnan(u.rate_interval([[0]], [0], ["empty"]).high).all()


def test_bootstrap_refuses_few_documents() -> None:
    with pytest.raises(ValueError, match="at least 8 documents"):
        u.bootstrap(np.ones((8, 1)), [10] * 7 + [0], [str(i) for i in range(8)])


def test_leave_one_out_by_hand() -> None:
    """Rates without the first, second, third document: 3/30, 5/50 and 6/40 (per 1: scale 1)."""
    low, high = u.leave_one_out([[4], [2], [1]], [30, 10, 20], scale=1)
    assert [low[0], high[0]] == pytest.approx([0.1, 0.15])


def test_leave_one_out_of_one_document_leaves_nothing() -> None:
    low, high = u.leave_one_out([[4]], [2000])
    assert (low[0], high[0]) == (0, 2)
    assert u.leave_one_out(np.zeros((0, 2)), [])[0].tolist() == [0, 0]
    assert u.leave_one_out([[0]], [0])[1].tolist() == [0]


def test_flags_and_group_sizes_in_words() -> None:
    assert u.flag([5, 5, 4, 1], [2, 1, 2, 1]).tolist() == [
        "",
        "rests on one document",
        "fewer than 5 mentions",
        "rests on one document",
    ]
    assert [u.group_size(n) for n in (0, 1, 2, 7, 8)] == [
        "no documents: no interval for the group",
        "rests on one document",
        "2 documents: no interval for the group",
        "7 documents: no interval for the group",
        "",
    ]


def test_each_column_is_drawn_as_if_it_were_alone() -> None:
    ids, sizes = [f"d{number}" for number in range(10)], np.arange(100, 200, 10)
    values = np.column_stack([np.arange(10), np.arange(10)[::-1], np.zeros(10)])
    together = u.bootstrap(values, sizes, ids)
    for column in range(3):
        alone = u.bootstrap(values[:, column], sizes, ids)
        assert [end[column] for end in together] == pytest.approx([end[0] for end in alone])
    interval = u.rate_interval(values, sizes, ids)
    assert interval.low[:2] == pytest.approx(together[0][:2])
    assert interval.high[:2] == pytest.approx(together[1][:2])
    # No mention in 1,450 words: up to ln(1/0.025) = 3.689 could have been missed by chance.
    assert (interval.low[2], interval.high[2]) == (0, pytest.approx(3.6888794541 * 1000 / 1450))


def test_documents_without_words_are_none_of_the_eight() -> None:
    ids, sizes = [f"d{number}" for number in range(9)], np.array([100] * 7 + [0, 0])
    values = np.array([1] * 7 + [0, 0])
    with pytest.raises(ValueError, match="here are 7"):
        u.bootstrap(values, sizes, ids)
    assert u.rate_interval(values, sizes, ids).kind.startswith("exact Poisson of these documents; 7 documents")
    assert u.rate_interval(values[:2], sizes[:2], ids[:2]).kind.startswith("exact Poisson of these documents; 2 ")
    assert u.rate_interval(values[:1], sizes[:1], ids[:1]).kind == "exact Poisson"


def test_without_documents_nothing_is_left_when_one_is_dropped() -> None:
    low, high = u.leave_one_out(np.zeros((0, 2)), [])
    assert (low.tolist(), high.tolist()) == ([0, 0], [0, 0])
