"""Names beside points, where they neither overlap each other nor hide a point; a name without room is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.charts import style, typeset
from analysis.charts.style import SIZES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Where a name may stand, seen from its point, best first: directions, and how far out in parts of the font size.
DIRECTIONS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))
DISTANCES = (0.6, 1.4, 2.6)


def place_labels(ax: Axes, size: str, xs: np.ndarray, ys: np.ndarray, texts: Sequence[str]) -> list[str]:
    """Name the first points: `texts` in order of importance, all points (data coordinates) to be kept clear.

    The layout must be settled, for places are sought in points of the page. Greedy: each name takes the nearest free
    place, far ones with a thin line to their point. Gives the names placed.
    """
    figure = ax.get_figure(root=True)
    assert figure is not None
    font, to_points = 0.95 * SIZES[size].font, 72 / figure.dpi
    points = ax.transData.transform(np.column_stack([xs, ys])) * to_points
    frame = np.array(ax.get_window_extent().extents) * to_points
    taken = [np.array(text.get_window_extent().extents) * to_points for text in ax.texts if text.get_text()]
    placed = []
    for place, text in enumerate(texts):
        width, height = typeset.text_width(text, font), 1.15 * font
        found = _free(points[place], width, height, font, points, np.array(taken).reshape(-1, 4), frame)
        if found is None:
            continue
        box, (right, up), distance = found
        taken.append(box)
        placed.append(text)
        ax.annotate(
            text, (xs[place], ys[place]), xytext=(right * distance, up * distance), textcoords="offset points",
            size=font, color=style.INK, zorder=5,
            # A plate, so that no line runs through the name.
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.6},
            ha=("right", "center", "left")[right + 1], va=("top", "center", "bottom")[up + 1],
            arrowprops={"arrowstyle": "-", "color": style.FAINT, "linewidth": 0.6, "shrinkA": 1, "shrinkB": 0.3 * font}
            if distance > font else None,
        )  # fmt: skip
    return placed


def _free(
    point: np.ndarray,
    width: float,
    height: float,
    font: float,
    points: np.ndarray,
    taken: np.ndarray,
    frame: np.ndarray,
) -> tuple[np.ndarray, tuple[int, int], float] | None:
    """The first place for a name that covers no name, no point, and stays in the frame."""
    for part in DISTANCES:
        for right, up in DIRECTIONS:
            x = point[0] + right * part * font - width * (1 - right) / 2
            y = point[1] + up * part * font - height * (1 - up) / 2
            box = np.array([x - 1, y - 1, x + width + 1, y + height + 1])
            inside = box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
            if inside and not _covers(box, points, 0.25 * font) and not _meets(box, taken):
                return box, (right, up), part * font
    return None


def _covers(box: np.ndarray, points: np.ndarray, around: float) -> bool:
    near = (points > box[:2] - around) & (points < box[2:] + around)
    return bool(near.all(axis=1).any())


def _meets(box: np.ndarray, taken: np.ndarray) -> bool:
    return bool(((taken[:, :2] < box[2:]) & (taken[:, 2:] > box[:2])).all(axis=1).any())
