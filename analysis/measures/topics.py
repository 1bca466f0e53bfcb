"""Topics that nobody named: groups of words that keep company in passages, how steady they are, and what they share
with the user's themes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import AnalysisError
from analysis.measures.checks import check_whole, several
from analysis.measures.results import result
from analysis.measures.terms import term_of
from analysis.measures.theme_file import Themes
from analysis.measures.themes import find_mentions
from analysis.measures.topic_model import LEARNED, PASSAGES_PER_TOPIC, Model, Passages, fit, passage_matrix, stability

if TYPE_CHECKING:
    from analysis.corpus import Corpus

STEADY = 0.8
_STABILITY = {"topic": "int64", "stability": "float64", "note": "str"}


class Topics(NamedTuple):
    """`terms`: topic, term, weight; `documents`: document, topic, weight."""

    terms: pd.DataFrame
    documents: pd.DataFrame

    @property
    def stability(self) -> pd.DataFrame:
        """topic, stability, note: the mean cosine of each topic with its best match over other seeds and resamples."""
        return pd.DataFrame(self.terms.attrs["stability"], columns=list(_STABILITY)).astype(_STABILITY)


def topics(
    corpus: Corpus,
    n: int,
    *,
    passages: str = "sentences",
    stopwords: Collection[str] = (),
    top: int = 10,
    runs: int = 5,
    seed: int = 0,
) -> Topics:
    """`n` topics by non-negative matrix factorisation of the TF-IDF of passages (Lee & Seung 1999; scheme `sklearn`).

    Topics are numbered from 1, largest first.

    - terms: the `top` terms of each topic, weight their share of it
    - documents: every document with every topic, weight the share of its passages that the topic takes; sums to 1, or
      to 0 in a document without usable words

    Its property `stability` is the mean cosine of a topic with its best match over `runs` other seeds on resampled
    passages, 1 steady, 0 a matter of chance; below 0.8 `note` says so.

    `passages` are "sentences" or "paragraphs". Terms of one passage alone and `stopwords` are left out. Where there are
    more than 5,000 passages, topics are learned on as many, drawn by a seeded hash, then found in all. It needs the
    whole corpus at once, but not its order. AnalysisError where the passages are fewer than 10 for each topic.

    >>> from analysis.corpus import make_corpus
    >>> texts = {"a": "Green cars run. " * 12, "b": "Old coal burns. " * 12}
    >>> found = topics(make_corpus(texts), 2)
    >>> found.documents.round(3).values.tolist()
    [['a', 1, 1.0], ['a', 2, 0.0], ['b', 1, 0.0], ['b', 2, 1.0]]
    """
    check_whole(top, "top")
    check_whole(runs, "runs", least=0)
    held, model = _model(corpus, n, passages, stopwords, seed)
    settings: dict[str, Any] = {
        "n": n,
        "top": top,
        "passages": passages,
        "passages_read": int(held.weights.shape[0]),
        "stopwords": sorted(term_of(word) for word in several(stopwords)),
        "seed": seed,
        "scheme": "sklearn",
    }
    notes = _notes(held, stopwords)
    steady = stability(held, model, runs=runs, seed=seed)
    terms = result(_terms(held, model, top), corpus, "topics", notes=notes, runs=runs, **settings)
    terms.attrs["stability"] = _stability(steady if runs else None, n).to_dict("records")
    return Topics(terms, result(_documents(corpus, held, model), corpus, "topics", notes=notes, runs=runs, **settings))


def topic_numbers(
    corpus: Corpus,
    numbers: Iterable[int] | int = range(2, 9),
    *,
    passages: str = "sentences",
    stopwords: Collection[str] = (),
    runs: int = 5,
    seed: int = 0,
) -> pd.DataFrame:
    """How steady the topics are for each number of them: n, stability (mean over the topics), lowest, suggested.

    `suggested` marks the number whose topics are steadiest on average, the larger of two that are equal to two digits.
    Numbers that the corpus is too small for are left out; AnalysisError if all are.

    >>> from analysis.corpus import make_corpus
    >>> texts = {"a": "Green cars run. " * 12, "b": "Old coal burns. " * 12}
    >>> topic_numbers(make_corpus(texts), [2, 3])["n"].tolist()
    [2]
    """
    check_whole(runs, "runs")
    wanted = [numbers] if isinstance(numbers, int) else list(numbers)
    for number in wanted:
        check_whole(number, "numbers")
    if not wanted:
        raise AnalysisError("there is no number to try", where="numbers", do="give for instance range(2, 9)")
    wanted = sorted(set(wanted))
    held = passage_matrix(corpus, passages=passages, stopwords=stopwords, seed=seed)
    possible = [n for n in wanted if _too_small(held, n, passages) is None]
    if not possible:
        _checked(held, min(wanted), passages)
    steady = [stability(held, fit(held, n, seed=seed), runs=runs, seed=seed) for n in possible]
    table = pd.DataFrame(
        {
            "n": np.array(possible, np.int64),
            "stability": np.array([values.mean() for values in steady]),
            "lowest": np.array([values.min() for values in steady]),
        }
    )
    best = table["stability"].round(2)
    table["suggested"] = table.index == (best == best.max())[::-1].idxmax()
    notes = _notes(held, stopwords)
    if best.max() < STEADY:
        notes.append(f"no number of topics is steady here: none reaches {STEADY} on average")
    return result(
        table,
        corpus,
        "topic_numbers",
        notes=notes,
        numbers=wanted,
        passages=passages,
        runs=runs,
        seed=seed,
        stopwords=sorted(term_of(word) for word in several(stopwords)),
    )


def topic_themes(
    corpus: Corpus,
    n: int,
    themes: Themes,
    *,
    passages: str = "sentences",
    stopwords: Collection[str] = (),
    seed: int = 0,
) -> pd.DataFrame:
    """How the topics of `topics` (same options) relate to themes: topic, theme, mentions, share, expected.

    Each mention falls to the topics in the proportions of its passage: mentions is their sum, share its part of the
    theme's mentions, expected the part of all passages that the topic takes. A share far above expected says that the
    topic speaks of the theme. A mention in a passage without usable words falls to none.

    >>> from analysis import make_corpus, read_themes
    >>> texts = {"a": "Electric vehicles run. " * 12, "b": "Old coal burns. " * 12}
    >>> table = topic_themes(make_corpus(texts), 2, read_themes("seeds/themes.toml"))
    >>> table[table.theme == "ev-manufacturing"].round(3)[["topic", "share", "expected"]].values.tolist()
    [[1.0, 1.0, 0.5], [2.0, 0.0, 0.5]]
    """
    held, model = _model(corpus, n, passages, stopwords, seed)
    proportions = _proportions(model.passages)
    found = find_mentions(corpus, themes)
    passage = held.of_word[found.first]
    mentions = np.zeros((n, len(themes)))
    np.add.at(mentions.T, found.theme[passage >= 0], proportions[passage[passage >= 0]])
    totals = np.bincount(found.theme, minlength=len(themes))
    table = pd.DataFrame(
        {
            "topic": np.repeat(np.arange(1, n + 1), len(themes)),
            "theme": pd.Series(list(themes.names) * n, dtype="str"),
            "mentions": mentions.ravel(),
            "share": (mentions / np.maximum(totals, 1)).ravel(),
            "expected": np.repeat(proportions.mean(axis=0), len(themes)),
        }
    )
    stops = sorted(term_of(word) for word in several(stopwords))
    return result(table, corpus, "topic_themes", n=n, passages=passages, stopwords=stops, seed=seed, **themes.settings)


def _model(corpus: Corpus, n: int, passages: str, stopwords: Collection[str], seed: int) -> tuple[Passages, Model]:
    check_whole(n, "n")
    check_whole(seed, "seed", least=0)
    held = passage_matrix(corpus, passages=passages, stopwords=stopwords, seed=seed)
    _checked(held, n, passages)
    return held, fit(held, n, seed=seed)


def _too_small(held: Passages, n: int, passages: str) -> str | None:
    rows, columns = held.weights.shape
    if rows < PASSAGES_PER_TOPIC * n:
        return f"{n} topics need at least {PASSAGES_PER_TOPIC * n} {passages} that share words; here are {rows}"
    distinct: set[bytes] = set()
    for start, end in pairwise(held.weights.indptr):
        distinct.add(held.weights.indices[start:end].tobytes())
        if len(distinct) >= n <= columns:
            return None
    return f"{n} topics need at least {n} different {passages} and words; here are {min(columns, len(distinct))}"


def _checked(held: Passages, n: int, passages: str) -> None:
    if complaint := _too_small(held, n, passages):
        shorter = ' or passages="sentences"' if passages == "paragraphs" else ""
        raise AnalysisError(complaint, where="topics", do=f"ask for fewer topics{shorter}, or add documents")


def _terms(held: Passages, model: Model, top: int) -> pd.DataFrame:
    # Rounded for the order only; equal weights stand in alphabetical order.
    order = np.argsort(-model.terms.round(9), axis=1, kind="stable")[:, : max(top, 0)]
    topic, place = np.repeat(np.arange(len(order)), order.shape[1]), order.ravel()
    table = pd.DataFrame(
        {
            "topic": topic + 1,
            "term": pd.Series(held.terms[place], dtype="str"),
            "weight": model.terms[topic, place],
        }
    )
    return table[table["weight"] > 0].reset_index(drop=True)


def _documents(corpus: Corpus, held: Passages, model: Model) -> pd.DataFrame:
    documents, n = len(corpus.ids), model.passages.shape[1]
    weight = np.zeros((documents, n))
    np.add.at(weight, held.owners, model.passages)
    return pd.DataFrame(
        {
            "document": pd.Series(np.repeat(np.array(corpus.ids, dtype=object), n), dtype="str"),
            "topic": np.tile(np.arange(1, n + 1), documents),
            "weight": _proportions(weight).ravel(),
        }
    )


def _proportions(rows: np.ndarray) -> np.ndarray:
    total = rows.sum(axis=1, keepdims=True)
    return np.divide(rows, total, out=np.zeros_like(rows), where=total > 0)


def _stability(steady: np.ndarray | None, n: int) -> pd.DataFrame:
    values = np.zeros(0) if steady is None else steady
    return pd.DataFrame(
        {
            "topic": np.arange(1, len(values) + 1),
            "stability": values,
            "note": pd.Series(
                ["" if value >= STEADY else "resampled passages give other words" for value in values], dtype="str"
            ),
        }
    )


def _notes(held: Passages, stopwords: Collection[str]) -> list[str]:
    notes = []
    if held.weights.shape[0] > LEARNED:
        notes.append(f"learned on {LEARNED:,} of {held.weights.shape[0]:,} passages, then found in all")
    if not stopwords:
        notes.append("no stop words were left out: common words may make topics of their own")
    return notes
