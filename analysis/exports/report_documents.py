"""The documents behind a report: what is known of each, and what of them no chart shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from analysis.charts.style import join, plural
from analysis.exports.methods_text import RULES
from analysis.exports.read_dossiers import Kept
from analysis.language.shown import one_line

DOCUMENT_COLUMNS = ("Document", "Title", "Source", "Published", "Known from", "Words")
EXAMPLES, NAMED = 5, 8  # stretches that a rule took, and documents without a date, that a line names
WIDTH = 70  # characters of an example


def names_note(names: Mapping[str, str]) -> str:
    """How charts and tables name documents, if not in full.

    >>> names_note({"000_e24a81e5e0c803f7": "Press release"})
    'Charts and tables name documents by title, else by source and date: “Press release” is 000_e24a81e5e0c803f7.'
    """
    cut = [(document, short) for document, short in names.items() if document != short]
    if not cut:
        return ""
    return one_line(
        f"Charts and tables name documents by title, else by source and date: “{cut[0][1]}” is {cut[0][0]}."
    )


def documents(dossiers: Sequence[Kept]) -> Iterator[tuple[str, ...]]:
    """Every document behind any chart, once: document, title, source, published, how that is known, words."""
    seen: set[tuple[str, str]] = set()
    for kept in dossiers:
        for entry in kept.content["documents"]:
            if (entry["document"], entry["sha256"]) in seen:
                continue
            seen.add((entry["document"], entry["sha256"]))
            basis = entry["basis"] + (f": “{entry['evidence']}”" if entry["evidence"] else "")
            known = entry["document"], entry["title"], entry["source"], entry["published"] or "unknown", basis
            yield tuple(one_line(cell, longest=600) for cell in (*known, f"{entry['words']:,}"))


def left_out(dossiers: Sequence[Kept], names: Mapping[str, str]) -> Iterator[str]:
    """What no chart shows: files not read, documents without a date, what cleaning took out; each said once."""
    said: set[str] = set()
    taken = removed(dossiers)
    for kept in dossiers:
        for line in map(one_line, [*not_read(kept), *undated(kept, names), *cleaned(kept, taken)]):
            if line not in said:
                said.add(line)
                yield line


def not_read(kept: Kept) -> Iterator[str]:
    """Files that were not read, or with a warning."""
    for entry in kept.content["not_read"]:
        yield f"{entry['path']}: {'read, with a warning' if entry['loaded'] else 'not read'} ({entry['reason']})"


def undated(kept: Kept, names: Mapping[str, str]) -> Iterator[str]:
    """Documents that stand in no period of a timeline by date of publication, for want of a date."""
    without = [entry["document"] for entry in kept.content["documents"] if not entry["published"]]
    if without:
        named = [names.get(one, one) for one in without[:NAMED]]
        told = join(named) if len(without) <= NAMED else f"{', '.join(named)} and {len(without) - NAMED:,} more"
        yield f"In no period of a timeline, for want of a date: {plural(len(without), 'document')} ({told})"


def cleaned(kept: Kept, taken: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What each rule of cleaning took out of the text before counting, with examples."""
    for rule, count in (kept.content["corpus"].get("removed") or {}).items():
        examples = ", ".join(f"“{one}”" for one in taken.get(rule, ()))
        line = (
            f"Taken out of the text before counting: {RULES.get(rule, rule)} ({plural(count, 'stretch', 'stretches')})"
        )
        yield f"{line}, such as {examples}" if examples else line


def removed(dossiers: Sequence[Kept]) -> dict[str, list[str]]:
    """Some stretches of each rule, the most frequent first, from a dossier that shows what cleaning took out."""
    found: dict[str, Counter[str]] = {}
    for kept in dossiers:
        if kept.evidence is not None and {"rule", "text"} <= set(kept.evidence.columns):
            for rule, text in kept.evidence[["rule", "text"]].itertuples(index=False, name=None):
                found.setdefault(rule, Counter())[one_line(text, longest=WIDTH)] += 1
    return {rule: [text for text, _ in counts.most_common(EXAMPLES)] for rule, counts in found.items()}
