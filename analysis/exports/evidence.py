"""The mentions behind a chart, each with its mark, its place, its words and the passage around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.charts.marks import KEYS, keys_of, marks
from analysis.errors import AnalysisError

if TYPE_CHECKING:
    from analysis.corpus import Corpus

COLUMNS = ("mark", "document", "start", "end", "text", "reading", "sentence", "passage", "at", "published", "source")
LONGEST_PASSAGE = 600  # characters: a sentence longer than that is shown around its mention


@dataclass(frozen=True)
class Evidence:
    """One row per counted mention (`COLUMNS`, then what else the caller gave), and whether it is all of them.

    `passage` is the sentence around the mention, `at` the place of the mention's reading in it (-1 where it has none).

    `keys` are the columns that the marks are made of; `complete` is None where the chart counts nothing; `reason` says
    why it is not True. `lacking` are the columns that only the corpus could have filled, and it was not open.
    """

    rows: pd.DataFrame
    keys: tuple[str, ...]
    complete: bool | None
    reason: str
    lacking: tuple[str, ...] = ()


def gather(table: pd.DataFrame, evidence: pd.DataFrame | None, corpus: Corpus | None) -> Evidence:
    """The evidence of `table`: completed from the corpus, marked, and only what belongs to a row of the table.

    Where the corpus is not open, only the columns that are there. Raises AnalysisError if the evidence has no document,
    start, end, or then no text and reading.
    """
    if evidence is None:
        if "count" in table.columns:
            raise AnalysisError(
                "this chart counts mentions, so it needs them", where="evidence", do="pass the table of mentions"
            )
        return Evidence(pd.DataFrame(columns=list(COLUMNS)), (), None, "the chart counts no mentions")
    rows = joined(table, placed(evidence), corpus)
    keys = shared_keys(table, rows)
    if keys:
        rows = rows[labels(rows, keys).isin(labels(table, keys))].reset_index(drop=True)
    rows = completed(rows.assign(mark=marks(rows, keys)), corpus)
    known = [column for column in COLUMNS if column in rows.columns]
    others = [column for column in rows.columns if column not in COLUMNS]
    complete, reason = completeness(table, rows, keys)
    if sample := evidence.attrs.get("settings", {}).get("sample"):
        complete, reason = False, f"a seeded sample of {sample['rows']:,} of {sample['of']:,} mentions"
    lacking = tuple(column for column in COLUMNS if column not in known)
    return Evidence(rows[[*known, *others]], keys, complete, reason, lacking)


def placed(evidence: pd.DataFrame) -> pd.DataFrame:
    """`evidence` as columns, sure to say where each mention stands."""
    rows = evidence.reset_index() if evidence.index.name in KEYS else evidence.reset_index(drop=True)
    missing = [column for column in ("document", "start", "end") if column not in rows.columns]
    if missing:
        raise AnalysisError(
            f"there is no column {', '.join(missing)}",
            where="evidence",
            do="pass one row per mention, as theme_mentions, passages or date_mentions give them",
        )
    return rows


def joined(table: pd.DataFrame, rows: pd.DataFrame, corpus: Corpus | None) -> pd.DataFrame:
    """`rows` with the key columns that the table has and they lack: periods, and what is known about each document."""
    settings = table.attrs.get("settings", {})
    if "period" in table.columns and "period" not in rows.columns and corpus is not None:
        from analysis.measures.timelines import add_period

        rows = add_period(rows, corpus, every=settings.get("every"), dated_by=settings.get("dated_by", "published"))
    by = settings.get("by")
    if by in table.columns and by not in rows.columns and corpus is not None:
        from analysis.measures.groups import group_labels

        rows = rows.assign(**{by: rows["document"].map(dict(zip(corpus.ids, group_labels(corpus, by), strict=True)))})
    return rows


def shared_keys(table: pd.DataFrame, rows: pd.DataFrame) -> tuple[str, ...]:
    """What a mark is made of. Raises AnalysisError if the two tables share nothing."""
    keys = tuple(column for column in keys_of(table) if column in rows.columns)
    # Ways to count one claim have no keys: every mention stands behind each of them.
    if not keys and table.attrs.get("measure") != "robustness":
        raise AnalysisError(
            f"it shares no key column with the table ({', '.join(map(str, table.columns))})",
            where="evidence",
            do=f"give both the column that names a mark, one of {', '.join(KEYS)}",
        )
    return keys


def labels(table: pd.DataFrame, keys: Sequence[str]) -> pd.MultiIndex:
    """The keys of each row as one label: what decides, before any text is looked up, which rows belong to the chart."""
    return pd.MultiIndex.from_arrays([table[key].astype(str) for key in keys])


def records(table: pd.DataFrame, keys: Sequence[str]) -> list[dict[str, object]]:
    """The rows of `table`, only the key columns."""
    return [dict(zip(keys, row, strict=True)) for row in table[list(keys)].itertuples(index=False, name=None)]


def completeness(table: pd.DataFrame, rows: pd.DataFrame, keys: Sequence[str]) -> tuple[bool | None, str]:
    """Whether each mark has as many rows as it counts, on both sides of a contrast, and if not, why."""
    if "count" not in table.columns:
        return None, "the table has no column count"
    counts = pd.Series(marks(table, keys), dtype=object)
    if counts.duplicated().any():
        missing = ", ".join(key for key in keys_of(table) if key not in keys) or "a column that tells them apart"
        return False, f"several rows of the table share a mark: the evidence has no {missing}"
    for column, counted in counted_columns(table, rows):
        found = counted["mark"].value_counts().reindex(counts, fill_value=0).to_numpy()
        wrong = np.flatnonzero(found != table[column].to_numpy())
        if len(wrong):
            first = wrong[0]
            example = f"{counts[first]} counts {table[column].iloc[first]:,} and has {found[first]:,}"
            share = f"{len(wrong):,} of {len(counts):,} marks"
            return False, f"{share} have another number of mentions than their {column} ({example})"
    if has_other_side(table) and "side" not in rows.columns:
        return False, "the mentions of the reference are not among them: contrast_mentions gives both sides"
    return True, ""


def counted_columns(table: pd.DataFrame, rows: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """The columns that count mentions, each with the rows that it counts: two where `rows` say on which `side`."""
    if "side" not in rows.columns or "reference" not in table.columns:
        yield "count", rows
        return
    yield "count", rows[rows["side"] == "target"]
    if "frequencies" not in (table.attrs.get("settings") or {}):
        yield "reference", rows[rows["side"] == "reference"]


def has_other_side(table: pd.DataFrame) -> bool:
    """Whether `table` is a contrast that counts words of the corpus on its other side as well."""
    settings = table.attrs.get("settings") or {}
    return table.attrs.get("measure") == "contrast" and "frequencies" not in settings and bool(table["reference"].any())


def completed(rows: pd.DataFrame, corpus: Corpus | None) -> pd.DataFrame:
    """`rows` with every column of `COLUMNS`; where the corpus is not open, as they are if they say their words."""
    lacking = [column for column in COLUMNS if column not in rows.columns]
    if corpus is None:
        wordless = [column for column in ("text", "reading") if column in lacking]
        if wordless:
            raise AnalysisError(
                f"there is no column {', '.join(wordless)}, and the corpus that would fill it is not open",
                where="evidence",
                do="keep the corpus in a variable until the export, as in corpus = read_corpus(…)",
            )
        return rows
    missing = sorted(set(rows["document"]) - set(corpus.ids))
    if missing:
        raise AnalysisError(f"there is no document {missing[0]!r}", where="evidence", do="export with the same corpus")
    places = list(zip(rows["document"], rows["start"].tolist(), rows["end"].tolist(), strict=True))
    if "sentence" not in rows.columns:
        rows = rows.assign(sentence=sentence_numbers(places, corpus))
    around = pd.DataFrame(
        passages(places, rows["sentence"].tolist(), corpus), columns=["passage", "at"], index=rows.index
    )
    known = corpus.documents.loc[rows["document"]]
    fill: dict[str, Any] = {
        "text": [corpus.text(document)[start:end] for document, start, end in places],
        "reading": [corpus.reading(*place) for place in places],
        "passage": around["passage"].astype("str"),
        "at": around["at"].astype("int64"),
        "published": known["published"].to_numpy(),
        "source": known["source"].to_numpy(),
    }
    # `at` counts in the passage made here, so the two are filled together.
    both = ("passage", "at") if "at" in lacking else ()
    return rows.assign(**{column: values for column, values in fill.items() if column in lacking or column in both})


def sentence_numbers(places: Sequence[tuple[str, int, int]], corpus: Corpus) -> list[int]:
    """For each place the running number of its sentence, -1 outside the body."""
    by_document = dict(list(corpus.sentences.groupby("document", sort=False)))
    numbers = []
    for document, start, end in places:
        table = by_document.get(document)
        at = -1 if table is None else int(np.searchsorted(table["start"].to_numpy(), start, side="right")) - 1
        numbers.append(at if table is not None and at >= 0 and end <= table["end"].iloc[at] else -1)
    return numbers


def passages(places: Sequence[tuple[str, int, int]], sentences: Sequence[int], corpus: Corpus) -> list[tuple[str, int]]:
    """For each place its sentence as read (outside the body its paragraph), and the place of the mention in it."""
    spans = {
        (d, n): (s, e) for d, n, s, e in corpus.sentences[["document", "sentence", "start", "end"]].values.tolist()
    }
    return [
        passage(place, spans.get((place[0], number)) or paragraph(corpus.text(place[0]), place[1], place[2]), corpus)
        for place, number in zip(places, sentences, strict=True)
    ]


def passage(place: tuple[str, int, int], span: tuple[int, int], corpus: Corpus) -> tuple[str, int]:
    """The reading of `span`, or the part of it around the mention where it is long; the mention's offset in it."""
    document, start, end = place
    low, high = span
    if high - low > LONGEST_PASSAGE:
        low, high = max(low, start - LONGEST_PASSAGE // 2), min(high, end + LONGEST_PASSAGE // 2)
    before, after = "…" if low > span[0] else "", "…" if high < span[1] else ""
    text = before + corpus.reading(document, low, high) + after
    # What stands before the mention, read alone, is as long as in the passage, but for one space.
    earlier = len(before + corpus.reading(document, low, start)) if start > low else len(before)
    return text, text.find(corpus.reading(document, start, end), earlier)


def paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch between blank lines that holds [start, end).

    >>> paragraph("Title\\n2022/03/06\\n\\nBody.", 6, 16)
    (0, 16)
    """
    before = text.rfind("\n\n", 0, start)
    after = text.find("\n\n", end)
    return (0 if before < 0 else before + 2), (len(text) if after < 0 else after)
