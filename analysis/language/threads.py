"""How work over documents is shared out among threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

WORTH_A_THREAD = 500_000
"""Characters, or words, below which another thread costs more than it gives."""


def shares(sizes: NDArray[np.int64], threads: int | None) -> list[tuple[int, int]]:
    """The documents shared out evenly: (first document, last + 1) for each thread, at least one.

    `sizes`: what stands before each document, and in all; `threads`: at most so many, by default two where there are
    two cores.

    >>> shares(np.array([0, 600_000, 1_000_000, 1_200_000]), 2)
    [(0, 1), (1, 3)]
    """
    wanted = min(2, os.cpu_count() or 1) if threads is None else threads
    count = max(1, min(wanted, int(sizes[-1]) // WORTH_A_THREAD))
    edges = np.searchsorted(sizes, np.linspace(0, sizes[-1], count + 1)[1:-1]).tolist()
    return list(zip([0, *edges], [*edges, len(sizes) - 1], strict=True))


def each(function: Callable[..., Any], *columns: Sequence[Any]) -> list[Any]:
    """`map` as a list, with a thread for each call where there is more than one.

    >>> each(lambda number, word: number * word, [1, 2], ["a", "b"])
    ['a', 'bb']
    """
    if len(columns[0]) == 1:
        return list(map(function, *columns))
    with ThreadPoolExecutor(max(1, len(columns[0]))) as executor:
        return list(executor.map(function, *columns))
