"""The chart of dates told: what a document says happened or is to happen, as bars on rows.

Each has the mark of `datemarks`; beyond the last publication the axis is compressed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.charts import style, typeset
from analysis.charts.datemarks import MEANING, ROLES, put_date
from analysis.charts.frame import canvas, counted, details, empty, finish
from analysis.charts.looks import key
from analysis.charts.marks import keys_of, mark
from analysis.charts.names import document_names, facts_of, heading
from analysis.charts.rows import body_height, name_rows, numbers
from analysis.charts.spoken_dates import say_date
from analysis.charts.style import SIZES, chart, number, plural
from analysis.charts.timeaxis import TimeAxis, days
from analysis.charts.told import dates_of, told_dates

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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
        put_date(ax, size, place, row, mark(row, keys), axis)
    labels = _named(rows) if crowded else [_told(row) for _, row in rows.iterrows()]
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
    stamped = len(known) - len(told)
    finish(
        ax, size, title=f"{_dates_told(told)}: {roles_in_words(told)}",
        subtitle=details(
            counted(table), _cut(rows, known) if crowded else "",
            f"and {plural(stamped, *SAID['publication'])}" if stamped else "", MEANING,
        ),
        notes=[*([] if crowded else _unstamped(known)), *unplaced(table), axis.note], alt=told_in_words(told),
        caption_notes=table.attrs.get("notes", ()),
    )  # fmt: skip
    return ax


def _cut(rows: pd.DataFrame, known: pd.DataFrame) -> str:
    """Which part of the dates the rows are: distinct dates, mentions, and the roles that none of them has."""
    drawn = f"those told most often: {number(rows['edtf'].nunique())} of {number(known['edtf'].nunique())} dates"
    if len(rows) > rows["edtf"].nunique():
        drawn += f" in {len(rows)} rows, one for each role"
    absent = known.loc[~known["role"].isin(rows["role"])]
    roles = style.join([SAID.get(str(role), SAID["unknown"])[1] for role in absent["role"].unique()])
    none = f" (none of the {number(len(absent))} {roles})" if len(absent) else ""
    return f"{drawn}, {number(rows['mentions'].sum())} of {number(len(known))} mentions{none}"


def _unstamped(known: pd.DataFrame) -> list[str]:
    """How many documents have no mark of their own publication, where others have one."""
    stamped = known.loc[known["role"] == "publication", "document"].nunique()
    bare = known["document"].nunique() - stamped
    return (
        [f"{plural(bare, 'document')} without a date of publication in the text: no square."]
        if stamped and bare
        else []
    )


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


def _named(rows: pd.DataFrame) -> list[str]:
    """What each row of `_most_told` is called: with its role where one date has two rows."""
    names = [
        f"{bound} {style.label(text)}" if bound else say_date(str(edtf))
        for bound, text, edtf in zip(rows["bound"], rows["text"], rows["edtf"], strict=True)
    ]
    twice = pd.Series(names).duplicated(keep=False)
    # The first word of the role's label is enough: past, target …
    return [
        f"{name}, {ROLES.get(str(role), ROLES['unknown']).label.partition(' (')[0]}" if again else name
        for name, role, again in zip(names, rows["role"], twice, strict=True)
    ]


def unplaced(table: pd.DataFrame) -> list[str]:
    """What of the table is neither drawn nor in the title's number, counted."""
    lost = int((table["kind"] == "date").sum()) - len(dates_of(table))
    others = table.loc[table["kind"] != "date", "kind"].value_counts().sort_index()
    kinds = style.join([plural(int(count), *KINDS.get(str(kind), (str(kind),))) for kind, count in others.items()])
    further = plural(int(others.sum()), "further expression")
    return [
        f"Not among them: {plural(lost, 'date')} whose time is unknown." if lost else "",
        f"Not counted as dates: {further} ({kinds})." if kinds else "",
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
    return f"{_dates_told(known)}{span}: {roles_in_words(known)}"


def _dates_told(known: pd.DataFrame) -> str:
    return f"{plural(len(known), 'date')} told in {plural(known['document'].nunique(), 'document')}"
