"""The explorer in JupyterLab: a click reaches the kernel, a selection set in the kernel reaches the view."""

from __future__ import annotations

import re

import nbformat
import pytest

CELLS = (
    "import analysis\ncorpus, themes = analysis.read_corpus('seeds'), analysis.read_themes('seeds/themes.toml')",
    "explorer = analysis.explore(corpus, themes)\nexplorer",
)


def notebook(lab, name: str, cells) -> str:
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    book = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(book, lab.root / name)
    return name


@pytest.fixture
def explored(lab, run_all):
    page = run_all(notebook(lab, "explored.ipynb", CELLS))
    page.locator(".explorer table").first.wait_for()
    return page


def test_a_cell_of_the_table_shows_its_sentences(explored, keep):
    explored.locator(".explorer .cell").filter(has_text=re.compile("^16$")).click()
    explored.locator(".explorer .status").get_by_text("16 mentions in").wait_for()
    assert explored.locator(".explorer .text mark").count() == 16
    assert explored.locator(".explorer .text .now").first.is_visible()
    keep(explored, "lab-explorer")
