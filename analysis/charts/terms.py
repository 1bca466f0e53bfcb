"""Charts of words: which are frequent, which set a document apart, which belong to a topic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.charts import style, typeset
from analysis.charts.frame import canvas, canvases, counted, details, empty, finish
from analysis.charts.looks import flags_note
from analysis.charts.marks import keys_of, mark
from analysis.charts.names import facts_of, heading, row_names
from analysis.charts.rows import bar, body_height, left_out, name_rows, numbers, scale
from analysis.charts.style import SIZES, chart, label, number, plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMES = {
    "per_1000": "mentions per 1,000 words",
    "count": "count",
    "tf_idf": "TF-IDF",
    "weight": "weight",
    "log_dice": "logDice",
    "g2": "G²",
    "documents": "documents",
}

FEWEST = 5  # words in a panel, however many panels there are
MOST_TIED = 3  # panels that a note names


@chart
def term_bars(
    table: pd.DataFrame, *, value: str = "per_1000", n: int = 20, ax: Axes | None = None, size: str = "page"
) -> Axes | np.ndarray:
    """The most frequent terms of `term_frequencies` as bars of `value` (per_1000 or count), with the counts beside.

    A table counted `by` something gives an array of Axes, one per group.

    >>> frequencies = pd.DataFrame({"term": ["a", "b"], "count": [4, 2], "documents": [2, 1], "per_1000": [8.0, 4.0]})
    >>> ax = term_bars(frequencies)
    >>> [round(bar.get_width(), 1) for bar in ax.patches]
    [8.0, 4.0]
    """
    by = keys_of(table)[0] if len(keys_of(table)) > 1 else ""
    if by:
        return _panels(table, by, "term", value, ["count"], n, size, what="The most frequent words in")
    n = min(n, SIZES[size].rows)
    top = table.sort_values([value, "term"], ascending=[False, True], kind="stable").head(n)
    ax = canvas(ax, size, body=body_height(size, len(top)))
    if top.empty:
        empty(ax, "No words to count.")
        finish(ax, size, title="No words", subtitle=counted(table))
        return ax
    _bars(ax, top, value, size, ["count", "documents"])
    first = top.iloc[0]
    stopped = "Stop words aside, " if (table.attrs.get("settings") or {}).get("stopwords") else ""
    title = f"{stopped}“{label(first['term'], 30)}” is the most frequent word: {how_often(first['count'])}"
    shown = (
        f"{len(top)} most frequent of {plural(len(table), 'different word')}"
        if len(top) < len(table)
        else plural(len(top), "different word")
    )
    finish(
        ax, size, title=title, subtitle=details(counted(table), shown, variant(table)),
        notes=[tied({"": left_out(table[value], len(top))})],
        alt=f"Horizontal bars, one per word, of {NAMES.get(value, value)}. {_extremes(top, 'term', value)}",
    )  # fmt: skip
    return ax


@chart
def tf_idf_bars(table: pd.DataFrame, *, n: int = 10, size: str = "page") -> np.ndarray:
    """The words with the highest TF-IDF in each document: small multiples on one scale, counts beside.

    >>> table = pd.DataFrame({"document": ["a", "b"], "term": ["green", "cars"], "count": [2, 1], "tf_idf": [0.9, 0.7]})
    >>> [ax.get_title(loc="left") for ax in tf_idf_bars(table)]
    ['a', 'b']
    """
    return _panels(table, "document", "term", "tf_idf", ["count"], n, size, what="The words with the highest TF-IDF in")


@chart
def topic_terms(table: pd.DataFrame, *, n: int = 10, size: str = "page") -> np.ndarray:
    """The words with the highest weight in each topic, as small multiples. Topics have numbers: naming them is yours.

    A panel's title tells the stability of its topic, and a note which topics are a matter of chance.

    >>> table = pd.DataFrame({"topic": [0, 1], "term": ["green", "cars"], "weight": [0.9, 0.7]})
    >>> [ax.get_title(loc="left") for ax in topic_terms(table)]
    ['Topic 0', 'Topic 1']
    """
    return _panels(table, "topic", "term", "weight", [], n, size, what="The words that weigh most in")


def how_often(count: float) -> str:
    """A count in words.

    >>> how_often(1), how_often(1200)
    ('once', '1,200 times')
    """
    return "once" if count == 1 else f"{number(count)} times"


def _extremes(table: pd.DataFrame, name: str, value: str) -> str:
    """The largest and the smallest row, in words."""
    ordered = table.sort_values(value, kind="stable")
    low, high = ordered.iloc[0], ordered.iloc[-1]
    text = f"Largest: {label(high[name], 40)}, {number(high[value])}"
    return text if len(table) == 1 else f"{text}; smallest shown: {label(low[name], 40)}, {number(low[value])}."


def variant(table: pd.DataFrame) -> str:
    """How it was counted, from the table's settings, in words."""
    settings = table.attrs.get("settings") or {}
    parts = []
    if settings.get("passages_read") is not None:
        read = f"{settings['passages_read']:,} {settings['passages']}"
        parts.append(f"topics by non-negative matrix factorisation (NMF) of the TF-IDF of {read}")
        parts.append("weight: a word’s share of its topic")
    elif settings.get("scheme"):
        said = "high where a document says a word often and few others say it"
        parts.append(f"TF-IDF as in {settings['scheme']}: {said}")
    if settings.get("stopwords"):
        parts.append(f"without {plural(len(settings['stopwords']), 'stop word')}")
    return details(*parts)


def steady(table: pd.DataFrame) -> tuple[dict[str, float], list[str]]:
    """The stability of every topic, by its number, and what to be told of it.

    >>> table = pd.DataFrame()
    >>> steady_one, other = {"topic": 1, "stability": 0.9, "note": ""}, {"topic": 2, "stability": 0.4, "note": "-"}
    >>> table.attrs["stability"] = [steady_one, other]
    >>> told, notes = steady(table)
    >>> told
    {'1': 0.9, '2': 0.4}
    >>> notes[0]
    'Not steady: topic 2. Sentences drawn anew give it other words, so it is a hint where to read and no finding.'
    """
    rows = table.attrs.get("stability") or []
    told = {str(row["topic"]): float(row["stability"]) for row in rows}
    notes = [f"{note[:1].upper()}{note[1:]}." for note in table.attrs.get("notes") or []] if rows else []
    if not told:
        return told, notes
    chance = [str(row["topic"]) for row in rows if row["note"]]
    passages = str((table.attrs.get("settings") or {}).get("passages", "sentences")).capitalize()
    if chance:
        named = f"topic {chance[0]}" if len(chance) == 1 else f"topics {style.join(chance)}"
        whom, what = ("it", "it is a hint") if len(chance) == 1 else ("them", "they are hints")
        notes.insert(0, f"Not steady: {named}. {passages} drawn anew give {whom} other words, so {what} where to read"
                     " and no finding.")  # fmt: skip
    notes.append("Stability: mean cosine of a topic with its best match when passages are drawn anew; 1 is steady.")
    return told, notes


def tied(numbers: Mapping[str, int]) -> str:
    """That words are not shown for the alphabet alone, and in which panels.

    >>> tied({"a": 2, "b": 0})
    'Equal words stand in alphabetical order; not shown though equal to the last: 2 in a.'
    """
    told = [f"{number:,} in {name}" if name else f"{number:,}" for name, number in numbers.items() if number]
    if len(told) > MOST_TIED:
        told = [f"words in {len(told)} panels"]
    order = "Equal words stand in alphabetical order; not shown though equal to the last"
    return f"{order}: {style.join(told)}." if told else ""


def _bars(
    ax: Axes,
    top: pd.DataFrame,
    value: str,
    size: str,
    beside: Sequence[str],
    *,
    limit: float | None = None,
    columns: int = 1,
) -> None:
    """Bars of one panel, the largest on top."""
    keys = keys_of(top)
    ys = list(range(len(top)))
    flags = top["flag"].fillna("") if "flag" in top else [""] * len(top)
    for y, flag, (_, row) in zip(ys, flags, top.iterrows(), strict=True):
        bar(ax, y, float(row[value]), style.PALETTE[0], mark(row, keys), hollow=bool(flag))
    part = 0.38 if limit is None else 0.5 / columns
    name_rows(ax, size, ys, [str(term) for term in top["term"]], part=part)
    scale(
        ax,
        size,
        NAMES.get(value, value),
        top=float(top[value].max()) if limit is None else limit,
        whole=value == "count",
        narrow=limit is not None and size != "column",
    )
    shown = {name: [int(cell) for cell in top[name]] for name in beside if name in top and name != value}
    numbers(ax, size, ys, shown)


def _columns(size: str, panels: int) -> int:
    """How many panels stand side by side; four stand two by two."""
    most = {"column": 1, "page": 3, "slide": 3}[size]
    return min(most, 2 if panels == 4 else max(1, panels))


def _panels(
    table: pd.DataFrame, group: str, name: str, value: str, beside: Sequence[str], n: int, size: str, *, what: str
) -> np.ndarray:
    """Small multiples of term bars: one panel per group, one scale for all."""
    groups = list(table[group].unique())
    columns = _columns(size, len(groups))
    n = min(n, 8 if size == "slide" else 7 if size == "column" and len(groups) > 2 else SIZES[size].rows // 2)
    # A table that was cut before is not said to be cut here, and leaves no empty rows.
    n = min(n, max(1, int(table[group].value_counts().max()) if len(table) else 1))
    n, most = _fitting(n, len(groups), columns, size)
    shown, cut = groups[:most], ""
    if most < len(groups):
        shown, cut = _chosen(table, groups, group, most)
    rows = max(1, math.ceil(len(shown) / columns))
    part = f"{len(shown)} of" if len(shown) < len(groups) else "each of"
    what = f"{what} {part} {plural(len(groups), group)}"
    tall = body_height(size, n + 1) + 1.3 * SIZES[size].font / 72
    axes = canvases(size, rows=rows, columns=columns, body=rows * tall)
    for ax in axes[len(shown) :]:
        ax.set_axis_off()
    subtitle = details(
        counted(table),
        f"{n} highest of each by {NAMES.get(value, value)}",
        cut,
        variant(table),
    )
    if not shown:
        empty(axes[0], "No words to weigh.")
        finish(axes[:1], size, title=what, subtitle=subtitle)
        return axes[:1]
    stability, notes = steady(table)
    names = row_names(table, group, size=size)
    if group == "topic":
        names = {str(topic): f"Topic {topic}" for topic in groups}
        names |= {topic: f"Topic {topic}, stability {steadiness:.2f}" for topic, steadiness in stability.items()}
    limit = float(table.loc[table[group].isin(shown), value].max())
    if group == "document":
        names = {key: heading(name) for key, name in names.items()}
    firsts, ties = [], {}
    kept = table[table[group].isin(shown)]
    for ax, key in zip(axes, shown, strict=False):
        part = kept[kept[group] == key]
        top = part.sort_values([value, name], ascending=[False, True], kind="stable").head(n)
        top = top[top[value] > 0] if (top[value] > 0).any() else top
        ties[names[str(key)]] = left_out(part[value], len(top))
        _bars(ax, top, value, size, beside, limit=limit, columns=columns)
        ax.set_ylim(n - 0.4, -0.6)
        _entitle(ax, names[str(key)], size, columns)
        firsts.append(f"{names[str(key)]}: {', '.join(label(term, 24) for term in top[name].head(3))}")
    used = axes[: len(shown)]
    for ax in (ax for place, ax in enumerate(used) if columns > 1 and place != (rows - 1) * columns):
        ax.set_xlabel("")  # said once for all, where it has room to run on
    finish(
        used, size, title=what, subtitle=subtitle, notes=[*notes, flags_note(kept, "Hatched"), tied(ties)],
        alt=f"Small panels of horizontal bars of {NAMES.get(value, value)}. Highest in {'; '.join(firsts[:6])}",
    )  # fmt: skip
    return used


def _fitting(n: int, groups: int, columns: int, size: str) -> tuple[int, int]:
    """How many words a panel shows and how many panels there are: fewer words, if all panels then have room."""

    def panels(words: int) -> int:
        return columns * max(1, int((8.0 if size != "slide" else 5.0) // body_height(size, words + 1)))

    fitting = next((words for words in range(n, FEWEST - 1, -1) if panels(words) >= groups), n)
    return fitting, panels(fitting)


def _chosen(table: pd.DataFrame, groups: Sequence[object], group: str, most: int) -> tuple[list[object], str]:
    """Which groups are shown where not all are, the longest documents; and how that is said.

    How long a document is stands in its corpus; in the table stop words and rare words may be missing.
    """
    if group == "topic" or "count" not in table:
        return list(groups[:most]), f"first {most} of {plural(len(groups), group)}"
    facts = facts_of(table) if group == "document" else None
    lengths = table.groupby(group, sort=False)["count"].sum() if facts is None else facts["words"].reindex(list(groups))
    kept = set(lengths.sort_values(ascending=False, kind="stable").index[:most])
    how = "with most mentions here" if facts is None else "longest"
    return [name for name in groups if name in kept], f"of {plural(len(groups), group)} the {most} {how}"


def _entitle(ax: Axes, name: str, size: str, columns: int) -> None:
    """The name of a panel, from the left edge of its words to its right edge."""
    from matplotlib.transforms import ScaledTranslation

    font, figure = SIZES[size].font, ax.get_figure(root=True)
    assert figure is not None
    left = max((typeset.text_width(word.get_text(), font) for word in ax.get_yticklabels()), default=0.0) + 4
    room = 72 * SIZES[size].width / columns - 4 * font
    title = ax.set_title(typeset.wrap(name, room, font, bold=True, lines=2), loc="left", pad=1.6 * font)
    title.set_transform(title.get_transform() + ScaledTranslation(-left / 72, 0, figure.dpi_scale_trans))
