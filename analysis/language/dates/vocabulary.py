"""The words that date expressions are made of, and the numbers behind them."""

from __future__ import annotations

import re


def words(text: str) -> list[str]:
    """A word list, written as text."""
    return text.split()


MONTHS = words("january february march april may june july august september october november december")
WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
SEASONS = {"spring": 0, "summer": 1, "autumn": 2, "fall": 2, "winter": 3}
SMALL = words("""
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
""")
TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
ORDINALS = words("""
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth
""")
DECADES = words("twenties thirties forties fifties sixties seventies eighties nineties")
NUMBERS = {word: value for value, word in enumerate(SMALL, 1)} | {
    word: 10 * value for value, word in enumerate(TENS, 2)
}
NUMBERS |= {word: value for value, word in enumerate(ORDINALS, 1)} | {"twentieth": 20, "thirtieth": 30}
NUMBERS |= {"a": 1, "an": 1, "one": 1, "another": 1, "couple": 2, "dozen": 12, "hundred": 100, "final": 4, "last": 4}
# days as short messages write them
MESSAGED = {
    **dict.fromkeys(words("tmrw tmw tmr tmrow tomoz tommorow tommorrow tomorow 2morrow 2moro 2mrw"), "tomorrow"),
    **dict.fromkeys(words("tonite 2nite 2night 2nyt tonigt"), "tonight"),
    "2day": "today",
}
UNIT_NAMES = {
    "wknd": "weekend",
    "wkd": "weekend",
    "wkend": "weekend",
    "wk": "week",
    "yr": "year",
    "hr": "hour",
    "centurie": "century",
}
DIGITS = re.compile(r"\d+")


def number(text: str) -> int:
    """A cardinal or ordinal below 1,000, in figures or words; 0 where the words name no number.

    >>> number("twenty-one"), number("31st"), number("a couple of"), number("several")
    (21, 31, 2, 0)
    """
    figures = DIGITS.search(text)
    if figures:
        return int(figures[0])
    total = 0
    for part in re.split(r"[\s-]+", text.lower()):
        value = NUMBERS.get(part, 0)
        total = value if part in ("couple", "dozen") else total + value
    return total


def spoken_year(text: str) -> int:
    """A year as it is said.

    >>> spoken_year("nineteen ninety-six"), spoken_year("two thousand and five"), spoken_year("eighteen hundred")
    (1996, 2005, 1800)
    """
    first, *rest = text.lower().replace("-", " ").split()
    if first == "two":
        return 2000 + number(" ".join(rest[1:]))
    return 100 * NUMBERS[first] + number(" ".join(word for word in rest if word not in ("hundred", "and", "oh")))


def month_number(name: str) -> int:
    """1 to 12 by the first three letters.

    >>> month_number("Sept.")
    9
    """
    return next(place for place, full in enumerate(MONTHS, 1) if full.startswith(name.lower()[:3]))


def weekday_number(name: str) -> int:
    """0 to 6, Monday to Sunday, by the first two letters.

    >>> weekday_number("Thurs.")
    3
    """
    return next(place for place, full in enumerate(WEEKDAYS) if full.startswith(name.lower()[:2]))


def any_of(words: list[str] | tuple[str, ...]) -> str:
    """Words as alternatives of a pattern, longer ones first."""
    return "|".join(sorted(words, key=len, reverse=True))


APPROX = (
    "about|around|nearly|almost|over|more than|less than|fewer than|at least|at most|up "
    "to|some|roughly|approximately|only|just|"
    "under|close to|well over|as many as"
)
CARDINAL = rf"(?:(?:{'|'.join(TENS)})(?:[ -](?:{any_of(SMALL[:9])}))?|(?:{any_of(SMALL)})|a hundred|one hundred)\b"
ORDINAL = rf"(?:(?:(?:twenty|thirty)[ -])?(?:{any_of(ORDINALS)})|twentieth|thirtieth)\b"
TEN_UP = rf"(?:(?:{'|'.join(TENS)})(?:[ -](?:{any_of(SMALL[:9])}))?|(?:{any_of(SMALL[9:])}))"
SPOKEN_YEAR = (
    rf"(?:(?:seventeen|eighteen|nineteen|twenty) (?:hundred(?: (?:and )?(?:{TEN_UP}|{any_of(SMALL[:9])}))?|{TEN_UP}"
    rf"|oh[ -](?:{any_of(SMALL[:9])}))"
    rf"|two thousand(?: (?:and )?(?:{TEN_UP}|{any_of(SMALL[:9])}))?)\b"
)
YEAR = r"(?:1\d|20|21)\d\d(?!\d|%|[.,]\d)"
WHICH = (
    r"(?:that same|the same|same|this past|this coming|this|that|these|last|next|past|coming|current|present|previous"
    r"|preceding|prior|following|latest|upcoming|nxt|"
    r"year-ago|year-earlier)"
)
AM_PM = r"(?:am\b|pm\b|[ap]\.\s?m\.)"
FISCAL = r"(?:fiscal|financial|calendar|school|academic|marketing|crop)"

PIECES = {
    "month": rf"(?:(?:{'|'.join(MONTHS)})\b|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:\b|(?=\d))\.?)",
    "weekday": rf"(?:(?:{'|'.join(WEEKDAYS)})\b|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?)",
    "season": r"(?:spring|summer|autumn|fall|winter)(?:time)?\b",
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?!\d|[.,]\d|%|(?:st|nd|rd|th)\b|:\d)",
    "nth": rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|d)\b|{ORDINAL})",
    "year": YEAR,
    "yearlike": (
        rf"(?:the year {YEAR}|{SPOKEN_YEAR}|{FISCAL}[ -](?:year )?(?:{YEAR}|[’'‘]\d\d\b)|{YEAR}|[’'‘]\d\d(?![\d’'s])"
        rf"|(?:the )?{WHICH} (?:{FISCAL} )?year\b|the year\b(?! (?:of|that|before|after|{YEAR})))"
    ),
    "spoken_year": SPOKEN_YEAR,
    "which": WHICH,
    "fiscal": FISCAL,
    "ordinal": r"(?:first|second|third|fourth|1st|2nd|3rd|4th|final|last)",
    "decade_word": rf"(?:{'|'.join(DECADES)})\b",
    "quantity": (
        rf"(?:(?:{APPROX}) )*(?:\d{{1,3}}(?:,\d{{3}})?(?:\.\d+)?(?:(?: to | or | ?[-–] ?)\d{{1,3}})?\b"
        rf"|{CARDINAL}(?: and a half)?(?: (?:to|or) {CARDINAL})?"
        r"|(?:a )?couple(?: of)?|a few|few|several|many|some|a dozen|dozens of|hundreds of|thousands of|half an?"
        r"|another|an?\b)"
    ),
    "number": rf"(?:\d{{1,3}}\b|{CARDINAL}|an?\b|a couple(?: of)?)",
    "unit": r"(?:day|wk|yr|week|month|quarter|year|decade|centur(?:y|ie))",
    "any_unit": r"(?:second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|centur(?:y|ie)"
                r"|season|semester|hr|wk|yr)",
    "daypart": r"(?:morning|afternoon|evening|night|midday|noon|midnight|dawn)",
    "clock": (
        rf"(?:(?:[01]?\d|2[0-4])(?::[0-5]\d){{1,2}}(?:\.\d+)?(?:\s?{AM_PM})?|(?:1[0-2]"
        rf"|0?[1-9])(?:\.[0-5]\d)?\s?{AM_PM})(?:\s?h(?:ou)?rs?\b)?"
        r"(?:\s\(?(?:gmt|utc|est|edt|et|pt|pst|pdt|cst|cdt|bst|cet|cest|local time)\b\)?)?"
    ),
}  # fmt: skip
