"""Corpora that can say which documents they hold, in memory or counted in parts: what a dossier lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol
from weakref import WeakValueDictionary

import pandas as pd

from analysis.corpus import open_corpus


class Listed(Protocol):
    """What is known of documents without their texts."""

    @property
    def fingerprint(self) -> str:
        """As `corpus.fingerprint`."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The documents in their order."""

    @property
    def rules(self) -> tuple[str, ...]:
        """The cleaning rules."""

    @property
    def documents(self) -> pd.DataFrame:
        """As `corpus.documents`."""

    @property
    def skipped(self) -> pd.DataFrame:
        """As `corpus.skipped`."""

    @property
    def hashes(self) -> Mapping[str, str]:
        """For each document the sha256 of the bytes that were read."""


_IN_PARTS: WeakValueDictionary[str, Listed] = WeakValueDictionary()


def keep_listed(corpus: Listed) -> None:
    """Let `listed_corpus` find a corpus that is counted in parts, as long as somebody holds it."""
    _IN_PARTS[corpus.fingerprint] = corpus


def listed_corpus(fingerprint: str) -> Listed | None:
    """The corpus with this fingerprint, as long as somebody still holds it."""
    return open_corpus(fingerprint) or _IN_PARTS.get(fingerprint)
