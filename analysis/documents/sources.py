"""What reading gives: the documents as they came, what was left out and why, and what is stated about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.language.dates.events import NO_EVENTS, Events


@dataclass(frozen=True)
class Source:
    """A document as it came.

    `text` is the original: decoded or extracted, after the three fixed steps, and all offsets count its code points.
    `path` is relative to the folder ("" for texts in memory, `file#row` for rows of a table). `sha256` is that of the
    bytes read; of the text in UTF-8 for rows and for texts in memory. `found` are facts that the file itself gives
    (title, published, source …), `anchors` the offsets at which its pages or elements begin, with their names.
    """

    document: str
    path: str
    text: str
    sha256: str
    found: Mapping[str, str] = field(default_factory=dict)
    anchors: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Skipped:
    """A file or a row that was not loaded, or was loaded with a warning, and why."""

    path: str
    reason: str
    loaded: bool


@dataclass(frozen=True)
class Reading:
    """Documents in natural order; everything skipped or warned of; metadata by document, strings, "" where unknown.

    `names`: by the path of a table its columns as they came. `events`: those of the folder’s events.csv.
    """

    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...]
    metadata: pd.DataFrame
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    events: Events = NO_EVENTS
