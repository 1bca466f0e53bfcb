"""From a text to its date mentions: phrases, the days they mean, their bounds and their roles."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import NamedTuple

from analysis.language.dates.edtf import Interval, bounded, interval, moment
from analysis.language.dates.events import Events, packaged_events
from analysis.language.dates.figures import settle_figures
from analysis.language.dates.meaning import TIMELESS, over_publication
from analysis.language.dates.mention import DateMention
from analysis.language.dates.mode import ENOUGH, Mode, choose_mode
from analysis.language.dates.numbers import inside_name
from analysis.language.dates.periods import civil
from analysis.language.dates.phrases import Phrase, find_phrases
from analysis.language.dates.ranges import LONGEST, POINTERS, interval_of, joined, lends_year
from analysis.language.dates.reference import Meaning, Reference
from analysis.language.dates.roles import bound, role_of
from analysis.language.dates.shadow import Shadow


def find_dates(text: str, published: str | None = None, *, events: Events | None = None) -> list[DateMention]:
    """Every English date expression of a text, in order; ISO, numeric and Chinese dates are read in any language.

    text: one string. published: its publication date as an EDTF string; "" and None mean unknown, and leave "last
    year" unknown. events: the named events to know, those of the package unless given. With an interval as publication
    date, relative expressions get an interval. News reads year-less dates against the publication, a narrative against
    the date last told (`reading_mode` says which, and why). Returns frozen DateMention. Errors: AnalysisError where
    `published` is not EDTF.

    >>> [(told.text, told.edtf, told.role) for told in find_dates("The plant opened last year.", "2023-06-05")]
    [('last year', '2022', 'past')]
    """
    return _mentions(text, read_dates(text, published, events=events))


def _mentions(text: str, read: list[Read]) -> list[DateMention]:
    return [
        DateMention(
            start,
            end,
            text[start:end],
            value.edtf,
            moment(value.first),
            moment(value.last),
            value.granularity,
            bound_by,
            value.kind,
            role,
        )
        for start, end, value, bound_by, role in read
    ]


def read_dates(text: str, published: str | None = None, *, events: Events | None = None) -> list[Read]:
    """The dates that `find_dates` gives, as plain tuples: start, end, what the words mean, bound, role."""
    found = _found(text, events or packaged_events())
    return _in_original(found.shadow, Reader(found, interval(published or "")).read())


def anchored_dates(text: str, *, events: Events | None = None) -> list[DateMention]:
    """The dates of a text that may say when it was written: those with a year, the months among them, names with a
    year, and events; read without a publication date, and without what is told relative to another day.

    >>> [told.text for told in anchored_dates("In May 2019 they met. Last week, in June, they met again.")]
    ['May 2019', 'June']
    """
    found = _found(text, events or packaged_events())
    kept = [phrase for phrase in found.phrases if phrase.has_year or phrase.rule in ANCHORED or "year" in phrase.parts]
    return _mentions(text, _in_original(found.shadow, Reader(found._replace(phrases=kept), interval("")).read()))


ANCHORED = frozenset(("month", "month_day", "day_month", "year", "event"))


class Read(NamedTuple):
    """A date mention as it is read: DateMention is what people are shown."""

    start: int
    end: int
    value: Interval
    bound: str
    role: str


class Found(NamedTuple):
    """The phrases of a text, in its shadow."""

    shadow: Shadow
    phrases: list[Phrase]


def _found(text: str, events: Events) -> Found:
    return _last_found(text, events) if len(text) > SHORT else _find(text, events)


def _find(text: str, events: Events) -> Found:
    shadow = Shadow(text)
    return Found(shadow, find_phrases(shadow.text, shadow.small, events))


SHORT = 500
# A document without a date is read twice: for what it says of its publication, and then against that.
_last_found = lru_cache(maxsize=1)(_find)


def _in_original(shadow: Shadow, read: list[Read]) -> list[Read]:
    """Mentions of the shadow at their places in the text."""
    if not shadow.positions:
        return read
    return [one._replace(start=shadow.original(one.start), end=shadow.original(one.end - 1) + 1) for one in read]


def reading_mode(text: str, published: str | None = None) -> Mode:
    """Whether find_dates reads a text as news or as a narrative, and why.

    >>> reading_mode("It began in 1940.").reason
    'no publication date'
    """
    return Reader(_found(text, packaged_events()), interval(published or "")).mode


AHEAD = 8  # phrases to look ahead for the next year told
# rules that may give a year but no month
COARSE = frozenset(
    (
        "year",
        "the_year",
        "years",
        "marked_years",
        "short_year",
        "spoken_year",
        "fiscal_year",
        "era",
        "decade",
        "century",
    )
)
ASIDE = 1  # years that a story may go on without being an aside


class Reader:
    """One text read from its start to its end, remembering the date last told."""

    def __init__(self, found: Found, written: Interval) -> None:
        self.text, self.phrases = found.shadow.text, found.phrases
        self.written = written
        self.known = written.first is not None and written.last is not None
        self.years = [_year(phrase) for phrase in self.phrases]
        told = [year for year in self.years if year is not None]
        self.mode = choose_mode(told, sum(map(_points, self.phrases)), written)
        full = [
            phrase for phrase, year in zip(self.phrases, self.years, strict=True) if year and phrase.rule not in COARSE
        ]
        self.chronicle = self.known or len(full) >= ENOUGH
        self.last: Interval | None = None
        self.last_end = 0
        self.last_bound = self.last_role = ""
        settle_figures(self.text, self.phrases, written)

    def read(self) -> list[Read]:
        """Every mention, in order."""
        mentions, place = [], 0
        while place < len(self.phrases):
            phrase = self.phrases[place]
            place += 1
            if phrase.rule in TIMELESS and phrase.rule != "now":
                mentions.append(Read(phrase.start, phrase.end, TIMELESS[phrase.rule], "", "unknown"))
                continue
            value: Meaning = None
            end = phrase.end
            near = place < len(self.phrases) and self.phrases[place].start - end <= LONGEST
            if near and joined(self.text, phrase, self.phrases[place]):
                value = interval_of(phrase, self.phrases[place], partial(self._resolve, joint=True))
                if value:
                    end = self.phrases[place].end
                    place += 1
            value = value or self._resolve(phrase, year=self._lent_year(phrase, place) if near else None)
            if value:
                mention = self._mention(phrase, end, value)
                mentions.append(mention)
                if mention.value.kind == "date" and value.first is not None and not self._digresses(place, value):
                    self.last, self.last_end = value, end
                    self.last_bound, self.last_role = mention.bound, mention.role
        return mentions

    def _resolve(
        self, phrase: Phrase, *, year: int | None = None, after: Meaning = None, joint: bool = False
    ) -> Meaning:
        """The days of a phrase; `year` is lent by the other end of a range, `after` is its first end."""

        def view(today: int | None) -> Reference:
            narrative = self.mode.name == "narrative" and not self._ahead()
            if after and after.first is not None and phrase.rule not in POINTERS:
                return Reference(self.text, phrase.start, phrase.end, after.first, after, True, year, 1)
            return Reference(
                self.text,
                phrase.start,
                phrase.end,
                None if narrative else today,
                self.last,
                narrative,
                year,
                last_bound=self.last_bound,
                last_role=self.last_role,
                known=self.known,
                chronicle=self.chronicle,
            )

        if phrase.rule == "now" and joint:
            phrase = Phrase(
                phrase.start, phrase.end, "day_word", {"word": "today"}, []
            )  # the end of "between March and now"
        return over_publication(phrase, self.written, view)

    def _ahead(self) -> bool:
        """Whether the date last told was still to come at publication: nobody counts "last March" from there."""
        first, written = self.last.first if self.last else None, self.written.last
        return self.last_role == "target" and first is not None and written is not None and first > written

    def _lent_year(self, phrase: Phrase, place: int) -> int | None:
        """The year that the next phrase lends: "in April and June 1955"."""
        if place < len(self.phrases) and lends_year(self.text, phrase, self.phrases[place]):
            value = self._resolve(self.phrases[place])
            return int(value.edtf[:4]) if value and value.edtf[:4].isdigit() else None
        return None

    def _digresses(self, following: int, value: Interval) -> bool:
        """Whether a date with its year is an aside: the next year told lies nearer to the story so far."""
        year = self.years[following - 1]
        if year is None or self.last is None or self.last.first is None:
            return False
        before = civil(self.last.first)[0]
        after = next((other for other in self.years[following : following + AHEAD] if other is not None), None)
        return after is not None and abs(year - before) > ASIDE and abs(after - before) < abs(after - year)

    def _mention(self, phrase: Phrase, end: int, value: Interval) -> Read:
        if value.kind != "date":
            return Read(phrase.start, end, value, "", "unknown")
        if (
            phrase.rule == "year"
            and end == phrase.end
            and not phrase.heads
            and inside_name(self.text, phrase.start, end)
        ):
            return Read(phrase.start, end, value._replace(kind="name"), "", "unknown")
        bound_by = bound(self.text, phrase.start, end)
        role = role_of(self.text, phrase, end, value, bound_by, self.written)
        part = phrase.heads[0].get("part", "").lower() if phrase.heads else ""
        return Read(phrase.start, end, bounded(value, edge(bound_by, part)), bound_by if value.edtf else "", role)


def _year(phrase: Phrase) -> int | None:
    """The year in four figures that a phrase gives, if it does."""
    figures = phrase.parts.get("year") or phrase.parts.get("y") or ""
    return int(figures[-4:]) if figures[-4:].isdigit() and len(figures) >= 4 else None


def _points(phrase: Phrase) -> bool:
    """Whether a phrase points at the day of publication: yesterday, Friday, last week, two days ago."""
    which = phrase.parts.get("which", "").lower()
    return (
        phrase.rule in ("day_word", "weekday")
        or which in ("last", "this", "next")
        or phrase.parts.get("rel", "").lower() == "ago"
    )


def edge(bound_by: str, part: str) -> str:
    """Before the end of 2030 is by 2030; after the start of 2030 is since 2030."""
    if bound_by == "before" and any(word in part for word in ("end", "close", "late", "middle", "mid")):
        return "by"
    if bound_by == "after" and any(word in part for word in ("begin", "start", "early", "onset", "middle", "mid")):
        return "since"
    return bound_by
