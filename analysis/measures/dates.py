"""Every date that the documents tell: in the body, and in the headers and captions that stand outside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from analysis.language.dates import find_dates
from analysis.measures.results import Described, result

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from analysis.corpus import Corpus
    from analysis.language.dates import DateMention

OUTSIDE = ("header", "caption")


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
    told = [_told(corpus, document) for document in corpus.ids]
    dates = [date for of_document in told for date in of_document.dates]
    table = pd.DataFrame(
        {
            "document": _strings(name for name, one in zip(corpus.ids, told, strict=True) for _ in one.dates),
            "sentence": np.concatenate([one.sentences for one in told] or [np.zeros(0, dtype=np.int64)]),
            "place": _strings(place for one in told for place in one.places),
            "start": np.concatenate([one.starts for one in told] or [np.zeros(0, dtype=np.int64)]),
            "end": np.concatenate([one.ends for one in told] or [np.zeros(0, dtype=np.int64)]),
            "text": _strings(text for one in told for text in one.texts),
            "edtf": _strings(date.edtf for date in dates),
            "earliest": np.array([date.earliest for date in dates], dtype="datetime64[s]"),
            "latest": np.array([date.latest for date in dates], dtype="datetime64[s]"),
            "granularity": _strings(date.granularity for date in dates),
            "bound": _strings(date.bound for date in dates),
            "kind": _strings(date.kind for date in dates),
            "role": _strings(date.role for date in dates),
        }
    )
    return described_dates(table, corpus, [corpus.publication(document).published for document in corpus.ids])


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


@dataclass(frozen=True)
class _Told:
    """The dates of one document, in text order, with their places."""

    dates: list[DateMention]
    places: list[str]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    sentences: npt.NDArray[np.int64]
    texts: list[str]


def _told(corpus: Corpus, document: str) -> _Told:
    number = corpus.numbers[document]
    text, published = corpus.text(document), corpus.publication(document).published
    found = [(date.start, date.end, "body", date) for date in _read(corpus, corpus.body(document), published)]
    for place in OUTSIDE:
        for start, end in corpus.outside(document, place):
            for date in _read(corpus, text[start:end], published):
                found.append((start + date.start, start + date.end, place, date))
    found.sort(key=lambda date: date[:2])
    starts = np.array([date[0] for date in found], dtype=np.int64)
    spans = slice(corpus.spans.pointers[number], corpus.spans.pointers[number + 1])
    sentences = np.searchsorted(corpus.spans.starts[spans], starts, side="right") - 1
    return _Told(
        [date[3] for date in found],
        [date[2] for date in found],
        starts,
        np.array([date[1] for date in found], dtype=np.int64),
        np.where([date[2] == "body" for date in found], sentences, -1).astype(np.int64),
        [text[date[0] : date[1]] for date in found],
    )


def _read(corpus: Corpus, text: str, published: str) -> list[DateMention]:
    return find_dates(text, published=published)


def _strings(values: Iterable[str]) -> pd.Series:
    return pd.Series(list(values), dtype="str")
