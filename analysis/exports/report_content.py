"""What a report says, before it is a page or a Word file: figures, numbers, sentences, claims, methods, documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.charts.marks import mark
from analysis.charts.style import number, plural, short_names
from analysis.exports.claims import RESULTS, STEM, said_again
from analysis.exports.csv_tables import read_csv_bytes
from analysis.exports.evidence import records
from analysis.exports.methods_text import methods
from analysis.exports.read_dossiers import Kept, read_dossiers
from analysis.exports.report_notes import Note, in_short, notes
from analysis.language.shown import one_line

MOST_ROWS = 40  # of a table in the report; the file beside it has all
FIRST_ROWS, MOST_UNFOLDED = 12, 16  # longer tables show the first rows: the page folds the others, Word leaves them
MOST_COLUMNS = 8
NOTHING = "There are no rows: nothing was found."
PASSED_OVER = ("start", "end", "path")  # columns that the sentences behind the numbers show better
SAID_BETTER = (("reading", ("text",)), ("published", ("earliest", "latest")), ("edtf", ("earliest", "latest")))
IF_THERE_IS_ROOM = ("sentence", "place", "kind", "granularity", "earliest", "latest", "source")
DOCUMENT_COLUMNS = ("Document", "Title", "Source", "Published", "Known from", "Words")


@dataclass(frozen=True)
class Figure:
    """One chart of the report with everything said about it; `twin` is the figure that prints its numbers."""

    number: int
    stem: str
    title: str
    caption: str
    alt: str
    png: bytes | None
    columns: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...]
    remarks: tuple[str, ...]
    warnings: tuple[str, ...]
    notes: tuple[Note, ...]
    files: tuple[str, ...]
    twin: int
    all_rows: int


@dataclass(frozen=True)
class Content:
    """A whole report."""

    title: str
    figures: tuple[Figure, ...]
    claims: tuple[tuple[str, str], ...]
    methods: tuple[tuple[str, tuple[str, ...]], ...]
    documents: tuple[tuple[str, ...], ...]
    names_note: str
    left_out: tuple[str, ...]
    versions: Mapping[str, str]


def report_content(folder: str | Path, title: str) -> Content:
    """Everything that the dossiers and the claims of `folder` say. Raises AnalysisError if there is no such folder."""
    dossiers, unreadable = read_dossiers(folder)
    names = short_names(entry["document"] for kept in dossiers for entry in kept.content["documents"])
    charts = [kept for kept in dossiers if kept.stem != STEM]
    twins: dict[str, int] = {}
    for place, kept in enumerate(charts, start=1):
        twins.setdefault(substance(kept), place)
    figures = tuple(figure(kept, place, names, twins) for place, kept in enumerate(charts, start=1))
    return Content(
        title=one_line(title),
        figures=figures,
        claims=tuple(claims(Path(folder), dossiers, names)),
        methods=tuple(
            methods([kept.content for kept in charts], [kept.content for kept in dossiers if kept.stem == STEM])
        ),
        documents=tuple(documents(dossiers)),
        names_note=names_note(names),
        left_out=(*left_out(dossiers), *unreadable),
        versions=dossiers[0].content["versions"] if dossiers else {},
    )


def figure(kept: Kept, place: int, names: Mapping[str, str], twins: Mapping[str, int]) -> Figure:
    """One dossier as a figure of the report; `names` are the short names of documents, as the charts have them.

    `twins` are the numbers of earlier figures by what they hold: equal numbers and mentions are not printed twice.
    """
    content, table = kept.content, kept.table
    keys = content["table"]["keys"]
    twin = twins.get(substance(kept), place)
    marks = tuple(mark(row, keys) for row in records(table, keys)) if keys else ("",) * len(table)
    columns, common, further = worth_showing(table, keys, content["table"].get("value", ""))
    printed = in_short(table[columns].head(MOST_ROWS), names)
    title = one_line(content["title"])
    caption = capital(one_line(content["caption"]).removeprefix(f"{title}. "))
    remarks = about_rows(kept, common, further) if twin == place and len(table) else ()
    complete = content["evidence_complete"]
    return Figure(
        number=place,
        stem=kept.stem,
        title=title,
        caption=caption,
        alt=one_line(content["alt"]),
        png=kept.png,
        columns=tuple(columns),
        numeric=tuple(pd.api.types.is_numeric_dtype(table[column]) for column in columns),
        rows=tuple(tuple(map(as_read, row)) for row in printed.itertuples(index=False, name=None)),
        marks=marks[:MOST_ROWS],
        remarks=tuple(capital(line) for line in map(one_line, remarks) if line.rstrip(".") not in caption),
        warnings=(
            *kept.damage,
            *([f"Not every mention is listed: {content['evidence_reason']}"] if complete is False else []),
        ),
        notes=tuple(notes(kept, table, names)) if twin == place else (),
        files=tuple(content["files"]),
        twin=twin,
        all_rows=len(table),
    )


def substance(kept: Kept) -> str:
    """What a figure counts: the hashes of its numbers and of its mentions."""
    files = kept.content["files"]
    return " ".join(files.get(f"{kept.stem}.{ending}", kept.stem) for ending in ("csv", "evidence.csv"))


def about_rows(kept: Kept, common: Sequence[str], further: Sequence[str]) -> Iterator[str]:
    """What a reader must know of a table: the notes of its measure, and what of it is not printed."""
    drawn, measured = kept.content["table"]["rows"], kept.content["table"]["measured"]
    yield from kept.content["notes"]
    if measured > drawn:
        yield f"The chart shows {drawn:,} of the {measured:,} rows that were measured."
    if common:
        yield f"In every row: {' · '.join(common)}."
    if further:
        yield f"Further columns are in the file: {', '.join(further)}."


def capital(line: str) -> str:
    """A sentence with a capital at its beginning; names of columns keep their letters.

    >>> capital("the target is one document"), capital("per_1000 is a rate")
    ('The target is one document', 'per_1000 is a rate')
    """
    first = line.partition(" ")[0]
    is_word = first == "a" or (len(first) > 1 and "_" not in first)
    return line[:1].upper() + line[1:] if is_word else line


def worth_showing(table: pd.DataFrame, keys: Sequence[str], value: str) -> tuple[list[str], list[str], list[str]]:
    """The columns to print, those with one and the same value in every row as "name value", and the others.

    First come what names a row, what the chart shows and its count; last what the text around a mention tells better.
    """
    common = [
        column
        for column in map(str, table.columns)
        if len(table) > 1 and table[column].nunique(dropna=False) == 1 and column not in (*keys, "count", value)
    ]
    wanted = [column for column in map(str, table.columns) if column not in (*common, *PASSED_OVER)]
    for better, worse in SAID_BETTER:
        if better in wanted:
            wanted = [column for column in wanted if column not in worse]

    def turn(column: str) -> int:
        return 0 if column in (*keys, "count", value) else 2 if column in IF_THERE_IS_ROOM else 1

    chosen = sorted(wanted, key=turn)[:MOST_COLUMNS]
    kept = [column for column in wanted if column in chosen]
    further = [column for column in map(str, table.columns) if column not in (*kept, *common)]
    same = [f"{column} {said}" for column in common if (said := as_read(table[column].iloc[0]))]
    return kept, same, further


def as_read(value: Any) -> str:
    """A value of a table for people."""
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, str):
        return one_line(value, longest=120)
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    return number(value)


def claims(folder: Path, dossiers: Sequence[Kept], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(claim, verdict) in words, from claims.csv, and from the dossiers that show checked claims."""
    tables = [kept.table for kept in dossiers if {"claim", "holds", "of"} <= set(kept.table.columns)]
    path = folder / RESULTS
    if path.is_file() and not any(kept.stem == STEM for kept in dossiers):
        tables.append(read_csv_bytes(path.read_bytes(), defaultdict(lambda: "text")))
    said = set()
    for row in (row for table in tables for row in table.to_dict("records")):
        claim, verdict = (in_short_words(words, names) for words in said_again(row))
        if claim not in said:
            said.add(claim)
            yield claim, verdict


def in_short_words(words: str, names: Mapping[str, str]) -> str:
    """A sentence with the short names of the documents in it.

    >>> in_short_words("a > b in 002_f7f5", {"002_f7f5": "002"})
    'a > b in 002'
    """
    for document, short in names.items():
        if document in words:
            words = short.join(re.split(rf"(?<!\w){re.escape(document)}(?!\w)", words))
    return one_line(words)


def names_note(names: Mapping[str, str]) -> str:
    """How charts and tables name documents, if not in full.

    >>> names_note({"000_e24a81e5e0c803f7": "000"})
    'Charts and tables name documents by what tells them apart: 000 is 000_e24a81e5e0c803f7.'
    """
    cut = [(document, short) for document, short in names.items() if document != short]
    if not cut:
        return ""
    return one_line(f"Charts and tables name documents by what tells them apart: {cut[0][1]} is {cut[0][0]}.")


def documents(dossiers: Sequence[Kept]) -> Iterator[tuple[str, ...]]:
    """Every document behind any chart, once: document, title, source, published, how that is known, words."""
    seen: set[tuple[str, str]] = set()
    for kept in dossiers:
        for entry in kept.content["documents"]:
            if (entry["document"], entry["sha256"]) in seen:
                continue
            seen.add((entry["document"], entry["sha256"]))
            basis = entry["basis"] + (f": “{entry['evidence']}”" if entry["evidence"] else "")
            known = entry["document"], entry["title"], entry["source"], entry["published"] or "unknown", basis
            yield tuple(one_line(cell, longest=600) for cell in (*known, f"{entry['words']:,}"))


def left_out(dossiers: Sequence[Kept]) -> Iterator[str]:
    """What no chart shows: files not read, and stretches that cleaning took out, each said once."""
    said: set[str] = set()
    for kept in dossiers:
        lines = [
            f"{entry['path']}: {'read, with a warning' if entry['loaded'] else 'not read'} ({entry['reason']})"
            for entry in kept.content["not_read"]
        ]
        removed = kept.content["corpus"].get("removed") or {}
        if removed:
            stretches = ", ".join(
                f"{rule} ({plural(count, 'stretch', 'stretches')})" for rule, count in removed.items()
            )
            lines.append(f"Taken out of the text before counting, by rule: {stretches}")
        for line in map(one_line, lines):
            if line not in said:
                said.add(line)
                yield line
