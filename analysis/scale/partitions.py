"""A corpus larger than memory: cut into parts that are read, counted and let go one after the other, or on a
cluster."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.errors import AnalysisError
from analysis.measures.contrast import contrast
from analysis.measures.dates import date_mentions
from analysis.measures.passages import passages
from analysis.measures.terms import term_frequencies
from analysis.measures.theme_weights import ThemeCounts, count_themes, theme_weights, weigh
from analysis.measures.themes import theme_mentions
from analysis.measures.timelines import dated_units, over_time, timeline
from analysis.measures.weights import tf_idf
from analysis.scale.parts import PART_BYTES, Part, cut

_OF_COUNTS = (term_frequencies, tf_idf, contrast)
_OF_ROWS = (theme_mentions, date_mentions, passages)
MEASURES = (*_OF_COUNTS, *_OF_ROWS, theme_weights, timeline)


def open_partitions(
    paths: str | Path | Sequence[str | Path],
    *,
    client: Any = None,
    clean: bool | Sequence[str] = True,
    size: int = PART_BYTES,
) -> Partitions:
    """A corpus that is never in memory whole: folders, parquet, jsonl, csv or tsv files, cut into parts of about
    `size` bytes.

    Nothing is read until something is measured. `client`: a `dask.distributed.Client`, whose workers then read and
    count the parts; else they are read here, one after the other. What needs the whole corpus at once is not done
    here: near-duplicates stay unnamed, and the cleaning rules `repeated` and `rejoined` see one part at a time.
    Raises AnalysisError for a path that is not there, or that is neither a folder nor a table.

    >>> from analysis import read_corpus, term_frequencies
    >>> open_partitions("seeds", size=3000).measure(term_frequencies).equals(term_frequencies(read_corpus("seeds")))
    True
    """
    several = [paths] if isinstance(paths, str | Path) else list(paths)
    return Partitions(
        cut([Path(path) for path in several], size), clean if isinstance(clean, bool) else tuple(clean), client
    )


@dataclass(frozen=True, eq=False)
class Partitions:
    """The parts of a corpus. `measure` gives the same numbers as the measure on the whole corpus in memory."""

    parts: tuple[Part, ...]
    clean: bool | tuple[str, ...]
    client: Any = None

    def __repr__(self) -> str:
        return f"Partitions({len(self.parts):,} parts)"

    def measure(self, function: Callable[..., pd.DataFrame], *arguments: Any, **options: Any) -> pd.DataFrame:
        """`function(corpus, *arguments, **options)` over all parts: partial results per part, merged, then finished.

        `function` is one of term_frequencies, tf_idf, contrast, theme_mentions, theme_weights, date_mentions, timeline
        and passages. Raises AnalysisError for others, and for sequences of words (`n` above 1).
        """
        if function not in MEASURES:
            known = ", ".join(measure.__name__ for measure in MEASURES)
            raise AnalysisError(
                f"{function.__name__} does not add up over parts", where="measure", do=f"choose from {known}"
            )
        if options.get("n", 1) != 1:
            raise AnalysisError("sequences of words are counted in memory only", where="measure", do="leave n at 1")
        if function in _OF_COUNTS:
            return function(self._merged, *arguments, **options)
        if function is theme_weights:
            return self._theme_weights(*arguments, **options)
        if function is timeline:
            return self._timeline(*arguments, **options)
        tables = self._each(function, *arguments, **options)
        return _stacked(tables, self._merged)

    @property
    def documents(self) -> pd.DataFrame:
        """As `corpus.documents`; near-duplicates are not looked for across parts."""
        return self._merged.documents

    @property
    def skipped(self) -> pd.DataFrame:
        """As `corpus.skipped`."""
        # What stands beside the documents of a folder is seen by each of its parts.
        return pd.concat([part.skipped for part in self._summaries]).drop_duplicates(ignore_index=True)

    def _each(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> list[Any]:
        """The partial results of all parts, in their order, here or on the workers of the client."""
        if self.client is None:
            return [_of_part(part, self.clean, function, arguments, options) for part in self.parts]
        jobs = [
            self.client.submit(_of_part, part, self.clean, function, arguments, options, pure=False)
            for part in self.parts
        ]
        return list(self.client.gather(jobs))

    @cached_property
    def _summaries(self) -> list[_Summary]:
        return self._each(_summary)

    @cached_property
    def _merged(self) -> Merged:
        return _merge(self._summaries)

    def _theme_weights(self, themes: Any, *, weighting: str = "tf_idf", by: str = "document") -> pd.DataFrame:
        counts = ThemeCounts.merged(self._each(count_themes, themes))
        return weigh(self._merged, counts, themes, weighting=weighting, by=by)

    def _timeline(self, themes: Any, *, every: str | None = None, dated_by: str = "published") -> pd.DataFrame:
        units = pd.concat(self._each(dated_units, dated_by), ignore_index=True)
        mentions = _stacked(self._each(theme_mentions, themes), self._merged)
        return over_time(self._merged, units, mentions, themes, every=every, dated_by=dated_by)


@dataclass(frozen=True, eq=False)
class MergedWords:
    """How many words the merged documents have, and each of them."""

    sizes: np.ndarray

    @property
    def total(self) -> int:
        """The words of all documents."""
        return int(self.sizes.sum())


@dataclass(frozen=True, eq=False)
class Merged:
    """What measures of counts ask of a corpus, put together from parts: no text, no offsets."""

    ids: tuple[str, ...]
    documents: pd.DataFrame
    metadata_columns: tuple[str, ...]
    words: MergedWords
    matrix: sparse.csr_array
    terms: np.ndarray
    fingerprint: str

    def counts(self) -> tuple[sparse.csr_array, np.ndarray]:
        """The document-term matrix and its terms."""
        return self.matrix, self.terms


@dataclass(frozen=True, eq=False)
class _Summary:
    """The integers and facts of one part."""

    documents: pd.DataFrame
    metadata_columns: tuple[str, ...]
    skipped: pd.DataFrame
    matrix: sparse.csr_array
    terms: np.ndarray
    sizes: np.ndarray
    fingerprint: str


def _of_part(part: Part, clean: Any, function: Callable[..., Any], arguments: Any, options: Any) -> Any:
    return function(part.read(clean), *arguments, **options)


def _summary(corpus: Corpus) -> _Summary:
    matrix, terms = corpus.counts()
    return _Summary(
        corpus.documents.assign(duplicate_of=pd.Series("", index=corpus.documents.index, dtype="str")),
        corpus.metadata_columns,
        corpus.skipped,
        matrix,
        terms,
        corpus.words.sizes,
        corpus.fingerprint,
    )


def _merge(parts: Sequence[_Summary]) -> Merged:
    """Documents in the order of the parts over one sorted vocabulary."""
    terms = np.array(sorted(set().union(*(part.terms.tolist() for part in parts))), dtype=object)
    rows = [_spread(part, terms) for part in parts if len(part.documents)]
    documents = pd.concat([part.documents for part in parts])
    twice = documents.index[documents.index.duplicated()]
    if len(twice):
        raise AnalysisError(
            f"the document {twice[0]!r} is in two parts", where="partitions", do="give every document its own id"
        )
    matrix = sparse.csr_array(sparse.vstack(rows)) if rows else sparse.csr_array((0, len(terms)), dtype=np.int64)
    columns = dict.fromkeys(column for part in parts for column in part.metadata_columns)
    prints = json.dumps(sorted(part.fingerprint for part in parts))
    return Merged(
        tuple(documents.index),
        documents.fillna(dict.fromkeys(columns, "")),
        tuple(columns),
        MergedWords(np.concatenate([part.sizes for part in parts])),
        matrix,
        terms,
        hashlib.sha256(prints.encode()).hexdigest(),
    )


def _spread(part: _Summary, terms: np.ndarray) -> sparse.csr_array:
    place = np.searchsorted(terms, part.terms) if len(part.terms) else np.zeros(0, np.int64)
    cells = (part.matrix.data, place[part.matrix.indices].astype(np.int64), part.matrix.indptr)
    return sparse.csr_array(cells, shape=(part.matrix.shape[0], len(terms)))


def _stacked(tables: Sequence[pd.DataFrame], merged: Merged) -> pd.DataFrame:
    table = pd.concat(tables, ignore_index=True)
    first = tables[0].attrs
    table.attrs = {**first, "corpus": merged.fingerprint, "documents": len(merged.ids), "words": merged.words.total}
    return table
