"""What measures are given, checked before anything is counted: a wrong argument is told in one line."""

from __future__ import annotations

from collections.abc import Collection
from numbers import Integral
from typing import Any

from analysis.corpus import Corpus
from analysis.errors import AnalysisError
from analysis.measures.theme_file import Theme, Themes


def check_corpus(corpus: Any) -> None:
    """AnalysisError for anything but a corpus.

    >>> check_corpus("seeds")
    Traceback (most recent call last):
    analysis.errors.AnalysisError: corpus: this is no corpus but a str. What to do: give read_corpus("seeds").
    """
    if not isinstance(corpus, Corpus):
        made = f'read_corpus("{corpus}")' if isinstance(corpus, str) else "what read_corpus or make_corpus returned"
        raise AnalysisError(f"this is no corpus but {_kind(corpus)}", where="corpus", do=f"give {made}")


def check_themes(themes: Any) -> None:
    """AnalysisError for anything but themes."""
    if not isinstance(themes, Themes):
        whole = "all that read_themes returned" if isinstance(themes, Theme) else 'read_themes("…/themes.toml")'
        raise AnalysisError(f"these are no themes but {_kind(themes)}", where="themes", do=f"give {whole}")


def check_whole(number: Any, name: str, *, least: int = 1) -> None:
    """AnalysisError for anything but a whole number from `least` up."""
    if isinstance(number, bool) or not isinstance(number, Integral) or number < least:
        raise AnalysisError(f"{name} is {number!r}", where=name, do=f"give a whole number from {least} up")


def several(words: Any, name: str = "stopwords") -> Collection[str]:
    """Words as given; one word given as a string is that word, not its letters.

    >>> several("the"), several(["the", "a"])
    (['the'], ['the', 'a'])
    """
    if isinstance(words, str):
        return [words]
    try:
        words = list(words)
    except TypeError:
        words = [words]
    if wrong := [word for word in words if not isinstance(word, str)]:
        raise AnalysisError(f"{name} holds {wrong[0]!r}", where=name, do='give words, for instance ["the", "of"]')
    return words


def _kind(thing: Any) -> str:
    name = type(thing).__name__
    return "None" if thing is None else f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"
