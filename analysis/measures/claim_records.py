"""What each document gave to a claim, kept from one run to the next: so a verdict that moved finds the document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from analysis.measures.claims import Claim
from analysis.measures.recounting import Counter, Ranking, Sides, holds_at, operand, ranking, sides
from analysis.measures.theme_file import Themes

if TYPE_CHECKING:
    from analysis.corpus import Corpus

_SCHEME = "sklearn"  # the way the other tables count, and the first row of `robustness`
_NAMED = 3  # changed documents that a sentence names


@dataclass(frozen=True)
class Record:
    """One claim as it was counted: what it seeks, and what each document gave to it, in whole numbers.

    `parts` hold for each document, of a comparison or change, whether it is on the left and on the right side, its
    words, and its mentions by number of the pattern; of a ranking, as hexadecimal bits, which of `terms` it holds.
    `terms` are those of the ranked document with their counts.
    """

    claim: str
    document: str
    seeks: dict[str, Any]
    digests: dict[str, str]
    parts: dict[str, Any]
    terms: dict[str, int]

    def holds(self, said: Claim) -> bool:
        """The verdict on the claim, counted from the parts."""
        return bool(holds_at(said, self._value()))

    def _value(self) -> float:
        documents = list(self.parts)
        if self.seeks["term"]:
            packed = np.array([list(bytes.fromhex(bits)) for bits in self.parts.values()], dtype=np.uint8)
            held = np.unpackbits(packed.reshape(len(documents), -1), axis=1, count=len(self.terms))
            counted = Ranking(
                np.array(list(self.terms), dtype=object),
                np.array(list(self.terms.values()), dtype=np.int64),
                sparse.csr_array(held),
                documents.index(self.document),
            )
            return float(counted.values(_SCHEME, self.seeks["term"])[0])
        of_side = np.repeat([0, 1], [len(side["terms"]) for side in self.seeks["sides"]])
        counts = np.zeros((len(documents), len(of_side)), np.int64)
        for row, (_, _, _, mentions) in enumerate(self.parts.values()):
            counts[row, [int(number) for number in mentions]] = list(mentions.values())
        left, right, sizes = np.array([part[:3] for part in self.parts.values()], np.int64).T
        counted_sides = Sides(counts, sizes, (of_side == 0, of_side == 1), (left > 0, right > 0))
        return float(counted_sides.values(_SCHEME)[0])

    def put_back(self, before: Record, document: str) -> Record:
        """The same count with one document as it was in an earlier record: there or not, and with what it gave."""
        parts = {name: part for name, part in self.parts.items() if name != document}
        if document in before.parts:
            parts[document] = before.parts[document]
        return replace(self, parts=dict(sorted(parts.items())))


def record(corpus: Corpus, said: Claim, themes: Themes | None, *, terms: dict[str, int] | None = None) -> Record:
    """What each document of a corpus gives to a claim; of a ranking, over the `terms` given in place of its own.

    >>> from analysis.corpus import make_corpus
    >>> from analysis.measures.claims import claim
    >>> said = claim('"green" > "coal"')
    >>> kept = record(make_corpus({"a": "Green cars.", "b": "Old green coal."}), said, None)
    >>> kept.parts
    {'a': [1, 1, 2, {'0': 1}], 'b': [1, 1, 3, {'0': 1, '1': 1}]}
    >>> kept.holds(said)
    True
    """
    counter = Counter(corpus, said, themes)
    document = corpus.ids[counter.document] if said.document else ""
    digests = {name: source.sha256 for name, source in corpus.sources.items()}
    seeks: dict[str, Any] = {"term": "", "sides": [], "dates": list(said.dates)}
    parts: dict[str, Any]
    if said.kind == "rank":
        counted = ranking(corpus, counter.document, len(counter.term.split(" ")), "word", set(), over=terms)
        own = dict(zip(counted.terms.tolist(), counted.counts.tolist(), strict=True)) if terms is None else terms
        bits = np.packbits(counted.held.toarray() > 0, axis=1)
        parts = {name: row.tobytes().hex() for name, row in zip(corpus.ids, bits, strict=True)}
        return Record(said.text, document, seeks | {"term": counter.term}, digests, _sorted(parts), own)
    pair = Themes(tuple(operand(side, themes) for side in (said.left, said.right or said.left)))
    written = pair.settings["themes"]
    seeks["sides"] = [
        {
            "terms": [phrase.written for phrase in theme.terms],
            "exclude": written["exclude"].get(theme.name, []),
            "with": written["with"].get(theme.name, []),
            "case": theme.case,
        }
        for theme in pair
    ]
    told = sides(corpus, said, themes, counter.documents, "word", set())
    left, right = counter.documents
    parts = {
        name: [
            int(left[row]),
            int(right[row]),
            int(told.sizes[row]),
            {str(number): int(told.counts[row, number]) for number in np.flatnonzero(told.counts[row])},
        ]
        for row, name in enumerate(corpus.ids)
    }
    return Record(said.text, document, seeks, digests, _sorted(parts), {})


def what_moved(corpus: Corpus, said: Claim, themes: Themes | None, before: Record, now: Record) -> str:
    """Whether the verdict on a claim changed between two records, and which document moved it, in words.

    A document moved it if the claim, counted with that document alone as it was, would have the earlier verdict again.
    Where the document that is ranked changed, the others are not tried: its new words were not sought in them then.
    """
    earlier = before.holds(said)
    if now.holds(said) == earlier:
        return ""
    verdicts = "held in the run before, fails now" if earlier else "failed in the run before, holds now"
    if before.seeks != now.seeks:
        return f"{verdicts}: what it counts was defined otherwise"
    changed = changes(before, now)
    tried = list(changed)
    if said.kind == "rank" and before.terms != now.terms:
        now, tried = record(corpus, said, themes, terms=before.terms), [now.document]
    moved = [document for document in tried if now.put_back(before, document).holds(said) == earlier]
    if not moved:
        return f"{verdicts}: no one change alone moved it, but together {_listed(changed, list(changed))}"
    return f"{verdicts}: {_listed(changed, moved)}"


def changes(before: Record, now: Record) -> dict[str, str]:
    """What happened to each document that is not as it was: added, removed, edited, or read otherwise."""
    happened = {}
    for document in sorted({*before.parts, *now.parts}):
        if document not in before.parts:
            happened[document] = "was added"
        elif document not in now.parts:
            happened[document] = "was removed"
        elif before.digests[document] != now.digests[document]:
            happened[document] = "was edited"
        elif before.terms == now.terms and before.parts[document] != now.parts[document]:
            happened[document] = "was dated or cleaned otherwise"
    return happened


def _sorted(parts: dict[str, Any]) -> dict[str, Any]:
    """By id, so that a document put back stands where it would have been read."""
    return dict(sorted(parts.items()))


def _listed(changed: dict[str, str], documents: list[str]) -> str:
    shown = [f"document {document} {changed[document]}" for document in documents[:_NAMED]]
    more = [f"{len(documents) - _NAMED} more"] if len(documents) > _NAMED else []
    return ", ".join([*shown, *more])
