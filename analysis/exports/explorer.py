"""The explorer: from any count to its sentences, live in a notebook and as one page that works without a network."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.charts.style import plural
from analysis.errors import AnalysisError
from analysis.exports.atomic import write_together
from analysis.exports.explorer_data import document_of, index_of, pack, packs_of, places_of
from analysis.exports.explorer_selection import read_selection, selected
from analysis.measures.passages import find_phrase
from analysis.measures.results import result
from analysis.measures.themes import theme_mentions

if TYPE_CHECKING:
    import pandas as pd

    from analysis.corpus import Corpus
    from analysis.exports.dossier import Dossier
    from analysis.exports.explorer_widget import View
    from analysis.measures.theme_file import Themes

# What one page holds and still opens in two seconds. Above it the page samples, and the notebook asks its kernel.
MOST_DOCUMENTS = 1_000
MOST_CHARACTERS = 10_000_000

# What the name of an exported selection is made of, so that one selection does not replace another.
NAMED = ("theme", "term", "document", "period", "clock")


def explore(corpus: Corpus, themes: Themes, *, folder: str | Path = "exports") -> Explorer:
    """Documents, themes, both clocks, a search and the originals in one view: choosing in any part filters the others.

    A notebook shows it; `.save("explorer.html")` writes it as one page that can be mailed and opens without a network.
    `folder` is where a selection is exported to.

    >>> from analysis import read_corpus, read_themes
    >>> explore(read_corpus("seeds"), read_themes("seeds/themes.toml"))
    Explorer(3 documents, 57 sentences, 4 themes, 82 mentions)
    """
    return Explorer(corpus, themes, folder)


class Explorer:
    """What `explore` gives: `.save(path)`; in a notebook the view, `.selection`, `.mentions()` and `.export(name)`."""

    def __init__(self, corpus: Corpus, themes: Themes, folder: str | Path = "exports") -> None:
        self.corpus = corpus
        self.themes = themes
        self.folder = folder

    def __repr__(self) -> str:
        counts = {
            "document": len(self.corpus.ids),
            "sentence": len(self.corpus.spans.starts),
            "theme": len(self.themes),
            "mention": len(theme_mentions(self.corpus, self.themes)),
        }
        return f"Explorer({', '.join(plural(count, noun) for noun, count in counts.items())})"

    def save(self, path: str | Path) -> Path:
        """Write the page; an older one of the same name is replaced whole or stays. Equal input gives equal bytes.

        A corpus of more than 1,000 documents or 10 million characters is sampled, by a rule that the page states.
        Raises AnalysisError where the folder takes no files.
        """
        from analysis.exports.explorer_page import page

        path = Path(path)
        corpus, note = sample(self.corpus)
        packs = [pack(corpus, ids) for ids in packs_of(corpus)]
        content = page(index_of(corpus, self.themes, note=note), packs, title="Explorer")
        write_together(path.parent, {path.name: content})
        return path

    @property
    def selection(self) -> str:
        """What is chosen, as text such as `theme=clean-energy;document=000`: to keep, set or send."""
        return str(self.view.selection)

    @selection.setter
    def selection(self, text: str) -> None:
        self.view.selection = text

    def mentions(self) -> pd.DataFrame:
        """The mentions of the selection, one row each: document, sentence, theme, start, end.

        >>> from analysis import read_corpus, read_themes
        >>> explorer = explore(read_corpus("seeds"), read_themes("seeds/themes.toml"))
        >>> explorer.selection = "theme=clean-energy;document=000_e24a81e5e0c803f7"
        >>> len(explorer.mentions())
        2
        """
        return selected(self.corpus, self.themes, self.selection)

    def export(self, name: str, *, folder: str | Path | None = None) -> Dossier:
        """The selection as a dossier: its mentions counted by document and theme, and the sentences behind them.

        It goes into `folder`, or else into the one that `explore` was told.
        """
        import matplotlib.pyplot as plt

        from analysis.charts import theme_heatmap
        from analysis.exports.dossier import export

        mentions = self.mentions()
        table = mentions.groupby(["document", "theme"], sort=False).size().rename("count").reset_index()
        settings = {**mentions.attrs["settings"], "weighting": "count"}
        table = result(table.assign(weight=table["count"].astype(float)), self.corpus, "selection", **settings)
        ax = theme_heatmap(table)
        try:
            return export(ax, name, table=table, evidence=mentions, folder=self.folder if folder is None else folder)
        finally:
            plt.close(ax.get_figure(root=True))

    @cached_property
    def view(self) -> View:
        """The live widget, made when it is first shown."""
        from analysis.exports.explorer_widget import View

        _, above = sample(self.corpus)
        packs = [] if above else [pack(self.corpus, ids) for ids in packs_of(self.corpus)]
        return View(self._answer, index=index_of(self.corpus, self.themes), packs=packs)

    def _answer(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """What the view asks of the kernel: a text or a search where the page holds no texts, and an export."""
        try:
            if "document" in question:
                return document_of(self.corpus, self.corpus.ids[int(question["document"])])
            if "search" in question:
                return dict(places_of(self.corpus, find_phrase(self.corpus, str(question["search"]))))
            chosen = read_selection(self.selection)
            name = " ".join(["selection", *(chosen[part] for part in NAMED if part in chosen)])
            return {"said": f"Exported: {self.export(name)!r}"}
        except AnalysisError as error:
            return {"said": str(error), "error": str(error), "document": [], "sentence": [], "start": [], "end": []}

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        from analysis.charts import theme_heatmap
        from analysis.exports.explorer_widget import bundle, png
        from analysis.measures.theme_weights import theme_weights

        ax = theme_heatmap(theme_weights(self.corpus, self.themes))
        return bundle(self.view, repr(self), png(ax.get_figure(root=True)))


def sample(corpus: Corpus) -> tuple[Corpus, str]:
    """The corpus, or the part of it that one page holds, and the sentence that says which part."""
    sizes = {document: len(corpus.text(document)) for document in corpus.ids}
    ids = [document for document in corpus.ids if sizes[document] <= MOST_CHARACTERS]
    every = 1
    while len(ids[::every]) > MOST_DOCUMENTS or sum(sizes[one] for one in ids[::every]) > MOST_CHARACTERS:
        every += 1
    kept = ids[::every]
    if len(kept) == len(corpus.ids):
        return corpus, ""
    note = (
        f"A sample: {len(kept):,} of {len(corpus.ids):,} documents, one in {every} in the order of their ids, "
        f"because one page holds at most {MOST_DOCUMENTS:,} documents and {MOST_CHARACTERS:,} characters. "
        "All numbers here are of the sample."
    )
    return corpus.select(kept), note
