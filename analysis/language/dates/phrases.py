"""Phrases of the grammar as they stand in a text, before anybody asks what day they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.language.dates.events import Events
from analysis.language.dates.guards import CHECKS
from analysis.language.dates.patterns import COMPILED, HEADS, TAILS
from analysis.language.dates.place import Place
from analysis.language.dates.serving import BARE, SERVES
from analysis.language.dates.triggers import Trigger, starts, triggers

OFF_TIMELINES = frozenset(("set", "duration", "span", "vague", "now", "event"))
WITH_YEAR = frozenset(
    ["ymd", "ymd_compact", "dmy", "dmy_short", "month_in_figures", "years", "the_year", "fiscal_year", "era", "decade",
        "century", "iso_week", "ordinal_date", "marked_years", "date_in_era"]
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


def find_phrases(text: str, small: str, events: Events) -> list[Phrase]:
    """Every phrase of the grammar in the text, in order, none overlapping another. `small`: the text in small
    letters."""
    seen = Seen(text, small, triggers(text, small, events), events)
    phrases, done = [], 0
    for number, (place, kind) in enumerate(seen.triggers):
        if place < done:
            continue
        for start in [place] if kind == "event" else starts(small, place, kind, done):
            phrase = seen.phrase(start, number) if start == done + 1 or _may_start(small, start) else None
            if phrase:
                phrases.append(phrase)
                done = phrase.end
                break
    return phrases


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
        return place < 2 or not (text[place - 2].isalnum() and (before in "/.," or text[place - 2].isdigit()))
    return True


@dataclass(slots=True)
class Seen:
    """A text with its triggers, as the grammar looks at it."""

    text: str
    small: str
    triggers: list[Trigger]
    events: Events

    def phrase(self, start: int, number: int) -> Phrase | None:
        """The phrase that starts at a place: with the heads that stand there, or with fewer of them."""
        trigger = self.triggers[number]
        if trigger.kind == "event":
            return self._event(start)
        if start == trigger.place and trigger.kind not in HEADED:
            return self._core(start, trigger, headed=False)
        heads: list[re.Match[str]] = []
        place = start
        while len(heads) < 2 and (head := HEADS.match(self.small, place)):
            heads.append(head)
            place = head.end()
        while heads:
            place = heads[-1].end()
            following = number
            while following < len(self.triggers) and self.triggers[following].place < place:
                following += 1
            if following < len(self.triggers) and self.triggers[following].place - place <= NEAR:
                phrase = self._core(place, self.triggers[following], headed=True)
                if phrase:
                    phrase.start = start
                    phrase.heads = [{key: value for key, value in head.groupdict().items() if value} for head in heads]
                    return phrase
            heads.pop()
        return self._core(start, trigger, headed=False) if trigger.place >= start else None

    def _event(self, place: int) -> Phrase | None:
        found = self.events.pattern.match(self.small, place)
        if not found:
            return None
        start = place - 4 if self.small[max(0, place - 4) : place] == "the " else place
        return Phrase(start, found.end(), "event", {"name": found[0], "days": self.events.told_as(found[0])}, [])

    def _core(self, place: int, trigger: Trigger, *, headed: bool) -> Phrase | None:
        """The first rule that its trigger calls, that matches at the place, and that no guard refuses."""
        if trigger.kind == "event":
            return self._event(place) if place == trigger.place else None
        for rule in (BARE if place == trigger.place else SERVES)[trigger.kind]:
            found = COMPILED[rule].match(self.small, place)
            if not found or found.end() <= trigger.place:
                continue
            end = found.end()
            parts = {name: self.text[slice(*found.span(name))] for name, value in found.groupdict().items() if value}
            check = CHECKS.get(rule)
            if check and check(Place(self.text, place, end, parts, headed)):
                continue
            if rule not in OFF_TIMELINES and (tail := TAILS.match(self.small, end)):
                end = tail.end()
            return Phrase(place, end, rule, parts, [])
        return None
