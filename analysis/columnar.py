"""The words and sentences of a corpus as arrays: one row per word, no table until one is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from analysis.language.sentences import sentences

if TYPE_CHECKING:
    import numpy.typing as npt

    from analysis.language.words import Words


# What may stand between two words of one phrase, beside white space: hyphens, and the U+2060 that blanking writes.
JOINERS = "-\u2010\u2011\u2013\u2060"
# For each code point: does it part two words? All beyond U+3000, the last white space, do, as the last entry says.
_PARTS = np.array([not (chr(point).isspace() or chr(point) in JOINERS) for point in range(0x3002)])


@dataclass(frozen=True, eq=False)
class Spans:
    """Sentence spans of many texts: those of text i are `starts[pointers[i]:pointers[i + 1]]`, and so for `ends`."""

    starts: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]
    pointers: npt.NDArray[np.int64]

    @cached_property
    def owners(self) -> npt.NDArray[np.int64]:
        """The number of the text that each span belongs to."""
        return np.repeat(np.arange(len(self.pointers) - 1), np.diff(self.pointers))


def sentence_spans(bodies: Sequence[str]) -> Spans:
    """The sentences of many texts."""
    found = [sentences(body) for body in bodies]
    flat = np.array([span for spans in found for span in spans], dtype=np.int32).reshape(-1, 2)
    pointers = np.concatenate([[0], np.cumsum([len(spans) for spans in found], dtype=np.int64)]).astype(np.int64)
    return Spans(flat[:, 0].copy(), flat[:, 1].copy(), pointers)


class HasSpans(Protocol):
    """What the words ask of their corpus, and only when somebody asks them for sentences."""

    @property
    def spans(self) -> Spans: ...

    @property
    def fingerprint(self) -> str: ...

    def body(self, document: str) -> str: ...


@dataclass(frozen=True, eq=False)
class CorpusWords:
    """All words of a corpus in text order: `ids` into the sorted `terms`, `starts` and `ends` into the original
    document.

    The words of the document numbered i are `ids[pointers[i]:pointers[i + 1]]`.
    """

    documents: tuple[str, ...]
    index: Words
    corpus: HasSpans

    @property
    def terms(self) -> npt.NDArray[np.object_]:
        """The vocabulary, sorted by code point."""
        return self.index.terms

    @property
    def ids(self) -> npt.NDArray[np.int32]:
        """For each word the number of its term."""
        return self.index.ids

    @property
    def starts(self) -> npt.NDArray[np.int32]:
        """For each word its first offset in the original document, in code points."""
        return self.index.starts

    @property
    def ends(self) -> npt.NDArray[np.int32]:
        """For each word the offset behind its last character."""
        return self.index.ends

    @property
    def pointers(self) -> npt.NDArray[np.int64]:
        """Where each document's words begin; one longer than the documents."""
        return self.index.pointers

    @property
    def total(self) -> int:
        """The number of words of all bodies."""
        return len(self.index.ids)

    @cached_property
    def sizes(self) -> npt.NDArray[np.int64]:
        """Words per document."""
        return np.diff(self.pointers)

    @cached_property
    def owners(self) -> npt.NDArray[np.int32]:
        """For each word the number of its document."""
        return np.repeat(np.arange(len(self.documents), dtype=np.int32), self.sizes)

    @cached_property
    def sentences(self) -> npt.NDArray[np.int32]:
        """For each word the running number of its sentence within its document."""
        numbers = np.empty(self.total, dtype=np.int32)
        for document in range(len(self.documents)):
            words = slice(self.pointers[document], self.pointers[document + 1])
            spans = slice(self.corpus.spans.pointers[document], self.corpus.spans.pointers[document + 1])
            numbers[words] = np.searchsorted(self.corpus.spans.starts[spans], self.starts[words], side="right") - 1
        return numbers

    @cached_property
    def same_sentence(self) -> npt.NDArray[np.bool_]:
        """For each word: does the next one stand in the same sentence?"""
        same = np.zeros(self.total, dtype=bool)
        same[:-1] = (self.sentences[:-1] == self.sentences[1:]) & (self.owners[:-1] == self.owners[1:])
        return same

    @cached_property
    def links(self) -> npt.NDArray[np.bool_]:
        """For each word: may the next one continue a phrase? Same sentence, only white space and hyphens between."""
        links = self.same_sentence.copy()
        for number, document in enumerate(self.documents):
            first, last = self.pointers[number], self.pointers[number + 1] - 1
            if first < last:
                parting = _parting_before(self.corpus.body(document))
                links[first:last] &= parting[self.ends[first:last]] == parting[self.starts[first + 1 : last + 1]]
        return links

    def table(self) -> pd.DataFrame:
        """One row per word: document, sentence, term, start, end (offsets in code points)."""
        table = pd.DataFrame(
            {
                "document": pd.Series(np.array(self.documents, dtype=object)[self.owners], dtype="str"),
                "sentence": self.sentences.astype(np.int64),
                "term": pd.Series(self.terms[self.ids], dtype="str"),
                "start": self.starts.astype(np.int64),
                "end": self.ends.astype(np.int64),
            }
        )
        table.attrs = {"measure": "words", "settings": {}, "corpus": self.corpus.fingerprint}
        return table


def _parting_before(body: str) -> npt.NDArray[np.int32]:
    """For each offset how many characters before it may not stand inside a phrase; one longer than the body."""
    points = np.frombuffer(body.encode("utf-32-le"), dtype=np.uint32)
    parting = _PARTS[np.minimum(points, len(_PARTS) - 1)]
    return np.concatenate([[0], np.cumsum(parting, dtype=np.int32)])
