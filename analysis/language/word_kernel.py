"""The word kernel, compiled: UTF-8 in; for every word its spelling's bytes, its first and its last character out.

Two passes. `find_edges` looks at 64 bytes at a time and cuts the text at ASCII that no word can hold; what lies between
two cuts is a token. A token of ASCII letters alone, the bulk of most texts, is a word. In any other `find_words` goes
from character to character by the rules of UAX #29. Every document is followed by a line feed, which no token holds.

numba keeps the compiled code by the time stamp of this file alone: whoever changes `Kind`, `State`, `byte_classes` or
`word_bytes` must touch this file, too.
"""

import numpy as np

from analysis.language.compiled import compiled
from analysis.language.word_bytes import BLOCK, address_of, bits_of, eight_at, fold, lowest_bit
from analysis.language.word_properties import ALPHANUMERIC, KIND, PICTOGRAPH, Kind
from analysis.language.word_rules import BOUNDARY, State, byte_classes

EXTEND, FORMAT, ZWJ, START = int(Kind.EXTEND), int(Kind.FORMAT), int(Kind.ZWJ), int(State.START)
SPACE = 0x20
U = np.uint64
ONE, LAST = U(1), U(BLOCK - 1)

_classes = byte_classes()
letters_at, judged_at, between_at = (
    bits_of(values) for values in (_classes.letters, _classes.judged, _classes.between)
)
foreign_at, lines_at = bits_of(range(0x80, 0x100)), bits_of([0x0A])


# --- 64 bytes at a time ------------------------------------------------------------------------------------------


@compiled()
def find_edges(data, size, edges, judged):  # type: ignore[no-untyped-def]
    """Where tokens begin and end, in turn, into `edges`; returns how many edges there are.

    `judged`: for each block the bytes, as bits, that the rules must judge. These are letters and digits beyond the
    ASCII letters; a mark between two characters of words (WB6, WB12); and whatever stands beside a foreign character,
    which it may belong to (WB4). A token is an unbroken run of letters and such bytes: beside any other byte there is
    a boundary (WB3a, WB3b, WB999), whatever stands farther off.
    """
    address, found = address_of(data), 0
    letters, foreign = letters_at(address), foreign_at(address)
    inner = letters | judged_at(address)
    inner_before = foreign_before = token_before = U(0)  # the last bit of the block before, as a first bit
    for block in range((size + BLOCK - 1) // BLOCK):
        between, lines = between_at(address), lines_at(address)
        address += BLOCK
        letters_after, foreign_after = letters_at(address), foreign_at(address)
        inner_after = letters_after | judged_at(address)
        joining = between & (inner << ONE | inner_before) & (inner >> ONE | inner_after << LAST)
        beside = (foreign << ONE | foreign_before) | (foreign >> ONE | foreign_after << LAST)
        unsure = inner & ~letters | joining | beside & ~inner & ~lines
        judged[block] = unsure
        token = inner | unsure
        changes = token ^ (token << ONE | token_before)
        while changes != U(0):
            edges[found] = BLOCK * block + lowest_bit(changes)
            changes &= changes - ONE
            found += 1
        inner_before, foreign_before, token_before = inner >> LAST, foreign >> LAST, token >> LAST
        letters, foreign, inner = letters_after, foreign_after, inner_after
    return found


# --- one character at a time -------------------------------------------------------------------------------------


@compiled()
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


@compiled()
def next_kind(address, properties):  # type: ignore[no-untyped-def]
    """The kind of the next character that WB4 does not ignore."""
    while True:
        code, size = character(address)
        kind = properties[code] & KIND
        if kind not in (EXTEND, FORMAT, ZWJ):
            return kind
        address += size


@compiled()
def segment(address, stop, properties, steps, needs):  # type: ignore[no-untyped-def]
    """The segment at an address, up to `stop`: its bytes, how many of them begin no character, whether it is a word."""
    start, inner = address, 0
    code, size = character(address)
    here = properties[code]
    state, alphanumeric = steps[START, here & KIND], here & ALPHANUMERIC
    while True:
        joined = (here & KIND) == ZWJ
        address += size
        inner += size - 1
        if address >= stop:
            break
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


@compiled()
def joiner_at(address):  # type: ignore[no-untyped-def]
    """Whether the three bytes of U+2060 stand at an address."""
    return eight_at(address) & U(0xFFFFFF) == U(0xA081E2)


@compiled()
def possessive_at(address):  # type: ignore[no-untyped-def]
    """Whether ' and s stand at an address."""
    return eight_at(address) & U(0xFFFF) == U(0x7327)


# --- the words ---------------------------------------------------------------------------------------------------


@compiled()
def find_words(  # type: ignore[no-untyped-def]
    content, bounds, properties, steps, needs, data, edges, judged, places, lengths, starts, ends, pointers
):
    """The words of some documents; returns how many there are.

    `content`: the documents in UTF-8, a line feed after each, `SPARE` zeros behind; `bounds`: where each document
    begins, and the end of the last line feed. `data`: room for the same with ASCII capitals made small; `edges`,
    `judged`: room for what `find_edges` finds. Filled for each word: `places` and `lengths`, the bytes of its spelling
    in `data`; `starts` and `ends`, counting characters of its document; and `pointers`, the words before each document
    and before the end.
    """
    fold(content, data)
    text, found, document, origin = address_of(data), 0, 0, 0  # origin: a byte's place less its character's
    for edge in range(0, find_edges(data, bounds[-1], edges, judged), 2):
        start, stop = np.int64(edges[edge]), np.int64(edges[edge + 1])
        while start >= bounds[document + 1]:
            document += 1
            pointers[document] = found
            origin = bounds[document]
        length, block, shift = stop - start, start >> 6, U(start & 63)
        unsure = judged[block] >> shift | judged[block + 1] << ONE << (LAST - shift)
        if length < BLOCK and unsure & ((ONE << U(length)) - ONE) == U(0):
            places[found], lengths[found] = start, length
            starts[found], ends[found] = start - origin, stop - origin
            found += 1
            continue
        while start > bounds[document] and data[start] == SPACE and data[start - 1] == SPACE:
            start -= 1  # WB3d: what joins the last of some spaces joins all
        while start < stop:
            length, inner, word = segment(text + start, text + stop, properties, steps, needs)
            place, first = start, start - origin
            start += length
            origin += inner
            if word:
                last = start - origin
                while inner and joiner_at(text + place):
                    place, length, first, inner = place + 3, length - 3, first + 1, inner - 2
                while inner and joiner_at(text + place + length - 3):
                    length, last, inner = length - 3, last - 1, inner - 2
                if inner == 0 and length > 2 and possessive_at(text + place + length - 2):
                    length -= 2  # in the span, not in the term; spellings beyond ASCII lose it with the other rules
                places[found], lengths[found] = place, length
                starts[found], ends[found] = first, last
                found += 1
    pointers[document + 1 :] = found
    return found
