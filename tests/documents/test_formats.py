"""Text out of HTML, PDF and Word files, with anchors; what gives none says why, in time."""

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from docx import Document

from analysis.documents.cleaning import clean_documents
from analysis.documents.extraction import Extractor
from analysis.documents.limits import LIMITS
from analysis.documents.refused import RefusedError

PAGES = Path(__file__).parents[1] / "data/cleaning/pages"


@pytest.fixture(scope="module")
def extractor():  # type: ignore[no-untyped-def]
    with Extractor(LIMITS) as one:
        yield one


def pdf(pages: list[str]) -> bytes:
    """A PDF of one line per page, written by hand."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, line in enumerate(pages):
        drawn = f"BT /F1 12 Tf 72 720 Td ({line}) Tj ET"
        font = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {font} /Contents {5 + 2 * number} 0 R >>")
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    start = len(out)
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    out += f"startxref\n{start}\n%%EOF"
    return out.encode("latin-1")


def docx(fill) -> bytes:  # type: ignore[no-untyped-def]
    document = Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_pdf_page_by_page(extractor: Extractor) -> None:
    found = extractor.extract("pdf", pdf(["Green cars", "", "and jobs"]))
    assert found.text == "Green cars\n\nand jobs"
    assert found.anchors == ((0, "page 1"), (12, "page 3"))


def test_a_pdf_of_pictures_says_so(extractor: Extractor) -> None:
    with pytest.raises(RefusedError, match="pictures need to be recognised"):
        extractor.extract("pdf", pdf(["", ""]))


def test_an_encrypted_pdf_says_so(extractor: Extractor) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(["Green cars"]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(RefusedError, match="encrypted"):
        extractor.extract("pdf", out.getvalue())


@pytest.mark.parametrize(("kind", "named"), [("pdf", "PDF"), ("docx", "Word file")])
def test_a_file_under_the_name_of_another_kind_says_so(extractor: Extractor, kind: str, named: str) -> None:
    with pytest.raises(RefusedError, match=rf"^it is no {named}, whatever its name: give it the ending that it had$"):
        extractor.extract(kind, b"Green cars, and nothing but text.")


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_damaged_file_says_so(extractor: Extractor, kind: str) -> None:
    whole = pdf(["Green cars"]) if kind == "pdf" else docx(lambda document: document.add_paragraph("Green cars"))
    for raw in (whole[: len(whole) // 3], whole[:200] + b"\x00" * 500):
        with pytest.raises(RefusedError, match=r"damaged|cannot be read|pictures"):
            extractor.extract(kind, raw)


def test_a_word_file_paragraph_by_paragraph_with_its_tables(extractor: Extractor) -> None:
    def fill(document) -> None:  # type: ignore[no-untyped-def]
        document.add_heading("A title", 1)
        document.add_paragraph("")
        document.add_paragraph("Green").add_run(" cars\tand\njobs")
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip([cell for row in table.rows for cell in row.cells], "abcd", strict=True):
            cell.text = text
        document.add_paragraph("The end")

    found = extractor.extract("docx", docx(fill))
    assert found.text == "A title\n\nGreen cars\tand\njobs\n\na\tb\nc\td\n\nThe end"
    assert found.anchors == ((0, "paragraph 1"), (9, "paragraph 3"), (30, "table 1"), (39, "paragraph 4"))


def test_word_text_as_reviewed(extractor: Extractor) -> None:
    """What a reviewer inserted is read, what was deleted is not."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    def fill(document) -> None:  # type: ignore[no-untyped-def]
        paragraph = document.add_paragraph("Green ")._p
        space = nsdecls("w")
        paragraph.append(parse_xml(f'<w:ins {space} w:id="1" w:author="x"><w:r><w:t>new</w:t></w:r></w:ins>'))
        paragraph.append(
            parse_xml(f'<w:del {space} w:id="2" w:author="x"><w:r><w:delText>old</w:delText></w:r></w:del>')
        )

    assert extractor.extract("docx", docx(fill)).text == "Green new"


def test_a_zip_bomb_in_a_word_file_is_not_unpacked() -> None:
    out = io.BytesIO(docx(lambda document: document.add_paragraph("x")))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed, packed.open("word/media/zeros", "w") as zeros:
        for _ in range(60):
            zeros.write(bytes(1_000_000))
    assert len(out.getvalue()) < 200_000
    late = pytest.raises(RefusedError, match=r"6\d,\d\d\d,\d\d\d bytes unpacked are more than the limit of 50,000,000")
    with Extractor(replace(LIMITS, unpacked_bytes=50_000_000)) as one, late:
        one.extract("docx", out.getvalue())


def test_more_text_than_the_limit_is_refused() -> None:
    with Extractor(replace(LIMITS, extracted_characters=100)) as one, pytest.raises(RefusedError, match="limit of 100"):
        one.extract("docx", docx(lambda document: document.add_paragraph("word " * 50)))


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    endless = pdf(["x"] * 3_000)
    late = pytest.raises(RefusedError, match=r"longer than the limit of 0\.2 seconds")
    with Extractor(replace(LIMITS, extraction_seconds=0.2)) as one, late:
        one.extract("pdf", endless)
    with Extractor(replace(LIMITS, extraction_seconds=20)) as one:
        one.extract("pdf", pdf(["warm"]))
        one._process.kill()  # type: ignore[union-attr]
        with pytest.raises(RefusedError, match="library that reads it fail"):
            one.extract("pdf", pdf(["lost"]))
        assert one.extract("pdf", pdf(["next"])).text == "next"


def test_nothing_is_imported_from_the_folder_that_the_user_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A corpus folder may hold files named like libraries: they are inputs, and inputs are never executed."""
    for name in ("pypdf", "json", "analysis"):
        (tmp_path / f"{name}.py").write_text("open('executed', 'w')\nraise SystemExit", "utf-8")
    monkeypatch.chdir(tmp_path)
    with Extractor(LIMITS) as one:
        assert one.extract("pdf", pdf(["Green cars"])).text == "Green cars"
    assert not (tmp_path / "executed").exists()


def test_the_main_text_of_a_page_and_what_its_head_states(extractor: Extractor) -> None:
    gold = json.loads((PAGES / "08-page.json").read_text("utf-8"))
    found = extractor.extract("html", (PAGES / "08-page.html").read_bytes())
    assert found.found == {key: gold[key] for key in ("title", "published", "source")} | {"language": "en"}
    body = clean_documents({"page": found.text})["page"].body
    assert [sentence for sentence in gold["kept"] if sentence not in body] == []
    assert [words for words in gold["gone"] if words in body] == []


def test_only_the_main_part_of_a_page_is_read_where_it_has_one(extractor: Extractor) -> None:
    page = (
        "<html lang=en><title>Statement on hydrogen | GOV</title><body><div>We use cookies<button>OK</button></div>"
        "<main><h1>Statement on hydrogen</h1><p>Short text. The minister spoke on hydrogen.</p><ul><li>First point</li>"
        "<li>Second point</li></ul></main><footer>Crown copyright</footer></body></html>"
    )
    found = extractor.extract("html", page.encode())
    assert found.text.split("\n\n")[-3:] == [
        "Short text. The minister spoke on hydrogen.",
        "First point",
        "Second point",
    ]
    assert "cookies" not in found.text
    assert found.found == {"title": "Statement on hydrogen", "language": "en"}


def test_a_fragment_is_read_whole_and_said(extractor: Extractor) -> None:
    page = "<p>Just a fragment<br>about <b>tr</b>ams.<script>var x;</script><nav>Menu</nav> It ends.<!-- no -->"
    found = extractor.extract("html", page.encode())
    assert found.text == "Just a fragment\n\nabout trams. It ends."
    short = extractor.extract("html", b"<p>A fragment, with no head.")
    assert short.text == "A fragment, with no head."
    assert short.warnings == ("no main text was found in the page: all of its text is taken",)


def test_the_name_of_the_site_is_no_part_of_the_title(extractor: Extractor) -> None:
    words = "The town of Meerdam will build a tram again, sixty years after the last one left the depot."
    page = f"<html><title>Town votes for tram_Embassy of X</title><body><div>Town votes for tram</div><p>{words}</p>"
    assert extractor.extract("html", page.encode()).found == {"title": "Town votes for tram"}


def test_scripts_are_never_text(extractor: Extractor) -> None:
    page = "<html><body><script>alert('x')</script><p>Green cars &lt;b&gt; and jobs.</p><img src=x onerror=alert(1)>"
    text = extractor.extract("html", page.encode()).text
    assert "Green cars <b> and jobs." in text
    assert "alert" not in text


def test_a_page_says_its_own_encoding(extractor: Extractor) -> None:
    page = '<html><head><meta charset="{}"></head><body><p>Die Größe der Stadt ist eine gute Größe.</p></body></html>'
    for encoding in ("latin-1", "utf-8"):
        raw = page.format(encoding).encode(encoding)
        assert "Größe der Stadt" in extractor.extract("html", raw).text
    stated = extractor.extract("html", page.format("utf-8").encode("cp1252"), encoding="cp1252")
    assert "Größe der Stadt" in stated.text


def test_a_day_of_publication_is_never_read_off_the_text_of_a_page(extractor: Extractor) -> None:
    page = "<html><body><p>On 5 May 2021 the bridge was opened by the mayor of the town.</p><p>© 2024</p></body></html>"
    assert "published" not in extractor.extract("html", page.encode()).found


def test_a_pdf_locked_in_a_way_of_its_own_says_so(extractor: Extractor) -> None:
    locked = pdf(["Green cars"]).replace(b"/Root 1 0 R", b"/Encrypt << /Filter /Shop.DRM /V 1 >> /Root 1 0 R")
    with pytest.raises(RefusedError, match=r"^encrypted in a way that cannot be opened$"):
        extractor.extract("pdf", locked)


def test_a_word_file_of_before_2007_says_so(extractor: Extractor) -> None:
    with pytest.raises(RefusedError, match=r"before 2007: save it as \.docx"):
        extractor.extract("docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000))


def test_an_encoding_that_nobody_knows_is_read_like_any_text(extractor: Extractor) -> None:
    page = '<html><head><meta charset="klingon-8"></head><body><p>Die Größe der Stadt ist eine gute.</p></body></html>'
    assert "Größe der Stadt" in extractor.extract("html", page.encode()).text


WORDS = "The town of Meerdam will build a tram again, sixty years after the last one left the depot."


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ('{"@type": "Article", "datePublished": "2021-05-06T08:00:00Z"}', "2021-05-06"),
        ('[{"@type": "Site"}, {"datePublished": "2021-05-06"}]', "2021-05-06"),
        ('{"datePublished": "6 May 2021"}', None),
        ('{"datePublished": 2021', None),  # not JSON
        ('"2021-05-06"', None),  # JSON, and no object
    ],
)
def test_the_day_that_linked_data_state(extractor: Extractor, stated: str, day: str | None) -> None:
    page = (
        "<html><head><script>var a = '1999-01-01';</script>"
        f'<script type="application/ld+json">{stated}</script></head><body><p>{WORDS}</p></body></html>'
    )
    assert extractor.extract("html", page.encode()).found.get("published") == day


def test_menus_and_comments_are_no_text_of_a_main_part_read_whole(extractor: Extractor) -> None:
    page = (
        "<html><body><div>We use cookies to make this site better for all of its visitors.</div><main><nav>Menu</nav>"
        "<p>Trams run.</p><!-- note --><svg><text>Logo</text></svg><p>They stop.</p></main></body></html>"
    )
    assert extractor.extract("html", page.encode()).text == "Trams run.\n\nThey stop."


def test_what_a_library_does_not_foresee_is_a_reason_and_the_next_file_is_read(extractor: Extractor) -> None:
    with pytest.raises(RefusedError, match=r"^it cannot be read \(ParserError\)$"):
        extractor.extract("html", b" \n ")
    assert extractor.extract("pdf", pdf(["next"])).text == "next"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited where the system does so")
def test_more_memory_than_the_limit_is_a_reason() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", b" " * 600_000_000)
    limits = replace(LIMITS, unpacked_bytes=1_000_000_000, extraction_memory=500_000_000)
    with Extractor(limits) as one, pytest.raises(RefusedError, match="more memory than the limit of 500,000,000 bytes"):
        one.extract("docx", out.getvalue())


@pytest.mark.parametrize("cut", [b"", (10).to_bytes(8, "big") + b"abc"])
def test_the_helper_ends_when_nobody_asks_any_more(cut: bytes) -> None:
    """So that none is left behind where the program that started it was killed."""
    request = json.dumps({"kind": "html", "encoding": ""}).encode()
    sent = b"".join(len(part).to_bytes(8, "big") + part for part in (request, f"<p>{WORDS}</p>".encode()))
    helper = subprocess.run(
        [sys.executable, "-m", "analysis.documents.extraction", json.dumps(asdict(LIMITS))],
        input=sent + cut,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (helper.returncode, helper.stderr) == (0, b"")
    assert json.loads(helper.stdout[8:])["text"] == WORDS
