"""Kernels work where nothing can be kept."""

import subprocess
import sys

import pytest
from numba.core import caching

from analysis.language.compiled import compiled


def test_without_a_folder_to_keep_it_in_a_kernel_is_compiled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching.CacheImpl, "_locator_classes", [])
    twice = compiled()(lambda number: 2 * number)
    assert twice(21) == 42
    assert compiled(["int64(int64)"])(lambda number: number + 1)(1) == 2


def test_a_kernel_is_kept_for_the_next_process() -> None:
    script = """
from analysis.language.words import words
from analysis.language.word_kernel import find_words
assert words("one word") and find_words.stats.cache_hits and not find_words.stats.cache_misses
"""
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
