"""The lines that say when a document was written: those where a date, its labels and its place are all that is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from analysis.documents.cues import Cue, Span
from analysis.documents.dates_abroad import MONTH_NAMES, find_dates_abroad
from analysis.language.dates import DateMention, find_dates

HEAD_LINES, TAIL_LINES, EDGE = 5, 2, 20_000
LINE = re.compile(r"^[^\S\n]*+\S[^\n]*", re.MULTILINE)
YEAR = re.compile(r"\d{4}|年")
FIGURE = re.compile(r"\d")
ZONE = r"gmt|utc|e[sd]t|p[sd]t|c[sde]+t|bst|mes?z"
# what may stand beside the date on its line
LABEL = re.compile(
    r"(?:first published|published|posted|(?:last )?(?:updated|modified)|date|dated|written|issued|released|created"
    rf"|on|at|by|from|the|{ZONE}|"
    r"[ap]m|local time|time|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|day"
    r"|le|den|vom|am|el|il|em|dal|datum|stand|veröffentlicht|publiée?|mise? en ligne|publicado|pubblicato|gepubliceerd"
    r"|à|um|uhr|h)\b|h(?=\d)|\W|\d",
    re.IGNORECASE,
)
# the kind of document, which may stand with them in its head: "Final report, March 2024", "Vermerk vom 2. September"
KIND = re.compile(
    r"\b(?:(?:final|interim|draft|annual|press|media|news|background|position|policy|version|edition|no|nr"
    r"|for immediate|open|of|du|de|del) ?)*(?:memo|memorandum|letter|brief|briefing|note|paper|report|statement"
    r"|bulletin|circular|release|version|edition|issue|vermerk|aktennotiz|notiz|schreiben|bericht|pressemitteilung"
    r"|medienmitteilung|stellungnahme|communiqué(?: de presse)?|rapport|lettre|comunicado|comunicato)\b"
    r"(?: (?:of|du|del?|no|nr)\b)?",
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
UPDATED = re.compile(r"\b(?:updated|modified|accessed|retrieved)\b", re.IGNORECASE)
PLACE = re.compile(r"[\s#*(]*(?:[A-Z][\w.’'/() -]*, ?){0,4}(?:[A-Z][\w.’'/()-]* ?){0,4}[-–—,(]? ?")
TEXT_FOLLOWS = re.compile(r"\s?(?:[-–—:|]|\([A-Z])|,? [A-Z“\"]")
# "Berlin, " and "Washington, D.C., " before a date that ends its line; "On Berlin, " goes on with a sentence
NAME = r"[A-ZÀ-ÖØ-Þ][\w.’'-]*"
PLACE_ALONE = re.compile(
    r"[\s#*(]*(?!(?:On|In|At|By|From|Since|Until|After|Before|The|And|But|For)\b)"
    rf"(?:{NAME}(?: (?:{NAME}|of|de|am|upon|im|an|der|sur|la)){{0,3}}, ?){{1,2}}(?:(?:le|den|el|il|em) )?"
)
DASH_FOLLOWS = re.compile(r"\s?(?:[-–—:]|\([A-Z])")
# "Prepared 2 Sept. 2024 for the liaison group": the verb of a label opens the line, whoever it was for
MADE = re.compile(r"[\s#*(]*(?:prepared|published|issued|released|written|drawn up)(?: on)? ", re.IGNORECASE)
STAMPED = re.compile(rf"\d[:.]\d\d ?(?:{ZONE})\Z", re.IGNORECASE)
# a line that goes on with the sentence of the line above: "... was signed on\nMarch 3, 2011 President ..."
RUNS_ON = re.compile(
    r"(?:,|\b(?:on|in|of|by|since|until|from|to|and|the|before|after|dated|for|at|or|between|through|than|a))\s*\Z",
    re.IGNORECASE,
)
# what records something that was held, what names it, and what only announces it
MINUTES = re.compile(
    r"\b(?:minutes|transcript|verbatim|protokoll|niederschrift|compte[- ]rendu|procès[- ]verbal|verbale|actas?)\b",
    re.IGNORECASE,
)
TALK = re.compile(
    r"[\s#*(]*(?:interview|conversation|remarks|speech|address|recorded|gespräch|rede|entretien|discours)\b",
    re.IGNORECASE,
)
HELD = re.compile(r"[\s#*(]*(?:held|meeting|session|hearing|sitzung|réunion|séance)\b", re.IGNORECASE)
AHEAD = re.compile(
    r"\b(?:next|agenda|invitation|notice|(?:to|will) be held|prochaine?|nächste[nrs]?|einladung|tagesordnung"
    r"|ordre du jour|convocation)\b",
    re.IGNORECASE,
)
WHERE = re.compile(rf"(?:,? (?:at|in)|,) (?:the )?{NAME}(?: {NAME})*")


class Line(NamedTuple):
    """A date that a line states: `is_update` where it says when the text was changed, `is_record` where it is the day
    of what the document records."""

    edtf: str
    earliest: np.datetime64
    latest: np.datetime64
    cue: Cue
    is_update: bool = False
    is_record: bool = False


def edge_lines(text: str) -> tuple[list[Span], list[Span]]:
    """The first and the last lines that are not blank; none stands in both lists."""
    first = [found.span() for _, found in zip(range(HEAD_LINES), LINE.finditer(text), strict=False)]
    last: list[Span] = []
    end, low = len(text), max(0, len(text) - EDGE)
    while end > low and len(last) < TAIL_LINES:
        start = text.rfind("\n", low, end) + 1 or low
        if not text[start:end].isspace() and start < end:
            last.append((start, end))
        end = start - 1
    return first, [span for span in reversed(last) if span not in first]


def stated_days(text: str, head: Sequence[Span], foot: Sequence[Span]) -> Iterator[Line]:
    """A day with its year on a line of its own, or before the text of a date line."""
    for spans, is_head in ((head, True), (foot, False)):
        for first, part, opens, mention in _dated_parts(text, spans):
            if _full_day(mention) and _states(part, mention, opens=opens, is_head=is_head):
                is_update = bool(UPDATED.search(part[: mention.start]))
                yield _line(first, mention, "a stated date line", is_update=is_update)


def stated_spans(text: str, head: Sequence[Span]) -> list[Line]:
    """The months, weeks and seasons that the head states, and the days of what it records."""
    said = " ".join(text[start : min(end, start + PARTED)] for start, end in head)
    found = []
    for first, part, _, mention in _dated_parts(text, head):
        if mention.kind != "date" or mention.bound or not YEAR.search(mention.text):
            continue
        if mention.granularity in ("month", "week", "season") and _is_alone(part, mention, is_head=True):
            found.append(_line(first, mention, f"a stated {mention.granularity}"))
        elif _full_day(mention) and not AHEAD.search(said) and _is_record(part, mention, said):
            found.append(_line(first, mention, "the day of what the document records", is_record=True))
    return found


def _dated_parts(text: str, spans: Sequence[Span]) -> Iterator[tuple[int, str, bool, DateMention]]:
    """The dates in some lines and what stands by itself in them: where the part begins, the part, whether it opens its
    line, and the date."""
    for start, end in spans:
        line = text[start : min(end, start + 300)]
        if not YEAR.search(line) or RUNS_ON.search(text, max(0, start - 40), start):
            continue
        for at, part in _parts(line):
            abroad = find_dates_abroad(part) if MONTH_NAMES.search(part) else []
            for mention in [*find_dates(part), *abroad]:
                yield start + at, part, not at, mention


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


def _line(first: int, mention: DateMention, reason: str, *, is_update: bool = False, is_record: bool = False) -> Line:
    start = first + mention.start
    cue = Cue(start, start + len(mention.text), mention.text, reason)
    return Line(mention.edtf, mention.earliest, mention.latest, cue, is_update, is_record)


def _full_day(mention: DateMention) -> bool:
    plain = mention.kind == "date" and not mention.bound and mention.granularity == "day"
    return plain and len(mention.edtf) == 10 and bool(YEAR.search(mention.text))


def _states(part: str, mention: DateMention, *, opens: bool, is_head: bool) -> bool:
    if is_date_line(part, mention, opens=opens):
        return True
    if not is_head or len(part) > PARTED:
        return False
    is_made = MADE.fullmatch(part, 0, mention.start) is not None and not part.rstrip().endswith(".")
    is_stamped = STAMPED.search(mention.text) is not None and not part[mention.end :].strip()
    return is_made or is_stamped or _is_alone(part, mention, is_head=True)


def is_date_line(line: str, mention: DateMention, *, opens: bool = True) -> bool:
    """Whether a date, with its labels and its place, is all that a line says, or `opens` one that goes on as text."""
    if _is_alone(line, mention):
        return True
    if not opens:
        return False
    before, after = line[: mention.start], line[mention.end :]
    if PLACE_ALONE.fullmatch(before) and not LABEL.sub("", after):
        return True
    begins = PLACE.fullmatch(before) is not None and len(before) < 60
    return begins and (TEXT_FOLLOWS if not before.strip() else DASH_FOLLOWS).match(after) is not None


def _is_alone(line: str, mention: DateMention, *, is_head: bool = False) -> bool:
    """Whether nothing but labels stands beside a date; in the head the kind of document may."""
    before, after = line[: mention.start], line[mention.end :]
    return not LABEL.sub("", (KIND.sub("", before) if is_head else before) + after)


def _is_record(part: str, mention: DateMention, said: str) -> bool:
    """Whether a line names the day of a meeting, a speech or a talk of which the document is the record."""
    before, after = part[: mention.start], part[mention.end :].strip(" .)")
    if len(part) > PARTED or (after and not WHERE.fullmatch(part[mention.end :].rstrip(" .)"))):
        return False
    named = MINUTES.search(before) or TALK.match(before)
    return bool(named or (HELD.match(before) and MINUTES.search(said)))
