"""A tidy table becomes Axes: `analysis.charts.theme_bars(table)`; each chart is loaded when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Where each chart lives. Nothing here imports matplotlib, so `import analysis.charts` costs nothing.
_PLACES = {
    "terms": ("term_bars", "tf_idf_bars", "topic_terms"),
    "contrast": ("term_contrast",),
    "themes": ("theme_bars", "theme_heatmap"),
    "dispersion": ("theme_dispersion",),
    "timelines": ("timeline_lines", "timeline_multiples"),
    "dates": ("date_bars",),
    "clocks": ("two_clocks",),
    "documents": ("document_bars", "cleaning_bars", "similarity_heatmap"),
    "robustness": ("specification_curve",),
    "marks": ("describe", "mark", "keys_of", "KEYS"),
    "answers": ("in_short",),
    "style": ("theme_colors", "house", "short_names"),
}
_HOME = {name: module for module, names in _PLACES.items() for name in names}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
