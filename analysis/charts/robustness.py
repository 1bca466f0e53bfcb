"""The chart of a claim: what it comes to under every reasonable way to count, and which ways those are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.charts import style
from analysis.charts.frame import canvases, counted, details, empty, finish
from analysis.charts.marks import mark
from analysis.charts.names import called, document_names, facts_of
from analysis.charts.rows import keep_ticks, row_height
from analysis.charts.spoken_dates import say_date
from analysis.charts.style import SIZES, chart, number, plural
from analysis.measures.claims import claim
from analysis.measures.recounting import OTHER_WAY
from analysis.measures.uncertainty import FEW_MENTIONS, FEWEST_MENTIONS

WAYS = ("scheme", "tf_idf", "stopwords", "cleaning", "unit")
NAMES = {"scheme": "TF-IDF", "tf_idf": "TF-IDF", "stopwords": "stop words", "cleaning": "text", "unit": "rate per"}


@chart
def specification_curve(table: pd.DataFrame, *, size: str = "page") -> np.ndarray:
    """Every way to count of `robustness`, by its value: above the value, below the settings that make the way.

    Hollow where the claim does not hold, or where either side is mentioned too rarely to say. Two Axes: values,
    settings.

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
    told = style.label(_labelled(str(settings.get("claim", "the claim")), settings.get("labels") or {}), 120)
    if table.empty:
        below.set_axis_off()
        empty(above, "No way to count this claim.")
        finish(axes, size, title=f"“{told}” cannot be counted", subtitle=counted(table))
        return axes
    is_few = 0 < max(_mentions(table), default=FEWEST_MENTIONS) < FEWEST_MENTIONS
    rank = settings.get("kind") == "rank"
    rows = table.sort_values("value", ascending=not rank, kind="stable")
    for x, (_, row) in enumerate(rows.iterrows()):
        (point,) = above.plot(
            [x], [row["value"]], marker="o", markersize=0.75 * font, linestyle="none", color=style.PALETTE[0],
            markerfacecolor=style.PALETTE[0] if row["holds"] and not is_few else "white", markeredgewidth=1.2, zorder=3,
        )  # fmt: skip
        point.set_gid(mark(row, ways))
    _values_axis(above, rows["value"].to_numpy(dtype=float), rank=rank)
    short, value = _value_told(settings)
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
    verdict = f"holds in {held} of {plural(len(distinct), 'distinct count')}"
    mentions = _mentions_told(table)
    finish(
        axes, size,
        title=f"{_where(settings, facts_of(table))}“{told}” "
        + (f"rests on {mentions}, too few to say" if is_few else verdict),
        subtitle=details(
            "" if is_few else mentions,
            f"{plural(len(table), 'way')} to count give {plural(len(distinct), 'distinct count')}", value,
            _hollow(is_few, not table["holds"].all()),
            f"TF-IDF over {counted(table)}" if counted(table) else "",
        ),
        notes=_rests(table), alt=_alt(rows, f"“{told}” {verdict}", ways),
        caption_notes=[note for note in table.attrs.get("notes", ()) if not note.startswith(OTHER_WAY)],
    )  # fmt: skip
    return axes


def _mentions(table: pd.DataFrame) -> list[int]:
    return list(table.attrs.get("mentions") or [])


def _mentions_told(table: pd.DataFrame) -> str:
    """How often either side is mentioned.

    >>> table = pd.DataFrame()
    >>> table.attrs = {"mentions": [1, 0], "settings": {"claim": '"solar" > "coal"', "kind": "comparison"}}
    >>> _mentions_told(table)
    '1 mention of “solar” against none of “coal”'
    >>> table.attrs = {"mentions": [12, 3], "settings": {"claim": "cars falls between 2007 and 2019", "kind": "fall"}}
    >>> _mentions_told(table)
    '12 mentions in 2007 against 3 in 2019'
    """
    found = _mentions(table)
    if not found:
        return ""
    first, second = _sides(table.attrs["settings"])
    word = "of" if table.attrs["settings"].get("kind") == "comparison" else "in"
    against = f"{found[1]:,}" if found[1] else "none"
    return f"{plural(found[0], 'mention')} {word} {first} against {against} {word} {second}"


def _sides(settings: Mapping[str, Any]) -> tuple[str, str]:
    """What is compared, the side first that is said to be greater: themes or phrases, or the days of a change.

    >>> _sides({"claim": "clean-energy < cars", "labels": {"clean-energy": "Clean energy"}})
    ('cars', 'Clean energy')
    """
    said = claim(str(settings["claim"]), document=str(settings.get("document") or "") or None)
    if said.kind == "comparison":
        labels = settings.get("labels") or {}
        left, right = (re.sub(r'^"(.*)"$', r"“\1”", labels.get(side, side)) for side in (said.left, said.right))
        return left, right
    earlier, later = (say_date(date) for date in said.dates)
    return (later, earlier) if said.kind == "rise" else (earlier, later)


def _value_told(settings: Mapping[str, Any]) -> tuple[str, str]:
    """The name of the value's axis, and what the value is."""
    kind = settings.get("kind")
    if kind == "rank":
        return "rank", "rank by TF-IDF in the document; 0: the word weighs nothing"
    if kind not in ("comparison", "rise", "fall"):
        return "value", str(settings.get("value", ""))
    side, word = _sides(settings)[0], "of" if kind == "comparison" else "in"
    return f"share {word} {side}", f"share: weight {word} {side}, of the weight {word} both; the claim holds above 0.5"


def _hollow(is_few: bool, fails: bool) -> str:
    if is_few:
        return f"hollow: {FEW_MENTIONS} on either side"
    return "hollow: the claim does not hold" if fails else ""


def _where(settings: Mapping[str, Any], facts: pd.DataFrame | None = None) -> str:
    """The document that a claim is about; without one, it is about all of them.

    >>> _where({"document": "speech"}), _where({})
    ('In document speech: ', 'In all documents: ')
    """
    document = settings.get("document")
    if settings.get("kind") in ("rank", "rise", "fall"):
        return ""
    if not document:
        return "In all documents: "
    return f"In {called('document', document_names([document], facts, size='slide')[document])}: "


def _labelled(claim: str, labels: dict[str, str]) -> str:
    """The claim with the labels of its themes in place of their names.

    >>> _labelled("clean-energy > cars", {"clean-energy": "Clean energy"})
    'Clean energy > cars'
    """
    return re.sub(r'"([^"]*)"', r"‘\1’", " ".join(labels.get(word, word) for word in claim.split(" ")))


def _values_axis(ax: object, values: np.ndarray, *, rank: bool) -> None:
    """For a comparison 0 to 1 around the line at one half; for a ranking the first rank on top."""
    from matplotlib.axes import Axes
    from matplotlib.ticker import MaxNLocator

    assert isinstance(ax, Axes)
    ax.grid(axis="y")
    if rank:
        ax.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
        ax.set_ylim(1.08 * values.max() + 1, -0.08 * values.max() - 0.3)
        return
    reach = max(0.1, 1.15 * float(np.abs(values - 0.5).max()))
    ax.set_ylim(0.5 - reach, 0.5 + reach)
    ax.axhline(0.5, color=style.INK, linewidth=0.9, zorder=2)
    ax.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))  # so that 0.5 is one of them


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
    """Without which documents the claim would turn round, and whether single documents say the contrary."""
    other = [f"{note[0].upper()}{note[1:]}." for note in table.attrs.get("notes", ()) if note.startswith(OTHER_WAY)]
    turned = table.attrs.get("rests_on") or []
    if not turned:
        return other
    names = list(document_names(turned, facts_of(table)).values())
    said = style.join([called("document", name) for name in names])
    return [
        *other,
        f"Turns round without {said if len(names) <= 4 else 'any one of ' + plural(len(names), 'document')}.",
    ]


def _alt(rows: pd.DataFrame, verdict: str, ways: Sequence[str]) -> str:
    low, high = float(rows["value"].min()), float(rows["value"].max())
    failing = rows[~rows["holds"].astype(bool)]
    span = f"from {number(round(low, 3))} to {number(round(high, 3))}"
    text = f"Points {span}, one per way to count; {verdict}"
    if len(failing):
        first = failing.iloc[0]
        text += f". It fails, for example, with {style.join([f'{NAMES.get(way, way)} {first[way]}' for way in ways])}"
    return text
