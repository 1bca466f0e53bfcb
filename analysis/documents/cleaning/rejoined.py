"""The rule `rejoined`: a sentence that line breaks have cut in two becomes one again."""

import itertools
import re
from collections.abc import Collection, Iterable, Mapping

from analysis.documents.cleaning.pages import LINE_BREAKS, Line, Page, Span

FEW = 100  # words that are looked for one by one before a text is taken apart

_BREAKS = re.compile(rf"[{LINE_BREAKS}](?:[\s\u2060]*[{LINE_BREAKS}])?")
_ENDS, _CLOSING = ".!?。！？…:;—–-", "\"'”’)]»"
# No sentence and no heading in small letters ends in one of these, so the next paragraph goes on, capital or not.
_GOES_ON = {
    "the", "a", "an", "of", "to", "in", "for", "with", "by", "from", "at", "on", "its", "their", "his", "her", "our",
    "this", "these", "between", "into", "than",
}  # fmt: skip
_AT_LINE_END = {  # one pattern for each hyphen, because a pattern that begins with a character is searched fast
    sign: re.compile(rf"{sign}[ \t]*[{LINE_BREAKS}](?:[ \t]*[{LINE_BREAKS}])?[ \t]*") for sign in "-‐"
}
_BEFORE, _AFTER = re.compile(r"[^\W\d_]{2,}$"), re.compile(r"[^\W\d_]{2,}")
Pair = tuple[str, str]
_WORDS = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")


def find_rejoined(page: Page, captions: list[Span]) -> list[Span]:
    """The line breaks between two paragraphs that are one sentence, at both sides of a caption also."""
    found: list[Span] = []
    for above, below in itertools.pairwise(page.paragraphs):
        start, end = above[-1].end, below[0].start
        across = any(start <= a and b <= end for a, b in captions)
        if _is_one_sentence(above, below[0], across=across):
            found += [
                (start + match.start(), start + match.end()) for match in _BREAKS.finditer(page.original[start:end])
            ]
    return found


def _is_one_sentence(above: list[Line], below: Line, *, across: bool) -> bool:
    last = above[-1].text.rstrip(_CLOSING)
    if not last or last[-1] in _ENDS or not below.text[0].isalpha():
        return False
    if below.text[0].islower():
        return True
    long_enough = len(above[-1].words) >= 6 or len(above) > 1
    return long_enough and last[-1] != "," and (across or last[-20:].split()[-1] in _GOES_ON)


def find_hyphens(text: str) -> list[tuple[Span, str, str]]:
    """Words split by a hyphen at a line end: the place of hyphen and break, the word joined, the word hyphenated.

    >>> find_hyphens("the elec-\\ntric car")
    [((8, 10), 'electric', 'elec-tric')]
    """
    found = []
    matches = (match for sign, ends in _AT_LINE_END.items() if sign in text for match in ends.finditer(text))
    for match in sorted(matches, key=re.Match.start):
        before = _BEFORE.search(text[max(0, match.start() - 40) : match.start()])
        after = _AFTER.match(text, match.end())
        if before and after and after[0][0].islower():
            one, two = before[0].casefold(), after[0].casefold()
            found.append((match.span(), one + two, f"{one}-{two}"))
    return found


def split_words(hyphens: Iterable[list[tuple[Span, str, str]]]) -> set[Pair]:
    """The words that stand at line ends in two halves: (joined, hyphenated)."""
    return {(joined, hyphenated) for found in hyphens for _, joined, hyphenated in found}


def standing(pairs: Collection[Pair], texts: Iterable[str]) -> set[str]:
    """Which forms of the pairs, joined or hyphenated, stand in the texts: over parts of a corpus, the union."""
    missing = {form for pair in pairs for form in pair}
    found: set[str] = set()
    for text in texts:
        if not missing:
            break
        folded = text.casefold().replace("‐", "-")
        if len(missing) > FEW or any(form in folded for form in missing):
            here = missing & set(_WORDS.findall(folded))
            found |= here
            missing -= here
    return found


def staying(pairs: Iterable[Pair], found: Collection[str]) -> set[Pair]:
    """The pairs that keep their hyphen: the joined form stands nowhere, the hyphenated one somewhere."""
    return {pair for pair in pairs if pair[0] not in found and pair[1] in found}


def joined_hyphens(
    hyphens: Mapping[str, list[tuple[Span, str, str]]], stays: Collection[Pair]
) -> dict[str, list[Span]]:
    """Which of the hyphens at line ends go: the joined form stands elsewhere, or the hyphenated one nowhere."""
    return {
        document: [span for span, joined, hyphenated in found if (joined, hyphenated) not in stays]
        for document, found in hyphens.items()
    }


def inside_words(body: str, spans: list[Span]) -> list[Span]:
    """The spans that still have a letter at both sides in the body: what is blanked needs no joining."""
    return [(start, end) for start, end in spans if body[start - 1].isalpha() and body[end : end + 1].isalpha()]
