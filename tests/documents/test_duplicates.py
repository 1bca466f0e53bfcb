"""Near-duplicates: copies of one story belong together however they were trimmed; stories about one thing do not."""

import random
from pathlib import Path

import numpy as np
import pytest

from analysis.documents.duplicates import near_duplicates
from analysis.language.words import Words, index_words

SEEDS = [path.read_text("utf-8") for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))]
STORY = SEEDS[2]


def groups(texts: list[str]) -> list[int]:
    return near_duplicates(index_words(texts))


def test_the_example_documents_are_three_stories() -> None:
    assert groups(SEEDS) == [-1, -1, -1]


def test_no_documents_and_documents_without_words() -> None:
    assert groups([]) == []
    assert groups(["", "…", ""]) == [-1, -1, -1]


def test_short_documents_are_duplicates_of_their_equals_only() -> None:
    assert groups(["Yes.", "No.", "yes", "Yes, no."]) == [-1, -1, 0, -1]


def test_syndicated_copies_of_one_wire_story() -> None:
    paragraphs = STORY.split("\n\n")
    with_headline = "A new headline from the desk\n\n" + STORY + "\n\n(Agencies)"
    cut = "\n\n".join(paragraphs[: len(paragraphs) * 2 // 3])
    words = STORY.split(" ")
    edited = " ".join("Chinese" if number % 25 == 7 else word for number, word in enumerate(words))
    assert groups([SEEDS[0], STORY, with_headline, SEEDS[1], cut, edited]) == [-1, -1, 1, -1, 1, 1]


def test_half_of_the_words_in_common_is_another_story() -> None:
    """Twenty runs of which ten are shared: below the 70 % of the definition."""
    one = " ".join(f"word{number}" for number in range(23))
    other = " ".join([f"word{number}" for number in range(13)] + [f"new{number}" for number in range(10)])
    assert groups([one, other]) == [-1, -1]


def test_the_threshold_is_seventy_percent_of_the_runs_of_the_shorter() -> None:
    """23 words have 20 runs; a copy that keeps the first 17 words keeps 14 runs, the first 16 words 13 runs."""
    one = [f"word{number}" for number in range(23)]
    for kept, expected in ((17, 0), (16, -1)):
        other = one[:kept] + [f"new{number}" for number in range(23 - kept)]
        assert groups([" ".join(one), " ".join(other)]) == [-1, expected]


def test_a_quotation_in_a_much_longer_text_is_no_duplicate() -> None:
    quoted = " ".join(f"quoted{number}" for number in range(30))
    longer = quoted + " " + " ".join(f"other{number}" for number in range(200))
    assert groups([quoted, longer]) == [-1, -1]


@pytest.mark.parametrize("seed", range(3))
def test_the_sample_misses_no_copy_and_the_order_of_documents_changes_no_group(seed: int) -> None:
    """Against every pair compared outright, by sets of tuples."""
    draw = random.Random(seed)
    vocabulary = [f"w{number}" for number in range(400)]
    originals = [[draw.choice(vocabulary) for _ in range(draw.randint(5, 400))] for _ in range(10)]
    texts = []
    for number in range(30):
        copy = list(originals[number % 10])
        for _ in range(int(len(copy) * draw.choice([0, 0.01, 0.02, 0.3]))):
            copy[draw.randrange(len(copy))] = draw.choice(vocabulary)
        texts.append(" ".join(copy))
    found = groups(texts)
    assert _sets(found) == _sets(_by_brute_force(texts))
    order = list(range(30))
    draw.shuffle(order)
    shuffled = _sets(groups([texts[number] for number in order]))
    assert {frozenset(order[number] for number in group) for group in shuffled} == _sets(found)


def _by_brute_force(texts: list[str]) -> list[int]:
    runs = [{tuple(text.split()[n : n + 4]) for n in range(len(text.split()) - 3)} for text in texts]
    first = list(range(len(texts)))
    for right in range(len(texts)):
        for left in range(right):
            short, long = sorted((runs[left], runs[right]), key=len)
            if len(short) >= len(long) / 3 and len(short & long) >= 0.7 * len(short):
                old, new = max(first[left], first[right]), min(first[left], first[right])
                first = [new if one == old else one for one in first]
    return [one if one != number else -1 for number, one in enumerate(first)]


def _sets(found: list[int]) -> set[frozenset[int]]:
    together: dict[int, set[int]] = {}
    for number, first in enumerate(found):
        if first >= 0:
            together.setdefault(first, {first}).add(number)
    return {frozenset(group) for group in together.values()}


def test_many_copies_of_few_lines_make_few_groups() -> None:
    """20,000 lines, of which every seventh has the same words: compared pair by pair they would take minutes."""
    line = [3, 0, 1, 2, 3, 4, 5, 6, 7]
    ids = np.array([[8 + number % 7, *line] for number in range(20_000)], dtype=np.int32).ravel()
    terms = np.array([f"t{number:02}" for number in range(15)], dtype=object)
    spans = np.zeros(len(ids), dtype=np.int32)
    words = Words(terms, ids, spans, spans, np.arange(0, len(ids) + 1, 10, dtype=np.int64))
    assert near_duplicates(words) == [-1] + [0] * 19_999  # one word of ten differs: six of seven runs are shared
