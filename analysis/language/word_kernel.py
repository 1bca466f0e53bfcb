"""The word kernel, compiled: UTF-8 in; for every word its number, its first and its last character out.

Three parts: eight bytes at a time (ASCII letters, the bulk of most texts), one character at a time (the rules of
UAX #29 for everything else), and the interning of spellings. A spelling is the word's bytes with ASCII capitals made
small; what else makes a term of it is done once per distinct spelling, outside. Every document is followed by a line
feed, which no word can cross, so the loops need no other guard.

numba keeps the compiled code by the time stamp of this file alone: whoever changes `Kind`, `State` or the constants
that are imported here must touch this file, too.
"""

import sys
from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

from analysis.language.word_properties import ALPHANUMERIC, KIND, PICTOGRAPH, Kind
from analysis.language.word_rules import BOUNDARY, ENDS, LETTER, MAY_END, SILENT, State

DOCUMENT, PLACE, ORIGIN, FOUND, COUNT, USED, LACKING = range(7)
"""The places of `progress`: where a walk stands, and how much room it lacked in the pool."""

EXTEND, FORMAT, ZWJ, START = int(Kind.EXTEND), int(Kind.FORMAT), int(Kind.ZWJ), int(State.START)
SPACE, ASCII = 0x20, 0x80

U = np.uint64
ONES, HIGHS = U(0x0101010101010101), U(0x8080808080808080)
BELOW_HIGHS, SMALL_BIT = U(0x7F7F7F7F7F7F7F7F), U(2)
FROM_A, BEYOND_Z = U(0x1F1F1F1F1F1F1F1F), U(0x0505050505050505)  # 0x80 - "a", 0x80 - "z" - 1, in every byte
FROM_CAPITAL_A, BEYOND_CAPITAL_Z = U(0x3F3F3F3F3F3F3F3F), U(0x2525252525252525)
LONG = U(1 << 63)
LOWER_HALF = U(0xFFFFFFFF)
SPREAD = U(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: multiplying by it spreads keys over the high bits


# --- eight bytes at a time ---------------------------------------------------------------------------------------


@intrinsic
def eight_at(typing_context: Any, address: Any) -> Any:
    """The eight bytes at an address, the first one lowest. Unlike an array's items they may begin at any byte."""

    def load(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        pointer = builder.inttoptr(arguments[0], ir.IntType(64).as_pointer())
        eight = builder.load(pointer, align=1)
        return eight if sys.byteorder == "little" else builder.bswap(eight)

    return types.uint64(types.int64), load


@njit(cache=True, nogil=True)
def address_of(column):  # type: ignore[no-untyped-def]
    """Where the values of a column begin. Addresses pass through calls at no cost, arrays do not."""
    return np.int64(column.ctypes.data)


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
def character(address):  # type: ignore[no-untyped-def]
    """The code point at an address, and how many bytes it has."""
    eight = np.int64(eight_at(address))
    first, second, third, fourth = eight & 0xFF, eight >> 8 & 0x3F, eight >> 16 & 0x3F, eight >> 24 & 0x3F
    if first < 0x80:
        return first, 1
    if first < 0xE0:
        return (first & 0x1F) << 6 | second, 2
    if first < 0xF0:
        return (first & 0x0F) << 12 | second << 6 | third, 3
    return (first & 0x07) << 18 | second << 12 | third << 6 | fourth, 4


@njit(cache=True, nogil=True)
def next_kind(address, properties):  # type: ignore[no-untyped-def]
    """The kind of the next character that WB4 does not ignore."""
    while True:
        code, size = character(address)
        kind = properties[code] & KIND
        if kind not in (EXTEND, FORMAT, ZWJ):
            return kind
        address += size


@njit(cache=True, nogil=True)
def segment(address, properties, steps, needs):  # type: ignore[no-untyped-def]
    """The segment that begins at an address: its bytes, how many of them begin no character, whether it is a word."""
    start, inner = address, 0
    code, size = character(address)
    here = properties[code]
    state, alphanumeric = steps[START, here & KIND], here & ALPHANUMERIC
    while True:
        joined = (here & KIND) == ZWJ
        address += size
        inner += size - 1
        code, size = character(address)
        here = properties[code]
        if joined and here & PICTOGRAPH:
            state = steps[START, here & KIND]  # WB3c
        else:
            target = steps[state, here & KIND]
            if target == BOUNDARY:
                break
            conditional = target != state and needs[target] != 0
            if conditional and not (needs[target] >> next_kind(address + size, properties)) & 1:
                break  # WB6, WB7b, WB12 look at the character after
            state = target
        alphanumeric |= here & ALPHANUMERIC
    return address - start, inner, alphanumeric != 0


@njit(cache=True, nogil=True)
def joiner_at(address):  # type: ignore[no-untyped-def]
    """Whether the three bytes of U+2060 stand at an address."""
    return eight_at(address) & U(0xFFFFFF) == U(0xA081E2)


@njit(cache=True, nogil=True)
def possessive_at(address):  # type: ignore[no-untyped-def]
    """Whether ' and s or S stand at an address."""
    return eight_at(address) & U(0xDFFF) == U(0x5327)


# --- spellings ---------------------------------------------------------------------------------------------------
# A key of up to seven bytes is the spelling itself, its length in the highest byte. A longer one is a hash with the
# highest bit set, and the spellings are compared. `table` holds two values for each spelling, side by side: its key
# (0: the place is free), and its number with, in the upper half, where it stands in `spellings`: length, then bytes.


@njit(cache=True, nogil=True)
def home(key, slots):  # type: ignore[no-untyped-def]
    """The slot where the search for a key begins; `slots` is a power of two."""
    return np.int64((key * SPREAD) >> U(24)) & (slots - 1)


@njit(cache=True, nogil=True)
def key_of(spelling, length):  # type: ignore[no-untyped-def]
    """The key of the `length` bytes at an address."""
    if length < 8:
        return first_bytes(small(eight_at(spelling)), length) | (U(length) << U(56))
    key, whole = U(length), spelling + (length & ~7)
    while spelling < whole:
        key = (key ^ small(eight_at(spelling))) * SPREAD
        key ^= key >> U(29)
        spelling += 8
    key = (key ^ first_bytes(small(eight_at(spelling)), length & 7)) * SPREAD
    return (key ^ (key >> U(32))) | LONG


@njit(cache=True, nogil=True)
def is_kept(spelling, length, kept):  # type: ignore[no-untyped-def]
    """Whether the `length` bytes at an address are the spelling kept at another."""
    if eight_at(kept) != U(length):
        return False
    kept, whole = kept + 8, spelling + (length & ~7)
    while spelling < whole:
        if eight_at(kept) != small(eight_at(spelling)):
            return False
        spelling, kept = spelling + 8, kept + 8
    return length & 7 == 0 or eight_at(kept) == first_bytes(small(eight_at(spelling)), length & 7)


@njit(cache=True, nogil=True)
def slot_of(key, spelling, length, table, slots, spellings):  # type: ignore[no-untyped-def]
    """The slot that holds a spelling or, if that is free, where it belongs; all but the key and sizes are addresses."""
    slot = home(key, slots)
    while True:
        held = eight_at(table + 16 * slot)
        if held == U(0) or (held == key and length < 8):
            return slot
        if held == key:
            kept = np.int64(eight_at(table + 16 * slot + 8) >> U(32))
            if is_kept(spelling, length, spellings + 8 * kept):
                return slot
        slot = (slot + 1) & (slots - 1)


@njit(cache=True, nogil=True)
def keep(spelling, length, spellings, used):  # type: ignore[no-untyped-def]
    """A new spelling, written from `used` on: length, then bytes by eights, zeros behind. Returns the next place."""
    spellings[used] = length
    whole = spelling + (length & ~7)
    while spelling < whole:
        used += 1
        spellings[used] = small(eight_at(spelling))
        spelling += 8
    if length & 7:
        used += 1
        spellings[used] = first_bytes(small(eight_at(spelling)), length & 7)
    return used + 1


@njit(cache=True, nogil=True)
def fill_table(table, wide):  # type: ignore[no-untyped-def]
    """All keys of a table into a wider, empty one."""
    slots = len(wide) >> 1
    for old in range(0, len(table), 2):
        if table[old] != U(0):
            slot = home(table[old], slots)
            while wide[2 * slot] != U(0):
                slot = (slot + 1) & (slots - 1)
            wide[2 * slot], wide[2 * slot + 1] = table[old], table[old + 1]


@njit(cache=True, nogil=True)
def adopt(others, firsts, table, spellings, numbers, progress):  # type: ignore[no-untyped-def]
    """The numbers in one pool of the spellings of another (`others`, each from its place in `firsts` on).

    Returns False where the pool lacks room; called again with more, it goes on where it stopped.
    """
    found, count, used = progress[FOUND], progress[COUNT], progress[USED]
    while found < len(firsts):
        length = np.int64(others[firsts[found]])
        spelling = address_of(others) + 8 * (firsts[found] + 1)
        key = key_of(spelling, length)
        slot = slot_of(key, spelling, length, address_of(table), len(table) >> 1, address_of(spellings))
        if table[2 * slot] == U(0):
            if 3 * (count + 1) > len(table) or used + (length >> 3) + 3 > len(spellings):
                progress[FOUND], progress[COUNT], progress[USED] = found, count, used
                progress[LACKING] = (length >> 3) + 3
                return False
            table[2 * slot], table[2 * slot + 1] = key, U(count) | (U(used) << U(32))
            used = keep(spelling, length, spellings, used)
            count += 1
        numbers[found] = table[2 * slot + 1] & LOWER_HALF
        found += 1
    progress[FOUND], progress[COUNT], progress[USED] = found, count, used
    return True


# --- the walk ----------------------------------------------------------------------------------------------------


@njit(cache=True, nogil=True)
def find_words(  # type: ignore[no-untyped-def]
    data,
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

    `data`: the documents in UTF-8, a line feed after each, eight bytes to spare; `bounds`: where each document begins,
    and the end of the last line feed. Starts and ends count characters of the document. Returns False where columns
    or pool lack room; called again with more, it goes on where it stopped.
    """
    document, place, origin = progress[DOCUMENT], progress[PLACE], progress[ORIGIN]
    found, count, used = progress[FOUND], progress[COUNT], progress[USED]
    text, slots = address_of(data), len(table) >> 1
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
                run = letters_first(small(eight_at(text + place)))
                place += run
                while run == 8:
                    run = letters_first(small(eight_at(text + place)))
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
                length, inner, word = segment(text + start, properties, steps, needs)
                place, first = start + length, start - origin
                origin += inner
                if not word:
                    continue
                last = place - origin
                while inner and joiner_at(text + start):
                    start, length, first, inner = start + 3, length - 3, first + 1, inner - 2
                while inner and joiner_at(text + start + length - 3):
                    length, last, inner = length - 3, last - 1, inner - 2
                if inner == 0 and length > 2 and possessive_at(text + start + length - 2):
                    length -= 2  # in the span, not in the term; spellings beyond ASCII lose it with the other rules
            key = key_of(text + start, length)
            slot = slot_of(key, text + start, length, address_of(table), slots, address_of(spellings))
            if table[2 * slot] == U(0):
                if 3 * (count + 1) > len(table) or used + (length >> 3) + 3 > len(spellings):
                    progress[DOCUMENT], progress[PLACE], progress[ORIGIN] = document, begun, begun_origin
                    progress[FOUND], progress[COUNT], progress[USED] = found, count, used
                    progress[LACKING] = (length >> 3) + 3
                    return False
                table[2 * slot], table[2 * slot + 1] = key, U(count) | (U(used) << U(32))
                used = keep(text + start, length, spellings, used)
                count += 1
            numbers[found] = table[2 * slot + 1] & LOWER_HALF
            starts[found], ends[found] = first, last
            found += 1
        document += 1
        pointers[document] = found
        place = origin = bounds[document]
    progress[FOUND], progress[COUNT], progress[USED] = found, count, used
    return True
