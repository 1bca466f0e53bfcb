"""One contender, one corpus, one process: time, peak of memory beyond the text, number of terms, as JSON."""

from __future__ import annotations

import gc
import json
import re
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.contenders import CONTENDERS

WARM = ["A few words, so that nothing loads or compiles inside the clock.", "Zürich’s second document"]


def main(name: str, path: str) -> None:
    """Load, warm up, measure, print."""
    texts = pq.read_table(path, columns=["text"])["text"].to_pylist()
    pa.default_memory_pool().release_unused()
    contender = CONTENDERS[name]
    contender.count(contender.prepare(WARM))
    column = contender.prepare(texts)
    size = sum(len(text.encode()) for text in texts)
    del texts
    gc.collect()
    before = resident("VmRSS")
    forget_peak()
    start, spent = time.perf_counter(), time.process_time()
    terms = contender.count(column)
    seconds, cpu = time.perf_counter() - start, time.process_time() - spent
    peak = resident("VmHWM") - before
    print(json.dumps({"seconds": seconds, "cpu": cpu, "bytes": size, "peak": peak, "terms": terms}))


def resident(kind: str) -> int:
    """Bytes of this process: now (VmRSS), or at most since the peak was forgotten (VmHWM)."""
    found = re.search(rf"{kind}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found.group(1)) * 1024 if found else 0


def forget_peak() -> None:
    """Let the peak begin again from what is resident now (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")


if __name__ == "__main__":
    main(*sys.argv[1:])
