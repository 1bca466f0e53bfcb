"""The rule `credit`: who wrote, edited or supplied the text, in brackets at the end of a page or a paragraph."""

import re

from analysis.documents.cleaning.captions import DATED_END
from analysis.documents.cleaning.pages import Page, Span

LAST = 8  # lines at the end of a page, where an editor is named without brackets

_AGENCIES = (
    r"(?:Xinhua|XINHUA|Reuters|REUTERS|AP|AFP|UPI|TASS|Interfax|Kyodo|ANSA|EFE|DPA|dpa|ANI|PTI|IANS|Bernama|CNA|CNN|BBC"
    r"|CGTN|NPR|Bloomberg|Agencies)"
)
_PAPER = (
    r"(?:[A-Z][\w.'’&-]* ){0,4}(?:Agency|News|Newspaper|Daily|Times|Post|Journal|Herald|Tribune|Gazette"
    r"|Guardian|Telegraph"
    r"|Press|Observer|Standard|Star|Chronicle|Mail|Express|Weekly|Today|Online|Media|Broadcasting|Radio)(?: Service)?"
)
_MAKER = re.compile(rf"(?:with )?(?:{_AGENCIES}|{_PAPER})(?: Online| Agency| News| News Agency)?")
_MAKING = re.compile(
    r"(?:additional |with |text )?(?:reporting|writing|editing|edited|reported|written|translated|translation|compiled"
    r"|contributed|inputs?|files|produced|the (?:author|writer) is)\b|(?:\w+ )?(?:sources?|authors?|editors?) ?[:：]",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]{2,300})[)\]）】]\.?$")
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’)\]»]*$")
_SMALL = ("of", "the", "and", "for", "de", "van", "von", "in", "at", "via")
_EDITOR = re.compile(
    r"(?:(?:web |responsible |executive |copy )?editors?|sources?|proofread by|reporters?) ?[:：] ?(?P<names>\S.{0,80})"
    r"|(?:[A-Z]\S* |with ).{0,150}\bcontributed (?:reporting|to this (?:report|story|article))\b.{0,60}"
    r"|(?:additional |with )?(?:reporting|writing|editing) by .{2,200}(?<![.!?])"
    r"|[-–—*(]* ?(?:ends?|enditem|more to come) ?[-–—*)]*|[-–—] ?30 ?[-–—]"
    r"|end\s+\d{1,2}:\d{2} ?[ap]\.?m\.?(?: \w{2,4})?",
    re.IGNORECASE,
)

_END_MARK = re.compile(r"(?<=[.!?\"”)] )Enditem$")  # how Xinhua ends a text


def find_credits(page: Page) -> list[Span]:
    """The brackets that close a paragraph and name makers of the text, and the editors named at the end of the page."""
    found = []
    for paragraph in page.paragraphs:
        if paragraph[-1].text[-1] in ")]）】" or paragraph[-1].text.endswith((").", "].")):
            start = max(paragraph[0].start, paragraph[-1].end - 400)
            match = _BRACKETS.search(page.text[start : paragraph[-1].end])
            if match and is_credit(" ".join(match[1].split())):
                before = page.text[paragraph[0].start : start + match.start()].rstrip()
                # "the North America terminal (CGTN)." is text, "... at the fair, March 4, 2022. (Xinhua)" a caption
                if not before or (_SENTENCE_END.search(before) and not DATED_END.search(before)):
                    found.append((start + match.start(), start + match.end()))
    text_above = next((line.end for line in page.lines if len(line.words) >= 8), len(page.text))
    for line in [line for line in page.lines[-LAST:] if line.start > text_above or line.end == text_above]:
        named = _EDITOR.fullmatch(line.text) if len(line.text) <= 250 else None
        if named and (not named["names"] or is_names(named["names"])):
            found.append(line.span)
        elif _END_MARK.search(line.text[-20:]):
            found.append((line.end - len("Enditem"), line.end))
    return sorted(found)


def is_names(text: str) -> bool:
    """Whether a text is nothing but names: "Liu Fang, Xinhua", and no answer of an interview."""
    words = re.findall(r"[^\W\d_][\w.'’-]*", text)
    return text[-1] not in ".!?" and all(word[0].isupper() or word in _SMALL for word in words)


def is_credit(text: str) -> bool:
    """Whether what stands in brackets names the makers of the text.

    >>> is_credit("Shanghai Daily/Xinhua"), is_credit("Applause")
    (True, False)
    """
    return bool(_MAKING.match(text)) or all(_MAKER.fullmatch(one.strip()) for one in re.split(r"[/,;|]| and ", text))
