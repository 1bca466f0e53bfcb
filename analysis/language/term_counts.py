"""Counts per document from columns of words, in one or two threads."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.language.term_kernel import count_terms
from analysis.language.threads import each, shares

Columns = tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]


def count_columns(
    ids: NDArray[np.int32], pointers: NDArray[np.int64], terms: int, *, threads: int | None = None
) -> Any:
    """How often each term stands in each document: scipy CSR array, documents × `terms`, int64, indices sorted.

    >>> count_columns(np.array([1, 0, 1], dtype=np.int32), np.array([0, 3, 3]), 2).toarray().tolist()
    [[1, 2], [0, 0]]
    """
    from scipy.sparse import csr_array

    def count(share: tuple[int, int]) -> Columns:
        return _count(ids, pointers[share[0] : share[1] + 1], terms)

    parts = shares(pointers, threads)
    columns, data, lengths = zip(*each(count, parts), strict=True)
    indices, values = (part[0] if len(part) == 1 else np.concatenate(part) for part in (columns, data))
    rows = np.zeros(len(pointers), dtype=np.int64)
    np.cumsum(np.concatenate(lengths), out=rows[1:])
    if len(indices) <= np.iinfo(np.int32).max:
        rows = rows.astype(np.int32)  # else scipy copies the columns to int64, and scikit-learn wants int32
    counted = csr_array((values, indices, rows), shape=(len(rows) - 1, terms))
    counted.has_sorted_indices = counted.has_canonical_format = True
    return counted


def _count(ids: NDArray[np.int32], pointers: NDArray[np.int64], terms: int) -> Columns:
    """Columns, counts and number of terms of each of some documents."""
    size = int(pointers[-1] - pointers[0])
    columns, data = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int64)
    bits = np.zeros(terms // 64 + 1, dtype=np.uint64)
    marks, tally = np.zeros(len(bits) // 64 + 1, dtype=np.uint64), np.zeros(terms, dtype=np.int32)
    rows = np.zeros(len(pointers), dtype=np.int64)
    filled = count_terms(ids, pointers, bits, marks, tally, rows, columns, data)
    return columns[:filled], data[:filled], np.diff(rows)
