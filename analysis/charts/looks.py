"""One theme, one look: its label, colour, marker and dashes, the same in every chart of the same theme file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.charts import style, typeset
from analysis.charts.frame import Frame

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Look:
    """How a theme is shown; marker and dashes tell it apart where colour cannot. `hollow` where all its marks are."""

    label: str
    color: str
    marker: str
    dashes: Any
    hollow: bool = False


def looks(table: pd.DataFrame) -> dict[str, Look]:
    """The look of each theme, in the order of the theme file, else of the table.

    >>> import pandas as pd
    >>> looks(pd.DataFrame({"theme": ["green", "cars"]}))["green"].color
    '#e09a22'
    """
    settings = table.attrs.get("settings") or {}
    labels: dict[str, str] = settings.get("labels") or {}
    present = [str(theme) for theme in table["theme"].unique()]
    themes = list(dict.fromkeys([*labels, *present]))
    colors = style.theme_colors(themes, settings.get("colors"))
    order = {theme: number for number, theme in enumerate(sorted(themes))}
    return {
        theme: Look(
            style.label(labels.get(theme) or theme, 40),
            colors[theme],
            style.MARKERS[order[theme] % len(style.MARKERS)],
            style.DASHES[order[theme] % len(style.DASHES)],
        )
        for theme in themes
    }


def key(
    ax: Axes, size: str, shown: Sequence[Look], *, line: bool = False, marker: str = "", hatches: Sequence[str] = (),
    lift: float = 0.3, stacked: bool = False,
) -> None:  # fmt: skip
    """A legend above the Axes, `lift` lines up, in as many columns as fit: markers, or boxes if `hatches` are given.

    `stacked` puts one below another, in the order of lanes that are drawn so.
    """
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    font = style.SIZES[size].font
    figure = ax.get_figure(root=True)
    assert figure is not None
    names = [line for label in ax.get_yticklabels() for line in label.get_text().split("\n")]
    room = (
        72 * figure.get_size_inches()[0] - max((typeset.text_width(name, font) for name in names), default=0) - 3 * font
    )
    labels = [typeset.fit(look.label, room - (5.2 if line else 4) * font, font) for look in shown]
    widest = max((typeset.text_width(label, font) for label in labels), default=0) + (4.8 if line else 3.6) * font
    columns = 1 if stacked else max(1, min(len(shown), int(room // widest)))
    lines = -(-len(shown) // columns)
    columns = -(-len(shown) // max(1, lines))
    frame = figure.get_layout_engine()
    if isinstance(frame, Frame):
        frame.body += max(0, lines - 1) * 1.45 * font / 72
    handles: list[Any] = [
        Line2D(
            [], [], color=look.color, linestyle=look.dashes if line else "none", marker=marker or look.marker,
            markersize=0.6 * font, markeredgecolor=style.shade(look.color, -0.25), label=label,
            markerfacecolor="white" if look.hollow else look.color,
        )
        for look, label in zip(shown, labels, strict=True)
    ]  # fmt: skip
    if hatches:
        handles = [
            Patch(facecolor=look.color, edgecolor="white", hatch=hatch, label=label)
            for look, hatch, label in zip(shown, hatches, labels, strict=True)
        ]
    ax.legend(
        # matplotlib fills columns first; people read lines first.
        handles=[handle for column in range(columns) for handle in handles[column::columns]], loc="lower left",
        bbox_to_anchor=(0, 1.01), ncols=columns, fontsize=font, borderpad=0, borderaxespad=lift,
        handlelength=3.6 if line else 1.2, handletextpad=0.5,
    )  # fmt: skip


def flags_note(table: pd.DataFrame, how: str = "Hollow") -> str:
    """What the hollow or hatched marks of a table mean, from its flags; '' where nothing is flagged.

    >>> import pandas as pd
    >>> flags_note(pd.DataFrame({"flag": ["", "fewer than 5 mentions"]}))
    'Hollow: fewer than 5 mentions.'
    """
    if "flag" not in table:
        return ""
    reasons = sorted({str(reason) for reason in table["flag"] if isinstance(reason, str) and reason})
    return f"{how}: {' or '.join(reasons)}." if reasons else ""
