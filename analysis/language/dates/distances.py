"""Dates so far away: two weeks ago, in three months, the past two years; one function for each kind of phrase."""

from __future__ import annotations

import re

from analysis.language.dates.edtf import Interval, between, of_kind, unknown, whole
from analysis.language.dates.periods import Period, civil, containing, month
from analysis.language.dates.reference import STEPS, Meaning, Parts, Reference
from analysis.language.dates.vocabulary import UNIT_NAMES, number

RECORD = re.compile(
    r"\b(?:\w{2,}est|first|most|least|worst|best|only|time|once|twice|times)\b"
)  # "the deepest recession in a year"
CLOSED = re.compile(r"\s?(?:[.,;:)!?”\"]|\Z|\n)")
RATE = re.compile(
    r"(?:\d|[mb]illion|hundred|thousand|dollars|times|%|percent|tons|barrels|pounds|euros|cents|people|cars|units"
    r"|once|twice)\s$",
    re.IGNORECASE,
)


def unit_name(word: str) -> str:
    """The unit that a word names: "years", "yr", "Centuries"."""
    word = word.lower().removesuffix("s")
    return UNIT_NAMES.get(word, word)


def ago(parts: Parts, seen: Reference) -> Meaning:
    """Two weeks ago (from publication), three days later (from the date last told)."""
    unit, rel = unit_name(parts.get("unit") or parts.get("units", "")), parts["rel"].lower()
    count = number(parts.get("n", ""))
    if not count or parts.get("beyond") or (rel in ("before", "after") and not CLOSED.match(seen.text, seen.end)):
        return of_kind("vague")
    if unit in ("second", "minute", "hour"):
        return whole(Period("day", seen.today)) if rel == "ago" and seen.today is not None else of_kind("vague")
    if unit in ("fortnight", "night", "weekend", "season", "semester"):
        unit, count = {"fortnight": ("week", 2 * count), "night": ("day", count)}.get(unit, ("", 0))
        if not unit:
            return of_kind("vague")
    count *= -1 if rel in ("ago", "earlier", "before") else 1
    base = seen.today if rel in ("ago", "from now", "hence") else None
    if base is not None:
        return whole(containing(base, unit).shift(count))
    aside = unit == "year" and rel == "earlier" and not seen.narrative and not seen.same_sentence
    if seen.last and seen.last.first is not None and rel not in ("ago", "from now", "hence") and not aside:
        return shifted(seen.last, count, unit, coarse=True)
    base = seen.present
    return whole(containing(base, unit).shift(count)) if base is not None else unknown(unit)


def the_unit_before(parts: Parts, seen: Reference) -> Meaning:
    """The year before, a day earlier."""
    rel = {"following": "later", "previous": "earlier"}.get(parts["rel"].lower(), parts["rel"])
    return ago({"n": "1", "unit": parts["unit"], "rel": rel}, seen)


def shifted(value: Interval, count: int, unit: str, *, coarse: bool = False) -> Meaning:
    """A date so many units later. `coarse`: "two years later" than a day is a year; otherwise it is a day."""
    if value.first is None:
        return unknown(unit)
    if value.granularity == "day" and unit in ("day", "week"):
        return whole(Period("day", value.first + count * (7 if unit == "week" else 1)))
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}.get(unit)
    if value.granularity in ("month", "quarter", "half") and months and unit != "decade":
        size = {"month": 1, "quarter": 3, "half": 6}[value.granularity]
        if (months * count) % size == 0 and not (coarse and abs(count) > 1 and unit == "year"):
            return whole(containing(value.first, value.granularity).shift(months * count // size))
    if value.granularity == "day" and months and not coarse:
        year, month_of_year, number_of_day = civil(value.first)
        target = month(year, month_of_year).shift(months * count)
        return whole(Period("day", min(target.first + number_of_day - 1, target.last)))
    if unit in ("day", "week") and value.granularity not in ("day", "week"):
        return unknown(unit)
    return whole(containing(value.first, unit).shift(count))


def in_units(parts: Parts, seen: Reference) -> Meaning:
    """In two weeks: a date where the sentence looks ahead, else a duration."""
    unit, count = unit_name(parts["unit"]), number(parts["n"])
    record = parts["n"].lower() in ("a", "an") and RECORD.search(seen.text, max(0, seen.start - 50), seen.start)
    if seen.direction <= 0 or seen.today is None or not count or record or unit in ("decade", "century"):
        return of_kind("duration")
    if unit == "week":
        return whole(Period("day", seen.today + 7 * count))
    return whole(containing(seen.today, unit).shift(count))


def span(parts: Parts, seen: Reference) -> Meaning:
    """The past two years, the next few months: a duration that reaches to or from the day of publication."""
    if parts.get("whose"):
        parts = {"which": parts["whose"], "n": parts["m"], "unit": parts["size"]}
    which, unit, count = parts["which"].lower(), unit_name(parts["unit"]), number(parts.get("n", ""))
    if not parts.get("n") and which in ("recent", "coming", "past", "next", "last"):
        return of_kind("vague")
    if seen.today is None or not count or unit not in ("day", "week", "month", "quarter", "year", "decade"):
        return of_kind("duration")
    if unit == "quarter" and which in STEPS:
        current, step = containing(seen.today, unit), STEPS[which]
        near, distant = sorted((current.shift(step), current.shift(step * count)), key=lambda period: period.first)
        return between(whole(near), whole(distant))._replace(kind="duration")
    if unit == "decade":
        unit, count = "year", 10 * count
    here = Period("day", seen.today)
    far = shifted(whole(here), count * STEPS.get(which, 0), unit)
    if which not in ("past", "last", "previous", "next", "coming", "upcoming") or far is None or far.first is None:
        return of_kind("duration")
    ends = (far, whole(here.shift(-1))) if far.first < seen.today else (whole(here.shift(1)), far)
    return between(*ends)._replace(kind="duration")


def duration(parts: Parts, seen: Reference) -> Meaning:
    """A length of time; a rate: "$3 million a year"; or a term that starts today: "within nine months"."""
    before = seen.text[max(0, seen.start - 24) : seen.start]
    if parts.get("n", "").lower() in ("a", "an") and RATE.search(before):
        return of_kind("set")
    unit, count = unit_name(parts.get("unit", "")), number(parts.get("n", ""))
    if (
        before.lower().endswith("within ")
        and seen.today is not None
        and count
        and unit in ("day", "week", "month", "year")
    ):
        today = whole(Period("day", seen.today))
        end = shifted(today, count, unit)
        if end and end.first is not None:
            return between(today, whole(Period("day", end.first - 1)))._replace(kind="duration")
    return of_kind("duration")
