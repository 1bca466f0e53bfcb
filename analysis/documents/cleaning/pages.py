"""A page as its rules see it: the lines that hold something, each with its place in the original."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

Span = tuple[int, int]

JOINER = "\u2060"
# What ends a line, as in str.splitlines: blanking keeps every one of these characters.
LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"

_NO_BREAK = re.compile(f"[^{LINE_BREAKS}]")
_WORD = re.compile(r"[^\W_](?:[^\W_]|['’.-](?=[^\W_]))*")
_SPACES = " \t\x1f\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_WHITE = _SPACES + "\u200b\u2060\ufeff" + LINE_BREAKS


class Line(NamedTuple):
    """A line without the white space at its ends; `paragraph` numbers the stretches between empty lines."""

    start: int
    end: int
    text: str
    paragraph: int

    @property
    def span(self) -> Span:
        """Where the line stands."""
        return self.start, self.end

    @property
    def words(self) -> tuple[str, ...]:
        """The first words of the line, roughly: enough to weigh it, never to count it."""
        return _words(self.text[:1000])


@lru_cache(maxsize=256)  # several rules ask for those of the same lines
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


@dataclass(frozen=True)
class Page:
    """An original, the same with what is blanked so far, and the lines of the latter that are not empty."""

    original: str
    text: str
    lines: list[Line]

    @property
    def paragraphs(self) -> list[list[Line]]:
        """The lines of each paragraph together."""
        return [list(lines) for _, lines in groupby(self.lines, key=lambda line: line.paragraph)]

    def without(self, spans: Iterable[Span]) -> "Page":
        """The page with the spans blanked.

        >>> page_of("Photo: me\\nA b (c)").without([(0, 9), (14, 17)]).lines
        [Line(start=10, end=13, text='A b', paragraph=0)]
        """
        taken = sorted(spans)
        if not taken:
            return self
        text = blank(self.text, taken)
        lines, next_one = [], 0
        for line in self.lines:
            while next_one < len(taken) and taken[next_one][1] <= line.start:
                next_one += 1
            if next_one == len(taken) or taken[next_one][0] >= line.end:
                lines.append(line)
            elif kept := text[line.start : line.end].strip(_WHITE):
                start = text.index(kept, line.start)
                lines.append(Line(start, start + len(kept), kept, line.paragraph))
        return Page(self.original, text, lines)


def page_of(original: str, text: str | None = None) -> Page:
    """The page of an original; `text` is the same with something blanked already.

    >>> [(line.start, line.text, line.paragraph) for line in page_of("One\\n two \\n\\nThree").lines]
    [(0, 'One', 0), (5, 'two', 0), (11, 'Three', 1)]
    """
    text = original if text is None else text
    lines: list[Line] = []
    place = paragraph = 0
    parted = False
    for raw in text.splitlines(keepends=True):
        kept = raw.strip(_WHITE)
        if kept:
            paragraph += parted and bool(lines)
            start = place + raw.index(kept)
            lines.append(Line(start, start + len(kept), kept, paragraph))
        parted = not kept or raw.endswith("\f")  # an empty line, or a new page
        place += len(raw)
    return Page(original, text, lines)


def blank(text: str, spans: Iterable[Span]) -> str:
    """One space for every character of the spans; line breaks stay.

    >>> blank("one\\ntwo three", [(1, 7)])
    'o  \\n    three'
    """
    parts, done = [], 0
    for start, end in sorted(spans):
        start = max(start, done)
        if end > start:
            parts += [text[done:start], _NO_BREAK.sub(" ", text[start:end])]
            done = end
    return "".join([*parts, text[done:]]) if parts else text


def write(text: str, spans: Iterable[Span], character: str) -> str:
    """The character in every place of the spans, which are sorted and apart.

    >>> write("so\\nlong", [(2, 3)], " ")
    'so long'
    """
    parts, done = [], 0
    for start, end in spans:
        parts += [text[done:start], character * (end - start)]
        done = end
    return "".join([*parts, text[done:]]) if parts else text


def has_word(text: str) -> bool:
    """Whether any letter or digit is left."""
    return any(map(str.isalnum, text))
