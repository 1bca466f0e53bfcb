"""Theme weights: the formula on paper, the intervals, and what a number rests on."""

from math import log

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.measures.uncertainty import garwood, wilson

THEMES = '[green]\nterms = ["solar", "wind"]\n[cars]\nterms = ["car*"]\n[never]\nterms = ["nothing of it"]'


@pytest.fixture
def corpus():
    texts = {
        # 10 words: solar 2, wind 1, cars 1. 5 words: solar 1. 4 words: none of them.
        "a": "Solar solar wind. Cars are here and there and there.",
        "b": "Solar is a good thing.",
        "c": "Coal is old now.",
    }
    return analysis.make_corpus(
        pd.DataFrame({"document": texts, "text": texts}).assign(document=list(texts), house=["x", "x", "y"])
    )


def cell(table, **where):
    for column, value in where.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_tf_idf_weight_by_hand(corpus, themes_from):
    table = analysis.theme_weights(corpus, themes_from(THEMES))
    row = cell(table, document="a", theme="green")
    idf_solar, idf_wind = log(4 / 3) + 1, log(4 / 2) + 1
    expected = 1000 * (2 * idf_solar + 1 * idf_wind) / 10
    assert row["count"] == 3
    assert row.per_1000 == pytest.approx(300)
    assert row.weight == pytest.approx(expected)
    cars = 1000 * 1 * (log(4 / 2) + 1) / 10
    assert row.share == pytest.approx(expected / (expected + cars))
    # Exact Poisson on 3 mentions, scaled by what one mention weighs here on average.
    low, high = garwood(3)
    assert (row.low, row.high) == (pytest.approx(expected * low / 3), pytest.approx(expected * high / 3))


def test_no_mention_still_has_an_upper_end(corpus, themes_from):
    table = analysis.theme_weights(corpus, themes_from(THEMES), weighting="per_1000")
    row = cell(table, document="c", theme="green")
    # ln(1/.025) = 3.689 mentions could have been missed by chance in 4 words.
    assert (row.weight, row.low, row.share) == (0, 0, 0)
    assert row.high == pytest.approx(3.6888794541 * 1000 / 4)


def test_counts_and_sentences(corpus, themes_from):
    themes = themes_from(THEMES)
    counts = analysis.theme_weights(corpus, themes, weighting="count")
    assert counts.weight.tolist() == [3, 1, 0, 1, 0, 0, 0, 0, 0]
    sentences = cell(analysis.theme_weights(corpus, themes, weighting="sentences"), document="a", theme="green")
    low, high = wilson([1], [2])
    assert (sentences.weight, sentences.low, sentences.high) == (0.5, pytest.approx(low[0]), pytest.approx(high[0]))


def test_by_a_column_of_the_metadata(corpus, themes_from):
    table = analysis.theme_weights(corpus, themes_from(THEMES), weighting="per_1000", by="house")
    row = cell(table, house="x", theme="green")
    assert (row["count"], row.documents, row.all_documents, row.words) == (4, 2, 2, 15)
    assert row.weight == pytest.approx(1000 * 4 / 15)
    # Without a: 1 of 5 words; without b: 3 of 10.
    assert (row.lowest, row.highest) == (pytest.approx(200), pytest.approx(300))
    assert row.per_1000 == pytest.approx(1000 * 4 / 15)
    cars = cell(table, house="x", theme="cars")
    assert (cars["count"], cars.documents, cars.flag) == (1, 1, "rests on one document")
    # 4 mentions of the one and 1 of the other.
    assert (row.share, cars.share) == (pytest.approx(4 / 5), pytest.approx(1 / 5))
    assert "2 documents: no interval for the group" in row.interval
    assert row.flag == "fewer than 5 mentions"


def test_small_numbers_are_flagged(corpus, themes_from):
    table = analysis.theme_weights(corpus, themes_from(THEMES))
    assert set(table.flag) == {"fewer than 5 mentions"}
    many = analysis.make_corpus({"a": "car " * 6, "b": "bus " * 6})
    flags = analysis.theme_weights(many, themes_from(THEMES))
    assert cell(flags, document="a", theme="cars").flag == ""


def test_eight_documents_have_a_bootstrap(themes_from):
    texts = {f"d{i}": "car " * (i % 3) + "bus " * 10 for i in range(8)}
    frame = pd.DataFrame({"document": list(texts), "text": list(texts.values()), "house": "x"})
    table = analysis.theme_weights(analysis.make_corpus(frame), themes_from(THEMES), by="house")
    row = cell(table, theme="cars")
    assert "bootstrap" in row.interval
    assert row.low < row.weight < row.high


def test_nothing_is_missing_or_infinite(corpus, seeds, seed_themes, themes_from):
    for table in (
        analysis.theme_weights(seeds, seed_themes),
        analysis.theme_weights(seeds, seed_themes, by="source", weighting="sentences"),
        analysis.theme_weights(analysis.make_corpus({"a": "…", "b": "car"}), themes_from(THEMES)),
    ):
        assert np.isfinite(table.select_dtypes("number").to_numpy()).all()
    shares = analysis.theme_weights(seeds, seed_themes).groupby("document").share.sum()
    assert shares.tolist() == pytest.approx([1, 1, 1])


def test_order_of_documents_changes_no_bit(seeds, seed_themes):
    texts = {document: seeds.body(document) for document in seeds.ids}
    forth = analysis.theme_weights(analysis.make_corpus(texts), seed_themes)
    back = analysis.theme_weights(analysis.make_corpus(dict(reversed(texts.items()))), seed_themes)
    assert forth.equals(back)


def test_no_documents_no_rows(seed_themes):
    table = analysis.theme_weights(analysis.make_corpus({}), seed_themes)
    assert table.empty
    assert {"document", "theme", "weight", "low", "high", "share"} <= set(table.columns)
    with pytest.raises(analysis.AnalysisError, match="no weighting 'bm25'"):
        analysis.theme_weights(analysis.make_corpus({}), seed_themes, weighting="bm25")


def test_four_times_the_data_halves_the_width(themes_from):
    once = "car " + "bus " * 9
    corpus = analysis.make_corpus({"short": once * 100, "long": once * 400})
    table = analysis.theme_weights(corpus, themes_from(THEMES), weighting="per_1000")
    short, long = cell(table, document="short", theme="cars"), cell(table, document="long", theme="cars")
    assert short.weight == long.weight == 100
    assert (long.high - long.low) / (short.high - short.low) == pytest.approx(0.5, rel=0.02)


def test_counts_of_a_group_by_hand(corpus, themes_from):
    themes = themes_from(THEMES)
    table = analysis.theme_weights(corpus, themes, weighting="count", by="house")
    row = cell(table, house="x", theme="green")
    # 3 mentions in a and 1 in b; dropping either leaves the other.
    assert (row.weight, row.lowest, row.highest) == (4, 1, 3)
    # The tables of the exact Poisson interval give 1.0899 to 10.2416 for a count of 4.
    assert (row.low, row.high) == (pytest.approx(1.0899, abs=1e-4), pytest.approx(10.2416, abs=1e-4))
    assert row.interval == "exact Poisson of these documents; 2 documents: no interval for the group"
    alone = cell(analysis.theme_weights(corpus.select(["a"]), themes, weighting="count", by="house"), theme="green")
    # Without its only document nothing is left to count; with it there is what there is.
    assert (alone.weight, alone.lowest, alone.highest, alone.interval) == (3, 0, 3, "exact Poisson")


def test_sentences_of_a_group_by_hand(corpus, themes_from):
    table = analysis.theme_weights(corpus, themes_from(THEMES), weighting="sentences", by="house")
    row = cell(table, house="x", theme="green")
    # One of the two sentences of a and the one of b.
    assert row.weight == pytest.approx(2 / 3)
    low, high = wilson([2], [3])
    assert (row.low, row.high) == (pytest.approx(low[0]), pytest.approx(high[0]))
    assert row.interval == "Wilson of these documents; 2 documents: no interval for the group"
    assert cell(table, house="y", theme="green").interval == "Wilson"


def test_a_group_without_words_weighs_nothing(themes_from):
    frame = pd.DataFrame({"document": ["a", "b"], "text": ["…", "One car."], "house": ["empty", "full"]})
    for weighting in ("tf_idf", "per_1000", "count"):
        table = analysis.theme_weights(
            analysis.make_corpus(frame), themes_from(THEMES), weighting=weighting, by="house"
        )
        row = cell(table, house="empty", theme="cars")
        assert (row.weight, row.low, row.high, row.share, row.interval) == (0, 0, 0, 0, "no words")


def test_what_one_mention_is_worth_where_phrases_weigh_differently(corpus, themes_from):
    table = analysis.theme_weights(corpus, themes_from(THEMES))
    idf_solar, idf_wind = log(4 / 3) + 1, log(4 / 2) + 1
    # The tables of the exact Poisson interval give 0.0253 to 5.5716 for one mention: here of solar, in 5 words.
    one = cell(table, document="b", theme="green")
    assert one.high == pytest.approx(5.5716434 * 1000 * idf_solar / 5)
    # A mention that was missed is taken for one of the phrase that weighs most: ln(1/.025) of them, in 4 words.
    none = cell(table, document="c", theme="green")
    assert none.high == pytest.approx(3.6888794541 * 1000 * idf_wind / 4)
    assert (one.documents, none.documents) == (1, 0)


def test_the_kind_of_interval_is_that_of_the_weighting(corpus, themes_from):
    for weighting, kind in (("tf_idf", "exact Poisson"), ("count", "exact Poisson"), ("sentences", "Wilson")):
        table = analysis.theme_weights(corpus, themes_from(THEMES), weighting=weighting)
        assert set(table.interval) == {kind}
        assert kind in table.attrs["interval"]


@pytest.mark.parametrize(("documents", "said"), [(1, "1 document: "), (7, "7 documents: "), (8, "")])
def test_a_reader_of_few_documents_is_told(documents, said, themes_from):
    few = analysis.make_corpus({f"d{number}": "One car." for number in range(documents)})
    notes = [
        note for note in analysis.theme_weights(few, themes_from(THEMES)).attrs["notes"] if "the intervals" in note
    ]
    assert [note[: len(said)] for note in notes] == ([said] if said else [])


@pytest.mark.parametrize("weighting", ["tf_idf", "per_1000", "count", "sentences"])
def test_eight_documents_are_drawn_and_seven_are_not(weighting, themes_from):
    for documents in (7, 8):
        texts = {f"d{i}": "One car. " * (i % 3) + "One bus. " * 4 for i in range(documents)}
        frame = pd.DataFrame({"document": list(texts), "text": list(texts.values()), "house": "x"})
        table = analysis.theme_weights(
            analysis.make_corpus(frame), themes_from(THEMES), weighting=weighting, by="house"
        )
        assert ("bootstrap" in cell(table, theme="cars").interval) == (documents == 8)


@pytest.mark.parametrize("weighting", ["tf_idf", "per_1000", "count"])
def test_of_a_document_without_words_nothing_can_be_said(weighting, themes_from):
    table = analysis.theme_weights(
        analysis.make_corpus({"a": "…", "b": "car"}), themes_from(THEMES), weighting=weighting
    )
    row = cell(table, document="a", theme="cars")
    assert (row.weight, row.low, row.high, row.interval) == (0, 0, 0, "no words")
