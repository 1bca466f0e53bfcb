"""Every chart, small, large and hostile: no two texts overlap, none leaves the canvas, every mark has its key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import numpy as np
import pytest

from analysis import charts
from analysis.charts.style import SIZES
from analysis.errors import AnalysisError

CHARTS = (
    "term_bars", "tf_idf_bars", "term_contrast", "topic_terms", "theme_bars", "theme_heatmap", "theme_dispersion",
    "timeline_lines", "timeline_multiples", "date_bars", "two_clocks", "document_bars", "cleaning_bars",
    "similarity_heatmap", "specification_curve",
)  # fmt: skip
ARRAYS = {"tf_idf_bars", "topic_terms", "timeline_multiples", "specification_curve"}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", CHARTS)
class TestTexts:
    @pytest.mark.parametrize("size", ["column", "page", "slide"])
    def test_of_three_documents(self, name: str, size: str, drawn: Any, complaints: Callable[[Any], list[str]]) -> None:
        chart = drawn(name, "some", size)
        assert complaints(chart) == []
        assert np.ravel(chart)[0].figure.get_size_inches()[0] == SIZES[size].width

    def test_of_245_documents(self, name: str, drawn: Any, complaints: Callable[[Any], list[str]]) -> None:
        assert complaints(drawn(name, "many")) == []

    @pytest.mark.parametrize("size", ["column", "page"])
    def test_of_hostile_labels(self, name: str, size: str, drawn: Any, complaints: Callable[[Any], list[str]]) -> None:
        assert complaints(drawn(name, "hostile", size)) == []


@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_returns_axes_and_says_what_it_shows(name: str, drawn: Any) -> None:
    chart = drawn(name)
    assert isinstance(chart, np.ndarray) == (name in ARRAYS)
    said = charts.describe(chart)
    assert said.title
    assert said.title in said.caption
    assert len(said.alt) > 60
    assert any(digit in said.alt for digit in "0123456789")
    assert "3 documents" in said.caption


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("name", CHARTS[::2])
def test_marks_have_keys_and_the_svg_is_xml(name: str, drawn: Any, tmp_path: Any) -> None:
    np.ravel(drawn(name, "hostile", "column"))[0].figure.savefig(tmp_path / "chart.svg")
    ids = [element.get("id", "") for element in ElementTree.parse(tmp_path / "chart.svg").iter()]
    assert sum("=" in name for name in ids) > 3


def test_a_wrong_size_is_told_the_right_ones(drawn: Any) -> None:
    with pytest.raises(AnalysisError, match="column, page, slide"):
        drawn("term_bars", "some", "poster")


@pytest.mark.parametrize("name", sorted(set(CHARTS) - ARRAYS))
def test_a_chart_draws_in_the_axes_that_it_is_given(name: str, tabled: Any) -> None:
    figure, (left, right) = plt.subplots(1, 2, figsize=(16, 6), layout="constrained")
    assert getattr(charts, name)(*tabled["some"][name], ax=right) is right
    assert right.has_data()
    assert not left.has_data()
    assert charts.describe(right).title.split()[0] in right.get_title(loc="left")
    figure.canvas.draw()
    plt.close(figure)


@pytest.mark.parametrize("name", CHARTS)
def test_an_empty_table_is_said_not_drawn(name: str, tabled: Any) -> None:
    empty = [table.iloc[:0] for table in tabled["some"][name]]
    for table, full in zip(empty, tabled["some"][name], strict=True):
        table.attrs = full.attrs
    drawn = getattr(charts, name)(*empty)
    first = drawn.flat[0] if isinstance(drawn, np.ndarray) else drawn
    assert [text.get_text() for text in first.texts if text.get_text()]
    first.figure.canvas.draw()
    plt.close(first.figure)
