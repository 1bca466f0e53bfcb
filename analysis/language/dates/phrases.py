"""Phrases of the grammar as they stand in a text, before anybody asks what day they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.language.dates.candidates import starts, triggers
from analysis.language.dates.guards import not_a_date
from analysis.language.dates.patterns import heads, phrases, rule

OFF_TIMELINES = frozenset(("set", "duration", "span", "vague", "event"))
WITH_YEAR = frozenset(
    (
        "ymd",
        "ymd_compact",
        "dmy",
        "dmy_short",
        "month_in_figures",
        "years",
        "the_year",
        "fiscal_year",
        "era",
        "decade",
        "century",
    )
)


@dataclass(slots=True)
class Phrase:
    """One phrase: its span with head and tail, the rule and the named parts of its core, and the heads in front of it."""

    start: int
    end: int
    rule: str
    parts: dict[str, str]
    heads: list[dict[str, str]]

    @property
    def has_year(self) -> bool:
        """Whether the phrase itself says the year."""
        year = self.parts.get("year", "")
        return self.rule in WITH_YEAR or any(character.isdigit() for character in year) or bool(self.parts.get("y"))


def find_phrases(text: str) -> Iterator[Phrase]:
    """Every phrase of the grammar in the text, in order, none overlapping another."""
    pattern, done = phrases(), 0
    for trigger in triggers(text):
        if trigger < done:
            continue
        for place in starts(text, trigger, done):
            if place != done + 1 and not _may_start(text, place):
                continue
            found = pattern.match(text, place)
            if found and found.end() > trigger:
                phrase = _phrase(text, found)
                if phrase:
                    yield phrase
                    done = phrase.end
                    break


def _may_start(text: str, place: int) -> bool:
    """An expression starts at the start of a word, and figures not inside a longer number, price, path or address."""
    if place == 0:
        return True
    before = text[place - 1]
    if before.isalnum() or before == "_":
        return "\u4e00" <= before <= "\u9fff"
    if not text[place].isdigit():
        return True
    if before in "$€£¥#+*&=@~\\":
        return False
    if before in "-–—/.,:":
        return place < 2 or not (text[place - 2].isalnum() and (before in "/.,:" or text[place - 2].isdigit()))
    return True


def _phrase(text: str, found: re.Match[str]) -> Phrase | None:
    name = found.lastgroup or ""
    core = rule(name).match(text, *found.span(name))
    if not core or core.end() != found.end(name):
        return None
    parts = {key: value for key, value in core.groupdict().items() if value}
    before: list[dict[str, str]] = []
    place = found.start()
    while place < found.start(name):
        head = heads().match(text, place, found.start(name))
        if not head:
            return None
        before.append({key: value for key, value in head.groupdict().items() if value})
        place = head.end()
    if not_a_date(text, found.start(name), found.end(name), name, parts, headed=bool(before)):
        return None
    return Phrase(found.start(), found.end(), name, parts, before)
