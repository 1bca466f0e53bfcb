"""How alike documents are in their words, and which words make each pair alike."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from analysis.errors import AnalysisError
from analysis.measures.checks import check_corpus, check_whole, several
from analysis.measures.groups import group_codes
from analysis.measures.results import result
from analysis.measures.terms import term_matrix, term_of
from analysis.measures.weights import smooth_idf

if TYPE_CHECKING:
    from analysis.corpus import Corpus

MOST_ROWS = 2000  # two million pairs; a larger table is no table for people


def similarity(corpus: Corpus, *, by: str = "document", n: int = 5, stopwords: Collection[str] = ()) -> pd.DataFrame:
    """One row per pair of documents: document, other, cosine, shared; both in the order of the corpus.

    cosine is that of the TF-IDF weights of scheme `sklearn`, 0 no word in common to 1 the same words in the same
    proportions (Salton & McGill 1983). `shared` names, comma separated, up to `n` terms that add most to it. `by`
    another column or a period compares groups: their counts are summed, the idf stays that of the documents, and the
    first column has its name. `stopwords` are left out. AnalysisError for more than 2,000 documents or groups.

    >>> from analysis.corpus import make_corpus
    >>> corpus = make_corpus({"a": "green cars", "b": "green jobs", "c": "old coal"})
    >>> similarity(corpus).round(4).values.tolist()
    [['a', 'b', 0.3664, 'green'], ['a', 'c', 0.0, ''], ['b', 'c', 0.0, '']]
    """
    check_corpus(corpus)
    check_whole(n, "n", least=0)
    codes, names = group_codes(corpus, by)
    if len(names) > MOST_ROWS:
        raise AnalysisError(
            f"{len(names):,} make {len(names) * (len(names) - 1) // 2:,} pairs",
            where="similarity",
            do="choose some with corpus.select, or compare groups with by=",
        )
    counts, terms = term_matrix(corpus, stopwords=stopwords)
    weights = _unit_rows(counts, codes, len(names))
    from analysis.measures.similarity_kernel import pairs  # numba loads on first use

    cosine, top = pairs(weights.indptr.astype(np.int64), weights.indices.astype(np.int32), weights.data, max(n, 0))
    first, other = np.triu_indices(len(names), 1)
    labels = np.array(names, dtype=object)
    table = pd.DataFrame(
        {
            by: pd.Series(labels[first], dtype="str"),
            "other": pd.Series(labels[other], dtype="str"),
            "cosine": np.minimum(cosine, 1.0),
            "shared": pd.Series([", ".join(terms[row[row >= 0]]) for row in top], dtype="str"),
        }
    )
    return result(
        table,
        corpus,
        "similarity",
        notes=[] if len(names) > 1 else ["fewer than two to compare"],
        by=by,
        scheme="sklearn",
        n=n,
        stopwords=sorted(term_of(word) for word in several(stopwords)),
    )


def _unit_rows(counts: sparse.csr_array, codes: npt.NDArray[np.int64], groups: int) -> sparse.csr_array:
    """Groups × terms: count × smoothed idf, each row of length 1 (or 0 where a group holds no word)."""
    idf = smooth_idf(np.bincount(counts.indices, minlength=counts.shape[1]), counts.shape[0])
    member = sparse.csr_array(
        (np.ones(len(codes), np.int64), (codes, np.arange(len(codes)))), shape=(groups, len(codes))
    )
    weights = sparse.csr_array((member @ counts).astype(float))
    weights.sort_indices()
    weights.data *= idf[weights.indices]
    row = np.repeat(np.arange(groups), np.diff(weights.indptr))
    length = np.sqrt(np.bincount(row, weights=weights.data**2, minlength=groups))
    weights.data /= length[row]
    return weights
