"""The chart of the two clocks: when things are told to happen, against when that was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.charts import style, typeset
from analysis.charts.aside import in_data, page_of, settle
from analysis.charts.clockbins import MOST_BINS, bins, narrow, put_bubbles, sizes_key
from analysis.charts.datemarks import MEANING, ROLES, middle_day, put_date
from analysis.charts.dates import roles_in_words, told_in_words, unplaced
from analysis.charts.frame import canvas, counted, details, empty, finish
from analysis.charts.looks import key
from analysis.charts.marks import keys_of, mark, rows_of
from analysis.charts.names import document_names, facts_of
from analysis.charts.rows import keep_ticks
from analysis.charts.spoken_dates import say_date
from analysis.charts.style import SIZES, chart, plural
from analysis.charts.timeaxis import TimeAxis, days
from analysis.charts.told import told_dates

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# With a row for each document and a mark for each date; of more, marks stand for all dates near one place.
MOST_ROWS, MOST_DATES = 12, 300
ROW = {"column": 0.5, "page": 0.55, "slide": 0.0}  # inches; a slide keeps its height


@chart
def two_clocks(table: pd.DataFrame, documents: pd.DataFrame, *, ax: Axes | None = None, size: str = "page") -> Axes:
    """Told against written: each date of `date_mentions` at the time it tells of (across) and was published (up).

    On the line "published" a document tells of its own time, left of it of the past, right of what is still to come.
    Up to 12 documents have a row each; of more, a mark stands for the dates near one place, the larger the more.

    >>> table = pd.DataFrame({"document": ["a"], "start": [0], "end": [4], "text": ["2020"], "edtf": ["2020"],
    ...     "earliest": [np.datetime64("2020-01-01", "s")], "latest": [np.datetime64("2020-12-31", "s")],
    ...     "granularity": ["year"], "bound": [""], "kind": ["date"], "role": ["past"]})
    >>> day = np.datetime64("2022-03-06", "s")
    >>> ax = two_clocks(table, pd.DataFrame({"earliest": [day], "latest": [day]}, index=["a"]))
    >>> [line.get_gid() for line in ax.lines if line.get_gid()]
    ['document=a;edtf=2020;start=0;end=4']
    """
    placed = told_dates(table)
    dated = documents[documents["earliest"].notna() & documents["latest"].notna()]
    known = placed[placed["document"].isin(dated.index)]
    if known.empty:
        ax = canvas(ax, size, body=3.0)
        empty(ax, "No date in a document whose date of publication is known.")
        finish(ax, size, title="No dates to compare", subtitle=counted(table))
        return ax
    written = pd.DataFrame({"low": days(dated["earliest"]), "high": days(dated["latest"])}, index=dated.index)
    written = written.loc[known["document"].unique()].assign(day=lambda ends: (ends["low"] + ends["high"]) / 2)
    written = written.sort_values("day", kind="stable")
    few = len(written) <= MOST_ROWS and len(known) <= MOST_DATES
    tall = {"column": 3.6, "page": 5.2, "slide": 5.0}[size]
    ax = canvas(ax, size, body=ROW[size] * len(written) + 1.3 if few and size != "slide" else tall)
    axis = TimeAxis.over(known, days(dated["latest"]).max(), also=days(dated["earliest"]).min())
    axis.put(ax, size)
    ax.set_xlabel("told for (the time that the text names)", loc="left")
    shown = set(known["role"].unique())
    looks = [look if few else replace(look, marker="o") for role, look in ROLES.items() if role in shown]
    start, middle, end = _places(known)
    binned, wide = pd.DataFrame(), 0
    if few:
        top = _rows(ax, size, written, document_names(written.index, _facts(table, documents), size=size), documents)
    else:
        fits = narrow(axis, start, end, most=MOST_BINS[size])
        wide = int((~fits).sum())
        days_written = known["document"].map(written["day"]).to_numpy()
        binned = bins(known[fits], axis, middle[fits], days_written[fits], most=MOST_BINS[size])
        top = _diagonal(ax, size, written)
    key(ax, size, looks, lift=1.9)
    undated = placed["document"].nunique() - known["document"].nunique()
    twice = few and known.duplicated(["document", "earliest", "latest"]).any()
    how = (
        details("a row per document, a mark per date", MEANING)
        if few
        else "a mark: the dates near one place, the larger the more"
    )
    finish(
        ax, size,
        title=f"{plural(len(known), 'date')} told in {plural(len(written), 'document')}: {roles_in_words(known)}",
        subtitle=details(
            counted(table), "when it was written, and what time it tells of", how,
            "hatched: published somewhere within" if few and (written["high"] - written["low"] > 1).any() else "",
        ),
        notes=[
            f"Not drawn: {plural(len(placed) - len(known), 'date')} in {plural(undated, 'document')} of unknown date."
            if undated else "",
            f"Not drawn: {plural(wide, 'date')} too wide for a mark, such as a decade or a century." if wide else "",
            _contradictions(known, dated), *unplaced(table),
            "Dates at one place stand above each other." if twice else "",
            axis.note + (" The line bends there." if not few and axis.squeezed[0] else ""),
            "" if few else "To click on: marks of a single document lead to its sentences.",
        ],
        alt=f"Points: across the time told of, up the date of publication. {told_in_words(known)}",
        caption_notes=table.attrs.get("notes", ()),
    )  # fmt: skip
    settle(ax)
    _halves(ax, size, top)
    if few:
        _points(ax, size, known, written, (start, middle, end), keys_of(table), axis)
    else:
        put_bubbles(ax, size, binned)
        sizes_key(ax, size, binned)
    return ax


def _facts(table: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame | None:
    return documents if "title" in documents else facts_of(table)


def _rows(ax: Axes, size: str, written: pd.DataFrame, names: dict[str, str], documents: pd.DataFrame) -> float:
    """A row per document, later ones higher, and the line of the day it was published; where that ends."""
    font, room = SIZES[size].font, 0.3 * 72 * SIZES[size].width
    dense = size == "slide" and len(written) > 7
    days_said = documents["published"] if "published" in documents else pd.Series("", index=documents.index)
    labels = []
    for document in written.index:
        said = say_date(str(days_said[document])) if days_said[document] else ""
        name = names[str(document)]
        if dense or not said:
            lines = [name]
        else:
            # A name that ends in the date has it below instead, where it is never cut.
            lines = [name if name == said else name.removesuffix(f", {said}"), *([] if name == said else [said])]
        labels.append("\n".join(typeset.fit(line, room, font) for line in lines))
    ax.set_yticks(range(len(written)), labels)
    ax.set_ylim(-0.5, len(written) - 0.5)
    for y, (low, high) in enumerate(zip(written["low"], written["high"], strict=True)):
        if high - low > 1:
            ax.fill_betweenx(
                [y - 0.5, y + 0.5],
                low,
                high + 1,
                facecolor="none",
                edgecolor="#b0b0b0",
                hatch="////",
                linewidth=0,
                zorder=0.5,
            )
        ax.axhline(y - 0.5, color=style.GRID, linewidth=0.7, zorder=0.6)
    now = np.repeat(written["day"].to_numpy(), 2)
    ys = np.arange(len(written))
    ax.plot(now, np.column_stack([ys - 0.5, ys + 0.5]).ravel(), color=style.INK, linewidth=0.9, zorder=2)
    ax.tick_params(axis="y", length=0)
    keep_ticks(ax, size)
    ax.annotate(
        "written in", (0, 1), xytext=(-4, 4), xycoords="axes fraction", textcoords="offset points", ha="right",
        va="bottom", color=style.SOFT, size=0.9 * font, annotation_clip=False,
    )  # fmt: skip
    return float(now[-1])


def _diagonal(ax: Axes, size: str, written: pd.DataFrame) -> float:
    """Time of writing upwards, and the line where both times are the same; where that ends."""
    first, last = float(written["low"].min()), float(written["high"].max())
    room = 0.06 * max(last - first, 365.0)
    ax.set_ylim(first - room, last + room)
    up = TimeAxis(first - room, first - room, last + room, last + room, 0.0, 0.0)
    ax.set_yticks(*up.ticks(7))
    # Many points, for the line bends where the axis is compressed.
    now = np.linspace(first - room, last, 200)
    ax.plot(now, now, color=style.INK, linewidth=0.9, zorder=2)
    keep_ticks(ax, size)
    ax.grid(axis="both")
    ax.set_ylabel("written in", loc="bottom")
    return last


def _halves(ax: Axes, size: str, now: float) -> None:
    """Above the Axes, where no mark is: what lies left of the line, the line, and what lies right of it."""
    font, figure = 0.95 * SIZES[size].font, ax.get_figure(root=True)
    assert figure is not None
    width = ax.get_window_extent().width * 72 / figure.dpi
    place = float(page_of(ax, np.array([now]), np.array([0.0]))[0, 0]) - ax.get_window_extent().x0 * 72 / figure.dpi
    half = typeset.text_width("published", font, bold=True) / 2 + 0.8 * font
    for side, texts, room in (
        (0, ("← told of the past", "← past"), place - half),
        (1, ("told of the future →", "future →"), width - place - half),
    ):
        text = next((text for text in texts if typeset.text_width(text, font) <= typeset.ROOM * room), "")
        ax.annotate(
            text, (side, 1), xytext=(0, 4), xycoords="axes fraction", textcoords="offset points", size=font,
            ha="right" if side else "left", va="bottom", color=style.SOFT, annotation_clip=False,
        )  # fmt: skip
    ax.annotate(
        "published", (min(max(place / width, 0), 1), 1), xytext=(0, 4), xycoords="axes fraction",
        textcoords="offset points", size=font, ha="center", va="bottom", weight="bold", color=style.INK,
        annotation_clip=False,
    )  # fmt: skip


def _places(known: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Beginning, place of the mark, and end of each date, in days; an unknown end is the mark's place."""
    low, high = days(known["earliest"]), days(known["latest"]) + 1
    spans = known["granularity"].astype(str)
    middle = np.array([middle_day(*row) for row in zip(low, high, spans, strict=True)])
    return np.where(np.isnan(low), middle, low), middle, np.where(np.isnan(high), middle, high)


def _points(
    ax: Axes, size: str, known: pd.DataFrame, written: pd.DataFrame, places: Sequence[np.ndarray], keys: Sequence[str],
    axis: TimeAxis,
) -> None:  # fmt: skip
    """A mark per date told, the same as in `date_bars`; none covers another of its row."""
    font, (start, x, end) = SIZES[size].font, places
    rows = written.index.get_indexer(pd.Index(known["document"])).astype(float)
    page, half = page_of(ax, x, rows), 0.45 * font
    left = np.minimum(page_of(ax, start, rows)[:, 0], page[:, 0]) - half
    right = np.maximum(page_of(ax, end, rows)[:, 0], page[:, 0]) + half
    page[:, 1] += 0.85 * font * _lanes(rows, left, right)
    y = in_data(ax, page)[:, 1]
    for place, row in enumerate(rows_of(known)):
        put_date(ax, size, y[place], row, mark(row, keys), axis)


def _lanes(rows: np.ndarray, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """In which lane of its row each bar lies, 0 in the middle, so that none lies on another; at most two up or down.

    >>> _lanes(np.zeros(4), np.array([0.0, 1.0, 1.5, 5.0]), np.array([2.0, 3.0, 3.0, 6.0])).tolist()
    [0.0, 1.0, -1.0, 0.0]
    """
    lanes = np.zeros(len(rows))
    for place in range(len(rows)):
        near = (rows[:place] == rows[place]) & (left[:place] < right[place]) & (right[:place] > left[place])
        free = [lane for lane in (0, 1, -1, 2, -2) if lane not in lanes[:place][near]]
        lanes[place] = free[0] if free else 0
    return lanes


def _contradictions(known: pd.DataFrame, dated: pd.DataFrame) -> str:
    """Dates on the other side of their publication than their role says: read wrongly, and said to be."""
    low, high = (known["document"].map(dated[end]) for end in ("earliest", "latest"))
    late = int(((known["role"] == "past") & (known["earliest"] > high)).sum())
    early = int(((known["role"] == "target") & (known["latest"] < low)).sum())
    parts = [f"{late} past after publication"] * (late > 0) + [f"{plural(early, 'target')} before it"] * (early > 0)
    return f"Probably misread, for role and place disagree: {' and '.join(parts)}." if parts else ""
