"""A page as its rules see it: the lines that hold something, each with its place in the original."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[int, int]

# What ends a line: blanking keeps every one of these characters.
LINE_BREAKS = "\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
JOINER = "\u2060"

_LINE = re.compile(f"[^{LINE_BREAKS}]+")
_BLANKED = re.compile(f"[^{LINE_BREAKS}]")
_WORD = re.compile(r"[^\W_](?:[^\W_]|['’.-](?=[^\W_]))*")


@dataclass(frozen=True)
class Line:
    """A line without the white space at its ends; `paragraph` numbers the stretches between empty lines."""

    start: int
    end: int
    text: str
    paragraph: int

    @property
    def words(self) -> list[str]:
        """The words of the line, roughly: enough to weigh it, never to count it."""
        return _WORD.findall(self.text)


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not empty.

    >>> [(line.start, line.text, line.paragraph) for line in lines_of("One\\n two \\n\\nThree")]
    [(0, 'One', 0), (5, 'two', 0), (11, 'Three', 1)]
    """
    lines, paragraph, last_end = [], -1, -1
    for match in _LINE.finditer(text):
        raw = match.group()
        kept = raw.strip(f" \t\xa0\u3000{JOINER}\ufeff\u200b")
        if not kept or kept.isspace():
            continue
        start = match.start() + raw.index(kept)
        if last_end < 0 or (start - last_end > 1 and _breaks(text, last_end, start) > 1):
            paragraph += 1
        lines.append(Line(start, start + len(kept), kept, paragraph))
        last_end = start + len(kept)
    return lines


def _breaks(text: str, start: int, end: int) -> int:
    between = text[start:end]
    return 2 if "\f" in between else sum(between.count(mark) for mark in LINE_BREAKS)


def paragraphs_of(lines: list[Line]) -> list[list[Line]]:
    """The lines of each paragraph together."""
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and paragraphs[-1][-1].paragraph == line.paragraph:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def blank(text: str, spans: Iterable[Span]) -> str:
    """One space for every character of the spans; line breaks stay.

    >>> blank("one\\ntwo three", [(1, 7)])
    'o  \\n    three'
    """
    parts, done = [], 0
    for start, end in sorted(spans):
        start = max(start, done)
        if end > start:
            parts += [text[done:start], _BLANKED.sub(" ", text[start:end])]
            done = end
    return "".join([*parts, text[done:]]) if parts else text


def without(lines: list[Line], spans: Iterable[Span]) -> list[Line]:
    """The lines that no span touches."""
    taken = sorted(spans)
    if not taken:
        return lines
    return [line for line in lines if not any(start < line.end and line.start < end for start, end in taken)]


def has_word(text: str) -> bool:
    """Whether any letter or digit is left."""
    return any(character.isalnum() for character in text)
