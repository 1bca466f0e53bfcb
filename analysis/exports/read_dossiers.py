"""The dossiers of a folder, read back from their files for those who check them or report on them."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import AnalysisError
from analysis.exports.atomic import settle
from analysis.exports.csv_tables import read_csv_bytes
from analysis.exports.provenance import FORMAT


@dataclass(frozen=True, eq=False)
class Kept:
    """One dossier as it lies in the folder: `content` is its .json; `damage` says in sentences what no longer holds.

    `table` are the plotted numbers, `evidence` the mentions behind them (None where the chart counts nothing).
    """

    stem: str
    content: dict[str, Any]
    table: pd.DataFrame
    evidence: pd.DataFrame | None
    png: bytes | None
    damage: tuple[str, ...]


def read_dossiers(folder: str | Path) -> tuple[list[Kept], list[str]]:
    """The whole dossiers of `folder` in natural order of their names, and a sentence on each that cannot be read.

    Raises AnalysisError if there is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise AnalysisError(
            "there is no such folder", where=str(folder), do="export a chart first, or check the spelling"
        )
    settle(folder)
    found, unreadable = [], []
    for path in sorted(folder.glob("*.json"), key=natural):
        try:
            content = json.loads(path.read_bytes())
            if isinstance(content, dict) and "dossier" in content:
                found.append(read_dossier(path, content))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            unreadable.append(f"{path.name} cannot be read as a dossier: {error}")
    return found, unreadable


def read_dossier(path: Path, content: dict[str, Any]) -> Kept:
    """The files that the .json names, and which of them are missing or other than it says."""
    if content["dossier"] != FORMAT:
        raise ValueError(f"it has format {content['dossier']!r}, this version reads {FORMAT}")
    stem, files, damage = path.stem, {}, []
    for name, digest in content["files"].items():
        if not name.startswith(f"{stem}.") or Path(name).name != name:
            raise ValueError(f"it names a file of another dossier, {name!r}")
        try:
            data = (path.parent / name).read_bytes()
        except FileNotFoundError:
            damage.append(f"{name} is missing")
            continue
        if hashlib.sha256(data).hexdigest() != digest:
            damage.append(f"{name} was changed after the export")
        if name.endswith((".csv", ".png")):
            files[name.removeprefix(f"{stem}.")] = data
    if "csv" not in files:
        raise ValueError("its numbers are missing")
    mentions = files.get("evidence.csv")
    return Kept(
        stem,
        content,
        table=read_csv_bytes(files["csv"], content["table"]["columns"]),
        evidence=None if mentions is None else read_csv_bytes(mentions, content["evidence"]["columns"]),
        png=files.get("png"),
        damage=tuple(damage),
    )


def natural(path: Path) -> list[tuple[int, int, str]]:
    """Sorts chart2 before chart10.

    >>> [path.name for path in sorted([Path("c10"), Path("c2")], key=natural)]
    ['c2', 'c10']
    """
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"([0-9]+)", path.name)]
