"""What a report says, before it is a page or a Word file: figures, numbers, sentences, claims, methods, documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.charts.marks import mark
from analysis.charts.style import number, plural, short_names
from analysis.exports.csv_tables import read_csv_bytes
from analysis.exports.evidence import records
from analysis.exports.methods_text import methods
from analysis.exports.read_dossiers import Kept, read_dossiers
from analysis.exports.report_notes import Note, in_short, notes
from analysis.language.shown import one_line

MOST_ROWS = 40  # of a table in the report; the file beside it has all
MOST_COLUMNS = 8
PASSED_OVER = ("start", "end", "text")  # columns that the sentences behind the numbers show better
DOCUMENT_COLUMNS = ("Document", "Title", "Source", "Published", "Known from", "Words")


@dataclass(frozen=True)
class Figure:
    """One chart of the report with everything said about it."""

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


@dataclass(frozen=True)
class Content:
    """A whole report."""

    title: str
    figures: tuple[Figure, ...]
    claims: tuple[tuple[str, str], ...]
    methods: tuple[tuple[str, tuple[str, ...]], ...]
    documents: tuple[tuple[str, ...], ...]
    left_out: tuple[str, ...]
    versions: Mapping[str, str]


def report_content(folder: str | Path, title: str) -> Content:
    """Everything that the dossiers and the claims of `folder` say. Raises AnalysisError if there is no such folder."""
    dossiers, unreadable = read_dossiers(folder)
    names = short_names(entry["document"] for kept in dossiers for entry in kept.content["documents"])
    figures = tuple(figure(kept, place, names) for place, kept in enumerate(dossiers, start=1))
    return Content(
        title=one_line(title),
        figures=figures,
        claims=tuple(claims(Path(folder), dossiers)),
        methods=tuple(methods([kept.content for kept in dossiers])),
        documents=tuple(documents(dossiers)),
        left_out=(*left_out(dossiers), *unreadable),
        versions=dossiers[0].content["versions"] if dossiers else {},
    )


def figure(kept: Kept, place: int, names: Mapping[str, str]) -> Figure:
    """One dossier as a figure of the report; `names` are the short names of documents, as the charts have them."""
    content, table = kept.content, kept.table
    keys = content["table"]["keys"]
    marks = tuple(mark(row, keys) for row in records(table, keys)) if keys else ("",) * len(table)
    columns, common, further = worth_showing(table, keys)
    printed = in_short(table[columns].head(MOST_ROWS), names)
    drawn, measured = content["table"]["rows"], content["table"]["measured"]
    chosen = f"The chart shows {drawn:,} of the {measured:,} rows that were measured."
    remarks = [
        *content["notes"],
        *([chosen] if measured > drawn else []),
        *([f"In every row: {'; '.join(common)}."] if common else []),
    ]
    if further:
        remarks.append(f"Further columns are in the file: {', '.join(further)}.")
    if len(table) > MOST_ROWS:
        remarks.append(f"The first {MOST_ROWS} of {len(table):,} rows; all are in {kept.stem}.csv.")
    complete = content["evidence_complete"]
    return Figure(
        number=place,
        stem=kept.stem,
        title=one_line(content["title"]),
        caption=one_line(content["caption"]).removeprefix(f"{one_line(content['title'])}. "),
        alt=one_line(content["alt"]),
        png=kept.png,
        columns=tuple(columns),
        numeric=tuple(pd.api.types.is_numeric_dtype(table[column]) for column in columns),
        rows=tuple(tuple(map(as_read, row)) for row in printed.itertuples(index=False, name=None)),
        marks=marks[:MOST_ROWS],
        remarks=tuple(map(one_line, remarks)),
        warnings=(
            *kept.damage,
            *([f"Not every mention is listed: {content['evidence_reason']}"] if complete is False else []),
        ),
        notes=tuple(notes(kept, table, names)),
        files=tuple(content["files"]),
    )


def worth_showing(table: pd.DataFrame, keys: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """The columns to print, those with one and the same value in every row as "name value", and the others."""
    kept: list[str] = []
    common: list[str] = []
    further: list[str] = []
    for column in map(str, table.columns):
        same = len(table) > 1 and table[column].nunique(dropna=False) == 1
        if same and column not in keys and column != "count":
            common += [f"{column} {as_read(table[column].iloc[0])}"] if as_read(table[column].iloc[0]) else []
        elif len(kept) < MOST_COLUMNS and column not in PASSED_OVER:
            kept.append(column)
        else:
            further.append(column)
    return kept, common, further


def as_read(value: Any) -> str:
    """A value of a table for people."""
    if isinstance(value, str):
        return one_line(value, longest=120)
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    return number(value)


def claims(folder: Path, dossiers: Sequence[Kept]) -> Iterator[tuple[str, str]]:
    """(claim, verdict in words) from the dossiers that show checked claims, and from claims.csv where there is one."""
    tables = [kept.table for kept in dossiers if {"claim", "holds", "of"} <= set(kept.table.columns)]
    path = folder / "claims.csv"
    if path.is_file():
        tables.append(read_csv_bytes(path.read_bytes(), defaultdict(lambda: "text")))
    said = set()
    for row in (row for table in tables for row in table.to_dict("records")):
        verdict = row.get("summary") or f"holds in {row['holds']} of {row['of']} distinct counts"
        if row["claim"] not in said:
            said.add(row["claim"])
            yield one_line(row["claim"]), one_line(verdict)


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
