"""Spellings and their numbers: a pool that the compiled kernel fills, and that grows whenever the kernel asks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.language import word_kernel as kernel
from analysis.language.term_kernel import describe, spell


class Pool:
    """Distinct spellings in the order of their first appearance, numbered from 0.

    >>> pool = Pool()
    >>> pool.number(["clean", "energy", "clean"]).tolist(), pool.count, pool.texts(np.array([1, 0]))
    ([0, 1, 0], 2, ['energy', 'clean'])
    """

    def __init__(self) -> None:
        self.table = np.zeros(2 << 10, dtype=np.uint64)
        self.spellings = np.zeros(1 << 12, dtype=np.uint64)
        self.count = self.used = 0

    def begin(self, found: int = 0) -> NDArray[np.int64]:
        """The progress of a kernel that is about to fill this pool, with so many words found before."""
        progress = np.zeros(kernel.LACKING + 1, dtype=np.int64)
        progress[kernel.FOUND], progress[kernel.COUNT], progress[kernel.USED] = found, self.count, self.used
        return progress

    def end(self, progress: NDArray[np.int64]) -> int:
        """Take over what the kernel put in; returns how many words it has found."""
        self.count, self.used = int(progress[kernel.COUNT]), int(progress[kernel.USED])
        return int(progress[kernel.FOUND])

    def make_room(self, progress: NDArray[np.int64]) -> None:
        """Widen what the kernel found too small."""
        if 3 * (progress[kernel.COUNT] + 1) > len(self.table):
            wide = np.zeros(2 * len(self.table), dtype=np.uint64)
            kernel.fill_table(self.table, wide)
            self.table = wide
        else:
            more = np.zeros(len(self.spellings) + progress[kernel.LACKING], dtype=np.uint64)
            self.spellings = np.concatenate([self.spellings, more])

    def adopt(self, other: Pool) -> NDArray[np.int32]:
        """For each number of another pool the number of the same spelling here; new spellings are added."""
        return self._adopt(other.spellings, other.describe()[0])

    def number(self, texts: Sequence[str]) -> NDArray[np.int32]:
        """The numbers of texts without ASCII capitals; new ones are added."""
        spelled = [text.encode("utf-8", "surrogatepass") for text in texts]
        sizes = np.array([1 + (len(text) + 7) // 8 for text in spelled], dtype=np.int64)
        rows = [len(text).to_bytes(8, "little") + text + bytes(-len(text) % 8) for text in spelled]
        chunks = np.frombuffer(bytearray(b"".join([*rows, bytes(8)])), dtype="<u8").astype(np.uint64, copy=False)
        return self._adopt(chunks, np.cumsum(sizes) - sizes)

    def _adopt(self, chunks: NDArray[np.uint64], firsts: NDArray[np.int64]) -> NDArray[np.int32]:
        numbers = np.empty(len(firsts), dtype=np.int32)
        progress = self.begin()
        while not kernel.adopt(chunks, firsts, self.table, self.spellings, numbers, progress):
            self.make_room(progress)
        self.end(progress)
        return numbers

    def describe(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """For each number where its spelling stands in `spellings`, and whether it holds anything but ASCII."""
        firsts, foreign = np.empty(self.count, dtype=np.int64), np.empty(self.count, dtype=np.bool_)
        describe(self.spellings, firsts, foreign)
        return firsts, foreign

    def texts(self, numbers: NDArray[np.integer]) -> list[str]:
        """The spellings of some numbers, in their order. (Lines part them: no word holds a line feed.)"""
        firsts = self.describe()[0][numbers]
        lines = np.empty(int(self.spellings[firsts].sum()) + len(firsts), dtype=np.uint8)
        spell(self.spellings, firsts, lines)
        return lines.tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]
