"""The first look over all parts: which documents there are, which ids are taken, which words keep their hyphen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.documents.cleaning.rejoined import Pair, staying
from analysis.documents.settings import known_facts, unknown_document
from analysis.documents.sources import Skipped
from analysis.errors import AnalysisError
from analysis.scale.kept import Kept, key_of
from analysis.scale.parts import Part
from analysis.scale.reading import Among, Outcome, digest, look_for, survey
from analysis.scale.running import Job, outcomes

Run = Callable[[Sequence[Job], str], Iterator[tuple[int, Outcome]]]


@dataclass(frozen=True)
class Surveyed:
    """What was seen in one part, its number among all, and what it has to know of the others."""

    number: int
    part: Part
    content: str
    among: Among
    documents: pd.DataFrame
    facts: pd.DataFrame
    skipped: pd.DataFrame
    pairs: frozenset[Pair]


@dataclass(frozen=True)
class Survey:
    """The parts that can be read, in order, and a line for everything that cannot."""

    parts: tuple[Surveyed, ...]
    skipped: tuple[Skipped, ...]


class Surveyor:
    """Looks over the parts; `kept` holds what earlier looks saw in files that are as they were."""

    def __init__(self, parts: Sequence[Part], rules: tuple[str, ...], kept: Kept, client: Any) -> None:
        self.parts, self.rules, self.kept, self.client = parts, rules, kept, client
        self.failed: dict[int, str] = {}
        self.seen: dict[int, tuple[str, Mapping[str, pd.DataFrame]]] = {}
        self.among = dict.fromkeys(range(len(parts)), Among())

    def look(self) -> Survey:
        """All parts, again where the others change how one is to be read."""
        self._see(range(len(self.parts)))
        while again := [*self._with_other_names(), *self._with_taken_ids()]:
            self._see(again)
        self._decide_hyphens()
        found = tuple(self._surveyed(number) for number in sorted(self.seen))
        return Survey(found, tuple(self._skipped(found)))

    def _run(self, jobs: Sequence[Job], title: str) -> Iterator[tuple[int, Outcome]]:
        for number, outcome in outcomes(jobs, self.client, title):
            if outcome.reason:
                self.failed[number] = outcome.reason
                self.seen.pop(number, None)
            else:
                yield number, outcome

    def _see(self, numbers: Sequence[int] | range) -> None:
        keys = self._keys(numbers)
        jobs = []
        for number in numbers:
            if number in keys and self.kept.has(keys[number]):
                tables = self.kept.get(keys[number])
                self.seen[number] = str(tables["content"]["content"][0]), tables
            else:
                part = self.parts[number]
                jobs.append(Job(number, part.size, survey, (part, self.among[number], self.rules)))
        for number, outcome in self._run(jobs, "looking"):
            if number in keys:
                self._keep(keys[number], outcome)
            self.seen[number] = outcome.content, _tables(outcome)

    def _keys(self, numbers: Sequence[int] | range) -> dict[int, str]:
        """What was seen in files is kept under their hashes, where there is a folder that outlives this process."""
        if not self.kept.is_lasting:
            return {}
        jobs = [Job(n, self.parts[n].size, digest, (self.parts[n],)) for n in numbers if self.parts[n].one is None]
        return {
            number: key_of(survey=outcome.content, rules=self.rules, taken=sorted(self.among[number].taken))
            for number, outcome in self._run(jobs, "hashing")
        }

    def _keep(self, key: str, outcome: Outcome) -> None:
        from analysis.scale.tables import to_bytes

        content = pd.DataFrame({"content": [outcome.content]})
        self.kept.put(key, to_bytes({**_tables(outcome), "content": content}))

    def _with_other_names(self) -> list[int]:
        """Slices of a table that do not show all of its columns."""
        own = {n: _by_path(tables["names"]) for n, (_, tables) in self.seen.items() if self.parts[n].one is not None}
        whole: dict[str, dict[str, None]] = {}
        for number in sorted(own):
            for path, names in own[number].items():
                whole.setdefault(self._table(number, path), {}).update(dict.fromkeys(names))
        again = []
        for number, found in own.items():
            for path, names in found.items():
                columns = tuple(whole[self._table(number, path)])
                if columns not in (names, self.among[number].names):
                    self.among[number] = replace(self.among[number], names=columns)
                    again.append(number)
        return again

    def _table(self, number: int, path: str) -> str:
        return f"{self.parts[number].files[0][1].location}\n{path}"

    def _with_taken_ids(self) -> list[int]:
        """Parts with a row whose id a document of an earlier part has."""
        often = Counter(document for _, tables in self.seen.values() for document in tables["documents"]["document"])
        twice = {document for document, count in often.items() if count > 1}
        again, before = [], set[str]()
        for number in sorted(self.seen) if twice else []:
            mine = twice.intersection(self.seen[number][1]["documents"]["document"])
            taken = mine & before
            if taken - self.among[number].taken:
                self.among[number] = replace(self.among[number], taken=self.among[number].taken | taken)
                again.append(number)
            elif taken:
                raise AnalysisError(
                    f"the document {min(taken)!r} is in two parts",
                    where="partitions",
                    do="give every document its own id",
                )
            before |= mine
        return again

    def _decide_hyphens(self) -> None:
        pairs = {n: _pairs(tables["hyphens"]) for n, (_, tables) in self.seen.items()}
        every = frozenset[Pair]().union(*pairs.values())
        if not every:
            return
        jobs = [Job(n, self.parts[n].size, look_for, (self.parts[n], self.among[n], every)) for n in sorted(self.seen)]
        found: set[str] = set()
        for _, outcome in self._run(jobs, "looking for words in two halves"):
            found.update(_tables(outcome)["forms"]["form"])
        stays = staying(every, found)
        for number in self.seen:
            self.among[number] = replace(self.among[number], stays=frozenset(pairs[number] & stays))

    def _surveyed(self, number: int) -> Surveyed:
        content, tables = self.seen[number]
        return Surveyed(
            number,
            self.parts[number],
            content,
            self.among[number],
            tables["documents"],
            tables["facts"],
            tables["skipped"],
            _pairs(tables["hyphens"]),
        )

    def _skipped(self, found: Sequence[Surveyed]) -> Iterator[Skipped]:
        for number, reason in sorted(self.failed.items()):
            yield Skipped(self.parts[number].name, reason, False)
        for file in dict.fromkeys(part.metadata for part in self.parts if part.metadata):
            known = known_facts(file)
            names = {document for one in found for document in one.documents["document"]}
            for number in self.seen:
                paths = self.seen[number][1]["paths"]["path"]
                names |= {*paths, *(path.rpartition("#")[0] for path in paths)}
            for named, line in known.lines.items():
                if named not in names:
                    yield unknown_document(named, line)
        if not any(len(one.documents) for one in found):
            yield Skipped(".", "no document was found", False)


def _tables(outcome: Outcome) -> Mapping[str, pd.DataFrame]:
    from analysis.scale.tables import from_bytes

    return from_bytes(outcome.pieces[0])


def _by_path(names: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for path, name in names.itertuples(index=False, name=None):
        found[path] = (*found.get(path, ()), name)
    return found


def _pairs(hyphens: pd.DataFrame) -> frozenset[Pair]:
    return frozenset(hyphens.itertuples(index=False, name=None))
