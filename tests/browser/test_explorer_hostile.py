"""Documents that try to run, to turn lines around or to end the page's script: all of it stays text."""

from __future__ import annotations

import pandas as pd
import pytest

import analysis
from analysis.exports.explorer_page import page as page_bytes

ATTACKS = {
    "script": "Solar <script>window.ran = 1; alert('script')</script> power.",
    "end": "Solar </script><script>window.ran = 1</script><!-- power.",
    "image": "Solar <img src=x onerror=\"window.ran = 1\"> and <svg onload='window.ran=1'></svg> power.",
    "remote": 'Solar <img src="http://192.0.2.1/pixel"> <link rel=stylesheet href="//192.0.2.1/x.css"> power.',
    "markdown": "Solar [click](javascript:window.ran=1) ![x](http://192.0.2.1/p.png) power.",
    "template": "Solar {{constructor.constructor('window.ran=1')()}} ${window.ran=1} power.",
    "bidi": "Solar \u202ereversed\u202c \u2066isolated\u2069 power.",
    "control": "Solar \x1b[31m \x07\x00\x0b power \u200b.",
    "line": "Solar \u2028window.ran=1\u2029 power.",
    "astral": "𝔖𝔬𝔩𝔞𝔯 🌞🌞 solar 👩‍🚀 power, İstanbul SOLAR.",
}
NAME = '"><img src=x onerror="window.ran=1">;theme=x&amp;</title>'


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    texts = pd.DataFrame(
        {
            "document": [f"{name} {NAME}" for name in ATTACKS],
            "text": list(ATTACKS.values()),
            "title": [f"<b onclick=window.ran=1>{name}</b>\u202e" for name in ATTACKS],
            "source": "<script>window.ran=1</script>",
        }
    )
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "themes.toml").write_text(
        '[solar]\nlabel = "</button><script>window.ran=1</script>"\nterms = ["solar"]\nnote = "<script>"\n',
        encoding="utf-8",
    )
    return analysis.explore(analysis.make_corpus(texts), analysis.read_themes(folder / "themes.toml"))


def test_nothing_runs_and_nothing_is_fetched(hostile, open_page, tmp_path, keep):
    page = open_page(hostile.save(tmp_path / "hostile.html").as_uri())
    page.locator(".cell").first.wait_for()
    for place in range(page.locator(".cell").count()):
        page.locator(".cell").nth(place).click()
        page.wait_for_timeout(100)
        page.locator(".cell[aria-pressed=true]").click()
        page.wait_for_timeout(50)
    page.get_by_role("searchbox").fill("<script>window.ran")
    page.wait_for_timeout(500)
    assert page.evaluate("window.ran") is None
    assert page.locator("main :is(script, img, link, iframe, b)").count() == 0
    assert page.title() == "Explorer"
    keep(page, "hostile")


def test_documents_are_shown_as_they_are_but_for_what_misleads(hostile, open_page, tmp_path):
    page = open_page(hostile.save(tmp_path / "hostile.html").as_uri())
    for place, document in enumerate(hostile.corpus.ids):
        name = document.split()[0]
        page.locator("th[scope=row] button").nth(place).click()
        page.wait_for_timeout(150)
        shown = page.locator(".text").evaluate("n => n.textContent")
        if name not in ("bidi", "control"):
            assert shown == hostile.corpus.text(document) == ATTACKS[name]
        assert not set(shown) & set("\u202e\u202c\u2066\u2069\x00\x07\x0b\x1b\u200b"), name
        page.locator("th[scope=row] button").nth(place).click()


def test_offsets_beyond_the_basic_plane_hit_their_words(hostile, open_page, tmp_path):
    page = open_page(hostile.save(tmp_path / "hostile.html").as_uri())
    astral = next(place for place, name in enumerate(hostile.corpus.ids) if name.startswith("astral"))
    page.locator("th[scope=row] button").nth(astral).click()
    page.wait_for_timeout(200)
    assert page.locator(".text mark").all_inner_texts() == ["solar", "SOLAR"]
    page.get_by_role("searchbox").fill("power")
    page.wait_for_timeout(500)
    found = analysis.passages(hostile.corpus, "power")
    assert (
        page.locator("li mark").all_inner_texts().count("power")
        == (found["document"] == hostile.corpus.ids[astral]).sum()
        == 1
    )


def test_a_line_without_end_is_shown_in_part(hostile, open_page, tmp_path):
    texts = {"long": "solar " + "x" * 300_000 + " solar" * 2_000 + " end", "short": "Solar."}
    explorer = analysis.explore(analysis.make_corpus(texts), hostile.themes)
    page = open_page(explorer.save(tmp_path / "long.html").as_uri())
    page.locator("th[scope=row] button").first.click()
    page.locator("main[aria-busy=false]").wait_for()
    assert len(page.locator("li").first.inner_text()) < 2_000
    assert len(page.locator(".text").inner_text()) < 250_000
    page.get_by_role("searchbox").fill("end")
    page.wait_for_timeout(400)
    page.locator("main[aria-busy=false]").wait_for()
    assert page.locator(".text mark.now").inner_text() == "end"
    assert page.locator("li").first.inner_text().endswith("end")


def test_the_data_cannot_end_its_script():
    data = page_bytes({"x": "</script><script>alert(1)</script>"}, [], title="</title><script>").decode()
    assert data.count("<script") == 2
    assert "</title><script>" not in data


def test_nothing_runs_in_jupyterlab_either(lab, run_cells, keep):
    """Documents, file names, metadata and themes of a folder, in every way that a notebook shows them."""
    folder = lab.root / "hostile"
    folder.mkdir()
    for name, words in ATTACKS.items():
        (folder / f"{name} <img src=x onerror=window.ran=1>.txt").write_text(words, encoding="utf-8")
    (folder / "nul.txt").write_bytes(b"Solar \x00<script>window.ran=1</script> power \xed\xa0\x80 in May 2021.")
    (folder / "themes.toml").write_text(
        '[solar]\nlabel = "</g><script>window.ran=1</script>"\nnote = "<img src=x onerror=window.ran=1>"\n'
        'terms = ["solar"]\n',
        encoding="utf-8",
    )
    page = run_cells(
        "import analysis\nfrom analysis.exports.interactive import interactive",
        "corpus, themes = analysis.read_corpus('hostile'), analysis.read_themes('hostile/themes.toml')",
        "analysis.explore(corpus, themes)",
        "weights, mentions = analysis.theme_weights(corpus, themes), analysis.theme_mentions(corpus, themes)\n"
        "interactive(analysis.charts.theme_bars(weights), mentions)",
        "display(themes, corpus.documents, corpus.skipped, corpus.removed)",
        "analysis.passages(corpus, themes.themes[0])",
        "analysis.charts.describe(analysis.charts.theme_heatmap(weights))",
    )
    explorer, chart = page.locator(".explorer").all()
    for mark in (explorer.locator(".cell"), chart.locator("svg [role=button]")):
        assert mark.count() > 3
        for place in range(mark.count()):
            mark.nth(place).press("Enter")
            page.wait_for_timeout(50)
    assert page.evaluate("window.ran") is None
    assert page.locator(".jp-OutputArea-output :is(script, img[src=x], link, iframe, [onerror], [onload])").count() == 0
    keep(page, "lab-hostile")
