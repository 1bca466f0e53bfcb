"""The plotted numbers as an Excel workbook with a native chart of the same kind, which can be restyled and edited."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.charts.marks import keys_of
from analysis.charts.style import theme_colors
from analysis.exports.csv_tables import column_kinds, day, plain
from analysis.exports.drawing import Drawing
from analysis.language.shown import one_line, shown

CREATED = datetime.datetime(2000, 1, 1)
MOST_ROWS = 1_048_575
LONGEST_CELL = 32_767
MOST_SERIES = 12
EXCEL_KINDS = {"bar": "bar", "column": "column", "line": "line"}


def workbook_bytes(table: pd.DataFrame, drawing: Drawing, words: Mapping[str, str]) -> bytes:
    """The .xlsx, the same bytes for the same numbers; `drawing` is of this table, `words`: title, caption, alt."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": one_line(words["title"], longest=255), "created": CREATED, "author": ""})
        head = book.add_format({"bold": True, "bottom": 1})
        numbers = book.add_worksheet("numbers")
        write_table(numbers, table, head)
        if drawing.kind == "cells":
            add_cells(book.add_worksheet("chart"), table, drawing, head)
        elif drawing.kind:
            add_chart(book, table, drawing, words, head)
        about = book.add_worksheet("about")
        about.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
        for row, line in enumerate((words["title"], words["caption"], words["alt"], note(table, drawing))):
            about.write_string(row, 0, shown(line)[:LONGEST_CELL])
    return stream.getvalue()


def note(table: pd.DataFrame, drawing: Drawing) -> str:
    """What the sheets hold."""
    rows = f"Sheet numbers: the first {MOST_ROWS:,} rows." if len(table) > MOST_ROWS else "Sheet numbers: all rows."
    if not drawing.kind:
        return f"{rows} Excel has no chart of this kind."
    return f"{rows} The chart shows {drawing.value}."


def write_table(sheet: Any, table: pd.DataFrame, head: Any) -> None:
    """A table with its column names, which stay in view; no text is ever a formula."""
    for place, (column, kind) in enumerate(column_kinds(table).items()):
        sheet.write_string(0, place, shown(column), head)
        values = table[column].head(MOST_ROWS).tolist()
        write = write_numbers if kind in ("integer", "number") else write_texts
        longest = max(len(column), write(sheet, place, values))
        sheet.set_column(place, place, min(max(longest + 2, 9), 60))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def write_numbers(sheet: Any, place: int, values: Sequence[Any]) -> int:
    """A column of numbers below its head, ten digits as in the CSV, gaps where one is missing; how wide it is."""
    for row, value in enumerate(values, start=1):
        if not pd.isna(value):
            sheet.write_number(row, place, float(format(float(value), ".10g")))
    return 10 if values else 0


def write_texts(sheet: Any, place: int, values: Sequence[Any]) -> int:
    """A column of texts and days below its head, each value made ready once; the length of the longest."""
    known = {value: in_cell(value) for value in values if isinstance(value, str)}
    longest = 0
    for row, value in enumerate(values, start=1):
        text = known[value] if isinstance(value, str) else in_cell(value)
        if text:
            sheet.write_string(row, place, text)
            longest = max(longest, len(text))
    return longest


def in_cell(value: Any) -> str:
    """One value that is no number as a cell shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = day(value) if isinstance(value, datetime.date) else shown(plain(value))
    return text[:LONGEST_CELL]


def add_chart(book: Any, table: pd.DataFrame, drawing: Drawing, words: Mapping[str, str], head: Any) -> None:
    """The native chart on a sheet of its own, over a small table of categories and series."""
    grid = chart_grid(table, drawing)
    sheet = book.add_worksheet("chart")
    write_table(sheet, grid, head)
    labels = [column for column in grid.columns if column in keys_of(table)]
    series = [column for column in grid.columns if column not in labels]
    chart = book.add_chart({"type": EXCEL_KINDS[drawing.kind]})
    colors = series_colors(series, table)
    for place, name in enumerate(series, start=len(labels)):
        look = {"color": colors[name]}
        chart.add_series(
            {
                "name": ["chart", 0, place],
                "categories": ["chart", 1, 0, len(grid), len(labels) - 1],
                "values": ["chart", 1, place, len(grid), place],
                **(
                    {"line": look, "marker": {"type": "automatic"}}
                    if drawing.kind == "line"
                    else {"fill": look, "gap": 40}
                ),
            }
        )
    chart.set_title({"name": one_line(words["title"], longest=200), "name_font": {"size": 12, "bold": True}})
    chart.set_legend({"none": True} if len(series) == 1 else {"position": "bottom"})
    across, along = (
        (chart.set_y_axis, chart.set_x_axis) if drawing.kind != "bar" else (chart.set_x_axis, chart.set_y_axis)
    )
    across({"name": drawing.value, "min": 0 if (table[drawing.value].dropna() >= 0).all() else None})
    # Bars are read from the top; the reversed axis would carry the scale to the top with it.
    along({"reverse": True, "crossing": "max"} if drawing.kind == "bar" else {})
    chart.show_blanks_as("gap")
    rows = len(grid) * (max(len(series), 1) if drawing.kind == "bar" else 1)
    chart.set_size({"width": 760, "height": min(max(360, 60 + 18 * rows), 1400) if drawing.kind == "bar" else 420})
    sheet.insert_chart(0, len(grid.columns) + 1, chart, {"description": one_line(words["alt"], longest=2000)})


def chart_grid(table: pd.DataFrame, drawing: Drawing) -> pd.DataFrame:
    """Categories in the first columns, then a column per series: per theme (or last key) where that fills most cells.

    >>> table = pd.DataFrame({"document": ["a", "a", "b", "b"], "theme": ["x", "y"] * 2, "weight": [1.0, 2, 3, 4]})
    >>> print(chart_grid(table, Drawing((0, 1, 2, 3), "bar", "weight")).to_string(index=False))
    document   x   y
           a 1.0 2.0
           b 3.0 4.0
    """
    keys, rows = list(keys_of(table)), drawn_rows(table, drawing)
    by = "theme" if "theme" in keys else keys[-1]
    others = [key for key in keys if key != by]
    wide = bool(others) and rows[by].nunique() <= MOST_SERIES and not rows.duplicated(keys).any()
    if wide and len(rows) > 0.5 * rows[by].nunique() * len(rows.drop_duplicates(others)):
        grid = rows.pivot(index=others, columns=by, values=drawing.value)
        order = (
            pd.MultiIndex.from_frame(rows[others].drop_duplicates()) if len(others) > 1 else rows[others[0]].unique()
        )
        return grid.loc[order, list(dict.fromkeys(rows[by]))].reset_index().rename_axis(columns=None)
    return rows[[*others, by, drawing.value]].reset_index(drop=True)


def drawn_rows(table: pd.DataFrame, drawing: Drawing) -> pd.DataFrame:
    """The rows of the chart; along time all periods in order, so that a gap stays a gap."""
    from analysis.measures.periods import LANES

    if drawing.kind == "line" and "period" in table.columns:
        return table[~table["period"].isin(LANES)]
    return table.iloc[list(drawing.rows)]


def series_colors(series: Sequence[str], table: pd.DataFrame) -> dict[str, str]:
    """The colours of the chart: those of the themes where series are themes."""
    settings = table.attrs.get("settings") or {}
    themes = list(dict.fromkeys([*(settings.get("labels") or {}), *map(str, table.get("theme", []))]))
    known = theme_colors(themes, settings.get("colors"))
    return theme_colors(series) | {name: color for name, color in known.items() if name in series}


def add_cells(sheet: Any, table: pd.DataFrame, drawing: Drawing, head: Any) -> None:
    """A heat map as cells that colour themselves by their numbers."""
    grid = chart_grid(table, drawing)
    write_table(sheet, grid, head)
    first = sum(column in keys_of(table) for column in grid.columns)
    scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#2171B5"}
    sheet.conditional_format(1, first, len(grid), len(grid.columns) - 1, scale)
