"""Days and months with their names in six more languages, for date lines alone: running text is read in English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import numpy as np

from analysis.language.dates import DateMention

LANGUAGES = (
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber maerz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
)


def _bare(word: str) -> str:
    """A word in small letters without its accents: "août" is often written "aout"."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


NUMBERS = {
    spelled: number
    for names in LANGUAGES
    for number, name in enumerate(names.split(), 1)
    for spelled in (name, _bare(name))
}
MONTH = "|".join(sorted(NUMBERS, key=lambda name: (-len(name), name)))
MONTH_NAMES = re.compile(rf"\b(?:{MONTH})\b", re.IGNORECASE)
DAY = r"(?<!\d)(?P<day>3[01]|[12]\d|0?[1-9])(?:\.|er|º|°)? ?(?:de )?"
DATE = re.compile(rf"(?:{DAY})?\b(?P<month>{MONTH}) (?:del? )?(?P<year>\d{{4}})\b", re.IGNORECASE)


def find_dates_abroad(line: str) -> list[DateMention]:
    """The days and months with a year in one line; a day that its month does not have is none.

    >>> [date.edtf for date in find_dates_abroad("Colmar, le 1er avril 2025; 30. Februar 2025; marzo de 2024")]
    ['2025-04-01', '2024-03']
    """
    return list(_found(line))


def _found(line: str) -> Iterator[DateMention]:
    for found in DATE.finditer(line):
        month = f"{found['year']}-{NUMBERS[found['month'].lower()]:02d}"
        edtf = f"{month}-{int(found['day']):02d}" if found["day"] else month
        try:
            first = np.datetime64(edtf, "D")
        except ValueError:
            continue
        after = first + 1 if found["day"] else (np.datetime64(month, "M") + 1).astype("datetime64[D]")
        last = (after - 1).astype("datetime64[s]")
        granularity = "day" if found["day"] else "month"
        yield DateMention(
            *found.span(), found[0], edtf, first.astype("datetime64[s]"), last, granularity, "", "date", "unknown"
        )
