"""Counts of terms added up over groups of documents, block by block, so that a corpus need never be in memory whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from analysis.errors import AnalysisError
from analysis.measures.dispersion import dispersion_of, excess
from analysis.measures.spread import Spread

Ints = npt.NDArray[np.int64]

_LARGEST = 2**61  # so that twice the product of a count and the words of a corpus is still a whole number of 64 bits


class Block(NamedTuple):
    """Some documents, by their numbers in the corpus, and their counts: documents × terms of the corpus."""

    documents: Ints
    counts: sparse.csr_array

    def in_steps(self, most: int) -> Iterator[Block]:
        """The same, at most so many documents at a time."""
        for first in range(0, len(self.documents), most) or [0]:
            some = slice(first, first + most)
            yield Block(self.documents[some], self.counts[some])


@dataclass(frozen=True, eq=False)
class Tally:
    """The terms of one group that occur, in order: their numbers, counts, documents and DPnorm."""

    terms: Ints
    count: Ints
    documents: Ints
    dispersion: npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Tallies:
    """The sums of all groups, group × term, over the cells that occur."""

    count: sparse.csr_array
    documents: Ints
    excess: Ints
    sizes: Ints
    smallest: Ints
    parts: Ints

    def group(self, number: int) -> Tally:
        """The sums of one group."""
        cells = slice(self.count.indptr[number], self.count.indptr[number + 1])
        count = self.count.data[cells]
        even = dispersion_of(self.excess[cells], count, int(self.sizes[number]), int(self.smallest[number]))
        return Tally(
            self.count.indices[cells].astype(np.int64),
            count,
            self.documents[cells],
            even if self.parts[number] > 1 else np.zeros(len(count)),
        )


def tallies(blocks: Callable[[], Iterable[Block]], codes: Ints, groups: int, sizes: Ints, terms: int) -> Tallies:
    """The sums of `groups` groups over all blocks, which are gone through twice: dispersion needs the totals first.

    `codes` is the group of each document, -1 for none; `sizes` the words of each. Integers throughout, so that neither
    order nor partitions can change a number.
    """
    total = np.zeros(groups, np.int64)
    np.add.at(total, codes[codes >= 0], sizes[codes >= 0])
    count, held = (sparse.csr_array((groups, terms), dtype=np.int64) for _ in range(2))
    for block in blocks():
        members = _members(codes[block.documents], groups)
        count = sparse.csr_array(count + _sorted(members @ block.counts))
        held = sparse.csr_array(held + _sorted(members @ _ones(block.counts)))
    if int(count.data.max(initial=0)) * int(total.max(initial=0)) > _LARGEST:
        raise AnalysisError(
            f"{int(total.max()):,} words are more than dispersion can be counted over",
            where="term_frequencies",
            do="count smaller groups of documents, with `by`",
        )
    over = _excess(blocks, codes, sizes, count, total)
    over += count.data * np.repeat(total, np.diff(count.indptr))
    worded = (codes >= 0) & (sizes > 0)
    smallest = np.full(groups, np.iinfo(np.int64).max)
    np.minimum.at(smallest, codes[worded], sizes[worded])
    parts = np.bincount(codes[worded], minlength=groups)
    return Tallies(count, held.data, over, total, np.where(parts > 0, smallest, 0), parts)


def spreads_of(blocks: Iterable[Block], codes: Ints, groups: int, sizes: Ints, terms: int) -> list[Spread]:
    """How much the documents of each group differ in every term, summed over blocks."""
    found = [Spread.of(sparse.csr_array((0, terms), dtype=np.int64), sizes[:0]) for _ in range(groups)]
    for block in blocks:
        for group in range(groups):
            rows = np.flatnonzero(codes[block.documents] == group)
            found[group] += Spread.of(sparse.csr_array(block.counts[rows]), sizes[block.documents[rows]])
    return found


def _excess(
    blocks: Callable[[], Iterable[Block]], codes: Ints, sizes: Ints, count: sparse.csr_array, total: Ints
) -> Ints:
    """Σ `excess` over the documents of each group, for each cell of `count`."""
    over = np.zeros(len(count.data), np.int64)
    # One place per term, written over by each group: only terms that the group holds are looked up.
    frequency, sums = np.zeros(count.shape[1], np.int64), np.zeros(count.shape[1], np.int64)
    for block in blocks():
        groups = codes[block.documents]
        for group in np.unique(groups[groups >= 0]).tolist():
            rows = np.flatnonzero(groups == group)
            counts = block.counts if len(rows) == len(groups) else block.counts[rows]
            size = np.repeat(sizes[block.documents[rows]], np.diff(counts.indptr))
            cells = slice(count.indptr[group], count.indptr[group + 1])
            terms = count.indices[cells]
            frequency[terms] = count.data[cells]
            sums[terms] = 0
            np.add.at(sums, counts.indices, excess(counts.data, size, frequency[counts.indices], total[group]))
            over[cells] += sums[terms]
    return over


def _members(groups: Ints, number: int) -> sparse.csr_array:
    """Groups × documents of a block: 1 where the document is in the group. From the left it sums their counts."""
    rows = np.flatnonzero(groups >= 0)
    return sparse.csr_array(
        (np.ones(len(rows), np.int64), (groups[rows], rows)), shape=(number, len(groups)), dtype=np.int64
    )


def _ones(counts: sparse.csr_array) -> sparse.csr_array:
    return sparse.csr_array((np.ones(len(counts.data), np.int64), counts.indices, counts.indptr), shape=counts.shape)


def _sorted(counts: sparse.csr_array) -> sparse.csr_array:
    counts.sort_indices()
    return counts
