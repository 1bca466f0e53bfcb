"""Where a date may stand: one fast pass for figures and trigger words, so that the grammar looks at little else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

import numpy as np

from analysis.language.dates.events import named_events
from analysis.language.dates.vocabulary import APPROX, DECADES, MONTHS, NUMBERS, SEASONS, WEEKDAYS

# Every phrase of the grammar holds one of these, in any case; figures are looked for apart.
UNITS = ["second", "minute", "hour", "day", "night", "week", "weekend", "fortnight", "month", "quarter", "year", "decade", "century", "centurie", "season", "semester"]
TRIGGERS = frozenset(
    [*MONTHS, "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", *WEEKDAYS]
    + ["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", *SEASONS, "springtime", "wintertime", "summertime"]
    + [f"{unit}{ending}" for unit in UNITS for ending in ("", "s")]
    + [f"{name}s" for name in WEEKDAYS]
    + ["yesterday", "today", "tomorrow", "tonight", "overnight", "morning", "afternoon", "evening", "midday", "noon", "midnight", "dawn", "fiscal", "period", "half"]
    + ["every", "each", "daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly", "annual", "annually", "nightly", "hourly", "biennial", "semiannual", "semiannually"]
    + ["now", "recent", "recently", "current", "currently", "nowadays", "lately", "future", "past", "present", "presently", "soon", "previously", "formerly", "time"]
    + ["christmas", "boxing", "thanksgiving", "easter", "valentine", "valentines", "patrick", "patricks", "halloween", "fools", "yearend"]
    + DECADES
    + [re.findall(r"[^\W\d_]+", name)[-1] for name in named_events() if re.search(r"[^\W\d_]", name)]
) - {"second"}  # fmt: skip
FIGURES = re.compile(
    r"\d{8}(?!\d)|\d{4}[-/.]\d{1,2}[-/.]\d|\d{4}(?![\d]|,\d|\.\d)|\d{1,2}(?:st|nd|rd|th)\b|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}/\d{4}|\d{1,2}:\d\d|\d{1,2}(?:\.\d\d)?\s?[ap]\.?\s?m\b"
    r"|\d0[’']?s\b|\d{1,4}\s?(?:b\.?c|a\.?d|c\.?e)\b|[1-4]q|\d{1,4}\s?[年月]",
    re.IGNORECASE,
)  # fmt: skip
SHORT = re.compile(r"(?:[qh][1-4]|fy|cop|a\.?d\.?\s?)(?=\d|\b)(?!\w*[a-z]{2})|[’'‘]\d\d", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
# Words that may stand in a date expression before its trigger.
LEADING = frozenset(
    [*NUMBERS, "the", "of", "in", "on", "very", "early", "late", "mid", "middle", "earlier", "later", "end", "beginning", "start", "close"]
    + ["rest", "remainder", "height", "turn", "latter", "part", "greater", "first", "last", "this", "that", "these", "same", "next", "past", "coming", "current", "present", "previous"]
    + ["preceding", "prior", "following", "latest", "upcoming", "ago", "subsequent", "succeeding", "before", "after", "from", "since", "to", "or", "and", "at", "per", "each", "every", "once"]
    + ["twice", "times", "day", "days", "week", "weeks", "opening", "closing", "final", "several", "few", "many", "some", "half", "couple", "dozen", "dozens", "hundreds", "thousands"]
    + ["circa", "ca", "c", "most", "onset", "outset", "easter", "good", "good", "palm", "ash", "new", "st", "saint", "april", "fools", "labor", "memorial", "columbus", "veterans", "mother"]
    + ["father", "independence", "martin", "luther", "king", "presidents", "groundhog", "armistice", "boxing", "q", "h", "fy", "beijing", "near", "distant", "foreseeable"]
    + [word for phrase in APPROX.split("|") for word in phrase.split()]
    + [word for name in named_events() for word in re.split(r"\W+", name)]
)  # fmt: skip
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


@cache
def _prefixes() -> np.ndarray:
    """Which first three letters can begin a trigger."""
    table = np.zeros(27 * 27 * 27, dtype=bool)
    for word in TRIGGERS:
        codes = [LETTER[ord(letter)] if letter.isascii() else 0 for letter in (word + "   ")[:3]]
        table[(int(codes[0]) * 27 + int(codes[1])) * 27 + int(codes[2])] = True
    return table


def triggers(text: str) -> Iterator[int]:
    """Places of figures and words around which a date may stand, in order.

    Word starts are compared by their first three letters, all at once; only what passes is looked at as a word.
    """
    codes = np.frombuffer(text.encode("latin-1", "replace"), dtype=np.uint8)
    letters = np.zeros(len(codes) + 2, dtype=np.uint16)
    letters[:-2] = LETTER[codes]
    is_letter = letters > 0
    starts = np.flatnonzero(is_letter[:-2] & ~np.concatenate(([False], is_letter[:-3])))
    prefix = (letters[starts] * 27 + letters[starts + 1]) * 27 + np.where(
        letters[starts + 1] > 0, letters[starts + 2], 0
    )
    words = starts[_prefixes()[prefix]]
    digits = DIGIT[codes]
    figures = np.flatnonzero(digits & ~np.concatenate(([False], digits[:-1])))
    for place in np.sort(np.concatenate((words, figures))).tolist():
        if text[place].isdigit():
            if (
                FIGURES.match(text, place)
                or (place and SHORT.match(text, place - 1))
                or (place > 1 and SHORT.match(text, place - 2))
            ):
                yield place
        else:
            found = WORD.match(text, place)
            if found and found[0].lower() in TRIGGERS:
                yield place


def starts(text: str, trigger: int, done: int) -> list[int]:
    """Where an expression around a trigger may begin: at the trigger, or at words of dates before it; the farthest first."""
    low = max(done, trigger - REACH)
    places = [trigger]
    following = trigger
    for token in reversed(list(TOKEN.finditer(text, low, trigger))):
        between = text[token.end() : following]
        if len(between) > 3 or not LINK.fullmatch(between):
            break
        word = token[0]
        if not (word[0].isdigit() or word.lower() in LEADING or word.lower() in TRIGGERS):
            break
        following = token.start()
        places.append(following)
    places = [
        place - 1 if place > done and text[place - 1] in "’'‘" and text[place].isdigit() else place for place in places
    ]
    return places[::-1]
