"""axe-core finds nothing to object to: at any width, light or dark, each part open, on the page and in JupyterLab."""

from __future__ import annotations

import pytest

import analysis

EVERY_PART = {
    "nothing chosen": "",
    "a theme": "theme=clean-energy",
    "a document": "document=000_e24a81e5e0c803f7;order=words",
    "a cell": "document=001_4158e7f7f2b05cee;theme=ev-manufacturing",
    "a word": "term=tesla",
    "a word and a theme": "term=tesla;theme=ev-manufacturing",
    "a bar of a clock": "period=2022;clock=mentioned",
    "no mention": "term=nowhere",
    "no such document": "document=nobody",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> str:
    explorer = analysis.explore(analysis.read_corpus("seeds"), analysis.read_themes("seeds/themes.toml"))
    return explorer.save(tmp_path_factory.mktemp("page") / "explorer.html").as_uri()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (320, "dark"), (1280, "light"), (2000, "dark")])
def test_the_page_has_no_barrier(open_page, address, violations, width, scheme):
    page = open_page(address, width=width, color_scheme=scheme, bypass_csp=True)
    for name, selection in EVERY_PART.items():
        page.evaluate("text => { location.hash = text; }", selection)
        page.wait_for_timeout(200)
        page.locator("main[aria-busy=false]").wait_for()
        page.locator("details").evaluate_all("parts => parts.forEach(part => { part.open = true; })")
        assert not violations(page), name


CELLS = (
    "import analysis\nfrom analysis.exports.interactive import interactive",
    "corpus, themes = analysis.read_corpus('seeds'), analysis.read_themes('seeds/themes.toml')",
    "analysis.explore(corpus, themes)",
    "weights, mentions = analysis.theme_weights(corpus, themes), analysis.theme_mentions(corpus, themes)\n"
    "interactive(analysis.charts.theme_bars(weights), mentions)",
)


def test_the_notebook_has_no_barrier(run_cells, violations):
    page = run_cells(*CELLS)
    explorer, chart = page.locator(".explorer").all()
    explorer.locator(".cell").first.click()
    chart.locator("svg [role=button]").first.press("Enter")
    chart.locator(".text mark").first.wait_for()
    for light in ("true", "false"):
        page.evaluate("light => { document.body.dataset.jpThemeLight = light; }", light)
        assert not violations(page, ".explorer")
