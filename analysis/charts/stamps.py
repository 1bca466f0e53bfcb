"""Marks by the hundred: copies of one drawn mark, for matplotlib takes its time to make each anew."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Stamp:
    """One look of a mark; `put` leaves a mark of that look in the Axes, under its id."""

    def __init__(self, ax: Axes, **look: Any) -> None:
        from matplotlib.lines import Line2D

        self._ax = ax
        self._mark = Line2D([0], [0], linestyle="none", **look)
        # Set once here, for adding an artist without a clip path makes one each time.
        self._mark.set_clip_path(ax.patch)

    def put(self, x: float, y: float, gid: str) -> None:
        """A mark at (x, y), in data coordinates."""
        mark = copy(self._mark)
        mark.set_data([x], [y])
        mark.set_gid(gid)
        # As an artist: adding a line looks for new limits of the axes each time.
        self._ax.add_artist(mark)
