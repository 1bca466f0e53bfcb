"""What cleaning took out: how many stretches and words by rule and document, and struck through in the original."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.language.shown import shown
from analysis.language.words import index_words
from analysis.measures.results import result

if TYPE_CHECKING:
    from analysis.corpus import Corpus


def cleaning_ledger(corpus: Corpus) -> pd.DataFrame:
    """One row per document and rule that blanked anything: document, rule, count, words, share.

    count is the number of stretches, each a row of `corpus.removed`; words are those that stood in them, 0 where a rule
    only blanks signs or line breaks; share is of the words that the document has before cleaning.

    >>> from analysis import read_corpus
    >>> table = cleaning_ledger(read_corpus("seeds"))
    >>> table[table.rule == "contact-block"][["count", "words"]].values.tolist()
    [[12, 67]]
    """
    removed = corpus.removed
    words = np.diff(index_words(removed["text"].tolist()).pointers) if len(removed) else np.zeros(0, np.int64)

    table = removed.assign(words=words).groupby(["document", "rule"], sort=False)
    rows = table.agg(count=("start", "size"), words=("words", "sum")).reset_index()
    body = corpus.documents["words"].reindex(rows["document"]).to_numpy(dtype=np.int64)
    before = body + rows.groupby("document")["words"].transform("sum")
    rows["share"] = np.where(before > 0, rows["words"] / np.maximum(before, 1), 0.0)
    order = rows.assign(place=rows["document"].map(corpus.numbers), rank=-rows["words"])
    rows = rows.loc[order.sort_values(["place", "rank", "rule"]).index].reset_index(drop=True)
    return result(rows, corpus, "cleaning_ledger", rules=list(corpus.rules))


@dataclass(frozen=True)
class Blanked:
    """An original with what cleaning took out struck through: shown in a notebook, everything escaped."""

    document: str
    text: str
    cuts: tuple[tuple[int, int, str], ...]

    def __repr__(self) -> str:
        return f"{self.document}: {len(self.cuts)} blanked"

    def _repr_html_(self) -> str:
        parts, at = [], 0
        for start, end, rule in sorted(self.cuts, key=lambda cut: (cut[0], -cut[1])):
            if start < at:
                continue
            struck = f"<span title='{escape(rule)}' style='color:#767676;text-decoration:line-through'>"
            parts += [escape(shown(self.text[at:start])), struck, escape(shown(self.text[start:end])), "</span>"]
            at = end
        parts.append(escape(shown(self.text[at:])))
        box = "white-space:pre-wrap;max-width:48em;max-height:30em;overflow:auto;border:1px solid #bbb;padding:0.5em"
        return f"<div tabindex='0' style='{box}'>{''.join(parts)}</div>"


def blanked(corpus: Corpus, document: str) -> Blanked:
    """The original of a document with what was blanked struck through, the rule told where the pointer rests.

    >>> from analysis import read_corpus
    >>> blanked(read_corpus("seeds"), "002_f7f59a5c972284ad")
    002_f7f59a5c972284ad: 1 blanked
    """
    rows = corpus.removed[corpus.removed["document"] == document]
    cuts = tuple(zip(rows["start"].tolist(), rows["end"].tolist(), rows["rule"], strict=True))
    return Blanked(document, corpus.text(document), cuts)
