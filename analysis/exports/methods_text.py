"""The methods section of a report, written from the provenance of its dossiers: only what was done, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.charts.style import join, plural
from analysis.language.shown import one_line

Provenance = Mapping[str, Any]


def methods(dossiers: Sequence[Provenance]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(heading, sentences) for the documents, each measure that some chart shows, and the files."""
    for corpus in distinct([content["corpus"] for content in dossiers]):
        yield "Documents and words", tuple(map(one_line, about_corpus(corpus)))
    for content in distinct(
        [{key: content[key] for key in ("measure", "settings", "interval")} for content in dossiers]
    ):
        yield heading(content), tuple(map(one_line, about_measure(content)))


def distinct(items: Sequence[Provenance]) -> list[Provenance]:
    """`items` without repetition, in their order."""
    kept: list[Provenance] = []
    for item in items:
        if item not in kept:
            kept.append(item)
    return kept


def about_corpus(corpus: Provenance) -> Iterator[str]:
    """How many documents and words, how they were cleaned, and how their dates are known."""
    if corpus["documents"] is not None:
        yield f"{plural(corpus['documents'], 'document')} with {plural(corpus['words'], 'word')} were counted."
    if "cleaning" not in corpus:
        return
    if corpus["cleaning"]:
        yield f"Before counting, these rules took out what is not running text: {join(corpus['cleaning'])}."
    else:
        yield "The text was counted as it came, without cleaning."
    basis = [f"{number} {name}" for name, number in corpus["basis"].items()]
    yield f"Dates of publication, by how they are known: {join(basis)}."
    yield f"The corpus has the fingerprint {corpus['fingerprint'][:16]}."


def heading(content: Provenance) -> str:
    """The measure's name in words."""
    return (content["measure"] or "other numbers").replace("_", " ").capitalize()


def about_measure(content: Provenance) -> Iterator[str]:
    """The settings of a measure, one after the other."""
    for name, value in content["settings"].items():
        if value not in ("", None, [], {}):
            yield f"{name}: {value}."
    if content["interval"]:
        yield f"Intervals: {content['interval']}."
