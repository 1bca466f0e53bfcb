"""From folders, tables and memory to documents: ids, order, metadata, hashes, and a line for everything left out."""

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.documents.files import Reading, make_sources, named_files, read_some, read_sources
from analysis.documents.folders import find_files
from analysis.documents.limits import Limits
from analysis.errors import AnalysisError

SEEDS = Path(__file__).parents[2] / "seeds"


def fill(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def ids(reading: Reading) -> list[str]:
    return [source.document for source in reading.sources]


def reasons(reading: Reading) -> dict[str, str]:
    return {one.path: one.reason for one in reading.skipped}


def test_the_example_documents_are_read_as_they_are() -> None:
    reading = read_sources(SEEDS)
    for source in reading.sources:
        raw = (SEEDS / source.path).read_bytes()
        assert source.text == raw.decode()
        assert source.sha256 == hashlib.sha256(raw).hexdigest()
    assert ids(reading) == ["000_e24a81e5e0c803f7", "001_4158e7f7f2b05cee", "002_f7f59a5c972284ad"]
    assert reading.skipped == ()


def test_ids_are_paths_without_their_ending_in_natural_order(tmp_path: Path) -> None:
    names = ["doc10.txt", "doc2.txt", "Doc1.txt", "2022/b.txt", "2022/a.md", "2022.5.txt", "z/9/x.txt", "z/10/x.txt"]
    reading = read_sources(fill(tmp_path, {name: name for name in names}))
    assert ids(reading) == ["2022/a", "2022/b", "2022.5", "Doc1", "doc2", "doc10", "z/9/x", "z/10/x"]
    assert [source.path for source in reading.sources][:2] == ["2022/a.md", "2022/b.txt"]


def test_two_that_collide_keep_their_endings(tmp_path: Path) -> None:
    reading = read_sources(fill(tmp_path, {"a.txt": "one", "a.md": "two", "b.txt": "three"}))
    assert ids(reading) == ["a.md", "a.txt", "b"]


def test_settings_are_no_documents_and_hidden_files_are_named(tmp_path: Path) -> None:
    files = {"a.txt": "text", "metadata.csv": "document,title\na,One\n", "themes.toml": "", "claims.toml": ""}
    reading = read_sources(fill(tmp_path, files | {".hidden.txt": "x", ".git/config.txt": "x"}))
    assert ids(reading) == ["a"]
    hidden = "hidden: its name begins with a dot"
    assert reasons(reading) == {".git": hidden, ".hidden.txt": hidden}


def test_metadata_stands_beside_the_documents_it_names(tmp_path: Path) -> None:
    stated = "document,title,published,party\nb,Second,2022,red\na.txt,First,,\nc,Third,,blue\n"
    reading = read_sources(fill(tmp_path, {"a.txt": "x", "b.txt": "y", "metadata.csv": stated}))
    assert reading.metadata.index.tolist() == ["a", "b"]
    assert reading.metadata.columns.tolist() == ["title", "published", "party"]
    assert reading.metadata.loc["a"].tolist() == ["First", "", ""]
    assert reading.metadata.loc["b"].tolist() == ["Second", "2022", "red"]
    assert reasons(reading) == {"metadata.csv": "line 4: there is no document 'c', or it was not loaded"}


def test_a_stated_encoding_is_used(tmp_path: Path) -> None:
    files = {
        "a.txt": "中国".encode("gb18030"),
        "b.txt": b"\xe9",
        "metadata.csv": "document,encoding\na,gb18030\nb,ascii\n",
    }
    reading = read_sources(fill(tmp_path, files))
    assert [source.text for source in reading.sources] == ["中国"]
    assert "'ascii' codec can't decode" in reasons(reading)["b.txt"]


def test_every_file_of_an_unknown_kind_is_named(tmp_path: Path) -> None:
    reading = read_sources(fill(tmp_path, {"a.txt": "x", "b.xyz": "y", "README": "z"}))
    assert reasons(reading)["b.xyz"].startswith("files that end in .xyz are not read, only .txt")
    assert reasons(reading)["README"].startswith("files without an ending are not read")


def test_rows_of_tables_are_documents_and_their_columns_metadata(tmp_path: Path) -> None:
    table = "id,text,date,party\ns1,First speech,2022-03-06T11:00:00,red\n,Second speech,2022/3/7,\ns3,,2022,blue\n"
    lines = '{"document": "s1", "text": "again"}\n{"text": "third\\ud800"}\nnot json\n[1]\n'
    files = {"speeches.csv": table, "more.jsonl": lines, "metadata.csv": "document,party\ns1,green\n"}
    reading = read_sources(fill(tmp_path, files))
    assert ids(reading) == ["more.jsonl#2", "s1", "speeches.csv#1", "speeches.csv#2"]
    assert [source.text for source in reading.sources] == ["third\ufffd", "again", "First speech", "Second speech"]
    assert reading.metadata.loc["speeches.csv#2"].to_dict() == {"party": "", "published": "2022-03-07"}
    assert reading.metadata.loc["s1"].to_dict() == {"party": "green", "published": ""}
    assert reading.sources[1].sha256 == hashlib.sha256(b"again").hexdigest()
    assert [(one.path, one.reason, one.loaded) for one in reading.skipped] == [
        ("more.jsonl#2", "1 NUL or lone surrogate replaced by U+FFFD", True),
        ("more.jsonl#3", "not JSON", False),
        ("more.jsonl#4", "not a JSON object", False),
        ("speeches.csv", "column 'date' is taken as published", True),
        ("speeches.csv#1", "the id 's1' is taken: it is called speeches.csv#1", True),
        ("speeches.csv#3", "empty", False),
    ]


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.jsonl", "t.parquet"])
def test_one_table_instead_of_a_folder(tmp_path: Path, name: str) -> None:
    table = pd.DataFrame({"document": ["a", "b"], "text": ['say "NA"', "null"], "party": ["nan", None]})
    path = tmp_path / name
    if name.endswith("parquet"):
        table.to_parquet(path)
    elif name.endswith("jsonl"):
        path.write_text("\n".join(json.dumps(row) for row in table.where(table.notna(), None).to_dict("records")))
    else:
        table.to_csv(path, sep="\t" if name.endswith("tsv") else ",", index=False)
    reading = read_sources(path)
    assert [(source.document, source.text) for source in reading.sources] == [("a", 'say "NA"'), ("b", "null")]
    assert reading.metadata["party"].tolist() == ["nan", ""]
    assert reading.skipped == ()


def test_a_text_column_can_be_named_in_metadata(tmp_path: Path) -> None:
    files = {"t.csv": "text,wording\nshort,long\n", "metadata.csv": "document,text_column\nt.csv,wording\n"}
    reading = read_sources(fill(tmp_path, files))
    assert [source.text for source in reading.sources] == ["long"]
    assert "text_column" not in reading.metadata.columns


def test_a_table_without_a_text_column_is_named(tmp_path: Path) -> None:
    reading = read_sources(fill(tmp_path, {"t.csv": "name,size\na,1\n"}))
    assert "no text column among name, size" in reasons(reading)["t.csv"]
    assert reasons(reading)["."] == "no document was found"


def test_dates_of_rows_that_are_none_are_unknown_and_said(tmp_path: Path) -> None:
    reading = read_sources(fill(tmp_path, {"t.csv": "text,published\nx,03/04/2022\n"}))
    assert reading.metadata["published"].tolist() == [""]
    assert reasons(reading) == {"t.csv#1": "published '03/04/2022' is no EDTF date: taken as unknown"}


def test_only_some_files_are_read_and_metadata_about_the_others_is_no_mistake(tmp_path: Path) -> None:
    files = {"a.txt": "x", "b.txt": "y", "metadata.csv": "document,title\na,One\nb,Two\nc,Three\n"}
    files, _ = find_files(str(fill(tmp_path, files)))
    metadata = next(file for file in files if file.path == "metadata.csv")
    reading = read_some([one for one in named_files(files) if one[0] == "b"], metadata=metadata)
    assert ids(reading) == ["b"]
    assert reading.metadata["title"].tolist() == ["Two"]
    assert not reasons(reading)


def test_a_missing_folder_and_a_file_for_a_folder_are_errors(tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match=r"nowhere: there is no such folder\. What to do: check the spelling"):
        read_sources(tmp_path / "nowhere")
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(AnalysisError, match="not a folder"):
        read_sources(tmp_path / "a.txt")


def test_texts_in_memory() -> None:
    reading = make_sources({"doc10": "b\r\nc", "doc2": "a", "no": " \n"})
    assert [(source.document, source.text, source.path) for source in reading.sources] == [
        ("doc2", "a", ""),
        ("doc10", "b\nc", ""),
    ]
    assert reasons(reading) == {"no": "empty"}
    assert reading.metadata.index.tolist() == ["doc2", "doc10"]


def test_a_table_in_memory_is_left_as_it_was() -> None:
    table = pd.DataFrame({"document": ["b", "a"], "text": ["x", "y"], "published": ["2022", None], "size": [1, 2]})
    before = table.copy()
    reading = make_sources(table)
    assert reading.metadata.to_dict("index") == {
        "a": {"published": "", "size": "2"},
        "b": {"published": "2022", "size": "1"},
    }
    pd.testing.assert_frame_equal(table, before)
    assert ids(make_sources(table.set_index("document"))) == ["a", "b"]


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ({"document": ["a"]}, "no column 'text'"),
        ({"text": ["a"]}, "no column 'document'"),
        ({"document": ["a", "a"], "text": ["x", "y"]}, "'a' is there twice"),
        ({"document": ["a"], "text": [7]}, "no string"),
        ({"document": ["a"], "text": ["x"], "words": [1]}, "'words' has a name that is computed"),
        ({"document": ["a"], "text": ["x"], "published": ["March"]}, "'March' is no date"),
    ],
)
def test_tables_in_memory_that_cannot_be_right(table: dict[str, list[object]], what: str) -> None:
    with pytest.raises(AnalysisError, match=what):
        make_sources(pd.DataFrame(table))


def test_a_text_that_is_no_string_is_an_error() -> None:
    with pytest.raises(AnalysisError, match="no string"):
        make_sources({"a": None})  # type: ignore[dict-item]


def test_progress_is_silent_where_stderr_is_no_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    read_sources(fill(tmp_path, {"a.txt": "x"}))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["Metadata.csv", "EVENTS.CSV", "Themes.toml"])
def test_a_settings_file_with_capitals_is_named(tmp_path: Path, name: str) -> None:
    reading = read_sources(fill(tmp_path, {"a.txt": "x", name: "document,text\na,y\n"}))
    assert ids(reading) == ["a"]
    assert reasons(reading) == {name: f"not read under this name: call it {name.lower()}, in small letters"}


def test_a_document_has_one_line_of_metadata(tmp_path: Path) -> None:
    stated = "document,title\na.txt,First\na,Second\n"
    reading = read_sources(fill(tmp_path, {"a.txt": "x", "metadata.csv": stated}))
    assert reading.metadata["title"].tolist() == ["First"]
    assert reasons(reading) == {"metadata.csv": "line 3: an earlier line is about 'a' already, and stands"}


@pytest.mark.parametrize("name", ["metadata.csv", "events.csv"])
def test_a_settings_file_over_the_limit_stops_the_load(tmp_path: Path, name: str) -> None:
    fill(tmp_path, {"a.txt": "x", name: "document\n" + "a" * 100})
    with pytest.raises(AnalysisError, match=rf"^{name}: 109 bytes are more than the limit of 50\. What to do: "):
        read_sources(tmp_path, limits=Limits(table_bytes=50))


@pytest.mark.parametrize("name", ["metadata.csv", "events.csv"])
def test_a_workbook_called_csv_stops_the_load(tmp_path: Path, name: str) -> None:
    fill(tmp_path, {"a.txt": "x", name: b"PK\x03\x04" + bytes(range(256))})
    with pytest.raises(AnalysisError, match=rf"^{name}: it is no text\. What to do: save it as CSV, in UTF-8"):
        read_sources(tmp_path)


def test_a_page_is_a_document_and_what_its_head_states_its_facts(tmp_path: Path) -> None:
    page = "<html lang=en><head><title>Trams</title></head><body><main><p>The tram runs again.</p></main></body></html>"
    (source,) = read_sources(fill(tmp_path, {"page.html": page})).sources
    assert (source.document, source.path, source.text) == ("page", "page.html", "The tram runs again.")
    assert source.anchors == ((0, "paragraph 1"),)
    assert source.found == {"title": "Trams", "language": "en"}


def test_a_table_with_nothing_but_its_header_is_named(tmp_path: Path) -> None:
    assert reasons(read_sources(fill(tmp_path, {"rows.csv": "id,text\n"})))["rows.csv"] == "no rows"


def test_a_file_whose_id_a_row_has_taken_is_named(tmp_path: Path) -> None:
    reading = read_sources(fill(tmp_path, {"a.csv": "id,text\nb,Green cars.\n", "b.txt": "Red cars."}))
    assert [(source.document, source.path, source.text) for source in reading.sources] == [
        ("b", "a.csv#1", "Green cars.")
    ]
    assert reasons(reading)["b.txt"] == "the id 'b' is taken"


def test_a_metadata_file_that_cannot_be_read_stops_the_load(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": "Green cars.", "metadata.csv": b"\xff\xfed"})  # begun as UTF-16, and half a character
    with pytest.raises(AnalysisError, match="truncated data") as raised:
        read_sources(tmp_path)
    assert (raised.value.where, raised.value.do) == ("metadata.csv", "save it as UTF-8, readable by you")


def test_an_events_file_that_cannot_be_read_stops_the_load(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": "Green cars.", "events.csv": b"\xff\xfed"})  # begun as UTF-16, and half a character
    with pytest.raises(AnalysisError, match="truncated data") as raised:
        read_sources(tmp_path)
    assert (raised.value.where, raised.value.do) == ("events.csv", "save it as UTF-8, readable by you")
