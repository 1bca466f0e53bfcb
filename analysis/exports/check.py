"""What a folder would give, before anything is counted: read, skipped, cleaned, dated, duplicated, never matched."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.corpus import Corpus, read_corpus
from analysis.documents.cleaning.repeated import repeated_paragraphs
from analysis.language.shown import one_line
from analysis.language.words import index_words

if TYPE_CHECKING:
    import pandas as pd

    from analysis.measures.theme_file import Themes

LISTED = 20  # entries of each kind in the readable report; the JSON has all
EXAMPLES = 3  # stretches shown for each cleaning rule
MORE_EXAMPLES = {"header": 10}  # titles and date lines: what a rule may most easily take for one
WIDTH = 90  # characters of an example


@dataclass(frozen=True)
class Told:
    """A file or a row, and what is to be said of it."""

    path: str
    reason: str


@dataclass(frozen=True)
class Removed:
    """What a cleaning rule took: stretches, documents, words, their share of all words, and some of the stretches."""

    rule: str
    stretches: int
    documents: int
    words: int
    share: float
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Check:
    """Everything that `python -m analysis check` says.

    `words` are those of the bodies; `dates` counts documents by how their publication date is known; `undated` names
    those without one, `inferred` says for those dated by what their text tells (document, published, the texts that
    say so), the least certain first, what was found; `sourceless` counts those without a source; `duplicates` are
    groups of near-duplicates; `repeated` the paragraphs (with their number of documents) that the rule `repeated`
    would take; `themes` says how many are defined, `unmatched` which of their patterns (theme, pattern) match nothing.
    """

    folder: str
    documents: int
    words: int
    warned: tuple[Told, ...]
    skipped: tuple[Told, ...]
    removed: tuple[Removed, ...]
    dates: dict[str, int]
    undated: tuple[str, ...]
    inferred: tuple[tuple[str, str, str], ...]
    duplicates: tuple[tuple[str, ...], ...]
    repeated: tuple[tuple[str, int], ...]
    unmatched: tuple[tuple[str, str], ...]
    sourceless: int
    themes: int

    def to_json(self) -> str:
        """The same for programs."""
        return json.dumps(asdict(self), ensure_ascii=True, indent=2)

    def to_text(self) -> str:
        """The same for people, in plain text that no document can disturb."""
        return "\n".join(one_line_each(self._lines()))

    def _lines(self) -> Iterator[str]:
        yield f"{self.folder}: {_count(self.documents, 'document')} with {_count(self.words, 'word')} in their bodies"
        yield from _section("Loaded with a warning", [f"{one.path}: {one.reason}" for one in self.warned])
        yield from _section("Not loaded", [f"{one.path}: {one.reason}" for one in self.skipped])
        yield from _section("Taken out of the bodies, by rule", list(self._rules()), every=True)
        known = ", ".join(f"{count:,} {basis}" for basis, count in self.dates.items() if count)
        yield from _section(f"Dates of publication: {known or 'none'}", [f"unknown: {one}" for one in self.undated])
        guesses = [f"{document}: {published}, from {evidence}" for document, published, evidence in self.inferred]
        if guesses:
            yield from _section("Inferred dates, the widest first: write better ones into metadata.csv", guesses)
        if self.sourceless:
            where = "write it into metadata.csv to compare sources"
            yield from ("", f"No source: {_count(self.sourceless, 'document')}; {where}")
        yield from _section("Near-duplicates", [" = ".join(group) for group in self.duplicates])
        paragraphs = [f"in {count:,} documents: “{text}”" for text, count in self.repeated]
        yield from _section("Paragraphs that the rule `repeated` would take (it is off)", paragraphs)
        if not self.themes:
            yield from (
                "",
                "No theme is defined yet: write into themes.toml what to look for, `run` needs at least one",
            )
            return
        yield from _section("Patterns that match nothing", [f"{theme}: {pattern}" for theme, pattern in self.unmatched])

    def _rules(self) -> Iterator[str]:
        for one in self.removed:
            where = f"{_count(one.stretches, 'stretch', 'es')} in {_count(one.documents, 'document')}"
            yield f"{one.rule}: {_count(one.words, 'word')} ({one.share:.1%}), {where}"
            yield from (f"  “{example}”" for example in one.examples)


def check(folder: str | Path) -> Check:
    """Read a corpus folder and say what is in it.

    Raises AnalysisError where reading does: a wrong path, a metadata.csv or a themes.toml that cannot be right.

    >>> found = check("seeds")
    >>> found.documents, found.dates["unknown"], found.duplicates
    (3, 0, ())
    """
    from analysis.measures.theme_file import read_themes

    corpus, file = read_corpus(folder), Path(folder) / "themes.toml"
    themes = read_themes(file) if file.is_file() else None
    told = [(Told(path, reason), loaded) for path, reason, loaded in corpus.skipped.itertuples(index=False)]
    documents = corpus.documents
    basis = Counter(documents["basis"])
    return Check(
        folder=Path(folder).resolve().name,
        documents=len(corpus.ids),
        words=corpus.words.total,
        warned=tuple(one for one, loaded in told if loaded),
        skipped=tuple(one for one, loaded in told if not loaded),
        removed=_removed(corpus),
        dates={name: basis[name] for name in ("metadata", "stated", "inferred", "unknown")},
        undated=tuple(documents.index[documents["published"] == ""]),
        inferred=_inferred(documents),
        duplicates=_groups(corpus),
        repeated=tuple(repeated_paragraphs({document: corpus.text(document) for document in corpus.ids})),
        unmatched=_unmatched(corpus, themes),
        sourceless=int((documents["source"] == "").sum()),
        themes=len(themes or ()),
    )


def _removed(corpus: Corpus) -> tuple[Removed, ...]:
    ledger = corpus.removed
    words = index_words(list(ledger["text"]))
    ledger = ledger.assign(words=words.pointers[1:] - words.pointers[:-1])
    total = corpus.words.total + int(ledger["words"].sum())
    rules = []
    for rule in corpus.rules:
        rows = ledger[ledger["rule"] == rule]
        if len(rows):
            shown = [one_line(text, longest=WIDTH) for text in rows["text"] if text.strip()]
            taken = int(rows["words"].sum())
            examples = tuple(dict.fromkeys(shown))[: MORE_EXAMPLES.get(rule, EXAMPLES)]
            rules.append(Removed(rule, len(rows), rows["document"].nunique(), taken, taken / max(total, 1), examples))
    return tuple(rules)


def _inferred(documents: pd.DataFrame) -> tuple[tuple[str, str, str], ...]:
    found = documents[documents["basis"] == "inferred"]
    found = found.assign(width=found["latest"] - found["earliest"])
    found = found.sort_values("width", ascending=False, na_position="first", kind="stable").reset_index()
    evidence = [" | ".join(dict.fromkeys(said.split(" | "))) for said in found["evidence"]]
    return tuple(zip(found["document"], found["published"], evidence, strict=True))


def _groups(corpus: Corpus) -> tuple[tuple[str, ...], ...]:
    groups: dict[str, list[str]] = {}
    for document, first in corpus.documents["duplicate_of"].items():
        if first:
            groups.setdefault(str(first), [str(first)]).append(str(document))
    return tuple(tuple(dict.fromkeys(group)) for group in groups.values())


def _unmatched(corpus: Corpus, themes: Themes | None) -> tuple[tuple[str, str], ...]:
    from analysis.measures.audit import theme_patterns

    if themes is None:
        return ()
    table = theme_patterns(corpus, themes)
    nothing = table[table["count"] == 0]
    return tuple(zip(nothing["theme"], nothing["pattern"], strict=True))


def _section(head: str, entries: Sequence[str], *, every: bool = False) -> Iterator[str]:
    yield ""
    yield f"{head}: none" if not entries and ":" not in head else head
    shown = entries if every else entries[:LISTED]
    yield from (f"  {entry}" for entry in shown)
    if len(entries) > len(shown):
        yield f"  … and {len(entries) - len(shown):,} more (all with --json)"


def one_line_each(lines: Iterator[str]) -> Iterator[str]:
    """Every line fit for a terminal, its indentation kept."""
    for line in lines:
        yield line[: len(line) - len(line.lstrip())] + one_line(line)


def _count(number: int, thing: str, plural: str = "s") -> str:
    return f"{number:,} {thing}{'' if number == 1 else plural}"
