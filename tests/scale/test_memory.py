"""Memory over parts: what one part takes, and a little for each document; and workers that have too little of it."""

import json
import subprocess
import sys

import dask
import pytest

import analysis
from analysis.scale.running import LOST

from .conftest import write

distributed = pytest.importorskip("distributed")
EACH = 2_000  # bytes that may stay for each document, and for its share of what each part leaves
PROGRAM = """
import json, sys, tracemalloc
from functools import partial
from pathlib import Path
import analysis, pyarrow
from analysis.language.words import warm
warm()
path, themes, out = sys.argv[1], analysis.read_themes(sys.argv[2]), Path(sys.argv[3])
def measured():
    parts = analysis.open_partitions(path, size=40_000)
    return parts, parts.measure_all([
        analysis.term_frequencies,
        partial(analysis.tf_idf, to=out / "tf_idf.parquet"),
        partial(analysis.theme_mentions, themes=themes, to=out / "mentions.parquet"),
        partial(analysis.theme_weights, themes=themes, to=out / "weights.parquet"),
        partial(analysis.timeline, themes=themes, every="year"),
    ])
measured()  # what is loaded and kept once
tracemalloc.start()
kept = measured()
now, most = tracemalloc.get_traced_memory()
peak = most + pyarrow.total_allocated_bytes()
print(json.dumps({"documents": len(kept[0].merged.ids), "parts": len(kept[0].parts), "peak": peak}))
"""


def test_memory_grows_by_less_than_the_text(tmp_path):
    """Four times the documents, each of the same 3 KB."""
    text = "Clean energy grew, and electric vehicles will follow. Coal prices rose on 3 March, said the minister. " * 30
    peaks = {}
    for number in (100, 400):
        rows = [{"id": f"d{n}", "text": text, "published": f"{2010 + n % 5}"} for n in range(number)]
        path = write(tmp_path / f"{number}.jsonl", rows)
        command = [sys.executable, "-c", PROGRAM, str(path), "seeds/themes.toml", str(tmp_path)]
        found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        assert found["documents"] == number
        assert found["parts"] > number // 20
        peaks[number] = found["peak"]
    assert peaks[400] - peaks[100] < EACH * 300 < len(text) * 300


def test_a_part_beyond_the_memory_of_a_worker_is_told_and_the_others_are_counted_once(tmp_path):
    """Each try costs a worker its life, so one try is enough to be told."""
    rows = [{"id": f"d{n}", "text": f"Coal and wind {n}."} for n in range(60)]
    large = {"id": "large", "text": " ".join(f"w{n}" for n in range(6_000_000))}
    path = write(tmp_path / "t.jsonl", [*rows[:30], large, *rows[30:]])
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, memory_limit="500MB"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        parts = analysis.open_partitions(path, client=client, size=300)
        terms = parts.measure(analysis.term_frequencies).set_index("term")["count"]
        told = parts.skipped
        documents = parts.documents
    # A part that waited on the same worker may be lost with it, and is told as well.
    assert set(told["reason"]) == {LOST}
    assert not told["loaded"].any()
    assert "large" not in documents.index
    assert 30 <= len(documents) == terms["coal"]
