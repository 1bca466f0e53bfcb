"""The text inside HTML, PDF and Word files, with the places at which its pages or elements begin.

Runs in a process of its own (see `extraction`), because such a file can hold up or crash the library that reads it.
"""

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from analysis.documents.encoding import fixed_steps
from analysis.documents.html_pages import decode_page, read_page
from analysis.documents.limits import Limits
from analysis.documents.refused import RefusedError

_HEAD = 1_024  # bytes in which the mark of a PDF stands
_ANEW = "open it in the program that made it, and save it anew"


@dataclass(frozen=True)
class Extracted:
    """The text after the three fixed steps, its anchors (offset and name), facts that the file states, and warnings."""

    text: str
    anchors: tuple[tuple[int, str], ...] = ()
    found: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def extract(kind: str, raw: bytes, *, encoding: str, limits: Limits) -> Extracted:
    """Extract the text of the bytes of an html, pdf or docx file; raises RefusedError if there is none."""
    extracted = _KINDS[kind](raw, encoding, limits)
    if not extracted.text.strip():
        raise RefusedError(_NO_TEXT[kind])
    return extracted


def _html(raw: bytes, encoding: str, limits: Limits) -> Extracted:
    decoded = decode_page(raw, encoding)
    paragraphs, facts, warnings = read_page(decoded.text)
    named = (("paragraph", paragraph) for paragraph in paragraphs)
    extracted = _joined(named, limits, [*decoded.warnings, *warnings])
    return replace(extracted, found=facts)


def _pdf(raw: bytes, encoding: str, limits: Limits) -> Extracted:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    if b"%PDF-" not in raw[:_HEAD]:
        raise RefusedError("it is no PDF, whatever its name: give it the ending that it had")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise RefusedError("encrypted: it opens with a password only")
        return _joined((("page", page.extract_text()) for page in reader.pages), limits, [])
    except (DependencyError, NotImplementedError):
        raise RefusedError("encrypted in a way that cannot be opened") from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError) as error:
        raise RefusedError(f"a damaged PDF ({type(error).__name__}): {_ANEW}") from None


def _docx(raw: bytes, encoding: str, limits: Limits) -> Extracted:
    from docx import Document
    from docx.opc.exceptions import OpcError
    from docx.table import Table
    from lxml.etree import LxmlError

    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedError("encrypted, or a Word file of before 2007: save it as .docx without a password")
    if not raw.startswith(b"PK"):
        raise RefusedError("it is no Word file, whatever its name: give it the ending that it had")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
            if size > limits.unpacked_bytes:
                raise RefusedError(f"{size:,} bytes unpacked are more than the limit of {limits.unpacked_bytes:,}")
        document = Document(io.BytesIO(raw))
        parts = (
            ("table", _table_text(part)) if isinstance(part, Table) else ("paragraph", _paragraph_text(part._p))
            for part in document.iter_inner_content()
        )
        return _joined(parts, limits, [])
    except (
        OpcError,
        LxmlError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        AttributeError,
        EOFError,
        NotImplementedError,
    ) as error:
        raise RefusedError(f"a damaged Word file ({type(error).__name__}): {_ANEW}") from None


def _paragraph_text(paragraph: Any) -> str:
    """The text of a paragraph with what reviewers inserted, without what they deleted or what stands in text boxes."""
    signs = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
    inside = "[not(ancestor::w:txbxContent) and not(ancestor::w:moveFrom)]"
    pieces = paragraph.xpath("|".join(f".//w:{name}{inside}" for name in ("t", *signs)))
    return "".join(signs.get(piece.tag.rpartition("}")[2]) or (piece.text or "") for piece in pieces)


def _table_text(table: Any) -> str:
    return "\n".join("\t".join(" ".join(cell.text.split()) for cell in row.cells) for row in table.rows)


def _joined(parts: Iterable[tuple[str, str]], limits: Limits, warnings: list[str]) -> Extracted:
    """The parts with an empty line between them, each that holds text named by its kind and number."""
    pieces: list[str] = []
    anchors: list[tuple[int, str]] = []
    numbers: dict[str, int] = {}
    size = 0
    for kind, part in parts:
        text, replaced = fixed_steps(part)
        warnings += [warning for warning in replaced if warning not in warnings]
        numbers[kind] = numbers.get(kind, 0) + 1
        text = text.strip("\n")
        if not text.strip():
            continue
        anchors.append((size, f"{kind} {numbers[kind]}"))
        pieces.append(text)
        size += len(text) + 2
        if size > limits.extracted_characters:
            raise RefusedError(f"more text than the limit of {limits.extracted_characters:,} characters")
    return Extracted("\n\n".join(pieces), tuple(anchors), {}, tuple(warnings))


_KINDS: dict[str, Callable[[bytes, str, Limits], Extracted]] = {"html": _html, "pdf": _pdf, "docx": _docx}
_NO_TEXT = {
    "html": "the page holds no text",
    "pdf": "no text in it: pages that are pictures need to be recognised (OCR) first",
    "docx": "the document holds no text",
}
