"""An axis of periods at even steps, those without documents too, and beneath each how many documents it rests on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from analysis.charts import typeset
from analysis.charts.rows import keep_ticks
from analysis.charts.spoken_dates import say_date
from analysis.charts.style import SIZES, number, plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def put_periods(
    ax: Axes,
    size: str,
    periods: Sequence[str],
    n: Mapping[str, int],
    *,
    columns: int = 1,
    words: Mapping[str, int] = {},
) -> bool:
    """Make `periods` the x axis of `ax`, as many labelled as have room; True if n had to be drawn as strokes.

    `words` are the words that a period rests on, as far as they are to be said.
    """
    font = SIZES[size].font
    room = 72 * (SIZES[size].width / columns - 0.9)
    bare = [f"{say_date(period)}\nn {number(int(n[period]))}" for period in periods]
    said = [
        f"{label}\n{plural(words[period], 'word')}" if words.get(period) else label
        for label, period in zip(bare, periods, strict=True)
    ]
    # The words must not cost a period its n.
    labels = said if _step(said, room, font) == _step(bare, room, font) else bare
    step = _step(labels, room, font)
    places = round_places(periods, step)
    ax.set_xticks(places, [labels[place] for place in places])
    ax.set_xlim(-0.5, len(periods) - 0.5)
    if step > 1:
        _strokes(ax, size, [int(n[period]) for period in periods])
    keep_ticks(ax, size)
    return step > 1


def _step(labels: Sequence[str], room: float, font: float) -> int:
    """Every how manyeth of the labels has room."""
    widest = max(typeset.text_width(line, font) for text in labels for line in text.split("\n")) + 0.9 * font
    return max(1, math.ceil(len(labels) * widest / room))


def round_places(periods: Sequence[str], step: int) -> list[int]:
    """Every `step`-th period or a little fewer, at round years where the periods are years or decades.

    >>> round_places([str(year) for year in range(1997, 2012)], 4)
    [3, 8, 13]
    """
    numbers = [int(period.rstrip("X")) for period in periods if period.rstrip("X").isdigit()]
    if step == 1 or len(numbers) < len(periods):
        return list(range(0, len(periods), step))
    step = next((round_ for round_ in (2, 5, 10, 20, 25, 50, 100, 200, 500) if round_ >= step), step)
    return [place for place, year in enumerate(numbers) if year % step == 0] or [0]


def _strokes(ax: Axes, size: str, counts: Sequence[int]) -> None:
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
