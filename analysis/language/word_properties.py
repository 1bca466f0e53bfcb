"""What each character is to the word rules: one byte per code point, built from uniseg and kept as a file."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import unicodedata
from enum import IntEnum
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

CODE_POINTS = sys.maxunicode + 1


class Kind(IntEnum):
    """The values of the Unicode property Word_Break (UAX #29, table 3), as `uniseg.wordbreak.WordBreak` names them."""

    OTHER = 0
    CR = 1
    LF = 2
    NEWLINE = 3
    EXTEND = 4
    ZWJ = 5
    REGIONAL_INDICATOR = 6
    FORMAT = 7
    KATAKANA = 8
    HEBREW_LETTER = 9
    ALETTER = 10
    SINGLE_QUOTE = 11
    DOUBLE_QUOTE = 12
    MIDNUMLET = 13
    MIDLETTER = 14
    MIDNUM = 15
    NUMERIC = 16
    EXTENDNUMLET = 17
    WSEGSPACE = 18


KIND = 0b00011111
"""The bits of a property byte that hold the `Kind`."""
ALPHANUMERIC = 0b00100000
"""`str.isalnum`: a segment that holds one such character is a word."""
PICTOGRAPH = 0b01000000
"""The property Extended_Pictographic, which rule WB3c asks for."""


@cache
def word_properties() -> NDArray[np.uint8]:
    """For each code point its `Kind` with the bits `ALPHANUMERIC` and `PICTOGRAPH`: 1,114,112 bytes.

    Asking uniseg for every code point takes half a second, so the answer is kept beside the compiled kernels, in
    `__pycache__`: it belongs to this installation, is no source, and needs no place of its own. Where that folder
    cannot be written the table is built anew in each process. The file is keyed by the Unicode versions of uniseg
    (the rules) and of Python (letters and digits), and carries its SHA-256: a damaged one is built again.

    >>> properties = word_properties()
    >>> Kind(properties[ord("'")] & KIND).name, Kind(properties[ord("é")] & KIND).name
    ('SINGLE_QUOTE', 'ALETTER')
    >>> bool(properties[ord("中")] & ALPHANUMERIC), bool(properties[ord("☀")] & PICTOGRAPH)
    (True, True)
    """
    import uniseg

    versions = f"unicode-{uniseg.unidata_version}-letters-{unicodedata.unidata_version}"
    file = Path(__file__).parent / "__pycache__" / f"word-properties-{versions}.bin"
    return kept_table(file)


def kept_table(file: Path) -> NDArray[np.uint8]:
    """The table from its file; where there is none, or a damaged one, built and kept if the folder allows."""
    try:
        held = file.read_bytes()
    except OSError:
        held = b""
    if len(held) == CODE_POINTS + 32 and hashlib.sha256(held[:CODE_POINTS]).digest() == held[CODE_POINTS:]:
        return np.frombuffer(bytearray(held[:CODE_POINTS]), dtype=np.uint8)
    table = build_table()
    content = table.tobytes()
    _keep(file, content + hashlib.sha256(content).digest())
    return table


def build_table() -> NDArray[np.uint8]:
    """The table as uniseg and Python answer for every code point."""
    from uniseg.db import get_handle, get_value

    word_break, pictographic = get_handle("Word_Break"), get_handle("Extended_Pictographic")
    kinds = {kind.name: int(kind) for kind in Kind} | {"": int(Kind.OTHER)}
    numbers = {name: kinds[name.upper()] for name in {get_value(word_break, code) for code in range(CODE_POINTS)}}
    return np.array(
        [
            numbers[get_value(word_break, code)]
            | (ALPHANUMERIC if chr(code).isalnum() else 0)
            | (PICTOGRAPH if get_value(pictographic, code) else 0)
            for code in range(CODE_POINTS)
        ],
        dtype=np.uint8,
    )


def _keep(file: Path, content: bytes) -> None:
    """Write a file whole or not at all; a folder that cannot be written is no error."""
    try:
        file.parent.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.stem)
        with os.fdopen(handle, "wb") as output:
            output.write(content)
        Path(name).replace(file)
    except OSError:
        return
