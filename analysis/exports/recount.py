"""The numbers of a dossier taken again: the same measure with the same settings, on the corpus as it is now."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.charts.marks import keys_of, mark
from analysis.errors import AnalysisError
from analysis.exports.csv_tables import cell, column_kinds, printable
from analysis.exports.evidence import records
from analysis.measures.theme_file import themes_of

if TYPE_CHECKING:
    from analysis.corpus import Corpus
    from analysis.measures.theme_file import Themes

# Public measures that their settings describe in full: functions of the corpus, some with the themes, settings by name.
MEASURES = (
    "cleaning_ledger",
    "date_mentions",
    "documents",
    "similarity",
    "term_frequencies",
    "tf_idf",
    "theme_mentions",
    "theme_patterns",
    "theme_weights",
    "timeline",
)


def recounted(content: Mapping[str, Any], corpus: Corpus, themes: Themes | None) -> tuple[pd.DataFrame | None, str]:
    """The table of a dossier (its .json is `content`), measured again on `corpus`; or None and why not.

    Its measure is one of `MEASURES`.
    """
    measure, settings = public(content["measure"]), content["settings"]
    given: tuple[Any, ...] = (corpus,)
    if "themes" in inspect.signature(measure).parameters:
        if themes is not None and (reason := other_themes(settings, themes)):
            return None, reason
        given = (corpus, themes or themes_of(settings))
    try:
        return measure(*given, **options(measure, settings)), ""
    except (AnalysisError, AttributeError, KeyError, TypeError, ValueError) as error:
        return None, str(error)


def public(name: str) -> Callable[..., pd.DataFrame]:
    """The measure of that name, found when it is asked for: the face of the package stands above this module."""
    if name == "documents":
        return lambda corpus: corpus.documents.reset_index()
    home = import_module("analysis.measures.ledger" if name == "cleaning_ledger" else "analysis")
    measure: Callable[..., pd.DataFrame] = getattr(home, name)
    return measure


def other_themes(settings: Mapping[str, Any], themes: Themes) -> str:
    """Why these themes cannot repeat the count; empty if they are the ones that were counted."""
    before = settings["themes"]
    if themes.sha256 == before["sha256"]:
        return ""
    return f"{themes.file} is no longer the file that was counted with (version {before['version'] or 'unnamed'})"


def options(measure: Callable[..., pd.DataFrame], settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that are options of the measure; empty ones stand for None."""
    known = inspect.signature(measure).parameters
    return {
        name: None if value == "" else value for name, value in settings.items() if name in known and name != "themes"
    }


def differences(before: pd.DataFrame, after: pd.DataFrame) -> Iterator[str]:
    """A sentence for each row of `before` that `after` lacks, or has with other numbers as the CSV prints them."""
    keys = keys_of(before)
    fresh = {printable(mark(row, keys)): place for place, row in enumerate(records(after, keys))}
    kinds = column_kinds(before)
    columns = {
        column: [(cell(value, kind), place) for place, value in enumerate(before[column].tolist())]
        for column, kind in kinds.items()
        if column not in keys and column in after.columns
    }
    for place, row in enumerate(records(before, keys)):
        name = mark(row, keys)
        if name not in fresh:
            yield f"{name} is no longer counted"
            continue
        changed = []
        for column, values in columns.items():
            old, new = values[place][0], cell(after[column].iloc[fresh[name]], kinds[column])
            if old != new:
                changed.append(f"{column} {in_words(old, new, kinds[column])}")
        if changed:
            yield f"{name}: {', '.join(changed)}"


def in_words(old: str, new: str, kind: str) -> str:
    """Two cells that differ, numbers with three digits where that is enough to tell them apart.

    >>> in_words("27.96449234", "23.30374362", "number"), in_words("0.12501", "0.12502", "number")
    ('28 → 23.3', '0.12501 → 0.12502')
    """
    short = [format(float(cell), ".3g") if kind == "number" and cell else cell for cell in (old, new)]
    return " → ".join(cell or "none" for cell in (short if short[0] != short[1] else (old, new)))
