"""A chart's name, as typed, becomes the stem of file names that are safe on every system."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from analysis.errors import AnalysisError

LONGEST = (
    120  # bytes: leaves room for every ending, within the 255 of common file systems (143 where names are encrypted)
)
# Names of devices on Windows, and of the files that stand beside the charts.
RESERVED = {
    "claims",
    "claims-record",
    "order",
    "report",
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}


def safe_stem(name: str) -> str:
    """`name` as a file name without ending: letters, digits, `-` and `_`; other characters become `-`.

    Any change (a space, a slash, a dot, a cut) adds eight digits of the name's hash, so that two names meet in one file
    only if one of them is typed as the stem of the other. (Two that differ only in capitals are told when they are
    written.) A name with no letter or digit is refused.

    >>> safe_stem("04-themes-by-document")
    '04-themes-by-document'
    >>> safe_stem("Themes by document")
    'Themes-by-document-9ed82a0b'
    >>> safe_stem("../../etc/passwd")
    'etc-passwd-3754d6cb'
    """
    if not isinstance(name, str):
        raise AnalysisError(
            f"a name is text, not {type(name).__name__}", where="export", do='write export(ax, "my-chart", …)'
        )
    composed = unicodedata.normalize("NFC", name)
    safe = re.sub(r"-{2,}", "-", "".join(c if allowed(c) else "-" for c in composed)).strip("-")
    if not any(c.isalnum() for c in safe):
        raise AnalysisError("this name holds no letter or digit", where=repr(name), do='choose a name such as "themes"')
    if safe == name and len(safe.encode()) <= LONGEST and safe.casefold() not in RESERVED:
        return safe
    short = safe.encode()[: LONGEST - 9].decode(errors="ignore").rstrip("-")
    return f"{short}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def allowed(character: str) -> bool:
    """Letters with their marks, digits, `-` and `_`: nothing that a shell or a file system reads as syntax."""
    return (
        character in "-_"
        or unicodedata.category(character)[0] in "LN"
        or unicodedata.category(character) in ("Mn", "Mc")
    )
