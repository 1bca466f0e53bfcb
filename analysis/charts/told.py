"""Which rows of `date_mentions` are dates told: the same in every chart and every sentence that counts them."""

from __future__ import annotations

import pandas as pd


def dates_of(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that a chart can place: dates of which at least one end is known."""
    dates = table[table["kind"] == "date"]
    return dates[dates["earliest"].notna() | dates["latest"].notna()]


def told_dates(table: pd.DataFrame) -> pd.DataFrame:
    """The dates that a document tells of: those placed, but for its own date of publication."""
    placed = dates_of(table)
    return placed[placed["role"] != "publication"]
