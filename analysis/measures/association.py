"""How strongly two counts belong together: four cells in, one score out, each named by its variant."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]


def g2(a: npt.ArrayLike, b: npt.ArrayLike, c: npt.ArrayLike, d: npt.ArrayLike) -> Floats:
    """Four-cell G², 2 Σ O ln(O/E) over [[a, b], [c−a, d−b]], negative where a/c < b/d (Dunning 1993, CL 19).

    `a`, `b` count a term on two sides, `c`, `d` are the sizes of the sides. (The two-cell form of Rayson & Garside
    leaves the second row out and gives other numbers.)

    >>> g2(7, 2, 10, 9).round(7).tolist()
    4.5349393
    """
    a, b, c, d = (np.asarray(x, dtype=float) for x in (a, b, c, d))
    total = np.maximum(c + d, 1)
    score = np.zeros(np.broadcast_shapes(a.shape, b.shape, c.shape, d.shape))
    for observed, row, column in ((a, a + b, c), (b, a + b, d), (c - a, c + d - a - b, c), (d - b, c + d - a - b, d)):
        # O ln(O/E) − O + E is never negative, and the −O + E of the four cells sum to 0: no digits cancel.
        score += 2 * special.kl_div(observed, row * column / total)
    return np.where(a * d < b * c, -score, score)


def p_value(score: npt.ArrayLike) -> Floats:
    """Probability of a G² at least as far from 0 under independence, from χ² with one degree of freedom.

    >>> p_value([3.841459, -3.841459]).round(6).tolist()
    [0.05, 0.05]
    """
    return special.chdtrc(1, np.abs(np.asarray(score, dtype=float)))


def benjamini_hochberg(p: npt.ArrayLike) -> Floats:
    """`p` adjusted so that a cut at q keeps the expected share of false finds below q (Benjamini & Hochberg 1995).

    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    p = np.asarray(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    ranks = np.arange(len(p), 0, -1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.minimum.accumulate(p[order] * len(p) / ranks), 1)
    return adjusted


def log_ratio(a: npt.ArrayLike, b: npt.ArrayLike, c: npt.ArrayLike, d: npt.ArrayLike) -> tuple[Floats, Floats, Floats]:
    """log2((a/c) / (b/d)) and the ends of its log-normal 95 % interval; a count of 0 as 0.5 (Hardie 2014).

    The variance of ln((a/c)/(b/d)) is 1/a − 1/c + 1/b − 1/d (Katz et al. 1978, Biometrics 34).
    A log ratio of 1 is twice the rate, of −1 half.

    >>> [float(x.round(3)) for x in log_ratio(40, 20, 1000, 1000)]
    [1.0, 0.236, 1.764]
    """
    a, b, c, d = (np.asarray(x, dtype=float) for x in (a, b, c, d))
    a, b = np.where(a == 0, 0.5, a), np.where(b == 0, 0.5, b)
    ratio = np.log2((a / c) / (b / d))
    variance = np.maximum(1 / a - 1 / c, 0) + np.maximum(1 / b - 1 / d, 0)
    reach = special.ndtri(0.975) * np.sqrt(variance) / math.log(2)
    return ratio, ratio - reach, ratio + reach


def within_documents(
    a: npt.ArrayLike, b: npt.ArrayLike, c: npt.ArrayLike, d: npt.ArrayLike, *variances: npt.ArrayLike
) -> npt.NDArray[np.bool_]:
    """Whether the interval of `log_ratio` leaves out 0 only because it takes each word as drawn by itself.

    `variances` are those of the logarithms of the two rates between documents (`Spread.variance`), 0 for unknown; the
    larger of that and the words' own counts. Words come in documents: tests that draw words find too many differences
    (Lijffijt et al. 2016, Digital Scholarship in the Humanities 31).

    >>> within_documents([40, 40], [20, 20], 1000, 1000, [0.0, 0.2], 0.0).tolist()
    [False, True]
    """
    ratio, low, high = log_ratio(a, b, c, d)
    own = [np.maximum(1 / np.maximum(x, 0.5) - 1 / np.asarray(n, dtype=float), 0) for x, n in ((a, c), (b, d))]
    wide = sum(np.maximum(words, np.asarray(between)) for words, between in zip(own, variances, strict=True))
    reach = special.ndtri(0.975) * np.sqrt(wide) / math.log(2)
    return np.asarray((np.sign(low) == np.sign(high)) & (np.abs(ratio) <= reach))


def weighted_log_odds(a: npt.ArrayLike, b: npt.ArrayLike, c: npt.ArrayLike, d: npt.ArrayLike) -> Floats:
    """z of the log odds ratio with an informative Dirichlet prior: the counts of both sides together.

    With α = a + b and α₀ = c + d, the difference of ln((a+α)/(c+α₀−a−α)) and the same of b and d, divided by
    √(1/(a+α) + 1/(b+α)), the two-term variance (Monroe, Colaresi & Quinn 2008, Political Analysis 16).

    >>> weighted_log_odds(7, 2, 10, 9).round(4).tolist()
    1.6416
    """
    a, b, c, d = (np.asarray(x, dtype=float) for x in (a, b, c, d))
    prior = a + b
    others = c + d - prior
    # Where every word is this word there are no others to have odds against: nothing sets the sides apart.
    alone = others == 0
    x, y = a + prior, b + prior
    with np.errstate(divide="ignore", invalid="ignore"):
        difference = np.log(x / (c - a + others)) - np.log(y / (d - b + others))
        z = difference / np.sqrt(1 / x + 1 / y)
    return np.where(alone | (prior == 0), 0.0, z)


def log_dice(both: npt.ArrayLike, one: npt.ArrayLike, other: npt.ArrayLike) -> Floats:
    """14 + log2(2 f₁₂ / (f₁ + f₂)): 14 where two words only ever meet, one less for half as often (Rychlý 2008).

    >>> log_dice([10, 1], [10, 1000], [10, 1048]).tolist()
    [14.0, 4.0]
    """
    both, one, other = (np.asarray(x, dtype=float) for x in (both, one, other))
    return 14 + np.log2(2 * both / (one + other))


def pmi(both: npt.ArrayLike, one: npt.ArrayLike, other: npt.ArrayLike, total: npt.ArrayLike) -> Floats:
    """log2(f₁₂ N / (f₁ f₂)): pointwise mutual information, high for rare pairs (Church & Hanks 1990, CL 16).

    >>> pmi(8, 16, 32, 256).tolist()
    2.0
    """
    both, one, other = (np.asarray(x, dtype=float) for x in (both, one, other))
    return np.log2(both * np.asarray(total, dtype=float) / (one * other))
