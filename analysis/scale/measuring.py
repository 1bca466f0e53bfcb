"""Each measure over parts: which pieces it needs, and how its table is finished from them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import AnalysisError
from analysis.measures.asked import kept_query
from analysis.measures.contrast import contrast, contrasted
from analysis.measures.dates import date_mentions, described_dates
from analysis.measures.passages import Passages, in_order, passages
from analysis.measures.results import Described, result
from analysis.measures.sides import (
    check_no_reference,
    over_one_vocabulary,
)
from analysis.measures.terms import TermColumns, frequencies, term_frequencies
from analysis.measures.theme_file import Theme, Themes
from analysis.measures.theme_weights import ThemeCounts, check_weighting, theme_weights, weigh, weigh_parts
from analysis.measures.themes import check_themes, theme_mentions
from analysis.measures.timelines import check_clock, numbered, over_time, timeline
from analysis.measures.weights import Weighing, check_weighing, tf_idf
from analysis.scale.contrasting import WORDS, sides_over_parts, words_beside
from analysis.scale.evidence import sampled
from analysis.scale.merged import Merged, stacked
from analysis.scale.pieces import SAMPLED, Piece, theme_counts_of
from analysis.scale.streaming import stream

Options = Mapping[str, Any]

SIZES, DOCUMENTS, DATES, TOLD = (
    Piece("sizes"),
    Piece("documents"),
    Piece("dates"),
    Piece("dates told"),
)
ROW = "row of the query"
STEP = 1_000  # documents whose rows are made at a time


@dataclass(frozen=True)
class Asked:
    """One measure with its options; `pieces` are what it needs of every part."""

    function: Callable[..., pd.DataFrame]
    options: Options
    pieces: tuple[Piece, ...]
    to: str | Path | None = None
    top: int | None = None
    keep: Mapping[str, Any] = field(default_factory=dict)

    @staticmethod
    def of(measure: Callable[..., Any]) -> Asked:
        """From a measure, or a `functools.partial` of one. Raises AnalysisError for what does not add up."""
        given = dict(measure.keywords) if isinstance(measure, partial) else {}
        function = measure.func if isinstance(measure, partial) else measure
        to, top = given.pop("to", None), given.pop("top", None)
        if function not in _MEASURES:
            known = ", ".join(one.__name__ for one in _MEASURES)
            name = getattr(function, "__name__", str(function))
            raise AnalysisError(f"{name} does not add up over parts", where="measure", do=f"choose from {known}")
        arguments = measure.args if isinstance(measure, partial) else ()
        bound = inspect.signature(function).bind(None, *arguments, **given)
        bound.apply_defaults()
        options = dict(list(bound.arguments.items())[1:])
        is_of_rows = function in _OF_ROWS or (function is theme_weights and top is None and options["by"] == "document")
        if (to is not None or top is not None) and not is_of_rows:
            rows = ", ".join(one.__name__ for one in _OF_ROWS)
            raise AnalysisError(
                f"{function.__name__} is finished whole", where="to" if top is None else "top", do=f"only for {rows}"
            )
        return Asked(function, options, (SIZES, *_MEASURES[function][0](options)), to, top)

    @staticmethod
    def sample(measure: partial[Any], most: int, seed: int, table: pd.DataFrame | None) -> Asked:
        """The evidence of a chart, from a measure of mentions."""
        one = Asked.of(measure)
        if one.function not in (theme_mentions, date_mentions, passages):
            raise AnalysisError(
                f"{one.function.__name__} gives no mentions",
                where="evidence",
                do="choose from theme_mentions, date_mentions, passages",
            )
        told = table is not None and table.attrs.get("settings", {}).get("dated_by") == "mentioned"
        piece = Piece(SAMPLED, (one.pieces[-1].kind, *one.pieces[-1].arguments, most, seed))
        pieces = (SIZES, DOCUMENTS, *([TOLD] if told else []), piece)
        return Asked(one.function, one.options, pieces, keep={"most": most, "seed": seed, "table": table})

    def finish(self, merged: Merged) -> Any:
        """The table, from the pieces of all parts."""
        if self.keep:
            return sampled(merged, self.pieces[-1], TOLD, **self.keep, described=self._described)
        if self.function in _OF_ROWS:
            return self._rows(merged)
        if self.to is not None:
            return stream(self.to, _theme_weights_by_part(merged, self.options), None)
        table: pd.DataFrame = _MEASURES[self.function][1](merged, self.options)
        return table

    def _rows(self, merged: Merged) -> Any:
        """Rows of a document, part by part: into a file, or as one table."""
        tables = _MEASURES[self.function][1](merged, self.options)
        if self.to is not None:
            return stream(self.to, (self._described(table, merged) for table in tables), self.top)
        sort = self.options.get("sort", "text")
        if self.top is None:
            return self._described(_sorted(stacked(list(tables)), merged, sort), merged)
        firsts, total = [], 0
        for table in tables:
            total += len(table)
            firsts.append(table.head(self.top))
        table = self._described(_sorted(stacked(firsts), merged, sort).head(self.top), merged)
        if len(table) < total:
            table.attrs["notes"] = [*table.attrs["notes"], f"the first {len(table):,} of {total:,} rows"]
        return table

    def _described(self, table: pd.DataFrame, merged: Merged) -> pd.DataFrame:
        """A table of some or all rows, with what is known of all documents."""
        if self.function is date_mentions:
            return described_dates(table, merged, merged.columns(["published"])["published"].tolist())
        attrs = table.attrs
        if self.function is passages:
            attrs["settings"]["asked"] = kept_query(self.options["query"])
        table = table.drop(columns=ROW, errors="ignore")
        described = result(
            table, merged, attrs["measure"], interval=attrs["interval"], notes=attrs["notes"], **attrs["settings"]
        )
        if self.function is not passages:
            return described
        shown = Passages(described)
        shown.attrs = described.attrs
        return shown


def _sorted(table: pd.DataFrame, merged: Merged, sort: str) -> pd.DataFrame:
    attrs = table.attrs
    if ROW in table.columns:
        table = table.sort_values(ROW, kind="stable", ignore_index=True)
    elif sort != "text":
        table = table.sort_values("start", kind="stable", ignore_index=True)
        number = table["document"].map(merged.numbers).to_numpy()
        table = table.iloc[np.argsort(number, kind="stable")].reset_index(drop=True)
    else:
        table = merged.in_order(table)
    table = in_order(table, sort)
    table.attrs = attrs
    return table


def _grouped(by: str | None) -> tuple[Piece, ...]:
    return () if by in (None, "document") else (DOCUMENTS,)


def _about(merged: Merged, by: str | None) -> Described:
    """What is asked of documents that are grouped by a column or a period."""
    return merged.about(by or "document", "earliest", "latest")


def _terms_pieces(options: Options) -> tuple[Piece, ...]:
    return (Piece("terms", (options["n"],)), *_grouped(options["by"]))


def _terms(merged: Merged, options: Options) -> pd.DataFrame:
    terms, blocks = merged.counts(Piece("terms", (options["n"],)))
    columns = TermColumns.chosen(terms, stopwords=options["stopwords"], same=options["same"], n=options["n"])
    chosen = lambda: (block._replace(counts=columns.of(block.counts)) for block in blocks())  # noqa: E731
    return frequencies(
        _about(merged, options["by"]), chosen, columns, merged.words.sizes, by=options["by"], n=options["n"]
    )


def _weight_pieces(options: Options) -> tuple[Piece, ...]:
    check_weighing(options["scheme"], options["norm"])
    return (WORDS,)


def _weights(merged: Merged, options: Options) -> Iterator[pd.DataFrame]:
    """TF-IDF of each part, once it is known how many documents of all parts hold each term."""
    terms, blocks = merged.counts(WORDS)
    columns = TermColumns.chosen(terms, stopwords=options["stopwords"])
    held = np.zeros(len(columns.terms), np.int64)
    for block in blocks():
        held += np.bincount(columns.of(block.counts).indices, minlength=len(held))
    weighing = Weighing(
        options["scheme"], options["norm"], tuple(options["stopwords"]), columns.terms, held, len(merged.ids)
    )
    ids = np.array(merged.ids, dtype=object)
    for some in (few for block in blocks() for few in block.in_steps(STEP)):
        sizes = merged.words.sizes[some.documents]
        table = weighing.rows(ids[some.documents].tolist(), columns.of(some.counts), sizes)
        yield result(table, merged, "tf_idf", notes=weighing.notes, **weighing.settings)


def _contrast_pieces(options: Options) -> tuple[Piece, ...]:
    target, reference = options["target"], options["reference"]
    if isinstance(target, Theme | Themes | pd.DataFrame):
        check_no_reference(reference)
        return (WORDS, words_beside(target))
    return (WORDS, DOCUMENTS) if any(isinstance(side, Mapping) for side in (target, reference)) else (WORDS,)


def _contrast(merged: Merged, options: Options) -> pd.DataFrame:
    target, reference = options["target"], options["reference"]
    return contrasted(
        merged,
        over_one_vocabulary(*sides_over_parts(merged, target, reference)),
        target,
        reference,
        minimum=options["minimum"],
        stopwords=options["stopwords"],
    )


def _mention_pieces(options: Options) -> tuple[Piece, ...]:
    check_themes(options["themes"])
    return (Piece("theme mentions", (options["themes"],)),)


def _mentions(merged: Merged, options: Options) -> Iterator[pd.DataFrame]:
    return _piece_rows(merged, Piece("theme mentions", (options["themes"],)))


def _piece_rows(merged: Merged, piece: Piece) -> Iterator[pd.DataFrame]:
    return (tables["rows"] for tables in merged.pieces(piece))


def _theme_weight_pieces(options: Options) -> tuple[Piece, ...]:
    check_themes(options["themes"])
    check_weighting(options["weighting"])
    return (Piece("theme counts", (options["themes"],)), *_grouped(options["by"]))


@dataclass(frozen=True)
class _ThemeCounts:
    """The counts of themes, part by part, as often as they are gone through."""

    merged: Merged
    themes: Themes

    def __iter__(self) -> Iterator[ThemeCounts]:
        parts = self.merged.pieces(Piece("theme counts", (self.themes,)))
        for place, tables in zip(self.merged.places, parts, strict=True):
            yield theme_counts_of(tables, place, self.themes)


def _theme_weights(merged: Merged, options: Options) -> pd.DataFrame:
    counts = _ThemeCounts(merged, options["themes"])
    return weigh(
        _about(merged, options["by"]), counts, options["themes"], weighting=options["weighting"], by=options["by"]
    )


def _theme_weights_by_part(merged: Merged, options: Options) -> Iterator[pd.DataFrame]:
    counts = _ThemeCounts(merged, options["themes"])
    return weigh_parts(merged, counts, options["themes"], weighting=options["weighting"])


def _timeline_pieces(options: Options) -> tuple[Piece, ...]:
    check_clock(options["dated_by"])
    told = (TOLD,) if options["dated_by"] == "mentioned" else ()
    return (DOCUMENTS, *_mention_pieces(options), *told)


def _timeline(merged: Merged, options: Options) -> pd.DataFrame:
    themes, dated_by = options["themes"], options["dated_by"]
    rows = zip(merged.places, _mentions(merged, options), strict=True)
    mentions = stacked(
        [numbered(some, {merged.ids[n]: n for n in place.tolist()}, themes, dated_by) for place, some in rows]
    )
    if dated_by == "published":
        units = merged.columns(["earliest", "latest", "words"]).assign(document=np.arange(len(merged.ids)), sentence=0)
    else:
        units = stacked(list(_piece_rows(merged, TOLD)))
        units = units.assign(document=units["document"].map(merged.numbers))
    return over_time(merged.about("basis"), units, mentions, themes, every=options["every"], dated_by=dated_by)


def _passage_piece(options: Options) -> Piece:
    query = options["query"]
    if isinstance(query, pd.DataFrame):
        query = query.assign(**{ROW: np.arange(len(query))})
    return Piece("passages", (query, options["width"], options["sort"]))


# For each measure the pieces that it needs, the last of them those that its rows are made of, and how it is finished.
_MEASURES: Mapping[Callable[..., Any], tuple[Callable[[Options], tuple[Piece, ...]], Callable[[Merged, Options], Any]]]
_MEASURES = {
    term_frequencies: (_terms_pieces, _terms),
    tf_idf: (_weight_pieces, _weights),
    contrast: (_contrast_pieces, _contrast),
    theme_mentions: (_mention_pieces, _mentions),
    theme_weights: (_theme_weight_pieces, _theme_weights),
    date_mentions: (lambda options: (DOCUMENTS, DATES), lambda merged, options: _piece_rows(merged, DATES)),
    timeline: (_timeline_pieces, _timeline),
    passages: (
        lambda options: (_passage_piece(options),),
        lambda merged, options: _piece_rows(merged, _passage_piece(options)),
    ),
}
_OF_ROWS = (theme_mentions, date_mentions, passages, tf_idf)
