"""The claims of a corpus folder, recounted and written beside the dossiers, where the report finds them.

What each document gave to each claim is kept beside them, so that the next run can say which document moved a verdict.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.exports.atomic import write_together
from analysis.exports.csv_tables import csv_bytes
from analysis.measures.claim_records import Record, record, what_moved
from analysis.measures.robustness import check_claims

if TYPE_CHECKING:
    from analysis.corpus import Corpus
    from analysis.measures.claims import Claim
    from analysis.measures.theme_file import Themes

CLAIMS = "claims.toml"
RESULTS = "claims.csv"
RECORDS = "claims-record.json"
_COLUMNS = ["claim", "holds", "of", "summary"]


def write_claims(folder: str | Path, corpus: Corpus, themes: Themes, claims: Sequence[Claim]) -> list[tuple[str, str]]:
    """Recount `claims` and write claims.csv into `folder`; the claims with their summaries. Without any, nothing.

    Where a verdict is not that of the run before, its summary says which document moved it. The files of an earlier
    run go when there are no claims any more.
    """
    folder = Path(folder)
    if not claims:
        for name in (RESULTS, RECORDS):
            (folder / name).unlink(missing_ok=True)
        return []
    table = check_claims(corpus, claims, themes=themes, stopwords=themes.stopwords)
    records = _records(folder / RECORDS, [record(corpus, said, themes) for said in claims])
    moved = [
        f"; {words}" if before and (words := what_moved(corpus, said, themes, before, now)) else ""
        for said, (now, before) in zip(claims, records, strict=True)
    ]
    where = [f" in {said.document}" if said.kind == "comparison" and said.document else "" for said in claims]
    table = table.assign(
        claim=table["claim"] + pd.Series(where, dtype="str"), summary=table["summary"] + pd.Series(moved, dtype="str")
    )[_COLUMNS]
    kept = [{"now": asdict(now), "before": asdict(before) if before else None} for now, before in records]
    content = json.dumps({"claims": kept}, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
    write_together(folder, {RESULTS: csv_bytes(table), RECORDS: content})
    return list(zip(table["claim"], table["summary"], strict=True))


def _records(path: Path, counted: Sequence[Record]) -> list[tuple[Record, Record | None]]:
    """Each record with the last one that was other. So a run that is repeated says the same again."""
    earlier: dict[tuple[str, str], tuple[Record, Record | None]] = {}
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):  # a damaged file is as good as none
        for kept in json.loads(path.read_bytes())["claims"]:
            now, before = _read(kept["now"]), _read(kept["before"])
            if now:
                earlier[now.claim, now.document] = now, before
    found = []
    for now in counted:
        last, before = earlier.get((now.claim, now.document), (None, None))
        found.append((now, before if now == last else last))
    return found


def _read(content: Any) -> Record | None:
    return None if content is None else Record(**content)
