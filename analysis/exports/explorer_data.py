"""What the explorer's browser side is given: an index of documents, mentions and dates, and the texts in packs."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.charts.spoken_dates import say_date
from analysis.charts.style import plural, short_names, theme_colors
from analysis.measures.dates import date_mentions
from analysis.measures.periods import period_labels
from analysis.measures.themes import theme_mentions
from analysis.measures.timelines import CLOCKS, timeline

if TYPE_CHECKING:
    import pandas as pd

    from analysis.corpus import Corpus
    from analysis.measures.theme_file import Themes

PACK = 400_000  # characters of text that are compressed, and later opened, together


def index_of(corpus: Corpus, themes: Themes, *, note: str = "") -> dict[str, Any]:
    """Documents, themes, mentions, dates and both clocks as plain JSON, in columns; `note` says what was left out.

    Mentions and dates name documents, themes and patterns by their number; all offsets are code points.

    >>> from analysis import make_corpus, read_themes
    >>> index = index_of(make_corpus({"a": "Solar, solar."}), read_themes("seeds/themes.toml"))
    >>> index["mentions"]["start"], index["documents"]["words"]
    ([0, 7], [2])
    """
    mentions = theme_mentions(corpus, themes)
    clocks = {clock: clock_of(corpus, themes, clock) for clock in CLOCKS}
    documents = documents_of(corpus)
    documents["period"] = periods_of(corpus.documents, clocks["published"])
    words = sum(documents["words"])
    sizes = ((len(corpus.ids), "document"), (words, "word"), (len(mentions), "mention"))
    return {
        "head": f"{', '.join(plural(size, noun) for size, noun in sizes)}. {note}",
        "documents": documents,
        "themes": themes_of(themes, mentions["pattern"]),
        "mentions": mentions_of(corpus, mentions, themes.names),
        "dates": dates_of(corpus, clocks["mentioned"]),
        "clocks": clocks,
        "rules": list(corpus.rules),
    }


def documents_of(corpus: Corpus) -> dict[str, list[Any]]:
    """The columns of `corpus.documents` that people read, and the place of each text: its pack, and its turn in it."""
    table = corpus.documents
    columns = ("title", "published", "evidence", "source")
    names = short_names(corpus.ids)
    places = [(pack, turn) for pack, ids in enumerate(packs_of(corpus)) for turn in range(len(ids))]
    return {
        "id": list(corpus.ids),
        "name": [names[document] for document in corpus.ids],
        "words": table["words"].tolist(),
        "meta": [said_of(row) for row in table.reset_index().to_dict("records")],
        **{column: table[column].tolist() for column in columns},
        "pack": [pack for pack, _ in places],
        "turn": [turn for _, turn in places],
    }


def said_of(document: Mapping[Any, Any]) -> str:
    """A document in one line: its date and how that is known, source, length, and which one it is much like.

    >>> row = {"document": "a", "published": "199X", "basis": "stated", "source": "", "words": 1, "duplicate_of": "b"}
    >>> said_of(row)
    '1990s (stated) · 1 word · much like b'
    """
    date, basis, twin = document["published"], document["basis"], document["duplicate_of"]
    known = say_date(date) + ("" if basis == "metadata" else f" ({basis})") if date else "no date"
    like = f"much like {twin}" if twin not in ("", document["document"]) else ""
    return " · ".join(filter(None, (known, document["source"], plural(document["words"], "word"), like)))


def themes_of(themes: Themes, patterns: pd.Series) -> list[dict[str, str]]:
    """Name, label, colour and reason of each theme."""
    colors = theme_colors(themes.names, {theme.name: theme.color for theme in themes})
    return [
        {"name": theme.name, "label": theme.label, "color": colors[theme.name], "note": theme.note} for theme in themes
    ]


def mentions_of(corpus: Corpus, mentions: pd.DataFrame, names: Sequence[str]) -> dict[str, list[int]]:
    """Where each mention stands and what it is of."""
    number = {name: place for place, name in enumerate(names)}
    return {**places_of(corpus, mentions), "theme": [number[name] for name in mentions["theme"]]}


def places_of(corpus: Corpus, rows: pd.DataFrame) -> dict[str, list[int]]:
    """document (its number), sentence, start, end of any rows."""
    return {
        "document": [corpus.numbers[document] for document in rows["document"]],
        **{column: rows[column].tolist() for column in ("sentence", "start", "end")},
    }


def dates_of(corpus: Corpus, clock: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Every date told, with what it can mean; its period only where the clock of dates told counts it."""
    dates = date_mentions(corpus)
    counted = (dates["place"] == "body") & (dates["kind"] == "date")
    return {
        **places_of(corpus, dates),
        "said": [say_date(edtf) for edtf in dates["edtf"]],
        **{column: dates[column].tolist() for column in ("kind", "role")},
        "period": np.where(counted, periods_of(dates, clock), -1).tolist(),
    }


def periods_of(rows: pd.DataFrame, clock: Mapping[str, Any]) -> list[int]:
    """For rows with earliest and latest the place of their period, or of their lane, in a clock; -1 for none."""
    earliest, latest = (rows[column].to_numpy("datetime64[s]") for column in ("earliest", "latest"))
    places = {period: place for place, period in enumerate(clock["period"])}
    return [places.get(label, -1) for label in period_labels(earliest, latest, clock["every"])]


def clock_of(corpus: Corpus, themes: Themes, clock: str) -> dict[str, Any]:
    """`timeline` on one clock: its periods and their names, their documents, per theme and period count and rate."""
    table = timeline(corpus, themes, dated_by=clock)
    every = table.attrs["settings"]["every"]
    rates = table["per_1000"].astype(object).where(table["per_1000"].notna(), None)
    first = table.drop_duplicates("period")
    names = [say_date(period) for period in first["period"]]
    unit = "documents of the" if clock == "published" else "sentences that tell a date in the"
    rate = f"By {every}; a bar is the mentions per 1,000 words of the {unit} {every}; n counts documents."
    return {
        "every": every,
        "title": "When it was published" if clock == "published" else "When it is told of",
        "note": " ".join([rate, *(f"{note}." for note in table.attrs["notes"])]),
        "period": first["period"].tolist(),
        "name": names,
        "chosen": [f"{'published' if clock == 'published' else 'told of'} {name}" for name in names],
        "documents": first["all_documents"].tolist(),
        "count": table["count"].tolist(),
        "per_1000": rates.tolist(),
    }


def packs_of(corpus: Corpus) -> Iterator[list[str]]:
    """The document ids, in order, in groups of about `PACK` characters."""
    ids: list[str] = []
    size = 0
    for document in corpus.ids:
        ids.append(document)
        size += len(corpus.text(document))
        if size >= PACK:
            yield ids
            ids, size = [], 0
    if ids:
        yield ids


def pack(corpus: Corpus, ids: Sequence[str]) -> bytes:
    """Documents as compressed JSON, as the browser's DecompressionStream("deflate") opens it."""
    return zlib.compress(plain_json([document_of(corpus, document) for document in ids]), 9)


def document_of(corpus: Corpus, document: str) -> dict[str, Any]:
    """The original text, where its sentences stand, and what was blanked by which rule."""
    number, cleaned = corpus.numbers[document], corpus.cleaned[document]
    spans = slice(corpus.spans.pointers[number], corpus.spans.pointers[number + 1])
    return {
        "text": corpus.text(document),
        "starts": corpus.spans.starts[spans].tolist(),
        "ends": corpus.spans.ends[spans].tolist(),
        "cuts": [
            [
                cut.start,
                cut.end,
                corpus.rules.index(cut.rule),
                int(cleaned.body[cut.start : cut.end].startswith("\u2060")),
            ]
            for cut in cleaned.removals
        ],
    }


def plain_json(content: Any) -> bytes:
    """`content` as JSON that may stand anywhere in a page: ASCII, and no `<`, so nothing in it can end a script.

    >>> plain_json({"text": "</script>é"})
    b'{"text":"\\\\u003c/script>\\\\u00e9"}'
    """
    text = json.dumps(content, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").encode("ascii")
