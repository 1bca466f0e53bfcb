"""Claims: short sentences that a count can bear out or not, and the file in which a corpus folder keeps them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from analysis.errors import AnalysisError

FORMS = (
    "A > B",
    "A < B",
    "A rises between 2007 and 2019",
    "A falls between 2007 and 2019",
    "WORD is in the top 10 of DOCUMENT",
)
_LONGEST = 500  # characters; a claim is one sentence
_TOP = re.compile(r"(.+?)\s+is\s+in\s+the\s+top\s+(\d{1,6})(?:\s+of\s+(.+))?")
_CHANGE = re.compile(r"(.+?)\s+(rises|falls)\s+between\s+(\S+)\s+and\s+(\S+)")
_COMPARISON = re.compile(r"(\"[^\"]+\"|[^<>]+?)\s*([<>])\s*(\"[^\"]+\"|[^<>]+)")
_KEYS = ("claim", "document", "note")


@dataclass(frozen=True)
class Claim:
    """A claim, taken apart: `left` is said to outweigh `right`, to rise or fall between two dates, or to rank high.

    `left` and `right` are names of themes, or words and phrases in quotes. `document` limits a comparison to one
    document, and says of which document a ranking is.
    """

    text: str
    kind: Literal["comparison", "rise", "fall", "rank"]
    left: str
    right: str = ""
    document: str = ""
    dates: tuple[str, str] = ("", "")
    top: int = 0
    name: str = ""
    note: str = ""


def claim(text: str, *, document: str | None = None, name: str = "", note: str = "") -> Claim:
    """Read a claim: "A > B", "A < B", "A rises (falls) between 2007 and 2019", "WORD is in the top 10 of DOCUMENT".

    A and B are names of themes, or words and phrases in quotes ("climate change" > "oil"). Dates are EDTF, read as
    publication dates. `document` limits a comparison to one document, by its id or the beginning of it. AnalysisError
    for a sentence of another form.

    >>> claim("climate-cooperation > ev-manufacturing", document="002").kind
    'comparison'
    >>> claim("energy is in the top 10 of 002").top
    10
    """
    for given in (text, document):
        if not isinstance(given, str | None) or text is None:
            raise AnalysisError(f"{given!r} is no text", where="claim", do=f"write it as one of: {'; '.join(FORMS)}")
    said, inside = " ".join(text.split()), _plain_id(document or "")
    if len(said) > _LONGEST:
        raise AnalysisError(f"a claim of {len(said):,} characters", where="claim", do="say it in one short sentence")
    if found := _TOP.fullmatch(said):
        inside = inside or _plain_id(found[3] or "")
        if not inside or int(found[2]) < 1:
            raise AnalysisError(f"not clear: {said!r}", where="claim", do="write WORD is in the top 10 of DOCUMENT")
        return Claim(said, "rank", found[1], document=inside, top=int(found[2]), name=name, note=note)
    if found := _CHANGE.fullmatch(said):
        if inside:
            raise AnalysisError(
                f"a change cannot be counted in one document: {said!r}", where="claim", do="leave document out"
            )
        kind: Literal["rise", "fall"] = "rise" if found[2] == "rises" else "fall"
        return Claim(said, kind, found[1], dates=(found[3], found[4]), name=name, note=note)
    if found := _COMPARISON.fullmatch(said):
        left, right = (found[1], found[3]) if found[2] == ">" else (found[3], found[1])
        return Claim(said, "comparison", left.strip(), right.strip(), document=inside, name=name, note=note)
    raise AnalysisError(f"not understood: {said!r}", where="claim", do=f"write it as one of: {'; '.join(FORMS)}")


def _plain_id(written: str) -> str:
    return written.strip().strip('"').rstrip("….")


def read_claims(path: str | Path) -> tuple[Claim, ...]:
    """Read claims.toml: one table for each claim, with `claim`, and if wanted `document` and `note`.

    Raises AnalysisError with file, line and key: not TOML, an unknown key, a wrong type, a claim not understood.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = tomllib.loads(text)
    except FileNotFoundError:
        raise AnalysisError(
            "there is no such file of claims", where=path.name, do="write one claim per table"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise AnalysisError(
            f"cannot be read ({type(error).__name__})", where=path.name, do="save it as UTF-8"
        ) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise AnalysisError(f"not TOML: {error}", where=path.name, do="mend that line") from None
    return tuple(_claim(name, table, _Place(path.name, text, name)) for name, table in content.items())


@dataclass(frozen=True)
class _Place:
    """Where in the file a claim stands, for errors."""

    file: str
    text: str
    name: str

    def error(self, what: str, key: str = "", do: str = "") -> AnalysisError:
        lines = self.text.splitlines()
        table = re.compile(rf"""\s*\[?\s*["']?{re.escape(self.name)}["']?\s*[\]=.]""")
        at = next((number for number, line in enumerate(lines, 1) if table.match(line)), 0)
        entry = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
        if key and at:
            at = next((number for number, line in enumerate(lines[at:], at + 1) if entry.match(line)), at)
        return AnalysisError(what, where=f"{self.file}, line {at}" if at else self.file, do=do)


def _claim(name: str, table: Any, place: _Place) -> Claim:
    example = f'write [{name}] and below it claim = "A > B"'
    if not isinstance(table, dict):
        raise place.error(f"{name} is no claim", do=example)
    for key, value in table.items():
        if key not in _KEYS:
            raise place.error(f"claim {name} has an unknown key {key!r}", key, f"known keys are {', '.join(_KEYS)}")
        if not isinstance(value, str):
            raise place.error(f"{key} of claim {name} must be text in quotes", key)
    if not table.get("claim"):
        raise place.error(f"claim {name} says nothing", do=example)
    try:
        return claim(table["claim"], document=table.get("document"), name=name, note=table.get("note", ""))
    except AnalysisError as error:
        raise place.error(f"claim {name}: {error.what}", "claim", error.do) from None
