"""Where a sentence looks: ahead ("will", "is due"), back ("said", "was"), or neither, by the verb nearest to a
place."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.language.dates.vocabulary import words

AHEAD = frozenset(words("""
    will shall would should may might could must can won't cannot ’ll 'll scheduled expected expects expect planned
    due striving strives strive targeted upcoming hoping intends intend intended anticipated anticipates projected
    forecast hoped envisaged proposed slated likely expires expire matures mature maturing retires deadline until
    future ready poised effective starts begins opens airs premieres
"""))  # fmt: skip
# "is to", "plans to": these look ahead only before "to"
AHEAD_BEFORE_TO = frozenset(words("""
    is are set going plans plan aims aim target targets hopes hope continues continue want wants need needs agreed
    seek seeks vowed promised pledged
"""))  # fmt: skip
BACK = frozenset(words("""
    was were had did has have been said told met held made began came went took gave won lost fell rose saw became
    left led sent set built sold bought hit cut shot broke ran paid put got grew drew flew spoke wrote beat quit shut
    stood kept brought caught found thought knew heard felt fought struck spent chose stole threw ate swore wore bore
    sank hung drove rode woke tore froze forgot withdrew overthrew arose according says
"""))  # fmt: skip
NO_VERBS = frozenset(words("""
    need speed indeed proceed exceed succeed feed seed breed hundred united red bed unexpected so-called advanced
    based
"""))  # fmt: skip
STOP = re.compile(r"[.!?][\"”’)]*\s+(?=[A-Z“\"‘(])|\n\s*\n|;\s")
ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|St|No|Inc|Co|Corp|Ltd|Gen|Sen|Rep"
    r"|Gov|U\.S|U\.N))\."
)
TRIM = "\"“”‘()[],:—–-.’'"
REACH_BACK, REACH_ON = 150, 90


def clause(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of the same sentence before and after a place, at most 150 and 90 characters of them."""
    before = text[max(0, start - REACH_BACK) : start]
    cut = 0
    for stop in STOP.finditer(before):
        if not ABBREVIATION.match(before, max(0, before.rfind(" ", 0, stop.start()) + 1), stop.start() + 1):
            cut = stop.end()
    after = text[end : end + REACH_ON]
    found = STOP.search(after)
    return before[cut:], after[: found.start()] if found else after


@lru_cache(maxsize=256)  # a document without a date is read twice
def direction(text: str, start: int, end: int) -> int:
    """1 ahead, -1 back, 0 neither: the nearest verb before the place, else the nearest one after it.

    A verb that looks ahead counts before a nearer one that looks back if both stand close: "will have met", "is
    expected to be held".

    >>> direction("It will open on Friday.", 16, 22), direction("It opened on Friday.", 13, 19)
    (1, -1)
    """
    before, after = clause(text, start, end)
    spoken = before.split()
    back = 0
    for distance, word in enumerate(reversed(spoken)):
        looks = _looks(word, spoken[-distance] if distance else "")
        if looks > 0 and (not back or distance - back < 4):
            return 1
        if looks < 0 and not back:
            back = distance + 1
        if back and distance - back >= 4:
            break
    if back:
        return -1
    spoken = after.split()
    return next(
        (
            looks
            for word, following in zip(spoken, [*spoken[1:], ""], strict=False)
            if (looks := _looks(word, following))
        ),
        0,
    )


def _looks(word: str, following: str) -> int:
    alone, before = _leaning(word)
    return 1 if before and following == before else alone


@lru_cache(maxsize=8192)
def _leaning(word: str) -> tuple[int, str]:
    """1 ahead, -1 back, 0 neither; and the word before which it looks ahead all the same."""
    bare = word.strip(TRIM)
    bare = bare if bare == "May" else bare.lower()
    if bare in AHEAD or bare.endswith(("’ll", "'ll")):
        return 1, ""
    back = bare in BACK or (bare.endswith("ed") and len(bare) > 4 and bare not in NO_VERBS)
    return -back, "to" if bare in AHEAD_BEFORE_TO else "be" if bare == "to" else ""
