"""The days of the holidays that English texts name."""

from __future__ import annotations

import re

from analysis.language.dates.periods import Period, day, weekday

FIXED = {
    "new years day": (1, 1), "groundhog day": (2, 2), "valentines day": (2, 14),
    "st patricks day": (3, 17), "april fools day": (4, 1), "earth day": (4, 22), "may day": (5, 1),
    "international workers day": (5, 1), "juneteenth": (6, 19), "independence day": (7, 4), "july fourth": (7, 4),
    "fourth of july": (7, 4), "halloween": (10, 31), "veterans day": (11, 11), "armistice day": (11, 11),
    "christmas eve": (12, 24), "christmas": (12, 25), "christmas day": (12, 25), "boxing day": (12, 26),
    "new years eve": (12, 31),
}  # fmt: skip
# month, weekday (0 Monday), which one in the month (-1 the last); the rules of the United States
FLOATING = {
    "thanksgiving": (11, 3, 4), "thanksgiving day": (11, 3, 4), "memorial day": (5, 0, -1), "labor day": (9, 0, 1),
    "columbus day": (10, 0, 2), "martin luther king day": (1, 0, 3), "presidents day": (2, 0, 3),
    "mothers day": (5, 6, 2), "fathers day": (6, 6, 3),
}  # fmt: skip
AROUND_EASTER = {
    "easter": 0, "easter sunday": 0, "easter monday": 1, "good friday": -2, "palm sunday": -7, "ash wednesday": -46,
}  # fmt: skip


def holiday_names() -> str:
    """All names as alternatives of a pattern, longer ones first: "valentines day" also finds "Valentine’s Day"."""
    names = sorted([*FIXED, *FLOATING, *AROUND_EASTER, "black friday", "cyber monday"], key=len, reverse=True)
    return "|".join(
        re.sub(r"s (day|eve)$", r"[’\']?s[’\']? \1", name)
        .replace("st ", r"st\.? ")
        .replace("fourth", "(?:the )?fourth")
        for name in names
    )


def easter(year: int) -> Period | None:
    """Easter Sunday of the Gregorian calendar. Source: the anonymous algorithm printed in Nature, 20 April 1876.

    >>> easter(2018).edtf
    '2018-04-01'
    """
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    offset = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * offset) // 451
    month, number = divmod(epact + offset - 7 * late + 114, 31)
    return day(year, month, number + 1)


def holiday(name: str, year: int) -> Period | None:
    """The day of a holiday in a year, or None for a name that is not in the tables.

    >>> holiday("Thanksgiving", 2013).edtf
    '2013-11-28'
    """
    key = " ".join(name.lower().replace("’", "").replace("'", "").replace(".", "").split()).removeprefix("the ")
    if key in ("black friday", "cyber monday"):
        thanks = holiday("thanksgiving", year)
        return thanks.shift(1 if key == "black friday" else 4) if thanks else None
    if key in FIXED:
        return day(year, *FIXED[key])
    if key in FLOATING:
        month, wanted, which = FLOATING[key]
        first = day(year, month, 1 if which > 0 else 31)
        if first is None:
            return None
        if which < 0:
            return first.shift(-((weekday(first.number) - wanted) % 7))
        return first.shift((wanted - weekday(first.number)) % 7 + 7 * (which - 1))
    sunday = easter(year)
    return sunday.shift(AROUND_EASTER[key]) if sunday and key in AROUND_EASTER else None
