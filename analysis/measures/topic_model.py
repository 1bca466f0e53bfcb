"""Topics found in passages: non-negative matrix factorisation of their TF-IDF, the same on every machine and order."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from analysis.errors import AnalysisError
from analysis.measures.checks import check_corpus, several
from analysis.measures.positions import occurrences, sentence_keys
from analysis.measures.terms import term_of
from analysis.measures.uncertainty import document_key
from analysis.measures.weights import smooth_idf

if TYPE_CHECKING:
    from analysis.corpus import Corpus

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PASSAGES = ("sentences", "paragraphs")
PASSAGES_PER_TOPIC = 10  # with fewer, a topic is a handful of sentences and its words are theirs
LEARNED = 5000  # passages that topics are learned on: bounds the time, and more change the topics little
_FEWEST = 2  # a term of one passage alone joins it to no other
_PARAGRAPH = re.compile(r"\n[\s\u2060]*\n")


@dataclass(frozen=True, eq=False)
class Passages:
    """Passages with words, in text order: whose they are, their terms, their TF-IDF."""

    owners: Ints  # numbers of documents in corpus.ids
    of_word: Ints  # for each word of the corpus its passage, -1 for one that was left out
    terms: npt.NDArray[np.object_]
    weights: sparse.csr_array  # passages × terms, rows of length 1
    sample: Ints  # the passages that topics are learned on

    def learned(self) -> tuple[Ints, sparse.csr_array]:
        """The numbers of the terms that the sample holds, and its weights of them."""
        sample = self.weights[self.sample]
        known = np.flatnonzero(np.bincount(sample.indices, minlength=sample.shape[1]))
        return known, sparse.csr_array(sample[:, known])


@dataclass(frozen=True, eq=False)
class Model:
    """`terms`: topics × terms, each row sums to 1; `passages`: passages × topics, how much of each a topic takes."""

    terms: Floats
    passages: Floats


def passage_matrix(corpus: Corpus, *, passages: str, stopwords: Collection[str], seed: int) -> Passages:
    """The passages of a corpus that hold at least one term which another passage holds too."""
    check_corpus(corpus)
    if passages not in PASSAGES:
        raise AnalysisError(
            f"there are no passages called {passages!r}", where="passages", do=f"choose {' or '.join(PASSAGES)}"
        )
    store = corpus.words
    keys, owners = _sentences(corpus) if passages == "sentences" else _paragraphs(corpus)
    counts = occurrences(keys, store.ids, (len(owners), len(store.terms)))
    common = np.bincount(counts.indices, minlength=len(store.terms)) >= _FEWEST
    columns = np.flatnonzero(common & ~pd.Index(store.terms).isin({term_of(word) for word in several(stopwords)}))
    counts = sparse.csr_array(counts[:, columns])
    # A corpus is in the order of its ids, however it was read: so the order of these rows, and all sums, are settled.
    rows = np.flatnonzero(np.diff(counts.indptr))
    place = np.full(len(owners), -1)
    place[rows] = np.arange(len(rows))
    sample = _sample(corpus, owners[rows], seed)
    return Passages(owners[rows], place[keys], store.terms[columns], _weighted(sparse.csr_array(counts[rows])), sample)


def _sentences(corpus: Corpus) -> tuple[Ints, Ints]:
    """For each word the number of its sentence through all documents, and for each sentence its document."""
    return sentence_keys(corpus), corpus.spans.owners


def _paragraphs(corpus: Corpus) -> tuple[Ints, Ints]:
    """For each word the number of its paragraph through all documents, and for each paragraph its document."""
    store, keys = corpus.words, np.zeros(corpus.words.total, np.int64)
    owners: list[int] = []
    for number, document in enumerate(corpus.ids):
        ends = [match.start() for match in _PARAGRAPH.finditer(corpus.body(document))]
        words = slice(store.pointers[number], store.pointers[number + 1])
        keys[words] = len(owners) + np.searchsorted(ends, store.starts[words])
        owners += [number] * (len(ends) + 1)
    return keys, np.array(owners, np.int64)


def _weighted(counts: sparse.csr_array) -> sparse.csr_array:
    weights = sparse.csr_array(counts.astype(float))
    weights.sort_indices()
    idf = smooth_idf(np.bincount(weights.indices, minlength=weights.shape[1]), weights.shape[0])
    weights.data *= idf[weights.indices]
    row = np.repeat(np.arange(weights.shape[0]), np.diff(weights.indptr))
    weights.data /= np.sqrt(np.bincount(row, weights=weights.data**2, minlength=weights.shape[0]))[row]
    return weights


def _sample(corpus: Corpus, owners: Ints, seed: int) -> Ints:
    """All passages, or LEARNED of them by lots that follow from seed, document and place in it: no order matters."""
    if len(owners) <= LEARNED:
        return np.arange(len(owners))
    held, sizes = np.unique(owners, return_counts=True)
    lots = [
        np.random.Philox(key=document_key(corpus.ids[document], seed)).random_raw(size)
        for document, size in zip(held, sizes, strict=True)
    ]
    return np.sort(np.argsort(np.concatenate(lots), kind="stable")[:LEARNED])


def fit(passages: Passages, n: int, *, seed: int) -> Model:
    """`n` topics, from a start that the matrix itself gives (NNDSVD: Boutsidis & Gallopoulos 2008)."""
    from sklearn.decomposition import NMF

    known, sample = passages.learned()
    with _steady():
        learner = NMF(n, init="nndsvd", random_state=seed, tol=1e-3, max_iter=200).fit(sample)
        shares = learner.transform(passages.weights[:, known])
    size = learner.components_.sum(axis=1)
    terms = np.zeros((n, len(passages.terms)))
    terms[:, known] = learner.components_ / np.maximum(size, 1e-300)[:, None]
    order = np.argsort(-(shares * size).sum(axis=0).round(9), kind="stable")
    return Model(terms[order], (shares * size)[:, order])


def stability(passages: Passages, model: Model, *, runs: int, seed: int) -> Floats:
    """For each topic the mean cosine with its best match, over `runs` other seeds on resampled passages."""
    from sklearn.decomposition import NMF

    known, sample = passages.learned()
    found, size = _unit(model.terms[:, known]), sample.shape[0]
    total = np.zeros(len(found))
    with _steady():
        for run in range(runs):
            # Drawn by a counter-based generator: the same on every machine.
            draw = np.random.Generator(np.random.Philox(key=[seed, run])).integers(0, size, size)
            # The seed fills the zeros of the start: one all of chance often ends in a far worse fit, and measures that.
            learner = NMF(len(found), init="nndsvdar", random_state=seed + run + 1, tol=2e-2, max_iter=100)
            total += (found @ _unit(learner.fit(sample[np.sort(draw)]).components_).T).max(axis=1)
    return np.minimum(total / max(runs, 1), 1.0)


def _unit(rows: Floats) -> Floats:
    return rows / np.maximum(np.sqrt((rows**2).sum(axis=1)), 1e-300)[:, None]


@contextmanager
def _steady() -> Iterator[None]:
    """One thread, so that sums run in one order; and no word on stderr if the last digits have not settled."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
