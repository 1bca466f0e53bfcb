"""The word kernel, compiled: UTF-8 in; for every word its number, its first and its last character out.

Three parts: eight bytes at a time (ASCII letters, the bulk of most texts), one character at a time (the rules of
UAX #29 for everything else), and the interning of spellings. A spelling is the word's bytes with ASCII capitals made
small; what else makes a term of it is done once per distinct spelling, outside. Every document is followed by a line
feed, which no word can cross, so the loops need no other guard.

numba keeps the compiled code by the time stamp of this file alone: whoever changes `Kind`, `State` or the constants
that are imported here must touch this file, too.
"""

import numpy as np
from numba import njit

from analysis.language.word_properties import ALPHANUMERIC, KIND, PICTOGRAPH, Kind
from analysis.language.word_rules import BOUNDARY, ENDS, LETTER, MAY_END, SILENT, State

DOCUMENT, PLACE, ORIGIN, FOUND, COUNT, USED, LACKING = range(7)
"""The places of `progress`: where a walk stands, and how much room it lacked in the pool."""

EXTEND, FORMAT, ZWJ, START = int(Kind.EXTEND), int(Kind.FORMAT), int(Kind.ZWJ), int(State.START)
QUOTE, S, SPACE, ASCII = 0x27, 0x73, 0x20, 0x80

U = np.uint64
ONES, HIGHS = U(0x0101010101010101), U(0x8080808080808080)
BELOW_HIGHS, SMALL_BIT = U(0x7F7F7F7F7F7F7F7F), U(2)
FROM_A, BEYOND_Z = U(0x1F1F1F1F1F1F1F1F), U(0x0505050505050505)  # 0x80 - "a", 0x80 - "z" - 1, in every byte
FROM_CAPITAL_A, BEYOND_CAPITAL_Z = U(0x3F3F3F3F3F3F3F3F), U(0x2525252525252525)
LONG = U(1 << 63)
LOWER_HALF = U(0xFFFFFFFF)
SPREAD = U(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: multiplying by it spreads keys over the high bits


# --- eight bytes at a time ---------------------------------------------------------------------------------------


@njit(cache=True, nogil=True)
def eight_bytes(chunks, place):  # type: ignore[no-untyped-def]
    """The eight bytes from byte `place` on, the first one lowest."""
    chunk, shift = place >> 3, U((place & 7) << 3)
    return (chunks[chunk] >> shift) | ((chunks[chunk + 1] << U(1)) << (U(63) - shift))


@njit(cache=True, nogil=True)
def small(eight):  # type: ignore[no-untyped-def]
    """Eight bytes with A-Z made a-z; all others as they are."""
    low = eight & BELOW_HIGHS
    capitals = (low + FROM_CAPITAL_A) & ~(low + BEYOND_CAPITAL_Z) & ~eight & HIGHS
    return eight | (capitals >> SMALL_BIT)


@njit(cache=True, nogil=True)
def letters_first(eight):  # type: ignore[no-untyped-def]
    """How many of eight small bytes are ASCII letters before the first that is not."""
    low = eight & BELOW_HIGHS
    others = ~((low + FROM_A) & ~(low + BEYOND_Z) & ~eight) & HIGHS
    if others == U(0):
        return 8
    before = ((others - U(1)) & ~others) >> U(7)  # every bit of the bytes before the first other one
    return np.int64(((before & ONES) * ONES) >> U(56))


@njit(cache=True, nogil=True)
def first_bytes(eight, length):  # type: ignore[no-untyped-def]
    """The first 0 to 7 of eight bytes, zeros behind."""
    return eight & ((U(1) << U(length << 3)) - U(1))


# --- one character at a time -------------------------------------------------------------------------------------


@njit(cache=True, nogil=True)
def character(data, place):  # type: ignore[no-untyped-def]
    """The code point at a byte, and how many bytes it has."""
    first = np.int64(data[place])
    if first < 0x80:
        return first, 1
    if first < 0xE0:
        return (first & 0x1F) << 6 | (data[place + 1] & 0x3F), 2
    if first < 0xF0:
        return (first & 0x0F) << 12 | (data[place + 1] & 0x3F) << 6 | (data[place + 2] & 0x3F), 3
    second = (first & 0x07) << 18 | (data[place + 1] & 0x3F) << 12
    return second | (data[place + 2] & 0x3F) << 6 | (data[place + 3] & 0x3F), 4


@njit(cache=True, nogil=True)
def next_kind(data, place, properties):  # type: ignore[no-untyped-def]
    """The kind of the next character that WB4 does not ignore."""
    while True:
        code, size = character(data, place)
        kind = properties[code] & KIND
        if kind not in (EXTEND, FORMAT, ZWJ):
            return kind
        place += size


@njit(cache=True, nogil=True)
def segment(data, place, properties, steps, needs):  # type: ignore[no-untyped-def]
    """Where the segment that begins at a byte ends; whether it is a word; how many of its bytes begin no character."""
    code, size = character(data, place)
    here = properties[code]
    state = steps[START, here & KIND]
    alphanumeric, inner = here & ALPHANUMERIC, size - 1
    while True:
        joined = (here & KIND) == ZWJ
        place += size
        code, size = character(data, place)
        here = properties[code]
        if joined and here & PICTOGRAPH:
            state = steps[START, here & KIND]  # WB3c
        else:
            target = steps[state, here & KIND]
            if target == BOUNDARY:
                return place, alphanumeric != 0, inner
            conditional = target != state and needs[target] != 0
            if conditional and not (needs[target] >> next_kind(data, place + size, properties)) & 1:
                return place, alphanumeric != 0, inner  # WB6, WB7b, WB12 look at the character after
            state = target
        alphanumeric |= here & ALPHANUMERIC
        inner += size - 1


@njit(cache=True, nogil=True)
def joiner_at(data, place):  # type: ignore[no-untyped-def]
    """Whether the three bytes of U+2060 stand at a place."""
    return data[place] == 0xE2 and data[place + 1] == 0x81 and data[place + 2] == 0xA0


# --- spellings ---------------------------------------------------------------------------------------------------
# A key of up to seven bytes is the spelling itself, its length in the highest byte. A longer one is a hash with the
# highest bit set, and the spellings are compared. `table` holds two values for each spelling, side by side: its key
# (0: the place is free), and its number with, in the upper half, where it stands in `spellings`: length, then bytes.
# The helpers that take many arrays are put in line: called, each array costs seven values on the stack per word.


@njit(cache=True, nogil=True)
def home(key, table):  # type: ignore[no-untyped-def]
    """The slot where the search for a key begins."""
    return np.int64((key * SPREAD) >> U(24)) & ((len(table) >> 1) - 1)


@njit(cache=True, nogil=True)
def short_key(chunks, start, length):  # type: ignore[no-untyped-def]
    """The key of a spelling of up to seven bytes."""
    return first_bytes(small(eight_bytes(chunks, start)), length) | (U(length) << U(56))


@njit(cache=True, nogil=True, inline="always")
def long_key(chunks, start, length):  # type: ignore[no-untyped-def]
    """The key of a spelling of more than seven bytes."""
    key, place, whole = U(length), start, start + (length & ~7)
    while place < whole:
        key = (key ^ small(eight_bytes(chunks, place))) * SPREAD
        key ^= key >> U(29)
        place += 8
    key = (key ^ first_bytes(small(eight_bytes(chunks, place)), length & 7)) * SPREAD
    return (key ^ (key >> U(32))) | LONG


@njit(cache=True, nogil=True, inline="always")
def short_slot(key, table):  # type: ignore[no-untyped-def]
    """The slot that holds a short key or, if that is free, where it belongs."""
    slot = home(key, table)
    while table[2 * slot] != key and table[2 * slot] != U(0):
        slot = (slot + 1) & ((len(table) >> 1) - 1)
    return slot


@njit(cache=True, nogil=True, inline="always")
def long_slot(key, chunks, start, length, table, spellings):  # type: ignore[no-untyped-def]
    """The same for a spelling of more than seven bytes."""
    slot = home(key, table)
    while table[2 * slot] != U(0):
        if table[2 * slot] == key:
            kept = np.int64(table[2 * slot + 1] >> U(32))
            same = spellings[kept] == U(length)
            place, end = start, start + length
            while same and place < end:
                kept += 1
                eight = small(eight_bytes(chunks, place))
                if end - place < 8:
                    eight = first_bytes(eight, end - place)
                same = spellings[kept] == eight
                place += 8
            if same:
                return slot
        slot = (slot + 1) & ((len(table) >> 1) - 1)
    return slot


@njit(cache=True, nogil=True)
def keep(first, chunks, start, length, spellings):  # type: ignore[no-untyped-def]
    """A new spelling, written from `first` on: length, then bytes by eights, zeros behind. Returns the next place."""
    spellings[first] = length
    place, whole = start, start + (length & ~7)
    while place < whole:
        first += 1
        spellings[first] = small(eight_bytes(chunks, place))
        place += 8
    if length & 7:
        first += 1
        spellings[first] = first_bytes(small(eight_bytes(chunks, place)), length & 7)
    return first + 1


@njit(cache=True, nogil=True)
def fill_table(table, wide):  # type: ignore[no-untyped-def]
    """All keys of a table into a wider, empty one."""
    for old in range(0, len(table), 2):
        if table[old] != U(0):
            slot = home(table[old], wide)
            while wide[2 * slot] != U(0):
                slot = (slot + 1) & ((len(wide) >> 1) - 1)
            wide[2 * slot], wide[2 * slot + 1] = table[old], table[old + 1]


@njit(cache=True, nogil=True)
def adopt(chunks, firsts, table, spellings, numbers, progress):  # type: ignore[no-untyped-def]
    """The numbers in one pool of the spellings of another (`chunks`, each from its place in `firsts` on).

    Returns False where the pool lacks room; called again with more, it goes on where it stopped.
    """
    found, count, used = progress[FOUND], progress[COUNT], progress[USED]
    while found < len(firsts):
        start, length = 8 * (firsts[found] + 1), np.int64(chunks[firsts[found]])
        if length < 8:
            key = short_key(chunks, start, length)
            slot = short_slot(key, table)
        else:
            key = long_key(chunks, start, length)
            slot = long_slot(key, chunks, start, length, table, spellings)
        if table[2 * slot] == U(0):
            if 4 * (count + 1) > len(table) or used + (length >> 3) + 2 > len(spellings):
                progress[FOUND], progress[COUNT], progress[USED] = found, count, used
                progress[LACKING] = (length >> 3) + 2
                return False
            table[2 * slot], table[2 * slot + 1] = key, U(count) | (U(used) << U(32))
            used = keep(used, chunks, start, length, spellings)
            count += 1
        numbers[found] = table[2 * slot + 1] & LOWER_HALF
        found += 1
    progress[FOUND], progress[COUNT], progress[USED] = found, count, used
    return True


# --- the walk ----------------------------------------------------------------------------------------------------


@njit(cache=True, nogil=True)
def find_words(  # type: ignore[no-untyped-def]
    data,
    chunks,
    bounds,
    properties,
    steps,
    needs,
    opens,
    after_letters,
    table,
    spellings,
    numbers,
    starts,
    ends,
    pointers,
    progress,
):
    """All words of some documents, into `numbers`, `starts`, `ends` and `pointers` (the words before each document).

    `data`: the documents in UTF-8, a line feed after each, and two chunks to spare; `chunks`: the same by eights;
    `bounds`: where each document begins, and the end of the last line feed. Starts and ends count characters of the
    document. Returns False where columns or pool lack room; called again with more, it goes on where it stopped.
    """
    document, place, origin = progress[DOCUMENT], progress[PLACE], progress[ORIGIN]
    found, count, used = progress[FOUND], progress[COUNT], progress[USED]
    while document < len(bounds) - 1:
        stop = bounds[document + 1] - 1
        while place < stop:
            if found == len(numbers):
                progress[DOCUMENT], progress[PLACE], progress[ORIGIN] = document, place, origin
                progress[FOUND], progress[COUNT], progress[USED] = found, count, used
                return False
            byte = data[place]
            opening = opens[byte]
            if opening == SILENT and data[place + 1] < ASCII:
                place += 1
                continue
            begun, begun_origin = place, origin
            start = place
            plain = False
            if opening == LETTER:
                run = letters_first(small(eight_bytes(chunks, place)))
                place += run
                while run == 8:
                    run = letters_first(small(eight_bytes(chunks, place)))
                    place += run
                after = after_letters[data[place]]
                plain = after == ENDS or (
                    after == MAY_END and data[place + 1] < ASCII and opens[data[place + 1]] != LETTER
                )
            length, first, last = place - start, start - origin, place - origin
            if not plain:
                if byte == SPACE:
                    while start > bounds[document] and data[start - 1] == SPACE:  # WB3d
                        start -= 1
                place, word, inner = segment(data, start, properties, steps, needs)
                first = start - origin
                origin += inner
                if not word:
                    continue
                length, last = place - start, place - origin
                while inner and joiner_at(data, start):
                    start, length, first, inner = start + 3, length - 3, first + 1, inner - 2
                while inner and joiner_at(data, start + length - 3):
                    length, last, inner = length - 3, last - 1, inner - 2
                if (
                    inner == 0
                    and length > 2
                    and data[start + length - 2] == QUOTE
                    and data[start + length - 1] | SPACE == S
                ):
                    length -= 2  # the possessive: in the span, not in the term; other spellings lose it with term_of
            if length < 8:
                key = short_key(chunks, start, length)
                slot = short_slot(key, table)
            else:
                key = long_key(chunks, start, length)
                slot = long_slot(key, chunks, start, length, table, spellings)
            if table[2 * slot] == U(0):
                if 4 * (count + 1) > len(table) or used + (length >> 3) + 2 > len(spellings):
                    progress[DOCUMENT], progress[PLACE], progress[ORIGIN] = document, begun, begun_origin
                    progress[FOUND], progress[COUNT], progress[USED] = found, count, used
                    progress[LACKING] = (length >> 3) + 2
                    return False
                table[2 * slot], table[2 * slot + 1] = key, U(count) | (U(used) << U(32))
                used = keep(used, chunks, start, length, spellings)
                count += 1
            numbers[found] = table[2 * slot + 1] & LOWER_HALF
            starts[found], ends[found] = first, last
            found += 1
        document += 1
        pointers[document] = found
        place = origin = bounds[document]
    progress[FOUND], progress[COUNT], progress[USED] = found, count, used
    return True
