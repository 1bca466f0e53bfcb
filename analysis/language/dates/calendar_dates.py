"""Dates that name their place in the calendar, wholly or up to the year: one function for each kind of phrase."""

from __future__ import annotations

from collections.abc import Callable

from analysis.language.dates.edtf import Interval, approximate, between, either, interval, unknown, whole
from analysis.language.dates.holidays import holiday
from analysis.language.dates.periods import Period, civil, containing, day, month, weekday
from analysis.language.dates.reference import STEPS, Meaning, Parts, Reference
from analysis.language.dates.vocabulary import DECADES, SEASONS, month_number, number, spoken_year

AHEAD_OF_DECADE = 3  # from 1987 on, "the nineties" are those to come


def year_of(parts: Parts, seen: Reference) -> int | None:
    """The year that a phrase names ("1990", "’68", "fiscal 1990", "last year"), else that of the other end of a
    range."""
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
    """Two figures as a year: the one nearest to the reference, at most ten years ahead of it; without one,
    1950-2049."""
    pivot = (civil(seen.base)[0] + 10) if seen.base is not None else 2049
    return pivot - (pivot - figures) % 100


def in_year(make: Callable[[int], Period | None], parts: Parts, seen: Reference) -> Meaning:
    """A day, month or season of the year named, or of the year that the sentence means."""
    year = year_of(parts, seen)
    if year is not None:
        return known(make(year))
    if parts.get("year"):
        return unknown(getattr(make(2000), "unit", "day"))
    if (parts.get("next") or parts.get("which") or "").lower() in ("this", "last", "next") and seen.present is None:
        return unknown("day")
    dates = {candidate: make(candidate) for candidate in seen.years()}
    return seen.choose(dates) if any(dates.values()) or make(2000) else None


def known(period: Period | None) -> Meaning:
    """A period that exists, or None."""
    return whole(period) if period else None


def full_figures(parts: Parts, seen: Reference) -> Meaning:
    """2022/03/06, 20220306, 2020年4月29日, 03/2015."""
    year, numbers = int(parts["y"]), [int(parts[name]) for name in ("m", "d") if parts.get(name)]
    if len(numbers) == 2:
        return known(day(year, *numbers))
    if numbers:
        return known(month(year, numbers[0]) if 1 <= numbers[0] <= 12 else None)
    return whole(Period("year", year))


def chinese_day(parts: Parts, seen: Reference) -> Meaning:
    """4月29日."""
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
    """1914-18, 1939–1945, 1999-00; None where the second is no later year."""
    first, second = int(parts["y"]), parts["z"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if len(second) == 2 and last == first - 99:  # the turn of a century
        last = first + 1
    return between(whole(Period("year", first)), whole(Period("year", last))) if first < last <= first + 300 else None


def marked_years(parts: Parts, seen: Reference) -> Meaning:
    """The academic year 2021-22, FY2022/23, the 2021-22 school year."""
    return year_range({"y": parts.get("y") or parts["v"], "z": parts.get("z") or parts["w"]}, seen)


def iso_week(parts: Parts, seen: Reference) -> Meaning:
    """2021-W10, 2021-W10-3: the week, or its day, that ISO 8601 numbers so."""
    year, which = int(parts["y"]), int(parts["n"])
    fourth = day(year, 1, 4)
    assert fourth is not None
    week = containing(fourth.first, "week").shift(which - 1)
    if civil(week.first + 3)[0] != year:  # the year has 52 weeks
        return None
    return whole(Period("day", week.first + int(parts["d"]) - 1)) if parts.get("d") else whole(week)


def ordinal_date(parts: Parts, seen: Reference) -> Meaning:
    """2021-064: the 64th day of the year."""
    year = Period("year", int(parts["y"]))
    found = Period("day", year.first + int(parts["n"]) - 1)
    return whole(found) if year.first <= found.number <= year.last else None


def date_in_era(parts: Parts, seen: Reference) -> Meaning:
    """15 March 44 BC."""
    year = in_era(int(parts["y"]), parts["era"])
    wanted, figures = month_number(parts.get("m") or parts["n"]), parts.get("d") or parts.get("e")
    return known(day(year, wanted, number(figures)) if figures else month(year, wanted))


def year_month_or_range(parts: Parts, seen: Reference) -> Meaning:
    """2015-12 is a month, 2022-23 and 1914-18 are years; 2010-11 can be either, and is the years, which hold the month,
    unless a date beside it settles it (figures.py)."""
    year, second = int(parts["y"]), parts["z"]
    month_only = int(second) <= year % 100 and int(second) != (year + 1) % 100
    if len(second) == 2 and parts["dash"] == "-" and 1 <= int(second) <= 12 and (month_only or parts.get("iso")):
        return whole(month(year, int(second)))
    return year_range(parts, seen)


def year_and_figure(parts: Parts, seen: Reference) -> Meaning:
    """2015-3 is March; 2008-9 can be September, or the two years, which hold it."""
    year, second = int(parts["y"]), int(parts["m"])
    last = year - year % 10 + second
    return (
        between(whole(Period("year", year)), whole(Period("year", last))) if last > year else whole(month(year, second))
    )


def day_of_month(parts: Parts, seen: Reference) -> Meaning:
    """March 3rd, 13 Jan 1951, June 20 of last year."""
    wanted, number_of_day = month_number(parts["m"]), number(parts["d"])
    step = STEPS.get(parts.get("next", "").lower())
    if step:
        seen.toward = step
    return in_year(lambda year: day(year, wanted, number_of_day), parts, seen)


def days_of_month(parts: Parts, seen: Reference) -> Meaning:
    """June 5-7; and only for days that follow one another."""
    first, last = day_of_month(parts, seen), day_of_month({**parts, "d": parts["e"]}, seen)
    if not first or not last:
        return None
    if number(parts["e"]) < number(parts["d"]) and not parts["e"].isdigit() and last.first is not None:
        return _run_on(parts, first, last, seen)
    return (
        between(first, last)
        if first.edtf and last.edtf and number(parts["d"]) < number(parts["e"])
        else (None if first.edtf else first)
    )


def _run_on(parts: Parts, first: Interval, last: Interval, seen: Reference) -> Meaning:
    """From April 27th to the 3rd, of May; from the 27th to the 3rd of April, from March."""
    assert first.first is not None
    assert last.first is not None
    ahead = seen.text.find(parts["m"], seen.start, seen.end) < seen.text.find(parts["d"], seen.start, seen.end)
    year, place, _ = civil(last.first if ahead else first.first)
    other = month(year, place).shift(1 if ahead else -1)
    moved = day(*civil(other.first)[:2], number(parts["e" if ahead else "d"]))
    if moved is None:
        return None
    return between(first, whole(moved)) if ahead else between(whole(moved), last)


def month_of_year(parts: Parts, seen: Reference) -> Meaning:
    """In June, June of last year."""
    wanted = month_number(parts["m"])
    return in_year(lambda year: month(year, wanted), parts, seen)


def marked(value: Interval, word: str) -> Interval:
    """A fiscal or school year is not the calendar's: it is marked as approximate."""
    return value if word.lower() == "calendar" else approximate(value)


def part_of_year(unit: str, parts_in_year: int) -> Callable[[Parts, Reference], Meaning]:
    """A resolver for quarters (4 parts in a year) or halves (2)."""

    def resolve(parts: Parts, seen: Reference) -> Meaning:
        named = parts.get("n") or parts.get("o") or ""
        which = number(named) if named.lower() not in ("final", "last") else parts_in_year
        figures = next((parts[name] for name in ("y", "z", "yy", "xx") if parts.get(name)), "")
        if which > parts_in_year or (named.lower() == "last" and not parts.get("year")):
            return None
        given = {"year": figures} if figures else parts
        return in_year(lambda year: Period(unit, year * parts_in_year + which - 1), given, seen)

    return resolve


def season(parts: Parts, seen: Reference) -> Meaning:
    """The spring of 1916, summer 1968, last winter’s season of 2022-23."""
    place = SEASONS[parts["s"].lower().removesuffix("time")]
    named = {"year": parts["y"]} if parts.get("y") else parts
    return in_year(lambda year: Period("season", year * 4 + place), named, seen)


def decade(parts: Parts, seen: Reference) -> Meaning:
    """The 1990s, the ’60s, the nineties: the last decade of that name, or one about to begin."""
    if parts.get("d"):
        return whole(Period("decade", int(parts["d"])))
    tens = int(parts["e"]) if parts.get("e") else DECADES.index(parts["word"].lower()) + 2
    base = civil(seen.base)[0] if seen.base is not None else 2029
    latest = (base + AHEAD_OF_DECADE) // 10
    return whole(Period("decade", latest - (latest - tens) % 10))


def century(parts: Parts, seen: Reference) -> Meaning:
    """The 19th century, the 4th century BC."""
    count = number(parts["n"])
    return whole(Period("century", -count if parts.get("bc") else count - 1)) if 1 <= count <= 30 else None


def fiscal_year(parts: Parts, seen: Reference) -> Meaning:
    """Fiscal 1990, FY24, the school year 2008."""
    year = int(parts["year"]) if parts.get("year") else full_year(int(parts["yy"]), seen)
    return marked(whole(Period("year", year)), parts.get("f", "fiscal"))


def era(parts: Parts, seen: Reference) -> Meaning:
    """493 BC is year -492; 410 AD."""
    figures = int(parts.get("y") or parts["z"])
    return whole(Period("year", in_era(figures, parts.get("era") or "")))


def in_era(figures: int, name: str) -> int:
    """The year that EDTF counts: 1 BC is year 0."""
    return 1 - figures if name.lower().startswith("b") else figures


def named_holiday(parts: Parts, seen: Reference) -> Meaning:
    """Christmas, next Easter, Thanksgiving Day 2010."""
    if parts.get("which") and seen.toward is None:
        seen.toward = STEPS.get(parts["which"].lower(), 0) or None
    return in_year(lambda year: holiday(parts["name"], year), parts, seen)


def holiday_weekend(parts: Parts, seen: Reference) -> Meaning:
    """Labor Day weekend, the weekend of Halloween: Saturday, Sunday, and the days between them and the holiday."""
    value = named_holiday({**parts, "name": parts.get("name") or parts["holiday"], "which": ""}, seen)
    if not value or value.first is None:
        return value
    on = weekday(value.first)
    saturday = value.first + (5 - on if on >= 3 else -2 - on)
    first, last = min(saturday, value.first if on >= 3 else saturday), saturday + 1
    if on < 3:
        last = value.first
    return between(whole(Period("day", first)), whole(Period("day", last)))


def nth_month(parts: Parts, seen: Reference) -> Meaning:
    """The third month of 2020."""
    which = number(parts["n"])
    return in_year(lambda year: month(year, which), parts, seen) if 1 <= which <= 12 else None


def event(parts: Parts, seen: Reference) -> Meaning:
    """A named event of the table of world knowledge."""
    return interval(parts["days"])._replace(kind="event", granularity="day")
