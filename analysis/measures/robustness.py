"""How much a claim depends on how one counts: the same claim under every reasonable way, and which ways bear it out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis.measures.checks import check_corpus, check_themes
from analysis.measures.claims import Claim, read_claims
from analysis.measures.claims import claim as claim
from analysis.measures.recounting import DIGITS, Counter, operand, ranked_term, stop_terms
from analysis.measures.results import result
from analysis.measures.theme_file import Themes
from analysis.measures.themes import theme_mentions
from analysis.measures.weights import SCHEMES

if TYPE_CHECKING:
    from analysis.corpus import Corpus

__all__ = ["Claim", "check_claims", "claim", "claim_mentions", "read_claims", "robustness"]

UNITS = ("word", "sentence")


class Setting(NamedTuple):
    """One way to count."""

    scheme: str
    stopwords: str
    cleaning: str
    unit: str


def robustness(
    corpus: Corpus, said: Claim | str, *, themes: Themes | None = None, stopwords: Collection[str] | None = None
) -> pd.DataFrame:
    """One row per way to count: scheme, stopwords, cleaning, unit, value, holds, distinct; as in the tables first.

    The ways are TF-IDF scheme × stop words kept or left out × cleaned or uncleaned × per word or per sentence. A theme
    weighs Σ over its patterns of count × idf, per word of the body, or sentences with the pattern per sentence.
    value: for a comparison left / (left + right), for a rise or fall the later or earlier weight / both; the claim
    holds above 0.5. For a ranking the rank by TF-IDF in the document, ties taking the better, 0 where the word weighs
    nothing; it holds from 1 to the rank named. `distinct` numbers the different values: settings that give the same
    number count once.

    `stopwords` are those of `themes` unless given. attrs["summary"] says in how many distinct counts the claim holds,
    where it fails, and on which documents it rests; attrs["rests_on"] lists the documents without any one of which the
    first row would turn round; attrs["mentions"] gives how often each side of a comparison is mentioned (of a rise the
    later side, then the earlier; of a fall the other way). AnalysisError for a claim, theme, document or date that is
    not there.

    >>> from analysis.corpus import make_corpus
    >>> corpus = make_corpus({"a": "Green cars. Green trains. Coal.", "b": "Old coal."})
    >>> table = robustness(corpus, '"green" > "coal"')
    >>> table.attrs["summary"]
    'holds in 2 of 2 distinct counts; turns round without document a'
    """
    check_corpus(corpus)
    if themes is not None:
        check_themes(themes)
    said = said if isinstance(said, Claim) else claim(said)
    stops = stop_terms(stopwords, themes)
    corpora = _cleanings(corpus)
    counter = Counter(corpus, said, themes)
    ways = list(product(corpora, UNITS, ("kept", "left out") if stops else ("kept",)))
    counted = [
        counter.count(corpora[cleaning], unit, stops if words == "left out" else set(), dropping=number == 0)
        for number, (cleaning, unit, words) in enumerate(ways)
    ]
    rows = [
        (Setting(scheme, words, cleaning, unit), round(float(values[0]), DIGITS))
        for (cleaning, unit, words), schemes in zip(ways, counted, strict=True)
        for scheme, values in schemes.items()
    ]
    table = _table(rows, counter)
    verdict, *without = counter.holds(counted[0][SCHEMES[0]])
    turned = [document for document, other in zip(corpus.ids, without, strict=True) if other != verdict]
    table = result(
        table,
        corpus,
        "robustness",
        notes=counter.notes(corpus),
        claim=said.text,
        kind=said.kind,
        document=corpus.ids[counter.document] if said.document else "",
        value="rank, 0 for none" if said.kind == "rank" else "left / (left + right), holds above 0.5",
        stopwords=sorted(stops),
        **(themes.settings if themes is not None else {}),
    )
    table.attrs |= {"summary": counter.nothing(corpora.values()) or summary(table, turned), "rests_on": turned}
    table.attrs |= {"mentions": counter.mentions(corpus)}
    return table


def check_claims(
    corpus: Corpus,
    claims: Iterable[Claim],
    *,
    themes: Themes | None = None,
    stopwords: Collection[str] | None = None,
) -> pd.DataFrame:
    """One row per claim: claim, holds, of, summary, name, document, value, verdict, rests_on, note.

    It holds in `holds` of `of` distinct counts; value and verdict are those of the first row of `robustness`, the way
    the other tables count. `rests_on` names the documents without any one of which the verdict would turn round.
    """
    claims, rows = tuple(claims), []
    for said in claims:
        table = robustness(corpus, said, themes=themes, stopwords=stopwords)
        held = table.drop_duplicates("distinct")
        rows.append(
            {
                "claim": said.text,
                "holds": int(held["holds"].sum()),
                "of": len(held),
                "summary": table.attrs["summary"],
                "name": said.name,
                "document": table.attrs["settings"]["document"],
                "value": float(table["value"].iloc[0]),
                "verdict": bool(table["holds"].iloc[0]),
                "rests_on": ", ".join(table.attrs["rests_on"]),
                "note": said.note,
            }
        )
    kinds = {"holds": "int64", "of": "int64", "value": "float64", "verdict": "bool"}
    columns = ("claim", "holds", "of", "summary", "name", "document", "value", "verdict", "rests_on", "note")
    table = pd.DataFrame(rows, columns=list(columns))
    return result(
        table.astype({column: kinds.get(column, "str") for column in columns}),
        corpus,
        "check_claims",
        claims=[
            {"text": said.text, "document": said.document, "name": said.name, "note": said.note} for said in claims
        ],
        stopwords=sorted(stop_terms(stopwords, themes)),
        **(themes.settings if themes is not None else {}),
    )


def claim_mentions(corpus: Corpus, said: Claim | str, *, themes: Themes | None = None) -> pd.DataFrame:
    """The mentions that a claim counts, as `theme_mentions` gives them: its evidence."""
    said = said if isinstance(said, Claim) else claim(said)
    counter = Counter(corpus, said, themes)
    written = [f'"{ranked_term(said.left)}"'] if said.kind == "rank" else [said.left, said.right or said.left]
    spoken = {theme.name: theme for theme in (operand(side, themes) for side in written)}
    table = theme_mentions(corpus, Themes(tuple(spoken.values())))
    inside = {document for document, member in zip(corpus.ids, counter.members(), strict=True) if member}
    kept = table[table["document"].isin(inside)].reset_index(drop=True)
    return result(kept, corpus, "claim_mentions", claim=said.text)


def _cleanings(corpus: Corpus) -> dict[str, Corpus]:
    """The corpus as it is, then the same originals cleaned the other way."""
    if corpus.rules:
        return {"cleaned": corpus, "uncleaned": corpus.recleaned(False)}
    return {"uncleaned": corpus, "cleaned": corpus.recleaned(True)}


def _table(rows: list[tuple[Setting, float]], counter: Counter) -> pd.DataFrame:
    settings, values = [setting for setting, _ in rows], np.array([value for _, value in rows])
    table = pd.DataFrame(settings, columns=list(Setting._fields)).astype("str")
    return table.assign(value=values, holds=counter.holds(values), distinct=pd.factorize(values)[0] + 1)


_WORDS = {
    "scheme": "with {}",
    "stopwords": "with stop words {}",
    "cleaning": "{}",
    "unit": "per {}",
}


def summary(table: pd.DataFrame, turned: list[str]) -> str:
    """In how many distinct counts the claim holds, what the others share, and the documents it rests on."""
    counts = table.drop_duplicates("distinct")
    said = f"holds in {int(counts['holds'].sum())} of {len(counts)} distinct counts"
    failing = table[~table["holds"]]
    if len(failing) and table["holds"].any():
        said += f"; fails {_common(table, failing) or 'in several ways of counting'}"
    if turned:
        shown = ", ".join(turned) if len(turned) <= 3 else f"{turned[0]} or any one of {len(turned) - 1} others"
        said += f"; turns round without document {shown}"
    return said


def _common(table: pd.DataFrame, failing: pd.DataFrame) -> str:
    """What the settings that fail have in common and not all settings have."""
    said = []
    for column, words in _WORDS.items():
        values = list(dict.fromkeys(failing[column]))
        if len(values) < table[column].nunique():
            said.append(words.format(" or ".join(values)))
    return ", ".join(said)
