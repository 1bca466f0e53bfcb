"""A slice of a table: some of its rows, read without the others, with the numbers that they have in the whole."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from analysis.documents.refused import RefusedError
from analysis.documents.tables import SEPARATED, Remark, Table, damaged, records_of, separator, table_of

BATCH = 1_000  # rows of a parquet file that are decoded at a time


@dataclass(frozen=True)
class Slice:
    """Some neighbouring rows of a table, `before` of which stand in front of them.

    csv, tsv and jsonl: the bytes from `start` to before `end`, and the `header` that stands above all rows. parquet:
    `rows` rows of the row groups from `start` to before `end`, behind the first `skip` rows of these.
    """

    start: int
    end: int
    before: int
    header: bytes = b""
    skip: int = 0
    rows: int = 0


def read_slice(file: BinaryIO, ending: str, one: Slice, *, text: str = "", names: tuple[str, ...] = ()) -> Table:
    """The rows of a slice. `text` names the text column; `names` are the columns of the whole table, where the slice
    may not show them all (jsonl). Raises RefusedError."""
    remarks: list[Remark] = []
    if ending == ".parquet":
        own, records = _parquet(file, one)
    else:
        file.seek(one.start)
        own, records = records_of(one.header + file.read(one.end - one.start), ending, "", remarks)
    return table_of(names or own, records, remarks, text=text, before=one.before)


def _parquet(file: BinaryIO, one: Slice) -> tuple[list[str], Iterator[tuple[int, Mapping[str, Any]]]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        source = pq.ParquetFile(file)
        records: list[Mapping[str, Any]] = []
        at = 0
        for batch in source.iter_batches(batch_size=BATCH, row_groups=range(one.start, one.end)):
            first, last = max(one.skip - at, 0), one.skip + one.rows - at
            if first < batch.num_rows:
                records += batch.slice(first, max(last - first, 0)).to_pylist()
            at += batch.num_rows
            if at >= one.skip + one.rows:
                break
        return source.schema_arrow.names, enumerate(records, start=1)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise damaged(error) from None


def cut_table(file: BinaryIO, ending: str, size: int) -> list[Slice]:
    """A table in slices of about `size` bytes; none where it cannot be cut, because it is not UTF-8 or damaged."""
    try:
        if ending == ".parquet":
            return list(_cut_parquet(file, size))
        return list(_cut_records(file, ending, size))
    except (RefusedError, csv.Error, UnicodeDecodeError):
        return []


def _cut_parquet(file: BinaryIO, size: int) -> Iterator[Slice]:
    """Small row groups together, a large one in equal parts."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        about = pq.ParquetFile(file).metadata
        groups = [
            (about.row_group(n).num_rows, about.row_group(n).total_byte_size) for n in range(about.num_row_groups)
        ]
    except (pa.ArrowException, OSError, ValueError) as error:
        raise damaged(error) from None
    before = first = held = weight = 0
    for number, (rows, content) in enumerate(groups):
        if held and weight + content > size:
            yield Slice(first, number, before, rows=held)
            before, first, held, weight = before + held, number, 0, 0
        if content > 2 * size and rows > 1:
            step = -(-rows // min(rows, -(-content // size)))
            for skip in range(0, rows, step):
                yield Slice(number, number + 1, before + skip, skip=skip, rows=min(step, rows - skip))
            before, first = before + rows, number + 1
        else:
            held, weight = held + rows, weight + content
    if held:
        yield Slice(first, len(groups), before, rows=held)


def _cut_records(file: BinaryIO, ending: str, size: int) -> Iterator[Slice]:
    """Lines of jsonl, records of csv, which may hold line breaks: found by the reader that reads them later."""
    lines = _Lines(file)
    if ending not in SEPARATED:
        yield from _cut_at(lines, lines, b"", size)
        return
    first = file.readline().decode("utf-8", "replace")
    file.seek(0)
    limit = csv.field_size_limit(2**31 - 1)
    try:
        records = csv.reader(lines, delimiter=separator(ending, first), strict=True)
        next(records, None)
        file.seek(0)
        header = file.read(lines.at)
        yield from _cut_at(records, lines, header, size)
    finally:
        csv.field_size_limit(limit)


def _cut_at(records: Iterator[Any], lines: _Lines, header: bytes, size: int) -> Iterator[Slice]:
    start, before, seen = lines.at, 0, 0
    for _ in records:
        seen += 1
        if lines.at - start >= size:
            yield Slice(start, lines.at, before, header)
            start, before = lines.at, seen
    if lines.at > start or not seen:
        yield Slice(start, lines.at, before, header)


class _Lines:
    """The lines of a file in UTF-8 as text, and how many bytes were given so far."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.at = file, 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.file.readline()
        if not line:
            raise StopIteration
        if line.startswith((b"\xff\xfe", b"\xfe\xff")) and not self.at:
            raise RefusedError("UTF-16 or UTF-32")
        self.at += len(line)
        text = line.decode("utf-8", "surrogatepass").replace("\r\n", "\n")
        if "\r" in text:
            raise RefusedError("lines end in CR")
        return text
