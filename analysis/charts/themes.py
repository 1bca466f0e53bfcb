"""Charts of themes: how much each weighs in a document or group, and where in a document its mentions stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.charts import style, typeset
from analysis.charts.frame import canvas, counted, details, empty, finish
from analysis.charts.looks import Look, flags_note, key, looks
from analysis.charts.marks import keys_of, mark
from analysis.charts.rows import bar, body_height, keep_ticks, name_rows, numbers, row_height, scale, whisker
from analysis.charts.style import SIZES, chart, number, plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WEIGHTINGS = {
    "tf_idf": "weight: mentions per 1,000 words × rarity of the phrase (idf)",
    "per_1000": "mentions per 1,000 words",
    "count": "mentions",
    "sentences": "share of sentences",
}


@chart
def theme_bars(table: pd.DataFrame, *, ax: Axes | None = None, size: str = "page") -> Axes:
    """The weight of each theme in each document (or group) of `theme_weights`, its interval, its mentions beside.

    Where there are more documents than read well, each theme shows those where it weighs most, and says so.

    >>> table = pd.DataFrame({"document": ["a", "b"], "theme": ["green"] * 2, "count": [9, 2], "weight": [4.5, 1.0],
    ...                       "low": [2.0, 0.1], "high": [8.0, 3.0], "flag": ["", "fewer than 5 mentions"]})
    >>> [bar.get_width() for bar in theme_bars(table).patches]
    [4.5, 1.0]
    """
    group, known = _group(table), looks(table)
    themes = [theme for theme in known if theme in set(table["theme"])]
    groups = [str(name) for name in dict.fromkeys(table[group])]
    each = max(1, int(SIZES[size].rows / max(1, len(themes)) - 1.2))
    blocks = {theme: _highest(table[table["theme"] == theme], each) for theme in themes}
    rows = sum(len(block) + 1.3 for block in blocks.values())
    ax = canvas(ax, size, body=body_height(size, rows))
    if table.empty:
        return _nothing(ax, table, size)
    names, ys, heads, shown = style.short_names(groups), [], [], []
    y = 0.0
    for theme, block in blocks.items():
        heads.append((y, known[theme]))
        for _, row in block.iterrows():
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
    if group != "document" and "documents" in table:
        beside["documents"] = [int(row["documents"]) for row in shown]
    numbers(ax, size, ys, beside, top=-0.1)
    cut = f"the {each} of {plural(len(groups), group)} where each theme weighs most" if each < len(groups) else ""
    finish(
        ax, size, title=_title(table, group, known, names),
        subtitle=details(counted(table), cut, _interval(table)),
        notes=[flags_note(pd.DataFrame(shown), "Hatched")], alt=_alt(table, group, known, names, "Horizontal bars"),
        caption_notes=table.attrs.get("notes", ()),
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
    themes = [theme for theme in known if theme in set(table["theme"])]
    totals = table.groupby(group, sort=False)[["weight", "count"]].sum()
    groups = [str(name) for name in totals.index]
    most = SIZES[size].rows - 2
    kept = set(totals.sort_values("weight", ascending=False, kind="stable").index[:most])
    rows = {name: y for y, name in enumerate(name for name in totals.index if name in kept)}
    font = SIZES[size].font
    names = style.short_names(groups)
    head = (0.85 if size == "column" else 0.95) * font
    room = _cell_room(size, len(themes), [names[str(name)] for name in rows])
    heads = {theme: typeset.wrap(known[theme].label, room, head, lines=3) for theme in themes}
    tall = 1.3 * font / 72 * max((head.count("\n") + 1 for head in heads.values()), default=1)
    ax = canvas(ax, size, body=1.1 * row_height(size) * max(2, len(rows)) + tall + 0.25)
    if table.empty:
        return _nothing(ax, table, size)
    decimals = 2 if table["weight"].max() < 10 else 1 if table["weight"].max() < 1000 else 0
    top, shades, keys = float(table["weight"].max()) or 1.0, colormaps["Blues"], keys_of(table)
    for _, row in table[table[group].isin(kept)].iterrows():
        x, y, weight, flagged = (
            themes.index(row["theme"]),
            rows[row[group]],
            float(row["weight"]),
            bool(row.get("flag")),
        )
        color = shades(0.95 * weight / top) if row["count"] else (1.0, 1.0, 1.0, 1.0)
        cell = Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, facecolor=color, edgecolor="#ffffff", linewidth=0)
        if flagged and row["count"]:
            cell.set(hatch="////", edgecolor=style.shade(style.FAINT, 0.2))
        cell.set_gid(mark(row, keys))
        ax.add_patch(cell)
        text = f"{weight:,.{decimals}f}" if row["count"] else "–"
        if flagged and row["count"]:
            # A plate under the figures, so that the hatch does not run through them.
            plate = {"boxstyle": "round,pad=0.15", "facecolor": color, "edgecolor": "none"}
        else:
            plate = None
        ax.text(x, y, text, ha="center", va="center", color=style.text_on(color[:3]), size=0.95 * font, bbox=plate)
    name_rows(ax, size, list(rows.values()), [names[str(name)] for name in rows], head=group, top=-0.85)
    ax.set_xlim(-0.5, len(themes) - 0.5)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_xticks(range(len(themes)), list(heads.values()))
    ax.tick_params(axis="x", length=0, labeltop=True, labelbottom=False, pad=3)
    ax.spines[["left", "bottom"]].set_visible(False)
    keep_ticks(ax, size)
    ax.tick_params(axis="x", labelsize=head)
    numbers(ax, size, list(rows.values()), {"mentions": totals.loc[list(rows), "count"].tolist()}, top=-0.85)
    cut = f"the {len(rows)} of {plural(len(groups), group)} with most weight" if len(rows) < len(groups) else ""
    finish(
        ax, size, title=_title(table, group, known, names),
        subtitle=details(counted(table), cut, _weight_name(table, size), "– no mention"),
        notes=[flags_note(table[table["count"] > 0], "Hatched")],
        alt=_alt(table, group, known, names, "A grid of cells, darker for more weight,"),
        caption_notes=table.attrs.get("notes", ()),
    )  # fmt: skip
    return ax


@chart
def theme_dispersion(
    mentions: pd.DataFrame, documents: pd.DataFrame | None = None, *, ax: Axes | None = None, size: str = "page"
) -> Axes:
    """Where in each document the mentions of `theme_mentions` stand: a row per document, a lane per theme, 0 to 100 %.

    `documents` gives the order of the documents, those without a mention, and in a column `length` their characters;
    else the length is that of the open corpus, or the end of the last mention.

    >>> mentions = pd.DataFrame({"document": ["a"], "theme": ["green"], "start": [50], "end": [55]})
    >>> ax = theme_dispersion(mentions, pd.DataFrame({"length": [100]}, index=["a"]))
    >>> [float(x) for x in ax.lines[-1].get_xdata()]
    [50.0, 50.0, nan]
    """
    from matplotlib.lines import Line2D

    known = looks(mentions)
    themes = [theme for theme in known if theme in set(mentions["theme"])]
    held = mentions["document"].value_counts()
    ids = list(documents.index if documents is not None else dict.fromkeys(mentions["document"]))
    most = int(SIZES[size].rows / (1 + 0.12 * len(themes)))
    kept = set(held.index[:most]) if len(ids) > most else set(ids)
    shown = [document for document in ids if document in kept]
    tall = 0.75 + 0.3 * len(themes)
    ax = canvas(ax, size, body=tall * row_height(size) * max(1, len(shown)) + 6.5 * SIZES[size].font / 72)
    if mentions.empty:
        return _nothing(ax, mentions, size)
    lengths, basis = _lengths(mentions, documents)
    keys, lane = keys_of(mentions), 0.8 / max(1, len(themes))
    place = {document: y for y, document in enumerate(shown)}
    for y in place.values():
        ax.axhspan(y - 0.42, y + 0.42, color="#f2f2f2", linewidth=0, zorder=0)
    strokes = mentions[mentions["document"].isin(kept)]
    many = len(strokes) > 800
    # Of many mentions each lane is one mark, for thousands of single strokes draw slowly and click badly.
    grouped = ["document", "theme"] if many else [*keys]
    for _, part in strokes.groupby(grouped, sort=False):
        row = part.iloc[0]
        look, document = known[str(row["theme"])], row["document"]
        low = place[document] - 0.4 + lane * themes.index(str(row["theme"]))
        xs = 100 * part["start"].to_numpy(dtype=float) / max(1, lengths[document])
        # Three points per stroke, the third a gap; added, not plotted, which would look for new limits every time.
        line = Line2D(
            np.column_stack([xs, xs, np.full(len(xs), np.nan)]).ravel(),
            np.tile([low, low + 0.9 * lane, np.nan], len(xs)),
            color=look.color, linewidth=(0.09 if many else 0.14) * SIZES[size].font, solid_capstyle="butt",
        )  # fmt: skip
        line.set_gid(mark(row, ("document", "theme") if many else keys))
        ax.add_line(line)
    names = style.short_names(ids)
    name_rows(ax, size, list(place.values()), [names[str(document)] for document in shown], head="document", top=-0.75)
    ax.set_ylim(len(shown) - 0.45, -0.55)
    scale(ax, size, "place in the document, % of its characters")
    ax.set_xlim(0, 100)
    key(ax, size, [known[theme] for theme in themes], marker="|", lift=1.4)
    for handle in ax.get_legend().legend_handles:  # type: ignore[union-attr]
        handle.set(markersize=SIZES[size].font, markeredgewidth=2.2)  # type: ignore[union-attr]
    numbers(ax, size, list(place.values()), {"mentions": [int(held.get(document, 0)) for document in shown]}, top=-0.75)
    cut = f"the {len(shown)} of {plural(len(ids), 'document')} with most mentions" if len(shown) < len(ids) else ""
    most_held = max(shown, key=lambda document: int(held.get(document, 0)))
    finish(
        ax, size, title=f"Where the {plural(len(mentions), 'mention')} of {plural(len(themes), 'theme')} stand",
        subtitle=details(counted(mentions), "one stroke per mention", cut, basis),
        alt=f"One row per document from beginning to end, a stroke at each mention, in {plural(len(themes), 'lane')}: "
        f"{style.join([known[theme].label for theme in themes])}. Most mentions: {names[str(most_held)]}, "
        f"{int(held.get(most_held, 0))}",
        caption_notes=mentions.attrs.get("notes", ()),
    )  # fmt: skip
    return ax


def _group(table: pd.DataFrame) -> str:
    """The column whose values are the rows of a chart: what the table was counted by."""
    return next((key for key in keys_of(table) if key != "theme"), "document")


def _highest(block: pd.DataFrame, n: int) -> pd.DataFrame:
    """The rows in their order, or if they are too many the n with most weight, heaviest first."""
    return block if len(block) <= n else block.sort_values("weight", ascending=False, kind="stable").head(n)


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
    return (72 * place.width - min(widest, 0.38 * 72 * place.width) - 6.5 * place.font - 20) / max(1, columns) - 3


def _weight_name(table: pd.DataFrame, size: str) -> str:
    name = WEIGHTINGS.get((table.attrs.get("settings") or {}).get("weighting", ""), "weight")
    return name.split(":")[0] + " (rate × idf)" if size == "column" and ":" in name else name


def _interval(table: pd.DataFrame) -> str:
    kind = table.attrs.get("interval", "")
    return f"lines: 95\u00a0% interval ({kind})" if kind else ""


def _title(table: pd.DataFrame, group: str, known: dict[str, Look], names: dict[str, str]) -> str:
    """The finding, if an interval settles one: a theme's lead over the other rows, or a row's over its other themes."""
    settled = _leads(table, "theme"), _leads(table, group)
    order = np.argsort(-table["weight"].to_numpy(), kind="stable")
    for place in order[(settled[0] | settled[1])[order]][:1]:
        top = table.iloc[place]
        label, name = known[str(top["theme"])].label, names[str(top[group])]
        said = f"{number(round(top['weight'], 2))} ({plural(int(top['count']), 'mention')})"
        if settled[0][place]:
            return f"{label} weighs most in {name}: {said}"
        return f"{label} outweighs all other themes in {name}: {said}"
    labels = [known[theme].label for theme in known if theme in set(table["theme"])]
    return f"{style.join(labels) if len(labels) <= 4 else plural(len(labels), 'theme')} by {group}"


def _leads(table: pd.DataFrame, column: str) -> np.ndarray:
    """Rows whose interval lies above those of all others with the same value of `column`, and which nothing flags."""
    if "low" not in table:
        return np.zeros(len(table), dtype=bool)
    held = table.groupby(column, sort=False)["high"]
    most, second = (
        held.transform("max"),
        held.transform(lambda high: np.partition(high.to_numpy(), -2)[-2] if len(high) > 1 else 0.0),
    )
    rival = np.where(table["high"] == most, second, most)
    sure = table["flag"].eq("") if "flag" in table else True
    return np.asarray((table["low"] > rival) & sure & (held.transform("size") > 1))


def _alt(table: pd.DataFrame, group: str, known: dict[str, Look], names: dict[str, str], how: str) -> str:
    ordered = table.sort_values("weight", ascending=False, kind="stable")
    top, last = ordered.iloc[0], ordered.iloc[-1]
    flagged = int((table["flag"] != "").sum()) if "flag" in table else 0
    ends = [
        f"{known[str(row['theme'])].label} in {names[str(row[group])]}, {number(row['weight'])} "
        f"from {plural(int(row['count']), 'mention')}"
        for row in (top, last)
    ]
    text = f"{how} of theme weight by {group}. Largest: {ends[0]}; smallest: {ends[1]}"
    return text + (f". {flagged} of {len(table)} numbers are flagged" if flagged else "")


def _lengths(mentions: pd.DataFrame, documents: pd.DataFrame | None) -> tuple[dict[Any, int], str]:
    """Characters of each document, and where they are known from if it is not the document itself."""
    if documents is not None and "length" in documents:
        return {document: int(length) for document, length in documents["length"].items()}, ""
    from analysis.corpus import open_corpus

    corpus = open_corpus(str(mentions.attrs.get("corpus", "")))
    if corpus is not None:
        return {document: len(corpus.text(document)) for document in corpus.ids}, ""
    return mentions.groupby("document")["end"].max().to_dict(), "100 % is the end of the last mention"


def _nothing(ax: Axes, table: pd.DataFrame, size: str) -> Axes:
    empty(ax, "No theme is mentioned.")
    finish(ax, size, title="No mentions of themes", subtitle=counted(table))
    return ax
