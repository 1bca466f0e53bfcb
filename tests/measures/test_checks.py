"""Wrong arguments, as users give them: each is told in one line that says what was given and what is wanted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.corpus import Corpus, make_corpus
from analysis.measures.phrases import parse_phrase
from analysis.measures.theme_file import Theme, Themes
from analysis.measures.topics import topic_numbers

C = make_corpus({"a": "green cars run", "b": "old coal"})
T = Themes((Theme("green", "Green", (parse_phrase("green"),)),))

WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: analysis.make_corpus(["a"]), "no corpus can be made of a list"),
    (lambda: analysis.read_corpus(None), "None is no path"),
    (lambda: analysis.read_themes(None), "None is no path"),
    (lambda: analysis.term_frequencies("seeds"), r'no corpus but a str. What to do: give read_corpus\("seeds"\)'),
    (lambda: analysis.tf_idf(T), "no corpus but a Themes"),
    (lambda: analysis.contrast(None, "a"), "no corpus but None"),
    (lambda: analysis.collocations("x", "green"), "no corpus but a str"),
    (lambda: analysis.passages("x", "green"), "no corpus but a str"),
    (lambda: analysis.similarity([C]), "no corpus but a list"),
    (lambda: analysis.topics({"a": "b"}, 2), "no corpus but a dict"),
    (lambda: analysis.theme_mentions(C, T["green"]), "no themes but a Theme.*all that read_themes"),
    (lambda: analysis.theme_weights(C, None), "no themes but None"),
    (lambda: analysis.suggest_patterns(C, "green"), r'read_themes\("…/themes.toml"\)\["green"\]'),
    (lambda: analysis.term_frequencies(C, n=0), "n is 0.*from 1 up"),
    (lambda: analysis.term_frequencies(C, n=1.5), "n is 1.5"),
    (lambda: analysis.term_frequencies(C, stopwords=5), "stopwords holds 5"),
    (lambda: analysis.term_frequencies(C, same=["a"]), "says nothing of forms"),
    (lambda: analysis.contrast(C, "a", minimum=0), "minimum is 0"),
    (lambda: analysis.collocations(C, "green", minimum=-1), "minimum is -1"),
    (lambda: analysis.collocations(C, "green", window=2.5), "2.5 is no window"),
    (lambda: analysis.collocations(C, ["green"]), "a list cannot be sought"),
    (lambda: analysis.passages(C, None), "a NoneType cannot be sought"),
    (lambda: analysis.passages(C, "green", width=-1), "width is -1"),
    (lambda: analysis.passages(C, pd.DataFrame({"document": ["z"], "start": [0], "end": [1]})), "'z' that the corpus"),
    (lambda: analysis.passages(C, pd.DataFrame({"document": ["a"], "start": ["0"], "end": [1]})), "whole numbers"),
    (
        lambda: analysis.passages(C, pd.DataFrame({"document": ["a"], "sentence": [9], "start": [0], "end": [1]})),
        "a sentence that its document lacks",
    ),
    (lambda: analysis.similarity(C, n=-1), "n is -1"),
    (lambda: analysis.topics(C, 1.5), "n is 1.5"),
    (lambda: analysis.topics(C, 2, top=0), "top is 0"),
    (lambda: analysis.topics(C, 2, runs=-1), "runs is -1"),
    (lambda: topic_numbers(C, []), "no number to try"),
    (lambda: analysis.contrast(C, {"green": 3, "coal": 4}), "frequencies can only be the reference"),
    (lambda: analysis.contrast(C, analysis.term_frequencies(C)), "frequencies can only be the reference"),
    (lambda: analysis.contrast(C, np.array([True, False])), "True and False name no documents"),
    (lambda: analysis.contrast(C, C.documents.words > 2), "True and False name no documents"),
    (lambda: analysis.contrast(C, None), "None names no documents"),
    (lambda: analysis.contrast(C, "a", reference={"green": -1}), "whole numbers from 0 up"),
    (lambda: analysis.robustness(C, None), "None is no text"),
    (lambda: analysis.robustness(C, "a > b", themes="themes.toml"), "no themes but a str"),
    (lambda: analysis.claim("a > b", document=5), "5 is no text"),
    (lambda: analysis.audit_report(None), "None is no path"),
    (lambda: C.select(5), "5 names no documents"),
]


@pytest.mark.parametrize(("call", "said"), WRONG)
def test_a_wrong_argument_is_told_in_one_line(call: Callable[[], object], said: str) -> None:
    with pytest.raises(analysis.AnalysisError, match=said) as error:
        call()
    assert "\n" not in str(error.value)


def test_one_stop_word_is_a_word_everywhere() -> None:
    for table in (
        analysis.term_frequencies(C, stopwords="green"),
        analysis.tf_idf(C, stopwords="green"),
        analysis.contrast(C, "a", stopwords="green"),
        analysis.collocations(C, "cars", stopwords="green"),
    ):
        assert "green" not in set(table["term"])
        assert {"cars", "run"} & set(table["term"])
        assert table.attrs["settings"]["stopwords"] == ["green"]


def test_frequencies_may_be_a_plain_dict_and_years_whole_numbers() -> None:
    frequencies = {"green": 3, "coal": 40}
    assert analysis.contrast(C, "a", reference=frequencies).equals(
        analysis.contrast(C, "a", reference=pd.Series(frequencies))
    )
    dated: Corpus = make_corpus(
        pd.DataFrame({"document": ["a", "b"], "text": ["green", "coal"], "published": ["2019", "2020"]})
    )
    assert analysis.contrast(dated, {"year": 2019}).equals(analysis.contrast(dated, {"year": "2019"}))
