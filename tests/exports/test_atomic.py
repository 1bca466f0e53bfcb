"""A set of files is whole or absent, whatever happens to the process, the disk or the folder."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import tempfile
import time
from pathlib import Path

import pytest

from analysis.errors import AnalysisError
from analysis.exports.atomic import check_writable, settle, write_together

NAMES = ("chart.csv", "chart.json", "chart.png")


def version(folder: Path) -> set[bytes]:
    """The first bytes of each file: one element if all files are of one export."""
    return {(folder / name).read_bytes()[:1] for name in NAMES}


def in_children(task, *given) -> list[int]:
    """Run `task` with each of `given` in a forked process of its own, all at once, and give their exit codes."""
    children = []
    for one in given:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                task(one)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def in_child(task) -> int:
    """Run `task` in a forked process and give its exit code."""
    return in_children(lambda _: task(), None)[0]


def test_files_are_written_and_nothing_else_is_left(tmp_path):
    write_together(tmp_path / "new" / "exports", dict.fromkeys(NAMES, b"1"), last="chart.json")
    assert sorted(path.name for path in (tmp_path / "new" / "exports").iterdir()) == list(NAMES)


def test_obsolete_files_go(tmp_path):
    write_together(tmp_path, {"chart.png": b"1", "chart.json": b"1"})
    write_together(tmp_path, {"chart.json": b"2"}, obsolete=["chart.png", "chart.pdf"])
    assert [path.name for path in tmp_path.iterdir()] == ["chart.json"]


def test_killed_at_random_leaves_the_old_set_or_the_new(tmp_path):
    write_together(tmp_path, dict.fromkeys(NAMES, b"0" * 50_000))
    chance, seen, interrupted = random.Random(7), set(), 0
    for _ in range(100):
        child = os.fork()
        if child == 0:
            for number in range(1_000_000):
                content = b"%d" % (number % 9 + 1) * 50_000
                write_together(tmp_path, dict.fromkeys(NAMES, content), last="chart.json")
            os._exit(0)
        time.sleep(chance.uniform(0.005, 0.05))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for name in NAMES:  # whole, even before anything is repaired
            content = (tmp_path / name).read_bytes()
            assert content == content[:1] * 50_000
        interrupted += len(list(tmp_path.iterdir())) > len(NAMES)
        settle(tmp_path)
        assert len(version(tmp_path)) == 1
        assert sorted(path.name for path in tmp_path.iterdir()) == list(NAMES)
        seen |= version(tmp_path)
    assert len(seen) > 1  # otherwise no writer got anywhere, or none was killed at work, and the test said nothing
    assert interrupted > 10


def test_a_full_disk_leaves_the_old_set(tmp_path):
    write_together(tmp_path, dict.fromkeys(NAMES, b"old"))

    def export():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        with pytest.raises(AnalysisError, match="cannot be written"):
            write_together(tmp_path, {"chart.csv": b"new", "chart.json": b"new", "chart.png": b"x" * 10_000})

    assert in_child(export) == 0
    assert {(tmp_path / name).read_bytes() for name in NAMES} == {b"old"}
    assert sorted(path.name for path in tmp_path.iterdir()) == list(NAMES)


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="mounting a small disk needs root")
def test_a_small_disk_that_fills_leaves_the_old_set(tmp_path):
    import subprocess

    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        write_together(disk, dict.fromkeys(NAMES, b"old"))
        for size in (30_000, 100_000):
            with pytest.raises(AnalysisError, match="No space left"):
                write_together(disk, dict.fromkeys(NAMES, b"x" * size))
            assert {(disk / name).read_bytes() for name in NAMES} == {b"old"}
            assert sorted(path.name for path in disk.iterdir()) == list(NAMES)
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_content_may_follow_from_what_stands_there_while_two_write(tmp_path):
    def write(letter):
        for _ in range(30):
            write_together(tmp_path, {"list.txt": lambda held: held + letter})

    assert in_children(write, b"a", b"b") == [0, 0]
    assert sorted((tmp_path / "list.txt").read_bytes()) == sorted(b"a" * 30 + b"b" * 30)


def test_a_name_in_other_capitals_is_refused_and_the_same_name_is_not(tmp_path):
    write_together(tmp_path, {"Chart.csv": b"old"})
    write_together(tmp_path, {"Chart.csv": b"new"})
    with pytest.raises(AnalysisError, match="macOS and Windows"):
        write_together(tmp_path, {"a.csv": b"1", "chart.csv": b"1"})
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("Chart.csv", b"new")]


def test_a_folder_that_takes_no_files_is_told_before(tmp_path):
    with pytest.raises(AnalysisError, match="cannot be written"):
        check_writable("/proc/exports")
    (tmp_path / "file").write_text("")
    with pytest.raises(AnalysisError, match="file"):
        check_writable(tmp_path / "file")


@pytest.mark.skipif(os.geteuid() != 0, reason="becoming another user needs root")
def test_a_read_only_folder_is_told_before():
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o555)

    def export():
        os.setuid(65534)
        with pytest.raises(AnalysisError, match="Permission denied"):
            check_writable(folder)

    try:
        assert in_child(export) == 0
    finally:
        shutil.rmtree(folder)


def test_a_link_at_the_target_is_replaced_and_its_target_left_alone(tmp_path):
    precious = tmp_path / "precious.txt"
    precious.write_text("mine")
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "chart.csv").symlink_to(precious)
    write_together(folder, {"chart.csv": b"new"})
    assert precious.read_text() == "mine"
    assert not (folder / "chart.csv").is_symlink()
    assert (folder / "chart.csv").read_bytes() == b"new"


def test_a_folder_at_the_target_is_refused_before_anything_moves(tmp_path):
    write_together(tmp_path, {"chart.csv": b"old"})
    (tmp_path / "chart.png").mkdir()
    with pytest.raises(AnalysisError, match=r"chart\.png"):
        write_together(tmp_path, {"chart.csv": b"new", "chart.png": b"new"})
    assert (tmp_path / "chart.csv").read_bytes() == b"old"


def test_two_writers_at_once_take_turns(tmp_path):
    def write(content):
        for _ in range(40):
            write_together(tmp_path, dict.fromkeys(NAMES, content * 5_000), last="chart.json")
            settle(tmp_path)

    assert in_children(write, b"1", b"2") == [0, 0]
    assert len(version(tmp_path)) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == list(NAMES)


def test_without_locks_other_folders_are_left_alone(tmp_path, monkeypatch):
    def refuse(descriptor, operation):
        raise OSError(95, "Operation not supported")

    theirs = tmp_path / ".0123abcd.analysis-staging"
    theirs.mkdir()
    (tmp_path / ".mine.analysis-staging").mkdir()
    monkeypatch.setattr("analysis.exports.atomic.lock", refuse)
    write_together(tmp_path, {"chart.csv": b"1"})
    assert theirs.is_dir()
    monkeypatch.undo()
    write_together(tmp_path, {"chart.csv": b"2"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [".mine.analysis-staging", "chart.csv"]


def test_where_the_system_has_no_locks_files_are_written_all_the_same(tmp_path, monkeypatch):
    theirs = tmp_path / ".0123abcd.analysis-staging"
    theirs.mkdir()
    monkeypatch.setattr("analysis.exports.atomic.lock", None)
    write_together(tmp_path, {"chart.csv": b"1"})
    settle(tmp_path)
    assert (tmp_path / "chart.csv").read_bytes() == b"1"
    assert theirs.is_dir()


def test_an_obsolete_name_that_is_a_folder_stays(tmp_path):
    (tmp_path / "chart.png").mkdir()
    write_together(tmp_path, {"chart.json": b"1"}, obsolete=["chart.png"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chart.json", "chart.png"]
