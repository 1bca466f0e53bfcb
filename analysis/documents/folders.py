"""The files of a folder in natural order, each read once and safely: no link, pipe or device is ever opened."""

import errno
import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from analysis.documents.refused import RefusedError
from analysis.documents.remote import is_remote, remote_file
from analysis.documents.sources import Skipped

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Found:
    """A regular file: where it is, and its path in the folder as people see it, / between the parts."""

    location: str
    path: str


def shown(name: str) -> str:
    """A file name as people see it: bytes that are not UTF-8 as \\xNN.

    >>> shown("caf\\udce9.txt")
    'caf\\\\xe9.txt'
    """
    return re.sub("[\ud800-\udfff]", lambda match: f"\\x{ord(match.group()) & 0xFF:02x}", name)


def _decoded(name: str) -> str:
    """A file name read as UTF-8, whatever the locale says."""
    return os.fsencode(name).decode("utf-8", "surrogateescape")


def natural_key(name: str) -> tuple[tuple[tuple[tuple[str, int], ...], ...], str]:
    """Sorts doc2 before doc10, and the parts of a path one by one.

    >>> sorted(["b/1", "doc10", "doc2", "B"], key=natural_key)
    ['B', 'b/1', 'doc2', 'doc10']
    """
    return tuple(tuple(map(_piece, _DIGITS.split(part))) for part in name.casefold().split("/")), name


def _piece(piece: str) -> tuple[str, int]:
    """Text, or a number, which sorts before text; one too long for Python's int is text."""
    return ("0", int(piece)) if piece.isdecimal() and len(piece) < 4_000 else (piece, 0)


def find_files(folder: str) -> tuple[list[Found], list[Skipped]]:
    """The regular files below a folder in natural order, and what is passed over with its reason."""
    files: list[Found] = []
    skipped: list[Skipped] = []
    waiting = [(folder, "")]
    while waiting:
        place, inside = waiting.pop()
        try:
            with os.scandir(place) as entries:
                found = list(entries)
        except OSError as error:
            skipped.append(Skipped(shown(inside) or ".", f"the folder cannot be opened: {reason_of(error)}", False))
            continue
        for entry in found:
            name = _decoded(entry.name)
            path = f"{inside}/{name}" if inside else name
            try:
                reason = _pass_over(entry)
                if not reason and entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, path))
                    continue
            except OSError as error:
                reason = reason_of(error)
            if reason:
                skipped.append(Skipped(shown(path), reason, False))
            else:
                files.append(Found(entry.path, shown(path)))
    files.sort(key=lambda file: natural_key(file.path))
    return files, skipped


def _pass_over(entry: os.DirEntry[str]) -> str:
    """Why an entry is not opened; "" if it is a regular file or a folder."""
    if entry.is_symlink() or (hasattr(entry, "is_junction") and entry.is_junction()):
        return "a link: links are not followed"
    if entry.name.startswith("."):
        return "hidden: its name begins with a dot"
    if entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False):
        return ""
    kinds = (
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    mode = entry.stat(follow_symlinks=False).st_mode
    return next((f"{name}, not a file" for test, name in kinds if test(mode)), "not a regular file")


def opened(location: str | Path) -> BinaryIO:
    """A regular file, or an object of a store (a location such as s3://…), open for reading. Raises OSError."""
    if is_remote(location):
        return remote_file(str(location))
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(location, flags), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "not a regular file")
    return file


def read_bytes(location: str | Path, *, limit: int) -> bytes:
    """The bytes of a regular file; raises RefusedError with the reason if it cannot be read whole and unchanged."""
    try:
        if is_remote(location):
            with opened(location) as file:
                raw = file.read(limit + 1)
            if len(raw) > limit:
                raise RefusedError(f"it is larger than the limit of {limit:,} bytes")
            return raw
        with opened(location) as file:
            before = os.fstat(file.fileno())
            if before.st_size > limit:
                raise RefusedError(f"{before.st_size:,} bytes are more than the limit of {limit:,}")
            raw = file.read(before.st_size + 1)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise RefusedError(reason_of(error)) from None
    if len(raw) != before.st_size or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise RefusedError("it changed while it was read")
    return raw


def reason_of(error: OSError) -> str:
    """What an operating system error says, without a path of this machine.

    >>> reason_of(FileNotFoundError(2, "No such file or directory", "/home/jane/a.txt"))
    'vanished before it was read'
    """
    if isinstance(error, FileNotFoundError):
        return "vanished before it was read"
    if isinstance(error, PermissionError):
        return "permission denied"
    return (error.strerror or type(error).__name__).lower()


def digest(raw: bytes) -> str:
    """The sha256 of bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()
