"""Phrases as users write them: cut into words, matched as globs, found with what must stand around them."""

import fnmatch
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.measures.phrases import find_phrases, matches, matching_terms, parse_phrase, parse_phrases


def test_words_gaps_and_spelling():
    phrase = parse_phrase("The “Paris Agreement”")
    assert phrase.words == ("the", "paris", "agreement")
    assert phrase.spelled == ("The", "Paris", "Agreement")
    assert phrase.gaps == ("", "“", "", "”")
    assert not phrase.is_plain
    assert parse_phrase("win-win").is_plain
    assert parse_phrase("China’s role").words == ("china", "role")


def test_many_phrases_are_cut_as_each_alone():
    written = ["solar", "*mobil*", "C++", "low – carbon", "R&D"]
    assert list(parse_phrases(written)) == [parse_phrase(phrase) for phrase in written]
    with pytest.raises(analysis.AnalysisError, match="'…' holds no word"):
        list(parse_phrases(["solar", "…"]))


@settings(deadline=None)
@given(st.text(alphabet="ab*", min_size=1, max_size=8), st.text(alphabet="ab", max_size=12))
def test_globs_agree_with_the_shell_on_letters(glob, term):
    assert matches(glob, term) == fnmatch.fnmatchcase(term, glob)


def test_the_star_takes_letters_digits_and_their_marks_only():
    assert matches("e*", "e2")
    assert matches("नम*", "नमस्ते")
    assert not matches("o*", "o'neill")
    assert not matches("3*", "3.5")
    assert matches("3*5", "345")


def test_a_pattern_full_of_stars_is_linear():
    begin = time.perf_counter()
    assert not matches("*a" * 10 + "b", "a" * 20_000)
    assert time.perf_counter() - begin < 5


@settings(deadline=None)
@given(
    st.lists(st.text(alphabet="abc", min_size=1, max_size=4), unique=True),
    st.text(alphabet="abc*", min_size=1, max_size=4),
)
def test_terms_of_a_word_are_those_it_matches(terms, word):
    vocabulary = np.array(sorted(terms), dtype=object)
    expected = [i for i, term in enumerate(vocabulary) if matches(word, term)]
    assert matching_terms(word, vocabulary).tolist() == expected


def test_all_matches_overlapping_ones_included():
    corpus = analysis.make_corpus({"a": "New energy vehicles."})
    phrases = [parse_phrase(written) for written in ("new energy", "energy vehicle*", "new energy vehicles")]
    found = find_phrases(corpus, phrases)
    assert list(zip(found.first, found.last, found.phrase, strict=True)) == [(0, 2, 2), (0, 1, 0), (1, 2, 1)]
    assert found.start.tolist() == [0, 0, 4]
    assert found.end.tolist() == [19, 10, 19]


def test_signs_belong_to_the_span():
    corpus = analysis.make_corpus({"a": "We like C++ and (x)."})
    found = find_phrases(corpus, [parse_phrase("C++"), parse_phrase("(x")])
    assert [("We like C++ and (x).")[s:e] for s, e in zip(found.start, found.end, strict=True)] == ["C++", "(x"]
