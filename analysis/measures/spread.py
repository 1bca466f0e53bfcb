"""How much documents differ in the rate of a word: sums that add up over parts, and the variance that follows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from analysis.measures.uncertainty import FEWEST_DOCUMENTS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Spread:
    """Sums over documents with x mentions of a term in n words: Σx, Σx² and Σxn for each term, and Σn, Σn²; whole
    numbers, so that neither order nor partitions can change them."""

    count: Ints
    squares: Ints
    products: Ints
    size: int
    size_squares: int
    parts: int

    @staticmethod
    def of(counts: sparse.csr_array, sizes: Ints) -> Spread:
        """Of documents × terms counts, and the words of each document."""
        cells = sparse.coo_array(counts)
        document, term = cells.coords
        x, n = cells.data.astype(np.int64), np.asarray(sizes, dtype=np.int64)

        def by_term(added: Ints) -> Ints:
            whole = np.zeros(counts.shape[1], np.int64)
            np.add.at(whole, term, added)
            return whole

        squares, products = by_term(x * x), by_term(x * n[document])
        return Spread(by_term(x), squares, products, int(n.sum()), int((n * n).sum()), int(np.count_nonzero(n)))

    def __add__(self, other: Spread) -> Spread:
        return Spread(
            self.count + other.count,
            self.squares + other.squares,
            self.products + other.products,
            self.size + other.size,
            self.size_squares + other.size_squares,
            self.parts + other.parts,
        )

    def variance(self) -> Floats:
        """Of the logarithm of each term's rate, if documents and not words are what was drawn: the ratio estimator,
        m/(m−1) Σ(x − rn)² / (Σx)² with r = Σx/Σn over m documents (Cochran 1977, Sampling Techniques, 6.4).

        0 below 8 documents with words, which say too little of others, and for a term that does not occur.

        >>> counts = sparse.csr_array([[2], [0]] * 4)
        >>> Spread.of(counts, np.array([10] * 8)).variance().round(6).tolist()  # 8/7 · 8 · 1² / 8²
        [0.142857]
        """
        if self.parts < FEWEST_DOCUMENTS:
            return np.zeros(len(self.count))
        rate = self.count / self.size
        squares = self.squares - 2 * rate * self.products + rate**2 * self.size_squares
        whole = np.maximum(self.count, 1).astype(float) ** 2
        return np.where(self.count > 0, self.parts / (self.parts - 1) * np.maximum(squares, 0) / whole, 0.0)
