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

from analysis.charts.marks import marks
from analysis.charts.names import document_names
from analysis.charts.style import number
from analysis.exports.claims import RESULTS, STEM, said_again
from analysis.exports.csv_tables import read_csv_bytes
from analysis.exports.methods_text import heading, methods
from analysis.exports.read_dossiers import Kept, read_dossiers
from analysis.exports.report_documents import documents, left_out, names_note
from analysis.exports.report_notes import Note, as_charts_say, labels_of, notes
from analysis.language.shown import one_line

MOST_ROWS = 40  # of a table in the report; the file beside it has all
FIRST_ROWS, MOST_UNFOLDED = 12, 16  # longer tables show the first rows: the page folds the others, Word leaves them
MOST_COLUMNS = 8
NOTHING = "There are no rows: nothing was found."
FACTS = ("document", "title", "source", "published")  # what a document is named by
PASSED_OVER = ("start", "end", "path")  # columns that the sentences behind the numbers show better
SAID_BETTER = (("reading", ("text",)), ("published", ("earliest", "latest")), ("edtf", ("earliest", "latest")))
IF_THERE_IS_ROOM = ("sentence", "place", "kind", "granularity", "earliest", "latest", "source")


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
    measured: int


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
    known = pd.DataFrame([entry for kept in dossiers for entry in kept.content["documents"]], columns=list(FACTS))
    names = document_names(known["document"], known.drop_duplicates("document").set_index("document"))
    charts = [kept for kept in dossiers if kept.stem != STEM]
    twins: dict[str, int] = {}
    first: dict[str, int] = {}
    for place, kept in enumerate(charts, start=1):
        twins.setdefault(substance(kept), place)
        first.setdefault(one_line(kept.content["title"]), place)
    figures = tuple(
        figure(kept, place, names, twins, once(kept, place, charts, first))
        for place, kept in enumerate(charts, start=1)
    )
    return Content(
        title=one_line(title),
        figures=figures,
        claims=tuple(claims(Path(folder), dossiers, names)),
        methods=tuple(
            methods([kept.content for kept in charts], [kept.content for kept in dossiers if kept.stem == STEM])
        ),
        documents=tuple(documents(dossiers)),
        names_note=names_note(names),
        left_out=(*left_out(dossiers, names), *unreadable),
        versions=dossiers[0].content["versions"] if dossiers else {},
    )


def once(kept: Kept, place: int, charts: Sequence[Kept], first: Mapping[str, int]) -> str:
    """The title of a figure; one that an earlier figure has already, told apart from it."""
    title = one_line(kept.content["title"])
    if (before := first[title]) == place:
        return title
    counted = ("measure", "settings", "corpus")
    if all(kept.content[part] == charts[before - 1].content[part] for part in counted):
        return f"The same as figure {before}, drawn in another way ({kept.stem})"
    return f"{title} ({kept.stem})"


def figure(kept: Kept, place: int, names: Mapping[str, str], twins: Mapping[str, int], title: str) -> Figure:
    """One dossier as a figure of the report; `names` are the short names of documents, as the charts have them.

    `twins` are the numbers of earlier figures by what they hold: equal numbers and mentions are not printed twice.
    """
    content, table = kept.content, as_drawn(kept)
    keys = content["table"]["keys"]
    twin = twins.get(substance(kept), place)
    columns, common, further = worth_showing(table, keys, content["table"].get("value", ""))
    printed = as_charts_say(table[columns].head(MOST_ROWS), names, labels_of(kept))
    if kept.png is not None and content.get("own_caption"):  # the picture prints it, and its title
        caption = f"{heading(content)}: how it was counted stands under Methods."
    else:
        caption = capital(one_line(content["caption"]).removeprefix(f"{one_line(content['title'])}. "))
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
        marks=tuple(marks(table, keys)[:MOST_ROWS]),
        remarks=tuple(capital(line) for line in map(one_line, remarks) if line.rstrip(".") not in caption),
        warnings=(
            *kept.damage,
            *([f"Not every mention is listed: {content['evidence_reason']}"] if complete is False else []),
        ),
        notes=tuple(notes(kept, table, names)) if twin == place else (),
        files=tuple(content["files"]),
        twin=twin,
        all_rows=len(table),
        measured=content["table"]["measured"],
    )


def as_drawn(kept: Kept) -> pd.DataFrame:
    """The numbers of a chart in the order of its marks; rows without a mark behind them."""
    places = range(len(kept.table))
    drawn = dict.fromkeys(row for row in kept.content["table"].get("drawn", ()) if row in places)
    return kept.table.iloc[[*drawn, *(row for row in places if row not in drawn)]].reset_index(drop=True)


def which_rows(figure: Figure, printed: int) -> str:
    """How many rows are printed, drawn and measured, and where all are; empty where all are printed."""
    if printed == figure.all_rows == figure.measured:
        return ""
    rows = [f"{printed:,} of the {figure.all_rows:,} rows of the chart"] if printed < figure.all_rows else []
    if figure.measured > figure.all_rows:
        rows.append(f"the chart shows {figure.all_rows:,} of {figure.measured:,} that were measured")
    told = capital("; ".join(rows))
    return f"{told}. All of the chart are in {figure.stem}.csv." if printed < figure.all_rows else f"{told}."


def substance(kept: Kept) -> str:
    """What a figure counts: the hashes of its numbers and of its mentions."""
    files = kept.content["files"]
    return " ".join(files.get(f"{kept.stem}.{ending}", kept.stem) for ending in ("csv", "evidence.csv"))


def about_rows(kept: Kept, common: Sequence[str], further: Sequence[str]) -> Iterator[str]:
    """What a reader must know of a table: the notes of its measure, and what of it is not printed."""
    yield from kept.content["notes"]
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
