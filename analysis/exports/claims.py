"""The claims of a corpus folder, recounted and written beside the dossiers: a dossier of its own, without a chart.

What each document gave to each claim is kept beside them, so that the next run can say which document moved a verdict.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.exports.atomic import write_together
from analysis.exports.csv_tables import csv_bytes
from analysis.exports.evidence import Evidence
from analysis.exports.provenance import json_bytes, provenance
from analysis.measures.claim_records import Record, record, what_moved
from analysis.measures.robustness import check_claims

if TYPE_CHECKING:
    from analysis.corpus import Corpus
    from analysis.measures.claims import Claim
    from analysis.measures.theme_file import Themes

CLAIMS = "claims.toml"
STEM = "claims"
RESULTS, PROVENANCE = f"{STEM}.csv", f"{STEM}.json"
RECORDS = "claims-record.json"


def write_claims(folder: str | Path, corpus: Corpus, themes: Themes, claims: Sequence[Claim]) -> list[tuple[str, str]]:
    """Recount `claims` and write claims.csv into `folder`; the claims with their summaries. Without any, nothing.

    Where a verdict is not that of the run before, its summary says which document moved it. The files of an earlier
    run go when there are no claims any more.
    """
    folder = Path(folder)
    if not claims:
        for name in (RESULTS, PROVENANCE, RECORDS):
            (folder / name).unlink(missing_ok=True)
        return []
    table = check_claims(corpus, claims, themes=themes, stopwords=themes.stopwords)
    records = _records(folder / RECORDS, [record(corpus, said, themes) for said in claims])
    moved = [
        what_moved(corpus, said, themes, before, now) if before else ""
        for said, (now, before) in zip(claims, records, strict=True)
    ]
    kept = [{"now": asdict(now), "before": asdict(before) if before else None} for now, before in records]
    content = json.dumps({"claims": kept}, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
    files = results(table.assign(moved=pd.Series(moved, dtype="str")), corpus)
    write_together(folder, {**files, RECORDS: content}, last=PROVENANCE)
    return [said_again(row) for row in table.assign(moved=moved).to_dict("records")]


def results(table: pd.DataFrame, corpus: Corpus) -> dict[str, bytes]:
    """The verdicts as csv, and the json that says how they were counted, so that `verify` counts them again."""
    rows = csv_bytes(table)
    words = {"title": "Claims", "caption": "Claims.", "alt": ""}
    none = Evidence(pd.DataFrame(columns=["mark"]), (), None, "the mentions stand behind the charts of the themes")
    about = provenance(name=STEM, words=words, table=table, measured=len(table), evidence=none, corpus=corpus)
    about["files"] = {RESULTS: hashlib.sha256(rows).hexdigest()}
    return {RESULTS: rows, PROVENANCE: json_bytes(about)}


def said_again(row: Mapping[Hashable, Any]) -> tuple[str, str]:
    """A row of claims.csv in words: the claim with its document and its note, and what became of it.

    >>> said_again({"claim": "a > b", "document": "002", "summary": "holds in 2 of 3 distinct counts", "moved": ""})
    ('a > b in 002', 'holds in 2 of 3 distinct counts')
    >>> said_again({"claim": "a > b", "note": "Said on page 3.", "summary": "holds in 2 of 3 distinct counts"})[0]
    'a > b: Said on page 3.'
    """
    document, moved = row.get("document", ""), row.get("moved", "")
    inside = f" in {document}" if document and " is in the top " not in row["claim"] else ""
    verdict = row.get("summary") or f"holds in {row['holds']} of {row['of']} distinct counts"
    note = str(row.get("note") or "").strip()
    return f"{row['claim']}{inside}{': ' if note else ''}{note}", f"{verdict}; {moved}" if moved else verdict


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
