"""How often each term occurs, in how many documents, how evenly: over the corpus or for each group of documents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from analysis.errors import AnalysisError
from analysis.language.words import words
from analysis.measures.checks import check_corpus, check_whole, several
from analysis.measures.groups import group_codes
from analysis.measures.results import Described, result
from analysis.measures.tallies import Block, Tally, tallies

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
    counts, columns = _chosen(corpus, n, stopwords, same)
    blocks = [Block(np.arange(len(corpus.ids)), counts)]
    return frequencies(corpus, lambda: blocks, columns, corpus.words.sizes, by=by, n=n)


def frequencies(
    corpus: Described,
    blocks: Callable[[], Iterable[Block]],
    columns: TermColumns,
    sizes: npt.NDArray[np.int64],
    *,
    by: str | None,
    n: int,
) -> pd.DataFrame:
    """The last step of `term_frequencies`, from the counts of all documents of a corpus in blocks."""
    settings: dict[str, Any] = {
        "by": by or "",
        "n": n,
        "stopwords": columns.stopwords,
        "same": columns.same,
        "dispersion": "DPnorm over documents",
    }
    if by == "document":
        table, notes = _by_document(corpus.ids, blocks(), sizes), ["dispersion is 0: every row is of one document"]
    else:
        codes, names = group_codes(corpus, by) if by else (np.zeros(len(corpus.ids), np.int64), [""])
        notes = _not_spread(names, np.bincount(codes[sizes > 0], minlength=len(names)))
        sums = tallies(blocks, codes, len(names), sizes, len(columns.terms))
        tables = [_group_table(sums.group(code), int(sums.sizes[code])) for code in range(len(names))]
        nothing = _group_table(Tally(*(np.zeros(0, np.int64),) * 3, np.zeros(0)), 0)
        table = pd.concat([nothing, *tables], ignore_index=True)
        if by:
            rows = np.repeat(np.arange(len(names)), [len(one) for one in tables])
            table.insert(0, by, pd.Series(np.array(names, dtype=object)[rows], dtype="str"))
    # Names once for all groups: turning many strings into a column is what takes time.
    table["term"] = pd.Series(pd.array(columns.terms, dtype="str").take(table["term"].to_numpy()), dtype="str")
    return result(table, corpus, "term_frequencies", notes=notes, **settings)


def counted_terms(
    corpus: Corpus, n: int, *, without: Collection[str] = ()
) -> tuple[sparse.csr_array, npt.NDArray[np.object_]]:
    """Documents × terms counts, and the terms: words, or sequences of `n` words of one sentence.

    Sequences that begin or end with a word of `without` may be left out already.
    """
    check_whole(n, "n")
    return _sequences(corpus, n, set(without)) if n > 1 else corpus.counts()


@dataclass(frozen=True, eq=False)
class TermColumns:
    """Which terms a table is about: those of `same` counted as one, stop words left out."""

    terms: npt.NDArray[np.object_]
    join: sparse.csr_array | None
    kept: npt.NDArray[np.bool_] | None
    stopwords: list[str]
    same: dict[str, list[str]]

    @staticmethod
    def chosen(
        terms: npt.NDArray[np.object_],
        *,
        stopwords: Collection[str] = (),
        same: Mapping[str, Collection[str]] | None = None,
        n: int = 1,
        left_out: bool = False,
    ) -> TermColumns:
        """The columns that are left of `terms`, sequences of `n` words; `left_out`: stop words are gone already."""
        join = kept = None
        same = _forms(same)
        if same:
            terms, join = _joined(
                terms, {term_of(form): term_of(head) for head, forms in same.items() for form in forms}
            )
        stops = sorted(map(term_of, several(stopwords)))
        if stops and not left_out:
            out = set(stops)
            kept = ~pd.Index(terms).isin(out) if n == 1 else _ends_outside(terms, out)
            terms = terms[kept]
        return TermColumns(terms, join, kept, stops, {head: sorted(rest) for head, rest in sorted(same.items())})

    def of(self, counts: sparse.csr_array) -> sparse.csr_array:
        """The counts over the chosen columns."""
        if self.join is not None:
            counts = sparse.csr_array(counts @ self.join)
            counts.sort_indices()
        return counts if self.kept is None else sparse.csr_array(counts[:, self.kept])


def _forms(same: Any) -> dict[str, Collection[str]]:
    """Which forms count as one term, by the term; AnalysisError for anything else."""
    if same is not None and not isinstance(same, Mapping):
        raise AnalysisError(f"{same!r} says nothing of forms", where="same", do='give {"vehicle": ["vehicles"]}')
    return {head: several(forms, "same") for head, forms in (same or {}).items()}


def _ends_outside(terms: npt.NDArray[np.object_], stops: set[str]) -> npt.NDArray[np.bool_]:
    """Which sequences neither begin nor end with a stop word."""
    return np.array([not ({term.partition(" ")[0], term.rpartition(" ")[2]} & stops) for term in terms], dtype=bool)


def term_matrix(
    corpus: Corpus,
    *,
    n: int = 1,
    stopwords: Collection[str] = (),
    same: Mapping[str, Collection[str]] | None = None,
) -> tuple[sparse.csr_array, npt.NDArray[np.object_]]:
    """Documents × terms counts and their terms, with the options of `term_frequencies`: what all term tables start
    from."""
    counts, columns = _chosen(corpus, n, stopwords, same)
    return counts, columns.terms


def _chosen(
    corpus: Corpus, n: int, stopwords: Collection[str], same: Mapping[str, Collection[str]] | None
) -> tuple[sparse.csr_array, TermColumns]:
    """The counts over the columns that the options leave."""
    check_corpus(corpus)
    stops = {term_of(word) for word in several(stopwords)}
    counts, terms = counted_terms(corpus, n, without=set() if same else stops)
    columns = TermColumns.chosen(terms, stopwords=stopwords, same=same, n=n, left_out=n > 1 and not same)
    return columns.of(counts), columns


def term_of(word: str) -> str:
    """A word as it is counted (casefold of NFC …); a phrase keeps one space between its words.

    >>> term_of("China’s"), term_of("Low  carbon")
    ('china', 'low carbon')
    """
    return " ".join(term for _, _, term in words(word))


def _group_table(sums: Tally, words: int) -> pd.DataFrame:
    """The rows of one group of documents; `term` is still the number of the term."""
    # Terms are sorted already, so a stable sort by count leaves ties in alphabetical order.
    order = np.argsort(-sums.count, kind="stable")
    return pd.DataFrame(
        {
            "term": sums.terms[order],
            "count": sums.count[order],
            "documents": sums.documents[order],
            "per_1000": 1000 * sums.count[order] / max(words, 1),
            "dispersion": sums.dispersion[order],
        }
    )


def _not_spread(names: Sequence[str], documents: npt.NDArray[np.int64]) -> list[str]:
    """Of which groups dispersion says nothing, given how many of their documents hold words."""
    few = [name for name, held in zip(names, documents.tolist(), strict=True) if held < 2]
    if not few:
        return []
    where = "" if few == [""] else f" for {few[0]}" + f" and {len(few) - 1} more" * (len(few) > 1)
    return [f"dispersion is 0{where}: fewer than two documents hold words"]


def _by_document(ids: Sequence[str], blocks: Iterable[Block], sizes: npt.NDArray[np.int64]) -> pd.DataFrame:
    """Each document a group of its own: a term is in one document, and spread over one."""
    found = [(np.repeat(block.documents, np.diff(block.counts.indptr)), block.counts) for block in blocks]
    document = np.concatenate([np.zeros(0, np.int64), *(rows for rows, _ in found)])
    term = np.concatenate([np.zeros(0, np.int64), *(counts.indices for _, counts in found)]).astype(np.int64)
    count = np.concatenate([np.zeros(0, np.int64), *(counts.data for _, counts in found)]).astype(np.int64)
    order = np.lexsort((term, -count, document))
    document, term, count = document[order], term[order], count[order]
    return pd.DataFrame(
        {
            "document": pd.Series(np.array(ids, dtype=object)[document], dtype="str"),
            "term": term,
            "count": count,
            "documents": np.ones(len(count), np.int64),
            "per_1000": 1000 * count / np.maximum(sizes[document], 1),
            "dispersion": np.zeros(len(count)),
        }
    )


def _joined(
    terms: npt.NDArray[np.object_], head_of: Mapping[str, str]
) -> tuple[npt.NDArray[np.object_], sparse.csr_array]:
    """The terms with some of them under one head, and the matrix terms × heads that counts are multiplied with."""
    heads, place = np.unique(np.array([head_of.get(term, term) for term in terms], dtype=object), return_inverse=True)
    join = sparse.csr_array(
        (np.ones(len(terms), np.int64), (np.arange(len(terms)), place)), shape=(len(terms), len(heads))
    )
    return heads, join


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
