"""The rule `caption`: a short paragraph that describes a picture is no part of the text."""

import re

from analysis.documents.cleaning.pages import Line, Span, paragraphs_of

LONGEST = 80  # words; a longer paragraph is text, whatever it ends in

_NAME = r"[A-Z][\w.'’-]*"
_NAMES = rf"{_NAME}(?:(?: |/| / |, | and | & ){_NAME}){{0,4}}"
_AGENCY = r"(?:AP|AFP|EPA|Reuters|REUTERS|Xinhua|XINHUA|Getty(?: Images)?|IC|VCG|CNS|CFP|Bloomberg|TASS|Kyodo|ANSA|dpa|PA|ANI|PTI|UPI)"
_KIND = r"(?:[Ff]ile )?(?:[Pp]hoto(?:graph)?|PHOTO|[Ii]mage|[Pp]icture|[Pp]ic|[Cc]redit|[Ss]ource)s?(?: [Cc]redit)?"
_CREDIT_END = re.compile(
    rf"""(?:
        [\[(]{_KIND}\b[^\[\]()]{{0,80}}[\])]                                # "(Photo by X)", "[Photo/Xinhua]"
      | [\[(]{_AGENCY}(?:\s(?:Photo|FILE))?(?:/[^\[\]()]{{1,60}})?[\])]      # "(AP Photo/X)"
      | [\[(][^\[\]()]{{1,60}}/{_AGENCY}(?:\s[^\[\]()]{{0,30}})?[\])]       # "(Li Xin/Xinhua)"
      | (?:^|(?<=[.!?"”’)\]|]\s)|(?<=[—–-]\s)){_KIND}(?::\s*|\sby\s|\scourtesy\sof\s|/){_NAMES}   # "Photo: X"
      | (?:(?<=[.!?"”’)\]|]\s)|(?<=[—–-]\s)){_AGENCY}/{_NAMES}              # "REUTERS/Jane Doe"
      | ©\s?[^.\n]{{2,50}}
    )\.?$""",
    re.VERBOSE,
)
_DASH_CREDIT = re.compile(rf"[.!?][\"”’)]?\s*(?:—|–|--|-)\s*{_NAMES}$")
_OPENING = re.compile(
    r"(?:(?:file )?(?:photo|picture|image|caption|pictured)\b(?: shows| taken|:| of\b)|(?:fig\.?|figure|photo|image) ?\d+[.:]"
    r"|(?:this|in this|the) (?:[\w, ]{0,30} )?(?:file )?(?:photo|picture|image|photograph)\b[^.]{0,40}\b(?:shows?|taken|released|provided|,)"
    r"|(?:an? )?(?:file|undated|handout|combination) (?:photo|picture|image)\b|FILE ?(?:PHOTO)? ?[-–—:])",
    re.IGNORECASE,
)


def find_captions(lines: list[Line]) -> list[Span]:
    """The paragraphs that describe a picture: they end in its credit, or open by naming it."""
    found = []
    for paragraph in paragraphs_of(lines):
        start, end = paragraph[0].start, paragraph[-1].end
        if end - start <= LONGEST * 10 and is_caption(" ".join(line.text for line in paragraph)):
            found.append((start, end))
    return found


def is_caption(text: str) -> bool:
    """Whether a paragraph describes a picture.

    >>> is_caption("The plant in Shanghai. — IC"), is_caption("The plant in Shanghai - a large one - is new.")
    (True, False)
    """
    if len(text.split()) > LONGEST or text[0] in "\"“‘'":  # an attribution after a quotation is no credit
        return False
    return bool(_DASH_CREDIT.search(text) or _CREDIT_END.search(text) or _OPENING.match(text))
