"""Suggestions for a theme: words and phrases that keep its company and are not in it yet, for the user to take or
leave."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from analysis.measures.asked import kept_query
from analysis.measures.association import log_dice
from analysis.measures.phrases import find_phrases
from analysis.measures.results import result
from analysis.measures.terms import ngram_occurrences, term_of
from analysis.measures.theme_file import Theme, Themes
from analysis.measures.themes import find_mentions
from analysis.measures.weights import smooth_idf

if TYPE_CHECKING:
    from analysis.corpus import Corpus

_CANDIDATES = 500


def suggest_patterns(
    corpus: Corpus, theme: Theme, *, n: int = 20, longest: int = 3, stopwords: Collection[str] = ()
) -> pd.DataFrame:
    """Up to `n` words and phrases that share sentences with a theme and are not caught by it yet, strongest first.

    pattern, count (all its occurrences), sentences (that it shares with the theme), documents (of those sentences),
    log_dice (14 + log2(2·f12/(f1+f2)) over sentences, Rychlý 2008), similarity (cosine between the mean TF-IDF
    vectors of its sentences and of the theme's), document, sentence and example (the first sentence they share).
    Phrases of up to `longest` words do not begin or end with one of `stopwords`. Nothing is added to the theme by
    itself.

    >>> from analysis import make_corpus, read_themes
    >>> corpus = make_corpus({"a": "Clean energy needs wind farms. Wind farms help clean energy. Nothing else."})
    >>> table = suggest_patterns(corpus, read_themes("seeds/themes.toml")["clean-energy"], n=1)
    >>> table[["pattern", "sentences"]].values.tolist()
    [['farms', 2]]
    """
    store, spans = corpus.words, corpus.spans
    running = spans.pointers[store.owners] + store.sentences if store.total else np.zeros(0, np.int64)
    own = np.unique(running[find_mentions(corpus, Themes((theme,))).first])
    caught = _caught_words(corpus, theme)
    stops = {term_of(word) for word in stopwords}
    parts = [_candidates(corpus, running, own, caught, length, stops) for length in range(1, longest + 1)]
    table = pd.concat(parts, ignore_index=True)
    # Rounded for the order, so that ties fall the same way everywhere; of ties the shorter phrase, then the alphabet.
    table = table.assign(rank=-table["log_dice"].round(9), words=table["pattern"].str.count(" "))
    table = table.sort_values(["rank", "words", "pattern"]).head(n).drop(columns=["rank", "words"])
    table = table.reset_index(drop=True)
    table["similarity"] = _similarity(corpus, running, own, table["sentence_list"]) if len(table) else np.zeros(0)
    first = np.array([shared[0] for shared in table.pop("shared")], dtype=np.int64)
    table = table.drop(columns="sentence_list")
    owner = spans.owners[first] if len(first) else first
    table["document"] = pd.Series([corpus.ids[number] for number in owner], dtype="str")
    table["sentence"] = first - spans.pointers[owner]
    table["example"] = pd.Series(
        [
            corpus.reading(corpus.ids[o], int(spans.starts[s]), int(spans.ends[s]))
            for o, s in zip(owner, first, strict=True)
        ],
        dtype="str",
    )
    return result(
        table,
        corpus,
        "suggest_patterns",
        theme=theme.name,
        asked=kept_query(theme),
        n=n,
        longest=longest,
        stopwords=sorted(stops),
    )


def _caught_words(corpus: Corpus, theme: Theme) -> npt.NDArray[np.bool_]:
    """Which words of the corpus stand inside a match of the theme, so that suggesting them would add nothing."""
    matches = find_phrases(corpus, theme.terms)
    edges = np.zeros(corpus.words.total + 1, dtype=np.int64)
    np.add.at(edges, matches.first, 1)
    np.add.at(edges, matches.last + 1, -1)
    return np.cumsum(edges)[:-1] > 0


def _candidates(
    corpus: Corpus,
    running: npt.NDArray[np.int64],
    own: npt.NDArray[np.int64],
    caught: npt.NDArray[np.bool_],
    length: int,
    stops: set[str],
) -> pd.DataFrame:
    starts, codes, names = ngram_occurrences(corpus, length)
    free = ~np.any([caught[starts + offset] for offset in range(length)], axis=0)
    places = pd.DataFrame({"code": codes[free], "sentence": running[starts[free]]})
    places["shared"] = np.isin(places["sentence"], own)
    usable = np.array([not {name.split(" ")[0], name.split(" ")[-1]} & stops for name in names], dtype=bool)
    near = places.loc[places["shared"] & usable[places["code"]], "code"].unique()
    rows = []
    for _, group in places[places["code"].isin(near)].groupby("code"):
        everywhere, shared = np.unique(group["sentence"]), np.unique(group.loc[group["shared"], "sentence"])
        if len(shared) > 1 or len(own) == 1:
            name, documents = names[int(group["code"].iloc[0])], len(np.unique(corpus.spans.owners[shared]))
            rows.append((name, len(group), len(shared), documents, everywhere, shared))
    table = pd.DataFrame(rows, columns=["pattern", "count", "sentences", "documents", "sentence_list", "shared"])
    table = table.astype({"pattern": "str", "count": "int64", "sentences": "int64", "documents": "int64"})
    sizes = np.array([len(everywhere) for everywhere in table["sentence_list"]])
    table["log_dice"] = log_dice(table["sentences"].to_numpy(), len(own), sizes) if len(table) else np.zeros(0)
    return table.nlargest(_CANDIDATES, "log_dice")


def _similarity(
    corpus: Corpus, running: npt.NDArray[np.int64], own: npt.NDArray[np.int64], sentences: pd.Series
) -> npt.NDArray[np.float64]:
    shape = (len(corpus.spans.starts), len(corpus.words.terms))
    counts = sparse.csr_array((np.ones(len(running)), (running, corpus.words.ids)), shape=shape)
    counts.sum_duplicates()
    idf = smooth_idf(np.bincount(counts.indices, minlength=shape[1]), shape[0])
    weights = sparse.csr_array(counts.multiply(idf))
    length = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    weights = sparse.csr_array(weights.multiply(1 / np.maximum(length, 1e-300)[:, None]))
    center = _mean(weights, own)
    return np.array([_cosine(_mean(weights, places), center) for places in sentences])


def _mean(weights: sparse.csr_array, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    return np.asarray(weights[rows].mean(axis=0)).ravel()


def _cosine(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float:
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))
