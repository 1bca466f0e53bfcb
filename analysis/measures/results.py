"""How every measure hands over its table: named columns, and in `attrs` which variant was computed over what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from analysis.corpus import Corpus


def result(
    table: pd.DataFrame,
    corpus: Corpus,
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
