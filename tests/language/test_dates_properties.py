"""What must hold for any string: no exception, spans inside the text, valid EDTF, ordered days, linear time."""

import time

import edtf
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.documents.publication import find_publication
from analysis.language.dates import bounds, find_dates

WORDS = [
    "the",
    "a",
    "an",
    "of",
    "in",
    "on",
    "at",
    "to",
    "and",
    "from",
    "between",
    "before",
    "after",
    "by",
    "since",
    "until",
    "last",
    "next",
    "this",
    "that",
    "same",
    "following",
    "previous",
    "past",
    "coming",
    "early",
    "late",
    "mid",
    "end",
    "beginning",
    "first",
    "second",
    "third",
    "1st",
    "2nd",
    "31st",
    "19th",
    "half",
    "quarter",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "decade",
    "century",
    "ago",
    "earlier",
    "later",
    "January",
    "Feb.",
    "march",
    "May",
    "Sept.",
    "December",
    "Monday",
    "fri",
    "sun.",
    "weekend",
    "spring",
    "fall",
    "winter",
    "1999",
    "2021",
    "2030",
    "'68",
    "0",
    "5",
    "30",
    "31",
    "99",
    "1,500",
    "3/4",
    "03/04/2021",
    "2021-02-29",
    "2022-03-06",
    "11:43",
    "p.m.",
    "noon",
    "fiscal",
    "FY24",
    "Q3",
    "H1",
    "BC",
    "AD",
    "century",
    "BC",
    "90s",
    "1990s",
    "nineties",
    "Christmas",
    "Easter",
    "Labor",
    "Day",
    "COP26",
    "every",
    "each",
    "now",
    "recently",
    "年",
    "2020年4月29日",
    "-",
    "–",
    "/",
    ",",
    ".",
    ";",
    "(",
    ")",
    "\n",
    "\u2060",
    "\t",
]
PUBLISHED = st.sampled_from(
    ["", "2022-03-06", "1989-11-02", "2023-04/2023-09", "2023", "2020-02-29", "../2029", "0001-01-01"]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))


def check(text, published):
    end = 0
    for mention in find_dates(text, published):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        end = mention.end
        first, last = bounds(mention.edtf)
        assert str(first) == str(mention.earliest)
        assert str(last) == str(mention.latest)
        if not np.isnat(first) and not np.isnat(last):
            assert first <= last
        if mention.edtf:
            edtf.parse_edtf(mention.edtf)
        else:
            assert np.isnat(first)
            assert np.isnat(last)


@settings(max_examples=200, deadline=None)
@given(TEXTS, PUBLISHED)
def test_any_string(text, published):
    check(text, published)


LONG = [
    "1" * 1_000_000,
    "1 " * 100_000,
    "12/" * 30_000,
    "a" * 1_000_000,
    "年" * 1_000_000,
    "the " * 100_000,
    "in " * 330_000,
    "2020-" * 5_000,
    "May " * 5_000,
    "first of the last of " * 5_000,
    " " * 1_000_000,
    "\u2060" * 300_000,
    "\n" * 1_000_000,
    "March" + " " * 300_000 + "3",
    "“It fell” - " * 50_000,
]


@pytest.mark.parametrize(
    "read", [find_dates, lambda text, _: find_publication(text, text)], ids=["dates", "publication"]
)
@pytest.mark.parametrize("text", LONG, ids=lambda text: repr(text[:12]))
def test_long_strings_take_linear_time(read, text):
    started = time.process_time()
    read(text, "2022-03-06")
    assert time.process_time() - started < 5  # a quadratic step over these takes minutes


def test_blanked_stretches_do_not_part_a_date():
    text = "On March \u2060\u2060" + " " * 40 + "3, 2011 they met in S\u2060ept\u2060ember\n2012."
    found = [(mention.text, mention.edtf) for mention in find_dates(text)]
    assert [edtf_string for _, edtf_string in found] == ["2011-03-03", "2012-09"]
    assert all(text[text.index(part) :].startswith(part) for part, _ in found)


def test_an_empty_line_parts_dates():
    assert [mention.edtf for mention in find_dates("It ended in May\n\n2012 was better.", "2013-03-22")] == [
        "2012-05",
        "2012",
    ]
