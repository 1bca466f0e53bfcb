"""What looks like a date and is none: quantities, addresses, names, verbs."""

from __future__ import annotations

import re

QUANTITIES = (
    "people|men|women|children|soldiers|troops|workers|employees|jobs|deaths|dead|casualties|victims|prisoners|refugees|members|residents|"
    "students|voters|votes|vehicles|cars|trucks|buses|ships|aircraft|planes|tanks|guns|units|homes|houses|buildings|pieces|copies|"
    "tons|tonnes|pounds|ounces|barrels|bushels|gallons|litres|liters|acres|hectares|miles|meters|metres|feet|yards|inches|kilometers|"
    "kilometres|km|kg|mm|cm|mph|hp|MW|GW|kW|dollars|yuan|euros|cents|francs|marks|yen|rupees|points|shares|percent|per cent|square|cubic|calories|"
    "GMT|UTC|hours|hrs|years|days|weeks|months|minutes|times|seats|rooms|pages|words|degrees|megawatts|horsepower|infantry|cavalry"
)
AFTER_NUMBER = re.compile(
    rf"(?:\s|-)(?:(?:more|or so|other|new|additional|armed|[a-z]+ese|[a-z]+ian)\s)?(?:{QUANTITIES})\b|\s?[%°]|\s(?:[A-Z][\w.’'-]*\s){{1,3}}(?:Avenue|Ave|Street|St|Road|Rd|Boulevard|Blvd|Place|Drive|Lane|Square|Court|Way)\b"
)
RANGE_OF_NUMBERS = re.compile(rf"\s?(?:to|and|or|[-–—])\s?\d[\d,]*(?:\s|-)(?:{QUANTITIES})\b")
BEFORE_NUMBER = re.compile(
    r"(?:\b(?:model|room|suite|no\.?|nos\.?|number|page|pages|pp\.?|p\.|flight|route|highway|box|channel|section|article|chapter|vol\.?|some|about \d+ of|only|total of|isbn|rs\.?|nearly|almost|"
    r"least|most|approximately|roughly|interstate|us|unit|area|building|apt\.?|lot|line|psalm|verse)|[$€£¥#+=@&_*\\~])\s?$",
    re.IGNORECASE,
)
PLURAL_AFTER = re.compile(r"\s[a-z]{3,}(?<!s)s\b(?!\s(?:was|were|that))|\s[a-z]+-[a-z]+\s[a-z]{3,}s\b")
DETERMINED = re.compile(
    r"(?:\b(?:the|a|an|in|of|since|by|until|till|from|for|during|after|before|its|his|her|their|our|my|this|that|to|and|or|through|around|circa|than|between|over|on|late|early|mid|with|at|[a-z]+’s|[A-Za-z]+'s)\s|[-–—(\[,;:“\"/]\s?|\A|\n)$",
    re.IGNORECASE,
)
NAME = re.compile(r"(?:^|[\s“\"'‘(])((?:[A-Z][\w’'&.-]*\s)*[A-Z][\w’'&-]*(?<![’']s))\s$")
NO_NAME = frozenset(
    ["In", "On", "By", "Since", "Before", "After", "Until", "Till", "During", "From", "Between", "And", "But", "Early", "Late", "Mid", "Of", "For", "The", "At", "To", "Or", "Circa", "Around", "About", "Through", "Spring", "Summer", "Autumn", "Fall", "Winter", "Year", "Years", "Fiscal", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "When", "As", "While", "By", "With", "That", "This", "Its", "His", "Her", "Their", "If", "So", "Copyright", "Updated", "Published", "Posted", "Born", "Died", "Founded", "Established", "Later", "Earlier", "Approximately", "Not", "Over", "Under", "Back", "Again", "Christmas", "Easter", "Thanksgiving", "Quarter", "Half", "Q1", "Q2", "Q3", "Q4"]
)  # fmt: skip
TIME_BEFORE = re.compile(
    r"\b(?:in|since|until|till|by|of|during|from|to|through|between|and|before|after|for|around|about|last|next|this|every|each|early|late|mid|mid-|on|or|throughout|"
    r"as|beginning|starting|ending|effective|via|than|per|ended|ending|until|dated|late-|early-|following|previous|past|coming)[\s-]$|[-–—(,;:/]\s?$|\A\s*$|\n\s*$|[.!?]”?\s$",
    re.IGNORECASE,
)
SPORT = re.compile(
    r"\b(?:points?|touchdowns?|rebounds?|scored|scoring|game|yards?|quarterback|coach|halftime|field goals?|nba|nfl|led \d+-\d+)\b",
    re.IGNORECASE,
)
MONTHS_AFTER = re.compile(r"(?:\s?[-–/&]\s?|\sto\s|\sthrough\s)(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
MONEY = re.compile(
    r"\b(?:profits?|earnings|earned|net|sales|results?|loss(?:es)?|revenues?|income|output|orders|dividend|fiscal|exports|imports|deficit|surplus|growth)\b",
    re.IGNORECASE,
)
NTH_AFTER = re.compile(
    r"[.,;:)!?’'”\"]|\Z|\n|\s(?:and|or|of|to|at|in|on|by|for|with|that|he|she|it|we|they|the|a|an|his|her|was|were|is|will|would|after|before|when|while|as|but|from|i|you|there)\b|\s?[-–—]",
    re.IGNORECASE,
)
NTH_BEFORE = re.compile(
    r"\b(?:on|by|until|till|since|from|before|after|of|to|through|and|between|around|about)\s$", re.IGNORECASE
)
TITLES = re.compile(r"(?:[A-Z][\w’'-]+|[A-Z]\.)\s$")
OPENERS = re.compile(
    r"\b(?:In|Since|Until|Till|By|Of|During|From|Last|Next|This|Early|Late|Mid|On|Before|After|For|Through|And|To|Every|Between|Through)\s$"
)
PUBLICATIONS = re.compile(
    r"\s(?:Times|Telegraph|Post|Mail|Express|Mirror|People|Herald|Tribune|Star|Sun|Age|Night\s(?:Live|Football)|Palace|Olympics?|Olympic|Games|School|Festival|Street|Fever|Bloody)\b"
)
SENTENCE_START = re.compile(r"(?:\A|\n|[.!?:]\s|[“\"‘(–—-]\s?)\s*$")


def not_a_date(text: str, start: int, end: int, rule: str, parts: dict[str, str], *, headed: bool = False) -> bool:
    """Whether the phrase that a rule found at text[start:end] is something else."""
    check = CHECKS.get(rule)
    return bool(check and check(text, start, end, parts, headed))


def _before(text: str, start: int, reach: int = 24) -> str:
    return text[max(0, start - reach) : start]


def _year(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    value, before = int(parts["year"]), _before(text, start)
    if (
        AFTER_NUMBER.match(text, end)
        or RANGE_OF_NUMBERS.match(text, end)
        or (BEFORE_NUMBER.search(before) and not headed)
    ):
        return True
    determined = headed or bool(DETERMINED.search(before))
    if PLURAL_AFTER.match(text, end) and not determined:
        return True
    return (
        (value < 1500 or value > 2100)
        and not headed
        and not re.search(
            r"\b(?:in|since|by|until|till|from|to|of|year|after|before|during|and|circa|between|around)\s$",
            before,
            re.IGNORECASE,
        )
    )


def _month(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    name, before = parts["m"], _before(text, start)
    if (name[0].islower() and (len(name) < 4 or name in ("march", "sept") or name.startswith("may"))) or re.match(
        r"\s?\d{1,3}(?:,\d{3})+", text[end : end + 8]
    ):
        return True
    short = len(name.rstrip(".")) <= 4 or name.lower() in ("march", "april", "sept.")
    if headed:
        return False
    if name == "august" and not re.search(r"\b(?:in|between|since|until|last|this|next|by)\s$", before):
        return True
    if short and MONTHS_AFTER.match(text, end):
        return False
    if short and name.rstrip(".").lower() not in ("june", "july"):
        timed = (
            TIME_BEFORE.search(before)
            if name.lower() in ("april",)
            else re.search(
                r"\b(?:in|since|until|till|by|of|during|from|to|through|last|next|this|for|early|late|mid|mid-|every|between|and|before|after)[\s-]$",
                before,
                re.IGNORECASE,
            )
        )
        if not timed:
            return True
    named_before = TITLES.search(before) and not OPENERS.search(before)
    named_after = re.match(r"\s[A-Z][a-z]+", text[end : end + 12]) and not TIME_BEFORE.search(before)
    return bool(
        named_before
        or named_after
        or (re.match(r"\s[A-Z][a-z]+", text[end : end + 12]) and re.search(r"\b(?:to|for|and|by|from)\s$", before))
    )


def _weekday(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    name = parts["w"]
    if name[0].islower() and (len(name.rstrip(".")) < 6):
        return True
    if len(name.rstrip(".")) < 6 and not re.search(
        r"\b(?:on|last|next|this|by|until|since)\s$", _before(text, start), re.IGNORECASE
    ):
        return not (name.endswith(".") or re.match(r"[,.]?\s\d", text[end : end + 3]))
    return bool(PUBLICATIONS.match(text, end)) or bool(
        re.search(r"\b(?:Good|Black|Ash|Palm|Bloody|Super|Holy|Cyber|Man)\s$", _before(text, start))
    )


def _season(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    name, before = parts["s"], _before(text, start)
    article = text[start:end].lower().startswith("the ")
    if re.match(
        r"\s(?:[A-Z]|in\b|to\b|of\b|short\b|apart\b|back\b|into\b|off\b|on\b|up\b|from\b|break\b)|-",
        text[end : end + 12],
    ):
        return not (article or headed) or bool(re.match(r"\s(?:in|of)\b|\s[A-Z]", text[end : end + 5]))
    if name[0].isupper() and not SENTENCE_START.search(before) and not (article or headed):
        return not re.search(r"\b(?:in|this|last|next|by|since|until)\s$", before)
    if (
        (name.lower() == "fall" or (name.lower() == "spring" and not article))
        and not headed
        and not re.search(r"\b(?:in|this|last|next|by|since|until|during|of)\s$", before, re.IGNORECASE)
    ):
        return not re.search(r"\b(?:in|by|during|since|until|of|for)\s$", before) if article else True
    return not (
        article
        or headed
        or re.search(
            r"\b(?:in|this|last|next|by|since|until|during|for|of|all|between|and|or)\s$", before, re.IGNORECASE
        )
    )


def _spoken_year(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    """ "nineteen ninety six" said of a time, not "two thousand men"."""
    return not headed and not (re.search(r"\b(?:in|since|by|until|of|from|to|after|before|during|year|through)\s$", _before(text, start), re.IGNORECASE)
                and re.match(r"\s?[.,;:)?!]|\Z|\n|\s(?:and|to|the|a|when|we|i|he|she|it|they|was|that|with|as|by|for)\b", text[end : end + 8], re.IGNORECASE))  # fmt: skip


def _nth(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    return not (NTH_AFTER.match(text, end) and (NTH_BEFORE.search(_before(text, start)) or headed))


def _quarter(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    return not parts.get("year") and bool(SPORT.search(text, max(0, start - 150), min(len(text), end + 100)))


def _half(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    """The first half of a year where money is spoken of; otherwise of a match."""
    around = max(0, start - 120), min(len(text), end + 80)
    return not MONEY.search(text, *around) or bool(SPORT.search(text, *around)) or text[end : end + 4] == " of "


def _the_unit(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    """ "the year" alone means a date after "the end of", or after a preposition and before a stop."""
    if parts.get("which"):
        return bool(re.match(r"\s(?:that|of)\b", text[end : end + 9])) and parts["which"].lower().split()[-1] not in (
            "this",
            "next",
        )
    if headed:
        return False
    if re.match(r"\s(?:of|that|when|before|after|he|she|it|they|we|I|the)\b|[-–]", text[end : end + 9]):
        return True
    unit = parts["unit"].lower()
    if unit in ("weekend",):
        return False
    return not (
        unit in ("year", "quarter", "month", "week")
        and re.search(r"\b(?:for|in|during|of|later in|over)\s$", _before(text, start), re.IGNORECASE)
        and re.match(r"[.,;:)]|\Z|\n|\s(?:to|from|and|as|by)\b", text[end : end + 6])
    )


def _era(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    letters = re.sub(r"[^A-Za-z]", "", text[start:end])
    return not letters.isupper()


def _set(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    """The Daily Telegraph is no set."""
    return (
        text[start].isupper()
        and not text[start:end].lower().endswith("days")
        and (not SENTENCE_START.search(_before(text, start)) or bool(re.match(r"\s[A-Z]", text[end : end + 2])))
    )


def _fractions(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    return (
        bool(re.match(r"\s?(?:%|percent|per cent)", text[end : end + 9])) or AFTER_NUMBER.match(text, end) is not None
    )


def _clock(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    return not re.search(r"[a-z]", text[start:end], re.IGNORECASE)


def _present(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    return bool(re.match(r"-(?!day)", text[end : end + 4])) or (
        text[start:end].lower() == "soon" and bool(re.search(r"\bas\s$", _before(text, start)))
    )


def _short_year(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    return not re.search(
        r"\b(?:in|of|since|by|from|until|class of|to|and|late|early|back in)\s$", _before(text, start), re.IGNORECASE
    )


def _day_in_figures(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    """1/2 is a fraction: a day only after a preposition of time, and not before a noun."""
    timed = re.search(
        r"\b(?:on|since|until|till|by|before|after|from|dated|through|due)\s(?:the\s)?$|day,?\s$",
        _before(text, start),
        re.IGNORECASE,
    )
    return (
        not timed
        or bool(re.match(r"\s?(?:%|of\b|[a-z]+s\b)", text[end : end + 12]))
        or text[start:end] in ("24/7", "50/50", "9/11")
    )


LASTING = re.compile(
    r"\b(?:for|after|over|within|in|takes?|took|taken|lasted?|lasting|spent|spend|many|past|through|during|of|several|these|two|by|until|be|with)\s$",
    re.IGNORECASE,
)


def _duration(text: str, start: int, end: int, parts: dict[str, str], headed: bool) -> bool:
    """Three quarters of a thing, "a day when", and years that are not counted and do not last."""
    if parts.get("n"):
        one = parts["n"].lower() in ("a", "an", "one", "some")
        return (parts["unit"].lower().startswith("quarter") and (one or text[end : end + 3] == " of")) or (
            one and bool(re.match(r"\s(?:when|that|where)\b", text[end : end + 7]))
        )
    return not (
        LASTING.search(_before(text, start))
        or text[end : end + 4] == " of "
        or SENTENCE_START.search(_before(text, start))
    )


CHECKS = {
    "day_in_figures": _day_in_figures,
    "year": _year,
    "month": _month,
    "weekday": _weekday,
    "season": _season,
    "nth": _nth,
    "spoken_year": _spoken_year,
    "quarter_alone": _quarter,
    "half_alone": _half,
    "dmy_short": lambda text, start, end, parts, headed: (
        parts["sep"] == "-" and (len(parts["a"]) < 2 or len(parts["b"]) < 2)
    ),
    "which_unit": _the_unit,
    "which_month": lambda text, start, end, parts, headed: parts["m"][0].islower(),
    "era": _era,
    "set": _set,
    "years": _fractions,
    "clock": _clock,
    "duration": _duration,
    "weekday_nth": lambda text, start, end, parts, headed: not NTH_AFTER.match(text, end),
    "vague": _present,
    "short_year": _short_year,
}


def inside_name(text: str, start: int) -> bool:
    """Whether a year follows capitalised words that are no opener of a sentence: "Global Initiative 2021"."""
    found = NAME.search(_before(text, start, 60))
    if not found:
        return False
    words = found[1].split()
    if words[-1] in NO_NAME or words[-1].rstrip(".") in NO_NAME:
        return False
    alone = len(words) == 1 and bool(SENTENCE_START.search(text[max(0, start - 60) : start - len(words[0]) - 1]))
    return not alone
