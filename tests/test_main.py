"""The command line, through its main function: what it prints, and what it says when a folder is wrong."""

import pytest

from analysis.__main__ import main


def test_a_wrong_folder_is_told_in_one_line(capsys):
    assert main(["run", "no-such-folder"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "no-such-folder" in said
    assert "What to do" in said


def test_run_needs_themes_before_it_starts_a_kernel(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Some words.")
    assert main(["run", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "themes.toml" in capsys.readouterr().err


def test_new_then_check_then_explore(tmp_path, capsys):
    folder = tmp_path / "mine"
    assert main(["new", str(folder)]) == 0
    assert {"metadata.csv", "themes.toml"} <= {path.name for path in folder.iterdir()}
    (folder / "speech.txt").write_text("Clean energy, she said on 3 March 2021, is for all.")
    assert main(["check", str(folder)]) == 0
    assert "speech" in capsys.readouterr().out
    assert main(["explore", str(folder), "--out", str(tmp_path / "page.html")]) == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("arguments", [[], ["fly", "seeds"], ["run"]])
def test_unusable_arguments_exit_with_2(arguments):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
