"""The sentences behind the numbers of one chart, as many as a report has room for, with their mentions marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from pandas.api.types import is_datetime64_any_dtype

from analysis.charts.marks import marks
from analysis.charts.spoken_dates import say_date
from analysis.exports.evidence import records
from analysis.exports.read_dossiers import Kept
from analysis.language.shown import one_line

MOST_SENTENCES = 12  # behind one number
MOST_BEHIND = 240  # behind all numbers of one chart


@dataclass(frozen=True)
class Sentence:
    """A passage with the places (start, end) of the mentions in it, and where it stands."""

    passage: str
    places: tuple[tuple[int, int], ...]
    where: str


@dataclass(frozen=True)
class Note:
    """What stands behind one number: the name of its mark in words, all mentions counted, the first sentences shown."""

    mark: str
    label: str
    mentions: int
    sentences: tuple[Sentence, ...]


def notes(kept: Kept, table: pd.DataFrame, names: Mapping[str, str]) -> Iterator[Note]:
    """For each mark of the table, in its order, the sentences behind it, as many as the report has room for.

    Where every row is a mention, those of one document and theme (or term) stand together.
    """
    evidence, keys = kept.evidence, kept.content["table"]["keys"]
    if evidence is None or evidence.empty:
        return
    shared = [
        key for key in keys if key in evidence.columns and not ("start" in keys and key in ("pattern", "start", "end"))
    ]
    if shared != list(keys):
        evidence = evidence.assign(mark=marks(evidence, shared))
    by_mark, room = dict(list(evidence.groupby("mark", sort=False))), MOST_BEHIND
    for mark, named in zip(
        marks(table, shared), records(as_charts_say(table, names, labels_of(kept)), shared), strict=True
    ):
        mentions = by_mark.pop(mark, None)
        if mentions is None or not room:
            continue
        found = list(sentences(mentions, min(room, MOST_SENTENCES), names))
        room -= len(found)
        yield Note(mark, label(named, shared), len(mentions), tuple(found))


def labels_of(kept: Kept) -> Mapping[str, str]:
    """The labels of the themes of a dossier."""
    labels: Mapping[str, str] = (kept.content.get("settings") or {}).get("labels") or {}
    return labels


def label(row: Mapping[str, object], keys: Sequence[str]) -> str:
    """A mark in words."""
    return one_line(", ".join(f"{key} {row[key]}" for key in keys), longest=160)


def sentences(mentions: pd.DataFrame, most: int, names: Mapping[str, str]) -> Iterator[Sentence]:
    """The first `most` passages of some mentions, each once, with all its mentions marked."""
    passages: dict[tuple[str, int, str], list[tuple[int, int]]] = {}
    where: dict[tuple[str, int, str], str] = {}
    for document, sentence, passage, at, reading, published, source in with_places(mentions).itertuples(
        index=False, name=None
    ):
        place = (document, sentence, passage)
        if place not in passages and len(passages) == most:
            break
        passages.setdefault(place, []).extend([(at, at + len(reading))] if at >= 0 else [])
        where[place] = one_line(
            ", ".join(filter(None, [names.get(document, document), published and say_date(published), source]))
        )
    for place, spots in passages.items():
        yield Sentence(place[2], tuple(sorted(set(spots))), where[place])


def with_places(mentions: pd.DataFrame) -> pd.DataFrame:
    """What a sentence is made of; mentions of a corpus that was closed at the export have only their own words."""
    have = set(mentions.columns)
    rows = mentions.assign(published=mentions["published"].replace("", "no date") if "published" in have else "")
    if not {"passage", "at"} <= have:
        rows = rows.assign(passage=rows["reading"], at=0)
    if "sentence" not in have:
        rows = rows.assign(sentence=-1)
    if "source" not in have:
        rows = rows.assign(source="")
    return rows[["document", "sentence", "passage", "at", "reading", "published", "source"]]


def as_charts_say(table: pd.DataFrame, names: Mapping[str, str], themes: Mapping[str, str]) -> pd.DataFrame:
    """`table` in the words of the charts: names of documents, labels of `themes`, spoken periods, "not given".

    >>> table = pd.DataFrame({"source": [""], "theme": ["jobs"], "period": ["202X"]})
    >>> as_charts_say(table, {}, {"jobs": "Employment"}).iloc[0].tolist()
    ['not given', 'Employment', '2020s']
    """
    said: dict[str, Callable[[str], str]] = {
        "document": lambda one: names.get(one, one),
        "other": lambda one: names.get(one, one),
        "theme": lambda one: themes.get(one, one),
        "period": say_date,
        "published": say_date,
        "source": lambda one: one or "not given",
    }
    texts = [column for column in said if column in table.columns and not is_datetime64_any_dtype(table[column])]
    return table.assign(**{column: [said[column](str(one)) for one in table[column]] for column in texts})
