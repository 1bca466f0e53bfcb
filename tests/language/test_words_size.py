"""Words of odd sizes: growing tables, threads, long words, long lines, and time that stays linear."""

import random
import time
from collections import Counter

import numpy as np
import pytest

from analysis.language import threads as sharing
from analysis.language import word_columns as module
from analysis.language.words import index_words, words


def test_vocabularies_beyond_every_first_room() -> None:
    draw = random.Random(7)
    letters = "abcdefgé"
    texts = ["".join(draw.choices(letters, k=draw.randint(1, 40))) for _ in range(30_000)]
    found = index_words([" ".join(texts[:20_000]), " ".join(texts[20_000:])])
    assert found.terms.tolist() == sorted(set(texts))
    assert found.terms[found.ids].tolist() == texts
    counted = found.counts()
    for document, part in enumerate((texts[:20_000], texts[20_000:])):
        row = slice(*counted.indptr[document : document + 2])
        got = dict(zip(found.terms[counted.indices[row]], counted.data[row], strict=True))
        assert got == Counter(part)
        assert (np.diff(counted.indices[row]) > 0).all()


def test_threads_and_batches_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(3)
    texts = [
        " ".join(draw.choices(["a", "b’s", "C", "ä", "long-lasting", "x" * 20], k=draw.randint(0, 30)))
        for _ in range(400)
    ]
    expected = index_words(texts, threads=1)
    monkeypatch.setattr(module, "BATCH", 500)
    monkeypatch.setattr(sharing, "WORTH_A_THREAD", 1)
    for threads in (None, 1, 2, 5):
        found = index_words(texts, threads=threads)
        for column in ("terms", "ids", "starts", "ends", "pointers"):
            assert getattr(found, column).tolist() == getattr(expected, column).tolist()
        assert (found.counts(threads=threads) != expected.counts(threads=1)).nnz == 0


@pytest.mark.parametrize("letter", ["q", "é"])
@pytest.mark.parametrize("length", [6, 7, 8, 9, 15, 16, 17, 1_000_000])
def test_words_of_any_length(letter: str, length: int) -> None:
    long = letter * length
    assert words(f" {long.upper()} {long[1:]}.{long}") == [
        (1, length + 1, long),
        (length + 2, 3 * length + 2, f"{long[1:]}.{long}"),
    ]


def test_more_words_than_was_room_for() -> None:
    found = index_words(["中" * 1_000 + " a" * 1_000, "1 " * 5_000])
    assert np.diff(found.pointers).tolist() == [2_000, 5_000]
    assert found.starts.tolist() == [*range(1_000), *range(1_001, 3_000, 2), *range(0, 10_000, 2)]
    assert found.terms[found.ids].tolist() == ["中"] * 1_000 + ["a"] * 1_000 + ["1"] * 5_000


def test_the_same_beginning_is_sorted_to_the_end() -> None:
    terms = [f"{'internationalisation' * 3}{number:05d}" for number in random.Random(1).sample(range(100_000), 3_000)]
    assert index_words([" ".join(terms)]).terms.tolist() == sorted(terms)


@pytest.mark.parametrize(
    "piece", ["word and ", "   ", "a'", "a\u200d", "a'\u200d\u200d", " \u200d", "1,", "é", "\0", "’", "_"]
)
def test_time_is_linear_in_one_long_line(piece: str) -> None:
    """A million characters take far less than quadratic time would: 100 times the text, well under 100² the time."""
    index_words([piece * 10])
    start = time.process_time()
    index_words([piece * (1_000_000 // len(piece))])
    assert time.process_time() - start < 5
