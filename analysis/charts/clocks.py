"""The chart of the two clocks: when things are told to happen, against when that was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.charts import style, typeset
from analysis.charts.aside import in_data, page_of, settle, step_aside
from analysis.charts.dates import ROLES, middle_day, told_in_words, unplaced
from analysis.charts.frame import canvas, counted, details, empty, finish
from analysis.charts.looks import Look, key
from analysis.charts.marks import keys_of, mark, rows_of
from analysis.charts.rows import keep_ticks
from analysis.charts.style import SIZES, called, chart, plural
from analysis.charts.timeaxis import TimeAxis, days

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NOW = Look("told as written: the present", style.INK, "", "-")
FEW_DATES = 300  # with a mark, a bar and an arrow each; more become clouds
MOST_NAMED, MOST_CLOUDS = 12, 500  # documents named at the right; documents with a cloud of their own


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
        str(document): (low, high)
        for document, low, high in zip(dated.index, days(dated["earliest"]), days(dated["latest"]), strict=True)
    }
    shown = list(dict.fromkeys(known["document"].astype(str)))
    _axes(ax, size, axis, [written[document] for document in shown])
    key(ax, size, [*(look for role, look in ROLES.items() if role in set(known["role"].unique())), NOW], line=True)
    for handle in ax.get_legend().legend_handles:  # type: ignore[union-attr]
        if handle is not None and handle.get_label() != NOW.label:
            handle.set(linestyle="none")
    if len(shown) <= MOST_NAMED:
        _name_documents(ax, size, {document: written[document] for document in shown})
    roles = known["role"].value_counts()
    counts = [
        plural(int(roles[role]), noun) for role, noun in (("past", "past date"), ("target", "target")) if role in roles
    ]
    undated = placed["document"].nunique() - known["document"].nunique()
    few = len(known) <= FEW_DATES
    wide = few and any(high - low > 1 for low, high in (written[document] for document in shown))
    finish(
        ax, size,
        title=f"Told against written: {style.join(counts) if counts else plural(len(known), 'date')} in "
        f"{plural(known['document'].nunique(), 'document')}",
        subtitle=details(
            counted(table), "left of the line the past, right of it what is to come",
            "bar: somewhere within, arrow: open end" if few else "of many dates the middle of each",
            "grey band: published somewhere within" if wide and len(shown) <= MOST_NAMED else "",
        ),
        notes=[
            f"Not drawn: {plural(len(placed) - len(known), 'date')} in {plural(undated, 'document')} of unknown date."
            if undated else "",
            *unplaced(table, dates, placed),
            "Dates at one place stand above each other." if few else "", axis.note,
        ],
        alt=f"Points: across the time told of, up the date of publication. {told_in_words(known)}",
        caption_notes=table.attrs.get("notes", ()),
    )  # fmt: skip
    (_points if few else _clouds)(ax, size, known, written, keys_of(table))
    return ax


def _axes(ax: Axes, size: str, axis: TimeAxis, written: Sequence[tuple[float, float]]) -> None:
    """Told across, written up, the line where both are the same, and a band where the day written is not known."""
    lows, highs = zip(*written, strict=True)
    first, last = min(lows), max(highs)
    room = 0.08 * max(last - first, 365.0)
    axis.put(ax, size)
    ax.set_ylim(first - room, last + room)
    up = TimeAxis(first - room, first - room, last + room, last + room, 0.0, 0.0)
    ax.set_yticks(*up.ticks(7))
    # Many points, for the line bends where the axis is compressed.
    now = np.linspace(first - room, last + room, 200)
    ax.plot(now, now, color=NOW.color, linewidth=0.9, zorder=2)
    if len(written) <= MOST_NAMED:
        for low, high in written:
            if high - low > 1:
                ax.axhspan(low, high, color="#ececec", linewidth=0, zorder=0.5)
    keep_ticks(ax, size)
    ax.grid(axis="both")
    ax.set_ylabel("written (date of publication)", loc="bottom")
    ax.set_xlabel("told (date in the text)", loc="left")


def _places(known: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Beginning, place of the mark, and end of each date, in days; the unknown end is the mark's place."""
    low, high = days(known["earliest"]), days(known["latest"]) + 1
    spans = known["granularity"].astype(str)
    middle = np.array([middle_day(*row) for row in zip(low, high, spans, strict=True)])
    return np.where(np.isnan(low), middle, low), middle, np.where(np.isnan(high), middle, high)


def _points(
    ax: Axes, size: str, known: pd.DataFrame, written: dict[str, tuple[float, float]], keys: Sequence[str]
) -> None:
    """A mark per date told, with a bar for what it may mean and an arrow at an open end; none covers another."""
    font = SIZES[size].font
    start, x, end = _places(known)
    y = np.array([sum(written[str(document)]) / 2 for document in known["document"]])
    settle(ax)
    page = page_of(ax, x, y)
    moves = step_aside(page, 0.85 * font, axis=1, steps=1)  # farther off, a mark would change sides of the line
    page[:, 1] += moves
    y = np.where(moves == 0, y, in_data(ax, page)[:, 1])
    for place, row in enumerate(rows_of(known)):
        look = ROLES.get(str(row["role"]), ROLES["unknown"])
        if end[place] - start[place] > 31:
            ax.plot(
                [start[place], end[place]], [y[place]] * 2, color=look.color, alpha=0.3, linewidth=0.22 * font, zorder=2
            )
        if row["bound"] and (pd.isna(row["earliest"]) or pd.isna(row["latest"])):
            reach = -1.9 * font if pd.isna(row["earliest"]) else 1.9 * font
            ax.annotate(
                "", (x[place], y[place]), xytext=(reach, 0), textcoords="offset points", zorder=3,
                arrowprops={"arrowstyle": "<-", "color": look.color, "linewidth": 0.12 * font, "shrinkA": 0,
                            "shrinkB": 0.2 * font, "mutation_scale": 0.8 * font},
            )  # fmt: skip
        (point,) = ax.plot(
            [x[place]], [y[place]], marker=look.marker, markersize=0.62 * font, color=look.color, linestyle="none",
            markerfacecolor="white" if look.hollow else look.color, zorder=4,
        )  # fmt: skip
        point.set_gid(mark(row, keys))


def _clouds(
    ax: Axes, size: str, known: pd.DataFrame, written: dict[str, tuple[float, float]], keys: Sequence[str]
) -> None:
    """Of many dates a cloud per document and role, whose mark is the document; of very many documents one per role."""
    from matplotlib.lines import Line2D

    font = SIZES[size].font
    _, x, _ = _places(known)
    y = np.array([sum(written[document]) / 2 for document in known["document"].astype(str)])
    places = pd.DataFrame({"document": known["document"].to_numpy(), "role": known["role"].to_numpy(), "x": x, "y": y})
    by = ["document", "role"] if places["document"].nunique() <= MOST_CLOUDS else ["role"]
    for _, part in places.groupby(by, sort=False):
        look = ROLES.get(str(part["role"].iloc[0]), ROLES["unknown"])
        # Added as artists: plotting would look for new limits after each of hundreds of clouds.
        cloud = Line2D(
            part["x"], part["y"], linestyle="none", marker=look.marker, markersize=0.28 * font, alpha=0.55,
            color=look.color, markerfacecolor="none" if look.hollow else look.color, markeredgewidth=0.5,
        )  # fmt: skip
        if "document" in by:
            cloud.set_gid(mark({"document": part["document"].iloc[0]}, keys))
        ax.add_artist(cloud)


def _name_documents(ax: Axes, size: str, written: dict[str, tuple[float, float]]) -> None:
    """The documents' names at the right, as far as they have room."""
    font = 0.9 * SIZES[size].font
    names, (bottom, top) = style.short_names(written), ax.get_ylim()
    gap, before = 1.5 * font * (top - bottom) / (72 * 0.6 * SIZES[size].width), -np.inf
    for document in sorted(written, key=lambda document: sum(written[document])):
        y = sum(written[document]) / 2
        if y - before >= gap:
            room, whole = 0.2 * 72 * SIZES[size].width, called("document", names[document])
            text = whole if typeset.text_width(whole, font) <= room else typeset.fit(names[document], room, font)
            ax.annotate(
                text, (1, y), xytext=(5, 0), xycoords=("axes fraction", "data"), textcoords="offset points", size=font,
                color=style.SOFT, va="center", annotation_clip=False,
            )  # fmt: skip
            before = y
