"""Where queries stand, in numbers of words: phrases, themes and tables agree."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.corpus import Corpus, make_corpus
from analysis.errors import AnalysisError
from analysis.measures.passages import find_phrase
from analysis.measures.phrases import parse_phrase
from analysis.measures.positions import covered, positions, sentence_keys
from analysis.measures.theme_file import Theme, Themes


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Words: clean 0 energy 1 / clean 2 low 3 carbon 4 energy 5 || energy 6 / dirty 7 energy 8."""
    return make_corpus({"a": "Clean energy. Clean, low-carbon energy!", "b": "Energy? Dirty energy."})


def _pairs(found: tuple) -> list[tuple[int, int]]:
    return list(zip(found[0].tolist(), found[1].tolist(), strict=True))


def test_phrase_theme_and_table_stand_in_the_same_places(corpus: Corpus) -> None:
    expected = [(1, 1), (3, 4), (5, 5), (6, 6), (8, 8)]
    theme = Theme("power", "", (parse_phrase("energy"), parse_phrase("low carbon")))
    assert _pairs(positions(corpus, theme)) == expected
    assert _pairs(positions(corpus, Themes((theme,)))) == expected
    assert _pairs(positions(corpus, "energ*")) == [(1, 1), (5, 5), (6, 6), (8, 8)]
    assert _pairs(positions(corpus, find_phrase(corpus, "low carbon"))) == [(3, 4)]


def test_a_span_touches_the_words_that_it_cuts_and_none_between_words(corpus: Corpus) -> None:
    """From within "energy" to within "low" in document a; the space behind "Energy?" in b."""
    table = pd.DataFrame({"document": ["a", "b"], "start": [8, 7], "end": [22, 8]})
    assert _pairs(positions(corpus, table)) == [(1, 3)]


def test_covered_words(corpus: Corpus) -> None:
    found = positions(corpus, "clean energy")
    assert covered(corpus, found).nonzero()[0].tolist() == [0, 1]
    assert not covered(corpus, positions(corpus, "absent")).any()


def test_sentences_run_through_all_documents(corpus: Corpus) -> None:
    assert sentence_keys(corpus).tolist() == [0, 0, 1, 1, 1, 1, 2, 3, 3]


def test_a_table_of_another_corpus_is_refused(corpus: Corpus) -> None:
    with pytest.raises(AnalysisError, match="document 'x' that the corpus lacks"):
        positions(corpus, pd.DataFrame({"document": ["x"], "start": [0], "end": [1]}))
    with pytest.raises(AnalysisError, match="no column document, end"):
        positions(corpus, pd.DataFrame({"start": [0]}))
