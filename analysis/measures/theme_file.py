"""themes.toml: what to look for, read strictly, so that a slip in the file is told with its line and not counted."""

from __future__ import annotations

import hashlib
import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import AnalysisError
from analysis.measures.phrases import Phrase, parse_phrases

_TOP_KEYS = ("version", "stopwords", "same")
_LISTS = ("terms", "exclude", "with")
_STRINGS = ("label", "color", "note")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Theme:
    """A named group of phrases: a stretch of text that one of `terms` matches is a mention of the theme.

    A mention that shares a word with a match of `exclude` does not count; where `companions` (the key `with`) are
    given, it counts only in a sentence that also holds one of them. `case` asks for the letters as written.
    """

    name: str
    label: str
    terms: tuple[Phrase, ...]
    exclude: tuple[Phrase, ...] = ()
    companions: tuple[Phrase, ...] = ()
    case: bool = False
    color: str = ""
    note: str = ""


@dataclass(frozen=True)
class Themes:
    """The themes of a file in its order, with the file's version and hash. Iterates over `Theme`."""

    themes: tuple[Theme, ...]
    version: str = ""
    stopwords: tuple[str, ...] = ()
    same: Mapping[str, tuple[str, ...]] | None = None
    file: str = ""
    sha256: str = ""
    notes: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Theme]:
        return iter(self.themes)

    def __len__(self) -> int:
        return len(self.themes)

    def __getitem__(self, name: str) -> Theme:
        for theme in self.themes:
            if theme.name == name:
                return theme
        raise AnalysisError(f"there is no theme {name!r}", where=self.file, do=f"choose from {', '.join(self.names)}")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the themes, in the order of the file."""
        return tuple(theme.name for theme in self.themes)

    @property
    def settings(self) -> dict[str, Any]:
        """What a table says of the themes that it was counted with."""
        return {
            "themes": {
                "file": self.file,
                "version": self.version,
                "sha256": self.sha256,
                "phrases": {theme.name: _written(theme.terms) for theme in self.themes},
                "exclude": {theme.name: _written(theme.exclude) for theme in self.themes if theme.exclude},
                "with": {theme.name: _written(theme.companions) for theme in self.themes if theme.companions},
                "case": [theme.name for theme in self.themes if theme.case],
            },
            "labels": {theme.name: theme.label for theme in self.themes},
            "colors": {theme.name: theme.color for theme in self.themes if theme.color},
        }

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(
            f"<tr><th style='text-align:left'>{escape(theme.label)}</th>"
            f"<td style='text-align:left'>{escape(', '.join(phrase.written for phrase in theme.terms))}</td>"
            f"<td style='text-align:left'>{escape(theme.note)}</td></tr>"
            for theme in self.themes
        )
        head = "<tr><th>theme</th><th>terms</th><th>why these</th></tr>"
        return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"

    def __repr__(self) -> str:
        return f"Themes({', '.join(self.names)})"


def _written(phrases: Sequence[Phrase]) -> list[str]:
    return [phrase.written for phrase in phrases]


def themes_of(settings: Mapping[str, Any]) -> Themes:
    """The themes that a table was counted with, from the settings in its `attrs`.

    >>> themes = read_themes("seeds/themes.toml")
    >>> themes_of(themes.settings)["diplomacy"].terms == themes["diplomacy"].terms
    True
    """
    kept, labels, colors = settings["themes"], settings.get("labels", {}), settings.get("colors", {})
    themes = tuple(
        Theme(
            name,
            labels.get(name, name),
            tuple(parse_phrases(phrases)),
            tuple(parse_phrases(kept["exclude"].get(name, []))),
            tuple(parse_phrases(kept["with"].get(name, []))),
            name in kept["case"],
            colors.get(name, ""),
        )
        for name, phrases in kept["phrases"].items()
    )
    return Themes(themes, version=kept["version"], file=kept["file"], sha256=kept["sha256"])


def read_themes(path: str | Path) -> Themes:
    """Read a theme file. `notes` of the result names phrases that stand twice or that another phrase covers.

    Raises AnalysisError with file, line and key: not TOML, an unknown key, a wrong type, an empty phrase, a lone `*`.

    >>> read_themes("seeds/themes.toml").names
    ('climate-cooperation', 'ev-manufacturing', 'clean-energy', 'diplomacy')
    """
    if not isinstance(path, str | Path):
        raise AnalysisError(
            f"{path!r} is no path", where="read_themes", do='name the file, as in "my-folder/themes.toml"'
        )
    path = Path(path)
    if path.exists() and not path.is_file():
        raise AnalysisError("not a file of themes", where=str(path), do="name the file, such as my-folder/themes.toml")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise AnalysisError(
            "there is no such theme file",
            where=str(path),
            do="write one; `python -m analysis new FOLDER` gives an example",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise AnalysisError(
            f"cannot be read ({error.__class__.__name__})", where=str(path), do="save it as UTF-8 text"
        ) from None
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _not_toml(str(path), text, str(error)) from None
    return _Reader(str(path), path.name, text).themes(content)


@dataclass(frozen=True)
class _Reader:
    """Turns the content of one file into themes; knows the lines for its errors."""

    path: str
    file: str
    text: str

    def themes(self, content: dict[str, Any]) -> Themes:
        version, stopwords, same = (content.get(key) for key in _TOP_KEYS)
        if not isinstance(version, str | int | None) or isinstance(version, bool):
            self.fail("version must be a word or a number", "version", do='for instance version = "1"')
        themes = tuple(self.theme(name, table) for name, table in content.items() if name not in _TOP_KEYS)
        return Themes(
            themes,
            version="" if version is None else str(version),
            stopwords=tuple(self.strings(stopwords or [], "stopwords")),
            same=self.same(same or {}),
            file=self.file,
            sha256=hashlib.sha256(self.text.encode()).hexdigest(),
            notes=tuple(note for theme in themes for note in _notes(theme)),
        )

    def theme(self, name: str, table: Any) -> Theme:
        if not isinstance(table, dict):
            self.fail(
                f"{name} is neither a theme nor one of {', '.join(_TOP_KEYS)}",
                name,
                do=f"write [{name}] with terms = […]",
            )
        for key, value in table.items():
            if key not in (*_LISTS, *_STRINGS, "case"):
                known = ", ".join((*_STRINGS, *_LISTS, "case"))
                self.fail(f"theme {name} has an unknown key {key!r}", name, key, do=f"known keys are {known}")
            if key in _STRINGS and not isinstance(value, str):
                self.fail(f"{key} of theme {name} must be text in quotes", name, key)
        if not isinstance(table.get("case", False), bool):
            self.fail(f"case of theme {name} must be true or false", name, "case")
        if table.get("color") and not _COLOR.fullmatch(table["color"]):
            self.fail(f"color of theme {name} must look like #0072B2", name, "color")
        if not table.get("terms"):
            self.fail(f"theme {name} has no terms", name, "terms", do='give it terms = ["a phrase", "another"]')
        terms, exclude, companions = (self.phrases(table.get(key, []), name, key) for key in _LISTS)
        return Theme(
            name,
            table.get("label", name),
            terms,
            exclude,
            companions,
            table.get("case", False),
            table.get("color", ""),
            table.get("note", ""),
        )

    def phrases(self, value: Any, name: str, key: str) -> tuple[Phrase, ...]:
        written = list(dict.fromkeys(self.strings(value, name, key)))
        phrases: list[Phrase] = []
        try:
            phrases.extend(parse_phrases(written))
        except AnalysisError as error:
            self.fail(f"{key} of theme {name}: {error.what}", name, key, written[len(phrases)], do=error.do)
        return tuple(phrases)

    def same(self, value: Any) -> dict[str, tuple[str, ...]]:
        if not isinstance(value, dict):
            self.fail("same must be a table", "same", do='write [same] and below it vehicles = ["vehicle"]')
        return {head: tuple(self.strings(forms, "same", head)) for head, forms in value.items()}

    def strings(self, value: Any, *place: str) -> Sequence[str]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(
                f"{'.'.join(place)} must be a list of texts in quotes", *place, do='for instance ["electric vehicle*"]'
            )
        return value

    def fail(self, what: str, *place: str, do: str = "") -> None:
        line = self.line(*place)
        raise AnalysisError(what, where=f"{self.path}, line {line}" if line else self.path, do=do)

    def line(self, *place: str) -> int:
        """The line of a key: each part of `place` is looked for behind the one before. 0 where it cannot be told."""
        lines, at, found = self.text.splitlines(), 0, 0
        for part in place:
            name = re.escape(part)
            pattern = re.compile(rf"""\s*(?:\[\s*["']?{name}["']?\s*[\].]|["']?{name}["']?\s*[=.])|.*["']{name}["']""")
            for number in range(at, len(lines)):
                if pattern.match(lines[number]):
                    at = found = number
                    found += 1
                    break
        return found


def _not_toml(file: str, text: str, said: str) -> AnalysisError:
    """The parser's complaint with the line that it is about; at the end of the file, that is the last line."""
    lines = text.rstrip().splitlines() or [""]
    place = re.search(r"\(at line (\d+)", said)
    line = min(int(place[1]) if place else len(lines), len(lines))
    what = re.sub(r" \(at [^)]*\)$", "", said)
    return AnalysisError(
        f"not TOML: {what}: {lines[line - 1].strip()[:60]}", where=f"{file}, line {line}", do="mend that line"
    )


def _notes(theme: Theme) -> Iterator[str]:
    """Phrases of a theme that count the same, and phrases that a wider one with a `*` covers."""
    seen: dict[tuple[tuple[str, ...], tuple[str, ...]], Phrase] = {}
    for phrase in theme.terms:
        key = (phrase.words, phrase.gaps)
        if key in seen:
            yield f"theme {theme.name}: {phrase.written!r} counts the same as {seen[key].written!r}"
        seen.setdefault(key, phrase)
    different = list(seen.values())
    by_word: dict[tuple[int, int, str], list[Phrase]] = {}
    for phrase in different:
        for place, word in enumerate(phrase.words):
            by_word.setdefault((len(phrase.words), place, word), []).append(phrase)
    by_first = sorted(different, key=lambda phrase: phrase.words[0])
    for wide in (phrase for phrase in different if phrase.has_star):
        plain = [(len(wide.words), place, word) for place, word in enumerate(wide.words) if "*" not in word]
        for narrow in by_word[plain[0]] if plain else _beginning(by_first, wide.words[0].partition("*")[0]):
            if len(narrow.words) == len(wide.words) and narrow.words != wide.words and wide.covers(narrow):
                yield f"theme {theme.name}: {narrow.written!r} is covered by {wide.written!r}"


def _beginning(phrases: list[Phrase], head: str) -> list[Phrase]:
    """Of phrases sorted by their first word those whose first word begins with `head`."""
    first = bisect_left(phrases, head, key=lambda phrase: phrase.words[0])
    return phrases[first : bisect_right(phrases, head + chr(0x10FFFF), key=lambda phrase: phrase.words[0])]
