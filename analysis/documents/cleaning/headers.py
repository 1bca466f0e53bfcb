"""The rule `header`: title, date line and byline above the text, and the dateline that opens it."""

import re
from dataclasses import dataclass

from analysis.documents.cleaning.datelines import dateline_end
from analysis.documents.cleaning.front_matter import front_matter, title_in
from analysis.documents.cleaning.header_lines import is_byline, is_date_line, is_furniture, is_house, is_labelled_date
from analysis.documents.cleaning.pages import Line, Page, Span

ZONE = 14  # lines: a header is no longer
TITLES = 5  # title-like lines: more of them are a list, a poem or a table, not a header
LONGEST = 220  # characters of a title
LONG_LINE = 50  # characters from which a line that ends in "of" or "the" goes on rather than being a title

_STOP = re.compile(r"[.。…:;,][\"'”’)\]]*$")
_TWO_SENTENCES = re.compile(r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|vs|No))(?<!\bMrs)(?<!U\.S)[.!?]\s+[A-Z“\"]")
_ITEM = re.compile(r"(?:\d+[.)]|[IVX]+\.|[-*•·–—])\s")
_SPEAKER = re.compile(r"[A-Z]{1,4}:\s|(?:question|answer|moderator|reporter|host|interviewer)\s?:", re.IGNORECASE)
_SALUTATION = re.compile(
    r"(?:ladies and gentlemen|dear|(?:your )?excellenc|mr\.? |madam|honou?rable|distinguished"
    r"|good (?:morning|afternoon|evening)"
    r"|(?:my )?(?:friends|colleagues)|thank you|hello)\b",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?:subject|re|betreff|title|headline):\s*", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:of|the|an?|to|in|on|at|by|for|with|and|or|from|as|that|which|its|their)$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?。…][\"'”’)\]]*(?:\s|$)")


@dataclass(frozen=True)
class Header:
    """Where the header of a page stands, and the title in it ("" if none)."""

    spans: tuple[Span, ...]
    title: str


def find_header(page: Page) -> Header:
    """The title, date lines and bylines before the first sentence, and the dateline at its start."""
    front = front_matter(page.original)
    settings = [front.span()] if front else []
    lines = [line for line in page.lines if not front or line.start >= front.end()]
    title = title_in(front.group()) if front else ""
    above, rest = _split(lines, page.original, titled=bool(title))
    if not rest:
        return Header(tuple(settings), title)
    titles = [line for line in above if _is_untyped(line)]
    if titles and not title:
        title = _MAIL.sub("", _choose(titles, page.original), count=1)
    spans = [*settings, *(line.span for line in above)]
    if end := dateline_end(rest[0].text):
        spans.append((rest[0].start, rest[0].start + end))
    return Header(tuple(spans), title)


def _split(lines: list[Line], text: str, *, titled: bool) -> tuple[list[Line], list[Line]]:
    """The lines of the header, and those after it; nothing if no sentence follows."""
    above: list[Line] = []
    for number, line in enumerate(lines[:ZONE]):
        titles = [one for one in above if _is_untyped(one)]
        if (titles or titled) and (_level(line, text) > 1 or _asks(line)):
            break
        if _is_untyped(line) and not _is_title(lines, number):
            break
        above.append(line)
    rest = lines[len(above) :]
    if not any(_is_sentence(line) for line in rest[:200]):
        return [], []
    late = [line for line in lines[len(above) : ZONE] if is_labelled_date(line)]
    titles = [line for line in above if _is_untyped(line)]
    if len(titles) > TITLES:
        above = [line for line in above if line not in titles[1:]]
    return sorted(above + late), rest


def _is_untyped(line: Line) -> bool:
    return not (is_date_line(line) or is_byline(line) or is_furniture(line))


def _choose(titles: list[Line], text: str) -> str:
    """The first Markdown heading, else the first line of four words that names no house, else the first line."""
    named = [line for line in titles if not is_house(line)] or titles
    headings = [line for line in named if _level(line, text) == 1]
    long = [line for line in named if len(line.words) >= 4]
    return (headings or long or named)[0].text


def _level(line: Line, text: str) -> int:
    """The level of a Markdown heading, 0 for other lines."""
    start = text.rfind("\n", max(0, line.start - 20), line.start) + 1
    signs = text[start : line.start].strip()
    return len(signs) if signs and set(signs) == {"#"} else 0


def _asks(line: Line) -> bool:
    """After the title a question or an exclamation belongs to the text."""
    return line.text.rstrip("\"'”’)")[-1:] in ("?", "!")


def _is_sentence(line: Line) -> bool:
    return len(line.words) >= 5 and (len(line.text) > 150 or bool(_SENTENCE.search(line.text)))


def _is_title(lines: list[Line], number: int) -> bool:
    """A short line without a stop, that is not the first line of a wrapped sentence."""
    line = lines[number]
    text = line.text
    if len(text) > LONGEST or not 0 < len(line.words) <= 32 or text[0].islower():
        return False
    if any(pattern.match(text) for pattern in (_ITEM, _SPEAKER, _SALUTATION)):
        return False
    if _STOP.search(text) or _TWO_SENTENCES.search(text) or (text[0] in '"“' and text[-1] not in '"”'):
        return False
    below = lines[number + 1] if number + 1 < len(lines) else None
    return below is not None and (below.paragraph != line.paragraph or not _wraps(line, below))


def _wraps(line: Line, below: Line) -> bool:
    """Whether a line ends where it does because the next word found no room, or goes on in the next."""
    if below.text[0].islower() or below.text[0] in ",;)":
        return True
    if len(line.text) >= LONG_LINE and _GOES_ON.search(line.text):
        return True
    room = max(len(below.text), 60) - len(line.text) - 1
    return len(below.text.split(maxsplit=1)[0]) > room and len(below.text) <= 120 and _is_sentence(below)
