"""What a line above a text is: a date line, a byline, a label of the page, or the name of the house that issues it."""

import re

from analysis.documents.cleaning.pages import Line

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
DATE = (
    rf"(?:\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}"
    rf"|{_MONTH} ?{_DAY}(?:,? \d{{4}})?|{_DAY} (?:of )?{_MONTH}(?:,? \d{{4}})?|{_MONTH},? \d{{4}})"
)
_TIME = (
    r"(?:T?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:[ap]\.?m\.?)?(?:Z|[+-]\d{2}:?\d{2}| [+-]\d{4})?"
    r"(?: ?(?:GMT|UTC|BST|CES?T|ET|ES?T|EDT|PS?T|PDT|BJT|Beijing Time))?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b\.?"
_LABEL = (
    r"(?:first |last )?(?:published|updated|posted|released?|issued|modified|date(?: of (?:issue"
    r"|publication|release))?|time|release time|publish(?:ed)? time|created)(?: on| at| by)?"
)
_DATED = re.compile(DATE, re.IGNORECASE)
_LABELLED = re.compile(rf"{_LABEL}\b", re.IGNORECASE)
_OF_A_DATE = re.compile(rf"\b{_LABEL}\b|{DATE}|{_TIME}|{_WEEKDAY}", re.IGNORECASE)
_SMALL = set("by of the in at and for on from source author editor de van von der with no min read via".split())  # noqa: SIM905
_BYLINE = re.compile(
    r"(?:by|written by|story by|text by|words by|authors?:|reporters?:|editors?:|sources?:|from:|to:|cc:|interviewer:"
    r"|interview:|interview by|compiled by|translated by|correspondent:|issued by:?|speaker:|venue:|location:)"
    r"\s+(.{2,120})$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:for immediate release|(?:[\w ]{1,40} [-–|] )?(?:press|news|media) (?:releases?"
    r"|statement)(?: (?:no\.?|nr\.?|number) ?[\w/.-]{1,12})?"
    r"|embargoed\b.{0,60}|check against delivery|\(?as (?:prepared|written) for delivery\)?"
    r"|\(?as delivered\)?|\(?transcript\)?"
    r"|\d+ min(?:ute)?s? read|speech|statement|communiqu[eé]"
    r"|(?:from|date|(?:first |last )?(?:published|updated)|posted(?: on)?|authors?|source):?)[.!]?",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"(?:the |royal |federal )*(?:\w*ministerium|embassy|consulate(?:[ -]general)?|high commission|ministry|department"
    r"|office|delegation|permanent mission|government|secretariat)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*")


def is_date_line(line: Line) -> bool:
    """A date, with its time, place, label or source; nothing that is said about it.

    >>> [is_date_line(Line(0, len(text), text, 0)) for text in ("Beijing, 22 April 2021", "In April 2021 he left")]
    [True, False]
    """
    if len(line.text) > 120 or not _DATED.search(line.text):
        return False
    rest = _NAME.findall(_OF_A_DATE.sub(" ", line.text))
    return len(rest) <= 8 and all(word[0].isupper() or word.lower().strip(".") in _SMALL for word in rest)


def is_labelled_date(line: Line) -> bool:
    """A date line that says what date it is: "Last updated 5 May 2023"."""
    return is_date_line(line) and bool(_LABELLED.match(line.text))


def is_byline(line: Line) -> bool:
    """Who wrote the text, or where it comes from; never a sentence such as "By 2030 all will be done"."""
    match = _BYLINE.match(line.text)
    if not match or line.text[-1] in ".,:;?!":
        return False
    words = _NAME.findall(match[1])
    return 0 < len(words) <= 14 and all(word[0].isupper() or word.lower() in _SMALL or "." in word for word in words)


def is_furniture(line: Line) -> bool:
    """A label of the page: "FOR IMMEDIATE RELEASE", "(As delivered)"."""
    return bool(_FURNITURE.fullmatch(line.text))


def is_house(line: Line) -> bool:
    """The name of an embassy or a ministry, which stands above the title and is none."""
    words = _NAME.findall(line.text)
    named = all(word[0].isupper() or word.lower() in _SMALL or word in ("für", "des") for word in words)
    return bool(_HOUSE.match(line.text)) and named and len(words) <= 14
