"""What is no part of a text is blanked, rule by rule; no character moves, and a ledger says what and why."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from analysis.documents.cleaning.captions import find_captions
from analysis.documents.cleaning.contacts import find_contacts
from analysis.documents.cleaning.credits import find_credits
from analysis.documents.cleaning.headers import find_header
from analysis.documents.cleaning.markup import find_markup, inside_word
from analysis.documents.cleaning.pages import JOINER, Span, blank, has_word, lines_of, without
from analysis.documents.cleaning.rejoined import find_hyphens, find_rejoined, joined_hyphens
from analysis.errors import AnalysisError

RULES = ("markup", "contact-block", "caption", "header", "credit", "repeated", "rejoined")
DEFAULT_RULES = tuple(rule for rule in RULES if rule != "repeated")


@dataclass(frozen=True)
class Removal:
    """A stretch of the original, `text[start:end]`, that a rule took out of the body."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class Cleaned:
    """The body, as long as the original; what was blanked, in order; the title that was found ("" if none)."""

    body: str
    removals: tuple[Removal, ...]
    title: str


def clean_documents(texts: Mapping[str, str], *, rules: Collection[str] = DEFAULT_RULES) -> dict[str, Cleaned]:
    """Clean every text by the named rules (METHODS: cleaning); the length of a text never changes.

    What a rule finds does not depend on the others, except that `rejoined` closes the gap of a caption only if captions
    are blanked. No rule blanks a document whole: one that would is left out for that document.

    Raises AnalysisError for a rule that does not exist.

    >>> cleaned = clean_documents({"a": "**T**esla grew."})["a"]
    >>> cleaned.body, [(removal.start, removal.end, removal.rule) for removal in cleaned.removals]
    ('  T\\u2060\\u2060esla grew.', [(0, 2, 'markup'), (3, 5, 'markup')])
    """
    for rule in rules:
        if rule not in RULES:
            raise AnalysisError(f"there is no cleaning rule {rule!r}", do=f"choose among {', '.join(RULES)}")
    found = {document: _find(text, rules) for document, text in texts.items()}
    joined: dict[str, list[Span]] = {}
    if "rejoined" in rules:
        hyphens = {document: split for document, text in texts.items() if (split := find_hyphens(text))}
        joined = joined_hyphens(hyphens, texts)
    return {
        document: _apply(text, spans, title, joined.get(document, []), rules)
        for (document, text), (spans, title) in zip(texts.items(), found.values(), strict=True)
    }


def _find(text: str, rules: Collection[str]) -> tuple[dict[str, list[Span]], str]:
    """The spans of every rule that looks at one document alone, and its title."""
    markup = find_markup(text)
    lines = lines_of(_write(blank(text, markup), inside_word(text, markup), JOINER))
    spans: dict[str, list[Span]] = {"markup": markup}
    spans["contact-block"] = find_contacts(lines)
    lines = without(lines, spans["contact-block"])
    spans["credit"] = find_credits(lines)
    lines = without(lines, spans["credit"])
    spans["caption"] = find_captions(lines)
    header = find_header(without(lines, spans["caption"]), text)
    spans["header"] = list(header.spans)
    return spans, " ".join(header.title.replace(JOINER, "").split())


def _apply(text: str, spans: dict[str, list[Span]], title: str, joined: list[Span], rules: Collection[str]) -> Cleaned:
    """Blank what the rules found, in the order of RULES."""
    removals: list[Removal] = []
    body = text
    for rule in RULES:
        if rule not in rules or not spans.get(rule):
            continue
        blanked = blank(body, spans[rule])
        if has_word(blanked):
            body = blanked
            removals += [Removal(start, end, rule) for start, end in spans[rule]]
    if "markup" in rules and spans["markup"]:
        body = _write(body, inside_word(text, spans["markup"]), JOINER)
    if "rejoined" in rules:
        captions = [(removal.start, removal.end) for removal in removals if removal.rule == "caption"]
        breaks = find_rejoined(text, lines_of(body), captions)
        body = _write(_write(body, breaks, " "), joined, JOINER)
        removals += [Removal(start, end, "rejoined") for start, end in sorted([*breaks, *joined])]
    removals.sort(key=lambda removal: (removal.start, removal.end, removal.rule))
    return Cleaned(body, tuple(removals), title)


def _write(text: str, spans: list[Span], character: str) -> str:
    parts, done = [], 0
    for start, end in spans:
        parts += [text[done:start], character * (end - start)]
        done = end
    return "".join([*parts, text[done:]]) if parts else text
