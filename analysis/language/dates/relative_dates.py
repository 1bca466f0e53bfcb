"""Dates that point at another day, the publication or the date last told: one function for each kind of phrase."""

from __future__ import annotations

import re

from analysis.language.dates.calendar_dates import marked, year_of
from analysis.language.dates.edtf import Interval, between, of_kind, unknown, whole
from analysis.language.dates.periods import Period, civil, containing, day, month
from analysis.language.dates.periods import weekday as weekday_of
from analysis.language.dates.reference import STEPS, Meaning, Parts, Reference
from analysis.language.dates.vocabulary import MESSAGED, SEASONS, UNIT_NAMES, month_number, number, weekday_number

RECORD = re.compile(
    r"\b(?:\w{2,}est|first|most|least|worst|best|only|time|once|twice|times)\b"
)  # "the deepest recession in a year"
OVER = re.compile(r"\b(?:within|over|during|throughout|for|in)\s\Z", re.IGNORECASE)
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
