"""A selection of the explorer as text (`theme=clean-energy;document=000`), and the mentions that it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import pandas as pd

from analysis.errors import AnalysisError
from analysis.measures.passages import find_phrase
from analysis.measures.themes import theme_mentions
from analysis.measures.timelines import CLOCKS, add_period, timeline

if TYPE_CHECKING:
    from analysis.corpus import Corpus
    from analysis.measures.theme_file import Themes

PARTS = ("document", "period", "clock", "theme", "term", "mark", "at", "order")


def read_selection(text: str) -> dict[str, str]:
    """The parts of a selection. What is no part of one raises AnalysisError.

    >>> read_selection("theme=clean-energy;term=a%3Bb")
    {'theme': 'clean-energy', 'term': 'a;b'}
    """
    parts = dict(part.partition("=")[::2] for part in text.removeprefix("#").split(";") if part)
    for name in parts:
        if name not in PARTS:
            raise AnalysisError(f"{name!r} is no part of a selection", where="selection", do=f"use {', '.join(PARTS)}")
    return {name: unquote(value) for name, value in parts.items() if value}


def write_selection(**parts: str) -> str:
    """The text of a selection, as the explorer's address holds it.

    >>> write_selection(theme="clean-energy", document="a;b")
    'document=a%3Bb;theme=clean-energy'
    """
    return ";".join(f"{name}={quote(parts[name], safe='')}" for name in PARTS if parts.get(name))


def selected(corpus: Corpus, themes: Themes, selection: str) -> pd.DataFrame:
    """The mentions of a selection: document, sentence, theme, start, end, and period where one is chosen.

    A theme and a term together are the sentences that hold both; a term's own mentions have the term as their theme.
    `timeline` counts a mention once for each date of the period told in its sentence: such a mention has as many rows.
    """
    state = read_selection(selection)
    theme, term = state.get("theme", ""), state.get("term", "")
    rows = [theme_mentions(corpus, themes)[["document", "sentence", "theme", "start", "end"]]]
    if theme:
        rows[0] = rows[0][rows[0]["theme"] == theme]
    if term:
        rows = together(rows[0], find_phrase(corpus, term).assign(theme=f"“{term}”"), both=bool(theme))
    found = pd.concat(rows).sort_values(["start", "end"], kind="stable", ignore_index=True)
    found = found.iloc[found["document"].map(corpus.numbers).argsort(kind="stable")].reset_index(drop=True)
    if state.get("document"):
        found = found[found["document"] == state["document"]]
    if state.get("period"):
        found = in_period(corpus, themes, found, state["period"], state.get("clock", CLOCKS[0]))
    found.attrs = {
        "measure": "selection",
        "settings": {"selection": state, **themes.settings},
        "corpus": corpus.fingerprint,
    }
    return found.reset_index(drop=True)


def together(mentions: pd.DataFrame, hits: pd.DataFrame, *, both: bool) -> list[pd.DataFrame]:
    """The hits of a term alone, or with a theme both, where they share a sentence."""
    if not both:
        return [hits]
    keys = ["document", "sentence"]
    shared = mentions[keys].drop_duplicates().merge(hits[keys].drop_duplicates(), on=keys)
    return [rows.merge(shared, on=keys) for rows in (mentions, hits)]


def in_period(corpus: Corpus, themes: Themes, rows: pd.DataFrame, period: str, clock: str) -> pd.DataFrame:
    """The rows that `timeline` counts in a period of one clock."""
    every = timeline(corpus, themes, dated_by=clock).attrs["settings"]["every"]
    dated = add_period(rows, corpus, every=every, dated_by=clock)
    return dated[dated["period"] == period]
