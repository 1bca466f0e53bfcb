"""What is known about one date expression of a text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date expression: where it stands, what it means, and what part it plays.

    start, end: offsets into the string given, end exclusive; text: the characters between them. edtf: the EDTF string,
    "" where the text does not settle it. earliest, latest: first and last day it can mean, datetime64[s], NaT where
    open or unknown. granularity: day, week, month, quarter, season, half, year, decade, century, or "". bound: before,
    by, after, since, until or "". kind: date, or what stays off timelines: duration, set, vague, name, event. role:
    past, target, publication or unknown.
    """

    start: int
    end: int
    text: str
    edtf: str
    earliest: np.datetime64
    latest: np.datetime64
    granularity: str
    bound: str
    kind: str
    role: str
