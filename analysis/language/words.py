"""Words of texts: terms as they are counted, each with its place in its own document."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from analysis.language.word_pool import Pool

BATCH = 4_000_000
"""Characters that the kernel gets at a time: enough to forget the cost of a call, few enough to keep copies small."""
WORTH_A_THREAD = 1_000_000
"""Characters, or words, below which a second thread costs more than it gives."""


@dataclass(frozen=True)
class Words:
    """All words of a sequence of documents, column by column.

    `terms`: the vocabulary, sorted by code point, each term once (numpy array of str objects).
    `ids`: int32, for every word its index into `terms`, in the order of the text, document after document.
    `starts`, `ends`: int32, the word's span in code points of its own document, end exclusive.
    `pointers`: int64, documents + 1 numbers; the words of document d are `pointers[d]:pointers[d + 1]`.

    >>> found = index_words(["One two, one.", "", "Two's company"])
    >>> found.terms.tolist(), found.ids.tolist(), found.pointers.tolist()
    (['company', 'one', 'two'], [1, 2, 1, 2, 0], [0, 3, 3, 5])
    """

    terms: NDArray[np.object_]
    ids: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    pointers: NDArray[np.int64]

    def counts(self) -> Any:
        """How often each term stands in each document: scipy CSR array, documents × terms, int64, indices sorted.

        >>> index_words(["One two, one.", "", "Two's company"]).counts().toarray().tolist()
        [[0, 2, 1], [0, 0, 0], [1, 0, 1]]
        """
        from scipy.sparse import csr_array

        from analysis.language import word_kernel as kernel

        size = np.int32 if len(self.ids) <= np.iinfo(np.int32).max else np.int64
        rows = np.zeros(len(self.pointers), dtype=size)
        columns, data = np.empty(len(self.ids), dtype=size), np.empty(len(self.ids), dtype=np.int64)
        bits = np.zeros(len(self.terms) // 64 + 1, dtype=np.uint64)
        marks, tally = np.zeros(len(bits) // 64 + 1, dtype=np.uint64), np.zeros(len(self.terms), dtype=np.int64)
        filled = kernel.count_terms(self.ids, self.pointers, bits, marks, tally, rows, columns, data)
        counted = csr_array((data[:filled], columns[:filled], rows), shape=(len(rows) - 1, len(self.terms)))
        counted.has_sorted_indices = counted.has_canonical_format = True
        return counted


def words(text: str) -> list[tuple[int, int, str]]:
    """The words of one text: (start, end, term), offsets in code points, end exclusive.

    A word is a segment of UAX #29 (default rules) that holds a letter or a digit; see `term_of` for its term.

    >>> words("China’s low-carbon GOALS, 32.3 %")
    [(0, 7, 'china'), (8, 11, 'low'), (12, 18, 'carbon'), (19, 24, 'goals'), (26, 30, '32.3')]
    """
    found = index_words([text])
    return list(zip(found.starts.tolist(), found.ends.tolist(), found.terms[found.ids].tolist(), strict=True))


def term_of(word: str) -> str:
    """A word as it is counted: casefold of NFC, then NFC, format characters dropped, ’ as ', a final 's dropped.

    >>> term_of("Straße"), term_of("cafe\\u0301s"), term_of("T\\u2060esla’s"), term_of("James'")
    ('strasse', 'cafés', 'tesla', "james'")
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold())
    visible = "".join(character for character in folded if unicodedata.category(character) != "Cf")
    return visible.replace("’", "'").removesuffix("'s")


def index_words(texts: Sequence[str], *, threads: int | None = None) -> Words:
    """The words of many documents, with their vocabulary. The result does not depend on the number of threads.

    `threads`: at most so many at once; by default two where there are two cores and enough text.

    >>> index_words(["Zürich, zürich", "Genf"]).terms.tolist()
    ['genf', 'zürich']
    """
    from analysis.language.word_pool import Pool

    parts = _parts(np.cumsum([0, *map(len, texts)]), threads)
    pools = [Pool() for _ in parts]
    with ThreadPoolExecutor(len(parts)) as executor:
        batches = list(executor.map(lambda part, pool: _find(texts, part, pool), parts, pools))
        terms, dictionaries = _vocabulary(pools)
        return _columns(terms, batches, dictionaries, executor)


def warm() -> None:
    """Compile the kernels and keep them for later processes, so that no first call waits: a few seconds, once.

    >>> warm()
    """
    from analysis.language.phrases import match_phrases

    found = index_words(["Warm words", "wärme"])
    found.counts()
    match_phrases(found.ids, np.ones(len(found.ids), dtype=np.bool_), [[[0], [1]]], pointers=found.pointers)


class _Batch(NamedTuple):
    """What the kernel found in some documents; `numbers` are those of its part's pool."""

    numbers: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    pointers: NDArray[np.int64]


def _parts(sizes: NDArray[np.int64], threads: int | None) -> list[list[tuple[int, int]]]:
    """The documents in as many parts as threads, each a list of batches (first document, last + 1)."""
    wanted = min(2, os.cpu_count() or 1) if threads is None else threads
    count = max(1, min(wanted, int(sizes[-1]) // WORTH_A_THREAD))
    edges = np.searchsorted(sizes, np.linspace(0, sizes[-1], count + 1)[1:-1]).tolist()
    parts = []
    for first, beyond in zip([0, *edges], [*edges, len(sizes) - 1], strict=True):
        cuts = np.searchsorted(sizes, np.arange(sizes[first] + BATCH, sizes[beyond], BATCH)).tolist()
        marks = sorted({first, beyond, *cuts})
        parts.append(list(pairwise(marks)))
    return parts


def _find(texts: Sequence[str], part: list[tuple[int, int]], pool: Pool) -> list[_Batch]:
    """All batches of one part, spellings into the part's pool."""
    return [_find_batch(texts[first:beyond], pool) for first, beyond in part]


def _find_batch(texts: Sequence[str], pool: Pool) -> _Batch:
    from analysis.language import word_kernel as kernel
    from analysis.language.word_rules import word_tables

    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    bounds = np.zeros(len(encoded) + 1, dtype=np.int64)
    np.cumsum([len(document) + 1 for document in encoded], out=bounds[1:])
    padding = b"\n" * (17 + -(int(bounds[-1]) + 16) % 8)
    text = bytearray(b"\n".join(encoded) + padding)
    del encoded
    data, chunks = np.frombuffer(text, dtype=np.uint8), np.frombuffer(text, dtype="<u8").astype(np.uint64, copy=False)
    room = len(data)  # a word has at least one byte; the pages that stay unused cost nothing
    numbers, starts, ends = (np.empty(room, dtype=np.int32) for _ in range(3))
    pointers = np.zeros(len(bounds), dtype=np.int64)
    found = pool.fill(kernel.find_words, (data, chunks, bounds, *word_tables()), (numbers, starts, ends, pointers))
    return _Batch(numbers[:found], starts[:found], ends[:found], pointers)


def _vocabulary(pools: Sequence[Pool]) -> tuple[NDArray[np.object_], list[NDArray[np.int32]]]:
    """The sorted terms, and for each pool the index of the term of each of its numbers."""
    pool, *others = pools
    numbers = [np.arange(pool.count, dtype=np.int32), *(pool.adopt(other) for other in others)]
    _, foreign = pool.describe()
    spelled = np.flatnonzero(foreign)
    term_numbers = np.arange(pool.count, dtype=np.int32)
    term_numbers[spelled] = pool.number([term_of(text) for text in pool.texts(spelled)])
    firsts, _ = pool.describe()
    live = np.zeros(pool.count, dtype=np.bool_)
    live[term_numbers] = True
    order = np.flatnonzero(live)
    order = order[np.argsort(pool.spellings[firsts[order] + 1].byteswap())]  # nearly sorted: by the first eight bytes
    terms = pool.texts_at(firsts[order])
    exact = sorted(range(len(terms)), key=terms.__getitem__)
    vocabulary = np.array(terms, dtype=object)[exact]
    ranks = np.zeros(pool.count, dtype=np.int32)
    ranks[order[exact]] = np.arange(len(order), dtype=np.int32)
    return vocabulary, [ranks[term_numbers[own]] for own in numbers]


def _columns(
    terms: NDArray[np.object_],
    parts: list[list[_Batch]],
    dictionaries: Sequence[NDArray[np.int32]],
    executor: ThreadPoolExecutor,
) -> Words:
    """The batches of all parts, one behind the other."""
    from analysis.language import word_kernel as kernel

    batches = [batch for part in parts for batch in part]
    dictionaries = [ids for part, ids in zip(parts, dictionaries, strict=True) for _ in part]
    offsets = np.cumsum([0, *(len(batch.numbers) for batch in batches)])
    ids, starts, ends = (np.empty(int(offsets[-1]), dtype=np.int32) for _ in range(3))

    def place(batch: _Batch, dictionary: NDArray[np.int32], offset: int) -> None:
        span = slice(offset, offset + len(batch.numbers))
        kernel.translate(batch.numbers, dictionary, ids[span])
        starts[span], ends[span] = batch.starts, batch.ends

    list(executor.map(place, batches, dictionaries, offsets[:-1].tolist()))
    pointers = [batch.pointers[1:] + offset for batch, offset in zip(batches, offsets[:-1], strict=True)]
    return Words(terms, ids, starts, ends, np.concatenate([np.zeros(1, dtype=np.int64), *pointers]))
