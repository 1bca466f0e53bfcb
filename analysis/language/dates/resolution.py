"""From the parts of a phrase to the days that it means: one function for each kind of phrase of patterns.py."""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.language.dates.edtf import Interval, approximate, between, either, of_kind, unknown, whole
from analysis.language.dates.events import named_events
from analysis.language.dates.holidays import holiday
from analysis.language.dates.periods import Period, civil, containing, day, month
from analysis.language.dates.periods import weekday as weekday_of
from analysis.language.dates.reference import STEPS, Reference
from analysis.language.dates.vocabulary import (
    DECADES,
    SEASONS,
    UNIT_NAMES,
    month_number,
    number,
    spoken_year,
    weekday_number,
)

Parts = dict[str, str]
RECORD = re.compile(
    r"\b(?:\w{2,}est|first|most|least|worst|best|only|time|once|twice|times)\b"
)  # "the deepest recession in a year"
CLOSED = re.compile(r"\s?(?:[.,;:)!?”\"]|\Z|\n)")
AHEAD_OF_DECADE = 3  # from 1987 on, "the nineties" are those to come
RATE = re.compile(
    r"(?:\d|[mb]illion|hundred|thousand|dollars|times|%|percent|tons|barrels|pounds|euros|cents|people|cars|units|once|twice)\s$",
    re.IGNORECASE,
)
Meaning = Interval | None  # None: not a date after all


def year_of(parts: Parts, seen: Reference) -> int | None:
    """The year that a phrase names ("1990", "’68", "fiscal 1990", "last year"), else that of the other end of a range."""
    text = parts.get("year", "")
    if text[:4].lower() in ("seve", "eigh", "nine", "twen", "two "):
        return spoken_year(text)
    figures = number(text) if any(character.isdigit() for character in text) else -1
    if figures >= 100:
        return figures
    if figures >= 0:
        return full_year(figures, seen)
    if text:
        which = text.lower().removeprefix("the ").removesuffix("year").split(" ")[0] or "the"
        found = seen.relative("year", which)
        return civil(found.first)[0] if found.first is not None else None
    return seen.year


def full_year(figures: int, seen: Reference) -> int:
    """Two figures as a year: the one nearest to the reference, at most ten years ahead of it; without one, 1950-2049."""
    pivot = (civil(seen.base)[0] + 10) if seen.base is not None else 2049
    return pivot - (pivot - figures) % 100


def unit_name(word: str) -> str:
    """The unit that a word names: "years", "yr", "Centuries"."""
    word = word.lower().removesuffix("s")
    return UNIT_NAMES.get(word, word)


def known(period: Period | None) -> Meaning:
    return whole(period) if period else None


def in_year(make: Callable[[int], Period | None], parts: Parts, seen: Reference) -> Meaning:
    """A day, month or season of the year named, or of the year that the sentence means."""
    year = year_of(parts, seen)
    if year is not None:
        return known(make(year))
    if parts.get("year"):
        return unknown(getattr(make(2000), "unit", "day"))
    dates = {candidate: make(candidate) for candidate in seen.years()}
    return seen.choose(dates) if any(dates.values()) or make(2000) else None


def full_figures(parts: Parts, seen: Reference) -> Meaning:
    year, numbers = int(parts["y"]), [int(parts[name]) for name in ("m", "d") if parts.get(name)]
    if len(numbers) == 2:
        return known(day(year, *numbers))
    if numbers:
        return known(month(year, numbers[0]) if 1 <= numbers[0] <= 12 else None)
    return whole(Period("year", year))


def chinese_day(parts: Parts, seen: Reference) -> Meaning:
    return in_year(lambda year: day(year, int(parts["m"]), int(parts["d"])), parts, seen)


def numeric_order(parts: Parts, seen: Reference) -> Meaning:
    """25/12/2021: European or American order where only one makes a date; otherwise both are named."""
    year = int(parts["y"]) if len(parts["y"]) == 4 else full_year(int(parts["y"]), seen)
    a, b = int(parts["a"]), int(parts["b"])
    european, american = day(year, b, a), day(year, a, b)
    if european and american and european != american:
        if parts.get("sep") == "." or parts.get("order") == "dmy":
            return whole(european)
        return whole(american) if parts.get("order") == "mdy" else either(american, european)
    return known(european or american)


def day_in_figures(parts: Parts, seen: Reference) -> Meaning:
    """22/04: a day without a year, both readings named where both are days."""
    a, b = int(parts["a"]), int(parts["b"])
    european = in_year(lambda year: day(year, b, a), parts, seen) if b <= 12 else None
    american = in_year(lambda year: day(year, a, b), parts, seen) if a <= 12 else None
    if european and american and european != american:
        if european.first is None or american.first is None:
            return unknown("day")
        return either(Period("day", european.first), Period("day", american.first))
    return european or american


def year_range(parts: Parts, seen: Reference) -> Meaning:
    first, second = int(parts["y"]), parts["z"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if len(second) == 2 and last <= first:
        is_month = parts["dash"] == "-" and 1 <= int(second) <= 12
        return whole(month(first, int(second))) if is_month else None
    if not first < last <= first + 300:
        return None
    return between(whole(Period("year", first)), whole(Period("year", last)))


def year_month_or_range(parts: Parts, seen: Reference) -> Meaning:
    """2015-12 is a month, 2022-23 and 1914-18 are years."""
    second = parts["z"]
    follows = int(second) == (int(parts["y"]) + 1) % 100
    if len(second) == 2 and parts["dash"] == "-" and 1 <= int(second) <= 12 and not follows:
        return whole(month(int(parts["y"]), int(second)))
    return year_range(parts, seen)


def day_of_month(parts: Parts, seen: Reference) -> Meaning:
    wanted, number_of_day = month_number(parts["m"]), number(parts["d"])
    step = STEPS.get(parts.get("next", ""), None)
    if step:
        seen.toward = step
    return in_year(lambda year: day(year, wanted, number_of_day), parts, seen)


def days_of_month(parts: Parts, seen: Reference) -> Meaning:
    first, last = day_of_month(parts, seen), day_of_month({**parts, "d": parts["e"]}, seen)
    if not first or not last:
        return None
    return (
        between(first, last)
        if first.edtf and last.edtf and number(parts["d"]) < number(parts["e"])
        else (None if first.edtf else first)
    )


def month_of_year(parts: Parts, seen: Reference) -> Meaning:
    wanted = month_number(parts["m"])
    return in_year(lambda year: month(year, wanted), parts, seen)


def marked(value: Interval, word: str) -> Interval:
    """A fiscal or school year is not the calendar's: it is marked as approximate."""
    return value if word.lower() == "calendar" else approximate(value)


def part_of_year(unit: str, parts_in_year: int) -> Callable[[Parts, Reference], Meaning]:
    def resolve(parts: Parts, seen: Reference) -> Meaning:
        named = parts.get("n") or parts.get("o") or ""
        which = number(named) if named.lower() not in ("final", "last") else parts_in_year
        figures = parts.get("y") or parts.get("z")
        if which > parts_in_year or (named.lower() == "last" and not parts.get("year")):
            return None
        given = {"year": figures} if figures else parts
        return in_year(lambda year: Period(unit, year * parts_in_year + which - 1), given, seen)

    return resolve


def season(parts: Parts, seen: Reference) -> Meaning:
    place = SEASONS[parts["s"].lower().removesuffix("time")]
    named = {"year": parts["y"]} if parts.get("y") else parts
    return in_year(lambda year: Period("season", year * 4 + place), named, seen)


def decade(parts: Parts, seen: Reference) -> Meaning:
    if parts.get("d"):
        return whole(Period("decade", int(parts["d"])))
    tens = int(parts["e"]) if parts.get("e") else DECADES.index(parts["word"].lower()) + 2
    base = civil(seen.base)[0] if seen.base is not None else 2029
    latest = (base + AHEAD_OF_DECADE) // 10
    return whole(Period("decade", latest - (latest - tens) % 10))


def century(parts: Parts, seen: Reference) -> Meaning:
    count = number(parts["n"])
    return whole(Period("century", -count if parts.get("bc") else count - 1)) if 1 <= count <= 30 else None


def fiscal_year(parts: Parts, seen: Reference) -> Meaning:
    year = int(parts["year"]) if parts.get("year") else full_year(int(parts["yy"]), seen)
    return marked(whole(Period("year", year)), parts.get("f", "fiscal"))


def era(parts: Parts, seen: Reference) -> Meaning:
    figures = int(parts.get("y") or parts["z"])
    return whole(Period("year", 1 - figures if (parts.get("era") or "").lower().startswith("b") else figures))


def day_word(parts: Parts, seen: Reference) -> Meaning:
    word = {"tmrw": "tomorrow", "tmw": "tomorrow", "tonite": "tonight"}.get(
        parts["word"].lower(), parts["word"].lower()
    )
    if seen.today is None:
        return of_kind("vague") if word == "today" else unknown("day")
    beyond = {"before": -1, "after": 1}.get(parts.get("beyond", "").lower(), 0)
    return whole(Period("day", seen.today + STEPS.get(word, 0) + beyond))


def weekday(parts: Parts, seen: Reference) -> Meaning:
    wanted = weekday_number(parts["w"])
    if parts.get("week"):
        week = seen.relative("week", parts["week"])
        return whole(Period("day", week.first + wanted)) if week.first is not None else unknown("day")
    return seen.on_weekday(wanted, parts.get("which", ""))


def which_unit(parts: Parts, seen: Reference) -> Meaning:
    which, unit = parts.get("which", "the").lower().split(" ")[-1], unit_name(parts["unit"])
    if which in ("latest", "current", "present", "these"):
        which = "this"
    if (which, unit) == ("last", "night"):
        return day_word({"word": "yesterday"}, seen)
    if unit in ("night", "morning", "afternoon", "evening"):
        unit = "day"
    if unit == "weekend":
        return weekend(which, seen)
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
    """Saturday and Sunday: last, next, or the one that the sentence means; "the weekend" is the last one unless it looks ahead."""
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


def year_earlier(unit: str, seen: Reference) -> Meaning:
    """The same period of the year before: of the period last told where it is of that unit, else of the last one that ended."""
    value = seen.last
    if value and value.first is not None and value.granularity == unit:
        return whole(containing(value.first, unit).shift(-12 // {"month": 1, "quarter": 3}.get(unit, 12)))
    base = seen.base
    if base is None:
        return unknown(unit)
    if unit == "quarter":
        return whole(containing(base, unit).shift(-5))
    year, month_of_base, _ = civil(base)
    return whole(month(year - 1, month_of_base) if unit == "month" else Period("year", year - 1))


def same_period(parts: Parts, seen: Reference) -> Meaning:
    """The same quarter last year, the like period of 1988: the period last told in the sentence, moved to another year."""
    year = year_of(parts, seen)
    if seen.base is None and year is None:
        return unknown("year")
    unit, told = parts["unit"].lower(), seen.last if seen.last and seen.same_sentence else None
    if year is None:
        year = civil(told.first if told and told.first is not None else seen.base or 0)[0] - 1
    if unit in ("period", "time"):
        unit = (
            told.granularity if told and told.granularity in ("month", "quarter", "half", "season", "week") else "year"
        )
    like = told.first if told and told.first is not None and told.granularity == unit else seen.base
    if unit == "year" or like is None:
        return whole(Period("year", year))
    shift = {"month": 12, "quarter": 4, "season": 4, "half": 2, "week": 52}[unit]
    return whole(containing(like, unit).shift(shift * (year - civil(like)[0])))


def which_month(parts: Parts, seen: Reference) -> Meaning:
    wanted, which = month_number(parts["m"]), parts["which"].lower().split(" ")[-1]
    base = seen.base_for(which)
    if base is None:
        return unknown("month")
    year, current, _ = civil(base)
    if STEPS.get(which) == -1:
        return whole(month(year - (wanted >= current), wanted))
    return whole(month(year + (STEPS.get(which) == 1 and wanted <= current), wanted))


def which_season(parts: Parts, seen: Reference) -> Meaning:
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
    base = seen.base
    return whole(containing(base, unit).shift(count)) if base is not None else unknown(unit)


def the_unit_before(parts: Parts, seen: Reference) -> Meaning:
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
    if parts.get("which"):
        of_month = seen.relative("month", parts["which"])
        base = of_month.first
    else:
        base = seen.told
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
    if parts.get("whose"):
        return seen.relative(parts["whose"].lower(), "the")
    year = year_of(parts, seen)
    return whole(Period("year", year)) if year is not None else seen.relative("year", "this")


def named_holiday(parts: Parts, seen: Reference) -> Meaning:
    if parts.get("which") and seen.toward is None:
        seen.toward = STEPS.get(parts["which"].lower(), 0) or None
    return in_year(lambda year: holiday(parts["name"], year), parts, seen)


def event(parts: Parts, seen: Reference) -> Meaning:
    first, last = named_events()[" ".join(parts["name"].lower().split())]
    value = between(full_edtf(first), full_edtf(last))
    return value._replace(kind="event", granularity="day")


def full_edtf(text: str) -> Interval:
    year, month_of_year, number_of_day = (int(part) for part in text.split("-"))
    found = day(year, month_of_year, number_of_day)
    return whole(found) if found else unknown("day")


def clock(parts: Parts, seen: Reference) -> Meaning:
    if seen.last and seen.last.granularity == "day" and (seen.narrative or seen.today is None):
        return seen.last
    return whole(Period("day", seen.today)) if seen.today is not None else unknown("day")


def duration(parts: Parts, seen: Reference) -> Meaning:
    """A length of time, or a rate: "$3 million a year"."""
    rate = parts.get("n", "").lower() in ("a", "an") and RATE.search(seen.text[max(0, seen.start - 24) : seen.start])
    return of_kind("set" if rate else "duration")


def kept_off(kind: str) -> Callable[[Parts, Reference], Meaning]:
    return lambda parts, seen: of_kind(kind)


RESOLVERS: dict[str, Callable[[Parts, Reference], Meaning]] = {
    **dict.fromkeys(("ymd", "ymd_compact", "chinese", "month_in_figures"), full_figures),
    "chinese_day": chinese_day,
    **dict.fromkeys(("dmy", "dmy_short"), numeric_order),
    "day_in_figures": day_in_figures,
    "years": year_month_or_range,
    **dict.fromkeys(("month_days", "days_month"), days_of_month),
    **dict.fromkeys(("month_day_year", "day_month_year", "month_day", "day_month"), day_of_month),
    **dict.fromkeys(("year_month", "month_year", "month"), month_of_year),
    **dict.fromkeys(("quarter", "quarter_of", "quarter_alone", "q"), part_of_year("quarter", 4)),
    **dict.fromkeys(("half", "half_of", "half_alone", "h"), part_of_year("half", 2)),
    **dict.fromkeys(("season_years", "season_year", "year_season", "season"), season),
    "holiday": named_holiday,
    "decade": decade,
    "century": century,
    "fiscal_year": fiscal_year,
    "era": era,
    "spoken_year": lambda parts, seen: whole(Period("year", spoken_year(parts["words"]))),
    "year_month_day": day_of_month,
    **dict.fromkeys(("the_year", "year"), lambda parts, seen: whole(Period("year", int(parts["year"])))),
    "short_year": lambda parts, seen: whole(Period("year", full_year(int(parts["yy"]), seen))),
    "day_word": day_word,
    **dict.fromkeys(("weekday", "week_weekday"), weekday),
    "weekday_nth": weekday_nth,
    "week_number": week_number,
    "now": kept_off("vague"),
    "which_unit": which_unit,
    "which_month": which_month,
    "which_season": which_season,
    "the_unit_before": the_unit_before,
    "ago": ago,
    "in_units": in_units,
    **dict.fromkeys(("which_nth", "nth"), nth),
    "year_end": year_end,
    "same_period": same_period,
    "day_period": lambda parts, seen: year_earlier("year", seen),
    "clock": clock,
    "span": span,
    "event": event,
    "duration": duration,
    **{kind: kept_off(kind) for kind in ("set", "vague")},
}
