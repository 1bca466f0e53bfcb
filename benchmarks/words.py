"""How fast words are counted, beside the libraries one would otherwise take: `python -m benchmarks.words`.

Makes its corpora (or takes `--corpus file.parquet`, a column `text`), installs the peers into build/bench-venv, runs
all contenders in turn, each in a process of its own, several rounds; writes benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import resource
import statistics
import subprocess
import sysconfig
import time
import venv
from collections.abc import Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.contenders import CONTENDERS
from benchmarks.corpora import make_corpus

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build" / "bench"
PEERS = ROOT / "build" / "bench-venv"
NAMES = ("polars", "duckdb", "spacy", "tantivy")
OURS, FLOOR = "ours, 1 thread", "wc -w"
SLOW = {"spaCy blank": 1, "TfidfVectorizer": 30}
"""Contenders that are measured up to this many megabytes only."""

Run = dict[str, float]
Rounds = dict[str, list[Run]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default="1,30,300", help="megabytes, with commas")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--corpus", type=Path, help="a parquet file with a column `text`, in place of the made ones")
    options.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "RESULTS.md")
    chosen = options.parse_args()
    python = install_peers()
    if chosen.corpus:
        corpora = {chosen.corpus.stem: chosen.corpus}
    else:
        sizes = [int(size) for size in chosen.sizes.split(",")]
        corpora = {f"{size} MB": make_corpus(BUILD / f"corpus-{size}.parquet", megabytes=size) for size in sizes}
    check_counts()
    results = {name: run_rounds(python, path, chosen.rounds) for name, path in corpora.items()}
    phrases = run_json(python, "benchmarks.phrases", str(list(corpora.values())[-1]), str(chosen.rounds))
    chosen.out.write_text(report(results, phrases, chosen.rounds), encoding="utf-8")


def install_peers() -> Path:
    """The python of a virtual environment that sees this project's libraries and has the peers besides."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        venv.create(PEERS, with_pip=True)
        place = subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        Path(place.stdout.strip(), "project.pth").write_text(sysconfig.get_path("purelib"))
    subprocess.run([python, "-m", "pip", "install", "-q", *NAMES], check=True, stderr=subprocess.DEVNULL)
    return python


def check_counts() -> None:
    """Ours counts what CountVectorizer counts when it is given the same words."""
    from sklearn.feature_extraction.text import CountVectorizer

    from analysis.language.words import index_words, words

    texts = pq.read_table(make_corpus(BUILD / "corpus-1.parquet", megabytes=1))["text"].to_pylist()
    vectorizer = CountVectorizer(analyzer=lambda text: [term for _, _, term in words(text)])
    theirs, found = vectorizer.fit_transform(texts), index_words(texts)
    if vectorizer.get_feature_names_out().tolist() != found.terms.tolist() or (theirs != found.counts()).nnz:
        raise SystemExit("the counts differ from those of CountVectorizer over the same words")


def run_rounds(python: Path, path: Path, rounds: int) -> Rounds:
    """All contenders in turn, again and again."""
    plain = BUILD / f"{path.stem}.txt"
    if not plain.exists():
        plain.write_text("\n".join(pq.read_table(path)["text"].to_pylist()), encoding="utf-8")
    megabytes = plain.stat().st_size / 1e6
    names = [name for name in CONTENDERS if megabytes <= 1.2 * SLOW.get(name, 10**9)]
    found: Rounds = {name: [] for name in [*names, FLOOR]}
    for _ in range(rounds):
        for name in names:
            found[name].append(run_json(python, "benchmarks.one_run", name, str(path)))
        found[FLOOR].append(run_wc(plain))
    return found


def run_json(python: Path, module: str, *arguments: str) -> Run:
    done = subprocess.run([python, "-m", module, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{module} {arguments}:\n{done.stderr}")
    parsed: Run = json.loads(done.stdout.splitlines()[-1])
    return parsed


def run_wc(plain: Path) -> Run:
    start, spent = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(["wc", "-w", plain], check=True, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - spent.ru_utime - spent.ru_stime
    return {"seconds": seconds, "cpu": cpu, "bytes": plain.stat().st_size, "peak": 0, "terms": 0}


def report(results: dict[str, Rounds], phrases: Run, rounds: int) -> str:
    lines = ["# How fast words are counted", "", *machine(), "", *explained(rounds)]
    for corpus, found in results.items():
        lines += ["", f"## {corpus}", "", *table(found)]
    lines += ["", "## Growth", "", *growth(results), "", "## Phrases and single words", "", *about_phrases(phrases), ""]
    return "\n".join(lines)


def machine() -> list[str]:
    cpu = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.processor(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{name} {peer_version(name)}" for name in ("numba", "numpy", "scikit-learn", *NAMES))
    day = datetime.date.today()
    return [
        f"Measured on {day.day} {day:%B %Y} with `make bench`: {cpu}, {os.cpu_count()} cores, {memory:.0f} GB, "
        f"{platform.system()} {platform.release().split('-')[0]}, Python {platform.python_version()}, {libraries}. "
        f"Load average over the last 15 minutes: {os.getloadavg()[2]:.1f}. Where that is above the number of cores, "
        "other work shared the machine: the seconds are too high for all, and only the seconds of CPU compare."
    ]


def peer_version(name: str) -> str:
    found = next(iter(PEERS.glob(f"lib/python*/site-packages/{name}-*.dist-info")), None)
    return found.name.removeprefix(f"{name}-").removesuffix(".dist-info") if found else version(name)


def explained(rounds: int) -> list[str]:
    return [
        f"Medians of {rounds} rounds; in each round every contender runs once, in turn, in a process of its own. The "
        "clock runs from the text column in memory to counts per document and a sorted vocabulary; loading, imports "
        "and a warm-up on two sentences are outside it. Ours follows the word rules of UAX #29 and keeps the offsets "
        "of every word; the peers take `\\w\\w+` without offsets and use the threads they choose. “Times ours” is the "
        "median over rounds of (its seconds / ours on one thread). Memory is the peak beyond the text itself. `wc -w` "
        "reads the same text from a file in a UTF-8 locale and only counts: the floor. Given the same words, ours and "
        "CountVectorizer count the same (checked before the clock starts).",
    ]


def table(found: Rounds) -> list[str]:
    lines = ["| | seconds | of CPU | MB/s | times ours | memory, MB | terms |", "|---|--:|--:|--:|--:|--:|--:|"]
    for name, runs in found.items():
        seconds, cpu = (statistics.median(run[kind] for run in runs) for kind in ("seconds", "cpu"))
        peak = statistics.median(run["peak"] for run in runs) / 1e6
        terms = f"{runs[0]['terms']:,.0f}" if runs[0]["terms"] else ""
        speed = runs[0]["bytes"] / 1e6 / seconds
        memory = "" if name == FLOOR else f"{peak:,.0f}"
        ratio = times(found, name)
        lines.append(f"| {name} | {seconds:.3f} | {cpu:.3f} | {speed:.1f} | {ratio:.2f} | {memory} | {terms} |")
    return lines


def times(found: Rounds, name: str) -> float:
    pairs = zip(found[name], found[OURS], strict=True)
    return statistics.median(theirs["seconds"] / mine["seconds"] for theirs, mine in pairs)


def growth(results: dict[str, Rounds]) -> list[str]:
    rows = list(results.items())
    lines = ["| | " + " | ".join(f"{small} → {large}" for (small, _), (large, _) in pairs(rows)) + " |"]
    lines.append("|---|" + "--:|" * (len(rows) - 1))
    for name in [*CONTENDERS, FLOOR]:
        cells = []
        for (_, small), (_, large) in pairs(rows):
            if name in small and name in large:
                ratio = [statistics.median(run["seconds"] for run in found[name]) for found in (small, large)]
                cells.append(f"{ratio[1] / ratio[0]:.1f}")
            else:
                cells.append("")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines if len(rows) > 1 else ["One corpus only."]


def pairs(rows: Sequence[tuple[str, Rounds]]) -> list[tuple[tuple[str, Rounds], tuple[str, Rounds]]]:
    return list(pairwise(rows))


def about_phrases(phrases: Run) -> list[str]:
    return [
        f"In the largest corpus, {phrases['words'] / 1e6:.1f} million words: 200 phrases of one to three words, "
        f"{phrases['matches']:,.0f} matches, in {phrases['seconds']:.3f} s; 10,000 phrases, "
        f"{phrases['matches_many']:,.0f} matches, in {phrases['seconds_many']:.3f} s; all places of one word "
        f"({phrases['places']:,.0f}) in {1000 * phrases['seconds_word']:.0f} ms. Medians again."
    ]


if __name__ == "__main__":
    main()
