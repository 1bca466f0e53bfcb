"""Which column a chart draws is told by its shapes: their lengths are the numbers of that column, or of none."""

from __future__ import annotations

import pandas as pd

from analysis.exports.drawing import column_of

TABLE = pd.DataFrame({"term": ["a", "b"], "count": [3, 1], "per_1000": [30.0, 10.0]})


def test_the_column_with_these_lengths():
    assert column_of(TABLE, [(0, 30.0), (1, 10.0)], "bar") == "per_1000"
    assert column_of(TABLE, [(1, 1.0)], "bar") == "count"


def test_lengths_of_no_column():
    assert column_of(TABLE, [(0, 30.0), (1, 11.0)], "bar") == ""
    assert column_of(TABLE, [], "bar") == ""


def test_cells_show_their_weight_by_colour():
    assert column_of(TABLE, [(0, float("nan"))], "cells") == ""
    assert column_of(TABLE.assign(weight=1), [(0, float("nan"))], "cells") == "weight"
