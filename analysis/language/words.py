"""Words of texts: terms as they are counted, each with its place in its own document."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

JOINER = "\u2060"
"""WORD JOINER, which cleaning writes inside a word; it never opens or closes the span of a word."""


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

        documents = np.repeat(np.arange(len(self.pointers) - 1), np.diff(self.pointers))
        shape = (len(self.pointers) - 1, len(self.terms))
        counted = csr_array((np.ones(len(self.ids), dtype=np.int64), (documents, self.ids)), shape=shape)
        counted.sort_indices()
        return counted


def words(text: str) -> list[tuple[int, int, str]]:
    """The words of one text: (start, end, term), offsets in code points, end exclusive.

    A word is a segment of UAX #29 (default rules) that holds a letter or a digit; see `term_of` for its term.

    >>> words("China’s low-carbon GOALS, 32.3 %")
    [(0, 7, 'china'), (8, 11, 'low'), (12, 18, 'carbon'), (19, 24, 'goals'), (26, 30, '32.3')]
    """
    from uniseg.wordbreak import word_boundaries

    found = []
    for start, end in pairwise([0, *word_boundaries(text)]):
        if any(character.isalnum() for character in text[start:end]):
            while text[start] == JOINER:
                start += 1
            while text[end - 1] == JOINER:
                end -= 1
            found.append((start, end, term_of(text[start:end])))
    return found


def term_of(word: str) -> str:
    """A word as it is counted: casefold of NFC, then NFC, format characters dropped, ’ as ', a final 's dropped.

    >>> term_of("Straße"), term_of("cafe\\u0301s"), term_of("T\\u2060esla’s"), term_of("James'")
    ('strasse', 'cafés', 'tesla', "james'")
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold())
    visible = "".join(character for character in folded if unicodedata.category(character) != "Cf")
    return visible.replace("’", "'").removesuffix("'s")


def index_words(texts: Sequence[str]) -> Words:
    """The words of many documents, with their vocabulary.

    >>> index_words(["Zürich, zürich", "Genf"]).terms.tolist()
    ['genf', 'zürich']
    """
    found = [words(text) for text in texts]
    terms = sorted({term for document in found for _, _, term in document})
    numbers = {term: number for number, term in enumerate(terms)}
    rows = [row for document in found for row in document]
    vocabulary = np.empty(len(terms), dtype=object)
    vocabulary[:] = terms
    return Words(
        terms=vocabulary,
        ids=np.array([numbers[term] for _, _, term in rows], dtype=np.int32),
        starts=np.array([start for start, _, _ in rows], dtype=np.int32),
        ends=np.array([end for _, end, _ in rows], dtype=np.int32),
        pointers=np.cumsum([0, *map(len, found)], dtype=np.int64),
    )
