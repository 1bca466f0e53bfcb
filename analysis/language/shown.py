"""Text from documents made fit to be shown: no character that breaks XML, hides, or turns the line around."""

from __future__ import annotations

import re

# Not allowed in XML: most control characters, surrogates, U+FFFE and U+FFFF.
# Allowed but unfit to be shown: the other controls, bidirectional overrides and isolates, the invisible tag characters.
UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")  # soft hyphen, zero width space, word joiner, BOM


def shown(text: object) -> str:
    """`text` for a page: what cannot be shown is U+FFFD, what has no width is gone.

    >>> shown("a\\x00b\\u202ec\\u2060d")
    'a�b�cd'
    """
    return INVISIBLE.sub("", UNFIT.sub("\ufffd", str(text)))


def one_line(text: object, *, longest: int = 0) -> str:
    """`shown` on one line, white space collapsed; cut with an ellipsis beyond `longest` characters (0: never).

    >>> one_line("carbon\\n  peaking", longest=8)
    'carbon…'
    """
    line = " ".join(shown(text).split())
    return line if not longest or len(line) <= longest else line[: longest - 1].rstrip() + "…"
