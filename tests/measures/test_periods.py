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


@pytest.mark.parametrize(
    ("day", "season"),
    [
        ("2021-02-28", "2020-24"),
        ("2021-03-01", "2021-21"),
        ("2021-06-01", "2021-22"),
        ("2021-11-30", "2021-23"),
        ("2021-12-01", "2021-24"),
        ("2022-02-28", "2021-24"),  # the winter of 2021 ends in 2022
    ],
)
def test_seasons_begin_in_march(day, season):
    assert label(day, "season") == season


def fitting(*dates, wide=(), **options):
    """The period that fits single days and wide dates (first, last)."""
    spans = [(day, day) for day in dates] + list(wide)
    first, last = (pd.Series(pd.to_datetime([span[end] for span in spans])).astype("datetime64[s]") for end in (0, 1))
    return fitting_period(first, last, **options)


def days(number):
    return [f"2021-03-{day:02}" for day in range(1, number + 1)]


def test_the_finest_period_that_cuts_the_span_into_twenty_four():
    assert fitting(*days(24)) == "day"
    assert fitting(*days(25)) == "week"
    assert fitting(*days(4), most=4) == "day"
    assert fitting(*days(5), most=4) == "week"


def test_of_few_dates_one_may_be_wider_than_the_period_and_of_many_one_in_ten():
    inside_a_week = ("2021-03-02", "2021-03-04")  # a Tuesday and a Thursday
    assert fitting(*days(4), wide=[inside_a_week]) == "day"
    assert fitting(*days(3), wide=[inside_a_week]) == "week"
    assert fitting(*days(4), wide=[inside_a_week] * 2) == "week"
    assert fitting(*days(18), wide=[inside_a_week] * 2) == "day"
    assert fitting(*days(17), wide=[inside_a_week] * 3) == "week"


def test_of_fifty_dates_one_at_each_end_may_stray():
    years = [f"{2001 + place % 20}-05-01" for place in range(48)]
    assert fitting(*years, "1815-06-18", "2200-01-01") == "year"
    assert fitting(*years[:-1], "1815-06-18", "2200-01-01") == "century"  # of 49 none may: 39 decades
    assert fitting(*years, "1715-06-18", "1716-06-18", "2200-01-01") == "century"  # two of 51 at one end
    assert fitting(*days(24) * 3, "1815-06-18") == "quarter"  # 1815 to 2021 are 2,470 months: nearly all of them gaps


def test_dates_that_fit_no_period_are_cut_into_the_first_of_years_that_does():
    turn = ("1999-01-01", "2001-01-01")
    assert fitting(wide=[turn] * 3) == "year"
    assert fitting("1960-05-05", wide=[turn] * 3) == "decade"
    assert fitting("1700-05-05", wide=[turn] * 3) == "century"


def test_an_open_date_has_no_say():
    assert fitting(wide=[(None, "2021-03-01"), ("2021-03-01", None)]) == "year"
    assert fitting(*days(2), wide=[(None, "1850-03-01"), ("1850-03-01", None)]) == "day"
