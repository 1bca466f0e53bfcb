"""Corpora to measure with: seeded, Zipf-like, in documents of 2 to 4 KB, with a vocabulary that grows as real ones do.

Word frequencies fall in two regimes, as in large real corpora: about 1/rank for the first 6,000 types, then about
rank ** -1.9, which makes the vocabulary grow with the square root of the text. Common words are short, rare ones long;
there are sentences, capitals, numbers, hyphens, possessives, quotation marks and paragraphs. Two documents of three
have typographic quotes and, in one type of 60, letters beyond ASCII; the third is plain ASCII.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

TYPES, COMMON = 2_000_000, 6_000
ONSETS = ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "tr", "pr", "gr", "sh", "th"]
VOWELS = ["a", "e", "i", "o", "u", "a", "e", "i", "o", "ea", "ou"]
CODAS = ["", "", "", "n", "r", "s", "t", "l", "nd", "m"]
FOREIGN = str.maketrans({"a": "ä", "e": "é", "i": "í", "o": "ö", "u": "ü"})
PLAIN = str.maketrans({"ä": "a", "é": "e", "í": "i", "ö": "o", "ü": "u", "’": "'", "“": '"', "”": '"'})

# What follows a word, and how often; behind the first two a sentence begins.
ENDINGS = [". ", ".\n\n", ", ", "’s ", "-", " “", "” ", " "]
SHARES = [0.05, 0.008, 0.055, 0.008, 0.01, 0.006, 0.006, 0.857]
NUMBERS, NAMES = 0.015, 0.05
WORDS_AT_ONCE = 500_000


def make_corpus(path: Path, *, megabytes: int, seed: int = 29) -> Path:
    """A parquet file with one column, `text`: the same bytes of text for the same size and seed."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = make_texts(megabytes * 1_000_000, seed=seed)
        part = path.with_suffix(".part")
        pq.write_table(pa.table({"text": pa.array(texts, type=pa.large_string())}), part)
        part.replace(path)
    return path


def make_texts(size: int, *, seed: int) -> list[str]:
    """Documents of 2,000 to 4,000 characters, `size` characters in all."""
    draw = np.random.default_rng(seed)
    types = make_types(draw)
    capitals = np.array([word.capitalize() for word in types], dtype=object)
    steps = steps_of(TYPES)
    texts: list[str] = []
    while size > 0:
        running = make_text(types, capitals, steps, draw)
        edges = np.cumsum(draw.integers(2_000, 4_000, size=len(running) // 3_000)).tolist()
        for start, end in zip([0, *edges[:-1]], edges, strict=True):
            if size <= 0 or end > len(running):
                break
            text = running[start : min(end, start + size)]
            texts.append(text.translate(PLAIN) if len(texts) % 3 == 0 else text)
            size -= len(text)
    return texts


def steps_of(types: int) -> np.ndarray:
    """The share of all words that the first so many types have, for each."""
    ranks = np.arange(1, types + 1)
    weights = np.where(ranks < COMMON, 1 / (ranks + 2.7), COMMON**0.9 / ranks**1.9)
    return np.cumsum(weights / weights.sum())


def make_types(draw: np.random.Generator) -> np.ndarray:
    """The vocabulary by rank: syllables, more of them the rarer the word; repeats do no harm."""
    longest = np.clip(np.log10(np.arange(1, TYPES + 1)) * 0.85, 1, 5)
    syllables = np.maximum(1, np.round(draw.uniform(0.45, 1.0, TYPES) * longest)).astype(int)
    types = np.full(TYPES, "", dtype=object)
    for number in range(5):
        longer = np.flatnonzero(syllables > number)
        types[longer] += np.array(ONSETS, dtype=object)[draw.integers(0, len(ONSETS), len(longer))]
        types[longer] += np.array(VOWELS, dtype=object)[draw.integers(0, len(VOWELS), len(longer))]
    types += np.array(CODAS, dtype=object)[draw.integers(0, len(CODAS), TYPES)]
    foreign = draw.random(TYPES) < 1 / 60
    types[foreign] = [word.translate(FOREIGN) for word in types[foreign]]
    return types


def make_text(types: np.ndarray, capitals: np.ndarray, steps: np.ndarray, draw: np.random.Generator) -> str:
    """Half a million words of running text."""
    ranks = np.minimum(np.searchsorted(steps, draw.random(WORDS_AT_ONCE)), TYPES - 1)
    chosen = draw.choice(len(ENDINGS), size=WORDS_AT_ONCE, p=SHARES)
    opens = np.append(True, chosen[:-1] <= 1)
    words = np.where(opens | (draw.random(WORDS_AT_ONCE) < NAMES), capitals[ranks], types[ranks])
    numbers = np.flatnonzero(draw.random(WORDS_AT_ONCE) < NUMBERS)
    words[numbers] = [f"{number:,}" for number in draw.integers(1, 9_000, len(numbers)).tolist()]
    return "".join((words + np.array(ENDINGS, dtype=object)[chosen]).tolist())
