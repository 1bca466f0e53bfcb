"""Several files appear together or not at all, and older ones stay until the new ones are whole.

A set is first written into a hidden staging folder beside its target and flushed to the disk; one rename then
declares it ready; only after that are its files moved into place. Killed before the rename, nothing has happened;
killed after it, the next call of this package finishes the move (`settle`).
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import stat
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from analysis.errors import AnalysisError

try:
    import fcntl

    lock: Callable[[int, int], None] | None = fcntl.flock
except ImportError:  # pragma: no cover
    lock = None  # Windows has no flock: there, two exports of one name at once are the caller's care

# Hidden folders `.0123abcd.analysis-staging`: nothing else in a folder of exports is ever taken for ours.
STAGING, READY = ".analysis-staging", ".analysis-ready"
OURS = re.compile(rf"\.[0-9a-f]{{8}}({re.escape(STAGING)}|{re.escape(READY)})")


def check_writable(folder: str | Path) -> Path:
    """`folder`, made if it is missing; an AnalysisError now not after a long computation, if it takes no files."""
    folder = Path(folder)
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    return folder


Content = bytes | Callable[[bytes], bytes]


def write_together(
    folder: str | Path, files: Mapping[str, Content], *, last: str = "", obsolete: Collection[str] = ()
) -> None:
    """Write `files` (name: content) into `folder`, all or none; the file named `last` is moved into place last.

    A content may be a function of what the file holds so far (nothing, where there is none): it is called while nobody
    else writes. A link at a name is replaced and its target left alone. `obsolete` names are removed once the new set
    stands. Raises AnalysisError if the folder takes no files, the disk is full, or a name is taken: by a folder, or by
    a file that differs from it only in capitals, which is the same file on other systems.
    """
    folder = check_writable(folder)
    with told(folder), alone(folder) as is_alone:
        if is_alone:
            settle_alone(folder)
        refuse_taken(folder, files)
        token = secrets.token_hex(4)
        staging, ready = folder / f".{token}{STAGING}", folder / f".{token}{READY}"
        try:
            staging.mkdir()
            for name, content in files.items():
                write_flushed(staging / name, content(held(folder / name)) if callable(content) else content)
            flush_folder(staging)
            staging.rename(ready)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        flush_folder(folder)
        move_into_place(ready, last)
        for name in obsolete:
            if not (folder / name).is_dir():
                (folder / name).unlink(missing_ok=True)


def settle(folder: str | Path) -> None:
    """Finish what a killed writer had declared ready, and drop what it had not. Readers call this before they read."""
    folder = Path(folder)
    if any(OURS.fullmatch(entry.name) for entry in os.scandir(folder)):
        # A folder that may be read but not written is read as it stands.
        with contextlib.suppress(OSError), alone(folder) as is_alone:
            if is_alone:
                settle_alone(folder)


def settle_alone(folder: Path) -> None:
    """`settle` for whoever holds the folder: any staging folder found is then a dead writer's."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if not entry.is_dir(follow_symlinks=False) or not OURS.fullmatch(entry.name):
            continue
        if entry.name.endswith(READY):
            move_into_place(Path(entry.path))
        else:
            shutil.rmtree(entry.path, ignore_errors=True)


def move_into_place(ready: Path, last: str = "") -> None:
    """Every file of `ready` to the folder above it; `last`, else the .json that vouches for the others, at the end."""

    def turn(path: Path) -> tuple[bool, str]:
        return (path.name == last if last else path.suffix == ".json"), path.name

    for path in sorted(ready.iterdir(), key=turn):
        path.replace(ready.parent / path.name)
    flush_folder(ready.parent)
    ready.rmdir()


def write_flushed(path: Path, content: bytes) -> None:
    """A new file with its content on the disk before this returns."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """The names in a folder on the disk, where the system can do that."""
    if os.name == "posix":  # pragma: no branch  (elsewhere a folder cannot be opened)
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):  # some network file systems cannot
                os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """One writer at a time: a lock on the folder itself, which leaves no lock file and ends with the process.

    Gives False where there are none (Windows, some network file systems): then nobody else's files are touched.
    """
    if lock is None:
        yield False
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield locked(descriptor)
    finally:
        os.close(descriptor)


def locked(descriptor: int) -> bool:
    """Wait for the lock; False where the file system has none."""
    assert lock is not None
    try:
        lock(descriptor, fcntl.LOCK_EX)
    except OSError:
        return False
    return True


def held(path: Path) -> bytes:
    """What a file holds; nothing where there is none."""
    return path.read_bytes() if path.is_file() else b""


def refuse_taken(folder: Path, names: Collection[str]) -> None:
    """What stands where a file should go, and is not an older one of the same name, is found before anything moves."""
    there = [entry.name for entry in os.scandir(folder)]
    folded = {name.casefold(): name for name in there}
    for name in names:
        path, taken = folder / name, folded.get(name.casefold(), name)
        if os.path.lexists(path) and stat.S_ISDIR(path.lstat().st_mode):
            raise AnalysisError(
                "there is a folder of this name", where=str(path), do="move it, or export by another name"
            )
        if taken != name and name not in there:
            raise AnalysisError(
                f"there is {taken!r}, which macOS and Windows cannot tell from it",
                where=str(path),
                do="choose a name that differs in more than capitals",
            )


@contextlib.contextmanager
def told(folder: Path) -> Iterator[None]:
    """What the system refuses, in this package's words."""
    try:
        yield
    except OSError as error:
        raise AnalysisError(
            f"cannot be written: {error.strerror or error}",
            where=str(folder),
            do="name a folder that you may write to, on a disk with room; older exports were left as they are",
        ) from error
