"""Words of texts: terms as they are counted, each with its place in its own document."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


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

    def counts(self, *, threads: int | None = None) -> Any:
        """How often each term stands in each document: scipy CSR array, documents × terms, int64, indices sorted.

        `threads`: as in `index_words`; the result does not depend on it.

        >>> index_words(["One two, one.", "", "Two's company"]).counts().toarray().tolist()
        [[0, 2, 1], [0, 0, 0], [1, 0, 1]]
        """
        from analysis.language.term_counts import count_columns  # numba loads on first use

        return count_columns(self.ids, self.pointers, len(self.terms), threads=threads)


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
    if not folded.isprintable():  # no format character is
        folded = "".join(character for character in folded if unicodedata.category(character) != "Cf")
    return folded.replace("’", "'").removesuffix("'s")


def index_words(texts: Sequence[str], *, threads: int | None = None) -> Words:
    """The words of many documents, with their vocabulary. The result does not depend on the number of threads.

    `threads`: at most so many at once; by default two where there are two cores and enough text.

    >>> index_words(["Zürich, zürich", "Genf"]).terms.tolist()
    ['genf', 'zürich']
    """
    from analysis.language.word_columns import word_columns  # numba loads on first use

    return Words(*word_columns(texts, term_of, threads=threads))


def warm() -> None:
    """Compile the kernels and keep them for later processes, so that no first call waits: half a minute, once.

    >>> warm()
    """
    from analysis.language.phrases import match_phrases

    found = index_words(["Warm words", "wärme", " ".join(map(str, range(2_000)))])  # enough for the pool to grow
    found.counts()
    match_phrases(found.ids, np.ones(len(found.ids), dtype=np.bool_), [[[0], [1]]], pointers=found.pointers)
