"""A drawn figure as PNG, SVG and PDF bytes: the same for equal drawings, with its title and description inside."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import numpy as np

from analysis.charts.style import house
from analysis.errors import AnalysisError
from analysis.language.shown import UNFIT, one_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("png", "svg", "pdf")
DPI = 300
MOST_DRAWS = 10

# Beyond the house style, what a notebook's backend likes to set: nothing cut off or added, no local number format.
FIXED = {
    "savefig.bbox": "standard",
    "savefig.edgecolor": "white",
    "savefig.transparent": False,
    "savefig.orientation": "portrait",
    "axes.formatter.use_locale": False,
    "path.simplify": True,
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
}


def pictures(
    figure: Figure,
    formats: tuple[str, ...] = FORMATS,
    *,
    stem: str,
    title: str,
    alt: str,
    size: tuple[float, float] | None = None,
) -> dict[str, bytes]:
    """`figure` in each of `formats`; `size` in inches (width, height) for these pictures only.

    `stem` makes the ids of the SVG's title and description unique among charts that stand in one page.
    Rendered in memory, so that a label that cannot be drawn leaves older files alone; it raises AnalysisError.
    """
    from matplotlib import rc_context

    # Ticks are made when they are drawn, so the house style is on here as well, whatever the reader has set.
    with house(), rc_context(FIXED), sized(figure, size):  # type: ignore[arg-type]  # the stubs list names as literals
        try:
            with settled(figure):
                return {format: picture(figure, format, stem, one_line(title), one_line(alt)) for format in formats}
        except Exception as error:
            raise AnalysisError(
                f"this chart cannot be drawn: {one_line(error, longest=200)}",
                where=one_line(title),
                do="look for a label with mathematics in dollar signs; draw text from data with parse_math=False",
            ) from error


@contextmanager
def settled(figure: Figure) -> Iterator[None]:
    """`figure` with its layout at rest and held there.

    A layout is found by drawing, and each drawing starts from the one before. So it is drawn until nothing moves: then
    a chart that a notebook has shown, at whatever resolution, gives the same bytes as one that nobody has seen.
    """
    from matplotlib.transforms import Bbox

    engine, dpi = figure.get_layout_engine(), figure.get_dpi()
    figure.set_dpi(DPI)
    places = [ax.get_position(original=True).get_points() for ax in figure.axes]
    for _ in range(MOST_DRAWS):
        figure.draw_without_rendering()
        before, places = places, [ax.get_position(original=True).get_points() for ax in figure.axes]
        if np.allclose(before, places, rtol=0, atol=1e-9):
            break
    try:
        if engine is not None:
            figure.set_layout_engine(None)  # "none" would leave an engine, for which each save draws once more
            for ax, place in zip(figure.axes, places, strict=True):
                laid_out = ax.get_in_layout()
                ax.set_position(Bbox(np.round(place, 6)), which="original")
                ax.set_in_layout(laid_out)
        yield
    finally:
        figure.set_dpi(dpi)
        if engine is not None:
            figure.set_layout_engine(engine)


def picture(figure: Figure, format: str, stem: str, title: str, alt: str) -> bytes:
    """`figure` in one format, without date, user or program version."""
    metadata: dict[str, dict[str, Any]] = {
        "png": {"Title": title, "Description": alt, "Software": None},
        "svg": {"Date": None, "Creator": None, "Title": title},
        "pdf": {
            "CreationDate": None,
            "ModDate": None,
            "Producer": None,
            "Creator": None,
            "Title": title,
            "Subject": alt,
        },
    }
    stream = io.BytesIO()
    figure.savefig(stream, format=format, dpi=DPI, metadata=metadata[format])
    return read_aloud(stream.getvalue(), stem, alt) if format == "svg" else stream.getvalue()


def read_aloud(svg: bytes, stem: str, alt: str) -> bytes:
    """`svg` as one image with a name and a description for those who hear it, and nothing that is not XML."""
    ids = f"{stem}-title", f"{stem}-description"
    text = UNFIT.sub("\ufffd", svg.decode("utf-8"))
    text = text.replace("<svg ", f'<svg role="img" aria-labelledby="{ids[0]} {ids[1]}" ', 1)
    text = text.replace("<title>", f'<title id="{ids[0]}">', 1)
    return text.replace("</title>", f'</title>\n <desc id="{ids[1]}">{escape(alt)}</desc>', 1).encode("utf-8")


@contextmanager
def sized(figure: Figure, size: tuple[float, float] | None) -> Iterator[None]:
    """`figure` in another size, and as it was afterwards."""
    before = tuple(figure.get_size_inches())
    try:
        if size is not None:
            figure.set_size_inches(*size)
        yield
    finally:
        if size is not None:
            figure.set_size_inches(*before)
