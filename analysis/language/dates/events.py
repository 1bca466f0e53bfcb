"""World knowledge, marked as such: when a few named events took place. The table is events.csv beside this file; a
corpus adds its own."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from analysis.errors import AnalysisError
from analysis.language.dates.periods import day as day_of

TABLE = Path(__file__).with_name("events.csv")
COLUMNS = ["names", "first", "last"]
DAY = re.compile(r"\d{4}-\d\d-\d\d")
END = r"(?![^\W\u4e00-\u9fff])"  # Chinese runs on without spaces
OPENING = re.compile(r"[a-z]+|\d+")


@dataclass(frozen=True)
class Events:
    """Named events: rows of (name in small letters, first day, last day), the days as YYYY-MM-DD."""

    rows: tuple[tuple[str, str, str], ...]

    @cached_property
    def days(self) -> dict[str, str]:
        """Every name with its days as one EDTF string.

        >>> packaged_events().days["cop26"]
        '2021-10-31/2021-11-13'
        """
        return {name: first if first == last else f"{first}/{last}" for name, first, last in self.rows}

    @cached_property
    def openings(self) -> frozenset[str]:
        """The letters or figures that a name may begin with: where to look for one."""
        return frozenset(found[0] for name in self.days if (found := OPENING.match(name)))

    @cached_property
    def figures(self) -> frozenset[str]:
        """The figures that a name may begin with."""
        return frozenset(word[0] for word in self.openings if word.isdigit())

    @cached_property
    def elsewhere(self) -> tuple[str, ...]:
        """Names that begin with other letters, such as 北京冬奥会."""
        return tuple(name for name in self.days if not OPENING.match(name))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any name, in small letters, longer ones first."""
        names = sorted(self.days, key=lambda name: (-len(name), name))
        return re.compile("|".join(f"{re.escape(name)}{END}".replace(r"\ ", r"\s{1,2}") for name in names) or "(?!)")

    def told_as(self, text: str) -> str:
        """The days of a name as it stands in a text, in any case and spacing."""
        return self.days[" ".join(text.lower().split())]

    def with_those_of(self, other: Events) -> Events:
        """Both tables; where they name the same event, the other one's days."""
        return Events(tuple({row[0]: row for row in (*self.rows, *other.rows)}.values()))


NO_EVENTS = Events(())


@cache
def packaged_events() -> Events:
    """The table that comes with the package."""
    return read_events(TABLE.read_text(encoding="utf-8"), where=TABLE.name)


def read_events(text: str, *, where: str = "events.csv") -> Events:
    """A table of named events: columns names (several parted by |), first, last (days as YYYY-MM-DD).

    Lines that begin with # are comments. Errors: AnalysisError with file and line for a row that cannot be right.

    >>> read_events("names,first,last\\nGrand Opening|the launch,2024-05-01,2024-05-03\\n").days["the launch"]
    '2024-05-01/2024-05-03'
    """
    rows: dict[str, tuple[str, str, str]] = {}
    for line, cells in _lines(text, where):
        if len(cells) != len(COLUMNS):
            raise AnalysisError(
                f"{len(cells)} cells instead of 3", where=f"{where}, line {line}", do="write names,first,last"
            )
        names, first, last = cells
        last = last or first
        for day in (first, last):
            _check_day(day, f"{where}, line {line}")
        if first > last:
            raise AnalysisError(
                f"the event ends ({last}) before it begins ({first})",
                where=f"{where}, line {line}",
                do="write the first day first",
            )
        for name in names.split("|"):
            key = " ".join(name.lower().split())
            if len(key) < 2:
                raise AnalysisError(
                    f"{name!r} is too short for a name", where=f"{where}, line {line}", do="name the event"
                )
            rows[key] = (key, first, last)
    return Events(tuple(rows.values()))


def _lines(text: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """The rows below the header, with their lines."""
    header: list[str] | None = None
    for line, raw in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not raw.strip() or raw.startswith("#"):
            continue
        cells = [cell.strip() for cell in next(csv.reader(io.StringIO(raw)))]
        if header is None:
            header = cells
            if header != COLUMNS:
                raise AnalysisError(
                    f"the columns are {', '.join(cells)}",
                    where=f"{where}, line {line}",
                    do="begin with names,first,last",
                )
            continue
        yield line, cells


def _check_day(day: str, where: str) -> None:
    if not DAY.fullmatch(day) or not day_of(*map(int, day.split("-"))):
        raise AnalysisError(f"{day!r} is no day", where=where, do="write it as 2024-05-01")
