"""The rule `caption`: a short paragraph that describes a picture is no part of the text."""

import re

from analysis.documents.cleaning.pages import Page, Span

LONGEST = 80  # words; a longer paragraph is text, whatever it ends in
CREDIT = 120  # characters at the end, in which the credit stands

_NAME = r"[A-Z][\w.'’-]*"
_NAMES = rf"{_NAME}(?:(?: |/| / |, | and | & | via ){_NAME}){{0,4}}"
_AGENCY = (
    r"(?:AP|AFP|EPA|Reuters|REUTERS|Xinhua|XINHUA|Getty(?: Images)?|IC|VCG|CNS|CFP|Bloomberg|TASS|Kyodo"
    r"|ANSA|dpa|PA|ANI|PTI|UPI)"
)
_KIND = r"(?:[Ff]ile |FILE )?(?:[Pp]hoto(?:graph|grapher)?|PHOTO|[Ii]mage|[Pp]icture|[Pp]ic|[Cc]redit)s?(?: [Cc]redit)?"
_AFTER = r"(?:^|(?<=[.!?\"”’)\]|] )|(?<=[—–|-] ))"  # a credit follows a sentence, a dash, or nothing
_CREDIT = re.compile(
    "(?:"
    + "|".join(
        (
            rf"[\[(]{_KIND}\b[^\[\]()]{{0,80}}[\])]",  # (Photo by X), [Photo/Xinhua]
            rf"[\[(]{_AGENCY}(?: (?:Photo|FILE)(?:/[^\[\]()]{{1,60}})?|/[^\[\]()]{{1,60}})[\])]",  # (AP Photo/X)
            rf"\b[A-Z][a-z]+\.? \d{{1,2}}, \d{{4}}\. [\[(]{_AGENCY}[\])]",  # March 4, 2022. (Xinhua)
            rf"[\[(][^\[\]()]{{1,60}}/{_AGENCY}(?: [^\[\]()]{{0,30}})?[\])]",  # (Li Xin/Xinhua)
            rf"{_AFTER}{_KIND}(?:: ?| by | courtesy of |/){_NAMES}",  # Photo: X
            rf"{_AFTER}{_AGENCY}/{_NAMES}",  # REUTERS/Jane Doe
            rf"(?<=[.!?\"”’)\]])(?: ?(?:—|--) ?| [–-] ){_NAMES}",  # ... in August 2022. — IC
            r"© ?[^.\n]{2,50}",
        )
    )
    + r")\.?$"
)
DATED_END = re.compile(r"\b[A-Z][a-z]+\.? \d{1,2}, \d{4}\.$")  # how a caption ends before the agency
# no credit without one
_SIGNS = ("—", "--", " – ", " - ", "/", "©", "hoto", "HOTO", "mage", "icture", "redit", "(", "[")
_PICTURE = r"(?:photo|picture|image|photograph)"
_MADE = r"(?:taken|released|provided|made available)"
_OPENING = re.compile(
    rf"(?:file )?(?:{_PICTURE}|caption|pictured)\b(?: shows| taken|:)|(?:fig\.?|figure|photo|image) ?\d+[.:]"
    rf"|in this (?:[\w-]+ ){{0,2}}{_PICTURE},? (?:[^.]{{0,40}} )?{_MADE}\b|this {_PICTURE} shows\b.*\b\d{{4}}\b"
    rf"|(?:this|the|an?) (?:[\w-]+ ){{0,2}}{_PICTURE},? (?:[^.]{{0,40}} )?{_MADE}\b.{{0,80}}\bshows?\b"
    rf"|(?:an? )?(?:file|undated|handout|combination) {_PICTURE}\b|FILE ?(?:PHOTO)? ?[-–—:]",
    re.IGNORECASE,
)

# Who stands where in a picture: "Chen Jining (right) shakes hands".
_POINTING = re.compile(
    r"(?<=[A-Za-z] )\((?:L|R|C|left|right|cent(?:er|re)|pictured|(?:second|third|front|back"
    r"|far)(?: from)?(?: left| right| row)"
    r"|from left|from right)\)"
)
_ITALICS = re.compile(
    r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)[ \t]*\n(?:[ \t]*\n)?[ \t]*"
    r"([*_])(?![*_\s])([^\n]{3,400}?)\1[ \t]*(?=\n|$)"
)
_FIGCAPTION = re.compile(r"<figcaption\b[^<>]*>", re.IGNORECASE)


def find_captions(page: Page) -> list[Span]:
    """The paragraphs that describe a picture: they end in its credit, open by naming it, or are set below it."""
    found = _below_pictures(page.original)
    for paragraph in page.paragraphs:
        start, end = paragraph[0].start, paragraph[-1].end
        if (
            end - start <= LONGEST * 10
            and (start, end) not in found
            and is_caption(" ".join(line.text for line in paragraph))
        ):
            found.append((start, end))
    return found


def _below_pictures(text: str) -> list[Span]:
    """Captions that markup tells: <figcaption>, or a line in italics below a picture in Markdown."""
    found = []
    if "![" in text:
        found += [match.span(2) for match in _ITALICS.finditer(text)]
    place = 0
    while (opened := _FIGCAPTION.search(text, place)) and (end := text.find("</", opened.end())) >= 0:
        found.append((opened.end(), end))
        place = end
    return [(start, end) for start, end in found if end - start <= LONGEST * 10]


def is_caption(text: str) -> bool:
    """Whether a paragraph describes a picture.

    >>> is_caption("The plant in Shanghai. — IC"), is_caption("The plant in Shanghai - a large one - is new.")
    (True, False)
    """
    if text[0] in "\"“‘'":  # an attribution after a quotation is no credit
        return False
    end = text[-CREDIT:]
    credited = any(sign in end for sign in _SIGNS) and _CREDIT.search(text, max(0, len(text) - CREDIT))
    return (
        bool(credited or _OPENING.match(text) or (len(text) <= 300 and "(" in text and _POINTING.search(text)))
        and len(text.split()) <= LONGEST
    )
