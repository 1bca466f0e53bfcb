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
_KIND = r"(?:[Ff]ile |FILE )?(?:[Pp]hoto(?:graph)?|PHOTO|[Ii]mage|[Pp]icture|[Pp]ic|[Cc]redit)s?(?: [Cc]redit)?"
_AFTER = r"(?:^|(?<=[.!?\"”’)\]|] )|(?<=[—–|-] ))"  # a credit follows a sentence, a dash, or nothing
_CREDIT = re.compile(
    "(?:"
    + "|".join(
        (
            rf"[\[(]{_KIND}\b[^\[\]()]{{0,80}}[\])]",  # (Photo by X), [Photo/Xinhua]
            rf"[\[(]{_AGENCY}(?: (?:Photo|FILE))?(?:/[^\[\]()]{{1,60}})?[\])]",  # (AP Photo/X)
            rf"[\[(][^\[\]()]{{1,60}}/{_AGENCY}(?: [^\[\]()]{{0,30}})?[\])]",  # (Li Xin/Xinhua)
            rf"{_AFTER}{_KIND}(?:: ?| by | courtesy of |/){_NAMES}",  # Photo: X
            rf"{_AFTER}{_AGENCY}/{_NAMES}",  # REUTERS/Jane Doe
            rf"(?<=[.!?\"”’)\]])(?: ?(?:—|--) ?| [–-] ){_NAMES}",  # ... in August 2022. — IC
            r"© ?[^.\n]{2,50}",
        )
    )
    + r")\.?$"
)
_SIGNS = (
    "—",
    "--",
    " – ",
    " - ",
    "/",
    "©",
    "hoto",
    "HOTO",
    "mage",
    "icture",
    "redit",
    "(",
    "[",
)  # no credit without one
_PICTURE = r"(?:photo|picture|image|photograph)"
_OPENING = re.compile(
    rf"(?:file )?(?:{_PICTURE}|caption|pictured)\b(?: shows| taken|:)|(?:fig\.?|figure|photo|image) ?\d+[.:]"
    rf"|(?:in )?(?:this|the|an?) (?:[\w-]+ ){{0,2}}{_PICTURE},? (?:[^.]{{0,40}} )?(?:shows?|taken|released|provided)\b"
    rf"|(?:an? )?(?:file|undated|handout|combination) {_PICTURE}\b|FILE ?(?:PHOTO)? ?[-–—:]",
    re.IGNORECASE,
)


def find_captions(page: Page) -> list[Span]:
    """The paragraphs that describe a picture: they end in its credit, or open by naming it."""
    found = []
    for paragraph in page.paragraphs:
        start, end = paragraph[0].start, paragraph[-1].end
        if end - start <= LONGEST * 10 and is_caption(" ".join(line.text for line in paragraph)):
            found.append((start, end))
    return found


def is_caption(text: str) -> bool:
    """Whether a paragraph describes a picture.

    >>> is_caption("The plant in Shanghai. — IC"), is_caption("The plant in Shanghai - a large one - is new.")
    (True, False)
    """
    if text[0] in "\"“‘'":  # an attribution after a quotation is no credit
        return False
    end = text[-CREDIT:]
    credited = any(sign in end for sign in _SIGNS) and _CREDIT.search(text, max(0, len(text) - CREDIT))
    return bool(credited or _OPENING.match(text)) and len(text.split()) <= LONGEST
