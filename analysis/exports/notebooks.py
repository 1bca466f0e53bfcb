"""Notebooks run from top to bottom: on any folder for the main job, and in place to refresh what is kept in them."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import AnalysisError

if TYPE_CHECKING:
    from nbformat import NotebookNode

TIMEOUT_SECONDS = 1800
HOME = Path(__file__).resolve().parents[2] / "notebooks"

# Stands on the README's first screen.
PICTURE = "04-themes-by-document.png"

# The index shows each notebook by its first chart: this wide, cut below where a chart is long, in so many colours.
PICTURES = "pictures"
PICTURE_WIDTH, PICTURE_HEIGHT, PICTURE_COLORS = 480, 320, 32

# The two lines that a notebook asks its reader to change.
_SETTING = r"^{name} = .*$"


def notebook_paths(home: Path = HOME) -> list[Path]:
    """The notebooks in their order. Raises AnalysisError where the package stands without them."""
    paths = sorted(home.glob("[0-9][0-9]-*.ipynb"))
    if not paths:
        raise AnalysisError("there are no notebooks", where=home.name, do="run from a copy of the whole project")
    return paths


def run_notebooks(folder: Path, out: Path) -> Iterator[tuple[str, int, str]]:
    """Run every notebook on a corpus folder, exporting into `out`; yields (name, charts exported, why it ended early).

    A measure may refuse what would mean nothing, such as a contrast of a single document: its notebook ends there, and
    the others go on, as they do where a cell fails for another reason.
    """
    for path in notebook_paths():
        notebook = _read(path)
        _set(notebook, "FOLDER", str(folder.resolve()))
        _set(notebook, "EXPORTS", str(out.resolve()))
        before = _written(out)
        try:
            _execute(notebook, path)
            stopped = ""
        except AnalysisError as error:
            stopped = str(error)
        yield path.stem, len(_written(out) - before), stopped


def _written(out: Path) -> set[tuple[str, int]]:
    """The dossiers of a folder, each as it was last written: a dossier that is written again is another one."""
    return {(path.name, path.stat().st_ino) for path in out.rglob("*.evidence.csv")}


def refresh(home: Path = HOME) -> Iterator[str]:
    """Run every notebook as it is, in order, and keep it normalised; yields their names.

    README's chart and the pictures of the index come along.

    They run in a copy, so that a refresh neither reads what other runs exported nor leaves anything but the outputs.
    """
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "notebooks"
        shutil.copytree(home, copy, ignore=shutil.ignore_patterns(".*"))
        shutil.copytree(home.parent / "seeds", Path(place) / "seeds")
        first, *others = notebook_paths(copy)
        for path in (first, *others):
            notebook = _read(path)
            _execute(notebook, path)
            normalise(notebook)
            (home / path.name).write_text(_text(notebook), encoding="utf-8", newline="\n")
            if path != first:
                (home / PICTURES / f"{path.stem}.png").write_bytes(picture(notebook))
            yield path.stem
        shutil.copy(Path(place) / "exports" / PICTURE, home.parent / "docs" / PICTURE)


def normalise(notebook: NotebookNode) -> None:
    """Take from a notebook what differs from run to run, in place."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata.kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata.language_info = {"name": "python"}
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02d}"
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)


def picture(notebook: NotebookNode) -> bytes:
    """The first chart of a notebook as a small PNG. Raises AnalysisError where it has none."""
    from PIL import Image

    outputs = (output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", []))
    chart = next((data["image/png"] for data in outputs if "image/png" in data), None)
    if chart is None:
        raise AnalysisError("a notebook of the index has no chart", where="notebook", do="run it, then refresh")
    drawn = Image.open(io.BytesIO(b64decode(chart))).convert("RGB")
    width = min(PICTURE_WIDTH, drawn.width)
    small = drawn.resize((width, round(drawn.height * width / drawn.width)), Image.Resampling.LANCZOS)
    cut = small.crop((0, 0, width, min(small.height, PICTURE_HEIGHT)))
    stream = io.BytesIO()
    cut.quantize(PICTURE_COLORS, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def is_normal(path: Path) -> bool:
    """Is a notebook saved just as `refresh` saves it?"""
    notebook = _read(path)
    normalise(notebook)
    return _text(notebook) == path.read_text(encoding="utf-8")


def _read(path: Path) -> NotebookNode:
    import nbformat

    return nbformat.read(path, as_version=4)


def _text(notebook: NotebookNode) -> str:
    import nbformat

    return str(nbformat.writes(notebook)) + "\n"


def _set(notebook: NotebookNode, name: str, value: str) -> None:
    line = re.compile(_SETTING.format(name=name), re.MULTILINE)
    for cell in notebook.cells:
        if cell.cell_type == "code" and line.search(cell.source):
            cell.source = line.sub(lambda _: f"{name} = {value!r}", cell.source, count=1)
            return


def _execute(notebook: NotebookNode, path: Path) -> None:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=TIMEOUT_SECONDS,
        record_timing=False,
        # The kernel would say at every start that it talks over TCP.
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        if error.ename == AnalysisError.__name__:
            raise AnalysisError(error.evalue) from None
        raise AnalysisError(
            f"a cell failed: {error.ename}: {error.evalue}",
            where=path.name,
            do="open the notebook and run it cell by cell",
        ) from None


if __name__ == "__main__":  # pragma: no cover  (`make notebooks`)
    for name in refresh():
        print(name, flush=True)
