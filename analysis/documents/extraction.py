"""Files in formats that need a library are read by a process of its own, with a limit of time and of memory.

The helper process gets the bytes of a file, never its name, and answers in JSON. It is started when the first such file
comes, stopped when a file takes too long, and started anew for the next.
"""

import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from analysis.documents.formats import Extracted, extract
from analysis.documents.limits import Limits
from analysis.documents.refused import RefusedError

_LENGTH = struct.Struct(">Q")


class Extractor:
    """Extracts text in a helper process; use it in a `with` block."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Extractor":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def extract(self, kind: str, raw: bytes, *, encoding: str = "") -> Extracted:
        """The text of an html, pdf or docx file; raises RefusedError with the reason if there is none."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        alarm = threading.Timer(self._limits.extraction_seconds, stop)
        alarm.daemon = True
        alarm.start()
        try:
            _send(process.stdin, json.dumps({"kind": kind, "encoding": encoding}).encode())
            _send(process.stdin, raw)
            answer = json.loads(_receive(process.stdout))
        except (EOFError, OSError):
            self._stop()
            limit = f"it took longer than the limit of {self._limits.extraction_seconds:g} seconds"
            raise RefusedError(limit if late.is_set() else "it makes the library that reads it fail") from None
        finally:
            alarm.cancel()
        if "refused" in answer:
            raise RefusedError(answer["refused"])
        anchors = tuple((place, name) for place, name in answer["anchors"])
        return Extracted(answer["text"], anchors, answer["found"], tuple(answer["warnings"]))

    def _start(self) -> "subprocess.Popen[bytes]":
        package = Path(__file__).parents[2]
        paths = [str(package), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONHASHSEED": "0"}
        self._process = subprocess.Popen(  # -P: nothing is imported from the folder that the user is in
            [
                sys.executable,
                "-P",
                "-X",
                "utf8",
                "-m",
                "analysis.documents.extraction",
                json.dumps(asdict(self._limits)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        return self._process

    def _stop(self) -> None:
        if self._process:
            self._process.terminate()  # not killed: one that is measured writes down what it ran
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):  # what was not yet sent has nowhere to go
                    pipe.close()  # type: ignore[union-attr]
            self._process = None


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)) + message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    length = pipe.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        raise EOFError
    message = pipe.read(_LENGTH.unpack(length)[0])
    if len(message) < _LENGTH.unpack(length)[0]:
        raise EOFError
    return message


def _serve(limits: Limits) -> None:
    """Answer until the pipe is closed; what a library prints goes nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    _limit_memory(limits.extraction_memory)
    while True:
        try:
            request = json.loads(_receive(requests))
            raw = _receive(requests)
        except EOFError:
            return
        _send(answers, json.dumps(_answer(request, raw, limits)).encode())


def _answer(request: dict[str, str], raw: bytes, limits: Limits) -> dict[str, Any]:
    try:
        return asdict(extract(request["kind"], raw, encoding=request["encoding"], limits=limits))
    except RefusedError as refused:
        return {"refused": str(refused)}
    except MemoryError:
        return {"refused": f"it needs more memory than the limit of {limits.extraction_memory:,} bytes"}
    except Exception as error:  # whatever a library raises on a hostile file, the next file is read
        return {"refused": f"it cannot be read ({type(error).__name__})"}


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # pragma: no cover  (on Windows)
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    _serve(Limits(**json.loads(sys.argv[1])))
