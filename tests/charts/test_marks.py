"""Descriptions are text wherever they are shown."""

from analysis.charts.marks import Description


def test_a_description_is_shown_as_text_in_a_notebook():
    shown = Description("t", "c", "Largest: <script>alert(1)</script>, 3")._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert repr(Description("t", "c", "Largest: a")) == "Largest: a"
