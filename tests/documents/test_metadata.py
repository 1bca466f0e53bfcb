"""metadata.csv: every error names its line and its column."""

import pytest

from analysis.documents.metadata import RESERVED, is_date, read_metadata
from analysis.errors import AnalysisError


def test_cells_by_document_and_column() -> None:
    raw = b"document,title,published,party\na,One,2022-03-06,red\n\nb/c,,,\n"
    read = read_metadata(raw)
    assert read.columns == ("title", "published", "party")
    assert read.rows == {
        "a": {"title": "One", "published": "2022-03-06", "party": "red"},
        "b/c": {"title": "", "published": "", "party": ""},
    }
    assert read.lines == {"a": 2, "b/c": 4}


@pytest.mark.parametrize("separator", [";", "\t"])
def test_semicolons_and_tabs_as_spreadsheets_write_them(separator: str) -> None:
    raw = separator.join(["document", "title"]) + "\n" + separator.join(["a", "One, two"])
    assert read_metadata(raw.encode("utf-8-sig")).rows == {"a": {"title": "One, two"}}


def test_words_that_look_like_missing_values_are_words() -> None:
    assert read_metadata(b"document,title\na,NA\nb,null\nc,None\n").rows["b"] == {"title": "null"}


def test_a_short_row_is_filled_and_a_quoted_cell_may_hold_lines() -> None:
    read = read_metadata(b'document,title,source\na,"One\ntwo"\nb,,Daily\n')
    assert read.rows == {"a": {"title": "One\ntwo", "source": ""}, "b": {"title": "", "source": "Daily"}}
    assert read.lines["b"] == 4


def test_odd_bytes_are_warned_of() -> None:
    read = read_metadata("document,title\na,Größe\n".encode("cp1252"))
    assert read.rows["a"]["title"] == "Größe"
    assert read.warnings == ("2 bytes are not UTF-8: read as cp1252",)


@pytest.mark.parametrize(
    "edtf", ["2022-03-06", "2022-03", "2022", "2023-04/2023-09", "199X", "2022-33", "2021/..", "../2021-05-01"]
)
def test_edtf_dates_are_accepted(edtf: str) -> None:
    assert read_metadata(f"document,published\na,{edtf}\n".encode()).rows["a"]["published"] == edtf


@pytest.mark.parametrize("wrong", ["6 March 2022", "2022-02-30", "2022-13", "06/03/2022", "yesterday"])
def test_other_dates_are_errors_with_line_and_column(wrong: str) -> None:
    with pytest.raises(AnalysisError) as caught:
        read_metadata(f"document,published\na,2022\nb,{wrong}\n".encode())
    assert caught.value.where == "metadata.csv, line 3, column 'published'"
    assert repr(wrong) in caught.value.what


@pytest.mark.parametrize(
    ("raw", "where", "what"),
    [
        (b"", "metadata.csv, line 1", "no column `document`"),
        (b"name,title\na,b\n", "metadata.csv, line 1", "no column `document`"),
        (b"document,\na,b\n", "metadata.csv, line 1", "column 2 has no name"),
        (b"document,title,title\na,b,c\n", "metadata.csv, line 1, column 'title'", "stands there twice"),
        (b"document,words\na,9\n", "metadata.csv, line 1, column 'words'", "computed"),
        (b"document,title\n,One\n", "metadata.csv, line 2, column 'document'", "no document is named"),
        (b"document,title\na,One\na,Two\n", "metadata.csv, line 3, column 'document'", "named in line 2 already"),
        (b"document,title\na,One, two\n", "metadata.csv, line 2", "3 cells, but the header has 2"),
        (b"document,encoding\na,utf-9\n", "metadata.csv, line 2, column 'encoding'", "no encoding 'utf-9'"),
        (b"document,encoding\na,rot13\n", "metadata.csv, line 2, column 'encoding'", "no encoding 'rot13'"),
        (b'document,title\na,"One\n', "metadata.csv, line 2", "not CSV"),
    ],
)
def test_errors_name_the_place(raw: bytes, where: str, what: str) -> None:
    with pytest.raises(AnalysisError) as caught:
        read_metadata(raw)
    assert caught.value.where == where
    assert what in caught.value.what
    assert caught.value.do


def test_the_computed_columns_cannot_be_stated() -> None:
    for name in RESERVED:
        with pytest.raises(AnalysisError, match="computed"):
            read_metadata(f"document,{name}\n".encode())


def test_a_doubtful_date_is_no_date() -> None:
    """Doubt is told by the basis of a date, never by a question mark in it."""
    assert is_date("2022")
    assert not is_date("2022?")
    with pytest.raises(AnalysisError, match=r"'2022-03\?' is no date"):
        read_metadata(b"document,published\na,2022-03?\n")
