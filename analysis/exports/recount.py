"""The numbers of a dossier taken again: the same measure with the same settings, on the corpus as it is now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.charts.marks import keys_of, marks
from analysis.errors import AnalysisError
from analysis.exports.csv_tables import cell, column_kinds, printable
from analysis.exports.repeats import REPEATS, Asked
from analysis.measures.theme_file import Themes, themes_of

if TYPE_CHECKING:
    from analysis.corpus import Corpus

# Beyond the keys of a mark: ways to count, claims, numbers of topics.
FURTHER = (("claim",), ("scheme", "stopwords", "cleaning", "unit"), ("n",), ("change",))


def recounted(
    content: Mapping[str, Any], before: pd.DataFrame, corpus: Corpus, themes: Themes | None
) -> tuple[pd.DataFrame | None, str]:
    """The table of a dossier (its .json is `content`, its numbers `before`), measured again; or None and why not.

    Its measure is one of `REPEATS`. A chart of some documents of the corpus is counted again on those.
    """
    settings = content["settings"]
    kept = themes_of(settings) if "themes" in settings else None
    if themes is not None and kept is not None and (reason := other_themes(settings, themes)):
        return None, reason
    try:
        asked = Asked(same_documents(content, corpus), settings, kept, before)
        return REPEATS[content["measure"]](asked), ""
    except (AnalysisError, AttributeError, KeyError, TypeError, ValueError) as error:
        return None, str(error)


def same_documents(content: Mapping[str, Any], corpus: Corpus) -> Corpus:
    """The documents that were counted, where they are some of those that `corpus` holds and stand as they were."""
    before = [entry["document"] for entry in content["documents"]]
    if not before or len(before) == len(corpus.ids) or not set(before) <= set(corpus.ids):
        return corpus
    chosen = corpus.select(before)
    return chosen if chosen.fingerprint == content["corpus"]["fingerprint"] else corpus


def other_themes(settings: Mapping[str, Any], themes: Themes) -> str:
    """Why these themes cannot repeat the count; empty if they are the ones that were counted."""
    before = settings["themes"]
    if themes.sha256 == before["sha256"]:
        return ""
    return f"{themes.file} is no longer the file that was counted with (version {before['version'] or 'unnamed'})"


def differences(before: pd.DataFrame, after: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """(mark, change) for each row of `before` that `after` lacks, or has with other numbers as the CSV prints them."""
    kinds, keys = column_kinds(before), telling(before, after)
    fresh = {name: place for place, name in enumerate(row_names(after, keys))}
    columns = {
        column: [cell(value, kind) for value in before[column].tolist()]
        for column, kind in kinds.items()
        if column not in keys and column in after.columns
    }
    for place, name in enumerate(row_names(before, keys)):
        if name not in fresh:
            yield name, "no longer counted"
            continue
        changed = []
        for column, values in columns.items():
            old, new = values[place], cell(after[column].iloc[fresh[name]], kinds[column])
            if old != new:
                changed.append(f"{column} {in_words(old, new, kinds[column])}")
        if changed:
            yield name, ", ".join(changed)


def telling(before: pd.DataFrame, after: pd.DataFrame) -> tuple[str, ...]:
    """The columns that tell rows apart: the keys of a mark, with the choices of a setting or a place where needed."""
    keys = tuple(key for key in keys_of(before) if key in after.columns)
    for more in FURTHER:
        if keys and not before.duplicated(list(keys)).any():
            break
        keys += tuple(key for key in more if key not in keys and key in before.columns and key in after.columns)
    return keys


def row_names(table: pd.DataFrame, keys: Sequence[str]) -> list[str]:
    """The mark of each row; where several share one, the second is `#2`."""
    names, seen = [], Counter[str]()
    for name in map(printable, marks(table, keys)):
        seen[name] += 1
        names.append(f"{name} #{seen[name]}" if seen[name] > 1 else name)
    return names


def in_words(old: str, new: str, kind: str) -> str:
    """Two cells that differ, numbers with three digits or as many more as tell them apart.

    >>> in_words("27.96449234", "23.30374362", "number"), in_words("0.1250142857", "0.12502", "number")
    ('28 → 23.3', '0.12501 → 0.12502')
    """
    if kind == "number" and old and new:
        for digits in range(3, 10):
            short, other = (format(float(cell), f".{digits}g") for cell in (old, new))
            if short != other:
                return f"{short} → {other}"
    return f"{old or 'none'} → {new or 'none'}"
