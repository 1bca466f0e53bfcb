"""Rows that go into a parquet file as they come, so that they never stand in memory together."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from analysis.errors import AnalysisError
from analysis.exports.atomic import check_writable, told
from analysis.scale.tables import to_arrow

if TYPE_CHECKING:
    import pyarrow.parquet as pq


@dataclass(frozen=True)
class Streamed:
    """A parquet file of measured rows, in the order of the parts. `pandas.read_parquet` reads it, or some columns."""

    path: str
    rows: int

    def __repr__(self) -> str:
        return f"{Path(self.path).name}: {self.rows:,} rows"


def stream(to: str | Path, tables: Iterator[pd.DataFrame], top: int | None) -> Streamed:
    """Write the tables one behind the other; an older file stays until the new one is whole."""
    if top is not None:
        raise AnalysisError("`to` writes all rows", where="top", do="leave out one of the two")
    path = Path(to)
    folder = check_writable(path.parent)
    half = folder / f".{secrets.token_hex(8)}.half"
    rows, writer = 0, None
    # The next rows are made while the last ones are compressed.
    with told(folder), ThreadPoolExecutor(1) as executor:
        written: Future[Any] = executor.submit(int)
        try:
            for table in tables:
                found = to_arrow(table)
                written.result()
                writer = writer or _writer(half, found.schema)
                written = executor.submit(writer.write_table, found.cast(writer.schema))
                rows += len(table)
            written.result()
            if writer:
                writer.close()
                half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    return Streamed(str(path), rows)


def _writer(half: Path, schema: pa.Schema) -> pq.ParquetWriter:
    import pyarrow.parquet as pq

    # Measured numbers hardly repeat: a dictionary of them costs time and saves nothing.
    repeated = [field.name for field in schema if not pa.types.is_floating(field.type)]
    return pq.ParquetWriter(half, schema, compression="zstd", use_dictionary=repeated)
