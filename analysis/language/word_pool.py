"""Spellings and their numbers: a pool that the compiled kernel fills, and that grows whenever the kernel asks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.language import spelling_kernel as kernel
from analysis.language.word_bytes import address_of


class Pool:
    """Distinct spellings in the order of their first appearance, numbered from 0.

    >>> pool = Pool()
    >>> pool.number(["clean", "energy", "clean"]).tolist(), pool.count, pool.texts(np.array([1, 0]))
    ([0, 1, 0], 2, ['energy', 'clean'])
    """

    def __init__(self) -> None:
        self.table = np.zeros(kernel.ENTRY << 11, dtype=np.uint64)
        self.spellings = np.zeros(1 << 12, dtype=np.uint64)
        self.count = self.used = 0

    def intern(
        self,
        data: NDArray[np.generic],
        places: NDArray[np.integer],
        lengths: NDArray[np.integer],
        numbers: NDArray[np.int32],
        *,
        keys: NDArray[np.uint64] | None = None,
    ) -> None:
        """The numbers of spellings that stand at `places` (bytes) of `data`; new ones are added.

        `keys`: two rows of room for at least as many keys, where the caller has some.
        """
        progress = np.zeros(kernel.LACKING + 1, dtype=np.int64)
        progress[kernel.COUNT], progress[kernel.USED] = self.count, self.used
        keys = np.empty((2, len(places)), dtype=np.uint64) if keys is None else keys
        words = (address_of(data), places, lengths, keys[0], keys[1])
        while not kernel.intern(*words, numbers, self.table, self.spellings, progress):
            self._make_room(progress)
        self.count, self.used = int(progress[kernel.COUNT]), int(progress[kernel.USED])

    def _make_room(self, progress: NDArray[np.int64]) -> None:
        if 3 * (progress[kernel.COUNT] + 1) > len(self.table) // kernel.ENTRY:
            wide = np.zeros(2 * len(self.table), dtype=np.uint64)
            kernel.fill_table(self.table, wide)
            self.table = wide
        else:
            more = np.zeros(len(self.spellings) + progress[kernel.LACKING], dtype=np.uint64)
            self.spellings = np.concatenate([self.spellings, more])

    def adopt(self, other: Pool) -> NDArray[np.int32]:
        """For each number of another pool the number of the same spelling here; new spellings are added."""
        firsts = other.describe()[0]
        numbers = np.empty(other.count, dtype=np.int32)
        self.intern(other.spellings, 8 * (firsts + 1), other.spellings[firsts].astype(np.int64), numbers)
        return numbers

    def number(self, texts: Sequence[str]) -> NDArray[np.int32]:
        """The numbers of texts without ASCII capitals; new ones are added."""
        spelled = [text.encode("utf-8", "surrogatepass") for text in texts]
        data = np.frombuffer(b"".join([*spelled, bytes(2 * kernel.SHORT)]), dtype=np.uint8)
        lengths = np.array([len(text) for text in spelled], dtype=np.int64)
        numbers = np.empty(len(spelled), dtype=np.int32)
        self.intern(data, np.cumsum(lengths) - lengths, lengths, numbers)
        return numbers

    def describe(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """For each number where its spelling stands in `spellings`, and whether it holds anything but ASCII."""
        firsts, foreign = np.empty(self.count, dtype=np.int64), np.empty(self.count, dtype=np.bool_)
        kernel.describe(self.spellings, firsts, foreign)
        return firsts, foreign

    def texts(self, numbers: NDArray[np.integer]) -> list[str]:
        """The spellings of some numbers, in their order. (Lines part them: no word holds a line feed.)"""
        firsts = self.describe()[0][numbers]
        size = int(self.spellings[firsts].sum()) + len(firsts)
        lines = np.empty(size + 8, dtype=np.uint8)
        kernel.spell(self.spellings, firsts, lines)
        return lines[:size].tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]

    def ordered(self, numbers: NDArray[np.integer]) -> NDArray[np.integer]:
        """Numbers in the order of their spellings by code point, which is the order of their bytes in UTF-8."""
        firsts = self.describe()[0][numbers]
        lengths = self.spellings[firsts]
        begin = self.spellings[firsts + 1].byteswap()
        order = np.argsort(begin)
        tied = np.flatnonzero(_same_as_beside(begin[order]))
        among = order[tied]
        then = np.where(lengths[among] > 8, self.spellings[firsts[among] + 1 + (lengths[among] > 8)], 0).byteswap()
        by_sixteen = np.lexsort((then, begin[among]))
        order[tied] = among[by_sixteen]
        keys = np.column_stack([begin[among], then])[by_sixteen]
        same = _same_as_beside(keys[:, 0]) & _same_as_beside(keys[:, 1])
        still = tied[same]
        if len(still):
            among = order[still]
            texts = [text.encode("utf-8", "surrogatepass") for text in self.texts(numbers[among])]
            order[still] = among[sorted(range(len(texts)), key=texts.__getitem__)]
        return numbers[order]


def _same_as_beside(ordered: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Which values of an ordered column equal the one before or after."""
    same = np.zeros(len(ordered) + 1, dtype=np.bool_)
    same[1:-1] = ordered[1:] == ordered[:-1]
    return same[1:] | same[:-1]
