"""Finished partial results, kept in a folder under the hash of all that they follow from: a stale one has another
name."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
import weakref
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.exports.atomic import check_writable, told
from analysis.scale.tables import from_bytes, is_whole

_OURS = re.compile(r"[0-9a-f]{64}\.partial|\.[0-9a-f]{16}\.half")


class Kept:
    """A folder of partial results. Without a folder of the user's, one that goes with this object.

    >>> kept = Kept(None)
    >>> kept.has("ab" * 32)
    False
    """

    def __init__(self, folder: str | Path | None) -> None:
        self.is_lasting = folder is not None
        if folder is None:
            self.folder = Path(tempfile.mkdtemp(prefix="analysis-partitions-"))
            weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        else:
            self.folder = check_writable(folder)
        self._whole: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether a result is there, whole; a damaged one is removed."""
        if key not in self._whole:
            path = self._path(key)
            try:
                if is_whole(path.read_bytes()):
                    self._whole.add(key)
                else:
                    path.unlink()
            except FileNotFoundError:
                return False
        return key in self._whole

    def put(self, key: str, content: bytes) -> None:
        """Keep a result: whole under its name, or not at all. Raises AnalysisError where the folder takes no files."""
        half = self.folder / f".{secrets.token_hex(8)}.half"
        with told(self.folder):
            try:
                with half.open("xb") as file:
                    file.write(content)
                    file.flush()
                    if self.is_lasting:
                        os.fsync(file.fileno())
                half.replace(self._path(key))
            finally:
                half.unlink(missing_ok=True)
        self._whole.add(key)

    def get(
        self, key: str, only: Collection[str] | None = None, columns: Collection[str] | None = None
    ) -> dict[str, pd.DataFrame]:
        """The tables of a result that is there, or `only` some of them, or some `columns`."""
        return from_bytes(self._path(key).read_bytes(), only, columns)

    def forget(self) -> None:
        """Remove all results, and the folder if nothing else is in it."""
        self._whole.clear()
        for path in self.folder.iterdir():
            if _OURS.fullmatch(path.name):
                path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.folder.rmdir()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.partial"


def key_of(**facts: Any) -> str:
    """The name of a result: sha256 over what it follows from, this code and its libraries among it."""
    content = json.dumps({"code": code_version(), **facts}, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()


@cache
def code_version() -> str:
    """sha256 over this package's files and the versions of its libraries."""
    from analysis.exports.provenance import versions

    home = Path(__file__).parents[1]
    digest = hashlib.sha256(json.dumps(versions(), sort_keys=True).encode())
    for path in sorted(home.rglob("*.py")):
        digest.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
