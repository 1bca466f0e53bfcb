"""The four outcomes of dating a document, and the evidence for each."""

from pathlib import Path

import pytest

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


def dated(text, **options):
    found = find_publication(text, text, **options)
    return found.published, found.basis


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Tax plan fails\n\nFriday, March 4, 2022\n\nThe plan failed.", "2022-03-04"),
        ("Published: 4 March 2022 10:11 GMT\n\nThe plan failed.", "2022-03-04"),
        ("Tax plan fails\n\nMarch 04, 2022 The tax plan of the government failed.", "2022-03-04"),
        ("BERLIN, March 4, 2022 (Reuters) - The tax plan failed.", "2022-03-04"),
        ("Updated 6 March 2022\nPosted 4 March 2022\n\nThe plan failed.", "2022-03-04"),
        ("The plan failed.\n\n2022-03-04", "2022-03-04"),
        ("Berlin, 14 March 2024\n\nThe plan failed.", "2024-03-14"),
        ("London, March 14, 2024\n\nThe plan failed.", "2024-03-14"),
        ("Beijing, 2024-03-14\n\nThe plan failed.", "2024-03-14"),
        ("Tax plan fails\n\nWashington, D.C., March 14, 2024\n\nThe plan failed.", "2024-03-14"),
        ("Frankfurt am Main, Thursday, 14 March 2024\n\nThe plan failed.", "2024-03-14"),
        ("The plan failed.\n\nBerlin, 14 March 2024", "2024-03-14"),
        ("新华社\n2022年3月4日\n\n计划失败。", "2022-03-04"),
    ],
)
def test_a_date_line_states_the_day(text, published):
    assert dated(text) == (published, "stated")


@pytest.mark.parametrize(
    "text",
    [
        "On March 4, 2022, the plan failed.",  # told, not stated
        "BERLIN, March 4 - The plan failed.",  # no year anywhere
        "BERLIN, March 4 - The plan of 2019 failed and was read again in 2021.",  # nothing bounds it above
        "03/04/2022\n\nThe plan failed.",  # two days, both possible
        "On Berlin, 14 March 2024 the plan failed.",  # running text
        "On Berlin, 14 March 2024\nthe plan failed.",
        "Berlin, 14 March 2024 was the day of the plan.",
        "He died in\nBerlin, 14 March 2024\nand was buried.",
        "Born: Berlin, 14 March 1924\n\nThe plan failed.",
        "The plan failed last week.",
        "The treaty was signed on\nMarch 3, 2011 President of the council being ill.",  # a line that runs on
        "He was in Rome in 2023. The town will be built in 2021.",  # cues that contradict one another
    ],
)
def test_what_is_not_settled_stays_unknown(text):
    assert dated(text) == ("", "unknown")


def test_a_date_line_needs_exactly_one_year():
    told = "The law was passed in {}. It will be read again in {}."
    assert dated("BERLIN, March 4 - " + told.format("January 2022", "May 2022")) == ("2022-03-04", "inferred")
    assert dated("BERLIN, March 4 - " + told.format("January 2021", "May 2022"))[0] != "2022-03-04"
    assert dated("BERLIN, February 29 - " + told.format("January 2021", "May 2024")) == ("2024-02-29", "inferred")


def test_the_id_is_weak_evidence():
    text = "The plan failed last week."
    found = find_publication(text, text, document="press/2022-03-04-tax")
    assert (found.published, found.basis) == ("2022-03-04", "inferred")
    assert [(cue.start, cue.end, cue.text, cue.reason) for cue in found.evidence] == [
        (0, 0, "2022-03-04", "the document's id")
    ]
    assert dated("The plan failed in 2023.", document="20220304") == ("", "unknown")
    assert dated("March 6, 2022\n\nThe plan failed.", document="20220304") == ("2022-03-06", "stated")


def test_cues_bound_years():
    text = "The bridge was closed in May 2019. It will be opened in 2021."
    assert dated(text) == ("2019-05/2021-12", "inferred")
