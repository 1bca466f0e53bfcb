"""A page that needs nothing else and a Word file that can be edited, both from the same dossiers."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from lxml import html

import analysis
from analysis.exports.dossier import export
from analysis.exports.read_dossiers import read_dossiers
from analysis.exports.report import report
from analysis.exports.report_content import as_read, worth_showing
from analysis.exports.report_notes import Sentence, notes, sentences
from analysis.exports.report_page import marked
from analysis.exports.word_report import HIGHEST_CM, MOST_DOCUMENTS

HOSTILE = '<img src=x onerror=alert(1)> & "quoted" \x00\u202e'


@pytest.fixture
def folder(exported, tmp_path) -> Path:
    return shutil.copytree(exported, tmp_path / "exports")


@pytest.fixture(scope="module")
def page(exported, tmp_path_factory):
    folder = shutil.copytree(exported, tmp_path_factory.mktemp("report") / "exports")
    report(folder, title=HOSTILE)
    return html.document_fromstring((folder / "report.html").read_bytes())


def test_report_says_what_it_wrote(folder):
    made = report(folder)
    assert (made.html, made.docx) == ("report.html", "report.docx")
    assert repr(made) == f"{folder.name}/report.html and report.docx: 1 chart"


def test_the_page_fetches_and_runs_nothing(page):
    assert not page.xpath("//script | //link | //iframe | //object | //form")
    assert all(source.startswith("data:image/png;base64,") for source in page.xpath("//@src"))
    assert all(link.startswith("#") for link in page.xpath("//@href"))
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    assert not re.search(r"url\(|@import", page.xpath("string(//style)"))
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]


def test_hostile_text_is_text(page):
    assert len(page.xpath("//img")) == 1
    assert page.xpath("string(//h1)") == '<img src=x onerror=alert(1)> & "quoted" ��'


def test_the_page_can_be_heard(page):
    assert page.get("lang") == "en"
    assert page.xpath("//img/@alt") == ["Three bars."]
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//@href")} <= set(ids)
    assert all(cell.get("scope") for cell in page.xpath("//th"))
    assert all(region.get("aria-label") for region in page.xpath("//*[@role='region']"))


def test_a_number_opens_its_sentences(page):
    link = page.xpath("//table//a[text()='3']/@href")[0]
    note = page.get_element_by_id(link[1:]).getparent()
    assert note.tag == "details"
    assert note.xpath("string(summary)") == "document a, term green: 3 mentions"
    assert [item.xpath("string()").split(" a,")[0] for item in note.xpath(".//li")] == [
        "Green cars drive.", "The green car is clean, a green dream.",
    ]  # fmt: skip
    assert note.xpath(".//mark/text()") == ["Green", "green", "green"]
    last = page.xpath("//details")[-1]
    assert last.xpath("string(.//li)").startswith("=cmd|x <b>green</b> & $5.")


def test_documents_stand_with_their_dates(page):
    rows = [[cell.text_content() for cell in row] for row in page.xpath("//section[@id='documents']//tbody/tr")]
    assert [(row[0], row[3], row[4]) for row in rows] == [
        ("a", "2021", "metadata"), ("b", "unknown", "unknown"), ("c", "2022-03-06", "metadata"),
    ]  # fmt: skip


def test_the_contents_number_each_chart_once(page):
    assert [item.text_content() for item in page.xpath("//nav//li")] == [
        "1. Who says green", "Methods", "Documents", "What was left out",
    ]  # fmt: skip
    assert not page.xpath("//nav//ol")
    assert "nav ul { list-style: none;" in page.xpath("string(//style)")


def test_dates_and_short_words_are_not_broken(page):
    rows = page.xpath("//section[@id='documents']//tr")
    assert [[cell.get("class") for cell in row][3:] for row in rows] == [["brief", "brief", "number"]] * 4
    style = page.xpath("string(//style)")
    assert "td.brief, th.brief { white-space: nowrap;" in style
    assert "td.words, th.words { overflow-wrap: normal; }" in style


def test_the_word_file_has_headings_alt_text_and_captions_that_word_numbers(folder):
    from docx import Document

    report(folder, title=HOSTILE)
    document = Document(folder / "report.docx")
    headings = [p.text for p in document.paragraphs if p.style.name.startswith(("Heading 1", "Title"))]
    assert headings[1:] == ["1. Who says green", "Methods", "Documents", "What was left out"]
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == ["Three bars."]
    caption = next(p for p in document.paragraphs if p.style.name == "Caption")
    assert caption.text == "Figure 1. Mentions of green."
    assert "SEQ Figure" in caption._p.xml
    assert [cell.text for cell in document.tables[0].rows[1].cells][:3] == ["a", "green", "3"]
    assert document.core_properties.author == ""


def test_the_contents_of_the_word_file_are_links_that_a_field_of_word_can_fill_anew(folder):
    from docx import Document
    from docx.oxml.ns import qn

    report(folder)
    document = Document(folder / "report.docx")
    lines = [p for p in document.paragraphs if p.style.name == "toc 1"]
    links = [link for line in lines for link in line._p.iter(qn("w:hyperlink"))]
    assert [link.text for link in links] == [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    marks = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for link in links} == marks
    kinds = [end.get(qn("w:fldCharType")) for line in lines for end in line._p.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert 'TOC \\o "1-1"' in lines[0]._p.xml
    # Word would ask whether it may update fields.
    assert "updateFields" not in document.settings.element.xml


def test_the_word_file_holds_no_date_of_today(folder):
    report(folder)
    with zipfile.ZipFile(io.BytesIO((folder / "report.docx").read_bytes())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def test_claims_are_reported_where_they_were_checked(folder):
    (folder / "claims.csv").write_text('"claim","holds","of","summary"\n"Green leads",7,9,""\n', encoding="utf-8")
    report(folder)
    page = html.document_fromstring((folder / "report.html").read_bytes())
    cells = [cell.text_content() for cell in page.xpath("//section[@id='claims']//tbody/tr/*")]
    assert cells == ["Green leads", "holds in 7 of 9 distinct counts"]


def titles(folder: Path) -> list[str]:
    page = html.document_fromstring((folder / "report.html").read_bytes())
    return [head.text_content().split(". ", 1)[1] for head in page.xpath("//section[@class='chart']/h2")]


@pytest.fixture
def three(counted, tmp_path) -> Path:
    """Three charts, exported neither by name nor by number; the last has the numbers of the first."""
    import matplotlib.pyplot as plt

    table, evidence = counted
    for name, rows in (("05-late", table), ("02-words", table[:2]), ("02-by-document", table), ("05-late", table)):
        figure, ax = plt.subplots()
        ax.set_title(name)
        export(ax, name, table=rows, evidence=evidence, folder=tmp_path, formats=())
        plt.close(figure)
    return tmp_path


def test_charts_stand_in_the_order_of_notebooks_and_of_their_export(three):
    report(three)
    assert titles(three) == ["02-words", "02-by-document", "05-late"]
    lines = (three / "order.txt").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == ["02-words", "02-by-document", "05-late"]
    (three / "order.txt").write_text("05-late\r\n# a note\n\n02-words\n", encoding="utf-8")
    report(three)
    assert titles(three) == ["05-late", "02-words", "02-by-document"]
    (three / "order.txt").unlink()
    report(three)
    assert titles(three) == ["02-by-document", "02-words", "05-late"]


def test_equal_numbers_are_printed_once(three):
    report(three)
    page = html.document_fromstring((three / "report.html").read_bytes())
    assert page.xpath("//section[@id='figure-3']//a[@href='#figure-2']/text()") == ["those of figure 2"]
    assert not page.xpath("//section[@id='figure-3']//table")
    assert page.xpath("count(//section[@id='figure-1']//table)") == 1


def test_a_long_table_shows_its_first_rows_and_folds_the_rest(corpus, tmp_path):
    import matplotlib.pyplot as plt

    words = corpus.words.table()
    table = words.groupby(["document", "term"]).agg(count=("start", "size")).reset_index()
    assert len(table) == 9 + 6 + 5
    figure, ax = plt.subplots()
    export(ax, "all", table=table, evidence=words, folder=tmp_path, formats=())
    plt.close(figure)
    report(tmp_path)
    page = html.document_fromstring((tmp_path / "report.html").read_bytes())
    assert page.xpath("count(//section[@id='figure-1']/div/table/tbody/tr)") == 12
    assert page.xpath("count(//section[@id='figure-1']/details[not(@open)]//tbody/tr)") == 8
    assert page.xpath("//details[@class='rows']/summary/text()") == ["8 more rows"]


def test_a_chart_of_nothing_says_so_in_place_of_its_numbers(corpus, tmp_path):
    import matplotlib.pyplot as plt

    words = corpus.words.table()
    figure, ax = plt.subplots()
    none = pd.DataFrame({"term": pd.Series([], dtype="str"), "count": pd.Series([], dtype="int64")})
    export(ax, "none", table=none, evidence=words, folder=tmp_path, formats=())
    plt.close(figure)
    report(tmp_path)
    page = html.document_fromstring((tmp_path / "report.html").read_bytes())
    assert "There are no rows" in page.xpath("//section[@id='figure-1']")[0].text_content()
    assert not page.xpath("//section[@id='figure-1']//table")


def test_a_folder_without_charts_gives_a_report_that_says_so(tmp_path):
    assert report(tmp_path).charts == 0
    assert "0 charts" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_values_as_people_read_them():
    day = pd.Timestamp("2022-03-06 11:43")
    read = [as_read(value) for value in (True, np.False_, "two\nlines", None, pd.NaT, day, 1234)]
    assert read == ["yes", "no", "two lines", "", "", "2022-03-06", "1,234"]


def test_what_was_left_out_is_said_once(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("**Green** cars drive on green roads.", "utf-8")
    (tmp_path / "corpus" / "b.bin").write_bytes(b"x")
    (tmp_path / "corpus" / "c.txt").write_bytes("Café.".encode("cp1252"))
    corpus = analysis.read_corpus(tmp_path / "corpus")
    terms = analysis.term_frequencies(corpus)
    for name in ("one", "two"):
        bars = analysis.charts.term_bars(terms, n=2)
        export(bars, name, table=terms, evidence=corpus.words.table(), folder=tmp_path / "out", formats=())
    report(tmp_path / "out")
    page = html.document_fromstring((tmp_path / "out" / "report.html").read_bytes()).text_content()
    assert page.count("b.bin: not read (files that end in .bin are not read") == 1
    assert page.count("c.txt: read, with a warning (1 byte is not UTF-8: read as cp1252)") == 1
    assert page.count("Taken out of the text before counting: signs of markup (2 stretches)") == 1
    assert "The chart shows 2 of 6 that were measured." in page


def test_mentions_that_overlap_are_marked_once():
    assert marked(Sentence("clean energy cars", ((0, 12), (6, 17), (13, 17)), "")) == (
        "<mark>clean energy</mark> <mark>cars</mark>"
    )


def test_a_number_of_many_sentences_shows_the_first_and_counts_all(tmp_path):
    corpus = analysis.make_corpus({"a": "Green. " * 20, "b": "Blue sky."})
    terms = analysis.term_frequencies(corpus)
    bars = analysis.charts.term_bars(terms)
    export(bars, "terms", table=terms, evidence=corpus.words.table(), folder=tmp_path, formats=())
    (kept,), _ = read_dossiers(tmp_path)
    green, *_ = notes(kept, kept.table, {})
    assert (green.label, green.mentions, len(green.sentences)) == ("term green", 20, 12)
    assert [note.mentions for note in notes(kept, kept.table.iloc[:0], {})] == []
    # A row without a mention has nothing behind it.
    none = pd.concat([kept.table, kept.table.head(1).assign(term="grey", count=0)])
    assert [note.label for note in notes(kept, none, {})][-1] != "term grey"


def test_mentions_of_a_corpus_that_was_closed_have_their_own_words():
    rows = pd.DataFrame({"document": ["a"], "start": [0], "end": [5], "text": ["Green"], "reading": ["Green"]})
    (one,) = sentences(rows, 12, {})
    assert (one.passage, one.places, one.where) == ("Green", ((0, 5),), "a")


def test_a_long_list_of_documents_is_cut_in_the_word_file(tmp_path):
    from docx import Document

    corpus = analysis.make_corpus({f"d{number:03}": "Green cars." for number in range(MOST_DOCUMENTS + 3)})
    terms = analysis.term_frequencies(corpus)
    bars = analysis.charts.term_bars(terms)
    export(bars, "terms", table=terms, evidence=corpus.words.table(), folder=tmp_path, formats=())
    report(tmp_path)
    lines = [paragraph.text for paragraph in Document(str(tmp_path / "report.docx")).paragraphs]
    assert "The other 3 stand in report.html." in lines


def test_a_chart_higher_than_a_page_is_made_to_fit(counted, tmp_path):
    import matplotlib.pyplot as plt
    from docx import Document

    figure, ax = plt.subplots(figsize=(2, 9))
    export(ax, "high", table=counted[0], evidence=counted[1], folder=tmp_path, formats=("png",))
    plt.close(figure)
    report(tmp_path)
    (shape,) = Document(str(tmp_path / "report.docx")).inline_shapes
    assert shape.height.cm == pytest.approx(HIGHEST_CM, abs=0.01)
    assert shape.width.cm == pytest.approx(HIGHEST_CM * 2 / 9, abs=0.1)


def test_a_table_of_mentions_prints_what_people_read_and_not_what_it_was_cut_from():
    """What first and last day say, the date in EDTF says better; of a mention, its reading better than its text."""
    corpus = analysis.make_corpus({"a": "It opened in May 2021.", "b": "It closed in June 2022."})
    dates = analysis.date_mentions(corpus)
    shown, _, further = worth_showing(dates, ("document", "start"), "")
    assert {"text", "edtf"} <= set(shown)
    assert {"earliest", "latest"} <= set(further)
    shown, _, further = worth_showing(dates.assign(reading=dates["text"]), ("document", "start"), "")
    assert "reading" in shown
    assert "text" in further


def test_mentions_of_one_date_in_a_document_stand_together(tmp_path):
    corpus = analysis.make_corpus(
        {"a": "It opened in May 2021. It closed in June 2022. It was May 2021 when they met."}
    )
    dates = analysis.date_mentions(corpus)
    export(analysis.charts.date_bars(dates), "dates", table=dates, evidence=dates, folder=tmp_path, formats=())
    (kept,), _ = read_dossiers(tmp_path)
    behind = [(note.label, note.mentions, len(note.sentences)) for note in notes(kept, kept.table, {})]
    assert behind == [("document a, edtf 2021-05", 2, 2), ("document a, edtf 2022-06", 1, 1)]


def test_a_claim_checked_twice_is_said_once(folder):
    row = '"Green leads",7,9,""\n'
    (folder / "claims.csv").write_text(f'"claim","holds","of","summary"\n{row}{row}', encoding="utf-8")
    report(folder)
    page = html.document_fromstring((folder / "report.html").read_bytes()).text_content()
    assert page.count("Green leads") == 1
