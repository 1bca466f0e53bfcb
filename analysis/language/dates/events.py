"""World knowledge, marked as such: when a few named events took place. The table is events.csv beside this file; add
rows to it."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("events.csv")


class Event(NamedTuple):
    """A named event and its first and last day, as EDTF days."""

    first: str
    last: str

    @property
    def edtf(self) -> str:
        """Its days as one EDTF string."""
        return self.first if self.first == self.last else f"{self.first}/{self.last}"


@cache
def named_events(table: Path = TABLE) -> dict[str, Event]:
    """Every name of the table, in lower case, with its event.

    >>> named_events()["cop26"].edtf
    '2021-10-31/2021-11-13'
    """
    with table.open(encoding="utf-8", newline="") as file:
        return {
            name.lower(): Event(row["first"], row["last"])
            for row in csv.DictReader(file)
            for name in row["names"].split("|")
        }


def event_names(table: Path = TABLE) -> str:
    """All names of the table as alternatives of a pattern, longer ones first."""
    return "|".join(
        re.escape(name).replace(r"\ ", r"\s+") for name in sorted(named_events(table), key=len, reverse=True)
    )


@cache
def event_pattern(table: Path = TABLE) -> re.Pattern[str]:
    """One pattern that finds any name of the table, with "the" in front of it."""
    return re.compile(rf"\b(?:the )?(?P<name>{event_names(table)})\b", re.IGNORECASE)
