"""Cleaning the example documents: every removal judged by hand, and nothing else touched."""

import json
from pathlib import Path

import pytest

from analysis.documents.cleaning import DEFAULT_RULES, RULES, Cleaned, clean_documents
from analysis.errors import AnalysisError

ROOT = Path(__file__).parents[2]
GOLD = json.loads((ROOT / "tests/data/cleaning/seeds.json").read_text("utf-8"))
TEXTS = {path.stem: path.read_bytes().decode("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))}


@pytest.fixture(scope="module")
def cleaned() -> dict[str, Cleaned]:
    return clean_documents(TEXTS)


@pytest.mark.parametrize("document", GOLD)
def test_what_is_removed_is_what_a_reader_would_remove(cleaned: dict[str, Cleaned], document: str) -> None:
    text = TEXTS[document]
    removed = [[one.rule, text[one.start : one.end]] for one in cleaned[document].removals]
    assert removed == GOLD[document]["removed"]
    assert cleaned[document].title == GOLD[document]["title"]


@pytest.mark.parametrize("document", GOLD)
def test_every_other_character_is_untouched(cleaned: dict[str, Cleaned], document: str) -> None:
    text, body = TEXTS[document], cleaned[document].body
    assert len(body) == len(text)
    removed = {place for one in cleaned[document].removals for place in range(one.start, one.end)}
    assert all(body[place] == text[place] for place in range(len(text)) if place not in removed)
    assert {body[place] for place in removed} <= {" ", "\n", "\u2060"}


def test_sentences_cut_by_line_breaks_and_captions_are_whole_again(cleaned: dict[str, Cleaned]) -> None:
    lines = [" ".join(line.split()) for line in cleaned["001_4158e7f7f2b05cee"].body.split("\n")]
    for sentence in [
        "In response, Musk expressed his appreciation for the warm welcome Tesla has received from Shanghai and for "
        "the success of the Tesla Gigafactory in the city.",
        "Chen also discussed potential opportunities for Tesla to expand in Shanghai's low-carbon economy, developing "
        "new green products and technologies that would meet new market demands.",
        "They expressed their hope that Tesla will continue to deepen cooperation with the city, as it moves towards "
        "becoming a green, sustainable and modern metropolis.",
    ]:
        assert sentence in lines
    assert any(line.startswith('Shanghai Gigafactory was viewed as a "role model" for') for line in lines)


def test_markup_inside_a_word_keeps_the_word(cleaned: dict[str, Cleaned]) -> None:
    assert "  T\u2060\u2060esla CEO Elon Musk met" in cleaned["001_4158e7f7f2b05cee"].body


def test_the_body_begins_after_the_dateline(cleaned: dict[str, Cleaned]) -> None:
    body = cleaned["002_f7f59a5c972284ad"].body
    assert body.lstrip(" ").startswith("Qin Gang, Chinese Ambassador")
    assert "two countries. , Leading the world" in body
    assert "\n\n  The special event" in body


@pytest.mark.parametrize("rule", DEFAULT_RULES)
def test_each_rule_can_be_switched_off(rule: str) -> None:
    rules = [one for one in DEFAULT_RULES if one != rule]
    for document, result in clean_documents(TEXTS, rules=rules).items():
        text = TEXTS[document]
        expected = [[name, removed] for name, removed in GOLD[document]["removed"] if name != rule]
        if rule == "caption" and document.startswith("001"):  # the gap of a caption closes only where it is blanked
            expected = [one for one in expected if one != ["rejoined", "\n\n\n\n"]]
            expected.remove(["rejoined", "\n\n"])
        assert [[one.rule, text[one.start : one.end]] for one in result.removals] == expected


def test_without_rules_nothing_happens() -> None:
    assert {document: result.body for document, result in clean_documents(TEXTS, rules=()).items()} == TEXTS


def test_a_rule_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(AnalysisError, match="no cleaning rule 'captions'"):
        clean_documents(TEXTS, rules=["captions"])


def test_repeated_is_the_one_rule_off_by_default() -> None:
    assert set(RULES) - set(DEFAULT_RULES) == {"repeated"}
