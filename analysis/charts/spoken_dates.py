"""A date as people say it: the EDTF of a table in words, for labels, titles and captions."""

from __future__ import annotations

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
# What stands in place of a month: quarters and halves.
PARTS = {33: "Q1", 34: "Q2", 35: "Q3", 36: "Q4", 40: "1st half", 41: "2nd half"}


def say_date(edtf: str) -> str:
    """A date or interval of EDTF in words; what is none comes back as it is.

    >>> say_date("2023-35"), say_date("2021-40"), say_date("2022-24"), say_date("2022-03-06"), say_date("2022-03")
    ('Q3 2023', '1st half 2021', 'winter 2022', '6 Mar 2022', 'Mar 2022')
    >>> say_date("199X"), say_date("20XX"), say_date("1947~"), say_date("2021-W05"), say_date("")
    ('1990s', '2000–99', 'about 1947', 'week 5 of 2021', 'unknown')
    >>> say_date("../2030"), say_date("2030/.."), say_date("2023-04/2023-09"), say_date("2027/2029")
    ('up to 2030', 'from 2030', 'Apr–Sep 2023', '2027–2029')
    """
    first, stroke, last = str(edtf).strip().partition("/")
    if stroke:
        return _interval(first, last)
    return _single(first) if first else "unknown"


def _interval(first: str, last: str) -> str:
    if first in ("", ".."):
        return f"up to {_single(last)}" if last not in ("", "..") else "unknown"
    if last in ("", ".."):
        return f"from {_single(first)}"
    start, end = _single(first).split(" "), _single(last).split(" ")
    if start == end:
        return " ".join(start)
    # What both ends share is said once: 20–26 Mar 2023, Apr–Sep 2023, 1 Mar – 2 Apr 2023.
    shared = 0
    while shared < min(len(start), len(end)) - 1 and start[-1 - shared] == end[-1 - shared]:
        shared += 1
    left, right = " ".join(start[: len(start) - shared]), " ".join(end)
    tight = " " not in left and len(end) - shared == 1
    return f"{left}–{right}" if tight else f"{left} – {right}"


def _single(date: str) -> str:
    bare = date.rstrip("?~%")
    about = "about " if date != bare else ""
    return about + _plain(bare)


def _plain(date: str) -> str:
    year, *parts = date.split("-")
    if year.endswith("XX") and year[:-2].isdigit() and not parts:
        return f"{year[:-2]}00–99"
    if year.endswith("X") and year[:-1].isdigit() and not parts:
        return f"{year[:-1]}0s"
    if not (year.isdigit() and len(parts) <= 2):
        return date
    year = str(int(year))
    if not parts:
        return year
    if len(parts) == 1 and parts[0].startswith("W") and parts[0][1:].isdigit():
        return f"week {int(parts[0][1:])} of {year}"
    if not all(part.isdigit() for part in parts):
        return date
    month = int(parts[0])
    if len(parts) == 2:
        return f"{int(parts[1])} {MONTHS[month - 1]} {year}" if 1 <= month <= 12 else date
    if 1 <= month <= 12:
        return f"{MONTHS[month - 1]} {year}"
    name = SEASONS.get(month) or PARTS.get(month)
    return f"{name} {year}" if name else date
