"""The report in a real browser with the network cut: nothing asked for, nothing run, no barrier that axe-core finds.

axe-core is not part of this project: `npm install axe-core` beside it, or name its axe.min.js in $AXE_CORE.
"""

from __future__ import annotations

import os
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

import analysis

ROOT = Path(__file__).parents[2]
AXE = Path(os.environ.get("AXE_CORE") or ROOT / "node_modules" / "axe-core" / "axe.min.js")


@pytest.fixture(scope="module")
def address(seeds, seed_themes, tmp_path_factory) -> str:
    """The report over the themes of the example documents, and one claim."""
    folder = tmp_path_factory.mktemp("exports")
    weights, mentions = analysis.theme_weights(seeds, seed_themes), analysis.theme_mentions(seeds, seed_themes)
    analysis.export(analysis.charts.theme_bars(weights), "themes", table=weights, evidence=mentions, folder=folder)
    plt.close("all")
    (folder / "claims.csv").write_text('"claim","holds","of","summary"\n"Green leads",7,9,""\n', encoding="utf-8")
    analysis.report(folder, title="<script>document.title = 'run'</script> & more")
    return (folder / "report.html").as_uri()


def test_nothing_is_asked_for_and_nothing_runs(open_page, address):
    asked: list[str] = []
    page = open_page("about:blank", offline=True)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert page.title().startswith("<script>")
    assert page.locator("img").evaluate("image => image.naturalWidth") > 0


def test_a_number_opens_its_sentences(open_page, address):
    page = open_page(address, offline=True)
    details = page.locator("details").first
    assert not details.evaluate("node => node.open")
    page.locator("table a").first.click()
    assert details.evaluate("node => node.open")
    assert details.locator("li").first.is_visible()


def test_no_barrier_that_axe_finds(open_page, address):
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm install axe-core")
    page = open_page(address, bypass_csp=True)
    page.locator("details").evaluate_all("nodes => nodes.forEach(node => node.open = true)")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    assert found["passes"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []


@pytest.mark.parametrize("width", [390, 1400])
def test_the_page_is_never_wider_than_the_screen(open_page, address, width):
    page = open_page(address, width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
