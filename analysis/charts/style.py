"""How every chart looks: one palette, one type scale, three sizes, and labels that are safe to draw.

Looks live here, apart from drawing. The style is put on for the length of one chart call, so neither the reader's
own matplotlibrc nor the rcParams of a notebook change a chart, and no chart changes them.
"""

from __future__ import annotations

import functools
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, ParamSpec, TypeVar

from analysis.charts import typeset
from analysis.errors import AnalysisError

P = ParamSpec("P")
T = TypeVar("T")
SizeName = Literal["column", "page", "slide"]


@dataclass(frozen=True)
class Size:
    """A place where a chart is shown: inches, the base of the type scale in points, and how many rows read well."""

    width: float
    height: float
    font: float
    rows: int


SIZES: dict[str, Size] = {
    "column": Size(width=3.5, height=7.5, font=7.5, rows=24),
    "page": Size(width=6.9, height=9.0, font=9.0, rows=30),
    "slide": Size(width=13.333, height=7.5, font=15.0, rows=18),
}

# Seven hues whose lightness differs by at least 7 of 100 (so they stay apart in grey print) and which stay
# at least 20 apart in CIELAB under simulated protanopia, deuteranopia and tritanopia: tests measure both.
PALETTE = ("#14508c", "#e09a22", "#b23a55", "#48a48c", "#2b1a42", "#93c8f0", "#857c30")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DASHES = ("-", (0, (6, 2)), (0, (2, 1.5)), (0, (7, 2, 1.5, 2)), (0, (1, 1)), (0, (9, 3)), (0, (4, 1, 1, 1, 1, 1)))
INK, SOFT, FAINT, GRID = "#222222", "#5c5c5c", "#b9b9b9", "#e3e3e3"
LABEL_LIMIT = 60


@functools.cache
def _house() -> dict[str, Any]:
    from matplotlib import rc_params_from_file

    path = Path(__file__).with_name("house.mplstyle")
    settings: Any = rc_params_from_file(path, use_default_template=False)
    return dict(settings)


@contextmanager
def house(size: str = "page") -> Iterator[Size]:
    """The house style for the length of a `with`: matplotlib's defaults, then ours; the reader's settings return after.

    >>> import matplotlib
    >>> with house("slide") as place:
    ...     matplotlib.rcParams["font.size"] == place.font
    True
    """
    from matplotlib import rc_context, rcdefaults, rcParams

    place = size_of(size)
    # A glyph without a font is said once on the chart (see `missing`), not once per glyph on stderr.
    warnings.filterwarnings("ignore", message=r"Glyph \d+ .*missing from", category=UserWarning)
    with rc_context():
        rcdefaults()
        look: Any = {**_house(), "font.family": list(typeset.fonts()), "font.size": place.font}
        rcParams.update(look)
        yield place


def size_of(size: str) -> Size:
    """The named size; an unknown name is told which names there are."""
    if size not in SIZES:
        raise AnalysisError(f"no chart size is called {size!r}", where="size", do=f"use one of {', '.join(SIZES)}")
    return SIZES[size]


def chart(function: Callable[P, T]) -> Callable[P, T]:
    """A chart function that draws in the house style at its `size=`."""

    @functools.wraps(function)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> T:
        with house(str(kwargs.get("size", "page"))):
            return function(*args, **kwargs)

    return drawn


def theme_colors(themes: Iterable[str], chosen: Mapping[str, str] | None = None) -> dict[str, str]:
    """A colour per theme, by the themes' order in the alphabet: the same themes get the same colours everywhere.

    `chosen` are colours that the theme file states; they win where matplotlib can read them.

    >>> theme_colors(["green", "cars"])
    {'green': '#e09a22', 'cars': '#14508c'}
    >>> theme_colors(["green", "cars"], {"cars": "#000000"})["cars"]
    '#000000'
    """
    from matplotlib.colors import is_color_like

    names = list(dict.fromkeys(str(theme) for theme in themes))
    order = {theme: number for number, theme in enumerate(sorted(names))}
    stated = {theme: color for theme, color in (chosen or {}).items() if color and is_color_like(color)}
    return {theme: stated.get(theme, PALETTE[order[theme] % len(PALETTE)]) for theme in names}


def shade(color: str, lightness: float) -> tuple[float, float, float]:
    """`color` mixed with black (lightness < 0) or with white (> 0): -1 is black, 1 is white.

    >>> shade("#000000", 0.5)
    (0.5, 0.5, 0.5)
    """
    from matplotlib.colors import to_rgb

    goal = 1.0 if lightness > 0 else 0.0
    red, green, blue = (float(part + (goal - part) * abs(lightness)) for part in to_rgb(color))
    return red, green, blue


def luminance(color: Any) -> float:
    """Relative luminance by WCAG 2: 0 black, 1 white.

    >>> luminance("white")
    1.0
    """
    from matplotlib.colors import to_rgb

    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(color)]
    return round(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2], 10)


def text_on(color: Any) -> str:
    """Black or white, whichever reads better on `color` (the WCAG contrast crosses at luminance 0.179).

    >>> text_on("#14508c"), text_on("#93c8f0")
    ('white', 'black')
    """
    return "white" if luminance(color) < 0.179 else "black"


def label(text: object, limit: int = LABEL_LIMIT) -> str:
    """`text` as it may be drawn: no control, bidi or unpaired characters, white space collapsed, cut with an ellipsis.

    >>> label("from $5 to\\x00\\n  $6")
    'from $5 to $6'
    >>> label("\\u202eevil\\udcff")
    'evil\\ufffd'
    >>> len(label("x" * 1000))
    60
    """
    plain = str(text)
    # Nearly all names are plain, and a corpus has thousands of them.
    if plain and len(plain) <= limit and plain.isascii() and plain.isprintable() and plain == " ".join(plain.split()):
        return plain
    kept: list[str] = []
    marks = 0
    for character in str(text)[: 40 * limit]:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if category == "Cs" or ord(character) & 0xFFFE == 0xFFFE:
            kept.append("\ufffd")
        elif category in ("Cc", "Zl", "Zp", "Zs"):
            kept.append(" ")
        elif category != "Cf" and marks <= 2:
            kept.append(character)
    clean = " ".join("".join(kept).split()) or "(no name)"
    if len(clean) <= limit and len(str(text)) <= 40 * limit:
        return clean
    return clean[: limit - 1].rstrip() + "…"


def short_names(documents: Iterable[object], limit: int = LABEL_LIMIT) -> dict[str, str]:
    """A short, distinct label per document id: a trailing hash is dropped where the rest stays unique.

    >>> short_names(["000_e24a81e5e0c803f7", "001_4158e7f7f2b05cee"])
    {'000_e24a81e5e0c803f7': '000', '001_4158e7f7f2b05cee': '001'}
    >>> list(short_names(["a" * 70 + "1", "a" * 70 + "2"]).values())[1][-5:]
    'a…(2)'
    """
    import re

    ids = list(dict.fromkeys(str(document) for document in documents))
    bare = [re.sub(r"(?<=.)[ _.-]+[0-9a-f]{8,}$", "", document) for document in ids]
    names = bare if len(set(bare)) == len(ids) else ids
    shown: dict[str, str] = {}
    taken: dict[str, int] = {}
    for document, name in zip(ids, names, strict=True):
        short = label(name, limit)
        taken[short] = taken.get(short, 0) + 1
        if taken[short] > 1:
            tail = f"…({taken[short]})"
            short = short.rstrip("…")[: limit - len(tail)] + tail
        shown[document] = short
    return shown


def number(value: float) -> str:
    """A number for people: whole ones with thousands, others with three significant digits.

    >>> number(1234567), number(0.012345), number(31.26), number(0)
    ('1,234,567', '0.0123', '31.3', '0')
    """
    if value != value:
        return "unknown"
    if float(value).is_integer() or abs(value) >= 1000:
        return f"{value:,.0f}".replace("-", "−")
    return f"{value:.3g}".replace("-", "−")


def plural(count: float, noun: str, nouns: str = "") -> str:
    """The count with its noun.

    >>> plural(1, "document"), plural(1234, "document"), plural(2, "theme")
    ('1 document', '1,234 documents', '2 themes')
    """
    return f"{number(count)} {noun if count == 1 else nouns or noun + 's'}"


def join(parts: Sequence[str]) -> str:
    """Parts as a list in words.

    >>> join(["a"]), join(["a", "b"]), join(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else list(parts))
