"""Whether a document reads as news, whose year-less dates lie near its publication, or as a story that gives the year
as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from analysis.language.dates.edtf import Interval
from analysis.language.dates.periods import civil

ENOUGH, MANY = 6, 30  # dates with a year that a story, and a chronicle of recent years, show
FAR = 20  # years between a story and its publication
POINTERS = 4  # dates with a year for each "yesterday" that a story allows itself


class Mode(NamedTuple):
    """narrative or news, and why."""

    name: str
    reason: str


def choose_mode(years: Sequence[int], pointers: int, written: Interval) -> Mode:
    """The mode of a document: from the years of its full dates, its words like "yesterday", and its publication date.

    years: of every date that gives its year; pointers: how many expressions point at the day of publication.

    >>> choose_mode([1939] * 6, 0, Interval(14000, 14000, "2008-05-01", "day"))
    Mode(name='narrative', reason='6 dates with a year, half of them 69 or more years before the publication')
    """
    if written.first is None or written.last is None:
        return Mode("narrative", "no publication date")
    here = civil(written.first)[0]
    near = sum(abs(here - year) <= 1 for year in years)
    distance = int(median(here - year for year in years)) if years else 0
    if len(years) >= ENOUGH and len(years) >= POINTERS * pointers:
        if distance >= FAR and not near:
            return Mode(
                "narrative",
                f"{len(years)} dates with a year, half of them {distance} or more years before the publication",
            )
        if len(years) >= MANY and 2 * near < len(years):
            return Mode(
                "narrative", f"a chronicle: {len(years)} dates with a year, {near} of them near the publication"
            )
    return Mode("news", "dates without a year lie near the publication")
