"""The chart of keyness: how often a word occurs, and how much more often on one side than on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, NullFormatter

from analysis.charts import style, typeset
from analysis.charts.frame import canvas, counted, details, empty, finish
from analysis.charts.labels import place_labels
from analysis.charts.looks import flags_note
from analysis.charts.marks import keys_of, mark
from analysis.charts.rows import keep_ticks, tick
from analysis.charts.style import SIZES, chart, label, number, plural
from analysis.charts.terms import how_often, variant

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIDES = (style.PALETTE[0], style.PALETTE[2])


@chart
def term_contrast(table: pd.DataFrame, *, n: int = 24, ax: Axes | None = None, size: str = "page") -> Axes:
    """Words of `contrast`: how often on both sides (across), and how much more on one (up: the target; down: the rest).

    The 300 words with the highest |G²| are drawn, the `n` highest named as far as they have room; a named word shows
    its interval. Hollow: flagged. Pale: adjusted p of 0.05 or more.

    >>> table = pd.DataFrame({"term": ["a", "b"], "count": [9, 1], "reference": [1, 9], "log_ratio": [3.2, -3.2],
    ...     "low": [1.0, -5.0], "high": [5.0, -1.0], "g2": [7.0, -7.0], "p": [0.01, 0.01], "flag": ["", ""]})
    >>> [point.get_gid() for point in term_contrast(table).lines if point.get_gid()]
    ['term=a', 'term=b']
    """
    ax = canvas(ax, size, body={"column": 3.6, "page": 5.0, "slide": 5.4}[size])
    title, subtitle, names = _contrasted(table)
    if table.empty:
        empty(ax, "No words to compare.")
        finish(ax, size, title="No words to compare", subtitle=subtitle)
        return ax
    strong = table.iloc[np.argsort(-np.abs(table["g2"].to_numpy()), kind="stable")[:300]]
    keys, font, many = keys_of(table), SIZES[size].font, len(strong) > 80
    xs = (strong["count"] + strong["reference"]).to_numpy(dtype=float)
    for x, (_, row) in zip(xs, strong.iterrows(), strict=True):
        point = Line2D(
            [x], [row["log_ratio"]], linestyle="none", marker="o" if row["g2"] >= 0 else "s",
            markersize=font * (0.42 if many else 0.6), color=SIDES[0] if row["g2"] >= 0 else SIDES[1],
            markerfacecolor="white" if row.get("flag") else None, markeredgewidth=0.9,
            alpha=1.0 if row.get("p", 0) < 0.05 else 0.4, zorder=3,
        )  # fmt: skip
        point.set_gid(mark(row, keys))
        ax.add_line(point)
    named = strong.head(min(n, {"column": 14, "page": n, "slide": 18}[size]))
    for x, (_, row) in zip(xs, named.iterrows(), strict=False):
        ax.plot([x, x], [row["low"], row["high"]], color=style.FAINT, linewidth=0.1 * font, zorder=1)
    ax.axhline(0, color=style.INK, linewidth=0.8, zorder=2)
    ax.set_xscale("log", subs=[2, 5])
    ax.set_xlim(0.75 * xs.min(), 1.6 * xs.max())
    reach = 1.35 * float(np.abs(strong["log_ratio"].to_numpy()).max()) + 0.5
    ax.set_ylim(-reach, reach)
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value)))
    # Over up to two decades 1, 2, 5, 10 …; beyond, the powers of ten alone.
    wide = xs.max() / xs.min() > (30 if size == "column" else 150)
    ax.xaxis.set_minor_formatter(NullFormatter() if wide else FuncFormatter(lambda value, _: tick(value)))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: times(value)))
    ax.grid(axis="y")
    ax.set_xlabel("mentions on both sides (log scale)", loc="left")
    ax.set_ylabel("how many times the rate of the other side", loc="bottom")
    keep_ticks(ax, size)
    for y, side, va in ((1, names[0], "top"), (0, names[1], "bottom")):
        text = typeset.fit(f"more in {side}", 0.5 * 72 * SIZES[size].width, font)
        ax.annotate(
            text, (1, y), xytext=(0, -2 if y else 2), xycoords="axes fraction", textcoords="offset points", ha="right",
            va=va, color=SIDES[1 - y], weight="bold",
        )  # fmt: skip
    shown = f"{len(strong)} of {plural(len(table), 'word')} with the highest G²" if len(strong) < len(table) else ""
    pale = "Pale: adjusted p of 0.05 or more." if "p" in strong and (strong["p"] >= 0.05).any() else ""
    finish(
        ax, size, title=title,
        subtitle=details(counted(table), shown, "grey lines: 95\u00a0% interval of the words named", variant(table)),
        notes=[flags_note(strong), pale],
        alt=f"Points, one per word: how often, and how much more often on one side. {title}. "
        f"Most typical of {names[0]}: {_first(strong, 1)}; of {names[1]}: {_first(strong, -1)}",
        caption_notes=table.attrs.get("notes", ()),
    )  # fmt: skip
    place_labels(ax, size, xs, strong["log_ratio"].to_numpy(dtype=float), [label(term, 24) for term in named["term"]])
    return ax


def times(log_ratio: float) -> str:
    """A log ratio as people say it: how many times the rate.

    >>> times(3), times(0), times(-1), times(0.5), times(10)
    ('8×', 'same', '−2×', '1.4×', '1,024×')
    """
    if abs(log_ratio) < 1e-9:
        return "same"
    rate = 2 ** abs(log_ratio)
    return f"{'−' if log_ratio < 0 else ''}{f'{rate:.2g}' if rate < 100 else f'{rate:,.0f}'}×"


def _contrasted(table: pd.DataFrame) -> tuple[str, str, tuple[str, str]]:
    """Title, sizes, and the names of the two sides."""
    settings = table.attrs.get("settings") or {}
    names = (_side(settings.get("target"), "the target"), _side(settings.get("reference"), "the rest"))
    sure = table[(table["g2"] > 0) & (table["flag"] == "")] if "flag" in table else table[table["g2"] > 0]
    if sure.empty:
        return f"Words of {names[0]} against {names[1]}", counted(table), names
    top = sure.iloc[int(sure["g2"].to_numpy().argmax())]
    title = (
        f"“{label(top['term'], 24)}” is most typical of {names[0]}: {how_often(top['count'])}, "
        f"against {number(top['reference'])} in {names[1]}"
    )
    return title, counted(table), names


def _side(described: object, otherwise: str) -> str:
    """The name of a side, from how the table describes it."""
    if isinstance(described, str) and described:
        return label(described, 40)
    if isinstance(described, dict) and described:
        values = [str(value) for held in described.values() for value in (held if isinstance(held, list) else [held])]
        return label(style.join(values), 40)
    if isinstance(described, list) and described:
        names = list(style.short_names(described).values())
        return style.join(names) if len(names) <= 3 else plural(len(names), "document")
    return otherwise


def _first(strong: pd.DataFrame, sign: int) -> str:
    found = strong[np.sign(strong["g2"]) == sign]["term"].head(5)
    return ", ".join(label(term, 24) for term in found) or "none"
