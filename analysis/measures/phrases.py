"""Phrases: what users write in themes and queries, and where a corpus holds them. Never regular expressions."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.columnar import JOINERS
from analysis.errors import AnalysisError
from analysis.language.phrases import match_phrases
from analysis.language.words import index_words

if TYPE_CHECKING:
    from analysis.corpus import Corpus

# A letter that stands for `*` while a phrase is cut into words, so that the rules for words see one word around it.
_STAR = "ꙮ"
_LAST = chr(0x10FFFF)


@dataclass(frozen=True)
class Phrase:
    """One phrase as written, its words as counted (`*` kept), its words as spelled, and what must stand around them.

    `gaps` has one text before each word and one behind the last: the characters, other than space and hyphen, that must
    stand in the document at that place.
    """

    written: str
    words: tuple[str, ...]
    spelled: tuple[str, ...]
    gaps: tuple[str, ...]

    @property
    def has_star(self) -> bool:
        """Does any word hold a `*`?"""
        return any("*" in word for word in self.words)

    @property
    def is_plain(self) -> bool:
        """Do only words count, with nothing but space or hyphen between them?"""
        return not any(self.gaps)

    def covers(self, other: Phrase) -> bool:
        """Does every text that `other` matches match this phrase too?"""
        return self.gaps == other.gaps and all(
            mine == theirs or ("*" in mine and matches(mine, theirs.replace("*", "a")))
            for mine, theirs in zip(self.words, other.words, strict=True)
        )


def parse_phrase(written: str) -> Phrase:
    """Cut a phrase into its words as they are counted. Raises AnalysisError if it holds no word, or a lone `*`.

    >>> parse_phrase("Low-carbon econom*").words
    ('low', 'carbon', 'econom*')
    >>> parse_phrase("C++").gaps
    ('', '++')
    """
    return next(parse_phrases([written]))


def parse_phrases(phrases: Sequence[str]) -> Iterator[Phrase]:
    """Cut many phrases, in order; their words are found in one pass. Raises as `parse_phrase`, at the phrase's turn."""
    store = index_words([written.replace("*", _STAR) for written in phrases])
    found = list(zip(store.starts.tolist(), store.ends.tolist(), store.terms[store.ids].tolist(), strict=True))
    for number, written in enumerate(phrases):
        yield _phrase(written, found[store.pointers[number] : store.pointers[number + 1]])


def _phrase(written: str, found: list[tuple[int, int, str]]) -> Phrase:
    if not found:
        raise AnalysisError(f"the phrase {written!r} holds no word", where="phrase", do="write at least one word")
    if any(set(term) == {_STAR} for _, _, term in found):
        raise AnalysisError(
            f"the phrase {written!r} holds a lone *, which would match every word",
            where="phrase",
            do="put letters beside the *, as in vehicle*",
        )
    text = written.replace("*", _STAR)
    edges = [0, *(edge for start, end, _ in found for edge in (start, end)), len(text)]
    gaps = [text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]
    return Phrase(
        written,
        tuple(term.replace(_STAR, "*") for _, _, term in found),
        tuple(_spelled(text[start:end]).replace(_STAR, "*") for start, end, _ in found),
        tuple("".join(char for char in gap if char not in JOINERS and not char.isspace()) for gap in gaps),
    )


def _spelled(text: str) -> str:
    """A word as written, but for format characters and a final 's: what `case` compares."""
    kept = "".join(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char) != "Cf")
    return kept.replace("’", "'").removesuffix("'s").removesuffix("'S")


def matches(glob: str, term: str) -> bool:
    """Does a term match a word with `*`, which stands for any letters and digits? Linear in the term.

    >>> matches("electri*", "electricity"), matches("*e*e*", "green"), matches("electri*", "electri-fied")
    (True, True, False)
    """
    states = _through_stars({0}, glob)
    for char in term:
        is_letter = char.isalnum() or unicodedata.category(char).startswith("M")
        step = {state + 1 for state in states if state < len(glob) and glob[state] == char != "*"}
        step |= {state for state in states if is_letter and state < len(glob) and glob[state] == "*"}
        states = _through_stars(step, glob)
        if not states:
            return False
    return len(glob) in states


def _through_stars(states: set[int], glob: str) -> set[int]:
    closed = set(states)
    for state in states:
        while state < len(glob) and glob[state] == "*":
            state += 1
            closed.add(state)
    return closed


def matching_terms(word: str, terms: npt.NDArray[np.object_]) -> npt.NDArray[np.int32]:
    """The numbers of all terms of a sorted vocabulary that a word of a phrase admits."""
    head, star, _ = word.partition("*")
    first = int(np.searchsorted(terms, head))
    if not star:
        return np.array([first] if first < len(terms) and terms[first] == word else [], dtype=np.int32)
    last = int(np.searchsorted(terms, head + _LAST)) if head else len(terms)
    tail = word[word.rindex("*") + 1 :]
    found = [i for i in range(first, last) if terms[i].endswith(tail) and matches(word, terms[i])]
    return np.array(found, dtype=np.int32)


class Matches(NamedTuple):
    """Every place where a phrase stands: numbers of its first and last word in the corpus, of the phrase, and
    offsets."""

    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    phrase: npt.NDArray[np.int64]
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]

    def where(self, keep: npt.NDArray[np.bool_]) -> Matches:
        """The places for which `keep` is true."""
        return Matches(*(column[keep] for column in self))


def find_phrases(corpus: Corpus, phrases: Sequence[Phrase], *, case: bool = False) -> Matches:
    """All places of all phrases in the bodies of a corpus, overlapping ones included, in text order, longest first."""
    return _Finder(corpus, tuple(phrases), case).matches


@dataclass(frozen=True)
class _Finder:
    corpus: Corpus
    phrases: tuple[Phrase, ...]
    case: bool

    @cached_property
    def matches(self) -> Matches:
        plain = self.search([i for i, phrase in enumerate(self.phrases) if phrase.is_plain], self.corpus.words.links)
        exact = [i for i, phrase in enumerate(self.phrases) if not phrase.is_plain]
        if exact:
            plain = Matches(*(np.concatenate(pair) for pair in zip(plain, self.exactly(exact), strict=True)))
        order = np.lexsort((plain.phrase, -plain.last, plain.first))
        found = Matches(*(column[order] for column in plain))
        return found.where(self.same_letters(found)) if self.case else found

    def search(self, numbers: list[int], links: npt.NDArray[np.bool_]) -> Matches:
        store = self.corpus.words
        known: dict[str, npt.NDArray[np.int32]] = {}
        for word in {word for number in numbers for word in self.phrases[number].words}:
            known[word] = matching_terms(word, store.terms)
        if len(numbers) == 1 and len(self.phrases[numbers[0]].words) == 1:
            return self.word(numbers[0], known[self.phrases[numbers[0]].words[0]])
        sought = [tuple(known[word] for word in self.phrases[number].words) for number in numbers]
        first, last, which = match_phrases(store.ids, links, sought, pointers=store.pointers)
        number = np.array(numbers, dtype=np.int64)[which]
        return Matches(
            first.astype(np.int64),
            last.astype(np.int64),
            number,
            store.starts[first].astype(np.int64),
            store.ends[last].astype(np.int64),
        )

    def word(self, number: int, terms: npt.NDArray[np.int32]) -> Matches:
        """The places of one phrase of one word: no walk is needed."""
        store = self.corpus.words
        wanted = np.zeros(len(store.terms), dtype=bool)
        wanted[terms] = True
        place = np.flatnonzero(store.ids == terms[0] if len(terms) == 1 else wanted[store.ids])
        starts, ends = store.starts[place].astype(np.int64), store.ends[place].astype(np.int64)
        return Matches(place, place, np.full(len(place), number), starts, ends)

    def exactly(self, numbers: list[int]) -> Matches:
        """Phrases with characters that must stand there: found by their words, then compared with the text around
        them."""
        found = self.search(numbers, self.corpus.words.same_sentence)
        kept, starts, ends = [], [], []
        for place in range(len(found.first)):
            if span := self.exact_span(found, place):
                kept.append(place)
                starts.append(span[0])
                ends.append(span[1])
        chosen = np.array(kept, dtype=np.int64)
        return Matches(
            found.first[chosen],
            found.last[chosen],
            found.phrase[chosen],
            np.array(starts, dtype=np.int64),
            np.array(ends, dtype=np.int64),
        )

    def exact_span(self, found: Matches, place: int) -> tuple[int, int] | None:
        store = self.corpus.words
        first, last = int(found.first[place]), int(found.last[place])
        body = self.corpus.body(self.corpus.ids[store.owners[first]])
        before, *between, behind = self.phrases[int(found.phrase[place])].gaps
        for word, gap in zip(range(first, last), between, strict=True):
            written = body[store.ends[word] : store.starts[word + 1]]
            if "".join(c for c in written if c not in JOINERS and not c.isspace()) != gap:
                return None
        start, end = int(store.starts[first]), int(store.ends[last])
        if body[max(start - len(before), 0) : start] != before or body[end : end + len(behind)] != behind:
            return None
        return start - len(before), end + len(behind)

    def same_letters(self, found: Matches) -> npt.NDArray[np.bool_]:
        store = self.corpus.words
        keep = np.ones(len(found.first), dtype=bool)
        for place, (first, last, phrase) in enumerate(zip(found.first, found.last, found.phrase, strict=True)):
            body = self.corpus.body(self.corpus.ids[store.owners[first]])
            written = [_spelled(body[store.starts[word] : store.ends[word]]) for word in range(first, last + 1)]
            spelled = self.phrases[phrase].spelled
            keep[place] = all(matches(mine, theirs) for mine, theirs in zip(spelled, written, strict=True))
        return keep
