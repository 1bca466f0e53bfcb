"""A page of HTML: its main text without menus and scripts, and what its head states about it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from analysis.documents.encoding import Decoded, decode, fixed_steps

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,30})""", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "pubdate",
    "date",
)
_SITE = re.compile(r"\s+[|–—:·»-]+\s+|_+")  # between a title and the name of the site
_UNREAD = {"script", "style", "noscript", "template", "nav", "footer", "form", "button", "figure", "head", "svg"}
_LINES = set("p div li td th tr br h1 h2 h3 h4 h5 h6 dt dd pre blockquote section article table ul ol hr".split())  # noqa: SIM905


def decode_page(raw: bytes, encoding: str) -> Decoded:
    """Decode as stated by the user, else as the page itself states if that fits, else like any text."""
    own = _CHARSET.search(raw[:4096])
    if own and not encoding:
        try:
            return decode(raw, encoding=own[1].decode("ascii"))
        except (LookupError, ValueError):
            pass
    return decode(raw, encoding=encoding)


def read_page(page: str) -> tuple[list[str], dict[str, str], list[str]]:
    """The paragraphs of the main text, the facts that the page states, and warnings."""
    import trafilatura
    from lxml import html

    tree = html.document_fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    text = trafilatura.extract(page, include_comments=False, with_metadata=False, deduplicate=False) or ""
    warnings = []
    mains = tree.findall(".//main")
    if len(mains) == 1 and not _stands_in(text, mains[0]):
        text = "\n".join(_all_text(mains[0]))
    if not text.strip():
        text = "\n".join(_all_text(tree))
        warnings.append("no main text was found in the page: all of its text is taken")
    return text.split("\n"), _facts(tree, text), warnings


def _stands_in(text: str, main: Any) -> bool:
    """Whether every line of the text is of the main part: on a short page menus may have been taken for text."""
    inside = "".join(main.text_content().split())
    return all("".join(line.split()).lstrip("-|") in inside for line in text.split("\n") if "|" not in line)


def _all_text(tree: Any) -> Iterator[str]:
    """Every line of text but those of menus, buttons and scripts."""
    line: list[str] = []
    for event, element in _walk(tree):
        if element in _LINES and line:
            yield " ".join("".join(line).split())
            line = []
        line.append(event)
    yield " ".join("".join(line).split())


def _walk(element: Any) -> Iterator[tuple[str, str]]:
    """The pieces of text in order, each with the tag that begins or ends before it."""
    waiting = [(element, False)]
    while waiting:
        one, ended = waiting.pop()
        tag = one.tag if isinstance(one.tag, str) else "comment"
        if ended:
            yield one.tail or "", tag
            continue
        waiting.append((one, True))
        if tag not in _UNREAD and tag != "comment":
            yield one.text or "", tag
            waiting += [(child, False) for child in reversed(one)]


def _facts(tree: Any, text: str) -> dict[str, str]:
    named: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        named.setdefault(name, (meta.get("content") or "").strip())
    dates = [named.get(name, "") for name in _DATE_NAMES] + list(_linked_dates(tree))
    day = next((match[0] for date in dates if (match := _DAY.match(date))), "")
    facts = {
        "title": named.get("og:title") or _title(tree, text),
        "published": day,
        "source": named.get("og:site_name", ""),
        "language": tree.get("lang") or "",
    }
    return {name: fixed_steps(value)[0] for name, value in facts.items() if value}


def _title(tree: Any, text: str) -> str:
    """The one heading of the page; else its title, without the name of the site where the rest stands in the text."""
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    title = " ".join((tree.findtext(".//title") or "").split())
    return next((part for part in _SITE.split(title) if len(part) > 9 and part in text), title)


def _linked_dates(tree: Any) -> Iterator[str]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                stated = json.loads(script.text or "")
            except (ValueError, RecursionError):
                continue
            for part in stated if isinstance(stated, list) else [stated]:
                if isinstance(part, dict):
                    yield str(part.get("datePublished", ""))
