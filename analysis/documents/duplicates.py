"""Near-duplicates: documents that tell the same in the same words, such as the copies of one wire story.

Two documents are near-duplicates if at least 70 % of the distinct four-word runs of the shorter one stand in the other,
and it is at least a third as long: a copy with a new headline, a few words edited, or its last paragraphs cut. Runs are
compared exactly; a sample of one run in eight (by its hash, so that both copies are sampled alike) only chooses which
pairs are worth comparing. Documents shorter than a run are duplicates only of their equals.
"""

import hashlib
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from analysis.language.words import Words

RUN = 4  # words
SHARED = 0.7  # of the distinct runs of the shorter document
LENGTH = 1 / 3  # of the longer document, at least
WHOLE = 256  # runs: shorter documents are not sampled
SAMPLED = 8  # one run in so many
# documents with the same run that are compared, the next in order: a phrase that all share costs no more
NEIGHBOURS = 8

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


def near_duplicates(words: "Words") -> list[int]:
    """For each document the number of the first document of its group, -1 where it is alone or the first itself.

    >>> from analysis.language.words import index_words
    >>> story = "The plant in Shanghai delivered more cars than ever before in its history"
    >>> near_duplicates(index_words([story, "Coal is dead.", story + ", it said.", "Coal is dead."]))
    [-1, -1, 0, 1]
    """
    terms = np.fromiter((_hash(term) for term in words.terms), dtype=np.uint64, count=len(words.terms))
    count = len(words.pointers) - 1
    groups = _Groups(count)
    for left, right in _candidates(*_sample(words, terms, _different(words, groups)), count):
        if groups.first(left) != groups.first(right) and _alike(words, terms, left, right):
            groups.join(left, right)
    firsts = [groups.first(number) for number in range(count)]
    return [first if first != number else -1 for number, first in enumerate(firsts)]


class _Groups:
    """Which documents belong together; the first of a group stands for it."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def first(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        one, other = self.first(one), self.first(other)
        self._parent[max(one, other)] = min(one, other)


def _hash(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _different(words: "Words", groups: _Groups) -> list[int]:
    """Join the documents with the very same words; of each such group the first, if it is as long as a run."""
    seen: dict[bytes, int] = {}
    kept = []
    for number, (start, end) in enumerate(pairwise(words.pointers.tolist())):
        if end > start:
            key = hashlib.blake2b(words.ids[start:end].tobytes(), digest_size=16).digest()
            first = seen.setdefault(key, number)
            if first != number:
                groups.join(first, number)
            elif end - start >= RUN:
                kept.append(number)
    return kept


def _runs(words: "Words", terms: Hashes, number: int) -> Hashes:
    """A hash for every run of four words of a document, in order."""
    hashes = terms[words.ids[words.pointers[number] : words.pointers[number + 1]]]
    count = len(hashes) - RUN + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(RUN):
        mixed = (mixed ^ hashes[place : place + count]) * _FACTOR
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _sample(words: "Words", terms: Hashes, kept: list[int]) -> tuple[Numbers, Hashes]:
    """The sampled runs of the documents, as columns document and hash, without repetition."""
    numbers, hashes = [np.empty(0, np.int64)], [np.empty(0, np.uint64)]
    for number in kept:
        runs = _runs(words, terms, number)
        if len(runs) > WHOLE:
            runs = runs[_in_sample(runs)]
        found = np.unique(runs)
        numbers.append(np.full(len(found), number))
        hashes.append(found)
    return np.concatenate(numbers), np.concatenate(hashes)


def _in_sample(hashes: Hashes) -> NDArray[np.bool_]:
    return hashes % np.uint64(SAMPLED) == 0


def _candidates(numbers: Numbers, hashes: Hashes, count: int) -> list[tuple[int, int]]:
    """The pairs that share half as many of their sampled runs as they must; those that share most first."""
    inside = _in_sample(hashes)
    sizes = np.bincount(numbers, minlength=count)
    sampled = np.bincount(numbers[inside], minlength=count)
    whole = sizes > sampled
    order = np.lexsort((numbers, hashes))
    numbers, hashes = numbers[order], hashes[order]
    shared = [np.empty(0, np.int64)]
    for distance in range(1, NEIGHBOURS + 1):
        same = hashes[:-distance] == hashes[distance:]
        shared.append(numbers[:-distance][same] * count + numbers[distance:][same])
    pairs, votes = np.unique(np.concatenate(shared), return_counts=True)
    left, right = pairs // count, pairs % count
    possible = np.where(
        whole[left] & whole[right], np.minimum(sizes[left], sizes[right]), np.minimum(sampled[left], sampled[right])
    )
    enough = votes >= possible * (SHARED / 2)
    left, right, votes = left[enough], right[enough], votes[enough]
    order = np.lexsort((right, left, -votes))
    return list(zip(left[order].tolist(), right[order].tolist(), strict=True))


def _alike(words: "Words", terms: Hashes, left: int, right: int) -> bool:
    """The definition above, on the runs themselves."""
    one, other = np.unique(_runs(words, terms, left)), np.unique(_runs(words, terms, right))
    shorter, longer = sorted((len(one), len(other)))
    if shorter < longer * LENGTH:
        return False
    return len(np.intersect1d(one, other, assume_unique=True)) >= SHARED * shorter
