"""Timelines on both clocks, counted by hand."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import analysis
from analysis.measures.timelines import add_period
from analysis.measures.uncertainty import wilson

THEMES = '[green]\nterms = ["solar"]\n[cars]\nterms = ["car*"]'


@pytest.fixture
def corpus():
    rows = [
        ("a", "Solar and solar. Cars.", "2020-02-01"),
        ("b", "Solar.", "2020"),
        ("c", "Coal only.", "2020-11"),
        ("d", "Cars again.", "2022-05-05"),
        ("e", "Solar soon.", "2021/2022"),
        ("f", "Solar some day.", ""),
    ]
    return analysis.make_corpus(pd.DataFrame(rows, columns=["document", "text", "published"]))


def test_by_publication(corpus, themes_from):
    table = analysis.timeline(corpus, themes_from(THEMES), every="year")
    green = table[table.theme == "green"].set_index("period")
    assert list(green.index) == ["2020", "2021", "2022", "uncertain", "undated"]
    assert green["count"].tolist() == [3, 0, 0, 1, 1]
    assert green.documents.tolist() == [2, 0, 0, 1, 1]
    assert green.all_documents.tolist() == [3, 0, 1, 1, 1]
    # Words: a 4, b 1, c 2; d 2; e 2; f 3.
    assert green.words.tolist() == [7, 0, 2, 2, 3]
    assert green.per_1000["2020"] == pytest.approx(1000 * 3 / 7)
    assert green.document_share["2020"] == pytest.approx(2 / 3)
    low, high = wilson([2], [3])
    assert (green.low["2020"], green.high["2020"]) == (pytest.approx(low[0]), pytest.approx(high[0]))


def test_a_period_without_documents_is_a_gap_and_not_a_zero(corpus, themes_from):
    table = analysis.timeline(corpus, themes_from(THEMES), every="year").set_index(["theme", "period"])
    gap = table.loc[("green", "2021")]
    assert gap[["per_1000", "document_share", "low", "high"]].isna().all()
    assert table.loc[("green", "2022"), "document_share"] == 0
    assert list(table.reset_index().columns[:2]) == ["theme", "period"]


def test_a_period_whose_documents_hold_no_words_is_no_gap(themes_from):
    texts = pd.DataFrame({"document": ["a", "b"], "text": ["...", "Solar."], "published": ["2020", "2021"]})
    table = analysis.timeline(analysis.make_corpus(texts), themes_from(THEMES), every="year").set_index("period")
    assert table.loc["2020", "all_documents"].tolist() == [1, 1]
    assert table.loc["2020", "per_1000"].tolist() == [0, 0]
    assert table.loc["2020", "document_share"].tolist() == [0, 0]


def test_columns_and_notes(corpus, themes_from):
    table = analysis.timeline(corpus, themes_from(THEMES))
    assert list(table.columns) == [
        *("period", "theme", "count", "documents", "all_documents", "words", "per_1000", "document_share"),
        *("low", "high", "rate_low", "rate_high", "flag"),
    ]
    assert table.attrs["notes"] == ["1 of 6 documents without a date"]
    assert table.attrs["settings"]["dated_by"] == "published"


def test_by_the_dates_told_in_the_sentence(themes_from):
    texts = {
        # Two dates in one sentence: both mentions count at both. A sentence without a date counts nowhere.
        "a": "Solar and solar grew in 2019 and in 2021. Solar is good.",
        "b": "Cars sold in 2021. In 2020 nothing was said.",
    }
    table = analysis.timeline(analysis.make_corpus(texts), themes_from(THEMES), every="year", dated_by="mentioned")
    counts = table.pivot(index="period", columns="theme", values="count")
    assert counts.loc["2019"].to_dict() == {"cars": 0, "green": 2}
    assert counts.loc["2020"].to_dict() == {"cars": 0, "green": 0}
    assert counts.loc["2021"].to_dict() == {"cars": 1, "green": 2}
    # The denominator: the sentences that tell a date of the period (9 words in a, 4 and 5 in b).
    words = table[table.theme == "green"].set_index("period").words
    assert words.to_dict() == {"2019": 9, "2020": 5, "2021": 13}


def test_a_date_wider_than_the_period_is_uncertain(themes_from):
    table = analysis.timeline(
        analysis.make_corpus({"a": "Solar will come by 2030. Solar grew in 2019."}),
        *(themes_from(THEMES),),
        every="year",
        dated_by="mentioned",
    )
    green = table[table.theme == "green"].set_index("period")["count"]
    assert green.to_dict() == {"2019": 1, "uncertain": 1}


def test_evidence_rows_are_as_many_as_the_count(seeds, seed_themes):
    for clock in ("published", "mentioned"):
        table = analysis.timeline(seeds, seed_themes, every="year", dated_by=clock)
        evidence = add_period(analysis.theme_mentions(seeds, seed_themes), seeds, every="year", dated_by=clock)
        rows = evidence.groupby(["period", "theme"]).size()
        counted = table.set_index(["period", "theme"])["count"]
        assert counted[counted > 0].to_dict() == rows.to_dict()


def test_unknown_clock_and_period(corpus, themes_from):
    with pytest.raises(analysis.AnalysisError, match="choose from published, mentioned"):
        analysis.timeline(corpus, themes_from(THEMES), dated_by="told")
    with pytest.raises(analysis.AnalysisError, match="'fortnight' is no period"):
        analysis.timeline(corpus, themes_from(THEMES), every="fortnight")


@pytest.mark.parametrize("clock", ["published", "mentioned"])
def test_no_documents_no_rows(clock, themes_from):
    table = analysis.timeline(analysis.make_corpus({}), themes_from(THEMES), dated_by=clock)
    assert table.empty
    assert "document_share" in table.columns
    assert np.isfinite(table.select_dtypes("number").to_numpy()).all()


def test_seasons_are_those_of_the_date_strings(themes_from):
    rows = [("a", "Solar.", "2021-02-28"), ("b", "Solar.", "2021-03-01"), ("c", "Coal.", "2020-12-24")]
    texts = pd.DataFrame(rows, columns=["document", "text", "published"])
    table = analysis.timeline(analysis.make_corpus(texts), themes_from(THEMES), every="season")
    green = table[table.theme == "green"].set_index("period")
    # The winter of 2020 runs from December 2020 to February 2021.
    assert green.documents.to_dict() == {"2020-24": 1, "2021-21": 1}
    assert green.all_documents.to_dict() == {"2020-24": 2, "2021-21": 1}


def test_a_rate_has_the_exact_poisson_interval_of_its_count(corpus, themes_from):
    table = analysis.timeline(corpus, themes_from(THEMES), every="year").set_index(["theme", "period"])
    row = table.loc[("green", "2020")]
    # 3 mentions in 7 words. Garwood: 2.5 % below is the chi-squared quantile with 6, above with 8 degrees, halved.
    low, high = stats.chi2.ppf(0.025, 6) / 2, stats.chi2.ppf(0.975, 8) / 2
    assert (row.rate_low, row.rate_high) == (pytest.approx(1000 * low / 7), pytest.approx(1000 * high / 7))
    assert table.loc[("green", "2022"), "rate_low"] == 0
    assert table.loc[("green", "2022"), "rate_high"] == pytest.approx(1000 * -np.log(0.025) / 2)
    assert table.loc[("green", "2021"), ["rate_low", "rate_high"]].isna().all()


def test_a_rate_of_many_documents_varies_as_the_documents_do(themes_from):
    def width(counts):
        texts = pd.DataFrame(
            {"document": [f"d{n}" for n in range(len(counts))], "published": "2020",
             "text": [" ".join(["solar"] * count + ["coal"] * (10 - count)) for count in counts]}
        )  # fmt: skip
        row = analysis.timeline(analysis.make_corpus(texts), themes_from(THEMES), every="year").iloc[0]
        assert row.rate_low <= row.per_1000 <= row.rate_high
        return row.rate_high - row.rate_low

    assert width([3] * 20) == 0  # documents that do not differ
    assert width([0, 6] * 10) > width([2, 4] * 10) > 0


def test_a_period_without_documents_has_no_flag(themes_from):
    rows = {"document": ["a", "b"], "text": ["One car.", "One car."], "published": ["2020-05-05", "2022-05-05"]}
    corpus = analysis.make_corpus(pd.DataFrame(rows))
    table = analysis.timeline(corpus, themes_from('[t]\nterms = ["car"]'), every="year").set_index("period")
    assert table.flag["2021"] == ""
    assert table.flag["2020"] == table.flag["2022"] == "rests on one document"


def test_what_is_no_date_stays_off_the_clock_of_dates_told(themes_from):
    corpus = analysis.make_corpus({"a": "One car came in 2021. Another car came after two weeks."})
    table = analysis.timeline(corpus, themes_from('[t]\nterms = ["car"]'), every="year", dated_by="mentioned")
    assert table[["period", "count"]][table["count"] > 0].to_numpy().tolist() == [["2021", 1]]
    assert table["all_documents"].sum() == 1
