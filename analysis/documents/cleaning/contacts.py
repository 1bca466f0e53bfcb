"""The rule `contact-block`: addresses, telephone numbers and the like at the start or the end of a page."""

import re

from analysis.documents.cleaning.pages import Line, Page, Span

FIRM = 2  # the firmness of all lines together: less makes no block
ZONE = 60  # lines from either end
WAITING = 6  # lines in a row that only may belong
LONGEST = 200  # characters of a line

_LABEL = (
    r"(?:(?:visiting|postal|street|mailing|office|e-?mail|press|media|news|business) )?"
    r"(?:tel(?:ephone)?|phone|fax|e-?mail|address|add|mobile|website|web|hotline|switchboard|post ?code|postal code"
    r"|zip(?: code)?|hours|contacts?|inquir(?:y|ies)|enquir(?:y|ies))"
)
_LABEL_AND_SIGN = re.compile(
    rf"{_LABEL}\b[^.!?:]{{0,60}}[:：]|(?:tel|phone|telephone|fax|mobile)\b\.? ?[+(\d]|p\.? ?o\.? box\b", re.IGNORECASE
)
_SITE = re.compile(r"^(?:https?://|www\.)\S+$")
_EMAIL = re.compile(r"[\w.+-]+(?:@| ?\[at\] ?)[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<!\w)(?:\+\d[\d ().-]{6,18}\d|\(\d{2,5}\) ?\d[\d .-]{4,12}\d|\d{3}[-. ]\d{3,4}[-. ]\d{4}"
    r"|0\d{1,4}[ /-]\d{5,9})(?!\w)"
)
_WAY = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Place|Drive|Boulevard|Blvd|Lane|Square|Way|Crescent|Terrace|Court"
    r"|Highway|Quay|Row"
    r"|Gardens)"
)
_STREET = re.compile(
    rf"\b\d{{1,5}}[A-Za-z]?,? (?:[A-Z][\w.'’-]*,? ){{1,4}}{_WAY}\b\.?"
    r"|\b(?:Rue|Avenue|Boulevard|Via|Calle|Plaza|Platz)(?: (?:de|du|della|del|la|les))*(?: [A-Z][\w'’-]*){1,4},? \d"
    r"|\b[A-Z][a-zß]+(?:straße|strasse|gatan|gata|laan|gasse|weg) \d"
)
_POSTAL = re.compile(
    r"\b[A-Z]\.?[A-Z]\.? \d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]\d[A-Z] \d[A-Z]\d\b"
    r"|\b[A-Z][a-z]+,? (?:\d{5,6}|ACT \d{4})(?:,? [A-Z][\w .]+)?$|^\d{5} [A-Z][a-z]+$"
)
_OFFICE = re.compile(
    r"\b(?:Embassy|Consulate|Ministry|Mission|Delegation|Department|Office|Bureau|Section|Division"
    r"|Headquarters|Secretariat"
    r"|Commission|Agency|Communications|Affairs|Inc|Ltd|Limited|GmbH|Corporation|Company|University|Contacts?)\b"
)
# words in small letters that a line of an office may hold
_NO_TITLE = frozenset("office section department press media contact contacts information desk team email with".split())  # noqa: SIM905
_NAME_END = re.compile(r"\b(?:[A-Z]|Inc|Ltd|Co|Corp|Dr|St|Ave|Rd|Blvd)\.$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_ASKING = re.compile(r"\b(?:for|please|any)\b.{0,60}\b(?:contact|information|inquir|enquir|details)", re.IGNORECASE)


def find_contacts(page: Page) -> list[Span]:
    """The lines of the contact blocks at the start and at the end of a page."""
    below = _block(page.lines[: -ZONE - 1 : -1])
    above = _block(page.lines[:ZONE])
    names = _names_above(page.lines, below)
    return sorted({line.span for line in [*above, *names, *below]})


def _block(lines: list[Line]) -> list[Line]:
    """The lines of the contact block at an edge of the page, given from that edge inwards; none without firm ones."""
    taken: list[Line] = []
    waiting: list[Line] = []
    firm = 0
    for line in lines:
        weight = firmness(line.text)
        if weight:
            firm += weight
            if taken:
                taken += waiting
            else:  # before the first contact only the names in its paragraph, or of an office
                taken += [one for one in waiting if one.paragraph == line.paragraph or _OFFICE.search(one.text)]
            taken.append(line)
            waiting = []
        elif _may_belong(line) and len(waiting) < WAITING:
            waiting.append(line)
        else:
            break
    return taken if firm >= FIRM else []


def _names_above(lines: list[Line], block: list[Line]) -> list[Line]:
    """Whose address the block at the end is: the names above it in its paragraph, or an office above that."""
    names: list[Line] = []
    if not block:
        return names
    first = block[-1]
    for line in reversed(lines[: lines.index(first)]):
        same = line.paragraph == first.paragraph
        if not _may_belong(line) or not (same or (not names and _OFFICE.search(line.text))) or len(names) == WAITING:
            break
        names.append(line)
    return names


def firmness(text: str) -> int:
    """How surely a line is a contact: 0 not, 1 for an address, a number or a label, 2 for a label and a number.

    >>> firmness("Tel: +1-202-495-2266"), firmness("Address: Room 3"), firmness("He gave 3 reasons.")
    (2, 1, 0)
    """
    if len(text) > LONGEST:
        return 0
    reached = bool(_EMAIL.search(text) or _PHONE.search(text))
    if _LABEL_AND_SIGN.match(text):
        return 1 + reached
    if _SENTENCE_END.search(text) and len(text.split()) > 6:
        return int(reached and bool(_ASKING.search(text)))
    return int(reached or any(pattern.search(text) for pattern in (_STREET, _POSTAL, _SITE)))


def _may_belong(line: Line) -> bool:
    """A short line that is no sentence: a name, an office, a city."""
    if len(line.text) > LONGEST:
        return False
    words = line.words
    if len(words) > 14 or (_SENTENCE_END.search(line.text) and not _NAME_END.search(line.text)):
        return False
    long = [word for word in words if len(word) > 3]
    return all(word[0].isupper() or word[0].isdigit() or word.lower() in _NO_TITLE for word in long)
