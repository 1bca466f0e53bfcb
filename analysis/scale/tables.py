"""Tables as bytes, for the way from a worker and for the cache: Arrow behind a checksum, and never a pickle."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping

import pandas as pd
import pyarrow as pa

Tables = Mapping[str, pd.DataFrame]


def to_arrow(table: pd.DataFrame) -> pa.Table:
    """A table as Arrow, its `attrs` among the metadata as JSON."""
    bare = pd.DataFrame(table, copy=False)
    bare.attrs = {}
    attrs = json.dumps(table.attrs).encode()
    found = pa.Table.from_pandas(bare, preserve_index=False)
    return found.replace_schema_metadata({**(found.schema.metadata or {}), b"attrs": attrs})


def from_arrow(found: pa.Table) -> pd.DataFrame:
    """The table that `to_arrow` was given."""
    table = found.to_pandas(use_threads=len(found) > 100_000)
    table.attrs = json.loads((found.schema.metadata or {}).get(b"attrs", b"{}"))
    return table


def to_bytes(tables: Tables) -> bytes:
    """Named tables, one behind the other, compressed; a sha256 in front vouches for them.

    >>> table = pd.DataFrame({"term": ["a"], "count": [1]})
    >>> from_bytes(to_bytes({"counts": table}))["counts"].equals(table)
    True
    """
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    for name, table in tables.items():
        arrow = to_arrow(table)
        arrow = arrow.replace_schema_metadata({**arrow.schema.metadata, b"name": name.encode()})
        with pa.ipc.new_stream(sink, arrow.schema, options=options) as writer:
            writer.write_table(arrow)
    content = sink.getvalue().to_pybytes()
    return hashlib.sha256(content).digest() + content


def is_whole(content: bytes) -> bool:
    """Whether bytes are as `to_bytes` made them."""
    return len(content) >= 32 and hashlib.sha256(memoryview(content)[32:]).digest() == content[:32]


def from_bytes(
    content: bytes, only: Collection[str] | None = None, columns: Collection[str] | None = None
) -> dict[str, pd.DataFrame]:
    """The tables, or `only` some of them, with all `columns` or those of the named that there are. Raises ValueError
    where a byte is not as it was."""
    if not is_whole(content):
        raise ValueError("the bytes are damaged")
    source = pa.BufferReader(pa.py_buffer(content).slice(32))
    tables = {}
    while source.tell() < source.size():
        with pa.ipc.open_stream(source) as reader:
            name = reader.schema.metadata[b"name"].decode()
            found = reader.read_all()
        if only is None or name in only:
            known = found.column_names if columns is None else [name for name in found.column_names if name in columns]
            tables[name] = from_arrow(found.select(known))
    return tables
