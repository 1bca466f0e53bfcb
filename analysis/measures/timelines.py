"""Themes over time on two clocks: when a document was published, and the dates told beside a theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import AnalysisError
from analysis.measures.dates import date_mentions
from analysis.measures.periods import (
    LANES,
    UNCERTAIN,
    UNDATED,
    check_period,
    fitting_period,
    period_labels,
    periods_between,
)
from analysis.measures.results import Described, result
from analysis.measures.theme_file import Themes
from analysis.measures.themes import theme_mentions
from analysis.measures.uncertainty import FEWEST_DOCUMENTS, flag, rate_interval, wilson

if TYPE_CHECKING:
    from analysis.corpus import Corpus

CLOCKS = ("published", "mentioned")
_COLUMNS = ["period", "theme", "count", "documents", "all_documents", "words"]


def timeline(corpus: Corpus, themes: Themes, *, every: str | None = None, dated_by: str = "published") -> pd.DataFrame:
    """One row per period and theme: period, theme, count, documents, all_documents, words, per_1000, document_share,
    low, high, rate_low, rate_high, flag.

    Periods (EDTF) run without holes from the first to the last; `every` is day, week, month, season, quarter, half,
    year, decade or century, by default the finest that suits the dates (never the season, whose winters cross years).
    A date wider than its period goes to the lane `uncertain`, an undated document to `undated`: both are rows too,
    when they hold anything.

    `dated_by="published"`: the documents of a period, their words and the mentions in them. `dated_by="mentioned"`: a
    mention of a theme counts at every date told in its own sentence (body only, kind `date`); all_documents and words
    are those of the sentences that tell a date in the period.

    document_share = documents / all_documents with its Wilson interval low, high; per_1000 is per 1,000 words, with
    rate_low and rate_high as `theme_weights` gives them to groups: bootstrap over documents, below 8 exact Poisson.
    All six are NaN in a period without documents: a gap, not a zero.

    >>> from analysis import make_corpus, read_themes
    >>> texts = pd.DataFrame({"document": ["a", "b"], "text": ["Solar.", "Coal."], "published": ["2020", "2022"]})
    >>> table = timeline(make_corpus(texts), read_themes("seeds/themes.toml"), every="year")
    >>> table[table.theme == "clean-energy"][["period", "documents", "all_documents"]].values.tolist()
    [['2020', 1, 1], ['2021', 0, 0], ['2022', 0, 1]]
    """
    check_clock(dated_by)
    units, mentions = (
        dated_units(corpus, dated_by),
        numbered(theme_mentions(corpus, themes), corpus.numbers, themes, dated_by),
    )
    units = units.assign(document=_numbers(units, corpus.numbers))
    return over_time(corpus, units, mentions, themes, every=every, dated_by=dated_by)


def numbered(mentions: pd.DataFrame, numbers: Mapping[str, int], themes: Themes, dated_by: str) -> pd.DataFrame:
    """Of the rows of `theme_mentions` what a timeline counts: document, theme, count, and by the dates told sentence.

    All are numbers, and what is alike is one row, so that many documents need little room. `numbers` is the number of
    each document in the corpus.
    """
    theme = pd.Categorical(mentions["theme"], categories=list(themes.names)).codes
    table = pd.DataFrame({"document": _numbers(mentions, numbers), "theme": theme.astype(np.int16)})
    if dated_by == "mentioned":
        table["sentence"] = mentions["sentence"].to_numpy(np.int32)
    return table.groupby(list(table.columns), sort=False).size().rename("count").astype(np.int32).reset_index()


def _numbers(table: pd.DataFrame, numbers: Mapping[str, int]) -> npt.NDArray[np.int32]:
    return np.asarray(table["document"].map(numbers), dtype=np.int32)


def check_clock(dated_by: str) -> None:
    """Raise AnalysisError unless there is such a clock."""
    if dated_by not in CLOCKS:
        raise AnalysisError(f"there is no clock {dated_by!r}", where="dated_by", do=f"choose from {', '.join(CLOCKS)}")


def over_time(
    corpus: Described, units: pd.DataFrame, mentions: pd.DataFrame, themes: Themes, *, every: str | None, dated_by: str
) -> pd.DataFrame:
    """The last step of `timeline`, from the rows of `dated_units` and `numbered` of all documents of a corpus; both
    name a document by its number."""
    if every is None:
        every = fitting_period(units["earliest"], units["latest"])
    check_period(every)
    units = units.assign(period=_labels(units, every))
    placed = _with_period(mentions, units, dated_by)
    counted = _with_rate_intervals(_shares(_counted(units, placed, themes.names, every)), units, placed, corpus.ids)
    return result(
        counted.assign(flag=_flags(counted)),
        corpus,
        "timeline",
        interval="Wilson interval of document_share; of per_1000 Poisson bootstrap over documents, below "
        f"{FEWEST_DOCUMENTS} documents exact Poisson of these documents",
        notes=_notes(corpus),
        every=every,
        dated_by=dated_by,
        **themes.settings,
    )


def add_period(evidence: pd.DataFrame, corpus: Corpus, *, every: str, dated_by: str = "published") -> pd.DataFrame:
    """Rows with document, sentence (mentions of anything) with the column `period` that `timeline` counts them in.

    By `mentioned`, a row stands once for each period told in its sentence, and not at all where no date is told.
    """
    return with_period(evidence, dated_units(corpus, dated_by), every=every, dated_by=dated_by)


def with_period(evidence: pd.DataFrame, units: pd.DataFrame, *, every: str, dated_by: str) -> pd.DataFrame:
    """The last step of `add_period`, from the rows of `dated_units` of all documents of a corpus."""
    return _with_period(evidence, units.assign(period=_labels(units, every)), dated_by)


def _with_period(evidence: pd.DataFrame, units: pd.DataFrame, dated_by: str) -> pd.DataFrame:
    keys = ["document"] if dated_by == "published" else ["document", "sentence"]
    # A sentence that tells two dates of one period has the mention at both: each date is a row of its own.
    joined = evidence.drop(columns="period", errors="ignore").merge(units[[*keys, "period"]], on=keys, how="inner")
    joined.attrs = evidence.attrs
    return joined


def dated_units(corpus: Corpus, dated_by: str) -> pd.DataFrame:
    """What stands on a clock: documents with their publication interval, or dates told, with their sentence's words."""
    if dated_by == "published":
        documents = corpus.documents.reset_index()
        return documents[["document", "earliest", "latest", "words"]].assign(sentence=0)
    told = date_mentions(corpus)
    told = told.loc[
        (told["place"] == "body") & (told["kind"] == "date"), ["document", "sentence", "earliest", "latest"]
    ]
    store = corpus.words
    lengths = np.bincount(_running_sentence(corpus, store.owners, store.sentences), minlength=len(corpus.spans.starts))
    owner = told["document"].map(corpus.numbers).to_numpy(dtype=np.int64)
    return told.assign(words=lengths[_running_sentence(corpus, owner, told["sentence"].to_numpy())])


def _running_sentence(
    corpus: Corpus, document: npt.NDArray[np.integer], sentence: npt.NDArray[np.integer]
) -> npt.NDArray[np.int64]:
    return corpus.spans.pointers[document] + sentence


def _labels(units: pd.DataFrame, every: str) -> npt.NDArray[np.object_]:
    return period_labels(units["earliest"].to_numpy("datetime64[s]"), units["latest"].to_numpy("datetime64[s]"), every)


def _counted(base: pd.DataFrame, mentions: pd.DataFrame, themes: tuple[str, ...], every: str) -> pd.DataFrame:
    periods = _all_periods(base, every)
    # A sentence that tells two dates of one period is one sentence, so its words count once.
    units = base.drop_duplicates(["document", "sentence", "period"])
    every_unit = units.groupby("period").agg(all_documents=("document", "nunique"), words=("words", "sum"))
    held = mentions.groupby(["period", "theme"]).agg(count=("count", "sum"), documents=("document", "nunique"))
    rows = pd.MultiIndex.from_product([periods, range(len(themes))], names=["period", "theme"])
    table = held.reindex(rows, fill_value=0).reset_index()
    table["theme"] = np.array(themes, dtype=object)[table["theme"]]
    table = table.join(every_unit.reindex(periods, fill_value=0), on="period")
    return table[_COLUMNS].astype({"period": "str", "theme": "str"})


def _all_periods(base: pd.DataFrame, every: str) -> list[str]:
    inside = base[~base["period"].isin(LANES)]
    between = (
        periods_between(inside["earliest"].min().to_numpy(), inside["latest"].max().to_numpy(), every)
        if len(inside)
        else []
    )
    return [*between, *(lane for lane in (UNCERTAIN, UNDATED) if (base["period"] == lane).any())]


def _shares(table: pd.DataFrame) -> pd.DataFrame:
    documents, everything = table["documents"].to_numpy(), table["all_documents"].to_numpy()
    words, empty = table["words"].to_numpy(), everything == 0
    low, high = wilson(documents, everything)
    return table.assign(
        per_1000=np.where(empty, np.nan, 1000 * table["count"] / np.maximum(words, 1)),
        document_share=np.where(empty, np.nan, documents / np.maximum(everything, 1)),
        low=low,
        high=high,
    )


def _flags(table: pd.DataFrame) -> pd.Series:
    flags = flag(table["count"], table["documents"])
    return pd.Series(np.where(table["all_documents"] == 0, "", flags), index=table.index, dtype="str")


def _with_rate_intervals(
    table: pd.DataFrame, units: pd.DataFrame, mentions: pd.DataFrame, names: Sequence[str]
) -> pd.DataFrame:
    """`table` with the interval of each rate, from what each document of a period holds."""
    once = units.drop_duplicates(["document", "sentence", "period"])
    words = once.groupby(["period", "document"])["words"].sum()
    themes = list(dict.fromkeys(table["theme"]))
    held = mentions.groupby(["period", "document", "theme"])["count"].sum().unstack("theme", fill_value=0)
    counts = held.reindex(index=words.index, columns=range(len(themes)), fill_value=0).to_numpy()
    sizes, ids = words.to_numpy(), words.index.get_level_values("document").to_numpy()
    ends = {period: (np.full(len(themes), np.nan),) * 2 for period in table["period"]}
    for period, places in words.groupby(level="period").indices.items():
        if sizes[places].sum():
            ends[period] = rate_interval(counts[places], sizes[places], [names[number] for number in ids[places]])[:2]
        else:
            ends[period] = (np.zeros(len(themes)),) * 2  # documents without a word: no rate, as in the table of weights
    # The table is periods × themes, in this order.
    rows = [np.column_stack(ends[period]) for period in dict.fromkeys(table["period"])]
    both = np.concatenate([np.empty((0, 2)), *rows])
    return table.assign(rate_low=both[:, 0], rate_high=both[:, 1])


def _notes(corpus: Described) -> list[str]:
    undated = int((corpus.documents["basis"] == "unknown").sum())
    return [f"{undated} of {len(corpus.ids)} documents without a date"]
