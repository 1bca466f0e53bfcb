"""Folders, tables and globs cut into parts of about the same size; nothing of the documents is read for it but where
the records of a csv or jsonl file begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from analysis.documents import metadata as stated
from analysis.documents.files import named_files
from analysis.documents.folders import Found, find_files, natural_key, opened, shown
from analysis.documents.remote import is_remote, remote_files
from analysis.documents.settings import EVENTS, known_facts
from analysis.documents.slices import cut_table
from analysis.documents.sources import Skipped
from analysis.documents.tables import ENDINGS
from analysis.errors import AnalysisError
from analysis.scale.parts import Part

SHARES = 6  # parts for each thread
SMALLEST = 1_000_000  # bytes: below that a part costs more than it gives
_MAGIC = re.compile(r"[*?\[]")


def check_place(place: str) -> None:
    """Raise AnalysisError where there is nothing at a path, or something that is neither a folder nor a table."""
    if is_remote(place) or _MAGIC.search(place):
        return
    path = Path(place)
    if not path.exists():
        raise AnalysisError("there is no such file or folder", where=place, do="check the spelling")
    if not path.is_dir() and path.suffix.lower() not in ENDINGS:
        known = ", ".join(ENDINGS)
        raise AnalysisError("neither a folder nor a table", where=place, do=f"name a folder, or a file in {known}")


def cut(places: Sequence[str], size: int, *, threads: int = 1) -> tuple[tuple[Part, ...], tuple[Skipped, ...]]:
    """The parts of all places, in order, and what is passed over in them.

    `size` in bytes, about; less where several `threads` would not get enough parts each to end at about the same time.
    """
    found = [_found(place) for place in places]
    if threads > 1:
        size = min(size, max(sum(sum(sizes.values()) for _, sizes, _ in found) // (SHARES * threads), SMALLEST))
    parts = tuple(part for files, sizes, _ in found for part in _cut(files, sizes, size))
    return parts, tuple(skip for _, _, passed in found for skip in passed)


def _found(place: str) -> tuple[list[Found], Mapping[str, int], list[Skipped]]:
    """The files of a place in natural order, their sizes by location, and what is passed over."""
    if is_remote(place):
        found = sorted(remote_files(place), key=lambda one: natural_key(one[1]))
        if not found:
            raise AnalysisError("there is no such object, or nothing below it", where=place, do="check the spelling")
        files = [Found(location, path) for location, path, _ in found]
        return files, {location: weight for location, _, weight in found}, []
    if Path(place).is_dir():
        files, skipped = find_files(place)
    elif Path(place).exists() or not _MAGIC.search(place):
        check_place(place)
        files, skipped = [Found(place, shown(Path(place).name))], []
    else:
        files, skipped = _globbed(place), []
    return files, {file.location: _size(file) for file in files}, skipped


def _size(file: Found) -> int:
    try:
        return Path(file.location).stat().st_size
    except OSError:  # it vanished: said when it is read
        return 0


def _globbed(pattern: str) -> list[Found]:
    """The files that a pattern names, below the folder in front of its first sign. `**` stands for any folders."""
    pieces = Path(pattern).parts
    plain = next(number for number, piece in enumerate(pieces) if _MAGIC.search(piece))
    base = Path(*pieces[:plain]) if plain else Path()
    if not base.is_dir():
        raise AnalysisError("there is no such folder", where=str(base), do="check the spelling")
    matches = re.compile(_expression("/".join(pieces[plain:]))).fullmatch
    files, _ = find_files(str(base))
    found = [file for file in files if matches(file.path)]
    if not found:
        raise AnalysisError("no file has such a name", where=pattern, do="check the spelling")
    return [*found, *(file for file in files if file.path == stated.NAME and file not in found)]


def _expression(glob: str) -> str:
    """A glob over paths as a regular expression.

    >>> _expression("**/*.jsonl")
    '(?:.*/)?[^/]*\\\\.jsonl'
    """
    signs = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    pieces = re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]]+\])", glob)
    return "".join(
        signs.get(piece) or (piece.replace("[!", "[^") if piece.startswith("[") else re.escape(piece))
        for piece in pieces
    )


def _cut(files: Sequence[Found], sizes: Mapping[str, int], size: int) -> Iterator[Part]:
    """Small files together, in their order; a table that is larger than a part in slices."""
    metadata, events = (next((file for file in files if file.path == name), None) for name in (stated.NAME, EVENTS))
    known = known_facts(metadata) if metadata else stated.Metadata()
    group: list[tuple[str, Found]] = []
    weight = 0
    for document, file in named_files(files):
        ending = PurePosixPath(file.path).suffix.lower()
        slices: list[Part] = []
        if ending in ENDINGS and sizes[file.location] and not _encoding(known, document, file):
            slices = list(_slices(document, file, ending, sizes[file.location], size, metadata))
        if group and (slices or weight + sizes[file.location] > size):
            yield Part(tuple(group), weight, metadata, events=events)
            group, weight = [], 0
        if slices:
            yield from (replace(part, events=events) for part in slices)
        else:
            group.append((document, file))
            weight += sizes[file.location]
    if group:
        yield Part(tuple(group), weight, metadata, events=events)


def _encoding(known: stated.Metadata, document: str, file: Found) -> str:
    return (known.rows.get(document) or known.rows.get(file.path) or {}).get("encoding", "")


def _slices(document: str, file: Found, ending: str, weight: int, size: int, metadata: Found | None) -> Iterable[Part]:
    """The slices of a table that needs more than one."""
    if ending != ".parquet" and weight <= size:
        return
    try:
        with opened(file.location) as content:
            slices = cut_table(content, ending, size)
    except OSError:  # said when it is read
        return
    if len(slices) > 1:
        for one in slices:
            yield Part(((document, file),), max(weight // len(slices), 1), metadata, one)
