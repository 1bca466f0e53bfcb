"""What a chart drew, read back from its marks: which rows of the table, as what kind of shape, of which column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.charts.marks import keys_of, marks
from analysis.measures.periods import LANES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

KINDS = ("bar", "column", "line", "cells")


@dataclass(frozen=True)
class Drawing:
    """The rows of a table that a chart shows, in the order drawn, and where Excel has such a chart too, its kind.

    `kind` is one of `KINDS`, or empty; `value` the column whose numbers are the lengths or heights.
    """

    rows: tuple[int, ...]
    kind: str
    value: str


def read_drawing(figure: Figure, table: pd.DataFrame) -> Drawing:
    """Which rows of `table` the marks of `figure` stand for, and how they are shown."""
    place = {mark: number for number, mark in enumerate(marks(table, keys_of(table)))}
    shapes: dict[str, list[tuple[int, float]]] = {kind: [] for kind in KINDS}
    rows: dict[int, None] = {}
    for artist in figure.findobj(lambda artist: artist.get_gid() in place):
        number = place[str(artist.get_gid())]
        rows[number] = None
        kind, length = shape(artist)
        if kind:
            shapes[kind].append((number, length))
    for kind, found in shapes.items():
        value = column_of(table, found, kind)
        if value:
            return Drawing(tuple(rows), kind, value)
    return Drawing(tuple(rows), "", "")


def shape(artist: object) -> tuple[str, float]:
    """The kind of one mark and the number it shows: a bar's length, a point's height; a heat map's cell shows none."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    if isinstance(artist, Rectangle):
        (x, y), width, height = artist.get_xy(), artist.get_width(), artist.get_height()
        if x == 0:
            return "bar", float(width)
        return ("column", float(height)) if y == 0 else ("cells", float("nan"))
    if isinstance(artist, Line2D) and len(artist.get_xdata()) == 1:  # type: ignore[arg-type]  # always an array here
        return "line", float(np.asarray(artist.get_ydata())[0])
    return "", float("nan")


def column_of(table: pd.DataFrame, found: Sequence[tuple[int, float]], kind: str) -> str:
    """The column that holds the numbers which were drawn; empty if none does."""
    if not found:
        return ""
    if kind == "cells":
        return "weight" if "weight" in table.columns else ""
    numbers, lengths = [number for number, _ in found], np.array([length for _, length in found])
    for column in table.columns:
        if pd.api.types.is_numeric_dtype(table[column]) and np.allclose(
            table[column].iloc[numbers], lengths, rtol=1e-9
        ):
            return str(column)
    return ""


def plotted(table: pd.DataFrame, drawing: Drawing) -> tuple[pd.DataFrame, Drawing]:
    """The rows that the chart shows, and their drawing: all, unless it drew a selection of what counts something.

    The lanes of a timeline have no mark and are told beside it, so they stay.
    """
    if not drawing.rows:
        return table, drawing
    shown = np.zeros(len(table), dtype=bool)
    shown[list(drawing.rows)] = True
    told = table["period"].isin(LANES).to_numpy() if "period" in table.columns else np.zeros(len(table), dtype=bool)
    empty = (table["count"] == 0).to_numpy() if "count" in table.columns else np.zeros(len(table), dtype=bool)
    if (shown | told | empty).all():
        return table, drawing
    place = np.cumsum(shown | told) - 1
    cut = table[shown | told].reset_index(drop=True)
    cut.attrs = dict(table.attrs)
    return cut, replace(drawing, rows=tuple(place[list(drawing.rows)].tolist()))
