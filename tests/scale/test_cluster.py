"""The same numbers from two worker processes, also when one is killed, or a part cannot be read."""

import os
import signal
import time
from functools import partial

import pandas as pd
import pytest

import analysis
from analysis.scale import running
from analysis.scale.kept import code_version
from analysis.scale.reading import Outcome
from analysis.scale.running import LOST, Job, outcomes, part_bytes

from .conftest import made_texts, same, write

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def client():
    """Two worker processes on loopback."""
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, memory_limit="2GB"
    )
    with cluster, distributed.Client(cluster) as client:
        yield client


def measures(themes):
    return [
        partial(analysis.term_frequencies, by="party"),
        partial(analysis.theme_weights, themes=themes),
        analysis.date_mentions,
        partial(analysis.timeline, themes=themes),
    ]


def all_same(tables, whole, themes):
    for table, measure in zip(tables, measures(themes), strict=True):
        function = getattr(measure, "func", measure)
        same(table, function(whole, **getattr(measure, "keywords", {})))


def test_two_workers_give_the_numbers_of_the_whole(client, speeches, seed_themes):
    parts = analysis.open_partitions(speeches[0], size=3000, client=client)
    all_same(parts.measure_all(measures(seed_themes)), speeches[1], seed_themes)
    same(parts.measure(analysis.passages, "coal", sort="left"), analysis.passages(speeches[1], "coal", sort="left"))


def test_a_worker_that_is_killed_costs_no_number(client, tmp_path, seed_themes):
    path = write(tmp_path / "t.jsonl", made_texts(200, seed=5))
    whole = analysis.read_corpus(path)
    parts = analysis.open_partitions(path, size=2500, client=client)
    assert len(parts.parts) > 12
    done, put = [], parts._kept.put

    def put_and_kill(key, content):
        put(key, content)
        done.append(key)
        if len(done) == 8:  # in the middle of the pieces
            os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)

    parts._kept.put = put_and_kill
    before = set(client.run(os.getpid).values())
    all_same(parts.measure_all(measures(seed_themes)), whole, seed_themes)
    assert len(done) == len(set(done))  # no part was counted twice
    deadline = time.monotonic() + 60
    while len(client.scheduler_info(n_workers=-1)["workers"]) < 2 and time.monotonic() < deadline:
        time.sleep(0.2)
    assert set(client.run(os.getpid).values()) != before
    pd.testing.assert_frame_equal(parts.skipped, whole.skipped)


def test_a_poisoned_part_is_told_and_stops_nothing(client, tmp_path):
    rows = made_texts(30, seed=7)
    write(tmp_path / "a.parquet", rows[:15])
    damaged = bytearray(write(tmp_path / "b.parquet", rows[15:]).read_bytes())
    damaged[4:400] = bytes(396)
    (tmp_path / "b.parquet").write_bytes(damaged)
    (tmp_path / "c.parquet").write_bytes(b"PAR1 no table")
    parts = analysis.open_partitions(tmp_path, size=600, client=client)
    terms = parts.measure(analysis.term_frequencies)
    told = parts.skipped.set_index("path")
    assert not told.loaded.any()
    assert set(told.index) >= {"b.parquet", "c.parquet"}
    whole = analysis.read_corpus(tmp_path)
    assert len(parts.documents) >= 15
    assert set(whole.ids) <= set(parts.documents.index)
    assert terms["count"].sum() == parts.documents["words"].sum()


def test_parts_are_small_where_workers_have_little_memory(client):
    assert part_bytes(client, 16_000_000) == 16_000_000
    assert part_bytes(client, 200_000_000) == 2_000_000_000 // 50
    assert part_bytes(None, 200_000_000) == 200_000_000


def test_a_corpus_of_one_part_is_cut_so_that_each_worker_has_some(client, tmp_path):
    rows = [{"id": f"d{n}", "text": "Coal. " * 50_000} for n in range(20)]  # 6 MB: two workers, parts of at least one
    path = write(tmp_path / "t.jsonl", rows)
    assert len(analysis.open_partitions(path).parts) == 1
    assert 4 <= len(analysis.open_partitions(path, client=client).parts) <= 6


def test_workers_without_the_package_are_told_at_once(client, monkeypatch):
    monkeypatch.setattr(running, "PACKAGE", "no_such_package")
    with pytest.raises(analysis.AnalysisError, match="a worker cannot import this package"):
        list(outcomes([Job(1, 1, print, ())], client, "parts"))


def test_a_part_that_kills_every_worker_is_told_and_stops_nothing(client):
    def die():  # within the test, for workers cannot import a module of tests
        os.kill(os.getpid(), signal.SIGKILL)

    def fine(number):
        return Outcome(reason=str(number), code=code_version())

    jobs = [Job(1, 1, fine, (1,)), Job(2, 1, die, ()), Job(3, 1, fine, (3,))]
    told = dict(outcomes(jobs, client, "parts"))
    assert (told[1].reason, told[3].reason, told[2].reason) == ("1", "3", LOST)
