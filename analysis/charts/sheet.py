"""The contact sheet: every chart, drawn from one corpus folder, on one picture: `python -m analysis.charts.sheet`."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import analysis
from analysis import charts
from analysis.measures.ledger import cleaning_ledger

COLUMNS, GAP, DPI = 3, 24, 80


def drawings(folder: str | Path) -> dict[str, Callable[[], Any]]:
    """Every chart by its name, as something to call, over the documents and themes of `folder`."""
    corpus = analysis.read_corpus(folder)
    themes = analysis.read_themes(Path(folder) / "themes.toml")
    stops = themes.stopwords
    weights, mentions = analysis.theme_weights(corpus, themes), analysis.theme_mentions(corpus, themes)
    dates, documents = analysis.date_mentions(corpus), corpus.documents
    claim = f"{themes.names[0]} > {themes.names[1]}" if len(themes.names) > 1 else f'{themes.names[0]} > "the"'
    return {
        "document_bars": lambda: charts.document_bars(documents),
        "cleaning_bars": lambda: charts.cleaning_bars(cleaning_ledger(corpus)),
        "term_bars": lambda: charts.term_bars(analysis.term_frequencies(corpus, stopwords=stops), n=15),
        "tf_idf_bars": lambda: charts.tf_idf_bars(analysis.tf_idf(corpus, stopwords=stops), n=8),
        "term_contrast": lambda: charts.term_contrast(analysis.contrast(corpus, corpus.ids[0], stopwords=stops)),
        "similarity_heatmap": lambda: charts.similarity_heatmap(analysis.similarity(corpus, stopwords=stops)),
        "theme_bars": lambda: charts.theme_bars(weights),
        "theme_heatmap": lambda: charts.theme_heatmap(weights),
        "theme_dispersion": lambda: charts.theme_dispersion(mentions, documents),
        "timeline_lines": lambda: charts.timeline_lines(analysis.timeline(corpus, themes)),
        "timeline_multiples": lambda: charts.timeline_multiples(
            analysis.timeline(corpus, themes, every="year", dated_by="mentioned")
        ),
        "date_bars": lambda: charts.date_bars(dates, documents),
        "two_clocks": lambda: charts.two_clocks(dates, documents),
        "topic_terms": lambda: charts.topic_terms(analysis.topics(corpus, 3, stopwords=stops).terms, n=8),
        "specification_curve": lambda: charts.specification_curve(analysis.robustness(corpus, claim, themes=themes)),
    }


def sheet(folder: str | Path = "seeds", path: str | Path = "docs/charts.png") -> Path:
    """Draw every chart over `folder` and write them, in columns, as one picture."""
    from PIL import Image

    pictures = [Image.open(io.BytesIO(_png(draw()))).convert("RGB") for draw in drawings(folder).values()]
    width = max(picture.width for picture in pictures)
    columns: list[list[Any]] = [[] for _ in range(COLUMNS)]
    heights = [GAP] * COLUMNS
    for picture in pictures:
        shortest = heights.index(min(heights))
        columns[shortest].append((heights[shortest], picture))
        heights[shortest] += picture.height + GAP
    page = Image.new("RGB", (GAP + COLUMNS * (width + GAP), max(heights)), "#d9d9d9")
    for number, column in enumerate(columns):
        for top, picture in column:
            page.paste(picture, (GAP + number * (width + GAP), top))
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    # 256 colours are enough for flat charts, and keep the repository small.
    page.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


def _png(drawn: Any) -> bytes:
    import matplotlib.pyplot as plt

    figure = (drawn.flat[0] if hasattr(drawn, "flat") else drawn).get_figure(root=True)
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=DPI, metadata={"Software": None})
    plt.close(figure)
    return stream.getvalue()


if __name__ == "__main__":
    import matplotlib as mpl

    mpl.use("agg")
    sheet(*sys.argv[1:3])
