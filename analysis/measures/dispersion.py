"""How evenly a word is spread over the parts of a corpus: 0 in equal shares, 1 all in one part."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def dp(counts: sparse.csr_array, sizes: npt.ArrayLike) -> Floats:
    """Gries' deviation of proportions, ½ Σ |v/f − s| over the parts, one per column of `counts` (Gries 2008, IJCL 13).

    `counts` is parts × terms (integers), `sizes` the words of each part. A term that does not occur has 0.

    >>> dp(sparse.csr_array([[1, 2], [1, 0]]), [50, 50]).tolist()
    [0.0, 0.5]
    """
    deviations, frequency, total = _deviations(counts, np.asarray(sizes))
    return _share(deviations, 2 * frequency * total)


def dp_norm(counts: sparse.csr_array, sizes: npt.ArrayLike) -> Floats:
    """`dp` / (1 − the smallest part's share of the words): 1 is reached (Lijffijt & Gries 2012, IJCL 17).

    Only parts that hold words count; 0 where fewer than two do.

    >>> dp_norm(sparse.csr_array([[1, 2], [1, 0]]), [50, 50]).tolist()
    [0.0, 1.0]
    """
    sizes = np.asarray(sizes)
    parts = sizes[sizes > 0]
    if len(parts) < 2:
        return np.zeros(counts.shape[1])
    deviations, frequency, total = _deviations(counts, sizes)
    return dispersion_of(deviations, frequency, total, int(parts.min()))


def _deviations(counts: sparse.csr_array, sizes: Ints) -> tuple[Ints, Ints, int]:
    """Σ |v·S − n·f| per term, f and S."""
    cells = sparse.coo_array(counts)
    part, term = cells.coords
    v, n = cells.data.astype(np.int64), sizes.astype(np.int64)
    total = int(n.sum())
    frequency = np.zeros(counts.shape[1], np.int64)
    np.add.at(frequency, term, v)
    deviations = frequency * total
    np.add.at(deviations, term, excess(v, n[part], frequency[term], np.int64(total)))
    return deviations, frequency, total


def excess(count: Ints, size: Ints, frequency: Ints, total: Ints | np.int64) -> Ints:
    """What each cell adds to Σ |v·S − n·f|, beyond the n·f of an empty one: whole numbers, so that neither order nor
    partitions can change the sum."""
    expected = size * frequency
    return np.abs(count * total - expected) - expected


def dispersion_of(deviations: Ints, frequency: Ints, total: int, smallest: int) -> Floats:
    """DPnorm from Σ |v·S − n·f|, f, S and the words of the smallest part."""
    return _share(deviations, 2 * frequency * (total - smallest))


def _share(part: Ints, whole: Ints) -> Floats:
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)


def juilland_d(counts: sparse.csr_array, sizes: npt.ArrayLike) -> Floats:
    """Juilland's D, 1 − (population sd(p) / mean(p)) / √(n − 1) with p = count / words of a part: 1 even, 0 clumped.

    Only parts that hold words count; 0 for a term that does not occur, 1 where fewer than two parts hold words
    (Juilland & Chang-Rodríguez 1964).

    >>> juilland_d(sparse.csr_array([[0], [4], [3], [2], [1]]), [10, 10, 10, 10, 10]).round(4).tolist()
    [0.6464]
    """
    sizes = np.asarray(sizes, dtype=float)
    n = int((sizes > 0).sum())
    occurs = np.asarray(counts.sum(axis=0)) > 0
    if n < 2:
        return occurs.astype(float)
    shares = sparse.csr_array(counts).multiply(1 / np.maximum(sizes, 1)[:, None])
    mean = np.asarray(shares.sum(axis=0)) / n
    variance = np.asarray(shares.multiply(shares).sum(axis=0)) / n - mean**2
    spread = np.sqrt(np.maximum(variance, 0))
    variation = np.divide(spread, mean, out=np.zeros_like(mean), where=occurs)
    return np.where(occurs, 1 - variation / np.sqrt(n - 1), 0.0)
