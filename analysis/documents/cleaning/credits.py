"""The rule `credit`: who wrote, edited or supplied the text, in brackets at the end of a page or a paragraph."""

import re

from analysis.documents.cleaning.pages import Line, Span

_MEDIA = (
    r"(?:Xinhua|Reuters|REUTERS|AP|AFP|UPI|TASS|Interfax|Kyodo|ANSA|EFE|DPA|dpa|ANI|PTI|IANS|Bernama|CNA|CNN|BBC|CGTN|NPR|Bloomberg"
    r"|Agencies|Agency|News|Newspaper|Daily|Times|Post|Journal|Herald|Tribune|Gazette|Guardian|Telegraph|Press|Observer"
    r"|Standard|Star|Chronicle|Mail|Express|Weekly|Today|Online|Media|Broadcasting|Radio)"
)
_NAMED = re.compile(rf"(?:[\w.'’&-]+ ){{0,4}}{_MEDIA}(?: (?:Online|Agency|Service))?", re.UNICODE)
_DOING = re.compile(
    r"(?:additional |with )?(?:reporting|writing|editing|edited|reported|written|translated|compiled|contributed"
    r"|input|with inputs?|with files|produced|source|sources|author|editor|the (?:author|writer) is)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]{2,300})[)\]）】]$")
_EDITOR = re.compile(
    r"(?:(?:web |responsible |executive )?editors?|sources?|proofread by|reporter)\s*[:：]\s*\S.{0,80}", re.IGNORECASE
)


def find_credits(lines: list[Line]) -> list[Span]:
    """The credits among the last lines of a page, and those that close a paragraph in brackets."""
    found = []
    for number, line in enumerate(lines):
        last = len(lines) - number <= 6
        if last and _EDITOR.fullmatch(line.text):
            found.append((line.start, line.end))
        elif line.text[-1] in ")]）】":
            match = _BRACKETS.search(line.text)
            if match and is_credit(match.group(1)):
                found.append((line.start + match.start(), line.end))
    return found


def is_credit(text: str) -> bool:
    """Whether what stands in brackets names the makers of the text.

    >>> is_credit("Shanghai Daily/Xinhua"), is_credit("Applause")
    (True, False)
    """
    if _DOING.match(text):
        return True
    return all(_NAMED.fullmatch(part.strip()) for part in re.split(r"[/,;|]| and | with ", text))
