"""A folder to start with: it can be read at once, and nothing is written over."""

import os
from pathlib import Path

import pytest

from analysis.documents.files import read_sources
from analysis.documents.metadata import read_metadata
from analysis.documents.starting import new_folder
from analysis.errors import AnalysisError


def test_what_is_written_can_be_read_and_filled_in(tmp_path: Path) -> None:
    folder = tmp_path / "my" / "corpus"
    assert new_folder(folder) == [folder / "metadata.csv", folder / "themes.toml"]
    (folder / "a.txt").write_text("Green cars.", "utf-8")
    with (folder / "metadata.csv").open("a", encoding="utf-8") as file:
        file.write("a,A title,2022-03-06,Daily,,en\n")
    reading = read_sources(folder)
    assert [source.document for source in reading.sources] == ["a"]
    assert reading.metadata.loc["a", "published"] == "2022-03-06"
    assert reading.skipped == ()


def test_errors_count_the_comments_as_lines(tmp_path: Path) -> None:
    new_folder(tmp_path)
    raw = (tmp_path / "metadata.csv").read_bytes()
    with pytest.raises(AnalysisError) as caught:
        read_metadata(raw + b"a,,March,,,\n")
    assert caught.value.where == "metadata.csv, line 7, column 'published'"


def test_the_themes_file_is_a_theme_file_as_it_stands_and_with_its_example(tmp_path: Path) -> None:
    from analysis.measures.theme_file import read_themes

    new_folder(tmp_path)
    path = tmp_path / "themes.toml"
    lines = path.read_text("utf-8").split("\n")
    example = lines.index("# [clean-energy]")
    path.write_text("\n".join([*lines[:example], *(line.removeprefix("# ") for line in lines[example:])]), "utf-8")
    assert read_themes(path).names == ("clean-energy",)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "metadata.csv").write_text("mine")
    assert new_folder(tmp_path) == [tmp_path / "themes.toml"]
    assert (tmp_path / "metadata.csv").read_text() == "mine"
    with pytest.raises(AnalysisError, match="are there already"):
        new_folder(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "metadata.csv").symlink_to(tmp_path / "outside.csv")
    new_folder(tmp_path / "new")
    assert not (tmp_path / "outside.csv").exists()


def test_a_file_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(AnalysisError, match="cannot be written"):
        new_folder(tmp_path / "file" / "corpus")
