"""The mark of one date told, the same in every chart: solid if certain, faded if somewhere within, hollow if a target.

A date is a bar over the days that it can mean, or a dot where that bar would be too short to see. A target is a hollow
bar, or a hollow diamond in the middle of what is named where the bar is short. An open end is an arrow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.charts import style
from analysis.charts.looks import Look
from analysis.charts.style import SIZES
from analysis.charts.timeaxis import TimeAxis, days

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MEANING = "solid: the day, month or year named, faded: somewhere within, arrow: open end"
DOT, DIAMOND = 0.008, 0.05  # of the axis' width: a shorter bar is a dot, a shorter target a diamond
FADED = 0.35
THICK = 0.55  # of the size of the type
ROLES = {
    "past": Look("past", style.PALETTE[0], "o", "-"),
    "target": Look("target (then ahead)", style.PALETTE[2], "D", "-", hollow=True),
    "publication": Look("publication", style.INK, "s", "-"),
    "unknown": Look("role unknown", "#8a8a8a", "o", "-"),
}
# Days that a date of each granularity spans: one that spans more is not certain.
SPANS = {
    "day": 1, "week": 7, "month": 31, "quarter": 92, "season": 93, "half": 184, "year": 366, "decade": 3653,
    "century": 36525,
}  # fmt: skip


def put_date(ax: Axes, size: str, y: float, row: dict[str, Any] | pd.Series[Any], gid: str, axis: TimeAxis) -> None:
    """One date of `date_mentions` at height `y`, with `gid` as its key: bar, dot, hollow bar or diamond, and arrow."""
    from matplotlib.patheffects import Stroke

    look, font = ROLES.get(str(row["role"]), ROLES["unknown"]), SIZES[size].font
    # The last day counts whole, so that a single day has a width.
    low, high = days([row["earliest"]])[0], days([row["latest"]])[0] + 1
    granularity = str(row["granularity"])
    open_end = not (np.isfinite(low) and np.isfinite(high))
    certain = not open_end and high - low <= 1.05 * SPANS.get(granularity, 1)
    middle = middle_day(low, high, granularity)
    ends = [middle, middle] if open_end else [low, high]
    if open_end:
        ax.annotate(
            "", (middle, y), xytext=(-2.6 * font if np.isnan(low) else 2.6 * font, 0), textcoords="offset points",
            arrowprops={"arrowstyle": "<-", "color": look.color, "alpha": 0.6, "linewidth": 0.17 * font, "shrinkA": 0,
                        "shrinkB": 0.2 * font},
        )  # fmt: skip
    share = float(axis.along(ends[1]) - axis.along(ends[0])) / axis.width
    if look.hollow and share < DIAMOND:
        (line,) = ax.plot(
            [middle], [y], marker=look.marker, markersize=0.75 * font, color=look.color, markerfacecolor="white",
            zorder=4,
        )  # fmt: skip
    else:
        short = share < DOT
        alpha = 1.0 if certain or short else FADED
        (line,) = ax.plot(
            ends, [y, y], zorder=3, color=look.color, alpha=alpha, solid_capstyle="round",
            linewidth=0.0 if short else THICK * font, marker=look.marker if short else "", markersize=THICK * font,
            markeredgewidth=0, markevery=[0],
        )  # fmt: skip
        if look.hollow:
            # One artist in two strokes, so that one key leads to all of it.
            line.set_path_effects([
                Stroke(linewidth=THICK * font), Stroke(linewidth=0.3 * font, foreground="white", alpha=1.0)
            ])  # fmt: skip
    line.set_gid(gid)


def middle_day(low: float, high: float, granularity: str) -> float:
    """The middle of what is named, in days: of the interval, or of the year, month … at its one known end.

    >>> middle_day(float("nan"), 366.0, "year"), middle_day(10.0, 20.0, "day")
    (183.0, 15.0)
    """
    half = SPANS.get(granularity, 1) / 2
    if np.isnan(low):
        return float(high - half)
    return float(low + half if np.isnan(high) else (low + high) / 2)
