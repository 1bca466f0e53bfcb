"""The explorer's Python side: what the page holds, what a selection means, what a notebook keeps."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode

import pandas as pd
import pytest

import analysis
from analysis.exports import explorer as module
from analysis.exports.explorer import explore, sample
from analysis.exports.explorer_data import document_of, index_of, pack, packs_of, plain_json
from analysis.exports.explorer_page import page, script, style
from analysis.exports.explorer_selection import PARTS, read_selection, selected, write_selection

FIRST, SECOND, THIRD = "000_e24a81e5e0c803f7", "001_4158e7f7f2b05cee", "002_f7f59a5c972284ad"


@pytest.fixture(scope="module")
def corpus():
    return analysis.read_corpus("seeds")


@pytest.fixture(scope="module")
def themes():
    return analysis.read_themes("seeds/themes.toml")


def data_of(html: bytes) -> dict:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html.decode(), re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_page_holds_every_text_and_every_mention(corpus, themes, tmp_path):
    html = explore(corpus, themes).save(tmp_path / "page.html").read_bytes()
    data = data_of(html)
    texts = [one["text"] for each in data["packs"] for one in json.loads(zlib.decompress(b64decode(each)))]
    assert texts == [corpus.text(document) for document in corpus.ids]
    mentions = analysis.theme_mentions(corpus, themes)
    held = data["index"]["mentions"]
    assert held["start"] == mentions["start"].tolist()
    assert [data["index"]["themes"][number]["name"] for number in held["theme"]] == mentions["theme"].tolist()
    assert [corpus.ids[number] for number in held["document"]] == mentions["document"].tolist()


def test_the_page_asks_for_nothing_from_outside(corpus, themes, tmp_path):
    html = explore(corpus, themes).save(tmp_path / "page.html").read_text(encoding="utf-8")
    shell = re.sub(r"<script.*?</script>|<style.*?</style>", "", html, flags=re.DOTALL)
    assert not re.search(r"\b(src|href)=", shell)
    assert "default-src 'none'" in shell
    for source in (script(), style()):
        assert not re.search(
            r"https?://|@import|url\(|innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b",
            source,
        )


def test_the_script_cannot_end_the_page_it_stands_in():
    assert "</script" not in script().lower()
    assert "</style" not in style().lower()


def test_nothing_moves_by_itself():
    # So there is nothing to switch off for readers who asked for reduced motion.
    assert not re.search(r"transition|animation|scroll-behavior|behavior:|requestAnimationFrame", style() + script())


def test_the_clocks_are_the_timelines(corpus, themes):
    index = index_of(corpus, themes)
    for clock in ("published", "mentioned"):
        table = analysis.timeline(corpus, themes, dated_by=clock)
        held = index["clocks"][clock]
        assert len(held["count"]) == len(held["period"]) * len(themes)
        for place, (period, count) in enumerate(zip(table["period"], table["count"], strict=True)):
            assert (held["period"][place // len(themes)], held["count"][place]) == (period, count)


def test_the_told_periods_give_back_the_counts_of_the_timeline(corpus, themes):
    # What the browser counts from: each mention, once for each date of its sentence that has a period.
    index = index_of(corpus, themes)
    dates, mentions = index["dates"], index["mentions"]
    told = pd.DataFrame({name: dates[name] for name in ("document", "sentence", "period")}).query("period >= 0")
    told["period"] = [index["clocks"]["mentioned"]["period"][place] for place in told["period"]]
    counted = pd.DataFrame(mentions).merge(told, on=["document", "sentence"]).groupby(["period", "theme"]).size()
    table = analysis.timeline(corpus, themes, dated_by="mentioned")
    expected = {
        (row.period, themes.names.index(row.theme)): row.count_
        for row in table.rename(columns={"count": "count_"}).itertuples()
    }
    assert {key: count for key, count in expected.items() if count} == counted.to_dict()


def test_cuts_say_where_a_word_goes_on(corpus):
    content = document_of(corpus, SECOND)
    assert content["text"][151:153] == "**"  # the end of the marks in "**T**esla"
    joins = {(start, end): joins for start, end, _, joins in content["cuts"]}
    assert joins[151, 153] == 1
    assert joins[4, 79] == 0  # a caption
    assert all(corpus.rules[rule] for _, _, rule, _ in content["cuts"])


def test_packs_hold_each_document_once_in_order():
    texts = {f"d{number}": "x " * 60_000 for number in range(9)}
    corpus = analysis.make_corpus(texts)
    groups = list(packs_of(corpus))
    assert [document for group in groups for document in group] == list(corpus.ids)
    assert [len(group) for group in groups] == [4, 4, 1]  # 120,000 characters each, closed at 400,000
    assert [one["text"] for one in json.loads(zlib.decompress(pack(corpus, groups[2])))] == [texts["d8"]]


def test_json_cannot_hold_what_ends_a_script_or_is_no_json():
    assert b"<" not in plain_json({"<!--": "</script>\u2028"})
    assert json.loads(plain_json({"text": "</script>\u2028é"})) == {"text": "</script>\u2028é"}
    with pytest.raises(ValueError, match="JSON"):
        plain_json(float("nan"))


def test_no_documents_and_no_themes_still_make_a_page(themes, tmp_path):
    nothing = explore(analysis.make_corpus({"a": ""}), themes)
    assert repr(nothing) == "Explorer(0 documents, 0 sentences, 4 themes, 0 mentions)"
    assert data_of(nothing.save(tmp_path / "empty.html").read_bytes())["packs"] == []
    (tmp_path / "none.toml").write_text("", encoding="utf-8")
    words = explore(analysis.make_corpus({"a": "One."}), analysis.read_themes(tmp_path / "none.toml"))
    assert data_of(words.save(tmp_path / "words.html").read_bytes())["index"]["mentions"]["start"] == []


def test_a_sample_is_evenly_spaced_and_says_so(monkeypatch):
    corpus = analysis.make_corpus({f"d{number}": "One two." for number in range(10)})
    assert sample(corpus) == (corpus, "")
    monkeypatch.setattr(module, "MOST_DOCUMENTS", 4)
    part, note = sample(corpus)
    assert part.ids == ("d0", "d3", "d6", "d9")
    assert note.startswith("A sample: 4 of 10 documents, one in 3 in the order of their ids")
    monkeypatch.setattr(module, "MOST_CHARACTERS", 16)  # two documents of eight characters
    assert sample(corpus)[0].ids == ("d0", "d5")


def test_a_page_of_a_sample_says_so_in_its_head(monkeypatch, themes, tmp_path):
    monkeypatch.setattr(module, "MOST_DOCUMENTS", 1)
    html = (
        explore(analysis.make_corpus({"a": "Solar.", "b": "Wind."}), themes).save(tmp_path / "page.html").read_bytes()
    )
    assert data_of(html)["index"]["head"].startswith("1 document, 1 word, 1 mention. A sample: 1 of 2 documents, ")


def test_a_document_too_long_for_any_page_is_left_out(monkeypatch):
    monkeypatch.setattr(module, "MOST_CHARACTERS", 20)
    part, note = sample(analysis.make_corpus({"long": "word " * 9, "short": "One two."}))
    assert part.ids == ("short",)
    assert "1 of 2 documents" in note


def test_an_older_page_stays_if_the_new_one_cannot_be_written(corpus, themes, tmp_path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(analysis.AnalysisError, match="folder of this name"):
        explore(corpus, themes).save(tmp_path / "taken")
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("selection", "rows"),
    [
        ("", 82),
        ("theme=clean-energy", 9),
        (f"theme=clean-energy;document={FIRST}", 2),
        ("period=2023", 19),  # the one document of that year: 16 + 2 + 1
        ("theme=ev-manufacturing;period=2023;clock=published", 16),
        ("document=nobody", 0),
    ],
)
def test_a_selection_holds_its_mentions(corpus, themes, selection, rows):
    assert len(selected(corpus, themes, selection)) == rows


def test_a_selection_by_dates_told_counts_as_the_timeline_does(corpus, themes):
    table = analysis.timeline(corpus, themes, dated_by="mentioned").set_index(["period", "theme"])["count"]
    for (period, theme), count in table.items():
        assert len(selected(corpus, themes, f"theme={theme};period={period};clock=mentioned")) == count


def test_a_term_is_listed_alone_and_with_a_theme_both():
    corpus = analysis.make_corpus({"a": "Solar pays. Solar wins prizes. Prizes are nice."})
    themes = analysis.read_themes("seeds/themes.toml")
    alone = selected(corpus, themes, "term=prizes")
    assert alone[["sentence", "theme"]].values.tolist() == [[1, "“prizes”"], [2, "“prizes”"]]
    both = selected(corpus, themes, "term=prizes;theme=clean-energy")
    assert both[["sentence", "theme"]].values.tolist() == [[1, "clean-energy"], [1, "“prizes”"]]


def test_selections_are_text_and_come_back():
    parts = {"document": 'a;b=c% "ü"', "term": "x*"}
    assert read_selection(write_selection(**parts)) == parts
    with pytest.raises(analysis.AnalysisError, match="'colour' is no part of a selection"):
        read_selection("colour=red")


def test_both_sides_know_the_same_parts_of_a_selection():
    (held,) = re.findall(r"^const PARTS = (\[.*\]);$", script(), re.MULTILINE)
    assert tuple(json.loads(held)) == PARTS


def test_the_button_exports_to_where_the_notebook_does(corpus, themes, tmp_path):
    explorer = explore(corpus, themes, folder=tmp_path / "charts")
    explorer.selection = "theme=clean-energy"
    assert explorer._answer({"export": True})["said"].startswith("Exported: ")
    assert list((tmp_path / "charts").glob("selection-clean-energy*.evidence.csv"))


def test_the_selection_is_exported_with_its_sentences(corpus, themes, tmp_path):
    explorer = explore(corpus, themes)
    explorer.selection = "theme=clean-energy"
    dossier = explorer.export("clean energy", folder=tmp_path)
    assert (dossier.mentions, dossier.complete) == (9, True)
    counts = pd.read_csv(tmp_path / f"{dossier.stem}.csv", dtype={"document": str})
    assert dict(zip(counts["document"], counts["count"], strict=True)) == {FIRST: 2, SECOND: 2, THIRD: 5}


def test_a_notebook_keeps_words_and_a_picture(corpus, themes):
    kept = explore(corpus, themes)._repr_mimebundle_()
    assert kept["text/plain"] == "Explorer(3 documents, 57 sentences, 4 themes, 82 mentions)"
    assert kept["image/png"].startswith(b"\x89PNG")
    assert "text/html" not in kept
    assert "application/vnd.jupyter.widget-view+json" in kept


def test_the_kernel_answers_what_the_view_asks(corpus, themes):
    answer = explore(corpus, themes)._answer
    assert answer({"document": 1})["text"] == corpus.text(SECOND)
    found = answer({"search": "Megapack"})
    assert [
        corpus.text(corpus.ids[n])[s:e] for n, s, e in zip(found["document"], found["start"], found["end"], strict=True)
    ] == ["Megapack"] * len(found["start"])
    assert len(found["start"]) == len(analysis.passages(corpus, "Megapack")) > 0
    assert "lone *" in answer({"search": "*"})["error"]


def test_the_page_title_is_text():
    assert b"<title>&lt;b&gt;</title>" in page({}, [], title="<b>")
