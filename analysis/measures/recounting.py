"""One claim counted in one way: the number behind it, and the same number with each document dropped in turn."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from analysis.errors import AnalysisError
from analysis.language.dates import bounds
from analysis.measures.checks import several
from analysis.measures.claims import Claim
from analysis.measures.phrases import parse_phrase
from analysis.measures.positions import occurrences, sentence_keys
from analysis.measures.terms import ngram_occurrences, term_of
from analysis.measures.theme_file import Theme, Themes
from analysis.measures.themes import find_mentions
from analysis.measures.uncertainty import flag
from analysis.measures.weights import SCHEMES, smooth_idf

if TYPE_CHECKING:
    from analysis.corpus import Corpus

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
DIGITS = 10  # as many as tables are exported with: numbers equal to these are the same number

OTHER_WAY = "the other way"


def idf(scheme: str, documents: npt.ArrayLike, total: npt.ArrayLike) -> Floats:
    """The inverse document frequency of a TF-IDF scheme. A term of no document is taken to be in one: it weighs 0."""
    if scheme == "sklearn":
        return smooth_idf(documents, total)  # type: ignore[arg-type]
    ratio = np.maximum(np.asarray(total, dtype=float), 1) / np.maximum(np.asarray(documents, dtype=float), 1)
    return np.log(ratio) if scheme == "tidytext" else np.log10(ratio)


def document_number(corpus: Corpus, named: str) -> int:
    """The place of a document that is named by its id, or by the beginning of one id alone."""
    if named in corpus.numbers:
        return corpus.numbers[named]
    fitting = [document for document in corpus.ids if document.startswith(named)]
    if len(fitting) == 1:
        return corpus.numbers[fitting[0]]
    shown = ", ".join((fitting or list(corpus.ids))[:5])
    what = f"{len(fitting)} documents begin with {named!r}" if fitting else f"there is no document {named!r}"
    raise AnalysisError(what, where="claim", do=f"name one of {shown}")


def operand(written: str, themes: Themes | None) -> Theme:
    """What one side of a claim speaks of: a theme by its name, or a word or phrase in quotes."""
    if len(written) > 2 and written[0] == written[-1] == '"':
        return Theme(written.strip('"'), written.strip('"'), (parse_phrase(written.strip('"')),))
    if themes is None:
        return Theme(written, written, (parse_phrase(written),))
    if written in themes.names:
        return themes[written]
    raise AnalysisError(
        f"there is no theme {written!r}",
        where="claim",
        do=f"choose from {', '.join(themes.names)}, or put a phrase in quotes",
    )


def published_in(corpus: Corpus, edtf: str) -> Mask:
    """Which documents were published within a date: those whose whole publication interval lies in it."""
    first, last = bounds(edtf)
    documents = corpus.documents
    earliest, latest = (documents[column].to_numpy("datetime64[s]") for column in ("earliest", "latest"))
    within = ~(np.isnat(earliest) | np.isnat(latest))
    within &= np.isnat(first) | (earliest >= first)
    within &= np.isnat(last) | (latest <= last)
    if not within.any():
        raise AnalysisError(
            f"no document is known to be published in {edtf}",
            where="claim",
            do="compare dates that have documents; corpus.documents shows them",
        )
    return within


@dataclass(frozen=True, eq=False)
class Sides:
    """A comparison: per document the mentions of every pattern, and which patterns and documents are on which side."""

    counts: Ints  # documents × patterns
    sizes: Ints
    patterns: tuple[Mask, Mask]
    documents: tuple[Mask, Mask]

    def values(self, scheme: str, *, dropping: bool = False) -> Floats:
        """left / (left + right), 0.5 where both are nothing; if `dropping`, then also without each document."""
        left, right = (self._weight(scheme, side, dropping) for side in (0, 1))
        total = left + right
        return np.divide(left, total, out=np.full(len(total), 0.5), where=total > 0)

    def _weight(self, scheme: str, side: int, dropping: bool) -> Floats:
        """Σ over patterns of count × idf, per word or sentence: of all documents, then without each in turn."""
        counts, members = self.counts[:, self.patterns[side]], self.documents[side]
        rows = slice(0, len(counts) + 1) if dropping else slice(0, 1)
        nothing = np.zeros((1, counts.shape[1]), np.int64)
        dropped = np.vstack([nothing, counts])[rows]
        inside = np.concatenate([[False], members])[rows]
        mentions = counts[members].sum(axis=0) - dropped * inside[:, None]
        size = self.sizes[members].sum() - np.concatenate([[0], self.sizes])[rows] * inside
        total = np.where(np.arange(len(dropped)) > 0, len(counts) - 1, len(counts))
        weighed = (mentions * idf(scheme, (counts > 0).sum(axis=0) - (dropped > 0), total[:, None])).sum(axis=1)
        return np.divide(weighed, size, out=np.zeros(len(weighed)), where=size > 0)


def sides(
    corpus: Corpus, said: Claim, themes: Themes | None, documents: tuple[Mask, Mask], unit: str, stops: set[str]
) -> Sides:
    """What a comparison or a change counts in a corpus: mentions per word, or sentences with a mention per sentence."""
    pair = (operand(said.left, themes), operand(said.right or said.left, themes))
    found, store = find_mentions(corpus, Themes(pair)), corpus.words
    theme_of = np.array([theme for theme, _ in found.patterns])
    owners, patterns = store.owners[found.first].astype(np.int64), found.pattern
    sizes = store.sizes.astype(np.int64)
    if unit == "sentence":
        pairs = sentence_keys(corpus)[found.first] * len(theme_of) + patterns
        kept = np.unique(pairs, return_index=True)[1]
        owners, patterns, sizes = owners[kept], patterns[kept], np.diff(corpus.spans.pointers)
    elif stops:
        sizes = sizes - np.bincount(store.owners[pd.Index(store.terms).isin(stops)[store.ids]], minlength=len(sizes))
    cells = np.bincount(owners * len(theme_of) + patterns, minlength=len(sizes) * len(theme_of))
    counts = cells.reshape(len(sizes), len(theme_of)).astype(np.int64)
    return Sides(counts, sizes, (theme_of == 0, theme_of == 1), documents)


@dataclass(frozen=True, eq=False)
class Ranking:
    """A ranking: the terms of one document with their counts, and which documents hold each of them."""

    terms: npt.NDArray[np.object_]
    counts: Ints
    held: sparse.csr_array  # documents × these terms
    document: int

    def values(self, scheme: str, term: str, *, dropping: bool = False) -> Floats:
        """1 + the terms that weigh more, 0 where the term weighs nothing; then also without each document in turn."""
        everywhere = np.bincount(self.held.indices, minlength=len(self.terms))
        ranks = [self._rank(scheme, term, everywhere, self.held.shape[0])]
        for row in range(self.held.shape[0]) if dropping else ():
            without = everywhere.copy()
            without[self.held.indices[self.held.indptr[row] : self.held.indptr[row + 1]]] -= row != self.document
            ranks.append(self._rank(scheme, term, without, self.held.shape[0] - (row != self.document)))
        return np.array(ranks, dtype=float)

    def _rank(self, scheme: str, term: str, documents: Ints, total: int) -> int:
        weights = (self.counts * idf(scheme, documents, total)).round(12)
        own = weights[self.terms == term]
        if not len(own) or own[0] <= 0:
            return 0
        return 1 + int((weights > own[0]).sum())


def ranking(
    corpus: Corpus, document: int, length: int, unit: str, stops: set[str], *, over: Collection[str] | None = None
) -> Ranking:
    """The sequences of `length` words that a document holds, or those of `over`, counted by word or by sentence."""
    store = corpus.words
    starts, codes, terms = np.arange(store.total), store.ids.astype(np.int64), store.terms
    if length > 1:
        starts, codes, terms = ngram_occurrences(corpus, length)
    owners = store.owners[starts]
    if unit == "sentence":
        told = occurrences(sentence_keys(corpus)[starts], codes, (len(corpus.spans.starts), len(terms)))
        owners, codes = np.repeat(corpus.spans.owners, np.diff(told.indptr)), told.indices
    counts = occurrences(owners, codes, (len(corpus.ids), len(terms)))
    own = counts.indices[counts.indptr[document] : counts.indptr[document + 1]]
    own = np.sort(own[[not ({*terms[i].split(" ")[:1], *terms[i].split(" ")[-1:]} & stops) for i in own]])
    if over is not None:
        place = pd.Index(terms).get_indexer(pd.Index(list(over), dtype=object))
        # A term that stands nowhere is a last column of zeros.
        counts, own = (
            sparse.csr_array(sparse.hstack([counts, sparse.csr_array((len(corpus.ids), 1), dtype=np.int64)])),
            place,
        )
        own = np.where(place < 0, counts.shape[1] - 1, place)
        terms = np.append(terms, "")
    held = sparse.csr_array(counts[:, own])
    held.sort_indices()
    return Ranking(terms[own], held[[document]].toarray()[0], held, document)


def ranked_term(written: str) -> str:
    """The word or phrase of a ranking, as it is counted."""
    term = term_of(written.strip('"'))
    if not term or "*" in written:
        raise AnalysisError(
            f"{written!r} is no word that can rank", where="claim", do="give a word or phrase without *"
        )
    return term


def stop_terms(stopwords: Collection[str] | None, themes: Themes | None) -> set[str]:
    """Stop words as terms: those given, else those of the theme file."""
    given = stopwords if stopwords is not None else themes.stopwords if themes is not None else ()
    return {term_of(word) for word in several(given)}


def holds_at(said: Claim, values: npt.ArrayLike) -> Mask:
    """Does a claim hold at these values?"""
    rounded = np.asarray(values, dtype=float).round(DIGITS)
    return (rounded >= 1) & (rounded <= said.top) if said.kind == "rank" else rounded > 0.5


class Counter:
    """What a claim counts, settled once for all settings: its documents, and its words or themes."""

    def __init__(self, corpus: Corpus, said: Claim, themes: Themes | None) -> None:
        self.said, self.themes = said, themes
        self.document = document_number(corpus, said.document) if said.document else -1
        everything = np.ones(len(corpus.ids), dtype=bool)
        if said.kind == "rank":
            self.term = ranked_term(said.left)
            self.documents = (np.arange(len(corpus.ids)) == self.document,) * 2
        elif said.kind == "comparison":
            inside = np.arange(len(corpus.ids)) == self.document if said.document else everything
            self.documents = (inside, inside)
        else:
            earlier, later = (published_in(corpus, date) for date in said.dates)
            self.documents = (later, earlier) if said.kind == "rise" else (earlier, later)

    def members(self) -> Mask:
        """The documents that the claim speaks of."""
        return self.documents[0] | self.documents[1]

    def count(self, corpus: Corpus, unit: str, stops: set[str], *, dropping: bool) -> dict[str, Floats]:
        """For each scheme the value, and if `dropping` the value without each document in turn."""
        said = self.said
        if said.kind == "rank":
            ranks = ranking(corpus, self.document, len(self.term.split(" ")), unit, stops)
            return {scheme: ranks.values(scheme, self.term, dropping=dropping) for scheme in SCHEMES}
        counted = sides(corpus, said, self.themes, self.documents, unit, stops)
        values = {scheme: counted.values(scheme, dropping=dropping) for scheme in SCHEMES}
        if said.document and dropping:
            for column in values.values():
                # Without its own document the claim is not wrong: it speaks of nothing.
                column[1 + self.document] = column[0]
        return values

    def holds(self, values: npt.ArrayLike) -> Mask:
        """Does the claim hold at these values?"""
        return holds_at(self.said, values)

    def notes(self, corpus: Corpus) -> list[str]:
        """On how little a side rests, in words."""
        if self.said.kind == "rank":
            return []
        notes = []
        for mentions, side in zip(self._mentions(corpus), ("left", "right"), strict=True):
            if (few := flag(mentions.sum(), (mentions > 0).sum()).item()) and not (self.said.document and "one" in few):
                notes.append(f"the {side} side of the claim: {few}")
        return [*notes, *self._by_document(corpus)]

    def _by_document(self, corpus: Corpus) -> list[str]:
        """Where a change of the whole periods is none of the documents in their middle: a few long ones made it."""
        if self.said.kind not in ("rise", "fall"):
            return []
        counted = sides(corpus, self.said, self.themes, self.documents, "word", set())
        pooled, median = [], []
        for mentions, members in zip(self._mentions(corpus), counted.documents, strict=True):
            sizes = counted.sizes[members]
            pooled.append(mentions.sum() / max(sizes.sum(), 1))
            median.append(float(np.median(1000 * mentions[sizes > 0] / sizes[sizes > 0])) if sizes.any() else 0.0)
        if (pooled[0] - pooled[1]) * (median[0] - median[1]) >= 0:
            return []
        if self.said.kind == "rise":
            median = median[::-1]
        earlier, later = self.said.dates
        return [
            f"{OTHER_WAY} for the document in the middle: {median[0]:.2f} per 1,000 words in {earlier}, "
            f"{median[1]:.2f} in {later}"
        ]

    def mentions(self, corpus: Corpus) -> list[int]:
        """How often the left and the right side are mentioned; nothing for a ranking."""
        return [] if self.said.kind == "rank" else [int(side.sum()) for side in self._mentions(corpus)]

    def nothing(self, corpora: Iterable[Corpus]) -> str:
        """What to say of a comparison whose two sides stand nowhere; empty where there is something to compare."""
        said = self.said
        if said.kind == "rank" or any(side.any() for corpus in corpora for side in self._mentions(corpus)):
            return ""
        when = f" in what was published in {' or in '.join(said.dates)}" if said.dates else ""
        neither = f"neither {said.left} nor {said.right} is mentioned"
        spoken = neither if said.right else f"no mention of {said.left}{when}"
        is_name = self.themes is None and '"' not in said.left + said.right
        do = "; to speak of themes, give themes=read_themes(…)" if is_name else ""
        return f"nothing to compare: {spoken}{do}"

    def _mentions(self, corpus: Corpus) -> list[Ints]:
        """The mentions of either side in each of its documents."""
        counted = sides(corpus, self.said, self.themes, self.documents, "word", set())
        both = zip(counted.documents, counted.patterns, strict=True)
        return [counted.counts[members][:, patterns].sum(axis=1) for members, patterns in both]
