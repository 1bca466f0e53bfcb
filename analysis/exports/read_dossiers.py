"""The dossiers of a folder, read back from their files for those who check them or report on them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import AnalysisError
from analysis.exports.atomic import settle
from analysis.exports.csv_tables import read_csv_bytes
from analysis.exports.order import ORDER, in_order
from analysis.exports.provenance import FORMAT

# What a .json must say for the others to be held against it.
NEEDED = {"measure", "settings", "notes", "table", "evidence", "evidence_complete", "corpus", "documents"}


@dataclass(frozen=True, eq=False)
class Kept:
    """One dossier as it lies in the folder: `content` is its .json; `damage` says in sentences what no longer holds.

    `table` are the plotted numbers, without rows where their file is gone or no table any more; `evidence` the mentions
    behind them, None where the chart counts nothing or where that file is gone or no table any more.
    """

    stem: str
    content: dict[str, Any]
    table: pd.DataFrame
    evidence: pd.DataFrame | None
    png: bytes | None
    damage: tuple[str, ...]


def read_dossiers(folder: str | Path) -> tuple[list[Kept], list[str]]:
    """The whole dossiers of `folder` in the order of its order.txt, and a sentence on each that cannot be read.

    Raises AnalysisError if there is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise AnalysisError(
            "there is no such folder", where=str(folder), do="export a chart first, or check the spelling"
        )
    settle(folder)
    found, unreadable = [], []
    order = folder / ORDER
    stems = in_order((path.stem for path in folder.glob("*.json")), order.read_bytes() if order.is_file() else b"")
    for path in (folder / f"{stem}.json" for stem in stems):
        try:
            content = json.loads(path.read_bytes())
            if isinstance(content, dict) and "dossier" in content:
                found.append(read_dossier(path, content))
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            unreadable.append(f"{path.name} cannot be read as a dossier: {error}")
    return found, unreadable


def read_dossier(path: Path, content: dict[str, Any]) -> Kept:
    """The files that the .json names, and which of them are missing or other than it says."""
    if content["dossier"] != FORMAT:
        raise ValueError(f"it has format {content['dossier']!r}, this version reads {FORMAT}")
    stem, files = path.stem, {}
    damage: dict[str, str] = {}
    for name, digest in content["files"].items():
        if not name.startswith(f"{stem}.") or Path(name).name != name:
            raise ValueError(f"it names a file of another dossier, {name!r}")
        try:
            data = (path.parent / name).read_bytes()
        except FileNotFoundError:
            damage[name] = f"{name} is missing"
            continue
        except OSError as error:
            damage[name] = f"{name} cannot be read: {error.strerror}"
            continue
        if hashlib.sha256(data).hexdigest() != digest:
            damage[name] = f"{name} was changed after the export"
        files[name] = data
    if missing := sorted(NEEDED - set(content)):
        raise ValueError(f"it has no {', '.join(missing)}")
    table = read_table(f"{stem}.csv", files, content["table"]["columns"], damage)
    if table is None:
        table = pd.DataFrame(columns=list(content["table"]["columns"]))
    table.attrs = {"settings": content["settings"]}
    return Kept(
        stem,
        content,
        table=table,
        evidence=read_table(f"{stem}.evidence.csv", files, content["evidence"]["columns"], damage),
        png=files.get(f"{stem}.png"),
        damage=tuple(damage.values()),
    )


def read_table(
    name: str, files: Mapping[str, bytes], kinds: Mapping[str, str], damage: dict[str, str]
) -> pd.DataFrame | None:
    """The table in the file `name`; None if there is no such file, or it was changed (as `damage` says) beyond reading.

    What a file says is read only after its hash was compared: what fails on a changed file is the fault of the change.
    """
    if name not in files:
        return None
    try:
        table = read_csv_bytes(files[name], kinds)
        if list(table.columns) != list(kinds):
            raise ValueError(f"{name} has other columns than the .json says")
    except (ValueError, LookupError, OverflowError):
        if name not in damage:
            raise
        damage[name] += ", and is no longer a table of these columns and numbers"
        return None
    return table
