"""From texts to columns: UTF-8 through the kernel in one or two threads, then one vocabulary for all."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.language import word_kernel as kernel
from analysis.language.term_kernel import translate
from analysis.language.word_pool import Pool
from analysis.language.word_rules import word_tables

BATCH = 1_000_000
"""Characters that the kernel gets at a time: enough to forget the cost of a call, few enough to keep copies small."""
WORTH_A_THREAD = 1_000_000
"""Characters below which another thread costs more than it gives."""
CHARACTERS_PER_WORD = 4
"""The room made at first; texts with shorter words get more on the way."""


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
    parts = [Part(texts[first:beyond], sizes[first : beyond + 1]) for first, beyond in _shares(sizes, threads)]
    with ThreadPoolExecutor(len(parts)) as executor:
        list(executor.map(Part.find, parts))
        terms, dictionaries = _vocabulary([part.pool for part in parts], term_of)
        offsets = np.cumsum([0, *(part.found for part in parts)])
        if len(parts) == 1:
            ids, starts, ends = (column[: offsets[-1]] for column in parts[0].columns)
            translate(ids, dictionaries[0], ids)
        else:
            ids, starts, ends = (np.empty(int(offsets[-1]), dtype=np.int32) for _ in range(3))
            spans = [slice(*edges) for edges in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)]
            rows = [(ids[span], starts[span], ends[span]) for span in spans]
            list(executor.map(Part.place, parts, dictionaries, rows))
    pointers = [part.pointers[1:] + offset for part, offset in zip(parts, offsets[:-1], strict=True)]
    return Columns(terms, ids, starts, ends, np.concatenate([np.zeros(1, dtype=np.int64), *pointers]))


def _shares(sizes: NDArray[np.int64], threads: int | None) -> list[tuple[int, int]]:
    """The documents shared out evenly by characters: (first document, last + 1) for each thread."""
    wanted = min(2, os.cpu_count() or 1) if threads is None else threads
    count = max(1, min(wanted, int(sizes[-1]) // WORTH_A_THREAD))
    edges = np.searchsorted(sizes, np.linspace(0, sizes[-1], count + 1)[1:-1]).tolist()
    return list(zip([0, *edges], [*edges, len(sizes) - 1], strict=True))


class Part:
    """One thread's documents, and the words found in them; numbers are those of its own pool."""

    def __init__(self, texts: Sequence[str], sizes: NDArray[np.int64]) -> None:
        self.texts, self.sizes = texts, sizes - sizes[0]
        self.pool = Pool()
        self.found = 0
        self.columns = [np.empty(int(self.sizes[-1]) // CHARACTERS_PER_WORD + 16, dtype=np.int32) for _ in range(3)]
        self.pointers = np.zeros(len(texts) + 1, dtype=np.int64)

    def find(self) -> None:
        """All words, batch by batch."""
        cuts = np.searchsorted(self.sizes, np.arange(0, self.sizes[-1], BATCH), side="right") - 1
        edges = sorted({*cuts.tolist(), len(self.texts)})
        for first, beyond in pairwise(edges):
            self.find_in(*encoded(self.texts[first:beyond]), self.pointers[first : beyond + 1])

    def find_in(self, content: bytes, bounds: NDArray[np.int64], pointers: NDArray[np.int64]) -> None:
        """All words of one batch, as `encoded` gives it."""
        text = [np.frombuffer(content, dtype=np.uint8), bounds, *word_tables()]
        progress = self.pool.begin(self.found)
        while True:
            arguments = [*text, self.pool.table, self.pool.spellings, *self.columns, pointers, progress]
            if kernel.find_words(*arguments):
                break
            if progress[kernel.FOUND] == len(self.columns[0]):
                self._make_room()
            else:
                self.pool.make_room(progress)
        self.found = self.pool.end(progress)

    def _make_room(self) -> None:
        for number, column in enumerate(self.columns):
            wide = np.empty(2 * len(column), dtype=np.int32)
            wide[: len(column)] = column
            self.columns[number] = wide

    def place(self, dictionary: NDArray[np.int32], row: tuple[NDArray[np.int32], ...]) -> None:
        """Put the words where they belong among those of all parts; let go of each column once it is there."""
        starts, ends = (column[: self.found] for column in self.columns[1:])
        ids = self.columns[0][: self.found]
        self.columns = []
        translate(ids, dictionary, row[0])
        del ids
        row[1][:] = starts
        del starts
        row[2][:] = ends


def encoded(texts: Sequence[str]) -> tuple[bytes, NDArray[np.int64]]:
    """Texts as the kernel reads them: UTF-8, a line feed between, eight bytes behind; and where each begins."""
    spelled = [text.encode("utf-8", "surrogatepass") for text in texts]
    bounds = np.zeros(len(spelled) + 1, dtype=np.int64)
    np.cumsum([len(text) + 1 for text in spelled], out=bounds[1:])
    return b"\n".join([*spelled, bytes(8)]), bounds


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
    order = _nearly_sorted(pool, np.flatnonzero(live))
    terms = pool.texts(order)
    exact = np.array(sorted(range(len(terms)), key=terms.__getitem__), dtype=np.intp)
    ids = np.empty(pool.count, dtype=np.int32)
    ids[order[exact]] = np.arange(len(order), dtype=np.int32)
    return np.array(terms, dtype=object)[exact], [ids[term_numbers[own]] for own in numbers]


def _nearly_sorted(pool: Pool, numbers: NDArray[np.intp]) -> NDArray[np.intp]:
    """Numbers in the order of the first 16 bytes of their spellings, which makes an exact sort after it quick."""
    firsts = pool.describe()[0][numbers]
    begin = pool.spellings[firsts + 1].byteswap()
    order = np.argsort(begin)
    equal = np.append(False, begin[order[1:]] == begin[order[:-1]])
    tied = np.flatnonzero(equal | np.append(equal[1:], False))
    among = order[tied]
    longer = pool.spellings[firsts[among]] > 8
    then = np.where(longer, pool.spellings[firsts[among] + 1 + longer], 0).astype(np.uint64).byteswap()
    order[tied] = among[np.lexsort((then, begin[among]))]
    return numbers[order]
