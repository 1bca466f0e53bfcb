"""Groups of documents: by document, by a column of `corpus.documents`, or by the period of publication."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import AnalysisError
from analysis.measures.periods import PERIODS, period_labels
from analysis.measures.results import Described


def group_labels(corpus: Described, by: str) -> npt.NDArray[np.object_]:
    """For each document, in the order of `corpus.ids`, the label of its group.

    `by` is `document`, a metadata column such as `source`, or a period (`year`, `quarter` …). A document whose
    publication interval fits no single period is in the group `uncertain`, one without a date in `undated`.
    """
    if by == "document":
        return np.array(corpus.ids, dtype=object)
    columns = groupable(corpus)
    if by in columns:
        return corpus.documents[by].to_numpy(dtype=object)
    if by in PERIODS:
        documents = corpus.documents
        return period_labels(
            documents["earliest"].to_numpy("datetime64[s]"), documents["latest"].to_numpy("datetime64[s]"), by
        )
    raise AnalysisError(
        f"documents cannot be grouped by {by!r}",
        where="by",
        do=f"choose document, one of the columns {', '.join(columns)}, or a period ({', '.join(PERIODS)})",
    )


def groupable(corpus: Described) -> tuple[str, ...]:
    """The columns of `corpus.documents` that say something by which documents may be grouped."""
    return ("source", "title", "published", "basis", "duplicate_of", *corpus.metadata_columns)


def group_codes(corpus: Described, by: str) -> tuple[npt.NDArray[np.int64], list[str]]:
    """For each document the number of its group, and the labels in order: documents as in the corpus, others sorted."""
    labels = group_labels(corpus, by)
    if by == "document":
        return np.arange(len(labels)), list(labels)
    codes, names = pd.factorize(labels, sort=True)
    return codes.astype(np.int64), [str(name) for name in names]
