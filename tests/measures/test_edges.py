"""Corpora at the edge: every measure gives a table with its columns or a plain sentence, never NaN or a traceback."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.corpus import Corpus, make_corpus
from analysis.errors import AnalysisError
from analysis.measures.collocations import collocation_mentions
from analysis.measures.contrast import contrast_mentions
from analysis.measures.phrases import parse_phrase
from analysis.measures.robustness import check_claims, claim_mentions
from analysis.measures.theme_file import Theme, Themes
from analysis.measures.topics import topic_numbers, topic_themes

STOPS = ("the", "of")
THEMES = Themes(
    (
        Theme("one", "One", (parse_phrase("word"), parse_phrase("wor*")), exclude=(parse_phrase("word the"),)),
        Theme("two", "Two", (parse_phrase("energie"),), companions=(parse_phrase("grüne"),)),
    )
)
CORPORA: dict[str, dict[str, str]] = {
    "no document": {},
    "no words": {"a": "… — !"},
    "one word": {"a": "word"},
    "one document": {"a": "A word, and another word. The word!"},
    "stop words only": {"a": "the of the", "b": "of"},
    "a document without words": {"a": "word of words", "b": "…", "c": "the word"},
    "one word each": {"a": "word", "b": "word"},
    "unicode": {
        "ä": "Grüne Energie für die Städte. Ελλάδα 中国 ação İstanbul 👍🏽",
        "‮b": "e\u0301nergie ﬁne\u2060 d’or",
    },
    "the same twice": {"a": "word the word.", "b": "word the word."},
}
Measure = Callable[[Corpus], pd.DataFrame]
MEASURES: dict[str, Measure] = {
    "term_frequencies": analysis.term_frequencies,
    "by document": lambda corpus: analysis.term_frequencies(corpus, by="document"),
    "by year": lambda corpus: analysis.term_frequencies(corpus, by="year"),
    "bigrams": lambda corpus: analysis.term_frequencies(corpus, n=2, stopwords=STOPS),
    "six words": lambda corpus: analysis.term_frequencies(corpus, n=6),
    "merged": lambda corpus: analysis.term_frequencies(corpus, same={"word": ["the"]}, stopwords=STOPS),
    "tf_idf": analysis.tf_idf,
    "tidytext": lambda corpus: analysis.tf_idf(corpus, scheme="tidytext", stopwords=STOPS),
    "quanteda": lambda corpus: analysis.tf_idf(corpus, scheme="quanteda"),
    "contrast": lambda corpus: analysis.contrast(corpus, corpus.ids[:1], stopwords=STOPS),
    "contrast of themes": lambda corpus: analysis.contrast(corpus, THEMES["one"]),
    "contrast to a list": lambda corpus: analysis.contrast(corpus, corpus.ids[:1], reference={"word": 3, "x": 0}),
    "contrast_mentions": lambda corpus: contrast_mentions(corpus, corpus.ids[:1]),
    "collocations": lambda corpus: analysis.collocations(corpus, "word"),
    "collocations by sentence": lambda corpus: analysis.collocations(corpus, THEMES, window="sentence"),
    "collocation_mentions": lambda corpus: collocation_mentions(corpus, "wor*"),
    "passages": lambda corpus: analysis.passages(corpus, "word", sort="left"),
    "passages of themes": lambda corpus: analysis.passages(corpus, THEMES, width=0),
    "similarity": analysis.similarity,
    "similarity of years": lambda corpus: analysis.similarity(corpus, by="year", stopwords=STOPS),
    "theme_mentions": lambda corpus: analysis.theme_mentions(corpus, THEMES),
    **{
        f"theme_weights {weighting} by {by}": lambda corpus, weighting=weighting, by=by: analysis.theme_weights(
            corpus, THEMES, weighting=weighting, by=by
        )
        for weighting in ("tf_idf", "per_1000", "count", "sentences")
        for by in ("document", "year")
    },
    "theme_patterns": lambda corpus: analysis.theme_patterns(corpus, THEMES),
    "audit_sample": lambda corpus: analysis.audit_sample(corpus, THEMES),
    "compare_themes": lambda corpus: analysis.compare_themes(THEMES, Themes(THEMES.themes[:1]), corpus),
    "suggest_patterns": lambda corpus: analysis.suggest_patterns(corpus, THEMES["one"], stopwords=STOPS),
    "topic terms": lambda corpus: analysis.topics(corpus, 2, stopwords=STOPS).terms,
    "topic documents": lambda corpus: analysis.topics(corpus, 1).documents,
    "topic_numbers": topic_numbers,
    "topic_themes": lambda corpus: topic_themes(corpus, 1, THEMES),
    "robustness": lambda corpus: analysis.robustness(corpus, "one > two", themes=THEMES, stopwords=STOPS),
    "a rank": lambda corpus: analysis.robustness(corpus, analysis.claim("word is in the top 1", document="a")),
    "check_claims": lambda corpus: check_claims(corpus, [analysis.claim('"word" > "of"')]),
    "claim_mentions": lambda corpus: claim_mentions(corpus, "one > two", themes=THEMES),
    "date_mentions": analysis.date_mentions,
    "documents": lambda corpus: corpus.documents,
}


def answer(measure: str, corpus: Corpus) -> pd.DataFrame | AnalysisError:
    try:
        return MEASURES[measure](corpus)
    except AnalysisError as error:
        return error


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("corpus", CORPORA)
def test_every_measure_has_an_answer(corpus: str, measure: str) -> None:
    table = answer(measure, make_corpus(CORPORA[corpus]))
    if isinstance(table, AnalysisError):
        assert table.do
        return
    assert len(table.columns) > 1
    numbers = table.select_dtypes("number")
    assert np.isfinite(numbers.to_numpy(dtype=float)).all(), numbers
    # An empty table has the columns, of the same kinds, as a full one.
    full = make_corpus({"a": "The word of words. " * 12, "b": "Grüne Energie, and a word. " * 12})
    if not len(table) and measure not in ("documents", "topic_numbers", "passages of themes", "audit_sample"):
        assert list(table.columns) == list(MEASURES[measure](full).columns)
