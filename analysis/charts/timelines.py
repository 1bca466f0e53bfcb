"""Charts over time: how often themes are written or told of, period by period, with gaps kept and n beneath."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.charts import style, typeset
from analysis.charts.frame import canvas, canvases, counted, details, empty, finish
from analysis.charts.looks import Look, flags_note, key, looks
from analysis.charts.marks import keys_of, mark
from analysis.charts.rows import keep_ticks, tick
from analysis.charts.style import SIZES, chart, number, plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LANES = ("uncertain", "undated")
NAMES = {
    "document_share": "share of documents",
    "per_1000": "mentions per 1,000 words",
    "count": "mentions",
    "documents": "documents",
}


@chart
def timeline_lines(
    table: pd.DataFrame, *, value: str | None = None, ax: Axes | None = None, size: str = "page"
) -> Axes:
    """One line per theme of `timeline`: `value` by period, with a ribbon for its interval and n beneath each period.

    A period without documents breaks the line. Documents whose date fits no period, or that have none, are counted.

    >>> table = pd.DataFrame({"period": ["2020", "2021", "2022"], "theme": "green", "count": [6, 0, 7],
    ...     "documents": [3, 0, 4], "all_documents": [6, 0, 4], "document_share": [0.5, float("nan"), 1.0],
    ...     "low": [0.2, float("nan"), 0.6], "high": [0.8, float("nan"), 1.0]})
    >>> ax = timeline_lines(table)
    >>> [line.get_gid() for line in ax.lines if line.get_gid()]
    ['period=2020;theme=green', 'period=2022;theme=green']
    """
    table, left_out = _without_sparse_ends(table)
    known, periods, value = looks(table), _periods(table), value or _telling(table)
    themes = [theme for theme in known if theme in set(table["theme"])]
    ax = canvas(ax, size, body={"column": 2.7, "page": 3.6, "slide": 5.0}[size])
    if not periods:
        return _nothing(ax, table, size)
    # Few periods: the themes stand side by side with their intervals as lines, for equal points would hide each other.
    steps = np.linspace(-0.15, 0.15, len(themes)) * _side_by_side(themes, periods, value)
    for theme, step in zip(themes, steps, strict=True):
        _line(ax, size, table, theme, known[theme], periods, value, step=float(step), ribbon=not steps.any())
    _axes(ax, size, table, periods, value)
    key(ax, size, [known[theme] for theme in themes], line=True)
    _say(ax, table, themes, known, periods, value, size, left_out=left_out)
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
    themes = [theme for theme in known if theme in set(table["theme"])]
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
    for ax, theme in zip(axes, shown, strict=False):
        _line(ax, size, table, theme, known[theme], periods, value)
        _axes(ax, size, table, periods, value, columns=columns)
        room = 0.75 * 72 * SIZES[size].width / columns
        ax.set_title(typeset.fit(known[theme].label, room, SIZES[size].font, bold=True), loc="left")
    if value != "document_share":
        top = max(ax.get_ylim()[1] for ax in axes[: len(shown)])
        for ax in axes[: len(shown)]:
            ax.set_ylim(0, top)
    used = axes[: len(shown)]
    _say(used, table, themes, known, periods, value, size, shown=len(shown), left_out=left_out)
    return used


def _without_sparse_ends(table: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Of very many periods, those at both ends with next to no documents are left out; and the words that say so."""
    inside = table[~table["period"].isin(LANES)].drop_duplicates("period")
    if len(inside) <= 60:
        return table, ""
    held = inside["all_documents"].to_numpy(dtype=float)
    part = np.cumsum(held) / max(held.sum(), 1)
    kept = (part > 0.005) & (np.cumsum(held[::-1])[::-1] / max(held.sum(), 1) > 0.005)
    lost, few = int((~kept).sum()), int(held[~kept].sum())
    if lost < 0.1 * len(inside):
        return table, ""
    short = table[~table["period"].isin(set(inside["period"][~kept]))]
    short.attrs = table.attrs
    return (
        short,
        f"Left out at the ends: {plural(lost, 'sparse period')} ({few} of {number(held.sum())} documents counted).",
    )


def _periods(table: pd.DataFrame) -> list[str]:
    return [str(period) for period in dict.fromkeys(table["period"]) if period not in LANES]


def _telling(table: pd.DataFrame) -> str:
    """Shares of documents, but a rate where no period has 5 documents: a share of two documents tells nothing."""
    inside = table[~table["period"].isin(LANES)]
    many = inside.empty or int(inside["all_documents"].max()) >= 5
    return "document_share" if many or "per_1000" not in table else "per_1000"


def _side_by_side(themes: Sequence[str], periods: Sequence[str], value: str) -> bool:
    return value == "document_share" and len(themes) > 1 and len(periods) <= 10


def _line(
    ax: Axes, size: str, table: pd.DataFrame, theme: str, look: Look, periods: Sequence[str], value: str, *,
    step: float = 0.0, ribbon: bool = True,
) -> None:  # fmt: skip
    """A theme's line, its interval, and a mark per period that has documents; flagged marks are hollow."""
    from matplotlib.lines import Line2D

    keys, edge, font, many = keys_of(table), style.shade(look.color, -0.25), SIZES[size].font, len(periods) > 40
    part = table[table["theme"] == theme].set_index("period").reindex(list(periods))
    xs, ys = np.arange(len(periods)) + step, part[value].to_numpy(dtype=float)
    if value == "document_share" and "low" in part:
        low, high = part["low"].to_numpy(dtype=float), part["high"].to_numpy(dtype=float)
        if ribbon:
            ax.fill_between(xs, low, high, color=look.color, alpha=0.13, linewidth=0, zorder=1)
        for place in range(len(xs)):
            # A ribbon needs two neighbours: a period between gaps gets its interval as a line.
            if np.isfinite(ys[place]) and not (ribbon and _has_neighbour(ys, place)):
                ends = [low[place], high[place]]
                ax.plot([xs[place]] * 2, ends, color=look.color, alpha=0.45, linewidth=0.22 * font, zorder=2)
    ax.plot(xs, ys, color=look.color, linestyle=look.dashes, linewidth=font * (0.1 if many else 0.17), zorder=3)
    flags = part["flag"].fillna("") if "flag" in part else pd.Series("", index=part.index)
    for x, y, (period, row), flag in zip(xs, ys, part.iterrows(), flags, strict=True):
        if np.isfinite(y):
            # Added, not plotted: plotting looks for new limits after each of hundreds of points.
            point = Line2D(
                [x], [y], marker=look.marker, markersize=font * (0.3 if many else 0.6), color=look.color,
                markeredgecolor=edge, markeredgewidth=0.5 if many else 1.1,
                markerfacecolor="white" if flag else look.color, zorder=4, linestyle="none",
            )  # fmt: skip
            point.set_gid(mark({**dict(row), "period": period}, keys))
            ax.add_line(point)


def _has_neighbour(ys: np.ndarray, x: int) -> bool:
    return bool((x > 0 and np.isfinite(ys[x - 1])) or (x + 1 < len(ys) and np.isfinite(ys[x + 1])))


def _axes(ax: Axes, size: str, table: pd.DataFrame, periods: Sequence[str], value: str, *, columns: int = 1) -> None:
    """Periods at even steps with their n beneath, and the scale of `value` from zero."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

    font = SIZES[size].font
    n = table.drop_duplicates("period").set_index("period")["all_documents"]
    room = 72 * (SIZES[size].width / columns - 0.9)
    labels = [f"{say_period(period)}\nn {number(int(n[period]))}" for period in periods]
    widest = max(typeset.text_width(line, font) for text in labels for line in text.split("\n")) + 0.9 * font
    step = max(1, math.ceil(len(periods) * widest / room))
    places = _round_places(periods, step)
    ax.set_xticks(places, [labels[place] for place in places])
    ax.set_xlim(-0.5, len(periods) - 0.5)
    if value == "document_share":
        ax.set_ylim(-0.02, 1.04)
        ax.yaxis.set_major_locator(MaxNLocator(nbins=4, steps=[2.5, 5, 10]))
        ax.yaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
    else:
        top = float(np.nanmax(table.loc[~table["period"].isin(LANES), value].to_numpy(dtype=float)))
        ax.set_ylim(-0.03 * top, 1.08 * top if top > 0 else 1)
        ax.yaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]))
        ax.yaxis.set_major_formatter(FuncFormatter(lambda place, _: tick(place)))
    ax.grid(axis="y")
    if step > 1:
        _counts_strip(ax, size, [int(n[period]) for period in periods])
    keep_ticks(ax, size)


def _round_places(periods: Sequence[str], step: int) -> list[int]:
    """Every `step`-th period or a little fewer, at round years where the periods are years or decades.

    >>> _round_places([str(year) for year in range(1997, 2012)], 4)
    [3, 8, 13]
    """
    numbers = [int(period.rstrip("X")) for period in periods if period.rstrip("X").isdigit()]
    if step == 1 or len(numbers) < len(periods):
        return list(range(0, len(periods), step))
    step = next((round_ for round_ in (2, 5, 10, 20, 25, 50, 100, 200, 500) if round_ >= step), step)
    return [place for place, year in enumerate(numbers) if year % step == 0] or [0]


def _counts_strip(ax: Axes, size: str, counts: Sequence[int]) -> None:
    """A stroke per period under the axis, as tall as its number of documents: n where not every period has a label."""
    from matplotlib.collections import LineCollection
    from matplotlib.transforms import ScaledTranslation, blended_transform_factory

    font, top = SIZES[size].font, max([*counts, 1])
    figure = ax.get_figure(root=True)
    assert figure is not None
    # x in data, y in inches below the axis, whatever the size of the Axes.
    below = figure.dpi_scale_trans + ScaledTranslation(0, 0, ax.transAxes)  # type: ignore[arg-type]  # any transform does
    strokes = [[(x, -0.02), (x, -0.02 - 0.9 * font / 72 * count / top)] for x, count in enumerate(counts) if count]
    ax.add_collection(
        LineCollection(
            strokes,
            colors="#9a9a9a",
            linewidths=1.6,
            clip_on=False,
            transform=blended_transform_factory(ax.transData, below),
        ),
        autolim=False,
    )
    ax.tick_params(axis="x", pad=0.9 * font + 1)


def say_period(period: str) -> str:
    """A period of EDTF as people say it.

    >>> say_period("2021-34"), say_period("2022-03"), say_period("199X"), say_period("2021-40"), say_period("2021-W05")
    ('2021 Q2', 'Mar 2022', '1990s', '2021 H1', '2021 W5')
    >>> say_period("20XX"), say_period("2022-03-06"), say_period("2024")
    ('2000–99', '6 Mar 2022', '2024')
    """
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    seasons = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter", "40": "H1", "41": "H2"}
    parts = period.split("-")
    if "/" in period or not parts[0]:
        return period.replace("/", "–")
    if period.endswith("XX"):
        return f"{period[:-2]}00–99"
    if period.endswith("X"):
        return f"{period[:-1]}0s"
    if len(parts) == 2 and parts[1].startswith("W"):
        return f"{parts[0]} W{int(parts[1][1:])}"
    if len(parts) == 2 and parts[1].isdigit():
        part = int(parts[1])
        return f"{months[part - 1]} {parts[0]}" if part <= 12 else (
            f"{parts[0]} Q{part - 32}" if 33 <= part <= 36 else f"{seasons.get(parts[1], parts[1])} {parts[0]}"
            if part <= 24 else f"{parts[0]} {seasons.get(parts[1], parts[1])}"
        )  # fmt: skip
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        return f"{int(parts[2])} {months[int(parts[1]) - 1]} {parts[0]}"
    return period


def _say(
    axes: Any, table: pd.DataFrame, themes: Sequence[str], known: dict[str, Look], periods: Sequence[str], value: str,
    size: str, *, shown: int | None = None, left_out: str = "",
) -> None:  # fmt: skip
    """Title, subtitle, notes and alt text, from the table."""
    settings = table.attrs.get("settings") or {}
    told = settings.get("dated_by") == "mentioned"
    labels = [known[theme].label for theme in themes]
    what = style.join(labels) if len(labels) <= 3 else plural(len(labels), "theme")
    clock = "the time it is told of" if told else "date of publication"
    n = "n: documents that tell of the period" if told else "n: documents published in the period"
    interval = "95\u00a0% interval (Wilson)" if value == "document_share" and "low" in table else ""
    trends = [_trend(table, theme, known, value) for theme in themes]
    cut = f"first {shown} of {plural(len(themes), 'theme')}" if shown and shown < len(themes) else ""
    finish(
        axes, size, title=f"{what}, {say_period(periods[0])} to {say_period(periods[-1])}, by {clock}",
        subtitle=details(counted(table), NAMES.get(value, value), n, interval, cut),
        notes=[left_out, *_lane_notes(table, told), flags_note(table[~table["period"].isin(LANES)])],
        alt=f"Lines over {plural(len(periods), 'period')}. " + ". ".join(trends),
        caption_notes=table.attrs.get("notes", ()),
    )  # fmt: skip


def _lane_notes(table: pd.DataFrame, told: bool) -> list[str]:
    """What is not on the axis: documents (or dates told) that fit no period, counted."""
    reasons = {"uncertain": "whose date is wider than a period", "undated": "without a date"}
    notes = []
    for lane in LANES:
        part = table[table["period"] == lane]
        if len(part) and int(part["all_documents"].max()):
            held = plural(int(part["all_documents"].max()), "document")
            mentions = plural(int(part["count"].sum()), "mention")
            subject = f"{held} with dates told that are {'wider than a period' if lane == 'uncertain' else 'unknown'}"
            notes.append(f"Not on the axis: {subject if told else f'{held} {reasons[lane]}'} ({mentions}).")
    gaps = table[~table["period"].isin(LANES) & (table["all_documents"] == 0)]["period"].nunique()
    return [*notes, *([f"{plural(gaps, 'period')} without documents: a gap, not a zero."] if gaps else [])]


def _trend(table: pd.DataFrame, theme: str, known: dict[str, Look], value: str) -> str:
    """The first, highest and last number of a theme's line, in words."""
    part = table[(table["theme"] == theme) & ~table["period"].isin(LANES)].dropna(subset=[value])
    if part.empty:
        return f"{known[theme].label}: no documents"
    say = (lambda share: f"{100 * share:.0f} %") if value == "document_share" else number
    first, last, top = part.iloc[0], part.iloc[-1], part.iloc[int(part[value].to_numpy().argmax())]
    return (
        f"{known[theme].label}: {say(first[value])} in {say_period(first['period'])}, {say(last[value])} in "
        f"{say_period(last['period'])}, highest in {say_period(top['period'])} ({say(top[value])})"
    )


def _nothing(ax: Axes, table: pd.DataFrame, size: str) -> Axes:
    empty(ax, "No period can be drawn: no document has a date that fits one.")
    finish(ax, size, title="No timeline", subtitle=counted(table), notes=_lane_notes(table, False))
    return ax
