"""Spellings and their numbers: a pool that the compiled kernel fills and that grows whenever the kernel asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.language import word_kernel as kernel


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

    def fill(self, step: Callable[..., bool], before: Sequence[Any], behind: Sequence[Any]) -> int:
        """Run a kernel that puts spellings into this pool, making room until it is done; returns how many it found.

        The kernel's arguments: those `before`, the pool's table and spellings, those `behind`, and its progress.
        """
        progress = np.zeros(kernel.LACKING + 1, dtype=np.int64)
        progress[kernel.COUNT], progress[kernel.USED] = self.count, self.used
        while not step(*before, self.table, self.spellings, *behind, progress):
            self._make_room(progress)
        self.count, self.used = int(progress[kernel.COUNT]), int(progress[kernel.USED])
        return int(progress[kernel.FOUND])

    def _make_room(self, progress: NDArray[np.int64]) -> None:
        if 4 * (progress[kernel.COUNT] + 1) > len(self.table):
            wide = np.zeros(4 * len(self.table), dtype=np.uint64)
            kernel.fill_table(self.table, wide)
            self.table = wide
        else:
            more = np.zeros(len(self.spellings) + progress[kernel.LACKING], dtype=np.uint64)
            self.spellings = np.concatenate([self.spellings, more])

    def adopt(self, other: Pool) -> NDArray[np.int32]:
        """For each number of another pool the number of the same spelling here; new spellings are added."""
        firsts, _ = other.describe()
        numbers = np.empty(other.count, dtype=np.int32)
        self.fill(kernel.adopt, (other.spellings, firsts), (numbers,))
        return numbers

    def number(self, texts: Sequence[str]) -> NDArray[np.int32]:
        """The numbers of texts without capitals; new ones are added."""
        spelled = [text.encode("utf-8", "surrogatepass") for text in texts]
        sizes = np.array([1 + (len(text) + 7) // 8 for text in spelled], dtype=np.int64)
        rows = [len(text).to_bytes(8, "little") + text + bytes(-len(text) % 8) for text in spelled]
        chunks = np.frombuffer(bytearray(b"".join([*rows, bytes(16)])), dtype="<u8").astype(np.uint64, copy=False)
        numbers = np.empty(len(texts), dtype=np.int32)
        self.fill(kernel.adopt, (chunks, np.cumsum(sizes) - sizes), (numbers,))
        return numbers

    def describe(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """For each number where its spelling stands in `spellings`, and whether it holds anything but ASCII."""
        firsts, foreign = np.empty(self.count, dtype=np.int64), np.empty(self.count, dtype=np.bool_)
        kernel.describe(self.spellings, firsts, foreign)
        return firsts, foreign

    def texts(self, numbers: NDArray[np.integer]) -> list[str]:
        """The spellings of some numbers, in their order."""
        if not len(numbers):
            return []
        firsts, _ = self.describe()
        return self.texts_at(firsts[numbers])

    def texts_at(self, firsts: NDArray[np.int64]) -> list[str]:
        """The spellings that stand at some places, in their order; none holds a line feed, no word can."""
        lines = np.empty(int(self.spellings[firsts].sum()) + len(firsts), dtype=np.uint8)
        kernel.spell(self.spellings.astype("<u8", copy=False).view(np.uint8), firsts, lines)
        return lines.tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]
