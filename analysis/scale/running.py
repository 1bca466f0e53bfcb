"""Jobs done one after the other in this process, or on the workers of a Dask cluster, each outcome as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.errors import AnalysisError
from analysis.scale.kept import code_version
from analysis.scale.reading import Outcome

PACKAGE = "analysis"
LOST = "its worker was lost again and again, as when memory runs out: make `size` smaller"


@dataclass(frozen=True)
class Job:
    """What to do with the part of this number; `size` is its bytes."""

    number: int
    size: int
    function: Callable[..., Outcome]
    arguments: tuple[Any, ...]


def outcomes(jobs: Sequence[Job], client: Any, title: str) -> Iterator[tuple[int, Outcome]]:
    """The outcomes, as they come, with the rate and the time left on stderr where that is a terminal.

    Interrupted, what is finished has been given, and what waits on a cluster is withdrawn.
    """
    from tqdm import tqdm

    done = _here(jobs) if client is None else _on(client, jobs)
    total = sum(job.size for job in jobs)
    with tqdm(total=total, desc=title, unit="B", unit_scale=True, delay=2, leave=False, disable=None) as bar:
        for job, outcome in done:
            bar.update(job.size)
            if outcome.code not in ("", code_version()):
                raise AnalysisError(
                    "a worker runs another version of this package or its libraries",
                    where="client",
                    do="install the same versions on every worker, and start them again",
                )
            yield job.number, outcome


def _here(jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
    for job in jobs:
        yield job, job.function(*job.arguments)


def _on(client: Any, jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
    from distributed import KilledWorker, as_completed

    _check_workers(client, PACKAGE)
    waiting: dict[Any, Job] = {client.submit(job.function, *job.arguments, pure=False): job for job in jobs}
    try:
        for future in as_completed(list(waiting)):
            job = waiting.pop(future)
            try:
                outcome = future.result()
            except KilledWorker:
                outcome = Outcome(reason=LOST)
            future.release()
            yield job, outcome
    finally:
        client.cancel(list(waiting))


def _check_workers(client: Any, package: str) -> None:
    """A job that a worker cannot unpack would be waited for without end."""
    found = client.run(lambda: __import__("importlib.util", fromlist=["util"]).find_spec(package) is not None)
    if not all(found.values()):
        raise AnalysisError(
            "a worker cannot import this package", where="client", do="install it on every worker, and start them again"
        )


def part_bytes(client: Any, usual: int) -> int:
    """`usual`, or less where the workers have little memory: a part takes up to thirty times its bytes."""
    shares = [about["memory_limit"] // about["nthreads"] for about in _workers(client) if about.get("memory_limit")]
    return max(min([usual, *(share // 50 for share in shares)]), 1_000_000)


def threads_of(client: Any) -> int:
    """How many parts are read at the same time."""
    return max(sum(about["nthreads"] for about in _workers(client)), 1)


def _workers(client: Any) -> list[Mapping[str, Any]]:
    return [] if client is None else list(client.scheduler_info(n_workers=-1)["workers"].values())
