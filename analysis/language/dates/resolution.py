"""From the parts of a date expression to the days that it means, as seen from one day."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from analysis.language.dates.edtf import Interval, unknown, whole
from analysis.language.dates.patterns import MONTH_NAMES, ORDINAL_WORDS, SEASON_NAMES, SMALL, TENS, WEEKDAY_NAMES
from analysis.language.dates.periods import Period, civil, containing, day, month, weekday

Groups = dict[str, str | None]
VAGUE = Interval(None, None, "", "")


@dataclass
class Reference:
    """What a relative expression is read against: the day of reference, the last date told, and where the sentence looks (1 ahead, -1 back)."""

    today: int | None
    last: Interval | None
    direction: int = 0
    narrative: bool = False

    @property
    def base(self) -> int | None:
        """The day that year-less dates are read against."""
        if self.narrative or self.today is None:
            return self.last.first if self.last and self.last.first is not None else self.today
        return self.today

    def nearest(self, candidates: list[Period | None]) -> Interval:
        """Of one date in neighbouring years, the one that the sentence means: the last before, the first after, or the nearest."""
        real = [period for period in candidates if period]
        base = self.base
        if base is None or not real:
            return unknown(real[0].unit if real else "day")
        past = [p for p in real if p.first <= base]
        ahead = [p for p in real if p.last >= base]
        if self.direction < 0 and past:
            return whole(past[-1])
        if self.direction > 0 and ahead:
            return whole(ahead[0])
        return whole(
            min(real, key=lambda p: 0 if p.first <= base <= p.last else min(abs(p.first - base), abs(p.last - base)))
        )

    @property
    def years(self) -> list[int]:
        """The years to choose from for a date without a year."""
        if self.base is None:
            return [2000]
        year = civil(self.base)[0]
        return [year] if self.narrative else [year - 1, year, year + 1]


def number(words: str) -> int:
    """A cardinal in figures or words: "twenty-one", "a"."""
    text = words.lower().strip()
    if text.isdigit():
        return int(text)
    if text in ("a", "an"):
        return 1
    total = 0
    for part in re.split(r"[ -]", text):
        total += SMALL.index(part) + 1 if part in SMALL else 10 * TENS.index(part) + 20
    return total


def month_number(name: str) -> int:
    """1 to 12 by the first three letters."""
    return next(i for i, full in enumerate(MONTH_NAMES, 1) if full.startswith(name.lower()[:3]))


def weekday_number(name: str) -> int:
    """0 to 6, Monday to Sunday, by the first two letters."""
    return next(i for i, full in enumerate(WEEKDAY_NAMES) if full.startswith(name.lower()[:2]))


def _day_of(groups: Groups) -> int:
    found = re.match(r"\d+", groups.get("nth") or groups.get("day") or "")
    return int(found[0]) if found else 0


def _full_day(groups: Groups, _: Reference) -> Interval | None:
    assert groups["month"] and groups["year"]
    found = day(int(groups["year"]), month_number(groups["month"]), _day_of(groups))
    return whole(found) if found else None


def _iso(groups: Groups, _: Reference) -> Interval | None:
    found = day(int(groups["y"] or 0), int(groups["m"] or 0), int(groups["d"] or 0))
    return whole(found) if found and 1000 <= int(groups["y"] or 0) <= 2999 else None


def _chinese(groups: Groups, _: Reference) -> Interval | None:
    year = int(groups["y"] or 0)
    if not groups["m"]:
        return whole(Period("year", year))
    if not groups["d"]:
        return whole(month(year, int(groups["m"]))) if 1 <= int(groups["m"]) <= 12 else None
    found = day(year, int(groups["m"]), int(groups["d"]))
    return whole(found) if found else None


def _month_year(groups: Groups, _: Reference) -> Interval | None:
    assert groups["month"] and groups["year"]
    return whole(month(int(groups["year"]), month_number(groups["month"])))


def _month_day(groups: Groups, seen: Reference) -> Interval | None:
    assert groups["month"]
    number_of_month = month_number(groups["month"])
    if not day(2000, number_of_month, _day_of(groups)):
        return None
    return seen.nearest([day(year, number_of_month, _day_of(groups)) for year in seen.years])


def _year(groups: Groups, seen: Reference) -> int | None:
    if groups.get("year"):
        return int(groups["year"] or 0)
    base = seen.base
    if base is None:
        return None
    return civil(base)[0] + {"last": -1, "next": 1}.get((groups.get("which") or "").lower(), 0)


def _part_of_year(unit: str, parts: int) -> Callable[[Groups, Reference], Interval | None]:
    def resolve(groups: Groups, seen: Reference) -> Interval | None:
        year = _year(groups, seen)
        word = (groups["ordinal"] or "").lower()
        part = int(word[0]) if word[0].isdigit() else ORDINAL_WORDS.index(word) + 1
        if part > parts:
            return None
        return unknown(unit) if year is None else whole(Period(unit, year * parts + part - 1))

    return resolve


def _season_year(groups: Groups, _: Reference) -> Interval | None:
    return whole(Period("season", int(groups["year"] or 0) * 4 + SEASON_NAMES[(groups["season"] or "").lower()]))


def _yesterday(groups: Groups, seen: Reference) -> Interval | None:
    if seen.today is None:
        return unknown("day")
    return whole(Period("day", seen.today + {"yesterday": -1, "tomorrow": 1}.get((groups["text"] or "").lower(), 0)))


def _ago(groups: Groups, seen: Reference) -> Interval | None:
    unit = (groups["unit"] or "").lower()
    later = (groups["text"] or "").lower().endswith("later")
    base = seen.today if (groups["text"] or "").lower().endswith("ago") else seen.base
    if base is None:
        return unknown(unit)
    return whole(containing(base, unit).shift(number(groups["number"] or "1") * (1 if later else -1)))


def _which_unit(groups: Groups, seen: Reference) -> Interval | None:
    unit = (groups["unit"] or "").lower()
    if seen.today is None:
        return unknown(unit)
    return whole(containing(seen.today, unit).shift({"last": -1, "next": 1}.get((groups["which"] or "").lower(), 0)))


def _same_day(_: Groups, seen: Reference) -> Interval | None:
    return seen.last if seen.last and seen.last.granularity == "day" else unknown("day")


def _which_weekday(groups: Groups, seen: Reference) -> Interval | None:
    wanted = weekday_number(groups["weekday"] or "")
    if seen.today is None:
        return unknown("day")
    which = (groups.get("which") or "").lower()
    back = (weekday(seen.today) - wanted) % 7
    if which == "last":
        return whole(Period("day", seen.today - (back or 7)))
    if which == "next" or (which == "" and seen.direction > 0 and back):
        return whole(Period("day", seen.today - back + 7))
    if which == "this":
        return whole(Period("day", containing(seen.today, "week").first + wanted))
    return whole(Period("day", seen.today - back))


def _month_alone(groups: Groups, seen: Reference) -> Interval | None:
    wanted = month_number(groups["month"] or "")
    return seen.nearest([month(year, wanted) for year in seen.years])


def _the_nth(groups: Groups, seen: Reference) -> Interval | None:
    base = seen.last.first if seen.last and seen.last.first is not None else seen.today
    if base is None:
        return unknown("day")
    year, this_month, _ = civil(base)
    found = day(year, this_month, _day_of(groups))
    return whole(found) if found else unknown("day")


RESOLVERS: dict[str, Callable[[Groups, Reference], Interval | None]] = {
    "iso": _iso,
    "chinese": _chinese,
    "month_day_year": _full_day,
    "day_month_year": _full_day,
    "month_year": _month_year,
    "month_day": _month_day,
    "day_month": _month_day,
    "quarter": _part_of_year("quarter", 4),
    "half": _part_of_year("half", 2),
    "season_year": _season_year,
    "yesterday": _yesterday,
    "ago": _ago,
    "which_unit": _which_unit,
    "in_the_day": lambda groups, seen: unknown("day"),
    "same_day": _same_day,
    "which_weekday": _which_weekday,
    "weekday_alone": _which_weekday,
    "month_alone": _month_alone,
    "the_nth": _the_nth,
    "year_alone": lambda groups, seen: whole(Period("year", int(groups["year"] or 0))),
}
