"""From numbers of spellings to ids and counts of terms, compiled."""

import numpy as np
from numba import njit, types

U = np.uint64
ONES, HIGHS = U(0x0101010101010101), U(0x8080808080808080)
LINE_FEED = 0x0A

# Columns that callers hold may be read-only arrays; spelled out, both kinds share one compiled kernel.
IDS, POINTERS = types.Array(types.int32, 1, "C", readonly=True), types.Array(types.int64, 1, "C", readonly=True)


@njit(cache=True, nogil=True)
def describe(spellings, firsts, foreign):  # type: ignore[no-untyped-def]
    """For each spelling its place in the pool, and whether it holds anything but ASCII."""
    place = 0
    for number in range(len(firsts)):
        firsts[number] = place
        beyond = place + 1 + ((np.int64(spellings[place]) + 7) >> 3)
        high = U(0)
        for chunk in range(place + 1, beyond):
            high |= spellings[chunk] & HIGHS
        foreign[number] = high != U(0)
        place = beyond


@njit(cache=True, nogil=True)
def spell(spellings, firsts, lines):  # type: ignore[no-untyped-def]
    """The spellings at `firsts` as lines of UTF-8."""
    place = 0
    for first in firsts:
        end = place + np.int64(spellings[first])
        while place < end:
            first += 1
            eight = spellings[first]
            for byte in range(place, min(place + 8, end)):
                lines[byte] = eight & U(0xFF)
                eight >>= U(8)
            place += 8
        lines[end] = LINE_FEED
        place = end + 1


@njit(cache=True, nogil=True)
def translate(numbers, dictionary, ids):  # type: ignore[no-untyped-def]
    """Each number by its word in the dictionary."""
    for place in range(len(numbers)):
        ids[place] = dictionary[numbers[place]]


@njit(cache=True, nogil=True)
def lowest_bit(bits):  # type: ignore[no-untyped-def]
    """The place of the lowest bit that is set."""
    below = (bits - U(1)) & ~bits
    below -= (below >> U(1)) & U(0x5555555555555555)
    below = (below & U(0x3333333333333333)) + ((below >> U(2)) & U(0x3333333333333333))
    below = (below + (below >> U(4))) & U(0x0F0F0F0F0F0F0F0F)
    return np.int64((below * ONES) >> U(56))


@njit(
    [types.int64(IDS, POINTERS, *[types.uint64[::1]] * 2, *[types.int64[::1]] * 2, types.int32[::1], types.int64[::1])],
    cache=True,
    nogil=True,
)
def count_terms(ids, pointers, bits, marks, tally, rows, columns, data):  # type: ignore[no-untyped-def]
    """Rows of counts, terms ascending: a bitmap of a document's terms is itself their sorted list.

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
        rows[document + 1] = filled
    return filled
