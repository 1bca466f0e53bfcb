"""The example documents against a gold standard made by hand from their texts alone."""

import json
from pathlib import Path

import pytest

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
