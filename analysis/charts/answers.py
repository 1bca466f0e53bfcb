"""What a table answers, in a sentence or two: said at the top of a notebook, before its charts prove it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.charts.names import called, document_names, facts_of, row_names
from analysis.charts.spoken_dates import say_date
from analysis.charts.told import told_dates
from analysis.errors import AnalysisError

MOST_NAMED = 4
"""How many documents, words or themes a sentence names; the table has them all."""


def in_short(table: pd.DataFrame) -> str:
    """The answer that a table of a measure gives, as plain text, one sentence per line.

    Takes `corpus.documents`, and the tables of `cleaning_ledger`, `term_frequencies`, `tf_idf`, `theme_weights`,
    `date_mentions`, `topic_numbers` and `robustness`. Raises AnalysisError for any other table.

    >>> import analysis
    >>> corpus = analysis.make_corpus({"a": "Green cars. Green jobs.", "b": "Coal."})
    >>> print(in_short(analysis.term_frequencies(corpus)))
    Most frequent of 4 words: “green” (2 times in 1 of 2 documents), “cars” (1 in 1), “coal” (1 in 1), “jobs” (1 in 1).
    """
    measure = str(table.attrs.get("measure", ""))
    if measure not in _ANSWERS:
        raise AnalysisError(
            "this table answers no question in a sentence",
            where=f"in_short({measure or 'a table without attrs'})",
            do=f"give it a table of {', '.join(_ANSWERS)}, whole, as the function returned it",
        )
    return _ANSWERS[measure](table) if len(table) else "There is nothing to count in these documents."


def _documents(table: pd.DataFrame) -> str:
    sources = [source for source in table["source"].unique() if source]
    said = f"{_number(len(table), 'document')}"
    said += f" of {_number(len(sources), 'source')}" if sources else ""
    said += f", {_number(int(table['words'].sum()), 'word')}."
    dated = table[table["earliest"].notna() & table["latest"].notna()]
    if dated.empty:
        said += "\nNone of them says between which days it was written"
    else:
        first, last = (
            str(dated.at[day, "published"]) for day in (dated["earliest"].idxmin(), dated["latest"].idxmax())
        )
        span = say_date(first) if first == last else f"between {say_date(first)} and {say_date(last)}"
        said += f"\nWritten {span}"
    ways = {way: int((table["basis"] == way).sum()) for way in ("metadata", "stated", "inferred", "unknown")}
    known = {"metadata": "by metadata", "stated": "stated", "inferred": "inferred from the text", "unknown": "unknown"}
    return said + " (" + ", ".join(f"{count:,} {known[way]}" for way, count in ways.items() if count) + ")."


def _ledger(table: pd.DataFrame) -> str:
    whole = table.groupby("document", sort=False)[["words", "share"]].sum()
    by_rule = table.groupby("rule")["words"].sum().sort_values(ascending=False, kind="stable")
    most = str(whole["share"].idxmax())
    name = called("document", document_names(whole.index, facts_of(table))[most])
    return (
        f"Cleaning took out {_number(int(whole['words'].sum()), 'word')} that are no part of what the documents say, "
        f"most of them as {by_rule.index[0]} ({int(by_rule.iloc[0]):,}).\n"
        f"Largest share: {whole['share'].max():.0%} of the words of {name}."
    )


def _terms(table: pd.DataFrame) -> str:
    rows = list(table.head(MOST_NAMED)[["term", "count", "documents"]].itertuples(index=False))
    of = f" of {table.attrs['documents']:,} documents"
    named = [
        f"“{term}” ({count:,}{' times' if not place else ''} in {documents:,}{of if not place else ''})"
        for place, (term, count, documents) in enumerate(rows)
    ]
    return f"Most frequent of {_number(len(table), 'word')}: {', '.join(named)}."


def _tf_idf(table: pd.DataFrame) -> str:
    names = row_names(table, "document")
    lines = [
        f"{_first_up(called('document', names[str(document)]))}: {', '.join(rows['term'].head(MOST_NAMED))}."
        for document, rows in list(table.groupby("document", sort=False))[:MOST_NAMED]
    ]
    more = len(names) - len(lines)
    return "\n".join(["Heaviest by TF-IDF:", *lines, *([f"And {more:,} documents more."] if more else [])])


def _weights(table: pd.DataFrame) -> str:
    group = table.columns[0]
    names = row_names(table, group)
    labels = table.attrs["settings"]["labels"]
    lines = []
    for theme, rows in list(table.groupby("theme", sort=False))[:MOST_NAMED]:
        row = rows.iloc[int(rows["weight"].to_numpy().argmax())]
        label = labels.get(theme, theme)
        if not row["count"]:
            lines.append(f"{label}: no mention.")
            continue
        held = rows[rows["count"] > 0]
        place = called(group, names[str(row[group])])
        sure = f"{row['weight']:.3g}, 95 % interval {row['low']:.3g} to {row['high']:.3g}"
        doubt = f"; {row['flag']}" if row["flag"] else ""
        lines.append(f"{label}: in {len(held)} of {len(rows)}, heaviest in {place} ({sure}{doubt}).")
    return "\n".join(lines)


def _dates(table: pd.DataFrame) -> str:
    told = told_dates(table)
    if told.empty:
        return "No date is told in the sentences of these documents."
    ahead = told[told["role"] == "target"]
    firm = told[told["earliest"].notna()]
    said = f"{_number(len(told), 'date')} told in {_number(told['document'].nunique(), 'document')}"
    if len(firm):
        said += f", the first {say_date(str(firm.at[firm['earliest'].idxmin(), 'edtf']))}"
    if ahead.empty:
        return said + "; none lies ahead of its document."
    farthest = str(ahead.at[ahead["latest"].fillna(ahead["earliest"]).idxmax(), "edtf"])
    return said + f"; {_number(len(ahead), 'target')} ahead, the farthest {say_date(farthest)}."


def _topic_numbers(table: pd.DataFrame) -> str:
    best = table[table["suggested"]].iloc[0]
    tried = ", ".join(str(number) for number in table["n"])
    return (
        f"Of {tried} topics, {best['n']} come out most alike when the passages are drawn anew: "
        f"stability {best['stability']:.2f}, where 1 is steady and 0 a matter of chance."
    )


def _robustness(table: pd.DataFrame) -> str:
    return f"“{table.attrs['settings']['claim']}” {table.attrs['summary']}."


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


_ANSWERS: dict[str, Callable[[pd.DataFrame], str]] = {
    "documents": _documents,
    "cleaning_ledger": _ledger,
    "term_frequencies": _terms,
    "tf_idf": _tf_idf,
    "theme_weights": _weights,
    "date_mentions": _dates,
    "topic_numbers": _topic_numbers,
    "robustness": _robustness,
}
