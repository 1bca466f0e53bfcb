"""The mentions behind a chart of very many: all of them, or a sample that does not depend on how the corpus is cut."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.measures.groups import group_labels
from analysis.measures.timelines import with_period
from analysis.scale.merged import Merged, stacked
from analysis.scale.pieces import RANK, Piece


def sampled(
    merged: Merged,
    piece: Piece,
    told: Piece,
    *,
    most: int,
    seed: int,
    table: pd.DataFrame | None,
    described: Callable[[pd.DataFrame, Merged], pd.DataFrame],
) -> pd.DataFrame:
    """The mentions of all parts, or the `most` with the smallest ranks, with the groups or periods of `table`."""
    found, total = [], 0
    for tables in merged.pieces(piece):
        found.append(tables["rows"])
        total += int(tables["all"]["rows"][0])
    rows = stacked(found)
    attrs = rows.attrs
    rows = rows.nsmallest(most, RANK, keep="first").sort_index().reset_index(drop=True).drop(columns=RANK)
    rows = merged.in_order(rows)
    rows.attrs = attrs
    rows = described(rows, merged)
    if len(rows) < total:
        rows.attrs["settings"] = {**rows.attrs["settings"], "sample": {"rows": len(rows), "of": total, "seed": seed}}
        rows.attrs["notes"] = [*rows.attrs["notes"], f"a sample of {len(rows):,} of {total:,} mentions (seed {seed})"]
    return rows if table is None else _with_groups(rows, table, merged, told)


def _with_groups(rows: pd.DataFrame, table: pd.DataFrame, merged: Merged, told: Piece) -> pd.DataFrame:
    """The rows with the columns that name a mark of the chart, and that only the documents know."""
    attrs, settings = rows.attrs, table.attrs.get("settings", {})
    if "period" in table.columns:
        dated_by = settings["dated_by"]
        if dated_by == "published":
            units = merged.documents.reset_index()[["document", "earliest", "latest"]]
        else:
            units = stacked([tables["rows"] for tables in merged.pieces(told)])
        rows = with_period(rows, units, every=settings["every"], dated_by=dated_by)
    by = settings.get("by")
    if by in table.columns and by not in rows.columns:
        rows = rows.assign(**{by: rows["document"].map(dict(zip(merged.ids, group_labels(merged, by), strict=True)))})
    rows.attrs = attrs
    return rows
