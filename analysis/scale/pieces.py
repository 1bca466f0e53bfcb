"""Pieces: what one reading of a part can leave behind, each a few tables of integers or rows per document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.corpus_tables import documents_table
from analysis.exports.evidence import completed
from analysis.measures.dates import date_mentions
from analysis.measures.passages import passages
from analysis.measures.sides import sentences_with
from analysis.measures.terms import counted_terms
from analysis.measures.theme_file import Theme, Themes
from analysis.measures.theme_weights import ThemeCounts, count_themes
from analysis.measures.themes import theme_mentions
from analysis.measures.timelines import dated_units
from analysis.scale.tables import Tables

SAMPLED, RANK = "sampled", "rank in the sample"


@dataclass(frozen=True)
class Piece:
    """A kind of piece, and what it is to be counted with; `key` is plain JSON that says the same."""

    kind: str
    arguments: tuple[Any, ...] = ()

    @property
    def key(self) -> list[Any]:
        """What names the piece in a cache."""
        return [self.kind, *map(_plain, self.arguments)]

    def of(self, corpus: Corpus) -> Tables:
        """The piece of one part."""
        return KINDS[self.kind](corpus, *self.arguments)


def _plain(argument: Any) -> Any:
    if isinstance(argument, Theme):
        argument = Themes((argument,))
    if isinstance(argument, Themes):
        return {**argument.settings, "notes": argument.notes}
    if isinstance(argument, pd.DataFrame):
        return hashlib.sha256(argument.to_json(date_format="iso", default_handler=str).encode()).hexdigest()
    return argument


def _sizes(corpus: Corpus) -> Tables:
    return {"sizes": pd.DataFrame({"document": list(corpus.ids), "words": corpus.words.sizes})}


def _documents(corpus: Corpus) -> Tables:
    # Near-duplicates need the whole corpus, so none is named.
    return {"documents": documents_table(corpus, duplicates=False).reset_index()}


def _terms(corpus: Corpus, n: int) -> Tables:
    return _matrix(*counted_terms(corpus, n))


def _words_beside(corpus: Corpus, target: Theme | Themes | pd.DataFrame) -> Tables:
    """The words of the sentences that hold a mention."""
    if isinstance(target, pd.DataFrame):
        target = target[target["document"].isin(corpus.ids)]
    told, store = sentences_with(corpus, target), corpus.words
    cells = (np.ones(int(told.sum()), np.int64), (store.owners[told], store.ids[told]))
    counts = sparse.csr_array(cells, shape=(len(corpus.ids), len(store.terms)))
    counts.sum_duplicates()
    return _matrix(counts, store.terms)


def _matrix(counts: sparse.csr_array, terms: np.ndarray) -> Tables:
    return {
        "terms": pd.DataFrame({"term": pd.Series(terms, dtype="str")}),
        "rows": pd.DataFrame({"cells": np.diff(counts.indptr).astype(np.int32)}),
        "cells": pd.DataFrame({"column": counts.indices.astype(np.int32), "count": counts.data.astype(np.int32)}),
    }


def matrix_of(tables: Tables) -> sparse.csr_array:
    """The counts of a part over its own terms, from its tables."""
    pointers = np.concatenate([[0], np.cumsum(tables["rows"]["cells"].to_numpy(np.int64))])
    cells = tables["cells"]
    return sparse.csr_array(
        (cells["count"].to_numpy(np.int64), cells["column"].to_numpy(np.int32), pointers),
        shape=(len(pointers) - 1, len(tables["terms"])),
    )


def _theme_counts(corpus: Corpus, themes: Themes) -> Tables:
    counts = count_themes(corpus, themes)
    return {
        "mentions": _cells(counts.mentions),
        "sentences": _cells(counts.sentences),
        "documents": pd.DataFrame({"words": counts.words, "sentences": counts.all_sentences}),
    }


def theme_counts_of(tables: Tables, documents: np.ndarray, themes: Themes) -> ThemeCounts:
    """The counts of a part whose documents have these numbers in the corpus."""
    patterns = sum(len(theme.terms) for theme in themes)
    return ThemeCounts(
        documents,
        _dense(tables["mentions"], (len(documents), patterns)),
        _dense(tables["sentences"], (len(documents), len(themes))),
        tables["documents"]["words"].to_numpy(np.int64),
        tables["documents"]["sentences"].to_numpy(np.int64),
    )


def _cells(dense: np.ndarray) -> pd.DataFrame:
    row, column = np.nonzero(dense)
    return pd.DataFrame({"row": row, "column": column, "count": dense[row, column]}).astype("int32")


def _dense(cells: pd.DataFrame, shape: tuple[int, int]) -> np.ndarray:
    dense = np.zeros(shape, np.int64)
    dense[cells["row"].to_numpy(), cells["column"].to_numpy()] = cells["count"].to_numpy()
    return dense


def _rows(measure: Callable[..., pd.DataFrame]) -> Callable[..., Tables]:
    def rows(corpus: Corpus, *arguments: Any) -> Tables:
        return {"rows": measure(corpus, *arguments)}

    return rows


def _passages(corpus: Corpus, query: str | Theme | Themes | pd.DataFrame, width: int, sort: str) -> Tables:
    if isinstance(query, pd.DataFrame):
        query = query[query["document"].isin(corpus.ids)]
    return {"rows": passages(corpus, query, width=width, sort=sort)}


def _sampled(corpus: Corpus, kind: str, *arguments: Any) -> Tables:
    """The mentions of a part that may be in the sample, completed from the documents, and how many there are."""
    *told, most, seed = arguments
    rows = KINDS[kind](corpus, *told)["rows"]
    attrs = rows.attrs
    chosen = rows.assign(**{RANK: _ranks(rows, seed)}).nsmallest(most, RANK, keep="first").sort_index()
    table = completed(pd.DataFrame(chosen.reset_index(drop=True)), corpus)
    table.attrs = attrs
    return {"rows": table, "all": pd.DataFrame({"rows": [len(rows)]})}


def _ranks(rows: pd.DataFrame, seed: int) -> np.ndarray:
    """A number for each row that follows from its place and the seed alone."""
    places = rows[["document", "start", "end"]]
    return pd.util.hash_pandas_object(places, index=False, hash_key=f"{seed:016d}"[-16:]).to_numpy()


KINDS: dict[str, Callable[..., Tables]] = {
    "sizes": _sizes,
    "documents": _documents,
    "terms": _terms,
    "words beside": _words_beside,
    "theme counts": _theme_counts,
    "theme mentions": _rows(theme_mentions),
    "dates": _rows(date_mentions),
    "dates told": lambda corpus: {"rows": dated_units(corpus, "mentioned")},
    "passages": _passages,
    SAMPLED: _sampled,
}
