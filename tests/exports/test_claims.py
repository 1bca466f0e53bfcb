"""The claims of a folder from run to run: what changed is said, and said again when nothing changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import analysis
from analysis.exports.claims import RECORDS, RESULTS, write_claims
from analysis.measures.claims import claim

SAID = claim("climate-cooperation > ev-manufacturing")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree("seeds", tmp_path / "folder"))


def run(folder: Path, themes: analysis.measures.theme_file.Themes) -> str:
    return write_claims(folder.parent / "out", analysis.read_corpus(folder), themes, [SAID])[0][1]


def test_the_document_that_moved_a_verdict_is_named_until_something_else_changes(folder, seed_themes) -> None:
    assert "run before" not in run(folder, seed_themes)
    (folder / "014.txt").write_text("Electric vehicles. " * 60, encoding="utf-8")
    said = run(folder, seed_themes)
    assert said.endswith("; held in the run before, fails now: document 014 was added")
    files = [(folder.parent / "out" / name).read_bytes() for name in (RESULTS, RECORDS)]
    assert run(folder, seed_themes) == said
    assert files == [(folder.parent / "out" / name).read_bytes() for name in (RESULTS, RECORDS)]
    (folder / "014.txt").unlink()
    assert run(folder, seed_themes).endswith("failed in the run before, holds now: document 014 was removed")


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"claims": [{"now": {"a": 1}}]}', b'{"claims": [{"now": null, "before": null}]}', b"\xff"]
)
def test_a_damaged_record_is_as_good_as_none(folder, seed_themes, content: bytes) -> None:
    first = run(folder, seed_themes)
    (folder.parent / "out" / RECORDS).write_bytes(content)
    assert run(folder, seed_themes) == first


def test_without_claims_the_files_go(folder, seed_themes) -> None:
    run(folder, seed_themes)
    assert write_claims(folder.parent / "out", analysis.read_corpus(folder), seed_themes, []) == []
    assert not list((folder.parent / "out").iterdir())
