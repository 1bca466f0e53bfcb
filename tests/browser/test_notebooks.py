"""Every notebook, in JupyterLab as a reader opens it: Run All Cells, no error, nothing asked of another machine."""

from __future__ import annotations

from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9][0-9]-*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_from_top_to_bottom(run_all, keep, path):
    page = run_all(f"notebooks/{path.name}", seconds=240)
    errors = page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]')
    assert not errors.count(), errors.first.inner_text()
    assert not page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]').count()
    keep(page, f"notebook-{path.stem}")
