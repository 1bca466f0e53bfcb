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

Ints = npt.NDArray[np.int64]

_LARGEST = 2**61  # so that twice the product of a count and the words of a corpus is still a whole number of 64 bits


class Block(NamedTuple):
    """Some documents, by their numbers in the corpus, and their counts: documents × terms of the corpus."""

    documents: Ints
    counts: sparse.csr_array


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
    for cells in _cells(blocks, codes):
        shape = (cells.group, cells.term), (groups, terms)
        count = sparse.csr_array(count + sparse.csr_array((cells.count, shape[0]), shape=shape[1]))
        held = sparse.csr_array(held + sparse.csr_array((np.ones_like(cells.count), shape[0]), shape=shape[1]))
    count.sort_indices()
    held.sort_indices()
    if int(count.data.max(initial=0)) * int(total.max(initial=0)) > _LARGEST:
        raise AnalysisError(
            f"{int(total.max()):,} words are more than dispersion can be counted over",
            where="term_frequencies",
            do="count smaller groups of documents, with `by`",
        )
    keys = np.repeat(np.arange(groups), np.diff(count.indptr)) * np.int64(terms) + count.indices
    over = np.zeros(len(keys), np.int64)
    for cells in _cells(blocks, codes):
        place = np.searchsorted(keys, cells.group * np.int64(terms) + cells.term)
        np.add.at(over, place, excess(cells.count, sizes[cells.document], count.data[place], total[cells.group]))
    over += count.data * np.repeat(total, np.diff(count.indptr))
    worded = (codes >= 0) & (sizes > 0)
    smallest = np.full(groups, np.iinfo(np.int64).max)
    np.minimum.at(smallest, codes[worded], sizes[worded])
    parts = np.bincount(codes[worded], minlength=groups)
    return Tallies(count, held.data, over, total, np.where(parts > 0, smallest, 0), parts)


@dataclass(frozen=True, eq=False)
class _Cells:
    document: Ints
    group: Ints
    term: Ints
    count: Ints


def _cells(blocks: Callable[[], Iterable[Block]], codes: Ints) -> Iterator[_Cells]:
    for block in blocks():
        document = np.repeat(block.documents, np.diff(block.counts.indptr))
        kept = codes[document] >= 0
        yield _Cells(
            document[kept],
            codes[document][kept],
            block.counts.indices[kept].astype(np.int64),
            block.counts.data[kept].astype(np.int64),
        )
