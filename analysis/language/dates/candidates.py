"""Where a date may stand: one fast pass for figures and trigger words, so that the grammar looks at little else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from analysis.language.dates.events import named_events
from analysis.language.dates.vocabulary import APPROX, DECADES, MONTHS, NUMBERS, SEASONS, WEEKDAYS

UNITS = ["second", "minute", "hour", "night", "weekend", "fortnight", "season", "semester", "centurie"]
# Every phrase of the grammar holds a trigger; its kind says which rules to try (SERVES in patterns.py). Figures are looked for apart.
KINDS: dict[str, str] = {
    **dict.fromkeys(
        [re.findall(r"[^\W\d_]+", name)[-1] for name in named_events() if re.search(r"[^\W\d_]", name)], "event"
    ),
    **dict.fromkeys(DECADES, "decade"),
    **dict.fromkeys([f"{unit}{ending}" for unit in UNITS for ending in ("", "s")], "unit"),
    **dict.fromkeys(("day", "days"), "day"),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), "week"),
    **dict.fromkeys(("month", "months"), "month_unit"),
    **dict.fromkeys(("quarter", "quarters"), "quarter"),
    **dict.fromkeys(("year", "years", "decades", "yearend", "yr", "yrs"), "year_unit"),
    "decade": "year_unit",
    **dict.fromkeys(("century", "centuries"), "century"),
    **dict.fromkeys(
        [*MONTHS, *["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"]], "month"
    ),
    **dict.fromkeys(
        [*WEEKDAYS, *["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"]], "weekday"
    ),
    **dict.fromkeys([*SEASONS, "springtime", "wintertime", "summertime"], "season"),
    **dict.fromkeys(["yesterday", "today", "tomorrow", "tonight", "overnight"], "day_word"),
    **dict.fromkeys(["morning", "afternoon", "evening", "midday", "noon", "midnight", "dawn"], "daypart"),
    **dict.fromkeys(
        [
            "christmas",
            "boxing",
            "thanksgiving",
            "easter",
            "valentine",
            "valentines",
            "patrick",
            "patricks",
            "halloween",
            "fools",
        ],
        "holiday",
    ),
    **dict.fromkeys(
        [
            "every",
            "each",
            "daily",
            "weekly",
            "fortnightly",
            "monthly",
            "quarterly",
            "yearly",
            "annual",
            "annually",
            "nightly",
            "hourly",
            "biennial",
        ],
        "set",
    ),
    **dict.fromkeys(["semiannual", "semiannually", "weekends", *(f"{name}s" for name in WEEKDAYS)], "set"),
    **dict.fromkeys(["now", "recently", "currently", "nowadays", "lately", "presently", "formerly"], "adverb"),
    **dict.fromkeys(["future", "time"], "vague"),
    **dict.fromkeys(["past", "recent", "current", "present"], "present"),
    **dict.fromkeys(["modern"], "vague"),
    **dict.fromkeys(["seventeen", "eighteen", "nineteen", "thousand"], "spoken"),
    "juneteenth": "holiday",
    "fiscal": "fiscal",
    "half": "half",
    "period": "period",
}
KINDS.pop("second")
FIGURES = re.compile(
    r"(?P<date>\d{8}(?!\d)|\d{4}[-/.]\d{1,2}[-/.]\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}/\d{1,4}|\d\d-(?:19|20)\d\d(?![\d-])|\d{1,2}[-/](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{1,4}\s?[年月])"
    r"|(?P<nth>\d{1,2}(?:st|nd|rd|th)\b)|(?P<era>\d{1,4}\s?(?:b\.?c|a\.?d|c\.?e)\b)|(?P<year>\d{4}(?!\d|,\d|\.\d))"
    r"|(?P<clock>\d{1,2}:\d\d|\d{1,2}(?:\.\d\d)?\s?[ap]\.?\s?m\b)|(?P<short>\d0[’']?s\b|[1-4]q)",
    re.IGNORECASE,
)
SHORT = re.compile(r"(?:[qh][1-4]\b|fy\s?\d\d\b|[’'‘]\d\d(?!\d))", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
# Words that may stand in a date expression before its trigger; those of INSIDE cannot be its first word.
INSIDE = frozenset(["of", "in", "on", "to", "and", "or", "at", "from", "since", "after", "before", "ago", "for"])
LEADING = frozenset(
    [*NUMBERS, *INSIDE, *KINDS]
    + [
        "the",
        "very",
        "early",
        "late",
        "mid",
        "middle",
        "earlier",
        "later",
        "end",
        "beginning",
        "start",
        "close",
        "onset",
        "outset",
        "rest",
        "remainder",
        "height",
        "turn",
        "latter",
        "part",
    ]
    + [
        "greater",
        "first",
        "last",
        "this",
        "that",
        "these",
        "same",
        "next",
        "past",
        "coming",
        "current",
        "present",
        "previous",
        "preceding",
        "prior",
        "following",
        "latest",
        "upcoming",
    ]
    + [
        "subsequent",
        "succeeding",
        "per",
        "each",
        "every",
        "once",
        "twice",
        "times",
        "day",
        "week",
        "opening",
        "closing",
        "final",
        "several",
        "few",
        "many",
        "some",
        "couple",
        "dozen",
    ]
    + [
        "dozens",
        "hundreds",
        "thousands",
        "circa",
        "ca",
        "c",
        "most",
        "good",
        "palm",
        "ash",
        "new",
        "st",
        "saint",
        "april",
        "labor",
        "memorial",
        "columbus",
        "veterans",
        "mother",
        "father",
    ]
    + [
        "independence",
        "martin",
        "luther",
        "king",
        "presidents",
        "groundhog",
        "armistice",
        "earth",
        "q",
        "h",
        "fy",
        "ad",
        "near",
        "distant",
        "foreseeable",
        "immediate",
        "not",
        "too",
    ]
    + ["calendar", "financial", "school", "academic", "marketing", "crop", "fourth", "july", "may", "us"]
    + [word for phrase in APPROX.split("|") for word in phrase.split()]
    + [word for name in named_events() for word in re.split(r"\W+", name)]
)
TOKEN = re.compile(r"[^\W_]+(?:[.,:]\d+)*")
REACH = 72
LINK = re.compile(r"[\s\-–—.,:/’'‘]{0,3}")
BLANKS = re.compile(r"\u2060+|[^\S\n]{2,}")
LETTER = np.zeros(256, dtype=np.uint8)
LETTER[ord("a") : ord("z") + 1] = np.arange(1, 27)
LETTER[ord("A") : ord("Z") + 1] = np.arange(1, 27)
DIGIT = np.zeros(256, dtype=bool)
DIGIT[ord("0") : ord("9") + 1] = True


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

    def original(self, position: int) -> int:
        """The place in the original of a character of the shadow."""
        place = bisect_right(self.positions, position)
        return position + (self.shifts[place - 1] if place else 0)


class Trigger(NamedTuple):
    """A figure or word around which a date may stand, and which rules it calls."""

    place: int
    kind: str


@cache
def _prefixes() -> np.ndarray:
    """Which first four letters can begin a trigger."""
    table = np.zeros(27**4, dtype=bool)
    for word in KINDS:
        code = 0
        for letter in (word + "    ")[:4]:
            code = code * 27 + (int(LETTER[ord(letter)]) if letter.isascii() else 0)
        table[code] = True
    return table


def triggers(text: str) -> Iterator[Trigger]:
    """Figures and words around which a date may stand, in order.

    Word starts are compared by their first four letters, all at once; only what passes is looked at as a word.
    """
    codes = np.frombuffer(text.encode("latin-1", "replace"), dtype=np.uint8)
    letters = np.zeros(len(codes) + 4, dtype=np.int32)
    letters[: len(codes)] = LETTER[codes]
    is_letter = letters > 0
    firsts = np.flatnonzero(
        is_letter[: len(codes)] & ~np.concatenate(([False], is_letter[: len(codes) - 1]))[: len(codes)]
    )
    prefix, alive = letters[firsts], np.ones(len(firsts), dtype=bool)
    for step in (1, 2, 3):
        alive &= is_letter[firsts + step]
        prefix = prefix * 27 + letters[firsts + step] * alive
    digits = DIGIT[codes]
    figures = np.flatnonzero(digits & ~np.concatenate(([False], digits[:-1]))[: len(codes)])
    for place in np.sort(np.concatenate((firsts[_prefixes()[prefix]], figures))).tolist():
        if digits[place]:
            found = FIGURES.match(text, place)
            if found:
                yield Trigger(place, found.lastgroup or "")
            elif any(place >= back and SHORT.match(text, place - back) for back in (1, 2, 3)):
                yield Trigger(place, "short")
        else:
            word = WORD.match(text, place)
            kind = KINDS.get(word[0].lower()) if word else None
            if kind:
                yield Trigger(place, kind)


ALONE = frozenset(("adverb", "set"))  # kinds that nothing stands before


def starts(text: str, trigger: int, kind: str, done: int) -> list[int]:
    """Where an expression around a trigger may begin: at the trigger, or at words of dates before it; the farthest first."""
    places = [trigger]
    if kind in ALONE:
        return places
    following = trigger
    low = max(done, trigger - REACH)
    for token in reversed(list(TOKEN.finditer(text, low, trigger))):
        gap = text[token.end() : following]
        if gap != " " and (len(gap) > 3 or not LINK.fullmatch(gap)):
            break
        word = token[0].lower()
        if word not in LEADING and not word[0].isdigit():
            break
        following = token.start()
        if word not in INSIDE:
            places.append(following)
    places = [
        place - 1 if place > done and text[place].isdigit() and text[place - 1] in "’'‘" else place for place in places
    ]
    return places[::-1]
