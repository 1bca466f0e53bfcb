"""Figures stand in the order of their marks under a title of their own, and what no chart shows is named."""

from __future__ import annotations

import pandas as pd
import pytest
from docx import Document
from lxml import html

import analysis
from analysis.exports.dossier import export
from analysis.exports.report import report
from analysis.measures.ledger import cleaning_ledger

WORDS = "**Green** green green blue blue red."


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """Terms drawn with the rarest first, three times under one title; one document has no date, one a credit."""
    import matplotlib.pyplot as plt

    from analysis.charts.marks import mark

    folder = tmp_path_factory.mktemp("report")
    rows = [("a", f"{WORDS}\n\n(Agencies)", "2021"), ("b", "Nothing is dated here.", "")]
    corpus = analysis.make_corpus(pd.DataFrame(rows, columns=["document", "text", "published"]), clean=True)
    terms = analysis.term_frequencies(corpus).set_index("term").loc[["green", "blue", "red"]].reset_index()
    terms.attrs = analysis.term_frequencies(corpus).attrs
    for name in ("first", "second", "third"):
        figure, ax = plt.subplots(figsize=(3, 2))
        for place, row in enumerate(terms.iloc[::-1].to_dict("records")):
            ax.barh([place], [row["count"]])[0].set_gid(mark(row, ("term",)))
        ax.set_title("Colours")
        table = terms.copy()
        table.attrs = terms.attrs if name != "third" else {**terms.attrs, "settings": {"other": 1}}
        export(ax, name, table=table, evidence=corpus.words.table(), folder=folder, formats=("png",))
        plt.close(figure)
    ledger = cleaning_ledger(corpus)
    bars = analysis.charts.cleaning_bars(ledger)
    export(bars, "cleaned", table=ledger, evidence=corpus.removed, folder=folder, formats=())
    report(folder)
    return html.document_fromstring((folder / "report.html").read_bytes()), folder


def figure(page, number: int) -> str:
    return page[0].get_element_by_id(f"figure-{number}").text_content()


def test_numbers_stand_in_the_order_of_the_marks(page):
    assert page[0].xpath("//section[@id='figure-1']//tbody/tr/th/text()") == ["red", "blue", "green"]
    table = Document(str(page[1] / "report.docx")).tables[0]
    assert [row.cells[0].text for row in table.rows] == ["term", "red", "blue", "green"]


def test_a_title_stands_once(page):
    heads = [head.text_content() for head in page[0].xpath("//section[@class='chart']/h2")]
    assert heads[:3] == [
        "1. Colours", "2. The same as figure 1, drawn in another way (second)", "3. Colours (third)",
    ]  # fmt: skip


def test_what_the_picture_prints_is_not_said_below_it(page):
    captions = [one.text_content() for one in page[0].xpath("//figcaption")]
    assert captions[0] == "Figure 1. Frequencies of terms: how it was counted stands under Methods."


def test_what_was_left_out_names_documents_without_a_date_and_stretches(page):
    left = [one.text_content() for one in page[0].xpath("//section[@id='left-out']//li")]
    assert left == [
        "In no period of a timeline, for want of a date: 1 document (b)",
        "Taken out of the text before counting: credits (1 stretch), such as “(Agencies)”",
        "Taken out of the text before counting: signs of markup (2 stretches)",
    ]


def test_many_documents_without_a_date_are_counted(tmp_path):
    corpus = analysis.make_corpus({f"d{number:02}": "Green." for number in range(11)})
    terms = analysis.term_frequencies(corpus)
    export(
        analysis.charts.term_bars(terms), "t", table=terms, evidence=corpus.words.table(), folder=tmp_path, formats=()
    )
    report(tmp_path)
    text = html.document_fromstring((tmp_path / "report.html").read_bytes()).text_content()
    assert "11 documents (d00, d01, d02, d03, d04, d05, d06, d07 and 3 more)" in text


def test_one_total_says_what_is_printed_drawn_and_measured(tmp_path):
    """Of 30 words 20 are drawn; the page unfolds all of them, and paper and Word the first."""
    corpus = analysis.make_corpus({"a": " ".join(f"w{number}" for number in range(30)) + "."})
    terms = analysis.term_frequencies(corpus)
    export(
        analysis.charts.term_bars(terms), "t", table=terms, evidence=corpus.words.table(), folder=tmp_path, formats=()
    )
    report(tmp_path)
    page = html.document_fromstring((tmp_path / "report.html").read_bytes())
    assert page.xpath("//p[@class='meta screen']/text()") == ["The chart shows 20 of 30 that were measured."]
    told = "{} of the 20 rows of the chart; the chart shows 20 of 30 that were measured. All of the chart are in t.csv."
    assert page.xpath("//p[@class='meta paper']/text()") == [told.format(12)]
    assert told.format(6) in [one.text for one in Document(str(tmp_path / "report.docx")).paragraphs]
