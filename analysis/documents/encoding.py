"""Bytes become text: by byte order mark, as stated, as UTF-8, else as cp1252 and said aloud; nothing is detected."""

import codecs
import re
from dataclasses import dataclass

_MARKS = (  # the four bytes of UTF-32 LE begin with the two of UTF-16 LE
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_MARKS = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ\x90", b"\x1f\x8b", b"BZh9",
    b"\xd0\xcf\x11\xe0", b"PAR1", b"{\\rtf", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"RIFF", b"SQLite format 3",
)  # fmt: skip
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27, 30}) + b"\x7f"
_BINARY_SHARE = 0.05  # control characters among the first bytes; bytes drawn at random hold 11 %
_STRAY = 4  # control characters that even the shortest text may hold
_LOOKED_AT = 65_536
_FOREIGN, _FEW = 0.25, 8  # odd bytes: a share of them, and a number, that no text in cp1252 has

_REPLACED = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Decoded:
    """A text after the three fixed steps, the encoding it was read in, and what deserves a warning."""

    text: str
    encoding: str
    warnings: tuple[str, ...]


def decode(raw: bytes, *, encoding: str = "") -> Decoded:
    """Decode the bytes of a file; `encoding` is what the user states for it, "" if nothing.

    Raises ValueError where the bytes do not fit the stated encoding or the byte order mark.

    >>> decode("“café”".encode("cp1252")).text
    '“café”'
    >>> decode("“café”".encode("cp1252")).warnings
    ('3 bytes are not UTF-8: read as cp1252',)
    """
    text, used, warnings = _decode(raw, encoding)
    text, replaced = fixed_steps(text)
    return Decoded(text, used, (*warnings, *replaced))


def _decode(raw: bytes, encoding: str) -> tuple[str, str, tuple[str, ...]]:
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw.decode(name), name, () if name == "utf-8-sig" else (f"read as {name} by its byte order mark",)
    if encoding:
        return raw.decode(encoding), encoding, ()
    try:
        return raw.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        pass
    try:  # UTF-8 but for surrogates, which the fixed steps replace
        return raw.decode("utf-8", "surrogatepass"), "utf-8", ()
    except UnicodeDecodeError:
        odd = sum("\udc80" <= character <= "\udcff" for character in raw.decode("utf-8", "surrogateescape"))
    text = raw.decode("cp1252", "replace")
    count = f"{odd:,} byte is" if odd == 1 else f"{odd:,} bytes are"
    warnings = [f"{count} not UTF-8: read as cp1252"]
    if odd > max(_FOREIGN * len(raw), _FEW):
        warnings.append("so many are no Western European text: save it as UTF-8, or state its encoding in metadata.csv")
    if "\ufffd" in text:
        warnings.append(f"{text.count(chr(0xFFFD)):,} bytes have no meaning in cp1252: replaced by U+FFFD")
    return text, "cp1252", tuple(warnings)


def fixed_steps(text: str) -> tuple[str, tuple[str, ...]]:
    """The three fixed steps of an original: BOM gone, CRLF and CR become LF, NUL and lone surrogates U+FFFD.

    >>> fixed_steps("a\\r\\nb\\rc\\x00")
    ('a\\nb\\nc\\ufffd', ('1 NUL or lone surrogate replaced by U+FFFD',))
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" not in text and (text.isascii() or not _REPLACED.search(text)):
        return text, ()
    text, count = _REPLACED.subn("\ufffd", text)
    what = "NUL or lone surrogate" if count == 1 else "NULs or lone surrogates"
    return text, (f"{count:,} {what} replaced by U+FFFD",)


def is_binary(raw: bytes) -> bool:
    """Whether the bytes are no text: the mark of another format, or too many control characters.

    >>> is_binary(b"%PDF-1.7 ..."), is_binary("Ünïcode".encode("utf-16"))
    (True, False)
    """
    if raw.startswith(_BINARY_MARKS):
        return True
    if raw.startswith(tuple(mark for mark, _ in _MARKS)):
        return False
    head = raw[:_LOOKED_AT]
    # A few stray bytes in a short text are stray bytes.
    return len(head) - len(head.translate(None, _CONTROL)) > max(_BINARY_SHARE * len(head), _STRAY)
