"""What a dossier says about its numbers: which measure and settings, over which documents, with which versions.

Plain JSON: no absolute path, user or host; the same bytes for the same corpus, settings and versions.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from importlib import metadata
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.exports.csv_tables import column_kinds
from analysis.exports.evidence import Evidence

if TYPE_CHECKING:
    from analysis.listed import Listed

FORMAT = 1
MOST_LISTED = 20_000  # documents that were counted in parts: some five megabytes of a dossier
PACKAGES = (
    "analysis", "matplotlib", "numba", "numpy", "pandas", "pypdf", "python-docx", "scikit-learn", "scipy", "sentencex",
    "trafilatura", "uniseg", "XlsxWriter",
)  # fmt: skip


def provenance(
    *,
    name: str,
    words: Mapping[str, str],
    table: pd.DataFrame,
    measured: int,
    evidence: Evidence,
    corpus: Listed | None,
    value: str = "",
    note: str = "",
    drawn: Sequence[int] = (),
    own_caption: bool = False,
) -> dict[str, Any]:
    """The content of the .json of a dossier, but for the hashes of its files; `words`: title, caption and alt text.

    `note`: what is to be said of this export, after the notes of the measure. `measured`: how many rows the measure
    gave, of which the chart shows those of `table`; `value`: the column that it shows as lengths, heights or shades;
    `drawn`: its rows in the order of the marks; `own_caption`: whether the picture itself prints the caption.
    """
    attrs = table.attrs
    return {
        "dossier": FORMAT,
        "name": name,
        **words,
        "own_caption": own_caption,
        "measure": attrs.get("measure", ""),
        "settings": attrs.get("settings", {}),
        "interval": attrs.get("interval", ""),
        "notes": [*attrs.get("notes", []), *([note] if note else [])],
        "table": {
            "rows": len(table),
            "measured": measured,
            "value": value,
            "columns": column_kinds(table),
            "keys": list(evidence.keys),
            "drawn": [] if list(drawn) == sorted(drawn) else list(drawn),
        },
        "evidence": {"rows": len(evidence.rows), "columns": column_kinds(evidence.rows)},
        "evidence_complete": evidence.complete,
        "evidence_reason": evidence.reason,
        "corpus": about_corpus(attrs, corpus),
        "documents": [] if corpus is None else about_documents(corpus),
        "not_read": [] if corpus is None else about_skipped(corpus),
        "versions": versions(),
    }


def about_corpus(attrs: Mapping[Any, Any], corpus: Listed | None) -> dict[str, Any]:
    """Which corpus was measured; where it is not open, or too large, only what the table itself remembers.

    `duplicates` and `removed` are not known of a corpus that was counted in parts.
    """
    known = {"fingerprint": attrs.get("corpus", ""), "documents": attrs.get("documents"), "words": attrs.get("words")}
    if corpus is None or is_too_large(corpus):  # all parts would be read once more
        return known
    documents = corpus.documents
    undated = documents["published"] == ""
    about = {
        "fingerprint": corpus.fingerprint,
        "documents": len(documents),
        "words": int(documents["words"].sum()),
        "undated": int(undated.sum()),
        "uncertain": int((~undated & (documents["earliest"] != documents["latest"])).sum()),
        "basis": {str(basis): int(n) for basis, n in documents["basis"].value_counts().sort_index().items()},
        "cleaning": list(corpus.rules),
    }
    if not isinstance(corpus, Corpus):
        return about
    return about | {
        "duplicates": int((documents["duplicate_of"] != "").sum()),
        "removed": {str(rule): int(n) for rule, n in corpus.removed["rule"].value_counts().sort_index().items()},
    }


def about_documents(corpus: Listed) -> list[dict[str, Any]]:
    """Every document: where it was read from (inside its folder), the hash of what was read, its date and its basis.

    None where a corpus that was counted in parts holds more than `MOST_LISTED`.
    """
    columns = ["title", "published", "basis", "evidence", "source", "words", "path"]
    if is_too_large(corpus):
        return []
    hashes, rows = corpus.hashes, corpus.documents[columns].itertuples(index=True, name=None)
    return [dict(zip(["document", *columns], row, strict=True)) | {"sha256": hashes[row[0]]} for row in rows]


def is_too_large(corpus: Listed | None) -> bool:
    """Whether a corpus holds more documents than a dossier lists one by one."""
    return corpus is not None and not isinstance(corpus, Corpus) and len(corpus.ids) > MOST_LISTED


def about_skipped(corpus: Listed) -> list[dict[str, Any]]:
    """Every file that was not loaded, or loaded with a warning."""
    rows = corpus.skipped[["path", "reason", "loaded"]].itertuples(index=False, name=None)
    return [{"path": path, "reason": reason, "loaded": bool(loaded)} for path, reason, loaded in rows]


def versions() -> dict[str, str]:
    """The versions that the numbers and pictures depend on."""
    return {"python": platform.python_version(), **{name: metadata.version(name) for name in PACKAGES}}


def json_bytes(content: Mapping[str, Any]) -> bytes:
    """JSON for people and machines: indented, UTF-8, no NaN."""
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False, default=as_plain)
    return (text + "\n").encode("utf-8", "replace")


def as_plain(value: Any) -> Any:
    """What numpy and pandas hand over, as plain JSON."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray | set | frozenset):
        return sorted(value.tolist()) if isinstance(value, np.ndarray) else sorted(value)
    raise TypeError(f"{type(value).__name__} cannot stand in a dossier")
