"""What is not read says what it is, and what its owner can do."""

from pathlib import Path

import pytest

from analysis.documents.files import READ, read_sources
from analysis.documents.unread import no_text, not_read


@pytest.mark.parametrize(
    ("name", "help_"),
    [
        ("a.doc", "save it as .docx"),
        ("a.rtf", "save it as .docx"),
        ("a.xlsx", "save the sheet as .csv, with a column `text`"),
        ("a.json", "write one object a line, and call it .jsonl"),
        ("a.zip", "unpack it here"),
        ("a.jpg", "have its text recognised (OCR), and save that as .txt"),
    ],
)
def test_a_common_kind_of_file_is_told_what_to_become(name: str, help_: str) -> None:
    ending = Path(name).suffix
    assert not_read(name, ending, READ) == f"files that end in {ending} are not read: {help_}"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.csv", "a.jsonl", "a.parquet"])
def test_what_is_read_is_not_refused(name: str) -> None:
    assert not_read(name, Path(name).suffix, READ) == ""


def test_a_note_of_word_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "~$speech.docx").write_bytes(b"\x04Jane" + bytes(50))
    skipped = read_sources(tmp_path).skipped
    assert ("~$speech.docx", "not a document: Word notes in it who has one open") in [
        (one.path, one.reason) for one in skipped
    ]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"%PDF-1.7 \xe2\xe3", "it is a PDF: let its name end in .pdf"),
        (b"{\\rtf1 Green cars}", "it is RTF, whatever its name: save it as .docx"),
        (b"\xd0\xcf\x11\xe0" + bytes(9), "it is a Word or Excel file of before 2007, whatever its name"),
        (b"PK\x03\x04" + bytes(9), "it is a packed file, as of Word or Excel"),
        ("Größe zählt in jedem Wort".encode("utf-16-le"), "it looks like UTF-16 without its mark"),
        ("Größe zählt in jedem Wort".encode("utf-16-be"), "it looks like UTF-16 without its mark"),
        (bytes(200), "binary: it holds no text"),
        (b"\x89PNG" + bytes(range(256)), "binary: it holds no text"),
        (b"Green cars.", ""),
    ],
)
def test_bytes_that_are_no_text_are_called_what_they_are(raw: bytes, said: str) -> None:
    assert no_text(raw)[: len(said)] == said
    assert bool(no_text(raw)) == bool(said)


def test_utf_16_without_its_mark_is_read_where_it_is_stated(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Green cars.".encode("utf-16-le"))
    (tmp_path / "metadata.csv").write_text("document,encoding\na,utf-16-le\n")
    assert [source.text for source in read_sources(tmp_path).sources] == ["Green cars."]
