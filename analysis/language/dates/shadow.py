"""A text as the grammar reads it: without U+2060 and without runs of blanks, every character knowing where it stood."""

from __future__ import annotations

import re
from bisect import bisect_right

BLANKS = re.compile(r"\u2060+|[^\S\n]{2,}")


class Shadow:
    """A text without U+2060 and without runs of blanks, that knows where its characters stood."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.positions: list[int] = []
        self.shifts: list[int] = []
        if "\u2060" not in text and "   " not in text:
            return
        pieces, done, length = [], 0, 0
        for run in BLANKS.finditer(text):
            kept = text[done : run.start()] + ("" if text[run.start()] == "\u2060" else " ")
            pieces.append(kept)
            length += len(kept)
            done = run.end()
            self.positions.append(length)
            self.shifts.append(done - length)
        self.text = "".join(pieces) + text[done:]

    @property
    def small(self) -> str:
        """The shadow in small letters, each where it stood."""
        small = self.text.lower()
        return small if len(small) == len(self.text) else self.text.replace("İ", "i").lower()  # İ becomes two

    def original(self, position: int) -> int:
        """The place in the original of a character of the shadow."""
        place = bisect_right(self.positions, position)
        return position + (self.shifts[place - 1] if place else 0)
