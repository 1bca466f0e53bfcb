"""Suggestions for a theme: words and phrases that keep its company and are not in it yet, for the user to take or
leave."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import AnalysisError
from analysis.measures.asked import kept_query
from analysis.measures.association import log_dice
from analysis.measures.checks import check_corpus, check_whole, several
from analysis.measures.phrases import find_phrases
from analysis.measures.positions import occurrences, sentence_keys
from analysis.measures.results import result
from analysis.measures.terms import term_of
from analysis.measures.theme_file import Theme, Themes
from analysis.measures.themes import find_mentions
from analysis.measures.weights import smooth_idf

if TYPE_CHECKING:
    from analysis.corpus import Corpus

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
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
    check_corpus(corpus)
    if not isinstance(theme, Theme):
        do = (
            f'give read_themes("…/themes.toml")["{theme}"]' if isinstance(theme, str) else 'give one, as themes["name"]'
        )
        raise AnalysisError("this is no theme", where="suggest_patterns", do=do)
    check_whole(n, "n")
    check_whole(longest, "longest")
    spans, running = corpus.spans, sentence_keys(corpus)
    own = np.zeros(len(spans.starts), dtype=bool)
    own[running[find_mentions(corpus, Themes((theme,))).first]] = True
    caught = _caught_words(corpus, theme)
    stops = {term_of(word) for word in several(stopwords)}
    parts = [_candidates(corpus, running, own, caught, length, stops) for length in range(1, longest + 1)]
    table = pd.concat([part for part, _ in parts], ignore_index=True)
    sentences = [places for _, several in parts for places in several]
    # Rounded for the order, so that ties fall the same way everywhere; of ties the shorter phrase, then the alphabet.
    table = table.assign(rank=-table["log_dice"].round(9), words=table["pattern"].str.count(" "))
    table = table.sort_values(["rank", "words", "pattern"]).head(n).drop(columns=["rank", "words"])
    chosen = [sentences[row] for row in table.index]
    table = table.reset_index(drop=True)
    table["similarity"] = _similarity(corpus, running, own, chosen)
    first = np.array([places[own[places]][0] for places in chosen], dtype=np.int64)
    owner = spans.owners[first]
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
    corpus: Corpus, running: Ints, own: Mask, caught: Mask, length: int, stops: set[str]
) -> tuple[pd.DataFrame, list[Ints]]:
    """The sequences of `length` words that share most with the theme, and for each the sentences that hold it."""
    starts, codes = _shared_sequences(corpus, running, own, caught, length, stops)
    size, total = len(own), int(own.sum())
    # One number for each sequence and sentence that holds it, so that a sentence counts once.
    pairs = _distinct(codes * size + running[starts])
    code, sentence = np.divmod(pairs, max(size, 1))
    near = own[sentence]
    owners = _distinct(code[near] * len(corpus.ids) + corpus.spans.owners[sentence[near]]) // max(len(corpus.ids), 1)
    kinds = int(codes.max(initial=-1)) + 1
    shared, everywhere = np.bincount(code[near], minlength=kinds), np.bincount(code, minlength=kinds)
    kept = np.flatnonzero((shared > 1) | (total == 1))
    score = log_dice(shared[kept], total, everywhere[kept])
    best = np.argsort(-score.round(9), kind="stable")[:_CANDIDATES]
    kept, score = kept[best], score[best]
    begins = starts[np.unique(codes, return_index=True)[1]][kept]
    terms = corpus.words.terms[corpus.words.ids[begins[:, None] + np.arange(length)]]
    table = pd.DataFrame(
        {
            "pattern": pd.Series([" ".join(row) for row in terms], dtype="str"),
            "count": np.bincount(codes, minlength=kinds)[kept],
            "sentences": shared[kept],
            "documents": np.bincount(owners, minlength=kinds)[kept],
            "log_dice": score,
        }
    )
    edges = np.searchsorted(code, kept), np.searchsorted(code, kept, side="right")
    return table, [sentence[first:last] for first, last in zip(*edges, strict=True)]


def _shared_sequences(
    corpus: Corpus, running: Ints, own: Mask, caught: Mask, length: int, stops: set[str]
) -> tuple[Ints, Ints]:
    """Where the sequences begin that also stand in a sentence of the theme, and their codes, in alphabetical order."""
    store = corpus.words
    starts = np.arange(max(store.total - length + 1, 0))
    for offset in range(length):
        starts = starts[~caught[starts + offset]]
        if offset + 1 < length:
            starts = starts[store.same_sentence[starts + offset]]
    usable = ~pd.Index(store.terms).isin(stops)
    starts = starts[usable[store.ids[starts]] & usable[store.ids[starts + length - 1]]]
    codes = np.zeros(len(starts), np.int64)
    for offset in range(length):
        keys = codes * len(store.terms) + store.ids[starts + offset]
        sought = _distinct(keys[own[running[starts]]])
        codes = np.searchsorted(sought, keys)
        found = np.append(sought, -1)[codes] == keys
        starts, codes = starts[found], codes[found]
    return starts, codes


def _distinct(numbers: Ints) -> Ints:
    """The different numbers, sorted: for millions of them far sooner than by hashing."""
    numbers = np.sort(numbers)
    return numbers[np.diff(numbers, prepend=-1) != 0]


def _similarity(corpus: Corpus, running: Ints, own: Mask, several: list[Ints]) -> npt.NDArray[np.float64]:
    """The cosine of the mean TF-IDF vector of each set of sentences with that of the theme's sentences."""
    counts = occurrences(running, corpus.words.ids, (len(own), len(corpus.words.terms)))
    idf = smooth_idf(np.bincount(counts.indices, minlength=counts.shape[1]), counts.shape[0])
    weights = counts.data * idf[counts.indices]
    row = np.repeat(np.arange(len(own)), np.diff(counts.indptr))
    weights /= np.sqrt(np.bincount(row, weights=weights**2, minlength=len(own)))[row]

    def mean(sentences: Ints) -> npt.NDArray[Any]:
        # The sum in place of the mean: a cosine does not see the length.
        chosen = np.zeros(len(own), dtype=bool)
        chosen[sentences] = True
        cells = np.repeat(chosen, np.diff(counts.indptr))
        return np.bincount(counts.indices[cells], weights=weights[cells], minlength=counts.shape[1])

    center = mean(np.flatnonzero(own))
    return np.array([_cosine(mean(sentences), center) for sentences in several])


def _cosine(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float:
    return float((one * other).sum() / np.sqrt((one**2).sum() * (other**2).sum()))
