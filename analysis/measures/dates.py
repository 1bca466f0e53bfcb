"""Every date that the documents tell: in the body, and in the headers and captions that stand outside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from analysis.language.dates import find_dates
from analysis.measures.results import result

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    published = corpus.documents["published"]
    told = [date for document in corpus.ids for date in _told(corpus, document, published[document])]
    table = pd.DataFrame(
        {
            "document": _strings(date.document for date in told),
            "sentence": np.array([date.sentence for date in told], dtype=np.int64),
            "place": _strings(date.place for date in told),
            "start": np.array([date.start for date in told], dtype=np.int64),
            "end": np.array([date.end for date in told], dtype=np.int64),
            "text": _strings(corpus.text(date.document)[date.start : date.end] for date in told),
            "edtf": _strings(date.mention.edtf for date in told),
            "earliest": np.array([date.mention.earliest for date in told], dtype="datetime64[s]"),
            "latest": np.array([date.mention.latest for date in told], dtype="datetime64[s]"),
            "granularity": _strings(date.mention.granularity for date in told),
            "bound": _strings(date.mention.bound for date in told),
            "kind": _strings(date.mention.kind for date in told),
            "role": _strings(date.mention.role for date in told),
        }
    )
    unknown = int((corpus.documents["basis"] == "unknown").sum())
    notes = [f"{unknown} of {len(corpus.ids)} documents without a date: their relative dates stay unknown"]
    return result(table, corpus, "date_mentions", notes=notes if unknown else [], language="English")


@dataclass(frozen=True)
class _Told:
    """A date with its place in the document."""

    document: str
    sentence: int
    place: str
    start: int
    end: int
    mention: DateMention


def _told(corpus: Corpus, document: str, published: str) -> list[_Told]:
    number = corpus.numbers[document]
    spans = slice(corpus.spans.pointers[number], corpus.spans.pointers[number + 1])
    starts = corpus.spans.starts[spans]
    dates = []
    for date in find_dates(corpus.body(document), published=published):
        sentence = int(np.searchsorted(starts, date.start, side="right")) - 1
        dates.append(_Told(document, sentence, "body", date.start, date.end, date))
    for place in OUTSIDE:
        for start, end in corpus.outside(document, place):
            for date in find_dates(corpus.text(document)[start:end], published=published):
                dates.append(_Told(document, -1, place, start + date.start, start + date.end, date))
    return sorted(dates, key=lambda date: (date.start, date.end))


def _strings(values: Iterable[str]) -> pd.Series:
    return pd.Series(list(values), dtype="str")
