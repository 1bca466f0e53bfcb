"""What a chart over time says: its title, how it was counted, what is not on its axis, and its lines in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.charts import style
from analysis.charts.frame import counted, details, finish
from analysis.charts.looks import Look, flags_note
from analysis.charts.spoken_dates import say_date
from analysis.charts.style import number, plural
from analysis.measures.periods import LANES
from analysis.measures.uncertainty import FEWEST_DOCUMENTS

NAMES = {
    "document_share": "share of documents",
    "per_1000": "mentions per 1,000 words",
    "count": "mentions",
    "documents": "documents",
}


def say(
    axes: Any, table: pd.DataFrame, themes: Sequence[str], known: dict[str, Look], periods: Sequence[str], value: str,
    size: str, *, interval: str, strokes: bool, shown: int | None = None, notes: Sequence[str] = (),
) -> None:  # fmt: skip
    """Title, subtitle, notes and alt text, from the table; `interval` is how its ends were drawn, '' where not."""
    told = (table.attrs.get("settings") or {}).get("dated_by") == "mentioned"
    labels = [known[theme].label for theme in themes]
    what = style.join(labels) if len(labels) <= 3 else plural(len(labels), "theme")
    subject = "Documents that mention" if value in ("document_share", "documents") else "Mentions of"
    subject += " each of" if len(labels) > 3 else ""
    clock = "the dates told in the same sentence" if told else "date of publication"
    beneath = "n and the strokes beneath" if strokes else "n"
    basis = f"{beneath}: documents {'that tell of' if told else 'published in'} the period"
    words = " in sentences that tell of the period" if told and value == "per_1000" else ""
    trends = [trend(table, theme, known, value) for theme in themes]
    cut = f"first {shown} of {plural(len(themes), 'theme')}" if shown and shown < len(themes) else ""
    ends = [say_date(period).replace(" ", "\u00a0") for period in (periods[0], periods[-1])]
    span = "\u00a0to\u00a0".join(dict.fromkeys(ends))
    sure = _interval(table, value, interval)
    finish(
        axes, size, title=f"{subject} {what}, {span}, by {clock}",
        subtitle=details(counted(table), f"{NAMES.get(value, value)}{words}", basis, sure, cut),
        notes=[
            lane_notes(table, told), gap_note(table), _last_note(table, periods) if strokes else "",
            " ".join([*(note for note in notes if note), _hollow(table)]).strip(),
        ],
        alt=f"Lines over {plural(len(periods), 'period')}. " + ". ".join(trends),
        caption_notes=table.attrs.get("notes", ()),
    )  # fmt: skip


def _interval(table: pd.DataFrame, value: str, drawn: str) -> str:
    if not drawn:
        return ""
    if value == "document_share":
        return f"{drawn}: 95\u00a0% interval (Wilson)"
    n = table.loc[~table["period"].isin(LANES) & (table["all_documents"] > 0), "all_documents"]
    if n.max() < FEWEST_DOCUMENTS:
        return f"{drawn}: 95\u00a0% interval (exact Poisson, of these documents only)"
    below = f", below {FEWEST_DOCUMENTS} documents exact Poisson" if n.min() < FEWEST_DOCUMENTS else ""
    return f"{drawn}: 95\u00a0% interval (bootstrap over documents{below})"


def _hollow(table: pd.DataFrame) -> str:
    return flags_note(table[~table["period"].isin(LANES)], "Hollow, and no line through them")


def lane_notes(table: pd.DataFrame, told: bool) -> str:
    """What is not on the axis: documents (or dates told) that fit no period, counted."""
    reasons = {"uncertain": "whose date is wider than a period", "undated": "without a date"}
    if told:
        wide = "the 20th century" if table["period"].str.endswith("X").any() else "the 1990s"
        reasons = {
            "uncertain": f"with dates in the text that are wider than a period, such as \u201c{wide}\u201d",
            "undated": "with dates in the text whose time is unknown",
        }
    parts = []
    for lane in LANES:
        part = table[table["period"] == lane]
        if len(part) and int(part["all_documents"].max()):
            held = plural(int(part["all_documents"].max()), "document")
            parts.append(f"{held} {reasons[lane]} ({plural(int(part['count'].sum()), 'mention')})")
    return f"Not on the axis: {', '.join(parts)}." if parts else ""


def gap_note(table: pd.DataFrame) -> str:
    """Which periods no line leads to: those without documents, and those of one."""
    inside = table[~table["period"].isin(LANES)].drop_duplicates("period")
    gaps, alone = int((inside["all_documents"] == 0).sum()), int((inside["all_documents"] == 1).sum())
    said = [f"{plural(gaps, 'period')} without documents: a gap, not a zero."] if gaps else []
    if alone:
        said.append(f"{plural(alone, 'period')} with only one document: a mark without a line.")
    return " ".join(said)


def _last_note(table: pd.DataFrame, periods: Sequence[str]) -> str:
    """On how many documents the last period rests: it may not be over, and lines end in it."""
    n = int(table.loc[table["period"] == periods[-1], "all_documents"].max())
    return f"The last period, {say_date(periods[-1])}, rests on {plural(n, 'document')}; it may not be over."


def trend(table: pd.DataFrame, theme: str, known: dict[str, Look], value: str) -> str:
    """The first, highest and last number of a theme's line, in words."""
    part = table[(table["theme"] == theme) & ~table["period"].isin(LANES)].dropna(subset=[value])
    if part.empty:
        return f"{known[theme].label}: no documents"
    first, last, top = part.iloc[0], part.iloc[-1], part.iloc[int(part[value].to_numpy().argmax())]
    if not top[value]:
        return f"{known[theme].label}: none in any period"

    def told(row: pd.Series) -> str:
        return f"{100 * row[value]:.0f}\u00a0%" if value == "document_share" else number(row[value])

    ends = f"{told(first)} in {say_date(first['period'])}"
    if len(part) > 1:
        ends += f", {told(last)} in {say_date(last['period'])}"
    if (part[value] == top[value]).all() and len(part) > 1:
        return f"{known[theme].label}: {told(top)} throughout"
    return f"{known[theme].label}: {ends}, highest in {say_date(top['period'])} ({told(top)})"
