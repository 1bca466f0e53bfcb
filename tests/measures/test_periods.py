"""Periods against the calendar."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.measures.groups import group_codes, group_labels
from analysis.measures.periods import PERIODS, fitting_period, period_labels, period_numbers, periods_between


def label(day, every, until=None):
    first, last = (np.array([date], dtype="datetime64[s]") for date in (day, until or day))
    return period_labels(first, last, every)[0]


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("day", "2021-11-02"),
        ("week", "2021-11-01/2021-11-07"),  # a Tuesday
        ("month", "2021-11"),
        ("quarter", "2021-36"),
        ("half", "2021-41"),
        ("year", "2021"),
        ("decade", "202X"),
        ("century", "20XX"),
    ],
)
def test_labels_of_a_day(every, expected):
    assert label("2021-11-02", every) == expected


def test_days_before_1970_and_at_the_edges():
    assert label("1969-12-31", "week") == "1969-12-29/1970-01-04"
    assert label("1799-12-31", "decade") == "179X"
    assert label("1900-01-01", "century") == "19XX"
    assert label("2022-06-30", "half") == "2022-40"
    assert label("2022-07-01", "half") == "2022-41"


def test_an_interval_wider_than_the_period_is_uncertain_and_none_is_undated():
    assert label("2023-04-01", "year", "2023-09-30") == "2023"
    assert label("2023-04-01", "quarter", "2023-09-30") == "uncertain"
    assert label("NaT", "year") == "undated"
    assert label("NaT", "year", "2029-12-31") == "uncertain"


def test_periods_between_leave_no_hole():
    days = np.datetime64("2021-11-02"), np.datetime64("2022-05-01")
    assert periods_between(*days, "quarter") == ["2021-36", "2022-33", "2022-34"]
    assert periods_between(*days, "month")[0::3] == ["2021-11", "2022-02", "2022-05"]


@settings(deadline=None)
@given(st.dates(), st.sampled_from(PERIODS))
def test_days_of_one_period_are_together_and_in_order(day, every):
    days = np.array([day, day + pd.Timedelta(days=1)] if day.year < 9999 else [day, day], dtype="datetime64[D]")
    numbers = period_numbers(days, every)
    assert 0 <= numbers[1] - numbers[0] <= 1


def fit(*days, wide=0):
    first = pd.Series(pd.to_datetime(list(days)))
    return fitting_period(first, first + pd.Timedelta(days=wide))


def test_the_period_suits_the_dates():
    assert fit("2021-11-02", "2021-11-09") == "day"
    assert fit("2021-11-02", "2022-03-06") == "week"
    assert fit("2021-11-02", "2023-08-01") == "month"
    assert fit("2002-01-01", "2020-01-01") == "year"
    # 234 years are 24 decades, 179X to 202X.
    assert fit("1790-01-08", "2024-03-07") == "decade"
    assert fit("2021-01-01", "2023-01-01", wide=364) == "year"
    assert fitting_period(pd.Series([pd.NaT]), pd.Series([pd.NaT])) == "year"


def test_documents_are_grouped_by_id_column_or_period(seeds):
    assert list(group_labels(seeds, "document")) == list(seeds.ids)
    assert list(group_labels(seeds, "year")) == ["2022", "2023", "2021"]
    assert list(group_labels(seeds, "month")) == ["2022-03", "uncertain", "2021-11"]
    codes, names = group_codes(seeds, "language")
    assert (codes.tolist(), names) == ([0, 0, 0], ["en"])
    with pytest.raises(analysis.AnalysisError, match="choose document, one of the columns source"):
        group_labels(seeds, "colour")
