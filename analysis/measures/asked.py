"""What a measure was asked for, kept as plain JSON in `attrs`, and made from it again, so that its numbers repeat."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.errors import AnalysisError
from analysis.measures.positions import Query
from analysis.measures.theme_file import Theme, Themes, themes_of

MOST_PLACES = 5_000  # a longer table of places is kept as its hash alone


def kept_query(query: Query) -> dict[str, Any]:
    """A phrase, themes with their phrases, or the places (document, start, end) of a table.

    >>> kept_query("electric car*")
    {'phrase': 'electric car*'}
    >>> kept_query(pd.DataFrame({"document": ["a"], "start": [0], "end": [5], "term": ["green"]}))
    {'places': [['a', 0, 5]]}
    """
    if isinstance(query, str):
        return {"phrase": query}
    if isinstance(query, Theme | Themes):
        return (Themes((query,)) if isinstance(query, Theme) else query).settings
    rows = query[["document", "start", "end"]].itertuples(index=False, name=None)
    places = [[str(document), int(start), int(end)] for document, start, end in rows]
    if len(places) <= MOST_PLACES:
        return {"places": places}
    return {"rows": len(places), "sha256": sha256_of(places)}


def asked_again(kept: Mapping[str, Any]) -> Query:
    """The query that `kept_query` described. Raises AnalysisError where only its hash is known.

    >>> asked_again({"phrase": "electric car*"})
    'electric car*'
    """
    if "phrase" in kept:
        return str(kept["phrase"])
    if "themes" in kept:
        return themes_of(kept)
    if "places" in kept:
        columns = {"document": "str", "start": "int64", "end": "int64"}
        return pd.DataFrame(kept["places"], columns=list(columns)).astype(columns)
    raise AnalysisError(f"of the {kept['rows']:,} places that were asked for only the hash was kept")


def kept_frequencies(given: pd.DataFrame | pd.Series) -> dict[str, Any]:
    """How many rows a list of frequencies has, and its hash, the same in any order.

    >>> one, other = pd.Series({"a": 2, "b": 1}), pd.DataFrame({"term": ["b", "a"], "count": [1, 2]})
    >>> kept_frequencies(one) == kept_frequencies(other)
    True
    """
    terms, counts = (given.index, given) if isinstance(given, pd.Series) else (given["term"], given["count"])
    pairs = sorted((str(term), int(count)) for term, count in zip(terms, counts, strict=True))
    return {"rows": len(pairs), "sha256": sha256_of(pairs)}


def sha256_of(content: Any) -> str:
    """The hash of plain JSON."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()
