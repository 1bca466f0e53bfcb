"""Where a query stands, as numbers of words: what measures of company and of contrast count from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from analysis.errors import AnalysisError
from analysis.measures.phrases import Matches, find_phrases, parse_phrase
from analysis.measures.theme_file import Theme, Themes
from analysis.measures.themes import find_mentions, leftmost_longest

if TYPE_CHECKING:
    from analysis.corpus import Corpus

Ints = npt.NDArray[np.int64]
Query = str | Theme | Themes | pd.DataFrame


def phrase_matches(corpus: Corpus, query: str) -> Matches:
    """Where a word or phrase stands, leftmost and longest first, without overlap."""
    return leftmost_longest(find_phrases(corpus, [parse_phrase(query)]))


class Positions(NamedTuple):
    """One row per mention: its first and last word (both inclusive), as numbers of words in the corpus."""

    first: Ints
    last: Ints


def positions(corpus: Corpus, query: Query) -> Positions:
    """Where a word, a phrase (`*` for any letters or digits), a theme, or each row (document, start, end) stands.

    Rows outside the body hold no counted word and are left out.

    >>> from analysis.corpus import make_corpus
    >>> found = positions(make_corpus({"a": "New energy. Old energy.", "b": "energy"}), "*w energy")
    >>> found.first.tolist(), found.last.tolist()
    ([0], [1])
    """
    if isinstance(query, str):
        found = phrase_matches(corpus, query)
        return Positions(found.first, found.last)
    if isinstance(query, Theme | Themes):
        mentions = find_mentions(corpus, Themes((query,)) if isinstance(query, Theme) else query)
        return _spanned(corpus, corpus.words.owners[mentions.first], mentions.start, mentions.end)
    check_places(corpus, query)
    owners = query["document"].map(corpus.numbers).to_numpy(np.int64)
    return _spanned(corpus, owners, query["start"].to_numpy(np.int64), query["end"].to_numpy(np.int64))


def check_places(corpus: Corpus, query: Any) -> None:
    """AnalysisError for anything but a table of places in this corpus."""
    if not isinstance(query, pd.DataFrame):
        raise AnalysisError(
            f"a {type(query).__name__} cannot be sought",
            where="query",
            do="give a word or phrase, a theme, or a table with document, start, end",
        )
    if missing := {"document", "start", "end"} - set(query.columns):
        raise AnalysisError(
            f"the table has no column {', '.join(sorted(missing))}",
            where="query",
            do="give rows with document, start, end",
        )
    if not all(pd.api.types.is_integer_dtype(query[column]) for column in ("start", "end")):
        raise AnalysisError("start and end must be whole numbers", where="query", do="give offsets into the originals")
    if unknown := sorted({str(document) for document in query["document"]} - set(corpus.ids)):
        raise AnalysisError(
            f"the table has rows of a document {unknown[0]!r} that the corpus lacks",
            where="query",
            do="make the table from this corpus",
        )


def _spanned(corpus: Corpus, owners: npt.ArrayLike, starts: Ints, ends: Ints) -> Positions:
    """The words that spans touch: from the first that ends behind `start` to the last that begins before `end`."""
    store = corpus.words
    owners, here = np.asarray(owners, dtype=np.int64) << 32, store.owners.astype(np.int64) << 32
    first = np.searchsorted(here | store.ends, owners | starts, side="right")
    last = np.searchsorted(here | store.starts, owners | ends, side="left") - 1
    held = first <= last
    return Positions(first[held].astype(np.int64), last[held].astype(np.int64))


def covered(corpus: Corpus, found: Positions) -> npt.NDArray[np.bool_]:
    """For each word of the corpus: is it part of a mention?"""
    edges = np.zeros(corpus.words.total + 1, np.int64)
    np.add.at(edges, found.first, 1)
    np.add.at(edges, found.last + 1, -1)
    return np.cumsum(edges)[:-1] > 0


def sentence_keys(corpus: Corpus) -> Ints:
    """For each word the number of its sentence, running through all documents."""
    return corpus.spans.pointers[corpus.words.owners] + corpus.words.sentences


def occurrences(rows: npt.ArrayLike, columns: npt.ArrayLike, shape: tuple[int, int]) -> sparse.csr_array:
    """How often each pair of row and column comes up, as a matrix of whole numbers with sorted indices.

    >>> occurrences([0, 1, 1], [2, 0, 0], (2, 3)).toarray().tolist()
    [[0, 0, 1], [2, 0, 0]]
    """
    rows, columns = np.asarray(rows), np.asarray(columns)
    counts = sparse.csr_array((np.ones(len(rows), np.int64), (rows, columns)), shape=shape)
    counts.sum_duplicates()
    return counts
