"""The command line, through its main function: what it prints, and what it says when a folder is wrong."""

from pathlib import Path

import pytest

from analysis.__main__ import interpreter, main


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


def test_a_folder_without_documents_or_themes_is_told_at_once(tmp_path, capsys):
    (tmp_path / "themes.toml").write_text("")
    assert main(["run", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "there is no document to read" in capsys.readouterr().err
    (tmp_path / "a.txt").write_text("Some words.")
    assert main(["run", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "no theme is defined" in capsys.readouterr().err


def test_a_claim_that_cannot_be_read_is_told_before_it_starts_a_kernel(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Some words.")
    (tmp_path / "themes.toml").write_text('[t]\nterms = ["words"]')
    (tmp_path / "claims.toml").write_text('[c]\nclaim = "nonsense"')
    assert main(["run", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "claims.toml" in capsys.readouterr().err


def test_a_notebook_that_refuses_ends_early_and_the_others_go_on(tmp_path, capsys, monkeypatch):
    """One document has nothing to be contrasted with: the run says so, and still ends with the report."""
    import nbformat

    from analysis.exports import notebooks

    home = tmp_path / "notebooks"
    home.mkdir()
    for name, code in {
        "01-refuses": 'FOLDER = "../seeds"\nimport analysis\n'
        "c = analysis.read_corpus(FOLDER)\nanalysis.contrast(c, c.ids)",
        "02-exports": (
            'FOLDER = "../seeds"\nEXPORTS = "../exports"\nimport analysis\nc = analysis.read_corpus(FOLDER)\n'
            "t = analysis.term_frequencies(c)\nax = analysis.charts.term_bars(t)\n"
            'analysis.export(ax, "words", table=t, evidence=c.words.table(), folder=EXPORTS)'
        ),
    }.items():
        cells = [nbformat.v4.new_code_cell(code)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), home / f"{name}.ipynb")
    monkeypatch.setattr(notebooks, "HOME", home)
    monkeypatch.setattr(notebooks, "notebook_paths", lambda home=home: sorted(home.glob("*.ipynb")))
    folder, out = tmp_path / "mine", tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_text("Solar power and more solar power.")
    (folder / "themes.toml").write_text('[t]\nterms = ["solar"]')
    (folder / "claims.toml").write_text('[c]\nclaim = "t > \\"coal\\""')
    assert main(["run", str(folder), "--out", str(out)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "1 document in " + str(folder)
    assert said[1].startswith("01-refuses: 0 charts; it ends early: ")
    assert said[2] == "02-exports: 1 chart"
    assert "distinct count" in said[3]
    assert said[-1] == str(out / "report.html")
    assert "solar" in (out / "words.csv").read_text()


def test_new_then_check_then_explore(tmp_path, capsys):
    folder = tmp_path / "mine"
    assert main(["new", str(folder)]) == 0
    assert {"metadata.csv", "themes.toml"} <= {path.name for path in folder.iterdir()}
    assert capsys.readouterr().out.splitlines()[-1] == f"  {interpreter()} -m analysis check {folder}"
    (folder / "speech.txt").write_text("Clean energy, she said on 3 March 2021, is for all.")
    assert main(["check", str(folder)]) == 0
    assert "mine: 1 document with 11 words" in capsys.readouterr().out
    assert main(["explore", str(folder), "--out", str(tmp_path / "page.html")]) == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("arguments", [[], ["fly", "seeds"], ["run"]])
def test_unusable_arguments_exit_with_2(arguments):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    ("program", "typed"),
    [("/home/me/project/.venv/bin/python", ".venv/bin/python"), ("/opt/my env/python", "'/opt/my env/python'")],
)
def test_the_next_command_names_the_python_that_runs(monkeypatch, program, typed):
    with monkeypatch.context() as patch:
        patch.setattr("sys.executable", program)
        patch.setattr("pathlib.Path.cwd", lambda: Path("/home/me/project"))
        named = interpreter()
    assert named == typed
