"""The rule `markup`: the signs of Markdown and HTML are no words; the text between them stays."""

import re

from analysis.documents.cleaning.front_matter import front_matter
from analysis.documents.cleaning.pages import Span

# Only known elements are tags: "a < b and c > d" and "<unknown>" are text.
_INLINE = r"a|abbr|b|cite|code|del|em|font|i|ins|mark|q|s|small|span|strike|strong|sub|sup|tt|u|var|wbr"
_BLOCK = (
    r"address|article|aside|audio|blockquote|body|br|button|caption|center|col|colgroup|dd|details|div|dl|dt|"
    r"embed|figcaption|figure|footer|form|h1|h2|h3|h4|h5|h6|head|header|hr|html|iframe|img|input|label|legend|"
    r"li|link|main|meta|nav|noscript|object|ol|option|p|picture|pre|script|section|select|source|style|summary|"
    r"svg|table|tbody|td|textarea|tfoot|th|thead|time|title|tr|ul|video"
)

_TAG = re.compile(rf"</?(?:(?P<inline>{_INLINE})|{_BLOCK})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_HIDDEN = (  # beginning and end
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<script\b[^<>]*>", re.IGNORECASE), re.compile(r"</script\s*>", re.IGNORECASE)),
    (re.compile(r"<style\b[^<>]*>", re.IGNORECASE), re.compile(r"</style\s*>", re.IGNORECASE)),
    (re.compile(r"<!DOCTYPE\b", re.IGNORECASE), re.compile(r">")),
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,10}\d{0,2});")

_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(?=\S)|(?<=\S)[ \t]+#+[ \t]*$(?<=#)", re.MULTILINE)
_QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE)
_RULE = re.compile(r"^[ \t]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}[ \t]*)$", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]{0,3}(?:```|~~~)[\w+-]*[ \t]*$", re.MULTILINE)
_TABLE_LINE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+(?:[ \t]*:?-{3,}:?[ \t]*)?$", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,2000}\)")
_LINK = re.compile(r"(?<!!)(\[)[^\[\]\n]{1,300}(\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\))")
_NOTE = re.compile(r"\[\^[\w-]{1,30}\]:?")
_ADDRESS = re.compile(r"<https?://[^<>\s]{1,2000}>")
_STRUCK = re.compile(r"(~~)(?=\S)[^~\n]{1,300}(~~)")
_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)[^`\n]{1,300}(?<!`)(\1)(?!`)")
_STRONG = re.compile(r"(\*\*\*|\*\*|(?<!\w)___|(?<!\w)__)(?=[^\s*_])[^\n]{0,600}?(?<=[^\s*_])(\1)")
_EMPHASIS = re.compile(r"(\*)(?<![*\w\\]\*)(?=[^\s*])[^*\n]{0,600}?(?<=[^\s*])(\*)(?![*])")
_UNDERSCORE = re.compile(r"(_)(?<![\w\\]_)(?=[^\s_])[^_\n]{0,600}?(?<=[^\s_])(_)(?!\w)")


def find_markup(text: str) -> list[Span]:
    """The signs of Markdown and HTML, sorted and apart from each other.

    >>> [text[a:b] for text in ["# A [b](c) **d**"] for a, b in find_markup(text)]
    ['# ', '[', '](c)', '**', '**']
    """
    present = {sign for sign in _SIGNS if sign in text}
    spans = _hidden(text) if "<" in present else []
    for sign, pattern in _WHOLE:
        if sign in present:
            spans += [match.span() for match in pattern.finditer(text)]
    for sign, pattern in _PAIRS:
        if sign in present:
            spans += [span for match in pattern.finditer(text) for span in (match.span(1), match.span(2))]
    if not spans:
        return []
    settings = front_matter(text)  # taken by the rule `header`
    return _apart([span for span in spans if not settings or span[0] >= settings.end()])


# Each with a character that must be there: most texts have none of them, and are not searched.
_WHOLE = [
    ("<", _TAG),
    ("<", _ADDRESS),
    ("&", _ENTITY),
    ("#", _HEADING),
    (">", _QUOTE),
    ("---", _RULE),
    ("*", _RULE),
    ("_", _RULE),
    ("=", _RULE),
    ("`", _FENCE),
    ("~", _FENCE),
    ("|", _TABLE_LINE),
    ("[", _IMAGE),
    ("[", _NOTE),
]
_PAIRS = [
    ("~", _STRUCK),
    ("[", _LINK),
    ("`", _CODE),
    ("*", _STRONG),
    ("_", _STRONG),
    ("*", _EMPHASIS),
    ("_", _UNDERSCORE),
]
_SIGNS = tuple({sign: None for sign, _ in (*_WHOLE, *_PAIRS)})


def _hidden(text: str) -> list[Span]:
    """Comments, scripts and styles with what is in them; one that never ends hides nothing."""
    spans = []
    for beginning, end in _HIDDEN:
        place = 0
        while (opened := beginning.search(text, place)) and (closed := end.search(text, opened.end())):
            place = closed.end()
            spans.append((opened.start(), place))
    return spans


def _apart(spans: list[Span]) -> list[Span]:
    """Sorted, the first of two that overlap extended over both."""
    apart: list[Span] = []
    for start, end in sorted(set(spans)):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def inside_word(text: str, spans: list[Span]) -> list[Span]:
    """The spans with a word running on at both sides: `**T**esla` is one word, "one<br>two" is two."""
    inside = []
    for first, last in _runs(spans):
        start, end = spans[first][0], spans[last][1]
        before, after = text[start - 1 : start], text[end : end + 1]
        if _joins(before, after, text[end + 1 : end + 2]) and all(
            _is_inline(text[a:b]) for a, b in spans[first : last + 1]
        ):
            inside += spans[first : last + 1]
    return inside


def _runs(spans: list[Span]) -> list[tuple[int, int]]:
    """First and last of the spans that touch each other."""
    runs: list[tuple[int, int]] = []
    for number, (start, _) in enumerate(spans):
        if runs and spans[runs[-1][1]][1] == start:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _joins(before: str, after: str, next_one: str) -> bool:
    return before.isalnum() and (after.isalnum() or (after in ("'", "’") and next_one.isalnum()))


def _is_inline(sign: str) -> bool:
    if sign.startswith("&"):
        return sign == "&shy;"
    tag = _TAG.fullmatch(sign)
    return "\n" not in sign and (tag is None or bool(tag["inline"]))
