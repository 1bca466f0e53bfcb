"""A table as CSV bytes that are the same everywhere, run in no spreadsheet as formulas, and read back as they were.

The rules: UTF-8, line feeds, text quoted, numbers bare with ten significant digits, a missing number empty, days as
`2022-03-06`. A text cell that starts like a formula gets exactly one leading apostrophe; removing one restores it.
A control character (other than tab and line end), which would cut a cell short or steer a terminal, becomes U+FFFD.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "'")

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")  # with lone surrogates: no UTF-8

KINDS = ("integer", "number", "date", "yes/no", "text")


def csv_bytes(table: pd.DataFrame) -> bytes:
    """The rows of `table` (its index is left out) as CSV.

    >>> print(csv_bytes(pd.DataFrame({"term": ["=cmd", "car"], "count": [1, 2], "share": [1 / 3, None]})).decode())
    "term","count","share"
    "'=cmd",1,0.3333333333
    "car",2,
    <BLANKLINE>
    """
    kinds = column_kinds(table)
    columns = [cells(table[column].tolist(), kind) for column, kind in kinds.items()]
    header = ",".join(quoted(guarded(printable(str(column)))) for column in table.columns)
    return ("\n".join([header, *map(",".join, zip(*columns, strict=True))]) + "\n").encode("utf-8")


def read_csv_bytes(content: bytes, kinds: Mapping[str, str]) -> pd.DataFrame:
    """The table that `csv_bytes` wrote, given the kind of each column (as the .json of a dossier keeps them).

    >>> kinds = {"term": "text", "count": "integer"}
    >>> read_csv_bytes(b'"term","count"\\n"\\'=cmd",1\\n', kinds).values.tolist()
    [['=cmd', 1]]
    """
    # Words such as NA are words, and only a line feed ends a row.
    cells = pd.read_csv(
        io.BytesIO(content), dtype="str", na_filter=False, lineterminator="\n", skip_blank_lines=False, encoding="utf-8"
    )
    cells.columns = cells.columns.map(unguarded)
    return pd.DataFrame({name: values(cells[name], kinds[name]) for name in cells.columns})


def column_kinds(table: pd.DataFrame) -> dict[str, str]:
    """For each column one of `KINDS`."""
    return {str(column): kind_of(table[column]) for column in table.columns}


def kind_of(values: pd.Series) -> str:
    """What a column holds; whole numbers with gaps are `number`."""
    if pd.api.types.is_bool_dtype(values):
        return "yes/no"
    if pd.api.types.is_integer_dtype(values):
        return "integer"
    if pd.api.types.is_numeric_dtype(values):
        return "number"
    return "date" if pd.api.types.is_datetime64_any_dtype(values) else "text"


def cells(column: list[Any], kind: str) -> list[str]:
    """A column as it stands in the file; a text that many rows share is made ready once."""
    if kind != "text" or not all(isinstance(value, str) for value in column):
        return [cell(value, kind) for value in column]
    known = {value: cell(value, kind) for value in set(column)}
    return [known[value] for value in column]


def cell(value: Any, kind: str) -> str:
    """One value as it stands in the file."""
    if kind == "integer":
        return str(int(value))
    if kind == "number":
        return number(value)
    if kind == "date":
        return quoted(day(value))
    if kind == "yes/no":
        return quoted("yes" if value else "no")
    return quoted(guarded(printable(plain(value))))


def number(value: Any) -> str:
    """Ten significant digits; a missing value is empty, minus zero is zero."""
    if value is None or pd.isna(value):
        return ""
    return format(float(value) + 0.0 if float(value) else 0.0, ".10g") if math.isfinite(value) else str(float(value))


def day(value: Any) -> str:
    """A day as ISO 8601, with its time only where it has one; a missing one is empty."""
    if pd.isna(value):
        return ""
    return pd.Timestamp(value).isoformat().removesuffix("T00:00:00")


def plain(value: Any) -> str:
    """A value as text: missing is empty, a list is its parts joined by `; `."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple | np.ndarray):
        return "; ".join(plain(part) for part in value)
    return "" if value is None or pd.isna(value) else str(value)


def printable(text: str) -> str:
    """`text` as a file holds it: each control character and lone surrogate is U+FFFD.

    >>> printable("a\\x00b\\tc")
    'a�b\\tc'
    """
    return CONTROLS.sub("\ufffd", text)


def guarded(text: str) -> str:
    """One leading apostrophe for what a spreadsheet might run."""
    return "'" + text if text.startswith(RISKY) else text


def unguarded(text: str) -> str:
    """What `guarded` had been given."""
    return text[1:] if text.startswith("'") else text


def quoted(text: str) -> str:
    """Text in double quotes, inner ones doubled."""
    return '"' + text.replace('"', '""') + '"'


def values(cells: pd.Series, kind: str) -> pd.Series:
    """One column of cells back as values."""
    if kind == "integer":
        return cells.astype("int64")
    if kind == "number":
        return cells.where(cells != "", "nan").astype("float64")
    if kind == "date":
        return pd.Series(cells.where(cells != "", "NaT").to_numpy(dtype="datetime64[s]"), index=cells.index)
    return cells == "yes" if kind == "yes/no" else cells.str.replace("^'", "", n=1, regex=True)
