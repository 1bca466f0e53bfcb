"""What numpy and pandas hand over stands in a dossier as plain JSON; anything else is refused."""

from __future__ import annotations

import json

import numpy as np
import pytest

from analysis.exports.provenance import json_bytes


def test_numbers_arrays_and_sets_are_plain():
    content = {"n": np.int64(3), "x": np.float64(0.5), "array": np.array([1, 2]), "set": {"b", "a"}, "pair": ("a", 1)}
    assert json.loads(json_bytes(content)) == {"n": 3, "x": 0.5, "array": [1, 2], "set": ["a", "b"], "pair": ["a", 1]}


def test_what_has_no_plain_form_is_refused():
    with pytest.raises(TypeError, match="object cannot stand in a dossier"):
        json_bytes({"x": object()})
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_bytes({"x": float("nan")})
