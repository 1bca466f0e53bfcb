"""The two sides of a contrast: what a target and a reference may be, and how often each term stands on either side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from analysis.errors import AnalysisError
from analysis.measures.dispersion import dp_norm
from analysis.measures.groups import group_labels, groupable
from analysis.measures.periods import PERIODS
from analysis.measures.positions import occurrences, positions, sentence_keys
from analysis.measures.results import Described
from analysis.measures.spread import Spread
from analysis.measures.terms import term_of
from analysis.measures.theme_file import Theme, Themes

if TYPE_CHECKING:
    from analysis.corpus import Corpus

Documents = str | Sequence[str] | Mapping[str, str | Sequence[str]]
Target = Documents | Theme | Themes | pd.DataFrame
Reference = Documents | pd.DataFrame | pd.Series
Mask = npt.NDArray[np.bool_]
_SHOWN = 8  # names in a sentence


@dataclass(frozen=True, eq=False)
class Side:
    """One side, term by term: how often, in how many documents, how evenly. `parts` is 0 for a list of frequencies.

    `variance` is that of the logarithm of the rate, from how much documents differ; 0 where they are too few to say.
    """

    terms: npt.NDArray[np.object_]
    count: npt.NDArray[np.int64]
    documents: npt.NDArray[np.int64]
    dispersion: npt.NDArray[np.float64]
    variance: npt.NDArray[np.float64]
    size: int
    parts: int

    def over(self, terms: npt.NDArray[np.object_]) -> Side:
        """The same side over another vocabulary, 0 where it lacks a term."""
        place = pd.Index(self.terms).get_indexer(pd.Index(terms))
        known = place >= 0
        return Side(
            terms,
            np.where(known, self.count[place], 0) if len(self.terms) else np.zeros(len(terms), np.int64),
            np.where(known, self.documents[place], 0) if len(self.terms) else np.zeros(len(terms), np.int64),
            np.where(known, self.dispersion[place], 0.0) if len(self.terms) else np.zeros(len(terms)),
            np.where(known, self.variance[place], 0.0) if len(self.terms) else np.zeros(len(terms)),
            self.size,
            self.parts,
        )


def as_reference(corpus: Corpus, reference: Any) -> Reference | None:
    """A reference as given, {term: count} as a Series; {"year": 2019} names documents all the same."""
    if not isinstance(reference, Mapping) or not reference or set(reference) & _groups(corpus):
        return reference
    return pd.Series(reference) if all(map(_is_number, reference.values())) else reference


def two_sides(corpus: Corpus, target: Target, reference: Reference | None) -> tuple[Side, Side]:
    """Target and reference over one vocabulary. AnalysisError where a side holds no words or they share a document."""
    if isinstance(target, Theme | Themes | pd.DataFrame):
        check_no_reference(reference)
        told = sentences_with(corpus, target)
        mine, theirs = _of_words(corpus, told), _of_words(corpus, ~told)
    else:
        chosen = documents_of(corpus, target, "target")
        mine = _of_documents(corpus, chosen)
        if isinstance(reference, pd.DataFrame | pd.Series):
            theirs = frequencies_of(reference)
        else:
            theirs = _of_documents(corpus, other_documents(corpus, chosen, reference))
    return over_one_vocabulary(mine, theirs)


def check_no_reference(reference: Reference | None) -> None:
    """Raise AnalysisError where sentences would be contrasted with anything but the other sentences."""
    if reference is not None:
        raise AnalysisError("sentences are contrasted with the other sentences", where="reference", do="leave it out")


def over_one_vocabulary(mine: Side, theirs: Side) -> tuple[Side, Side]:
    """Both sides over the terms of either. AnalysisError where one holds no words."""
    for name, side in (("target", mine), ("reference", theirs)):
        if side.size == 0:
            raise AnalysisError(
                f"the {name} holds no words, so there is nothing to contrast",
                where="contrast",
                do="name some documents but not all of them, or give a list of frequencies as reference",
            )
    terms = mine.terms
    if theirs.terms is not terms:
        terms = np.array(sorted({*terms, *theirs.terms}), dtype=object)
    return mine.over(terms), theirs.over(terms)


def words_of_sides(corpus: Corpus, target: Target, reference: Reference | None) -> tuple[Mask, Mask]:
    """For each word of the corpus whether it stands in the target, and whether in the reference."""
    if isinstance(target, Theme | Themes | pd.DataFrame):
        told = sentences_with(corpus, target)
        return told, ~told
    owners, chosen = corpus.words.owners, documents_of(corpus, target, "target")
    if isinstance(reference, pd.DataFrame | pd.Series):
        return chosen[owners], np.zeros(len(owners), dtype=bool)
    others = ~chosen if reference is None else documents_of(corpus, reference, "reference")
    return chosen[owners], others[owners]


def check_target(target: Any) -> None:
    """AnalysisError for what looks like a target and is none: frequencies, or True and False for each document."""
    do = 'name documents by id or as in {"source": "…"}, or give a theme'
    if isinstance(target, pd.DataFrame) and {"term", "count"} <= set(target.columns) and "start" not in target.columns:
        raise AnalysisError("frequencies can only be the reference", where="target", do=do)
    if isinstance(target, Mapping) and len(target) > 1 and all(map(_is_number, target.values())):
        raise AnalysisError("frequencies can only be the reference", where="target", do=do)
    listed = not isinstance(target, str | Mapping | Theme | Themes | pd.DataFrame)
    if listed and not isinstance(target, Collection):
        raise AnalysisError(f"{target!r} names no documents", where="target", do=do)
    if listed and len(target) and all(isinstance(value, bool | np.bool_) for value in target):
        raise AnalysisError(
            "True and False name no documents", where="target", do="give the ids, as in corpus.documents.index[chosen]"
        )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


def _groups(corpus: Corpus) -> set[str]:
    return {"document", *groupable(corpus), *PERIODS}


def described(side: Target | Reference | None) -> Any:
    """What stood on one side, as plain JSON for `attrs`: the ids or facts by which documents were named, else words."""
    if side is None:
        return "the rest"
    if isinstance(side, Mapping):
        return {column: sorted(_values(values)) for column, values in side.items()}
    if isinstance(side, Theme | Themes | pd.DataFrame | pd.Series):
        return in_words(side)
    return sorted(_values(side))


def in_words(side: Target | Reference | None) -> str:
    """What stood on one side, for a sentence.

    >>> in_words("002"), in_words({"year": ["2019", "2020"]})
    ('document 002', 'documents with year 2019 or 2020')
    """
    if side is None:
        return "the rest"
    if isinstance(side, Theme | Themes):
        return "sentences with " + (side.name if isinstance(side, Theme) else " or ".join(side.names))
    if isinstance(side, pd.DataFrame) and "start" in side.columns:
        return "sentences with a row of the table"
    if isinstance(side, pd.DataFrame | pd.Series):
        return f"a list of frequencies ({len(side):,} rows)"
    if isinstance(side, Mapping):
        known = (f"{column} {_listed(_values(values), ' or ')}" for column, values in side.items())
        return f"documents with {' and '.join(known)}"
    return f"document{'s' * (len(_values(side)) > 1)} {_listed(_values(side), ', ')}"


def _listed(values: Collection[str], joint: str) -> str:
    return joint.join(sorted(values)[:_SHOWN]) + (f" … ({len(values)} in all)" if len(values) > _SHOWN else "")


def _values(named: str | Sequence[str]) -> set[str]:
    return (
        {str(value) for value in named} if isinstance(named, Iterable) and not isinstance(named, str) else {str(named)}
    )


def sentences_with(corpus: Corpus, target: Theme | Themes | pd.DataFrame) -> Mask:
    """For each word: does its sentence hold a mention?"""
    keys = sentence_keys(corpus)
    return np.isin(keys, keys[positions(corpus, target).first])


def _of_words(corpus: Corpus, chosen: Mask) -> Side:
    store = corpus.words
    counts = occurrences(store.owners[chosen], store.ids[chosen], (len(corpus.ids), len(store.terms)))
    return _side(counts, store.terms, np.bincount(store.owners[chosen], minlength=len(corpus.ids)))


def _of_documents(corpus: Corpus, chosen: Mask) -> Side:
    counts, terms = corpus.counts()
    return _side(sparse.csr_array(counts[chosen]), terms, corpus.words.sizes[chosen])


def _side(counts: sparse.csr_array, terms: npt.NDArray[np.object_], sizes: npt.NDArray[np.int64]) -> Side:
    return Side(
        terms,
        np.asarray(counts.sum(axis=0)).ravel().astype(np.int64),
        np.bincount(counts.indices, minlength=len(terms)).astype(np.int64),
        dp_norm(counts, sizes),
        Spread.of(counts, sizes).variance(),
        int(sizes.sum()),
        int(np.count_nonzero(sizes)),
    )


def other_documents(corpus: Described, chosen: Mask, reference: Documents | None) -> Mask:
    """The documents of the other side. AnalysisError where one stands on both."""
    if reference is None:
        return ~chosen
    others = documents_of(corpus, reference, "reference")
    if (both := chosen & others).any():
        document = corpus.ids[int(np.flatnonzero(both)[0])]
        raise AnalysisError(f"document {document!r} stands on both sides", where="reference", do="name it once")
    return others


def documents_of(corpus: Described, named: Documents, where: str) -> Mask:
    """Which documents are meant, in the order of the corpus."""
    if not isinstance(named, Mapping):
        return _among(np.array(corpus.ids, dtype=object), named, "there is no document", where)
    chosen = np.ones(len(corpus.ids), dtype=bool)
    for column, values in named.items():
        chosen &= _among(group_labels(corpus, column), values, f"no document has the {column}", where)
    return chosen


def _among(labels: npt.NDArray[np.object_], named: str | Sequence[str], complaint: str, where: str) -> Mask:
    wanted, known = _values(named), {str(label) for label in labels}
    if missing := sorted(wanted - known):
        raise AnalysisError(f"{complaint} {missing[0]!r}", where=where, do=f"choose from {_listed(known, ', ')}")
    return np.array([str(label) in wanted for label in labels], dtype=bool)


def frequencies_of(given: pd.DataFrame | pd.Series) -> Side:
    """A side known by its frequencies alone; its size is their sum."""
    table = pd.DataFrame({"term": given.index, "count": given.to_numpy()}) if isinstance(given, pd.Series) else given
    if not {"term", "count"} <= set(table.columns):
        there = ", ".join(map(str, table.columns))
        raise AnalysisError(f"a list of frequencies needs term and count, here are {there}", where="reference")
    counts = pd.to_numeric(table["count"], errors="coerce").to_numpy(float)
    if not (np.isfinite(counts) & (counts >= 0) & (counts == np.floor(counts))).all():
        raise AnalysisError("frequencies must be whole numbers from 0 up", where="reference")
    facts = pd.DataFrame({"count": counts.astype(np.int64)})
    for column in ("documents", "dispersion"):
        facts[column] = table[column].to_numpy() if column in table.columns else 0
    terms = np.array([term_of(str(term)) for term in table["term"]], dtype=object)
    # Two spellings of one term, such as china and China's, are one row.
    merged = facts.groupby(terms).agg({"count": "sum", "documents": "max", "dispersion": "max"})
    return Side(
        merged.index.to_numpy(object),
        merged["count"].to_numpy(np.int64),
        merged["documents"].to_numpy(np.int64),
        merged["dispersion"].to_numpy(float),
        np.zeros(len(merged)),
        int(merged["count"].sum()),
        0,
    )
