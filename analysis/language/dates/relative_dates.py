"""Dates that point at another day, the publication or the date last told: one function for each kind of phrase."""

from __future__ import annotations

import re

from analysis.language.dates.calendar_dates import marked, year_of
from analysis.language.dates.distances import span, unit_name
from analysis.language.dates.edtf import Interval, between, of_kind, unknown, whole
from analysis.language.dates.periods import Period, civil, containing, day, month
from analysis.language.dates.periods import weekday as weekday_of
from analysis.language.dates.reference import STEPS, Meaning, Parts, Reference
from analysis.language.dates.vocabulary import MESSAGED, SEASONS, month_number, number, weekday_number

OVER = re.compile(r"\b(?:within|over|during|throughout|for|in)\s\Z", re.IGNORECASE)


def day_word(parts: Parts, seen: Reference) -> Meaning:
    """Yesterday, today, tomorrow, and the days beyond."""
    word = MESSAGED.get(parts["word"].lower(), parts["word"].lower())
    if seen.today is None:
        return of_kind("vague") if word == "today" else unknown("day")
    beyond = {"before": -1, "after": 1}.get(parts.get("beyond", "").lower(), 0)
    return whole(Period("day", seen.today + STEPS.get(word, 0) + beyond))


def weekday(parts: Parts, seen: Reference) -> Meaning:
    """Friday, last Monday, Tuesday of next week."""
    wanted = weekday_number(parts["w"])
    if parts.get("week"):
        week = seen.relative("week", parts["week"])
        return whole(Period("day", week.first + wanted)) if week.first is not None else unknown("day")
    return seen.on_weekday(wanted, parts.get("which", ""))


def which_unit(parts: Parts, seen: Reference) -> Meaning:
    """Last week, this year, the following month, that night, the year-ago quarter."""
    which, unit = parts.get("which", "the").lower().split(" ")[-1], unit_name(parts["unit"])
    if which in ("latest", "current", "present", "these"):
        which = "this"
    if (which, unit) == ("last", "night"):
        return day_word({"word": "yesterday"}, seen)
    if unit in ("night", "morning", "afternoon", "evening"):
        unit = "day"
    if unit == "weekend":
        return weekend(which, seen)
    if unit == "decade" and which in ("next", "last") and OVER.search(seen.text, max(0, seen.start - 12), seen.start):
        which = "past" if which == "last" else "coming"
    if which in ("past", "coming") and unit != "quarter":
        return span({"which": which, "n": "1", "unit": unit}, seen)
    if which == "latest" or (
        unit == "quarter" and which == "this" and parts.get("which", "").lower().endswith("latest")
    ):
        return seen.relative(unit, "last")
    if which in ("year-ago", "year-earlier"):
        return year_earlier(unit, seen)
    if which in ("same", "that", "the", "this") and unit == "day" and (which != "this" or seen.narrative):
        return seen.last if seen.last and seen.last.granularity == "day" else unknown("day")
    if unit == "day" and which in STEPS and not (seen.last and seen.last.granularity == "day"):
        return unknown("day")
    value = seen.relative(unit, which)
    return marked(value, parts["f"]) if parts.get("f") else value


def weekend(which: str, seen: Reference) -> Meaning:
    """Saturday and Sunday: last, next, or the one that the sentence means; "the weekend" is the last one unless it
    looks ahead."""
    base = seen.base_for(which, "week")
    if base is None:
        return unknown("day")
    week = containing(base, "week")
    begun = base >= week.last - 1
    if which in ("last", "past", "previous") or (which in ("the", "this") and seen.direction < 0 and not begun):
        week = week.shift(-1)
    elif which in ("next", "coming", "following"):
        week = week.shift(1)
    elif which == "the" and not begun and not seen.direction:
        week = week.shift(-1)
    return between(whole(Period("day", week.last - 1)), whole(Period("day", week.last)))


def beyond(parts: Parts, seen: Reference) -> Meaning:
    """The week after next, the month before last."""
    unit, ahead = parts["unit"].lower(), parts["side"].lower().startswith("after")
    if unit == "weekend":
        value = weekend("next" if ahead else "last", seen)
        return shifted_days(value, 7 if ahead else -7) if value else None
    here = seen.relative(unit, "this")
    return whole(containing(here.first, unit).shift(2 if ahead else -2)) if here.first is not None else unknown(unit)


def shifted_days(value: Interval, days: int) -> Meaning:
    """Some days, so many days later."""
    if value.first is None or value.last is None:
        return value
    return between(whole(Period("day", value.first + days)), whole(Period("day", value.last + days)))


def end_of(parts: Parts, seen: Reference) -> Meaning:
    """By end of year, EOM: the period that is running."""
    units = {"w": "week", "m": "month", "q": "quarter", "y": "year"}
    return seen.relative(parts["unit"].lower() if parts.get("unit") else units[parts["letter"].lower()], "this")


def year_earlier(unit: str, seen: Reference) -> Meaning:
    """The same period of the year before: of the period last told where it is of that unit, else of the last one that
    ended."""
    value = seen.last
    if value and value.first is not None and value.granularity == unit:
        return whole(containing(value.first, unit).shift(-12 // {"month": 1, "quarter": 3}.get(unit, 12)))
    base = seen.present
    if base is None:
        return unknown(unit)
    if unit == "quarter":
        return whole(containing(base, unit).shift(-5))
    year, month_of_base, _ = civil(base)
    return whole(month(year - 1, month_of_base) if unit == "month" else Period("year", year - 1))


def day_period(parts: Parts, seen: Reference) -> Meaning:
    """The same period is the one last told; the year-ago period lies a year before."""
    if parts["which"].lower().startswith("year"):
        return year_earlier("year", seen)
    return seen.last if parts["which"].lower() == "same" and seen.last and seen.same_sentence else unknown()


def same_period(parts: Parts, seen: Reference) -> Meaning:
    """The same quarter last year, the like period of 1988: the period last told in the sentence, moved to another
    year."""
    year, here = year_of(parts, seen), seen.present
    unit, told = parts["unit"].lower(), seen.last if seen.last and seen.same_sentence else None
    if year is None:
        compared = told.first if told and told.first is not None else here
        if compared is None:
            return unknown("year")
        year = civil(compared)[0] - 1
    if unit in ("period", "time"):
        unit = (
            told.granularity if told and told.granularity in ("month", "quarter", "half", "season", "week") else "year"
        )
    like = told.first if told and told.first is not None and told.granularity == unit else here
    if unit == "year" or like is None:
        return whole(Period("year", year))
    shift = {"month": 12, "quarter": 4, "season": 4, "half": 2, "week": 52}[unit]
    return whole(containing(like, unit).shift(shift * (year - civil(like)[0])))


def which_month(parts: Parts, seen: Reference) -> Meaning:
    """Last June, next March."""
    wanted, which = month_number(parts["m"]), parts["which"].lower().split(" ")[-1]
    base = seen.base_for(which)
    if base is None:
        return unknown("month")
    year, current, _ = civil(base)
    if STEPS.get(which) == -1:
        return whole(month(year - (wanted >= current), wanted))
    return whole(month(year + (STEPS.get(which) == 1 and wanted <= current), wanted))


def which_season(parts: Parts, seen: Reference) -> Meaning:
    """Last summer, this winter, next spring."""
    which = parts["which"].lower().split(" ")[-1]
    base = seen.base_for(which)
    if base is None:
        return unknown("season")
    current, place = containing(base, "season"), SEASONS[parts["s"].lower().removesuffix("time")]
    this = Period("season", civil(base)[0] * 4 + place)
    if place == 3 and current.number % 4 == 3:
        this = current
    if STEPS.get(which) == -1:
        return whole(this if this.last < base else this.shift(-4))
    return whole(this if STEPS.get(which) != 1 or this.first > base else this.shift(4))


def nth(parts: Parts, seen: Reference) -> Meaning:
    """The 2nd, the 15th of next month: of the month last told."""
    if parts.get("which"):
        of_month = seen.relative("month", parts["which"])
        base = of_month.first
    else:
        base = seen.told if seen.base is not None else None
    if base is None:
        return unknown("day")
    year, month_of_year, _ = civil(base)
    found = day(year, month_of_year, number(parts["d"]))
    return whole(found) if found else unknown("day")


def weekday_nth(parts: Parts, seen: Reference) -> Meaning:
    """Friday the 13th, Sunday 31: the nearest month in which that day falls on that weekday."""
    base, wanted, number_of_day = seen.base, weekday_number(parts["w"]), number(parts.get("d") or parts["e"])
    if base is None:
        return unknown("day")
    months = [containing(base, "month").shift(step) for step in range(-12, 13)]
    days = {period.number: day(*civil(period.first)[:2], number_of_day) for period in months}
    fitting = {place: found for place, found in days.items() if found and weekday_of(found.number) == wanted}
    return seen.choose(dict(fitting)) if fitting else None


def week_number(parts: Parts, seen: Reference) -> Meaning:
    """Week 31: the week that ISO 8601 numbers so, the first being that of 4 January."""
    year = year_of(parts, seen)
    if year is None and seen.base is None:
        return unknown("week")
    year = civil(seen.base or 0)[0] if year is None else year
    fourth = day(year, 1, 4)
    return whole(containing(fourth.first, "week").shift(int(parts["n"]) - 1)) if fourth else None


def year_end(parts: Parts, seen: Reference) -> Meaning:
    """Year-end, month’s end."""
    if parts.get("whose"):
        return seen.relative(parts["whose"].lower(), "the")
    year = year_of(parts, seen)
    return whole(Period("year", year)) if year is not None else seen.relative("year", "this")


def clock(parts: Parts, seen: Reference) -> Meaning:
    """A time of day is dropped to its day: the one last told in a story, else that of publication."""
    if seen.last and seen.last.granularity == "day" and (seen.narrative or seen.today is None):
        return seen.last if seen.base is not None else unknown("day")
    return whole(Period("day", seen.today)) if seen.today is not None else unknown("day")
