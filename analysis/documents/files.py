"""A folder becomes documents: every file is loaded, or named with the reason why not."""

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pandas as pd

from analysis.documents import metadata as stated
from analysis.documents.encoding import decode, fixed_steps, is_binary
from analysis.documents.folders import Found, Unreadable, digest, find_files, natural_key, read_bytes
from analysis.documents.limits import LIMITS, Limits
from analysis.documents.sources import Reading, Skipped, Source
from analysis.errors import AnalysisError

__all__ = ["Reading", "Skipped", "Source", "make_sources", "read_sources"]

SETTINGS = (stated.NAME, "themes.toml", "claims.toml")  # beside the documents, not among them
TEXTS = (".txt", ".text", ".md", ".markdown")


def read_sources(path: str | os.PathLike[str], *, limits: Limits = LIMITS) -> Reading:
    """Read every document of a folder.

    Raises AnalysisError if there is no such folder, or if its metadata.csv cannot be right.
    """
    folder = os.fspath(path)
    if not os.path.isdir(folder):
        raise AnalysisError("there is no such folder", where=str(folder), do="check the spelling")
    files, skipped = find_files(folder)
    known = _read_metadata(files, skipped, limits)
    files = [file for file in files if file.path not in SETTINGS]
    sources = []
    for document, file in _name(files):
        source = _read(document, file, known, skipped, limits)
        if source:
            sources.append(source)
    sources.sort(key=lambda source: natural_key(source.document))
    if not sources:
        skipped.append(Skipped(".", "no document was found in the folder", False))
    rows = _rows_of(known, sources, skipped)
    skipped.sort(key=lambda one: natural_key(one.path))
    return Reading(tuple(sources), tuple(skipped), rows)


def make_sources(texts: Mapping[str, str] | pd.DataFrame) -> Reading:
    """Take texts in memory: a mapping of ids to texts, or a table with the columns document and text, and metadata.

    >>> make_sources({"a": "One\\r\\ntwo"}).sources[0].text
    'One\\ntwo'
    """
    if isinstance(texts, pd.DataFrame):
        for column in ("document", "text"):
            if column not in texts.columns:
                raise AnalysisError(f"the table has no column `{column}`", do="name its columns document and text")
        table = texts.astype("object").where(texts.notna(), "").astype(str).set_index("document")
        pairs = list(zip(table.index, table["text"], strict=True))
        further = table.drop(columns="text")
    else:
        pairs = [(str(document), text) for document, text in texts.items()]
        further = pd.DataFrame(index=pd.Index([document for document, _ in pairs], name="document"))
    twice = [document for document, count in Counter(document for document, _ in pairs).items() if count > 1]
    if twice:
        raise AnalysisError(f"the document {twice[0]!r} is there twice", do="give every text an id of its own")
    sources, skipped = [], []
    for document, text in pairs:
        if not isinstance(text, str):
            raise AnalysisError(f"the text of {document!r} is a {type(text).__name__}", do="give strings")
        fixed, warnings = fixed_steps(text)
        skipped += [Skipped(document, warning, True) for warning in warnings]
        if not fixed.strip():
            skipped.append(Skipped(document, "empty", False))
            continue
        sources.append(Source(document, "", fixed, digest(fixed.encode())))
    sources.sort(key=lambda source: natural_key(source.document))
    order = [source.document for source in sources]
    return Reading(tuple(sources), tuple(skipped), further.reindex(order).astype(object).fillna(""))


def _name(files: list[Found]) -> list[tuple[str, Found]]:
    """Each file with the id of its document: the path without its ending, with it where two are alike."""
    short = [str(PurePosixPath(file.path).with_suffix("")) for file in files]
    often = Counter(short)
    return [(file.path if often[name] > 1 else name, file) for name, file in zip(short, files, strict=True)]


def _read(document: str, file: Found, known: stated.Metadata, skipped: list[Skipped], limits: Limits) -> Source | None:
    ending = Path(file.path).suffix.lower()
    if ending not in TEXTS:
        skipped.append(Skipped(file.path, f"files that end in {ending or 'nothing'} are not read", False))
        return None
    try:
        raw = read_bytes(file.location, limit=limits.text_bytes)
        encoding = known.rows.get(document, {}).get("encoding", "")
        if not encoding and is_binary(raw):
            raise Unreadable("binary: it holds no text")
        decoded = decode(raw, encoding=encoding)
    except (Unreadable, ValueError) as error:
        skipped.append(Skipped(file.path, str(error), False))
        return None
    if not decoded.text.strip():
        skipped.append(Skipped(file.path, "empty", False))
        return None
    skipped += [Skipped(file.path, warning, True) for warning in decoded.warnings]
    return Source(document, file.path, decoded.text, digest(raw))


def _read_metadata(files: list[Found], skipped: list[Skipped], limits: Limits) -> stated.Metadata:
    for file in files:
        if file.path == stated.NAME:
            try:
                known = stated.read_metadata(read_bytes(file.location, limit=limits.text_bytes))
            except Unreadable as error:
                raise AnalysisError(str(error), where=stated.NAME, do="make it readable, or move it away") from None
            skipped += [Skipped(stated.NAME, warning, True) for warning in known.warnings]
            return known
    return stated.Metadata()


def _rows_of(known: stated.Metadata, sources: list[Source], skipped: list[Skipped]) -> pd.DataFrame:
    """The metadata in the order of the documents; lines about documents that were not loaded are named."""
    loaded = {source.document for source in sources}
    for document, line in known.lines.items():
        if document not in loaded:
            reason = f"line {line}: there is no document {document!r}, or it was not loaded"
            skipped.append(Skipped(stated.NAME, reason, False))
    table = {
        column: [known.rows.get(source.document, {}).get(column, "") for source in sources] for column in known.columns
    }
    index = pd.Index([source.document for source in sources], name="document", dtype=object)
    return pd.DataFrame(table, index=index, columns=list(known.columns), dtype=object)
