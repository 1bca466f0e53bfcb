"""Figures that count, price or number things, and names that hold a year: what looks like a year and is none."""

from __future__ import annotations

import re

from analysis.language.dates.place import PREPOSITIONS, Place, before
from analysis.language.dates.vocabulary import MONTHS, any_of, words

THINGS = any_of(words("""
    people men women children soldiers troops workers employees jobs deaths dead casualties victims prisoners refugees
    members residents students voters votes vehicles cars trucks buses ships aircraft planes tanks guns units homes
    houses buildings pieces copies tons tonnes pounds ounces barrels bushels gallons litres liters acres hectares
    miles meters metres feet yards inches kilometers kilometres km kg mm cm mph hp MW GW kW dollars yuan euros cents
    francs marks yen rupees points shares percent square cubic calories GMT UTC hours hrs years days weeks months
    minutes times seats rooms pages words degrees megawatts horsepower infantry cavalry cc rpm px dpi bit bits bytes
    volts watts kcal ml
"""))  # fmt: skip
QUALITY = r"(?:(?:more|or so|other|new|additional|armed|[a-z]+ese|[a-z]+ian)\s)?"
ROADS = "Avenue|Ave|Street|St|Road|Rd|Boulevard|Blvd|Place|Drive|Lane|Square|Court|Way"
COUNTED = re.compile(
    rf"(?:\s+|-){QUALITY}(?:{THINGS}|per cent)\b|\s?[%°]|\s(?:[A-Z][\w.’'-]*\s){{1,3}}(?:{ROADS})\b"
    rf"|\s?(?:to|and|or|[-–—])\s?\d[\d,]*(?:\s|-)(?:{THINGS})\b"
)
NUMBERED = re.compile(
    r"(?:\b(?:model|room|suite|nos?\.?|number|pages?|pp?\.|flight|route|highway|interstate|box|channel|section"
    r"|article|chapter|vol\.?"
    r"|some|only|nearly|almost|least|most|approximately|roughly|total of|isbn|rs\.?|us|unit|area|building|apt\.?|lot"
    r"|line|psalm|verse|windows|iso(?:[/-]iec)?|iec|rfc|versions?|ver\.?)"
    r"|[$€£¥#§+=@&_*\\~])\s?$",
    re.IGNORECASE,
)
# what a telephone number begins with, and its groups of figures so far
DIALLED = re.compile(
    r"(?:\b(?:(?:tele)?(?:phone|fax)|tel|mobile|cell|hotline|whatsapp)\b\.?(?: (?:no\.?|numbers?))?(?: ?:)? ?"
    r"|\b(?:call|dial|ring|text)(?: us)?(?: (?:at|on))? |(?<!\w)(?=\+\d{2,3}[ (-]|\(0\d+\)))"
    r"(?P<groups>[+\d() .-]{0,24})\Z",
    re.IGNORECASE,
)
GROUPS = re.compile(r"(?:[ -]\d{2,})*")
LONG = 7  # figures that a telephone number has at least
PLURAL = re.compile(r"\s+[a-z]{3,}(?<!s)s\b(?!\s(?:was|were|that))|\s+[a-z]+-[a-z]+\s+[a-z]{3,}s\b")
# "for 1240 new homes", "to 1240 households": what no year of these centuries is followed by
ODD_PLURAL = re.compile(r"\s+(?:[a-z-]+\s+)?[a-z]{3,}(?<!s)s\b")
SAID_OF_YEAR = before(r"in|since|until|before|after|during|year")
ORDINAL_BEFORE = re.compile(
    r"(?:\A|\n|[(\[:;,]\s?|\b(?:on|dated?|day|from|to|until|since|by|in|and)\s)\Z", re.IGNORECASE
)
# programs that are called by a year
PROGRAM = re.compile(
    r"\b(?:Office|Excel|Word|PowerPoint|Outlook|Access|Visio|Studio|Server|SharePoint|AutoCAD|Acrobat|Photoshop"
    r"|FIFA)\s\Z"
)
# meetings and plans that are called by a year, wherever they stand
OCCASION = re.compile(r"\b(?:Expo|COP|Euro|Eurovision|Vision|Agenda|Horizon|Mission|Europe|G7|G8|G20|CES|SXSW|RSA)\s\Z")
DETERMINED = re.compile(
    rf"(?:\b(?:{PREPOSITIONS}|the|an?|its|his|her|their|our|my|this|that|or|than|over|late|early|mid|with|at"
    rf"|[a-z]+['’]s)\s"
    r"|[-–—(\[,;:“\"/]\s?|\A|\n)$",
    re.IGNORECASE,
)
SAID_OF_TIME = before(rf"{PREPOSITIONS}|year")
FIRST_SURE, LAST_SURE = 1500, 2100  # outside these, a number is a year only after a preposition
NOUN_AFTER = re.compile(
    r"\s(?!(?:was|were|is|are|has|had|have|will|would|can|could|may|and|or|in|at|on|of|for|to|by|with|from|as|that"
    r"|which|who|when"
    r"|while|after|before|but|not|also|took|takes|began|begins|held|opened|opens|ended|ends)\b)[a-z]"
)
NAME = re.compile(r"(?:^|[\s“\"'‘(])((?:[A-Z][\w’'&.-]*\s)*[A-Z][\w’'&-]*(?<![’']s))\s$")
# capitalised words after which a year is a date all the same
NO_NAME = frozenset(
    words("""
        In On By Since Before After Until Till During From Between And But Early Late Mid Of For The At To Or Circa
        Around About Through Spring Summer Autumn Fall Winter Year Years Fiscal Jan Feb Mar Apr Jun Jul Aug Sept Sep
        Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday When As While With That This Its His Her
        Their If So Copyright Updated Published Posted Born Died Founded Established Later Earlier Approximately Not
        Over Under Back Again Christmas Easter Thanksgiving Quarter Half Q1 Q2 Q3 Q4
    """)
    + [name.capitalize() for name in MONTHS]
)  # fmt: skip


def counts(place: Place) -> bool:
    """Whether a number of four figures counts or numbers things: "2030 vehicles", "room 2024", "1600 Pennsylvania
    Avenue"."""
    value, left = int(place.parts["year"]), place.left()
    if telephone(place) or PROGRAM.search(left) or place.follows(r"-\d{3}(?!\d)"):
        return True
    if COUNTED.match(place.text, place.end) or (NUMBERED.search(left) and not place.headed):
        return True
    if PLURAL.match(place.text, place.end) and not place.headed and not DETERMINED.search(left):
        return True
    if not FIRST_SURE <= value <= LAST_SURE and ODD_PLURAL.match(place.text, place.end):
        return not SAID_OF_YEAR.search(left)
    return not (FIRST_SURE <= value <= LAST_SURE or place.headed or SAID_OF_TIME.search(left))


def measures(place: Place) -> bool:
    """Whether two numbers joined by a dash count something: "1500-2000 people", "pages 1984-1986"."""
    numbered = NUMBERED.search(place.left()) is not None and place.found[0].isdigit()
    return numbered or COUNTED.match(place.text, place.end) is not None or telephone(place)


def docketed(place: Place) -> bool:
    """Whether figures such as 2021-064 number a paper; a day of the year is said to be one, or stands alone."""
    return not ORDINAL_BEFORE.search(place.left())


def telephone(place: Place) -> bool:
    """Whether figures are part of a telephone number: "call +86 21 2021 2022", "Telephone: 2021 2022"."""
    following = GROUPS.match(place.text, place.end)
    on = following[0] if following else ""
    found = DIALLED.search(place.left(48))
    if not found:
        return False
    return sum(map(str.isdigit, found["groups"] + place.found + on)) >= LONG


def fraction(place: Place) -> bool:
    """1/2 is a fraction: it is a day only after a preposition of time, and not before a noun."""
    timed = re.search(
        r"\b(?:on|since|until|till|by|before|after|from|dated|through|due)\s(?:the\s)?$|day,?\s$",
        place.left(),
        re.IGNORECASE,
    )
    return not timed or place.follows(r"\s?(?:%|of\b|[a-z]+s\b)") or place.found in ("24/7", "50/50", "9/11")


def said_number(place: Place) -> bool:
    """ "nineteen ninety six" is said of a time, "two thousand men" is not."""
    closed = place.follows(r"\s?[.,;:)?!]|\Z|\n|\s(?:and|to|the|a|when|we|I|he|she|it|they|was|that|with|as|by|for)\b")
    return not place.headed and not (closed and SAID_OF_TIME.search(place.left()))


def short_number(place: Place) -> bool:
    """’68 is a year where it is said of a time."""
    return not re.search(rf"\b(?:{PREPOSITIONS}|late|early)\s$", place.left(), re.IGNORECASE)


def inside_name(text: str, start: int, end: int) -> bool:
    """Whether a year ends a name, capitalised words that do not open a sentence: "Global Initiative 2021".

    "The U.S. 1988 budget" is no such name: a noun follows.
    """
    if OCCASION.search(text, max(0, start - 16), start):
        return True
    if NOUN_AFTER.match(text, end):
        return False
    found = NAME.search(text[max(0, start - 60) : start])
    if not found:
        return False
    names = found[1].split()
    if names[-1].rstrip(".") in NO_NAME:
        return False
    return len(names) > 1 or not Place(text, start - len(names[0]) - 1, start, {}).opens_sentence()
