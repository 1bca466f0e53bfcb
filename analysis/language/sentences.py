"""Where the sentences of a text begin and end: sentencex inside paragraphs, and a paragraph always ends a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A line of nothing but white space or U+2060 (which cleaning writes inside words) parts two paragraphs.
_LINE_BREAK = "\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_PARAGRAPH_BREAK = re.compile(rf"[{_LINE_BREAK}][\s\u2060]*[{_LINE_BREAK}]")
_VISIBLE = re.compile(r"[^\s\u2060]")


def sentences(text: str, *, language: str = "en") -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end) offsets in code points, end exclusive, in order and without overlap.

    White space and U+2060 are outside the spans, so that no span is empty. `language` is the code of sentencex's
    rules for abbreviations.

    >>> sentences("Mr. Musk came. He left.\\n\\nSo did we")
    [(0, 14), (15, 23), (25, 34)]
    """
    return [
        span
        for first, last in _paragraphs(text)
        for start, end in _boundaries(text[first:last], language)
        if (span := _trimmed(text, first + start, first + end))
    ]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _PARAGRAPH_BREAK.finditer(text):
        if start < gap.start():
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def _boundaries(paragraph: str, language: str) -> Iterator[tuple[int, int]]:
    # Loaded on first use: reading a folder needs no sentences.
    from sentencex import get_sentence_boundaries

    for boundary in get_sentence_boundaries(language, paragraph):
        yield boundary["start_index"], boundary["end_index"]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    first = _VISIBLE.search(text, start, end)
    if first is None:
        return None
    while text[end - 1].isspace() or text[end - 1] == "\u2060":
        end -= 1
    return first.start(), end
