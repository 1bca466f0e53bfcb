"""What relative expressions are read against: the day of reference, the date last told, and where the sentence
looks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from analysis.language.dates.direction import STOP, direction
from analysis.language.dates.edtf import Interval, unknown, whole
from analysis.language.dates.periods import COARSENESS, Period, civil, containing, weekday

Parts = dict[str, str]  # what a rule captured, by name
Meaning = Interval | None  # None: not a date after all

STEPS = {
    **dict.fromkeys(("last", "past", "previous", "preceding", "prior", "yesterday"), -1),
    **dict.fromkeys(("next", "nxt", "coming", "following", "upcoming", "the following", "tomorrow"), 1),
}
# words that point at the date last told, whatever the day of publication
TOLD = ("same", "that", "following", "previous", "preceding", "prior")


SENTENCE = 200  # characters that a sentence may have between two of its dates
SUMMED = ("quarter", "half")  # periods whose results are told after their end
FULL = ("day", "week", "month")  # dates exact enough for "last week" to be counted from them
BACKWARD = 3  # how many times farther back a date without a verb may lie than ahead
STRONGER = 8  # how many times nearer the other year must be to overrule the verb


@dataclass
class Reference:
    """The view of one expression at text[start:end].

    today: day number of the publication, None where unknown; last: the date last told; narrative: whether year-less
    dates follow the story instead of the publication; year: a year given by the other end of a range; toward: an
    imposed direction; last_end: where the date last told ends; last_bound, last_role: its bound and its role;
    known: whether the publication date is known; chronicle: whether the text gives so many full dates that "this
    year" is the year of the story.
    """

    text: str
    start: int
    end: int
    today: int | None
    last: Interval | None
    narrative: bool = False
    year: int | None = None
    toward: int | None = None
    last_end: int = 0
    last_bound: str = ""
    last_role: str = ""
    known: bool = True
    chronicle: bool = True

    @cached_property
    def direction(self) -> int:
        """1 where the sentence looks ahead, -1 where it looks back, 0 where it does neither."""
        return direction(self.text, self.start, self.end) if self.toward is None else self.toward

    @property
    def told(self) -> int | None:
        """The first day of the date last told; without one, the day of publication."""
        return self.last.first if self.last and self.last.first is not None else self.today

    @property
    def base(self) -> int | None:
        """The day that dates without a year are read against.

        A short text does not go on from a date still to come, unless in the same sentence.
        """
        if self.today is not None:
            return self.told if self.narrative else self.today
        ahead = self.last_role == "target" and not self.chronicle and not self.same_sentence
        return None if ahead else self.told

    @property
    def present(self) -> int | None:
        """The day that "last week" and "this year" are counted from.

        Without a publication date, that is a full date of the story which is told as past: "homes by 2028. Last year
        few were built" says nothing of 2027.
        """
        if self.today is not None or self.known:
            return self.base
        full = self.last is not None and self.last.granularity in FULL and not self.last_bound
        return self.told if (full or self.chronicle) and self.last_role != "target" else None

    def base_for(self, word: str, unit: str = "day") -> int | None:
        """The day that "last week" (publication) or "the following week" (a date last told, no wider than a week) is
        counted from."""
        word = word.lower().split(" ")[-1]
        if word not in TOLD or not self.last or not self.last.granularity:
            return self.base if word == "the" else self.present
        wider = COARSENESS[self.last.granularity] > COARSENESS[unit]
        return (None if self.narrative else self.today) if wider else self.told

    @property
    def same_sentence(self) -> bool:
        """Whether the date last told stands in the sentence of the expression."""
        return self.last_end > self.start - SENTENCE and not STOP.search(self.text, self.last_end, self.start + 1)

    def choose(self, dates: dict[int, Period | None]) -> Interval:
        """Of a date without a year, in several years: the last before, the first after, or the nearest, as the
        sentence looks."""
        real = [period for _, period in sorted(dates.items()) if period]
        base = self.base
        if base is None or not real:
            return unknown(real[0].unit if real else "day")
        if self.narrative and self.toward is None:
            return whole(min(real, key=lambda period: _distance(period, base)))
        nearest = min(real, key=lambda period: _away(period, base))
        if self.direction:
            meant = [period for period in real if (_told(period, base) if self.direction < 0 else period.last >= base)]
            chosen = min(meant, key=lambda period: _away(period, base), default=nearest)
            # a date of next week is not told as one of last year, whatever verb stands near it
            over = self.toward is not None or (chosen.unit in SUMMED and self.direction < 0)
            return whole(
                nearest if not over and _away(chosen, base) > STRONGER * _away(nearest, base) + STRONGER else chosen
            )
        back = [period for period in real if period.first <= base]
        if back and _away(back[-1], base) <= BACKWARD * _away(nearest, base):
            return whole(back[-1])  # without a verb, news rather tells what was
        return whole(nearest)

    def years(self) -> list[int]:
        """The years to choose from."""
        if self.year is not None:
            return [self.year]
        if self.base is None:
            return [2000]
        year = civil(self.base)[0]
        same = (
            self.narrative
            and self.toward is None
            and (self.last is None or self.last.granularity not in ("day", "week", "month"))
        )
        return [year] if same else [year - 1, year, year + 1]

    def relative(self, unit: str, which: str) -> Interval:
        """ "last week", "this year", "the following month"."""
        base = self.base_for(which, unit)
        if base is None:
            return unknown(unit)
        return whole(containing(base, unit).shift(STEPS.get(which.lower().split(" ")[-1], 0)))

    def on_weekday(self, wanted: int, which: str) -> Interval:
        """A weekday by its number: the last one up to today, the next one, or the one that the sentence means."""
        base = self.base_for(which) if which else self.present
        if base is None or (self.narrative and self.last and self.last.granularity not in ("day", "week")):
            return unknown("day")
        word = which.lower().split(" ")[-1]
        back = (weekday(base) - wanted) % 7
        if STEPS.get(word) == -1:
            return whole(Period("day", base - (back or 7)))
        if (
            STEPS.get(word) == 1
            or (self.direction > 0 and back)
            or (word in ("this", "coming") and self.direction >= 0 and back)
        ):
            return whole(Period("day", base - back + 7))
        return whole(Period("day", base - back))


def _told(period: Period, base: int) -> bool:
    """Whether a period can be told as past: it has begun, or for the results of quarters and halves it is over."""
    return (period.last if period.unit in SUMMED else period.first) <= base


def _away(period: Period, base: int) -> int:
    """Days between a period and a day, 0 inside it."""
    return max(period.first - base, base - period.last, 0)


def _distance(period: Period, base: int) -> int:
    """How far a story would have to go: back counts double, because stories go on."""
    return period.first - base if period.first >= base else 2 * max(base - period.last, 0)
