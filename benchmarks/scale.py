"""What many documents cost, in one process and with two workers: `python -m benchmarks.scale`.

Makes documents of 3 KB (or repeats those of `--speeches file.parquet`, columns `text` and `published`, with small
seeded changes), each run in a process of its own; writes benchmarks/SCALE.md. A million: `--documents 1000000 --add`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import analysis
from benchmarks.corpora import TYPES, make_text, make_types, steps_of
from benchmarks.one_run import resident

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build" / "bench"
RUNS = BUILD / "scale.jsonl"
BLOCK = 5_000  # documents of a row group
BYTES = 3_000
SAID = (
    "In {year} clean energy grew, and electric vehicles will follow by {later}.",
    "The talks on climate change of {month} {year} were bilateral.",
    "Solar power and wind power doubled since {year}.",
    "Prices rose on {day} {month} {year}, said the automaker.",
)
MONTHS = ("January", "March", "May", "August", "October", "December")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", default="10000,100000", help="how many, with commas")
    options.add_argument("--workers", default="0,2", help="0 is one process without a cluster")
    options.add_argument("--dates", default="no,yes")
    options.add_argument("--speeches", type=Path, help="repeat these texts up to 11,000 speeches, 200 MB")
    options.add_argument("--add", action="store_true", help="keep the runs that were measured before")
    options.add_argument("--one", nargs=3, metavar=("PATH", "WORKERS", "DATES"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        print(json.dumps(run(Path(chosen.one[0]), int(chosen.one[1]), chosen.one[2] == "yes")))
        return
    BUILD.mkdir(parents=True, exist_ok=True)
    if not chosen.add:
        RUNS.unlink(missing_ok=True)
    for path in corpora(chosen.documents, chosen.speeches):
        for workers in chosen.workers.split(","):
            for dates in chosen.dates.split(","):
                command = [sys.executable, "-m", "benchmarks.scale", "--one", str(path), workers, dates]
                done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
                if done.returncode:
                    raise SystemExit(f"{command}:\n{done.stderr}")
                print(line := done.stdout.splitlines()[-1], flush=True)
                with RUNS.open("a") as file:
                    file.write(line + "\n")
    write_report()


def corpora(documents: str, speeches: Path | None) -> Iterator[Path]:
    if speeches:
        yield make_speeches(BUILD / "speeches.parquet", speeches)
        return
    for number in documents.split(","):
        yield make_documents(BUILD / f"documents-{number}.parquet", int(number))


def make_documents(path: Path, number: int) -> Path:
    """Generated documents of 3 KB with dates, themes and a day of publication; block by block, each with its seed."""
    if path.exists():
        return path
    types = make_types(np.random.default_rng(29))
    capitals, steps = np.array([word.capitalize() for word in types], dtype=object), steps_of(TYPES)
    part = path.with_suffix(".part")
    schema = pa.schema({"document": pa.string(), "text": pa.large_string(), "published": pa.string()})
    with pq.ParquetWriter(part, schema) as writer:
        for first in range(0, number, BLOCK):
            draw, said = np.random.default_rng([29, first]), random.Random(first)
            names, texts, days = [], [], []
            running, at = "", 0
            for document in range(first, min(first + BLOCK, number)):
                if at + BYTES > len(running):
                    running, at = make_text(types, capitals, steps, draw), 0
                texts.append(running[at : at + BYTES - 200] + "\n\n" + " ".join(sentences(said)))
                at += BYTES - 200
                names.append(f"d{document:08}")
                days.append(f"{said.randint(2010, 2024)}-{said.randint(1, 12):02}-{said.randint(1, 28):02}")
            writer.write_table(pa.table([names, texts, days], schema=schema), row_group_size=BLOCK)
    part.replace(path)
    return path


def sentences(said: random.Random) -> Iterator[str]:
    for sentence in said.sample(SAID, 3):
        year = said.randint(2005, 2024)
        yield sentence.format(year=year, later=year + 9, month=said.choice(MONTHS), day=said.randint(1, 28))


def make_speeches(path: Path, given: Path, *, number: int = 11_000, megabytes: int = 200) -> Path:
    """Real speeches, cut and repeated: in each repetition one word in fifty is another of the same speech."""
    if path.exists():
        return path
    table = pq.read_table(given, columns=["text", "published"])
    days, said = [str(day) for day in table["published"].to_pylist()], random.Random(29)
    size = megabytes * 1_000_000 // number
    pieces = [
        (day, text[at : at + size])
        for day, text in zip(days, table["text"].to_pylist(), strict=True)
        for at in range(0, max(len(text) - size // 2, 1), size)
    ]
    part = path.with_suffix(".part")
    schema = pa.schema({"document": pa.string(), "text": pa.large_string(), "published": pa.string()})
    with pq.ParquetWriter(part, schema) as writer:
        for first in range(0, number, 500):
            rows = []
            for document in range(first, min(first + 500, number)):
                day, text = pieces[document % len(pieces)]
                rows.append((f"s{document:06}", changed(text, said) if document >= len(pieces) else text, day))
            writer.write_table(pa.table([list(column) for column in zip(*rows, strict=True)], schema=schema))
    part.replace(path)
    return path


def changed(text: str, said: random.Random) -> str:
    words = text.split(" ")
    for place in said.sample(range(len(words)), len(words) // 50):
        words[place] = said.choice(words)
    return " ".join(words)


def run(path: Path, workers: int, dates: bool) -> dict[str, Any]:
    """The main measures once: seconds, and the peak of memory of this process and of all workers."""
    from analysis.language.words import warm

    themes = analysis.read_themes(ROOT / "seeds" / "themes.toml")
    warm()
    client = None
    if workers:
        from distributed import Client, LocalCluster

        cluster = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, memory_limit="4GB")
        client = Client(cluster)
        client.run(warm)
    out = Path(tempfile.mkdtemp(dir=BUILD))
    start, spent = time.perf_counter(), time.process_time()
    parts = analysis.open_partitions(path, client=client)
    measures = [
        analysis.term_frequencies,
        partial(analysis.tf_idf, to=out / "tf_idf.parquet"),
        partial(analysis.theme_mentions, themes=themes, to=out / "mentions.parquet"),
        partial(analysis.theme_weights, themes=themes, to=out / "weights.parquet"),
        partial(analysis.timeline, themes=themes),
        *([partial(analysis.date_mentions, to=out / "dates.parquet")] if dates else []),
    ]
    tables = parts.measure_all(measures)
    seconds, cpu = time.perf_counter() - start, time.process_time() - spent
    peaks = [resident("VmHWM"), *(client.run(resident, "VmHWM").values() if client else [])]
    found = {
        "corpus": path.stem,
        "documents": len(parts.merged.ids),
        "bytes": sum(
            pq.read_metadata(path).row_group(n).total_byte_size for n in range(pq.read_metadata(path).num_row_groups)
        ),
        "parts": len(parts.parts),
        "words": parts.merged.words.total,
        "terms": len(tables[0]),
        "workers": workers,
        "dates": dates,
        "seconds": round(seconds, 1),
        "cpu": round(cpu + sum(client.run(time.process_time).values() if client else []), 1),
        "peak": max(peaks),
        "all": sum(peaks),
    }
    shutil.rmtree(out)
    if client:
        client.close()
        cluster.close()
    return found


def write_report() -> None:
    """benchmarks/SCALE.md from all runs that are kept."""
    runs = [json.loads(line) for line in RUNS.read_text().splitlines()]
    lines = ["# What many documents cost", "", machine(), "", EXPLAINED, ""]
    lines += ["| corpus | documents | MB | workers | dates | seconds | of CPU | largest process, GB | all, GB |"]
    lines += ["|---|--:|--:|--:|---|--:|--:|--:|--:|"]
    for one in runs:
        lines.append(
            f"| {one['corpus']} | {one['documents']:,} | {one['bytes'] / 1e6:,.0f} | {one['workers'] or 'none'} | "
            f"{'with' if one['dates'] else 'without'} | {one['seconds']:,.1f} | {one['cpu']:,.1f} | "
            f"{one['peak'] / 1e9:.2f} | {one['all'] / 1e9:.2f} |"
        )
    lines += ["", *growth(runs), "", "## On paper: a hundred million documents", "", *on_paper(runs), ""]
    (ROOT / "benchmarks" / "SCALE.md").write_text("\n".join(lines), encoding="utf-8")


EXPLAINED = (
    "The main measures from one reading of the parts: words with their dispersion, TF-IDF, mentions of the themes and "
    "their weights by document (the rows of these three written to parquet), the timeline, and where it says so the "
    "dates told (to parquet). Each run in processes of its own, kernels compiled before; the clock runs from opening "
    "the file to the last table. Memory is the largest resident size of this process and of each worker. Each process, "
    "the only one or a worker, cuts words in two threads where there are two cores, and does the rest in one."
)


def machine() -> str:
    load = os.getloadavg()[2]
    shared = (
        " Other work shared the machine meanwhile: only the seconds of CPU compare."
        if load > (os.cpu_count() or 1)
        else ""
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"Measured with `python -m benchmarks.scale`: {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}. Load average over the last 15 minutes: {load:.1f}.{shared}"
    )


def growth(runs: list[dict[str, Any]]) -> list[str]:
    """How time and memory grow from each size to the next, in otherwise equal runs."""
    lines = ["| workers | dates | documents | × documents | × seconds | × CPU | × largest process |"]
    lines.append("|--:|---|---|--:|--:|--:|--:|")
    made = [one for one in runs if one["corpus"].startswith("documents")]
    for small in made:
        alike = [one for one in made if all(one[key] == small[key] for key in ("workers", "dates"))]
        larger = [one for one in alike if one["documents"] > small["documents"]]
        for one in sorted(larger, key=lambda one: one["documents"])[:1]:
            ratios = [one[key] / small[key] for key in ("documents", "seconds", "cpu", "peak")]
            told = " | ".join(f"{ratio:.1f}" for ratio in ratios)
            dates = "with" if one["dates"] else "without"
            sizes = f"{small['documents']:,} → {one['documents']:,}"
            lines.append(f"| {one['workers'] or 'none'} | {dates} | {sizes} | {told} |")
    return lines


def on_paper(runs: list[dict[str, Any]]) -> list[str]:
    """What the largest run says of a hundred million documents; where that breaks is reckoned, not measured."""
    largest = max((one for one in runs if not one["dates"]), key=lambda one: (one["documents"], -one["workers"]))
    each = largest["cpu"] / largest["documents"]
    hours = each * 1e8 / 3600
    text = ON_PAPER.format(
        documents=largest["documents"],
        milliseconds=1000 * each,
        hours=hours,
        on_many=hours / 64,
        rate=300e9 / (hours / 64 * 3600) / 1e6,
        words=largest["words"] / largest["documents"] / 10,
    )
    return text.strip().splitlines()


ON_PAPER = """
From the run of {documents:,} documents ({milliseconds:.2f} ms of CPU each): a hundred million documents of 3 KB are
300 GB of text and {hours:,.0f} hours of CPU without dates, {on_many:,.1f} hours on 64 cores if storage gives them
{rate:,.0f} MB/s. The parts do not care: some 20,000 of them, each read, counted and let go; a lost worker costs one.

What grows is what one process puts together at the end. In the order in which it would break:

1. **The list of documents.** Ids, hashes, facts and what a timeline counts are held in the process that asks: reckoned
   at 300 bytes a document, 30 GB. It would have to stay in the parts.
2. **Dispersion.** Its sums are whole numbers below 2⁶³, count × words of the corpus. A word that is 6 % of all passes
   that at 12 billion words; a hundred million documents have {words:,.0f} billion. It would need 128 bits.
3. **The end is one process.** Vocabulary, sums and TF-IDF rows are finished part after part where the question was
   asked; on many cores that takes longer than the reading. It would have to become a tree of merges on the workers.
4. **Rows.** TF-IDF has one for each document and term in it, tens of billions: a table for a database.

All of this section is reckoned from the rates above. Clusters over SSH or Kubernetes and object stores were not run.
"""


if __name__ == "__main__":
    main()
