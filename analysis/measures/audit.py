"""The audit of a theme: what each pattern catches, how often it is right, and what a new version of the file
changes."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import AnalysisError
from analysis.measures.checks import check_themes, check_whole
from analysis.measures.passages import passages
from analysis.measures.phrases import find_phrases
from analysis.measures.results import result
from analysis.measures.theme_file import Theme, Themes
from analysis.measures.themes import find_mentions, theme_mentions
from analysis.measures.uncertainty import flag, wilson

if TYPE_CHECKING:
    from analysis.corpus import Corpus

# As people write them, and as spreadsheets write what they take for a truth value.
_YES = {"yes", "y", "1", "true", "right", "ja", "j", "oui", "si", "sí", "wahr", "vrai"}
_NO = {"no", "n", "0", "false", "wrong", "nein", "non", "falsch", "faux"}
# What a spreadsheet would take for a formula gets a ' in front, and loses it when it is read back.
_FORMULA, _QUOTED = r"\A(?=[=+\-@\t\r\n'])", r"\A'(?=[=+\-@\t\r\n'])"
_CHANGES = ["document", "sentence", "theme", "start", "end", "text", "reading", "change", "pattern"]


def theme_patterns(corpus: Corpus, themes: Themes) -> pd.DataFrame:
    """One row per pattern, those without any match included: theme, pattern, count, documents, share, alone, flag.

    share is the pattern's part of the theme's mentions, 0 where the theme has none; alone counts the mentions that no
    other pattern of the theme would catch, not even in part: without this pattern they would be lost.

    >>> from analysis import make_corpus, read_themes
    >>> table = theme_patterns(make_corpus({"a": "Clean energy."}), read_themes("seeds/themes.toml"))
    >>> table[table["count"] > 0][["theme", "pattern", "share", "alone"]].values.tolist()
    [['clean-energy', 'clean energy', 1.0, 1]]
    """
    mentions = theme_mentions(corpus, themes)
    rows = pd.MultiIndex.from_tuples(
        [(theme.name, phrase.written) for theme in themes for phrase in theme.terms], names=["theme", "pattern"]
    )
    keys = ["theme", "pattern"]
    found = mentions.groupby(keys).agg(count=("start", "size"), documents=("document", "nunique"))
    table = found.reindex(rows, fill_value=0).reset_index().astype(dict.fromkeys(keys, "str"))
    total = table.groupby("theme")["count"].transform("sum")
    table["share"] = np.where(total > 0, table["count"] / np.maximum(total, 1), 0.0)
    table["alone"] = np.concatenate([np.zeros(0, np.int64), *(_alone(corpus, theme) for theme in themes)])
    nothing = table["count"] == 0
    table["flag"] = pd.Series(
        np.where(nothing, "matches nothing", flag(table["count"], table["documents"])), dtype="str"
    )
    return result(table, corpus, "theme_patterns", notes=themes.notes, **themes.settings)


def _alone(corpus: Corpus, theme: Theme) -> npt.NDArray[np.int64]:
    """For each pattern of a theme how many of its mentions share no word with a match of another pattern."""
    found = find_mentions(corpus, Themes((theme,)))
    matches = find_phrases(corpus, theme.terms, case=theme.case)
    longest = max(len(phrase.words) for phrase in theme.terms)
    counts = np.zeros(len(theme.terms), dtype=np.int64)
    for first, last, pattern in zip(found.first, found.last, found.pattern, strict=True):
        near = slice(*np.searchsorted(matches.first, [first - longest, last + 1]))
        shared = (matches.last[near] >= first) & (matches.phrase[near] != pattern)
        counts[pattern] += not shared.any()
    return counts


def audit_sample(
    corpus: Corpus, themes: Themes, n: int = 50, seed: int = 1, *, path: str | Path | None = None
) -> pd.DataFrame:
    """A random sample of up to `n` mentions per theme to be judged: the passage, and an empty column `verdict`.

    Written to `path` as CSV where one is given (never over an existing file, which may hold verdicts); fill in yes or
    no in a spreadsheet and hand the file to `audit_report`. The sample follows from the seed and the mentions alone.

    >>> from analysis import make_corpus, read_themes
    >>> table = audit_sample(make_corpus({"a": "Clean energy."}), read_themes("seeds/themes.toml"))
    >>> table[["theme", "match", "verdict"]].values.tolist()
    [['clean-energy', 'Clean energy', '']]
    """
    check_themes(themes)
    check_whole(n, "n")
    check_whole(seed, "seed", least=0)
    found = passages(corpus, themes, width=200)
    draws = [
        group.iloc[np.sort(np.random.default_rng([seed, number]).permutation(len(group))[:n])]
        for number, (_, group) in enumerate(found.groupby("theme", sort=False))
    ]
    columns = ["theme", "pattern", "document", "sentence", "start", "end", "before", "match", "after"]
    table = pd.DataFrame(pd.concat(draws, ignore_index=True) if draws else found)[columns]
    table["verdict"] = pd.Series([""] * len(table), dtype="str")
    if path is not None:
        _write_new(table, Path(path))
    return result(table, corpus, "audit_sample", n=n, seed=seed, **themes.settings)


def audit_report(path: str | Path | pd.DataFrame) -> pd.DataFrame:
    """Precision by theme, and by pattern, of a judged sample: theme, pattern ("" for all), judged, right, precision,
    low, high.

    `path` is the CSV of `audit_sample` with its verdicts filled in (yes or no; rows left empty are not judged and
    counted in a note), or such a table; its rows may be in any order, and a spreadsheet may have saved it its own way.
    low and high are the 95 % Wilson interval. Raises AnalysisError with the line of a verdict that is neither.

    >>> sample = pd.DataFrame({"theme": ["t", "t"], "pattern": ["car", "car"], "verdict": ["yes", "no"]})
    >>> audit_report(sample)[["pattern", "judged", "precision"]].values.tolist()
    [['', 2, 0.5], ['car', 2, 0.5]]
    """
    if not isinstance(path, str | Path | pd.DataFrame):
        raise AnalysisError(f"{path!r} is no path", where="audit_report", do="give the file that audit_sample wrote")
    sample = path.fillna("") if isinstance(path, pd.DataFrame) else _read_csv(Path(path))
    name = "audit" if isinstance(path, pd.DataFrame) else Path(path).name
    if missing := {"theme", "pattern", "verdict"} - set(sample.columns):
        raise AnalysisError(
            f"there is no column {', '.join(sorted(missing))}", where=name, do="use the file that audit_sample wrote"
        )
    sample = sample.reset_index(drop=True)
    verdict = sample["verdict"].astype("str").str.strip().str.casefold()
    odd = sample[~verdict.isin(_YES | _NO | {""})]
    if len(odd):
        line, said = int(odd.index[0]) + 2, odd["verdict"].iloc[0]
        more = f", and {len(odd) - 1} more rows say neither" if len(odd) > 1 else ""
        raise AnalysisError(
            f"the verdict {said!r} is neither yes nor no{more}", where=f"{name}, line {line}", do="write yes or no"
        )
    if len(sample) and not verdict.any():
        raise AnalysisError("no row is judged yet", where=name, do="write yes or no into the column verdict")
    judged = sample.assign(right=verdict.isin(_YES))[verdict != ""]
    by_pattern = judged.groupby(["theme", "pattern"], sort=False)["right"].agg(["size", "sum"]).reset_index()
    by_theme = judged.groupby("theme", sort=False)["right"].agg(["size", "sum"]).reset_index().assign(pattern="")
    table = pd.concat([by_theme, by_pattern], ignore_index=True).rename(columns={"size": "judged", "sum": "right"})
    low, high = wilson(table["right"], table["judged"])
    table = table.assign(precision=table["right"] / table["judged"], low=low, high=high)
    table = table.sort_values(["theme", "pattern"], ignore_index=True)
    left = int((verdict == "").sum())
    notes = [f"{left} of {len(sample)} rows are not judged"] if left else []
    table.attrs = {
        "measure": "audit_report",
        "settings": {},
        "interval": "Wilson interval of precision",
        "notes": notes,
    }
    return table[["theme", "pattern", "judged", "right", "precision", "low", "high"]]


def compare_themes(old: Themes, new: Themes, corpus: Corpus) -> pd.DataFrame:
    """Which mentions came and went between two versions of a theme file: document, sentence, theme, start, end, text,
    reading, change (`came` or `went`), pattern.

    >>> from analysis import make_corpus, read_themes
    >>> themes = read_themes("seeds/themes.toml")
    >>> len(compare_themes(themes, themes, make_corpus({"a": "Clean energy."})))
    0
    """
    keys = ["document", "theme", "start", "end"]
    before, after = theme_mentions(corpus, old), theme_mentions(corpus, new)
    came = (
        after.merge(before[keys], on=keys, how="left", indicator=True)
        .query("_merge == 'left_only'")
        .assign(change="came")
    )
    went = (
        before.merge(after[keys], on=keys, how="left", indicator=True)
        .query("_merge == 'left_only'")
        .assign(change="went")
    )
    table = pd.concat([came, went], ignore_index=True).astype({"change": "str"})
    place = table["document"].map(corpus.numbers)
    table = table.assign(place=place).sort_values(["place", "start", "theme", "change"], ignore_index=True)
    return result(table[_CHANGES], corpus, "compare_themes", old=old.settings["themes"], new=new.settings["themes"])


def _write_new(table: pd.DataFrame, path: Path) -> None:
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            safe = table.apply(
                lambda column: column.str.replace(_FORMULA, "'", regex=True) if column.dtype == "str" else column
            )
            safe.to_csv(file, index=False, lineterminator="\n")
    except FileExistsError:
        raise AnalysisError(
            "there is a file already", where=path.name, do="judge that one, or choose another name"
        ) from None
    except OSError as error:
        raise AnalysisError(
            f"cannot be written ({error.strerror})", where=path.name, do="choose another folder"
        ) from None


def _read_csv(path: Path) -> pd.DataFrame:
    """The file as a spreadsheet may have saved it: with commas, semicolons or tabs, in UTF-8, UTF-16 or cp1252."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise AnalysisError("there is no such file", where=path.name, do="check the spelling") from None
    except OSError as error:
        raise AnalysisError(f"cannot be read ({error.strerror})", where=path.name, do="close it elsewhere") from None
    text = _decoded(content)
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    try:
        sample = pd.read_csv(StringIO(text), dtype="str", keep_default_na=False, sep=separator)
        return sample.apply(lambda column: column.str.replace(_QUOTED, "", regex=True))
    except (pd.errors.ParserError, pd.errors.EmptyDataError):
        raise AnalysisError("this is no CSV table", where=path.name, do="save the sheet as CSV in UTF-8") from None


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
