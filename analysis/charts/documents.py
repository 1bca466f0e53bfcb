"""Charts of the documents themselves: how long, how dated, what cleaning took out, how alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts import style, typeset
from analysis.charts.frame import canvas, counted, details, empty, finish
from analysis.charts.looks import Look, key
from analysis.charts.marks import keys_of, mark, rows_of
from analysis.charts.names import called, document_names, facts_of, row_names
from analysis.charts.rows import bar, body_height, keep_ticks, name_rows, numbers, row_height, scale
from analysis.charts.spoken_dates import say_date
from analysis.charts.style import SIZES, chart, number, plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BASES = {"metadata": "from metadata", "stated": "stated", "inferred": "inferred", "unknown": "not known"}


@chart
def document_bars(documents: pd.DataFrame, *, ax: Axes | None = None, size: str = "page") -> Axes:
    """The words of each document of `corpus.documents`, with its date of publication and how that is known.

    The longest first, and of many documents these alone. Hollow where no date is known.

    >>> documents = pd.DataFrame({"words": [300, 200], "published": ["2022", ""], "basis": ["stated", "unknown"]},
    ...                          index=pd.Index(["a", "b"], name="document"))
    >>> [bar.get_width() for bar in document_bars(documents).patches]
    [300.0, 200.0]
    """
    table = documents.rename_axis("document").reset_index()
    most = SIZES[size].rows
    shown = table.sort_values("words", ascending=False, kind="stable").head(most)
    ax = canvas(ax, size, body=body_height(size, len(shown)))
    if shown.empty:
        empty(ax, "No documents.")
        finish(ax, size, title="No documents", subtitle="")
        return ax
    ys, names = list(range(len(shown))), document_names(table["document"], documents, size=size)
    for y, row in zip(ys, rows_of(shown), strict=True):
        gid = mark(row, ("document",))
        bar(ax, y, float(row["words"]), style.PALETTE[0], gid, hollow=not row.get("published"))
    name_rows(
        ax,
        size,
        ys,
        [names[str(document)] for document in shown["document"]],
        part=0.26 if size == "column" else 0.42,
        head="document",
    )
    scale(ax, size, "words of the body", top=float(shown["words"].max()), whole=True)
    font, narrow = 0.9 * SIZES[size].font, size == "column"
    dates = [typeset.fit(say_date(str(day)), (9 if narrow else 12) * font, font) for day in shown["published"]]
    beside: dict[str, list[object]] = {"words": shown["words"].tolist(), "published": list(dates)}
    if not narrow and table["basis"].nunique() > 1:
        beside["date is"] = [BASES.get(basis, str(basis)) for basis in shown["basis"]]
    numbers(ax, size, ys, beside)
    undated = int((table["published"] == "").sum())
    total = int(table["words"].sum())
    cut = f"the {len(shown)} longest" if len(shown) < len(table) else ""
    finish(
        ax, size,
        title=f"{plural(len(table), 'document')}, {plural(total, 'word')}; {_dates_said(table)}",
        subtitle=details("words of the body, date of publication", cut),
        notes=[f"Hollow: {plural(undated, 'document')} without a date."] if undated else [],
        alt=f"Horizontal bars of the words of each document. {_ends(table, names)}",
    )  # fmt: skip
    return ax


@chart
def cleaning_bars(table: pd.DataFrame, *, ax: Axes | None = None, size: str = "page") -> Axes:
    """The words that each cleaning rule took out of each document, and their share of its words.

    One row per document and rule: document, rule, words, share (of the document's words before cleaning).

    >>> table = pd.DataFrame({"document": "a", "rule": ["header", "caption"], "words": [6, 4], "share": [0.06, 0.04]})
    >>> [bar.get_gid() for bar in cleaning_bars(table).patches]
    ['document=a;rule=header', 'document=a;rule=caption']
    """
    totals = table.groupby("document", sort=False)[["words", "share"]].sum()
    cleaned = totals[totals["words"] > 0].sort_values("words", ascending=False, kind="stable")
    shown = list(cleaned.index[: SIZES[size].rows])
    kept, rules = set(shown), sorted(table.loc[table["words"] > 0, "rule"].unique())
    ax = canvas(ax, size, body=body_height(size, len(shown) + 1))
    if not shown:
        empty(ax, "Every word of the documents is counted.")
        finish(ax, size, title="Cleaning took nothing out", subtitle=counted(table))
        return ax
    colors, keys = style.theme_colors(rules), keys_of(table)
    hatches = {
        rule: ("", "////", "....", "\\\\\\\\", "xxxx", "||||", "----")[place % 7] for place, rule in enumerate(rules)
    }
    names, place = row_names(table, "document", size=size), {document: y for y, document in enumerate(shown)}
    for document, part in table[table["document"].isin(kept) & (table["words"] > 0)].groupby("document", sort=False):
        start = 0.0
        for _, row in part.iterrows():
            patch = bar(
                ax, place[document], float(row["words"]), colors[str(row["rule"])], mark(row, keys), start=start
            )
            patch.set(hatch=hatches[str(row["rule"])], edgecolor="white")
            start += float(row["words"])
    name_rows(ax, size, list(place.values()), [names[str(document)] for document in shown], head="document")
    scale(ax, size, "words taken out", top=float(totals["words"].max()), whole=True)
    chosen = totals.loc[shown]
    shares = [f"{100 * share:.1f}\u00a0%" for share in chosen["share"]]
    numbers(ax, size, list(place.values()), {"words": chosen["words"].tolist(), "share": shares})
    shown_rules = [Look(rule, colors[rule], "s", "-") for rule in rules]
    key(ax, size, shown_rules, hatches=[hatches[rule] for rule in rules], lift=1.4)
    cut = f"the {len(shown)} that lost most" if len(shown) < len(cleaned) else ""
    held = int(table.attrs.get("documents", len(totals)))
    top, name = cleaned.iloc[0], called("document", names[str(shown[0])])
    finish(
        ax, size,
        title=f"Cleaning took {plural(int(table['words'].sum()), 'word')} out of {_out_of(len(cleaned), held)}, "
        f"most from {name}: {number(top['words'])} ({100 * top['share']:.1f}\u00a0%)",
        subtitle=details(_before(table), "words by the rule that took them; share: of the document's own", cut),
        alt=f"Stacked horizontal bars of words taken out of each document, by rule: {style.join(rules)}",
        caption_notes=table.attrs.get("notes", ()),
    )  # fmt: skip
    return ax


@chart
def similarity_heatmap(table: pd.DataFrame, *, ax: Axes | None = None, size: str = "page") -> Axes:
    """How alike two documents are, by the cosine of `similarity`: one cell per pair, darker where more alike.

    >>> table = pd.DataFrame({"document": ["a"], "other": ["b"], "cosine": [0.25]})
    >>> [cell.get_gid() for cell in similarity_heatmap(table).patches]
    ['document=a;other=b']
    """
    from matplotlib import colormaps
    from matplotlib.colors import to_hex
    from matplotlib.patches import Rectangle

    group = next(key for key in (*keys_of(table), "document") if key != "other")
    ids = list(dict.fromkeys([*table[group], *table["other"]]))
    most = {"column": 8, "page": 18, "slide": 12}[size]
    pairs = table[table[group] != table["other"]]
    closest = pairs.sort_values("cosine", ascending=False, kind="stable")
    kept = set(list(dict.fromkeys(closest[[group, "other"]].to_numpy().ravel()))[:most])
    shown = [document for document in ids if document in kept]
    place = {document: y for y, document in enumerate(shown)}
    font = SIZES[size].font
    names = row_names(pd.DataFrame({group: ids}), group, size="column", facts=facts_of(table))
    labels = [names[str(document)] for document in shown]
    widest = max((typeset.text_width(label, font) for label in labels[:-1]), default=0.0)
    long = widest > 0.6 * 72 * SIZES[size].width / max(1, len(shown))
    below = min(widest, 72.0 if size == "column" else 110.0) if long else font
    ax = canvas(ax, size, body=1.25 * row_height(size) * max(2, len(shown)) + (below + 6 * font) / 72)
    if not shown:
        empty(ax, "No two documents to compare.")
        finish(ax, size, title="No two documents to compare", subtitle=counted(table))
        return ax
    keys, shades = keys_of(table), colormaps["Blues"]
    for row in rows_of(pairs[pairs[group].isin(kept) & pairs["other"].isin(kept)]):
        color = shades(0.95 * min(1.0, float(row["cosine"])))
        # Each pair stands once, below the diagonal, whichever way round the table has it.
        x, y = sorted((place[row[group]], place[row["other"]]))
        cell = Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, facecolor=color, edgecolor="white", linewidth=0)
        cell.set_gid(mark(row, keys))
        ax.add_patch(cell)
        if len(shown) <= 12 or size == "slide":
            ax.text(
                x, y, f"{row['cosine']:.2f}", ha="center", va="center", size=0.85 * font, color=style.text_on(color[:3])
            )
    name_rows(ax, size, list(range(1, len(shown))), labels[1:], part=0.3)
    ax.set_ylim(len(shown) - 0.5, 0.5)
    ax.set_xlim(-0.5, len(shown) - 1.5)
    heads = [typeset.fit(label, below / typeset.ROOM if long else 300, font) for label in labels[:-1]]
    ax.set_xticks(range(len(shown) - 1), heads, rotation=90 if long else 0)
    ax.tick_params(axis="x", length=0, pad=3)
    ax.spines[["left", "bottom"]].set_visible(False)
    keep_ticks(ax, size)
    steps = [0, 0.25, 0.5, 0.75, 1]  # a low cosine stays pale, however low the others are
    key(ax, size, [Look(f"{step:.2f}", to_hex(shades(0.95 * step)), "s", "-") for step in steps], marker="s")
    first, last = closest.iloc[0], closest.iloc[-1]

    def pair(row: pd.Series) -> str:
        return style.join([called(group, names[str(row[key])]) for key in (group, "other")])

    cut = f"the {len(shown)} of {plural(len(ids), group)} nearest to another" if len(shown) < len(ids) else ""
    finish(
        ax, size,
        title=f"Most alike: {pair(first)}, cosine {first['cosine']:.2f}",
        subtitle=details(
            counted(table), "cosine of TF-IDF weights: 0 no shared word, 1 the same words", "darker: more alike", cut
        ),
        alt=f"A grid of document pairs, darker for more alike. Most alike: {pair(first)}, "
        f"{first['cosine']:.2f}; least: {pair(last)}, {last['cosine']:.2f}",
        caption_notes=table.attrs.get("notes", ()),
    )  # fmt: skip
    return ax


def _before(table: pd.DataFrame) -> str:
    """How many documents and words there were before cleaning."""
    left = table.attrs.get("words")
    if left is None:
        return counted(table)
    documents = plural(int(table.attrs["documents"]), "document") if "documents" in table.attrs else ""
    return ", ".join(filter(None, [documents, f"{plural(left + int(table['words'].sum()), 'word')} before cleaning"]))


def _out_of(some: int, all_: int) -> str:
    """How many documents of how many.

    >>> _out_of(3, 60), _out_of(3, 3)
    ('3 of 60 documents', '3 documents')
    """
    return plural(all_, "document") if some == all_ else f"{number(some)} of {plural(all_, 'document')}"


def _dates_said(table: pd.DataFrame) -> str:
    """How the days of publication are known, in words.

    >>> _dates_said(pd.DataFrame({"basis": ["stated", "inferred", "inferred"]}))
    'dates: 1 stated, 2 inferred'
    >>> _dates_said(pd.DataFrame({"basis": ["metadata"] * 9}))
    'all dates from metadata'
    """
    held = table["basis"].value_counts()
    known = [(BASES[basis], int(held[basis])) for basis in BASES if basis in held]
    if len(known) == 1:
        return f"{'all dates' if len(table) > 1 else 'date'} {known[0][0]}"
    return f"dates: {', '.join(f'{number(count)} {said}' for said, count in known)}"


def _ends(table: pd.DataFrame, names: dict[str, str]) -> str:
    ordered = table.sort_values("words", kind="stable")
    low, high = ordered.iloc[0], ordered.iloc[-1]
    return (
        f"Longest: {called('document', names[str(high['document'])])}, {plural(int(high['words']), 'word')}; "
        f"shortest: {called('document', names[str(low['document'])])}, {plural(int(low['words']), 'word')}"
    )
