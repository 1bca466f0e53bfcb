"""The rule `contact-block`: addresses, telephone numbers and the like at the start or the end of a page."""

import re

from analysis.documents.cleaning.pages import Line, Span, paragraphs_of

_LABEL = re.compile(
    r"(?:tel|telephone|phone|fax|e-?mail|address|add|mobile|website|web|hotline|switchboard|post(?:al)? ?code|zip(?: code)?"
    r"|office hours|opening hours|(?:press|media|news)? ?contacts?|(?:media|press) (?:inquiries|enquiries))\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"{_LABEL.pattern}[^.!?]{{0,60}}[:：]|(?:t|f|e|m|w):\s|p\.? ?o\.? box\b", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+(?:@| ?\[at\] ?)[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.])(?:\+\d{1,3}[ .-]?)?(?:\(\d{1,5}\)[ .-]?)?\d{2,5}(?:[ .-]\d{2,5}){1,4}(?![\w.,]*\d)")
_STREET = re.compile(
    r"\b\d{1,5}[A-Za-z]?,? (?:[A-Z][\w.'’-]*,? ){1,4}(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Place|Drive|Boulevard|Blvd"
    r"\.?|Lane|Square|Way|Crescent|Terrace|Court|Highway|Quay)\b"
    r"|\b(?:Rue|Avenue|Boulevard|Via|Calle|Plaza|Platz) (?:[A-Z][\w'’-]* ?){1,4}\d|\b[A-Z][a-zß]+(?:straße|strasse|gatan|laan) \d"
)
_POSTAL = re.compile(
    r"\b[A-Z]\.?[A-Z]\.? \d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]\d[A-Z] \d[A-Z]\d\b"
    r"|\b(?:Beijing|Shanghai|Moscow|Tokyo|Delhi|Canberra|Berlin|Paris)[ ,]+(?:ACT )?\d{4,6}\b|\b\d{5} [A-Z][a-z]+$"
)
_OFFICE = re.compile(
    r"\b(?:Embassy|Consulate|Ministry|Mission|Delegation|Department|Office|Bureau|Section|Division|Headquarters|Secretariat"
    r"|Commission|Agency|Press|Media|Communications|Affairs|Inc|Ltd|Limited|GmbH|Corporation|Company|University)\b"
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_ASKING = re.compile(r"\b(?:for|please|any)\b.{0,60}\b(?:contact|information|inquir|enquir|details)", re.IGNORECASE)


def find_contacts(lines: list[Line]) -> list[Span]:
    """The lines of the contact blocks at the start and at the end of a page."""
    paragraphs = paragraphs_of(lines)
    found = _block(paragraphs[::-1]) + _block(paragraphs)
    return sorted({(line.start, line.end) for paragraph in found for line in paragraph})


def _block(paragraphs: list[list[Line]]) -> list[list[Line]]:
    """The paragraphs from the edge of the page inwards that belong to its contact block; none without two firm lines."""
    taken: list[list[Line]] = []
    firm = kept = 0
    for paragraph in paragraphs:
        strong = sum(is_contact(line.text) for line in paragraph)
        if not strong and not all(_may_belong(line) for line in paragraph):
            break
        if strong and not all(is_contact(line.text) or _may_belong(line) for line in paragraph):
            break
        taken.append(paragraph)
        firm += strong
        if strong or (firm and any(_OFFICE.search(line.text) for line in paragraph)):
            kept = len(taken)
    return taken[:kept] if firm >= 2 else []


def is_contact(text: str) -> bool:
    """Whether a line holds an address, a telephone number, an e-mail address or a label of these.

    >>> is_contact("Tel: +1-202-495-2266"), is_contact("He gave 3 reasons.")
    (True, False)
    """
    if len(text) > 200:
        return False
    if _LABELLED.match(text):
        return True
    reached = _EMAIL.search(text) or _PHONE.search(text)
    if _SENTENCE_END.search(text) and len(text.split()) > 8:
        return bool(reached and _ASKING.search(text))
    return bool(reached or _STREET.search(text) or _POSTAL.search(text))


def _may_belong(line: Line) -> bool:
    """A short line that is no sentence: a name, an office, a city."""
    words = line.words
    if len(words) > 14 or (
        _SENTENCE_END.search(line.text) and not re.search(r"\b[A-Z]\.$|\b(?:Inc|Ltd|Co)\.$", line.text)
    ):
        return False
    long = [word for word in words if len(word) > 3]
    return all(word[0].isupper() or word[0].isdigit() for word in long)
