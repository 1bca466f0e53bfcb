"""Corpus: the one object that passes between the wings. Read once, never changed, the rest computed on first use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

import numpy as np
import pandas as pd

from analysis.columnar import CorpusWords, Spans, sentence_spans
from analysis.corpus_tables import collapsed, documents_table, removed_table, sentences_table
from analysis.documents.cleaning import DEFAULT_RULES, RULES, Cleaned, clean_documents
from analysis.documents.files import Reading, Source, make_sources, read_sources
from analysis.documents.fingerprint import fingerprint_of
from analysis.documents.publication import Publication, find_publication
from analysis.errors import AnalysisError
from analysis.language.dates.edtf import overlap
from analysis.language.dates.events import NO_EVENTS, Events, packaged_events
from analysis.language.words import index_words

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# Facts of metadata.csv that have a column of their own in `documents` (or, for the encoding, have done their work).
NAMED_FACTS = ("title", "published", "source", "encoding")

# Lets a table find the corpus it was counted from, by the fingerprint in its `attrs`, without keeping it in memory.
# One folder may be read twice: when one of two equals goes, the other still answers.
_OPEN: dict[str, WeakSet[Corpus]] = {}


@dataclass(frozen=True, eq=False, repr=False)
class Corpus:
    """Documents with their originals, their cleaned bodies and what is known about them.

    Made by `read_corpus` and `make_corpus`.

    >>> corpus = make_corpus({"a": "Green cars. Green jobs.", "b": "Coal."})
    >>> corpus
    Corpus(2 documents, 5 words)
    >>> corpus.documents.words.to_dict()
    {'a': 4, 'b': 1}
    >>> corpus.sentences[["document", "sentence", "text"]].values.tolist()
    [['a', 0, 'Green cars.'], ['a', 1, 'Green jobs.'], ['b', 0, 'Coal.']]
    """

    sources: Mapping[str, Source]
    cleaned: Mapping[str, Cleaned]
    facts: pd.DataFrame
    skipped: pd.DataFrame
    rules: tuple[str, ...]
    own_events: Events = NO_EVENTS

    def __repr__(self) -> str:
        return f"Corpus({len(self.ids):,} documents, {self.words.total:,} words)"

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Document ids, in natural order (doc2 before doc10)."""
        return tuple(self.sources)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The place of each document id in `ids`."""
        return {document: number for number, document in enumerate(self.ids)}

    @cached_property
    def metadata_columns(self) -> tuple[str, ...]:
        """The further columns of metadata.csv, by which documents can be grouped."""
        return tuple(column for column in self.facts.columns if column not in NAMED_FACTS)

    def text(self, document: str) -> str:
        """The original characters of a document: what every `start` and `end` counts."""
        self._known(document)
        return self.sources[document].text

    def body(self, document: str) -> str:
        """The cleaned body: as long as the original, with what is not body blanked."""
        self._known(document)
        return self.cleaned[document].body

    def reading(self, document: str, start: int, end: int) -> str:
        """A span as people read it: cleaned, white space collapsed; where all of it was blanked, as in the original."""
        return collapsed(self.body(document)[start:end]) or collapsed(self.text(document)[start:end])

    def _known(self, document: str) -> None:
        if document not in self.sources:
            raise AnalysisError(
                f"there is no document {document!r}", where="corpus", do="choose from corpus.documents.index"
            )

    @property
    def documents(self) -> pd.DataFrame:
        """One row per document, index `document`.

        title, published (EDTF, "" where unknown), basis (metadata, stated, inferred, unknown), evidence (the texts that
        say so), earliest and latest (datetime64[s], NaT where unknown), source, words (of the body), path, duplicate_of
        (the first id of its group of near-duplicates, else ""), then the further columns of metadata.csv.
        """
        return self._documents.copy(deep=False)

    @cached_property
    def _documents(self) -> pd.DataFrame:
        return documents_table(self)

    @cached_property
    def events(self) -> Events:
        """The named events whose days are known: those of the package, and of the folder's events.csv."""
        return packaged_events().with_those_of(self.own_events)

    def publication(self, document: str) -> Publication:
        """When a document was written, and how that is known: from metadata.csv, else from its text."""
        self._known(document)
        stated = str(self.facts.at[document, "published"]) if "published" in self.facts.columns else ""
        return Publication(stated, "metadata", ()) if stated else self._told_publication(document)

    @cached_property
    def publications(self) -> dict[str, Publication]:
        """What each text says of its own date of publication, whatever metadata.csv states."""
        return {document: self._told_publication(document) for document in self.ids}

    def _told_publication(self, document: str) -> Publication:
        if document not in self._publications_told:
            self._publications_told[document] = self._read_publication(document)
        return self._publications_told[document]

    @cached_property
    def _publications_told(self) -> dict[str, Publication]:
        return {}

    def _read_publication(self, document: str) -> Publication:
        found = find_publication(
            self.text(document),
            self.body(document),
            headers=self.outside(document, "header"),
            captions=self.outside(document, "caption"),
            document=document,
            events=self.events,
        )
        own = self.sources[document].found.get("published", "")
        # What the file says of itself is finer than what its text lets one infer, unless the two exclude each other:
        # then it is the date of the file, not of the text.
        told = found.published and (found.basis != "inferred" or not overlap(own, found.published))
        return Publication(own, "metadata", ()) if own and not told else found

    def outside(self, document: str, rule: str) -> list[tuple[int, int]]:
        """The spans (start, end) of a document that a cleaning rule took out of the body."""
        self._known(document)
        return [(cut.start, cut.end) for cut in self.cleaned[document].removals if cut.rule == rule]

    @cached_property
    def words(self) -> CorpusWords:
        """The words of all bodies as arrays; `words.table()` has document, sentence, term, start, end."""
        return CorpusWords(self.ids, index_words([self.cleaned[i].body for i in self.ids]), self)

    @cached_property
    def spans(self) -> Spans:
        """The sentences of all bodies as arrays."""
        return sentence_spans([self.cleaned[document].body for document in self.ids])

    @property
    def sentences(self) -> pd.DataFrame:
        """One row per sentence: document, sentence, start, end (code points), text (as printed), reading (cleaned)."""
        return self._sentences.copy(deep=False)

    @cached_property
    def _sentences(self) -> pd.DataFrame:
        return sentences_table(self)

    @property
    def hashes(self) -> dict[str, str]:
        """For each document the sha256 of the bytes that were read."""
        return {document: source.sha256 for document, source in self.sources.items()}

    @property
    def removed(self) -> pd.DataFrame:
        """The cleaning ledger, one row per blanked stretch: document, start, end, rule, text (as in the original)."""
        return self._removed.copy(deep=False)

    @cached_property
    def _removed(self) -> pd.DataFrame:
        return removed_table(self)

    def counts(self) -> tuple[csr_array, np.ndarray]:
        """The document-term matrix (documents × terms, integer counts) and its sorted terms, as scikit-learn takes
        them.

        >>> matrix, terms = make_corpus({"a": "red red blue"}).counts()
        >>> matrix.toarray().tolist(), terms.tolist()
        ([[1, 2]], ['blue', 'red'])
        """
        return self.words.index.counts(), self.words.terms

    def select(self, ids: Iterable[str] | str | None = None, *, unique: bool = False) -> Corpus:
        """A smaller corpus of the named documents, in the order of this one; `unique` keeps one of near-duplicates.

        The cleaning stays as it was made over the whole corpus. Raises AnalysisError for an id that is not there.

        >>> make_corpus({"a": "One.", "b": "Two."}).select(["b"]).ids
        ('b',)
        """
        if not isinstance(ids, Iterable | None):
            raise AnalysisError(
                f"{ids!r} names no documents", where="select", do="give ids from corpus.documents.index"
            )
        wanted = set(self.ids) if ids is None else {ids} if isinstance(ids, str) else set(ids)
        for document in sorted(wanted - set(self.ids)):
            self._known(document)
        if unique:
            first = self.select(wanted).documents["duplicate_of"]
            wanted = {str(document) for document, group in first.items() if group in ("", document)}
        kept = [document for document in self.ids if document in wanted]
        return replace(
            self,
            sources={document: self.sources[document] for document in kept},
            cleaned={document: self.cleaned[document] for document in kept},
            facts=self.facts.loc[kept],
        )

    def recleaned(self, clean: bool | Collection[str]) -> Corpus:
        """The same originals under other cleaning rules: what a claim is recounted on."""
        reading = Reading(tuple(self.sources.values()), (), self.facts, events=self.own_events)
        return replace(assemble(reading, clean), skipped=self.skipped)

    @cached_property
    def fingerprint(self) -> str:
        """sha256 over the bytes that were read, what metadata.csv and events.csv say, and the cleaning rules."""
        hashes = sorted(self.hashes.items())
        columns = sorted(self.facts.columns)
        facts = sorted(tuple(map(str, row)) for row in self.facts[columns].itertuples(name=None))
        digest = fingerprint_of(hashes, facts, columns, self.rules, self.own_events)
        _OPEN.setdefault(digest, WeakSet()).add(self)
        return digest


def read_corpus(path: str | Path, *, clean: bool | Collection[str] = True) -> Corpus:
    """Read a folder of documents, or one csv, tsv, jsonl or parquet file with a text column.

    `clean`: True for the default cleaning rules, False for none, or the names of the rules to use. What was not loaded,
    or loaded with a warning, stands in `corpus.skipped`; a wrong path, metadata.csv or events.csv (names,first,last:
    named events and their days) raises AnalysisError.

    >>> corpus = read_corpus("seeds")
    >>> corpus.documents.published.tolist()
    ['2022-03-06', '2023-04/2023-09', '2021-11-02']
    """
    if not isinstance(path, str | Path):
        raise AnalysisError(f"{path!r} is no path", where="read_corpus", do='give a folder, as in read_corpus("seeds")')
    return assemble(read_sources(Path(path)), clean)


def make_corpus(texts: Mapping[str, str] | pd.DataFrame, *, clean: bool | Collection[str] = False) -> Corpus:
    """A corpus of texts in memory: {document: text}, or a DataFrame with `document`, `text` and any metadata columns.

    >>> make_corpus(pd.DataFrame({"document": ["a"], "text": ["Hello."], "party": ["x"]})).documents.party.tolist()
    ['x']
    """
    if not isinstance(texts, Mapping | pd.DataFrame):
        raise AnalysisError(
            f"no corpus can be made of a {type(texts).__name__}",
            where="make_corpus",
            do='give {"id": "text"}, or a table with the columns document and text',
        )
    return assemble(make_sources(texts), clean)


def open_corpus(fingerprint: str) -> Corpus | None:
    """The corpus with this fingerprint, as long as somebody still holds it."""
    return next(iter(_OPEN.get(fingerprint, ())), None)


def assemble(
    reading: Reading, clean: bool | Collection[str], *, stays: Collection[tuple[str, str]] | None = None
) -> Corpus:
    """A corpus of what was read. `stays`: of a part of a corpus, the words that keep their hyphen at a line end."""
    rules = chosen_rules(clean)
    sources = {source.document: source for source in reading.sources}
    skipped = pd.DataFrame(
        [(skip.path, skip.reason, skip.loaded) for skip in reading.skipped], columns=["path", "reason", "loaded"]
    )
    return Corpus(
        sources=sources,
        cleaned=clean_documents(
            {document: source.text for document, source in sources.items()},
            rules=rules,
            stays=stays,
            anchors={document: source.anchors for document, source in sources.items()},
        ),
        facts=reading.metadata.reindex(list(sources)).fillna("").astype("str"),
        skipped=skipped.astype({"path": "str", "reason": "str", "loaded": "bool"}),
        rules=rules,
        own_events=reading.events,
    )


def chosen_rules(clean: bool | Collection[str]) -> tuple[str, ...]:
    """The cleaning rules that `clean` asks for. Raises AnalysisError for one that does not exist."""
    if isinstance(clean, bool):
        return tuple(DEFAULT_RULES) if clean else ()
    if isinstance(clean, str):
        clean = [clean]
    for rule in clean:
        if rule not in RULES:
            raise AnalysisError(
                f"there is no cleaning rule {rule!r}", where="clean", do=f"choose from {', '.join(RULES)}"
            )
    return tuple(rule for rule in RULES if rule in set(clean))
