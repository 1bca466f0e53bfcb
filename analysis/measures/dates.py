"""Every date that the documents tell: in the body, and in the headers and captions that stand outside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from analysis.language.dates import read_dates
from analysis.measures.results import Described, result

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from analysis.corpus import Corpus

OUTSIDE = ("header", "caption")
UNKNOWN = np.iinfo(np.int64).min  # NaT


def date_mentions(corpus: Corpus) -> pd.DataFrame:
    """One row per date expression, in text order.

    document, sentence (-1 outside the body), place (body, header, caption), start, end, text, edtf, earliest and latest
    (datetime64[s], NaT where open or unknown), granularity, bound, kind, role: see the codebook. Relative and year-less
    dates are read against the publication date, or the interval it is known by; where it is unknown they stay unknown.
    The grammar is English; ISO, numeric and Chinese dates are read in any text.

    >>> from analysis import make_corpus
    >>> date_mentions(make_corpus({"a": "Sales rose in 2022."}))[["text", "edtf", "place"]].values.tolist()
    [['2022', '2022', 'body']]
    """
    if corpus not in _TOLD:
        _TOLD[corpus] = _date_mentions(corpus)
    return _TOLD[corpus].copy(deep=False)


# Reading dates is the dearest thing that is asked of a corpus more than once, and a corpus never changes.
_TOLD: WeakKeyDictionary[Corpus, pd.DataFrame] = WeakKeyDictionary()


def _date_mentions(corpus: Corpus) -> pd.DataFrame:
    columns = _Columns()
    for document in corpus.ids:
        _add(columns, corpus, document)
    table = pd.DataFrame(
        {
            "document": _strings(columns.document),
            "sentence": np.concatenate([np.zeros(0, dtype=np.int64), *columns.sentence]),
            "place": _strings(columns.place),
            "start": np.array(columns.start, dtype=np.int64),
            "end": np.array(columns.end, dtype=np.int64),
            "text": _strings(columns.text),
            "edtf": _strings(columns.edtf),
            "earliest": _days(columns.earliest),
            "latest": _days(columns.latest),
            "granularity": _strings(columns.granularity),
            "bound": _strings(columns.bound),
            "kind": _strings(columns.kind),
            "role": _strings(columns.role),
        }
    )
    return described_dates(table, corpus, [corpus.publication(document).published for document in corpus.ids])


@dataclass
class _Columns:
    """The columns of the table, as they grow; `sentence` document by document, days as numbers since 1970."""

    document: list[str] = field(default_factory=list)
    sentence: list[npt.NDArray[np.int64]] = field(default_factory=list)
    place: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    edtf: list[str] = field(default_factory=list)
    earliest: list[int | None] = field(default_factory=list)
    latest: list[int | None] = field(default_factory=list)
    granularity: list[str] = field(default_factory=list)
    bound: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    role: list[str] = field(default_factory=list)


def _add(columns: _Columns, corpus: Corpus, document: str) -> None:
    """Add the dates of one document, in text order."""
    text, published = corpus.text(document), corpus.publication(document).published
    told = [("body", date) for date in read_dates(corpus.body(document), published, events=corpus.events)]
    outside = [
        (place, date._replace(start=start + date.start, end=start + date.end))
        for place in OUTSIDE
        for start, end in corpus.outside(document, place)
        for date in read_dates(text[start:end], published, events=corpus.events)
    ]
    if outside:
        told = sorted([*told, *outside], key=lambda one: (one[1].start, one[1].end))
    starts = [date.start for _, date in told]
    columns.document += [document] * len(told)
    columns.sentence.append(_sentences(corpus, document, [place for place, _ in told], starts))
    columns.place += [place for place, _ in told]
    columns.start += starts
    columns.end += [date.end for _, date in told]
    columns.text += [text[date.start : date.end] for _, date in told]
    columns.edtf += [date.value.edtf for _, date in told]
    columns.earliest += [date.value.first for _, date in told]
    columns.latest += [date.value.last for _, date in told]
    columns.granularity += [date.value.granularity for _, date in told]
    columns.bound += [date.bound for _, date in told]
    columns.kind += [date.value.kind for _, date in told]
    columns.role += [date.role for _, date in told]


def _sentences(corpus: Corpus, document: str, places: list[str], starts: list[int]) -> npt.NDArray[np.int64]:
    """The sentence of the body that each date stands in, -1 outside the body."""
    number, spans = corpus.numbers[document], corpus.spans
    of_body = spans.starts[spans.pointers[number] : spans.pointers[number + 1]]
    found = np.searchsorted(of_body, np.array(starts, dtype=np.int64), side="right") - 1
    return np.where(np.array([place == "body" for place in places], dtype=bool), found, -1).astype(np.int64)


def _days(numbers: list[int | None]) -> npt.NDArray[np.datetime64]:
    """Day numbers as datetime64[s]; None is NaT."""
    days = np.array([UNKNOWN if number is None else number for number in numbers], dtype="datetime64[D]")
    return days.astype("datetime64[s]")


def described_dates(table: pd.DataFrame, corpus: Described, published: Sequence[str]) -> pd.DataFrame:
    """The last step of `date_mentions`, over the rows of all documents of a corpus, and when these were published."""
    return result(table, corpus, "date_mentions", notes=_notes(published), language="English")


def _notes(published: Sequence[str]) -> list[str]:
    """How many documents have no day to read relative dates against."""
    kinds = {
        "without a date": sum(date == "" for date in published),
        "with a date that is open on one side": sum(".." in date for date in published),
    }
    return [
        f"{count} of {len(published)} documents {kind}: their relative dates stay unknown"
        for kind, count in kinds.items()
        if count
    ]


def _strings(values: Iterable[str]) -> pd.Series:
    return pd.Series(list(values), dtype="str")
