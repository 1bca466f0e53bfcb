"""CSV that reads back exactly and runs nowhere."""

from __future__ import annotations

import io
from unicodedata import category

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.exports.csv_tables import column_kinds, csv_bytes, read_csv_bytes


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'x", "''"])
def test_a_cell_that_may_run_gets_exactly_one_apostrophe(text):
    rows = csv_bytes(pd.DataFrame({"term": [text]})).decode()
    assert rows == '"term"\n"\'' + text + '"\n'


@pytest.mark.parametrize(
    ("value", "printed"),
    [(1 / 3, "0.3333333333"), (2 / 3, "0.6666666667"), (1e-7, "1e-07"), (123456789.123, "123456789.1"), (-0.0, "0"),
     (3.0, "3"), (np.nan, ""), (-2.5, "-2.5")],
)  # fmt: skip
def test_numbers_have_ten_significant_digits_and_no_quotes(value, printed):
    assert csv_bytes(pd.DataFrame({"share": [value, 1.5]})).decode() == f'"share"\n{printed}\n1.5\n'


def test_days_and_lists_and_missing_text():
    days = np.array(["2022-03-06", "NaT"], dtype="datetime64[s]")
    table = pd.DataFrame({"earliest": days, "evidence": [["a", "b"], None], "core": [True, False]})
    assert csv_bytes(table).decode().splitlines()[1:] == ['"2022-03-06","a; b","yes"', '"","","no"']


def test_words_that_look_missing_stay_words():
    table = pd.DataFrame({"term": ["NA", "null", "nan", ""]})
    assert read_csv_bytes(csv_bytes(table), column_kinds(table))["term"].tolist() == ["NA", "null", "nan", ""]


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.integers(-(2**62), 2**62)), max_size=5))
def test_text_and_whole_numbers_come_back_as_they_were(rows):
    table = pd.DataFrame(rows, columns=["text", "count"]).astype({"text": "str", "count": "int64"})
    back = read_csv_bytes(csv_bytes(table), column_kinds(table))
    kept = [
        ["".join("\ufffd" if category(c) == "Cc" and c not in "\t\n\r" else c for c in text), n] for text, n in rows
    ]
    assert back.to_numpy().tolist() == kept


def test_what_steers_a_terminal_or_cuts_a_cell_is_not_written():
    table = pd.DataFrame({"te\x00rm": ["a\x00b\x1b[1m\x7f\x85\ud800", "tab\tline\nreturn\rend"]}, dtype=object)
    assert (
        csv_bytes(table).decode() == '"te\ufffdrm"\n"a\ufffdb\ufffd[1m\ufffd\ufffd\ufffd"\n"tab\tline\nreturn\rend"\n'
    )


def test_pandas_reads_the_same_numbers():
    table = pd.DataFrame({"term": ["a,b", 'say "x"', "two\nlines"], "count": [1, 2, 3], "share": [0.25, np.nan, 1e-12]})
    back = pd.read_csv(io.BytesIO(csv_bytes(table)), keep_default_na=True)
    pd.testing.assert_frame_equal(back, table, check_dtype=False)


def test_a_table_without_rows_keeps_its_columns():
    table = pd.DataFrame({"term": pd.Series([], dtype="str"), "count": pd.Series([], dtype="int64")})
    assert csv_bytes(table) == b'"term","count"\n'
    assert list(read_csv_bytes(csv_bytes(table), column_kinds(table)).columns) == ["term", "count"]
