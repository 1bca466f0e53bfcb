"""Charts over time: how often themes are written or told of, period by period, with gaps kept and n beneath."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.charts import style, typeset
from analysis.charts.frame import canvas, canvases, counted, empty, finish
from analysis.charts.looks import Look, key, looks
from analysis.charts.marks import keys_of, mark, rows_of
from analysis.charts.periodaxis import put_periods
from analysis.charts.rows import keep_ticks, tick
from analysis.charts.stamps import Stamp
from analysis.charts.style import SIZES, chart, number, plural
from analysis.charts.timeline_words import NAMES, lane_notes, say
from analysis.measures.periods import LANES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ENDS = {"document_share": ("low", "high"), "per_1000": ("rate_low", "rate_high")}
MANY_PERIODS, FEW = 12, 0.02  # of so many periods, those at the ends with so small a part of the documents are left out
RIBBON, STROKE = "ribbon", "upright lines"
# A ribbon needs a line to lie along, and room: of more than three they would lie on each other.
FEW_PERIODS, FEW_THEMES = 10, 3
ASIDE = 0.3  # how far the outermost marks of a period step aside, in periods
SAME = 0.95  # a share that most points reach tells nothing apart


@chart
def timeline_lines(
    table: pd.DataFrame, *, value: str | None = None, ax: Axes | None = None, size: str = "page"
) -> Axes:
    """One line per theme of `timeline`: `value` by period, with its interval, and n beneath each period.

    A line joins neighbouring periods of at least two documents each: a gap breaks it, a single document stands alone.
    Documents whose date fits no period, or that have none, are counted in a note.

    >>> table = pd.DataFrame({"period": ["2020", "2021", "2022"], "theme": "green", "count": [6, 0, 7],
    ...     "documents": [3, 0, 4], "all_documents": [6, 0, 4], "document_share": [0.5, float("nan"), 1.0],
    ...     "low": [0.2, float("nan"), 0.6], "high": [0.8, float("nan"), 1.0]})
    >>> ax = timeline_lines(table)
    >>> [line.get_gid() for line in ax.lines if line.get_gid()]
    ['period=2020;theme=green', 'period=2022;theme=green']
    """
    table, left_out = _without_sparse_ends(table)
    known, periods, value = looks(table), _periods(table), value or _telling(table)
    themes = [theme for theme in known if theme in set(table["theme"].unique())]
    ax = canvas(ax, size, body={"column": 2.7, "page": 3.6, "slide": 5.0}[size])
    if not periods:
        return _nothing(ax, table, size)
    drawn = RIBBON if _ribboned(themes, periods) else STROKE
    # Side by side, for equal points would hide each other: without ribbons the marks of a period can step aside.
    steps = np.linspace(-1, 1, len(themes)) * (0 if drawn == RIBBON or len(themes) < 2 else ASIDE)
    for theme, step in zip(themes, steps, strict=True):
        _line(ax, size, table, theme, known[theme], periods, value, step=float(step), drawn=drawn)
    strokes = put_periods(ax, size, periods, _n(table), words=_words(table) if value == "per_1000" else {})
    cut = _values(ax, size, [table], value)
    beside = _mentions_beside(ax, size, table, themes, periods, value, steps)
    cut = " ".join(note for note in (cut, beside, _least_words(ax, table, value)) if note)
    ax.set_ylabel(NAMES.get(value, value))
    lines = any(_runs_of(table, theme, periods, value) for theme in themes)
    key(ax, size, [known[theme] for theme in themes], line=lines)
    interval = drawn if set(ENDS.get(value, ("",))) <= set(table.columns) else ""
    say(ax, table, themes, known, periods, value, size, interval=interval, strokes=strokes, notes=[left_out, cut])
    return ax


@chart
def timeline_multiples(table: pd.DataFrame, *, value: str | None = None, size: str = "page") -> np.ndarray:
    """`timeline_lines` with a panel per theme, all on one scale: for themes whose lines would cross too often.

    >>> table = pd.DataFrame({"period": ["2020", "2020"], "theme": ["green", "cars"], "count": [6, 5],
    ...     "documents": [3, 2], "all_documents": [6, 6], "document_share": [0.5, 0.3], "low": 0.2, "high": 0.8})
    >>> [ax.get_title(loc="left") for ax in timeline_multiples(table)]
    ['green', 'cars']
    """
    table, left_out = _without_sparse_ends(table)
    known, periods, value = looks(table), _periods(table), value or _telling(table)
    themes = [theme for theme in known if theme in set(table["theme"].unique())]
    columns = min({"column": 1, "page": 2, "slide": 3}[size], max(1, len(themes)))
    most = {"column": 5, "page": 10, "slide": 6}[size]
    shown = themes[:most]
    rows = max(1, math.ceil(len(shown) / columns))
    each = {"column": 1.5, "page": 1.75, "slide": 5.0 / rows}[size]
    axes = canvases(size, rows=rows, columns=columns, body=each * rows + 0.3)
    for ax in axes[len(shown) :]:
        ax.set_axis_off()
    if not periods:
        return np.array([_nothing(axes[0], table, size)])
    for place, (ax, theme) in enumerate(zip(axes, shown, strict=False)):
        _line(ax, size, table, theme, known[theme], periods, value)
        strokes = put_periods(ax, size, periods, _n(table), columns=columns)
        cut = _values(ax, size, [table[table["theme"].isin(shown)]], value)
        if place % columns == 0:
            ax.set_ylabel(NAMES.get(value, value).replace("mentions ", "mentions\n").replace("of ", "of\n"))
        room = 0.75 * 72 * SIZES[size].width / columns
        ax.set_title(typeset.fit(known[theme].label, room, SIZES[size].font, bold=True), loc="left")
    used, interval = axes[: len(shown)], RIBBON if set(ENDS.get(value, ("",))) <= set(table.columns) else ""
    say(
        used, table, themes, known, periods, value, size, interval=interval and "ribbon or line", strokes=strokes,
        shown=len(shown), notes=[left_out, cut],
    )  # fmt: skip
    return used


def _without_sparse_ends(table: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Of very many periods, those at both ends with next to no documents are left out; and the words that say so."""
    inside = table[~table["period"].isin(LANES)].drop_duplicates("period")
    if len(inside) <= MANY_PERIODS:
        return table, ""
    held = inside["all_documents"].to_numpy(dtype=float)
    part = np.cumsum(held) / max(held.sum(), 1)
    kept = (part > FEW) & (np.cumsum(held[::-1])[::-1] / max(held.sum(), 1) > FEW)
    lost, few = int((~kept).sum()), int(held[~kept].sum())
    if lost < 0.2 * len(inside):
        return table, ""
    short = table[~table["period"].isin(set(inside["period"][~kept]))]
    short.attrs = table.attrs
    told = (table.attrs.get("settings") or {}).get("dated_by") == "mentioned"
    what = "cases of a document that tells of a period" if told else "documents"
    return (
        short,
        f"Left out at the ends: {plural(lost, 'sparse period')} ({few} of {number(held.sum())} {what}).",
    )


def _periods(table: pd.DataFrame) -> list[str]:
    return [str(period) for period in table["period"].unique() if period not in LANES]


def _telling(table: pd.DataFrame) -> str:
    """Shares of documents, but a rate where no period has 5 documents, or nearly all documents mention most themes."""
    inside = table[~table["period"].isin(LANES)]
    if inside.empty or "per_1000" not in table:
        return "document_share"
    few = int(inside["all_documents"].max()) < 5
    return "per_1000" if few or inside["document_share"].median() >= SAME else "document_share"


def _ribboned(themes: Sequence[str], periods: Sequence[str]) -> bool:
    return len(periods) > FEW_PERIODS and len(themes) <= FEW_THEMES


def _n(table: pd.DataFrame) -> dict[str, int]:
    once = table.drop_duplicates("period")
    return dict(zip(once["period"].astype(str), once["all_documents"].astype(int), strict=True))


def _words(table: pd.DataFrame) -> dict[str, int]:
    """The words that the rates of each period rest on, as far as the table has them."""
    if "words" not in table:
        return {}
    once = table.drop_duplicates("period")
    return dict(zip(once["period"].astype(str), once["words"].astype(int), strict=True))


def _least_words(ax: Axes, table: pd.DataFrame, value: str) -> str:
    """On how many words the rates rest, where not every period has room to say its own."""
    held = [count for period, count in _words(table).items() if count and period not in LANES]
    said = sum("word" in label.get_text() for label in ax.get_xticklabels())
    if value != "per_1000" or said >= len(held):
        return ""
    return f"A period rests on {number(min(held))} to {plural(max(held), 'word')}."


def _mentions_beside(
    ax: Axes, size: str, table: pd.DataFrame, themes: Sequence[str], periods: Sequence[str], value: str,
    steps: np.ndarray,
) -> str:  # fmt: skip
    """Right of each mark its mentions, where there is room for them beside the next; and the words that say so."""
    font = 0.75 * SIZES[size].font
    shown = table[table["theme"].isin(themes) & table["period"].isin(periods)].dropna(subset=[value])
    room = 72 * (SIZES[size].width - 0.9) / len(periods)
    gap = float(steps[1] - steps[0]) if len(steps) > 1 else 1.0
    widest = max((typeset.text_width(number(int(count)), font) for count in shown["count"]), default=0)
    if value != "per_1000" or widest + 0.9 * font > gap * room or "count" not in shown:
        return ""
    place, aside = {period: x for x, period in enumerate(periods)}, dict(zip(themes, steps, strict=True))
    for period, theme, count, y in shown[["period", "theme", "count", value]].itertuples(index=False, name=None):
        ax.annotate(
            number(int(count)), (place[period] + float(aside[theme]), y), xytext=(0.5 * font, 0), size=font,
            va="bottom", textcoords="offset points", color=style.SOFT, zorder=5,
        )  # fmt: skip
    return "Beside a mark: its mentions."


def _runs_of(table: pd.DataFrame, theme: str, periods: Sequence[str], value: str) -> list[slice]:
    part = table[table["theme"] == theme].set_index("period").reindex(list(periods))
    return _runs(part[value].to_numpy(dtype=float), part["all_documents"].to_numpy(dtype=float), _flagged(part))


def _flagged(part: pd.DataFrame) -> np.ndarray:
    return (part["flag"].fillna("") != "").to_numpy() if "flag" in part else np.zeros(len(part), dtype=bool)


def _line(
    ax: Axes, size: str, table: pd.DataFrame, theme: str, look: Look, periods: Sequence[str], value: str, *,
    step: float = 0.0, drawn: str = RIBBON,
) -> None:  # fmt: skip
    """A theme's line, its interval, and a mark per period that has documents; flagged marks are hollow."""
    part = table[table["theme"] == theme].set_index("period").reindex(list(periods))
    xs, ys = np.arange(len(periods)) + step, part[value].to_numpy(dtype=float)
    runs = _runs(ys, part["all_documents"].to_numpy(dtype=float), _flagged(part))
    names, font = ENDS.get(value, ("", "")), SIZES[size].font
    if set(names) <= set(part.columns):
        low, high = (part[name].to_numpy(dtype=float) for name in names)
        _interval(ax, xs, low, high, runs if drawn == RIBBON else [], look.color, font)
    width = font * (0.1 if len(periods) > 40 else 0.17)
    for run in runs:
        ax.plot(xs[run], ys[run], color=look.color, linestyle=look.dashes, linewidth=width, zorder=3)
    _marks(ax, font, xs, ys, part, look, keys_of(table))


def _runs(ys: np.ndarray, n: np.ndarray, flagged: np.ndarray) -> list[slice]:
    """The stretches of at least two neighbouring periods that a line may join: two documents or more, not flagged.

    >>> _runs(np.array([0.1, 0.2, np.nan, 0.4, 0.5, 0.6]), np.array([3, 2, 0, 1, 9, 9]), np.zeros(6, dtype=bool))
    [slice(0, 2, None), slice(4, 6, None)]
    """
    joined = np.concatenate([[False], np.isfinite(ys) & (n >= 2) & ~flagged, [False]])
    starts, stops = np.flatnonzero(np.diff(joined.astype(int)) == 1), np.flatnonzero(np.diff(joined.astype(int)) == -1)
    return [slice(int(start), int(stop)) for start, stop in zip(starts, stops, strict=True) if stop - start > 1]


def _interval(
    ax: Axes, xs: np.ndarray, low: np.ndarray, high: np.ndarray, runs: Sequence[slice], color: str, font: float
) -> None:
    """A ribbon along each line; where there is none, an upright line through the mark."""
    from matplotlib.collections import LineCollection

    alone = np.isfinite(low) & np.isfinite(high)
    for run in runs:
        ax.fill_between(xs[run], low[run], high[run], color=color, alpha=0.13, linewidth=0, zorder=1)
        alone[run] = False
    ends = [[(x, bottom), (x, top)] for x, bottom, top in zip(xs[alone], low[alone], high[alone], strict=True)]
    wide = (0.22 if len(xs) <= FEW_PERIODS else 0.12) * font
    ax.add_collection(LineCollection(ends, colors=[color], alpha=0.4, linewidths=wide, zorder=2), autolim=False)


def _marks(
    ax: Axes, font: float, xs: np.ndarray, ys: np.ndarray, part: pd.DataFrame, look: Look, keys: Sequence[str]
) -> None:
    many = len(part) > 40
    fills = {
        filled: Stamp(
            ax, marker=look.marker, markersize=font * (0.3 if many else 0.6), color=look.color, zorder=4,
            markeredgecolor=style.shade(look.color, -0.25), markeredgewidth=0.5 if many else 1.1,
            markerfacecolor=look.color if filled else "white",
        )
        for filled in (True, False)
    }  # fmt: skip
    flags = part["flag"].fillna("").tolist() if "flag" in part else [""] * len(part)
    rows = rows_of(part[[key for key in keys if key in part.columns]])
    for x, y, period, row, flag in zip(xs, ys, part.index, rows, flags, strict=True):
        if np.isfinite(y):
            fills[not flag].put(x, y, mark({**row, "period": period}, keys))


def _values(ax: Axes, size: str, tables: Sequence[pd.DataFrame], value: str) -> str:
    """The scale of `value`, from zero; and what must be said of it."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

    ax.grid(axis="y")
    keep_ticks(ax, size)
    inside = pd.concat([table[~table["period"].isin(LANES)] for table in tables])
    ends = inside.get(ENDS.get(value, ("", ""))[1], inside[value]).to_numpy(dtype=float)
    if value == "document_share":
        held = inside.loc[inside["all_documents"] > 1, [name for name in (value, "high") if name in inside]]
        most = float(np.nanmax(held.to_numpy(dtype=float))) if len(held) else 1.0
        # Where all lies low, a scale to 100 % would press it flat.
        top = 0.2 * math.ceil(5 * max(most, inside[value].max()) - 1e-9) if most > 0 else 1.0
        ax.set_ylim(-0.02 * top, 1.04 * top)
        ax.yaxis.set_major_locator(MaxNLocator(nbins=4, steps=[2.5, 5, 10]))
        ax.yaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
        beyond = " Intervals that leave the chart end above it." if np.nanmax(ends) > 1.04 * top else ""
        return f"The scale ends at {100 * top:.0f}\u00a0%.{beyond}" if top < 0.99 else ""
    most = float(np.nanmax(inside[value].to_numpy(dtype=float)))
    # An interval of one mention in few words reaches far: it must not crush the numbers themselves.
    reach = float(np.nanmax(ends))
    top = min(max(most, reach), 2.5 * most) if most > 0 else reach
    ax.set_ylim(-0.03 * top, 1.08 * top if top > 0 else 1)
    ax.yaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda place, _: tick(place)))
    return "Intervals that leave the chart end above it." if reach > 1.08 * top else ""


def _nothing(ax: Axes, table: pd.DataFrame, size: str) -> Axes:
    empty(ax, "No period can be drawn: no document has a date that fits one.")
    finish(ax, size, title="No timeline", subtitle=counted(table), notes=[lane_notes(table, False)])
    return ax
