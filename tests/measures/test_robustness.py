"""Claims recounted: every setting against a slow count written out here, verdicts, summaries, what a claim rests on."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from itertools import product

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import Corpus, make_corpus
from analysis.errors import AnalysisError
from analysis.measures.claims import claim
from analysis.measures.phrases import parse_phrase
from analysis.measures.robustness import UNITS, Setting, check_claims, claim_mentions, robustness, summary
from analysis.measures.theme_file import Theme, Themes
from analysis.measures.weights import SCHEMES

TEXTS = {
    "doc-a": "Green cars and green trains. The coal is old. Green power!",
    "doc-b": "The coal of the coal town. Old cars, no green.",
    "doc-c": "A town with trains and the coal.",
}
DATES = {"doc-a": "2019-03-01", "doc-b": "2007-05-05", "doc-c": "2007"}
COLUMNS = ["scheme", "stopwords", "cleaning", "unit", "value", "holds", "distinct"]
STOPS = ("the", "and", "is", "of", "a", "no", "with")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return make_corpus(
        pd.DataFrame({"document": list(TEXTS), "text": list(TEXTS.values()), "published": list(DATES.values())})
    )


@pytest.fixture(scope="module")
def themes() -> Themes:
    green = Theme("green", "Green", (parse_phrase("green"), parse_phrase("trains")))
    return Themes((green, Theme("old", "Old", (parse_phrase("coal"), parse_phrase("old")))), stopwords=STOPS)


PATTERNS = {"green": ["green", "trains"], "old": ["coal", "old"]}


def _idf(scheme: str, held: int, total: int) -> float:
    if scheme == "sklearn":
        return math.log((1 + total) / (1 + held)) + 1
    return math.log(total / held) / (math.log(10) if scheme == "quanteda" else 1)


def _slow_weight(
    theme: str, documents: list[str], scheme: str, stopwords: str, unit: str, texts: dict[str, str]
) -> float:
    """The weight of a theme in some documents, from the strings."""
    sentences = {
        d: [s.lower().replace(",", "").split() for s in t.replace("!", ".").split(".") if s] for d, t in texts.items()
    }
    weight, size = 0.0, 0
    for document in documents:
        words = [word for sentence in sentences[document] for word in sentence]
        size += (
            len(sentences[document])
            if unit == "sentence"
            else len([w for w in words if stopwords == "kept" or w not in STOPS])
        )
    for pattern in PATTERNS[theme]:
        held = sum(any(pattern in sentence for sentence in sentences[d]) for d in texts)
        count = sum(
            (pattern in sentence) if unit == "sentence" else sentence.count(pattern)
            for d in documents
            for sentence in sentences[d]
        )
        weight += count * _idf(scheme, held, len(texts)) if count else 0
    return weight / size


def test_the_whole_grid_of_a_comparison_equals_a_slow_count(corpus: Corpus, themes: Themes) -> None:
    for document, inside in ((None, list(TEXTS)), ("doc-b", ["doc-b"])):
        table = robustness(corpus, claim("green > old", document=document), themes=themes)
        assert list(table.columns) == COLUMNS
        assert len(table) == 24
        for row in table.itertuples():
            left, right = (
                _slow_weight(t, inside, row.scheme, row.stopwords, row.unit, TEXTS) for t in ("green", "old")
            )
            assert row.value == pytest.approx(left / (left + right), abs=1e-10)
            assert row.holds == (left > right)


def test_the_whole_grid_of_a_change_equals_a_slow_count(corpus: Corpus, themes: Themes) -> None:
    rise = robustness(corpus, "green rises between 2007 and 2019", themes=themes)
    fall = robustness(corpus, "old falls between 2007 and 2019", themes=themes)
    for theme, table in (("green", rise), ("old", fall)):
        for row in table.itertuples():
            later = _slow_weight(theme, ["doc-a"], row.scheme, row.stopwords, row.unit, TEXTS)
            earlier = _slow_weight(theme, ["doc-b", "doc-c"], row.scheme, row.stopwords, row.unit, TEXTS)
            share = later / (later + earlier)
            assert row.value == pytest.approx(share if theme == "green" else 1 - share, abs=1e-10)
    assert rise["holds"].all()


def test_the_first_row_counts_as_the_other_tables_do(corpus: Corpus, themes: Themes) -> None:
    first = robustness(corpus, "green > old", themes=themes).iloc[0]
    assert first[COLUMNS[:4]].tolist() == ["sklearn", "kept", "uncleaned", "word"]
    cleaned = make_corpus(TEXTS, clean=True)
    assert (
        robustness(cleaned, "green > old", themes=themes)["cleaning"].tolist() == ["cleaned"] * 12 + ["uncleaned"] * 12
    )


def test_settings_that_give_the_same_number_count_once(corpus: Corpus, themes: Themes) -> None:
    """In one document stop words and sizes cancel, and tidytext and quanteda differ by a factor that cancels too."""
    table = robustness(corpus, claim("green > old", document="doc-b"), themes=themes)
    values = {round(value, 10) for value in table["value"]}
    assert set(table["distinct"]) == set(range(1, len(values) + 1))
    assert table.groupby("distinct")["value"].nunique().max() == 1
    # coal, twice in a sentence, makes words and sentences differ, but not for tidytext: it is in every document.
    assert len(values) == 3


def test_a_ranking_by_hand() -> None:
    """In a: red 3, blue 2, pink 1; red stands everywhere, blue in two, pink in a alone; the, 4, is a stop word.

    sklearn: the 4·1, red 3·1, blue 2·(ln(4/3)+1) = 2.58, pink ln(4/2)+1 = 1.69.
    tidytext: the and red 0, blue 2 ln 1.5 = .81, pink ln 3 = 1.10; quanteda the same over ln 10.
    By sentence: the and red 2, blue 1, pink 1, so sklearn 2, 2, 1.29, 1.69.
    """
    corpus = make_corpus({"a": "The the red red blue blue. The the red pink.", "b": "red blue the", "c": "red the"})
    table = robustness(corpus, "blue is in the top 2 of a", stopwords=["the"])
    ranks = table.set_index(["scheme", "stopwords", "unit", "cleaning"])["value"].xs("uncleaned", level="cleaning")
    others = product(("tidytext", "quanteda"), ("kept", "left out"), ("word", "sentence"))
    assert ranks.to_dict() == {
        ("sklearn", "kept", "word"): 3,
        ("sklearn", "left out", "word"): 2,
        ("sklearn", "kept", "sentence"): 4,
        ("sklearn", "left out", "sentence"): 3,
        **dict.fromkeys(others, 2),
    }
    assert table["holds"].tolist() == (table["value"] == 2).tolist()
    assert table.attrs["summary"].startswith("holds in 1 of 3 distinct counts; fails with sklearn")


def test_a_term_that_weighs_nothing_has_no_rank() -> None:
    corpus = make_corpus({"a": "x y", "b": "x"})
    ranks = robustness(corpus, "x is in the top 10 of a").set_index("scheme")
    assert ranks.loc["sklearn", "value"].eq(2).all()
    assert ranks.loc["tidytext", "value"].eq(0).all()
    assert not ranks.loc["tidytext", "holds"].any()
    absent = robustness(corpus, "absent is in the top 10 of a")
    assert absent.attrs["summary"] == "holds in 0 of 1 distinct counts"
    assert robustness(corpus, "y is in the top 1 of a")["holds"].all()


def test_a_phrase_ranks_among_phrases() -> None:
    corpus = make_corpus({"a": "new energy now. new energy. now new", "b": "now new"})
    table = robustness(corpus, "New Energy is in the top 1 of a")
    assert table["holds"].all()


def _ways(fails: Callable[[Setting], bool]) -> pd.DataFrame:
    """A table of robustness with six distinct counts, three schemes by two cleanings, that fail where told."""
    settings = [Setting(*way) for way in product(SCHEMES, ("kept",), ("cleaned", "uncleaned"), UNITS)]
    table = pd.DataFrame(settings, columns=list(Setting._fields))
    number = [SCHEMES.index(way.scheme) * 2 + (way.cleaning == "cleaned") for way in settings]
    return table.assign(value=number, holds=[not fails(way) for way in settings], distinct=number)


@pytest.mark.parametrize(
    ("fails", "said"),
    [
        (lambda way: False, "holds in 6 of 6 distinct counts"),
        (lambda way: True, "holds in 0 of 6 distinct counts"),
        (lambda way: way.cleaning == "uncleaned", "holds in 3 of 6 distinct counts; fails uncleaned"),
        (
            lambda way: way.cleaning == "uncleaned" and way.scheme == "sklearn",
            "holds in 5 of 6 distinct counts; fails with sklearn, uncleaned",
        ),
        (lambda way: way.scheme != "sklearn", "holds in 2 of 6 distinct counts; fails with tidytext or quanteda"),
        (
            lambda way: (way.cleaning == "cleaned") == (way.scheme == "sklearn"),
            "holds in 3 of 6 distinct counts; fails in several ways of counting",
        ),
    ],
)
def test_the_summary_names_what_failing_counts_share(fails: Callable[[Setting], bool], said: str) -> None:
    assert summary(_ways(fails), []) == said


def test_the_summary_names_few_documents_and_counts_many() -> None:
    table = _ways(lambda way: False)
    assert summary(table, ["a", "b"]).endswith("; turns round without document a, b")
    assert summary(table, list("abcde")).endswith("; turns round without document a or any one of 4 others")


def test_a_claim_about_the_example_documents_hangs_on_cleaning(seeds: Corpus) -> None:
    """The address block of document 000 says "application" again and again; its body never does."""
    table = robustness(seeds, "application is in the top 20 of 000").set_index(["cleaning", "unit"])
    assert (table.loc["cleaned", "value"] == 0).all()
    assert table.loc[("uncleaned", "word"), "holds"].all()


def test_the_documents_that_a_claim_rests_on(corpus: Corpus, themes: Themes) -> None:
    """Without doc-b the coal and the old lose most of their mentions."""
    table = robustness(corpus, "green > old", themes=themes)
    full = table.iloc[0]["holds"]
    expected = []
    for dropped in TEXTS:
        texts = {document: text for document, text in TEXTS.items() if document != dropped}
        left, right = (_slow_weight(theme, list(texts), "sklearn", "kept", "word", texts) for theme in ("green", "old"))
        if (left > right) != full:
            expected.append(dropped)
    assert table.attrs["rests_on"] == expected
    assert expected
    assert f"turns round without document {', '.join(expected)}" in table.attrs["summary"]


def test_dropping_is_counting_without_the_document(corpus: Corpus, themes: Themes) -> None:
    """Whatever the claim: its verdict turns without a document exactly if the smaller corpus says so."""
    for text in (
        "old > green",
        "green rises between 2007 and 2019",
        "coal is in the top 2 of doc-b",
        '"cars" > "town"',
    ):
        table = robustness(corpus, text, themes=themes)
        for dropped in corpus.ids:
            smaller = corpus.select([document for document in corpus.ids if document != dropped])
            try:
                turned = robustness(smaller, text, themes=themes)["holds"].iloc[0] != table["holds"].iloc[0]
            except AnalysisError:
                continue  # the only document of a period, or the one that is ranked
            assert turned == (dropped in table.attrs["rests_on"]), (text, dropped)


def test_little_evidence_is_said(corpus: Corpus, themes: Themes) -> None:
    notes = robustness(corpus, '"power" > "cars"', themes=themes).attrs["notes"]
    assert notes == [
        "the left side of the claim: rests on one document",
        "the right side of the claim: fewer than 5 mentions",
    ]


def test_how_often_each_side_is_mentioned(corpus: Corpus, themes: Themes) -> None:
    # green 3 and trains 1 in doc-a, green 1 in doc-b, trains 1 in doc-c; coal 1, 2, 1 and old 1, 1, 0
    assert robustness(corpus, "green > old", themes=themes).attrs["mentions"] == [6, 6]
    assert robustness(corpus, claim("green < old", document="doc-b"), themes=themes).attrs["mentions"] == [3, 1]
    # published within 2007: doc-b and doc-c; within 2019: doc-a
    rise = robustness(corpus, "green rises between 2007 and 2019", themes=themes)
    assert rise.attrs["mentions"] == [4, 2]
    assert robustness(corpus, "green is in the top 3 of doc-a").attrs["mentions"] == []


def test_a_change_that_one_long_document_makes_is_told() -> None:
    # 2007: 10 of 1,000 words, 0 of 10, 0 of 10; 2019: 1 of 200 words, three times. Whole: 9.8 falls to 5 per 1,000.
    texts = {"a": "red " * 10 + "x " * 990, "b": "x " * 10, "c": "x " * 10} | dict.fromkeys("def", "red " + "x " * 199)
    dates = ["2007"] * 3 + ["2019"] * 3
    corpus = make_corpus(pd.DataFrame({"document": list(texts), "text": list(texts.values()), "published": dates}))
    said = "the other way for the document in the middle: 0.00 per 1,000 words in 2007, 5.00 in 2019"
    for kind in ("rises", "falls"):
        assert said in robustness(corpus, f'"red" {kind} between 2007 and 2019').attrs["notes"]
    even = corpus.select(["a", "d"])
    assert said not in robustness(even, '"red" rises between 2007 and 2019').attrs["notes"]


def test_attrs_are_plain_json(corpus: Corpus, themes: Themes) -> None:
    attrs = robustness(corpus, "green > old", themes=themes).attrs
    assert json.loads(json.dumps(attrs)) == attrs


def test_many_claims_at_once(corpus: Corpus, themes: Themes) -> None:
    claims = [claim("green > old", name="one", note="why"), claim("coal is in the top 1 of doc-b")]
    table = check_claims(corpus, claims, themes=themes)
    assert list(table.columns[:4]) == ["claim", "holds", "of", "summary"]
    assert table["name"].tolist() == ["one", ""]
    assert table["document"].tolist() == ["", "doc-b"]
    for row, said in zip(table.itertuples(), claims, strict=True):
        one = robustness(corpus, said, themes=themes)
        assert (row.of, row.value, row.verdict) == (one["distinct"].max(), one["value"].iloc[0], one["holds"].iloc[0])
        assert row.summary == one.attrs["summary"]
    empty = check_claims(corpus, [])
    assert list(empty.columns) == list(table.columns)
    assert (empty.dtypes == table.dtypes).all()


def test_the_mentions_behind_a_claim(corpus: Corpus, themes: Themes) -> None:
    table = claim_mentions(corpus, claim("green > old", document="doc-b"), themes=themes)
    assert table[["document", "theme", "text"]].values.tolist() == [
        ["doc-b", "old", "coal"],
        ["doc-b", "old", "coal"],
        ["doc-b", "old", "Old"],
        ["doc-b", "green", "green"],
    ]
    assert set(claim_mentions(corpus, "coal is in the top 3 of doc-c", themes=themes)["text"]) == {"coal"}
    assert set(claim_mentions(corpus, '"green" falls between 2007 and 2019')["document"]) == {"doc-a", "doc-b"}


@pytest.mark.parametrize(
    ("text", "document", "said"),
    [
        ("green > blue", None, "there is no theme 'blue'"),
        ("green > old", "doc", "3 documents begin with 'doc'"),
        ("green > old", "x", "there is no document 'x'"),
        ("coal is in the top 3 of x", None, "there is no document 'x'"),
        ("co* is in the top 3 of doc-a", None, "no word that can rank"),
        ("green rises between 1999 and 2019", None, "no document is known to be published in 1999"),
        ("green rises between spring and 2019", None, "spring"),
        ('"*" > "old"', None, "lone"),
    ],
)
def test_what_is_not_there_is_said(corpus: Corpus, themes: Themes, text: str, document: str | None, said: str) -> None:
    with pytest.raises(AnalysisError, match=said.replace("*", r"\*")):
        robustness(corpus, claim(text, document=document), themes=themes)


@pytest.mark.parametrize("texts", [{"a": "…"}, {"a": "the the"}, {"a": "word"}])
def test_a_claim_about_nothing_does_not_hold_and_is_finite(texts: dict[str, str]) -> None:
    for text in ('"green" > "old"', "green is in the top 3 of a"):
        table = robustness(make_corpus(texts), text, stopwords=["the"])
        assert not table["holds"].any()
        assert np.isfinite(table["value"]).all()
        nothing = 'nothing to compare: neither "green" nor "old" is mentioned'
        assert table.attrs["summary"] == (nothing if ">" in text else "holds in 0 of 1 distinct counts")


def test_names_of_themes_without_the_themes_are_told_what_to_do(seeds: Corpus) -> None:
    said = robustness(seeds, "climate-cooperation > ev-manufacturing").attrs["summary"]
    assert said.startswith("nothing to compare: neither climate-cooperation nor ev-manufacturing is mentioned")
    assert "themes=read_themes" in said
