"""Rows of tables: which column is what is found by name and said aloud, and cells stay the strings that they are."""

import datetime
import io
import json

import pandas as pd
import pytest

from analysis.documents.limits import Limits
from analysis.documents.refused import RefusedError
from analysis.documents.tables import Table, read_table

LIMITS = Limits()


def csv_table(content: str, **options: str) -> Table:
    return read_table(content.encode(), ".csv", limits=LIMITS, **options)  # type: ignore[arg-type]


def remarks(table: Table) -> list[tuple[int, str]]:
    return [(one.row, one.reason) for one in table.remarks]


def test_columns_are_found_by_name_and_said_aloud() -> None:
    table = csv_table("ID,Headline,Body,Outlet,date,party\n7,One,Text,Daily,2022-03,red\n")
    (row,) = table.rows
    assert (row.number, row.document, row.text) == (1, "7", "Text")
    assert row.cells == {"title": "One", "published": "2022-03", "source": "Daily", "party": "red"}
    assert remarks(table) == [
        (0, "column 'Body' is taken as text"),
        (0, "column 'ID' is taken as document"),
        (0, "column 'Headline' is taken as title"),
        (0, "column 'date' is taken as published"),
        (0, "column 'Outlet' is taken as source"),
    ]


def test_the_names_of_the_codebook_come_first_and_need_no_word() -> None:
    table = csv_table("text,content,document,id\na,b,c,d\n")
    assert (table.rows[0].text, table.rows[0].document) == ("a", "c")
    assert all("taken as" not in reason for _, reason in remarks(table))


@pytest.mark.parametrize(("name", "kept"), [("words", False), ("path", False), ("encoding", False), ("party", True)])
def test_columns_whose_name_means_something_else_are_left_out(name: str, kept: bool) -> None:
    table = csv_table(f"text,{name}\na,b\n")
    assert (name in table.rows[0].cells) is kept
    assert bool(remarks(table)) is not kept


def test_semicolons_quotes_and_lines_in_cells() -> None:
    assert csv_table('id;text\na;"One, ""two""\nthree"\n').rows[0].text == 'One, "two"\nthree'


def test_tabs_in_a_file_called_csv() -> None:
    assert csv_table("id\ttext\n7\tOne, two; three\n").rows[0].text == "One, two; three"


def test_cells_beyond_the_header_are_left_out_and_said() -> None:
    table = csv_table("id,text\n7,One\n8,Two, and more\n9,Three,\n")
    assert [row.text for row in table.rows] == ["One", "Two", "Three"]
    said = "3 cells, but the header has 2: the last are left out; put text with ',' in quotes"
    assert [(one.row, one.reason, one.loaded) for one in table.remarks] == [(2, said, True)]


def test_a_first_row_that_is_no_header_is_shown_cut() -> None:
    with pytest.raises(RefusedError) as raised:
        csv_table("1," + "Green cars. " * 50 + "\n")
    assert "no text column among 1, Green cars." in str(raised.value)
    assert len(str(raised.value)) < 300


def test_a_cell_of_a_megabyte() -> None:
    assert len(csv_table("text\n" + "x" * 1_000_000).rows[0].text) == 1_000_000


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "no text column among none"),
        ("name\na\n", "no text column among name: call it `text`"),
        ("text,text\na,b\n", "the column 'text' stands there twice"),
        ('text\n"a\n', r"^not a table: line 2: unexpected end of data: write a quote inside a quoted cell twice"),
        ('text\na\n"he said "hi""\n', r"^not a table: line 3: "),
    ],
)
def test_tables_that_cannot_be_read_say_why(text: str, what: str) -> None:
    with pytest.raises(RefusedError, match=what):
        csv_table(text)


def test_a_named_text_column_must_be_there() -> None:
    assert csv_table("text,wording\na,b\n", text="wording").rows[0].text == "b"
    with pytest.raises(RefusedError, match="no column 'wording', only text"):
        csv_table("text\na\n", text="wording")


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("2022-03-06", "2022-03-06"),
        ("2022-03-06T11:43:00Z", "2022-03-06"),
        ("2022-03-06 11:43:00", "2022-03-06"),
        ("2022/3/6", "2022-03-06"),
        ("2023-04/2023-09", "2023-04/2023-09"),
        ("", ""),
        ("6.3.2022", ""),
        ("2022-02-30", ""),
    ],
)
def test_time_stamps_give_their_day_and_what_is_no_date_is_unknown(stated: str, published: str) -> None:
    table = csv_table(f"text,published\na,{stated}\n")
    assert table.rows[0].cells["published"] == published
    assert bool(remarks(table)) is (bool(stated) and not published)


def test_lines_of_json_that_are_no_objects_are_left_out() -> None:
    deep = "[" * 100_000
    lines = ['{"text": "a", "n": 1, "list": [1, 2], "no": null}', "{", "7", deep, "", '{"text": "b", "nan": NaN}']
    table = read_table("\n".join(lines).encode(), ".jsonl", limits=LIMITS)
    assert [(row.number, row.text) for row in table.rows] == [(1, "a"), (6, "b")]
    assert {key: table.rows[0].cells[key] for key in ("n", "list", "no", "nan")} == {
        "n": "1",
        "list": json.dumps([1, 2]),
        "no": "",
        "nan": "",
    }
    assert [(one.row, one.reason, one.loaded) for one in table.remarks] == [
        (2, "not JSON", False),
        (3, "not a JSON object", False),
        (4, "not JSON", False),
    ]


def test_parquet_values_as_strings() -> None:
    raw = io.BytesIO()
    day = datetime.datetime(2022, 3, 6, 11, 43)
    frame = pd.DataFrame({"text": ["a", None], "date": [day, None], "size": [1.5, None], "flag": [True, False]})
    frame.to_parquet(raw)
    table = read_table(raw.getvalue(), ".parquet", limits=LIMITS)
    assert [(row.text, dict(row.cells)) for row in table.rows] == [
        ("a", {"published": "2022-03-06", "size": "1.5", "flag": "True"}),
        ("", {"published": "", "size": "", "flag": "False"}),
    ]


def test_parquet_that_is_damaged_or_too_large() -> None:
    raw = io.BytesIO()
    pd.DataFrame({"text": ["x" * 100_000] * 3}).to_parquet(raw)
    for broken in (raw.getvalue()[:-30], b"PAR1" + b"\x00" * 50 + b"PAR1"):
        with pytest.raises(RefusedError, match="damaged parquet"):
            read_table(broken, ".parquet", limits=LIMITS)
    with pytest.raises(RefusedError, match="more than the limit of 1,000"):
        read_table(raw.getvalue(), ".parquet", limits=Limits(table_bytes=1_000))


def test_bytes_that_do_not_fit_the_stated_encoding_are_no_table() -> None:
    raw = "text\nGröße\n".encode("cp1252")
    assert read_table(raw, ".csv", encoding="cp1252", limits=LIMITS).rows[0].text == "Größe"
    with pytest.raises(RefusedError, match="'utf-8' codec can't decode"):
        read_table(raw, ".csv", encoding="utf-8", limits=LIMITS)
