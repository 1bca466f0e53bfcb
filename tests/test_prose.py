"""Numbers in the notebooks' prose: each is printed by a cell of the same notebook, or is part of a definition."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from analysis.exports import pictures
from analysis.measures import uncertainty
from analysis.measures.association import log_dice
from analysis.scale import partitions

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
# What a number means that no cell prints, tied to the code where the code decides it.
DEFINED = {
    "95": f"{uncertainty.LEVEL:.0%}"[:-1],
    "5": str(uncertainty.FEWEST_MENTIONS),
    "8": str(uncertainty.FEWEST_DOCUMENTS),
    "14": f"{float(np.asarray(log_dice(np.array([3]), np.array([3]), np.array([3])))[0]):.0f}",
    "300": str(pictures.DPI),
    "16": str(partitions.PART_BYTES // 1_000_000),
    "10,000": f"{partitions.SAMPLE:,}",
    "1,000": "1,000",  # per_1000 is named for it
    "0": "0",
    "1": "1",  # the ends of a scale from 0 to 1; one doubling
    "2": f"{2**1}",  # is twice
    "2008": "2008",  # the year of a publication that is named
    "8601-2": "8601-2",  # ISO 8601-2
}


def prose(notebook):
    """Markdown without links' targets, pictures, code and names of notebooks."""
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return re.sub(r"<img[^>]*>|\]\([^)]*\)|`[^`]*`|\d\d-[a-z-]+", " ", text)


def printed(notebook):
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    texts = [output.get("text", "") for output in outputs]
    return " ".join([*texts, *(output.get("data", {}).get("text/plain", "") for output in outputs)])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_number_in_prose_is_printed_or_defined(path):
    notebook = nbformat.read(path, 4)
    shown = set(re.findall(r"\d[\d,.]*\d|\d", printed(notebook)))
    for number in re.findall(r"\d[\d,.-]*\d|\d", prose(notebook)):
        assert DEFINED.get(number) == number or number in shown, f"{number} in {path.name}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_name_of_the_example_documents_stands_in_prose(path):
    """On another folder the prose still fits: what is said of the examples is printed by a cell."""
    text = prose(nbformat.read(path, 4)).lower()
    for name in ("tesla", "musk", "shanghai", "china", "embassy", "cop26", "glasgow", "2030", "2060"):
        assert name not in text, f"{name} in {path.name}"
