"""A corpus that nothing holds any more: the export keeps what the tables know, and says what is missing."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest
from lxml import html

import analysis
from analysis.exports.dossier import export
from analysis.exports.read_dossiers import read_dossiers
from analysis.exports.report import report
from analysis.exports.verify import verify

TEXTS = {"a": "Green cars. A green car.", "b": "Green sea."}
NOTE = (
    "The corpus was no longer open at the export: its documents are not listed, and the mentions stand without "
    "passage, at, published and source."
)


@pytest.fixture
def folder(themes_from, tmp_path) -> Path:
    """The themes of a corpus that was only ever a temporary, in a dossier."""
    import matplotlib.pyplot as plt

    themes = themes_from('[green]\nlabel = "Green"\nterms = ["green"]\n')
    weights = analysis.theme_weights(analysis.make_corpus(TEXTS), themes)
    mentions = analysis.theme_mentions(analysis.make_corpus(TEXTS), themes)
    gc.collect()
    made = export(
        analysis.charts.theme_bars(weights), "x", table=weights, evidence=mentions, folder=tmp_path, formats="png"
    )
    plt.close("all")
    assert repr(made).splitlines()[1:] == [NOTE]
    return tmp_path


def test_the_columns_that_are_there_are_kept_and_the_others_named(folder):
    (kept,), unreadable = read_dossiers(folder)
    assert (kept.damage, unreadable) == ((), [])
    assert kept.evidence[["document", "start", "end", "text", "reading"]].values.tolist() == [
        ["a", 0, 5, "Green", "Green"], ["a", 14, 19, "green", "green"], ["b", 0, 5, "Green", "Green"],
    ]  # fmt: skip
    assert not {"passage", "at", "published", "source"} & set(kept.evidence.columns)
    content = json.loads((folder / "x.json").read_text(encoding="utf-8"))
    assert content["notes"][-1] == NOTE
    assert (content["evidence_complete"], content["documents"]) == (True, [])


def test_it_is_verified_and_a_moved_mention_is_still_found(folder):
    assert verify(folder, analysis.make_corpus(TEXTS)).ok
    found = verify(folder, analysis.make_corpus(TEXTS | {"b": "A green sea."})).changes
    assert found[found["kind"] == "mention"]["change"].tolist() == [
        "document b: 1 of 3 mentions no longer hold their text"
    ]


def test_it_is_reported_with_its_words_and_without_invented_dates(folder):
    report(folder)
    page = html.document_fromstring((folder / "report.html").read_bytes())
    assert NOTE in page.text_content()
    assert "no date" not in page.text_content()
    assert page.xpath("//details[1]//li//mark/text()") == ["Green"]  # b comes first: 1 word in 2, a 2 in 5
    assert page.xpath("//details[2]//li//mark/text()") == ["Green", "green"]
