"""The rule `contact-block`: addresses, telephone numbers and the like at the start or the end of a page."""

import re

from analysis.documents.cleaning.pages import Line, Page, Span

FIRM = 2  # lines that are surely contacts: fewer make no block
LONGEST = 200  # characters of a line

_LABEL = (
    r"(?:(?:visiting|postal|street|mailing|office|e-?mail|press|media|news|business) )?"
    r"(?:tel(?:ephone)?|phone|fax|e-?mail|address|add|mobile|website|web|hotline|switchboard|post ?code|postal code"
    r"|zip(?: code)?|hours|contacts?|inquir(?:y|ies)|enquir(?:y|ies))"
)
_LABELLED = re.compile(rf"{_LABEL}\b[^.!?:]{{0,60}}[:：]|p\.? ?o\.? box\b", re.IGNORECASE)
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
_NO_TITLE = {
    "office",
    "section",
    "department",
    "press",
    "media",
    "contact",
    "contacts",
    "information",
    "desk",
    "team",
    "email",
    "with",
}
_NAME_END = re.compile(r"\b(?:[A-Z]|Inc|Ltd|Co|Corp|Dr|St|Ave|Rd|Blvd)\.$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_ASKING = re.compile(r"\b(?:for|please|any)\b.{0,60}\b(?:contact|information|inquir|enquir|details)", re.IGNORECASE)


def find_contacts(page: Page) -> list[Span]:
    """The lines of the contact blocks at the start and at the end of a page."""
    paragraphs = page.paragraphs
    below = _block(paragraphs[::-1], names_after=True)
    above = _block(paragraphs, names_after=False)
    return sorted({line.span for paragraph in [*above, *below] for line in paragraph})


def _block(paragraphs: list[list[Line]], *, names_after: bool) -> list[list[Line]]:
    """The paragraphs of the contact block at an edge of the page, given from that edge inwards.

    Whose office it is stands above the address: after it only where the paragraphs come from the end of the page.
    """
    taken: list[list[Line]] = []
    waiting: list[list[Line]] = []
    firm = 0
    for paragraph in paragraphs:
        strong = sum(is_contact(line.text) for line in paragraph)
        if not all(_may_belong(line) or is_contact(line.text) for line in paragraph):
            break
        office = any(_OFFICE.search(line.text) for line in paragraph)
        if strong:
            taken += [*[one for one in waiting if taken or _names_office(one)], paragraph]
            waiting = []
            firm += strong
        elif names_after and taken and office and not waiting and len(paragraph) <= 3:
            taken.append(paragraph)
        else:
            waiting.append(paragraph)
        if len(waiting) > 3:
            break
    return taken if firm >= FIRM else []


def _names_office(paragraph: list[Line]) -> bool:
    return any(_OFFICE.search(line.text) for line in paragraph)


def is_contact(text: str) -> bool:
    """Whether a line holds an address, a telephone number, an e-mail address or a label of these.

    >>> is_contact("Tel: +1-202-495-2266"), is_contact("He gave 3 reasons.")
    (True, False)
    """
    if len(text) > LONGEST:
        return False
    if _LABELLED.match(text):
        return True
    reached = _EMAIL.search(text) or _PHONE.search(text)
    if _SENTENCE_END.search(text) and len(text.split()) > 6:
        return bool(reached and _ASKING.search(text))
    return bool(reached or _STREET.search(text) or _POSTAL.search(text))


def _may_belong(line: Line) -> bool:
    """A short line that is no sentence: a name, an office, a city."""
    if len(line.text) > LONGEST:
        return False
    words = line.words
    if len(words) > 14 or (_SENTENCE_END.search(line.text) and not _NAME_END.search(line.text)):
        return False
    long = [word for word in words if len(word) > 3]
    return all(word[0].isupper() or word[0].isdigit() or word.lower() in _NO_TITLE for word in long)
