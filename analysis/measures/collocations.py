"""Which words keep company with a word, a phrase or a theme: logDice, G² and PMI of every neighbour."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from numbers import Integral
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import AnalysisError
from analysis.measures.asked import kept_query
from analysis.measures.association import g2, log_dice, pmi
from analysis.measures.checks import check_corpus, check_whole, several
from analysis.measures.positions import Query, covered, positions, sentence_keys
from analysis.measures.results import result
from analysis.measures.terms import term_of
from analysis.measures.theme_file import Theme, Themes
from analysis.measures.uncertainty import flag

if TYPE_CHECKING:
    from analysis.corpus import Corpus

Ints = npt.NDArray[np.int64]
Window = int | Literal["sentence"]


def collocations(
    corpus: Corpus,
    query: Query,
    *,
    window: Window = 5,
    minimum: int = 1,
    stopwords: Collection[str] = (),
) -> pd.DataFrame:
    """One row per term near the query: term, count, log_dice, g2, pmi, documents, flag; highest logDice first.

    `query` is a word or phrase (`*` for any letters or digits), a theme, or a table with document, start, end. With a
    number as `window`, count (f₁₂) is the words of the term within that many words of a mention and in its sentence; f₁
    is the mentions, f₂ all words of the term, N all words; G² contrasts the windows with the other words. With
    "sentence" all four count sentences. The words of the mentions themselves are no neighbours and are not counted.

    - log_dice: 14 + log2(2 f₁₂ / (f₁ + f₂)), comparable between corpora (Rychlý 2008)
    - g2: four-cell G², negative for terms that keep away (Dunning 1993)
    - pmi: log2(f₁₂ N / (f₁ f₂)), high for rare terms; the width of the window is not taken out (Church & Hanks 1990)
    - documents: how many hold the pair; flag: why not to trust the row

    `minimum` is the fewest f₁₂; `stopwords` are left out of the rows. `collocation_mentions` gives the places.

    >>> from analysis.corpus import make_corpus
    >>> corpus = make_corpus({"a": "Electric cars sell. Electric cars and trains.", "b": "Old cars rust."})
    >>> collocations(corpus, "electric", window=1)[["term", "count", "log_dice"]].round(3).values.tolist()
    [['cars', 2, 13.678]]
    """
    check_whole(minimum, "minimum")
    near = _neighbours(corpus, query, window)
    size = len(corpus.words.terms)
    both, all_of = np.bincount(near.ids[near.inside], minlength=size), np.bincount(near.ids, minlength=size)
    held = near.ids[near.inside][_first_of_each(near.owners[near.inside], near.ids[near.inside])]
    stops = {term_of(word) for word in several(stopwords)}
    kept = np.flatnonzero((both >= max(minimum, 1)) & ~pd.Index(corpus.words.terms).isin(stops))
    count, other = both[kept].astype(np.int64), all_of[kept].astype(np.int64)
    documents = np.bincount(held, minlength=size)[kept].astype(np.int64)
    table = pd.DataFrame(
        {
            "term": pd.Series(corpus.words.terms[kept], dtype="str"),
            "count": count,
            "log_dice": log_dice(count, near.mentions, other),
            "g2": g2(count, other - count, near.size, near.rest),
            "pmi": pmi(count, near.mentions, other, near.total),
            "documents": documents,
            "flag": pd.Series(flag(count, documents), dtype="str"),
        }
    )
    order = np.lexsort((np.arange(len(kept)), -count, -table["log_dice"].to_numpy().round(9)))
    return result(
        table.iloc[order].reset_index(drop=True),
        corpus,
        "collocations",
        notes=[] if near.mentions else ["the query stands nowhere in the body of a document"],
        query=_name(query),
        asked=kept_query(query),
        window=window,
        mentions=near.mentions,
        minimum=minimum,
        stopwords=sorted(stops),
        g2="four cells, signed: inside the windows against outside",
    )


def collocation_mentions(
    corpus: Corpus, query: Query, *, window: Window = 5, terms: Collection[str] | None = None
) -> pd.DataFrame:
    """The places behind the counts of `collocations`, one row each: document, sentence, term, start, end.

    `terms` keeps only these. With the window "sentence" a row is the first of its term in its sentence. `passages`
    shows them in their sentences.

    >>> from analysis.corpus import make_corpus
    >>> corpus = make_corpus({"a": "Electric cars sell. Electric cars and trains."})
    >>> collocation_mentions(corpus, "electric", terms=["cars"])[["sentence", "start", "end"]].values.tolist()
    [[0, 9, 13], [1, 29, 33]]
    """
    near, store = _neighbours(corpus, query, window), corpus.words
    place = near.words[near.inside]
    if terms is not None:
        wanted = {term_of(term) for term in terms}
        place = place[pd.Index(store.terms).isin(wanted)[store.ids[place]]]
    table = pd.DataFrame(
        {
            "document": pd.Series([corpus.ids[number] for number in store.owners[place]], dtype="str"),
            "sentence": store.sentences[place].astype(np.int64),
            "term": pd.Series(store.terms[store.ids[place]], dtype="str"),
            "start": store.starts[place].astype(np.int64),
            "end": store.ends[place].astype(np.int64),
        }
    )
    return result(table, corpus, "collocation_mentions", query=_name(query), asked=kept_query(query), window=window)


@dataclass(frozen=True, eq=False)
class _Neighbours:
    """What is counted: `words` (numbers of words outside the mentions), which of them are `inside`, and the margins."""

    words: Ints
    ids: npt.NDArray[np.int32]
    owners: npt.NDArray[np.int32]
    inside: npt.NDArray[np.bool_]
    mentions: int
    size: int
    rest: int
    total: int


def _neighbours(corpus: Corpus, query: Query, window: Window) -> _Neighbours:
    check_corpus(corpus)
    by_sentence = window == "sentence"
    if not by_sentence and (isinstance(window, bool) or not isinstance(window, Integral) or window < 1):
        raise AnalysisError(
            f"{window!r} is no window", where="window", do='give a number of words from 1 up, or "sentence"'
        )
    store, keys, found = corpus.words, sentence_keys(corpus), positions(corpus, query)
    words = np.flatnonzero(~covered(corpus, found))
    if by_sentence:
        words = words[_first_of_each(keys[words], store.ids[words])]
        inside = np.isin(keys[words], keys[found.first])
        mentions, total = len(np.unique(keys[found.first])), len(np.unique(keys))
        size, rest = mentions, total - mentions
    else:
        inside = _within(keys, found.first, found.last, int(window))[words]
        mentions, total = len(found.first), store.total
        size, rest = int(inside.sum()), int((~inside).sum())
    return _Neighbours(words, store.ids[words], store.owners[words], inside, mentions, size, rest, total)


def _within(keys: Ints, first: Ints, last: Ints, window: int) -> npt.NDArray[np.bool_]:
    """For each word: does a mention stand within `window` words of it, in its sentence?"""
    low = np.maximum(first - window, np.searchsorted(keys, keys[first], side="left"))
    high = np.minimum(last + window, np.searchsorted(keys, keys[last], side="right") - 1)
    edges = np.zeros(len(keys) + 1, np.int64)
    np.add.at(edges, low, 1)
    np.add.at(edges, high + 1, -1)
    return np.cumsum(edges)[:-1] > 0


def _first_of_each(groups: npt.ArrayLike, ids: npt.ArrayLike) -> Ints:
    """Where each pair of group and term stands first, in text order."""
    pairs = np.asarray(groups, dtype=np.int64) << 32 | np.asarray(ids, dtype=np.int64)
    return np.sort(np.unique(pairs, return_index=True)[1])


def _name(query: Query) -> str:
    if isinstance(query, str):
        return query
    if isinstance(query, Theme):
        return query.name
    return ", ".join(query.names) if isinstance(query, Themes) else "rows of a table"
