"""What a newcomer does, and no more: open the first notebook, go to another, run it, click on a bar, read."""

from __future__ import annotations


def test_from_the_first_notebook_to_the_sentences_of_a_bar(lab, open_page, run_front, keep):
    page = open_page(lab.address("notebooks/00-start-here.ipynb"))
    picture = page.locator('.jp-RenderedMarkdown img[src*="04-themes"]')
    picture.wait_for(timeout=60_000)
    assert picture.evaluate("image => image.naturalWidth") > 0
    keep(page, "journey-1-index")
    picture.click()
    page.get_by_role("tab", name="04-themes.ipynb").wait_for(timeout=60_000)
    page.locator("h1", has_text="Themes").wait_for()
    run_front(page)
    chart = page.locator(".explorer")
    chart.get_by_text("Click on any mark of the chart").wait_for()
    bar = chart.locator("svg [role=button]").nth(1)
    said = int(bar.get_attribute("aria-label").split(": ")[1].split()[0])
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    page.mouse.click(box["x"] + 0.7 * box["width"], box["y"] + 0.25 * box["height"])
    chart.locator(".status").get_by_text(f"{said} mention").wait_for()
    assert chart.locator(".text mark").count() == said
    keep(page, "journey-2-sentences")
