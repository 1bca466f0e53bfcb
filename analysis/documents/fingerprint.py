"""What names a corpus: one hash over what was read, what is stated of it, and how it was cleaned."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from itertools import islice

from analysis.language.dates.events import NO_EVENTS, Events

AT_ONCE = 10_000  # rows that stand in memory together


def fingerprint_of(
    hashes: Iterable[tuple[str, ...]],
    facts: Iterable[tuple[str, ...]],
    columns: Iterable[str],
    rules: tuple[str, ...],
    events: Events = NO_EVENTS,
) -> str:
    """What names a corpus: sha256 over each document's (id, sha256), what is stated of it (id, then `columns`), the
    cleaning rules, and the named events that the corpus adds.

    Rows come sorted by id as strings are, and are not held: there may be many.
    """
    digest = hashlib.sha256(f'{{"rules": {json.dumps(rules)}, "documents": ['.encode())
    _digest_rows(digest, hashes)
    digest.update(b'], "facts": [')
    _digest_rows(digest, facts)
    digest.update(f'], "columns": {json.dumps(list(columns))}'.encode())
    digest.update(f', "events": {json.dumps(sorted(events.rows))}}}'.encode() if events.rows else b"}")
    return digest.hexdigest()


def _digest_rows(digest: hashlib._Hash, rows: Iterable[tuple[str, ...]]) -> None:
    rest, between = iter(rows), b""
    while some := list(islice(rest, AT_ONCE)):
        digest.update(between + json.dumps(some)[1:-1].encode())
        between = b", "
