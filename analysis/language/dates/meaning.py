"""What a phrase means as seen from a reference: its core, then what stands in front of it, over every possible day of publication."""

from __future__ import annotations

from collections.abc import Callable

from analysis.language.dates.edtf import Interval, approximate, between, unknown, whole
from analysis.language.dates.periods import Period, containing
from analysis.language.dates.phrases import Phrase
from analysis.language.dates.reference import Reference
from analysis.language.dates.resolution import RESOLVERS, Meaning, shifted
from analysis.language.dates.vocabulary import number

View = Callable[[int | None], Reference]


def meaning(phrase: Phrase, seen: Reference) -> Meaning:
    """The days that a phrase means, or None where it is no date after all."""
    value = RESOLVERS[phrase.rule](phrase.parts, seen)
    for head in reversed(phrase.heads):
        if value is None or value.kind != "date":
            return value
        value = _headed(head, value)
    return value


def _headed(head: dict[str, str], value: Interval) -> Meaning:
    if head.get("offset"):
        return _offset(head["offset"], value)
    if value.first is None or value.last is None:
        return value
    if head.get("week_of"):
        return _week_of(head.get("which_week", ""), value)
    if head.get("edge"):
        return whole(
            Period("day", value.last if head["edge"].split()[1] in ("last", "final", "closing") else value.first)
        )
    return approximate(value) if head.get("about") else value


def _offset(words: str, value: Interval) -> Meaning:
    """ "two days before", "a week after" in front of a date."""
    count = number(words)
    unit = next(word for word in words.lower().replace("-", " ").split() if word.rstrip("s") in UNIT_WORDS).rstrip("s")
    unit = "century" if unit.startswith("centur") else unit
    if not count:
        return unknown(value.granularity)
    return shifted(value, -count if words.lower().rstrip().endswith(("before", "prior to")) else count, unit)


UNIT_WORDS = frozenset(("day", "week", "month", "quarter", "year", "decade", "century", "centurie"))


def _week_of(which: str, value: Interval) -> Meaning:
    """The week of a day; the first, second … or last seven days of a longer period."""
    assert value.first is not None
    assert value.last is not None
    if value.granularity == "day":
        return whole(containing(value.first, "week"))
    last = which.lower() in ("last", "final")
    first = value.last - 6 if last else value.first + 7 * (max(number(which), 1) - 1)
    ends = between(whole(Period("day", first)), whole(Period("day", min(first + 6, value.last))))
    return ends._replace(granularity="week")


def over_publication(phrase: Phrase, written: Interval, view: View) -> Meaning:
    """The meaning as seen from the publication date: from both its ends where it is an interval, never from a guessed day."""
    if written.first is None or written.last is None:
        return meaning(phrase, view(None))
    early = meaning(phrase, view(written.first))
    if written.first == written.last or early is None or not early.edtf:
        return early
    late = meaning(phrase, view(written.last))
    if late is None or not late.edtf or late == early:
        return early
    return between(early, late)._replace(kind=early.kind)
