"""Whether a document reads as news, whose year-less dates lie near its publication, or as a story that gives the year as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from analysis.language.dates.edtf import Interval
from analysis.language.dates.periods import civil

ENOUGH = 3  # full dates that a story shows
FAR = 2  # years between a story and its publication


class Mode(NamedTuple):
    """narrative or news, and why."""

    name: str
    reason: str


def choose_mode(years: Sequence[int], pointers: int, written: Interval) -> Mode:
    """The mode of a document: from the years of its full dates, its words like "yesterday", and its publication date.

    years: of every date with a month and a year; pointers: how many expressions point at the day of publication.

    >>> choose_mode([1939, 1940, 1941], 0, Interval(14000, 14000, "2008-05-01", "day"))
    Mode(name='narrative', reason='3 full dates, half of them 68 or more years from the publication')
    """
    if written.first is None or written.last is None:
        return Mode("narrative", "no publication date")
    year = civil(written.first)[0]
    distance = int(median(abs(year - told) for told in years)) if years else 0
    if len(years) >= ENOUGH and distance >= FAR and len(years) >= 2 * pointers:
        return Mode("narrative", f"{len(years)} full dates, half of them {distance} or more years from the publication")
    return Mode("news", "dates without a year lie near the publication")
