"""The words of all parts as one sorted vocabulary, and the place in it of each word of each part."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

AT_ONCE = 32  # parts whose words are held as text together


class Vocabulary(NamedTuple):
    """All terms, sorted by code point; for each part the numbers (int32, ascending) of its own terms among them."""

    terms: npt.NDArray[np.object_]
    columns: list[npt.NDArray[np.int32]]


def one_vocabulary(parts: Iterable[pd.Series]) -> Vocabulary:
    """From the sorted terms of each part. Of each part four bytes for a term stay.

    >>> found = one_vocabulary([pd.Series(["a", "c"], dtype="str"), pd.Series(["b", "c"], dtype="str")])
    >>> found.terms.tolist(), [numbers.tolist() for numbers in found.columns]
    (['a', 'b', 'c'], [[0, 2], [1, 2]])
    """
    known, found, rest = pa.array([], pa.large_string()), list[npt.NDArray[np.int32]](), iter(parts)
    while some := [_texts(terms) for terms in islice(rest, AT_ONCE)]:
        encoded = pa.concat_arrays([known, *some]).dictionary_encode()
        ends = np.cumsum([len(known), *map(len, some)])
        found += np.split(encoded.indices.to_numpy(), ends[:-1])[1:]
        known = encoded.dictionary
    order = pc.sort_indices(known).to_numpy()
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return Vocabulary(known.take(order).to_numpy(zero_copy_only=False), [place[numbers] for numbers in found])


def _texts(terms: pd.Series) -> pa.LargeStringArray:
    found = pa.array(terms, pa.large_string())
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
