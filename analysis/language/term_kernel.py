"""From numbers of spellings to ids and counts of terms, compiled."""

import numpy as np
from numba import types

from analysis.language.compiled import compiled
from analysis.language.word_bytes import lowest_bit

U = np.uint64

# Columns that callers hold may be read-only arrays; spelled out, both kinds share one compiled kernel.
IDS, POINTERS = types.Array(types.int32, 1, "C", readonly=True), types.Array(types.int64, 1, "C", readonly=True)


@compiled()
def translate(numbers, dictionary, ids):  # type: ignore[no-untyped-def]
    """Each number by its word in the dictionary."""
    for place in range(len(numbers)):
        ids[place] = dictionary[numbers[place]]


@compiled(
    [
        types.int64(
            IDS,
            POINTERS,
            *[types.uint64[::1]] * 2,
            types.int32[::1],
            types.int64[::1],
            types.int32[::1],
            types.int64[::1],
        )
    ]
)
def count_terms(ids, pointers, bits, marks, tally, rows, columns, data):  # type: ignore[no-untyped-def]
    """Rows of counts, terms ascending: a bitmap of a document's terms is itself their sorted list.

    `rows`: for each document where its counts end; `columns`, `data`: the terms and how often each stands there.
    `bits`: one per term, `marks`: one per 64 terms, `tally`: one number per term; all zero, and zero again after.
    """
    filled = 0
    for document in range(len(pointers) - 1):
        for place in range(pointers[document], pointers[document + 1]):
            term = ids[place]
            tally[term] += 1
            bits[term >> 6] |= U(1) << U(term & 63)
            marks[term >> 12] |= U(1) << U((term >> 6) & 63)
        for outer in range(len(marks)):
            while marks[outer] != U(0):
                inner = outer << 6 | lowest_bit(marks[outer])
                marks[outer] &= marks[outer] - U(1)
                held = bits[inner]
                bits[inner] = U(0)
                while held != U(0):
                    term = inner << 6 | lowest_bit(held)
                    held &= held - U(1)
                    columns[filled], data[filled] = term, tally[term]
                    tally[term] = 0
                    filled += 1
        rows[document] = filled
    return filled
