"""metadata.csv: what the user states about each document, checked cell by cell."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from analysis.documents.encoding import decode
from analysis.errors import AnalysisError

NAME = "metadata.csv"
KNOWN = ("document", "title", "published", "source", "encoding", "language")
# Columns of corpus.documents that are computed: a column of the user's cannot have their names.
RESERVED = ("basis", "evidence", "earliest", "latest", "words", "path", "duplicate_of")


@dataclass(frozen=True)
class Metadata:
    """The columns beside `document`; by document its cells and its line in the file; warnings about the file."""

    columns: tuple[str, ...] = ()
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def read_metadata(raw: bytes) -> Metadata:
    """Read the bytes of a metadata.csv: comma, semicolon or tab between the cells, its header in the first line.

    Raises AnalysisError with line and column for a cell that cannot be right.

    >>> read_metadata(b"document,published\\na,2022-03-06\\n").rows
    {'a': {'published': '2022-03-06'}}
    """
    decoded = decode(raw)
    rows = _rows(decoded.text)
    line, header = next(rows, (1, []))
    columns = [name.strip() for name in header]
    _check_header(columns, line)
    cells: dict[str, dict[str, str]] = {}
    lines: dict[str, int] = {}
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
            raise _wrong(
                f"{len(row)} cells, but the header has {len(columns)}", line, do="put text with commas in quotes"
            )
        values = dict(zip(columns, [cell.strip() for cell in row], strict=False))
        document = values.pop("document", "")
        if not document:
            raise _wrong("no document is named", line, "document", do="give the id, the file's path without its ending")
        if document in cells:
            raise _wrong(
                f"{document!r} is named in line {lines[document]} already", line, "document", do="keep one line"
            )
        _check_cells(values, line)
        cells[document] = {column: values.get(column, "") for column in columns if column != "document"}
        lines[document] = line
    return Metadata(tuple(name for name in columns if name != "document"), cells, lines, decoded.warnings)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every row with the line at which it begins; lines with # before the first row are comments."""
    comments = 0
    while text.startswith("#"):
        text = text.partition("\n")[2]
        comments += 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    line = comments + 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise _wrong(f"not CSV: {error}", line, do='write a quote inside a quoted cell twice: ""') from None
        if row is None:
            return
        yield line, row
        line = comments + reader.line_num + 1


def separator_of(text: str) -> str:
    """What parts the cells: in the first line the most frequent of comma, semicolon (which spreadsheets write where the
    comma is the decimal sign) and tab."""
    return max(",;\t", key=text.partition("\n")[0].count)


def _check_header(columns: list[str], line: int) -> None:
    if "document" not in columns:
        raise _wrong(
            "there is no column `document`", line, do=f"name the columns in the first line: {', '.join(KNOWN)}, …"
        )
    for number, name in enumerate(columns, start=1):
        if not name:
            raise _wrong(f"column {number} has no name", line, do="name it, or delete the column")
        if columns.index(name) != number - 1:
            raise _wrong("the column stands there twice", line, name, do="keep one")
        if name in RESERVED:
            raise _wrong("the name is taken by a column that is computed", line, name, do="choose another name")


def _check_cells(values: Mapping[str, str], line: int) -> None:
    published, encoding = values.get("published", ""), values.get("encoding", "")
    if published and not is_date(published):
        raise _wrong(
            f"{published!r} is no date",
            line,
            "published",
            do="write 2022-03-06, 2022-03, 2022 or an interval such as 2023-04/2023-09 (EDTF), or leave it empty",
        )
    if encoding:
        try:
            "".encode(encoding)
        except (LookupError, UnicodeError):  # none of that name, or one that gives no text
            raise _wrong(
                f"there is no encoding {encoding!r}", line, "encoding", do="write utf-8, cp1252, gb18030, …"
            ) from None


def is_date(edtf: str) -> bool:
    """Whether an EDTF string has a first or a last day; doubt (`2022?`) is said by the basis of a date, not in it."""
    from analysis.language.dates import bounds

    if "?" in edtf:
        return False
    try:
        return not all(np.isnat(day) for day in bounds(edtf))
    except AnalysisError:
        return False


def _wrong(what: str, line: int, column: str = "", *, do: str) -> AnalysisError:
    place = f"{NAME}, line {line}" + (f", column {column!r}" if column else "")
    return AnalysisError(what, where=place, do=do)
