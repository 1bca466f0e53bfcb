"""The explorer and clickable charts in JupyterLab: clicks reach the kernel, what the kernel sets reaches the view."""

from __future__ import annotations

import re

import pandas as pd

READ = "import analysis\ncorpus, themes = analysis.read_corpus('seeds'), analysis.read_themes('seeds/themes.toml')"
EXPLORE = "explorer = analysis.explore(corpus, themes)\nexplorer"
FIRST = "000_e24a81e5e0c803f7"


def ask_kernel(page, code: str) -> str:
    """Runs one more cell at the end of the notebook and returns what it shows."""
    cells = page.locator(".jp-CodeCell").count()
    page.locator(".jp-CodeCell .cm-content").last.click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.locator(".jp-CodeCell").nth(cells).locator(".cm-content").fill(code)
    page.keyboard.press("Shift+Enter")
    output = page.locator(".jp-CodeCell").nth(cells).locator(".jp-OutputArea-output pre")
    output.wait_for()
    return output.inner_text()


def status(page, text: str) -> None:
    page.locator(".explorer .status").get_by_text(text).wait_for()


def test_a_cell_of_the_table_shows_its_sentences(run_cells, keep):
    page = run_cells(READ, EXPLORE)
    page.locator(".explorer .cell").filter(has_text=re.compile("^16$")).click()
    status(page, "16 mentions in")
    assert page.locator(".explorer .text mark").count() == 16
    assert page.locator(".explorer .text .now").first.is_visible()
    keep(page, "lab-explorer")


def test_the_selection_goes_both_ways_and_can_be_exported(run_cells, lab):
    page = run_cells(READ, EXPLORE)
    page.locator('.explorer [data-mark="theme=clean-energy"]').click()
    status(page, "9 mentions in")
    assert ask_kernel(page, "explorer.selection, len(explorer.mentions())") == "('theme=clean-energy', 9)"
    ask_kernel(page, f"explorer.selection = 'theme=diplomacy;document={FIRST}'\nexplorer.selection")
    status(page, "9 mentions in")
    assert page.locator('.explorer [data-mark="theme=diplomacy"]').get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Export as dossier").click()
    status(page, "Exported: exports/selection-diplomacy-000")
    (evidence,) = (lab.root / "exports").glob("selection-diplomacy-*.evidence.csv")
    assert len(pd.read_csv(evidence)) == 9


def test_it_follows_the_theme_of_the_lab(run_cells):
    page = run_cells(READ, EXPLORE)
    paper = "n => getComputedStyle(n).backgroundColor"
    assert page.locator(".explorer").evaluate(paper) == "rgb(255, 255, 255)"
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    assert page.locator(".explorer").evaluate(paper) == "rgb(23, 24, 28)"


def test_arrow_keys_move_in_the_table_and_not_among_the_cells(run_cells):
    page = run_cells(READ, EXPLORE)
    page.locator('.explorer [data-mark="theme=climate-cooperation"]').focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    status(page, "3 mentions in")
    assert page.locator(".jp-CodeCell").count() == 2


def test_a_corpus_too_large_for_the_page_asks_the_kernel(run_cells):
    small = "import analysis.exports.explorer as e\ne.MOST_DOCUMENTS = 2"
    page = run_cells(READ, small, EXPLORE)
    assert ask_kernel(page, "len(explorer.view.packs)") == "0"
    page.locator(".explorer .cell").filter(has_text=re.compile("^23$")).click()
    status(page, "23 mentions in")
    assert page.locator(".explorer .text mark").count() == 23
    page.locator('.explorer [data-mark="chip-document"]').click()
    page.locator('.explorer [data-mark="theme=climate-cooperation"]').click()
    page.get_by_role("searchbox").fill("carbon*")
    status(page, "7 mentions in")
    assert ask_kernel(page, "len(analysis.passages(corpus, 'carbon*'))") == "7"
    page.get_by_role("searchbox").fill("***")
    status(page, "a lone *")


def test_a_chart_of_the_notebook_leads_to_its_sentences(run_cells, keep):
    chart = (
        "from analysis.exports.interactive import interactive\n"
        "weights = analysis.theme_weights(corpus, themes)\n"
        "interactive(analysis.charts.theme_bars(weights), analysis.theme_mentions(corpus, themes))"
    )
    page = run_cells(READ, chart)
    bar = page.locator('.explorer svg [role=button][data-mark="document=001_4158e7f7f2b05cee;theme=ev-manufacturing"]')
    assert bar.get_attribute("aria-label") == "City Party chief discusses future…, EV manufacturing: 16 mentions"
    bar.click()
    status(page, "16 mentions in 8 sentences of 1 document.")
    page.locator(".explorer .text mark").first.wait_for()
    assert page.locator(".explorer .text mark").count() == 16
    assert page.locator(".jp-OutputArea-output img").count() == 0, "the static chart is shown beside the live one"
    bar.focus()
    page.keyboard.press("Enter")
    status(page, "82 mentions in")
    keep(page, "lab-chart")
