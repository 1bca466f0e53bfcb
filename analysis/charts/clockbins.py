"""Of many dates told, a mark for those near one place: of one time, written at one time, the larger the more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.charts.datemarks import ROLES
from analysis.charts.marks import mark
from analysis.charts.style import SIZES, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from analysis.charts.timeaxis import TimeAxis

MOST_BINS = {"column": 16, "page": 24, "slide": 26}  # in each direction
WIDEST, LEAST = 1.5, 0.3  # diameter of the largest and the smallest mark, of the size of the type


def bins(known: pd.DataFrame, axis: TimeAxis, told: np.ndarray, written: np.ndarray, *, most: int) -> pd.DataFrame:
    """The dates `known`, told of and written on these days, counted by role and place: role, x, y, count, document.

    A mark stands at the mean of its dates, so it never changes sides of the line "published" if the axis is even.
    `document` is the one that told them all, else empty.
    """
    across = axis.along(told)
    rows = pd.DataFrame(
        {"role": known["role"].to_numpy(), "document": known["document"].to_numpy(), "across": across, "y": written,
         "column": _numbered(across, most), "row": _numbered(written, most)}
    )  # fmt: skip
    groups = rows.groupby(["role", "row", "column"], sort=True)
    found = groups.agg(
        across=("across", "mean"), y=("y", "mean"), count=("y", "size"), documents=("document", "nunique"),
        document=("document", "first"),
    ).reset_index()  # fmt: skip
    found["x"] = axis.back(found["across"].to_numpy())
    found["document"] = found["document"].where(found["documents"] == 1, "")
    return found[["role", "x", "y", "count", "document"]].sort_values("count", ascending=False, kind="stable")


def narrow(axis: TimeAxis, start: np.ndarray, end: np.ndarray, *, most: int) -> np.ndarray:
    """Which dates are no wider than one of `most` parts of the axis: the middle of a wider one is no place in time."""
    return np.asarray(axis.along(end) - axis.along(start) <= axis.width / most)


def put_bubbles(ax: Axes, size: str, binned: pd.DataFrame) -> None:
    """A mark per row of `bins`, its area by the count, the small ones on top; those of one document have its key."""
    from matplotlib.lines import Line2D

    font, most = SIZES[size].font, float(binned["count"].max())
    rows = binned[["role", "x", "y", "count", "document"]].itertuples(index=False, name=None)
    for role, x, y, count, document in rows:
        look = ROLES.get(str(role), ROLES["unknown"])
        bubble = Line2D(
            [x], [y], linestyle="none", marker="o", markersize=font * _diameter(count, most),
            markerfacecolor="none" if look.hollow else look.color, alpha=0.85, zorder=4,
            markeredgecolor=look.color if look.hollow else "white", markeredgewidth=0.9 if look.hollow else 0.3,
        )  # fmt: skip
        if document:
            bubble.set_gid(mark({"document": document}))
        bubble.set_clip_path(ax.patch)
        ax.add_artist(bubble)


def sizes_key(ax: Axes, size: str, binned: pd.DataFrame) -> None:
    """What the sizes mean, where late documents of old times would stand: the least, a middle and the largest count."""
    from matplotlib.legend import Legend
    from matplotlib.lines import Line2D

    font, most = SIZES[size].font, int(binned["count"].max())
    counts = sorted({int(binned["count"].min()), max(1, round(most / 4)), most})
    handles = [
        Line2D([], [], linestyle="none", marker="o", color="#6b6b6b", markersize=font * _diameter(count, most))
        for count in counts
    ]
    legend = Legend(
        ax, handles, [number(count) for count in counts], title="dates in a mark", loc="lower right",
        fontsize=0.9 * font,
        title_fontsize=0.9 * font, ncols=len(counts), borderpad=0.3, handletextpad=0.7, columnspacing=1.0,
        frameon=True, facecolor="white", edgecolor="none", framealpha=0.8,
    )  # fmt: skip
    legend.set_zorder(5)
    ax.add_artist(legend)


def _diameter(count: float, most: float) -> float:
    return max(LEAST, WIDEST * float(count / most) ** 0.5)


def _numbered(places: np.ndarray, most: int) -> np.ndarray:
    """In which of `most` equal parts of their span the places lie."""
    low, span = float(np.min(places)), float(np.ptp(places)) or 1.0
    return np.minimum((most * (places - low) / span).astype(int), most - 1)
