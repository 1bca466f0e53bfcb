"""Spellings and their numbers, compiled: a hash table over bytes.

A spelling is the word's bytes in a text whose ASCII capitals were made small. Up to 16 bytes are their own key, two
numbers of eight bytes with zeros behind; a longer one has a hash that no short one can be (its first byte is zero),
and the spellings are compared. `table` holds four numbers for each spelling, side by side: the two of its key (0: the
place is free), its number, and where it stands in `spellings`: length, then bytes by eights.
"""

import numpy as np

from analysis.language.compiled import compiled
from analysis.language.word_bytes import address_of, ask_for, eight_at, lowest_bit

NEXT, COUNT, USED, LACKING = range(4)
"""The places of `progress`: the word that comes next, spellings kept, room they use, and room that was lacking."""

SHORT = 16
LINE_FEED = 0x0A
U = np.uint64
ENTRY = 4
AHEAD = 24
SPREAD = U(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: multiplying by it spreads keys over the high bits
LONG = U(1 << 63)
HIGHS = U(0x8080808080808080)
FIRST_BYTES = np.array([(1 << 8 * length) - 1 for length in range(9)], dtype=np.uint64)
"""For 0 to 8 bytes the bits that keep the first of eight."""


@compiled()
def make_keys(text, places, lengths, firsts, seconds):  # type: ignore[no-untyped-def]
    """The two numbers of the key of each spelling; `text` is the address that `places` count from, in bytes."""
    for word in range(len(places)):
        spelling, length = text + np.int64(places[word]), np.int64(lengths[word])
        if length <= SHORT:
            firsts[word] = eight_at(spelling) & FIRST_BYTES[min(length, 8)]
            seconds[word] = eight_at(spelling + 8) & FIRST_BYTES[max(length - 8, 0)]
        else:
            firsts[word], seconds[word] = hash_of(spelling, length)


@compiled()
def hash_of(spelling, length):  # type: ignore[no-untyped-def]
    """The key of more than 16 bytes at an address."""
    key, whole = U(length), spelling + (length & ~7)
    while spelling < whole:
        key = (key ^ eight_at(spelling)) * SPREAD
        key ^= key >> U(29)
        spelling += 8
    key = (key ^ (eight_at(spelling) & FIRST_BYTES[length & 7])) * SPREAD
    return (key & ~FIRST_BYTES[1]) | LONG, key ^ key >> U(32)


@compiled()
def home(first, second, shift):  # type: ignore[no-untyped-def]
    """The slot where the search for a key begins, out of 2 ** (64 - `shift`)."""
    return np.int64(((first ^ second * SPREAD) * SPREAD) >> shift)


@compiled()
def shift_of(table):  # type: ignore[no-untyped-def]
    """What `home` needs to know of a table, whose slots are a power of two."""
    return U(64 - lowest_bit(U(len(table) // ENTRY)))


@compiled()
def is_kept(spelling, length, kept):  # type: ignore[no-untyped-def]
    """Whether the `length` bytes at an address are the spelling kept at another."""
    if eight_at(kept) != U(length):
        return False
    kept, whole = kept + 8, spelling + (length & ~7)
    while spelling < whole:
        if eight_at(kept) != eight_at(spelling):
            return False
        spelling, kept = spelling + 8, kept + 8
    return length & 7 == 0 or eight_at(kept) == eight_at(spelling) & FIRST_BYTES[length & 7]


@compiled()
def keep(spelling, length, spellings, used):  # type: ignore[no-untyped-def]
    """A new spelling, written from `used` on: length, then bytes by eights, zeros behind. Returns the next place."""
    spellings[used] = length
    whole = spelling + (length & ~7)
    while spelling < whole:
        used += 1
        spellings[used] = eight_at(spelling)
        spelling += 8
    if length & 7:
        used += 1
        spellings[used] = eight_at(spelling) & FIRST_BYTES[length & 7]
    return used + 1


@compiled()
def true_slot(slot, first, second, spelling, length, table, slots, spellings):  # type: ignore[no-untyped-def]
    """From a slot that holds the key of a long spelling on, the one that holds the spelling itself, or a free one."""
    while True:
        entry = table + 8 * ENTRY * slot
        held = eight_at(entry)
        if held == U(0):
            return slot
        same = held == first and eight_at(entry + 8) == second
        if same and is_kept(spelling, length, spellings + 8 * np.int64(eight_at(entry + 24))):
            return slot
        slot = (slot + 1) & (slots - 1)


@compiled()
def intern(text, places, lengths, firsts, seconds, numbers, table, spellings, progress):  # type: ignore[no-untyped-def]
    """The number of each spelling, new ones numbered as they come; the arguments as those of `make_keys`.

    `firsts` and `seconds` are room for the keys. Returns False where the table or `spellings` lack room; called again
    with more, it goes on where it stopped.
    """
    if progress[NEXT] == 0:
        make_keys(text, places, lengths, firsts, seconds)
    slots, shift, entries = len(table) // ENTRY, shift_of(table), address_of(table)
    for word in range(progress[NEXT], len(places)):
        ahead = min(word + AHEAD, len(places) - 1)
        ask_for(entries + 8 * ENTRY * home(firsts[ahead], seconds[ahead], shift))
        first, second = firsts[word], seconds[word]
        slot = home(first, second, shift)
        while True:
            entry = entries + 8 * ENTRY * slot
            held = eight_at(entry)
            if (held == first and eight_at(entry + 8) == second) or held == U(0):
                break
            slot = (slot + 1) & (slots - 1)
        if held == U(0) or first & FIRST_BYTES[1] == U(0):
            spelling, length = text + np.int64(places[word]), np.int64(lengths[word])
            slot = true_slot(slot, first, second, spelling, length, entries, slots, address_of(spellings))
            free, used = ENTRY * slot, progress[USED]
            if table[free] == U(0):
                if 3 * (progress[COUNT] + 1) > slots or used + (length >> 3) + 2 > len(spellings):
                    progress[NEXT], progress[LACKING] = word, (length >> 3) + 2
                    return False
                table[free], table[free + 1], table[free + 2], table[free + 3] = first, second, progress[COUNT], used
                progress[USED] = keep(spelling, length, spellings, used)
                progress[COUNT] += 1
            entry = entries + 8 * free
        numbers[word] = eight_at(entry + 16)
    return True


@compiled()
def fill_table(table, wide):  # type: ignore[no-untyped-def]
    """All entries of a table into a wider, empty one."""
    slots, shift = len(wide) // ENTRY, shift_of(wide)
    for old in range(0, len(table), ENTRY):
        if table[old] != U(0):
            slot = home(table[old], table[old + 1], shift)
            while wide[ENTRY * slot] != U(0):
                slot = (slot + 1) & (slots - 1)
            wide[ENTRY * slot : ENTRY * slot + ENTRY] = table[old : old + ENTRY]


@compiled()
def describe(spellings, firsts, foreign):  # type: ignore[no-untyped-def]
    """For each spelling its place in `spellings`, and whether it holds anything but ASCII."""
    place = 0
    for number in range(len(firsts)):
        firsts[number] = place
        beyond = place + 1 + ((np.int64(spellings[place]) + 7) >> 3)
        high = U(0)
        for chunk in range(place + 1, beyond):
            high |= spellings[chunk] & HIGHS
        foreign[number] = high != U(0)
        place = beyond


@compiled()
def spell(spellings, firsts, lines):  # type: ignore[no-untyped-def]
    """The spellings at `firsts` as lines of UTF-8; eight bytes of `lines` are to spare."""
    place = 0
    for first in firsts:
        end = place + np.int64(spellings[first])
        while place < end:
            first += 1
            eight = spellings[first]
            for byte in range(place, place + 8):
                lines[byte] = eight & U(0xFF)
                eight >>= U(8)
            place += 8
        lines[end] = LINE_FEED
        place = end + 1
