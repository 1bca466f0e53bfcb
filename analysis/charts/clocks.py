"""The chart of the two clocks: when things are told to happen, against when that was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.charts import style, typeset
from analysis.charts.dates import ROLES, hollow_targets, told_in_words, unplaced
from analysis.charts.frame import canvas, counted, details, empty, finish
from analysis.charts.looks import key
from analysis.charts.marks import keys_of, mark
from analysis.charts.rows import keep_ticks
from analysis.charts.style import SIZES, chart, plural
from analysis.charts.timeaxis import TimeAxis, days

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@chart
def two_clocks(table: pd.DataFrame, documents: pd.DataFrame, *, ax: Axes | None = None, size: str = "page") -> Axes:
    """Told against written: each date of `date_mentions` at the time it tells of (across) and was published (up).

    On the diagonal a document tells of its own time, left of it of the past, right of it of what is still to come.

    >>> table = pd.DataFrame({"document": ["a"], "start": [0], "end": [4], "text": ["2020"], "edtf": ["2020"],
    ...     "earliest": [np.datetime64("2020-01-01", "s")], "latest": [np.datetime64("2020-12-31", "s")],
    ...     "granularity": ["year"], "bound": [""], "kind": ["date"], "role": ["past"]})
    >>> day = np.datetime64("2022-03-06", "s")
    >>> ax = two_clocks(table, pd.DataFrame({"earliest": [day], "latest": [day]}, index=["a"]))
    >>> [line.get_gid() for line in ax.lines if line.get_gid()]
    ['document=a;edtf=2020;start=0;end=4']
    """
    dates = table[(table["kind"] == "date") & (table["role"] != "publication")]
    placed = dates[dates["earliest"].notna() | dates["latest"].notna()]
    dated = documents[documents["earliest"].notna() & documents["latest"].notna()]
    known = placed[placed["document"].isin(dated.index)]
    ax = canvas(ax, size, body={"column": 3.4, "page": 5.2, "slide": 5.2}[size])
    if known.empty:
        empty(ax, "No date in a document whose date of publication is known.")
        finish(ax, size, title="No dates to compare", subtitle=counted(table))
        return ax
    axis = TimeAxis.over(known, days(dated["latest"]).max(), also=days(dated["earliest"]).min())
    written = {
        document: (low, high)
        for document, low, high in zip(dated.index, days(dated["earliest"]), days(dated["latest"]), strict=True)
    }
    lows, highs = zip(*(written[document] for document in known["document"].unique()), strict=True)
    first, last = min(lows), max(highs)
    room = 0.08 * max(last - first, 365.0)
    _points(ax, size, known, written, keys_of(table))
    axis.put(ax, size)
    ax.set_ylim(first - room, last + room)
    up = TimeAxis(first - room, first - room, last + room, last + room, 0.0, 0.0)
    ax.set_yticks(*up.ticks(7))
    # Many points, for the diagonal bends where the axis is compressed.
    now = np.linspace(first - room, last + room, 200)
    ax.plot(now, now, color=style.INK, linewidth=0.9, zorder=2)
    ax.annotate(
        "now", (last, last), xytext=(-0.9 * SIZES[size].font, 0), textcoords="offset points", ha="right", va="center",
        color=style.INK, weight="bold",
    )  # fmt: skip
    keep_ticks(ax, size)
    ax.grid(axis="both")
    ax.set_ylabel("written (date of publication)", loc="bottom")
    ax.set_xlabel("told (date in the text)", loc="left")
    key(ax, size, [look for role, look in ROLES.items() if role in set(known["role"])])
    hollow_targets(ax)
    _name_documents(ax, size, written, list(dict.fromkeys(known["document"])))
    roles = known["role"].value_counts()
    counts = [
        f"{plural(int(roles[role]), noun)}"
        for role, noun in (("past", "past date"), ("target", "target"))
        if role in roles
    ]
    undated = placed["document"].nunique() - known["document"].nunique()
    finish(
        ax, size,
        title=f"Told against written: {style.join(counts) if counts else plural(len(known), 'date')} in "
        f"{plural(known['document'].nunique(), 'document')}",
        subtitle=details(counted(table), "left of the diagonal the past, right of it what is to come"),
        notes=[
            f"Not drawn: {plural(len(placed) - len(known), 'date')} in {plural(undated, 'document')} of unknown date."
            if undated else "",
            *unplaced(table, dates, placed), axis.note,
        ],
        alt=f"Points: across the time told of, up the date of publication. {told_in_words(known)}",
        caption_notes=table.attrs.get("notes", ()),
    )  # fmt: skip
    return ax


def _points(
    ax: Axes, size: str, known: pd.DataFrame, written: dict[Any, tuple[float, float]], keys: Sequence[str]
) -> None:
    """A point per date told; of many, a cloud per document and role, whose mark is the document."""
    from matplotlib.lines import Line2D

    font, many = SIZES[size].font, len(known) > 800
    low, high = days(known["earliest"]), days(known["latest"])
    start, end = np.where(np.isnan(low), high, low), np.where(np.isnan(high), low, high)
    x = np.where(np.isnan(low), high, np.where(np.isnan(high), low, (low + high) / 2))
    y = np.array([sum(written[document]) / 2 for document in known["document"]])
    if many:
        places = pd.DataFrame(
            {"document": known["document"].to_numpy(), "role": known["role"].to_numpy(), "x": x, "y": y}
        )
        for (document, role), part in places.groupby(["document", "role"], sort=False):
            look = ROLES.get(str(role), ROLES["unknown"])
            # Added as artists: plotting would look for new limits after each of hundreds of clouds.
            cloud = Line2D(
                part["x"], part["y"], linestyle="none", marker=look.marker, markersize=0.28 * font, alpha=0.55,
                color=look.color, markerfacecolor="none" if role == "target" else look.color, markeredgewidth=0.5,
            )  # fmt: skip
            cloud.set_gid(mark({"document": document}, keys))
            ax.add_artist(cloud)
        return
    for place, (_, row) in enumerate(known.iterrows()):
        look = ROLES.get(str(row["role"]), ROLES["unknown"])
        bottom, top = written[row["document"]]
        faint: Any = {"color": look.color, "alpha": 0.3, "linewidth": 0.22 * font, "zorder": 2}
        if end[place] - start[place] > 31:
            ax.plot([start[place], end[place]], [y[place]] * 2, **faint)
        if top - bottom > 1:
            ax.plot([x[place]] * 2, [bottom, top], **faint)
        (point,) = ax.plot(
            [x[place]], [y[place]], marker=look.marker, markersize=0.68 * font, color=look.color, linestyle="none",
            markerfacecolor="white" if row["role"] == "target" else look.color, alpha=0.85, zorder=4,
        )  # fmt: skip
        point.set_gid(mark(row, keys))


def _name_documents(ax: Axes, size: str, written: dict[Any, tuple[float, float]], shown: Sequence[Any]) -> None:
    """The documents' names at the right, as far as they have room."""
    font = 0.9 * SIZES[size].font
    names, (bottom, top) = style.short_names(shown), ax.get_ylim()
    gap, before = 1.5 * font * (top - bottom) / (72 * 0.6 * SIZES[size].width), -np.inf
    for document in sorted(shown, key=lambda document: sum(written[document])):
        y = sum(written[document]) / 2
        if len(shown) <= 12 and y - before >= gap:
            text = typeset.fit(names[str(document)], 0.2 * 72 * SIZES[size].width, font)
            ax.annotate(
                text, (1, y), xytext=(5, 0), xycoords=("axes fraction", "data"), textcoords="offset points", size=font,
                color=style.SOFT, va="center", annotation_clip=False,
            )  # fmt: skip
            before = y
