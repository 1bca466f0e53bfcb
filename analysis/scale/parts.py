"""A part of a corpus: some files of a folder, or a slice of a table, which can be read without the others."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from analysis.documents.files import read_some
from analysis.documents.folders import Found, read_bytes
from analysis.documents.limits import LIMITS
from analysis.documents.refused import RefusedError
from analysis.documents.slices import Slice
from analysis.documents.sources import Reading


@dataclass(frozen=True)
class Part:
    """What to read, not yet read: files with the ids of their documents, or a slice of one table.

    `size` is its bytes, about; `metadata` and `events` the folder's metadata.csv and events.csv.
    """

    files: tuple[tuple[str, Found], ...]
    size: int
    metadata: Found | None = None
    one: Slice | None = None
    events: Found | None = None

    @property
    def name(self) -> str:
        """What people are shown: the path of its only file, or of the first and the last."""
        paths = [file.path for _, file in self.files]
        if self.one is not None:
            return f"{paths[0]}#{self.one.before + 1}…"
        return paths[0] if len(paths) == 1 else f"{paths[0]} … {paths[-1]}"

    def read(self, *, names: tuple[str, ...] = (), taken: Collection[str] = ()) -> Reading:
        """The documents as they came; `names` and `taken` as in `read_some`."""
        return read_some(self.files, metadata=self.metadata, events=self.events, one=self.one, names=names, taken=taken)

    def digest(self) -> str:
        """sha256 over the bytes of its files and what they are called; "" for a slice, which is read as fast."""
        if self.one is not None:
            return ""
        content = hashlib.sha256("".join(_digest(file) for file in (self.metadata, self.events) if file).encode())
        for document, file in self.files:
            content.update(f"{document}\n{file.path}\n{_digest(file)}\n".encode("utf-8", "surrogatepass"))
        return content.hexdigest()


def _digest(file: Found) -> str:
    """The hash of what a file holds, or why it cannot be read."""
    try:
        return hashlib.sha256(read_bytes(file.location, limit=LIMITS.table_bytes)).hexdigest()
    except RefusedError as error:
        return str(error)
