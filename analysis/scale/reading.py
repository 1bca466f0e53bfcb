"""What a process does with one part, here or on a worker: look what is in it, or read it once and leave its pieces."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.corpus import assemble
from analysis.documents.cleaning.rejoined import Pair, find_hyphens, split_words, standing
from analysis.documents.sources import Reading
from analysis.scale.kept import code_version
from analysis.scale.parts import Part
from analysis.scale.pieces import Piece
from analysis.scale.tables import to_bytes


@dataclass(frozen=True)
class Among:
    """What must be known of the other parts to read one: the columns of its table, ids that are taken, the words at
    line ends that keep their hyphen."""

    names: tuple[str, ...] = ()
    taken: frozenset[str] = frozenset()
    stays: frozenset[Pair] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """Bytes of tables, as many as were asked for; or the reason why the part could not be read.

    `content` names what was read, `code` by which version of this package.
    """

    pieces: tuple[bytes, ...] = ()
    reason: str = ""
    content: str = ""
    code: str = ""


def digest(part: Part) -> Outcome:
    """The hash of the part's files."""
    return Outcome(content=part.digest(), code=code_version())


def survey(part: Part, among: Among, rules: Collection[str]) -> Outcome:
    """Which documents the part holds, what is stated of them, and its words in two halves at line ends."""
    return _guarded(part, among, lambda reading: (to_bytes(_surveyed(reading, rules)),))


def look_for(part: Part, among: Among, pairs: Collection[Pair]) -> Outcome:
    """Which forms of words that stand in two halves somewhere stand whole in the part."""

    def forms(reading: Reading) -> tuple[bytes, ...]:
        found = standing(pairs, (source.text for source in reading.sources))
        return (to_bytes({"forms": pd.DataFrame({"form": pd.Series(sorted(found), dtype="str")})}),)

    return _guarded(part, among, forms)


def leave_pieces(part: Part, among: Among, rules: Collection[str], pieces: Sequence[Piece]) -> Outcome:
    """The pieces of the part, from one reading of it."""
    try:
        reading = part.read(names=among.names, taken=among.taken)
        corpus = assemble(reading, rules, stays=among.stays)
        corpus.words  # noqa: B018
    except Exception as error:
        return Outcome(reason=_reason(error), code=code_version())
    # A mistake in what is asked for is the caller's, and is raised.
    found = tuple(to_bytes(piece.of(corpus)) for piece in pieces)
    content = _content(reading)
    # A corpus and its words hold each other, so that it would stay until Python happens to look.
    del corpus, reading
    gc.collect()
    return Outcome(found, content=content, code=code_version())


def _guarded(part: Part, among: Among, made: Callable[[Reading], tuple[bytes, ...]]) -> Outcome:
    try:
        reading = part.read(names=among.names, taken=among.taken)
        return Outcome(made(reading), content=_content(reading), code=code_version())
    except Exception as error:
        return Outcome(reason=_reason(error), code=code_version())


def _reason(error: Exception) -> str:
    return f"the part could not be read ({type(error).__name__})"


def _content(reading: Reading) -> str:
    """A hash of the documents as they were read, in their order, and of what is stated of them."""
    facts = reading.metadata
    content = [
        [(source.document, source.path, source.sha256) for source in reading.sources],
        list(facts.columns),
        facts.astype(str).to_numpy().tolist(),
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()


def _surveyed(reading: Reading, rules: Collection[str]) -> dict[str, pd.DataFrame]:
    pairs: set[Pair] = set()
    if "rejoined" in rules:
        pairs = split_words(find_hyphens(source.text) for source in reading.sources)
    return {
        "documents": pd.DataFrame(
            [(source.document, source.sha256) for source in reading.sources],
            columns=["document", "sha256"],
            dtype="str",
        ),
        "facts": reading.metadata.reset_index(drop=True).fillna("").astype("str"),
        "skipped": pd.DataFrame(
            [(one.path, one.reason, one.loaded) for one in reading.skipped], columns=["path", "reason", "loaded"]
        ).astype({"path": "str", "reason": "str", "loaded": "bool"}),
        "hyphens": pd.DataFrame(sorted(pairs), columns=["joined", "hyphenated"], dtype="str"),
        "names": pd.DataFrame(
            [(path, name) for path, names in reading.names.items() for name in names],
            columns=["path", "name"],
            dtype="str",
        ),
        "paths": pd.DataFrame({"path": pd.Series([source.path for source in reading.sources], dtype="str")}),
    }
