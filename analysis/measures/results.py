"""How every measure hands over its table: named columns, and in `attrs` which variant was computed over what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import pandas as pd


class HasSizes(Protocol):
    """Words, as far as tables must know of them: how many."""

    @property
    def total(self) -> int: ...


class Described(Protocol):
    """What the last step of a measure asks of documents that were counted: a corpus has it, and merged partitions."""

    @property
    def ids(self) -> tuple[str, ...]: ...

    @property
    def documents(self) -> pd.DataFrame: ...

    @property
    def metadata_columns(self) -> tuple[str, ...]: ...

    @property
    def fingerprint(self) -> str: ...

    @property
    def words(self) -> HasSizes: ...


def result(
    table: pd.DataFrame,
    corpus: Described,
    measure: str,
    *,
    interval: str = "",
    notes: Sequence[str] = (),
    **settings: Any,
) -> pd.DataFrame:
    """`table` with its provenance: everything in `attrs` is plain JSON, so that it can stand in a dossier.

    `interval` names the kind of `low` and `high`; `notes` are whole sentences for the reader.
    """
    table.attrs = {
        "measure": measure,
        "settings": settings,
        "interval": interval,
        "notes": list(notes),
        "corpus": corpus.fingerprint,
        "documents": len(corpus.ids),
        "words": corpus.words.total,
    }
    return table
