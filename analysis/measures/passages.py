"""Passages: a word, a phrase, a theme, or the rows of any table, in the words around it (keyword in context)."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import AnalysisError
from analysis.language.shown import one_line
from analysis.measures.asked import kept_query
from analysis.measures.checks import check_corpus, check_whole
from analysis.measures.positions import check_places, phrase_matches
from analysis.measures.results import result
from analysis.measures.theme_file import Theme, Themes
from analysis.measures.themes import theme_mentions

if TYPE_CHECKING:
    from analysis.corpus import Corpus

SORTS = ("text", "left", "right", "match")


class Passages(pd.DataFrame):
    """A table of passages that a notebook shows as a concordance: the match in the middle, everything escaped."""

    @property
    def _constructor(self) -> Callable[..., Passages]:
        return Passages

    def _repr_html_(self) -> str:
        if not {"before", "match", "after"} <= set(self.columns):
            return str(pd.DataFrame(self).to_html())
        rows_shown = self.head(pd.get_option("display.max_rows") or len(self))
        rows = "".join(map(_html_row, rows_shown.to_dict("records")))
        more = (
            f"<caption style='caption-side:bottom'>{len(self) - len(rows_shown):,} more rows</caption>"
            if len(rows_shown) < len(self)
            else ""
        )
        return f"<table>{more}<tbody>{rows}</tbody></table>"


def _html_row(row: dict[Hashable, Any]) -> str:
    cell = "<td style='text-align:{};padding:2px 4px'>{}</td>"
    return (
        f"<tr>{cell.format('left', escape(one_line(row['document'])))}"
        f"{cell.format('right', escape(one_line(row['before'])))}"
        f"{cell.format('center', '<b>' + escape(one_line(row['match'])) + '</b>')}"
        f"{cell.format('left', escape(one_line(row['after'])))}</tr>"
    )


def passages(
    corpus: Corpus, query: str | Theme | Themes | pd.DataFrame, *, width: int = 60, sort: str = "text"
) -> Passages:
    """One row per match: document, sentence, start, end, before, match, after, and the other columns of a table
    given.

    `query` is a word or phrase (`*` for any letters or digits of a word), a theme, or any table with document, start
    and end: so every number opens its sentences. `before` and `after` are up to `width` characters of the same
    sentence as people read them, cut at words. `sort`: `text` order, `left` (the word before, as concordancers do),
    `right`, `match`.

    >>> from analysis import make_corpus
    >>> corpus = make_corpus({"a": "We build electric cars. Electric vehicles sell."})
    >>> passages(corpus, "electric *s", width=9)[["before", "match", "after"]].values.tolist()
    [['We build', 'electric cars', '.'], ['', 'Electric vehicles', 'sell.']]
    """
    if sort not in SORTS:
        raise AnalysisError(f"there is no sort {sort!r}", where="sort", do=f"choose from {', '.join(SORTS)}")
    check_corpus(corpus)
    check_whole(width, "width", least=0)
    found = _places(corpus, query).reset_index(drop=True)
    before, match, after = (pd.Series(part, dtype="str") for part in _contexts(corpus, found, width))
    table = found.assign(before=before, match=match, after=after)
    order = ["document", "sentence", "start", "end", "before", "match", "after"]
    table = table[[*order, *(column for column in table.columns if column not in order)]]
    settings: dict[str, Any] = {"query": _name(query), "asked": kept_query(query), "width": width, "sort": sort}
    found = result(in_order(table, sort), corpus, "passages", **settings)
    shown = Passages(found)
    shown.attrs = found.attrs
    return shown


def find_phrase(corpus: Corpus, query: str) -> pd.DataFrame:
    """Where a word or phrase stands, leftmost and longest first without overlap: document, sentence, start, end.

    >>> from analysis import make_corpus
    >>> find_phrase(make_corpus({"a": "New energy. New. Energy."}), "new energy").values.tolist()
    [['a', 0, 0, 10]]
    """
    found, store = phrase_matches(corpus, query), corpus.words
    return pd.DataFrame(
        {
            "document": pd.Series(np.array(corpus.ids, dtype=object)[store.owners[found.first]], dtype="str"),
            "sentence": store.sentences[found.first].astype(np.int64),
            "start": found.start,
            "end": found.end,
        }
    )


def _contexts(corpus: Corpus, found: pd.DataFrame, width: int) -> tuple[list[str], list[str], list[str]]:
    """Before, match and after of each row, read within its sentence."""
    before, match, after = [], [], []
    reach = 8 * width + 100  # of a longer sentence only this much is read, as long as it holds `width` characters
    document, read = None, _reader(corpus, "")
    columns = _sentence_edges(corpus, found), found["document"], found["start"], found["end"]
    for (first, last), name, start, end in zip(*(column.tolist() for column in columns), strict=True):
        if name != document:
            document, read = name, _reader(corpus, name)
        left, right = read(max(first, start - reach), start), read(end, min(last, end + reach))
        if len(left) <= width and start - reach > first:
            left = read(first, start)
        if len(right) <= width and end + reach < last:
            right = read(end, last)
        before.append(left if len(left) <= width else _tail(left, width))
        match.append(read(start, end))
        after.append(right if len(right) <= width else _head(right, width))
    return before, match, after


def _reader(corpus: Corpus, document: str) -> Callable[[int, int], str]:
    """`corpus.reading` of one document, for many spans."""
    body = corpus.body(document) if document else ""
    joined = "\u2060" in body

    def read(start: int, end: int) -> str:
        text = " ".join((body[start:end].replace("\u2060", "") if joined else body[start:end]).split())
        # What was blanked whole is read as in the original.
        return text or (corpus.reading(document, start, end) if start < end else "")

    return read


def _sentence_edges(corpus: Corpus, found: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Where the context of each row begins and ends: with its sentence, outside the body with the row itself."""
    starts, ends = found["start"].to_numpy(np.int64), found["end"].to_numpy(np.int64)
    first, last, inside = starts.copy(), ends.copy(), found["sentence"].to_numpy(np.int64) >= 0
    if inside.any():
        spans, rows = corpus.spans, found[inside]
        owner = rows["document"].map(corpus.numbers).to_numpy(np.int64)
        number = spans.pointers[owner] + rows["sentence"].to_numpy(np.int64)
        if (number >= spans.pointers[owner + 1]).any():
            raise AnalysisError(
                "a row names a sentence that its document lacks", where="query", do="leave sentence out"
            )
        first[inside] = np.minimum(spans.starts[number], starts[inside])
        last[inside] = np.maximum(spans.ends[number], ends[inside])
    return np.column_stack([first, last])


def _places(corpus: Corpus, query: str | Theme | Themes | pd.DataFrame) -> pd.DataFrame:
    if isinstance(query, str):
        return find_phrase(corpus, query)
    if isinstance(query, Theme):
        query = Themes((query,))
    if isinstance(query, Themes):
        return theme_mentions(corpus, query).drop(columns=["text", "reading"])
    check_places(corpus, query)
    if "sentence" in query.columns:
        return query.drop(columns=["before", "match", "after", "text", "reading"], errors="ignore")
    sentences = [
        _sentence(corpus, *place) for place in zip(query["document"], query["start"], query["end"], strict=True)
    ]
    return query.assign(sentence=np.array(sentences, dtype=np.int64)).drop(columns=["text", "reading"], errors="ignore")


def _sentence(corpus: Corpus, document: str, start: int, end: int) -> int:
    """The number of the sentence of the body that holds a span, -1 where none does, or where all of it was blanked."""
    if not corpus.body(document)[start:end].replace("\u2060", "").strip():
        return -1
    number = corpus.numbers[document]
    spans = slice(corpus.spans.pointers[number], corpus.spans.pointers[number + 1])
    sentence = int(np.searchsorted(corpus.spans.starts[spans], start, side="right")) - 1
    return sentence if sentence >= 0 and start < corpus.spans.ends[spans][sentence] else -1


def _tail(text: str, width: int) -> str:
    """The last characters of a text, cut at a word."""
    if len(text) <= width:
        return text
    return "…" + text[len(text) - width :].partition(" ")[2]


def _head(text: str, width: int) -> str:
    if len(text) <= width:
        return text
    return text[:width].rpartition(" ")[0] + "…"


def in_order(table: pd.DataFrame, sort: str) -> pd.DataFrame:
    """Passages that stand in text order, sorted as `passages` does."""
    if sort == "text":
        return table
    keys = {
        # As concordancers sort: by the word next to the match, then the one behind it.
        "left": table["before"].str.casefold().str.split().str[::-1].str.join(" "),
        "right": table["after"].str.casefold(),
        "match": table["match"].str.casefold(),
    }
    return table.iloc[np.argsort(keys[sort].to_numpy(dtype=object), kind="stable")].reset_index(drop=True)


def _name(query: str | Theme | Themes | pd.DataFrame) -> str:
    if isinstance(query, str):
        return query
    if isinstance(query, Theme):
        return query.name
    return ", ".join(query.names) if isinstance(query, Themes) else "rows of a table"
