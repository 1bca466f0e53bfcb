"""Charts of what a folder of documents says, each with the sentences behind it.

>>> import analysis
>>> corpus = analysis.read_corpus("seeds")
>>> themes = analysis.read_themes("seeds/themes.toml")
>>> weights = analysis.theme_weights(corpus, themes)
>>> ax = analysis.charts.theme_bars(weights)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis import charts as charts
    from analysis.corpus import Corpus as Corpus
    from analysis.corpus import make_corpus as make_corpus
    from analysis.corpus import read_corpus as read_corpus
    from analysis.errors import AnalysisError as AnalysisError
    from analysis.exports.dossier import export as export
    from analysis.exports.explorer import explore as explore
    from analysis.exports.report import report as report
    from analysis.exports.verify import verify as verify
    from analysis.measures.audit import audit_report as audit_report
    from analysis.measures.audit import audit_sample as audit_sample
    from analysis.measures.audit import compare_themes as compare_themes
    from analysis.measures.audit import theme_patterns as theme_patterns
    from analysis.measures.collocations import collocations as collocations
    from analysis.measures.contrast import contrast as contrast
    from analysis.measures.dates import date_mentions as date_mentions
    from analysis.measures.passages import passages as passages
    from analysis.measures.robustness import claim as claim
    from analysis.measures.robustness import robustness as robustness
    from analysis.measures.similarity import similarity as similarity
    from analysis.measures.suggestions import suggest_patterns as suggest_patterns
    from analysis.measures.terms import term_frequencies as term_frequencies
    from analysis.measures.theme_file import read_themes as read_themes
    from analysis.measures.theme_weights import theme_weights as theme_weights
    from analysis.measures.themes import theme_mentions as theme_mentions
    from analysis.measures.timelines import timeline as timeline
    from analysis.measures.topics import topics as topics
    from analysis.measures.weights import tf_idf as tf_idf
    from analysis.scale.partitions import open_partitions as open_partitions

# Where each public name lives. Loaded on first use, so that reading a folder does not wait for charts or statistics.
_HOMES = {
    "AnalysisError": "errors",
    "Corpus": "corpus",
    "make_corpus": "corpus",
    "read_corpus": "corpus",
    "term_frequencies": "measures.terms",
    "tf_idf": "measures.weights",
    "contrast": "measures.contrast",
    "collocations": "measures.collocations",
    "passages": "measures.passages",
    "similarity": "measures.similarity",
    "read_themes": "measures.theme_file",
    "theme_mentions": "measures.themes",
    "theme_weights": "measures.theme_weights",
    "theme_patterns": "measures.audit",
    "audit_sample": "measures.audit",
    "audit_report": "measures.audit",
    "compare_themes": "measures.audit",
    "suggest_patterns": "measures.suggestions",
    "topics": "measures.topics",
    "date_mentions": "measures.dates",
    "timeline": "measures.timelines",
    "claim": "measures.robustness",
    "robustness": "measures.robustness",
    "export": "exports.dossier",
    "verify": "exports.verify",
    "report": "exports.report",
    "explore": "exports.explorer",
    "open_partitions": "scale.partitions",
}

__all__ = [*_HOMES, "charts"]


def __getattr__(name: str) -> Any:
    if name == "charts":
        return import_module("analysis.charts")
    if name not in _HOMES:
        raise AttributeError(f"module 'analysis' has no public name {name!r}")
    value = getattr(import_module(f"analysis.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
