"""The rule `running-head`: lines that a document prints at the top or the foot of page after page."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from analysis.documents.cleaning.pages import Line, Page, Span, has_word

ZONE = 3  # lines from the top or the foot of a page
FEWEST = 3  # pages that have the line, each at most STEP after the one before: left and right pages may differ
STEP = 2

_NUMBER = re.compile(r"\d{1,5}")
_ANEW = re.compile("\f")
Key = tuple[str, str, int | None]


def page_starts(text: str, anchors: Sequence[tuple[int, str]] = ()) -> list[int]:
    """Where the pages of a document begin: by its anchors, else after each form feed; no pages where neither is.

    >>> page_starts("one\\ftwo"), page_starts("one\\n\\ntwo", [(0, "page 1"), (5, "page 2")]), page_starts("one")
    ([0, 4], [0, 5], [])
    """
    if anchored := [place for place, name in anchors if name.startswith("page ")]:
        return anchored
    return [0, *(match.end() for match in _ANEW.finditer(text))] if "\f" in text else []


def find_running_heads(page: Page, starts: Sequence[int]) -> list[Span]:
    """The lines near the top or the foot of a page that stand there on the pages about it too.

    A line counts as the same where it is equal, or equal but for one number that grows as the pages do. What stands at
    the top of the first page may be the title: it is left to the rule `header`.
    """
    if len(starts) < FEWEST:
        return []
    standing: dict[Key, list[tuple[int, Line]]] = defaultdict(list)
    for number, lines in enumerate(_pages(page.lines, starts)):
        for edge, near in (("top", lines[:ZONE]), ("foot", lines[-ZONE:])):
            for line in filter(_holds_word, near):
                for key in _keys(line.text, number):
                    standing[edge, *key].append((number, line))
    return sorted(
        {
            line.span
            for (edge, *_), places in standing.items()
            for run in _runs(places)
            for number, line in run
            if number or edge == "foot"
        }
    )


def _pages(lines: Sequence[Line], starts: Sequence[int]) -> Iterator[Sequence[Line]]:
    firsts = [bisect_left(lines, start, key=lambda line: line.start) for start in starts]
    return (lines[first:last] for first, last in pairwise([*firsts, len(lines)]))


def _holds_word(line: Line) -> bool:
    return has_word(line.text)


def _keys(text: str, page: int) -> Iterator[tuple[str, int | None]]:
    """What a line must share with others to be the same: its words; or all but one number and how far that is ahead."""
    text = " ".join(text[:1000].split())
    yield text, None
    for match in _NUMBER.finditer(text):
        yield f"{text[: match.start()]}\f{text[match.end() :]}", int(match[0]) - page


def _runs(places: list[tuple[int, Line]]) -> Iterator[list[tuple[int, Line]]]:
    """The stretches of places on pages that follow each other, and on enough of them."""
    run: list[tuple[int, Line]] = []
    for place in places:
        if run and place[0] - run[-1][0] > STEP:
            if len({number for number, _ in run}) >= FEWEST:
                yield run
            run = []
        run.append(place)
    if len({number for number, _ in run}) >= FEWEST:
        yield run
