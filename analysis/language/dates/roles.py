"""What part a date plays: bound by a preposition, told as past, set as a target, or the publication itself."""

from __future__ import annotations

import re

BOUND = re.compile(
    r"\b(before|by|until|till|since|after)(?: the)?(?: (?:end|start|beginning) of)?\s+(?:the\s+)?$", re.IGNORECASE
)
COMPARED = re.compile(
    r"\b(?:percent|%|per cent|times|fold)\s+(?:more\s+|less\s+|higher\s+|lower\s+)?(?:than\s+|from\s+|over\s+|since\s+)(?:in\s+)?$",
    re.IGNORECASE,
)
FUTURE = re.compile(
    r"\b(?:will|shall|won't|'ll|’ll|going to|scheduled (?:to|for)|expected|expects?|plans? to|planned for|due|set to|aims? to|striving|target(?:s|ed)?"
    r"|upcoming|hopes? to|intends? to|until|deadline)\b",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:was|were|had|did|has|have|said|told|met|held|made|began|came|went|took|gave|won|lost|fell|rose|saw|became|left|led|sent|set up|built|sold|bought|\w{3,}ed)\b",
    re.IGNORECASE,
)
STOP = re.compile(r"[.!?][\"”’)]*\s|\n\s*\n")


def clause(text: str, start: int, end: int) -> tuple[str, str]:
    """The text of the same sentence before and after a mention, at most 160 and 100 characters."""
    before = text[max(0, start - 160) : start]
    for stop in STOP.finditer(before):
        before_from = stop.end()
        before = before[:0] + before if before_from == 0 else before
    cut = max((stop.end() for stop in STOP.finditer(before)), default=0)
    after = text[end : end + 100]
    stop_after = STOP.search(after)
    return before[cut:], after[: stop_after.start()] if stop_after else after


def direction(text: str, start: int, end: int) -> int:
    """1 where the nearest verb of the sentence looks ahead, -1 where it looks back, 0 where there is none."""
    before, after = clause(text, start, end)
    ahead = max((m.end() for m in FUTURE.finditer(before)), default=-1)
    back = max((m.end() for m in PAST.finditer(before)), default=-1)
    if ahead >= 0 and ahead + 60 >= back:
        return 1
    if back >= 0:
        return -1
    first_ahead, first_back = FUTURE.search(after), PAST.search(after)
    if first_ahead and (not first_back or first_ahead.start() < first_back.start()):
        return 1
    return -1 if first_back else 0


def bound(text: str, start: int) -> str:
    """before, by, after, since, until, or "" by the words in front of a mention."""
    before = text[max(0, start - 40) : start]
    if COMPARED.search(before):
        return ""
    found = BOUND.search(before)
    return {"till": "until"}.get(found[1].lower(), found[1].lower()) if found else ""
