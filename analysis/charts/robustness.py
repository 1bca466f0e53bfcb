"""The chart of a claim: what it comes to under every reasonable way to count, and which ways those are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.charts import style
from analysis.charts.frame import canvases, counted, details, empty, finish
from analysis.charts.marks import mark
from analysis.charts.names import called, document_names, facts_of
from analysis.charts.rows import keep_ticks, row_height
from analysis.charts.style import SIZES, chart, number, plural

WAYS = ("scheme", "tf_idf", "stopwords", "cleaning", "unit")
VALUES = {
    "comparison": ("part of the left side", "what the left side weighs, of both sides; above 0.5 the claim holds"),
    "rise": ("later share", "the later weight, of both; above 0.5 the claim holds"),
    "fall": ("earlier share", "the earlier weight, of both; above 0.5 the claim holds"),
    "rank": ("rank", "rank in the document, 0 for none"),
}
NAMES = {"scheme": "TF-IDF", "tf_idf": "TF-IDF", "stopwords": "stop words", "cleaning": "text", "unit": "rate per"}


@chart
def specification_curve(table: pd.DataFrame, *, size: str = "page") -> np.ndarray:
    """Every way to count of `robustness`, by its value: above the value, below the settings that make the way.

    Filled where the claim holds, hollow where it does not. Two Axes: values, settings.

    >>> table = pd.DataFrame({"scheme": ["sklearn", "tidytext"], "unit": ["word", "word"], "value": [0.6, 0.4],
    ...                       "holds": [True, False]})
    >>> above, below = specification_curve(table)
    >>> [line.get_gid() for line in above.lines if line.get_gid()]
    ['scheme=tidytext;unit=word', 'scheme=sklearn;unit=word']
    """
    ways = [column for column in WAYS if column in table.columns]
    options = [(way, option) for way in ways for option in table[way].unique()]
    font, below_height = SIZES[size].font, row_height(size) * 0.85 * (len(options) + 0.6 * len(ways))
    above_height = {"column": 1.7, "page": 2.2, "slide": 2.6}[size]
    axes = canvases(
        size, rows=2, columns=1, body=above_height + below_height, sharex=True,
        gridspec_kw={"height_ratios": [above_height, max(below_height, 0.3)]},
    )  # fmt: skip
    above, below = axes
    settings = table.attrs.get("settings") or {}
    claim = style.label(_labelled(str(settings.get("claim", "the claim")), settings.get("labels") or {}), 120)
    if table.empty:
        below.set_axis_off()
        empty(above, "No way to count this claim.")
        finish(axes, size, title=f"“{claim}” cannot be counted", subtitle=counted(table))
        return axes
    rank = settings.get("kind") == "rank"
    rows = table.sort_values("value", ascending=not rank, kind="stable")
    for x, (_, row) in enumerate(rows.iterrows()):
        (point,) = above.plot(
            [x], [row["value"]], marker="o", markersize=0.75 * font, linestyle="none", color=style.PALETTE[0],
            markerfacecolor=style.PALETTE[0] if row["holds"] else "white", markeredgewidth=1.2, zorder=3,
        )  # fmt: skip
        point.set_gid(mark(row, ways))
    _values_axis(above, rows["value"].to_numpy(dtype=float), rank=rank)
    short, value = VALUES.get(str(settings.get("kind")), ("value", str(settings.get("value", ""))))
    above.set_ylabel(short)
    above.tick_params(axis="x", length=0, labelbottom=False)
    _settings_grid(below, font, rows, options)
    for ax in axes:
        keep_ticks(ax, size)
        ax.spines["bottom"].set_visible(False)
    below.tick_params(axis="y", length=0)
    below.tick_params(axis="x", length=0, labelbottom=False)
    distinct = table.drop_duplicates("distinct") if "distinct" in table else table.drop_duplicates("value")
    held = int(distinct["holds"].sum())
    finish(
        axes, size,
        title=f"{_where(settings, facts_of(table))}“{claim}” holds in {held} of "
        f"{plural(len(distinct), 'distinct count')}",
        subtitle=details(
            counted(table), f"{plural(len(table), 'way')} to count, ways of equal value count once", value,
            "filled: the claim holds, hollow: it does not",
        ),
        notes=_rests(table), alt=_alt(rows, held, len(distinct), ways), caption_notes=table.attrs.get("notes", ()),
    )  # fmt: skip
    return axes


def _where(settings: Mapping[str, Any], facts: pd.DataFrame | None = None) -> str:
    """The document that a claim is about; without one, it is about all of them.

    >>> _where({"document": "speech"}), _where({})
    ('In document speech: ', 'In all documents: ')
    """
    document = settings.get("document")
    if settings.get("kind") == "rank":
        return ""
    if not document:
        return "In all documents: "
    return f"In {called('document', document_names([document], facts)[document])}: "


def _labelled(claim: str, labels: dict[str, str]) -> str:
    """The claim with the labels of its themes in place of their names.

    >>> _labelled("clean-energy > cars", {"clean-energy": "Clean energy"})
    'Clean energy > cars'
    """
    return " ".join(labels.get(word, word) for word in claim.split(" "))


def _values_axis(ax: object, values: np.ndarray, *, rank: bool) -> None:
    """For a comparison 0 to 1 around the line at one half; for a ranking the first rank on top."""
    from matplotlib.axes import Axes
    from matplotlib.ticker import MaxNLocator

    assert isinstance(ax, Axes)
    ax.grid(axis="y")
    if rank:
        ax.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
        ax.set_ylim(1.08 * values.max() + 1, -0.08 * values.max())
        return
    reach = max(0.1, 1.15 * float(np.abs(values - 0.5).max()))
    ax.set_ylim(0.5 - reach, 0.5 + reach)
    ax.axhline(0.5, color=style.INK, linewidth=0.9, zorder=2)
    ax.yaxis.set_major_locator(MaxNLocator(nbins=5))


def _settings_grid(ax: object, font: float, rows: pd.DataFrame, options: Sequence[tuple[str, object]]) -> None:
    """A row per option, a dot where a way uses it; the options of a setting stand together."""
    from matplotlib.axes import Axes

    assert isinstance(ax, Axes)
    ys, y, last = [], 0.0, None
    for way, _ in options:
        y += 1.6 if last not in (None, way) else 1.0
        ys.append(y)
        last = way
    for place, (way, option) in zip(ys, options, strict=True):
        used = rows[way].to_numpy() == option
        xs = np.arange(len(rows))
        ax.plot(xs, np.full(len(xs), place), linestyle="none", marker="o", markersize=0.33 * font, color=style.GRID)
        ax.plot(
            xs[used], np.full(used.sum(), place), linestyle="none", marker="o", markersize=0.45 * font, color=style.SOFT
        )
    ax.set_yticks(ys, [f"{NAMES.get(way, way)}: {style.label(option, 30)}" for way, option in options])
    ax.set_ylim((ys[-1] if ys else 1) + 0.7, 0.2)
    ax.spines["left"].set_visible(False)


def _rests(table: pd.DataFrame) -> list[str]:
    """Without which documents the claim would turn round."""
    turned = table.attrs.get("rests_on") or []
    if not turned:
        return []
    names = list(document_names(turned, facts_of(table)).values())
    said = style.join([called("document", name) for name in names])
    return [f"Turns round without {said if len(names) <= 4 else 'any one of ' + plural(len(names), 'document')}."]


def _alt(rows: pd.DataFrame, held: int, distinct: int, ways: Sequence[str]) -> str:
    low, high = float(rows["value"].min()), float(rows["value"].max())
    failing = rows[~rows["holds"].astype(bool)]
    span = f"from {number(round(low, 3))} to {number(round(high, 3))}"
    text = f"Points {span}, one per way to count; {held} of {plural(distinct, 'distinct count')} hold"
    if len(failing):
        first = failing.iloc[0]
        text += f". It fails, for example, with {style.join([f'{NAMES.get(way, way)} {first[way]}' for way in ways])}"
    return text
