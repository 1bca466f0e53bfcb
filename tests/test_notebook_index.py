"""The index in the first notebook: every other one is one click away, with its question and a picture that is true."""

import io
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from PIL import Image

from analysis.exports.notebooks import notebook_paths, picture

HOME = Path(__file__).parents[1] / "notebooks"
FIRST, *OTHERS = notebook_paths(HOME)
LINKED_PICTURE = re.compile(
    r'\[<img src="(?P<picture>[^"]+)" width="\d+" alt="(?P<alt>[^"]+)">\]\((?P<notebook>[^)]+)\)'
)
LINKED_QUESTION = re.compile(r"\[(?P<name>[^\]]+)\]\((?P<notebook>[^)]+)\)<br>(?P<question>[^|]+\?)")


def index() -> str:
    return str(nbformat.read(FIRST, as_version=4).cells[0].source)


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def test_every_notebook_stands_in_it_once_with_a_picture_and_the_question_it_asks():
    names = [path.name for path in OTHERS]
    assert [found["notebook"] for found in LINKED_PICTURE.finditer(index())] == names
    questions = {found["notebook"]: found["question"].strip() for found in LINKED_QUESTION.finditer(index())}
    assert list(questions) == names
    for path in OTHERS:
        opening = nbformat.read(path, as_version=4).cells[0].source
        assert f"**{questions[path.name]}**" in opening


def test_no_link_is_dead():
    links = re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", index())
    assert len(links) >= 3 * len(OTHERS)
    assert all((HOME / (link or source)).is_file() for link, source in links)


def test_each_picture_says_in_words_what_it_shows():
    said = [found["alt"] for found in LINKED_PICTURE.finditer(index())]
    assert len(set(said)) == len(OTHERS)
    assert all(len(alt.split()) >= 4 for alt in said)


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_a_picture_is_the_first_chart_of_its_notebook_and_small(path):
    kept = (HOME / "pictures" / f"{path.stem}.png").read_bytes()
    assert len(kept) <= 25_000
    assert np.array_equal(pixels(kept), pixels(picture(nbformat.read(path, as_version=4))))


def test_no_picture_is_left_over():
    assert sorted(path.stem for path in (HOME / "pictures").iterdir()) == [path.stem for path in OTHERS]
