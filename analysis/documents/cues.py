"""What a text says about when it can have been written: cues with a clear verb, each a bound with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analysis.language.dates import DateMention, anchored_dates, find_dates
from analysis.language.dates.direction import direction
from analysis.language.dates.events import Events

Span = tuple[int, int]
DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Cue:
    """A stretch of the document that speaks for its publication date, and why; the document's id stands at 0, 0."""

    start: int
    end: int
    text: str
    reason: str


class Told(NamedTuple):
    """A date mention at its place in the document."""

    mention: DateMention
    start: int
    end: int

    def cue(self, reason: str) -> Cue:
        """The mention as evidence."""
        return Cue(self.start, self.end, self.mention.text, reason)


class Bound(NamedTuple):
    """The earliest or latest day on which the text can have been written, and the cue that says so."""

    when: np.datetime64
    cue: Cue


NEAR = 400  # characters of its sentence that are read before and after a date
SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s|\n\s*\n")
YEAR = re.compile(r"\b\d{4}\b")
ONE_MONTH = re.compile(r"[A-Z][a-z]+\.?")
THIS_YEAR = re.compile(
    r"(?:the )?(?P<part>\w+[ -](?:quarter|half)) of this year|(?P<month>[A-Z][a-z]+) (?:of )?this year"
)
PLANNED = re.compile(r"\b(?:in|on|from|for|during)\s(?:the\s)?(?:year\s)?\Z", re.IGNORECASE)
LOWER, UPPER = frozenset(("", "since", "after")), frozenset(("", "by", "before"))
PLACED = re.compile(r"\b(?:in|on|since|during|from|until)\s(?:the\s)?(?:year\s)?\Z", re.IGNORECASE)
COMPARED_WITH = re.compile(r"\b(?:compared (?:to|with)|than (?:in|on))\s(?:the\s)?\Z", re.IGNORECASE)
COMPARED = re.compile(r"\b(?:from|than|over|with|compared (?:to|with)|against) (?:in )?(\d{4})\b")
ENDED = re.compile(r"\b(?:year|half|quarter|period|months|weeks) ended\s(?:on\s)?\Z", re.IGNORECASE)
STILL = re.compile(r"\s+will\b")


def dates_told(text: str, spans: Iterable[Span], events: Events | None = None) -> list[Told]:
    """Every date with a year, month and named event told in some stretches of a document."""
    return [
        Told(mention, start + mention.start, start + mention.end)
        for start, end in spans
        for mention in anchored_dates(text[start:end], events=events)
    ]


def sentence_of(text: str, told: Told) -> str:
    """The sentence that a date stands in, as far as it reaches near the date."""
    low, high = max(0, told.start - NEAR), told.end + NEAR
    stops = [stop.end() for stop in SENTENCE_END.finditer(text, low, told.start)]
    following = SENTENCE_END.search(text, told.end, high)
    return text[stops[-1] if stops else low : following.end() if following else high]


def lower_bounds(text: str, body: Sequence[Told], captions: Sequence[Told]) -> Iterator[Bound]:
    """What must have happened before the text was written."""
    for told in body:
        mention = told.mention
        if not _dated(mention, LOWER) or np.isnat(mention.earliest) or not _told_as_past(text, told):
            continue
        year = int(str(mention.earliest)[:4])
        whole = mention.granularity == "year" and not mention.bound
        if whole and str(year - 1) in COMPARED.findall(sentence_of(text, told)):
            after = np.datetime64(f"{year + 1}-01-01", "s")
            yield Bound(after, told.cue("the result of a whole year is told, compared with the year before"))
        else:
            yield Bound(mention.earliest, told.cue("told as past: written in or after it"))
    for told in captions:
        if _dated(told.mention, LOWER):
            yield Bound(told.mention.earliest, told.cue("the picture shows it: written in or after it"))


def _told_as_past(text: str, told: Told) -> bool:
    """Whether the words say that a date lies behind: a clear verb, "worst since 1989", "compared with March 2008",
    "year ended 31 March 2024"."""
    if told.mention.bound == "since":
        return told.mention.role == "past" or direction(text, told.start, told.end) == 0
    near = max(0, told.start - 16), told.start
    if COMPARED_WITH.search(text, *near) or ENDED.search(text, *near):
        return True
    return told.mention.role == "past" and bool(told.mention.bound or PLACED.search(text, *near))


def years_of_names(body: Sequence[Told]) -> Iterator[Bound]:
    """The years in names, which tell the year of a date line but may lie ahead: "Global Initiative 2021"."""
    for told in body:
        if told.mention.kind == "name" and told.mention.edtf:
            yield Bound(told.mention.earliest, told.cue("a year in a name: written in or after it"))


def upper_bounds(text: str, body: Sequence[Told]) -> Iterator[Bound]:
    """What was still to come when the text was written."""
    for told in body:
        mention = told.mention
        if mention.kind == "event" and STILL.match(text, told.end):
            yield Bound(mention.earliest - DAY, told.cue(f"world knowledge: {mention.edtf}, still to come"))
        if not _dated(mention, UPPER) or mention.role != "target" or np.isnat(mention.latest):
            continue
        placed = mention.bound or PLANNED.search(text, max(0, told.start - 12), told.start)
        if not placed or direction(text, told.start, told.end) <= 0:
            continue
        yield Bound(mention.latest, told.cue("still to come: written before its end"))
        if "this year" in sentence_of(text, told):
            year = np.datetime64(f"{str(mention.latest)[:4]}-01-01", "s")
            yield Bound(year - DAY, told.cue("another year than “this year” of the same sentence"))


def months_of(year: str, body: Sequence[Told]) -> tuple[list[Bound], list[Bound]]:
    """Bounds inside a year that is known: months told as past, and months, quarters and halves "of this year" still to
    come."""
    lower, upper = [], []
    for told in body:
        mention = told.mention
        if mention.granularity == "month" and mention.role == "past" and ONE_MONTH.fullmatch(mention.text):
            when = find_dates(f"{mention.text} {year}")[0].earliest
            lower.append(Bound(when, told.cue("told as past: written in or after it")))
        part = THIS_YEAR.fullmatch(mention.text)
        if part and mention.role == "target":
            named = find_dates(f"the {part['part']} of {year}" if part["part"] else f"{part['month']} {year}")
            upper += [Bound(one.latest, told.cue("still to come: written before its end")) for one in named[:1]]
    return lower, upper


def _dated(mention: DateMention, bounds_allowed: frozenset[str]) -> bool:
    """Whether a mention is a date that says its year itself, under one of some bounds or none."""
    return mention.kind == "date" and mention.bound in bounds_allowed and YEAR.search(mention.text) is not None
