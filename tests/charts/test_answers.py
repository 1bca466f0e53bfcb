"""The answers in words, against counts made by hand."""

import pandas as pd
import pytest

import analysis
from analysis.charts import in_short
from analysis.measures.ledger import cleaning_ledger

TEXTS = {
    "a": "Green cars, green jobs. It will be done by 2030.",
    "b": "Coal was burnt in 1990. Coal again.",
    "c": "Green coal.",
}


@pytest.fixture(scope="module")
def corpus() -> analysis.corpus.Corpus:
    return analysis.make_corpus(TEXTS)


@pytest.fixture(scope="module")
def themes(tmp_path_factory: pytest.TempPathFactory):
    file = tmp_path_factory.mktemp("themes") / "themes.toml"
    file.write_text(
        '[green]\nlabel = "Green things"\nterms = ["green *"]\n[gas]\nlabel = "Gas"\nterms = ["gas"]\n'.replace(
            "green *", "green"
        )
    )
    return analysis.read_themes(file)


def test_documents(corpus) -> None:
    assert in_short(corpus.documents) == (
        "3 documents, 19 words.\n"
        "None of them says between which days it was written (2 inferred from the text, 1 unknown)."
    )
    undated = analysis.make_corpus({"a": "Coal."})
    assert in_short(undated.documents) == (
        "1 document, 1 word.\nNone of them says between which days it was written (1 unknown)."
    )


def test_documents_with_dates() -> None:
    table = pd.DataFrame(
        {
            "document": ["a", "b"],
            "text": ["One.", "Two words."],
            "published": ["2020-05", "2019-01-02"],
            "source": ["Post", "Post"],
        }
    )
    said = in_short(analysis.make_corpus(table).documents)
    assert said == "2 documents of 1 source, 3 words.\nWritten between 2 Jan 2019 and May 2020 (2 by metadata)."


def test_terms_and_weights(corpus, themes) -> None:
    assert in_short(analysis.term_frequencies(corpus)).startswith(
        "Most frequent of 15 words: “coal” (3 times in 2 of 3 documents), “green” (3 in 2), "
    )
    weights = analysis.theme_weights(corpus, themes, weighting="count")
    first, second = in_short(weights).splitlines()
    assert first.startswith(
        "Green things: in 2 of 3, heaviest in document a (2, 95 % interval 0.242 to 7.22; "
    )  # Garwood
    assert second == "Gas: no mention."


def test_tf_idf_names_the_first_documents_and_counts_the_others() -> None:
    corpus = analysis.make_corpus({f"d{number}": f"word{number} word{number} shared" for number in range(6)})
    lines = in_short(analysis.tf_idf(corpus)).splitlines()
    assert lines[1] == "Document d0: word0, shared."
    assert (len(lines), lines[-1]) == (6, "And 2 documents more.")


def test_dates(corpus) -> None:
    table = pd.DataFrame({"document": list(TEXTS), "text": list(TEXTS.values()), "published": "2020-01-02"})
    assert in_short(analysis.date_mentions(analysis.make_corpus(table))) == (
        "2 dates told in 2 documents, the first 1990; 1 target ahead, the farthest up to 2030."
    )
    assert in_short(analysis.date_mentions(analysis.make_corpus({"a": "It lasted two years."}))) == (
        "No date is told in the sentences of these documents."
    )


def test_cleaning() -> None:
    corpus = analysis.read_corpus("seeds")
    table = cleaning_ledger(corpus)
    said = in_short(table)
    assert f"Cleaning took out {table.words.sum():,} words" in said
    assert "contact-block (67)" in said


def test_nothing_and_what_is_no_measure(corpus) -> None:
    empty = analysis.make_corpus({"a": ""})
    assert in_short(analysis.term_frequencies(empty)) == "There is nothing to count in these documents."
    with pytest.raises(analysis.AnalysisError, match="answers no question"):
        in_short(corpus.words.table())


def test_a_claim(corpus, themes) -> None:
    counts = analysis.robustness(corpus, analysis.claim("green > gas"), themes=themes)
    assert in_short(counts).startswith("“green > gas” holds in ")
