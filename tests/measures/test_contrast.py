"""Keyness of a corpus: hand-worked rows, both sides, every kind of target, and plain refusals."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import analysis
from analysis.corpus import Corpus, make_corpus
from analysis.errors import AnalysisError
from analysis.measures.contrast import contrast
from analysis.measures.phrases import parse_phrase
from analysis.measures.sides import in_words
from analysis.measures.terms import term_frequencies
from analysis.measures.theme_file import Theme

COLUMNS = [
    *("term", "count", "reference", "log_ratio", "low", "high", "g2", "p", "z"),
    *("documents", "documents_reference", "dispersion", "dispersion_reference", "flag"),
]
GREEN = Theme("green", "Green", (parse_phrase("green"),))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Four documents of two parties, 24 words: 12 of each party."""
    return make_corpus(
        pd.DataFrame(
            {
                "document": ["1", "2", "3", "4"],
                "text": [
                    "Green cars. Green jobs and cars.",
                    "Green cars and trains. Old coal.",
                    "Coal and steel. Coal, steel, jobs.",
                    "Coal! And more coal, old cars.",
                ],
                "party": ["g", "g", "k", "k"],
                "published": ["2019-01-01", "2020-01-01", "2020-05-05", "2021-01-01"],
            }
        )
    )


def test_columns_and_both_sides(corpus: Corpus) -> None:
    table = contrast(corpus, ["1", "2"]).set_index("term")
    assert [table.index.name, *table.columns] == COLUMNS
    assert table.loc["green", ["count", "reference", "documents", "documents_reference"]].tolist() == [3, 0, 2, 0]
    assert table.loc["coal", ["count", "reference", "documents", "documents_reference"]].tolist() == [1, 4, 1, 2]
    assert table.loc["steel", ["count", "reference"]].tolist() == [0, 2]
    assert (table["count"].sum(), table["reference"].sum()) == (12, 12)
    assert table.index[0] == "green"
    assert table.index[-1] == "steel"  # 2.95 against 2.40 of coal


def test_a_row_by_hand(corpus: Corpus) -> None:
    """green: 3 of 12 words against 0 of 12. Two documents of 6 words hold 2 and 1: DPnorm (1/6) / (1/2)."""
    row = contrast(corpus, ["1", "2"]).set_index("term").loc["green"]
    assert row["g2"] == pytest.approx(2 * (3 * math.log(2) + 9 * math.log(9 / 10.5) + 12 * math.log(12 / 10.5)))
    assert row["log_ratio"] == pytest.approx(math.log2(3 / 0.5))
    assert row["dispersion"] == pytest.approx(1 / 3)
    assert row["dispersion_reference"] == 0
    assert row["flag"] == "fewer than 5 mentions"
    z = (math.log(6 / (24 - 3 + 12 - 3)) - math.log(3 / (24 - 3 + 12 - 0))) / math.sqrt(1 / 6 + 1 / 3)
    assert row["z"] == pytest.approx(z)


def test_p_is_adjusted_over_the_table(corpus: Corpus) -> None:
    table = contrast(corpus, ["1", "2"])
    raw = [
        stats.chi2_contingency([[a, b], [12 - a, 12 - b]], correction=False, lambda_="log-likelihood").pvalue
        for a, b in zip(table["count"], table["reference"], strict=True)
    ]
    assert table["p"].to_numpy() == pytest.approx(stats.false_discovery_control(raw), abs=1e-12)


def test_metadata_and_periods_name_documents(corpus: Corpus) -> None:
    by_id = contrast(corpus, ["1", "2"])
    pd.testing.assert_frame_equal(by_id, contrast(corpus, {"party": "g"}))
    assert contrast(corpus, {"year": ["2019", "2021"]}).attrs["settings"]["words_target"] == 12
    assert contrast(corpus, {"year": "2020", "party": "g"}).attrs["settings"]["words_target"] == 6
    pd.testing.assert_frame_equal(by_id, contrast(corpus, {"party": "g"}, reference={"party": ["k"]}))


def test_a_theme_contrasts_its_sentences_with_the_others(corpus: Corpus) -> None:
    """With green: "Green cars", "Green jobs and cars", "Green cars and trains": 2 + 4 + 4 words; 14 without."""
    table = contrast(corpus, GREEN)
    assert (table.attrs["settings"]["words_target"], table.attrs["settings"]["words_reference"]) == (10, 14)
    rows = table.set_index("term")
    assert rows.loc["cars", ["count", "reference", "documents", "documents_reference"]].tolist() == [3, 1, 2, 1]
    assert rows.loc["jobs", ["count", "reference"]].tolist() == [1, 1]
    assert table.attrs["settings"]["target"] == "sentences with green"


def test_a_table_of_mentions_contrasts_like_its_theme(corpus: Corpus) -> None:
    mentions = pd.DataFrame({"document": ["1", "1", "2"], "start": [0, 12, 0], "end": [5, 17, 5]})
    pd.testing.assert_frame_equal(contrast(corpus, GREEN), contrast(corpus, mentions))


def test_a_list_of_frequencies_as_reference(corpus: Corpus) -> None:
    """green 3 of 12 against 10 of 1,010; a word of the list alone stays in; china and China's are one term."""
    listed = pd.DataFrame({"term": ["green", "China's", "china", "the"], "count": [10, 20, 5, 975]})
    table = contrast(corpus, ["1", "2"], reference=listed)
    rows = table.set_index("term")
    assert table.attrs["settings"]["words_reference"] == 1010
    assert rows.loc["green", ["count", "reference"]].tolist() == [3, 10]
    assert rows.loc["green", "log_ratio"] == pytest.approx(math.log2((3 / 12) / (10 / 1010)))
    assert rows.loc["china", ["count", "reference"]].tolist() == [0, 25]
    assert rows.loc["cars", ["count", "reference"]].tolist() == [3, 0]
    assert np.isfinite(table.select_dtypes("number").to_numpy()).all()
    assert "list of frequencies" in " ".join(table.attrs["notes"])


def test_a_term_frequency_table_brings_its_documents_and_dispersion(corpus: Corpus) -> None:
    rest = term_frequencies(corpus.select(["3", "4"]))
    pd.testing.assert_frame_equal(contrast(corpus, ["1", "2"], reference=rest), contrast(corpus, ["1", "2"]))
    series = pd.Series({"coal": 4, "steel": 2})
    assert contrast(corpus, "1", reference=series).set_index("term").loc["coal", "reference"] == 4


def test_minimum_and_stop_words_leave_out_rows_and_keep_the_sizes(corpus: Corpus) -> None:
    table = contrast(corpus, ["1", "2"], minimum=3, stopwords=["AND"])
    assert set(table["term"]) == {"green", "cars", "coal"}
    assert table.attrs["settings"]["words_target"] == 12
    assert table.attrs["settings"]["stopwords"] == ["and"]
    assert (
        table.set_index("term").loc["green", "g2"] == contrast(corpus, ["1", "2"]).set_index("term").loc["green", "g2"]
    )


@pytest.mark.parametrize(
    ("target", "reference", "described", "said"),
    [
        ("1", None, (["1"], "the rest"), "document 1 against the rest"),
        (
            ["2", "1"],
            {"party": "k"},
            (["1", "2"], {"party": ["k"]}),
            "documents 1, 2 against documents with party k",
        ),
        (
            {"year": ["2020", "2019"], "party": "g"},
            pd.Series({"coal": 4}),
            ({"year": ["2019", "2020"], "party": ["g"]}, "a list of frequencies (1 rows)"),
            "documents with year 2019 or 2020 and party g against a list of frequencies (1 rows)",
        ),
        (GREEN, None, ("sentences with green", "the rest"), "sentences with green against the rest"),
    ],
)
def test_the_sides_are_told(corpus: Corpus, target: Any, reference: Any, described: tuple, said: str) -> None:
    settings = contrast(corpus, target, reference=reference).attrs["settings"]
    assert (settings["target"], settings["reference"]) == described
    assert settings["sides"] == said


def test_many_names_are_cut_in_a_sentence() -> None:
    assert in_words([f"d{i}" for i in range(9)]) == "documents d0, d1, d2, d3, d4, d5, d6, d7 … (9 in all)"


def test_one_document_is_said(corpus: Corpus) -> None:
    table = contrast(corpus, "1")
    assert set(table.loc[table["g2"] > 0, "flag"]) == {"rests on one document"}
    assert any("the target is one document" in note for note in table.attrs["notes"])
    assert (table["dispersion"] == 0).all()


def test_attrs_are_plain_json_with_the_variants_named(corpus: Corpus) -> None:
    attrs = contrast(corpus, {"party": "g"}).attrs
    assert json.loads(json.dumps(attrs)) == attrs
    assert "four cells" in json.dumps(attrs)
    assert "log-normal" in attrs["interval"]


@pytest.mark.parametrize(
    ("target", "reference", "said"),
    [
        (["1", "2", "3", "4"], None, "the reference holds no words"),
        ([], None, "the target holds no words"),
        ("9", None, "there is no document '9'"),
        ({"party": "x"}, None, "no document has the party 'x'"),
        ({"colour": "x"}, None, "cannot be grouped by 'colour'"),
        (["1", "2"], ["2", "3"], "document '2' stands on both sides"),
        (GREEN, ["1"], "contrasted with the other sentences"),
        (["1"], pd.DataFrame({"word": ["a"]}), "needs term and count"),
        (["1"], pd.DataFrame({"term": ["a"], "count": [1.5]}), "whole numbers"),
        (["1"], pd.DataFrame({"term": ["a"], "count": [np.nan]}), "whole numbers"),
        (["1"], pd.DataFrame({"term": [], "count": []}), "the reference holds no words"),
        (pd.DataFrame({"document": ["1"], "sentence": [0]}), None, "no column end, start"),
        (pd.DataFrame({"document": ["7"], "start": [0], "end": [3]}), None, "document '7' that the corpus lacks"),
        (Theme("blue", "", (parse_phrase("blue"),)), None, "the target holds no words"),
    ],
)
def test_what_means_nothing_is_refused_in_words(corpus: Corpus, target: object, reference: object, said: str) -> None:
    with pytest.raises(AnalysisError, match=said):
        contrast(corpus, target, reference=reference)  # type: ignore[arg-type]


def test_an_empty_corpus_is_refused_and_stop_words_alone_give_an_empty_table() -> None:
    with pytest.raises(AnalysisError, match="no words"):
        contrast(make_corpus({}), [])
    table = contrast(make_corpus({"a": "the the", "b": "the"}), "a", stopwords=["the"])
    assert list(table.columns) == COLUMNS
    assert len(table) == 0


def test_one_word_corpora_have_no_infinite_row() -> None:
    table = contrast(make_corpus({"a": "word word", "b": "word"}), "a")
    assert np.isfinite(table.select_dtypes("number").to_numpy()).all()
    assert table.loc[0, ["g2", "z", "log_ratio"]].tolist() == [0, 0, 0]


TEXTS = st.lists(st.lists(st.sampled_from("abcde"), min_size=1, max_size=8), min_size=2, max_size=5)


@settings(deadline=None, max_examples=40)
@given(TEXTS, st.data())
def test_the_two_sides_turned_round_give_the_same_numbers(texts: list[list[str]], data: st.DataObject) -> None:
    corpus = make_corpus({str(i): " ".join(words) for i, words in enumerate(texts)})
    cut = data.draw(st.integers(1, len(texts) - 1))
    ids = list(corpus.ids)
    one, other = (contrast(corpus, side).set_index("term").sort_index() for side in (ids[:cut], ids[cut:]))
    for there, back in (("count", "reference"), ("documents", "documents_reference")):
        assert (one[there] == other[back]).all()
    assert (one["dispersion"] == other["dispersion_reference"]).all()
    for column in ("g2", "log_ratio", "z"):
        assert one[column].to_numpy() == pytest.approx(-other[column].to_numpy(), abs=1e-9)


def test_a_word_that_stands_once_stays_in(tiny):
    table = analysis.contrast(tiny, ["a"]).set_index("term")
    assert (table["count"]["blue"], table["reference"]["blue"]) == (1, 0)
    assert (table["count"]["sea"], table["reference"]["sea"]) == (0, 1)
    assert "blue" not in set(analysis.contrast(tiny, ["a"], minimum=2)["term"])
