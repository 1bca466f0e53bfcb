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
from analysis.documents.date_lines import FIGURE, LINE, YEAR, Line, edge_lines, is_date_line, stated_days, stated_spans
from analysis.language.dates import find_dates
from analysis.language.dates.events import Events


@dataclass(frozen=True)
class Publication:
    """published: EDTF, "" for unknown; basis: stated, inferred or unknown; evidence: every cue used, in order."""

    published: str
    basis: str
    evidence: tuple[Cue, ...]


UNKNOWN = Publication("", "unknown", ())
ID_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_./]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
ID_DATE_BACK = re.compile(r"(?<![\d.])(0[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])\.((?:19|20)\d\d)(?!\d)")
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
    with its year; a date line whose year the text settles; a line of the head with a month, a week or a season, or with
    the day of the meeting that it records, where no cue speaks against it; the id; bounds from cues with a clear verb,
    open on the side that none speaks of. A day is given only where the document writes one.

    >>> find_publication("2022/03/06 11:43\\n\\nA text.", " " * 16 + "\\n\\nA text.", headers=[(0, 16)]).published
    '2022-03-06'
    >>> find_publication("A text.", "A text.").basis
    'unknown'
    """
    head, foot = edge_lines(text)
    head = [*headers, *head]
    if day := min(stated_days(text, head, foot), key=lambda line: line.is_update, default=None):
        return Publication(day.edtf, "stated", (day.cue,))
    told = dates_told(body, [(0, len(body))], events)
    lower, upper = _agreed(
        list(lower_bounds(body, told, dates_told(text, captions, events))), list(upper_bounds(body, told))
    )
    return (
        _from_date_line(text, body, headers, told, [*years_of_names(told), *lower], upper)
        or _from_head(stated_spans(text, head), lower, upper)
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
            if not bare or YEAR.search(mention.text) or not is_date_line(line, mention):
                continue
            cue = Cue(start + mention.start, start + mention.end, mention.text, "a date line without a year")
            return _completed(cue, mention.edtf[4:], told, lower, upper)
    return None


def _from_head(lines: Sequence[Line], lower: list[Bound], upper: list[Bound]) -> Publication | None:
    """What the head says alone and the text does not speak against: a month, or the day of what it records."""
    if len({line.edtf for line in lines}) != 1:
        return None
    line = lines[0]
    if any(bound.when > line.latest for bound in lower) or any(bound.when < line.earliest for bound in upper):
        return None
    return Publication(line.edtf, "inferred" if line.is_record else "stated", (line.cue,))


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
    found, back = ID_DATE.search(document), ID_DATE_BACK.search(document)
    if found:
        day = _day(f"{found[1]}-{found[3]}-{found[4]}")
    elif found := back:
        day = _day(f"{found[3]}-{found[2]}-{found[1]}")
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
