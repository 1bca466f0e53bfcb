"""How long many phrases, and one word, take to find among all words of a corpus: medians, as JSON."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
import pyarrow.parquet as pq

from analysis.language.phrases import match_phrases
from analysis.language.words import index_words, warm


def main(path: str, rounds: str) -> None:
    warm()
    found = index_words(pq.read_table(path, columns=["text"])["text"].to_pylist())
    draw = np.random.default_rng(11)
    links = draw.random(len(found.ids)) < 0.85  # about as often as no stop or comma follows a word
    common = np.argsort(-np.bincount(found.ids), kind="stable")

    def phrases(count: int, ranks: tuple[int, int]) -> list[list[list[int]]]:
        sizes = draw.integers(1, 4, size=count)
        return [[[int(common[rank])] for rank in draw.integers(*ranks, size=size)] for size in sizes]

    few, many = phrases(200, (100, 5_000)), phrases(10_000, (100, 15_000))
    word = int(common[200])

    def match(wanted: list[list[list[int]]]) -> int:
        return len(match_phrases(found.ids, links, wanted, pointers=found.pointers).phrase)

    def places() -> int:
        return len(np.flatnonzero(found.ids == word))

    times = {name: timed(step, int(rounds)) for name, step in (
        ("", lambda: match(few)), ("_many", lambda: match(many)), ("_word", places),
    )}  # fmt: skip
    result = {f"seconds{name}": seconds for name, (seconds, _) in times.items()}
    counts = {"matches": times[""][1], "matches_many": times["_many"][1], "places": times["_word"][1]}
    print(json.dumps({"words": len(found.ids), **result, **counts}))


def timed(step: Callable[[], int], rounds: int) -> tuple[float, int]:
    """The median time of a step, and what it returned."""
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        result = step()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), result


if __name__ == "__main__":
    main(*sys.argv[1:])
