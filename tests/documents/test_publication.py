"""The four outcomes of dating a document, and the evidence for each."""

from pathlib import Path

from analysis.documents.publication import find_publication

SEEDS = Path(__file__).parents[2] / "seeds"


def seed(number):
    return next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")


def blanked(text, *spans):
    characters = list(text)
    for start, end in spans:
        for place in range(start, end):
            if characters[place] != "\n":
                characters[place] = " "
    return "".join(characters)


def test_a_stated_date_line():
    text = seed("000")
    header = (text.index("2022/03/06"), text.index("2022/03/06") + 16)
    found = find_publication(text, blanked(text, header), headers=[header])
    assert (found.published, found.basis) == ("2022-03-06", "stated")
    assert [cue.text for cue in found.evidence] == ["2022/03/06 11:43"]


def test_a_date_line_without_a_year_is_completed_by_the_text():
    text = seed("002")
    found = find_publication(text, text, headers=[])
    assert (found.published, found.basis) == ("2021-11-02", "inferred")
    assert "November 2" in [cue.text for cue in found.evidence]
    assert any("world knowledge" in cue.reason for cue in found.evidence)


def test_bounds_from_cues_with_clear_verbs():
    text = seed("001")
    caption = (text.index("A bird"), text.index("— IC") + 4)
    found = find_publication(text, blanked(text, caption), headers=[], captions=[caption])
    assert (found.published, found.basis) == ("2023-04/2023-09", "inferred")
    quoted = {cue.text for cue in found.evidence}
    assert {"April", "the third quarter of this year", "the second quarter of 2024"} <= quoted
    for cue in found.evidence:
        assert text[cue.start : cue.end] == cue.text
        assert cue.reason


def test_a_text_without_evidence_is_unknown():
    found = find_publication("They met in a garden.", "They met in a garden.")
    assert (found.published, found.basis, found.evidence) == ("", "unknown", ())
