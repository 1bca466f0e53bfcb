"""The two sides of a contrast, summed over parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.sides import Side, documents_of, frequencies_of, other_documents
from analysis.measures.spread import Spread
from analysis.measures.tallies import Tallies, spreads_of, tallies
from analysis.measures.theme_file import Theme, Themes
from analysis.scale.merged import Merged
from analysis.scale.pieces import Piece

WORDS = Piece("terms", (1,))


def words_beside(target: Any) -> Piece:
    """What is asked of every part: the words of the sentences that hold a mention."""
    return Piece("words beside", (target,))


def sides_over_parts(merged: Merged, target: Any, reference: Any) -> tuple[Side, Side]:
    """Counts of the target's words and of those it is held against; `reference` may be a list of frequencies."""
    terms, blocks = merged.counts(WORDS)
    if isinstance(target, Theme | Themes | pd.DataFrame):
        return _beside(merged, target, terms)
    chosen = documents_of(merged, target, "target")
    codes = np.where(chosen, 0, -1)
    listed = isinstance(reference, pd.DataFrame | pd.Series)
    if not listed:
        codes[other_documents(merged, chosen, reference)] = 1
    sums = tallies(blocks, codes, 2, merged.words.sizes, len(terms))
    spreads = spreads_of(blocks(), codes, 2, merged.words.sizes, len(terms))
    mine, theirs = (_side(sums, spreads[number], number, terms) for number in (0, 1))
    return mine, frequencies_of(reference) if listed else theirs


def _beside(merged: Merged, target: Any, terms: np.ndarray) -> tuple[Side, Side]:
    """The words of the sentences with a mention, and all other words."""
    own, told = merged.counts(words_beside(target))
    _, every = merged.counts(WORDS)
    sizes = np.zeros(len(merged.ids), np.int64)
    for block in told():
        sizes[block.documents] = np.asarray(block.counts.sum(axis=1)).ravel()

    def others() -> Iterator[Any]:
        place = np.searchsorted(terms, own)
        for block, part in zip(every(), told(), strict=True):
            cells = (part.counts.data, place[part.counts.indices], part.counts.indptr)
            rest = block.counts - type(block.counts)(cells, shape=block.counts.shape)
            rest.eliminate_zeros()
            yield block._replace(counts=rest)

    group = np.zeros(len(merged.ids), np.int64)
    mine = tallies(told, group, 1, sizes, len(own))
    theirs = tallies(others, group, 1, merged.words.sizes - sizes, len(terms))
    (mine_spread,) = spreads_of(told(), group, 1, sizes, len(own))
    (their_spread,) = spreads_of(others(), group, 1, merged.words.sizes - sizes, len(terms))
    return _side(mine, mine_spread, 0, own), _side(theirs, their_spread, 0, terms)


def _side(sums: Tallies, spread: Spread, number: int, terms: np.ndarray) -> Side:
    one = sums.group(number)
    size, parts = int(sums.sizes[number]), int(sums.parts[number])
    return Side(terms[one.terms], one.count, one.documents, one.dispersion, spread.variance()[one.terms], size, parts)
