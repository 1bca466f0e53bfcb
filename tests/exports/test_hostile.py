"""Documents, names and labels of the worst kind go through every file of a dossier and both reports as plain text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from lxml import html

import analysis
from analysis.charts.style import label
from analysis.exports.dossier import export
from analysis.exports.report import report
from analysis.exports.verify import verify

NAMES = [
    "<img src=x onerror=alert(1)>",
    "a;b=c%d",
    '"quoted"\nline',
    "=HYPERLINK(1)",
    "$_$ $5",
    "\u202egnp.exe",
    "気候 💡",
    "\\xff",
]
TEXT = (
    "Green <script>alert(1)</script> green & ]]> &amp; $_$ =1+1 {} %s \u202e\u2066 end. "
    "Green\u0085green\x0cgreen\x1b[31m."
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("hostile")
    rows = pd.DataFrame({"document": NAMES, "text": TEXT, "source": [f"<b>{name}" for name in NAMES]})
    corpus = analysis.make_corpus(rows)
    table = analysis.term_frequencies(corpus, by="document")
    table = table[table["term"].isin(["green", "script"])].reset_index(drop=True)
    table.attrs = analysis.term_frequencies(corpus, by="document").attrs
    _, ax = plt.subplots()
    ax.barh(range(len(table)), table["count"])
    ax.set_yticks(range(len(table)), [label(name) for name in table["document"]], parse_math=False)
    ax.set_title(NAMES[0])
    export(ax, '<img src=x> / "..', table=table, evidence=corpus.words.table(), folder=place)
    plt.close("all")
    report(place, title=NAMES[0])
    assert verify(place, corpus).ok
    return place


def only(folder: Path, pattern: str) -> bytes:
    (path,) = folder.glob(pattern)
    return path.read_bytes()


def test_every_mention_is_there_and_slices_to_its_text(folder):
    rows = pd.read_csv(
        io.BytesIO(only(folder, "*.evidence.csv")), keep_default_na=False, dtype=str, lineterminator="\n"
    )
    assert len(rows) == len(NAMES) * (5 + 2)
    assert set(rows["text"]) == {"Green", "green", "script"}
    for start, end, text in rows[["start", "end", "text"]].to_numpy():
        assert TEXT[int(start) : int(end)] == text


def test_no_cell_of_a_csv_can_run(folder):
    for path in folder.glob("*.csv"):
        cells = pd.read_csv(path, dtype=str, keep_default_na=False, lineterminator="\n")
        for column in cells.columns:
            if not cells[column].str.fullmatch(r"-?[0-9.e+-]*").all():
                assert not cells[column].str.match(r"[=+\-@\t\r\n]").any(), column


def test_svg_and_every_part_of_the_office_files_are_xml(folder):
    ET.fromstring(only(folder, "*.svg"))
    for pattern in ("*.xlsx", "*.docx"):
        with zipfile.ZipFile(io.BytesIO(only(folder, pattern))) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    ET.fromstring(archive.read(name))


def test_the_page_holds_them_as_text(folder):
    page = html.document_fromstring(only(folder, "report.html"))
    assert not page.xpath("//script | //b")
    assert len(page.xpath("//img")) == 1
    text = page.text_content()
    for name in ("<img src=x onerror=alert(1)>", "a;b=c%d", "=HYPERLINK(1)", "$_$ $5", "気候 💡"):
        assert name in text
    assert "<script>alert(1)</script>" in text
    assert not set(text) & set("\u202e\u2066\x1b\x0c\x85\x00")


def test_the_word_file_opens_and_holds_them_as_text(folder):
    from docx import Document

    document = Document(io.BytesIO(only(folder, "report.docx")))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"<img src=x onerror=alert(1)>", "a;b=c%d", "=HYPERLINK(1)"} <= cells
