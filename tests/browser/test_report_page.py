"""The report in a real browser with the network cut: nothing asked for, nothing run, no barrier that axe-core finds."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

import analysis


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


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, {"width": 320}, {"forced_colors": "active"}])
def test_no_barrier_that_axe_finds(open_page, address, violations, look):
    page = open_page(address, bypass_csp=True, **look)
    page.locator("details").evaluate_all("nodes => nodes.forEach(node => node.open = true)")
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 390, 1400])
def test_the_page_is_never_wider_than_the_screen(open_page, address, width):
    page = open_page(address, width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_without_cutting_a_picture_or_a_row(open_page, address, paper):
    from io import BytesIO

    from pypdf import PdfReader

    page = open_page(address, offline=True)
    pages = PdfReader(BytesIO(page.pdf(format=paper))).pages
    text = " ".join(" ".join(one.extract_text() for one in pages).split())
    for part in ("Contents", "Figure 1.", "Methods", "Documents", "What was left out"):
        assert part in text
    assert "Sentences behind the numbers" not in text
    page.emulate_media(media="print")
    assert page.locator("figure").evaluate("one => getComputedStyle(one).breakInside") == "avoid"
    assert page.locator("tbody tr").first.evaluate("one => getComputedStyle(one).breakInside") == "avoid"
