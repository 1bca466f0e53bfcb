"""Which words set one side of a corpus apart from the other: keyness, with its size, its certainty and its spread."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.measures.asked import kept_frequencies, kept_query
from analysis.measures.association import (
    benjamini_hochberg,
    g2,
    log_ratio,
    p_value,
    weighted_log_odds,
    within_documents,
)
from analysis.measures.checks import check_corpus, check_whole, several
from analysis.measures.results import Described, result
from analysis.measures.sides import (
    Reference,
    Side,
    Target,
    as_reference,
    check_target,
    described,
    in_words,
    two_sides,
    words_of_sides,
)
from analysis.measures.terms import term_of
from analysis.measures.theme_file import Theme, Themes
from analysis.measures.uncertainty import FEWEST_DOCUMENTS, ONE_DOCUMENT, flag

if TYPE_CHECKING:
    from analysis.corpus import Corpus


WITHIN = "no more than documents differ"
WORDS_DRAWN = "low, high, g2 and p take every word as drawn by itself, and words come in documents"


def contrast(
    corpus: Corpus,
    target: Target,
    *,
    reference: Reference | None = None,
    minimum: int = 1,
    stopwords: Collection[str] = (),
) -> pd.DataFrame:
    """One row per term of either side, most typical of the target first (by signed G²), of the reference last.

    `target` is a document id or several; or what is known of documents, as in {"source": "embassy"} or
    {"year": ["2019", "2020"]}; or a theme, or a table of mentions: then the sentences with a mention stand against
    those without. `reference` is the rest by default; else documents named in the same ways, or a list of frequencies:
    a table with term, count (and documents, dispersion where known), a Series of counts by term, or {term: count}.

    - count, reference: how often on each side
    - log_ratio, low, high: log2 of the ratio of the rates, a count of 0 as 0.5 (Hardie 2014), log-normal 95 % interval
    - g2: four-cell G², negative where the reference has the higher rate (Dunning 1993)
    - p: its probability from χ² with one degree of freedom, adjusted over the table (Benjamini & Hochberg 1995)
    - z: weighted log odds (Monroe, Colaresi & Quinn 2008)
    - documents, documents_reference: how many hold the term; dispersion, dispersion_reference: DPnorm over them
    - flag: why not to trust the row, for the side with the higher rate; "no more than documents differ" where low and
      high are on one side of 0, but would not be if documents were drawn instead of words

    `minimum` is the fewest mentions of a term on both sides together; `stopwords` are left out of the rows. Neither
    changes the sizes of the sides, which are all their words. AnalysisError where a side holds no words.

    >>> from analysis.corpus import make_corpus
    >>> corpus = make_corpus({"1": "b b b b b b b a a a", "2": "a a a a a a a b b"})
    >>> contrast(corpus, "1")[["term", "count", "reference", "g2"]].round(4).values.tolist()
    [['b', 7, 2, 4.5349], ['a', 3, 7, -4.5349]]
    """
    check_corpus(corpus)
    check_whole(minimum, "minimum")
    check_target(target)
    reference = as_reference(corpus, reference)
    sides = two_sides(corpus, target, reference)
    return contrasted(corpus, sides, target, reference, minimum=minimum, stopwords=stopwords)


def contrasted(
    corpus: Described,
    sides: tuple[Side, Side],
    target: Target,
    reference: Reference | None = None,
    *,
    minimum: int = 1,
    stopwords: Collection[str] = (),
) -> pd.DataFrame:
    """The last step of `contrast`, from the counts of both sides."""
    mine, theirs = sides
    stops = {term_of(word) for word in several(stopwords)}
    enough = mine.count + theirs.count >= max(minimum, 1)
    kept = mine.terms[enough & ~pd.Index(mine.terms).isin(stops)]
    table = _scored(mine.over(kept), theirs.over(kept))
    # Rounded for the order only, so that scores equal but for the last bits are ties on every machine.
    order = np.lexsort((np.arange(len(kept)), -table["g2"].to_numpy().round(9)))
    return result(
        table.iloc[order].reset_index(drop=True),
        corpus,
        "contrast",
        interval="log-normal, 95 %, of log_ratio",
        notes=_notes(mine, theirs, len(table)),
        target=described(target),
        reference=described(reference),
        **_kept(target, reference),
        sides=f"{in_words(target)} against {in_words(reference)}",
        words_target=mine.size,
        words_reference=theirs.size,
        minimum=minimum,
        stopwords=sorted(stops),
        g2="four cells, signed",
        p="chi-squared, 1 degree of freedom, Benjamini-Hochberg",
        z="informative Dirichlet prior (the counts of both sides), two-term variance",
        dispersion="DPnorm over documents",
    )


def contrast_mentions(corpus: Corpus, target: Target, *, reference: Reference | None = None) -> pd.DataFrame:
    """The words behind the two counts of `contrast`, one row each: document, sentence, term, start, end, side.

    `side` is "target" (they make up count) or "reference"; a list of frequencies has no words to show.

    >>> from analysis.corpus import make_corpus
    >>> found = contrast_mentions(make_corpus({"1": "a b", "2": "b"}), "1")
    >>> found[found.term == "b"][["document", "side"]].values.tolist()
    [['1', 'target'], ['2', 'reference']]
    """
    check_corpus(corpus)
    check_target(target)
    mine, theirs = words_of_sides(corpus, target, reference)
    table = corpus.words.table().assign(side=pd.Series(np.where(mine, "target", "reference"), dtype="str"))
    return result(table[mine | theirs].reset_index(drop=True), corpus, "contrast_mentions")


def _kept(target: Target, reference: Reference | None) -> dict[str, Any]:
    """What must be known of the sides, beyond names of documents, to take the numbers again."""
    kept: dict[str, Any] = {}
    if isinstance(target, Theme | Themes | pd.DataFrame):
        kept["sentences_with"] = kept_query(target)
    if isinstance(reference, pd.DataFrame | pd.Series):
        kept["frequencies"] = kept_frequencies(reference)
    return kept


def _scored(mine: Side, theirs: Side) -> pd.DataFrame:
    cells = mine.count, theirs.count, mine.size, theirs.size
    score = g2(*cells)
    ratio, low, high = log_ratio(*cells)
    more = score >= 0
    flags = flag(np.where(more, mine.count, theirs.count), np.where(more, mine.documents, theirs.documents))
    flags[(flags == "") & within_documents(*cells, mine.variance, theirs.variance)] = WITHIN
    return pd.DataFrame(
        {
            "term": pd.Series(mine.terms, dtype="str"),
            "count": mine.count,
            "reference": theirs.count,
            "log_ratio": ratio,
            "low": low,
            "high": high,
            "g2": score,
            "p": benjamini_hochberg(p_value(score)),
            "z": weighted_log_odds(*cells),
            "documents": mine.documents,
            "documents_reference": theirs.documents,
            "dispersion": mine.dispersion,
            "dispersion_reference": theirs.dispersion,
            "flag": pd.Series(flags, dtype="str"),
        }
    )


def _notes(mine: Side, theirs: Side, rows: int) -> list[str]:
    notes = [f"p is adjusted over the {rows} terms of the table", WORDS_DRAWN]
    for name, side in (("target", mine), ("reference", theirs)):
        if 1 < side.parts < FEWEST_DOCUMENTS:
            notes.append(f"the {name} has {side.parts} documents, too few to say how much documents differ")
        if side.parts == 1:
            notes.append(f"the {name} is one document: every term that it has more of {ONE_DOCUMENT}")
    if theirs.parts == 0:
        notes.append("the reference is a list of frequencies: documents and dispersion are 0 where the list lacks them")
    return notes
