"""The frame of a chart: a title that says what is shown, a subtitle that says how it was counted, notes below.

The frame is a layout engine: whenever the figure is drawn, at whatever size, header and notes are wrapped to its width
and the Axes get the room between them. So nothing overlaps and nothing is cut, in a column as on a slide.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.text import Text

from analysis.charts import style, typeset
from analysis.charts.marks import Description, register
from analysis.charts.style import SIZES, Size

if TYPE_CHECKING:
    import pandas as pd

MARGIN = 0.08  # inches of white around everything
TITLE, NOTE = 1.2, 0.85  # sizes of title and note, as parts of the base size


class Frame(ConstrainedLayoutEngine):
    """Constrained layout between a wrapped header and wrapped notes."""

    def __init__(self) -> None:
        super().__init__(h_pad=0.05, w_pad=0.06, hspace=0.03, wspace=0.05)
        self.body = 0.0  # inches for Axes and their labels; 0 keeps the height of the figure
        self.header: list[tuple[Text, str]] = []
        self.footer: list[tuple[Text, str]] = []

    def write(self, figure: Figure, title: str, subtitle: str, notes: Sequence[str], font: float) -> None:
        """Set the texts; where they stand is decided when the figure is drawn."""
        for text, _ in (*self.header, *self.footer):
            text.remove()
        self.header = [
            (figure.text(0, 1, "", size=size, weight=weight, color=color, va="top", linespacing=1.15), line)
            for line, size, weight, color in (
                (title, TITLE * font, "bold", style.INK),
                (subtitle, font, "normal", style.SOFT),
            )
            if line
        ]
        self.footer = [
            (figure.text(0, 0, "", size=NOTE * font, color=style.SOFT, va="bottom", linespacing=1.15), note)
            for note in notes
            if note
        ]

    def place(self, figure: Figure) -> tuple[float, float]:
        """Wrap and place header and notes; the inches that they take above and below."""
        width, height = figure.get_size_inches()
        top = MARGIN
        for text, line in self.header:
            top = self._set(text, line, width, 1 - top / height) * height + top + 0.25 * float(text.get_fontsize()) / 72
        bottom = MARGIN
        for text, line in reversed(self.footer):
            bottom = self._set(text, line, width, bottom / height) * height + bottom
            bottom += 0.2 * float(text.get_fontsize()) / 72
        return (top if self.header else 0.0), (bottom if self.footer else 0.0)

    def _set(self, text: Text, line: str, width: float, y: float) -> float:
        """Write one wrapped text at height `y`; the part of the figure's height that it takes."""
        bold = text.get_fontweight() == "bold"
        points = 72 * (width - 2 * MARGIN) - 2
        text.set_text(typeset.wrap(line, points, float(text.get_fontsize()), bold=bold, lines=3 if bold else 6))
        text.set_position((MARGIN / width, y))
        figure = text.get_figure(root=True)
        assert figure is not None
        return float(text.get_window_extent().height / figure.bbox.height)

    def execute(self, fig: Figure) -> Any:
        """Header, notes, and between them matplotlib's constrained layout."""
        _, height = fig.get_size_inches()
        top, bottom = self.place(fig)
        self.set(rect=(0, bottom / height, 1, max(0.1, 1 - (top + bottom) / height)))
        return super().execute(fig)


def canvas(ax: Axes | None, size: str, *, body: float = 3.2) -> Axes:
    """The Axes to draw in: the reader's own, or those of a new figure with `body` inches for Axes and labels."""
    if ax is not None:
        return ax
    return canvases(size, rows=1, columns=1, body=body)[0]


def canvases(size: str, *, rows: int, columns: int, body: float, **options: Any) -> np.ndarray:
    """A new figure with a grid of Axes, flat in reading order, whose rows together are `body` inches high."""
    import matplotlib.pyplot as plt

    place = SIZES[size]
    figure, axes = plt.subplots(rows, columns, squeeze=False, figsize=(place.width, body + 1.0), **options)
    frame = Frame()
    figure.set_layout_engine(frame)
    frame.body = body
    return np.asarray(axes).ravel()


def finish(
    axes: Axes | Sequence[Axes] | np.ndarray,
    size: str,
    *,
    title: str,
    subtitle: str,
    notes: Sequence[str] = (),
    alt: str = "",
    caption_notes: Sequence[str] = (),
) -> None:
    """Write title, subtitle and notes, set the figure's height to fit them, and keep the description.

    In a figure of the reader's own the header stands above the Axes, wrapped to their width; notes go to the caption.
    """
    drawn = [axes] if isinstance(axes, Axes) else list(axes)
    figure = drawn[0].get_figure(root=True)
    assert figure is not None
    texts = [text.get_text() for text in figure.findobj(Text) if isinstance(text, Text)]
    notes = [note for note in (*notes, typeset.missing([*texts, title, subtitle, *notes])) if note]
    place, engine = SIZES[size], figure.get_layout_engine()
    if isinstance(engine, Frame) and engine.body:
        engine.write(figure, title, subtitle, notes, place.font)
        _resize(figure, engine, place)
    else:
        _crown(drawn[0], title, subtitle, place)
    caption = " ".join(sentence(part) for part in (title, subtitle, *notes, *caption_notes) if part)
    register(
        drawn,
        Description(title, caption, " ".join(sentence(part) for part in (alt or title, subtitle, *notes) if part)),
    )


def sentence(text: str) -> str:
    """`text` with a full stop, unless it ends in one.

    >>> sentence("3 documents"), sentence("How many?")
    ('3 documents.', 'How many?')
    """
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _resize(figure: Figure, engine: Frame, place: Size) -> None:
    """The height that header, body and notes need; a slide keeps its own."""
    if place is SIZES["slide"]:
        figure.set_size_inches(place.width, place.height)
        return
    top, bottom = engine.place(figure)
    figure.set_size_inches(place.width, top + engine.body + bottom)


def _crown(ax: Axes, title: str, subtitle: str, place: Size) -> None:
    """Title and subtitle above the reader's own Axes."""
    width = ax.get_window_extent().width / ax.get_figure(root=True).dpi * 72  # type: ignore[union-attr]
    below = typeset.wrap(subtitle, width, place.font, lines=3)
    gap = 4 + 1.3 * place.font * (below.count("\n") + 1) if below else 5
    ax.set_title(typeset.wrap(title, width, TITLE * place.font, bold=True), size=TITLE * place.font, pad=gap)
    ax.annotate(
        below, (0, 1), xytext=(0, 4), xycoords="axes fraction", textcoords="offset points",
        size=place.font, color=style.SOFT, va="bottom", linespacing=1.15,
    )  # fmt: skip


def counted(table: pd.DataFrame, *, documents: int | None = None) -> str:
    """Over what a table was counted: its documents and words, from `attrs`.

    >>> import pandas as pd
    >>> table = pd.DataFrame()
    >>> table.attrs = {"documents": 3, "words": 1290}
    >>> counted(table)
    '3 documents, 1,290 words'
    """
    total = table.attrs.get("documents", documents)
    words = table.attrs.get("words")
    parts = [style.plural(int(total), "document")] if total is not None else []
    return ", ".join([*parts, *([style.plural(int(words), "word")] if words is not None else [])])


def details(*parts: str) -> str:
    """The parts of a subtitle that say something, between middle dots.

    >>> details("3 documents", "", "95 % interval")
    '3 documents · 95 % interval'
    """
    return " · ".join(part for part in parts if part)


def empty(ax: Axes, sentence_: str) -> None:
    """An honest picture of nothing: one sentence in place of marks."""
    ax.set_axis_off()
    ax.text(0.0, 0.5, sentence_, transform=ax.transAxes, color=style.SOFT, va="center", wrap=False)
