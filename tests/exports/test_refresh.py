"""A refresh runs each notebook in a copy, keeps its outputs normalised, and leaves nothing else behind."""

from __future__ import annotations

import io
from pathlib import Path

import nbformat
import pytest
from PIL import Image

from analysis.errors import AnalysisError
from analysis.exports.notebooks import is_normal, notebook_paths, picture, refresh, run_notebooks


def write(path: Path, code: str) -> None:
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)]), path)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A project of two notebooks: the index, and one that shows and exports a red picture of 20 by 10."""
    for folder in ("notebooks/pictures", "seeds", "docs"):
        (tmp_path / folder).mkdir(parents=True)
    Image.new("RGB", (20, 10), "red").save(tmp_path / "seeds/red.png")
    write(tmp_path / "notebooks/00-index.ipynb", "1 + 1")
    code = (
        "import shutil\nfrom pathlib import Path\nfrom IPython.display import Image\nPath('../exports').mkdir()\n"
        "shutil.copy('../seeds/red.png', '../exports/04-themes-by-document.png')\nImage('../seeds/red.png')"
    )
    write(tmp_path / "notebooks/01-red.ipynb", code)
    return tmp_path / "notebooks"


def test_outputs_pictures_and_the_readme_s_chart_are_kept(home):
    before = {path.relative_to(home.parent) for path in home.parent.rglob("*")}
    assert not is_normal(home / "01-red.ipynb")
    assert list(refresh(home)) == ["00-index", "01-red"]
    assert all(map(is_normal, notebook_paths(home)))
    assert nbformat.read(home / "00-index.ipynb", as_version=4).cells[0].outputs[0]["data"]["text/plain"] == "2"
    with Image.open(home / "pictures/01-red.png") as drawn:
        assert drawn.size == (20, 10)
        assert drawn.convert("RGB").getpixel((5, 5)) == (255, 0, 0)
    assert (home.parent / "docs/04-themes-by-document.png").read_bytes() == (home.parent / "seeds/red.png").read_bytes()
    after = {path.relative_to(home.parent) for path in home.parent.rglob("*")}
    assert after - before == {Path("notebooks/pictures/01-red.png"), Path("docs/04-themes-by-document.png")}


def test_a_long_chart_is_cut_and_a_wide_one_made_small():
    stream = io.BytesIO()
    Image.new("RGB", (960, 2_000), "red").save(stream, "PNG")
    from base64 import b64encode

    output = nbformat.v4.new_output("display_data", {"image/png": b64encode(stream.getvalue()).decode()})
    cells = [nbformat.v4.new_markdown_cell("x"), nbformat.v4.new_code_cell("x", outputs=[output])]
    with Image.open(io.BytesIO(picture(nbformat.v4.new_notebook(cells=cells)))) as small:
        assert small.size == (480, 320)


def test_a_notebook_of_the_index_without_a_chart_is_told():
    with pytest.raises(AnalysisError, match="no chart"):
        picture(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")]))


def test_a_package_without_its_notebooks_is_told(tmp_path):
    with pytest.raises(AnalysisError, match="there are no notebooks"):
        notebook_paths(tmp_path)


def test_a_cell_that_fails_is_told_with_its_notebook(home, monkeypatch):
    write(home / "01-red.ipynb", "1 / 0")
    (home / "00-index.ipynb").unlink()
    monkeypatch.setattr("analysis.exports.notebooks.notebook_paths", lambda: notebook_paths(home))
    ((name, charts, stopped),) = run_notebooks(home.parent / "seeds", home.parent / "out")
    assert (name, charts) == ("01-red", 0)
    assert "a cell failed: ZeroDivisionError: division by zero" in stopped
    assert "01-red.ipynb" in stopped
