"""When a document was written: a stated date, a date line that the text completes, bounds that its cues give, or unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.language.dates import DateMention, find_dates
from analysis.language.dates.edtf import NAT, bounds
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


@dataclass(frozen=True)
class Publication:
    """published: EDTF, "" for unknown; basis: stated, inferred or unknown; evidence: every cue used."""

    published: str
    basis: str
    evidence: tuple[Cue, ...]


@dataclass(frozen=True)
class _Told:
    """A date mention at its place in the document, with its sentence."""

    mention: DateMention
    start: int
    end: int
    sentence: str


LINE = re.compile(r"[^\n]*\S[^\n]*")
LABEL = re.compile(
    r"(?:published|posted|updated|date|written|issued|released|last modified|modified|on|at|by|from|gmt|utc|et|est|edt|bst|cet|[ap]m|time)\b|\W|\d",
    re.IGNORECASE,
)
DATELINE = re.compile(r"^[\s#*]*(?:[A-Z][\w.’' ]*, ?){0,3}$")
DATELINE_END = re.compile(r"\s?(?:[-–—:]|\([A-Z])")
SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s|\n\s*\n")
MONTH_ALONE = re.compile(r"[A-Z][a-z]+\.?")
THIS_YEAR = re.compile(r"(?:the )?(?P<part>\w+)[ -](?P<unit>quarter|half) of this year", re.IGNORECASE)
YEAR = re.compile(r"\b\d{4}\b")


def find_publication(
    text: str, body: str, *, headers: Sequence[Span] = (), captions: Sequence[Span] = (), document: str = ""
) -> Publication:
    """The publication date of one document that its metadata does not give.

    text: the original; body: the same characters with all but the body blanked; headers, captions: spans of the original; document: its id, weak evidence.
    Nothing is guessed: a day is given only where the document states it, an interval where cues with a clear verb bound it on both sides.

    >>> find_publication("2022/03/06 11:43\\n\\nA text.", " " * 16 + "\\n\\nA text.", headers=[(0, 16)]).published
    '2022-03-06'
    """
    lines = [*headers, *_outer_lines(text)]
    return (
        _stated(text, lines)
        or _from_date_line(text, body)
        or _from_cues(text, body, captions)
        or Publication("", "unknown", ())
    )


def _outer_lines(text: str) -> list[Span]:
    """The first five lines and the last two that are not blank."""
    lines = [found.span() for found in LINE.finditer(text[:20_000])]
    return lines[:5] + [span for span in lines[-2:] if len(text) <= 20_000]


def _stated(text: str, lines: Sequence[Span]) -> Publication | None:
    for start, end in lines:
        line = text[start:end]
        for mention in find_dates(line):
            if (
                mention.granularity != "day"
                or not mention.edtf
                or mention.kind != "date"
                or not YEAR.search(mention.text)
            ):
                continue
            around = LABEL.sub("", line[: mention.start] + line[mention.end :])
            if not around or (DATELINE.match(line[: mention.start]) and DATELINE_END.match(line, mention.end)):
                cue = Cue(start + mention.start, start + mention.end, mention.text, "a stated date line")
                return Publication(mention.edtf, "stated", (cue,))
    return None


def _told(text: str, spans: Sequence[Span]) -> list[_Told]:
    """Every date told in some stretches of the document, none resolved against a publication date."""
    told = []
    for start, end in spans:
        part = text[start:end]
        for mention in find_dates(part):
            left = max(
                (stop.end() for stop in SENTENCE_END.finditer(part, max(0, mention.start - 400), mention.start)),
                default=max(0, mention.start - 400),
            )
            right = SENTENCE_END.search(part, mention.end)
            sentence = part[left : right.start() if right else mention.end + 200]
            told.append(_Told(mention, start + mention.start, start + mention.end, sentence))
    return told


def _cue(told: _Told, reason: str) -> Cue:
    return Cue(told.start, told.end, told.mention.text, reason)


def _from_date_line(text: str, body: str) -> Publication | None:
    """A day and month in the date line; the year by what the text tells, where only one year fits."""
    first = LINE.search(body) or LINE.search(text)
    if not first:
        return None
    line = text[first.start() : first.end()]
    for mention in find_dates(line, "2000-06-30"):
        if (
            mention.granularity == "day"
            and not YEAR.search(mention.text)
            and DATELINE.match(line[: mention.start])
            and DATELINE_END.match(line, mention.end)
        ):
            break
    else:
        return None
    lower, upper, cues = _bounds(text, body)
    named = [told for told in _told(body, [(0, len(body))]) if told.mention.kind == "name"]
    for told in named:
        lower.append((told.mention.earliest, _cue(told, "a year in a name: written in or after it")))
    if not lower or not upper:
        return None
    earliest, latest = max(when for when, _ in lower), min(when for when, _ in upper)
    month_day = mention.edtf[-6:]
    years = [
        year
        for year in range(int(str(earliest)[:4]), int(str(latest)[:4]) + 1)
        if earliest <= np.datetime64(f"{year}{month_day}", "s") <= latest
    ]
    if len(years) != 1:
        return None
    line_cue = Cue(
        first.start() + mention.start, first.start() + mention.end, mention.text, "a date line without a year"
    )
    return Publication(f"{years[0]}{month_day}", "inferred", (line_cue, *(cue for _, cue in (*lower, *upper)), *cues))


Bound = tuple[np.datetime64, Cue]


def _bounds(text: str, body: str, captions: Sequence[Span] = ()) -> tuple[list[Bound], list[Bound], list[Cue]]:
    """What the text says about the earliest and the latest day on which it can have been written."""
    lower: list[Bound] = []
    upper: list[Bound] = []
    for told in _told(body, [(0, len(body))]):
        mention = told.mention
        if mention.kind != "date" or not YEAR.search(mention.text) or mention.bound or np.isnat(mention.earliest):
            continue
        if mention.role == "past":
            year = int(str(mention.earliest)[:4])
            if mention.granularity == "year" and re.search(
                rf"\b(?:from|than|over|with) (?:in )?{year - 1}\b", told.sentence
            ):
                lower.append(
                    (
                        np.datetime64(f"{year + 1}-01-01", "s"),
                        _cue(told, "the result of a full year is told, compared with the year before"),
                    )
                )
            else:
                lower.append((mention.earliest, _cue(told, "told as past")))
        if mention.role == "target":
            upper.append((mention.latest, _cue(told, "still to come")))
            if "this year" in told.sentence:
                upper.append(
                    (
                        np.datetime64(f"{str(mention.earliest)[:4]}-01-01", "s") - DAY,
                        _cue(told, "another year than “this year” of the same sentence"),
                    )
                )
    for told in _told(text, captions):
        if YEAR.search(told.mention.text) and not np.isnat(told.mention.earliest):
            lower.append((told.mention.earliest, _cue(told, "a caption tells it as past")))
    for found in event_pattern().finditer(body):
        event = named_events()[" ".join(found["name"].lower().split())]
        ahead = re.match(r"\s+will\b", body[found.end() : found.end() + 10])
        cue = Cue(
            found.start(),
            found.end(),
            found[0],
            f"world knowledge: {event.edtf}" + (", still to come" if ahead else ""),
        )
        if ahead:
            upper.append((bounds(event.first)[0] - DAY, cue))
    return lower, upper, []


def _from_cues(text: str, body: str, captions: Sequence[Span]) -> Publication | None:
    """Bounds from absolute cues, narrowed inside one year by months told as past and quarters still to come."""
    lower, upper, _ = _bounds(text, body, captions)
    if not lower or not upper:
        return None
    earliest, latest = max(when for when, _ in lower), min(when for when, _ in upper)
    if earliest > latest:
        return None
    cues = [cue for _, cue in (*lower, *upper)]
    year = str(earliest)[:4]
    if year == str(latest)[:4]:
        for told in _told(body, [(0, len(body))]):
            mention, part = told.mention, THIS_YEAR.fullmatch(told.mention.text)
            inside = [mention for mention in find_dates(mention.text, year) if mention.edtf]
            if mention.granularity == "month" and mention.role == "past" and MONTH_ALONE.fullmatch(mention.text):
                told_month = find_dates(f"{mention.text} {year}")[0].earliest
                if told_month >= earliest:
                    earliest = told_month
                    cues.append(_cue(told, "told as past: written in or after it"))
            elif part and mention.role == "target" and inside:
                latest = min(latest, inside[0].latest)
                cues.append(_cue(told, "still to come: written before its end"))
    if earliest > latest:
        return None
    return Publication(_interval(earliest, latest), "inferred", tuple(sorted(cues, key=lambda cue: cue.start)))


def _interval(earliest: np.datetime64, latest: np.datetime64) -> str:
    """Months where both ends are whole months, days otherwise."""
    first, last = str(earliest)[:10], str(latest)[:10]
    assert earliest is not NAT
    if first.endswith("-01") and str(latest + DAY)[8:10] == "01":
        return f"{first[:7]}/{last[:7]}"
    return f"{first}/{last}"
