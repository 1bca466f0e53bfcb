"""The rule `header`: title, date line and byline above the text, and the dateline that opens it."""

import re
from dataclasses import dataclass

from analysis.documents.cleaning.front_matter import front_matter, title_in
from analysis.documents.cleaning.pages import Line, Page, Span, has_word

ZONE = 14  # lines: a header is no longer
TITLES = 5  # title-like lines: more of them are a list, a poem or a table, not a header

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
_DATE = (
    rf"(?:\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}"
    rf"|{_MONTH} ?{_DAY}(?:,? \d{{4}})?|{_DAY} (?:of )?{_MONTH}(?:,? \d{{4}})?|{_MONTH},? \d{{4}})"
)
_TIME = (
    r"(?:T?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:[ap]\.?m\.?)?(?:Z|[+-]\d{2}:?\d{2})?(?: ?(?:GMT|UTC"
    r"|BST|CET|ET|EST|EDT|PST|BJT|Beijing Time))?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b\.?"
_DATE_LABEL = (
    r"(?:first |last )?(?:published|updated|posted|released?|issued|modified|date|time|release time"
    r"|publish(?:ed)? time|created)(?: on| at| by)?"
)
_DATED = re.compile(_DATE, re.IGNORECASE)
_IN_DATE_LINE = re.compile(rf"\b{_DATE_LABEL}\b|{_DATE}|{_TIME}|{_WEEKDAY}", re.IGNORECASE)
_SMALL = {
    "by",
    "of",
    "the",
    "in",
    "at",
    "and",
    "for",
    "on",
    "from",
    "source",
    "author",
    "editor",
    "de",
    "van",
    "von",
    "with",
    "no",
    "min",
    "read",
}

_BYLINE = re.compile(
    r"(?:by|written by|story by|text by|words by|authors?:|reporters?:|editors?:|source:|sources:|from:"
    r"|compiled by|translated by"
    r"|correspondent:|issued by:?)\s+(.{2,120})$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:for immediate release|press releases?|news release|media release|media statement|press statement"
    r"|embargoed\b.{0,60}"
    r"|check against delivery|\(?as (?:prepared for delivery|delivered)\)?|\(?transcript\)?"
    r"|\d+ min(?:ute)?s? read|speech|statement)[.!]?",
    re.IGNORECASE,
)
_AGENCY = (
    r"(?:[A-Z][\w.&'’]*,? ){0,3}(?:News Agency|News Service|Agency|Xinhua|Reuters|AP|AFP|UPI|TASS|dpa"
    r"|Kyodo|ANSA|Bloomberg|Press|News|Daily|Times"
    r"|Post|PRNewswire|PR Newswire|Business Wire|GLOBE NEWSWIRE|ANI|PTI|IANS|Yonhap|EFE)"
)
_NAMED_PLACE = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:, [A-Z][\w. ]{1,30}){0,2}"
_CAPITAL_PLACE = r"[A-Z][A-Z.'’ -]{3,40}(?:[,/] ?[A-Z][\w. ]{1,30}){0,2}"
_OPENINGS = (
    rf"{_AGENCY},? [A-Z][\w.'’ -]{{1,40}}?,? {_DATE}",  # China News Agency, Washington, November 2
    rf"{_CAPITAL_PLACE}(?:,? {_DATE})?(?: [(/]{_AGENCY}[)/])?",  # BEIJING, March 3 (Xinhua)
    rf"{_NAMED_PLACE}(?:, {_DATE}(?: [(/]{_AGENCY}[)/])?| [(/]{_AGENCY}[)/])",  # Washington, March 3 (AP)
    rf"\({_AGENCY}\)",  # (Reuters)
)
_DASH = r"(?:(?<=[\d)])-|\s?(?:--|—|–)|\s-(?=\s))"
_DATELINE = re.compile(rf"(?:{'|'.join(_OPENINGS)}){_DASH}(?=\s?[\"“‘'(]?\s?[A-Z])")
_SENTENCE_END = re.compile(r"[.。…:;,][\"'”’)\]]*$")
_NUMBERED = re.compile(r"(?:\d+[.)]|[IVX]+\.|[-*•·–—])\s")


@dataclass(frozen=True)
class Header:
    """Where the header of a page stands, and the title in it ("" if none)."""

    spans: tuple[Span, ...]
    title: str


def find_header(page: Page) -> Header:
    """The title, date lines and bylines before the first sentence, and the dateline at its start."""
    spans: list[Span] = []
    title = ""
    lines, text = page.lines, page.original
    front = front_matter(text)
    if front:
        title = title_in(front.group())
        spans.append(front.span())
        lines = [line for line in lines if line.start >= front.end()]
    above, body = _split(lines, text)
    if body is None:
        return Header((), title)
    spans += [(line.start, line.end) for line in above]
    titles = [line for line in above if not _is_date_line(line) and not _is_byline(line) and not _is_furniture(line)]
    if titles and not title:
        title = _choose(titles, text)
    dateline = _DATELINE.match(body.text)
    if dateline:
        spans.append((body.start, body.start + dateline.end()))
    return Header(tuple(spans), title)


def _split(lines: list[Line], text: str) -> tuple[list[Line], Line | None]:
    """The lines of the header, and the first line of the text; None if no text follows."""
    above: list[Line] = []
    for number, line in enumerate(lines[:ZONE]):
        if not (_is_date_line(line) or _is_byline(line) or _is_furniture(line) or _is_title(lines, number)):
            break
        level = _level(line, text)
        if level > 1 and above and any(not _is_date_line(one) and not _is_byline(one) for one in above):
            break
        above.append(line)
    rest = lines[len(above) :]
    if not any(_is_sentence(line) for line in rest):
        return [], None
    titles = [line for line in above if not _is_date_line(line) and not _is_byline(line) and not _is_furniture(line)]
    if len(titles) > TITLES:
        keep = set(titles[1:])
        above = [line for line in above if line not in keep]
    return above, rest[0]


def _choose(titles: list[Line], text: str) -> str:
    """The first Markdown heading, else the first line of four words, else the first line."""
    for line in titles:
        if _level(line, text) == 1:
            return line.text
    for line in titles:
        if len(line.words) >= 4:
            return line.text
    return titles[0].text


def _level(line: Line, text: str) -> int:
    """The level of a Markdown heading, 0 for other lines."""
    start = text.rfind("\n", 0, line.start) + 1
    signs = text[start : line.start].strip()
    return len(signs) if signs and set(signs) == {"#"} else 0


def _is_sentence(line: Line) -> bool:
    return len(line.words) >= 5 and (len(line.text) > 150 or bool(re.search(r"[.!?。…][\"'”’)\]]*(?:\s|$)", line.text)))


def _is_date_line(line: Line) -> bool:
    """A date, with its time, place, label or source; nothing that is said about it."""
    if len(line.text) > 120 or not _DATED.search(line.text):
        return False
    rest = re.findall(r"[^\W\d_][\w.'’-]*", _IN_DATE_LINE.sub(" ", line.text))
    return len(rest) <= 8 and all(word[0].isupper() or word.lower().strip(".") in _SMALL for word in rest)


def _is_byline(line: Line) -> bool:
    match = _BYLINE.match(line.text)
    if not match or _SENTENCE_END.search(line.text):
        return False
    words = re.findall(r"[^\W_][\w.'’-]*", match.group(1))
    return (
        len(words) <= 14
        and words[:1] != []
        and words[0][0].isupper()
        and all(word[0].isupper() or word.lower() in _SMALL for word in words)
    )


def _is_furniture(line: Line) -> bool:
    return bool(_FURNITURE.fullmatch(line.text))


def _is_title(lines: list[Line], number: int) -> bool:
    """A short line without a stop, that is not the first line of a wrapped sentence."""
    line = lines[number]
    if len(line.text) > 220 or len(line.words) > 32 or not has_word(line.text):
        return False
    if (
        _SENTENCE_END.search(line.text)
        or _NUMBERED.match(line.text)
        or not (line.text[0].isupper() or not line.text[0].isalpha())
    ):
        return False
    if line.text[0] in '"“' and line.text[-1] not in '"”':
        return False
    if re.search(r"[.!?]\s+[A-Z“\"]", re.sub(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|vs|No|U\.S|U\.K)\.", "", line.text)):
        return False
    if number + 1 == len(lines):
        return False
    below = lines[number + 1]
    return below.paragraph != line.paragraph or not _wraps(line, below)


def _wraps(line: Line, below: Line) -> bool:
    """Whether a line ends where it does because the next word found no room, or goes on in the next."""
    if below.text[0].islower() or below.text[0] in ",;)":
        return True
    first_word = below.text.split(maxsplit=1)[0]
    return (
        len(line.text) + 1 + len(first_word) > max(len(below.text), 60)
        and len(below.text) <= 120
        and _is_sentence(below)
    )
