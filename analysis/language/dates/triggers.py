"""Where a date may stand: one fast pass for figures and trigger words, so that the grammar looks at little else."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import numpy as np

from analysis.language.dates.events import Events
from analysis.language.dates.vocabulary import APPROX, DECADES, MESSAGED, MONTHS, NUMBERS, SEASONS, WEEKDAYS, words

# Every phrase of the grammar holds a trigger; its kind says which rules to try (serving.py). Figures are
# looked for apart.
BEFORE_SHORT = frozenset("qQhHyY ’'‘")
WORDS_OF_KIND = {
    "decade": DECADES,
    "unit": words("""
        minute minutes seconds hour hours hr hrs night nights weekend weekends wknd wkd wkend fortnight
        fortnights season seasons
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
    "day_word": [*words("yesterday today tomorrow tonight overnight"), *filter(str.isalpha, MESSAGED)],
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
    "end": words("eow eom eoq eoy"),
    "era": ["ad"],
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
    r"|(?P<nth>\d{1,2}(?:st|nd|rd|th)\b)|(?P<era>\d{1,4}\s?(?:b\.?c\.?e?|a\.?d|c\.?e)\b)"
    r"|(?P<day_word>2(?:day|night|nite|nyt|morrow|moro|mrw)\b)|(?P<year>\d{4}(?!\d|,\d|\.\d))"
    r"|(?P<clock>\d{1,2}:\d\d|\d{1,2}(?:\.\d\d)?\s?[ap]\.?\s?m\b)|(?P<short>\d0[’']?s\b|[1-4]q|[12]h[ -]?\d\d)",
    re.IGNORECASE,
)
SHORT = re.compile(r"(?:[qh][1-4]\b|fy\s?\d\d\b|[’'‘]\d\d(?!\d))", re.IGNORECASE)
# Words that may stand in a date expression before its trigger; those of INSIDE cannot be its first word.
INSIDE = frozenset(words("of in on to and or at from since after before ago for till until through thru"))
LEADING = frozenset(
    [*NUMBERS, *INSIDE, *KINDS]
    + words("""
        the very early late mid middle earlier later end beginning start close onset outset rest remainder height turn
        latter part greater first last this that these same next past coming current present previous preceding prior
        following latest upcoming nxt
        subsequent succeeding per each every once twice times day week opening closing final
        several few many some couple dozen dozens hundreds thousands circa ca c most good palm ash new st saint april
        labor memorial columbus veterans mother father independence martin luther king presidents groundhog armistice
        earth q h fy ad near distant foreseeable immediate not too calendar financial school academic marketing crop
        w fourth july may us like comparable corresponding workers black cyber international
    """)
    + [word for phrase in APPROX.split("|") for word in phrase.split()]
)  # fmt: skip
REACH, MOST = 72, 9  # characters and words before a trigger that its expression may begin with
JOINING = frozenset(" \n\t\u00a0-–—.,:/’'‘")
LETTERS, DIGIT = 26, 64
CLASSES = bytes(code - 96 if 97 <= code <= 122 else DIGIT if 48 <= code <= 57 else 0 for code in range(256))
FIGURE = frozenset("0123456789")
LONGEST = 15  # letters that are told apart in the table of trigger words
# "the time" alone is none: what must stand before some words that say a time
CALLED_BY = {
    "time": frozenset(words("the that this present same like comparable corresponding")),
    "future": frozenset(words("the near distant recent immediate foreseeable")),
}
PARTICULAR = frozenset(("year", *CALLED_BY, *VERBS))


class Trigger(NamedTuple):
    """A figure or word around which a date may stand, and which rules it calls; kind event: the name begins there."""

    place: int
    kind: str


@cache
def _openings(events: Events) -> np.ndarray:
    """By the first four letters of a word: the lengths that a trigger so beginning can have, as bits."""
    table = np.zeros(27**4, dtype=np.uint16)
    for word in (*KINDS, *(word for word in events.openings if word.isalpha())):
        code = 0
        for letter in (word + "````")[:4]:
            code = code * 27 + ord(letter) - 96
        table[code] |= 1 << min(len(word), LONGEST)
    return table


def triggers(text: str, small: str, events: Events) -> list[Trigger]:
    """Figures and words around which a date may stand, in order. `small` is the text in small letters.

    Words are compared by their first four letters and their length, all at once; only what passes is looked at as a
    word.
    """
    found = _event_names(small, events) if events.elsewhere else []
    for place, end in zip(*_candidates(small, events), strict=True):
        if small[place] in FIGURE:
            figure = FIGURES.match(small, place)
            if small[place] in events.figures and _event_at(small, place, events):
                found.append(Trigger(place, "event"))
            elif figure:
                found.append(Trigger(place, figure.lastgroup or ""))
            elif place and text[place - 1] in BEFORE_SHORT and SHORT.search(small, max(0, place - 3), place + 4):
                found.append(Trigger(place, "short"))
            continue
        word = small[place:end]
        if word in events.openings and _event_at(small, place, events):
            found.append(Trigger(place, "event"))
            continue
        kind = KINDS.get(word)
        if kind is None:
            continue
        if word in PARTICULAR:
            kind = _particular(text, small, place, end)
        if kind:
            found.append(Trigger(place, kind))
    if events.elsewhere:
        found.sort()
    return found


def _particular(text: str, small: str, place: int, end: int) -> str:
    """The kind of a word that is a trigger only in some company, or "": verbs in small letters, "the time", "last
    year’s"."""
    word = small[place:end]
    if word == "year":
        return "year's" if small[end : end + 2] in ("'s", "’s") else "year_unit"
    callers = CALLED_BY.get(word)
    if callers and callers.isdisjoint(small[max(0, place - 16) : place].split()[-1:]):
        return ""
    if text[place:end] in VERBS and not NUMBER_NEAR.search(text, max(0, place - 4), end + 3):
        return ""
    return KINDS[word]


def _candidates(small: str, events: Events) -> tuple[list[int], list[int]]:
    """Where figures and possible trigger words start and end, in order (figures: without an end)."""
    raw = small.encode("latin-1", "replace") + bytes(4)
    classes = np.frombuffer(raw.translate(CLASSES), dtype=np.uint8)
    letter = np.zeros(len(classes) + 1, dtype=bool)
    np.less(classes - np.uint8(1), LETTERS, out=letter[1:])
    edges = np.flatnonzero(letter[1:] != letter[:-1])
    starts, ends = edges[0::2], edges[1::2]
    lengths = ends - starts
    code = classes[starts].astype(np.int32)
    for step in (1, 2, 3):
        code = code * 27 + classes[starts + step] * (lengths > step)
    hits = (_openings(events)[code] >> np.minimum(lengths, LONGEST)) & 1 == 1
    digit = np.zeros(len(classes) + 1, dtype=bool)
    np.equal(classes, DIGIT, out=digit[1:])
    figures = np.flatnonzero(digit[1:] > digit[:-1])
    places = np.concatenate((starts[hits], figures))
    order = np.argsort(places, kind="stable")
    return places[order].tolist(), np.concatenate((ends[hits], figures))[order].tolist()


def _event_at(small: str, place: int, events: Events) -> bool:
    """Whether a word that starts there begins the name of an event."""
    return not (place and small[place - 1].isalnum()) and events.pattern.match(small, place) is not None


def _event_names(small: str, events: Events) -> list[Trigger]:
    """Names of events that begin with neither a Latin letter nor a figure."""
    found = []
    for name in events.elsewhere:
        place = small.find(name)
        while place >= 0:
            found.append(Trigger(place, "event"))
            place = small.find(name, place + len(name))
    return found


def starts(small: str, trigger: int, kind: str, done: int) -> list[int]:
    """Where an expression around a trigger may begin: at the trigger, or at words of dates before it; the farthest
    first."""
    if kind in ALONE:
        return [trigger]
    places = [trigger]
    low = max(done, trigger - REACH)
    glued = kind in ("short", "year") and small[trigger - 1 : trigger].isalpha()
    end = trigger if glued else _word_end(small, trigger, low)
    while end is not None and len(places) <= MOST:
        start = small.rfind(" ", low, end) + 1 or low
        word = small[start:end]
        if not word.isalnum():
            start = end
            while start > low and small[start - 1].isalnum():
                start -= 1
            word = small[start:end]
        if word not in LEADING and not word[0].isdigit():
            break
        if word not in INSIDE:
            places.append(start)
        end = _word_end(small, start, low)
    return [
        place - 1 if place > done and small[place] in FIGURE and small[place - 1] in "’'‘" else place
        for place in reversed(places)
    ]


def _word_end(small: str, place: int, low: int) -> int | None:
    """The end of the word before a place, if at most three joining characters part them."""
    end = place
    while end > low and small[end - 1] in JOINING:
        end -= 1
    return end if end > low and place - end <= 3 and end < place and small[end - 1].isalnum() else None
