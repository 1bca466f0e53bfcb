"""Two dates joined by "to", "and" or a dash are one interval: "May to October 2020", "between 2027 and 2029"."""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.language.dates.edtf import Interval, between
from analysis.language.dates.phrases import OFF_TIMELINES, Phrase
from analysis.language.dates.reference import Meaning

JOINT = re.compile(r"\s?(?P<word>[-–—/~]|(?:up )?(?:to|through|thru|until|till)|and)\s?(?:on )?", re.IGNORECASE)
LONGEST = 16  # characters between two dates that belong together
LIST = re.compile(r"\s?(?:,|,? and|,? or|/|&|to|[-–—])\s?(?:on |in |the )?", re.IGNORECASE)
FROM = re.compile(r"\b(?:from|between)\s(?:the\s)?$", re.IGNORECASE)
POINTERS = frozenset(("now", "day_word", "which_unit", "ago"))
ALIKE = (
    frozenset(("month_day", "day_month", "month_day_year", "day_month_year", "ymd", "dmy", "month_year", "month",
        "month_in_figures")),
    frozenset(("year", "the_year", "fiscal_year", "era", "decade", "short_year", "years")),
    frozenset(("weekday", "day_word")),
    frozenset(("quarter", "quarter_of", "quarter_alone", "q", "half", "half_of", "half_alone", "h")),
    frozenset(("season", "season_year")),
)  # fmt: skip


def lends_year(text: str, first: Phrase, second: Phrase) -> bool:
    """Whether the second of two dates in a list gives the year for both: "April and June 1955"."""
    if second.start - first.end > LONGEST or first.has_year or first.parts.get("year") or not second.has_year:
        return False
    alike = any(first.rule in rules and second.rule in rules for rules in ALIKE)
    return alike and LIST.fullmatch(text, first.end, second.start) is not None


def joined(text: str, first: Phrase, second: Phrase) -> bool:
    """Whether two neighbouring phrases are the ends of one range."""
    found = JOINT.fullmatch(text, first.end, second.start) if second.start - first.end <= LONGEST else None
    rules = (first.rule, second.rule)
    if not found or "clock" in rules or any(rule in OFF_TIMELINES and rule != "now" for rule in rules):
        return False
    word = found["word"].lower()
    opened = FROM.search(text[max(0, first.start - 16) : first.start])
    if word == "/":
        return first.rule == second.rule == "ymd"
    if word in ("and", "until", "till"):
        return opened is not None and opened[0].lower().startswith("between") == (word == "and")
    alike = any(first.rule in kin and second.rule in kin for kin in ALIKE)
    return bool(opened) or ("now" not in rules and (alike or word in ("through", "thru")))


def interval_of(first: Phrase, second: Phrase, read: Callable[..., Meaning]) -> Interval | None:
    """The days from the first to the second phrase; the end that lacks a year takes it from the other."""
    if second.has_year and not first.has_year:
        end = read(second)
        year = int(end.edtf[:4]) if end and end.edtf[:4].isdigit() else None
        start = read(first, year=year)
        if start and end and start.first is not None and end.last is not None and start.first > end.last and year:
            start = read(first, year=year - 1)
    else:
        start = read(first)
        end = read(second) if second.has_year else read(second, after=start)
    if (
        not start
        or not end
        or not start.edtf
        or not end.edtf
        or start.kind != "date"
        or "[" in (start.edtf[0], end.edtf[0])
        or end.kind != "date"
    ):
        return None
    value = between(start, end)
    return value if value.edtf and start.first != end.first else None
