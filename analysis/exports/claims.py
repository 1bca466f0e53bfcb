"""The claims of a corpus folder, recounted and written beside the dossiers, where the report finds them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.exports.atomic import write_together
from analysis.exports.csv_tables import csv_bytes
from analysis.measures.robustness import check_claims

if TYPE_CHECKING:
    from analysis.corpus import Corpus
    from analysis.measures.claims import Claim
    from analysis.measures.theme_file import Themes

CLAIMS = "claims.toml"
RESULTS = "claims.csv"
_COLUMNS = ["claim", "holds", "of", "summary"]


def write_claims(folder: str | Path, corpus: Corpus, themes: Themes, claims: Sequence[Claim]) -> list[tuple[str, str]]:
    """Recount `claims` and write claims.csv into `folder`; the claims with their summaries. Without any, nothing.

    A claims.csv of an earlier run goes when there are no claims any more.
    """
    if not claims:
        Path(folder, RESULTS).unlink(missing_ok=True)
        return []
    table = check_claims(corpus, claims, themes=themes, stopwords=themes.stopwords)
    where = [f" in {said.document}" if said.kind == "comparison" and said.document else "" for said in claims]
    table = table.assign(claim=table["claim"] + pd.Series(where, dtype="str"))[_COLUMNS]
    write_together(folder, {RESULTS: csv_bytes(table)})
    return list(zip(table["claim"], table["summary"], strict=True))
