"""Tables for the charts: of the example documents, of 245 documents, and with labels that want to do harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt

HOSTILE = (
    "$_$",
    "from $5 to $6",
    "\x00\x0b\x1b[31mred",
    "\u202eevil\u202c \uffff",
    "x" * 10_000,
    "line\nbreak\ttab",
    "中文标题 📈 emoji",
    "Z̸̢̛͚̥̳͕̩̆̈́̏a̵l̴g̷o̸",
    "",
    '<img src=x onerror="alert(1)">',
    "\u200fالعربية\u200f %;=",
    "W" * 58,
)


def attrs(measure: str, documents: int, words: int, *, interval: str = "", **settings: Any) -> dict[str, Any]:
    """What every measure says of its table."""
    return {
        "measure": measure, "settings": settings, "interval": interval, "notes": [], "corpus": "",
        "documents": documents, "words": words,
    }  # fmt: skip


def tables(documents: list[str], themes: list[str], terms: list[str]) -> dict[str, Any]:
    """One table per chart, in the shapes of the codebook, with numbers that a seeded generator made up."""
    rng = np.random.default_rng(7)
    n, words = len(documents), 400 * len(documents)
    about = {"documents": n, "words": words}

    def grid(**axes: list[Any]) -> pd.DataFrame:
        return pd.MultiIndex.from_product(axes.values(), names=axes.keys()).to_frame(index=False)

    frequencies = pd.DataFrame({"term": terms, "count": rng.integers(1, 90, len(terms))})
    frequencies = frequencies.assign(documents=1 + frequencies["count"] % n, per_1000=frequencies["count"] / 1.3)
    frequencies.attrs = attrs("term_frequencies", **about, by="")
    tf_idf = grid(document=documents, term=terms[:15])
    tf_idf = tf_idf.assign(count=rng.integers(1, 9, len(tf_idf)), tf_idf=rng.beta(1, 4, len(tf_idf)))
    tf_idf.attrs = attrs("tf_idf", **about, scheme="sklearn")
    contrast = frequencies.assign(reference=rng.integers(0, 60, len(terms)), g2=rng.normal(0, 12, len(terms)))
    contrast = contrast.assign(log_ratio=contrast["g2"] / 8, p=rng.random(len(terms)) / 5)
    contrast = contrast.assign(low=contrast["log_ratio"] - 1, high=contrast["log_ratio"] + 1)
    contrast["flag"] = np.where(contrast["count"] < 5, "fewer than 5 mentions", "")
    contrast.attrs = attrs("contrast", **about, target=documents[:1], reference="the rest")
    weights = grid(document=documents, theme=themes)
    weights = weights.assign(count=rng.integers(0, 20, len(weights)), documents=1)
    weights = weights.assign(weight=weights["count"] * 1.5, per_1000=weights["count"] / 2.0)
    weights = weights.assign(low=weights["weight"] * 0.6, high=weights["weight"] * 1.6 + 3)
    weights["flag"] = np.where(weights["count"] < 5, "fewer than 5 mentions", "")
    weights.attrs = attrs("theme_weights", **about, interval="exact Poisson", weighting="tf_idf", by="document")
    mentions = pd.DataFrame(
        {
            "document": rng.choice(documents, 12 * n),
            "theme": rng.choice(themes, 12 * n),
            "start": rng.integers(0, 990, 12 * n),
        }
    )
    mentions = mentions.assign(end=mentions["start"] + 8)
    mentions.attrs = attrs("theme_mentions", **about)
    day = np.datetime64("1990-01-01", "s") + (rng.integers(0, 12_000, n) * 86_400).astype("timedelta64[s]")
    facts = pd.DataFrame(
        {"words": rng.integers(50, 9000, n), "length": 1000, "published": [str(one)[:10] for one in day],
         "basis": "metadata",
         "earliest": day, "latest": day},
        index=pd.Index(documents, name="document"),
    )  # fmt: skip
    facts.iloc[0, facts.columns.get_indexer(["published", "basis"])] = ["", "unknown"]
    facts.iloc[0, facts.columns.get_indexer(["earliest", "latest"])] = np.datetime64("NaT", "s")
    periods = [str(year) for year in range(1990, 1990 + min(60, 2 * n))]
    line = grid(period=[*periods, "uncertain", "undated"], theme=themes)
    line = line.assign(
        count=rng.integers(0, 20, len(line)),
        all_documents=np.repeat(rng.integers(0, 9, len(line) // len(themes)), len(themes)),
    )
    line = line.assign(documents=np.minimum(line["count"], line["all_documents"]), words=400 * line["all_documents"])
    gap = line["all_documents"] == 0
    share = (line["documents"] / line["all_documents"]).where(~gap)
    line = line.assign(
        document_share=share, per_1000=line["count"].astype(float).where(~gap), low=share * 0.7, high=share * 0.7 + 0.3
    )
    line["flag"] = np.where(line["count"] < 5, "fewer than 5 mentions", "")
    line.attrs = attrs("timeline", **about, dated_by="published")
    size = 4 * n
    first = np.datetime64("1985-01-01", "s") + (rng.integers(0, 14_000, size) * 86_400).astype("timedelta64[s]")
    dates = pd.DataFrame(
        {"document": rng.choice(documents, size), "start": range(size), "end": range(1, size + 1),
         "text": rng.choice(terms, size), "edtf": [str(one)[:7] for one in first], "earliest": first,
         "latest": first + np.timedelta64(30 * 86_400, "s"), "granularity": "month", "bound": "", "kind": "date",
         "role": rng.choice(["past", "target", "unknown"], size)}
    )  # fmt: skip
    dates.loc[dates.index % 9 == 0, "earliest"] = np.datetime64("NaT", "s")
    dates.loc[dates.index % 9 == 0, "bound"] = "by"
    dates.attrs = attrs("date_mentions", **about)
    pairs = pd.DataFrame(
        [(a, b) for i, a in enumerate(documents[:40]) for b in documents[:i]], columns=["document", "other"]
    )
    pairs = pairs.assign(cosine=rng.beta(2, 5, len(pairs)))
    pairs.attrs = attrs("similarity", **about)
    cleaning = grid(document=documents, rule=["caption", "contact-block", "header", "markup"])
    cleaning = cleaning.assign(words=rng.integers(0, 60, len(cleaning)), share=rng.random(len(cleaning)) / 8)
    cleaning.attrs = attrs("cleaning_ledger", **about)
    topics = grid(topic=[1, 2, 3, 4], term=terms[:12])
    topics = topics.assign(weight=rng.beta(1, 4, len(topics)))
    topics.attrs = attrs("topics", **about)
    ways = grid(
        scheme=["sklearn", "tidytext", "quanteda"], stopwords=["kept", "left out"], cleaning=["cleaned", "uncleaned"]
    )
    ways = ways.assign(value=0.3 + 0.4 * rng.random(len(ways)).round(3))
    ways = ways.assign(holds=ways["value"] > 0.5)
    ways.attrs = attrs("robustness", **about, claim=f"{themes[0]} > {themes[-1]}", kind="comparison")
    return {
        "term_bars": (frequencies,), "tf_idf_bars": (tf_idf,), "term_contrast": (contrast,), "topic_terms": (topics,),
        "theme_bars": (weights,), "theme_heatmap": (weights,), "theme_dispersion": (mentions, facts),
        "timeline_lines": (line,), "timeline_multiples": (line,), "date_bars": (dates, facts),
        "two_clocks": (dates, facts),
        "document_bars": (facts,), "cleaning_bars": (cleaning,), "similarity_heatmap": (pairs,),
        "specification_curve": (ways,),
    }  # fmt: skip


@pytest.fixture(scope="session")
def tabled() -> dict[str, dict[str, Any]]:
    """The tables of `some` (3 documents), `many` (245 documents, 9 themes) and `hostile` (names that want to break)."""
    ids = ["000_e24a81e5e0c803f7", "001_4158e7f7f2b05cee", "002_f7f59a5c972284ad"]
    terms = ["china", "climate", "cooperation", "green", "energy", "tesla", "shanghai", "musk", "plant", "carbon"]
    themes = [
        "war and peace",
        "trade",
        "energy",
        "rights",
        "schools",
        "health",
        "farms",
        "the courts of the land",
        "navy",
    ]
    presidents = [f"President-{1790 + number}" for number in range(245)]
    return {
        "some": tables(ids, ["clean-energy", "climate-cooperation", "diplomacy", "ev-manufacturing"], terms),
        "many": tables(presidents, themes, [f"term{number}" for number in range(400)]),
        "hostile": tables(list(HOSTILE), list(HOSTILE[:7]), [f"{text[:80]}{n}" for n in range(3) for text in HOSTILE]),
    }


@pytest.fixture(scope="session")
def drawn(tabled: dict[str, dict[str, Any]]) -> Iterator[Callable[..., Any]]:
    """Charts by name, tables and size, each drawn once; drawing must leave tables and rcParams as they were."""
    from analysis import charts

    kept: dict[tuple[str, str, str], Any] = {}

    def draw(name: str, which: str = "some", size: str = "page") -> Any:
        if (name, which, size) not in kept:
            given = tabled[which][name]
            before, settings = [table.copy() for table in given], dict(mpl.rcParams)
            kept[name, which, size] = getattr(charts, name)(*given, size=size)
            assert dict(mpl.rcParams) == settings
            assert all(table.equals(old) and table.attrs == old.attrs for table, old in zip(given, before, strict=True))
        return kept[name, which, size]

    yield draw
    plt.close("all")


@pytest.fixture
def complaints() -> Callable[[Any], list[str]]:
    """What is wrong with the texts of a drawn chart: two that overlap, or one that leaves the canvas."""
    return find_complaints


def find_complaints(drawn: Any) -> list[str]:
    """Draw, note every text that is really drawn, and compare their boxes."""
    from matplotlib.text import Text

    figure = (drawn.flat[0] if hasattr(drawn, "flat") else drawn).get_figure(root=True)
    figure.set_dpi(72)
    seen: list[Any] = []
    plain = Text.draw

    def noted(self: Any, renderer: Any) -> None:
        if self.get_visible() and self.get_text().strip():
            seen.append(self)
        plain(self, renderer)

    Text.draw = noted  # type: ignore[method-assign]
    try:
        figure.canvas.draw()
    finally:
        Text.draw = plain  # type: ignore[method-assign]
    boxes = np.array([Text.get_window_extent(text).extents for text in seen])
    names = [text.get_text()[:40].encode("ascii", "backslashreplace").decode() for text in seen]
    width, height = figure.bbox.width, figure.bbox.height
    wrong = [
        f"{name!r} leaves the canvas"
        for name, box in zip(names, boxes, strict=True)
        if box[0] < -0.5 or box[1] < -0.5 or box[2] > width + 0.5 or box[3] > height + 0.5
    ]
    for number, box in enumerate(boxes):
        others = boxes[number + 1 :]
        # A point of slack: boxes of lines hold room for descenders that are not there.
        meet = ((others[:, :2] < box[2:] - 1) & (others[:, 2:] > box[:2] + 1)).all(axis=1)
        wrong += [f"{names[number]!r} overlaps {names[number + 1 + place]!r}" for place in np.flatnonzero(meet)]
    assert len(seen) > 3
    return wrong
