"""Words against the rules of Unicode: the consortium's own test lines, and uniseg on any string."""

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from uniseg.emoji import extended_pictographic
from uniseg.wordbreak import word_boundaries, word_break

from analysis.language import word_properties
from analysis.language.word_properties import ALPHANUMERIC, KIND, PICTOGRAPH, Kind, kept_table
from analysis.language.words import index_words, term_of, words

EXCERPT = Path(__file__).parents[1] / "data" / "language" / "word_break_excerpt.txt"
INSTALLED = Path("/usr/share/unicode/auxiliary/WordBreakTest.txt")
Span = tuple[int, int]


def slow_words(text: str) -> list[tuple[int, int, str]]:
    """The same by another road: uniseg's segments, Python's letters and digits, no kernel."""
    found = []
    for start, end in pairwise([0, *word_boundaries(text)]):
        if any(character.isalnum() for character in text[start:end]):
            start += len(text[start:end]) - len(text[start:end].lstrip("\u2060"))
            end = start + len(text[start:end].rstrip("\u2060"))
            found.append((start, end, term_of(text[start:end])))
    return found


def lines(file: Path) -> Iterator[tuple[str, list[Span]]]:
    """Each test line as its text and its words: segments that hold a letter or a digit, less U+2060 at their ends."""
    for line in file.read_text(encoding="utf-8").splitlines():
        marks = line.partition("#")[0].strip()
        if marks:
            segments = [[chr(int(code, 16)) for code in part.split("×")] for part in marks.split("÷")[1:-1]]
            text, spans = "", []
            for characters in segments:
                segment = "".join(characters)
                if any(character.isalnum() for character in segment):
                    spans.append((len(text), len(text + segment.rstrip("\u2060"))))
                text += segment
            yield text, spans


def wrong_lines(file: Path) -> list[str]:
    return [ascii(text) for text, spans in lines(file) if [(start, end) for start, end, _ in words(text)] != spans]


def test_the_excerpt_of_the_consortium_s_lines() -> None:
    assert sum(1 for _ in lines(EXCERPT)) > 90
    assert wrong_lines(EXCERPT) == []


@pytest.mark.skipif(not INSTALLED.exists(), reason="WordBreakTest.txt is not installed (Debian: unicode-data)")
def test_every_line_of_the_consortium() -> None:
    assert sum(1 for _ in lines(INSTALLED)) >= 1_823
    assert wrong_lines(INSTALLED) == []  # none is decided otherwise by the newer Unicode of uniseg


# Every kind of character that a rule names, and its neighbours in UTF-8: one to four bytes each.
TELLING = (
    "a Zs1٣_‿.,:;'’\"·٫ \u3000\t\n\r\x0b\u2028\x85\0-—é\u0301\u0308\u0345\u00ad\u200d\u200b\u2060\ufeff\u200f"
    "אב״ЖмアカーﾞひらแกИ中国한글²½Ⅷ①ℹⓂ©☀❤\ufe0f👩🏽🚀🇩🇪🇫𝐀𝟗𠀀İıßŉǰẖﬃΣςſ�"
)
telling_texts = st.text(alphabet=TELLING, max_size=24)


@settings(max_examples=800, deadline=None)
@given(st.one_of(telling_texts, st.text(max_size=24), st.text(alphabet="aZ1'’.: _é\u2060s", max_size=24)))
def test_same_words_as_uniseg(text: str) -> None:
    assert words(text) == slow_words(text)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["a", " ", "1", "é", "a.", "b’s "]), st.integers(50, 135), telling_texts)
def test_the_same_wherever_a_block_of_bytes_ends(before: str, length: int, text: str) -> None:
    shifted = (before * length)[:length] + text
    assert words(shifted) == slow_words(shifted)


@settings(max_examples=120, deadline=None)
@given(st.lists(telling_texts, max_size=6), st.integers(0, 6), st.integers(1, 3))
def test_a_corpus_split_anywhere_counts_the_same(texts: list[str], cut: int, threads: int) -> None:
    whole = index_words(texts, threads=threads)
    parts = [index_words(texts[:cut]), index_words(texts[cut:])]
    spelled = [(part.terms[part.ids].tolist(), part.starts.tolist(), part.ends.tolist()) for part in parts]
    assert whole.terms.tolist() == sorted({term for part in parts for term in part.terms})
    assert whole.terms[whole.ids].tolist() == spelled[0][0] + spelled[1][0]
    assert whole.starts.tolist() == spelled[0][1] + spelled[1][1]
    assert whole.ends.tolist() == spelled[0][2] + spelled[1][2]
    assert np.diff(whole.pointers).tolist() == [len(words(text)) for text in texts]


def test_pairs_and_triples_of_telling_characters() -> None:
    texts = [one + two + three for one in TELLING for two in TELLING for three in "a1א \u200dカ🇩"]
    found = index_words(texts)
    for document, text in enumerate(texts[::7]):
        span = slice(*found.pointers[7 * document : 7 * document + 2])
        terms = found.terms[found.ids[span]].tolist()
        assert list(zip(found.starts[span].tolist(), found.ends[span].tolist(), terms, strict=True)) == slow_words(text)


def test_small_capitals_before_normalising_change_no_term() -> None:
    """The kernel makes A-Z small before the rest of the term rules: no combining mark may tell the difference."""
    marks = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me")]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    different = [
        letter + mark
        for mark in marks
        for letter in letters
        if term_of(letter + mark) != term_of(letter.lower() + mark)
    ]
    assert different == []


def test_the_table_says_what_uniseg_says() -> None:
    table = word_properties.word_properties()
    codes = [*range(0x3000), *range(0x3000, 0x110000, 97)]
    for code in codes:
        character = chr(code)
        assert Kind(table[code] & KIND).name == word_break(character).name
        assert bool(table[code] & ALPHANUMERIC) == character.isalnum()
        assert bool(table[code] & PICTOGRAPH) == extended_pictographic(character)


def test_the_table_is_kept_and_built_again_when_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = word_properties.word_properties()
    built = []
    monkeypatch.setattr(word_properties, "build_table", lambda: built.append(1) or expected)
    file = tmp_path / "folder" / "table.bin"
    for times in (1, 1):
        assert (kept_table(file) == expected).all()
        assert len(built) == times
    content = bytearray(file.read_bytes())
    content[65] ^= 1
    file.write_bytes(content)
    assert (kept_table(file) == expected).all()
    assert (len(built), sorted(path.name for path in file.parent.iterdir())) == (2, ["table.bin"])


def test_where_nothing_can_be_kept_the_table_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = word_properties.word_properties()
    monkeypatch.setattr(word_properties, "build_table", lambda: expected)
    (tmp_path / "file").write_text("no folder")
    assert (kept_table(tmp_path / "file" / "table.bin") == expected).all()
