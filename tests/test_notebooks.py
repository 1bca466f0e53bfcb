"""The notebooks: saved after one clean run, readable, and still giving the outputs that are kept in them."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import analysis
from analysis.exports.notebooks import is_normal, normalise, notebook_paths

ROOT = Path(__file__).parents[1]
NOTEBOOKS = notebook_paths(ROOT / "notebooks")
by_name = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def copied(place):
    """Notebooks and example documents in another place, so that running them leaves no trace in the project."""
    for folder in ("notebooks", "seeds"):
        shutil.copytree(ROOT / folder, place / folder)
    shutil.copy(ROOT / "tests" / "nbval.cfg", place)
    return place


def nbval(place, path, **environment):
    """Run a notebook and hold its outputs against those that are kept in it."""
    command = [
        *(sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "--nbval-sanitize-with=nbval.cfg"),
        *("--nbval-cell-timeout=300", "-q", "-p", "no:cacheprovider", "-p", "no:doctest", f"notebooks/{path.name}"),
    ]
    environment = {**os.environ, "COLUMNS": "100", **environment}
    return subprocess.run(command, cwd=place, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture(scope="session")
def runs(tmp_path_factory):
    """Every notebook run once, in order: the place where, and the outcome of each."""
    place = copied(tmp_path_factory.mktemp("workplace"))
    return place, {path.stem: nbval(place, path) for path in NOTEBOOKS}


@by_name
def test_outputs_are_what_a_run_gives(path, runs):
    run = runs[1][path.stem]
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert f"{len(cells(path, 'code'))} passed" in run.stdout


def test_every_mark_of_every_chart_leads_to_its_sentences(runs):
    """Each row of evidence slices the original to its text, and a mark has as many rows as it counts."""
    corpus = analysis.read_corpus(ROOT / "seeds")
    exports = runs[0] / "exports"
    tables = sorted(exports.rglob("*.evidence.csv"))  # some notebooks export their examples into a folder of their own
    assert len(tables) == sum("analysis.export(" in cell.source for path in NOTEBOOKS for cell in cells(path, "code"))
    counted = 0
    for table in tables:
        evidence = pd.read_csv(table, keep_default_na=False, dtype="str")
        for row in evidence.itertuples():
            # One leading apostrophe keeps a spreadsheet from taking the text for a formula.
            text = row.text.removeprefix("'") if row.text.startswith("'") else row.text
            assert corpus.text(row.document)[int(row.start) : int(row.end)] == text
        chart = json.loads(Path(str(table).replace(".evidence.csv", ".json")).read_text(encoding="utf-8"))
        numbers = pd.read_csv(str(table).replace(".evidence.csv", ".csv"), keep_default_na=False)
        if "count" in numbers.columns:
            assert chart["evidence_complete"] is True, table.name
            sides = evidence["side"] if "side" in evidence else pd.Series("target", index=evidence.index)
            assert numbers["count"].sum() == (sides == "target").sum(), table.name
            assert numbers.get("reference", pd.Series(dtype=int)).sum() == (sides == "reference").sum(), table.name
            counted += 1
    assert counted >= 8


def test_exports_are_the_same_bytes_in_another_process(runs, tmp_path):
    """Another hash seed, time zone, locale and number of threads change nothing."""
    place = copied(tmp_path)
    chosen = [path for path in NOTEBOOKS if path.stem[:2] in ("04", "05")]
    other = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C", "OMP_NUM_THREADS": "1", "PYTHONUTF8": "0"}
    for path in chosen:
        run = nbval(place, path, **other)
        assert run.returncode == 0, run.stdout[-3000:]
    files = sorted(path.name for path in (place / "exports").iterdir() if path.is_file())
    assert len(files) >= 8 * len(chosen)
    files.remove("order.txt")  # it says which charts were exported one after the other, here fewer of them
    orders = [(folder / "exports" / "order.txt").read_text().splitlines() for folder in (place, runs[0])]
    assert orders[0] == [line for line in orders[1] if line in orders[0]]
    for name in files:
        assert (place / "exports" / name).read_bytes() == (runs[0] / "exports" / name).read_bytes(), name


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
    assert not re.search(r"/(home|Users|root|tmp)/|C:\\\\", text)
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


def test_normalising_takes_what_differs_from_run_to_run():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", id="random")])
    notebook.cells[0].metadata.execution = {"iopub.execute_input": "2020"}
    notebook.metadata.language_info = {"name": "python", "version": "3.11.7"}
    normalise(notebook)
    assert notebook.cells[0].id == "cell-00"
    assert "execution" not in notebook.cells[0].metadata
    assert notebook.metadata.language_info == {"name": "python"}
