"""Figures that can be read in two ways, settled by the other dates of the text: 03/04/2021, and 2010-11."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from analysis.language.dates.edtf import Interval
from analysis.language.dates.phrases import Phrase

BESIDE = 24  # characters between two dates of one list, or two rows of a table


def settle_figures(text: str, phrases: Sequence[Phrase], written: Interval) -> None:
    """Write into the parts of such phrases how they are to be read: `order` (dmy or mdy), `iso` (year and month)."""
    settle_order([phrase for phrase in phrases if phrase.rule in ("dmy", "dmy_short")], written)
    settle_months(text, phrases)


def settle_order(figures: Sequence[Phrase], written: Interval) -> None:
    """Day or month first in 03/04/2021? As in the dates of the same text that leave no choice, or as makes it the
    publication date."""
    orders = {"dmy" for phrase in figures if int(phrase.parts["a"]) > 12} | {
        "mdy" for phrase in figures if int(phrase.parts["b"]) > 12
    }
    for phrase in figures:
        a, b, year = (phrase.parts[name].zfill(2) for name in ("a", "b", "y"))
        order = next(iter(orders)) if len(orders) == 1 else ""
        if not order and a != b:
            order = {f"{year}-{b}-{a}": "dmy", f"{year}-{a}-{b}": "mdy"}.get(written.edtf, "")
        phrase.parts["order"] = order


def settle_months(text: str, phrases: Sequence[Phrase]) -> None:
    """2010-11 is November in a list of ISO dates, "2010-10 and 2010-11"; one that is settled settles the next."""
    unsettled = [phrase for phrase in phrases if could_be_month(phrase)]
    if not unsettled:
        return
    for phrase in unsettled:
        phrase.parts.pop("iso", None)  # a text may be read twice, once without some of its phrases
    beside = [
        (one, two)
        for one, two in pairwise(phrases)
        if two.start - one.end <= BESIDE and "\n\n" not in text[one.end : two.start]
    ]
    for known, other in (*beside, *((two, one) for one, two in reversed(beside))):
        if could_be_month(other) and says_month(known, other):
            other.parts["iso"] = "yes"


def could_be_month(phrase: Phrase) -> bool:
    """Whether a phrase is of the form YYYY-MM, by its figures."""
    parts = phrase.parts
    return phrase.rule == "years" and parts["dash"] == "-" and len(parts["z"]) == 2 and 1 <= int(parts["z"]) <= 12


def says_month(known: Phrase, other: Phrase) -> bool:
    """Whether one date tells that the next is of the form YYYY-MM: it is an ISO day, a month that can be no span of
    years, or another month of the same year."""
    if known.rule == "ymd":
        return known.parts["sep"] == "-"
    if not could_be_month(known):
        return False
    year, second = known.parts["y"], int(known.parts["z"])
    return bool(known.parts.get("iso")) or second <= int(year[2:]) or year == other.parts["y"]
