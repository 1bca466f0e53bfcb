"""The dateline that opens a text: the place, the day and the agency before its first word."""

import re

from analysis.documents.cleaning.header_lines import DATE

_AGENCY = (
    r"(?:[A-Z][\w.&'’]*,? ){0,3}(?:News Agency|News Service|Agency|Xinhua|Reuters|AP|AFP|UPI|TASS|dpa"
    r"|Kyodo|ANSA|Bloomberg"
    r"|Press|News|Daily|Times|Post|PRNewswire|PR Newswire|Business Wire|BUSINESS WIRE|GLOBE NEWSWIRE|ANI"
    r"|PTI|IANS|Yonhap|EFE)"
)
_NAMED_PLACE = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:, [A-Z][\w. ]{1,30}){0,2}"
_CAPITAL_PLACE = r"[A-Z][A-Z.'’ -]{3,40}(?:[,/] ?[A-Z][\w. ]{1,30}){0,2}"
_OPENINGS = (
    rf"{_AGENCY},? [A-Z][\w.'’ -]{{1,40}}?,? {DATE}",  # China News Agency, Washington, November 2
    rf"{_CAPITAL_PLACE}(?:,? {DATE})?(?: [(/]{_AGENCY}[)/])?",  # BEIJING, March 3 (Xinhua)
    rf"{_NAMED_PLACE}(?:, {DATE}(?: [(/]{_AGENCY}[)/])?| [(/]{_AGENCY}[)/])",  # Washington, March 3 (AP)
    rf"(?:{DATE} )?\({_AGENCY}\)",  # March 3 (Reuters)
)
_DASH = r"(?:(?<=[\d)])-|\s?(?:--|—|–)|\s-(?=\s))"
_DATELINE = re.compile(rf"(?:{'|'.join(_OPENINGS)}){_DASH}(?=\s?[\"“‘'(]?\s?[A-Z])")


def dateline_end(text: str) -> int:
    """Where the dateline at the start of a text ends, with its dash; 0 if there is none.

    >>> [dateline_end(text) for text in ("BEIJING, March 3 (Xinhua) -- China grows.", "COVID-19 grows.")]
    [28, 0]
    """
    match = _DATELINE.match(text, 0, 300)
    return match.end() if match else 0
