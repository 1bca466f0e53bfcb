"""A time axis with few, whole ticks, compressed beyond the last publication: 2060 must not crush 2019 to 2024."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.charts.rows import keep_ticks
from analysis.charts.style import SIZES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

YEAR = 365.2425
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def days(times: Any) -> np.ndarray:
    """Times as days since 1970, NaN where NaT.

    >>> days([np.datetime64("1970-01-02", "s"), np.datetime64("NaT", "s")]).tolist()
    [1.0, nan]
    """
    seconds = pd.Series(times).to_numpy("datetime64[s]")
    return np.where(np.isnat(seconds), np.nan, seconds.astype("int64") / 86400.0)


def day_of(year: int, month: int = 1) -> float:
    """The first day of a month, as days since 1970."""
    return float(np.datetime64(f"{year:04d}-{month:02d}-01", "D").astype(int))


@dataclass(frozen=True)
class TimeAxis:
    """From `first` to `last` day: even from `old` to `now`, and where the ends lie far out, squeezed by a logarithm.

    `before` and `beyond` are the days on the even scale that the squeezed ends take; `marked` are years worth a tick.

    >>> axis = TimeAxis(day_of(2019), day_of(2019), day_of(2023), day_of(2060), 0.0, 730.0)
    >>> bool(np.isclose(axis.back(axis.along(day_of(2040))), day_of(2040)))
    True
    """

    first: float
    old: float
    now: float
    last: float
    before: float
    beyond: float
    marked: frozenset[int] = frozenset()

    @classmethod
    def over(cls, dates: pd.DataFrame, now: float, also: float | None = None) -> TimeAxis:
        """The axis over the known ends of `dates`; `also` is a day that must not be squeezed."""
        low, high = days(dates["earliest"]), days(dates["latest"])
        ends = np.concatenate([low, high + 1, [now if also is None else also, now + 1]])
        ends = ends[np.isfinite(ends)]
        first, last = float(ends.min()), float(ends.max())
        # Squeezed only where a few dates far out would take more than a fifth (past) or half (future) of the width.
        old = min(float(np.quantile(ends, 0.01)), now if also is None else also)
        if len(ends) < 100 or old - first < 0.25 * (now - old):
            old = first
        even = max(now - old, 0.5 * YEAR)
        edge, squeezed = (0.0, 0.08 * even) if old > first else (0.03 * even, 0.0)
        future = 0.55 * even if last - now > even else max(last - now, 0.0)
        marked = frozenset(_year(day) for day in high[high > now])
        return cls(first - edge, old - edge, now, last, squeezed, future, marked)

    @property
    def squeezed(self) -> tuple[bool, bool]:
        """Whether the past and the future end are compressed."""
        return self.before > 0, self.last - self.now > self.beyond + 1

    @property
    def width(self) -> float:
        """Days on the even scale, from end to end."""
        return float(self.along(self.last) - self.along(self.first))

    @property
    def note(self) -> str:
        """What a reader must know of the axis; '' if it is even."""
        past, future = self.squeezed
        if past and future:
            return "The shaded ends of the axis are compressed."
        if future:
            return "The shaded part of the axis, after the last publication, is compressed."
        return "The shaded part of the axis, with few dates long ago, is compressed." if past else ""

    def along(self, day: Any) -> Any:
        """Days as places on the even scale."""
        day = np.asarray(day, dtype=float)
        past, future = self.squeezed
        place = day
        if future:
            place = np.where(day > self.now, self.now + self.beyond * _log(day - self.now, self.last - self.now), place)
        if past:
            place = np.where(
                day < self.old, self.old - self.before * _log(self.old - day, self.old - self.first), place
            )
        return place

    def back(self, place: Any) -> Any:
        """Places on the even scale as days."""
        place = np.asarray(place, dtype=float)
        past, future = self.squeezed
        day = place
        if future:
            part = (place - self.now) / self.beyond
            day = np.where(place > self.now, self.now + _exp(part, self.last - self.now), day)
        if past:
            part = (self.old - place) / self.before
            day = np.where(place < self.old, self.old - _exp(part, self.old - self.first), day)
        return day

    def ticks(self, most: float) -> tuple[list[float], list[str]]:
        """Days and labels of at most about `most` ticks: whole months, years or centuries, none too near to another."""
        past, future = self.squeezed
        begin, end = self.old if past else self.first, self.now if future else self.last
        share = (end - begin) / (end - begin + self.before * past + self.beyond * future)
        near = _months(begin, end, most) if end - begin < 2.5 * YEAR else _years(begin, end, share * most)
        near = [(day, name) for day, name in near if begin <= day <= end]
        if future:
            near += self._far(near[-1][0] if near else begin, most)
        return [day for day, _ in near], [name for _, name in near]

    def _far(self, before: float, most: float) -> list[tuple[float, str]]:
        """Ticks of the compressed future: marked years first, then round ones, each with room for its label."""
        gap = (self.now + self.beyond - float(self.along(self.first))) / max(most, 1)
        years = range(_year(self.now) + 1, _year(self.last) + 2)
        taken, kept = [float(self.along(before))], []
        for year in sorted(years, key=lambda year: (year not in self.marked, _roundness(year), year)):
            place = float(self.along(day_of(year)))
            if place <= self.now + self.beyond and all(abs(place - other) >= gap for other in taken):
                taken.append(place)
                kept.append((day_of(year), str(year)))
        return sorted(kept)

    def put(self, ax: Axes, size: str) -> None:
        """Make this the x axis of `ax`."""
        font = SIZES[size].font
        past, future = self.squeezed
        left, right = float(self.along(self.first)), float(self.along(self.last))
        edge = 0.04 * (right - left)
        ends = float(self.back(left - edge * past)), float(self.back(right + edge))
        if past or future:
            ax.set_xscale("function", functions=(self.along, self.back))
        for shaded, start, stop in ((past, ends[0], self.old), (future, self.now, ends[1])):
            if shaded:
                ax.axvspan(start, stop, color="#f1f1f1", zorder=0, linewidth=0)
        ax.set_xlim(*ends)
        room = 72 * ax.get_figure(root=True).get_size_inches()[0] * 0.62  # type: ignore[union-attr]
        ax.set_xticks(*self.ticks(room / (4.2 * font)))
        ax.minorticks_off()
        ax.grid(axis="x")
        keep_ticks(ax, size)


def _log(days_out: Any, span: float) -> Any:
    """How far out, from 0 to 1 at `span` days."""
    return np.log1p(np.maximum(days_out, 0) / YEAR) / math.log1p(span / YEAR)


def _exp(part: Any, span: float) -> Any:
    return YEAR * np.expm1(np.clip(part, 0, 2) * math.log1p(span / YEAR))


def _months(begin: float, end: float, most: float) -> list[tuple[float, str]]:
    count = (end - begin) / YEAR * 12
    step = next((months for months in (1, 2, 3, 6) if count / months <= 0.7 * most), 12)
    start, stop = (np.datetime64(int(day), "D").astype("datetime64[M]") for day in (begin, end))
    months = [str(month) for month in np.arange(start, stop + 1)]
    return [
        (day_of(int(month[:-3]), int(month[-2:])), f"{MONTHS[int(month[-2:]) - 1]} {month[:-3]}")
        for month in months
        if (int(month[-2:]) - 1) % step == 0
    ]


def _years(begin: float, end: float, most: float) -> list[tuple[float, str]]:
    steps = (1, 2, 5, 10, 20, 50, 100, 200, 500)
    step = next((step for step in steps if (end - begin) / YEAR / step <= most), 1000)
    years = range(max(_year(begin), 1), _year(end) + 2)
    return [(day_of(year), str(year)) for year in years if year % step == 0]


def _year(day: float) -> int:
    return int(str(np.datetime64(int(day), "D"))[:4])


def _roundness(year: int) -> int:
    return next((worth for worth, step in enumerate((1000, 500, 100, 50, 10, 5, 2)) if year % step == 0), 7)
