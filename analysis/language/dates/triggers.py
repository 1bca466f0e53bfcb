"""Where a date may stand: one fast pass for figures and trigger words, so that the grammar looks at little else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from analysis.language.dates.events import named_events
from analysis.language.dates.vocabulary import APPROX, DECADES, MONTHS, NUMBERS, SEASONS, WEEKDAYS, words

LETTERS = re.compile(r"[^\W\d_]+")
EVENT_WORDS = {found[-1] for name in named_events() if (found := LETTERS.findall(name))}
# Every phrase of the grammar holds a trigger; its kind says which rules to try (SERVES in patterns.py). Figures are
# looked for apart.
BEFORE_SHORT = frozenset("qQhHyY ’'‘")
WORDS_OF_KIND = {
    "event": [*EVENT_WORDS],
    "decade": DECADES,
    "unit": words("""
        minute minutes seconds hour hours hr hrs night nights weekend weekends fortnight fortnights season seasons
        semester semesters
    """),
    "day": ["day", "days"],
    "week": words("week weeks wk wks"),
    "month_unit": ["month", "months"],
    "quarter": ["quarter", "quarters"],
    "year_unit": words("year years yr yrs decade decades yearend"),
    "century": ["century", "centuries"],
    "month": [*MONTHS, *words("jan feb mar apr jun jul aug sep sept oct nov dec")],
    "weekday": [*WEEKDAYS, *words("mon tue tues wed thu thur thurs fri sat sun")],
    "season": [*SEASONS, *words("springtime summertime wintertime")],
    "day_word": words("yesterday today tomorrow tonight overnight tmrw tmw tonite"),
    "daypart": words("morning afternoon evening midday noon midnight dawn"),
    "holiday": words("""
        christmas boxing thanksgiving easter valentine valentines patrick patricks halloween fools juneteenth
    """),
    "set": [
        *words("""
            every each daily weekly fortnightly monthly quarterly yearly annual annually nightly hourly biennial
            semiannual semiannually weekends
        """),
        *(f"{name}s" for name in WEEKDAYS),
    ],
    "adverb": words("now recently currently nowadays lately presently formerly"),
    "vague": ["future", "time", "modern"],
    "present": words("past recent current present"),
    "spoken": words("seventeen eighteen nineteen thousand"),
    "fiscal": ["fiscal"],
    "half": ["half"],
    "period": ["period"],
}  # fmt: skip
KINDS = {word: kind for kind, listed in WORDS_OF_KIND.items() for word in listed}
ALONE = frozenset(("adverb", "set"))  # kinds that nothing stands before
VERBS = frozenset(
    ("may", "march", "sun", "sat", "mar")
)  # in small letters no dates, unless a number stands beside them
NUMBER_NEAR = re.compile(r"\d")
FIGURES = re.compile(
    r"(?P<date>\d{8}(?!\d)|\d{4}[-/.]\d{1,2}[-/.]\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}/\d{1,4}|\d\d-(?:19"
    r"|20)\d\d(?![\d-])|\d{1,2}[-/](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{1,4}\s?[年月])"
    r"|(?P<nth>\d{1,2}(?:st|nd|rd|th)\b)|(?P<era>\d{1,4}\s?(?:b\.?c|a\.?d|c\.?e)\b)|(?P<year>\d{4}(?!\d|,\d|\.\d))"
    r"|(?P<clock>\d{1,2}:\d\d|\d{1,2}(?:\.\d\d)?\s?[ap]\.?\s?m\b)|(?P<short>\d0[’']?s\b|[1-4]q)",
    re.IGNORECASE,
)
SHORT = re.compile(r"(?:[qh][1-4]\b|fy\s?\d\d\b|[’'‘]\d\d(?!\d))", re.IGNORECASE)
# Words that may stand in a date expression before its trigger; those of INSIDE cannot be its first word.
INSIDE = frozenset(words("of in on to and or at from since after before ago for"))
LEADING = frozenset(
    [*NUMBERS, *INSIDE, *KINDS]
    + words("""
        the very early late mid middle earlier later end beginning start close onset outset rest remainder height turn
        latter part greater first last this that these same next past coming current present previous preceding prior
        following latest upcoming subsequent succeeding per each every once twice times day week opening closing final
        several few many some couple dozen dozens hundreds thousands circa ca c most good palm ash new st saint april
        labor memorial columbus veterans mother father independence martin luther king presidents groundhog armistice
        earth q h fy ad near distant foreseeable immediate not too calendar financial school academic marketing crop
        fourth july may us like comparable corresponding workers black cyber international
    """)
    + [word for phrase in APPROX.split("|") for word in phrase.split()]
    + [word for name in named_events() for word in re.split(r"\W+", name)]
)  # fmt: skip
REACH, MOST = 72, 9  # characters and words before a trigger that its expression may begin with
JOINING = frozenset(" \n\t\u00a0-–—.,:/’'‘")
LETTER = np.zeros(256, dtype=np.uint8)
LETTER[ord("a") : ord("z") + 1] = np.arange(1, 27)
LETTER[ord("A") : ord("Z") + 1] = np.arange(1, 27)
DIGIT = np.zeros(256, dtype=bool)
DIGIT[ord("0") : ord("9") + 1] = True


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
            elif place and text[place - 1] in BEFORE_SHORT and SHORT.search(text, max(0, place - 3), place + 4):
                yield Trigger(place, "short")
        else:
            word = LETTERS.match(text, place)
            kind = KINDS.get(word[0].lower()) if word else None
            if (
                kind
                and word
                and not (word[0] in VERBS and not NUMBER_NEAR.search(text, max(0, place - 4), word.end() + 3))
            ):
                yield Trigger(place, kind)


def starts(text: str, trigger: int, kind: str, done: int) -> list[int]:
    """Where an expression around a trigger may begin: at the trigger, or at words of dates before it; the farthest
    first."""
    places = [trigger]
    if kind in ALONE:
        return places
    low = max(done, trigger - REACH)
    end = (
        trigger
        if kind in ("short", "year") and text[trigger - 1 : trigger].isalpha()
        else _word_end(text, trigger, low)
    )
    while end is not None and len(places) <= MOST:
        start = end
        while start > low and text[start - 1].isalnum():
            start -= 1
        word = text[start:end].lower()
        if word not in LEADING and not word[0].isdigit():
            break
        if word not in INSIDE:
            places.append(start)
        end = _word_end(text, start, low)
    places = [
        place - 1 if place > done and text[place].isdigit() and text[place - 1] in "’'‘" else place for place in places
    ]
    return places[::-1]


def _word_end(text: str, place: int, low: int) -> int | None:
    """The end of the word before a place, if at most three joining characters part them."""
    end = place
    while end > low and text[end - 1] in JOINING:
        end -= 1
    return end if end > low and place - end <= 3 and end < place and text[end - 1].isalnum() else None
