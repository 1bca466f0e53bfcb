"""How long each measure takes on a corpus, through the names that notebooks use: seconds of CPU, as a Markdown table.

`python -m benchmarks.measures CORPUS` for a folder or a table of documents; `python -m benchmarks.measures 30` makes
one of 30 MB. Reading, the first look at sentences and the compiling of kernels stand apart from the measures.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

import analysis
from analysis.measures.phrases import parse_phrases
from analysis.measures.theme_file import Theme, Themes
from benchmarks.corpora import make_texts

PATTERNS, WORD, ROUNDS = 200, 200, 3  # patterns of all themes; the rank of the word that is looked up; calls timed


def main(place: str) -> None:
    start = time.process_time()
    corpus = opened(place)
    corpus.words.links  # noqa: B018 words, sentences and what may join a phrase are found on first use
    reading = time.process_time() - start
    print(f"{len(corpus.ids):,} documents, {corpus.words.total:,} words, read in {reading:.1f} s of CPU\n")
    print("| measure | seconds of CPU | rows |\n|---|--:|--:|")
    for name, measure in measures(corpus).items():
        seconds, rows = timed(measure)
        print(f"| {name} | {seconds:.3f} | {rows:,} |", flush=True)


def opened(place: str) -> analysis.Corpus:
    if not place.isdecimal():
        return analysis.read_corpus(place)
    texts = make_texts(int(place) * 1_000_000, seed=29)
    return analysis.make_corpus({f"d{number}": text for number, text in enumerate(texts)})


def measures(corpus: analysis.Corpus) -> dict[str, Callable[[], object]]:
    """Each measure with options that people use; words and phrases are drawn by rank from the corpus itself."""
    ranked = corpus.words.terms[np.argsort(-np.bincount(corpus.words.ids), kind="stable")]
    word, stops, themes = str(ranked[min(WORD, len(ranked) - 1)]), list(ranked[:150]), drawn_themes(ranked)
    claim = f"{themes.names[0]} > {themes.names[1]}"
    some = list(corpus.ids[: max(len(corpus.ids) // 10, 1)])
    return {
        "term_frequencies": partial(analysis.term_frequencies, corpus),
        "term_frequencies, by document": partial(analysis.term_frequencies, corpus, by="document"),
        "term_frequencies, n=2": partial(analysis.term_frequencies, corpus, n=2, stopwords=stops),
        "tf_idf": partial(analysis.tf_idf, corpus, stopwords=stops),
        "contrast, a tenth of the documents": partial(analysis.contrast, corpus, some, stopwords=stops),
        "contrast, sentences of a theme": partial(analysis.contrast, corpus, themes.themes[0], stopwords=stops),
        "collocations": partial(analysis.collocations, corpus, word, stopwords=stops),
        "collocations, by sentence": partial(analysis.collocations, corpus, word, window="sentence"),
        f"passages of “{word}”": partial(analysis.passages, corpus, word),
        "similarity, by year": partial(analysis.similarity, corpus, by="year"),
        f"theme_mentions, {PATTERNS} patterns": partial(analysis.theme_mentions, corpus, themes),
        "theme_weights": partial(analysis.theme_weights, corpus, themes),
        "theme_patterns": partial(analysis.theme_patterns, corpus, themes),
        "audit_sample": partial(analysis.audit_sample, corpus, themes),
        "suggest_patterns": partial(analysis.suggest_patterns, corpus, themes.themes[0], stopwords=stops),
        "topics, n=8": lambda: analysis.topics(corpus, 8, stopwords=stops).terms,
        "timeline, by year": partial(analysis.timeline, corpus, themes, every="year"),
        "robustness": partial(analysis.robustness, corpus, claim, themes=themes, stopwords=stops),
    }


def drawn_themes(ranked: np.ndarray) -> Themes:
    """Four themes of phrases of one to three words, neither the most common nor the rarest, from a fixed seed."""
    draw = np.random.default_rng(11)
    most = min(5_000, len(ranked))
    phrases = [
        " ".join(ranked[rank] for rank in draw.integers(min(100, most - 1), most, size=size))
        for size in draw.integers(1, 4, size=PATTERNS)
    ]
    parsed = list(parse_phrases(list(dict.fromkeys(phrases))))
    return Themes(tuple(Theme(f"theme-{number}", "", tuple(parsed[number::4])) for number in range(4)))


def timed(measure: Callable[[], object]) -> tuple[float, int]:
    """The least time of some calls after a first one, and the rows that came back."""
    rows, seconds = len(measure()), []  # type: ignore[arg-type]
    for _ in range(ROUNDS):
        start = time.process_time()
        measure()
        seconds.append(time.process_time() - start)
        if seconds[-1] > 5:
            break
    return min(seconds), rows


if __name__ == "__main__":
    main(str(Path(sys.argv[1])))
