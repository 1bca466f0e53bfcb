"""Where a date may stand: one fast pass for figures, months and other trigger words, so that the grammar looks at little else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

TRIGGER = re.compile(
    r"[12]\d\d\d|\d(?:st|nd|rd|th)\b|\d年|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|spring|summer|autumn|fall|winter"
    r"|days?\b|weeks?\b|months?\b|quarter|years?\b|decades?\b|half\b|yesterday|today|tomorrow|tonight|recently|currently|nowadays|future\b|past\b)",
    re.IGNORECASE,
)
REACH = 60
BLANKS = re.compile(r"\u2060+|[^\S\n]{2,}")


class Shadow:
    """A text without U+2060 and without runs of blanks, that knows where its characters stood."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.positions: list[int] = []
        self.shifts: list[int] = []
        if "\u2060" not in text and "   " not in text and "\t" not in text:
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

    def original(self, position: int) -> int:
        """The place in the original of a character of the shadow."""
        place = bisect_right(self.positions, position)
        return position + (self.shifts[place - 1] if place else 0)


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of text around triggers, merged where they touch."""
    start = end = -1
    for trigger in TRIGGER.finditer(text):
        if start >= 0 and trigger.start() - REACH > end:
            yield max(start, 0), end
            start = -1
        if start < 0:
            start = max(trigger.start() - REACH, end + 1, 0)
        end = trigger.end() + REACH
    if start >= 0:
        yield start, min(end, len(text))
