"""The report in a real browser with the network cut: nothing asked for, nothing run, no barrier that axe-core finds.

axe-core is not part of this project: `npm install axe-core` beside it, or name its axe.min.js in $AXE_CORE.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from analysis.exports.report import report

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(os.environ.get("AXE_CORE") or ROOT / "node_modules" / "axe-core" / "axe.min.js")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture
def page(exported, tmp_path):
    """The report, open in Chromium offline; `asked` are the addresses that it wanted beyond its own file."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    folder = shutil.copytree(exported, tmp_path / "exports")
    (folder / "claims.csv").write_text('"claim","holds","of","summary"\n"Green leads",7,9,""\n', encoding="utf-8")
    report(folder, title="<script>document.title = 'run'</script> & more")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(offline=True, bypass_csp=True)
        page = context.new_page()
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.goto((folder / "report.html").as_uri())
        yield page
        browser.close()


def test_nothing_is_asked_for_and_nothing_runs(page):
    assert [url for url in page.asked if not url.startswith("data:")] == [page.url]
    assert page.said == []
    assert page.title().startswith("<script>")
    assert page.locator("img").evaluate("image => image.naturalWidth") > 0


def test_a_number_opens_its_sentences(page):
    details = page.locator("details").first
    assert not details.evaluate("node => node.open")
    page.locator("table a").first.click()
    assert details.evaluate("node => node.open")
    assert details.locator("li").first.is_visible()


def test_no_barrier_that_axe_finds(page):
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm install axe-core)")
    for details in page.locator("details").all():
        details.evaluate("node => node.open = true")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})")
    assert found["passes"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1400, 900)])
def test_the_page_is_never_wider_than_the_screen(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    sizes = json.loads(page.evaluate("JSON.stringify([document.documentElement.scrollWidth, window.innerWidth])"))
    assert sizes[0] <= sizes[1]
