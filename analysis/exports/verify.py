"""Dossiers held against the corpus: what they say is still so, or what has changed, document by document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.marks import escape, marks
from analysis.charts.style import join, plural
from analysis.errors import AnalysisError
from analysis.exports.csv_tables import printable
from analysis.exports.evidence import counted_columns
from analysis.exports.read_dossiers import Kept, read_dossiers
from analysis.exports.recount import differences, recounted, same_documents
from analysis.exports.repeats import REPEATS
from analysis.language.shown import one_line

if TYPE_CHECKING:
    from analysis.corpus import Corpus
    from analysis.measures.theme_file import Themes


OTHER_CORPUS = 0.5  # of the documents gone, or come in: the corpus is another one, and not one that was edited
MOST_LINES, MOST_NUMBERS = 40, 8  # of one dossier that `repr` shows: of all kinds, and of numbers
NOTHING = pd.DataFrame({"document": [], "start": [], "end": [], "text": []})


@dataclass(frozen=True, repr=False, eq=False)
class Verification:
    """What `verify` found: `changes` has dossier, kind (file, document, mention, count, number, unchecked), change.

    `unchecked` is no change: the numbers come from no measure of this package, or from people (`uncounted` names it);
    their files, documents and mentions are checked as all others. `causes` says of a dossier that is held against
    another corpus than it was counted on what its changes follow from.
    """

    dossiers: int
    changes: pd.DataFrame
    uncounted: tuple[str, ...] = ()
    causes: Mapping[str, str] = field(default_factory=dict)

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
        lines = [f"{checked}, {plural(len(changed), 'change')}:"]
        if self.causes:
            others = changed["dossier"].isin(set(self.causes))
            for cause in dict.fromkeys(self.causes.values()):
                named = [dossier for dossier, said in self.causes.items() if said == cause]
                lines.append(f"{join(named[:3]) if len(named) < 4 else plural(len(named), 'dossier')}: {cause}.")
            lines.append(f"What follows from that, {plural(int(others.sum()), 'change')}, is in .changes.")
            changed = changed[~others]
        for dossier in dict.fromkeys(changed["dossier"]):
            rows = changed[changed["dossier"] == dossier]
            numbers = rows["kind"] == "number"
            shown = rows[~numbers | (numbers.cumsum() <= MOST_NUMBERS)].head(MOST_LINES)
            lines += [f"{dossier}: {change}" if dossier else change for change in shown["change"]]
            if more := len(rows) - len(shown):
                lines.append(f"{dossier}: … and {plural(more, 'more change')} in .changes")
        return "\n".join(lines)


def verify(folder: str | Path, corpus: Corpus, *, themes: Themes | None = None) -> Verification:
    """Read the dossiers of `folder` again and say what no longer holds.

    Files against their hashes; documents against theirs; every mention against the original text; each `count` against
    its mentions where the evidence is complete; and every number against the same measure taken again on `corpus`, with
    the settings and phrases that the dossier keeps. `themes`: the theme file as it is now, to be told where it is
    another one.
    Raises AnalysisError if there is no such folder, or no corpus.

    >>> from tempfile import TemporaryDirectory
    >>> from analysis import charts, export, read_corpus, term_frequencies
    >>> corpus = read_corpus("seeds")
    >>> terms = term_frequencies(corpus).head(5)
    >>> with TemporaryDirectory() as folder:
    ...     _ = export(charts.term_bars(terms), "w", table=terms, evidence=corpus.words.table(), folder=folder)
    ...     verify(folder, corpus)
    1 dossier checked: nothing changed.
    """
    if not hasattr(corpus, "sources"):
        raise AnalysisError(
            f"{type(corpus).__name__} is no corpus", where="verify", do="pass what read_corpus returned"
        )
    dossiers, unreadable = read_dossiers(folder)
    found = [("", "file", one_line(sentence)) for sentence in unreadable]
    for kept in dossiers:
        found += [(kept.stem, kind, one_line(sentence)) for kind, sentence in changes(kept, corpus, themes)]
    return Verification(
        len(dossiers) + len(unreadable),
        pd.DataFrame(found, columns=["dossier", "kind", "change"], dtype="str"),
        tuple(one_line(kept.content["measure"]) for kept in dossiers if kept.content["measure"] not in REPEATS),
        {kept.stem: cause for kept in dossiers if (cause := another_corpus(kept, corpus))},
    )


def another_corpus(kept: Kept, corpus: Corpus) -> str:
    """How the documents of a dossier differ from the corpus, where it is another one; else empty."""
    before = {entry["document"] for entry in kept.content["documents"]}
    if not before or same_documents(kept.content, corpus) is not corpus:
        return ""
    gone, new = len(before - set(corpus.ids)), len(set(corpus.ids) - before)
    if gone > OTHER_CORPUS * len(before):
        return f"{gone:,} of the {plural(len(before), 'document')} it was counted on are not in this corpus"
    if new > OTHER_CORPUS * len(corpus.ids):
        return f"{new:,} of the {plural(len(corpus.ids), 'document')} of this corpus were not counted in it"
    return ""


def changes(kept: Kept, corpus: Corpus, themes: Themes | None) -> Iterator[tuple[str, str]]:
    """(kind, sentence) for each thing that no longer holds in one dossier."""
    name = kept.content["measure"]
    again, reason = recounted(kept.content, kept.table, corpus, themes) if name in REPEATS else (None, "")
    moved = [] if again is None else list(differences(kept.table, again))
    yield from (("file", sentence) for sentence in kept.damage)
    yield from document_changes(kept, corpus, moved)
    yield from count_changes(kept)
    if name not in REPEATS:
        yield "unchecked", f"not counted again: {name or 'what gave its numbers'} is not repeated from its settings"
    elif again is None:
        yield "number", f"the numbers could not be counted again: {reason}"
    yield from (("number", f"{row}: {change}") for row, change in moved)


def document_changes(kept: Kept, corpus: Corpus, numbers: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Documents that were edited, are gone or are new, with the mentions and the first of its `numbers` that moved."""
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
            yield "document", f"document {document} was edited{mentions}{first_number(document, numbers)}"
        elif document in moved.index:
            yield (
                "mention",
                f"document {document} is as it was, but {moved[document]} of {total} no longer hold their text",
            )
    for document in moved.index.difference(list(before)):
        yield "mention", f"document {document}: {moved[document]} of {total} no longer hold their text"
    yield from (("document", sentence) for sentence in facts_changed(kept, corpus))
    if same_documents(kept.content, corpus) is not corpus:
        return  # a chart of some of the documents, and these are as they were
    new = [document for document in corpus.ids if document not in before]
    if before and new:
        yield "document", f"{plural(len(new), 'document')} came in: {join(new[:5])}" + (" …" if len(new) > 5 else "")
    if before and not new and kept.content["corpus"]["cleaning"] != list(corpus.rules):
        yield "document", f"the cleaning rules were {join(kept.content['corpus']['cleaning']) or 'none'}"


def facts_changed(kept: Kept, corpus: Corpus) -> Iterator[str]:
    """Which documents have another date or source than when they were counted."""
    now = corpus.documents
    for entry in kept.content["documents"]:
        if (document := entry["document"]) not in corpus.sources:
            continue
        for fact in ("published", "source"):
            before, after = str(entry.get(fact, "")), str(now.at[document, fact])
            if before != after:
                yield f"document {document}: {fact} {before or 'unknown'} → {after or 'unknown'}"


def first_number(document: str, numbers: Sequence[tuple[str, str]]) -> str:
    """The first number of a document that is another one now, and how many more there are.

    >>> first_number("a", [("document=b;term=x", "count 1 → 2"), ("document=a;term=x", "weight 31 → 28")])
    '; term=x: weight 31 → 28'
    """
    own = f"document={escape(document)}"
    found = [(row.removeprefix(own).removeprefix(";"), change) for row, change in numbers if own in row.split(";")]
    if not found:
        return ""
    row, change = found[0]
    more = f", and {plural(len(found) - 1, 'more row')}" if len(found) > 1 else ""
    return f"; {row}: {change}{more}" if row else f"; {change}{more}"


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
    names = marks(kept.table, kept.content["table"]["keys"])
    for column, rows in counted_columns(kept.table, kept.evidence):
        found = rows["mark"].value_counts()
        for name, count in zip(names, kept.table[column].tolist(), strict=True):
            if found.get(name, 0) != count:
                said = "counts" if column == "count" else f"counts for the {column}"
                yield "count", f"{name} {said} {count:,} and has {plural(int(found.get(name, 0)), 'mention')}"
