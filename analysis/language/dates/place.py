"""A phrase in its surroundings: what the guards look at."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

# prepositions that a time may follow
PREPOSITIONS = (
    "in|on|of|since|by|until|till|from|for|during|after|before|through|to|and|between|around|circa|throughout"
)
OPENING = re.compile(r"(?:\A|\n|[.!?:]\s|[“\"‘(–—-]\s?)\s*$")
NEAR = 24  # characters that are looked at before a phrase


class Place(NamedTuple):
    """text[start:end], the named parts of the rule that matched there, and whether a head such as "late" stands before
    it."""

    text: str
    start: int
    end: int
    parts: dict[str, str]
    headed: bool = False

    @property
    def found(self) -> str:
        """The characters of the phrase."""
        return self.text[self.start : self.end]

    def left(self, reach: int = NEAR) -> str:
        """What stands before it."""
        return self.text[max(0, self.start - reach) : self.start]

    def around(self, back: int, on: int) -> str:
        """What stands before and after it, the phrase included."""
        return self.text[max(0, self.start - back) : self.end + on]

    def follows(self, pattern: str) -> bool:
        """Whether a pattern stands right after it."""
        return re.compile(pattern).match(self.text, self.end) is not None

    def opens_sentence(self) -> bool:
        """Whether it stands at the start of a sentence, a line or a quotation."""
        return OPENING.search(self.left()) is not None


@cache
def before(listed: str) -> re.Pattern[str]:
    """A pattern for one of some words right before a phrase."""
    return re.compile(rf"\b(?:{listed})[\s-]$", re.IGNORECASE)
