"""How often each term occurs, in how many documents, how evenly: over the corpus or for each group of documents."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from analysis.errors import AnalysisError
from analysis.language.words import words
from analysis.measures.dispersion import dp_norm
from analysis.measures.groups import group_codes
from analysis.measures.results import result

if TYPE_CHECKING:
    from analysis.corpus import Corpus


def term_frequencies(
    corpus: Corpus,
    *,
    by: str | None = None,
    n: int = 1,
    stopwords: Collection[str] = (),
    same: Mapping[str, Collection[str]] | None = None,
) -> pd.DataFrame:
    """One row per term that occurs: [by,] term, count, documents, per_1000, dispersion; most frequent first.

    `by` is document, a metadata column or a period; `n` counts sequences of n words of one sentence (term: the words
    with a space between). `stopwords` are left out of the table (a sequence is left out if it begins or ends with one),
    not out of the words that per_1000 divides by. `same` counts terms as one: {"vehicles": ["vehicle"]}.
    per_1000 is the count per 1,000 words of the body; dispersion is DPnorm over documents, 0 even to 1 clumped
    (Gries 2008; Lijffijt & Gries 2012).

    >>> from analysis import make_corpus
    >>> term_frequencies(make_corpus({"a": "red red blue", "b": "red"}))[["term", "count", "documents"]].values.tolist()
    [['red', 3, 2], ['blue', 1, 1]]
    """
    counts, terms = term_matrix(corpus, n=n, stopwords=stopwords, same=same)
    notes = [] if np.count_nonzero(corpus.words.sizes) > 1 else ["dispersion is 0: fewer than two documents hold words"]
    settings: dict[str, Any] = {
        "by": by or "",
        "n": n,
        "stopwords": sorted(map(term_of, _several(stopwords))),
        "same": {head: sorted(rest) for head, rest in sorted((same or {}).items())},
        "dispersion": "DPnorm over documents",
    }
    if by is None:
        table = _group_table(counts, corpus.words.sizes)
    else:
        codes, names = group_codes(corpus, by)
        tables = [_group_table(counts[codes == code], corpus.words.sizes[codes == code]) for code in range(len(names))]
        rows = np.repeat(np.arange(len(names)), [len(one) for one in tables])
        table = pd.concat([_group_table(counts[:0], corpus.words.sizes[:0]), *tables], ignore_index=True)
        table.insert(0, by, pd.Series(np.array(names, dtype=object)[rows], dtype="str"))
    # Names once for all groups: turning many strings into a column is what takes time.
    table["term"] = pd.Series(pd.array(terms, dtype="str").take(table["term"].to_numpy()), dtype="str")
    return result(table, corpus, "term_frequencies", notes=notes, **settings)


def term_matrix(
    corpus: Corpus,
    *,
    n: int = 1,
    stopwords: Collection[str] = (),
    same: Mapping[str, Collection[str]] | None = None,
) -> tuple[sparse.csr_array, npt.NDArray[np.object_]]:
    """Documents × terms counts and their terms, with the options of `term_frequencies`: what all term tables start
    from."""
    if n < 1:
        raise AnalysisError(f"n is {n}", where="term_frequencies", do="give 1 for words, 2 or 3 for sequences of words")
    stops = {term_of(word) for word in _several(stopwords)}
    # Where forms are merged first, only the merged names say what is left out.
    counts, terms = _sequences(corpus, n, set() if same else stops) if n > 1 else corpus.counts()
    if same:
        counts, terms = _merged(
            counts, terms, {term_of(form): term_of(head) for head, forms in same.items() for form in forms}
        )
    if stops and n == 1:
        keep = ~pd.Index(terms).isin(stops)
        counts, terms = counts[:, keep], terms[keep]
    elif stops and same:
        keep = np.array([not ({*term.split(" ")[:1], *term.split(" ")[-1:]} & stops) for term in terms], dtype=bool)
        counts, terms = counts[:, keep], terms[keep]
    return counts, terms


def term_of(word: str) -> str:
    """A word as it is counted (casefold of NFC …); a phrase keeps one space between its words.

    >>> term_of("China’s"), term_of("Low  carbon")
    ('china', 'low carbon')
    """
    return " ".join(term for _, _, term in words(word))


def _several(words: Collection[str]) -> Collection[str]:
    """One word given as a string is that word, not its letters."""
    return [words] if isinstance(words, str) else words


def _group_table(counts: sparse.csr_array, sizes: npt.NDArray[np.int64]) -> pd.DataFrame:
    """The rows of one group of documents; `term` is still the number of the term."""
    total = np.asarray(counts.sum(axis=0)).ravel().astype(np.int64)
    present = np.flatnonzero(total)
    held = np.bincount(counts.indices, minlength=counts.shape[1]).astype(np.int64)
    # Terms are sorted already, so a stable sort by count leaves ties in alphabetical order.
    order = present[np.argsort(-total[present], kind="stable")]
    return pd.DataFrame(
        {
            "term": order,
            "count": total[order],
            "documents": held[order],
            "per_1000": 1000 * total[order] / max(int(sizes.sum()), 1),
            "dispersion": dp_norm(counts, sizes)[order],
        }
    )


def _merged(
    counts: sparse.csr_array, terms: npt.NDArray[np.object_], head_of: Mapping[str, str]
) -> tuple[sparse.csr_array, npt.NDArray[np.object_]]:
    heads, place = np.unique(np.array([head_of.get(term, term) for term in terms], dtype=object), return_inverse=True)
    join = sparse.csr_array(
        (np.ones(len(terms), np.int64), (np.arange(len(terms)), place)), shape=(len(terms), len(heads))
    )
    merged = sparse.csr_array(counts @ join)
    merged.sort_indices()
    return merged, heads


def ngram_occurrences(
    corpus: Corpus, n: int, *, stops: Collection[str] = ()
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.object_]]:
    """Every sequence of n words within a sentence: the number of its first word, its code, and the names of the codes.

    Codes count the names in alphabetical order; a name is the terms with one space between. Sequences that begin or end
    with one of `stops` are left out.
    """
    store = corpus.words
    if n == 1 and not stops:
        return np.arange(store.total), store.ids.astype(np.int64), store.terms
    starts = np.flatnonzero(_in_one_sentence(store.same_sentence, n))
    if stops:
        usable = ~pd.Index(store.terms).isin(stops)[store.ids]
        starts = starts[usable[starts] & usable[starts + n - 1]]
    codes, names = store.ids[starts].astype(np.int64), store.terms
    for offset in range(1, n):
        # Pair by pair, so that the codes stay small whatever n and the vocabulary are. No character of a term sorts
        # before the space, so the order of the pairs is that of their names.
        pairs, codes = np.unique(codes * len(store.terms) + store.ids[starts + offset], return_inverse=True)
        earlier, last = np.divmod(pairs, max(len(store.terms), 1))
        names = names[earlier] + (" " + store.terms)[last] if len(pairs) else names[:0]
    return starts, codes, names


def _in_one_sentence(same_sentence: npt.NDArray[np.bool_], n: int) -> npt.NDArray[np.bool_]:
    """For each word: does a sequence of n words of one sentence begin with it?"""
    within = np.ones(len(same_sentence), dtype=bool)
    for offset in range(n - 1):
        within[: max(len(within) - offset, 0)] &= same_sentence[offset:]
    return within


def _sequences(corpus: Corpus, n: int, stops: set[str]) -> tuple[sparse.csr_array, npt.NDArray[np.object_]]:
    starts, codes, names = ngram_occurrences(corpus, n, stops=stops)
    owners = corpus.words.owners[starts]
    cells = (np.ones(len(starts), np.int64), (owners, codes))
    matrix = sparse.csr_array(cells, shape=(len(corpus.ids), len(names)))
    matrix.sum_duplicates()
    return matrix, names
