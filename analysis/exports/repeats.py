"""How each measure is repeated from what its table says of itself: one entry per measure that the package has."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.measures.asked import asked_again
from analysis.measures.theme_file import Themes, themes_of

if TYPE_CHECKING:
    from analysis.corpus import Corpus


@dataclass(frozen=True, eq=False)
class Asked:
    """A table to be made again: the corpus as it is now, the settings it was made with, and its rows as they were.

    `themes` are those that its settings keep; None where it was counted without any.
    """

    corpus: Corpus
    settings: Mapping[str, Any]
    themes: Themes | None
    before: pd.DataFrame


Repeat = Callable[[Asked], pd.DataFrame]


def plain(home: str) -> Repeat:
    """Repeats a measure whose settings are its options: `plain("terms.term_frequencies")`."""

    def again(asked: Asked) -> pd.DataFrame:
        measure = found(home)
        if "themes" in inspect.signature(measure).parameters:
            return measure(asked.corpus, themes=asked.themes, **options(measure, asked.settings))
        return measure(asked.corpus, **options(measure, asked.settings))

    return again


def of_query(home: str) -> Repeat:
    """Repeats a measure of what stands near or in a query."""

    def again(asked: Asked) -> pd.DataFrame:
        measure = found(home)
        query = asked_again(asked.settings["asked"])
        if isinstance(query, Themes) and "theme" in inspect.signature(measure).parameters:
            return measure(asked.corpus, query.themes[0], **options(measure, asked.settings))
        return measure(asked.corpus, query, **options(measure, asked.settings))

    return again


def found(home: str) -> Callable[..., pd.DataFrame]:
    """The measure that stands in `analysis.measures`, loaded when it is asked for."""
    module, _, name = home.partition(".")
    measure: Callable[..., pd.DataFrame] = getattr(import_module(f"analysis.measures.{module}"), name)
    return measure


def options(measure: Callable[..., pd.DataFrame], settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that are options of the measure; empty ones stand for None."""
    known = [
        name
        for name, parameter in inspect.signature(measure).parameters.items()
        if name not in ("corpus", "themes", "theme", "query", "target", "reference")
    ]
    return {name: None if settings[name] == "" else settings[name] for name in known if name in settings}


def contrast(asked: Asked) -> pd.DataFrame:
    """Against a list of frequencies only what a row says alone: p is adjusted over a list that was not kept."""
    from analysis.measures.contrast import contrast as measure

    settings = asked.settings
    target = asked_again(settings["sentences_with"]) if "sentences_with" in settings else settings["target"]
    if "frequencies" not in settings:
        reference = None if settings["reference"] == "the rest" else settings["reference"]
        return measure(asked.corpus, target, reference=reference, **options(measure, settings))
    listed = asked.before.set_index("term")["reference"]
    others = settings["words_reference"] - int(listed.sum())
    reference = pd.concat([listed, pd.Series({"\ufffd others": others} if others else {}, dtype="int64")])
    again = measure(asked.corpus, target, reference=reference, minimum=settings["minimum"])
    return again.drop(columns=["p", "documents_reference", "dispersion_reference", "flag"])


def topics(asked: Asked) -> pd.DataFrame:
    """The terms of topics, or their documents; how steady they are is no number of the table."""
    from analysis.measures.topics import topics as measure

    chosen = {name: asked.settings[name] for name in ("n", "passages", "stopwords", "top", "seed")}
    again = measure(asked.corpus, **chosen, runs=0)
    return again.terms if "term" in asked.before.columns else again.documents


def robustness(asked: Asked) -> pd.DataFrame:
    """A claim under every way to count."""
    from analysis.measures.robustness import claim
    from analysis.measures.robustness import robustness as measure

    said = claim(asked.settings["claim"], document=asked.settings["document"])
    return measure(asked.corpus, said, themes=asked.themes, stopwords=asked.settings["stopwords"])


def check_claims(asked: Asked) -> pd.DataFrame:
    """The verdicts on claims."""
    from analysis.measures.robustness import check_claims as measure
    from analysis.measures.robustness import claim

    said = [claim(**entry) for entry in asked.settings["claims"]]
    return measure(asked.corpus, said, themes=asked.themes, stopwords=asked.settings["stopwords"])


def compare_themes(asked: Asked) -> pd.DataFrame:
    """What came and went between two theme files."""
    from analysis.measures.audit import compare_themes as measure

    old, new = (themes_of({"themes": asked.settings[name]}) for name in ("old", "new"))
    return measure(old, new, asked.corpus)


# What people judged (`audit_report`) is the one table that no count gives again.
REPEATS: Mapping[str, Repeat] = {
    "audit_sample": plain("audit.audit_sample"),
    "check_claims": check_claims,
    "cleaning_ledger": plain("ledger.cleaning_ledger"),
    "collocation_mentions": of_query("collocations.collocation_mentions"),
    "collocations": of_query("collocations.collocations"),
    "compare_themes": compare_themes,
    "contrast": contrast,
    "date_mentions": plain("dates.date_mentions"),
    "documents": lambda asked: asked.corpus.documents.reset_index(),
    "passages": of_query("passages.passages"),
    "removed": lambda asked: asked.corpus.removed,
    "robustness": robustness,
    "similarity": plain("similarity.similarity"),
    "suggest_patterns": of_query("suggestions.suggest_patterns"),
    "term_frequencies": plain("terms.term_frequencies"),
    "tf_idf": plain("weights.tf_idf"),
    "theme_mentions": plain("themes.theme_mentions"),
    "theme_patterns": plain("audit.theme_patterns"),
    "theme_weights": plain("theme_weights.theme_weights"),
    "timeline": plain("timelines.timeline"),
    "topic_numbers": plain("topics.topic_numbers"),
    "topic_themes": plain("topics.topic_themes"),
    "topics": topics,
}
