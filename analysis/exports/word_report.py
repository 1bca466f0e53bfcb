"""A report as a Word file that an analyst can edit: headings, figures with alt text, numbered captions, tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from analysis.charts.style import plural
from analysis.exports.report_content import NOTHING, Content, Figure, which_rows
from analysis.exports.report_documents import DOCUMENT_COLUMNS
from analysis.language.shown import shown

WIDTH_CM = 16.0  # between the margins of A4, and within those of Letter
HIGHEST_CM = 14.5  # so that a page has room for a heading, a picture, and the first rows of its numbers
FIRST_ROWS, MOST_UNCUT = 6, 8  # of a table: longer ones show the first rows
ROWS_TOGETHER = 3  # the head of a table and its first rows stay with what they belong to
MOST_DOCUMENTS = 300  # in the table of documents; Word grows slow beyond
CONTENTS = "toc 1"  # Word's own name for the style of such lines
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def word_report(content: Content) -> bytes:
    """The .docx, the same bytes for the same content."""
    from docx import Document

    document = Document()
    set_up(document, content.title)
    document.add_heading(shown(content.title), level=0)
    counts = f"{plural(len(content.figures), 'chart')} over {plural(len(content.documents), 'document')}."
    document.add_paragraph(f"{counts} The sentences behind the counts are in the evidence files beside this report.")
    contents = document.add_paragraph(style=CONTENTS)
    if content.claims:
        document.add_heading("Claims", level=1)
        add_table(document, ("Claim", "Recounted"), content.claims)
    for figure in content.figures:
        add_figure(document, figure)
    document.add_heading("Methods", level=1)
    for heading, lines in content.methods:
        document.add_heading(shown(heading), level=2)
        document.add_paragraph(shown(" ".join(lines)))
    document.add_heading("Documents", level=1)
    add_table(document, DOCUMENT_COLUMNS, content.documents[:MOST_DOCUMENTS])
    if len(content.documents) > MOST_DOCUMENTS:
        document.add_paragraph(f"The other {len(content.documents) - MOST_DOCUMENTS:,} stand in report.html.")
    if content.names_note:
        document.add_paragraph(shown(content.names_note), style="Small")
    document.add_heading("What was left out", level=1)
    for line in content.left_out or ("Nothing: every file was read, and no text was taken out.",):
        document.add_paragraph(shown(line), style="List Bullet")
    versions = ", ".join(f"{name} {version}" for name, version in content.versions.items())
    if versions:
        document.add_paragraph(f"Made with {versions}.", style="Small")
    fill_contents(contents, [one for one in document.paragraphs if one.style and one.style.name == "Heading 1"])
    stream = io.BytesIO()
    document.save(stream)
    return same_zip(stream.getvalue())


def set_up(document: Any, title: str) -> None:
    """Page, type and properties: A4, one sans-serif for headings, no author and no date of today."""
    import datetime

    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Calibri", Pt(11)
    document.styles["Caption"].font.size = Pt(9.5)
    document.styles["Caption"].font.bold = False
    document.styles["Caption"].paragraph_format.keep_with_next = True
    document.styles["Caption"].font.color.rgb = RGBColor(0x44, 0x44, 0x44)
    document.styles.add_style(CONTENTS, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    document.styles[CONTENTS].paragraph_format.space_after = Pt(2)
    small = document.styles.add_style("Small", WD_STYLE_TYPE.PARAGRAPH)
    small.base_style, small.font.size = document.styles["Normal"], Pt(8.5)
    small.paragraph_format.space_after = Pt(3)
    add_ruled_style(document)
    foot = section.footer.paragraphs[0]
    foot.style = small
    add_field(foot, "PAGE", "1")
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = shown(title)[:255]
    properties.created = properties.modified = datetime.datetime(2000, 1, 1)


def add_figure(document: Any, figure: Figure) -> None:
    """One chart with its caption, numbers and remarks."""
    document.add_heading(f"{figure.number}. {shown(figure.title)}", level=1)
    for line in figure.warnings:
        document.add_paragraph(shown(line), style="Intense Quote")
    if figure.png is not None:
        add_picture(document, figure)
    add_caption(document, figure)
    rows = figure.rows if len(figure.rows) <= MOST_UNCUT else figure.rows[:FIRST_ROWS]
    if figure.twin != figure.number:
        document.add_paragraph(f"The numbers are those of figure {figure.twin}.")
    elif not rows:
        document.add_paragraph(NOTHING)
    else:
        add_table(document, figure.columns, rows, numeric=figure.numeric)
    told = [line for line in [which_rows(figure, len(rows))] if line and rows and figure.twin == figure.number]
    files = figure.stem + ", ".join(name.removeprefix(figure.stem) for name in figure.files)
    for line in (*told, *figure.remarks, f"Files: {files}"):
        document.add_paragraph(shown(line), style="Small")


def add_picture(document: Any, figure: Figure) -> None:
    """The picture as wide as the text, or as high as fits a page with its caption, and its alt text."""
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    picture = paragraph.add_run().add_picture(io.BytesIO(figure.png or b""), width=Cm(WIDTH_CM))
    if picture.height > Cm(HIGHEST_CM):
        picture.width, picture.height = round(picture.width * Cm(HIGHEST_CM) / picture.height), Cm(HIGHEST_CM)
    properties = picture._inline.docPr
    properties.set("descr", shown(figure.alt))
    properties.set("title", shown(figure.title))


def add_caption(document: Any, figure: Figure) -> None:
    """`Figure 1. …`, its number a field, so that Word numbers again when figures are added or moved."""
    paragraph = document.add_paragraph("Figure ", style="Caption")
    add_field(paragraph, "SEQ Figure \\* ARABIC", str(figure.number))
    paragraph.add_run(f". {shown(figure.caption)}")


def fill_contents(place: Any, headings: Sequence[Any]) -> None:
    """The table of contents at `place`: a field that Word can fill anew, with page numbers, when it is asked to.

    Until then it holds links to the headings. So nothing has to be updated when the file is opened, and Word does not
    ask whether it may.
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    line = place
    add_field_character(line, "begin", ' TOC \\o "1-1" \\h \\z \\u ')
    for number, heading in enumerate(headings, start=1):
        name = f"_Toc{number:09}"
        heading._p.insert(1, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>'))
        heading._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))
        link = parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="{name}" w:history="1"/>')
        run = line.add_run(heading.text)
        link.append(run._r)
        line._p.append(link)
        if number < len(headings):
            following = parse_xml(f"<w:p {nsdecls('w')}/>")
            line._p.addnext(following)
            line = type(place)(following, place._parent)
            line.style = CONTENTS
    add_field_character(line, "end")


def add_field_character(paragraph: Any, kind: str, instruction: str = "") -> None:
    """One end of a field that spans paragraphs; at its beginning what it does."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def part(name: str) -> Any:
        element = OxmlElement(name)
        paragraph.add_run()._r.append(element)
        return element

    part("w:fldChar").set(qn("w:fldCharType"), kind)
    if instruction:
        told = part("w:instrText")
        told.set(qn("xml:space"), "preserve")
        told.text = instruction
        part("w:fldChar").set(qn("w:fldCharType"), "separate")


def add_field(paragraph: Any, instruction: str, result: str) -> None:
    """A field of Word with what it shows until it is updated."""
    add_field_character(paragraph, "begin", f" {instruction} ")
    paragraph.add_run(result)
    add_field_character(paragraph, "end")


def add_table(
    document: Any, columns: Sequence[str], rows: Iterable[Sequence[str]], *, numeric: Sequence[bool] = ()
) -> None:
    """A table ruled like those of a journal, columns as wide as their text asks, its head repeated on every page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    rows = [tuple(columns), *rows]
    if len(rows) == 1:
        return
    table = document.add_table(rows=len(rows), cols=len(columns), style="Ruled")
    table.autofit = False
    widths = [Cm(width) for width in column_widths(rows)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for place, (line, row) in enumerate(zip(table.rows, rows, strict=True)):
        keep_whole(line, repeated=place == 0)
        for number, (cell, value) in enumerate(zip(line.cells, row, strict=True)):
            cell.width = widths[number]
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            paragraph.paragraph_format.keep_with_next = place < ROWS_TOGETHER
            run = paragraph.add_run(shown(value))
            run.font.size, run.bold = Pt(8), place == 0
            if numeric and numeric[number]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph(style="Small").paragraph_format.space_after = Pt(0)


def column_widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Centimetres for each column: its longest word at least, its longest cell at most, the page shared out between.

    >>> column_widths([("document", "count"), ("a text of many words that will be broken", "7")])
    [14.64, 1.36]
    """
    columns = list(zip(*rows, strict=True))
    # The head is bold: a character wider.
    longest = [
        max(max(map(len, cell.split()), default=0) + (cell is column[0]) for cell in column) for column in columns
    ]
    least = [min(length, 18) + 2 for length in longest]
    wants = [max(min(max(map(len, column)), 70) + 2, low) for column, low in zip(columns, least, strict=True)]
    spare = max(sum(wants) - sum(least), 1)
    room = max(WIDTH_CM / 0.17 - sum(least), 0)  # a character of 8 points is about 1.7 mm wide
    sizes = [low + (want - low) * room / spare for low, want in zip(least, wants, strict=True)]
    return [round(WIDTH_CM * size / sum(sizes), 2) for size in sizes]


def keep_whole(row: Any, *, repeated: bool) -> None:
    """A row that no page break cuts; the head is repeated on every page."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))


def add_ruled_style(document: Any) -> None:
    """A table style with a rule above, below and between the rows, and no other lines."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    style = document.styles.add_style("Ruled", WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Normal Table"]
    rules = "".join(f'<w:{side} w:val="single" w:sz="8" w:color="222222"/>' for side in ("top", "bottom"))
    between = '<w:insideH w:val="single" w:sz="4" w:color="D0D0D0"/>'
    sides = "".join(f'<w:{side} w:w="60" w:type="dxa"/>' for side in ("left", "right"))
    inside = f"<w:tblBorders>{rules}{between}</w:tblBorders><w:tblCellMar>{sides}</w:tblCellMar>"
    style.element.append(parse_xml(f"<w:tblPr {nsdecls('w')}>{inside}</w:tblPr>"))


def same_zip(content: bytes) -> bytes:
    """The same archive with fixed dates, so that equal content is equal bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=ZIP_DATE)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            new.writestr(entry, old.read(name))
    return stream.getvalue()
