"""Words: the term rules, the spans, the columns and the counts."""

import subprocess
import sys

import numpy as np
import pytest

from analysis.language.words import Words, index_words, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \t\n…—", []),
        ("One two", [(0, 3, "one"), (4, 7, "two")]),
        ("can't can’t", [(0, 5, "can't"), (6, 11, "can't")]),
        ("China's China’s CHINA’S", [(0, 7, "china"), (8, 15, "china"), (16, 23, "china")]),
        ("the states' James’", [(0, 3, "the"), (4, 10, "states"), (12, 17, "james")]),
        ("it's its", [(0, 4, "it"), (5, 8, "its")]),
        ("low-carbon", [(0, 3, "low"), (4, 10, "carbon")]),
        ("710,000 3.5% U.S. e.g.", [(0, 7, "710,000"), (8, 11, "3.5"), (13, 16, "u.s"), (18, 21, "e.g")]),
        ("CO2 4x4 a_b _ __", [(0, 3, "co2"), (4, 7, "4x4"), (8, 11, "a_b")]),
        ("1990's", [(0, 4, "1990"), (5, 6, "s")]),  # WB11, WB12: a quote stands inside a number only between digits
        ("a:b a: b", [(0, 3, "a:b"), (4, 5, "a"), (7, 8, "b")]),
        ("Straße STRASSE", [(0, 6, "strasse"), (7, 14, "strasse")]),
        ("Zu\u0308rich Zürich", [(0, 7, "zürich"), (8, 14, "zürich")]),
        ("İzmir", [(0, 5, "i\u0307zmir")]),  # the dotted capital I folds to i and a combining dot, which NFC leaves
        ("\u2060\u2060T\u2060\u2060esla", [(2, 9, "tesla")]),
        ("Tesla\u2060\u2060 x", [(0, 5, "tesla"), (8, 9, "x")]),
        ("Tesla\u2060’\u2060s x", [(0, 9, "tesla"), (10, 11, "x")]),
        ("co\u00adoperate e\u200dx", [(0, 10, "cooperate"), (11, 14, "ex")]),
        ("中国 ok", [(0, 1, "中"), (1, 2, "国"), (3, 5, "ok")]),
        ("カタカナ ひら", [(0, 4, "カタカナ"), (5, 6, "ひ"), (6, 7, "ら")]),
        ("צה״ל צ'", [(0, 4, "צה״ל"), (5, 7, "צ'")]),  # WB7a; the typographic gershayim is a MidLetter
        ('צה"ל', [(0, 4, 'צה"ל')]),  # WB7b, WB7c
        ("🙂a🙂 🇩🇪x", [(1, 2, "a"), (6, 7, "x")]),
        ("  \u200dℹ", [(0, 4, "  ℹ")]),  # WB3d, WB4 and WB3c: spaces, joiner and pictograph are one segment
        ("a\r\nb\u2028c\x85d\x0ce", [(0, 1, "a"), (3, 4, "b"), (5, 6, "c"), (7, 8, "d"), (9, 10, "e")]),
        ("a\0b", [(0, 1, "a"), (2, 3, "b")]),
    ],
)
def test_words_of_one_text(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert words(text) == expected


def rows(found: Words, document: int) -> list[tuple[int, int, str]]:
    span = slice(*found.pointers[document : document + 2])
    terms = found.terms[found.ids[span]].tolist()
    return list(zip(found.starts[span].tolist(), found.ends[span].tolist(), terms, strict=True))


def test_columns() -> None:
    texts = ["Clean energy, clean air.", "", "…", "Energy’s é"]
    found = index_words(texts)
    assert found.terms.tolist() == ["air", "clean", "energy", "é"]
    assert found.ids.tolist() == [1, 2, 1, 0, 2, 3]
    assert found.pointers.tolist() == [0, 4, 4, 4, 6]
    assert rows(found, 3) == [(0, 8, "energy"), (9, 10, "é")]
    assert (found.terms.dtype, found.ids.dtype, found.pointers.dtype) == (object, np.int32, np.int64)
    assert (found.starts.dtype, found.ends.dtype) == (np.int32, np.int32)


def test_counts() -> None:
    counted = index_words(["b a b", "", "a c"]).counts()
    assert counted.toarray().tolist() == [[1, 2, 0], [0, 0, 0], [1, 0, 1]]
    assert counted.dtype == np.int64
    assert counted.format == "csr"
    assert counted.has_sorted_indices
    assert (counted.indices.dtype, counted.indptr.dtype) == (np.int32, np.int32)


@pytest.mark.parametrize("texts", [[], [""], ["", "…"]])
def test_nothing_to_count(texts: list[str]) -> None:
    found = index_words(texts)
    assert found.terms.tolist() == found.ids.tolist() == []
    assert found.counts().shape == (len(texts), 0)


def test_read_only_columns_count_as_well() -> None:
    found = index_words(["b a b", "a c"])
    for column in (found.ids, found.pointers):
        column.flags.writeable = False
    assert found.counts().toarray().tolist() == [[1, 2, 0], [1, 0, 1]]


def test_the_kernels_load_on_first_use_and_without_a_word() -> None:
    script = """
import sys
from analysis.language.words import index_words
from analysis.language.phrases import match_phrases
assert "numba" not in sys.modules
index_words(["One word", "wörd’s"]).counts()
assert "numba" in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
