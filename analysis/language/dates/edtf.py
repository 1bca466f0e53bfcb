"""EDTF (ISO 8601-2) strings and the first and last day that they can mean."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from analysis.errors import AnalysisError
from analysis.language.dates.periods import (
    COARSENESS,
    EDTF_PARTS,
    MONTHS_OF,
    Period,
    day,
    edtf_day,
    month,
    month_length,
)

NAT = np.datetime64("NaT", "s")  # the one unknown: shared, so that mentions without a date compare equal
DATE = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T[\d:.+\-Z]+)?|(\d{3})X|(\d\d)XX")
QUALIFIERS = str.maketrans("", "", "?~%")


class Interval(NamedTuple):
    """What a date expression means: first and last day (day numbers; None where open), and how it is written.

    An empty `edtf` is a date whose place in the calendar is unknown; its granularity may still be known.
    """

    first: int | None
    last: int | None
    edtf: str
    granularity: str
    kind: str = "date"


def whole(period: Period) -> Interval:
    """The interval of one period."""
    return Interval(period.first, period.last, period.edtf, period.unit)


def unknown(granularity: str = "") -> Interval:
    """A date that the text does not settle."""
    return Interval(None, None, "", granularity)


def of_kind(kind: str) -> Interval:
    """An expression that is no date: a duration, a set of times, a vague word."""
    return Interval(None, None, "", "", kind)


def approximate(value: Interval) -> Interval:
    """The same days, marked with ~: a fiscal year, or "about 1910"."""
    return value if not value.edtf or "/" in value.edtf else value._replace(edtf=f"{value.edtf}~")


def either(one: Period, other: Period) -> Interval:
    """One of two days that the text does not tell apart, both named: an EDTF set."""
    first, last = sorted((one, other), key=lambda period: period.first)
    return Interval(first.first, last.last, f"[{first.edtf},{last.edtf}]", first.unit)


def between(first: Interval, last: Interval) -> Interval:
    """One interval from the start of one date to the end of another, at the finer of their granularities.

    >>> between(whole(month(2020, 5)), whole(month(2020, 10))).edtf
    '2020-05/2020-10'
    """
    if first.first is None or last.last is None or first.first > last.last:
        return unknown(first.granularity)
    if first == last:
        return first
    finer = min(first.granularity, last.granularity, key=lambda unit: COARSENESS[unit])
    return Interval(first.first, last.last, f"{_plain(first)[0]}/{_plain(last)[1]}", finer)


def bounded(value: Interval, bound: str) -> Interval:
    """A date under before, by, until, since or after, the open end None. Before and after leave out the named period
    itself.

    >>> bounded(whole(Period("year", 2030)), "before").edtf, bounded(whole(Period("year", 2030)), "after").edtf
    ('../2029', '2031/..')
    """
    if value.first is None or value.last is None or not bound:
        return value
    start, end = _plain(value)
    if bound in ("by", "until"):
        return Interval(None, value.last, f"../{end}", value.granularity)
    if bound == "since":
        return Interval(value.first, None, f"{start}/..", value.granularity)
    if bound == "before":
        return Interval(None, value.first - 1, f"../{_neighbour(start, -1)}", value.granularity)
    return Interval(value.last + 1, None, f"{_neighbour(end, 1)}/..", value.granularity)


def _plain(value: Interval) -> tuple[str, str]:
    """Both ends of a closed interval in years, months or days, the only units that may stand inside an EDTF
    interval."""
    assert value.first is not None
    assert value.last is not None
    edtf = value.edtf.translate(QUALIFIERS)
    start, _, end = edtf.partition("/")
    if end:
        return start, end
    if edtf.startswith("["):
        return edtf_day(value.first), edtf_day(value.last)
    if value.granularity in ("day", "month", "year"):
        return start, start
    if value.granularity in ("decade", "century"):
        return edtf_day(value.first)[:-6], edtf_day(value.last)[:-6]
    return edtf_day(value.first)[:-3], edtf_day(value.last)[:-3]


def _neighbour(edtf: str, step: int) -> str:
    """The day, month or year before or after one, in the same precision."""
    period = _period(edtf)
    return period.shift(step).edtf


def _period(text: str) -> Period:
    """The period of one EDTF date without interval or qualifiers; raises AnalysisError where it is not one."""
    found = DATE.fullmatch(text)
    if not found:
        raise AnalysisError(
            f"{text!r} is not an EDTF date", do="write it as 2022, 2022-03, 2022-03-06 or 2023-04/2023-09"
        )
    if found[4]:
        return Period("decade", int(found[4]))
    if found[5]:
        return Period("century", int(found[5]))
    year = int(found[1])
    if not found[2]:
        return Period("year", year)
    part = int(found[2])
    if found[3]:
        number = int(found[3])
        if 1 <= part <= 12 and 1 <= number <= month_length(year, part):
            whole_day = day(year, part, number)
            assert whole_day is not None
            return whole_day
    elif 1 <= part <= 12:
        return month(year, part)
    else:
        for unit, first in EDTF_PARTS.items():
            parts = 12 // MONTHS_OF[unit]
            if first <= part < first + parts:
                return Period(unit, year * parts + part - first)
    raise AnalysisError(f"{text!r} is not a date of the calendar", do="check the month and the day")


def interval(edtf: str) -> Interval:
    """An EDTF string as an Interval; "" and None are unknown, ".." is an open end.

    Errors: AnalysisError where the string is not EDTF (levels 0 and 1, without uncertain digits other than 199X and
    19XX).
    """
    text = (edtf or "").translate(QUALIFIERS).strip()
    if not text:
        return unknown()
    if text.startswith("[") and text.endswith("]"):
        days = [_period(part) for part in text[1:-1].split(",")]
        return Interval(min(day.first for day in days), max(day.last for day in days), text, days[0].unit)
    if "/" not in text:
        return whole(_period(text))
    start, _, end = text.partition("/")
    first = _period(start) if start not in ("", "..") else None
    last = _period(end) if end not in ("", "..") else None
    if first and last and first.first > last.last:
        raise AnalysisError(f"{edtf!r} ends before it starts", do="write the earlier date first")
    units = [period.unit for period in (first, last) if period]
    granularity = min(units, key=lambda unit: COARSENESS[unit]) if units else ""
    return Interval(first.first if first else None, last.last if last else None, text, granularity)


def bounds(edtf: str) -> tuple[np.datetime64, np.datetime64]:
    """The first and the last day that an EDTF string can mean, as datetime64[s]; NaT where open or unknown.

    Quarters are 33-36, halves 40 and 41, seasons 21-24 (spring March-May … winter December-February of the next year).
    Errors: AnalysisError where the string is not EDTF.

    >>> [str(end) for end in bounds("2023-04/2023-09")]
    ['2023-04-01T00:00:00', '2023-09-30T00:00:00']
    >>> [str(end) for end in bounds("../2029")]
    ['NaT', '2029-12-31T00:00:00']
    """
    value = interval(edtf)
    return moment(value.first), moment(value.last)


def overlap(one: str, other: str) -> bool:
    """Whether two EDTF strings can mean a day that is the same; both must be EDTF.

    >>> overlap("2024-07-13", "2012/.."), overlap("2024-07-13", "../1995")
    (True, False)
    """
    (first, last), (start, end) = bounds(one), bounds(other)
    return not bool(last < start or end < first)  # a comparison with NaT, an open end, is never true


def moment(number: int | None) -> np.datetime64:
    """A day number as datetime64[s]; None is NaT."""
    return NAT if number is None else np.datetime64(number * 86400, "s")
