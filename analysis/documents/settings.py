"""The files beside the documents that are no documents: what metadata.csv and events.csv say."""

from __future__ import annotations

from analysis.documents import metadata as stated
from analysis.documents.encoding import decode
from analysis.documents.folders import Found, read_bytes
from analysis.documents.limits import LIMITS, Limits
from analysis.documents.refused import RefusedError
from analysis.documents.sources import Skipped
from analysis.documents.unread import no_text
from analysis.errors import AnalysisError
from analysis.language.dates.events import Events, read_events

EVENTS = "events.csv"
SETTINGS = (stated.NAME, EVENTS, "themes.toml", "claims.toml")


def known_facts(file: Found, limits: Limits = LIMITS) -> stated.Metadata:
    """What a folder's metadata.csv states. Raises AnalysisError where it cannot be right."""
    raw = _content(file, stated.NAME, limits)
    try:
        return stated.read_metadata(raw)
    except ValueError as error:
        raise _unreadable(error, stated.NAME) from None


def known_events(file: Found, limits: Limits = LIMITS) -> tuple[Events, tuple[str, ...]]:
    """What an events.csv names, and warnings about the file. Raises AnalysisError where it cannot be right."""
    raw = _content(file, EVENTS, limits)
    try:
        decoded = decode(raw)
    except ValueError as error:
        raise _unreadable(error, EVENTS) from None
    return read_events(decoded.text, where=EVENTS), decoded.warnings


def unknown_document(named: str, line: int) -> Skipped:
    """A line of metadata.csv about a document that is not there."""
    return Skipped(stated.NAME, f"line {line}: there is no document {named!r}, or it was not loaded", False)


def _content(file: Found, name: str, limits: Limits) -> bytes:
    try:
        raw = read_bytes(file.location, limit=limits.table_bytes)
    except RefusedError as error:
        raise _unreadable(error, name) from None
    if no_text(raw):
        raise AnalysisError("it is no text", where=name, do="save it as CSV, in UTF-8, from the program that made it")
    return raw


def _unreadable(error: Exception, name: str) -> AnalysisError:
    return AnalysisError(str(error), where=name, do="save it as UTF-8, readable by you")
