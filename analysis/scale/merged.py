"""What the last step of a measure asks of a corpus, put together from parts: no text, no offsets."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from analysis.corpus import NAMED_FACTS
from analysis.documents.fingerprint import fingerprint_of
from analysis.documents.folders import natural_key
from analysis.documents.settings import known_events
from analysis.language.dates.events import NO_EVENTS, Events
from analysis.measures.tallies import Block
from analysis.scale.pieces import Piece, matrix_of
from analysis.scale.survey import Survey
from analysis.scale.tables import Tables
from analysis.scale.vocabulary import Vocabulary, one_vocabulary

Ints = npt.NDArray[np.int64]

_HASHED = ["document", "sha256"]
NO_DUPLICATES = "near-duplicates are not looked for across partitions"


@dataclass(frozen=True, eq=False)
class MergedWords:
    """How many words the merged documents have, and each of them."""

    sizes: Ints

    @property
    def total(self) -> int:
        """The words of all documents."""
        return int(self.sizes.sum())


@dataclass(frozen=True, eq=False)
class Merged:
    """The documents of all parts in their natural order, and the way to the pieces of each part.

    `pieces` gives the tables of a piece for every part, in order; it may be gone through more than once.
    """

    survey: Survey
    rules: tuple[str, ...]
    pieces: Callable[..., Iterator[Tables]]

    def _found(self) -> Iterator[str]:
        """The documents in the order of the parts."""
        return (document for one in self.survey.parts for document in one.documents["document"])

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The documents in natural order."""
        found = list(self._found())
        if not all(one <= other for one, other in pairwise(map(natural_key, found))):
            found.sort(key=natural_key)
        return tuple(found)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The place of each document in `ids`."""
        return {document: number for number, document in enumerate(self.ids)}

    @cached_property
    def places(self) -> tuple[Ints, ...]:
        """For each part the numbers of its documents."""
        ends = np.cumsum([len(one.documents) for one in self.survey.parts])
        if all(one == other for one, other in zip(self._found(), self.ids, strict=True)):
            every = np.arange(len(self.ids))
        else:
            every = np.fromiter((self.numbers[document] for document in self._found()), np.int64, len(self.ids))
        return tuple(np.split(every, ends[:-1]))

    @cached_property
    def is_in_order(self) -> bool:
        """Whether the parts hold the documents one after the other."""
        return bool((np.diff(self._places) > 0).all())

    @property
    def _places(self) -> Ints:
        return np.concatenate([np.zeros(0, np.int64), *self.places])

    @cached_property
    def facts(self) -> pd.DataFrame:
        """What is stated of each document, in the order of the parts; "" where nothing is."""
        parts = [one.facts.set_axis(one.documents["document"], axis=0) for one in self.survey.parts]
        columns = list(dict.fromkeys(column for part in parts for column in part.columns))
        index = pd.Index([], dtype="str", name="document")
        return pd.concat([pd.DataFrame(columns=columns, index=index, dtype="str"), *parts]).fillna("")

    @cached_property
    def metadata_columns(self) -> tuple[str, ...]:
        """The further columns of metadata.csv, by which documents can be grouped."""
        return tuple(column for column in self.facts.columns if column not in NAMED_FACTS)

    @cached_property
    def fingerprint(self) -> str:
        """That of the same corpus in memory."""
        columns = sorted(self.facts.columns)
        documents = pd.concat(
            [pd.DataFrame(columns=_HASHED, dtype="str"), *(one.documents for one in self.survey.parts)]
        )
        facts = self.facts[columns].reset_index()
        order = pc.sort_indices(pa.array(facts["document"], pa.large_string())).to_numpy()
        return fingerprint_of(_rows(documents, order), _rows(facts, order), columns, self.rules, self._events)

    @property
    def _events(self) -> Events:
        """What the events.csv of each folder names."""
        files = dict.fromkeys(one.part.events for one in self.survey.parts if one.part.events)
        return reduce(Events.with_those_of, (known_events(file)[0] for file in files), NO_EVENTS)

    @cached_property
    def words(self) -> MergedWords:
        """The words of each document."""
        sizes = np.zeros(len(self.ids), np.int64)
        for place, tables in zip(self.places, self.pieces(Piece("sizes")), strict=True):
            sizes[place] = tables["sizes"]["words"].to_numpy()
        return MergedWords(sizes)

    @property
    def documents(self) -> pd.DataFrame:
        """As `corpus.documents`, but for near-duplicates; put together anew each time, for it is large."""
        table = self.columns(None)
        table = table.fillna(dict.fromkeys(self.metadata_columns, ""))
        base = [column for column in table.columns if column not in self.metadata_columns]
        table = table[[*base, *self.metadata_columns]].set_index("document")
        table.index = table.index.astype("str").rename("document")
        table.attrs = {"measure": "documents", "settings": {}, "corpus": self.fingerprint, "notes": [NO_DUPLICATES]}
        return table

    def about(self, *columns: str) -> About:
        """The same documents, of which only some columns are known."""
        return About(self, columns)

    def columns(self, chosen: Collection[str] | None) -> pd.DataFrame:
        """All columns of the documents, or the chosen ones that there are, in the order of `ids`."""
        tables = [one["documents"] for one in self.pieces(Piece("documents"), columns=chosen)]
        table = stacked(tables)
        return table if self.is_in_order else table.iloc[np.argsort(self._places)].reset_index(drop=True)

    def counts(self, piece: Piece) -> tuple[npt.NDArray[np.object_], Callable[[], Iterator[Block]]]:
        """The terms of all parts, sorted, and the counts of a piece over them, part by part, as often as asked for."""
        name = json.dumps(piece.key)
        if name not in self._vocabularies:
            self._vocabularies[name] = one_vocabulary(
                tables["terms"]["term"] for tables in self.pieces(piece, only=["terms"])
            )
        terms, columns = self._vocabularies[name]

        def blocks() -> Iterator[Block]:
            for place, own, tables in zip(self.places, columns, self.pieces(piece), strict=True):
                counts = matrix_of(tables)
                cells = (counts.data, own[counts.indices], counts.indptr)
                over = sparse.csr_array(cells, shape=(len(place), len(terms)))
                over.has_sorted_indices = over.has_canonical_format = True  # both vocabularies are sorted
                yield Block(place, over)

        return terms, blocks

    @cached_property
    def _vocabularies(self) -> dict[str, Vocabulary]:
        return {}

    def in_order(self, table: pd.DataFrame) -> pd.DataFrame:
        """Rows that stand in the order of the parts, in that of the documents."""
        if self.is_in_order:
            return table
        number = table["document"].map(self.numbers).to_numpy()
        return table.iloc[np.argsort(number, kind="stable")].reset_index(drop=True)


@dataclass(frozen=True, eq=False)
class About:
    """Merged documents of which only some columns are known: what groups and clocks ask for."""

    merged: Merged
    chosen: tuple[str, ...]

    @cached_property
    def documents(self) -> pd.DataFrame:
        """The chosen columns that there are."""
        return self.merged.columns(self.chosen).fillna(dict.fromkeys(self.metadata_columns, ""))

    @property
    def ids(self) -> tuple[str, ...]:
        """As of the whole."""
        return self.merged.ids

    @property
    def metadata_columns(self) -> tuple[str, ...]:
        """As of the whole."""
        return self.merged.metadata_columns

    @property
    def fingerprint(self) -> str:
        """As of the whole."""
        return self.merged.fingerprint

    @property
    def words(self) -> MergedWords:
        """As of the whole."""
        return self.merged.words


def _rows(table: pd.DataFrame, order: npt.NDArray[np.int64]) -> Iterator[tuple[str, ...]]:
    """The rows in an order, some at a time as Python's strings."""
    for first in range(0, len(order), 10_000):
        some = table.iloc[order[first : first + 10_000]]
        yield from zip(*(some[column].tolist() for column in some.columns), strict=True)


def stacked(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """The rows of several tables, with the attrs of the first; those without rows say nothing of types."""
    filled = [table for table in tables if len(table)] or tables[:1]
    table = pd.concat(filled, ignore_index=True)
    table.attrs = dict(tables[0].attrs)
    return table
