"""TF-IDF: which terms a document holds more of than the others do, under three named schemes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import AnalysisError
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
    if scheme not in _SCHEMES:
        raise AnalysisError(
            f"there is no TF-IDF scheme {scheme!r}", where="scheme", do=f"choose from {', '.join(SCHEMES)}"
        )
    if norm not in ("l2", None):
        raise AnalysisError(f"there is no norm {norm!r}", where="norm", do="choose 'l2' or None")
    counts, terms = term_matrix(corpus, stopwords=stopwords)
    idf_of, is_share, is_scaled = _SCHEMES[scheme]
    cells = counts.tocoo()
    row, column = cells.coords
    held = np.bincount(column, minlength=len(terms))
    idf = idf_of(np.maximum(held, 1), len(corpus.ids))[column]
    sizes = corpus.words.sizes if not stopwords else np.asarray(counts.sum(axis=1)).ravel()
    tf = cells.data / sizes[row] if is_share else cells.data.astype(float)
    weight = tf * idf
    if is_scaled and norm == "l2" and len(row):
        weight = weight / np.sqrt(np.bincount(row, weights=weight**2, minlength=len(corpus.ids)))[row]
    table = pd.DataFrame({"row": row, "column": column, "count": cells.data, "tf": tf, "idf": idf, "tf_idf": weight})
    # Rounded for the order only, so that weights equal but for the last bits are ties on every machine.
    table = table.iloc[np.lexsort((column, -weight.round(12), row))].reset_index(drop=True)
    table.insert(0, "document", pd.Series(np.array(corpus.ids, dtype=object)[table.pop("row")], dtype="str"))
    table.insert(1, "term", pd.Series(terms[table.pop("column")], dtype="str"))
    return result(
        table,
        corpus,
        "tf_idf",
        notes=_notes(table, len(corpus.ids)),
        scheme=scheme,
        norm=norm or "" if is_scaled else "",
        stopwords=sorted(map(term_of, stopwords)),
    )


def _notes(table: pd.DataFrame, documents: int) -> list[str]:
    zero = table.loc[table["tf_idf"] == 0, "term"].nunique()
    if not zero:
        return []
    return [
        f"{zero} terms weigh 0 because each of the {documents} documents holds them: this scheme sees only "
        'differences; scheme="sklearn" keeps shared terms'
    ]
