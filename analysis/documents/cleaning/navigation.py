"""The rule `navigation`: menus, share buttons, copyright lines at the start or the end of a web page saved as text."""

import re

from analysis.documents.cleaning.pages import Page, Span

ZONE = 40  # lines from either end
LONGEST = 300  # characters of a line

_BUTTON = re.compile(  # alone they may be text: they count only where others stand
    r"(?:search|menu|home|sign in|log ?in|sign up|subscribe|register|print|share|tweet|e-?mail|save"
    r"|listen|comments?(?: \(?\d+\)?)?"
    r"|sitemap|site map|cookies?|privacy|imprint|accessibility|more|next|previous|close|rss|archive|copy link)[.:]?",
    re.IGNORECASE,
)
_FIXED = re.compile(
    r"(?:skip to (?:main )?(?:content|navigation)|back to top|to top|top of page|subscribe now|print (?:this )?page"
    r"|share this(?: page| article| story)?|(?:suggest|send|recommend|tell) (?:this )?to a friend"
    r"|e-?mail this page|download (?:as )?pdf"
    r"|(?:cookies?|privacy) (?:policy|notice|settings)|terms (?:of use|and conditions|of service)"
    r"|legal notice|contact us|about us"
    r"|follow us(?: on .{1,60})?|read more(?: ?[:»>…].{0,100}| (?:about|on|at|here)\b.{0,60}(?<![.!?]))?"
    r"|(?:font|text) size.{0,30}|advertisement"
    r"|story continues below advertisement"
    r"|(?:related|recommended) (?:articles?|stories|content|topics|news)|most (?:read|popular)"
    r"|sign up (?:for|to) .{1,60}"
    r"|(?:tags|topics|filed under|categories|keywords) ?: ?[^.!?:;]{1,120}"
    r"|our standards: .{1,80}|free (?:daily |weekly )?newsletter"
    r"|scan (?:the )?(?:qr )?code.{0,40}|\(?(?:see .{1,40}, page|continued (?:on|from) page) ?\w{1,4}\)?)[.:]?",
    re.IGNORECASE,
)
_NETWORK = r"(?:facebook|twitter|linkedin|wechat|weibo|whatsapp|e-?mail|instagram|youtube|telegram|x)"
_SHARE = re.compile(
    rf"(?:share|follow)(?: (?:this|us|on|via|with|page|article|story|by|to)){{0,4}} ?[:|]? ?{_NETWORK}"
    rf"(?:[ |,/·•&]+(?:and )?{_NETWORK})*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:copyright\b|©|\(c\))(?:\s*(?:copyright|©|\(c\)))?\s*\d{4}.{0,280}|©.{1,120}|.{0,100}\ball rights reserved\.?",
    re.IGNORECASE,
)
_PATH, _MENU = re.compile(r"\s*[>»›→]+\s*"), re.compile(r"\s*[|·•]\s*")
_BOX = re.compile(r"[【\[]\s*([^【】\[\]]{1,40}?)\s*[】\]]")
_ITEM = re.compile(r"[^.!?|<>\d]{1,60}")


def find_navigation(page: Page) -> list[Span]:
    """The lines of menus near the start and the end of a page; a lone word such as "Search" only beside others."""
    lines = page.lines
    edges = lines[:ZONE] + lines[max(ZONE, len(lines) - ZONE) :]
    sure = [line for line in edges if is_navigation(line.text)]
    buttons = [line for line in edges if len(line.text) < 30 and _BUTTON.fullmatch(line.text)]
    return sorted(line.span for line in (sure + buttons if len(sure) >= 2 else sure))


def is_navigation(text: str) -> bool:
    """Whether a line is a menu, a path of pages, a row of buttons or a copyright line.

    >>> is_navigation("Home > News > Press releases"), is_navigation("He came home.")
    (True, False)
    >>> is_navigation("Tags: water, housing"), is_navigation("Topics: we spoke of water. It was cold.")
    (True, False)
    """
    if len(text) > LONGEST:
        return False
    if any(pattern.fullmatch(text) for pattern in (_FIXED, _SHARE, _COPYRIGHT)):
        return True
    boxes = _BOX.findall(text) if text[0] in "【[" else []
    if boxes and not _BOX.sub("", text).strip():
        return all(_BUTTON.fullmatch(box) or _FIXED.fullmatch(box) for box in boxes)
    if any(mark in text for mark in ".!?<"):  # no item of a row may hold one
        return False
    return _is_row(_PATH.split(text), fewest=2) or _is_row(_MENU.split(text), fewest=3)


def _is_row(items: list[str], *, fewest: int) -> bool:
    return len(items) >= fewest and all(map(_ITEM.fullmatch, items))
