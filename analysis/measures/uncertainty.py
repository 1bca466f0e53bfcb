"""How sure a number is: an interval for what was counted, the range when a document is dropped, and a flag in words."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special

LEVEL = 0.95
REPLICATES = 1000
SEED = 0
FEWEST_DOCUMENTS = 8  # a bootstrap over fewer documents promises more than it keeps
FEWEST_MENTIONS = 5
ONE_DOCUMENT = "rests on one document"
FEW_MENTIONS = f"fewer than {FEWEST_MENTIONS} mentions"

Floats = npt.NDArray[np.float64]
_BLOCK = 4096  # documents whose weights are held at once: bounds memory, changes no number


class Interval(NamedTuple):
    """Ends of a 95 % interval, one per column of what was counted, and the name of its kind for `attrs["interval"]`."""

    low: Floats
    high: Floats
    kind: str


def wilson(k: npt.ArrayLike, n: npt.ArrayLike, *, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Ends of Wilson's score interval for a share of `k` in `n` (Wilson 1927, JASA 22); NaN where `n` is 0.

    >>> low, high = wilson([0, 5], [10, 10])
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.0, 0.2366], [0.2775, 0.7634])
    """
    k, n = np.asarray(k, dtype=float), np.asarray(n, dtype=float)
    z = special.ndtri(0.5 + level / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = k / n
        middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
        reach = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    # At k = 0 and k = n the end is exactly 0 or 1; the arithmetic leaves a trace of rounding there.
    low = np.where(k == 0, np.where(n > 0, 0.0, np.nan), middle - reach)
    return low, np.where((k == n) & (n > 0), 1.0, middle + reach)


def garwood(count: npt.ArrayLike, scale: npt.ArrayLike = 1.0, *, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Ends of the exact Poisson interval of `count`, times `scale` (Garwood 1936, Biometrika 28).

    `scale` is what one mention adds to the number, for instance 1000 / words for a rate per 1,000 words. No mention
    still gives an upper end above 0.

    >>> low, high = garwood([0, 10])
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.0, 4.7954], [3.6889, 18.3904])
    """
    count, scale = np.asarray(count, dtype=float), np.asarray(scale, dtype=float)
    tail = (1 - level) / 2
    low = np.where(count > 0, special.gammaincinv(np.maximum(count, 1), tail), 0.0)
    return low * scale, special.gammaincinv(count + 1, 1 - tail) * scale


def replicate_weights(ids: Sequence[str], *, replicates: int = REPLICATES, seed: int = SEED) -> npt.NDArray[np.uint8]:
    """How often each document stands in each replicate: documents × replicates, Poisson(1).

    The weight follows from the seed, the sha256 of the document's id and the number of the replicate alone (a
    counter-based generator, Philox 4x64: Salmon et al. 2011), so that neither order nor partitions can change it.

    >>> both, alone = replicate_weights(["a", "b"]), replicate_weights(["b"], replicates=10)
    >>> bool((both[1, :10] == alone[0]).all())
    True
    """
    generator = np.random.Philox(key=np.zeros(2, np.uint64))
    state = generator.state
    draws = np.empty((len(ids), (replicates + 1) // 2), "<u8")
    for row, document in enumerate(ids):
        state["state"]["key"] = document_key(document, seed)
        generator.state = state
        draws[row] = generator.random_raw(draws.shape[1])
    return _poisson(draws.view("<u4")[:, :replicates])


def document_key(document: str, seed: int) -> npt.NDArray[np.uint64]:
    """The 128 bits that key a counter-based generator for one document: they follow from its id and the seed."""
    digest = hashlib.sha256(document.encode("utf-8", "surrogatepass")).digest()
    return np.frombuffer(hashlib.sha256(f"{seed} ".encode() + digest).digest()[:16], "<u8").astype(np.uint64)


def _poisson(draws: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    """Poisson(1) from 32 random bits each, by inversion; a weight above 12 has probability below 2**-32."""
    below = np.cumsum([math.exp(-1) / math.factorial(k) for k in range(12)])
    weights = np.zeros(draws.shape, np.uint8)
    for threshold in np.floor(below * 2.0**32).astype(np.uint32):
        weights += draws >= threshold
    return weights


def bootstrap_totals(
    values: npt.ArrayLike, ids: Sequence[str], *, replicates: int = REPLICATES, seed: int = SEED
) -> Floats:
    """Weighted sums over documents: (replicates × columns) from `values` (documents × columns).

    Totals of integers are exact and add up, so a corpus may be split anywhere and the totals of its parts summed.

    >>> whole = bootstrap_totals([[3], [4]], ["a", "b"])
    >>> bool((whole == bootstrap_totals([[3]], ["a"]) + bootstrap_totals([[4]], ["b"])).all())
    True
    """
    values = _columns(values)
    totals = np.zeros((replicates, values.shape[1]))
    for block in _blocks(len(ids)):
        weights = replicate_weights(ids[block], replicates=replicates, seed=seed)
        totals += weights.T.astype(float) @ values[block]
    return totals


def _columns(values: npt.ArrayLike) -> Floats:
    table = np.asarray(values, dtype=float)
    return table[:, None] if table.ndim == 1 else table


def _blocks(n: int) -> Iterator[slice]:
    return (slice(start, start + _BLOCK) for start in range(0, n, _BLOCK))


def percentiles(replicates: npt.ArrayLike, documents: int, *, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Ends of the expanded percentile interval of `replicates` (replicates × columns; Hesterberg 2015, section 5.3).

    Plain percentiles are too narrow for few documents; these widen the tails as Student's t and n/(n−1) do.

    >>> low, high = percentiles(np.arange(1001.0), 10**6)
    >>> low.round().tolist(), high.round().tolist()
    ([25.0], [975.0])
    """
    table = _columns(replicates)
    t = special.stdtrit(documents - 1, 0.5 - level / 2)
    tail = special.ndtr(t * math.sqrt(documents / (documents - 1)))
    low, high = np.quantile(table, [tail, 1 - tail], axis=0)
    return low, high


def bootstrap(
    values: npt.ArrayLike,
    sizes: npt.ArrayLike,
    ids: Sequence[str],
    *,
    scale: float = 1000.0,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> tuple[Floats, Floats]:
    """Ends of the Poisson bootstrap interval over documents of scale × Σ values / Σ sizes, one per column.

    `values` is documents × columns, `sizes` holds the words (or sentences) of each document. ValueError below 8
    documents: use `rate_interval`, which then says so instead.

    >>> low, high = bootstrap(np.full((20, 1), 3), np.full(20, 1000), [f"d{i}" for i in range(20)])
    >>> low.tolist(), high.tolist()
    ([3.0], [3.0])
    """
    sizes = np.asarray(sizes, dtype=float)
    documents = int((sizes > 0).sum())
    if documents < FEWEST_DOCUMENTS:
        raise ValueError(f"a bootstrap needs at least {FEWEST_DOCUMENTS} documents with words, here are {documents}")
    columns = _columns(values)
    totals = bootstrap_totals(np.column_stack([columns, sizes]), ids, replicates=replicates, seed=seed)
    drawn = totals[totals[:, -1] > 0]
    return percentiles(scale * drawn[:, :-1] / drawn[:, -1:], documents)


def rate_interval(
    values: npt.ArrayLike,
    sizes: npt.ArrayLike,
    ids: Sequence[str],
    *,
    mentions: npt.ArrayLike | None = None,
    unit: npt.ArrayLike = 1.0,
    scale: float = 1000.0,
    seed: int = SEED,
) -> Interval:
    """The interval of scale × Σ values / Σ sizes over one group of documents, and the name of its kind.

    At least 8 documents: the Poisson bootstrap. Fewer: the exact Poisson interval, which speaks for these documents
    only. `values` (documents × columns) may weigh its `mentions`; `unit` is the weight of a mention of a column that
    has none. A column without any mention gets the exact Poisson interval too, because a bootstrap of zeros is zero.

    >>> rate_interval([[0]], [2000], ["a"]).high.round(4).tolist()
    [1.8444]
    """
    values = _columns(values)
    counts = values if mentions is None else _columns(mentions)
    sizes = np.asarray(sizes, dtype=float)
    value, count, size = values.sum(axis=0), counts.sum(axis=0), sizes.sum()
    if size == 0:
        missing = np.full(value.shape, np.nan)
        return Interval(missing, missing.copy(), "")
    worth = np.where(count > 0, value / np.maximum(count, 1), unit) * scale / size
    low, high = garwood(count, worth)
    documents = int((sizes > 0).sum())
    if documents < FEWEST_DOCUMENTS:
        return Interval(
            low,
            high,
            f"exact Poisson of these documents; {group_size(documents)}" if documents > 1 else "exact Poisson",
        )
    drawn = bootstrap(values, sizes, ids, scale=scale, seed=seed)
    rate = scale * value / size
    low = np.where(count > 0, np.minimum(drawn[0], rate), low)
    high = np.where(count > 0, np.maximum(drawn[1], rate), high)
    return Interval(low, high, f"Poisson bootstrap over documents, {REPLICATES} replicates")


def leave_one_out(values: npt.ArrayLike, sizes: npt.ArrayLike, *, scale: float = 1000.0) -> tuple[Floats, Floats]:
    """Smallest and largest scale × Σ values / Σ sizes when any one document is dropped, one pair per column.

    Without its only document nothing is left to count: the smallest is then 0.

    >>> low, high = leave_one_out([[0], [4], [2]], [1000, 1000, 1000])
    >>> low.tolist(), high.tolist()
    ([1.0], [3.0])
    """
    sizes = np.asarray(sizes, dtype=float)
    values = _columns(values)
    if not len(sizes):
        return np.zeros(values.shape[1]), np.zeros(values.shape[1])
    rest, words = values.sum(axis=0) - values, (sizes.sum() - sizes)[:, None]
    rates = scale * np.divide(rest, words, out=np.zeros_like(rest), where=words > 0)
    highest = rates.max(axis=0)
    if len(sizes) == 1:
        highest = scale * values[0] / max(sizes[0], 1)
    return rates.min(axis=0), highest


def flag(count: npt.ArrayLike, documents: npt.ArrayLike) -> npt.NDArray[np.object_]:
    """What a reader must know before trusting a number, in words; empty where nothing is to be said.

    >>> flag([12, 12, 3, 0], [4, 1, 2, 0]).tolist()
    ['', 'rests on one document', 'fewer than 5 mentions', 'fewer than 5 mentions']
    """
    count, documents = np.broadcast_arrays(np.asarray(count), np.asarray(documents))
    words = np.where(documents == 1, ONE_DOCUMENT, np.where(count < FEWEST_MENTIONS, FEW_MENTIONS, ""))
    return words.astype(object)


def group_size(documents: int) -> str:
    """What the number of documents of a group means for its interval, in words; empty from 8 documents on.

    >>> group_size(3)
    '3 documents: no interval for the group'
    """
    if documents >= FEWEST_DOCUMENTS:
        return ""
    if documents == 1:
        return ONE_DOCUMENT
    return f"{documents or 'no'} documents: no interval for the group"
