"""Charts of themes: how much each weighs in a document or group, as bars or as a grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.charts import style, typeset
from analysis.charts.frame import canvas, counted, details, empty, finish
from analysis.charts.looks import Look, flags_note, looks
from analysis.charts.marks import keys_of, mark, rows_of
from analysis.charts.names import called, row_names
from analysis.charts.rows import bar, body_height, keep_ticks, name_rows, numbers, row_height, scale, tied_rows, whisker
from analysis.charts.style import SIZES, chart, number, plural
from analysis.measures.uncertainty import FEW_MENTIONS, FEWEST_DOCUMENTS, FEWEST_MENTIONS, ONE_DOCUMENT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WEIGHTINGS = {
    "tf_idf": "weight: mentions per 1,000 words × rarity of the phrase (idf)",
    "per_1000": "mentions per 1,000 words",
    "count": "mentions",
    "sentences": "share of sentences",
}

NAMED = 0.25  # the part of a grid's width that the names of its rows may take


@chart
def theme_bars(table: pd.DataFrame, *, ax: Axes | None = None, size: str = "page") -> Axes:
    """The weight of each theme in each document (or group) of `theme_weights`, its interval, its mentions beside.

    The longest bar of each theme stands first. Where there are more documents than read well, each theme shows those
    where it weighs most, flagged ones only where there are too few others: a short text with one mention does not lead.

    >>> table = pd.DataFrame({"document": ["a", "b"], "theme": ["green"] * 2, "count": [9, 2], "weight": [4.5, 1.0],
    ...                       "low": [2.0, 0.1], "high": [8.0, 3.0], "flag": ["", "fewer than 5 mentions"]})
    >>> [bar.get_width() for bar in theme_bars(table).patches]
    [4.5, 1.0]
    """
    group, known = _group(table), looks(table)
    table, alone = _without_common_flag(table, group)
    themes = [theme for theme in known if theme in set(table["theme"].unique())]
    names = row_names(table, group, size=size)
    each = max(1, int(SIZES[size].rows / max(1, len(themes)) - 1.2))
    blocks = {theme: _highest(table[table["theme"] == theme], each) for theme in themes}
    rows = sum(len(block) + 1.3 for block in blocks.values())
    ax = canvas(ax, size, body=body_height(size, rows))
    if table.empty:
        return _nothing(ax, table, size)
    ys, heads, shown, y = [], [], [], 0.0
    for theme, block in blocks.items():
        heads.append((y, known[theme]))
        for row in rows_of(block):
            y += 1
            ys.append(y)
            shown.append(row)
        y += 1.3
    _theme_rows(ax, size, ys, shown, known, keys_of(table))
    name_rows(ax, size, ys, [names[str(row[group])] for row in shown], head=group, top=-0.1)
    for place, look in heads:
        ax.annotate(
            typeset.fit(look.label, 36 * SIZES[size].width, SIZES[size].font, bold=True), (0, place), xytext=(2, 0),
            xycoords=("axes fraction", "data"), textcoords="offset points", va="center", weight="bold",
            color=style.INK, annotation_clip=False,
        )  # fmt: skip
    ax.set_ylim(max(ys) + 0.7, -0.6)
    scale(
        ax,
        size,
        _weight_name(table, size),
        top=max(float(table["weight"].max()), *(float(row["high"]) for row in shown)),
    )
    beside: dict[str, list[Any]] = {"mentions": [int(row["count"]) for row in shown]}
    if group != "document" and {"documents", "all_documents"} <= set(table.columns):
        beside["in documents"] = [f"{number(row['documents'])} of {number(row['all_documents'])}" for row in shown]
    numbers(ax, size, ys, beside, top=-0.1)
    cut = f"the {each} of {plural(len(names), group)} where each theme weighs most, hatched ones last"
    finish(
        ax, size, title=_title(table, pd.DataFrame(shown), group, known, names),
        subtitle=details(counted(table), cut if each < len(names) else "", _interval(table)),
        notes=[alone, flags_note(pd.DataFrame(shown), "Hatched")],
        alt=_alt(table, group, known, names, "Horizontal bars"),
        caption_notes=[*table.attrs.get("notes", ()), _one_left_out(table, group)],
    )  # fmt: skip
    return ax


@chart
def theme_heatmap(table: pd.DataFrame, *, ax: Axes | None = None, size: str = "page") -> Axes:
    """Documents (or groups) by themes: each cell a weight of `theme_weights`, darker where higher, hatched if flagged.

    >>> table = pd.DataFrame({"document": ["a", "b"], "theme": ["green"] * 2, "count": [9, 0], "weight": [4.5, 0.0]})
    >>> [cell.get_gid() for cell in theme_heatmap(table).patches]
    ['document=a;theme=green', 'document=b;theme=green']
    """
    from matplotlib import colormaps
    from matplotlib.patches import Rectangle

    group, known = _group(table), looks(table)
    themes = [theme for theme in known if theme in set(table["theme"].unique())]
    totals = table.groupby(group, sort=False)[["weight", "count"]].sum()
    most = SIZES[size].rows - 2
    kept = set(totals.sort_values("count", ascending=False, kind="stable").index[:most])
    rows = {name: y for y, name in enumerate(name for name in totals.index if name in kept)}
    font = SIZES[size].font
    names = row_names(table, group, size="column")  # cells leave little room
    head = (0.85 if size == "column" else 0.92) * font
    room = _cell_room(size, len(themes), [names[str(name)] for name in rows])
    labels = {theme: known[theme].label for theme in themes}
    words = [word for label in labels.values() for word in label.split(" ")]
    upright = any(typeset.text_width(word, head) > typeset.ROOM * room for word in words)
    if upright:
        heads = {theme: typeset.fit(label, 130, head) for theme, label in labels.items()}
        tall = (max((typeset.text_width(label, head) for label in heads.values()), default=0) + 4) / 72
    else:
        heads = {theme: typeset.wrap(label, room, head, lines=3) for theme, label in labels.items()}
        tall = 1.3 * font / 72 * max((label.count("\n") + 1 for label in heads.values()), default=1)
    ax = canvas(ax, size, body=1.1 * row_height(size) * max(2, len(rows)) + tall + 0.25)
    if table.empty:
        return _nothing(ax, table, size)
    decimals = 2 if table["weight"].max() < 10 else 1 if table["weight"].max() < 1000 else 0
    top, shades, keys = float(table["weight"].max()) or 1.0, colormaps["Blues"], keys_of(table)
    for row in rows_of(table[table[group].isin(kept)]):
        x, y, weight, flagged = (
            themes.index(row["theme"]),
            rows[row[group]],
            float(row["weight"]),
            bool(row.get("flag")),
        )
        color = shades(0.95 * weight / top) if row["count"] else (1.0, 1.0, 1.0, 1.0)
        cell = Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, facecolor=color, edgecolor="#ffffff", linewidth=0)
        if flagged and row["count"]:
            cell.set(hatch="////", edgecolor=style.text_on(color[:3]) if weight > 0.3 * top else style.SOFT)
        cell.set_gid(mark(row, keys))
        ax.add_patch(cell)
        text = f"{weight:,.{decimals}f}" if row["count"] else "–"
        if flagged and row["count"]:
            # A plate under the figures, so that the hatch does not run through them.
            plate = {"boxstyle": "round,pad=0.15", "facecolor": color, "edgecolor": "none"}
        else:
            plate = None
        ax.text(x, y, text, ha="center", va="center", color=style.text_on(color[:3]), size=0.95 * font, bbox=plate)
    name_rows(ax, size, list(rows.values()), [names[str(name)] for name in rows], part=NAMED, head=group, top=-0.85)
    ax.set_xlim(-0.5, len(themes) - 0.5)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_xticks(range(len(themes)), list(heads.values()), rotation=90 if upright else 0)
    ax.tick_params(axis="x", length=0, labeltop=True, labelbottom=False, pad=3)
    ax.spines[["left", "bottom"]].set_visible(False)
    keep_ticks(ax, size)
    ax.tick_params(axis="x", labelsize=head)
    numbers(ax, size, list(rows.values()), {"mentions in all": totals.loc[list(rows), "count"].tolist()}, top=-0.85)
    cut = f"the {len(rows)} of {plural(len(names), group)} with most mentions" if len(rows) < len(names) else ""
    finish(
        ax, size, title=_heaviest(table, group, known),
        subtitle=details(
            counted(table), cut, f"darker: more {_weight_name(table, 'page')}", "–: no mention", _settled(table, group)
        ),
        notes=[
            flags_note(table[table["count"] > 0], "Hatched"), tied_rows(totals["count"], len(rows), group, "mentions")
        ],
        alt=_alt(table, group, known, names, "A grid of cells, darker for more weight,"),
        caption_notes=table.attrs.get("notes", ()),
    )  # fmt: skip
    return ax


def _group(table: pd.DataFrame) -> str:
    """The column whose values are the rows of a chart: what the table was counted by."""
    return next((key for key in keys_of(table) if key != "theme"), "document")


def _without_common_flag(table: pd.DataFrame, group: str) -> tuple[pd.DataFrame, str]:
    """Where every group is one document, that is said once: it tells no bar from another, and few mentions still do."""
    if group == "document" or "all_documents" not in table or table.empty or (table["all_documents"] > 1).any():
        return table, ""
    few = np.where(table["count"] < FEWEST_MENTIONS, FEW_MENTIONS, "")
    found = table.assign(flag=np.where(table["flag"] == ONE_DOCUMENT, few, table["flag"]))
    found.attrs = table.attrs
    return found, f"Each {group} here is one document."


def _highest(block: pd.DataFrame, n: int) -> pd.DataFrame:
    """The n rows of most weight, the heaviest first; a flagged row takes the place of no other."""
    flagged = block["flag"].fillna("").ne("") if "flag" in block else pd.Series(False, index=block.index)
    ordered = block.assign(_flagged=flagged).sort_values("weight", ascending=False, kind="stable")
    kept = ordered.sort_values("_flagged", kind="stable").head(n).index
    return block.loc[ordered.index[ordered.index.isin(kept)]]


def _theme_rows(
    ax: Axes, size: str, ys: Sequence[float], rows: Sequence[Any], known: dict[str, Look], keys: Sequence[str]
) -> None:
    for y, row in zip(ys, rows, strict=True):
        gid, look = mark(row, keys), known[str(row["theme"])]
        bar(ax, y, float(row["weight"]), look.color, gid, hollow=bool(row.get("flag")))
        whisker(ax, y, float(row["low"]), float(row["high"]), gid)


def _cell_room(size: str, columns: int, names: Sequence[str]) -> float:
    """Points of width that a column head may take, beside the names of the rows and their numbers."""
    place = SIZES[size]
    widest = max((typeset.text_width(name, place.font) for name in names), default=0)
    return (72 * place.width - min(widest, NAMED * 72 * place.width) - 6.5 * place.font - 20) / max(1, columns) - 3


def _weight_name(table: pd.DataFrame, size: str) -> str:
    name = WEIGHTINGS.get((table.attrs.get("settings") or {}).get("weighting", ""), "weight")
    return name.split(":")[0] + " (rate × idf)" if size == "column" and ":" in name else name


def _interval(table: pd.DataFrame) -> str:
    """How the intervals were made: one kind, or two in one clause."""
    kind = str(table.attrs.get("interval", ""))
    if "bootstrap" in kind and "; " in kind:
        kind = f"bootstrap over documents, below {FEWEST_DOCUMENTS} documents exact Poisson of these documents"
    elif "; " in kind:
        kind = "exact Poisson of these documents"
    return f"lines: 95\u00a0% interval ({kind})" if kind else ""


def _one_left_out(table: pd.DataFrame, group: str) -> str:
    """What `lowest` means where a group is one document; a document without itself is nobody's question."""
    if group == "document" or not {"lowest", "all_documents"} <= set(table.columns):
        return ""
    alone = table.loc[table["all_documents"] == 1, group].nunique()
    return f"{plural(alone, group)} of one document: lowest is 0 there, for without it nothing is left" if alone else ""


def _amount(table: pd.DataFrame, weight: float, count: int) -> str:
    """A weight with its unit, and the mentions that it rests on."""
    weighting = (table.attrs.get("settings") or {}).get("weighting", "")
    if weighting == "count":
        return plural(count, "mention")
    named = {"per_1000": "{} mentions per 1,000 words", "sentences": "{} of its sentences"}.get(weighting, "weight {}")
    return f"{named.format(number(round(weight, 2)))}, from {plural(count, 'mention')}"


def _title(table: pd.DataFrame, shown: pd.DataFrame, group: str, known: dict[str, Look], names: dict[str, str]) -> str:
    """What the longest bar shows, if its interval settles it: a lead over the other rows, or over its other themes."""
    longest = shown.iloc[int(shown["weight"].to_numpy().argmax())]
    place = int(np.flatnonzero((table["theme"] == longest["theme"]) & (table[group] == longest[group]))[0])
    label = known[str(longest["theme"])].label
    name = called(group, names[str(longest[group])]) if longest[group] else f"the documents without a {group}"
    said = _amount(table, float(longest["weight"]), int(longest["count"]))
    if _leads(table, "theme")[place]:
        return f"{label} weighs most in {name}: {said}"
    if _leads(table, group)[place]:
        return f"{label} outweighs all other themes in {name}: {said}"
    labels = [known[theme].label for theme in known if theme in set(table["theme"].unique())]
    what = style.join(labels) if len(labels) <= 4 else plural(len(labels), "theme")
    few = shown[group].nunique() < table[group].nunique() or len(shown) < len(table)
    where = f"in {plural(table[group].nunique(), group)}" if few else f"in each {group}"
    where = where if table[group].astype(str).any() else f"where no {group} is given"
    return f"How much {what} {'weighs' if len(labels) == 1 else 'weigh'} {where}"


def _heaviest(table: pd.DataFrame, group: str, known: dict[str, Look]) -> str:
    """Which theme is the darkest cell of how many rows."""
    most = table.groupby(group)["weight"].transform("max")
    leading = table[(table["weight"] == most) & (table["count"] > 0)]
    held = leading["theme"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    rows = table[group].nunique()
    if held.empty:
        return f"No theme is mentioned in {plural(rows, group)}"
    first, *others = [(known[str(theme)].label, int(count)) for theme, count in held.items()]
    said = f"{first[0]} is the heaviest theme in {number(first[1])} of {plural(rows, group)}"
    return ", ".join([said, *(f"{label} in {number(count)}" for label, count in others[:2])])


def _settled(table: pd.DataFrame, group: str) -> str:
    """In how many rows the heaviest theme lies above the intervals of all others."""
    if "low" not in table or table["theme"].nunique() < 2:
        return ""
    clear = table.loc[_leads(table, group), group].nunique()
    rows = f"{number(clear) if clear else 'none'} of {plural(table[group].nunique(), group)}"
    return f"in {rows} the heaviest theme lies beyond the intervals of the others"


def _leads(table: pd.DataFrame, column: str) -> np.ndarray:
    """Rows whose interval lies above those of all others with the same value of `column`, and which nothing flags."""
    if "low" not in table or table.empty:
        return np.zeros(len(table), dtype=bool)
    codes, high = pd.factorize(table[column])[0], table["high"].to_numpy(dtype=float)
    order, sizes = np.lexsort((-high, codes)), np.bincount(codes)
    first = np.cumsum(sizes) - sizes
    most = high[order[first]]
    second = np.where(sizes > 1, high[order[np.minimum(first + 1, len(order) - 1)]], 0.0)
    rival = np.where(high == most[codes], second[codes], most[codes])
    sure = table["flag"].eq("").to_numpy() if "flag" in table else True
    return np.asarray((table["low"].to_numpy(dtype=float) > rival) & sure & (sizes[codes] > 1))


def _alt(table: pd.DataFrame, group: str, known: dict[str, Look], names: dict[str, str], how: str) -> str:
    ordered = table.sort_values("weight", ascending=False, kind="stable")
    top, last = ordered.iloc[0], ordered.iloc[-1]
    flagged = int((table["flag"] != "").sum()) if "flag" in table else 0
    ends = [
        f"{known[str(row['theme'])].label} in {called(group, names[str(row[group])])}, {number(row['weight'])} "
        f"from {plural(int(row['count']), 'mention')}"
        for row in (top, last)
    ]
    text = f"{how} of theme weight by {group}. Largest: {ends[0]}; smallest: {ends[1]}"
    return text + (f". {flagged} of {len(table)} numbers are flagged" if flagged else "")


def _nothing(ax: Axes, table: pd.DataFrame, size: str) -> Axes:
    empty(ax, "No theme is mentioned.")
    finish(ax, size, title="No mentions of themes", subtitle=counted(table))
    return ax
