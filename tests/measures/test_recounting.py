"""One claim, one way of counting: dropping a document is counting the smaller corpus, and dates bound documents."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import Corpus, make_corpus
from analysis.errors import AnalysisError
from analysis.measures.claims import claim
from analysis.measures.recounting import document_number, idf, published_in, ranking, sides
from analysis.measures.weights import SCHEMES


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """green stands in three documents, coal in two, old in one, iron in all: dropping one changes every idf."""
    texts = {
        "a": "Green green iron coal. Old iron.",
        "b": "Green iron iron. Coal, coal.",
        "c": "Iron green. Iron, iron.",
        "d": "Iron and tin.",
    }
    published = ["2007-12-31", "2007-11/2008-02", "2008", ""]
    return make_corpus(pd.DataFrame({"document": list(texts), "text": list(texts.values()), "published": published}))


def _without(corpus: Corpus, number: int) -> Corpus:
    return corpus.select([document for place, document in enumerate(corpus.ids) if place != number])


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("unit", ["word", "sentence"])
def test_dropping_from_a_comparison_is_counting_the_smaller_corpus(corpus: Corpus, scheme: str, unit: str) -> None:
    said = claim('"green" > "coal"')
    for inside in (np.ones(4, dtype=bool), np.array([True, True, False, False])):
        counted = sides(corpus, said, None, (inside, inside), unit, {"and"}).values(scheme, dropping=True)
        assert len(counted) == 5
        for number in range(4):
            left = np.delete(inside, number)
            smaller = sides(_without(corpus, number), said, None, (left, left), unit, {"and"}).values(scheme)
            assert counted[1 + number] == pytest.approx(smaller[0], abs=1e-12)
    assert len(set(counted.round(9))) > 2


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("unit", ["word", "sentence"])
def test_dropping_from_a_ranking_is_counting_the_smaller_corpus(corpus: Corpus, scheme: str, unit: str) -> None:
    for term in ("green", "old", "iron", "coal"):
        counted = ranking(corpus, 0, 1, unit, set()).values(scheme, term, dropping=True)
        assert counted[1] == counted[0]  # without its own document there is no ranking
        for number in (1, 2, 3):
            smaller = ranking(_without(corpus, number), 0, 1, unit, set()).values(scheme, term)
            assert counted[1 + number] == smaller[0]


def test_dropping_changes_some_rank(corpus: Corpus) -> None:
    """tidytext in a: coal ln(4/2) = .69, green 2 ln(4/3) = .58; without b coal ln 3 = 1.10, green 2 ln(3/2) = .81;
    without c coal ln(3/2) = .41, green 2 ln(3/2) = .81; without d all hold green. old, ln 4 or ln 3, is first."""
    ranks = ranking(corpus, 0, 1, "word", set()).values("tidytext", "green", dropping=True)
    assert ranks.tolist() == [3, 3, 3, 2, 0]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2007", ["a"]),
        ("2008", ["c"]),
        ("2007/2008", ["a", "b", "c"]),
        ("2008-01", []),
        ("../2007", ["a"]),
        ("2007-12/..", ["a", "c"]),
    ],
)
def test_a_document_is_in_a_date_if_all_of_its_interval_is(corpus: Corpus, date: str, expected: list[str]) -> None:
    if not expected:
        with pytest.raises(AnalysisError, match="no document is known to be published in 2008-01"):
            published_in(corpus, date)
        return
    assert [document for document, held in zip(corpus.ids, published_in(corpus, date), strict=True) if held] == expected


def test_a_document_is_named_by_its_id_before_its_beginning() -> None:
    corpus = make_corpus({"1": "x", "12": "x", "2-long": "x"})
    assert [document_number(corpus, name) for name in ("1", "12", "2")] == [
        0,
        corpus.ids.index("12"),
        corpus.ids.index("2-long"),
    ]


def test_the_idf_of_each_scheme_by_hand() -> None:
    """One of ten documents: ln(11/2) + 1, ln 10, log10 10. In a share or a rank the base of the logarithm cancels."""
    assert idf("sklearn", [1], 10).tolist() == pytest.approx([2.7047480922])
    assert idf("tidytext", [1, 0], 10).tolist() == pytest.approx([2.302585093, 2.302585093])
    assert idf("quanteda", [1, 10], 10).tolist() == [1.0, 0.0]
