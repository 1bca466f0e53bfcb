"""Charts of rows: a name on the left, a mark on a scale, and the numbers that it rests on at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.charts import style, typeset
from analysis.charts.style import SIZES, plural

BAR = 0.68  # height of a bar, of a row's 1.0


def row_height(size: str) -> float:
    """Inches per row."""
    return 1.72 * SIZES[size].font / 72


def body_height(size: str, rows: float) -> float:
    """Inches for `rows` rows, with the axis and its label below and column heads above."""
    return max(rows, 2) * row_height(size) + 5.2 * SIZES[size].font / 72


def name_rows(
    ax: Axes,
    size: str,
    ys: Sequence[float],
    names: Sequence[str],
    *,
    part: float = 0.38,
    head: str = "",
    top: float = -0.75,
) -> None:
    """Row names at the left, each cut to `part` of the figure's width, below the `head` that says what they are."""
    place = SIZES[size]
    room = part * ax.get_figure(root=True).get_size_inches()[0] * 72  # type: ignore[union-attr]
    ax.set_yticks(list(ys), [typeset.fit(style.label(name), room, place.font) for name in names])
    ax.tick_params(axis="y", length=0, pad=4)
    ax.spines["left"].set_visible(False)
    if len(ys):
        ax.set_ylim(max(ys) + 0.6, min(ys) - 0.6)
    if head:
        ax.annotate(
            typeset.fit(style.label(head), room, 0.9 * place.font), (0, top), xytext=(-4, 0), size=0.9 * place.font,
            xycoords=("axes fraction", "data"), textcoords="offset points", color=style.SOFT, ha="right", va="center",
            annotation_clip=False,
        )  # fmt: skip


def scale(
    ax: Axes, size: str, name: str, *, top: float | None = None, whole: bool = False, narrow: bool = False
) -> None:
    """The value axis: from zero, few ticks, light grid lines, a name."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    if top is not None:
        ax.set_xlim(0, 1.04 * top if top > 0 else 1)
    ax.xaxis.set_major_locator(
        MaxNLocator(nbins=2 if narrow else 4 if size == "column" else 6, integer=whole, steps=[1, 2, 2.5, 5, 10])
    )
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value)))
    ax.grid(axis="x")
    names = [label.get_text() for label in ax.get_yticklabels()]
    font, figure = SIZES[size].font, ax.get_figure(root=True)
    assert figure is not None
    room = (
        72 * figure.get_size_inches()[0] - max((typeset.text_width(row, font) for row in names), default=0) - 2 * font
    )
    ax.set_xlabel(name if narrow else typeset.wrap(name, room, font, lines=2), loc="left")
    keep_ticks(ax, size)


def tick(value: float) -> str:
    """A tick's number, without the noise of binary fractions.

    >>> tick(0.30000000000000004), tick(2500), tick(1e-9), tick(-0.5)
    ('0.3', '2,500', '1e-09', '−0.5')
    """
    return f"{value:,.10g}".replace("-", "−", 1) if abs(value) >= 1e-6 or value == 0 else f"{value:.3g}"


def keep_ticks(ax: Axes, size: str) -> None:
    """Fix the look of ticks that matplotlib makes only when it draws, after the house style was taken off."""
    font = SIZES[size].font
    ax.tick_params(
        labelsize=font, labelcolor="#333333", color="#6b6b6b", width=0.7, labelfontfamily=list(typeset.fonts())
    )


def bar(
    ax: Axes, y: float, value: float, color: str, gid: str, *, hollow: bool = False, start: float = 0.0
) -> Rectangle:
    """One bar; a flagged one is hollow and hatched, so that it reads without colour."""
    edge = style.shade(color, -0.25)
    patch = Rectangle(
        (start, y - BAR / 2), value, BAR,
        facecolor="white" if hollow else color, edgecolor=edge, hatch="////" if hollow else None, linewidth=0.8,
    )  # fmt: skip
    patch.set_gid(gid)
    ax.add_patch(patch)
    return patch


def whisker(ax: Axes, y: float, low: float, high: float, gid: str) -> None:
    """The interval of a bar: white under black, so that it shows on a dark bar and beside it."""
    if not (np.isfinite(low) and np.isfinite(high)):
        return
    for color, width in (("white", 2.6), (style.INK, 1.1)):
        (line,) = ax.plot([low, high], [y, y], color=color, linewidth=width, solid_capstyle="butt", zorder=4)
    line.set_gid(gid)


def numbers(
    ax: Axes, size: str, ys: Sequence[float], columns: Mapping[str, Sequence[Any]], *, top: float | None = None
) -> None:
    """Right of the rows, one right-aligned column of numbers per entry, its head above: what each row rests on."""
    font = 0.9 * SIZES[size].font
    right = 4.0
    head = (min(ys) if len(ys) else 0) - 0.75 if top is None else top
    for title, values in columns.items():
        cells = [value if isinstance(value, str) else style.number(value) for value in values]
        right += max(typeset.text_width(text, font) for text in [title, *cells]) + font * 1.1
        for y, cell in [(head, title), *zip(ys, cells, strict=True)]:
            ax.annotate(
                cell, (1, y), xytext=(right, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                size=font, color=style.SOFT, ha="right", va="center", annotation_clip=False,
            )  # fmt: skip


def left_out(values: pd.Series, n: int) -> int:
    """How many rows are not among the first `n` though their value equals that of the last of these.

    >>> left_out(pd.Series([5, 2, 2, 2]), 2)
    2
    """
    ordered = values.sort_values(ascending=False)
    return 0 if len(values) <= n or not n else int((ordered.iloc[n:] == ordered.iloc[n - 1]).sum())


def tied_rows(values: pd.Series, n: int, row: str, what: str) -> str:
    """That rows are not drawn though they have as many as the last that is; '' where there are none.

    >>> tied_rows(pd.Series([5, 2, 2]), 2, "document", "mentions")
    'Not drawn: 1 document with as many mentions as the last one drawn.'
    """
    more = left_out(values, n)
    return f"Not drawn: {plural(more, row)} with as many {what} as the last one drawn." if more else ""
