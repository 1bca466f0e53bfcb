"""A chart gives the same picture whether or not it was shown before, and is as it was afterwards."""

from __future__ import annotations

import io

import matplotlib.pyplot as plt
import pytest

import analysis
from analysis.exports.pictures import pictures


@pytest.fixture
def lines(seeds, seed_themes):
    """A chart whose legend moves the layout a little with every drawing."""
    table = analysis.timeline(seeds, seed_themes, every="year")
    yield lambda: analysis.charts.timeline_lines(table).figure
    plt.close("all")


def test_shown_or_not_the_bytes_are_the_same(lines):
    fresh, shown = lines(), lines()
    for dpi in (77, 110):
        shown.savefig(io.BytesIO(), format="png", dpi=dpi)
    first = pictures(fresh, stem="x", title="t", alt="a")
    assert pictures(shown, stem="x", title="t", alt="a") == first
    assert pictures(fresh, stem="x", title="t", alt="a") == first


def test_the_figure_is_left_as_it_was(lines):
    figure = lines()
    engine, dpi, size = figure.get_layout_engine(), figure.get_dpi(), tuple(figure.get_size_inches())
    pictures(figure, ("svg",), stem="x", title="t", alt="a", size=(4, 3))
    assert figure.get_layout_engine() is engine
    assert (figure.get_dpi(), tuple(figure.get_size_inches())) == (dpi, size)
    assert all(ax.get_in_layout() for ax in figure.axes)


def test_a_layout_that_never_rests_is_drawn_as_it_stands(lines, monkeypatch):
    monkeypatch.setattr("analysis.exports.pictures.MOST_DRAWS", 1)
    assert pictures(lines(), ("png",), stem="x", title="t", alt="a")["png"].startswith(b"\x89PNG")
