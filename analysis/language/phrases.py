"""Phrases among words: every place where any of many phrases stands, found in one walk over the term ids."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Position = ArrayLike
"""The term ids that may stand at one place of a phrase: one for a plain word, many for a pattern with `*`."""
WORTH_A_THREAD = 1_000_000
"""Words below which a second thread costs more than it gives."""


class Matches(NamedTuple):
    """One row per match: its first and last word (indices into `ids`, both inclusive), and the phrase's number."""

    first_word: NDArray[np.int64]
    last_word: NDArray[np.int64]
    phrase: NDArray[np.int32]


class Trie(NamedTuple):
    """All phrases as one tree of int32 arrays. Equal positions are one class, so a `*` costs its terms once.

    The classes of term t are `classes[class_pointers[t]:class_pointers[t + 1]]`; a term beyond the table has none.
    `roots[c]` is the node behind class c at the start of a phrase, or -1. The edges of node n stand at
    `edge_pointers[n]:edge_pointers[n + 1]`: `edges` the class, ascending, `children` the node behind it.
    The phrases that end at node n stand, ascending, at `phrase_pointers[n]:phrase_pointers[n + 1]` in `phrases`.
    """

    class_pointers: NDArray[np.int32]
    classes: NDArray[np.int32]
    roots: NDArray[np.int32]
    edge_pointers: NDArray[np.int32]
    edges: NDArray[np.int32]
    children: NDArray[np.int32]
    phrase_pointers: NDArray[np.int32]
    phrases: NDArray[np.int32]


def match_phrases(
    ids: NDArray[np.int32],
    links: NDArray[np.bool_],
    phrases: Sequence[Sequence[Position]],
    *,
    pointers: NDArray[np.int64],
) -> Matches:
    """All matches of all phrases, overlapping ones too, ordered by first word, longest first, then phrase.

    `ids`: the words of all documents in order, as indices into a vocabulary. `links`: for each word, whether the next
    one may continue a phrase. `phrases`: each a sequence of positions, each the term ids that may stand there.
    `pointers`: the words of document d are `pointers[d]:pointers[d + 1]`; no match crosses into the next document.
    The walk is linear in the words; it looks further only where a phrase can begin.

    Raises ValueError for a phrase without positions, and where `links` has another length than `ids`.

    >>> ids = np.array([0, 1, 2, 0, 1], dtype=np.int32)     # clean energy now; clean energy
    >>> links = np.array([True, True, False, True, False])
    >>> found = match_phrases(ids, links, [[[0], [1]], [[1, 2]]], pointers=np.array([0, 5]))
    >>> list(zip(found.first_word.tolist(), found.last_word.tolist(), found.phrase.tolist()))
    [(0, 1, 0), (1, 1, 1), (2, 2, 1), (3, 4, 0), (4, 4, 1)]
    """
    if len(links) != len(ids):
        raise ValueError(f"links has {len(links)} values for {len(ids)} words")
    trie = build_trie(phrases)
    columns = (
        np.ascontiguousarray(ids, dtype=np.int32),
        np.ascontiguousarray(links, dtype=np.bool_),
        np.ascontiguousarray(pointers, dtype=np.int64),
    )
    middle = int(np.searchsorted(columns[2], len(ids) // 2))
    if len(ids) < WORTH_A_THREAD or not 0 < middle < len(columns[2]) - 1 or (os.cpu_count() or 1) < 2:
        return _walk(*columns, trie)
    halves = (columns[2][: middle + 1], columns[2][middle:])
    with ThreadPoolExecutor(2) as executor:
        parts = list(executor.map(lambda half: _walk(*columns[:2], half, trie), halves))
    return _joined(parts)


def _walk(ids: NDArray[np.int32], links: NDArray[np.bool_], pointers: NDArray[np.int64], trie: Trie) -> Matches:
    """The matches in some documents; their columns grow as the kernel asks."""
    from analysis.language import phrase_kernel as kernel  # numba loads on first use

    found = _room(1 << 12)
    progress = np.zeros(2, dtype=np.int64)
    while not kernel.walk(ids, links, pointers, *trie, *found, progress):
        found = _joined([found, _room(len(found.phrase))])
    count = progress[kernel.FOUND]
    return Matches(found.first_word[:count], found.last_word[:count], found.phrase[:count])


def _room(size: int) -> Matches:
    return Matches(np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int32))


def _joined(parts: Sequence[Matches]) -> Matches:
    return Matches(
        np.concatenate([part.first_word for part in parts]),
        np.concatenate([part.last_word for part in parts]),
        np.concatenate([part.phrase for part in parts]),
    )


def build_trie(phrases: Sequence[Sequence[Position]]) -> Trie:
    """The phrases as a tree: phrases that begin alike share their nodes. Node 0 is the root.

    >>> trie = build_trie([[[7], [3]], [[7], [4, 5]], [[7]]])
    >>> trie.roots.tolist(), trie.edges.tolist(), trie.children.tolist(), trie.phrases.tolist()
    ([1, -1, -1], [0, 1, 2], [1, 2, 3], [2, 0, 1])
    """
    members: list[NDArray[np.int32]] = []
    class_numbers: dict[bytes, int] = {}
    children: list[dict[int, int]] = [{}]
    ends: list[list[int]] = [[]]
    for number, phrase in enumerate(phrases):
        if not len(phrase):
            raise ValueError(f"phrase {number} has no positions")
        node = 0
        for position in phrase:
            terms = np.asarray(position, dtype=np.int32)
            if len(terms) != 1:
                terms = np.unique(terms)
            kind = class_numbers.setdefault(terms.tobytes(), len(members))
            if kind == len(members):
                members.append(terms)
            child = children[node].setdefault(kind, len(children))
            if child == len(children):
                children.append({})
                ends.append([])
            node = child
        ends[node].append(number)
    edges = [sorted(below.items()) for below in children]
    roots = np.full(len(members), -1, dtype=np.int32)
    for kind, child in edges[0]:
        roots[kind] = child
    return Trie(
        *_classes_of_terms(members),
        roots,
        _pointers([len(below) for below in edges]),
        np.array([kind for below in edges for kind, _ in below], dtype=np.int32),
        np.array([child for below in edges for _, child in below], dtype=np.int32),
        _pointers([len(numbers) for numbers in ends]),
        np.array([number for numbers in ends for number in numbers], dtype=np.int32),
    )


def _classes_of_terms(members: Sequence[NDArray[np.int32]]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The terms of each class, turned around: for each term the classes that hold it, ascending."""
    terms = np.concatenate([np.empty(0, dtype=np.int32), *members])
    kinds = np.repeat(np.arange(len(members), dtype=np.int32), [len(held) for held in members])
    return _pointers(np.bincount(terms)), kinds[np.argsort(terms, kind="stable")]


def _pointers(sizes: ArrayLike) -> NDArray[np.int32]:
    """Where each of a row of parts begins, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
