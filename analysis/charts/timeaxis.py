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
    """From `first` to `last` day: even up to `now`, and where `last` lies far beyond, squeezed after it by a logarithm.

    >>> axis = TimeAxis(day_of(2019), day_of(2060), day_of(2023), day_of(2025))
    >>> bool(np.isclose(axis.back(axis.along(day_of(2040))), day_of(2040)))
    True
    """

    first: float
    last: float
    now: float
    shown_last: float  # where `last` stands on the even scale

    @classmethod
    def over(cls, dates: pd.DataFrame, now: float, also: float | None = None) -> TimeAxis:
        """The axis over the known ends of `dates`; `also` is a day that it must reach back to."""
        ends = np.concatenate([days(dates["earliest"]), days(dates["latest"]), [now if also is None else also, now]])
        ends = ends[np.isfinite(ends)]
        first, last = float(ends.min()), float(ends.max())
        before = max(now - first, 0.5 * YEAR)
        edge = 0.03 * before
        # Squeezed only if what is to come would take more than half of the width.
        shown = now + 0.55 * before if last - now > before else last
        return cls(first - edge, last, now, shown)

    @property
    def squeezed(self) -> bool:
        """Whether the axis is compressed beyond `now`."""
        return self.shown_last < self.last

    @property
    def note(self) -> str:
        """What a reader must know of the axis; '' if it is even."""
        return "The shaded part of the axis, after the last publication, is compressed." if self.squeezed else ""

    def along(self, day: Any) -> Any:
        """Days as places on the even scale."""
        day = np.asarray(day, dtype=float)
        if not self.squeezed:
            return day
        beyond = np.log1p(np.maximum(day - self.now, 0) / YEAR) / math.log1p((self.last - self.now) / YEAR)
        return np.where(day <= self.now, day, self.now + (self.shown_last - self.now) * beyond)

    def back(self, place: Any) -> Any:
        """Places on the even scale as days."""
        place = np.asarray(place, dtype=float)
        if not self.squeezed:
            return place
        part = np.maximum(place - self.now, 0) / (self.shown_last - self.now)
        return np.where(
            place <= self.now, place, self.now + YEAR * np.expm1(part * math.log1p((self.last - self.now) / YEAR))
        )

    def ticks(self, most: float, size: str) -> tuple[list[float], list[str]]:
        """Days and labels of at most about `most` ticks: whole months, years or centuries, none too near to another."""
        span = self.now - self.first if self.squeezed else self.last - self.first
        if span < 2.5 * YEAR:
            step = next((months for months in (1, 3, 6) if span / YEAR * 12 / months <= 0.7 * most), 6)
            start = np.datetime64(int(self.first), "D").astype("datetime64[M]")
            stop = np.datetime64(int(min(self.now if self.squeezed else self.last, self.last)), "D").astype(
                "datetime64[M]"
            )
            months = [m for m in np.arange(start, stop + 1) if int(str(m)[-2:]) % step == 1 % step]
            near = [
                (float(m.astype("datetime64[D]").astype(int)), f"{MONTHS[int(str(m)[-2:]) - 1]} {str(m)[:-3]}")
                for m in months
            ]
        else:
            share = 0.6 if self.squeezed else 1.0
            years = span / YEAR
            step = next((s for s in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500) if years / s <= share * most), 1000)
            begin, end = _year(self.first), _year(self.now if self.squeezed else self.last)
            near = [(day_of(year), str(year)) for year in range(begin, end + 2) if year % step == 0]
        near = [(day, name) for day, name in near if self.first <= day <= (self.now if self.squeezed else self.last)]
        if self.squeezed:
            near += self._far(near[-1][0] if near else self.first, most)
        return [day for day, _ in near], [name for _, name in near]

    def _far(self, before: float, most: float) -> list[tuple[float, str]]:
        """Ticks of the compressed part: from its end inwards, round years first, each with room for its label."""
        gap = (self.shown_last - self.first) / max(most, 1)
        begin, end = _year(self.now) + 1, _year(self.last + 1)
        years = sorted(range(begin, end + 1), key=lambda year: (-_roundness(year), year))
        taken: list[float] = [float(self.along(before))]
        kept = []
        for year in years:
            place = float(self.along(day_of(year)))
            if place <= self.shown_last and all(abs(place - other) >= gap for other in taken):
                taken.append(place)
                kept.append((day_of(year), str(year)))
        return sorted(kept)

    def put(self, ax: Axes, size: str) -> None:
        """Make this the x axis of `ax`."""
        font = SIZES[size].font
        if self.squeezed:
            ax.set_xscale("function", functions=(self.along, self.back))
            ax.axvspan(
                self.now,
                self.back(self.shown_last + 0.04 * (self.shown_last - self.first)),
                color="#f1f1f1",
                zorder=0,
                linewidth=0,
            )
        edge = 0.04 * (self.shown_last - self.first)
        ax.set_xlim(self.first, float(self.back(self.shown_last + edge)))
        room = 72 * ax.get_figure(root=True).get_size_inches()[0] * 0.55  # type: ignore[union-attr]
        places, names = self.ticks(room / (3.9 * font), size)
        ax.set_xticks(places, names)
        ax.minorticks_off()
        ax.grid(axis="x")
        keep_ticks(ax, size)


def _year(day: float) -> int:
    return int(str(np.datetime64(int(day), "D"))[:4])


def _roundness(year: int) -> int:
    return next((worth for worth, step in enumerate((1000, 500, 100, 50, 10, 5, 2)) if year % step == 0), 7) * -1
