"""Dossiers held against the corpus: what they say is still so, or what has changed, document by document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.marks import mark
from analysis.charts.style import join, plural
from analysis.exports.csv_tables import printable
from analysis.exports.evidence import records
from analysis.exports.read_dossiers import Kept, read_dossiers
from analysis.exports.recount import MEASURES, differences, recounted
from analysis.language.shown import one_line

if TYPE_CHECKING:
    from analysis.corpus import Corpus
    from analysis.measures.theme_file import Themes


MOST_LINES = 60  # that `repr` shows
NOTHING = pd.DataFrame({"document": [], "start": [], "end": [], "text": []})


@dataclass(frozen=True, repr=False, eq=False)
class Verification:
    """What `verify` found: `changes` has dossier, kind (file, document, mention, count, number, unchecked), change.

    `unchecked` is no change: the numbers come from a measure that its settings do not repeat (`uncounted` names it);
    their files, documents and mentions are checked as all others.
    """

    dossiers: int
    changes: pd.DataFrame
    uncounted: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything that could be checked still holds."""
        return bool((self.changes["kind"] == "unchecked").all())

    def __repr__(self) -> str:
        checked = f"{plural(self.dossiers, 'dossier')} checked"
        if self.uncounted:
            names = ", ".join(sorted({name or "own numbers" for name in self.uncounted}))
            checked += f", {len(self.uncounted)} of them not counted again ({names})"
        if self.ok:
            return f"{checked}: nothing changed."
        changed = self.changes[self.changes["kind"] != "unchecked"]
        shown = changed.head(MOST_LINES).itertuples(index=False, name=None)
        lines = [f"{dossier}: {change}" if dossier else change for dossier, _, change in shown]
        more = len(changed) - len(lines)
        rest = [f"… and {plural(more, 'more change')} in .changes"] if more else []
        return "\n".join([f"{checked}, {plural(len(changed), 'change')}:", *lines, *rest])


def verify(folder: str | Path, corpus: Corpus, *, themes: Themes | None = None) -> Verification:
    """Read the dossiers of `folder` again and say what no longer holds.

    Files against their hashes; documents against theirs; every mention against the original text; each `count` against
    its mentions where the evidence is complete; and every number against the same measure taken again on `corpus`, with
    the phrases that the dossier keeps, where its settings repeat the measure. `themes`: the theme file as it is now, to
    be told where it is another one.
    Raises AnalysisError if there is no such folder.

    >>> from tempfile import TemporaryDirectory
    >>> from analysis import charts, export, read_corpus, term_frequencies
    >>> corpus = read_corpus("seeds")
    >>> terms = term_frequencies(corpus).head(5)
    >>> with TemporaryDirectory() as folder:
    ...     _ = export(charts.term_bars(terms), "w", table=terms, evidence=corpus.words.table(), folder=folder)
    ...     verify(folder, corpus)
    1 dossier checked: nothing changed.
    """
    dossiers, unreadable = read_dossiers(folder)
    found = [("", "file", one_line(sentence)) for sentence in unreadable]
    for kept in dossiers:
        found += [(kept.stem, kind, one_line(sentence)) for kind, sentence in changes(kept, corpus, themes)]
    return Verification(
        len(dossiers) + len(unreadable),
        pd.DataFrame(found, columns=["dossier", "kind", "change"], dtype="str"),
        tuple(one_line(kept.content["measure"]) for kept in dossiers if kept.content["measure"] not in MEASURES),
    )


def changes(kept: Kept, corpus: Corpus, themes: Themes | None) -> Iterator[tuple[str, str]]:
    """(kind, sentence) for each thing that no longer holds in one dossier."""
    yield from (("file", sentence) for sentence in kept.damage)
    yield from document_changes(kept, corpus)
    yield from count_changes(kept)
    name = kept.content["measure"]
    if name not in MEASURES:
        yield "unchecked", f"not counted again: {name or 'what gave its numbers'} is not repeated from its settings"
        return
    again, reason = recounted(kept.content, corpus, themes)
    if again is None:
        yield "number", f"the numbers could not be counted again: {reason}"
    else:
        yield from (("number", sentence) for sentence in differences(kept.table, again))


def document_changes(kept: Kept, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Documents that were edited, are gone or are new, with the mentions that this moved (where these are known)."""
    before = {entry["document"]: entry["sha256"] for entry in kept.content["documents"]}
    evidence = NOTHING if kept.evidence is None else kept.evidence
    moved = evidence[~holds(evidence, corpus)]["document"].value_counts()
    total = plural(len(evidence), "mention")
    for document, digest in before.items():
        mentions = "" if kept.evidence is None else ": no mention moved"
        if document in moved.index:
            mentions = f": {moved[document]} of {total} moved"
        if document not in corpus.sources:
            yield "document", f"document {document} is gone{mentions}"
        elif corpus.sources[document].sha256 != digest:
            yield "document", f"document {document} was edited{mentions}"
        elif document in moved.index:
            yield (
                "mention",
                f"document {document} is as it was, but {moved[document]} of {total} no longer hold their text",
            )
    for document in moved.index.difference(list(before)):
        yield "mention", f"document {document}: {moved[document]} of {total} no longer hold their text"
    new = [document for document in corpus.ids if document not in before]
    if before and new:
        yield "document", f"{plural(len(new), 'document')} came in: {join(new[:5])}" + (" …" if len(new) > 5 else "")
    if before and not new and kept.content["corpus"]["cleaning"] != list(corpus.rules):
        yield "document", f"the cleaning rules were {join(kept.content['corpus']['cleaning']) or 'none'}"


def holds(evidence: pd.DataFrame, corpus: Corpus) -> pd.Series:
    """For each mention whether its span of the original is still its text."""
    places = evidence[["document", "start", "end", "text"]].itertuples(index=False, name=None)
    return pd.Series(
        [
            document in corpus.sources and printable(corpus.text(document)[int(s) : int(e)]) == text
            for document, s, e, text in places
        ],
        index=evidence.index,
        dtype=bool,
    )


def count_changes(kept: Kept) -> Iterator[tuple[str, str]]:
    """Counts that differ from their mentions, where the dossier says that all are there and both can be read."""
    if not kept.content["evidence_complete"] or kept.evidence is None:
        return
    found = kept.evidence["mark"].value_counts()
    names = [mark(row, kept.content["table"]["keys"]) for row in records(kept.table, kept.content["table"]["keys"])]
    for name, count in zip(names, kept.table["count"].tolist(), strict=True):
        if found.get(name, 0) != count:
            yield "count", f"{name} counts {count:,} and has {plural(int(found.get(name, 0)), 'mention')}"
