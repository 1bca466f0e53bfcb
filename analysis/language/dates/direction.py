"""Where a sentence looks: ahead ("will", "is due"), back ("said", "was"), or neither, by the verb nearest to a place."""

from __future__ import annotations

import re

AHEAD = re.compile(
    r"\b(?:will|shall|won[’']t|going to|(?:are|is|was|were) (?:to|due|set) (?=[a-z])|scheduled|expect(?:s|ed)?|plan(?:s|ned)?(?= (?:to|for))|plans|due|set (?:to|for)|aims?|strive|striving|targets?|targeted"
    r"|upcoming|hopes? to|intends? to|would|should|may|could|must|can|expires?|matures?|proposed|slated|likely|begins|starts|opens|retires|effective|until|deadline|later|until)\b|[’']ll\b",
    re.IGNORECASE,
)  # fmt: skip
BACK = re.compile(
    r"\b(?:was|were|had|did|has|have|been|said|told|met|held|made|began|came|went|took|gave|won|lost|fell|rose|saw|became|left|led|sent|set|built|sold|bought|"
    r"hit|cut|shot|broke|ran|paid|put|got|grew|drew|flew|spoke|wrote|beat|dropped|quit|shut|closed|ended|struck|won|stood|kept|brought|caught|found|thought|"
    r"according|reported|(?!expected|scheduled|planned|proposed|targeted|slated|unexpected|need|speed|indeed|proceed|exceed|succeed|feed|seed|breed|hundred|united|red|bed)[a-z]{2,}ed)\b",
    re.IGNORECASE,
)  # fmt: skip
STOP = re.compile(r"[.!?][\"”’)]*\s+(?=[A-Z“\"‘(])|\n\s*\n|;\s")
ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|St|No|Inc|Co|Corp|Ltd|Gen|Sen|Rep|Gov|U\.S|U\.N))\.$"
)
BEFORE, AFTER = 150, 90


def clause(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of the same sentence before and after a place, at most 150 and 90 characters of them."""
    before = text[max(0, start - BEFORE) : start]
    cut = 0
    for stop in STOP.finditer(before):
        if not ABBREVIATION.search(before, max(0, stop.start() - 6), stop.start() + 1):
            cut = stop.end()
    after = text[end : end + AFTER]
    found = STOP.search(after)
    return before[cut:], after[: found.start()] if found else after


def direction(text: str, start: int, end: int) -> int:
    """1 ahead, -1 back, 0 neither: the nearest verb before the place, else the nearest one after it.

    >>> direction("It will open on Friday.", 16, 22), direction("It opened on Friday.", 13, 19)
    (1, -1)
    """
    before, after = clause(text, start, end)
    ahead = max((found.start() for found in AHEAD.finditer(before)), default=-1)
    back = max((found.start() for found in BACK.finditer(before)), default=-1)
    if ahead >= 0 or back >= 0:
        return 1 if ahead >= back or (ahead >= 0 and back - ahead < 24) else -1
    first_ahead, first_back = AHEAD.search(after), BACK.search(after)
    if first_ahead and (not first_back or first_ahead.start() <= first_back.start()):
        return 1
    return -1 if first_back else 0
