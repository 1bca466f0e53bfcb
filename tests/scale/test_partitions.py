"""Partitions: the same numbers however a corpus is cut, and wherever its parts are counted."""

import json

import pandas as pd
import pytest

import analysis
from analysis.measures.terms import term_frequencies


@pytest.fixture(scope="module")
def cut():
    """The example documents, one to a part."""
    parts = analysis.open_partitions("seeds", size=3000)
    assert len(parts.parts) == 3
    return parts


def test_nothing_is_read_until_measured(tmp_path):
    (tmp_path / "a.txt").write_text("Solar.")
    parts = analysis.open_partitions(tmp_path)
    (tmp_path / "a.txt").write_text("Coal and coal.")
    assert parts.measure(term_frequencies)["count"].tolist() == [2, 1]


@pytest.mark.parametrize("options", [{}, {"by": "document"}, {"by": "source"}, {"by": "year"}, {"stopwords": ["the"]}])
def test_term_frequencies(cut, seeds, options):
    pd.testing.assert_frame_equal(cut.measure(term_frequencies, **options), term_frequencies(seeds, **options))


def test_tf_idf_and_contrast(cut, seeds):
    pd.testing.assert_frame_equal(cut.measure(analysis.tf_idf), analysis.tf_idf(seeds))
    target = [seeds.ids[0]]
    pd.testing.assert_frame_equal(cut.measure(analysis.contrast, target), analysis.contrast(seeds, target))


def test_rows_of_mentions_dates_and_passages(cut, seeds, seed_themes):
    one = cut.measure(analysis.theme_mentions, seed_themes)
    pd.testing.assert_frame_equal(one, analysis.theme_mentions(seeds, seed_themes))
    pd.testing.assert_frame_equal(cut.measure(analysis.date_mentions), analysis.date_mentions(seeds))
    assert cut.measure(analysis.passages, "climate").equals(analysis.passages(seeds, "climate"))


@pytest.mark.parametrize("weighting", ["tf_idf", "per_1000", "count", "sentences"])
@pytest.mark.parametrize("by", ["document", "source", "language"])
def test_theme_weights(cut, seeds, seed_themes, weighting, by):
    one = cut.measure(analysis.theme_weights, seed_themes, weighting=weighting, by=by)
    pd.testing.assert_frame_equal(one, analysis.theme_weights(seeds, seed_themes, weighting=weighting, by=by))


@pytest.mark.parametrize("dated_by", ["published", "mentioned"])
def test_timeline(cut, seeds, seed_themes, dated_by):
    one = cut.measure(analysis.timeline, seed_themes, dated_by=dated_by)
    pd.testing.assert_frame_equal(one, analysis.timeline(seeds, seed_themes, dated_by=dated_by))


def test_documents_and_skipped(cut, seeds, tmp_path):
    pd.testing.assert_frame_equal(cut.documents, seeds.documents)
    (tmp_path / "a.txt").write_text("Solar.")
    (tmp_path / "b.txt").write_bytes(b"\x00" * 50)
    (tmp_path / "metadata.csv").write_text("document,published\na,2020\nb,2021\n")
    parts = analysis.open_partitions(tmp_path, size=1)
    assert parts.skipped[["path", "loaded"]].values.tolist().count(["b.txt", False]) == 1
    assert parts.documents.published.to_dict() == {"a": "2020"}


TEXTS = {f"d{number}": f"Solar number {number}. " * (number % 3 + 1) for number in range(9)}


@pytest.mark.parametrize("kind", ["parquet", "jsonl", "csv"])
@pytest.mark.parametrize("named", [True, False])
def test_tables_are_cut_too(kind, named, tmp_path):
    frame = pd.DataFrame({"id": list(TEXTS), "text": list(TEXTS.values()), "published": "2020"})
    frame = frame if named else frame.drop(columns="id")
    path = tmp_path / f"speeches.{kind}"
    if kind == "parquet":
        frame.to_parquet(path, row_group_size=2)
    elif kind == "csv":
        frame.to_csv(path, index=False)
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in frame.to_dict("records")))
    whole, parts = analysis.read_corpus(path), analysis.open_partitions(path, size=150)
    assert (len(parts.parts) > 1) == (kind != "csv")
    pd.testing.assert_frame_equal(parts.measure(term_frequencies), term_frequencies(whole))
    assert list(parts.documents.index) == list(whole.ids)
    assert parts.documents.published.tolist() == whole.documents.published.tolist()


def test_a_client_does_the_work_elsewhere(cut, seeds):
    class Client:
        """Stands for a cluster: keeps what is submitted, and runs it when it is gathered, last first."""

        def submit(self, function, *arguments, pure):
            return lambda: function(*arguments)

        def gather(self, jobs):
            return [job() for job in reversed(jobs)][::-1]

    parts = analysis.open_partitions("seeds", size=3000, client=Client())
    pd.testing.assert_frame_equal(parts.measure(term_frequencies), term_frequencies(seeds))


def test_what_does_not_add_up_is_told(cut, tmp_path):
    with pytest.raises(analysis.AnalysisError, match="similarity does not add up over parts"):
        cut.measure(analysis.similarity)
    with pytest.raises(analysis.AnalysisError, match="leave n at 1"):
        cut.measure(term_frequencies, n=2)
    with pytest.raises(analysis.AnalysisError, match="no such file or folder"):
        analysis.open_partitions(tmp_path / "none")
    (tmp_path / "a.txt").write_text("Solar.")
    with pytest.raises(analysis.AnalysisError, match="neither a folder nor a table"):
        analysis.open_partitions(tmp_path / "a.txt")


def test_the_same_id_in_two_parts_is_told(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("Solar.")
    parts = analysis.open_partitions([tmp_path / "one", tmp_path / "two"])
    with pytest.raises(analysis.AnalysisError, match="the document 'a' is in two parts"):
        parts.measure(term_frequencies)
