"""A folder becomes documents: every file is loaded, or named with the reason why not."""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import cast

import pandas as pd

from analysis.documents import metadata as stated
from analysis.documents.encoding import decode, fixed_steps
from analysis.documents.extraction import Extractor
from analysis.documents.folders import Found, digest, find_files, natural_key, opened, read_bytes, reason_of, shown
from analysis.documents.limits import LIMITS, Limits
from analysis.documents.refused import RefusedError
from analysis.documents.settings import EVENTS, SETTINGS, known_events, known_facts, unknown_document
from analysis.documents.slices import Slice, read_slice
from analysis.documents.sources import Reading, Skipped, Source
from analysis.documents.tables import ENDINGS as TABLES
from analysis.documents.tables import Row, as_text, read_table
from analysis.documents.unread import no_text, not_read
from analysis.errors import AnalysisError
from analysis.language.dates.events import NO_EVENTS, Events

__all__ = ["Reading", "Skipped", "Source", "make_sources", "read_some", "read_sources"]

TEXTS = (".txt", ".text", ".md", ".markdown")
PACKED = {".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx"}
READ = (*TEXTS, *PACKED, *TABLES)


def read_sources(path: str | os.PathLike[str], *, limits: Limits = LIMITS) -> Reading:
    """Read every document of a folder, or of one csv, tsv, jsonl or parquet file.

    Raises AnalysisError if the path cannot be opened, or if the folder's metadata.csv or events.csv cannot be right.
    All else that goes wrong is named in `skipped`. A load of over two seconds shows its progress where stderr is a
    terminal.
    """
    files, skipped = _found(Path(path))
    load = _Load(limits, skipped)
    load.read_metadata(next((file for file in files if file.path == stated.NAME), None))
    load.read_events(next((file for file in files if file.path == EVENTS), None))
    with Extractor(limits) as extractor:
        for document, file in _progress(named_files(files)):
            load.read(document, file, extractor)
    return load.finish()


def read_some(
    files: Sequence[tuple[str, Found]],
    *,
    metadata: Found | None = None,
    events: Found | None = None,
    one: Slice | None = None,
    names: tuple[str, ...] = (),
    taken: Collection[str] = (),
    limits: Limits = LIMITS,
) -> Reading:
    """Read some documents of a folder, or a slice of its one table, as `read_sources` reads them among the others.

    `names` are the columns of that table, `taken` the ids that rows elsewhere have already. What metadata.csv says of
    documents that are not here is not looked at. Raises as `read_sources`.
    """
    load = _Load(limits, [], one=one, names=names, taken=taken, is_whole=False)
    load.read_metadata(metadata)
    load.read_events(events)
    with Extractor(limits) as extractor:
        for document, file in files:
            load.read(document, file, extractor)
    return load.finish()


def _found(place: Path) -> tuple[list[Found], list[Skipped]]:
    try:
        is_folder, is_file, exists = place.is_dir(), place.is_file(), place.exists()
    except OSError as error:
        raise _closed(place, f"cannot be opened: {reason_of(error)}") from None
    if is_folder:
        files, skipped = find_files(str(place))
        if closed := next((one for one in skipped if one.path == "."), None):  # not a part of the folder: all of it
            raise _closed(place, closed.reason)
        return files, skipped
    if is_file and place.suffix.lower() in TABLES:
        return [Found(str(place), shown(place.name))], []
    if exists:
        do = f"give the folder that the file is in, or a file that ends in {', '.join(TABLES)}"
        raise AnalysisError("not a folder, and no table of documents", where=shown(str(place)), do=do)
    kind = "file" if place.suffix.lower() in TABLES else "folder"
    raise AnalysisError(f"there is no such {kind}", where=shown(str(place)), do="check the spelling")


def _closed(place: Path, what: str) -> AnalysisError:
    return AnalysisError(what, where=shown(str(place)), do="check the path, and that you may open it")


def make_sources(texts: Mapping[str, str] | pd.DataFrame) -> Reading:
    """Take texts in memory: a mapping of ids to texts, or a table with the columns document and text, and metadata.

    Raises AnalysisError for a text that is no string, an id that is there twice, or a table without these columns.

    >>> make_sources({"a": "One\\r\\ntwo"}).sources[0].text
    'One\\ntwo'
    """
    if isinstance(texts, pd.DataFrame):
        return _from_table(texts)
    load = _Load(LIMITS, [])
    for document, text in texts.items():
        load.add_text(document, text)
    return load.finish()


def _from_table(table: pd.DataFrame) -> Reading:
    if table.index.name == "document" and "document" not in table.columns:
        table = table.reset_index()
    for column in ("document", "text"):
        if column not in table.columns:
            raise AnalysisError(f"the table has no column {column!r}", do="name its columns document and text")
    taken = [name for name in table.columns if name in stated.RESERVED]
    if taken:
        raise AnalysisError(f"the column {taken[0]!r} has a name that is computed", do="choose another name")
    twice = table["document"][table["document"].duplicated()]
    if len(twice):
        raise AnalysisError(f"the document {twice.iloc[0]!r} is there twice", do="give every text an id of its own")
    load = _Load(LIMITS, [])
    further = [str(name) for name in table.columns if name not in ("document", "text")]
    load.columns = dict.fromkeys(further)
    cells = table.astype(object).where(table.notna(), "")
    for row in cells.to_dict("records"):
        facts = {str(name): as_text(value).strip() for name, value in row.items() if name not in ("document", "text")}
        facts["published"] = facts.get("published", "").removesuffix("T00:00:00")
        if facts.get("published") and not stated.is_date(facts["published"]):
            what = f"published {facts['published']!r} is no date"
            raise AnalysisError(what, where=str(row["document"]), do="write EDTF such as 2022-03-06, or leave it empty")
        load.add_text(str(row["document"]), row["text"], facts)
    return load.finish()


@dataclass
class _Load:
    """What has been read so far."""

    limits: Limits
    skipped: list[Skipped]
    sources: dict[str, Source] = field(default_factory=dict)
    known: stated.Metadata = field(default_factory=stated.Metadata)
    events: Events = NO_EVENTS
    columns: dict[str, None] = field(default_factory=dict)  # of metadata, in the order in which they came
    rows: dict[str, Mapping[str, str]] = field(default_factory=dict)  # what a table says of its own rows
    table_names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # Of a part of a folder only:
    one: Slice | None = None
    names: tuple[str, ...] = ()
    taken: Collection[str] = ()
    is_whole: bool = True

    def read_metadata(self, file: Found | None) -> None:
        """Read the folder's metadata.csv, if there is one."""
        if file is None:
            return
        self.known = known_facts(file, self.limits)
        self.columns = dict.fromkeys(self.known.columns)
        self.skipped += [Skipped(stated.NAME, warning, True) for warning in self.known.warnings]

    def read_events(self, file: Found | None) -> None:
        """Read the folder's events.csv, if there is one."""
        if file is None:
            return
        self.events, warnings = known_events(file, self.limits)
        self.skipped += [Skipped(EVENTS, warning, True) for warning in warnings]

    def read(self, document: str, file: Found, extractor: Extractor) -> None:
        """Read one file: its document, or the rows of a table."""
        name, ending = PurePosixPath(file.path).name, PurePosixPath(file.path).suffix.lower()
        try:
            if file.path.lower() in SETTINGS:
                raise RefusedError(f"not read under this name: call it {file.path.lower()}, in small letters")
            if why := not_read(name, ending, READ):
                raise RefusedError(why)
            if ending in TEXTS:
                self._read_text(document, file)
            elif ending in PACKED:
                self._read_packed(document, file, PACKED[ending], extractor)
            else:
                self._read_table(document, file, ending)
        except (RefusedError, ValueError) as error:
            self.skipped.append(Skipped(file.path, str(error), False))

    def _read_text(self, document: str, file: Found) -> None:
        raw = read_bytes(file.location, limit=self.limits.text_bytes)
        encoding = self._stated(document, file, "encoding")
        if not encoding and (why := no_text(raw)):
            raise RefusedError(why)
        decoded = decode(raw, encoding=encoding)
        self._add(Source(document, file.path, decoded.text, digest(raw)), decoded.warnings)

    def _read_packed(self, document: str, file: Found, kind: str, extractor: Extractor) -> None:
        raw = read_bytes(file.location, limit=self.limits.packed_bytes)
        if kind == "html" and (why := no_text(raw)):
            raise RefusedError(why)
        if not raw:
            raise RefusedError("empty")
        found = extractor.extract(kind, raw, encoding=self._stated(document, file, "encoding"))
        self._add(Source(document, file.path, found.text, digest(raw), found.found, found.anchors), found.warnings)

    def _read_table(self, document: str, file: Found, ending: str) -> None:
        encoding, column = self._stated(document, file, "encoding"), self._stated(document, file, "text_column")
        if self.one is not None:
            try:
                with opened(file.location) as content:
                    table = read_slice(content, ending, self.one, text=column, names=self.names)
            except OSError as error:
                raise RefusedError(reason_of(error)) from None
        else:
            raw = read_bytes(file.location, limit=self.limits.table_bytes)
            table = read_table(raw, ending, encoding=encoding, text=column, limits=self.limits)
        self.table_names[file.path] = table.names
        for remark in table.remarks:
            path = f"{file.path}#{remark.row}" if remark.row else file.path
            self.skipped.append(Skipped(path, remark.reason, remark.loaded))
        self.columns |= dict.fromkeys(table.columns)
        for row in table.rows:
            self._add_row(row, file)
        if not table.rows:
            raise RefusedError("no rows")

    def _add_row(self, row: Row, file: Found) -> None:
        path = f"{file.path}#{row.number}"
        own = row.document
        if own in self.sources or own in self.taken:
            self.skipped.append(Skipped(path, f"the id {own!r} is taken: it is called {path}", True))
            own = ""
        own = own or path
        if self._add(Source(own, path, row.text, digest(row.text.encode())), ()):
            self.rows[own] = row.cells

    def add_text(self, document: str, text: str, facts: Mapping[str, str] | None = None) -> None:
        """Add a text in memory."""
        if not isinstance(text, str) or not isinstance(document, str):
            raise AnalysisError(f"the text of {document!r} is no string", do="give strings as ids and as texts")
        fixed, warnings = fixed_steps(text)
        path = shown(document)
        if self._add(Source(path, "", fixed, digest(fixed.encode())), warnings):
            self.rows[path] = facts or {}

    def _add(self, source: Source, warnings: Iterable[str]) -> bool:
        path = source.path or source.document
        if not source.text.strip():
            self.skipped.append(Skipped(path, "empty", False))
            return False
        if source.document in self.sources:  # an id of a row that is also the path of a file that comes later
            self.skipped.append(Skipped(path, f"the id {source.document!r} is taken", False))
            return False
        self.sources[source.document] = source
        self.skipped += [Skipped(path, warning, True) for warning in warnings]
        return True

    def _stated(self, document: str, file: Found, column: str) -> str:
        rows = self.known.rows
        return (rows.get(document) or rows.get(file.path) or {}).get(column, "")

    def finish(self) -> Reading:
        """Everything in natural order; what metadata.csv says of documents that were not loaded is named."""
        sources = sorted(self.sources.values(), key=lambda source: natural_key(source.document))
        paths = {source.path: source.document for source in sources}
        tables = {source.path.rpartition("#")[0] for source in sources if "#" in source.path}
        facts: dict[str, Mapping[str, str]] = {}
        for named, line in self.known.lines.items():
            document = named if named in self.sources else paths.get(named, "")
            if document in facts:
                reason = f"line {line}: an earlier line is about {document!r} already, and stands"
                self.skipped.append(Skipped(stated.NAME, reason, False))
            elif document:
                facts[document] = self.known.rows[named]
            elif named not in tables and self.is_whole:
                self.skipped.append(unknown_document(named, line))
        if not sources and self.is_whole:
            self.skipped.append(Skipped(".", "no document was found", False))
        columns = [name for name in self.columns if name != "text_column"]
        merged = [self._merged(source.document, facts.get(source.document, {}), columns) for source in sources]
        index = pd.Index([source.document for source in sources], name="document", dtype=object)
        table = pd.DataFrame(merged, index=index, columns=columns, dtype=object)
        skipped = tuple(sorted(self.skipped, key=lambda one: natural_key(one.path)))
        return Reading(tuple(sources), skipped, table, self.table_names, self.events)

    def _merged(self, document: str, facts: Mapping[str, str], columns: Iterable[str]) -> list[str]:
        own = self.rows.get(document, {})
        return [facts.get(column) or own.get(column, "") for column in columns]


def named_files(found: Iterable[Found]) -> list[tuple[str, Found]]:
    """Each file of documents with its id: the path without its ending, with it where two are alike."""
    files = [file for file in found if file.path not in SETTINGS]
    short = [file.path.removesuffix(PurePosixPath(file.path).suffix) for file in files]
    often = Counter(short)
    return [(file.path if often[name] > 1 else name, file) for name, file in zip(short, files, strict=True)]


def _progress(files: list[tuple[str, Found]]) -> Iterable[tuple[str, Found]]:
    from tqdm import tqdm

    return cast("Iterable[tuple[str, Found]]", tqdm(files, unit="file", delay=2, leave=False, disable=None))
