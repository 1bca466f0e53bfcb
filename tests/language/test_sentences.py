"""Sentences: sentencex inside paragraphs, spans that tile what is visible."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.sentences import sentences


def texts(text):
    return [text[start:end] for start, end in sentences(text)]


def test_abbreviations_do_not_end_a_sentence():
    assert texts("Mr. Musk met Mr. Chen. They talked.") == ["Mr. Musk met Mr. Chen.", "They talked."]


@pytest.mark.parametrize("gap", ["\n\n", "\n \t\n", "\n\u2060\n", "\n\n\n\n", "\u2029\u2029", "\n\u2060 \u2060\n  "])
def test_a_blank_line_ends_a_paragraph_and_a_sentence(gap):
    assert texts(f"a heading{gap}and a text") == ["a heading", "and a text"]


def test_a_line_break_alone_does_not():
    assert texts("one sentence\non two lines.") == ["one sentence\non two lines."]


def test_spans_begin_and_end_with_what_is_visible():
    assert texts("  \u2060 Hello. \u2060\n") == ["Hello."]
    assert sentences("") == sentences(" \u2060\n") == []


def test_offsets_count_code_points_in_long_texts_with_line_breaks():
    # The library cuts long texts into pieces of some ten thousand characters: spans must not drift behind them.
    sentence = "Größe zählt — 中文 😀 not bytes.\n"
    text = sentence * 4000
    assert len(text) > 50_000
    spans = sentences(text)
    assert len(spans) == 4000
    assert all(start == number * len(sentence) for number, (start, _) in enumerate(spans))


@given(st.text(alphabet='aB.?! \n\u2060é’"“”', max_size=200))
def test_every_visible_character_is_in_exactly_one_sentence(text):
    spans = sentences(text)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    inside = "".join(text[start:end] for start, end in spans)
    assert [c for c in inside if not c.isspace() and c != "\u2060"] == [
        c for c in text if not c.isspace() and c != "\u2060"
    ]
