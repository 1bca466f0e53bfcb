"""The explorer's module in a notebook: anywidget hosts it, the kernel answers it, a picture stands in for it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from analysis.exports.explorer_page import script, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PICTURE_DPI = 110
Answer = Callable[[Mapping[str, Any]], dict[str, Any]]


class View(anywidget.AnyWidget):
    """What the browser is told (`index`, `packs`) and what it tells (`selection`); questions go to `answer`."""

    _esm = script()
    _css = style()
    index = traitlets.Dict().tag(sync=True)
    packs = traitlets.List(traitlets.Bytes()).tag(sync=True)
    selection = traitlets.Unicode("").tag(sync=True)

    def __init__(self, answer: Answer, **values: Any) -> None:
        super().__init__(**values)

        def reply(_: View, question: Mapping[str, Any], __: Any) -> None:
            self.send({**answer(question), "asked": question.get("asked")})

        self.on_msg(reply)


def bundle(view: View, text: str, picture: bytes) -> dict[str, Any]:
    """What a notebook keeps of a view: live where a kernel runs, else the picture, in words where there is none.

    `text` must be the same in every run, since notebook tests compare it.
    """
    shown = view._repr_mimebundle_()
    live = shown[0] if isinstance(shown, tuple) else shown
    return {**(live or {}), "text/plain": text, "image/png": picture}


def png(figure: Figure) -> bytes:
    """A figure as the notebook's picture. The figure is closed, or the notebook would show it a second time."""
    import matplotlib.pyplot as plt

    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=PICTURE_DPI, metadata={"Software": None})
    plt.close(figure)
    return stream.getvalue()
