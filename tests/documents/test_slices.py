"""A slice of a table holds its own rows and no others, with the numbers that they have in the whole."""

import io
from pathlib import Path

import pandas as pd
import pytest

from analysis.documents import slices
from analysis.documents.files import read_some
from analysis.documents.folders import Found
from analysis.documents.refused import RefusedError
from analysis.documents.slices import Slice, cut_table, read_slice


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


def texts_of(file: io.BytesIO, ending: str, cut: list[Slice]) -> list[tuple[int, str]]:
    return [(row.number, row.text) for one in cut for row in read_slice(file, ending, one).rows]


ROWS = [(1, "one"), (2, "two"), (3, "three")]


@pytest.mark.parametrize(
    ("ending", "raw", "expected"),
    [
        (".csv", b"text\none\ntwo\nthree\n", [Slice(5, 13, 0, b"text\n"), Slice(13, 19, 2, b"text\n")]),
        (
            ".csv",
            b'id;text\n1;"one"\n2;two\n3;three\n',
            [Slice(8, 16, 0, b"id;text\n"), Slice(16, 30, 1, b"id;text\n")],
        ),
        (".tsv", b"text\tn\none\t1\ntwo\t2\nthree", [Slice(7, 19, 0, b"text\tn\n"), Slice(19, 24, 2, b"text\tn\n")]),
        (
            ".jsonl",
            b'{"text":"one"}\n{"text":"two"}\n{"text":"three"}\n',
            [Slice(0, 15, 0), Slice(15, 30, 1), Slice(30, 47, 2)],
        ),
    ],
)
def test_a_table_of_lines_is_cut_behind_the_record_that_fills_a_slice(
    ending: str, raw: bytes, expected: list[Slice]
) -> None:
    file = io.BytesIO(raw)
    assert cut_table(file, ending, 8) == expected
    assert texts_of(file, ending, expected) == ROWS


def test_a_record_with_line_breaks_is_not_cut() -> None:
    file = io.BytesIO(b'text\n"a\nb\nc"\nd\n')
    assert [(one.start, one.end) for one in cut_table(file, ".csv", 3)] == [(5, 13), (13, 15)]


def test_a_table_without_rows_is_one_slice_that_says_its_columns() -> None:
    assert cut_table(io.BytesIO(b"text\n"), ".csv", 8) == [Slice(5, 5, 0, b"text\n")]


@pytest.mark.parametrize(
    ("ending", "raw"),
    [
        (".csv", "text\nGröße\n".encode("cp1252")),
        (".csv", b'text\n"never closed\n'),
        (".jsonl", b"\xff\xfe{\x00"),
        (".parquet", b"PAR1 and no more"),
    ],
)
def test_what_cannot_be_cut_is_no_slice(ending: str, raw: bytes) -> None:
    assert cut_table(io.BytesIO(raw), ending, 8) == []


@pytest.mark.parametrize("size", [1, 100, 1_000_000_000])
def test_slices_of_a_parquet_file_tile_it(size: int) -> None:
    """Row by row where the size is smaller than a row; in one piece where it is larger than the file."""
    file = parquet(10, group=4)
    cut = cut_table(file, ".parquet", size)
    assert [text for _, text in texts_of(file, ".parquet", cut)] == [f"row {number}" for number in range(10)]
    assert [number for number, _ in texts_of(file, ".parquet", cut)] == list(range(1, 11))
    assert len(cut) == {1: 10, 1_000_000_000: 1}.get(size, len(cut))


def test_a_small_group_after_others_begins_a_slice_of_its_own() -> None:
    """Groups of one row each, all alike: two of them are too large together for a slice as large as one."""
    file = parquet(3, group=1)
    import pyarrow.parquet as pq

    one = pq.ParquetFile(file).metadata.row_group(0).total_byte_size
    assert [(cut.start, cut.end, cut.before, cut.rows) for cut in cut_table(file, ".parquet", one)] == [
        (0, 1, 0, 1),
        (1, 2, 1, 1),
        (2, 3, 2, 1),
    ]


def test_a_damaged_parquet_file_says_so() -> None:
    with pytest.raises(RefusedError, match="damaged parquet"):
        read_slice(io.BytesIO(b"PAR1 and no more"), ".parquet", Slice(0, 1, 0, rows=1))
