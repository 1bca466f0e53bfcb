"""A small corpus with a chart whose every bar can be counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest

mpl.use("agg")

TEXTS = {
    "a": "Green cars drive. The green car is clean, a green dream.",
    "b": "Coal is not green.\n\nCars burn coal.",
    "c": "=cmd|x <b>green</b> & $5.",
}


@pytest.fixture(scope="session")
def corpus():
    from analysis.corpus import make_corpus

    rows = [(document, text, {"a": "2021", "b": "", "c": "2022-03-06"}[document]) for document, text in TEXTS.items()]
    return make_corpus(pd.DataFrame(rows, columns=["document", "text", "published"]))


@pytest.fixture(scope="session")
def counted(corpus):
    """(table, evidence): how often each document says green; a 3, b 1, c 1."""
    words = corpus.words.table()
    evidence = words[words.term == "green"].reset_index(drop=True)
    evidence.attrs = {"corpus": corpus.fingerprint}
    table = pd.DataFrame(
        {"document": ["a", "b", "c"], "term": "green", "count": [3, 1, 1], "per_1000": [3000 / 11, 1000 / 7, 1000 / 6]}
    )
    table.attrs = {
        "measure": "term_frequencies",
        "settings": {"by": "document"},
        "interval": "",
        "notes": [],
        "corpus": corpus.fingerprint,
    }
    return table, evidence


@pytest.fixture
def ax(counted) -> Iterator[object]:
    """Horizontal bars, each with the mark of its row."""
    yield from drawn(counted)


@pytest.fixture(scope="session")
def exported(counted, tmp_path_factory) -> Path:
    """A folder with the dossier of that chart; tests that change it work on a copy."""
    from analysis.exports.dossier import export

    folder = tmp_path_factory.mktemp("dossier")
    table, evidence = counted
    for ax in drawn(counted):
        export(
            ax, "green", table=table, evidence=evidence, folder=folder, caption="Mentions of green.", alt="Three bars."
        )
    return folder


def drawn(counted) -> Iterator[object]:
    """The chart, closed after use."""
    import matplotlib.pyplot as plt

    from analysis.charts.marks import mark

    table, _ = counted
    figure, ax = plt.subplots(figsize=(4, 2.5))
    bars = ax.barh(table["document"], table["count"])
    for bar, row in zip(bars, table.to_dict("records"), strict=True):
        bar.set_gid(mark(row))
    ax.set_title("Who says green")
    yield ax
    plt.close(figure)
