"""The example documents against a gold standard made by hand from their texts alone."""

import json
import re
from pathlib import Path

import pytest

from analysis import read_corpus
from analysis.language.dates import bounds, find_dates

ROOT = Path(__file__).parents[2]
GOLD = json.loads((ROOT / "tests/data/dates/seeds_gold.json").read_text(encoding="utf-8"))["seeds"]
ROLES = {"past": "past", "future": "target", "publication": "publication"}


def expected_kind(gold):
    if gold["type"] in ("SET", "DURATION"):
        return gold["type"].lower()
    if "inside a name" in gold["resolved_by"]:
        return "name"
    return gold["granularity"] if gold["granularity"] in ("vague", "event") else "date"


def mentions_of(seed):
    text = (ROOT / "seeds" / f"{seed['id']}.txt").read_text(encoding="utf-8")
    return text, find_dates(text, seed["scoring_dct"])


CORE = [
    pytest.param(seed, gold, id=f"{seed['id'][:3]}-{gold['start']}-{gold['text']}")
    for seed in GOLD
    for gold in seed["dates"]
    if gold["core"]
]


@pytest.mark.parametrize(("seed", "gold"), CORE)
def test_core_expressions_hold_exactly(seed, gold):
    text, mentions = mentions_of(seed)
    found = {(mention.start, mention.end): mention for mention in mentions}[gold["start"], gold["end"]]
    edtf = gold["edtf"].replace("?", "")
    assert text[found.start : found.end] == found.text == gold["text"]
    assert (found.edtf, found.granularity, found.bound) == (edtf, gold["granularity"], gold["bound"] or "")
    assert found.kind == expected_kind(gold)
    assert found.role == ROLES.get(gold["role"].split()[0], "unknown")
    expected = [(gold[end] or "NaT")[:10] for end in ("lo", "hi")]
    assert [str(end)[:10] for end in (found.earliest, found.latest)] == expected
    assert [str(end)[:10] for end in bounds(found.edtf)] == expected


def test_every_core_expression_is_there():
    assert len(CORE) == 19


OTHERS = [
    pytest.param(seed, gold, id=f"{seed['id'][:3]}-{gold['start']}-{gold['text']}")
    for seed in GOLD
    for gold in seed["dates"]
    if not gold["core"]
]


@pytest.mark.parametrize(("seed", "gold"), OTHERS)
def test_the_other_expressions_hold_by_their_kind(seed, gold):
    _, mentions = mentions_of(seed)
    found = [mention for mention in mentions if mention.start < gold["end"] and mention.end > gold["start"]]
    assert [mention.kind for mention in found] == [expected_kind(gold)]


NEVER = [
    pytest.param(seed, text, id=f"{seed['id'][:3]}-{text}")
    for seed in GOLD
    for text in seed["must_not_tag"]
    if text != "for a long"  # the one that stands in no text
]


@pytest.mark.parametrize(("seed", "never"), NEVER)
def test_what_is_never_a_date(seed, never):
    text, mentions = mentions_of(seed)
    places = [found.span() for found in re.finditer(re.escape(never), text)]
    assert places
    tagged = [mention for mention in mentions if mention.kind == "date"]
    assert not [
        mention.text for mention in tagged for start, end in places if mention.start < end and mention.end > start
    ]


@pytest.mark.parametrize("seed", GOLD, ids=lambda seed: seed["id"][:3])
def test_publication_dates(seed):
    documents = read_corpus(ROOT / "seeds").documents
    gold = seed["publication"]
    assert documents.published[seed["id"]] == gold["edtf"].replace("?", "")[:10] or "/" in gold["edtf"]
    assert str(documents.earliest[seed["id"]])[:10] == gold["lo"]
    assert str(documents.latest[seed["id"]])[:10] == gold["hi"]


def test_the_gold_is_whole():
    assert (len(GOLD), len(OTHERS), len(NEVER)) == (3, 6, 19)
