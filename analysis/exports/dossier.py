"""The dossier: everything a chart needs to be printed, restyled, read aloud, checked and repeated, in one call."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from analysis.charts.marks import Description, describe
from analysis.charts.style import join, plural
from analysis.corpus import Corpus
from analysis.errors import AnalysisError
from analysis.exports.atomic import check_writable, write_together
from analysis.exports.csv_tables import csv_bytes, printable
from analysis.exports.drawing import plotted, read_drawing
from analysis.exports.evidence import Evidence, gather
from analysis.exports.order import ORDER, with_chart
from analysis.exports.pictures import FORMATS, pictures
from analysis.exports.provenance import is_too_large, json_bytes, provenance
from analysis.exports.safe_names import safe_stem
from analysis.exports.workbook import workbook_bytes
from analysis.language.shown import one_line
from analysis.listed import listed_corpus

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analysis.listed import Listed

LARGEST = 40  # inches of a side: at 300 dpi a picture of 144 million points
ENDINGS = (*FORMATS, "csv", "xlsx", "evidence.csv", "json")


@dataclass(frozen=True, repr=False)
class Dossier:
    """What `export` wrote: `files` are names inside `folder`, all with one `stem`; `note`: what it could not say."""

    stem: str
    folder: str
    files: tuple[str, ...]
    mentions: int | None
    complete: bool | None
    reason: str
    note: str = ""

    def __repr__(self) -> str:
        endings = " ".join(file.removeprefix(f"{self.stem}.") for file in self.files)
        counted = "" if self.mentions is None else f", {plural(self.mentions, 'mention')}"
        warning = f"\nNot all mentions are there: {self.reason}." if self.complete is False else ""
        note = f"\n{self.note}" if self.note else ""
        return f"{Path(self.folder).name or '.'}/{self.stem}: {endings}{counted}{warning}{note}"


def export(
    ax: Axes | np.ndarray,
    name: str,
    *,
    table: pd.DataFrame,
    evidence: pd.DataFrame | None,
    caption: str | None = None,
    alt: str | None = None,
    folder: str | Path = "exports",
    size: tuple[float, float] | None = None,
    formats: Collection[str] = FORMATS,
) -> Dossier:
    """Write the dossier of a chart into `folder`, all of it or nothing; an older one of the same name is replaced.

    The chart as `formats` (png at 300 dpi, svg, pdf; `size` in inches, width and height, if other than drawn); `table`,
    the plotted numbers (a chart that drew a selection of the rows keeps those), as csv and as xlsx with a native chart;
    `evidence`, one row per counted mention with document, start, end (the rest is filled in from the open corpus; where
    nothing holds that any more, text and reading must be there, and what is missing is said), as evidence.csv; and a
    json that says how all of it was made. `evidence` is None only for a chart that counts nothing. `caption` and `alt`
    replace the chart's own. Equal input gives equal bytes. Raises AnalysisError for a name without letters, a folder
    that takes no files, an infinite number, evidence that does not say where it stands, a chart that cannot be drawn.

    >>> import matplotlib.pyplot as plt
    >>> figure, ax = plt.subplots()
    >>> export(ax, "", table=pd.DataFrame(), evidence=None)
    Traceback (most recent call last):
    ...
    analysis.errors.AnalysisError: '': this name holds no letter or digit. What to do: choose a name such as "themes".
    >>> plt.close(figure)
    """
    check_size(size)
    stem, folder = safe_stem(name), check_writable(folder)
    check_tables(table, evidence)
    formats, figure = chosen(formats), figure_of(ax)
    corpus, listed = corpus_of(table, evidence), listed_of(table, evidence)
    table = as_columns(table)
    measured = len(table)
    table, drawing = plotted(table, read_drawing(figure, table))
    proof = gather(table, evidence, corpus)
    words = in_words(ax, name, table, caption, alt)
    note = note_on_closed(table, proof, listed)
    content = provenance(
        name=name,
        words=words,
        table=table,
        measured=measured,
        value=drawing.value,
        evidence=proof,
        corpus=listed,
        note=note,
        drawn=drawing.rows,
        own_caption=caption is None,
    )
    files = {
        **pictures(figure, formats, stem=stem, title=words["title"], alt=words["alt"], size=size),
        "csv": csv_bytes(table),
        "xlsx": workbook_bytes(table, drawing, words),
    }
    if evidence is not None:
        files["evidence.csv"] = csv_bytes(proof.rows)
    return write_dossier(folder, stem, files, content, proof, note)


def write_dossier(
    folder: Path, stem: str, files: Mapping[str, bytes], content: dict[str, Any], proof: Evidence, note: str
) -> Dossier:
    """The files, and the .json that vouches for them; files of an earlier dossier that this one has not are removed."""
    named = {f"{stem}.{ending}": data for ending, data in files.items()}
    content = {**content, "files": {name: hashlib.sha256(data).hexdigest() for name, data in named.items()}}
    named[f"{stem}.json"] = json_bytes(content)
    stale = {f"{stem}.{ending}" for ending in ENDINGS} - set(named)
    listing = {ORDER: lambda order: with_chart(order, stem)}
    write_together(folder, {**named, **listing}, last=f"{stem}.json", obsolete=sorted(stale))
    mentions = len(proof.rows) if f"{stem}.evidence.csv" in named else None
    return Dossier(stem, str(folder), tuple(named), mentions, proof.complete, proof.reason, note)


def note_on_closed(table: pd.DataFrame, proof: Evidence, corpus: Listed | None) -> str:
    """What the dossier cannot say because the corpus was not in memory; empty if it was, or if there was none."""
    without = f"the mentions stand without {join(proof.lacking)}" if proof.lacking else ""
    if corpus is None and (proof.lacking or table.attrs.get("corpus")):
        said = ["its documents are not listed", without]
        return f"The corpus was no longer open at the export: {', and '.join(filter(None, said))}."
    large = f"its {len(corpus.ids):,} documents are not listed one by one" if corpus and is_too_large(corpus) else ""
    said = list(filter(None, [large, without]))
    return f"The corpus was counted in parts: {', and '.join(said)}." if said else ""


def check_tables(table: pd.DataFrame, evidence: pd.DataFrame | None) -> None:
    """Two tables of finite numbers, of one corpus as far as they say of which. Raises AnalysisError."""
    for given, what in ((table, "table"), (evidence, "evidence")):
        if not isinstance(given, pd.DataFrame) and not (what == "evidence" and given is None):
            raise AnalysisError(f"{type(given).__name__} is no table", where=what, do="pass a DataFrame")
        infinite = [] if given is None else [name for name in given.columns if has_infinite(given[name])]
        if infinite:
            raise AnalysisError(
                f"the column {infinite[0]} holds an infinite number",
                where=what,
                do="leave those rows out, or make them missing (NaN)",
            )
    known = {given.attrs["corpus"] for given in (table, evidence) if given is not None and given.attrs.get("corpus")}
    if len(known) > 1:
        raise AnalysisError(
            "it was found in another corpus than the table was counted on",
            where="evidence",
            do="make both from the same corpus",
        )


def has_infinite(column: pd.Series) -> bool:
    """Whether a column of numbers holds one that no file can print and no axis can show."""
    return pd.api.types.is_float_dtype(column) and bool(column.isin([math.inf, -math.inf]).any())


def as_columns(table: pd.DataFrame) -> pd.DataFrame:
    """`table` with its index as a column where that has a name (corpus.documents), and names that are plain text."""
    flat = table.reset_index(drop=table.index.name is None).rename(columns=lambda name: printable(str(name)))
    flat.attrs = dict(table.attrs)
    return flat


def chosen(formats: Collection[str]) -> tuple[str, ...]:
    """The wanted picture formats, in the house order."""
    if not isinstance(formats, Collection):
        raise AnalysisError(f"{formats!r} is no format", where="formats", do=f"choose from {', '.join(FORMATS)}")
    wanted = {formats} if isinstance(formats, str) else set(formats)
    unknown = sorted(wanted - set(FORMATS))
    if unknown:
        raise AnalysisError(
            f"there is no format {unknown[0]!r}", where="formats", do=f"choose from {', '.join(FORMATS)}"
        )
    return tuple(format for format in FORMATS if format in wanted)


def check_size(size: object) -> None:
    """None, or width and height in inches that a page or a wall has room for. Raises AnalysisError."""
    if size is None:
        return
    sides = size if isinstance(size, Sequence) and not isinstance(size, str) and len(size) == 2 else ()
    if not sides or not all(isinstance(side, int | float) and 0 < side <= LARGEST for side in sides):
        raise AnalysisError(
            f"{size!r} is no size",
            where="size",
            do=f'give inches as (width, height) up to {LARGEST}, or draw the chart for "column", "page" or "slide"',
        )


def corpus_of(table: pd.DataFrame, evidence: pd.DataFrame | None) -> Corpus | None:
    """The corpus in memory that was measured, found by the fingerprint in the tables."""
    listed = listed_of(table, evidence)
    return listed if isinstance(listed, Corpus) else None


def listed_of(table: pd.DataFrame, evidence: pd.DataFrame | None) -> Listed | None:
    """The corpus that was measured, also one that was counted in parts, as long as somebody holds it."""
    for attrs in (table.attrs, {} if evidence is None else evidence.attrs):
        if attrs.get("corpus") and (corpus := listed_corpus(attrs["corpus"])) is not None:
            return corpus
    return None


def figure_of(ax: Axes | np.ndarray) -> Figure:
    """The figure of one Axes, or of an array of small multiples."""
    first = ax.flat[0] if hasattr(ax, "flat") else ax
    if not hasattr(first, "get_figure"):
        raise AnalysisError(f"{type(ax).__name__} is no chart", where="ax", do="pass what a chart function returned")
    return cast("Figure", first.get_figure(root=True))


def in_words(
    ax: Axes | np.ndarray, name: str, table: pd.DataFrame, caption: str | None, alt: str | None
) -> dict[str, str]:
    """Title, caption and alt text: the caller's, else what the chart says itself, else the least that can be said."""
    said = described(ax, name, table)
    return {
        "title": one_line(said.title),
        "caption": one_line(said.caption if caption is None else caption),
        "alt": one_line(said.alt if alt is None else alt),
    }


def described(ax: Axes | np.ndarray, name: str, table: pd.DataFrame) -> Description:
    """The chart's own description; for a chart drawn by other means, its title and its columns."""
    try:
        return describe(ax)
    except AnalysisError:
        axes: Sequence[Axes] = list(ax.flat) if hasattr(ax, "flat") else [ax]
        title = next((text for one in axes for text in (one.get_title(), one.get_title(loc="left")) if text), name)
        columns = ", ".join(map(str, table.columns))
        return Description(title, title, f"{title}. A chart of {plural(len(table), 'row')} with the columns {columns}.")
