"""From a text to its date mentions: candidates, then the grammar, then the days they mean, then their roles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.language.dates.candidates import Shadow, windows
from analysis.language.dates.edtf import Interval, bounded, interval, moment, unknown
from analysis.language.dates.mention import DateMention
from analysis.language.dates.patterns import COMPILED, MASTER
from analysis.language.dates.resolution import RESOLVERS, Groups, Reference
from analysis.language.dates.roles import bound, direction

KINDS = ("set", "duration", "vague")
NAMED = re.compile(r"[A-Z][\w’'-]+ (?:[A-Z][\w’'-]+ )*$")
LEADING = re.compile(r"^(?:In|On|By|Since|Before|After|Until|During|From|Between|And|But|Early|Late|Of|For|The)\b")
QUANTITY_AFTER = re.compile(
    r"\s*(?:vehicles|cars|people|units|tons|tonnes|miles|meters|metres|kilometers|km|dollars|yuan|euros|points|square|International|[A-Z]\w+ (?:Avenue|Street|Place|Road))\b"
)
NOUN_BEFORE = re.compile(
    r"(?:\bmodel|\broom|\bsuite|\bno\.?|\bnumber|\bpage|\bflight|\broute|[$€£¥])\s*$", re.IGNORECASE
)
DATELINE_AFTER = re.compile(r"\s?(?:[-–—]|\((?:[A-Z]|Xinhua|Reuters|AP)|,? ?\d{1,2}:\d\d\s*$)")


def find_dates(text: str, published: str | None = None) -> list[DateMention]:
    """Every English date expression of a text, in order; ISO, numeric and Chinese dates are read in any text.

    text: one string; published: its publication date as EDTF ("" or None: unknown). Returns frozen DateMention.
    Errors: AnalysisError where `published` is not EDTF.

    >>> [(mention.text, mention.edtf, mention.role) for mention in find_dates("The plant opened last year.", "2023-06-05")]
    [('last year', '2022', 'past')]
    """
    shadow = Shadow(text)
    plain = shadow.text
    written = interval(published or "")
    mentions: list[DateMention] = []
    last: Interval | None = None
    for rule, found in _phrases(plain):
        start, end = found.span()
        if rule in KINDS:
            mentions.append(_mention(text, shadow, start, end, unknown(), "", rule, "unknown"))
            continue
        parts: Groups = {**COMPILED[f"rule_{rule}"].fullmatch(plain, start, end).groupdict(), "text": found[0]}  # type: ignore[union-attr]
        if _not_a_date(plain, start, end, rule, parts):
            continue
        value = _resolve(rule, parts, written, last, direction(plain, start, end))
        if value is None:
            continue
        if rule == "year_alone" and _inside_name(plain, start):
            mentions.append(_mention(text, shadow, start, end, value, "", "name", "unknown"))
            continue
        if value.first is not None:
            last = value
        named_bound = bound(plain, start)
        role = _role(plain, start, end, rule, parts, value, named_bound, written)
        mentions.append(_mention(text, shadow, start, end, bounded(value, named_bound), named_bound, "date", role))
    return mentions


def _phrases(plain: str) -> Iterator[tuple[str, re.Match[str]]]:
    done = 0
    for start, end in windows(plain):
        for found in MASTER.finditer(plain, max(start, done), end):
            done = found.end()
            assert found.lastgroup
            yield found.lastgroup.removeprefix("rule_"), found


def _resolve(rule: str, parts: Groups, written: Interval, last: Interval | None, looks: int) -> Interval | None:
    narrative = written.first is None and written.last is None
    if written.first is None or written.last is None:
        return RESOLVERS[rule](parts, Reference(None, last, looks, narrative))
    early = RESOLVERS[rule](parts, Reference(written.first, last, looks, narrative))
    if written.first == written.last or early is None:
        return early
    late = RESOLVERS[rule](parts, Reference(written.last, last, looks, narrative))
    if late is None or early == late or early.first is None or late.last is None:
        return early
    return Interval(
        early.first,
        late.last,
        f"{moment(early.first).astype('datetime64[D]')}/{moment(late.last).astype('datetime64[D]')}",
        early.granularity,
    )


def _not_a_date(plain: str, start: int, end: int, rule: str, parts: Groups) -> bool:
    if rule == "month_alone":
        name = plain[start:end].lower()
        if name in ("may", "march", "mar", "mar.") or len(name.rstrip(".")) < 4:
            return (
                not re.search(
                    r"\b(?:in|since|until|by|last|next|this|of|early|late)\s$", plain[max(0, start - 8) : start]
                )
                or not plain[start].isupper()
            )
        return not plain[start].isupper()
    if rule in ("weekday_alone", "which_weekday"):
        return len((parts["weekday"] or "").rstrip(".")) < 5 or not (parts["weekday"] or "a")[0].isupper()
    if rule == "year_alone":
        return bool(QUANTITY_AFTER.match(plain, end) or NOUN_BEFORE.search(plain[max(0, start - 12) : start]))
    return False


def _inside_name(plain: str, start: int) -> bool:
    """A year right after capitalised words that are no sentence opener: "Global Initiative 2021"."""
    before = NAMED.search(plain[max(0, start - 60) : start])
    return bool(before and not LEADING.match(before[0]))


def _role(
    plain: str, start: int, end: int, rule: str, parts: Groups, value: Interval, named_bound: str, written: Interval
) -> str:
    if value.first is None and not named_bound and rule != "in_the_day":
        return "unknown"
    if value.granularity == "day" and (value.first, value.last) == (written.first, written.last):
        line = plain.rfind("\n", 0, start) + 1
        rest = plain[end : plain.find("\n", end) if plain.find("\n", end) >= 0 else len(plain)]
        if not plain[line:start].strip() and not rest.strip():
            return "publication"
        if start - line < 80 and DATELINE_AFTER.match(plain, end) and not plain[:line].strip():
            return "publication"
    looks = direction(plain, start, end)
    which = (parts.get("which") or "").lower()
    if rule == "ago" or which == "last" or (parts.get("text") or "").lower() == "yesterday" or rule == "in_the_day":
        return "past"
    if which == "next" or (parts.get("text") or "").lower() == "tomorrow":
        return "target"
    if written.first is not None and written.last is not None and value.first is not None and value.last is not None:
        if value.last < written.first:
            return "past"
        if value.first > written.last:
            return "target"
    return {1: "target", -1: "past", 0: "unknown"}[looks]


def _mention(
    text: str, shadow: Shadow, start: int, end: int, value: Interval, named_bound: str, kind: str, role: str
) -> DateMention:
    first, last = shadow.original(start), shadow.original(end - 1) + 1
    return DateMention(
        first,
        last,
        text[first:last],
        value.edtf,
        moment(value.first),
        moment(value.last),
        value.granularity,
        named_bound,
        kind,
        role,
    )
