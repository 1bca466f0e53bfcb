"""Bytes become text by rules that can be told in a sentence each; what is odd is counted and said."""

import pytest

from analysis.documents.encoding import decode, fixed_steps, is_binary

TEXT = "Größe “42” – naïve café 中国"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_with_and_without_its_mark(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert decoded.text == TEXT
    assert decoded.warnings == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
@pytest.mark.parametrize("order", ["-le", "-be"])
def test_utf_16_and_32_by_their_byte_order_mark(encoding: str, order: str) -> None:
    decoded = decode(("\ufeff" + TEXT).encode(encoding + order))
    assert decoded.text == TEXT
    assert decoded.warnings == (f"read as {encoding} by its byte order mark",)


def test_other_bytes_are_cp1252_with_a_count_of_the_odd_ones() -> None:
    decoded = decode("Größe “42” – café".encode("cp1252"))  # ö ß “ ” – é
    assert decoded.text == "Größe “42” – café"
    assert decoded.warnings == ("6 bytes are not UTF-8: read as cp1252",)


def test_a_single_odd_byte_is_one_byte() -> None:
    assert decode(b"caf\xe9").warnings == ("1 byte is not UTF-8: read as cp1252",)


def test_bytes_without_a_meaning_in_cp1252() -> None:
    decoded = decode(b"a\x81\x8db\xe9")
    assert decoded.text == "a\ufffd\ufffdbé"
    assert decoded.warnings[1] == "2 bytes have no meaning in cp1252: replaced by U+FFFD"


def test_what_the_user_states_wins_over_utf_8() -> None:
    assert decode("中国".encode("gb18030"), encoding="gb18030").text == "中国"
    assert decode("é".encode(), encoding="latin-1").text == "Ã©"


def test_what_the_user_states_must_fit() -> None:
    with pytest.raises(ValueError, match="ascii"):
        decode(b"\xe9", encoding="ascii")


@pytest.mark.parametrize("text", ["a\r\nb", "a\rb", "a\nb"])
def test_line_ends_become_lf(text: str) -> None:
    assert decode(text.encode()).text == "a\nb"


def test_nul_and_lone_surrogates_are_replaced_one_for_one() -> None:
    assert fixed_steps("a\x00b\ud800c") == ("a\ufffdb\ufffdc", ("2 NULs or lone surrogates replaced by U+FFFD",))
    assert decode(b"a\xed\xa0\x80b").text == "a\ufffdb"  # a surrogate written in UTF-8


def test_only_the_first_byte_order_mark_goes() -> None:
    assert fixed_steps("\ufeffa\ufeffb")[0] == "a\ufeffb"


def test_other_line_ends_and_format_characters_stay() -> None:
    text = "a\x85b\u2028c\u2029d\x0be\x0cf\u202eg\u200bh"
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("raw", "binary"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"text" * 100, True),
        (b"%PDF-1.7 named .txt", True),
        (b"PK\x03\x04 named .txt", True),
        (bytes(range(256)) * 4, True),
        ("text".encode("utf-16-le") * 9, True),  # without a mark, half of the bytes are NUL
        ("text".encode("utf-16"), False),
        (b"a single NUL \x00 in a long line of plain English text", False),
        (b"", False),
        ("中国 café".encode(), False),
        (b"caf\xe9 \x93quoted\x94", False),
        (b"colour \x1b[31mred\x1b[0m of a terminal", False),
    ],
)
def test_binary_files_are_known_by_their_mark_or_their_control_characters(raw: bytes, binary: bool) -> None:
    assert is_binary(raw) is binary


def test_a_text_that_is_not_western_is_read_and_doubted() -> None:
    foreign = "so many are no Western European text: save it as UTF-8, or state its encoding in metadata.csv"
    assert foreign in decode("Привет, мир".encode("cp1251")).warnings
    assert foreign not in decode("Où est le café ? Là-bas, à côté de l’école.".encode("cp1252")).warnings
