"""What documents gave to a claim: the same verdict as a fresh count, and the document that moved it by brute force."""

from __future__ import annotations

import json
from dataclasses import asdict

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from analysis.corpus import Corpus, make_corpus
from analysis.measures.claim_records import Record, record, what_moved
from analysis.measures.claims import claim
from analysis.measures.phrases import parse_phrase
from analysis.measures.robustness import robustness
from analysis.measures.theme_file import Theme, Themes

THEMES = Themes((Theme("green", "", (parse_phrase("a"), parse_phrase("b*"))), Theme("old", "", (parse_phrase("c"),))))
CLAIMS = ["green > old", "green < old", "old rises between 2007 and 2019", "a is in the top 2 of one"]
YEARS = {"one": "2007", "two": "2019", "three": "2007", "four": "2019"}
FIXED = {"five": "a b c d", "six": "b c c"}  # so that neither year is ever without a document
TEXTS = st.text(alphabet="abcd ", max_size=8).map("{} d".format)


def corpus_of(texts: dict[str, str]) -> Corpus:
    every = texts | FIXED
    years = YEARS | {"five": "2007", "six": "2019"}
    rows = {"document": list(every), "text": list(every.values()), "published": [years[name] for name in every]}
    return make_corpus(pd.DataFrame(rows))


def verdict(texts: dict[str, str], said: str) -> bool:
    return bool(robustness(corpus_of(texts), said, themes=THEMES)["holds"].iloc[0])


def named(sentence: str) -> list[str]:
    return [name for name in YEARS if f"document {name} " in sentence]


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.fixed_dictionaries({"one": TEXTS}, optional=dict.fromkeys(("two", "three", "four"), TEXTS)),
       st.fixed_dictionaries({"one": TEXTS}, optional=dict.fromkeys(("two", "three", "four"), TEXTS)))  # fmt: skip
def test_the_documents_that_moved_a_verdict_by_counting_again(old: dict[str, str], new: dict[str, str]) -> None:
    for said in CLAIMS:
        before, now = (record(corpus_of(texts), claim(said), THEMES) for texts in (old, new))
        assert before.holds(claim(said)) == verdict(old, said)
        before = Record(**json.loads(json.dumps(asdict(before))))
        sentence = what_moved(corpus_of(new), claim(said), THEMES, before, now)
        if verdict(old, said) == verdict(new, said):
            assert sentence == ""
            continue
        expected = []
        ranked_anew = "top" in said and before.terms != now.terms
        for name in ["one"] if ranked_anew else YEARS:
            back = {other: text for other, text in new.items() if other != name}
            back |= {name: old[name]} if name in old else {}
            if old.get(name) != new.get(name) and verdict(back, said) == verdict(old, said):
                expected.append(name)
        if expected:
            assert named(sentence) == expected or "more" in sentence
        else:
            assert "no one change alone moved it" in sentence


def test_in_words() -> None:
    said, before = claim("green > old"), {"one": "a a a", "two": "c c c"}
    first = record(corpus_of(before), said, THEMES)
    for after, words in (
        ({"one": "a a a", "two": "c c c c c c c c c"}, "document two was edited"),
        ({"one": "a a a", "two": "c c c", "four": "c c c c c c c c c"}, "document four was added"),
        ({"two": "c c c"}, "document one was removed"),
    ):
        corpus = corpus_of(after)
        sentence = what_moved(corpus, said, THEMES, first, record(corpus, said, THEMES))
        assert sentence == f"held in the run before, fails now: {words}"


def test_a_theme_that_was_defined_otherwise_is_said() -> None:
    other = Themes((Theme("green", "", (parse_phrase("d"),)), THEMES["old"]))
    corpus, said = corpus_of({"one": "a a a a"}), claim("green > old")
    sentence = what_moved(corpus, said, other, record(corpus, said, THEMES), record(corpus, said, other))
    assert sentence == "held in the run before, fails now: what it counts was defined otherwise"


@pytest.mark.parametrize("texts", [{}, {"two": "…"}])
def test_documents_without_words_are_recorded(texts: dict[str, str]) -> None:
    kept = record(make_corpus({"one": "…"} | texts), claim("a is in the top 2 of one"), None)
    assert not kept.holds(claim("a is in the top 2 of one"))
