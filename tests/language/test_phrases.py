"""Phrases: the trie walk against a matcher that tries everything everywhere."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language import phrases as module
from analysis.language.phrases import match_phrases

Row = tuple[int, int, int]


def slow_matches(
    ids: Sequence[int], links: Sequence[bool], phrases: Sequence[Sequence[Sequence[int]]], pointers: Sequence[int]
) -> list[Row]:
    """Each phrase tried at each word, position by position."""
    found = []
    for document in range(len(pointers) - 1):
        for start in range(pointers[document], pointers[document + 1]):
            for number, phrase in enumerate(phrases):
                last = start + len(phrase) - 1
                inside = last < pointers[document + 1]
                if (
                    inside
                    and all(links[start:last])
                    and all(ids[start + place] in admitted for place, admitted in enumerate(phrase))
                ):
                    found.append((start, last, number))
    return sorted(found, key=lambda row: (row[0], -row[1], row[2]))


def rows(
    ids: Sequence[int], links: Sequence[bool], phrases: Sequence[Sequence[Sequence[int]]], pointers: Sequence[int]
) -> list[Row]:
    matches = match_phrases(
        np.array(ids, dtype=np.int32), np.array(links, dtype=bool), phrases, pointers=np.array(pointers, dtype=np.int64)
    )
    assert [column.dtype for column in matches] == [np.int64, np.int64, np.int32]
    return list(zip(*(column.tolist() for column in matches), strict=True))


def test_longest_first_and_phrases_in_order() -> None:
    phrases = [[[1]], [[1], [2]], [[1], [2], [3]], [[1, 4], [2, 5]], [[1]]]
    assert rows([1, 2, 3], [True, True, True], phrases, [0, 3]) == [
        (0, 2, 2),
        (0, 1, 1),
        (0, 1, 3),
        (0, 0, 0),
        (0, 0, 4),
    ]


def test_a_missing_link_or_the_end_of_a_document_stops_a_phrase() -> None:
    phrases = [[[1], [2]]]
    assert rows([1, 2, 1, 2], [True, False, False, False], phrases, [0, 4]) == [(0, 1, 0)]
    assert rows([1, 2], [True, True], phrases, [0, 1, 2]) == []


def test_nothing_to_match() -> None:
    assert rows([], [], [[[1]]], [0]) == []
    assert rows([1], [True], [], [0, 1]) == []
    assert rows([1, 2], [True, True], [[[]], [[1], []]], [0, 2]) == []


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="phrase 1 has no positions"):
        rows([1], [True], [[[1]], []], [0, 1])
    with pytest.raises(ValueError, match="links has 1 values for 2 words"):
        rows([1, 2], [True], [[[1]]], [0, 2])


terms = st.integers(0, 4)
positions = st.lists(terms, max_size=4)
phrase_lists = st.lists(st.lists(positions, min_size=1, max_size=4), max_size=12)
documents = st.lists(st.lists(st.tuples(terms, st.booleans()), max_size=12), max_size=4)


@settings(deadline=None)
@given(documents, phrase_lists, st.booleans())
def test_against_the_slow_matcher(
    texts: list[list[tuple[int, bool]]], phrases: list[list[list[int]]], two_threads: bool
) -> None:
    ids = [term for text in texts for term, _ in text]
    links = [link for text in texts for _, link in text]
    pointers = np.cumsum([0, *map(len, texts)]).tolist()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "WORTH_A_THREAD", 0 if two_threads else 1_000)
        patch.setattr(module.os, "cpu_count", lambda: 2)
        assert rows(ids, links, phrases, pointers) == slow_matches(ids, links, phrases, pointers)


def test_more_matches_than_was_room_for() -> None:
    ids = [1] * 5_000
    phrases = [[[1]], [[1], [1, 2]], [[1], [1], [1]]]
    assert rows(ids, [True] * 5_000, phrases, [0, 5_000]) == slow_matches(ids, [True] * 5_000, phrases, [0, 5_000])


def test_ten_thousand_phrases_with_wide_positions() -> None:
    draw = np.random.default_rng(5)
    vocabulary = 150_000
    ids = np.minimum(draw.zipf(1.3, 20_000), vocabulary - 1).astype(np.int32)
    wide = [np.arange(start, vocabulary, dtype=np.int32) for start in (10, 20, 30)]  # as a suffix pattern gives
    phrases = [[[int(term)] for term in draw.integers(0, 300, size=length)] for length in draw.integers(1, 4, 10_000)]
    phrases += [[[1], wide[0]], [wide[1], [2]], [wide[2], wide[0]]]
    links = draw.random(len(ids)) < 0.9
    found = match_phrases(ids, links, phrases, pointers=np.array([0, 9_000, 20_000]))
    expected = [
        (start, start + len(phrase) - 1, number)
        for number, phrase in enumerate(phrases)
        if number % 250 == 0 or number >= 10_000  # the slow way, for some of them
        for start in np.flatnonzero(_stands(ids, links, phrase, 9_000)).tolist()
    ]
    kept = (found.phrase % 250 == 0) | (found.phrase >= 10_000)
    got = zip(*(column[kept].tolist() for column in found), strict=True)
    assert sorted(got) == sorted(expected)


def _stands(ids: np.ndarray, links: np.ndarray, phrase: Sequence[Sequence[int]], boundary: int) -> np.ndarray:
    """For every word whether the phrase begins there, by shifting whole columns."""
    linked = links.copy()
    linked[boundary - 1] = linked[-1] = False
    stands = np.isin(ids, phrase[0])
    for place, admitted in enumerate(phrase[1:], start=1):
        stands &= np.roll(linked, 1 - place) & np.roll(np.isin(ids, admitted), -place)
    return stands


def test_read_only_columns_match_as_well() -> None:
    ids, links, pointers = np.array([1, 2], dtype=np.int32), np.array([True, False]), np.array([0, 2])
    for column in (ids, links, pointers):
        column.flags.writeable = False
    assert match_phrases(ids, links, [[[1], [2]]], pointers=pointers).last_word.tolist() == [1]
