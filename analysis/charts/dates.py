"""The chart of dates told: what a document says happened or is to happen, as bars on rows.

A date told is a bar from its earliest to its latest day: solid where it is certain, faded where it is not, with an
arrow where one end is open; a hollow diamond is a target. Beyond the last publication the axis is compressed.
A diamond stands in the middle of the year (or month, or day) that is named, not at its last day.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.charts import style, typeset
from analysis.charts.frame import canvas, counted, details, empty, finish
from analysis.charts.looks import Look, key
from analysis.charts.marks import keys_of, mark
from analysis.charts.names import document_names, facts_of, heading
from analysis.charts.rows import body_height, name_rows, numbers
from analysis.charts.spoken_dates import say_date
from analysis.charts.style import SIZES, chart, number, plural
from analysis.charts.timeaxis import TimeAxis, days
from analysis.charts.told import dates_of, told_dates

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROLES = {
    "past": Look("past", style.PALETTE[0], "o", "-"),
    "target": Look("target", style.PALETTE[2], "D", "-", hollow=True),
    "publication": Look("publication", style.INK, "s", "-"),
    "unknown": Look("role unknown", "#8a8a8a", "o", "-"),
}
SAID = {
    "past": ("past", "past"),
    "target": ("target", "targets"),
    "publication": ("date of publication", "dates of publication"),
    "unknown": ("of unknown role", "of unknown role"),
}
KINDS = {
    "duration": ("duration", "durations"),
    "set": ("repeated time", "repeated times"),
    "vague": ("vague expression", "vague expressions"),
    "event": ("named event", "named events"),
    "name": ("year in a name", "years in names"),
}
# Days that a date of each granularity spans: one that spans more is not certain.
SPANS = {
    "day": 1, "week": 7, "month": 31, "quarter": 92, "season": 93, "half": 184, "year": 366, "decade": 3653,
    "century": 36525,
}  # fmt: skip


@chart
def date_bars(
    table: pd.DataFrame, documents: pd.DataFrame | None = None, *, ax: Axes | None = None, size: str = "page"
) -> Axes:
    """The dates of `date_mentions` (kind `date`) as bars on rows, by document, with the EDTF that each is read as.

    Where there are more than read well, the dates told most often, with their mentions and documents. `documents` says
    where the axis is compressed: after the last publication (else after the last date that is no target).

    >>> table = pd.DataFrame({"document": ["a"], "start": [0], "end": [4], "text": ["2022"], "edtf": ["2022"],
    ...     "earliest": [np.datetime64("2022-01-01", "s")], "latest": [np.datetime64("2022-12-31", "s")],
    ...     "granularity": ["year"], "bound": [""], "kind": ["date"], "role": ["past"]})
    >>> [line.get_gid() for line in date_bars(table).lines if line.get_gid()]
    ['document=a;edtf=2022;start=0;end=4']
    """
    known, told = dates_of(table), told_dates(table)
    most = SIZES[size].rows
    crowded = len(known) + known["document"].nunique() > most
    if known.empty:
        ax = canvas(ax, size)
        empty(ax, "No date that can be placed.")
        finish(ax, size, title="No dates", subtitle=counted(table), notes=unplaced(table))
        return ax
    rows = _most_told(known, most) if crowded else known.sort_values(["document", "start"], kind="stable")
    heads = [] if crowded else list(dict.fromkeys(rows["document"]))
    ax = canvas(ax, size, body=body_height(size, len(rows) + 1.25 * len(heads) + 1))
    axis = TimeAxis.over(known if not crowded else rows, _last_publication(known, documents))
    facts = documents if documents is not None and "title" in documents else facts_of(table)
    names, ys, y, last = document_names(known["document"], facts, size=size), [], -1.0, None
    for document in rows["document"] if heads else [None] * len(rows):
        if document != last:
            y += 1.15
            _head(ax, y - (0.15 if last is None else 0), names[str(document)], size)
            last = document
        y += 1
        ys.append(y)
    keys = [key for key in keys_of(table) if key == "edtf"] if crowded else list(keys_of(table))
    for place, (_, row) in zip(ys, rows.iterrows(), strict=True):
        _date(ax, size, place, row, mark(row, keys), axis)
    labels = [_told(row) for _, row in rows.iterrows()] if not crowded else [_named(row) for _, row in rows.iterrows()]
    name_rows(ax, size, ys, labels, part=0.3)
    ax.set_ylim(max(ys) + 0.7, -0.5 if crowded else -0.7)
    axis.put(ax, size)
    beside: dict[str, Sequence[Any]] = (
        {"mentions": rows["mentions"].tolist(), "documents": rows["documents"].tolist()}
        if crowded
        else {
            "read as": [
                typeset.fit(say_date(edtf), (12 if size == "column" else 14) * SIZES[size].font, 0.9 * SIZES[size].font)
                for edtf in rows["edtf"]
            ]
        }
    )
    numbers(ax, size, ys, beside, top=-0.75 if crowded else -0.2)
    key(ax, size, [look for role, look in ROLES.items() if role in set(rows["role"].unique())])
    cut = f"the {len(rows)} told most often, of {plural(known['edtf'].nunique(), 'date')}" if crowded else ""
    targets, stamped = int((told["role"] == "target").sum()), len(known) - len(told)
    finish(
        ax, size,
        title=f"{plural(len(told), 'date')} told in {plural(told['document'].nunique(), 'document')}"
        + (f", {number(targets)} of them {'a target' if targets == 1 else 'targets'}" if targets else ""),
        subtitle=details(
            counted(table), cut, f"and {plural(stamped, *SAID['publication'])}" if stamped else "",
            "solid: certain, faded: somewhere within, arrow: open end",
        ),
        notes=[*unplaced(table), axis.note], alt=told_in_words(told),
        caption_notes=table.attrs.get("notes", ()),
    )  # fmt: skip
    return ax


def _last_publication(known: pd.DataFrame, documents: pd.DataFrame | None) -> float:
    if documents is not None and documents["latest"].notna().any():
        return float(np.nanmax(days(documents["latest"])))
    held = known[known["role"] != "target"]
    ends = days(pd.concat([held["latest"], held["earliest"]]) if len(held) else known["latest"])
    return float(np.nanmax(ends)) if np.isfinite(ends).any() else 0.0


def _most_told(known: pd.DataFrame, n: int) -> pd.DataFrame:
    """The n dates with most mentions, in the order of time, each with its mentions and documents."""
    groups = known.groupby(["edtf", "role"], sort=False)
    rows = groups.agg(
        document=("document", "first"), text=("text", "first"), earliest=("earliest", "first"),
        latest=("latest", "first"), granularity=("granularity", "first"), bound=("bound", "first"),
        mentions=("document", "size"), documents=("document", "nunique"),
    ).reset_index()  # fmt: skip
    rows = rows.sort_values(["mentions", "edtf"], ascending=[False, True], kind="stable").head(n)
    return rows.iloc[np.argsort(np.nanmin([days(rows["earliest"]), days(rows["latest"])], axis=0), kind="stable")]


def _head(ax: Axes, y: float, name: str, size: str) -> None:
    room = 0.5 * 72 * SIZES[size].width
    ax.annotate(
        typeset.fit(heading(name), room, SIZES[size].font, bold=True), (0, y), xytext=(2, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points", va="center", ha="left", weight="bold", color=style.INK, annotation_clip=False,
    )  # fmt: skip


def _told(row: pd.Series) -> str:
    text, bound = style.label(row["text"]), str(row["bound"] or "")
    return text if not bound or bound in text.casefold() else f"{bound} {text}"


def _named(row: pd.Series) -> str:
    return f"{row['bound']} {style.label(row['text'])}" if row["bound"] else say_date(str(row["edtf"]))


def _date(ax: Axes, size: str, y: float, row: pd.Series, gid: str, axis: TimeAxis) -> None:
    """One date: its bar, its arrow where an end is open, its diamond where it is a target."""
    look, font = ROLES.get(str(row["role"]), ROLES["unknown"]), SIZES[size].font
    # The last day counts whole, so that a single day has a width.
    low, high = days([row["earliest"]])[0], days([row["latest"]])[0] + 1
    granularity = str(row["granularity"])
    open_end = not (np.isfinite(low) and np.isfinite(high))
    certain = not open_end and high - low <= 1.05 * SPANS.get(granularity, 1)
    middle = middle_day(low, high, granularity)
    ends = [middle, middle] if open_end else [low, high]
    if open_end:
        ax.annotate(
            "", (middle, y), xytext=(-2.6 * font if np.isnan(low) else 2.6 * font, 0), textcoords="offset points",
            arrowprops={"arrowstyle": "<-", "color": look.color, "alpha": 0.6, "linewidth": 0.17 * font, "shrinkA": 0,
                        "shrinkB": 0.2 * font},
        )  # fmt: skip
    # A bar too short for its pixels would vanish: it is drawn as a dot.
    short = float(axis.along(ends[1]) - axis.along(ends[0])) < 0.008 * axis.width
    span: Any = {"color": look.color, "alpha": 1.0 if certain or short else 0.35, "solid_capstyle": "round",
                 "linewidth": 0.0 if short else 0.55 * font}  # fmt: skip
    if row["role"] == "target":
        ax.plot(ends, [y, y], zorder=2, **span)
        (line,) = ax.plot(
            [middle], [y], marker="D", markersize=0.75 * font, color=look.color, markerfacecolor="white", zorder=4
        )
    else:
        (line,) = ax.plot(
            ends, [y, y], zorder=3, marker=look.marker if short else "", markersize=0.55 * font, markeredgewidth=0,
            markevery=[0], **span,
        )  # fmt: skip
    line.set_gid(gid)


def middle_day(low: float, high: float, granularity: str) -> float:
    """The middle of what is named, in days: of the interval, or of the year, month … at its one known end.

    >>> middle_day(float("nan"), 366.0, "year"), middle_day(10.0, 20.0, "day")
    (183.0, 15.0)
    """
    half = SPANS.get(granularity, 1) / 2
    if np.isnan(low):
        return float(high - half)
    return float(low + half if np.isnan(high) else (low + high) / 2)


def unplaced(table: pd.DataFrame) -> list[str]:
    """What of the table is not drawn, counted."""
    lost = int((table["kind"] == "date").sum()) - len(dates_of(table))
    others = table.loc[table["kind"] != "date", "kind"].value_counts().sort_index()
    kinds = style.join([plural(int(count), *KINDS.get(str(kind), (str(kind),))) for kind, count in others.items()])
    return [
        f"Not drawn: {plural(lost, 'date')} whose time is unknown." if lost else "",
        f"Off the timeline: {kinds}." if kinds else "",
    ]


def roles_in_words(known: pd.DataFrame) -> str:
    """How many dates of each role, the most first.

    >>> roles_in_words(pd.DataFrame({"role": ["past", "target", "past"]}))
    '2 past and 1 target'
    """
    counts = known["role"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    return style.join([plural(int(count), *SAID.get(str(role), SAID["unknown"])) for role, count in counts.items()])


def told_in_words(known: pd.DataFrame) -> str:
    starts = known.loc[known["earliest"].notna()].sort_values("earliest", kind="stable")
    ends = known.loc[known["latest"].notna()].sort_values("latest", kind="stable")
    span = ""
    if len(starts) and len(ends):
        span = f", from {say_date(starts.iloc[0]['edtf'])} to {say_date(ends.iloc[-1]['edtf']).removeprefix('up to ')}"
    told = f"{plural(len(known), 'date')} told in {plural(known['document'].nunique(), 'document')}"
    return f"{told}{span}: {roles_in_words(known)}"
