"""Text that fits: how wide a line is, where it is broken or cut, and which font draws it."""

from __future__ import annotations

import functools
from collections.abc import Iterable

ROOM = 0.92  # the part of a width that text may take: on screen, glyphs are set to whole pixels and come out wider
COMPANY = 0.2  # the part of a width that the last line of several should fill
# Fonts looked for, in this order, when a label holds characters that DejaVu Sans cannot draw.
FALLBACK_FONTS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Noto Sans JP", "Source Han Sans SC", "WenQuanYi Micro Hei",
    "PingFang SC", "Hiragino Sans", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "Arial Unicode MS",
    "Noto Emoji", "Segoe UI Emoji", "Noto Sans", "Noto Sans Devanagari", "Noto Sans Thai",
)  # fmt: skip


@functools.cache
def fonts() -> tuple[str, ...]:
    """DejaVu Sans, then the fallback fonts that this machine has.

    >>> fonts()[0]
    'DejaVu Sans'
    """
    from matplotlib.font_manager import fontManager

    there = set(fontManager.get_font_names())
    return ("DejaVu Sans", *(name for name in FALLBACK_FONTS if name in there))


@functools.lru_cache(maxsize=4096)
def text_width(text: str, points: float, *, bold: bool = False) -> float:
    """Width of one line in points, as matplotlib's own font metrics give it.

    >>> 20 < text_width("mmm", 9) < 30
    True
    """
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=list(fonts()), size=points, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


def fit(text: str, width: float, points: float, *, bold: bool = False) -> str:
    """`text` cut with an ellipsis so that it is at most `width` points wide.

    >>> fit("a long name of a document", 42, 9)
    'a long…'
    """
    width *= ROOM
    if text_width(text, points, bold=bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        whole = text_width(text[:middle].rstrip() + "…", points, bold=bold) <= width
        low, high = (middle, high) if whole else (low, middle - 1)
    return text[:low].rstrip() + "…"


def wrap(text: str, width: float, points: float, *, bold: bool = False, lines: int = 3) -> str:
    """`text` broken at spaces into at most `lines` lines of `width` points; what does not fit ends in an ellipsis.

    No word is left alone on the last line, if narrower lines can give it company.

    >>> wrap("one two three four", 52, 9)
    'one two\\nthree four'
    """
    broken = _broken(text, width, points, bold, lines)
    if len(broken) < 2 or broken[-1].endswith("…"):
        return "\n".join(broken)
    for part in (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52):
        narrower = _broken(text, part * width, points, bold, lines + 1)
        if len(narrower) > len(broken):
            break
        broken = narrower
        if text_width(broken[-1], points, bold=bold) >= COMPANY * width:
            break
    return "\n".join(broken)


def _broken(text: str, width: float, points: float, bold: bool, lines: int) -> list[str]:
    broken: list[str] = []
    line = ""
    words = [word for word in text.split(" ") if word]  # not at no-break spaces
    for number, word in enumerate(words):
        longer = f"{line} {word}".strip()
        if not line or text_width(longer, points, bold=bold) <= ROOM * width:
            line = longer
            continue
        if len(broken) == lines - 1:
            return [*broken, fit(" ".join([line, *words[number:]]), width, points, bold=bold)]
        broken.append(fit(line, width, points, bold=bold))
        line = word
    return [*broken, fit(line, width, points, bold=bold)]


def missing(texts: Iterable[str]) -> str:
    """One sentence that names the font to install if a text holds characters that no font here can draw; else ''.

    >>> missing(["plain", "–€…"])
    ''
    """
    from matplotlib.font_manager import findfont, get_font

    known: set[int] = set()
    for family in fonts():
        known |= set(get_font(findfont(family)).get_charmap())
    lost = sorted(
        {character for text in texts for character in text if ord(character) not in known and character != "\n"}
    )
    if not lost:
        return ""
    names = " ".join(f"U+{ord(character):04X}" for character in lost[:3]) + (" …" if len(lost) > 3 else "")
    wanted = "an emoji font (Noto Emoji)" if all(ord(c) > 0x1F000 for c in lost) else "Noto Sans CJK SC and Noto Sans"
    return f"Shown as boxes, for want of a font: {names}. Install {wanted}."
