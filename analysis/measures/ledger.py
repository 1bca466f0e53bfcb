"""What cleaning took out, as numbers: how many stretches and words each rule blanked in each document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

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
