"""The chart of dispersion: where in each document the mentions of themes stand, from its beginning to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.charts import style
from analysis.charts.frame import canvas, counted, details, empty, finish
from analysis.charts.looks import key, looks
from analysis.charts.marks import keys_of, mark, rows_of
from analysis.charts.names import called, document_names, facts_of
from analysis.charts.rows import name_rows, numbers, row_height, scale, tied_rows
from analysis.charts.style import SIZES, chart, number, plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MANY = 800  # strokes; of more, each lane is one mark
TALLEST = {"column": 5.0, "page": 5.4, "slide": 4.4}  # inches for the rows, so that the whole fits a page


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
    themes = [theme for theme in known if theme in set(mentions["theme"].unique())]
    held = mentions["document"].value_counts()
    ids = list(documents.index if documents is not None else dict.fromkeys(mentions["document"]))
    most = int(SIZES[size].rows / (1 + 0.12 * len(themes)))
    kept = set(held.index[:most]) if len(ids) > most else set(ids)
    shown = [document for document in ids if document in kept]
    tall = min(0.75 + 0.3 * len(themes), max(1.0, TALLEST[size] / row_height(size) / max(1, len(shown))))
    ax = canvas(ax, size, body=tall * row_height(size) * max(1, len(shown)) + 6.5 * SIZES[size].font / 72)
    if mentions.empty:
        empty(ax, "No theme is mentioned.")
        finish(ax, size, title="No mentions of themes", subtitle=counted(mentions))
        return ax
    lengths, basis = _lengths(mentions, documents)
    keys, lane = keys_of(mentions), 0.8 / max(1, len(themes))
    place = {document: y for y, document in enumerate(shown)}
    for y in place.values():
        ax.axhspan(y - 0.42, y + 0.42, color="#f2f2f2", linewidth=0, zorder=0)
    strokes = mentions[mentions["document"].isin(kept)]
    many = len(strokes) > MANY
    # Of many mentions each lane is one mark, for thousands of single strokes draw slowly and click badly.
    shared = ("document", "theme") if many else keys
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(strokes):
        groups.setdefault(mark(row, shared), []).append(row)
    for gid, part in groups.items():
        theme, document = str(part[0]["theme"]), part[0]["document"]
        low = place[document] - 0.4 + lane * themes.index(theme)
        xs = 100 * np.array([row["start"] for row in part], dtype=float) / max(1, lengths[document])
        # Three points per stroke, the third a gap; added as artists, for lines would look for new limits every time.
        line = Line2D(
            np.column_stack([xs, xs, np.full(len(xs), np.nan)]).ravel(),
            np.tile([low, low + 0.9 * lane, np.nan], len(xs)),
            color=known[theme].color, linewidth=(0.09 if many else 0.14) * SIZES[size].font, solid_capstyle="butt",
        )  # fmt: skip
        line.set_gid(gid)
        ax.add_artist(line)
    facts = documents if documents is not None and "title" in documents else facts_of(mentions)
    names = document_names(ids, facts, size=size)
    name_rows(ax, size, list(place.values()), [names[str(document)] for document in shown], head="document", top=-0.75)
    ax.set_ylim(len(shown) - 0.45, -0.55)
    scale(ax, size, "place in the document, % of its characters")
    ax.set_xlim(0, 100)
    key(ax, size, [known[theme] for theme in themes], marker="|", lift=1.4, stacked=True)
    for handle in ax.get_legend().legend_handles:  # type: ignore[union-attr]
        handle.set(markersize=SIZES[size].font, markeredgewidth=2.2)  # type: ignore[union-attr]
    numbers(ax, size, list(place.values()), {"mentions": [int(held.get(document, 0)) for document in shown]}, top=-0.75)
    few = len(shown) < len(ids)
    cut = f"the {len(shown)} of {plural(len(ids), 'document')} with most mentions" if few else ""
    drawn, most_said = len(strokes), f"{number(len(mentions))} mentions"
    most_held = max(shown, key=lambda document: int(held.get(document, 0)))
    finish(
        ax, size, title=(f"{number(drawn)} of {most_said}" if few else plural(len(mentions), "mention"))
        + f" of {plural(len(themes), 'theme')}, by their place in {plural(len(shown), 'document')}",
        subtitle=details(counted(mentions), "a stroke per mention, lanes in the order of the key", cut, basis),
        alt=f"One row per document from beginning to end, a stroke at each mention, in {plural(len(themes), 'lane')}: "
        f"{style.join([known[theme].label for theme in themes])}. "
        f"Most mentions: {called('document', names[str(most_held)])}, "
        f"{int(held.get(most_held, 0))}",
        notes=[tied_rows(held, len(shown), "document", "mentions")] if few else [],
        caption_notes=mentions.attrs.get("notes", ()),
    )  # fmt: skip
    return ax


def _lengths(mentions: pd.DataFrame, documents: pd.DataFrame | None) -> tuple[dict[Any, int], str]:
    """Characters of each document, and where they are known from if it is not the document itself."""
    if documents is not None and "length" in documents:
        return {document: int(length) for document, length in documents["length"].items()}, ""
    from analysis.corpus import open_corpus

    corpus = open_corpus(str(mentions.attrs.get("corpus", "")))
    if corpus is not None:
        return {document: len(corpus.text(document)) for document in corpus.ids}, ""
    return mentions.groupby("document")["end"].max().to_dict(), "100 % is the end of the last mention"
