"""The notebooks: saved after one clean run, readable, and still giving the outputs that are kept in them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from analysis.exports.notebooks import is_normal, normalise, notebook_paths

ROOT = Path(__file__).parents[1]
NOTEBOOKS = notebook_paths(ROOT / "notebooks")
by_name = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


@pytest.fixture(scope="session")
def workplace(tmp_path_factory):
    """A copy of the notebooks and the example documents, so that running them leaves no trace in the project."""
    place = tmp_path_factory.mktemp("workplace")
    for folder in ("notebooks", "seeds"):
        shutil.copytree(ROOT / folder, place / folder)
    shutil.copy(ROOT / "tests" / "nbval.cfg", place)
    return place


@by_name
def test_outputs_are_what_a_run_gives(path, workplace):
    command = [
        *(sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "--nbval-sanitize-with=nbval.cfg"),
        *("--nbval-cell-timeout=300", "-q", "-p", "no:cacheprovider", "-p", "no:doctest", f"notebooks/{path.name}"),
    ]
    run = subprocess.run(command, cwd=workplace, capture_output=True, text=True, env={**os.environ, "COLUMNS": "100"})
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert f"{len(cells(path, 'code'))} passed" in run.stdout


@by_name
def test_saved_after_one_clean_run(path):
    code = cells(path, "code")
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    for cell in code:
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr"
            assert "widget-view" not in str(output.get("data", {}).keys())
    assert is_normal(path)


@by_name
def test_cells_are_short_and_the_text_frames_them(path):
    assert all(len([line for line in cell.source.splitlines() if line.strip()]) <= 8 for cell in cells(path, "code"))
    text = cells(path, "markdown")
    assert re.search(r"\*\*[^*]+\?\*\*", text[0].source), "the first cell asks a question"
    assert any(cell.source.startswith("## What this cannot show") for cell in text[-2:])


@by_name
def test_no_trace_of_a_machine(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/home/|/Users/|/root/|/tmp/|C:\\\\", text)
    assert str(ROOT) not in text


@by_name
def test_every_chart_is_exported(path):
    drawn = sum("analysis.charts." in cell.source and "plt.show()" in cell.source for cell in cells(path, "code"))
    exported = sum("analysis.export(" in cell.source for cell in cells(path, "code"))
    assert drawn == exported


@by_name
def test_the_prose_holds_no_fact_of_the_example_documents(path):
    """On another folder the text must still be true, so names and figures of these documents stand in outputs only."""
    prose = " ".join(cell.source for cell in cells(path, "markdown"))
    assert not re.search(r"Tesla|Musk|Shanghai|China|Embassy|Xinhua|Gigafactory|COP26|climate|EV manuf", prose)


def test_the_index_names_every_notebook():
    index = "".join(cell.source for cell in cells(NOTEBOOKS[0], "markdown"))
    linked = set(re.findall(r"\(([\w-]+\.ipynb)\)", index))
    assert linked == {path.name for path in NOTEBOOKS[1:]}


def test_normalising_takes_what_differs_from_run_to_run():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", id="random")])
    notebook.cells[0].metadata.execution = {"iopub.execute_input": "2020"}
    notebook.metadata.language_info = {"name": "python", "version": "3.11.7"}
    normalise(notebook)
    assert notebook.cells[0].id == "cell-00"
    assert "execution" not in notebook.cells[0].metadata
    assert notebook.metadata.language_info == {"name": "python"}
