"""When a document was written: stated, completed from a date line, bounded by cues, or unknown; never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.documents.cues import (
    DAY,
    Bound,
    Cue,
    Span,
    Told,
    dates_told,
    lower_bounds,
    months_of,
    upper_bounds,
    years_of_names,
)
from analysis.language.dates import DateMention, find_dates
from analysis.language.dates.events import Events


@dataclass(frozen=True)
class Publication:
    """published: EDTF, "" for unknown; basis: stated, inferred or unknown; evidence: every cue used, in order."""

    published: str
    basis: str
    evidence: tuple[Cue, ...]


UNKNOWN = Publication("", "unknown", ())
HEAD_LINES, TAIL_LINES, EDGE = 5, 2, 20_000
LINE = re.compile(r"^[^\S\n]*+\S[^\n]*", re.MULTILINE)
YEAR = re.compile(r"\d{4}|年")
# what may stand beside the date on its line
LABEL = re.compile(
    r"(?:first published|published|posted|(?:last )?(?:updated|modified)|date|dated|written|issued|released|created"
    r"|on|at|by|from|the|"
    r"gmt|utc|e[sd]t|p[sd]t|c[sde]+t|bst|[ap]m|local time|time|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun"
    r"|day)\b|\W|\d",
    re.IGNORECASE,
)
# "By Jenny Carr | 4 June 2024", "19 Aug 2024 • 3 min read", "Ref: 041   Date: 7 April 2025"; of a dash only what
# stands behind words without a figure, for "1 May – 12 June 2025" is one interval
PART = re.compile(r"\s[|•·]\s|\s{3,}|\t")
DASHED = re.compile(r"[^\d\n]{3,60}?\s[-–—]\s(?=\S)")
LEAD = re.compile(
    r"\s*(?:embargoed (?:until|to)|(?:posted|published|written) by [A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3} on)\b",
    re.IGNORECASE,
)
PARTED = 120  # characters of a line of several parts: a longer one is text
FIGURE = re.compile(r"\d")
UPDATED = re.compile(r"\b(?:updated|modified|accessed|retrieved)\b", re.IGNORECASE)
PLACE = re.compile(r"[\s#*(]*(?:[A-Z][\w.’'/() -]*, ?){0,4}(?:[A-Z][\w.’'/()-]* ?){0,4}[-–—,(]? ?")
TEXT_FOLLOWS = re.compile(r"\s?(?:[-–—:|]|\([A-Z])|,? [A-Z“\"]")
# "Berlin, " and "Washington, D.C., " before a date that ends its line; "On Berlin, " goes on with a sentence
PLACE_ALONE = re.compile(
    r"[\s#*(]*(?!(?:On|In|At|By|From|Since|Until|After|Before|The|And|But|For)\b)"
    r"(?:[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|of|de|am|upon)){0,3}, ?){1,2}"
)
DASH_FOLLOWS = re.compile(r"\s?(?:[-–—:]|\([A-Z])")
# a line that goes on with the sentence of the line above: "... was signed on\nMarch 3, 2011 President ..."
RUNS_ON = re.compile(
    r"(?:,|\b(?:on|in|of|by|since|until|from|to|and|the|before|after|dated|for|at|or|between|through|than|a))\s*\Z",
    re.IGNORECASE,
)
ID_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_./]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
NEAR_EVENT = np.timedelta64(45, "D")


def find_publication(
    text: str,
    body: str,
    *,
    headers: Sequence[Span] = (),
    captions: Sequence[Span] = (),
    document: str = "",
    events: Events | None = None,
) -> Publication:
    """The publication date of one document that its metadata does not give.

    text: the original; body: the same characters with all but the body blanked; headers, captions: spans of the
    original; document: its id, the weakest evidence; events: the named events to know. Tried in this order: a date line
    with its year; a date line whose year the text settles; the id; bounds from cues with a clear verb, open on the side
    that none speaks of. A day is given only where the document writes one.

    >>> find_publication("2022/03/06 11:43\\n\\nA text.", " " * 16 + "\\n\\nA text.", headers=[(0, 16)]).published
    '2022-03-06'
    >>> find_publication("A text.", "A text.").basis
    'unknown'
    """
    stated = _stated(text, [*headers, *_edge_lines(text)])
    if stated:
        return stated
    told = dates_told(body, [(0, len(body))], events)
    lower, upper = _agreed(
        list(lower_bounds(body, told, dates_told(text, captions, events))), list(upper_bounds(body, told))
    )
    return (
        _from_date_line(text, body, headers, told, [*years_of_names(told), *lower], upper)
        or _from_id(document, lower, upper)
        or _from_bounds(told, lower, upper)
        or UNKNOWN
    )


def _agreed(lower: list[Bound], upper: list[Bound]) -> tuple[list[Bound], list[Bound]]:
    """The bounds without those of a date that one sentence tells as past and another as still to come."""
    both = {bound.cue.text.lower() for bound in lower} & {bound.cue.text.lower() for bound in upper}
    return [bound for bound in lower if bound.cue.text.lower() not in both], [
        bound for bound in upper if bound.cue.text.lower() not in both
    ]


def _edge_lines(text: str) -> list[Span]:
    """The first and the last lines that are not blank."""
    first = [found.span() for _, found in zip(range(HEAD_LINES), LINE.finditer(text), strict=False)]
    last: list[Span] = []
    end, low = len(text), max(0, len(text) - EDGE)
    while end > low and len(last) < TAIL_LINES:
        start = text.rfind("\n", low, end) + 1 or low
        if not text[start:end].isspace() and start < end:
            last.append((start, end))
        end = start - 1
    return first + [span for span in reversed(last) if span not in first]


def _stated(text: str, lines: Sequence[Span]) -> Publication | None:
    """A day with its year on a line of its own, or before the text of a date line; "updated" gives way to any other."""
    found: list[tuple[bool, Publication]] = []
    for start, end in lines:
        line = text[start : min(end, start + 300)]
        if not YEAR.search(line):
            continue
        if RUNS_ON.search(text, max(0, start - 40), start):
            continue
        for at, part in _parts(line):
            for mention in find_dates(part):
                if _full_day(mention) and _is_date_line(part, mention, opens=not at):
                    first = start + at + mention.start
                    cue = Cue(first, first + len(mention.text), mention.text, "a stated date line")
                    is_update = bool(UPDATED.search(part[: mention.start]))
                    found.append((is_update, Publication(mention.edtf, "stated", (cue,))))
    return min(found, key=lambda item: item[0])[1] if found else None


def _parts(line: str) -> list[tuple[int, str]]:
    """The line, and what stands by itself in a short one: where it begins, and its text.

    >>> [part for _, part in _parts("FOR IMMEDIATE RELEASE – 18 March 2025 | No 3")[1:]]
    ['FOR IMMEDIATE RELEASE – 18 March 2025', '18 March 2025', 'No 3']
    """
    parts = [(0, line)]
    if len(line) > PARTED:
        return parts
    ends = [0, *(edge for found in PART.finditer(line) for edge in found.span()), len(line)]
    parts += [(first, line[first:last]) for first, last in zip(ends[::2], ends[1::2], strict=True) if len(ends) > 2]
    for pattern, whole in ((DASHED, parts[-1:] if len(ends) == 2 else parts[1:]), (LEAD, parts[:])):
        for first, part in whole:
            if lead := pattern.match(part):
                parts.insert(parts.index((first, part)) + 1, (first + lead.end(), part[lead.end() :]))
    return parts


def _full_day(mention: DateMention) -> bool:
    plain = mention.kind == "date" and not mention.bound and mention.granularity == "day"
    return plain and len(mention.edtf) == 10 and bool(YEAR.search(mention.text))


def _is_date_line(line: str, mention: DateMention, *, opens: bool = True) -> bool:
    """Whether a date, with its labels and its place, is all that a line says, or `opens` one that goes on as text."""
    before, after = line[: mention.start], line[mention.end :]
    if not LABEL.sub("", before + after):
        return True
    if not opens:
        return False
    if PLACE_ALONE.fullmatch(before) and not LABEL.sub("", after):
        return True
    begins = PLACE.fullmatch(before) is not None and len(before) < 60
    return begins and (TEXT_FOLLOWS if not before.strip() else DASH_FOLLOWS).match(after) is not None


def _from_date_line(
    text: str, body: str, headers: Sequence[Span], told: Sequence[Told], lower: list[Bound], upper: list[Bound]
) -> Publication | None:
    """A day and month without a year, where only one year fits between the bounds that the text gives."""
    first = LINE.search(body) or LINE.search(text)
    lines = [*headers, first.span()] if first else list(headers)
    for start, end in lines:
        line = text[start : min(end, start + 300)]
        if not FIGURE.search(line):
            continue
        for mention in find_dates(line, "2000-07-01"):
            bare = mention.granularity == "day" and len(mention.edtf) == 10 and re.search(r"\d", mention.text)
            if not bare or YEAR.search(mention.text) or not _is_date_line(line, mention):
                continue
            cue = Cue(start + mention.start, start + mention.end, mention.text, "a date line without a year")
            return _completed(cue, mention.edtf[4:], told, lower, upper)
    return None


def _completed(
    line: Cue, month_day: str, told: Sequence[Told], lower: list[Bound], upper: list[Bound]
) -> Publication | None:
    earliest, latest = _tightest(lower, upper)
    if earliest is None or latest is None:
        return None
    years = range(int(str(earliest)[:4]), int(str(latest)[:4]) + 1)
    days = [day for year in years if (day := _day(f"{year}{month_day}")) is not None and earliest <= day <= latest]
    if len(days) != 1:
        return None
    near = [
        event.cue(f"world knowledge: {event.mention.edtf}, close to the date line")
        for event in told
        if event.mention.kind == "event"
        and event.mention.earliest - NEAR_EVENT <= days[0] <= event.mention.latest + NEAR_EVENT
    ]
    cues = {line, *near, *(bound.cue for bound in (*lower, *upper) if bound.when in (earliest, latest))}
    return Publication(str(days[0])[:10], "inferred", _in_order(cues))


def _day(edtf: str) -> np.datetime64 | None:
    """A day, or None for 29 February of a common year."""
    try:
        return np.datetime64(edtf, "s")
    except ValueError:
        return None


def _from_id(document: str, lower: list[Bound], upper: list[Bound]) -> Publication | None:
    """A day written in the document's id, where the text does not speak against it."""
    found = ID_DATE.search(document)
    day = _day(f"{found[1]}-{found[3]}-{found[4]}") if found else None
    if not found or day is None or any(bound.when > day for bound in lower) or any(bound.when < day for bound in upper):
        return None
    return Publication(str(day)[:10], "inferred", (Cue(0, 0, found[0], "the document's id"),))


def _from_bounds(told: Sequence[Told], lower: list[Bound], upper: list[Bound]) -> Publication | None:
    """The interval that the cues leave, narrowed by months where they leave a single year; open where they bound one
    side."""
    if not lower and not upper:
        return None
    earliest, latest = _tightest(lower, upper)
    if earliest is None or latest is None:
        cues = {bound.cue for bound in (*lower, *upper) if bound.when in (earliest, latest)}
        return Publication(_interval(earliest, latest), "inferred", _in_order(cues))
    if earliest > latest:
        return None
    year = str(earliest)[:4]
    if year == str(latest)[:4]:
        later, sooner = months_of(year, told)
        lower, upper = lower + later, upper + sooner
        earliest, latest = _tightest(lower, upper)
        if earliest is None or latest is None or earliest > latest:
            return None
    cues = {bound.cue for bound in (*lower, *upper)}
    return Publication(_interval(earliest, latest), "inferred", _in_order(cues))


def _tightest(lower: list[Bound], upper: list[Bound]) -> tuple[np.datetime64 | None, np.datetime64 | None]:
    """The latest of the lower and the earliest of the upper bounds, None where there is none."""
    earliest = max((bound.when for bound in lower), default=None)
    return earliest, min((bound.when for bound in upper), default=None)


def _in_order(cues: set[Cue]) -> tuple[Cue, ...]:
    return tuple(sorted(cues, key=lambda cue: (cue.start, cue.end, cue.reason)))


def _interval(earliest: np.datetime64 | None, latest: np.datetime64 | None) -> str:
    """Years or months where both ends are whole ones, days otherwise; ".." for an end that is open."""
    first = str(earliest)[:10] if earliest is not None else ""
    last, after = (str(latest)[:10], str(latest + DAY)[:10]) if latest is not None else ("", "")
    length = next(
        length
        for length, whole in ((4, "-01-01"), (7, "-01"), (10, ""))
        if first.endswith(whole if first else "") and after.endswith(whole if after else "")
    )
    first, last = first[:length] or "..", last[:length] or ".."
    return first if first == last else f"{first}/{last}"
