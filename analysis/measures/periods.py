"""Calendar periods: which one a date falls into, and which lie between two dates. Labels are EDTF strings."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import AnalysisError

PERIODS = ("day", "week", "month", "season", "quarter", "half", "year", "decade", "century")
UNCERTAIN, UNDATED = "uncertain", "undated"
LANES = (UNCERTAIN, UNDATED)

_MONTHS = {"month": 1, "season": 3, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7}
# EDTF season codes: spring to winter are 21-24, quarters 33-36, halves (semesters) 40 and 41.
_SEASON = {"season": 21, "quarter": 33, "half": 40}
# Spring begins in March, and the winter of a year ends in February of the next.
_BEFORE_SPRING = 2
# 1970-01-01 was a Thursday; weeks begin on Monday.
_EPOCH_WEEKDAY = 3


def check_period(every: str) -> None:
    """Raise AnalysisError unless `every` is one of PERIODS."""
    if every not in PERIODS:
        raise AnalysisError(f"{every!r} is no period", where="every", do=f"choose from {', '.join(PERIODS)}")


def period_numbers(days: npt.NDArray[np.datetime64], every: str) -> npt.NDArray[np.int64]:
    """The running number of the period that holds each day; NaT gives the smallest integer."""
    check_period(every)
    if every in _DAYS:
        numbers = days.astype("datetime64[D]").astype(np.int64)
        return numbers if every == "day" else (numbers + _EPOCH_WEEKDAY) // 7
    # Months since the year 0, so that decades and centuries begin where their digits do.
    months = days.astype("datetime64[M]").astype(np.int64) + 1970 * 12
    return (months - _BEFORE_SPRING * (every == "season")) // _MONTHS[every]


def period_labels(
    earliest: npt.NDArray[np.datetime64], latest: npt.NDArray[np.datetime64], every: str
) -> npt.NDArray[np.object_]:
    """For each interval the label of the one period that holds all of it, else `uncertain`; `undated` where unknown.

    >>> day = np.array(["2021-11-02", "2023-04-01", "NaT"], dtype="datetime64[s]")
    >>> end = np.array(["2021-11-02", "2023-09-30", "NaT"], dtype="datetime64[s]")
    >>> period_labels(day, end, "quarter").tolist()
    ['2021-36', 'uncertain', 'undated']
    """
    first, last = period_numbers(earliest, every), period_numbers(latest, every)
    unknown, half_open = np.isnat(earliest) & np.isnat(latest), np.isnat(earliest) | np.isnat(latest)
    labels = np.full(len(first), UNCERTAIN, dtype=object)
    labels[unknown] = UNDATED
    fits = (first == last) & ~half_open
    numbers, which = np.unique(first[fits], return_inverse=True)
    labels[fits] = np.array([period_label(int(number), every) for number in numbers], dtype=object)[which]
    return labels


def period_label(number: int, every: str) -> str:
    """The EDTF label of a period, from its running number.

    >>> period_label(2021 * 4 + 3, "quarter"), period_label(2021 * 4 + 3, "season"), period_label(202, "decade")
    ('2021-36', '2021-24', '202X')
    """
    if every == "day":
        return str(np.datetime64(number, "D"))
    if every == "week":
        monday = np.datetime64(number * 7 - _EPOCH_WEEKDAY, "D")
        return f"{monday}/{monday + np.timedelta64(6, 'D')}"
    if every in ("decade", "century"):
        return f"{number:03d}X" if every == "decade" else f"{number:02d}XX"
    per_year = 12 // _MONTHS[every]
    year, part = divmod(number, per_year)
    if every == "year":
        return f"{year:04d}"
    return f"{year:04d}-{part + _SEASON.get(every, 1):02d}"


def periods_between(first: np.datetime64, last: np.datetime64, every: str) -> list[str]:
    """The labels of all periods from one day to another, those without any document included."""
    low, high = period_numbers(np.array([first, last]), every)
    return [period_label(number, every) for number in range(int(low), int(high) + 1)]


STRAY = 0.02
"""The part of the dates at each end that has no say in the period: one 1066 must not make all of time centuries."""
MOST_WITH_STRAYS = 2_400
"""Periods that a table may hold on account of such dates."""


def fitting_period(earliest: pd.Series, latest: pd.Series, *, most: int = 24) -> str:
    """The finest period that holds nine in ten of the dated rows (of few, all but one) and cuts the span into `most`
    periods; of fifty rows and more, the span is that of all but one in fifty at each end.

    Where no period does both, the coarsest that keeps within `most` and loses fewest rows.
    """
    known = earliest.notna() & latest.notna()
    if not known.any():
        return "year"
    first, last = earliest[known].to_numpy("datetime64[s]"), latest[known].to_numpy("datetime64[s]")
    strays = int(STRAY * len(first))
    ends = np.array([np.sort(first)[strays], np.sort(last)[-1 - strays], first.min(), last.max()])
    # A season is asked for, never chosen: it cuts as fine as a quarter, and its winters cross the years.
    chosen = [every for every in PERIODS if every != "season" and _fits(ends, every, most)]
    for every in chosen:
        cut = period_numbers(first, every) != period_numbers(last, every)
        if cut.sum() <= max(0.1 * len(cut), len(cut) > 4):
            return every
    return next((every for every in chosen if _MONTHS.get(every, 0) >= 12), "century")


def _fits(ends: npt.NDArray[np.datetime64], every: str, most: int) -> bool:
    """Whether `most` periods reach from the first to the second of `ends`, which leave out the strays, and those from
    the third to the fourth, which do not, are no table of gaps."""
    low, high, lowest, highest = period_numbers(ends, every)
    return bool(high - low < most and highest - lowest < MOST_WITH_STRAYS)
