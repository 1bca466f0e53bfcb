"""What a row is called: a document by its title, else by source and date, by its id where all else is the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from analysis.charts import style
from analysis.charts.spoken_dates import say_date

# Characters of a name that a row, a head or a sentence has room for.
LIMITS = {"column": 20, "page": 34, "slide": 40}
LEAST = 8  # characters of a title beside an id: fewer of them say nothing


def row_names(
    table: pd.DataFrame, group: str, *, size: str = "page", facts: pd.DataFrame | None = None
) -> dict[str, str]:
    """A short name for each value of `group` in `table`; what metadata.csv left empty is said to be not given.

    >>> row_names(pd.DataFrame({"source": ["Xinhua", ""]}), "source")
    {'Xinhua': 'Xinhua', '': 'source not given'}
    """
    values = [str(value) for value in table[group].unique()]
    if group == "document":
        return document_names(values, facts_of(table) if facts is None else facts, size=size)
    return {value: style.label(value) if value else f"{group} not given" for value in values}


def facts_of(table: pd.DataFrame) -> pd.DataFrame | None:
    """What is known of the documents of a table, as long as its corpus is open."""
    from analysis.corpus import open_corpus

    corpus = open_corpus(str(table.attrs.get("corpus", "")))
    return None if corpus is None else corpus.documents


def document_names(
    documents: Iterable[object], facts: pd.DataFrame | None = None, *, size: str = "page"
) -> dict[str, str]:
    """A name per document id, from `facts` (the columns title, source, published of `corpus.documents`).

    Where names are equal, or would be once they are cut, all are ids if these are of letters; else the equal ones have
    their date added, then their id. Without facts the name is the id, without a trailing hash.

    >>> facts = pd.DataFrame({"title": ["A speech", "A speech", ""], "published": ["2021", "2022", "2023-05"],
    ...                       "source": "Xinhua"}, index=["000", "001", "002"])
    >>> list(document_names(["000", "001", "002"], facts).values())
    ['A speech · 2021', 'A speech · 2022', 'Xinhua, May 2023']
    """
    ids = list(dict.fromkeys(str(document) for document in documents))
    limit = LIMITS[size]
    short = style.short_names(ids, limit)
    if facts is None:
        return short
    dates = _column(facts, "published")
    dates = {document: say_date(date) if date else "" for document, date in dates.items()}
    titles, sources = _column(facts, "title"), _column(facts, "source")
    said = {
        document: titles.get(document) or _dated(sources.get(document, ""), short[document], dates.get(document, ""))
        for document in ids
    }
    names = {document: style.label(name, limit) for document, name in said.items()}
    if len(set(names.values())) < len(ids) and all(map(_speaks, short.values())):
        return short  # one way for all: a title cut in two beside an id reads as another kind of document
    for tails in (dates, short):
        held = Counter(names.values())
        for document in ids:
            tail = tails.get(document, "")
            if held[names[document]] > 1 and tail and tail not in said[document]:
                said[document] = names[document] = _with_tail(said[document], tail, short[document], limit)
    return names if len(set(names.values())) == len(ids) else {**names, **_twice(names, short)}


def called(group: str, name: str) -> str:
    """A row's name in a sentence: a title in quotes, and a bare id such as 000 says of itself that it is a document.

    >>> called("document", "000"), called("document", "A speech"), called("source", "Xinhua")
    ('document 000', '“A speech”', 'Xinhua')
    """
    if group != "document":
        return name
    return f"“{name}”" if " " in name else f"document {name}"


def heading(name: str) -> str:
    """A document's name above its panel or its rows: a name of letters speaks for itself, 000 must say what it is.

    >>> heading("000"), heading("A speech")
    ('document 000', 'A speech')
    """
    return name if any(map(str.isalpha, name)) else called("document", name)


def _column(facts: pd.DataFrame, name: str) -> dict[str, str]:
    if name not in facts:
        return {}
    return {str(document): str(value or "").strip() for document, value in facts[name].items()}


def _dated(source: str, name: str, date: str) -> str:
    """Source and date; without a source the id, a bare number with its date."""
    if not source and _speaks(name):
        return name
    return ", ".join(part for part in (source or name, date) if part)


def _speaks(name: str) -> bool:
    """Whether an id says something by itself, and whole: of letters, and not cut."""
    return any(map(str.isalpha, name)) and not name.endswith("…")


def _with_tail(name: str, tail: str, short: str, limit: int) -> str:
    """The name with what tells it apart; where both have no room, an id of letters, else what tells it apart."""
    room = limit - len(tail) - 3
    if room >= LEAST:
        return f"{style.label(name, room)} · {tail}"
    return short if _speaks(short) else tail


def _twice(names: dict[str, str], short: dict[str, str]) -> dict[str, str]:
    """The ids of those whose names are still equal."""
    held = Counter(names.values())
    return {document: short[document] for document, name in names.items() if held[name] > 1}
