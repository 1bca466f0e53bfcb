"""A corpus larger than memory: cut into parts that are read, counted and let go one after the other, or on a
cluster."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus import assemble, chosen_rules
from analysis.documents.files import Reading
from analysis.documents.sources import Skipped
from analysis.errors import AnalysisError
from analysis.listed import keep_listed
from analysis.scale.cutting import check_place, cut
from analysis.scale.kept import Kept, key_of
from analysis.scale.measuring import Asked
from analysis.scale.merged import Merged
from analysis.scale.parts import Part
from analysis.scale.pieces import Piece
from analysis.scale.reading import leave_pieces
from analysis.scale.running import Job, outcomes, part_bytes, threads_of
from analysis.scale.survey import Survey, Surveyed, Surveyor
from analysis.scale.tables import Tables

PART_BYTES = 16_000_000  # a part takes some thirty times its bytes while it is read
SAMPLE = 10_000  # rows of evidence


def open_partitions(
    paths: str | Path | Sequence[str | Path],
    *,
    client: Any = None,
    clean: bool | Collection[str] = True,
    size: int | None = None,
    cache: str | Path | None = None,
) -> Partitions:
    """A corpus that is never in memory whole: folders, globs, parquet, jsonl, csv or tsv files, cut into parts of about
    `size` bytes (by default 16 MB, less where workers have little memory, or where each would get too few parts).

    Nothing is read until something is measured. `client`: a `dask.distributed.Client`, whose workers then read and
    count the parts; else they are read here, one after the other. Paths may lie in a store (s3://bucket/news), which
    fsspec opens. `cache`: a folder for finished partial results, so that another process goes on where this one was
    interrupted; without it they are kept as long as this object. It holds counts and quoted words of the documents.

    What needs the whole corpus at once is not done: near-duplicates stay unnamed (`duplicate_of` is empty), and the
    cleaning rule `repeated` is refused. Raises AnalysisError for a path that is not there, or that is neither a folder
    nor a table.

    >>> from analysis import read_corpus, term_frequencies
    >>> open_partitions("seeds", size=3000).measure(term_frequencies).equals(term_frequencies(read_corpus("seeds")))
    True
    """
    several = [paths] if isinstance(paths, str | Path) else list(paths)
    places = [str(path) for path in several]
    for place in places:
        check_place(place)
    rules = chosen_rules(clean)
    if "repeated" in rules:
        raise AnalysisError(
            "the rule `repeated` needs the whole corpus at once", where="clean", do="leave it out, or use read_corpus"
        )
    return Partitions(places, rules, client=client, size=size, cache=cache)


class Partitions:
    """The parts of a corpus. `measure` gives the same numbers as the measure on the whole corpus in memory.

    Documents are read as they are when first measured: a file that changes later is told, and never counted half.
    """

    def __init__(
        self,
        places: Sequence[str],
        rules: tuple[str, ...],
        *,
        client: Any = None,
        size: int | None = None,
        cache: str | Path | None = None,
    ) -> None:
        self.places, self.rules, self.client = tuple(places), rules, client
        self._size = size
        self._kept = Kept(cache)
        self._lost: dict[int, str] = {}

    def __repr__(self) -> str:
        where = "" if self.client is None else ", on a cluster"
        return f"Partitions({', '.join(Path(place).name for place in self.places)}{where})"

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is read at a time."""
        return self._cut[0]

    @cached_property
    def _cut(self) -> tuple[tuple[Part, ...], tuple[Skipped, ...]]:
        if self._size is not None:
            return cut(self.places, self._size)
        return cut(self.places, part_bytes(self.client, PART_BYTES), threads=threads_of(self.client))

    def measure(
        self,
        function: Callable[..., pd.DataFrame],
        *arguments: Any,
        to: str | Path | None = None,
        top: int | None = None,
        **options: Any,
    ) -> Any:
        """`function(corpus, *arguments, **options)` over all parts: partial results per part, merged, then finished.

        `function` is one of term_frequencies, tf_idf, contrast, theme_mentions, theme_weights, date_mentions, timeline
        and passages. `to`: a parquet file into which the rows of theme_mentions, date_mentions, passages, tf_idf or
        theme_weights by document are written part by part, in place of a table in memory; gives a `Streamed`. `top`:
        only so many first rows of mentions, dates, passages or tf_idf. Raises AnalysisError for other measures.
        """
        return self.measure_all([partial(function, *arguments, to=to, top=top, **options)])[0]

    def measure_all(self, measures: Sequence[Callable[..., Any]]) -> list[Any]:
        """Several measures from one reading of the parts, in their order; options are given by `functools.partial`.

        >>> from functools import partial
        >>> from analysis import tf_idf, term_frequencies
        >>> words, weights = open_partitions("seeds").measure_all([term_frequencies, partial(tf_idf, norm=None)])
        >>> len(words), len(weights)
        (519, 678)
        """
        asked = [Asked.of(measure) for measure in measures]
        self._need([piece for one in asked for piece in one.pieces])
        found = [one.finish(self.merged) for one in asked]
        keep_listed(self)
        return found

    def evidence(
        self,
        function: Callable[..., pd.DataFrame],
        *arguments: Any,
        table: pd.DataFrame | None = None,
        most: int = SAMPLE,
        seed: int = 0,
        **options: Any,
    ) -> pd.DataFrame:
        """The mentions behind a chart, with all that a dossier says of each: rows of theme_mentions, date_mentions or
        passages; above `most`, a sample of so many, which follows from the seed alone, and which `attrs` tells.

        `table`: the measured table, so that each mention also says its group or period.
        """
        asked = Asked.sample(partial(function, *arguments, **options), most, seed, table)
        self._need(asked.pieces)
        found: pd.DataFrame = asked.finish(self.merged)
        keep_listed(self)
        return found

    @property
    def documents(self) -> pd.DataFrame:
        """As `corpus.documents`; near-duplicates are not looked for across parts."""
        self._need([Piece("sizes"), Piece("documents")])
        return self.merged.documents

    @property
    def skipped(self) -> pd.DataFrame:
        """As `corpus.skipped`, with a line for each part that could not be read."""
        survey = self._survey
        told = [
            *self._cut[1],
            *survey.skipped,
            *(Skipped(self.parts[n].name, why, False) for n, why in self._lost.items()),
        ]
        rows = pd.DataFrame([(one.path, one.reason, one.loaded) for one in told], columns=["path", "reason", "loaded"])
        table = pd.concat([rows, *(one.skipped for one in survey.parts)], ignore_index=True)
        table = table.drop_duplicates().sort_values("path", key=_natural, kind="stable", ignore_index=True)
        return table.astype({"path": "str", "reason": "str", "loaded": "bool"})

    @property
    def fingerprint(self) -> str:
        """That of the same corpus in memory."""
        return self.merged.fingerprint

    @property
    def ids(self) -> tuple[str, ...]:
        """As `corpus.ids`."""
        return self.merged.ids

    @property
    def hashes(self) -> dict[str, str]:
        """For each document the sha256 of the bytes that were read."""
        return {
            document: digest
            for one in self.merged.survey.parts
            for document, digest in one.documents[["document", "sha256"]].itertuples(index=False, name=None)
        }

    def forget(self) -> None:
        """Remove the finished partial results from the cache folder."""
        self._kept.forget()

    @cached_property
    def _survey(self) -> Survey:
        return Surveyor(self.parts, self.rules, self._kept, self.client).look()

    @cached_property
    def merged(self) -> Merged:
        """All parts that could be read, as the last step of a measure sees them."""
        survey = self._survey
        held = tuple(one for one in survey.parts if one.number not in self._lost)
        return Merged(Survey(held, survey.skipped), self.rules, self._tables)

    def _need(self, pieces: Collection[Piece]) -> None:
        """Read every part that lacks some of the pieces, once, and keep what it leaves behind."""
        jobs, lacking = [], {}
        pieces = {json.dumps(piece.key): piece for piece in pieces}.values()
        parts = [one for one in self._survey.parts if one.number not in self._lost]
        for number, one in enumerate(parts):
            missing = [piece for piece in pieces if not self._kept.has(self._key(one, piece))]
            if missing:
                lacking[number] = missing
                work = (one.part, one.among, self.rules, missing)
                jobs.append(Job(number, one.part.size, leave_pieces, work))
        for number, outcome in outcomes(jobs, self.client, "measuring"):
            one = parts[number]
            if outcome.reason:
                self._lost[one.number] = outcome.reason
                self.__dict__.pop("merged", None)
                continue
            if outcome.content != one.content:
                raise AnalysisError(
                    f"{one.part.name} changed since it was first read",
                    where="partitions",
                    do="open the partitions again, so that all is counted as it is now",
                )
            for piece, content in zip(lacking[number], outcome.pieces, strict=True):
                self._kept.put(self._key(one, piece), content)

    def _key(self, one: Surveyed, piece: Piece) -> str:
        return key_of(content=one.content, rules=self.rules, stays=sorted(map(list, one.among.stays)), piece=piece.key)

    def _tables(
        self, piece: Piece, only: Collection[str] | None = None, columns: Collection[str] | None = None
    ) -> Iterator[Tables]:
        """The tables of a piece, part by part; `only` some of them, or of each only some `columns`."""
        self._need([piece])
        if not self.merged.survey.parts:
            yield piece.of(assemble(Reading((), (), pd.DataFrame(index=pd.Index([], name="document"))), self.rules))
        for one in self.merged.survey.parts:
            yield self._kept.get(self._key(one, piece), only, columns)


def _natural(paths: pd.Series) -> pd.Series:
    from analysis.documents.folders import natural_key

    order = {path: number for number, path in enumerate(sorted(set(paths), key=natural_key))}
    return paths.map(order)
