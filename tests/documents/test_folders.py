"""Names in natural order, whatever they are made of."""

import random

from hypothesis import given
from hypothesis import strategies as st

from analysis.documents.folders import natural_key, shown


def test_numbers_in_names_sort_as_numbers() -> None:
    expected = ["a/2/x", "a/10/x", "a1b2", "a01b3", "a1b10", "A2", "a10", "a 1", "a.txt", "b", "é"]
    names = random.Random(1).sample(expected, len(expected))
    assert sorted(names, key=natural_key) == expected


def test_a_number_too_long_for_python_is_a_name() -> None:
    assert sorted(["9" * 5_000, "1"], key=natural_key) == ["1", "9" * 5_000]


@given(st.lists(st.text(), unique=True))
def test_every_set_of_names_has_one_order(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(names, key=natural_key) == sorted(backwards, key=natural_key)


def test_only_bytes_outside_utf_8_are_written_out() -> None:
    assert shown("größe") == "größe"
    assert shown("gr\udcf6\udcdfe") == "gr\\xf6\\xdfe"
