"""From texts to columns: UTF-8 through the kernel in one or two threads, then one vocabulary for all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.language.term_kernel import translate
from analysis.language.threads import each, shares
from analysis.language.word_bytes import BLOCK, SPARE
from analysis.language.word_kernel import find_words
from analysis.language.word_pool import Pool
from analysis.language.word_rules import word_tables

BATCH = 200_000
"""Characters that the kernel gets at a time: enough to forget the cost of a call, few enough to stay in the cache."""
CHARACTERS_PER_WORD = 4
"""The room made at first; texts with shorter words get more on the way."""

IDS = 0
"""The first of the three columns that are filled word by word; numbers of spellings until all are found."""


class Columns(NamedTuple):
    """The words of all documents: terms sorted, for each word its id and span, and where each document begins."""

    terms: NDArray[np.object_]
    ids: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    pointers: NDArray[np.int64]


def word_columns(texts: Sequence[str], term_of: Callable[[str], str], *, threads: int | None = None) -> Columns:
    """All words of all texts. `term_of` makes a term of a spelling beyond ASCII, once for each that is distinct.

    >>> found = word_columns(["ÉTÉ été", "Été"], str.casefold)
    >>> found.terms.tolist(), found.ids.tolist(), found.starts.tolist(), found.pointers.tolist()
    (['été'], [0, 0, 0], [0, 4, 0], [0, 2, 3])
    """
    sizes = np.cumsum([0, *map(len, texts)])
    room = [np.empty(int(sizes[-1]) // CHARACTERS_PER_WORD, dtype=np.int32) for _ in range(3)]
    parts = [Part(texts[first:beyond], sizes[first : beyond + 1], room) for first, beyond in shares(sizes, threads)]
    each(Part.find, parts)
    terms, dictionaries = _vocabulary([part.pool for part in parts], term_of)
    offsets = np.cumsum([0, *(part.found for part in parts)])
    if any(part.moved for part in parts):
        room = parts[0].columns if len(parts) == 1 else [np.empty(int(offsets[-1]), dtype=np.int32) for _ in range(3)]
    join = partial(_join, parts, offsets, dictionaries, room)
    if len(parts) > 1:
        each(join, range(3))
    else:
        join(IDS)  # the places are where they belong
    pointers = [part.pointers[1:] + offset for part, offset in zip(parts, offsets[:-1], strict=True)]
    ids, starts, ends = (column[: offsets[-1]] for column in room)
    return Columns(terms, ids, starts, ends, np.concatenate([np.zeros(1, dtype=np.int64), *pointers]))


def _join(
    parts: Sequence[Part],
    offsets: NDArray[np.int64],
    dictionaries: Sequence[NDArray[np.int32]],
    room: Sequence[NDArray[np.int32]],
    column: int,
) -> None:
    """One column of all parts, one behind the other: each stands there already, or farther back in the same room."""
    for number, part in enumerate(parts):
        own, place = part.columns[column][: part.found], room[column][offsets[number] : offsets[number + 1]]
        if column == IDS:
            translate(own, dictionaries[number], place)
        else:
            place[:] = own


class Scratch(NamedTuple):
    """What the kernels fill for one batch and nobody keeps; see `find_edges`, `find_words` and `make_keys`."""

    data: NDArray[np.uint8]
    edges: NDArray[np.int32]
    judged: NDArray[np.uint64]
    places: NDArray[np.int32]
    lengths: NDArray[np.int32]
    keys: NDArray[np.uint64]


def _scratch_for(size: int) -> Scratch:
    """Room for so many bytes, and at most as many words."""
    edges, places, lengths = (np.empty(size + 2, dtype=np.int32) for _ in range(3))
    judged, keys = np.empty(size // BLOCK + 2, dtype=np.uint64), np.empty((2, size), dtype=np.uint64)
    return Scratch(np.empty(size + SPARE, dtype=np.uint8), edges, judged, places, lengths, keys)


class Part:
    """One thread's documents, and the words found in them; numbers are those of its own pool.

    `sizes`: the characters before each document and before the end, of all texts; `room`: the columns of all texts, in
    which each part fills a stretch of its own, unless its words are many and it moves out.
    """

    def __init__(self, texts: Sequence[str], sizes: NDArray[np.int64], room: Sequence[NDArray[np.int32]]) -> None:
        self.texts, self.sizes = texts, sizes - sizes[0]
        self.pool = Pool()
        self.found, self.moved = 0, False
        first, beyond = (int(size) // CHARACTERS_PER_WORD for size in (sizes[0], sizes[-1]))
        self.columns = [column[first:beyond] for column in room]
        self.pointers = np.zeros(len(texts) + 1, dtype=np.int64)
        self.scratch = _scratch_for(min(BATCH, int(self.sizes[-1])))

    def find(self) -> None:
        """All words, batch by batch."""
        for first, beyond in self.batches():
            self.find_in(*encoded(self.texts[first:beyond]), self.pointers[first : beyond + 1])

    def batches(self) -> Iterator[tuple[int, int]]:
        """(first document, last + 1) of each batch."""
        cuts = np.searchsorted(self.sizes, np.arange(0, self.sizes[-1], BATCH), side="right") - 1
        return pairwise(sorted({*cuts.tolist(), len(self.texts)}))

    def find_in(self, content: bytes, bounds: NDArray[np.int64], pointers: NDArray[np.int64]) -> None:
        """All words of one batch, as `encoded` gives it."""
        size = int(bounds[-1])
        if len(content) > len(self.scratch.data):
            self.scratch = _scratch_for(size)
        self._make_room(size)
        text = np.frombuffer(content, dtype=np.uint8)
        data, edges, judged, places, lengths, keys = self.scratch
        numbers, starts, ends = (column[self.found :] for column in self.columns)
        scratch = data[: len(content)], edges, judged, places, lengths
        found = find_words(text, bounds, *word_tables(), *scratch, starts, ends, pointers)  # few calls: after each,
        self.pool.intern(data, places[:found], lengths[:found], numbers, keys=keys)  # threads wait for one another
        pointers[1:] += self.found
        self.found += found

    def _make_room(self, more: int) -> None:
        """Room for so many words more; memory that is never written to is never taken."""
        if self.found + more > len(self.columns[0]):
            self.moved = True
            for number, column in enumerate(self.columns):
                wide = np.empty(2 * len(column) + more, dtype=np.int32)
                wide[: self.found] = column[: self.found]
                self.columns[number] = wide


def encoded(texts: Sequence[str]) -> tuple[bytes, NDArray[np.int64]]:
    """Texts as the kernel reads them: UTF-8, a line feed after each, zeros behind; and where each begins."""
    spelled = [text.encode("utf-8", "surrogatepass") for text in texts]
    bounds = np.zeros(len(spelled) + 1, dtype=np.int64)
    np.cumsum([len(text) + 1 for text in spelled], out=bounds[1:])
    return b"\n".join([*spelled, bytes(SPARE)]), bounds


def _vocabulary(
    pools: Sequence[Pool], term_of: Callable[[str], str]
) -> tuple[NDArray[np.object_], list[NDArray[np.int32]]]:
    """The sorted terms, and for each pool the id of the term of each of its numbers."""
    pool, *others = pools
    numbers: list[NDArray[np.integer]] = [np.arange(pool.count), *(pool.adopt(other) for other in others)]
    foreign = np.flatnonzero(pool.describe()[1])
    term_numbers = np.arange(pool.count, dtype=np.int32)
    if len(foreign):
        term_numbers[foreign] = pool.number([term_of(text) for text in pool.texts(foreign)])
    live = np.zeros(pool.count, dtype=np.bool_)
    live[term_numbers] = True
    order = pool.ordered(np.flatnonzero(live))
    ids = np.empty(pool.count, dtype=np.int32)
    ids[order] = np.arange(len(order), dtype=np.int32)
    return np.array(pool.texts(order), dtype=object), [ids[term_numbers[own]] for own in numbers]
