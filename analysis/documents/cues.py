"""What a text says about when it can have been written: cues with a clear verb, each a bound with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analysis.language.dates import DateMention, find_dates
from analysis.language.dates.edtf import bounds
from analysis.language.dates.events import event_pattern, named_events

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
    """A date mention at its place in the document, with its sentence."""

    mention: DateMention
    start: int
    end: int
    sentence: str

    def cue(self, reason: str) -> Cue:
        """The mention as evidence."""
        return Cue(self.start, self.end, self.mention.text, reason)


class Bound(NamedTuple):
    """The earliest or latest day on which the text can have been written, and the cue that says so."""

    when: np.datetime64
    cue: Cue


SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s|\n\s*\n")
YEAR = re.compile(r"\b\d{4}\b")
ONE_MONTH = re.compile(r"[A-Z][a-z]+\.?")
THIS_YEAR = re.compile(
    r"(?:the )?(?P<part>\w+[ -](?:quarter|half)) of this year|(?P<month>[A-Z][a-z]+) (?:of )?this year"
)
PLACED = re.compile(r"\b(?:in|on|since|during|from|until)\s(?:the\s)?$", re.IGNORECASE)
COMPARED = r"\b(?:from|than|over|with|compared (?:to|with)|against) (?:in )?{}\b"
STILL = re.compile(r"\s+will\b")


def dates_told(text: str, spans: Iterable[Span]) -> list[Told]:
    """Every date told in some stretches of a document, none read against a publication date."""
    told = []
    for start, end in spans:
        part = text[start:end]
        stops = [0, *(stop.end() for stop in SENTENCE_END.finditer(part)), len(part)]
        place = 0
        for mention in find_dates(part):
            while stops[place + 1] <= mention.start:
                place += 1
            told.append(
                Told(mention, start + mention.start, start + mention.end, part[stops[place] : stops[place + 1]])
            )
    return told


def lower_bounds(text: str, body: Sequence[Told], captions: Sequence[Told]) -> Iterator[Bound]:
    """What must have happened before the text was written."""
    for told in body:
        mention = told.mention
        if mention.kind == "name" and mention.edtf:
            yield Bound(mention.earliest, told.cue("a year in a name: written in or after it"))
        if (
            not _dated(mention)
            or mention.role != "past"
            or not PLACED.search(text[max(0, told.start - 12) : told.start])
        ):
            continue
        year = int(str(mention.earliest)[:4])
        if mention.granularity == "year" and re.search(COMPARED.format(year - 1), told.sentence):
            after = np.datetime64(f"{year + 1}-01-01", "s")
            yield Bound(after, told.cue("the result of a whole year is told, compared with the year before"))
        else:
            yield Bound(mention.earliest, told.cue("told as past: written in or after it"))
    for told in captions:
        if _dated(told.mention):
            yield Bound(told.mention.earliest, told.cue("the picture shows it: written in or after it"))


def upper_bounds(body: Sequence[Told], text: str) -> Iterator[Bound]:
    """What was still to come when the text was written."""
    for told in body:
        mention = told.mention
        if not _dated(mention) or mention.role != "target":
            continue
        yield Bound(mention.latest, told.cue("still to come: written before its end"))
        if "this year" in told.sentence:
            year = np.datetime64(f"{str(mention.earliest)[:4]}-01-01", "s")
            yield Bound(year - DAY, told.cue("another year than “this year” of the same sentence"))
    for start, end, name, edtf in events_told(text):
        if STILL.match(text, end):
            yield Bound(bounds(edtf)[0] - DAY, Cue(start, end, name, f"world knowledge: {edtf}, still to come"))


def events_told(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Every named event: start, end, text, and its days as EDTF."""
    for found in event_pattern().finditer(text):
        yield found.start(), found.end(), found[0], named_events()[" ".join(found["name"].lower().split())].edtf


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
            if named and not np.isnat(named[0].latest):
                upper.append(Bound(named[0].latest, told.cue("still to come: written before its end")))
    return lower, upper


def _dated(mention: DateMention) -> bool:
    """Whether a mention says its year itself, and nothing is open."""
    return (
        mention.kind == "date"
        and not mention.bound
        and bool(YEAR.search(mention.text))
        and not np.isnat(mention.earliest)
    )
