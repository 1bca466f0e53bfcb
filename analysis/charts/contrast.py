"""The chart of keyness: how often a word occurs, and how much more often on one side than on the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullFormatter

from analysis.charts import style, typeset
from analysis.charts.aside import in_data, page_of, settle, step_aside
from analysis.charts.frame import canvas, counted, details, empty, finish
from analysis.charts.labels import place_labels
from analysis.charts.looks import flags_note
from analysis.charts.marks import keys_of, mark, rows_of
from analysis.charts.names import called, document_names, facts_of
from analysis.charts.rows import keep_ticks, tick
from analysis.charts.stamps import Stamp
from analysis.charts.style import SIZES, chart, label, number, plural
from analysis.charts.terms import variant

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIDES = (style.PALETTE[0], style.PALETTE[2])
MOST = 300  # words drawn
MOST_NAMED = 3  # documents of a side
CROWD = 9  # words at one place: more of them, all as frequent and as typical, say nothing apart


@chart
def term_contrast(table: pd.DataFrame, *, n: int = 24, ax: Axes | None = None, size: str = "page") -> Axes:
    """Words of `contrast`: how often on both sides (across), and how much more on one (up: the target; down: the rest).

    The 300 words with the highest |G²| are drawn, the rarest left out where too many would share a place; the `n`
    highest are named as far as they have room, each with its interval. Hollow: flagged. Pale: adjusted p of 0.05 or
    more. Words at one place stand side by side.

    >>> table = pd.DataFrame({"term": ["a", "b"], "count": [9, 1], "reference": [1, 9], "log_ratio": [3.2, -3.2],
    ...     "low": [1.0, -5.0], "high": [5.0, -1.0], "g2": [7.0, -7.0], "p": [0.01, 0.01], "flag": ["", ""]})
    >>> [point.get_gid() for point in term_contrast(table).lines if point.get_gid()]
    ['term=a', 'term=b']
    """
    ax = canvas(ax, size, body={"column": 3.6, "page": 5.0, "slide": 5.4}[size])
    names = _names(table)
    if table.empty:
        empty(ax, "No words to compare.")
        finish(ax, size, title="No words to compare", subtitle=counted(table))
        return ax
    strong, rare = _strongest(table)
    xs = (strong["count"] + strong["reference"]).to_numpy(dtype=float)
    named = min(n, {"column": 12, "page": n, "slide": 16}[size], len(strong))
    _axes(ax, size, xs, strong, named, names)
    shown = f"{len(strong)} of {plural(len(table), 'word')} with the highest G²" if len(strong) < len(table) else ""
    above = f" among those of {rare} mentions or more" if rare and shown else ""
    strong, everywhere = _without_common_flags(strong, names)
    title = _title(_without_common_flags(table, names)[0], names)
    doubtful = strong["p"] >= 0.05 if "p" in strong else pd.Series(False, index=strong.index)
    none = "No word is sure: every adjusted p is 0.05 or more."
    pale = none if doubtful.all() else "Pale: adjusted p of 0.05 or more." if doubtful.any() else ""
    finish(
        ax, size, title=title,
        subtitle=details(
            _sizes(table), shown + above, "grey lines: 95\u00a0% interval of the words named", variant(table)
        ),
        notes=[
            _one_sided(table, names), *everywhere, flags_note(strong), pale, "Words at one place stand side by side."
        ],
        alt=f"Points, one per word: how often, and how much more often on one side. {title}. "
        f"Most typical of {names[0]}: {_first(strong, 1)}; of {names[1]}: {_first(strong, -1)}",
        caption_notes=table.attrs.get("notes", ()),
    )  # fmt: skip
    xs = _points(ax, size, xs, strong, keys_of(table))
    _name(ax, size, xs, strong, named)
    return ax


def _strongest(table: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The words to draw, most typical first, and how many mentions they have at least, if rarer ones were left out."""
    total = table["count"] + table["reference"]
    for least in range(1, int(total.max()) + 1):
        frequent = table[total >= least]
        strong = frequent.iloc[np.argsort(-np.abs(frequent["g2"].to_numpy()), kind="stable")[:MOST]]
        crowd = strong.groupby(["count", "reference"]).size().max()
        # Few words are all drawn, however they crowd.
        if crowd <= CROWD or (total >= least + 1).sum() < 2 * CROWD:
            break
    return strong, least if least > 1 else 0


def _without_common_flags(strong: pd.DataFrame, names: tuple[str, str]) -> tuple[pd.DataFrame, list[str]]:
    """A flag that every word of one side has tells no word from another: it is said once and not drawn."""
    if "flag" not in strong:
        return strong, []
    said, flags, up = [], strong["flag"].fillna(""), strong["g2"] >= 0
    for side, name in ((up, names[0]), (~up, names[1])):
        held = set(flags[side])
        if side.sum() > 1 and len(held) == 1 and held != {""}:
            said.append(f"Every word that is more frequent in {name}: {held.pop()}.")
            flags = flags.mask(side, "")
    return strong.assign(flag=flags), said


def _axes(ax: Axes, size: str, xs: np.ndarray, strong: pd.DataFrame, named: int, names: tuple[str, str]) -> None:
    """Frequency across, log ratio up as times more or less, and which side is which."""
    font = SIZES[size].font
    ax.axhline(0, color=style.INK, linewidth=0.8, zorder=2)
    ax.set_xscale("log", subs=[2, 5])
    ax.set_xlim(0.6 * xs.min(), 1.6 * xs.max())
    ends = strong[["low", "high"]].head(named).to_numpy(dtype=float)
    most = float(np.abs(strong["log_ratio"].to_numpy()).max())
    # The intervals of the words named must end within the chart, unless one of them reaches absurdly far.
    reach = max(1.35 * most + 0.5, min(1.05 * float(np.abs(ends).max()), 2 * most))
    found = strong["log_ratio"].to_numpy(dtype=float)
    # A side with few words has no more room than they and their intervals need.
    down, up = (max(0.25 * reach, min(reach, 1.35 * float(max(0.0, *sign * found)))) for sign in (-1, 1))
    ax.set_ylim(-down, up)
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value)))
    # Over up to two decades 1, 2, 5, 10 …; beyond, the powers of ten alone.
    wide = xs.max() / xs.min() > (30 if size == "column" else 150)
    ax.xaxis.set_minor_formatter(NullFormatter() if wide else FuncFormatter(lambda value, _: tick(value)))
    ax.yaxis.set_major_locator(MaxNLocator(nbins=10, integer=True, steps=[1, 2, 5, 10]))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: times(value)))
    ax.grid(axis="y")
    ax.set_xlabel("mentions on both sides (log scale)", loc="left")
    room = 0.7 * 72 * {"column": 3.6, "page": 5.0, "slide": 5.4}[size]
    asked = f"rate in {names[0]} beside {names[1]}"
    fits = typeset.text_width(asked, font) <= room
    ax.set_ylabel(asked if fits else "rate, compared with the other side", loc="bottom")
    keep_ticks(ax, size)
    for y, side, va in ((1, names[0], "top"), (0, names[1], "bottom")):
        text = typeset.fit(f"more in {side}", 0.5 * 72 * SIZES[size].width, font)
        ax.annotate(
            text, (1, y), xytext=(0, -2 if y else 2), xycoords="axes fraction", textcoords="offset points", ha="right",
            va=va, color=SIDES[1 - y], weight="bold",
        )  # fmt: skip


def _points(
    ax: Axes, size: str, xs: np.ndarray, strong: pd.DataFrame, keys: Sequence[str]
) -> np.ndarray:  # fmt: skip
    """A mark per word, beside the one that has its place; where each stands across."""
    font = SIZES[size].font * (0.42 if len(strong) > 80 else 0.6)
    ys = strong["log_ratio"].to_numpy(dtype=float)
    settle(ax)
    page = page_of(ax, xs, ys)
    moves = step_aside(page, font + 1.0, axis=0)
    page[:, 0] += moves
    xs = np.where(moves == 0, xs, in_data(ax, page)[:, 0])
    stamps: dict[tuple[bool, bool, bool], Stamp] = {}
    unsure = bool((strong["p"] >= 0.05).all()) if "p" in strong else False
    for x, y, row in zip(xs, ys, rows_of(strong), strict=True):
        look = row["g2"] >= 0, bool(row.get("flag")), unsure or row.get("p", 0) < 0.05
        if look not in stamps:
            stamps[look] = _stamp(ax, font, *look)
        stamps[look].put(x, y, mark(row, keys))
    return xs


def _stamp(ax: Axes, font: float, up: bool, flagged: bool, sure: bool) -> Stamp:
    # Pale marks are opaque and lie behind: see-through ones would add up to what looks sure.
    color = SIDES[0 if up else 1] if sure else _pale(SIDES[0 if up else 1])
    return Stamp(
        ax, marker="o" if up else "s", markersize=font, color=color, markerfacecolor="white" if flagged else color,
        markeredgewidth=0.9, zorder=3 if sure else 2.5,
    )  # fmt: skip


def _pale(color: str) -> tuple[float, ...]:
    from matplotlib.colors import to_rgb

    return tuple(0.4 * part + 0.6 for part in to_rgb(color))


def _name(ax: Axes, size: str, xs: np.ndarray, strong: pd.DataFrame, named: int) -> None:
    """The names of the first words, each with its interval; one whose interval would lie on another's has no name."""
    apart, across = 0.5 * SIZES[size].font, page_of(ax, xs, np.zeros(len(xs)))[:, 0]
    ends = strong[["low", "high"]].to_numpy(dtype=float)
    chosen: list[int] = []
    # Sure words are named first: a name says that there is something to see.
    for place in np.argsort(~_is_sure(strong).to_numpy()[:named], kind="stable").tolist():
        near = [other for other in chosen if abs(across[place] - across[other]) < apart]
        if all(ends[place, 1] < ends[other, 0] or ends[place, 0] > ends[other, 1] for other in near):
            chosen.append(place)
    order = [*chosen, *(place for place in range(len(xs)) if place not in set(chosen))]
    rows, xs = strong.iloc[order], xs[order]
    words = [label(term, 24) for term in rows["term"].head(len(chosen))]
    placed = place_labels(ax, size, xs, rows["log_ratio"].to_numpy(dtype=float), words)
    for x, word, row in zip(xs, words, rows_of(rows), strict=False):
        if word in placed:
            ax.plot([x, x], [row["low"], row["high"]], color=style.FAINT, linewidth=0.1 * SIZES[size].font, zorder=1)


def times(log_ratio: float) -> str:
    """A log ratio as people say it: how many times the rate.

    >>> times(3), times(0), times(-1), times(0.5), times(10)
    ('8× more', 'same', '2× less', '1.4× more', '1,024× more')
    """
    if abs(log_ratio) < 1e-9:
        return "same"
    rate = 2 ** abs(log_ratio)
    return f"{f'{rate:.2g}' if rate < 100 else f'{rate:,.0f}'}× {'less' if log_ratio < 0 else 'more'}"


def _names(table: pd.DataFrame) -> tuple[str, str]:
    """The names of the two sides."""
    settings, facts = table.attrs.get("settings") or {}, facts_of(table)
    target, reference = settings.get("target"), settings.get("reference")
    rest = _side(reference, "the rest", facts)
    if rest == "the rest" and isinstance(target, list) and facts is not None:
        others = [document for document in facts.index if document not in set(target)]
        rest += f", {_many(others, facts)}" if len(others) > MOST_NAMED else ""
    return _side(target, "the target", facts), rest


def _title(table: pd.DataFrame, names: tuple[str, str]) -> str:
    """The surest word of the target, if one is sure."""
    more = table[table["g2"] > 0]
    sure = more[_is_sure(more)]
    if sure.empty:
        return f"No word is {'sure to be ' if len(more) else ''}more frequent in {names[0]} than in {names[1]}"
    top = sure.iloc[int(sure["g2"].to_numpy().argmax())]
    said = f"“{label(top['term'], 24)}” is most typical of {names[0]}"
    often = f"{plural(int(top['count']), 'mention')} against {number(top['reference']) if top['reference'] else 'none'}"
    if not top["reference"]:
        return f"{said}: {often} in {names[1]}"
    return f"{said}: {times(float(top['log_ratio'])).removesuffix(' more')} the rate of {names[1]} ({often})"


def _is_sure(table: pd.DataFrame) -> pd.Series:
    """Rows that nothing flags and whose adjusted p is below 0.05."""
    sure = pd.Series(True, index=table.index)
    if "flag" in table:
        sure &= table["flag"].fillna("") == ""
    return sure & (table["p"] < 0.05) if "p" in table else sure


def _side(described: object, otherwise: str, facts: pd.DataFrame | None = None) -> str:
    """The name of a side, from how the table describes it."""
    if isinstance(described, str) and described:
        return label(described, 40)
    if isinstance(described, dict) and described:
        values = [str(value) for held in described.values() for value in (held if isinstance(held, list) else [held])]
        return label(style.join(values), 40)
    if isinstance(described, list) and described:
        if len(described) > MOST_NAMED:
            return _many(described, facts)
        return style.join([called("document", name) for name in document_names(described, facts).values()])
    return otherwise


def _many(documents: Sequence[str], facts: pd.DataFrame | None) -> str:
    """How many documents, and the years that they are of.

    >>> facts = pd.DataFrame({"earliest": pd.to_datetime(["1990", "1992", "1991"]),
    ...                       "latest": pd.to_datetime(["1990", "1992", "1991"])}, index=["a", "b", "c"])
    >>> _many(["a", "b", "c"], facts)
    '3 documents of 1990–1992'
    """
    said = plural(len(documents), "document")
    if facts is None or not {"earliest", "latest"} <= set(facts.columns):
        return said
    first, last = (facts[column].reindex(list(documents)).dt.year for column in ("earliest", "latest"))
    if first.isna().any() or last.isna().any():
        return said
    years = sorted({int(first.min()), int(last.max())})
    return f"{said} of {'–'.join(map(str, years))}"


def _sizes(table: pd.DataFrame) -> str:
    """The words of both sides: what their counts are to be read against."""
    settings = table.attrs.get("settings") or {}
    if "words_target" not in settings or "words_reference" not in settings:
        return counted(table)
    documents = f"{plural(int(table.attrs['documents']), 'document')}, " if "documents" in table.attrs else ""
    return f"{documents}{number(settings['words_target'])} against {plural(settings['words_reference'], 'word')}"


def _one_sided(table: pd.DataFrame, names: tuple[str, str]) -> str:
    """That a table has no word of one side, as one that was cut has."""
    missing = [name for name, held in zip(names, (table["g2"] >= 0, table["g2"] < 0), strict=True) if not held.any()]
    return f"The table drawn holds no word that is more frequent in {missing[0]}." if missing else ""


def _first(strong: pd.DataFrame, sign: int) -> str:
    found = strong[np.sign(strong["g2"]) == sign]["term"].head(5)
    return ", ".join(label(term, 24) for term in found) or "no word of this table"
