"""Objects of a store: what is below a location, and what is said where the store cannot be opened."""

import pytest

from analysis.documents.folders import read_bytes
from analysis.documents.refused import RefusedError
from analysis.documents.remote import remote_files
from analysis.errors import AnalysisError

fsspec = pytest.importorskip("fsspec")


def test_a_store_that_nobody_knows_is_told_with_what_to_install() -> None:
    with pytest.raises(AnalysisError, match="klingon:// cannot be opened") as caught:
        remote_files("klingon://bucket/news")
    assert 'pip install "analysis[cluster]"' in caught.value.do


def test_hidden_objects_are_left_out_and_a_large_one_is_refused() -> None:
    store = fsspec.filesystem("memory")
    for name in ("a.txt", ".hidden.txt", "deep/.git/b.txt", "deep/c.txt"):
        store.pipe(f"/kept/{name}", b"Green cars.")
    try:
        assert sorted(inside for _, inside, _ in remote_files("memory://kept")) == ["a.txt", "deep/c.txt"]
        assert read_bytes("memory://kept/a.txt", limit=11) == b"Green cars."
        with pytest.raises(RefusedError, match="larger than the limit of 10 bytes"):
            read_bytes("memory://kept/a.txt", limit=10)
    finally:
        store.rm("/kept", recursive=True)
