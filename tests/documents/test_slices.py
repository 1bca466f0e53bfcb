"""A slice of a table holds its own rows and no others, with the numbers that they have in the whole."""

import io
from pathlib import Path

import pandas as pd
import pytest

from analysis.documents import slices
from analysis.documents.files import read_some
from analysis.documents.folders import Found
from analysis.documents.refused import RefusedError
from analysis.documents.slices import Slice, read_slice


def parquet(rows: int, *, group: int) -> io.BytesIO:
    out = io.BytesIO()
    pd.DataFrame({"text": [f"row {number}" for number in range(rows)]}).to_parquet(out, row_group_size=group)
    out.seek(0)
    return out


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (Slice(0, 2, 3, skip=3, rows=3), ["row 3", "row 4", "row 5"]),  # across two groups of four
        (Slice(1, 3, 8, skip=4, rows=9), ["row 8", "row 9"]),  # to the end, where fewer are left than were asked for
    ],
)
def test_rows_of_a_parquet_file_are_read_in_batches(
    one: Slice, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "BATCH", 2)
    found = read_slice(parquet(10, group=4), ".parquet", one)
    assert [row.document for row in found.rows] == [""] * len(expected)
    assert [row.text for row in found.rows] == expected
    assert [row.number for row in found.rows] == list(range(one.before + 1, one.before + 1 + len(expected)))


@pytest.mark.parametrize(
    ("raw", "said"), [(b"\xff\xfet\x00", "UTF-16 or UTF-32"), (b"text\rone\rtwo\r", "lines end in CR")]
)
def test_lines_that_cannot_be_told_apart_byte_by_byte_are_not_cut(raw: bytes, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        list(slices._Lines(io.BytesIO(raw)))


def test_a_table_that_vanished_before_its_slice_was_read_is_named(tmp_path: Path) -> None:
    gone = Found(str(tmp_path / "t.csv"), "t.csv")
    reading = read_some([("t", gone)], one=Slice(5, 17, 0, b"text\n"))
    assert ("t.csv", "vanished before it was read") in [(one.path, one.reason) for one in reading.skipped]
