"""Themes in a corpus: every mention, with its place and its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures.checks import check_corpus, check_themes
from analysis.measures.phrases import Matches, Phrase, find_phrases
from analysis.measures.results import result
from analysis.measures.theme_file import Theme, Themes

if TYPE_CHECKING:
    from analysis.corpus import Corpus


@dataclass(frozen=True, eq=False)
class Mentions:
    """The mentions of all themes as arrays, in text order: what the tables below are made of."""

    theme: npt.NDArray[np.int64]
    pattern: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    patterns: tuple[tuple[int, str], ...]


def theme_mentions(corpus: Corpus, themes: Themes) -> pd.DataFrame:
    """One row per mention: document, sentence, theme, pattern, start, end, text (as printed), reading (cleaned).

    Within a theme the leftmost, then longest phrase counts, so a stretch of text counts once per theme; two themes
    may both count it. `exclude` and `with` as in `Theme`. Rows in text order, then in the order of the file.

    >>> from analysis import make_corpus, read_themes
    >>> corpus = make_corpus({"a": "Clean energy, and electric vehicles."})
    >>> table = theme_mentions(corpus, read_themes("seeds/themes.toml"))
    >>> table[["theme", "start", "text"]].values.tolist()
    [['clean-energy', 0, 'Clean energy'], ['ev-manufacturing', 18, 'electric vehicles']]
    """
    found, store = find_mentions(corpus, themes), corpus.words
    owners = store.owners[found.first]
    texts, readings = _as_printed_and_read(corpus, owners, found)
    table = pd.DataFrame(
        {
            "document": _named(corpus.ids, owners),
            "sentence": store.sentences[found.first].astype(np.int64),
            "theme": _named(themes.names, found.theme),
            "pattern": _named([written for _, written in found.patterns], found.pattern),
            "start": found.start,
            "end": found.end,
            "text": pd.Series(texts, dtype="str"),
            "reading": pd.Series(readings, dtype="str"),
        }
    )
    return result(table, corpus, "theme_mentions", notes=themes.notes, **themes.settings)


def _named(names: Sequence[str], numbers: npt.NDArray[Any]) -> pd.Series:
    """A column of names from their numbers."""
    return pd.Series(pd.array(np.array(names, dtype=object), dtype="str").take(numbers), dtype="str")


def _as_printed_and_read(corpus: Corpus, owners: npt.NDArray[np.int32], found: Mentions) -> tuple[list[str], list[str]]:
    """The text and the reading of each mention; most are printed alike, so each reading is made once."""
    texts, readings = [], []
    known: dict[str, str] = {}
    owner, text, body = -1, "", ""
    for number, start, end in zip(owners.tolist(), found.start.tolist(), found.end.tolist(), strict=True):
        if number != owner:
            owner, text, body = number, corpus.text(corpus.ids[number]), corpus.body(corpus.ids[number])
        texts.append(text[start:end])
        cleaned = body[start:end]
        if cleaned not in known:
            known[cleaned] = corpus.reading(corpus.ids[number], start, end)
        readings.append(known[cleaned])
    return texts, readings


def find_mentions(corpus: Corpus, themes: Themes) -> Mentions:
    """The mentions of all themes: each theme's phrases are sought in one pass over the words."""
    check_themes(themes)
    check_corpus(corpus)
    patterns = tuple((number, phrase.written) for number, theme in enumerate(themes) for phrase in theme.terms)
    columns: list[tuple[npt.NDArray[np.int64], ...]] = []
    before = 0
    for number, (theme, matches) in enumerate(zip(themes, _matches(corpus, themes), strict=True)):
        kept = _mentions(corpus, theme, matches)
        columns.append((np.full(len(kept.first), number), before + kept.phrase, *kept[:2], kept.start, kept.end))
        before += len(theme.terms)
    if not columns:
        empty = np.array([], dtype=np.int64)
        return Mentions(empty, empty, empty, empty, empty, empty, patterns)
    theme_of, pattern, first, last, start, end = (np.concatenate(column) for column in zip(*columns, strict=True))
    order = np.lexsort((theme_of, first))
    return Mentions(theme_of[order], pattern[order], first[order], last[order], start[order], end[order], patterns)


def _matches(corpus: Corpus, themes: Themes) -> Iterator[Matches]:
    """For each theme the matches of its terms, then exclude, then with, numbered through; one pass for all of a
    case."""
    for_theme = {theme.name: (*theme.terms, *theme.exclude, *theme.companions) for theme in themes}
    found: dict[bool, tuple[Matches, dict[Phrase, int]]] = {}
    for case in {theme.case for theme in themes}:
        phrases = dict.fromkeys(phrase for theme in themes if theme.case == case for phrase in for_theme[theme.name])
        found[case] = (find_phrases(corpus, list(phrases), case=case), {phrase: i for i, phrase in enumerate(phrases)})
    for theme in themes:
        matches, number_of = found[theme.case]
        # A phrase may stand in more than one list of a theme, so each list gets its own copy of the matches.
        copies = [
            _renumbered(matches, [number_of[phrase] for phrase in phrases], offset)
            for phrases, offset in _numbered_lists(theme)
        ]
        yield Matches(*(np.concatenate(column) for column in zip(*copies, strict=True)))


def _numbered_lists(theme: Theme) -> Iterable[tuple[tuple[Phrase, ...], int]]:
    lists = (theme.terms, theme.exclude, theme.companions)
    return [(phrases, sum(map(len, lists[:i]))) for i, phrases in enumerate(lists)]


def _renumbered(matches: Matches, numbers: list[int], offset: int) -> Matches:
    place = np.full(1 + max([*numbers, int(matches.phrase.max(initial=0))]), -1)
    place[numbers] = np.arange(len(numbers)) + offset
    renumbered = place[matches.phrase]
    return matches._replace(phrase=renumbered).where(renumbered >= 0)


def _mentions(corpus: Corpus, theme: Theme, matches: Matches) -> Matches:
    n_terms, n_exclude = len(theme.terms), len(theme.exclude)
    is_exclude = (matches.phrase >= n_terms) & (matches.phrase < n_terms + n_exclude)
    mentions = leftmost_longest(matches.where(matches.phrase < n_terms))
    if theme.exclude:
        mentions = mentions.where(~_sharing_a_word(mentions, matches.where(is_exclude)))
    if theme.companions:
        company = matches.first[matches.phrase >= n_terms + n_exclude]
        mentions = mentions.where(np.isin(_sentence_keys(corpus, mentions.first), _sentence_keys(corpus, company)))
    return mentions


def leftmost_longest(matches: Matches) -> Matches:
    """Of overlapping matches the leftmost, then the longest, then the phrase that stands first."""
    order = np.lexsort((matches.phrase, -matches.last, matches.first))
    if (matches.first[order][1:] > matches.last[order][:-1]).all():
        return Matches(*(column[order] for column in matches))
    keep = np.zeros(len(order), dtype=bool)
    behind = -1
    for place in order:
        if matches.first[place] > behind:
            keep[place] = True
            behind = matches.last[place]
    return Matches(*(column[order[keep[order]]] for column in matches))


def _sharing_a_word(mentions: Matches, others: Matches) -> npt.NDArray[np.bool_]:
    """Which mentions overlap any of the others: some span that begins by a mention's last word reaches its first."""
    order = np.argsort(others.first, kind="stable")
    reach = np.concatenate([[-1], np.maximum.accumulate(others.last[order])]) if len(order) else np.array([-1])
    return reach[np.searchsorted(others.first[order], mentions.last, side="right")] >= mentions.first


def _sentence_keys(corpus: Corpus, words: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return corpus.words.owners[words].astype(np.int64) << 32 | corpus.words.sentences[words]
