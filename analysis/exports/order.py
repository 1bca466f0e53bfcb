"""The order of the charts in a report: that of their export, kept in order.txt, where anybody may change it.

A chart that is exported again keeps its place. One whose name begins with a number, as those of the notebooks do,
comes behind the last with the same or a smaller number, whatever was exported in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

ORDER = "order.txt"
HEAD = "# The charts of the report in their order, one name a line: move the lines to change it."


def with_chart(content: bytes, stem: str) -> bytes:
    """order.txt (empty if there is none yet) with the chart `stem` in it.

    >>> content = b""
    >>> for stem in ("02-words", "03-contrast", "02-by-document", "own", "02-words"):
    ...     content = with_chart(content, stem)
    >>> listed(content)
    ['02-words', '02-by-document', '03-contrast', 'own']
    """
    if stem in listed(content):
        return content
    lines = content.decode("utf-8", "replace").splitlines() or [HEAD]
    number = leading(stem)
    place = len(lines)
    if number is not None:
        before = [
            at for at, line in enumerate(lines) if (other := leading(line.strip())) is not None and other <= number
        ]
        heads = [at for at, line in enumerate(lines) if line.startswith("#")]
        place = 1 + max(before or heads, default=-1)
    return ("\n".join([*lines[:place], stem, *lines[place:]]) + "\n").encode("utf-8")


def listed(content: bytes) -> list[str]:
    """The names in order.txt: its lines but for comments and empty ones."""
    lines = (line.strip() for line in content.decode("utf-8", "replace").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def in_order(stems: Iterable[str], content: bytes) -> list[str]:
    """`stems` as order.txt has them; those that it lacks behind the others, 2 before 10.

    >>> in_order(["c10", "c2", "b", "a"], b"b\\na\\n")
    ['b', 'a', 'c2', 'c10']
    """
    places = {stem: place for place, stem in enumerate(listed(content))}
    return sorted(stems, key=lambda stem: (places.get(stem, len(places)), natural(stem)))


def leading(name: str) -> int | None:
    """The number that a name begins with."""
    found = re.match(r"[0-9]{1,9}(?![0-9])", name)
    return int(found[0]) if found else None


def natural(name: str) -> list[tuple[int, int, str]]:
    """Sorts chart2 before chart10.

    >>> sorted(["c10", "c2"], key=natural)
    ['c2', 'c10']
    """
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"([0-9]+)", name)]
