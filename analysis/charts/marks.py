"""Every mark of a chart carries the key of its row, and every chart the words that describe it.

A mark is what a reader can point at: a bar, a point, a cell. Its id, `document=000;theme=clean-energy`, leads to the
rows of evidence with the same values; a mark with fewer keys than the evidence stands for all rows that match it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from analysis.errors import AnalysisError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

KEYS = (
    "document", "other", "source", "period", "theme", "pattern", "topic", "term", "target", "rule", "edtf",
    "start", "end",
)  # fmt: skip

# What has a meaning in a mark, and what XML cannot hold.
UNSAFE = re.compile("[%;=\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, repr=False)
class Description:
    """What a chart shows, in words: a title, a caption for print, and alt text for who cannot see it."""

    title: str
    caption: str
    alt: str

    def _repr_html_(self) -> str:
        return f"<p style='max-width:48em'>{html.escape(self.alt)}</p>"

    def __repr__(self) -> str:
        return self.alt


_described: WeakKeyDictionary[Axes, Description] = WeakKeyDictionary()


def escape(value: object) -> str:
    """A value as it stands in a mark: % ; and = have a meaning there, and an SVG cannot hold control characters.

    >>> escape("a=b; 5%"), escape("a\\x00\\n\\uffff")
    ('a%3Db%3B 5%25', 'a%00%0A%FFFF')
    """
    return UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", str(value))


def mark(row: Mapping[str, Any] | pd.Series[Any], keys: Sequence[str] = KEYS) -> str:
    """The id of a row: its key columns, as far as it has them, in the order of `keys`.

    >>> mark({"theme": "clean-energy", "document": "000", "count": 3})
    'document=000;theme=clean-energy'
    """
    return ";".join(f"{key}={escape(row[key])}" for key in keys if key in row)


def marks(table: pd.DataFrame, keys: Sequence[str] = KEYS) -> list[str]:
    """The id of each row, as `mark` gives it; a value that many rows share is made ready once.

    >>> import pandas as pd
    >>> marks(pd.DataFrame({"theme": ["jobs", "jobs"], "document": ["000", "a;b"]}))
    ['document=000;theme=jobs', 'document=a%3Bb;theme=jobs']
    """
    held = [_parts(key, table[key].tolist()) for key in keys if key in table.columns]
    return [";".join(parts) for parts in zip(*held, strict=True)] if held else [""] * len(table)


def _parts(key: str, values: list[Any]) -> list[str]:
    if not all(isinstance(value, str) for value in values):  # 1 and True would be one entry of a dictionary
        return [f"{key}={escape(value)}" for value in values]
    known = {value: f"{key}={escape(value)}" for value in set(values)}
    return [known[value] for value in values]


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as plain mappings: `iterrows` would copy the table's attrs for each of them."""
    records: Any = table.to_dict("records")
    return list(records)


def keys_of(table: pd.DataFrame) -> tuple[str, ...]:
    """The key columns of a table: what it was grouped `by`, then the codebook's keys as far as present.

    >>> import pandas as pd
    >>> keys_of(pd.DataFrame(columns=["count", "theme", "document"]))
    ('document', 'theme')
    """
    by = (table.attrs.get("settings") or {}).get("by")
    first = [by] if isinstance(by, str) and by in table.columns and by not in KEYS else []
    return (*first, *(key for key in KEYS if key in table.columns))


def register(axes: Sequence[Axes], description: Description) -> None:
    """Keep what was drawn, for as long as the Axes live."""
    for ax in axes:
        _described[ax] = description


def describe(ax: Any) -> Description:
    """Title, caption and alt text of a chart: of its Axes, or of the array of Axes of small multiples.

    >>> describe(None)
    Traceback (most recent call last):
    ...
    analysis.errors.AnalysisError: ax: not drawn by a chart of analysis.charts. What to do: pass what a chart returned.
    """
    first = ax.flat[0] if hasattr(ax, "flat") else ax
    known = _described.get(first) if first is not None else None
    if known is None:
        raise AnalysisError("not drawn by a chart of analysis.charts", where="ax", do="pass what a chart returned")
    return known
