"""The grammar of English date expressions: named pieces, and a table of the phrases that they make.

A pattern is written with its pieces in braces; `{month}` also captures what it matched under that name. One space stands for one or
two white spaces or a line break, never for an empty line. Rules are tried in the order of the table at each place of the text.
"""

from __future__ import annotations

import re

MONTH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASON_NAMES = {"spring": 0, "summer": 1, "autumn": 2, "fall": 2, "winter": 3}
SMALL = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ORDINAL_WORDS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"]

GAP = r"\s{1,2}+(?<!\n\n)"

PIECES = {
    "month": r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?",
    "weekday": r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b\.?",
    "season": r"(?:spring|summer|autumn|fall|winter)\b",
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?!\d|[.,]\d|%)",
    "nth": r"(?:3[01]|[12]\d|0?[1-9]) ?(?:st|nd|rd|th)\b",
    "year": r"(?:1\d|20|21)\d\d(?!\d|[.,]\d|%)",
    "number": rf"(?:\d{{1,3}}|(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(SMALL[:9])}))?|{'|'.join(sorted(SMALL, key=len, reverse=True))}|an?)",
    "unit": r"(?:day|week|month|quarter|year|decade)",
    "ordinal": r"(?:first|second|third|fourth|1st|2nd|3rd|4th)",
    "time": r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?: ?[ap]\.?m\b\.?)?",
}

Rule = tuple[str, str]
RULES: list[Rule] = [
    # dates in figures
    ("iso", r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?!\d|-\d)(?:[T ,]{1,2}{time})?"),
    ("chinese", r"(?P<y>\d{4}) ?年(?: ?(?P<m>\d\d?) ?月(?: ?(?P<d>\d\d?) ?[日号])?)?"),
    # days with a month's name
    ("month_day_year", r"(?:{weekday},? )?{month} (?:the )?(?:{nth}|{day}),? (?:of )?{year}(?:,? {time})?"),
    ("day_month_year", r"(?:{weekday},? )?(?:the )?(?:{nth}|{day})(?: of)? {month},? (?:of )?{year}(?:,? {time})?"),
    ("month_year", r"{month},? (?:of )?{year}"),
    ("month_day", r"(?:{weekday},? )?{month} (?:the )?(?:{nth}|{day})"),
    ("day_month", r"(?:{weekday},? )?(?:the )?(?:{nth}|{day})(?: of)? {month}"),
    # parts of years
    (
        "quarter",
        r"(?:the )?{ordinal}[ -]quarter(?: (?:of |in )?(?:{year}|(?P<which>this|last|next|the same|that|the) year))?",
    ),
    ("half", r"(?:the )?{ordinal}[ -]half (?:of |in )?(?:{year}|(?P<which>this|last|next|the same|that|the) year)"),
    ("season_year", r"(?:the )?{season} (?:of )?{year}"),
    # by reference
    ("yesterday", r"(?:yesterday|today|tomorrow|tonight)\b"),
    ("ago", r"{number}[ -]{unit}s? (?:ago|earlier|later)\b"),
    ("which_unit", r"(?:(?P<part>earlier|later|early|late) )?(?P<which>last|this|next) {unit}\b"),
    ("in_the_day", r"(?:earlier|later) in the day\b"),
    ("same_day", r"(?:the same|that same|that) day\b"),
    ("which_weekday", r"(?P<which>last|this|next) {weekday}"),
    ("weekday_alone", r"{weekday}"),
    ("month_alone", r"{month}"),
    ("the_nth", r"the {nth}(?! [a-z]*(?:century|anniversary|floor|street|avenue|congress|place))"),
    ("year_alone", r"{year}"),
    # what stays off timelines
    ("set", r"(?:every|each)(?: single)? {unit}\b"),
    ("duration", r"{number}[ -]{unit}s?\b"),
    ("vague", r"(?:in )?the (?:near )?(?:future|past)\b|nowadays\b|recently\b|currently\b"),
]


def compile_pattern(pattern: str, *, named: bool) -> str:
    """The regular expression of a rule; pieces are captured only where named."""
    for name, piece in PIECES.items():
        pattern = pattern.replace("{" + name + "}", f"(?P<{name}>{piece})" if named else f"(?:{piece})", 1).replace(
            "{" + name + "}", f"(?:{piece})"
        )
    if not named:
        pattern = pattern.replace("(?P=sep)", r"[-/.]")
        pattern = re.sub(r"\(\?P<\w+>", "(?:", pattern)
    return re.sub(r" (?![?*+{])", lambda _: GAP, pattern).replace(" ?", r"\s?")


MASTER = re.compile(
    r"(?<![\w.,:/$€£-])(?:"
    + "|".join(f"(?P<rule_{name}>{compile_pattern(pattern, named=False)})" for name, pattern in RULES)
    + r")(?!\w)",
    re.IGNORECASE,
)
COMPILED = {f"rule_{name}": re.compile(compile_pattern(pattern, named=True), re.IGNORECASE) for name, pattern in RULES}
