"""What a phrase means as seen from a reference: its core, then what stands in front of it, over every possible day of
publication."""

from __future__ import annotations

from collections.abc import Callable

from analysis.language.dates.distances import shifted, unit_name
from analysis.language.dates.edtf import Interval, approximate, between, of_kind, unknown, whole
from analysis.language.dates.periods import COARSENESS, Period, containing
from analysis.language.dates.phrases import Phrase
from analysis.language.dates.reference import Meaning, Reference
from analysis.language.dates.relative_dates import day_word
from analysis.language.dates.resolution import RESOLVERS
from analysis.language.dates.vocabulary import number

View = Callable[[int | None], Reference]
# rules whose phrases mean no days, whatever stands near, unless a head stands before them ("two weeks from now")
TIMELESS = {"set": of_kind("set"), "vague": of_kind("vague"), "now": of_kind("vague")}


def meaning(phrase: Phrase, seen: Reference) -> Meaning:
    """The days that a phrase means, or None where it is no date after all."""
    from_now = phrase.rule == "now" and any("offset" in head for head in phrase.heads)
    if phrase.rule in TIMELESS and not from_now:
        return TIMELESS[phrase.rule]
    value = day_word({"word": "today"}, seen) if from_now else RESOLVERS[phrase.rule](phrase.parts, seen)
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
    if value.granularity == "century" and head.get("part", "").lower().startswith(("turn", "the turn")):
        return of_kind("vague")
    if head.get("week_of"):
        return _week_of(head.get("which_week", ""), value)
    if head.get("stretch"):
        return _stretch(head, value)
    if head.get("edge"):
        return whole(
            Period("day", value.last if head["edge"].split()[1] in ("last", "final", "closing") else value.first)
        )
    return approximate(value) if head.get("about") else value


def _offset(words: str, value: Interval) -> Meaning:
    """ "two days before", "a week after" in front of a date."""
    count = 1 if words.lower().startswith("the ") else number(words)
    unit = next(unit_name(word) for word in words.replace("-", " ").split() if unit_name(word) in COARSENESS)
    if not count:
        return unknown(value.granularity)
    return shifted(value, -count if words.lower().rstrip().endswith(("before", "prior to")) else count, unit)


def _stretch(head: dict[str, str], value: Interval) -> Meaning:
    """The first nine months of 1990: a duration whose days are known."""
    assert value.first is not None
    assert value.last is not None
    count, unit = number(head["count"]), unit_name(head["size"])
    if not count or unit not in ("day", "week", "month", "quarter", "year"):
        return value._replace(kind="duration")
    first = head["side"].lower() in ("first", "opening")
    edge = value.first if first else value.last
    if unit == "week":
        edge = _whole_weeks(value, first)
    start = containing(edge, unit)
    ends = (start, start.shift(count - 1)) if first else (start.shift(1 - count), start)
    return between(whole(ends[0]), whole(ends[1]))._replace(kind="duration")


def _whole_weeks(value: Interval, first: bool) -> int:
    """A day of the first or last week that a period owns."""
    assert value.first is not None
    assert value.last is not None
    return value.first + 3 if first else value.last - 3


def _week_of(which: str, value: Interval) -> Meaning:
    """The week of a day; the first, second … or last week of a longer period, which owns the weeks whose Thursday it
    holds (ISO 8601)."""
    assert value.first is not None
    assert value.last is not None
    if value.granularity == "day":
        return whole(containing(value.first, "week"))
    if which.lower() in ("last", "final"):
        return whole(containing(value.last - 3, "week"))
    return whole(containing(value.first + 3, "week").shift(max(number(which), 1) - 1))


def over_publication(phrase: Phrase, written: Interval, view: View) -> Meaning:
    """The meaning as seen from the publication date: from both its ends where it is an interval, never from a guessed
    day."""
    if written.first is None or written.last is None:
        return meaning(phrase, view(None))
    early = meaning(phrase, view(written.first))
    if written.first == written.last or early is None or not early.edtf:
        return early
    late = meaning(phrase, view(written.last))
    if late is None or not late.edtf or late == early:
        return early
    return between(early, late)._replace(kind=early.kind)
