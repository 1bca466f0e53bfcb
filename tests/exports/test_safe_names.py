"""Names of all kinds become file names that stay inside their folder, and never meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import AnalysisError
from analysis.exports.safe_names import LONGEST, RESERVED, safe_stem


@pytest.mark.parametrize("name", ["themes", "Themes-by_document", "気候", "café", "2021"])
def test_plain_names_stay(name):
    assert safe_stem(name) == name


@pytest.mark.parametrize(
    "name",
    ["../up", "/etc/passwd", "a/b", "a\\b", "C:x", "a\x00b", "a\nb", "x" * 500, "気" * 200, "nul", "COM1", "a.b",
     "\ud800a", "<img src=x>", "$HOME", "a;rm", "-rf", "a\u202eb", "trailing."],
)  # fmt: skip
def test_other_names_are_made_safe_and_stay_apart(name):
    stem = safe_stem(name)
    assert not set(stem) & set('/\\:*?"<>|.;$\x00\n\u202e ')
    assert stem[0] not in ".-"
    assert len(stem.encode()) <= LONGEST
    assert stem.casefold() not in RESERVED
    assert stem != safe_stem(name + "!")


@pytest.mark.parametrize("name", ["", "   ", "..", "/", "---", "\u202e", "💡", 7, None])
def test_names_without_a_letter_are_refused(name):
    with pytest.raises(AnalysisError):
        safe_stem(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [("A Chart", "A-Chart"), ("a  b", "a b"), (" a", "a"), ("cafe\u0301", "caf\u00e9"), ("a--b", "a-b")],
)
def test_names_that_look_alike_as_files_stay_apart(one, other):
    assert safe_stem(one) != safe_stem(other)


@given(st.text(min_size=1))
def test_a_stem_is_safe_and_its_own_stem(name):
    try:
        stem = safe_stem(name)
    except AnalysisError:
        return
    assert safe_stem(stem) == stem
