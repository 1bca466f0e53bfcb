"""TF-IDF: which terms a document holds more of than the others do, under three named schemes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from analysis.errors import AnalysisError
from analysis.measures.checks import several
from analysis.measures.results import result
from analysis.measures.terms import term_matrix, term_of

if TYPE_CHECKING:
    from analysis.corpus import Corpus

Floats = npt.NDArray[np.float64]


def smooth_idf(documents: npt.ArrayLike, total: int) -> Floats:
    """ln((1 + N) / (1 + df)) + 1, which no term makes zero (scikit-learn's TfidfTransformer).

    >>> smooth_idf([3, 0], 3).round(4).tolist()
    [1.0, 2.3863]
    """
    return np.log((1 + total) / (1 + np.asarray(documents, dtype=float))) + 1


def _plain_idf(logarithm: Callable[[Floats], Floats]) -> Callable[[npt.ArrayLike, int], Floats]:
    return lambda documents, total: logarithm(total / np.asarray(documents, dtype=float))


# scheme → (idf, is tf a share of the document's words, is the row scaled to length 1)
_SCHEMES: Mapping[str, tuple[Callable[[npt.ArrayLike, int], Floats], bool, bool]] = {
    "sklearn": (smooth_idf, False, True),
    "tidytext": (_plain_idf(np.log), True, False),
    "quanteda": (_plain_idf(np.log10), False, False),
}
SCHEMES = tuple(_SCHEMES)


def tf_idf(
    corpus: Corpus, *, scheme: str = "sklearn", norm: str | None = "l2", stopwords: Collection[str] = ()
) -> pd.DataFrame:
    """One row per document and term in it: document, term, count, tf, idf, tf_idf; heaviest first within a document.

    Schemes (N documents, df of them with the term): `sklearn` count × (ln((1+N)/(1+df)) + 1), each document scaled to
    length 1 unless `norm` is None; `tidytext` count/words × ln(N/df); `quanteda` count × log10(N/df). `stopwords` are
    left out before weighing. Equal weights stand in alphabetical order. `attrs["notes"]` says how many rows are zero
    because every document holds the term.

    >>> from analysis import make_corpus
    >>> corpus = make_corpus({"a": "the quick fox jumped jumped", "b": "over the lazy dog dog"})
    >>> table = tf_idf(corpus, scheme="tidytext").set_index(["document", "term"]).tf_idf
    >>> round(table["a", "jumped"], 6), table["a", "the"]      # 2/5 · ln 2, and ln(2/2)
    (np.float64(0.277259), np.float64(0.0))
    """
    counts, terms = term_matrix(corpus, stopwords=(stopwords := several(stopwords)))
    weighing = Weighing.chosen(scheme, norm, stopwords, counts.indices, terms, len(corpus.ids))
    table = weighing.rows(corpus.ids, counts, corpus.words.sizes)
    return result(table, corpus, "tf_idf", notes=weighing.notes, **weighing.settings)


def check_weighing(scheme: str, norm: str | None) -> None:
    """Raise AnalysisError unless there are such a scheme and norm."""
    if scheme not in _SCHEMES:
        raise AnalysisError(
            f"there is no TF-IDF scheme {scheme!r}", where="scheme", do=f"choose from {', '.join(SCHEMES)}"
        )
    if norm not in ("l2", None):
        raise AnalysisError(f"there is no norm {norm!r}", where="norm", do="choose 'l2' or None")


@dataclass(frozen=True, eq=False)
class Weighing:
    """What the weight of a term in any document follows from, once it is known how many documents hold each term."""

    scheme: str
    norm: str | None
    stopwords: tuple[str, ...]
    terms: npt.NDArray[np.object_]
    held: npt.NDArray[np.int64]
    documents: int

    @staticmethod
    def chosen(
        scheme: str,
        norm: str | None,
        stopwords: Collection[str],
        columns: npt.NDArray[np.integer],
        terms: npt.NDArray[np.object_],
        documents: int,
    ) -> Weighing:
        """From the columns of all cells of the counts."""
        held = np.bincount(columns, minlength=len(terms))
        return Weighing(scheme, norm, tuple(stopwords), terms, held, documents)

    def __post_init__(self) -> None:
        check_weighing(self.scheme, self.norm)

    @cached_property
    def idf(self) -> Floats:
        """The idf of each term."""
        return _SCHEMES[self.scheme][0](np.maximum(self.held, 1), self.documents)

    @cached_property
    def _vocabulary(self) -> pd.api.extensions.ExtensionArray:
        return pd.array(self.terms, dtype="str")

    def rows(self, ids: Sequence[str], counts: sparse.csr_array, words: npt.NDArray[np.int64]) -> pd.DataFrame:
        """The rows of some documents."""
        _, is_share, is_scaled = _SCHEMES[self.scheme]
        cells = counts.tocoo()
        row, column = cells.coords
        idf = self.idf[column]
        sizes = words if not self.stopwords else np.asarray(counts.sum(axis=1)).ravel()
        tf = cells.data / sizes[row] if is_share else cells.data.astype(float)
        weight = tf * idf
        if is_scaled and self.norm == "l2" and len(row):
            weight = weight / np.sqrt(np.bincount(row, weights=weight**2, minlength=len(ids)))[row]
        order = _heaviest_first(weight, counts.indptr)
        documents = pd.array(np.array(ids, dtype=object), dtype="str")
        return pd.DataFrame(
            {
                "document": pd.Series(documents.take(row[order]), dtype="str"),
                "term": pd.Series(self._vocabulary.take(column[order]), dtype="str"),
                "count": cells.data[order],
                "tf": tf[order],
                "idf": idf[order],
                "tf_idf": weight[order],
            }
        )

    @property
    def settings(self) -> dict[str, Any]:
        """What a table says of how it was weighed."""
        is_scaled = _SCHEMES[self.scheme][2]
        return {
            "scheme": self.scheme,
            "norm": (self.norm or "") if is_scaled else "",
            "stopwords": sorted(map(term_of, self.stopwords)),
        }

    @property
    def notes(self) -> list[str]:
        """What a reader must know of terms that weigh nothing."""
        zero = int(np.count_nonzero(self.idf[self.held > 0] == 0))
        if not zero:
            return []
        return [
            f"{zero} terms weigh 0 because each of the {self.documents} documents holds them: this scheme sees only "
            'differences; scheme="sklearn" keeps shared terms'
        ]


def _heaviest_first(weight: Floats, pointers: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """The order of the cells within each document; equal weights stay as they are, in alphabetical order."""
    order = np.arange(len(weight))
    # Rounded for the order only, so that weights equal but for the last bits are ties on every machine.
    key = -weight.round(12)
    for start, end in pairwise(pointers.tolist()):
        order[start:end] = start + np.argsort(key[start:end], kind="stable")
    return order
