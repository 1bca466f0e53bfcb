"""axe-core finds nothing to object to, at any width, in light and dark.

axe-core is no dependency of the project: name the file axe.min.js in the environment variable AXE_CORE to run this.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import analysis

AXE = Path(os.environ.get("AXE_CORE", "axe.min.js"))

pytestmark = pytest.mark.skipif(not AXE.is_file(), reason="AXE_CORE names no axe.min.js (npm install axe-core)")


@pytest.fixture(scope="session")
def address(tmp_path_factory) -> str:
    explorer = analysis.explore(analysis.read_corpus("seeds"), analysis.read_themes("seeds/themes.toml"))
    return explorer.save(tmp_path_factory.mktemp("page") / "explorer.html").as_uri()


@pytest.mark.parametrize(
    "selection", ["", "theme=clean-energy", "term=tesla;theme=ev-manufacturing", "period=2022;clock=mentioned"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_violations(open_page, address, selection, scheme, width):
    page = open_page(f"{address}#{selection}", width=width, color_scheme=scheme, bypass_csp=True)
    page.locator("main[aria-busy=false]").wait_for()
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    assert not found, [(one["id"], one["nodes"][0]["html"], one["nodes"][0].get("failureSummary")) for one in found]
