"""Phrases of the grammar as they stand in a text, before anybody asks what day they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.language.dates.guards import not_a_date
from analysis.language.dates.patterns import BARE, COMPILED, HEADS, SERVES, TAILS
from analysis.language.dates.place import Place
from analysis.language.dates.triggers import Trigger, starts, triggers

OFF_TIMELINES = frozenset(("set", "duration", "span", "vague", "now", "event"))
WITH_YEAR = frozenset(
    ["ymd", "ymd_compact", "dmy", "dmy_short", "month_in_figures", "years", "the_year", "fiscal_year", "era", "decade",
        "century"]
)  # fmt: skip
HEADED = frozenset(("week", "clock", "daypart", "date"))  # kinds whose trigger may itself begin a head
NEAR = 40  # characters between a head and the trigger of its phrase


@dataclass(slots=True)
class Phrase:
    """One phrase: its span with head and tail, the rule and the named parts of its core, and the heads in front of
    it."""

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
    found = list(triggers(text))
    done = 0
    for number, trigger in enumerate(found):
        if trigger.place < done:
            continue
        for start in starts(text, *trigger, done):
            phrase = _phrase(text, start, found, number) if start == done + 1 or _may_start(text, start) else None
            if phrase:
                yield phrase
                done = phrase.end
                break


def _may_start(text: str, place: int) -> bool:
    """An expression starts at the start of a word, and figures not inside a longer number, price, path or address."""
    if place == 0:
        return True
    before = text[place - 1]
    if before == " " or before == "\n":
        return True
    if before.isalnum() or before == "_":
        return "\u4e00" <= before <= "\u9fff"
    if not text[place].isdigit():
        return True
    if before in "$€£¥#+*&=@~\\":
        return False
    if before in "-–—/.,:":
        return place < 2 or not (text[place - 2].isalnum() and (before in "/.,:" or text[place - 2].isdigit()))
    return True


def _phrase(text: str, start: int, found: list[Trigger], number: int) -> Phrase | None:
    """The phrase that starts at a place: with the heads that stand there, or with fewer of them."""
    heads: list[re.Match[str]] = []
    place = start
    bare = start == found[number].place and found[number].kind not in HEADED
    while not bare and len(heads) < 2 and (head := HEADS.match(text, place)):
        heads.append(head)
        place = head.end()
    while True:
        place = heads[-1].end() if heads else start
        following = number
        while following < len(found) and found[following].place < place:
            following += 1
        if following < len(found) and found[following].place - place <= NEAR:
            phrase = _core(text, place, found[following], headed=bool(heads))
            if phrase:
                phrase.start = start
                phrase.heads = [{key: value for key, value in head.groupdict().items() if value} for head in heads]
                return phrase
        if not heads:
            return None
        heads.pop()


def _core(text: str, place: int, trigger: Trigger, *, headed: bool) -> Phrase | None:
    """The first rule that its trigger calls, that matches at the place, and that no guard refuses."""
    for rule in (BARE if place == trigger.place else SERVES)[trigger.kind]:
        found = COMPILED[rule].match(text, place)
        if not found or found.end() <= trigger.place:
            continue
        parts = {key: value for key, value in found.groupdict().items() if value}
        end = found.end()
        if not_a_date(rule, Place(text, place, end, parts, headed)):
            continue
        if rule not in OFF_TIMELINES and (tail := TAILS.match(text, end)):
            end = tail.end()
        return Phrase(place, end, rule, parts, [])
    return None
