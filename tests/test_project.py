"""The project's own files agree with each other, and carry nothing that does not belong to them."""

import re
import subprocess
import sys
import tomllib
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import analysis

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
# conda-forge calls this one by another name.
CONDA_NAMES = {"matplotlib": "matplotlib-base"}


def name_of(requirement):
    return re.match(r"[\w.-]+", requirement)[0].lower()


def test_environment_yml_names_what_pyproject_names():
    text = (ROOT / "environment.yml").read_text()
    conda = {name_of(line) for line in re.findall(r"^\s+- (\w[\w.-]+.*)$", text, re.MULTILINE)}
    needed = {CONDA_NAMES.get(name, name) for name in map(name_of, PYPROJECT["project"]["dependencies"])}
    assert needed <= conda
    assert conda - needed == {"python", "pip", "hypothesis", "nbval", "pytest", "edtf"}
    assert "python=3.12" in text


def test_binder_gets_what_conda_gets_but_for_the_tests():
    def lines(path):
        text = (ROOT / path).read_text()
        return [line for line in text.splitlines() if not line.lstrip().startswith("#")]

    for_tests = ("hypothesis", "nbval", "pytest", "edtf", "-e .")
    whole = [line for line in lines("environment.yml") if not line.strip(" -").startswith(for_tests) or "-e" in line]
    assert lines(".binder/environment.yml") == [line for line in whole if line.strip() != "- -e ."]
    assert "pip install --no-deps -e ." in (ROOT / ".binder" / "postBuild").read_text()


def test_the_citation_names_the_version():
    assert f"version: {PYPROJECT['project']['version']}\n" in (ROOT / "CITATION.cff").read_text()


@pytest.mark.parametrize(
    "path", ["README.md", "CONTRIBUTING.md", *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "docs").glob("*.md"))]
)
def test_links_and_make_targets_in_prose_are_there(path):
    text = (ROOT / path).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert "://" in link or ((ROOT / path).parent / link).exists(), link
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", " ".join(re.findall(r"`([^`\n]+)`|```[^`]*```", text)))) <= targets


def test_the_lock_holds_every_dependency_with_hashes_and_no_address():
    lock = (ROOT / "requirements.lock").read_text()
    assert not re.search(r"https?:|file:|@ ", lock)
    pinned = {name_of(line) for line in lock.splitlines() if "==" in line}
    groups = [*PYPROJECT["project"]["dependencies"], *PYPROJECT["dependency-groups"]["dev"]]
    assert {name_of(requirement) for requirement in groups} <= pinned
    assert lock.count("==") <= lock.count("--hash=sha256:")


def test_the_lock_pins_with_the_extras_that_packages_ask_for():
    """Without the extra, pip takes the newest version for it, which has no hash: set-up fails when one is released."""
    lock = (ROOT / "requirements.lock").read_text()
    pinned = {
        name: set(extras.split(",")) for name, extras in re.findall(r"^([\w.-]+)\[([^\]]+)\]==", lock, re.MULTILINE)
    }
    for name in re.findall(r"^([\w.-]+)(?:\[[^\]]+\])?==", lock, re.MULTILINE):
        with suppress(PackageNotFoundError):
            for asked in map(Requirement, requires(name) or ()):
                if asked.extras and (asked.marker is None or asked.marker.evaluate({"extra": ""})):
                    assert asked.extras <= pinned.get(asked.name, set()), f"{name} asks for {asked}"


def test_every_public_name_is_there_documented_and_shown_by_an_example():
    for name in analysis.__all__:
        value = getattr(analysis, name)
        assert value.__doc__, name
        if name not in ("charts", "AnalysisError"):
            assert ">>>" in value.__doc__, f"{name} has no example"
    assert ">>>" in analysis.AnalysisError.__doc__
    with pytest.raises(AttributeError):
        analysis.no_such_name  # noqa: B018


def test_importing_loads_no_heavy_library():
    code = "import sys, analysis; analysis.read_corpus; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    heavy = {"sklearn", "matplotlib", "numba", "docx", "trafilatura", "pypdf", "pyarrow.parquet", "distributed"}
    assert heavy.isdisjoint(loaded.split())


def test_nothing_is_fetched_evaluated_or_unpickled():
    for path in (ROOT / "analysis").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"^\s*(import|from) (urllib\.request|requests|http\.client|pickle|joblib)\b", text, re.MULTILINE
        ), path.name
        assert not re.search(r"(?<![\w.])eval\(|(?<![\w.])exec\(|allow_pickle\s*=\s*True", text), path.name


def test_modules_stay_small_enough_to_hold_one_idea():
    long = [path.name for path in (ROOT / "analysis").rglob("*.py") if len(path.read_text().splitlines()) > 320]
    assert long == []


@pytest.mark.parametrize("path", sorted((ROOT / "analysis").rglob("*.py")), ids=lambda path: path.stem)
def test_every_module_opens_with_a_sentence(path):
    assert path.read_text(encoding="utf-8").startswith('"""')
