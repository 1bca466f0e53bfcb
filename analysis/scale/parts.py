"""Parts: a folder or a table cut into pieces of about the same size, each of which can be read on its own."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from analysis.corpus import Corpus, make_corpus, read_corpus
from analysis.documents.files import SETTINGS
from analysis.documents.folders import find_files, natural_key
from analysis.documents.tables import ALIKE
from analysis.errors import AnalysisError

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")

PART_BYTES = 64_000_000
TABLES = (".parquet", ".jsonl", ".ndjson", ".csv", ".tsv")


@dataclass(frozen=True)
class Part:
    """Some files of a folder, or some rows of a table: what to read, not yet read.

    `files` are paths inside `path` where that is a folder; `first` and `last` are row groups (parquet) or bytes
    (jsonl).
    """

    path: str
    files: tuple[str, ...] = ()
    first: int = 0
    last: int = 0

    def read(self, clean: bool | Collection[str]) -> Corpus:
        """The corpus of this part."""
        path = Path(self.path)
        if path.is_dir():
            return read_corpus(path, clean=clean, only=self.files)
        if path.suffix == ".parquet":
            return make_corpus(_named(_row_groups(path, self.first, self.last), path.name), clean=clean)
        if path.suffix in (".jsonl", ".ndjson"):
            return make_corpus(_named(_lines(path, self.first, self.last), path.name), clean=clean)
        return read_corpus(path, clean=clean)


def cut(paths: Sequence[Path], size: int) -> tuple[Part, ...]:
    """Folders by files, parquet by row groups, jsonl by lines, csv and tsv whole, into parts of about `size` bytes."""
    return tuple(part for path in paths for part in _cut(path, size))


def _cut(path: Path, size: int) -> Iterator[Part]:
    if path.is_dir():
        found, _ = find_files(str(path))
        files = sorted((file for file in found if file.path not in SETTINGS), key=lambda file: natural_key(file.path))
        for group in _groups(((file.path, Path(file.location).stat().st_size) for file in files), size):
            yield Part(str(path), files=tuple(group))
    elif not path.exists():
        raise AnalysisError("there is no such file or folder", where=str(path), do="check the spelling")
    elif path.suffix == ".parquet":
        for groups in _groups(_row_group_sizes(path), size):
            yield Part(str(path), first=groups[0], last=groups[-1] + 1)
    elif path.suffix in (".jsonl", ".ndjson"):
        for start in range(0, max(path.stat().st_size, 1), size):
            yield Part(str(path), first=start, last=start + size)
    elif path.suffix in TABLES:
        yield Part(str(path))
    else:
        known = ", ".join(TABLES)
        raise AnalysisError("neither a folder nor a table", where=str(path), do=f"name a folder, or a file in {known}")


def _groups(items: Iterable[tuple[T, int]], size: int) -> Iterator[list[T]]:
    """Neighbours together until they reach `size`; an item that is larger stands alone."""
    group: list[T] = []
    total = 0
    for item, weight in items:
        if group and total + weight > size:
            yield group
            group, total = [], 0
        group.append(item)
        total += weight
    if group:
        yield group


def _row_group_sizes(path: Path) -> list[tuple[int, int]]:
    from pyarrow.parquet import ParquetFile

    with ParquetFile(path) as file:
        groups = range(file.metadata.num_row_groups)
        return [(number, file.metadata.row_group(number).total_byte_size) for number in groups]


def _row_groups(path: Path, first: int, last: int) -> pd.DataFrame:
    from pyarrow.parquet import ParquetFile

    with ParquetFile(path) as file:
        before = sum(file.metadata.row_group(number).num_rows for number in range(first))
        frame = file.read_row_groups(list(range(first, last))).to_pandas()
    return frame.set_axis(range(before + 1, before + 1 + len(frame)))


def _lines(path: Path, first: int, last: int) -> pd.DataFrame:
    """The records of the lines that begin at a byte from `first` to before `last`, by the numbers of their lines."""
    import pandas as pd

    records: dict[int, dict[str, object]] = {}
    at = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if at >= last:
                break
            if at >= first and line.strip():
                records[number] = json.loads(line)
            at += len(line)
    return pd.DataFrame.from_dict(records, orient="index")


def _named(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """A table with the codebook's column names: `document` (its id, else name#row) and `text` among them."""
    lower = {str(column).strip().lower(): column for column in reversed(frame.columns)}
    chosen = {lower[alike]: meaning for meaning, names in ALIKE.items() for alike in reversed(names) if alike in lower}
    frame = frame.rename(columns=chosen)
    if "text" not in frame.columns:
        raise AnalysisError("there is no text column", where=name, do="call the column with the texts `text`")
    if "document" not in frame.columns:
        frame = frame.assign(document=[f"{name}#{row}" for row in frame.index])
    return frame.astype({"document": "str"})
