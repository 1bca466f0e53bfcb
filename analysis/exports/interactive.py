"""A chart of a notebook becomes one to ask: a click on any of its marks shows the sentences that it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pandas as pd

from analysis.charts.marks import describe, marks
from analysis.charts.names import document_names
from analysis.charts.style import plural, theme_colors
from analysis.errors import AnalysisError
from analysis.exports.dossier import corpus_of, described, figure_of
from analysis.exports.evidence import joined, placed, sentence_numbers
from analysis.exports.explorer_data import document_of, documents_of, places_of
from analysis.exports.pictures import pictures
from analysis.measures.timelines import CLOCKS

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes

    from analysis.corpus import Corpus
    from analysis.exports.explorer_widget import View


def interactive(
    ax: Axes | np.ndarray, evidence: pd.DataFrame, *, table: pd.DataFrame | None = None
) -> InteractiveChart:
    """The chart with its sentences one click away; `ax` is closed, and shown once.

    `evidence` is what `export` takes: one row per counted mention with document, start, end and the columns that its
    marks are made of (theme_mentions, passages, date_mentions …). `table`, the plotted numbers, is needed where a mark
    holds a period or a group of documents. Raises AnalysisError for a chart of other making than `analysis.charts`,
    and where the corpus that was counted is not open.

    >>> import analysis
    >>> corpus = analysis.make_corpus({"a": "Told in May 2021, and again in 2022."})
    >>> dates = analysis.date_mentions(corpus)
    >>> interactive(analysis.charts.date_bars(dates), dates)
    Chart('2 dates told in 1 document: 2 past', 2 mentions)
    """
    return InteractiveChart(ax, evidence, pd.DataFrame() if table is None else table)


class InteractiveChart:
    """What `interactive` gives: a notebook shows the chart, and beside it the sentences of the mark clicked."""

    def __init__(self, ax: Axes | np.ndarray, evidence: pd.DataFrame, table: pd.DataFrame) -> None:
        corpus = corpus_of(table, evidence)
        if corpus is None:
            raise AnalysisError(
                "the corpus that was counted is not open",
                where="evidence",
                do="call interactive in the session that read the corpus, with a table of a measure",
            )
        self.corpus: Corpus = corpus
        self.marks = [str(artist.get_gid()) for artist in figure_of(ax).findobj() if "=" in (artist.get_gid() or "")]
        if not self.marks:  # as it should be where nothing was found; a figure of other making never has any
            describe(ax)
        rows = joined(table, placed(evidence), corpus)
        check_keys(self.marks, rows)
        places = rows_of_marks(self.marks, rows).values()
        # Only what was drawn: a chart of the twenty most frequent words shows no others.
        self.rows = rows.iloc[sorted(set().union(*places))].reset_index(drop=True)
        self.words = described(ax, "chart", table)
        drawn = pictures(figure_of(ax), ("svg",), stem="chart", title=self.words.title, alt=self.words.alt)
        self.svg = drawn["svg"].decode("utf-8")
        from analysis.exports.explorer_widget import png

        self.picture = png(figure_of(ax))

    def __repr__(self) -> str:
        return f"Chart({self.words.title!r}, {plural(len(self.rows), 'mention')})"

    def index(self) -> dict[str, Any]:
        """What the view is given: the drawing, its mentions with their marks, and the documents that they stand in."""
        rows = self.rows
        if "sentence" not in rows.columns:
            places = list(zip(rows["document"], rows["start"].tolist(), rows["end"].tolist(), strict=True))
            rows = rows.assign(sentence=sentence_numbers(places, self.corpus))
        themes = rows["theme"] if "theme" in rows.columns else pd.Series([""] * len(rows))
        settings = {**self.rows.attrs.get("settings", {})}
        return {
            "chart": {"svg": self.svg, "alt": self.words.alt, "marks": self.marks_by_id(settings.get("labels", {}))},
            "documents": documents_of(self.corpus),
            "themes": looks(themes, settings),
            "mentions": {**places_of(self.corpus, rows), "theme": pd.factorize(themes)[0].tolist()},
            "rules": list(self.corpus.rules),
            # A chart says what time it shows, if any: no clocks beside it, and its texts without their dates.
            "clocks": {clock: {"period": [], "chosen": []} for clock in CLOCKS},
            "dates": {column: [] for column in ("document", "sentence", "period")},
        }

    def marks_by_id(self, labels: Mapping[str, str]) -> dict[str, dict[str, Any]]:
        """What a click on each mark leads to: what the mark is called, and the numbers of its mentions."""
        names = {"document": document_names(self.corpus.ids, self.corpus.documents), "theme": labels}
        return {
            one: {"name": name_of(one, names), "rows": places}
            for one, places in rows_of_marks(self.marks, self.rows).items()
        }

    @cached_property
    def view(self) -> View:
        """The live widget, made when it is first shown."""
        from analysis.exports.explorer_widget import View

        return View(self._answer, index=self.index())

    def _answer(self, question: Mapping[str, Any]) -> dict[str, Any]:
        return document_of(self.corpus, self.corpus.ids[int(question["document"])])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        from analysis.exports.explorer_widget import bundle

        return bundle(self.view, repr(self), self.picture)


def keys_of_mark(mark: str) -> tuple[str, ...]:
    """The columns that a mark is made of.

    >>> keys_of_mark("document=000;theme=clean-energy")
    ('document', 'theme')
    """
    return tuple(part.partition("=")[0] for part in mark.split(";"))


def check_keys(marks: Sequence[str], rows: pd.DataFrame) -> None:
    """Raises AnalysisError where the mentions lack a column that marks are made of: a click would show too much."""
    missing = [key for key in dict.fromkeys(key for one in marks for key in keys_of_mark(one)) if key not in rows]
    if missing:
        raise AnalysisError(
            f"the marks hold {', '.join(missing)}, which the mentions lack",
            where="evidence",
            do="add the column, or pass table= (the plotted numbers) to have a period or a group added",
        )


def rows_of_marks(named: Sequence[str], rows: pd.DataFrame) -> dict[str, list[int]]:
    """For each mark that has any, the numbers of its rows.

    >>> rows_of_marks(["theme=a", "theme=b;document=1"], pd.DataFrame({"theme": list("aab"), "document": list("121")}))
    {'theme=a': [0, 1], 'theme=b;document=1': [2]}
    """
    held: dict[str, list[int]] = {one: [] for one in named}
    for keys in dict.fromkeys(map(keys_of_mark, named)):
        for place, one in enumerate(marks(rows, keys)):
            held.get(one, []).append(place)
    return {one: places for one, places in held.items() if places}


def name_of(mark: str, names: Mapping[str, Mapping[str, str]]) -> str:
    """A mark as people say it.

    >>> name_of("document=000_e24a;theme=a%3Bb", {"document": {"000_e24a": "000"}, "theme": {}})
    '000, a;b'
    """
    parts = ((key, unquote(value)) for key, _, value in (part.partition("=") for part in mark.split(";")))
    return ", ".join(names.get(key, {}).get(value, value) for key, value in parts)


def looks(themes: pd.Series, settings: Mapping[str, Any]) -> list[dict[str, str]]:
    """Name, label and colour of each theme in the order of their first mention; mentions of no theme have one look."""
    names = list(dict.fromkeys(themes))
    labels, colors = settings.get("labels", {}), theme_colors(names, settings.get("colors", {}))
    return [{"name": name, "label": labels.get(name, name), "color": colors[name]} for name in names]
