"""The rule `navigation`: menus, share buttons, copyright lines at the start or the end of a web page saved as text."""

import re

from analysis.documents.cleaning.pages import Line, Page, Span

ZONE = 40  # lines from either end

_FIXED = re.compile(
    r"(?:skip to (?:main )?(?:content|navigation)|back to top|to top|top of page|search|menu|home|sign in"
    r"|log ?in|sign up"
    r"|subscribe(?: now)?|register|print(?: this page)?|share(?: this(?: page| article| story)?)?"
    r"|e-?mail this page|download pdf"
    r"|sitemap|site map|cookies?(?: policy| settings)?|privacy(?: policy| notice)?|terms(?: of use"
    r"| and conditions| of service)?"
    r"|legal notice|imprint|accessibility|contact us|about us|follow us(?: on .{1,60})?|read more|more|next|previous"
    r"|font size.{0,30}|text size.{0,30}|close|advertisement|scan (?:the )?(?:qr )?code.{0,40}|rss)[.:]?",
    re.IGNORECASE,
)
_PATH, _MENU = re.compile(r"\s*[>»›→]\s*"), re.compile(r"\s*[|·•]\s*")
_ITEM = re.compile(r"[^.!?|<>\d]{1,60}")
_SHARE = re.compile(
    r"(?:share|follow)\b.{0,40}\b(?:facebook|twitter|linkedin|wechat|weibo|whatsapp|e-?mail|instagram"
    r"|youtube|x)\b.{0,60}",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:copyright\b|©|\(c\))(?:\s*(?:copyright|©|\(c\)))?\s*\d{4}.{0,120}|©.{1,120}|.{0,100}\ball rights reserved\.?",
    re.IGNORECASE,
)


def find_navigation(page: Page) -> list[Span]:
    """The lines of menus near the start and the end of a page; a lone word such as "Search" only beside another."""
    lines = page.lines
    edges = lines[:ZONE] + lines[max(ZONE, len(lines) - ZONE) :]
    found = [line for line in edges if is_navigation(line.text)]
    sure = sum(not _is_weak(line) for line in found)
    return [line.span for line in found if sure >= 2 or not _is_weak(line)]


def is_navigation(text: str) -> bool:
    """Whether a line is a menu, a path of pages, a row of buttons or a copyright line.

    >>> is_navigation("Home > News > Press releases"), is_navigation("He came home.")
    (True, False)
    """
    if len(text) > 200:
        return False
    if any(pattern.fullmatch(text) for pattern in (_FIXED, _SHARE, _COPYRIGHT)):
        return True
    return _is_row(_PATH.split(text), fewest=2) or _is_row(_MENU.split(text), fewest=3)


def _is_row(items: list[str], *, fewest: int) -> bool:
    return len(items) >= fewest and all(map(_ITEM.fullmatch, items))


def _is_weak(line: Line) -> bool:
    return len(line.text.split()) < 3 and bool(_FIXED.fullmatch(line.text))
