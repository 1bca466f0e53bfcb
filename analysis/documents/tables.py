"""Rows of a csv, tsv, jsonl or parquet file as documents: one column is the text, the others are metadata."""

import csv
import datetime
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from analysis.documents.encoding import decode, fixed_steps
from analysis.documents.limits import Limits
from analysis.documents.metadata import RESERVED, is_date, separator_of
from analysis.documents.refused import RefusedError
from analysis.language.shown import one_line

SEPARATED = (".csv", ".tsv")
ENDINGS = (*SEPARATED, ".jsonl", ".ndjson", ".parquet")

# Names under which databases export what the codebook calls otherwise; every use of one is said aloud.
ALIKE = {
    "text": ("text", "body", "content", "article", "full_text", "fulltext", "speech", "transcript"),
    "document": ("document", "id"),
    "title": ("title", "headline"),
    "published": ("published", "date", "publication_date", "pub_date", "published_at", "date_published"),
    "source": ("source", "outlet", "newspaper", "publisher", "agency"),
}
_PLAIN = {"text", "document", "id", "title", "published", "source"}  # the codebook's own names need no word
LONGEST = 80  # characters of column names that a message shows: without a header they are the first row
_DAY = re.compile(r"(\d{4})([-/.])(\d\d?)\2(\d\d?)(?:[T ].*)?")


class Remark(NamedTuple):
    """About a row, or about the table if `row` is 0; `loaded` is False for a row that was left out."""

    row: int
    reason: str
    loaded: bool


@dataclass(frozen=True)
class Row:
    """One row: its number (the first is 1), its id ("" if it has none), its text, its other cells as strings."""

    number: int
    document: str
    text: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """The rows of a table, the names of their cells, what deserves to be said aloud, and its columns as they came."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    remarks: tuple[Remark, ...]
    names: tuple[str, ...] = ()


def read_table(raw: bytes, ending: str, *, encoding: str = "", text: str = "", limits: Limits) -> Table:
    """Read the bytes of a table; `text` names its text column, found by name if empty. Raises RefusedError.

    >>> read_table(b"id,text,date\\n7,Coal,2022/3/6\\n", ".csv", limits=Limits()).rows
    (Row(number=1, document='7', text='Coal', cells={'published': '2022-03-06'}),)
    """
    remarks: list[Remark] = []
    names, records = _parquet(raw, limits) if ending == ".parquet" else records_of(raw, ending, encoding, remarks)
    return table_of(names, records, remarks, text=text)


def table_of(
    names: Sequence[str],
    records: Iterator[tuple[int, Mapping[str, Any]]],
    remarks: list[Remark],
    *,
    text: str = "",
    before: int = 0,
) -> Table:
    """A table from its columns and its numbered records, `before` of which stand in front of the first one given."""
    remarks[:] = [remark._replace(row=remark.row + before) if remark.row else remark for remark in remarks]
    chosen = _choose(names, text, remarks)
    others = _others(names, chosen, remarks)
    rows = []
    for number, record in ((before + own, record) for own, record in records):
        own = {name: as_text(record.get(column)) for name, column in (chosen | others).items()}
        body, replaced = fixed_steps(own.pop("text"))
        remarks += [Remark(number, warning, True) for warning in replaced]
        own["published"] = _day(own.get("published", ""), number, remarks)
        document = own.pop("document", "").strip()
        rows.append(Row(number, document, body, {name: own[name] for name in own if name in chosen or name in others}))
    columns = [name for name in (*chosen, *others) if name not in ("text", "document")]
    return Table(tuple(rows), tuple(columns), tuple(remarks), tuple(names))


def records_of(
    raw: bytes, ending: str, encoding: str, remarks: list[Remark]
) -> tuple[list[str], Iterator[tuple[int, Mapping[str, Any]]]]:
    try:
        decoded = decode(raw, encoding=encoding)
    except ValueError as error:
        raise RefusedError(str(error)) from None
    remarks += [Remark(0, warning, True) for warning in decoded.warnings]
    if ending in SEPARATED:
        return _separated(decoded.text, separator(ending, decoded.text), remarks)
    lines = list(_lines(decoded.text, remarks))
    return list(dict.fromkeys(name for _, record in lines for name in record)), iter(lines)


def separator(ending: str, text: str) -> str:
    """What parts the cells of a .csv or .tsv file that begins with this text."""
    return "\t" if ending == ".tsv" else separator_of(text)


def _separated(
    text: str, separator: str, remarks: list[Remark]
) -> tuple[list[str], Iterator[tuple[int, Mapping[str, Any]]]]:
    before = csv.field_size_limit(max(len(text), 131_072))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        advice = 'write a quote inside a quoted cell twice ("")'
        raise RefusedError(f"not a table: line {reader.line_num}: {error}: {advice}") from None
    finally:
        csv.field_size_limit(before)
    names = [name.strip() for name in rows[0]] if rows else []
    twice = next((name for name in names if name and names.count(name) > 1), "")
    if twice:
        raise RefusedError(f"the column {twice!r} stands there twice")
    filled = [(number, row) for number, row in enumerate(rows[1:], start=1) if any(row)]
    for number, row in filled:
        if any(row[len(names) :]):
            cut = f"{len(row)} cells, but the header has {len(names)}: the last are left out"
            remarks.append(Remark(number, f"{cut}; put text with {separator!r} in quotes", True))
    return names, ((number, dict(zip(names, row, strict=False))) for number, row in filled)


def _lines(text: str, remarks: list[Remark]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            remarks.append(Remark(number, "not JSON", False))
            continue
        if isinstance(record, dict):
            yield number, record
        else:
            remarks.append(Remark(number, "not a JSON object", False))


def _parquet(raw: bytes, limits: Limits) -> tuple[list[str], Iterator[tuple[int, Mapping[str, Any]]]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(pa.BufferReader(raw))
        groups = range(file.metadata.num_row_groups)
        size = sum(file.metadata.row_group(number).total_byte_size for number in groups)
        if size > limits.table_bytes:
            raise RefusedError(f"{size:,} bytes unpacked are more than the limit of {limits.table_bytes:,}")
        table = file.read()
        return table.column_names, enumerate(table.to_pylist(), start=1)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise damaged(error) from None


def damaged(error: Exception) -> RefusedError:
    """A parquet file that pyarrow cannot read."""
    return RefusedError(f"a damaged parquet file ({type(error).__name__})")


def _choose(names: Sequence[str], text: str, remarks: list[Remark]) -> dict[str, str]:
    """The columns that mean what the codebook names."""
    if text and text not in names:
        raise RefusedError(f"there is no column {text!r}, only {', '.join(names)}")
    by_name = {name.strip().lower(): name for name in reversed(names)}
    chosen = {meaning: by_name[name] for meaning, alike in ALIKE.items() for name in reversed(alike) if name in by_name}
    if text:
        chosen["text"] = text
    if "text" not in chosen:
        advice = (
            "call it `text` in the first line, or name it in metadata.csv (document = this file's name, text_column)"
        )
        found = one_line(", ".join(names), longest=LONGEST) or "none"
        raise RefusedError(f"no text column among {found}: {advice}")
    chosen = {meaning: column for meaning, column in chosen.items() if meaning == "text" or column != chosen["text"]}
    for meaning, column in chosen.items():
        if column not in _PLAIN:
            remarks.append(Remark(0, f"column {column!r} is taken as {meaning}", True))
    return chosen


def _others(names: Sequence[str], chosen: Mapping[str, str], remarks: list[Remark]) -> dict[str, str]:
    others = {name.strip(): name for name in names if name not in chosen.values() and name.strip()}
    for name in [name for name in others if name in RESERVED or name in ALIKE or name == "encoding"]:
        remarks.append(Remark(0, f"column {name!r} is left out: the name has another meaning here", True))
        del others[name]
    return others


def as_text(value: Any) -> str:
    """A cell as text: "" for what is missing, days and times as ISO writes them, nested values as JSON."""
    if value is None or value != value:  # nothing, or not a number
        return ""
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value if isinstance(value, str) else str(value)


def _day(value: str, number: int, remarks: list[Remark]) -> str:
    """A date as EDTF: as it stands, or the day of a time stamp; "" and a line in the report if it is neither."""
    value = value.strip()
    match = _DAY.fullmatch(value)
    day = f"{match[1]}-{int(match[3]):02}-{int(match[4]):02}" if match else value
    if not day or is_date(day):
        return day
    remarks.append(Remark(number, f"published {value!r} is no EDTF date: taken as unknown", True))
    return ""
