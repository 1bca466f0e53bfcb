"""What is no part of a text is blanked, rule by rule; no character moves, and a ledger says what went and why."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from analysis.documents.cleaning.captions import find_captions
from analysis.documents.cleaning.contacts import find_contacts
from analysis.documents.cleaning.credits import find_credits
from analysis.documents.cleaning.headers import find_header
from analysis.documents.cleaning.markup import find_markup, inside_word
from analysis.documents.cleaning.navigation import find_navigation
from analysis.documents.cleaning.pages import JOINER, Page, Span, blank, has_word, page_of, write
from analysis.documents.cleaning.rejoined import (
    Pair,
    find_hyphens,
    find_rejoined,
    inside_words,
    joined_hyphens,
    split_words,
    standing,
    staying,
)
from analysis.documents.cleaning.repeated import find_repeated
from analysis.documents.cleaning.running_heads import find_running_heads, page_starts
from analysis.errors import AnalysisError

RULES = (
    "markup", "running-head", "navigation", "contact-block", "credit", "caption", "header", "repeated", "rejoined",
)  # fmt: skip
DEFAULT_RULES = tuple(rule for rule in RULES if rule != "repeated")

# In this order, each on the page without what those before it have found.
_ON_PAGES: tuple[tuple[str, Callable[[Page], list[Span]]], ...] = (
    ("navigation", find_navigation),
    ("contact-block", find_contacts),
    ("credit", find_credits),
    ("caption", find_captions),
)


@dataclass(frozen=True)
class Removal:
    """A stretch of the original, `text[start:end]`, that a rule took out of the body."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class Cleaned:
    """The body, as long as the original; what was taken out, in order; the title that was found ("" if none)."""

    body: str
    removals: tuple[Removal, ...]
    title: str


def clean_documents(
    texts: Mapping[str, str],
    *,
    rules: Collection[str] = DEFAULT_RULES,
    stays: Collection[Pair] | None = None,
    anchors: Mapping[str, Sequence[tuple[int, str]]] | None = None,
) -> dict[str, Cleaned]:
    """Clean every text by the named rules (docs: methods, cleaning); the length of a text never changes.

    What a rule finds does not depend on which others are on, except that `rejoined` closes the gap of a caption only if
    captions are blanked. No rule blanks a document whole: one that would is left out for that document. `repeated`, and
    `rejoined` for words hyphenated at a line end, look at all texts; where these are a part of them only,
    `stays` are the words that keep such a hyphen (`staying`). `anchors` say where the pages of a document begin, for
    `running-head`; without them form feeds do.

    Raises AnalysisError for a rule that does not exist.

    >>> cleaned = clean_documents({"a": "**T**esla grew."})["a"]
    >>> cleaned.body, [(removal.start, removal.end, removal.rule) for removal in cleaned.removals]
    ('  T\\u2060\\u2060esla grew.', [(0, 2, 'markup'), (3, 5, 'markup')])
    """
    for rule in rules:
        if rule not in RULES:
            raise AnalysisError(f"there is no cleaning rule {rule!r}", do=f"choose among {', '.join(RULES)}")
    repeated = find_repeated(texts) if "repeated" in rules else {}
    hyphens: dict[str, list[Span]] = {}
    if "rejoined" in rules:
        split = {document: found for document, text in texts.items() if (found := find_hyphens(text))}
        if stays is None:
            pairs = split_words(split.values())
            stays = staying(pairs, standing(pairs, texts.values()))
        hyphens = joined_hyphens(split, stays)
    return {
        document: _clean(
            text,
            page_starts(text, anchors.get(document, ()) if anchors else ()),
            repeated.get(document, []),
            hyphens.get(document, []),
            rules,
        )
        for document, text in texts.items()
    }


def _clean(
    text: str, starts: Sequence[int], repeated: list[Span], hyphens: list[Span], rules: Collection[str]
) -> Cleaned:
    """Find what every rule takes, whether it is on or not; then blank what the rules take that are on."""
    markup = find_markup(text)
    without_markup = write(blank(text, markup), inside_word(text, markup), JOINER)
    if not has_word(without_markup):
        markup, without_markup = [], text
    page = first = page_of(text, without_markup)
    found: dict[str, list[Span]] = {"repeated": repeated, "running-head": find_running_heads(page, starts)}
    page = page.without(found["running-head"])
    for rule, find in _ON_PAGES:
        found[rule] = find(page)
        page = page.without(found[rule])
    header = find_header(page)
    found["header"] = list(header.spans)

    removals: list[Removal] = []
    page = first if "markup" in rules else page_of(text)
    if "markup" in rules:
        removals += [Removal(start, end, "markup") for start, end in markup]
    for rule in RULES:
        if rule in rules and found.get(rule) and has_word((blanked := page.without(found[rule])).text):
            page = blanked
            removals += [Removal(start, end, rule) for start, end in found[rule]]
    body = page.text
    if "rejoined" in rules:
        breaks = find_rejoined(page, [(one.start, one.end) for one in removals if one.rule == "caption"])
        joints = inside_words(body, hyphens)
        body = write(write(body, breaks, " "), joints, JOINER)
        removals += [Removal(start, end, "rejoined") for start, end in sorted([*breaks, *joints])]
    removals.sort(key=lambda one: (one.start, one.end, one.rule))
    return Cleaned(body, tuple(removals), " ".join(header.title.replace(JOINER, "").split()))
