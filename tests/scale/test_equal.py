"""However a corpus is cut, wherever its parts are counted, every number and every attribute is that of the whole."""

from functools import partial

import hypothesis.strategies as st
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

import analysis

from .conftest import made_texts, same, write, write_folder

MEASURES = {
    "terms": partial(analysis.term_frequencies),
    "terms by document": partial(analysis.term_frequencies, by="document"),
    "terms by party": partial(analysis.term_frequencies, by="party", stopwords=["the", "in"]),
    "terms by year": partial(analysis.term_frequencies, by="year", same={"coal": ["solar", "energy"]}),
    "pairs": partial(analysis.term_frequencies, n=2, stopwords=["the"]),
    "tf_idf": partial(analysis.tf_idf),
    "tf_idf tidytext": partial(analysis.tf_idf, scheme="tidytext", stopwords=["the"]),
    "tf_idf quanteda": partial(analysis.tf_idf, scheme="quanteda"),
    "contrast": partial(analysis.contrast, target=["d1", "d2", "d3"], minimum=2),
    "contrast by party": partial(analysis.contrast, target={"party": "x"}, reference={"party": "y"}),
    "contrast with a list": partial(analysis.contrast, target="d5", reference=pd.Series({"coal": 9, "the": 70})),
    "dates": partial(analysis.date_mentions),
    "passages": partial(analysis.passages, query="coal"),
    "passages by the left": partial(analysis.passages, query="the", sort="left", width=20),
}
THEMED = {
    "contrast of sentences": partial(analysis.contrast),
    "mentions": partial(analysis.theme_mentions),
    "weights": partial(analysis.theme_weights),
    "weights by party": partial(analysis.theme_weights, by="party"),
    "weights by year": partial(analysis.theme_weights, by="year", weighting="sentences"),
    "timeline": partial(analysis.timeline),
    "timeline by mention": partial(analysis.timeline, every="year", dated_by="mentioned"),
    "passages of themes": partial(analysis.passages, sort="match"),
}


@pytest.fixture(scope="module")
def cut(speeches):
    parts = analysis.open_partitions(speeches[0], size=600)
    assert len(parts.parts) > 8
    return parts


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure(name, cut, speeches):
    measure = MEASURES[name]
    same(cut.measure_all([measure])[0], measure.func(speeches[1], **measure.keywords))


@pytest.mark.parametrize("name", THEMED)
def test_every_measure_of_themes(name, cut, speeches, seed_themes):
    measure = THEMED[name]
    same(
        cut.measure(measure.func, seed_themes, **measure.keywords),
        measure.func(speeches[1], seed_themes, **measure.keywords),
    )


def test_tables_of_mentions_open_in_their_order(cut, speeches, seed_themes):
    mentions = analysis.theme_mentions(speeches[1], seed_themes).iloc[::-3]
    same(cut.measure(analysis.passages, mentions), analysis.passages(speeches[1], mentions))
    same(cut.measure(analysis.contrast, mentions), analysis.contrast(speeches[1], mentions))


def test_documents_and_what_was_skipped(cut, speeches):
    theirs = speeches[1].documents.assign(duplicate_of=pd.Series("", index=speeches[1].documents.index, dtype="str"))
    pd.testing.assert_frame_equal(cut.documents, theirs)
    assert "near-duplicates" in cut.documents.attrs["notes"][0]
    pd.testing.assert_frame_equal(cut.skipped, speeches[1].skipped)
    assert cut.fingerprint == speeches[1].fingerprint


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    number=st.integers(1, 9),
    size=st.integers(40, 900),
    seed=st.integers(0, 10**6),
    kind=st.sampled_from([".jsonl", ".csv", ".tsv", ".parquet", "folder", "folder of tables"]),
)
def test_any_partitioning_of_any_kind(number, size, seed, kind, seed_themes, tmp_path_factory):
    rows, place = made_texts(number, seed), tmp_path_factory.mktemp("any")
    if kind == "folder":
        path = write_folder(place / "corpus", rows)
    elif kind == "folder of tables":
        path = place
        write(place / "b.csv", rows[: number // 2] or rows)
        write(place / "a.jsonl", rows[number // 2 :])
    else:
        path = write(place / f"t{kind}", rows)
    whole, parts = analysis.read_corpus(path), analysis.open_partitions(path, size=size)
    words, weights, dates, over = parts.measure_all(
        [
            partial(analysis.term_frequencies, by="year"),
            partial(analysis.theme_weights, themes=seed_themes),
            analysis.date_mentions,
            partial(analysis.timeline, themes=seed_themes),
        ]
    )
    same(words, analysis.term_frequencies(whole, by="year"))
    same(weights, analysis.theme_weights(whole, seed_themes))
    same(dates, analysis.date_mentions(whole))
    same(over, analysis.timeline(whole, seed_themes))
    pd.testing.assert_frame_equal(parts.skipped, whole.skipped)


def test_a_hyphen_at_a_line_end_is_judged_by_all_parts(tmp_path):
    (tmp_path / "a.txt").write_text("The elec-\ntric car, a long-\nterm plan.")
    (tmp_path / "b.txt").write_text("An electric bus and long-term aims.")
    terms = analysis.open_partitions(tmp_path, size=1).measure(analysis.term_frequencies).set_index("term")["count"]
    assert terms["electric"] == 2  # joined, as the other document has it in one
    assert terms["long"] == terms["term"] == 2  # not joined: it stands with its hyphen there


def test_rows_of_two_tables_with_one_id_are_all_counted(tmp_path):
    for name in "ab":
        write(tmp_path / f"{name}.csv", [{"id": "1", "text": f"Solar {name}."}, {"id": name, "text": "Coal."}])
    whole, parts = analysis.read_corpus(tmp_path), analysis.open_partitions(tmp_path, size=10)
    same(parts.measure(analysis.term_frequencies), analysis.term_frequencies(whole))
    assert list(parts.documents.index) == list(whole.ids) == ["1", "a", "b", "b.csv#1"]
    pd.testing.assert_frame_equal(parts.skipped, whole.skipped)


def test_columns_that_only_some_lines_have(tmp_path):
    rows = [
        {"id": "1", "body": "Coal."},
        {"id": "2", "text": "Solar.", "party": "x"},
        {"document": "3", "text": "Wind."},
    ]
    path = write(tmp_path / "t.jsonl", rows)
    whole, parts = analysis.read_corpus(path), analysis.open_partitions(path, size=1)
    assert len(parts.parts) == 3
    same(parts.measure(analysis.term_frequencies, by="party"), analysis.term_frequencies(whole, by="party"))
    assert list(parts.documents.columns) == list(whole.documents.columns)


def test_a_folder_without_documents(tmp_path, seed_themes):
    whole, parts = analysis.read_corpus(tmp_path), analysis.open_partitions(tmp_path)
    same(parts.measure(analysis.term_frequencies), analysis.term_frequencies(whole))
    same(parts.measure(analysis.theme_mentions, seed_themes), analysis.theme_mentions(whole, seed_themes))
    pd.testing.assert_frame_equal(parts.skipped, whole.skipped)
