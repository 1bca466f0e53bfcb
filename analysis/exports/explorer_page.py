"""The explorer as one HTML file that needs no network: script, style and texts inside, and no more allowed."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from analysis.exports.explorer_data import plain_json

HERE = Path(__file__).parent

# The module hosts itself: what a notebook's widget would hold stands in the page.
START = 'start(document.querySelector("main"), JSON.parse(document.querySelector("#data").textContent));\n'


def page(index: dict[str, Any], packs: Sequence[bytes], *, title: str) -> bytes:
    """The whole page. Equal content gives equal bytes.

    >>> b"<title>A &amp; B</title>" in page({}, [], title="A & B")
    True
    """
    module = script() + START
    look = "body { margin: 0; }\n" + style()
    data = plain_json({"index": index, "packs": [base64.b64encode(pack).decode("ascii") for pack in packs]})
    policy = (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; script-src {name(module)}; style-src {name(look)}"
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{look}</style>\n</head>\n<body>\n<main></main>\n"
        "<noscript>This page needs JavaScript to show its documents. It loads nothing from anywhere.</noscript>\n"
        f'<script type="application/json" id="data">{data.decode("ascii")}</script>\n'
        f'<script type="module">{module}</script>\n</body>\n</html>\n'
    ).encode()


def script() -> str:
    """The two files as the one module that both hosts take: neither can import a second from beside it."""
    texts, view = ((HERE / file).read_text(encoding="utf-8") for file in ("explorer_texts.js", "explorer.js"))
    return f"{texts}\n{re.sub('^import .*$', '', view, flags=re.MULTILINE)}"


def style() -> str:
    """The style of both hosts."""
    return (HERE / "explorer.css").read_text(encoding="utf-8")


def name(content: str) -> str:
    """The policy's name for exactly this script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode('ascii')}'"
