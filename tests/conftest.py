"""Corpora that many tests share: the example documents as they are, and tiny texts worked by hand."""

from pathlib import Path

import pytest

import analysis
from analysis.corpus import Corpus
from analysis.measures.theme_file import Themes

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def seeds() -> Corpus:
    return analysis.read_corpus(ROOT / "seeds")


@pytest.fixture(scope="session")
def seed_themes() -> Themes:
    return analysis.read_themes(ROOT / "seeds" / "themes.toml")


@pytest.fixture(scope="session")
def tiny() -> Corpus:
    """Three documents of 4, 3 and 3 words: red stands 2, 1 and 0 times."""
    return analysis.make_corpus({"a": "Red red car. Blue.", "b": "Red car, green.", "c": "Green green sea"})


@pytest.fixture
def themes_from(tmp_path: Path):
    """Themes from the text of a theme file."""

    def read(text: str) -> Themes:
        path = tmp_path / "themes.toml"
        path.write_text(text, encoding="utf-8")
        return analysis.read_themes(path)

    return read
