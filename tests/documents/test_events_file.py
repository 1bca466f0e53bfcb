"""events.csv: named events that a corpus adds to the world knowledge of the package."""

import pytest

import analysis
from analysis.errors import AnalysisError

TABLE = "names,first,last\nGrand Opening|the launch,2024-05-01,2024-05-03\n"


def folder(path, events=TABLE, text="They met at the Grand Opening. COP26 was over."):
    (path / "a.txt").write_text(text, encoding="utf-8")
    if events is not None:
        (path / "events.csv").write_text(events, encoding="utf-8")
    return path


def events_of(corpus):
    table = analysis.date_mentions(corpus)
    told = table[table.kind == "event"]
    return list(zip(told.text, told.edtf, strict=True))


def test_events_of_the_folder_stand_beside_those_of_the_package(tmp_path):
    corpus = analysis.read_corpus(folder(tmp_path))
    assert events_of(corpus) == [
        ("the Grand Opening", "2024-05-01/2024-05-03"),
        ("COP26", "2021-10-31/2021-11-13"),
    ]
    assert corpus.ids == ("a",)  # the table itself is no document
    assert corpus.skipped.empty


def test_without_the_file_the_name_is_none(tmp_path):
    assert [text for text, _ in events_of(analysis.read_corpus(folder(tmp_path, None)))] == ["COP26"]


def test_the_folder_overrides_the_package(tmp_path):
    corpus = analysis.read_corpus(folder(tmp_path, "names,first,last\nCOP26,2021-11-01,2021-11-12\n"))
    assert events_of(corpus) == [("COP26", "2021-11-01/2021-11-12")]


def test_one_day_needs_no_last_day_and_lines_may_be_comments(tmp_path):
    table = "# what we know\nnames,first,last\n\n北京开幕式,2022-02-04,\n2nd Grand Day,2024-05-01,2024-05-01\n"
    text = "他们在北京开幕式见面。 The 2nd Grand Day is over."
    corpus = analysis.read_corpus(folder(tmp_path, table, text))
    assert events_of(corpus) == [("北京开幕式", "2022-02-04"), ("The 2nd Grand Day", "2024-05-01")]


def test_the_file_is_part_of_the_fingerprint(tmp_path):
    with_events = analysis.read_corpus(folder(tmp_path)).fingerprint
    later = analysis.read_corpus(folder(tmp_path, TABLE.replace("05-03", "05-04"))).fingerprint
    (tmp_path / "events.csv").unlink()
    assert len({with_events, later, analysis.read_corpus(tmp_path).fingerprint}) == 3


def test_an_event_still_to_come_dates_the_document(tmp_path):
    corpus = analysis.read_corpus(folder(tmp_path, text="The Grand Opening will be a feast."))
    assert corpus.documents.published.tolist() == ["../2024-04"]  # the last day before it
    assert "world knowledge" in corpus.documents.evidence.iloc[0]


def test_a_smaller_and_a_recleaned_corpus_keep_the_events(tmp_path):
    corpus = analysis.read_corpus(folder(tmp_path))
    assert len(events_of(corpus.select(["a"]))) == len(events_of(corpus.recleaned(False))) == 2


@pytest.mark.parametrize(
    ("events", "what"),
    [
        ("name,first,last\nX Day,2024-05-01,2024-05-03\n", "events.csv, line 1"),
        ("names,first,last\nX Day,2024-05-01\n", "events.csv, line 2"),
        ("names,first,last\n\nX Day,2024-02-30,2024-03-01\n", "events.csv, line 3"),
        ("names,first,last\nX Day,May 2024,2024-05-03\n", "'May 2024' is no day"),
        ("names,first,last\nX Day,2024-05-04,2024-05-03\n", "before it begins"),
        ("names,first,last\nX Day|,2024-05-01,2024-05-03\n", "too short"),
        ("names,first,last\n#1 Day,2024-05-01,2024-05-03\nX,2024-05-01,2024-05-03\n", "line 3"),
    ],
)
def test_a_slip_is_told_with_file_and_line(tmp_path, events, what):
    with pytest.raises(AnalysisError) as caught:
        analysis.read_corpus(folder(tmp_path, events))
    assert what in str(caught.value)
    assert "What to do" in str(caught.value)


def test_partitions_know_the_events_of_their_folder(tmp_path):
    folder(tmp_path, text="They met at the Grand Opening.")
    (tmp_path / "b.txt").write_text("The Grand Opening was a feast.", encoding="utf-8")
    corpus = analysis.read_corpus(tmp_path)
    parts = analysis.open_partitions(tmp_path)
    table = parts.measure(analysis.date_mentions)
    assert table.edtf.tolist() == analysis.date_mentions(corpus).edtf.tolist() == ["2024-05-01/2024-05-03"] * 2
    assert table.attrs["corpus"] == corpus.fingerprint
