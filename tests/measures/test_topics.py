"""Topics: planted ones are found, order and seeds change nothing, chance is told from steadiness, little is refused."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.corpus import Corpus, make_corpus
from analysis.errors import AnalysisError
from analysis.measures import topic_model
from analysis.measures.phrases import parse_phrase
from analysis.measures.theme_file import Theme, Themes
from analysis.measures.topic_model import passage_matrix
from analysis.measures.topics import topic_numbers, topic_themes, topics

PLANTED = {
    "cars": ["car", "road", "driver", "wheel", "engine", "motor"],
    "sea": ["sea", "ship", "wave", "sail", "harbour", "fish"],
    "law": ["judge", "court", "law", "trial", "jury", "verdict"],
}


def _text(rng: np.random.Generator, names: Iterable[str], sentences: int) -> str:
    return " ".join(
        " ".join(rng.choice(PLANTED[name], 5, replace=False)).capitalize() + "."
        for name in names
        for _ in range(sentences)
    )


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    rng = np.random.default_rng(2)
    return {
        "b": _text(rng, ["cars"], 40),
        "a": _text(rng, ["sea"], 30),
        "c": _text(rng, ["law", "sea"], 20),
        "d": "…",
    }


@pytest.fixture(scope="module")
def corpus(texts: dict[str, str]) -> Corpus:
    return make_corpus(texts)


def test_planted_topics_are_found(corpus: Corpus) -> None:
    """Sentences: 50 of the sea, 40 of cars, 20 of the law, so the topics stand in that order."""
    found = topics(corpus, 3, top=6)
    words = found.terms.groupby("topic")["term"].apply(set)
    assert list(words) == [set(PLANTED["sea"]), set(PLANTED["cars"]), set(PLANTED["law"])]
    assert found.terms.groupby("topic")["weight"].sum().to_numpy() == pytest.approx(1, abs=1e-3)
    weight = found.documents.pivot(index="document", columns="topic", values="weight")
    assert weight.loc["a"].tolist() == pytest.approx([1, 0, 0], abs=0.02)
    assert weight.loc["b"].tolist() == pytest.approx([0, 1, 0], abs=0.02)
    assert weight.loc["c"].tolist() == pytest.approx([0.5, 0, 0.5], abs=0.05)
    assert weight.loc["d"].tolist() == [0, 0, 0]
    assert (found.stability["stability"] > 0.9).all()
    assert found.stability["note"].tolist() == ["", "", ""]


def test_neither_order_nor_a_second_run_changes_a_digit(texts: dict[str, str], corpus: Corpus) -> None:
    shuffled = make_corpus(pd.DataFrame({"document": list(texts)[::-1], "text": list(texts.values())[::-1]}))
    for one, other in zip(topics(corpus, 3), topics(shuffled, 3), strict=True):
        keys = [column for column in ("document", "topic", "term") if column in one.columns]
        pd.testing.assert_frame_equal(
            one.sort_values(keys).reset_index(drop=True),
            other.sort_values(keys).reset_index(drop=True),
            check_exact=True,
        )


def test_passage_weights_equal_scikit_learn(corpus: Corpus) -> None:
    sentences = corpus.sentences.sort_values(["document", "sentence"], kind="stable")
    sentences = sentences[sentences["reading"] != "…"]
    held = passage_matrix(corpus, passages="sentences", stopwords=["wheel"], seed=0)
    expected = TfidfVectorizer(min_df=2, stop_words=["wheel"]).fit(sentences["reading"])
    assert held.terms.tolist() == expected.get_feature_names_out().tolist()
    rows = expected.transform(sentences["reading"]).toarray()
    assert held.weights.toarray() == pytest.approx(rows[rows.any(axis=1)], abs=1e-12)
    assert [corpus.ids[owner] for owner in held.owners] == sentences["document"][rows.any(axis=1)].tolist()


def test_paragraphs_end_at_empty_lines() -> None:
    corpus = make_corpus({"a": "One two.\nThree two.\n \u2060\nTwo one.\n\n\nThree one.", "b": "One three."})
    held = passage_matrix(corpus, passages="paragraphs", stopwords=[], seed=0)
    assert held.of_word.tolist() == [0, 0, 0, 0, 1, 1, 2, 2, 3, 3]
    assert held.owners.tolist() == [0, 0, 0, 1]
    assert (held.weights > 0).toarray().sum(axis=1).tolist() == [3, 2, 2, 2]


def test_words_that_join_no_passages_are_left_out() -> None:
    held = passage_matrix(make_corpus({"a": "Alone here. Here again."}), passages="sentences", stopwords=[], seed=0)
    assert held.terms.tolist() == ["here"]
    assert held.of_word.tolist() == [0, 0, 1, 1]


def test_many_passages_are_learned_on_a_sample_that_order_cannot_change(
    texts: dict[str, str], corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topic_model, "LEARNED", 60)
    monkeypatch.setattr("analysis.measures.topics.LEARNED", 60)
    held = passage_matrix(corpus, passages="sentences", stopwords=[], seed=0)
    assert len(held.sample) == len(set(held.sample.tolist())) == 60
    found = topics(corpus, 3, top=6)
    assert {frozenset(words) for words in found.terms.groupby("topic")["term"].apply(set)} == {
        frozenset(words) for words in PLANTED.values()
    }
    assert found.terms.attrs["notes"][0] == "learned on 60 of 110 passages, then found in all"
    shuffled = make_corpus(dict(reversed(texts.items())))
    pd.testing.assert_frame_equal(topics(shuffled, 3, top=6).terms, found.terms, check_exact=True)


def test_chance_is_told_from_steadiness() -> None:
    """Sentences of words drawn evenly hold no topics; resampled passages give other words."""
    rng = np.random.default_rng(6)
    words = [f"word{i}" for i in range(60)]
    noise = " ".join(" ".join(rng.choice(words, 8, replace=False)).capitalize() + "." for _ in range(120))
    steady = topics(make_corpus({"a": noise}), 4).stability
    assert (steady["stability"] < 0.8).all()
    assert set(steady["note"]) == {"resampled passages give other words"}
    assert len(topics(make_corpus({"a": noise}), 4, runs=0).stability) == 0
    notes = topic_numbers(make_corpus({"a": noise}), [3, 4]).attrs["notes"]
    assert notes[-1] == "no number of topics is steady here: none reaches 0.8 on average"


def test_the_number_of_topics_is_suggested_by_steadiness(corpus: Corpus) -> None:
    table = topic_numbers(corpus, [2, 3, 6, 40])
    assert table["n"].tolist() == [2, 3, 6]
    assert table.loc[table["suggested"], "n"].tolist() == [3]
    assert table.loc[2, "lowest"] < 0.9
    assert (table["lowest"] <= table["stability"]).all()
    assert not any("steady" in note for note in table.attrs["notes"])


def test_topics_and_themes(corpus: Corpus) -> None:
    """Every mention of ships and waves stands in a sentence of the sea; none speaks of the moon."""
    themes = Themes(
        (Theme("boats", "", (parse_phrase("ship"), parse_phrase("wave"))), Theme("moon", "", (parse_phrase("moon"),)))
    )
    table = topic_themes(corpus, 3, themes).set_index(["theme", "topic"])
    count = sum(term in ("ship", "wave") for term in corpus.words.table()["term"])
    assert table.loc["boats", "mentions"].sum() == pytest.approx(count)
    assert table.loc[("boats", 1), "share"] > 0.95
    assert table.loc[("boats", 1), "expected"] == pytest.approx(50 / 110, abs=0.03)
    assert (table.loc["moon", ["mentions", "share"]] == 0).all(axis=None)


@pytest.mark.parametrize(
    ("texts", "n", "passages", "said"),
    [
        ({}, 2, "sentences", "2 topics need at least 20 sentences that share words; here are 0"),
        ({"a": "One two. Two one."}, 1, "sentences", "need at least 10 sentences that share words; here are 2"),
        ({"a": "Same words. " * 40}, 2, "sentences", "2 topics need at least 2 different sentences"),
        ({"a": "Same words. " * 40}, 0, "sentences", "n is 0"),
        ({"a": "Same words. " * 40}, 2, "pages", "no passages called 'pages'"),
    ],
)
def test_too_little_is_refused_in_words(texts: dict[str, str], n: int, passages: str, said: str) -> None:
    with pytest.raises(AnalysisError, match=said):
        topics(make_corpus(texts), n, passages=passages)


def test_stop_words_alone_are_refused() -> None:
    corpus = make_corpus({"a": "The and. " * 40})
    for function in (
        lambda: topics(corpus, 1, stopwords=["the", "and"]),
        lambda: topic_numbers(corpus, stopwords=["the", "and"]),
    ):
        with pytest.raises(AnalysisError, match="here are 0"):
            function()
