"""Objects of a store (s3://, gs://, abfs://, hdfs:// …), opened by fsspec: installed with the extra `cluster`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO, cast

from analysis.errors import AnalysisError


def is_remote(location: str | Path) -> bool:
    """Whether a location names its protocol.

    >>> is_remote("s3://bucket/news"), is_remote("news/a.txt")
    (True, False)
    """
    return isinstance(location, str) and "://" in location


def store_of(location: str) -> tuple[Any, str]:
    """The store and the path inside it. Raises AnalysisError where fsspec, or its driver for the store, is missing."""
    try:
        import fsspec

        return cast("tuple[Any, str]", fsspec.core.url_to_fs(location))
    except (ImportError, ValueError) as error:
        raise AnalysisError(
            f"{location.partition('://')[0]}:// cannot be opened: {error}",
            where=location,
            do='install it: pip install "analysis[cluster]", and the driver of the store (s3fs, gcsfs, adlfs …)',
        ) from None


def remote_file(location: str) -> BinaryIO:
    """An object, open for reading."""
    store, path = store_of(location)
    return cast("BinaryIO", store.open(path, "rb"))


def remote_files(location: str) -> list[tuple[str, str, int]]:
    """Below a location or glob: of each object its location, its path below, its size; hidden ones are left out."""
    store, path = store_of(location)
    protocol = location.partition("://")[0]
    found = store.glob(path, detail=True) if any(sign in path for sign in "*?[") else store.find(path, detail=True)
    base = path.split("*")[0].split("?")[0].split("[")[0] if "*" in path or "?" in path or "[" in path else path
    base = base.rsplit("/", 1)[0] if base != path else path
    files = []
    for name, about in found.items():
        inside = name.removeprefix(base).lstrip("/") or name.rsplit("/", 1)[-1]
        if about["type"] == "file" and not any(piece.startswith(".") for piece in inside.split("/")):
            files.append((f"{protocol}://{name.lstrip('/')}", inside, int(about["size"] or 0)))
    return files
