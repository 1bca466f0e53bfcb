"""The rule `repeated`: a paragraph that stands word for word in many documents belongs to the page, not to the text."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping

from analysis.documents.cleaning.pages import Span, has_word, page_of

FEWEST, SHARE = 5, 0.05  # documents: the larger of the two


def find_repeated(texts: Mapping[str, str]) -> dict[str, list[Span]]:
    """For each document the paragraphs that stand in at least max(5, 5 %) of the documents; needs the whole corpus.

    >>> find_repeated({name: f"All rights reserved.\\n\\nPage {name}" for name in "abcde"})["c"]
    [(0, 20)]
    """
    often = _in_documents(texts)
    least = max(FEWEST, SHARE * len(texts))
    if not any(count >= least for count in often.values()):
        return {}
    return {
        document: spans
        for document, text in texts.items()
        if (spans := [span for span, key in _paragraphs(text) if often[key] >= least])
    }


def repeated_paragraphs(texts: Mapping[str, str]) -> list[tuple[str, int]]:
    """The paragraphs that `repeated` would take, white space collapsed, with their numbers of documents, most first."""
    counts: Counter[str] = Counter()
    for document, spans in find_repeated(texts).items():
        counts.update({" ".join(texts[document][start:end].split()) for start, end in spans})
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _in_documents(texts: Mapping[str, str]) -> Counter[bytes]:
    often: Counter[bytes] = Counter()
    for text in texts.values():
        often.update({key for _, key in _paragraphs(text)})
    return often


def _paragraphs(text: str) -> Iterator[tuple[Span, bytes]]:
    """The paragraphs that hold a word, each with a hash of its words and signs."""
    for lines in page_of(text).paragraphs:
        content = " ".join(" ".join(line.text.split()) for line in lines)
        if has_word(content):
            key = hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).digest()
            yield (lines[0].start, lines[-1].end), key
