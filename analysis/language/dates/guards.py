"""What looks like a date and is none: verbs, names, matches of sport, magazines."""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.language.dates import numbers
from analysis.language.dates.place import PREPOSITIONS, Place, before
from analysis.language.dates.vocabulary import any_of, words

SAID_OF_TIME = before(
    f"{PREPOSITIONS}|last|next|this|every|each|early|late|mid|or|as|about|per|than|via|dated|following|previous|past|coming"
    "|beginning|starting|ending|ended|effective"
)
ALONE = re.compile(r"[-–—(,;:/]\s?$|\A\s*$|\n\s*$|[.!?]”?\s$")
SURELY_TIME = before(f"{PREPOSITIONS}|last|next|this|early|late|mid|every")
SEASON_BEFORE = before("in|this|last|next|by|since|until|during|for|of|all|between|and|or|throughout")
MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
MONTHS_AFTER = re.compile(rf"(?:\s?[-–/&]\s?|\sto\s|\sthrough\s){MONTH}")
NAME_BEFORE = re.compile(r"(?:[A-Z][\w’'-]+|[A-Z]\.)\s$")
OPENER_BEFORE = re.compile(
    rf"\b(?:{'|'.join(word.capitalize() for word in PREPOSITIONS.split('|'))}|Last|Next|This|Early|Late|Mid|Every)\s$"
)
NAME_AFTER = r"\s[A-Z][a-z]+"
SPORT = re.compile(
    r"\b(?:points?|touchdowns?|rebounds?|scored|scoring|game|yards?|quarterback|coach|halftime|field goals?|nba|nfl)\b",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"\b(?:profits?|earnings|earned|net|sales|results?|loss(?:es)?|revenues?|income|output|orders|dividend|fiscal"
    r"|exports|imports|deficit"
    r"|surplus|growth)\b",
    re.IGNORECASE,
)
CLOSED = re.compile(
    r"[.,;:)!?’'”\"]|\Z|\n|\s?[-–—]|\s(?:and|or|of|to|at|in|on|by|for|with|that|he|she|it|we|they|the|an?|his|her|was"
    r"|were|is|will|would|after"
    r"|before|when|while|as|but|from|i|you|there)\b",
    re.IGNORECASE,
)
NAMED_AFTER_DAYS = any_of(words("""
    Times Telegraph Post Mail Express Mirror People Herald Tribune Star Sun Age Palace Olympics Olympic Games School
    Festival Street Fever Bloody
"""))  # fmt: skip
NAMED_DAYS = re.compile(r"\b(?:Good|Black|Ash|Palm|Bloody|Super|Holy|Cyber|Man)\s$")
# "Theresa May 2019", "Mr. March 2"
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Prof|Minister|Secretary|Theresa|Brian)\.?\s\Z")
MESSAGED_AFTER = (
    r"\s*(?:\Z|[.,;:!?)@\n]|(?:morning|afternoon|evening|night|nite|at|and|to|or|through|thru)\b|[-–—/&]|\d)"
)
LASTING = before(
    "for|after|over|within|in|takes?|took|taken|lasted?|lasting|spent|spend|many|past|through|during|of|several|these|two|by|until|be|with"
)
UNCERTAIN_MONTHS = ("may", "march", "april")  # also verbs and names


def _month(place: Place) -> bool:
    name = place.parts["m"].rstrip(".")
    lower, left = name.lower(), place.left()
    if name[0].islower() and ((len(name) < 5 and lower not in ("june", "july")) or lower == "march"):
        return True
    if place.follows(r"\s?\d{1,3}(?:,\d{3})+"):
        return True
    if place.headed:
        return False
    if lower == "august" and name[0].islower():
        return not SURELY_TIME.search(left)
    uncertain = lower in UNCERTAIN_MONTHS or len(lower) < 4 or lower == "sept"
    if uncertain and MONTHS_AFTER.match(place.text, place.end):
        return False
    timed = SAID_OF_TIME.search(left) or ALONE.search(left)
    if uncertain and not (timed if lower == "april" else SURELY_TIME.search(left)):
        return True
    if NAME_BEFORE.search(left) and not OPENER_BEFORE.search(left):
        return True
    if place.follows(r"\sof\s[A-Z]"):
        return True
    named = not SAID_OF_TIME.search(left) or re.search(r"\b(?:to|for|and|by|from)\s$", left) is not None
    return named and place.follows(NAME_AFTER)


def _named_after_month(place: Place) -> bool:
    """Theresa May 2019, Mr. March 2."""
    return place.found[0] in "MAJ" and TITLED.search(place.left()) is not None


def _weekday(place: Place) -> bool:
    name = place.parts["w"].rstrip(".")
    if len(name) < 6:
        which = place.parts.get("which", "")
        if name[0].islower():
            return not which or name in ("sun", "sat")
        if which or before("on|last|next|this|by|until|since").search(place.left()):
            return False
        if place.parts["w"].endswith(".") or place.follows(r"[,.]?\s\d"):
            return False
        said = re.search(r"[a-z\d]\s\Z", place.left()) and place.follows(MESSAGED_AFTER)
        return name == "Sun" or not said
    return place.follows(rf"\s(?:{NAMED_AFTER_DAYS}|Night\s(?:Live|Football))\b") or bool(
        NAMED_DAYS.search(place.left())
    )


def _season(place: Place) -> bool:
    name, left = place.parts["s"], place.left()
    marked = place.headed or place.found.lower().startswith("the ")
    if place.follows(r"\s(?:[A-Z]|(?:in|to|of|short|apart|back|into|off|on|up|from|break)\b)|-"):
        return not marked or place.follows(r"\s(?:in|of)\b|\s[A-Z]")
    if name[0].isupper() and not marked and not place.opens_sentence():
        return not before("in|this|last|next|by|since|until").search(left)
    if name.lower() == "fall" and marked and not place.headed:
        return not before("in|by|during|since|until|of|for|throughout").search(left)
    return not (marked or SEASON_BEFORE.search(left))


def _nth(place: Place) -> bool:
    timed = place.headed or before(
        "on|by|until|till|since|from|before|after|of|to|through|and|between|around|about"
    ).search(place.left())
    return not (timed and CLOSED.match(place.text, place.end))


def _quarter(place: Place) -> bool:
    """The fourth quarter of a match, a quarter-final."""
    return place.follows(r"-[a-z]|\smoon") or SPORT.search(place.around(150, 100)) is not None


def _half(place: Place) -> bool:
    """The first half of a year where money is spoken of; otherwise of a match."""
    near = place.around(120, 80)
    return not MONEY.search(near) or bool(SPORT.search(near)) or place.follows(r"\sof\s")


def _unit(place: Place) -> bool:
    """ "the year" alone means a date after "the end of", or after a preposition and before a stop."""
    if place.parts.get("which"):
        return place.parts["which"].lower().split()[-1] not in ("this", "next") and place.follows(r"\s(?:that|of)\b")
    if place.follows(rf"\s(?:to|ended|ending|through)\s(?:the end of )?(?:\d\d?\s)?{MONTH}"):
        return True  # "the year to March 2021" ends, and is not, this year
    if place.headed:
        return False
    if place.follows(r"\s(?:of|that|when|before|after|he|she|it|they|we|I|the)\b|[-–]"):
        return True
    if place.parts["unit"].lower() == "weekend":
        return False
    timed = place.parts["unit"].lower() in ("year", "quarter", "month", "week") and before(
        "for|in|during|of|over"
    ).search(place.left())
    return not (timed and place.follows(r"[.,;:)]|\Z|\n|\s(?:to|from|and|as|by)\b"))


def _set(place: Place) -> bool:
    """The Daily Telegraph is no set; Mondays are one."""
    named = place.found[0].isupper() and not place.found.lower().endswith("days")
    return named and (not place.opens_sentence() or place.follows(r"\s[A-Z]"))


def _duration(place: Place) -> bool:
    """Three quarters of a thing, "a day when", and years that are not counted and do not last."""
    counted = place.parts.get("n", "").lower()
    if not counted:
        return not (LASTING.search(place.left()) or place.follows(r"\sof\b") or place.opens_sentence())
    single = counted in ("a", "an", "one", "some")
    if place.parts["unit"].lower() == "quarter":
        return single or place.follows(r"\sof\b|s\sof\b")
    return single and place.follows(r"\s(?:when|that|where)\b")


# By rule: whether the phrase that it found is something else.
CHECKS: dict[str, Callable[[Place], bool]] = {
    "day_in_figures": numbers.fraction,
    "dmy_short": lambda place: place.parts["sep"] == "-" and (len(place.parts["a"]) < 2 or len(place.parts["b"]) < 2),
    "year": numbers.counts,
    "years": numbers.measures,
    "ordinal_date": numbers.docketed,
    "month_year": _named_after_month,
    "month_day": _named_after_month,
    "month_day_year": _named_after_month,
    "short_year": numbers.short_number,
    "spoken_year": numbers.said_number,
    "era": lambda place: not re.sub(r"[^A-Za-z]", "", place.found).isupper(),
    "date_in_era": lambda place: not place.parts["era"].isupper(),
    "clock": lambda place: re.search(r"[A-Za-z]", place.found) is None,
    "month": _month,
    "which_month": lambda place: place.parts["m"][0].islower(),
    "weekday": _weekday,
    "weekday_nth": lambda place: CLOSED.match(place.text, place.end) is None,
    "season": _season,
    "nth": _nth,
    "quarter_alone": _quarter,
    "half_alone": _half,
    "which_unit": _unit,
    "century": lambda place: "Century" in place.found and place.follows(NAME_AFTER),
    "set": _set,
    "duration": _duration,
    "vague": lambda place: place.follows(r"-(?!day)"),
}  # fmt: skip
