"""The workbook: the same numbers, never a formula, and a chart that Excel can edit."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from analysis.charts import style
from analysis.charts.themes import theme_bars, theme_heatmap
from analysis.charts.timelines import timeline_lines
from analysis.exports.drawing import Drawing, plotted, read_drawing
from analysis.exports.workbook import chart_grid, workbook_bytes

WORDS = {"title": "Title", "caption": "=1+1", "alt": "Three bars."}
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def weights() -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "document": ["a", "a", "b", "b"],
            "theme": ["cars", "green"] * 2,
            "count": [9, 0, 2, 8],
            "weight": [4.5, 0.0, 1.0, 2 / 3],
            "low": [2.0, 0.0, 0.1, 0.2],
            "high": [8.0, 1.0, 3.0, 1.5],
            "flag": "",
        }
    )
    table.attrs = {"settings": {"by": "document"}, "documents": 2, "words": 100}
    return table


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_bars_are_read_back_with_their_column(weights):
    drawing = read_drawing(theme_bars(weights).figure, weights)
    assert (drawing.kind, drawing.value) == ("bar", "weight")
    assert sorted(drawing.rows) == [0, 1, 2, 3]


def test_cells_and_lines_are_known_by_their_shape(weights):
    assert read_drawing(theme_heatmap(weights).figure, weights).kind == "cells"
    share = {"document_share": [0.5, np.nan, 1.0], "low": [0.2, np.nan, 0.6], "high": [0.8, np.nan, 1.0]}
    held = {"count": [6, 0, 7], "documents": [3, 0, 4], "all_documents": [6, 0, 4]}
    table = pd.DataFrame({"period": ["2020", "2021", "2022"], "theme": "green", **held, **share})
    drawing = read_drawing(timeline_lines(table).figure, table)
    assert drawing == Drawing((0, 2), "line", "document_share")
    assert chart_grid(table, drawing)["green"].isna().tolist() == [False, True, False]  # a gap stays a gap


def test_a_chart_that_drew_a_selection_keeps_only_that():
    table = pd.DataFrame({"term": list("abc"), "count": [3, 2, 1]})
    table.attrs = {"measure": "term_frequencies"}
    cut, drawing = plotted(table.iloc[::-1].reset_index(drop=True), Drawing((2, 1), "bar", "count"))
    assert cut["term"].tolist() == ["b", "a"]
    assert drawing.rows == (1, 0)  # of the rows that are left, in the order drawn
    cut, _ = plotted(table, Drawing((1, 0), "bar", "count"))
    assert cut["term"].tolist() == ["a", "b"]
    assert cut.attrs == table.attrs
    assert plotted(table, Drawing((), "", ""))[0] is table  # drawn by other means: all of it
    lanes = pd.DataFrame({"period": ["2020", "undated"], "theme": "x", "count": [2, 1]})
    assert plotted(lanes, Drawing((0,), "line", "count"))[0] is lanes


def test_the_chart_is_native_and_points_at_the_numbers(weights):
    found = parts(workbook_bytes(weights, read_drawing(theme_bars(weights).figure, weights), WORDS))
    chart = ET.fromstring(found["xl/charts/chart1.xml"])
    assert chart.find(f".//{C}barChart/{C}barDir").get("val") == "bar"
    series = chart.findall(f".//{C}ser")
    assert [one.find(f"{C}val//{C}f").text for one in series] == ["chart!$B$2:$B$3", "chart!$C$2:$C$3"]
    assert [one.find(f"{C}cat//{C}f").text for one in series] == ["chart!$A$2:$A$3"] * 2
    values = [[float(v.text) for v in one.findall(f"{C}val//{C}v")] for one in series]
    assert values == [[4.5, 1.0], [0.0, 0.6666666667]]
    colors = [color.get("val") for color in chart.iter() if color.tag.endswith("srgbClr")]
    assert colors == [color.lstrip("#").upper() for color in style.theme_colors(["cars", "green"]).values()]
    assert b'descr="Three bars."' in found["xl/drawings/drawing1.xml"]


def test_two_keys_that_rarely_meet_become_two_rows_of_labels():
    table = pd.DataFrame({"document": ["a", "a", "b", "b"], "term": list("wxyz"), "tf_idf": [4.0, 3.0, 2.0, 1.0]})
    grid = chart_grid(table, Drawing((0, 1, 2, 3), "bar", "tf_idf"))
    assert list(grid.columns) == ["document", "term", "tf_idf"]


def test_no_text_is_a_formula_and_no_number_is_a_text():
    table = pd.DataFrame({"term": ["=1+1", "http://x.y", "7"], "count": [1, 2, 3]})
    found = parts(workbook_bytes(table, Drawing((), "", ""), WORDS))
    sheet = ET.fromstring(found["xl/worksheets/sheet1.xml"])
    assert not list(sheet.iter(f"{S}f"))
    assert not list(sheet.iter(f"{S}hyperlink"))
    kinds = [[cell.get("t") for cell in row] for row in sheet.iter(f"{S}row")]
    assert kinds == [["s", "s"], ["s", None], ["s", None], ["s", None]]
    assert b"=1+1" in found["xl/sharedStrings.xml"]


def test_the_same_bytes_and_no_date_of_today(weights):
    drawing = read_drawing(theme_bars(weights).figure, weights)
    first, second = (workbook_bytes(weights, drawing, WORDS) for _ in range(2))
    assert first == second
    assert b"2000-01-01T00:00:00Z" in parts(first)["docProps/core.xml"]


def test_hostile_and_endless_text_is_cut_to_what_excel_takes():
    table = pd.DataFrame({"term": ["\x00\x0b\ud800".encode("utf-8", "replace").decode() + "x" * 40_000]})
    shared = parts(workbook_bytes(table, Drawing((), "", ""), WORDS))["xl/sharedStrings.xml"]
    assert max(len(text.text) for text in ET.fromstring(shared).iter(f"{S}t")) == 32_767
