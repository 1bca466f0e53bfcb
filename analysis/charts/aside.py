"""Marks that would cover each other step aside: sideways or up, by as little as leaves all of them to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def step_aside(points: np.ndarray, apart: float, *, axis: int, steps: int = 6) -> np.ndarray:
    """How far each of `points` (n × 2, in points of the page) moves along `axis` to keep `apart` from those before it.

    Greedy, in the order given: the first stay where they are. One without room within `steps` steps stays too.

    >>> step_aside(np.array([[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [9.0, 0.0]]), 3.0, axis=1).tolist()
    [0.0, 3.0, -3.0, 0.0]
    """
    ways = [0.0, *(sign * step * apart for step in range(1, steps + 1) for sign in (1, -1))]
    moves, placed = np.zeros(len(points)), np.empty((len(points), 2))
    for number, point in enumerate(points):
        for way in ways:
            place = point.copy()
            place[axis] += way
            # A hair less than `apart`, for marks side by side are exactly that far from each other.
            if not (np.abs(placed[:number] - place) < 0.999 * apart).all(axis=1).any():
                moves[number] = way
                break
        placed[number] = point
        placed[number, axis] += moves[number]
    return moves


def settle(ax: Axes) -> None:
    """Lay the figure out, so that places on the page are known; costly with many marks, so call it before they come."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()


def page_of(ax: Axes, xs: np.ndarray, ys: np.ndarray) -> np.ndarray:
    """Data as points of the page; the layout must be settled."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return ax.transData.transform(np.column_stack([xs, ys])) * 72 / figure.dpi


def in_data(ax: Axes, points: np.ndarray) -> np.ndarray:
    """Points of the page as data."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return ax.transData.inverted().transform(points * figure.dpi / 72)
