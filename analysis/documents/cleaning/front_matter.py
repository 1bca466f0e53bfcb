"""The settings, between two lines of dashes, that some Markdown files begin with."""

import re

_BLOCK = re.compile(r"---[ \t]*\n(?:[A-Za-z_][\w -]*:.*\n|[ \t]+.*\n|- .*\n|#.*\n)+---[ \t]*(?=\n)")
_TITLE = re.compile(r"^title:[ \t]*(.*?)[ \t]*$", re.MULTILINE | re.IGNORECASE)


def front_matter(text: str) -> re.Match[str] | None:
    """Where the settings stand, None without them.

    >>> front_matter("---\\ntitle: Vans\\n---\\nText").span()
    (0, 19)
    """
    return _BLOCK.match(text) if text.startswith("---") else None


def title_in(settings: str) -> str:
    """The title that the settings give, "" if none."""
    named = _TITLE.search(settings)
    return named[1].strip("\"'") if named else ""
