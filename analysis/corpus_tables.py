"""The tables of a corpus: its documents, its sentences, and what cleaning took out of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.documents.duplicates import near_duplicates
from analysis.language.dates import bounds

if TYPE_CHECKING:
    from analysis.corpus import Corpus


def documents_table(corpus: Corpus, *, duplicates: bool = True) -> pd.DataFrame:
    """One row per document; the columns are told at `Corpus.documents`. Near-duplicates are looked for on request."""
    ids, sources = corpus.ids, corpus.sources
    dates = [corpus.publication(document) for document in ids]
    limits = [bounds(date.published) for date in dates]
    groups = near_duplicates(corpus.words.index) if duplicates else [-1] * len(ids)
    first_of_group = [ids[number] if number >= 0 else "" for number in groups]
    told = (" | ".join(f"{collapsed(cue.text)} ({cue.reason})" for cue in date.evidence) for date in dates)
    columns = {
        "title": _strings(_fact(corpus, document, "title") or corpus.cleaned[document].title for document in ids),
        "published": _strings(date.published for date in dates),
        "basis": _strings(date.basis for date in dates),
        "evidence": _strings(told),
        "earliest": np.array([earliest for earliest, _ in limits], dtype="datetime64[s]"),
        "latest": np.array([latest for _, latest in limits], dtype="datetime64[s]"),
        "source": _strings(_fact(corpus, document, "source") for document in ids),
        "words": corpus.words.sizes,
        "path": _strings(sources[document].path for document in ids),
        "duplicate_of": _strings(first_of_group),
    }
    known = {column: _strings(corpus.facts.loc[list(ids), column]) for column in corpus.metadata_columns}
    table = pd.DataFrame(columns | known)
    table.index = pd.Index(list(ids), dtype="str", name="document")
    return _named(table, corpus, "documents")


def sentences_table(corpus: Corpus) -> pd.DataFrame:
    """One row per sentence of a body; the columns are told at `Corpus.sentences`."""
    spans = corpus.spans
    places = [(corpus.ids[n], s, e) for n, s, e in zip(spans.owners, spans.starts, spans.ends, strict=True)]
    running = np.arange(len(places)) - spans.pointers[spans.owners]
    columns = {
        "document": _strings(document for document, _, _ in places),
        "sentence": running.astype(np.int64),
        "start": spans.starts.astype(np.int64),
        "end": spans.ends.astype(np.int64),
        "text": _strings(corpus.text(document)[start:end] for document, start, end in places),
        "reading": _strings(corpus.reading(*place) for place in places),
    }
    return _named(pd.DataFrame(columns), corpus, "sentences")


def removed_table(corpus: Corpus) -> pd.DataFrame:
    """One row per blanked stretch; the columns are told at `Corpus.removed`."""
    cuts = [(document, cut) for document in corpus.ids for cut in corpus.cleaned[document].removals]
    columns = {
        "document": _strings(document for document, _ in cuts),
        "start": np.array([cut.start for _, cut in cuts], dtype=np.int64),
        "end": np.array([cut.end for _, cut in cuts], dtype=np.int64),
        "rule": _strings(cut.rule for _, cut in cuts),
        "text": _strings(corpus.sources[document].text[cut.start : cut.end] for document, cut in cuts),
    }
    return _named(pd.DataFrame(columns), corpus, "removed", rules=list(corpus.rules))


def collapsed(text: str) -> str:
    """A text as people read it: white space collapsed, what joins the halves of a word left out.

    >>> collapsed("clean\\n  ener\\u2060\\u2060gy ")
    'clean energy'
    """
    return " ".join(text.replace("\u2060", "").split())


def _fact(corpus: Corpus, document: str, name: str) -> str:
    stated = str(corpus.facts.at[document, name]) if name in corpus.facts.columns else ""
    return stated or corpus.sources[document].found.get(name, "")


def _named(table: pd.DataFrame, corpus: Corpus, measure: str, **settings: Any) -> pd.DataFrame:
    table.attrs = {"measure": measure, "settings": settings, "corpus": corpus.fingerprint}
    return table


def _strings(values: Iterable[Any]) -> pd.Series:
    return pd.Series(list(values), dtype="str")
