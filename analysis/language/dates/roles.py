"""What part a date plays: bound by a preposition, told as past, set as a target, or the publication itself."""

from __future__ import annotations

import re

from analysis.language.dates.direction import direction
from analysis.language.dates.edtf import Interval
from analysis.language.dates.phrases import Phrase
from analysis.language.dates.vocabulary import words

BOUND = re.compile(
    r"\b(?P<word>before|prior to|(?:later|earlier|sooner) than|by|until|till|(?<!-)up to|since|after|starting(?: in| on"
    r"| from)?|beginning(?: in| on)?)"
    r"(?: about| around| at least)?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# the words right before the date where BOUND can match: nothing else is looked at twice
BOUND_ENDS = frozenset(
    words("before to than by until till since after starting beginning in on from about around least the")
)
OPENERS = "([“‘\"'—–-"
BOUND_NAMES = {
    "prior to": "before",
    "earlier than": "before",
    "later than": "after",
    "sooner than": "before",
    "till": "until",
    "up to": "until",
}
# "not before", "will not open until": at most three words stand between the denial and what it denies
DENIED = re.compile(
    r"\b(?:no|not|never|cannot|[a-z]+n[’']t)\s(?P<verb>(?!only|just|but|and|or)(?:(?!but\b|and\b|or\b)[a-z]+\s){0,3})?$",
    re.IGNORECASE,
)
OPPOSITE = {"before": "since", "until": "since", "after": "by"}
LASTING = re.compile(
    r"\b(?:last|stay|remain|wait|survive|live|keep|continue|exist|run|be (?:open|closed|there))\b", re.IGNORECASE
)
OPEN = re.compile(r"\s(?:and|or)\s(?P<word>later|after|afterwards|thereafter|before|earlier)\b(?!\s\w)", re.IGNORECASE)
ONWARD = re.compile(r"\s(?:onwards?|forward|on(?=[.,;]))")
FROM = re.compile(r"\bfrom\s(?:the\s)?$", re.IGNORECASE)
DATELINE_AFTER = re.compile(r"\s?(?:[-–—]|\([A-Z]|:\s)")
DATELINE_BEFORE = re.compile(r"[\s#*]*(?:[A-Z][\w.’'() ]*,? ?){0,8}")
POINTING = frozenset(("which_unit", "which_month", "which_season", "weekday", "week_weekday", "day_word"))
BACK, ON = frozenset(("last", "yesterday")), frozenset(("next", "upcoming", "tomorrow", "tmrw", "tmw"))
LABEL = re.compile(
    r"[\s#*(\[]*(?:(?:first )?(?:published|posted|dated?|written|issued|released)(?: on)?:?)?\s*", re.IGNORECASE
)
LOOKS = {1: "target", -1: "past", 0: "unknown"}


def bound(text: str, phrase_start: int, end: int) -> str:
    """before, by, after, since, until, or "" by the words around a mention; "after Monday’s vote" binds the vote."""
    if text[end : end + 2] in ("'s", "’s"):
        return ""
    before = text[max(0, phrase_start - 40) : phrase_start]
    near = before.rsplit(None, 1)
    found = BOUND.search(before) if near and near[-1].lower().lstrip(OPENERS) in BOUND_ENDS else None
    if found:
        word = " ".join(found["word"].lower().split())
        name = BOUND_NAMES.get(word, "since" if word.startswith(("starting", "beginning")) else word)
        return _denied(name, word, before[: found.start()])
    suffix = OPEN.match(text, end)
    if suffix:
        return "since" if suffix["word"].lower() in ("later", "after", "afterwards", "thereafter") else "until"
    return "since" if ONWARD.match(text, end) and FROM.search(before) else ""


def _denied(name: str, word: str, before: str) -> str:
    """The bound with a "not" before it: "not before 2030" is since 2030, "not later than 2030" by 2030.

    "will not last until 2030" leaves open when it ends: no bound.
    """
    denial = DENIED.search(before) if name in OPPOSITE else None
    if not denial:
        return name
    verb = denial["verb"] or ""
    if denial[0].lower().startswith("no ") and (verb or not word.endswith("than")):
        return name  # "no homes before 2030" says nothing of what comes after
    if verb and (name == "after" or (name == "until" and LASTING.search(verb))):
        return "" if name == "until" else name
    return OPPOSITE[name]


def is_publication(text: str, start: int, end: int, value: Interval, written: Interval) -> bool:
    """Whether a mention of the publication day is the date line itself: alone on its line or after a place, or at the
    head of the text before a dash."""
    if value.granularity != "day" or not value.edtf or (value.first, value.last) != (written.first, written.last):
        return False
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    before, after = text[line:start], text[end : stop if stop >= 0 else len(text)]
    placed = before.rstrip().endswith(",") and len(before) < 60 and DATELINE_BEFORE.fullmatch(before)
    if (placed or LABEL.fullmatch(before)) and not after.strip(" \t*)].,"):
        return True
    return (
        len(before) < 90
        and not text[:line].strip()
        and bool(DATELINE_AFTER.match(after))
        and bool(DATELINE_BEFORE.fullmatch(before))
    )


def role_of(text: str, phrase: Phrase, end: int, value: Interval, bound_by: str, written: Interval) -> str:
    """past, target, publication or unknown: by what the words say, then by comparing with the publication date, then
    by the verb."""
    if is_publication(text, phrase.start, end, value, written):
        return "publication"
    if value.edtf.startswith("["):
        return "unknown"
    said = _said(phrase)
    if said:
        return said
    if value.first is not None and value.last is not None and written.first is not None and written.last is not None:
        if bound_by == "since" and value.first <= written.last:
            return "past"
        first = value.first if bound_by in ("", "since", "after") else value.last
        if value.last < written.first:
            return "past"
        if first > written.last:
            return "target"
    looks = direction(text, phrase.start, end)
    if not value.edtf and not looks:
        return "unknown"
    return "target" if bound_by == "by" and not looks else LOOKS[looks]


def _said(phrase: Phrase) -> str:
    """What the words of the phrase say themselves: last, ago, yesterday; next, tomorrow; earlier and later this
    year."""
    parts = phrase.parts
    which = (parts.get("which") or parts.get("week") or "").lower().split(" ")[-1]
    head = phrase.heads[0].get("part", "").lower().split(" ")[0] if phrase.heads else ""
    if head in ("earlier", "later") and which in ("this", "the", "") and phrase.rule in POINTING:
        return "past" if head == "earlier" else "target" if which == "this" else ""
    if parts.get("rel", "").lower() == "ago":
        return "past"
    pointers = {which, parts.get("word", "").lower()} if phrase.rule in POINTING else set()
    pointers.update(parts.get("year", "").lower().split(" "))
    return "past" if pointers & BACK else "target" if pointers & ON else ""
