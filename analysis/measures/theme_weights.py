"""How much of each document or group a theme takes, with its interval and what the number rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import AnalysisError
from analysis.measures.groups import group_codes
from analysis.measures.results import Described, result
from analysis.measures.theme_file import Themes
from analysis.measures.themes import find_mentions
from analysis.measures.uncertainty import (
    FEWEST_DOCUMENTS,
    Interval,
    flag,
    garwood,
    group_size,
    leave_one_out,
    rate_interval,
    wilson,
)
from analysis.measures.weights import smooth_idf

if TYPE_CHECKING:
    from analysis.corpus import Corpus

Integers = npt.NDArray[np.int64]

WEIGHTINGS = ("tf_idf", "per_1000", "count", "sentences")


def theme_weights(corpus: Corpus, themes: Themes, *, weighting: str = "tf_idf", by: str = "document") -> pd.DataFrame:
    """One row per group and theme: [by], theme, count, per_1000, weight, low, high, share, and how far to trust it.

    `by` is document, a metadata column or a period. `weighting`: `tf_idf` Σ over patterns of per_1000 × idf of the
    pattern (ln((1+N)/(1+df)) + 1 over the documents of the corpus); `per_1000`; `count`; `sentences` the share of
    sentences with a mention. share = weight / Σ weights of the group's themes, 0 where it has none. low and high are
    the 95 % interval of the weight: exact Poisson on the count (Garwood 1936) or, for `sentences`, Wilson; from 8
    documents in a group on, the Poisson bootstrap over documents. Further columns: documents (with the theme),
    all_documents, words, interval (its kind), lowest and highest (the weight when any one document of the group is
    dropped), flag (in words).

    >>> from analysis import make_corpus, read_themes
    >>> corpus = make_corpus({"a": "Electric vehicles. " * 5})
    >>> table = theme_weights(corpus, read_themes("seeds/themes.toml"), weighting="count")
    >>> table.set_index("theme")["weight"]["ev-manufacturing"]
    np.float64(5.0)
    """
    check_weighting(weighting)
    return weigh(corpus, [count_themes(corpus, themes)], themes, weighting=weighting, by=by)


def check_weighting(weighting: str) -> None:
    """Raise AnalysisError unless there is such a weighting."""
    if weighting not in WEIGHTINGS:
        raise AnalysisError(
            f"there is no weighting {weighting!r}", where="weighting", do=f"choose from {', '.join(WEIGHTINGS)}"
        )


@dataclass(frozen=True, eq=False)
class ThemeCounts:
    """What each document adds to the weights of themes, in integers: the rows of parts, stacked, are the whole."""

    # The number of each document in the corpus.
    documents: Integers
    # documents × patterns, numbered through the themes; documents × themes, the sentences with a mention.
    mentions: Integers
    sentences: Integers
    # Per document: the words and the sentences of its body.
    words: Integers
    all_sentences: Integers


def count_themes(corpus: Corpus, themes: Themes) -> ThemeCounts:
    """The partial result of `theme_weights` over some documents."""
    found, store, n = find_mentions(corpus, themes), corpus.words, len(corpus.ids)
    owner = store.owners[found.first].astype(np.int64)
    in_sentence = np.unique(np.column_stack([owner, store.sentences[found.first], found.theme]), axis=0)
    return ThemeCounts(
        documents=np.arange(n),
        mentions=_tally(owner, found.pattern, (n, len(found.patterns))),
        sentences=_tally(in_sentence[:, 0], in_sentence[:, 2], (n, len(themes))),
        words=store.sizes,
        all_sentences=np.diff(corpus.spans.pointers),
    )


def weigh(corpus: Described, counts: Iterable[ThemeCounts], themes: Themes, *, weighting: str, by: str) -> pd.DataFrame:
    """The floats of `theme_weights` from the counts of all documents of a corpus; the parts are gone through twice."""
    parts = _document_parts(corpus.ids, counts, themes, weighting, _idf(counts, themes, weighting, len(corpus.ids)))
    if by == "document":
        table = parts.each()
    else:
        codes, names = group_codes(corpus, by)
        rows = [parts.group(np.flatnonzero(codes == code), names[code], by) for code in range(len(names))]
        table = pd.concat([parts.group(np.array([], dtype=np.int64), "", by).iloc[:0], *rows], ignore_index=True)
    return _described(table, corpus, themes, weighting, by)


def weigh_parts(
    corpus: Described, counts: Iterable[ThemeCounts], themes: Themes, *, weighting: str
) -> Iterator[pd.DataFrame]:
    """The rows of `weigh` by document, part by part, so that they never stand in memory together."""
    idf = _idf(counts, themes, weighting, len(corpus.ids))
    for part in counts:
        ids = tuple(corpus.ids[number] for number in part.documents.tolist())
        alone = replace(part, documents=np.arange(len(ids)))
        table = _document_parts(ids, [alone], themes, weighting, idf).each()
        yield _described(table, corpus, themes, weighting, "document")


def _described(table: pd.DataFrame, corpus: Described, themes: Themes, weighting: str, by: str) -> pd.DataFrame:
    notes = list(themes.notes)
    if len(corpus.ids) < FEWEST_DOCUMENTS:
        one = "1 document: the intervals speak for it, not for others like it"
        several = f"{len(corpus.ids)} documents: the intervals speak for these documents, not for others like them"
        notes.append(one if len(corpus.ids) == 1 else several)
    kinds = sorted(set(table["interval"])) if len(table) else []
    return result(
        table,
        corpus,
        "theme_weights",
        interval="; ".join(kinds),
        notes=notes,
        weighting=weighting,
        by=by,
        **themes.settings,
    )


@dataclass(frozen=True, eq=False)
class _DocumentParts:
    """What each document adds to the weights of themes; groups are sums of it."""

    ids: tuple[str, ...]
    themes: tuple[str, ...]
    weighting: str
    words: Integers
    counts: Integers
    # documents × themes: what a document adds to the numerator of the weight, and per document to the denominator.
    values: npt.NDArray[np.float64]
    sizes: Integers
    scale: float
    # What one mention would weigh in a theme that has none.
    unit: npt.NDArray[np.float64]

    def group(self, members: Integers, name: str, by: str) -> pd.DataFrame:
        """The rows of one group of documents."""
        counts, words = self.counts[members].sum(axis=0), int(self.words[members].sum())
        held = (self.counts[members] > 0).sum(axis=0)
        size = int(self.sizes[members].sum())
        weight = self.scale * self.values[members].sum(axis=0) / max(size, 1)
        interval = self.interval(members, counts)
        lowest, highest = leave_one_out(self.values[members], self.sizes[members], scale=self.scale)
        if self.weighting == "count":
            weight, (lowest, highest) = counts.astype(float), self._counts_left(members)
        total = weight.sum()
        flags = flag(counts, held)
        return pd.DataFrame(
            {
                by: pd.Series([name] * len(self.themes), dtype="str"),
                "theme": pd.Series(list(self.themes), dtype="str"),
                "count": counts,
                "per_1000": 1000 * counts / max(words, 1),
                "weight": weight,
                "low": interval.low,
                "high": interval.high,
                "share": weight / total if total else np.zeros(len(weight)),
                "documents": held,
                "all_documents": np.full(len(self.themes), len(members)),
                "words": np.full(len(self.themes), words),
                "interval": pd.Series([interval.kind] * len(self.themes), dtype="str"),
                "lowest": lowest,
                "highest": highest,
                "flag": pd.Series(flags, dtype="str"),
            }
        )

    def each(self) -> pd.DataFrame:
        """The rows of all documents, each a group of its own, as `group` gives them."""
        documents, themes = self.counts.shape
        size = np.maximum(self.sizes, 1)[:, None]
        counts, known = self.counts, (self.sizes > 0)[:, None]
        if self.weighting == "count":
            weight, (low, high) = counts.astype(float), garwood(counts)
        else:
            weight = self.scale * self.values / size
            worth = np.where(counts > 0, self.values / np.maximum(counts, 1), self.unit) * self.scale / size
            low, high = wilson(self.values, size) if self.weighting == "sentences" else garwood(counts, worth)
        total = weight.sum(axis=1, keepdims=True)
        kind = "Wilson" if self.weighting == "sentences" else "exact Poisson"
        # A row that is one document rests on one document by definition: only few mentions need saying.
        flags = flag(counts, 2)
        columns = {
            "count": counts,
            "per_1000": 1000 * counts / np.maximum(self.words, 1)[:, None],
            "weight": weight,
            "low": np.where(known, low, 0.0),
            "high": np.where(known, high, 0.0),
            "share": np.divide(weight, total, out=np.zeros_like(weight), where=total > 0),
            "documents": (counts > 0).astype(np.int64),
            "all_documents": np.ones((documents, themes), np.int64),
            "words": np.broadcast_to(self.words[:, None], counts.shape),
            "interval": np.broadcast_to(np.where(known, kind, "no words").astype(object), counts.shape),
            # Without its only document nothing is left to count.
            "lowest": np.zeros((documents, themes)),
            "highest": weight,
            "flag": flags,
        }
        keys = {
            "document": pd.Series(np.repeat(np.array(self.ids, dtype=object), themes), dtype="str"),
            "theme": pd.Series(np.tile(np.array(self.themes, dtype=object), documents), dtype="str"),
        }
        flat = {name: values.ravel() for name, values in columns.items()}
        return pd.DataFrame({**keys, **flat}).astype({"interval": "str", "flag": "str"})

    def interval(self, members: Integers, counts: Integers) -> Interval:
        """The interval of the weights of a group; zero in a group without words, where nothing can be said."""
        ids = [self.ids[number] for number in members]
        if not self.sizes[members].sum():
            return Interval(np.zeros(len(counts)), np.zeros(len(counts)), "no words")
        if self.weighting == "sentences" and len(members) < FEWEST_DOCUMENTS:
            low, high = wilson(self.values[members].sum(axis=0), np.full(len(counts), self.sizes[members].sum()))
            return Interval(
                low, high, "Wilson" if len(members) == 1 else f"Wilson of these documents; {group_size(len(members))}"
            )
        if self.weighting == "count" and len(members) < FEWEST_DOCUMENTS:
            kind = (
                "exact Poisson"
                if len(members) == 1
                else f"exact Poisson of these documents; {group_size(len(members))}"
            )
            return Interval(*garwood(counts), kind)
        scale = float(self.sizes[members].sum()) if self.weighting == "count" else self.scale
        return rate_interval(
            self.values[members], self.sizes[members], ids, mentions=self.counts[members], unit=self.unit, scale=scale
        )

    def _counts_left(self, members: Integers) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        own = self.counts[members]
        if not len(members):
            return np.zeros(len(self.themes)), np.zeros(len(self.themes))
        left = own.sum(axis=0) - own
        return left.min(axis=0).astype(float), (left if len(members) > 1 else own).max(axis=0).astype(float)


def _idf(counts: Iterable[ThemeCounts], themes: Themes, weighting: str, documents: int) -> npt.NDArray[np.float64]:
    """What a mention of each pattern weighs."""
    none = np.zeros(len(_theme_of(themes)), np.int64)
    if weighting != "tf_idf":
        return np.ones(len(none))
    return smooth_idf(sum((np.count_nonzero(part.mentions, axis=0) for part in counts), none), documents)


def _theme_of(themes: Themes) -> Integers:
    """The number of the theme of each pattern."""
    return np.array([number for number, theme in enumerate(themes) for _ in theme.terms], dtype=np.int64)


def _document_parts(
    ids: tuple[str, ...],
    counts: Iterable[ThemeCounts],
    themes: Themes,
    weighting: str,
    idf: npt.NDArray[np.float64],
) -> _DocumentParts:
    names, theme_of = themes.names, _theme_of(themes)
    mentions, values = np.zeros((len(ids), len(names)), np.int64), np.zeros((len(ids), len(names)))
    words, sizes = np.zeros(len(ids), np.int64), np.zeros(len(ids), np.int64)
    for part in counts:
        rows = part.documents
        mentions[rows] = _by_theme(part.mentions, theme_of, len(names))
        values[rows] = _by_theme(part.mentions * idf, theme_of, len(names))
        words[rows] = sizes[rows] = part.words
        if weighting == "sentences":
            values[rows], sizes[rows] = part.sentences, part.all_sentences
    unit = np.array([idf[theme_of == number].max() for number in range(len(names))])
    scale = 1.0 if weighting == "sentences" else 1000.0
    return _DocumentParts(ids, names, weighting, words, mentions, values, sizes, scale, unit)


def _by_theme(columns: npt.NDArray[Any], theme_of: Integers, themes: int) -> npt.NDArray[Any]:
    """Columns of patterns summed to columns of themes."""
    sums = np.zeros((len(columns), themes), dtype=columns.dtype)
    np.add.at(sums.T, theme_of, columns.T)
    return sums


def _tally(rows: Integers, columns: Integers, shape: tuple[int, int]) -> Integers:
    return np.bincount(rows * shape[1] + columns, minlength=shape[0] * shape[1]).reshape(shape)
