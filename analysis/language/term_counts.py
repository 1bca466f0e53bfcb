"""Counts per document from columns of words, in one or two threads."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.language.term_kernel import count_terms
from analysis.language.threads import each, shares


def count_columns(
    ids: NDArray[np.int32], pointers: NDArray[np.int64], terms: int, *, threads: int | None = None
) -> Any:
    """How often each term stands in each document: scipy CSR array, documents × `terms`, int64, indices sorted.

    >>> count_columns(np.array([1, 0, 1], dtype=np.int32), np.array([0, 3, 3]), 2).toarray().tolist()
    [[1, 2], [0, 0]]
    """
    from scipy.sparse import csr_array

    columns, data = np.empty(len(ids), dtype=np.int32), np.empty(len(ids), dtype=np.int64)  # one per word: at most
    rows = np.zeros(len(pointers), dtype=np.int64)

    def count(share: tuple[int, int]) -> int:
        first, beyond = pointers[share[0]], pointers[share[1]]
        own = rows[share[0] + 1 : share[1] + 1]
        return _count(ids, pointers[share[0] : share[1] + 1], terms, own, columns[first:beyond], data[first:beyond])

    parts = shares(pointers, threads)
    filled = 0
    for (first, beyond), found in zip(parts, each(count, parts), strict=True):
        start = int(pointers[first])
        for column in (columns, data) if start > filled else ():
            column[filled : filled + found] = column[start : start + found]  # moves up behind the part before
        rows[first + 1 : beyond + 1] += filled
        filled += found
    if filled <= np.iinfo(np.int32).max:
        rows = rows.astype(np.int32)  # else scipy copies the columns to int64, and scikit-learn wants int32
    counted = csr_array((data[:filled], columns[:filled], rows), shape=(len(rows) - 1, terms))
    counted.has_sorted_indices = counted.has_canonical_format = True
    return counted


def _count(
    ids: NDArray[np.int32],
    pointers: NDArray[np.int64],
    terms: int,
    rows: NDArray[np.int64],
    columns: NDArray[np.int32],
    data: NDArray[np.int64],
) -> int:
    """Fill the columns and counts of some documents, and where each of them ends; returns how many there are."""
    bits = np.zeros(terms // 64 + 1, dtype=np.uint64)
    marks, tally = np.zeros(len(bits) // 64 + 1, dtype=np.uint64), np.zeros(terms, dtype=np.int32)
    filled: int = count_terms(ids, pointers, bits, marks, tally, rows, columns, data)
    return filled
