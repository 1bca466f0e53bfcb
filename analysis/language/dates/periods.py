"""Calendar periods as numbers: a day, week, month … century is a unit and a number; time is counted in days since
1970."""

from __future__ import annotations

from typing import NamedTuple

# granularity from fine to coarse; a season is coarser than a quarter because its edges are softer
UNITS = ("day", "week", "month", "quarter", "season", "half", "year", "decade", "century")
COARSENESS = {unit: rank for rank, unit in enumerate(UNITS)}
MONTHS_OF = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
EDTF_PARTS = {"quarter": 33, "half": 40, "season": 21}
FIRST_YEAR, LAST_YEAR = -9999, 9999


def day_number(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 in the proleptic Gregorian calendar, any year.

    Source: H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.

    >>> day_number(2000, 3, 1)
    11017
    """
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def civil(number: int) -> tuple[int, int, int]:
    """(year, month, day) of a day number: the inverse of `day_number`.

    >>> civil(11017)
    (2000, 3, 1)
    """
    era, of_era = divmod(number + 719468, 146097)
    years = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * years + years // 4 - years // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return years + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


def month_length(year: int, month: int) -> int:
    """Days in a month.

    >>> month_length(1900, 2), month_length(2024, 2)
    (28, 29)
    """
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


class Period(NamedTuple):
    """One period of the calendar. `number` counts periods of that unit from year 0 (days and weeks: from 1970-01-01, a
    Thursday).

    >>> Period("month", 2023 * 12 + 3).edtf
    '2023-04'
    >>> Period("quarter", 2023 * 4 + 2).shift(-3).edtf
    '2022-36'
    """

    unit: str
    number: int

    def shift(self, steps: int) -> Period:
        """The period so many units later."""
        return Period(self.unit, self.number + steps)

    @property
    def first_month(self) -> int:
        """Months since January of year 0 at its first day; not for days and weeks."""
        return self.number * MONTHS_OF[self.unit] + (2 if self.unit == "season" else 0)

    @property
    def first(self) -> int:
        """Its first day, as a day number."""
        if self.unit == "day":
            return self.number
        if self.unit == "week":
            return self.number * 7 - 3  # weeks start on Monday; 1970-01-01 was a Thursday
        year, month = divmod(self.first_month, 12)
        return day_number(year, month + 1, 1)

    @property
    def last(self) -> int:
        """Its last day, as a day number."""
        if self.unit == "day":
            return self.number
        if self.unit == "week":
            return self.number * 7 + 3
        year, month = divmod(self.first_month + MONTHS_OF[self.unit], 12)
        return day_number(year, month + 1, 1) - 1

    @property
    def edtf(self) -> str:
        """Its EDTF string; a week is written as the interval of its days, because EDTF has no weeks."""
        if self.unit == "day":
            return edtf_day(self.number)
        if self.unit == "week":
            return f"{edtf_day(self.first)}/{edtf_day(self.last)}"
        if self.unit == "year":
            return edtf_year(self.number)
        if self.unit == "decade" and self.number >= 0:
            return f"{self.number:03d}X"
        if self.unit == "century" and self.number >= 0:
            return f"{self.number:02d}XX"
        if self.unit in ("decade", "century"):
            return f"{edtf_day(self.first)}/{edtf_day(self.last)}"
        year, part = divmod(self.number, 12 // MONTHS_OF[self.unit])
        return f"{edtf_year(year)}-{part + EDTF_PARTS.get(self.unit, 1):02d}"


def edtf_year(year: int) -> str:
    """Four digits, with a minus before year 0 (year 0 is 1 BC)."""
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def edtf_day(number: int) -> str:
    """A day number as YYYY-MM-DD."""
    year, month, day = civil(number)
    return f"{edtf_year(year)}-{month:02d}-{day:02d}"


def containing(number: int, unit: str) -> Period:
    """The period of that unit which holds a day.

    >>> containing(day_number(2024, 1, 15), "season").edtf
    '2023-24'
    """
    if unit == "day":
        return Period("day", number)
    if unit == "week":
        return Period("week", (number + 3) // 7)
    year, month, _ = civil(number)
    months = year * 12 + month - 1 - (2 if unit == "season" else 0)
    return Period(unit, months // MONTHS_OF[unit])


def day(year: int, month: int, number: int) -> Period | None:
    """A day of the calendar, or None where there is no such day."""
    if not (1 <= month <= 12 and 1 <= number <= month_length(year, month)):
        return None
    return Period("day", day_number(year, month, number))


def month(year: int, number: int) -> Period:
    """A month by year and number 1-12."""
    return Period("month", year * 12 + number - 1)


def weekday(number: int) -> int:
    """0 Monday … 6 Sunday.

    >>> weekday(day_number(2022, 3, 6))
    6
    """
    return (number + 3) % 7
