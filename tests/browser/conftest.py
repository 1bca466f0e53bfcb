"""Chromium, JupyterLab on a copy of the project, and pages opened from disk; nothing may leave this machine."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest

PROJECT = Path(__file__).parents[2]
BUILD = PROJECT / "build"
AXE = BUILD / "node_modules" / "axe-core" / "axe.min.js"  # see the Makefile
CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
HERE = ("file:", "data:", "blob:", "about:", "http://127.0.0.1:", "ws://127.0.0.1:")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed: apt-get install chromium"))


@dataclass
class Watch:
    """What a page did that no page may do."""

    away: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def clean(self) -> bool:
        return not (self.away or self.errors or self.dialogs)


@pytest.fixture(scope="session")
def browser() -> Iterator:
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, request) -> Iterator:
    """Opens an address in a page of its own; at the end nothing has asked another machine, failed or popped up."""
    opened = []

    def open_page(address: str, *, width: int = 1280, height: int = 900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        page, page.watch = context.new_page(), Watch()
        page.on("request", lambda sent: sent.url.startswith(HERE) or page.watch.away.append(sent.url))
        page.on("pageerror", lambda error: page.watch.errors.append(str(error)))
        page.on("dialog", lambda dialog: (page.watch.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        opened.append((context, page))
        return page

    yield open_page
    watches = [page.watch for _, page in opened]
    for context, _ in opened:
        context.close()
    assert all(watch.clean() for watch in watches), watches


@pytest.fixture
def keep():
    """Keeps a screenshot to be looked at, in build/browser/."""

    def keep(page, name: str) -> None:
        page.screenshot(path=BUILD / "browser" / f"{name}.png")

    return keep


@pytest.fixture
def violations():
    """What axe-core objects to in a page, or in the part of it that a selector names."""
    if not AXE.is_file():
        pytest.skip("axe-core is not there: make test-browser fetches it, where npm can")

    def violations(page, within: str = "html") -> list[tuple[str, str, str]]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("within => axe.run(within)", within)
        assert found["passes"], "nothing was looked at"
        return [
            (one["id"], node["html"], node.get("failureSummary", ""))
            for one in found["violations"]
            for node in one["nodes"]
        ]

    return violations


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: its address, its token, and the folder that it serves."""

    base: str
    token: str
    root: Path

    def address(self, notebook: str) -> str:
        return f"{self.base}/lab/tree/{notebook}?token={self.token}&reset"


@pytest.fixture(scope="session")
def lab(tmp_path_factory) -> Iterator[Lab]:
    """JupyterLab on a copy of notebooks and seeds, so that what it saves touches nothing."""
    root = tmp_path_factory.mktemp("lab")
    for folder in ("notebooks", "seeds"):
        shutil.copytree(PROJECT / folder, root / folder)
    private = tmp_path_factory.mktemp("private")
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "JUPYTERLAB_SETTINGS_DIR",
             "JUPYTERLAB_WORKSPACES_DIR")  # fmt: skip
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_PATH": str(PROJECT / ".jupyter"),
        "PYTHONPATH": str(PROJECT),
        **{name: str(private / name) for name in names},
    }
    trust = [
        sys.executable,
        "-m",
        "jupyter",
        "trust",
        *map(str, (root / "notebooks").glob("*.ipynb")),
    ]  # as make lab does
    subprocess.run(trust, env=environment, check=True, capture_output=True)
    port, token = free_port(), secrets.token_hex(16)
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1",
               f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}",
               f"--ServerApp.root_dir={root}", "--LabApp.extension_manager=readonly"]  # fmt: skip
    with (private / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, cwd=root, stdout=log, stderr=subprocess.STDOUT)
        try:
            base = f"http://127.0.0.1:{port}"
            wait_for(f"{base}/api/status?token={token}", server, private / "log")
            yield Lab(base, token, root)
        finally:
            server.terminate()
            server.wait(15)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(240):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=1)
            return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


def run_cells_of(page, *, seconds: int = 120) -> None:
    """Run All Cells of the notebook in front; back when the last has run, or one has failed."""
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    front = ".jp-NotebookPanel:not(.lm-mod-hidden)"
    page.locator(f"{front} .jp-InputPrompt", has_text="[*]").first.wait_for()
    # A cell has its number when it has run; after an error the rest does not run.
    page.wait_for_function(
        """front => { const cells = [...document.querySelectorAll(`${front} .jp-CodeCell`)];
            const ran = (cell) => /\\[\\d+\\]/.test(cell.querySelector(".jp-InputPrompt").innerText)
                || !cell.querySelector(".cm-content").innerText.trim();
            return document.querySelector('[data-mime-type="application/vnd.jupyter.error"]')
                || (cells.length && cells.every(ran)); }""",
        arg=front,
        timeout=1000 * seconds,
    )


@pytest.fixture
def run_all(lab, open_page):
    """Opens a notebook in JupyterLab, runs all its cells and waits until they have run."""

    def run_all(notebook: str, *, seconds: int = 120, **options):
        page = open_page(lab.address(notebook), **options)
        run_cells_of(page, seconds=seconds)
        return page

    return run_all


@pytest.fixture
def run_front():
    """Runs all cells of the notebook that stands in front."""
    return run_cells_of


@pytest.fixture
def run_cells(lab, run_all):
    """Runs cells as a notebook of their own."""

    def run_cells(*cells: str, **options):
        kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
        cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), lab.root / "cells.ipynb")
        page = run_all("cells.ipynb", **options)
        page.locator(".explorer .status").first.wait_for()
        failed = page.locator('[data-mime-type="application/vnd.jupyter.error"]')
        assert not failed.count(), failed.first.inner_text()
        return page

    return run_cells
