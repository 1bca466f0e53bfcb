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
        # a date that stands by itself in a line of several parts
        ("Published: 4th June 2024, 07:12 | Updated: 5th June 2024, 10:01\n\nThe plan failed.", "2024-06-04"),
        ("Updated: 5 June 2024 | Published: 4 June 2024\n\nThe plan failed.", "2024-06-04"),
        ("By Jenny Carr | 4 June 2024\n\nThe plan failed.", "2024-06-04"),
        ("Mon 19 Aug 2024 • 3 min read\n\nThe plan failed.", "2024-08-19"),
        ("Vale Post · Friday, January 17, 2025 · page 3\n\nThe plan failed.", "2025-01-17"),
        ("Ref: MDC/2025/041   Date: 7 April 2025\n\nThe plan failed.", "2025-04-07"),
        ("posted by Owen on Tuesday, 3 September, 2024\n\nThe plan failed.", "2024-09-03"),
        ("FOR IMMEDIATE RELEASE – 18 March 2025\n\nThe plan failed.", "2025-03-18"),
        ("Embargoed until 00.01 on 9 September 2024\n\nThe plan failed.", "2024-09-09"),
        ("Last updated: 11 December 2024\n\nThe plan failed.", "2024-12-11"),
        ("London, March 14, 2024\n\nThe plan failed.", "2024-03-14"),
        ("Beijing, 2024-03-14\n\nThe plan failed.", "2024-03-14"),
        ("Tax plan fails\n\nWashington, D.C., March 14, 2024\n\nThe plan failed.", "2024-03-14"),
        ("Frankfurt am Main, Thursday, 14 March 2024\n\nThe plan failed.", "2024-03-14"),
        ("The plan failed.\n\nBerlin, 14 March 2024", "2024-03-14"),
        # the head names the kind of document, who made it, or the time with its zone
        ("Memo, 14 March 2024\n\nThe plan failed.", "2024-03-14"),
        ("Low flows\nPrepared 2 Sept. 2024 for the Marchland liaison group\n\nThe plan failed.", "2024-09-02"),
        ("BC-WATER Slug: WATER/DROUGHT (UPDATE 2) Aug 19 2024 14:05 GMT\nThe plan failed.", "2024-08-19"),
        # date lines in other languages
        ("Colmar, le 3 mars 2025\n\nCompte rendu", "2025-03-03"),
        ("Publié le 1er avril 2025 à 08h30\n\nLe plan a échoué.", "2025-04-01"),
        ("Communiqué de presse du 4 août 2024\n\nLe plan a échoué.", "2024-08-04"),
        ("Müllheim, den 14. August 2024\n\nDer Plan ist gescheitert.", "2024-08-14"),
        ("Freiburg, 8. März 2025\n\nDer Plan ist gescheitert.", "2025-03-08"),
        ("Freiburg im Breisgau, 8. Maerz 2025\n\nDer Plan ist gescheitert.", "2025-03-08"),
        ("Vermerk vom 2. September 2024\n\nDer Plan ist gescheitert.", "2024-09-02"),
        ("Madrid, 5 de enero de 2024\n\nEl plan falló.", "2024-01-05"),
        ("Roma, 5 gennaio 2024\n\nIl piano è fallito.", "2024-01-05"),
        ("Lisboa, 5 de março de 2024\n\nO plano falhou.", "2024-03-05"),
        ("Utrecht, 5 maart 2024\n\nHet plan mislukte.", "2024-03-05"),
        ("新华社\n2022年3月4日\n\n计划失败。", "2022-03-04"),
    ],
)
def test_a_date_line_states_the_day(text, published):
    assert dated(text) == (published, "stated")


@pytest.mark.parametrize(
    ("text", "published", "basis"),
    [
        ("FOR IMMEDIATE RELEASE\n\nOctober 2024\n\nThe plan failed.", "2024-10", "stated"),
        ("Water Cycle Study\nFinal report, March 2024\n\nThe plan failed.", "2024-03", "stated"),
        ("Version 1.2, September 2024\n\nThe plan failed.", "2024-09", "stated"),
        ("Rapport, mars 2024\n\nLe plan a échoué.", "2024-03", "stated"),
        ("Letters to the editor\nWeek of 10 March 2025\n\nThe plan failed.", "2025-03-10/2025-03-16", "stated"),
        ("PRESS RELEASE\n\nSpring 2025\n\nThe plan failed.", "2025-21", "stated"),
        # the day of what a document records is not said to be the day it was written
        ("MINUTES of the Committee\nMeeting of 19th November 2024\n\nA plan failed.", "2024-11-19", "inferred"),
        ("Cabinet – minutes of the meeting held on 8 July 2024\n\nA plan failed.", "2024-07-08", "inferred"),
        ("MINUTES\nheld on Wednesday, 26 February 2025 at 6.30 p.m. in the Council Chamber\n\nA plan failed.",
         "2025-02-26", "inferred"),
        ("Interview with J. Strickland\nRecorded 14.05.2025, Tarn House\n\nA plan failed.", "2025-05-14", "inferred"),
        ("Gespräch mit Frau Fröhlich, 20.8.2024\n\nSie will im Herbst reisen.", "2024-08-20", "inferred"),
    ],
)  # fmt: skip
def test_the_head_states_a_month_or_the_day_of_what_it_records(text, published, basis):
    assert dated(text) == (published, basis)
    (cue,) = find_publication(text, text).evidence
    assert text[cue.start : cue.end] == cue.text


@pytest.mark.parametrize(
    ("text", "published"),
    [
        # the text tells of what came later: the head is not the date, or not all of it
        ("Final report, March 2024\n\nThe plan was given up in May 2025.", "2025-05/.."),
        ("Minutes of the meeting of 8 July 2024\n\nThe plan was given up in May 2025.", "2025-05/.."),
        ("Annual report\nYear ended 31 March 2024\n\nA plan.", "2024-03-31/.."),
    ],
)
def test_the_head_gives_way_to_what_is_told_as_past(text, published):
    assert dated(text) == (published, "inferred")


@pytest.mark.parametrize(
    "text",
    [
        "BERLIN, March 4 - The plan failed.",  # no year anywhere
        "03/04/2022\n\nThe plan failed.",  # two days, both possible
        "On Berlin, 14 March 2024 the plan failed.",  # running text
        "For consultation: 1 May – 12 June 2025\n\nThe plan failed.",  # an interval
        "For consultation: 1 May 2025 – 12 June 2025\n\nThe plan failed.",
        "The plan | 4 June 2024 was its day | failed.",
        f"{'The plan of the council failed on its last day. ' * 3}| 4 June 2024",  # a long line is text
        "On Berlin, 14 March 2024\nthe plan failed.",
        "Berlin, 14 March 2024 was the day of the plan.",
        "He died in\nBerlin, 14 March 2024\nand was buried.",
        "Born: Berlin, 14 March 1924\n\nThe plan failed.",
        "The plan failed last week.",
        "March 2024\nApril 2024\n\nThe plan failed.",  # two months: a chronicle or a contents list
        "A.\nB.\nC.\nD.\nE.\nThe plan failed.\n\nMarch 2024",  # a month at the foot says nothing
        "Agenda\nMinutes of the meeting of 8 July 2024\n\nA plan.",  # what is read there, not what is recorded
        "Minutes\nNext meeting: 12 May 2025\n\nA plan.",
        "Meeting on 4 June 2024\n\nA plan.",  # announced or recorded: nobody says
        "Minutes of the meeting of 4 June 2024 in Bonn are lost\n\nA plan.",
        "Compte rendu\nProchaine réunion : le 12 mai 2025.",
        "Colmar, le 31 février 2025\n\nCompte rendu",  # no such day
        "Prepared 2 Sept. 2024 for the group, the plan failed.",  # a sentence
        "He was in Rome in 2023. The town will be built in 2021.",  # cues that contradict one another
        # ... or that do as soon as the year is known: November lies behind, and June ahead
        "The park was opened in May 2021. In November the tower was finished. The station will open by June 2021.",
    ],
)
def test_what_is_not_settled_stays_unknown(text):
    assert dated(text) == ("", "unknown")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("It was announced in March 2008.", "2008-03/.."),
        ("On March 4, 2022, the plan failed.", "2022-03-04/.."),  # told, not stated
        ("A letter posted by Owen on 3 September 2024 was lost.", "2024-09-03/.."),
        ("BERLIN, March 4 - The plan of 2019 failed and was read again in 2021.", "2021/.."),
        ("The treaty was signed on\nMarch 3, 2011 President of the council being ill.", "2011-03-03/.."),
        ("Prices have risen since 2019.", "2019/.."),
        ("It was the deepest fall since May 1989.", "1989-05/.."),
        ("Sales were lower than in 2007, and had begun to fall in 2006.", "2007/.."),
        ("The station will open in 2031.", "../2031"),
        ("The station will open by March 2031.", "../2031-03"),
        ("The station will be closed before 2031.", "../2030"),
        ("The fair is scheduled for May 4, 2031.", "../2031-05-04"),
        ("COP26 will open in Glasgow.", "../2021-10-30"),  # a named event, still to come
    ],
)
def test_a_cue_on_one_side_leaves_the_other_open(text, published):
    assert dated(text) == (published, "inferred")
    assert find_publication(text, text).evidence


@pytest.mark.parametrize(
    "text",
    [
        "The plan Vision 2030 was read.",  # a year in a name may lie ahead
        "The forum Expo 2035 is a fine idea.",
        "Its 1967 debut will be remembered.",  # no preposition: the verb says nothing of the year
        "Dealers say 7 percent of the 2008 revenue will be lost.",
        "They may stay until 2009.",  # nobody says from when
        "Aims for 2030 and a look at 1990.",
        "Last year the plan failed; it will be read again next March.",
    ],
)
def test_what_is_no_cue_bounds_nothing(text):
    assert dated(text) == ("", "unknown")


def test_evidence_of_an_open_date_is_the_cue_that_decides():
    text = "It was built in 1990. It was closed in May 2008. It was sold in 2001."
    assert [cue.text for cue in find_publication(text, text).evidence] == ["May 2008"]


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
    assert dated(text, document="Interview 14.05.2025") == ("2025-05-14", "inferred")
    assert dated(text, document="Version 1.14.05.2025") == ("", "unknown")
    assert dated("The plan failed in 2023.", document="20220304") == ("2023/..", "inferred")
    assert dated("March 6, 2022\n\nThe plan failed.", document="20220304") == ("2022-03-06", "stated")


def test_cues_bound_years():
    text = "The bridge was closed in May 2019. It will be opened in 2021."
    assert dated(text) == ("2019-05/2021-12", "inferred")


@pytest.mark.parametrize(
    ("day", "published"),
    [("March 4, 2022", ("2022-03-04/..", "inferred")), ("March 4", ("", "unknown"))],
)
def test_a_picture_bounds_only_with_a_year(day, published):
    caption = f"The mayor on {day}. [Photo/Xinhua]"
    text = f"The plan failed.\n\n{caption}\n"
    span = (text.index(caption), text.index(caption) + len(caption))
    found = find_publication(text, blanked(text, span), captions=[span])
    assert (found.published, found.basis) == published


@pytest.mark.parametrize(
    ("planned", "latest"),
    [("March this year", "2021-03"), ("the first half of this year", "2021-06"), ("Easter this year", "2021-04-04")],
)
def test_a_part_of_this_year_bounds_once_the_year_is_known(planned, latest):
    text = f"It was told in January 2021. Trams will run by {planned}. The line will be closed by December 2021."
    first = "2021-01-01" if len(latest) > 7 else "2021-01"
    assert dated(text) == (f"{first}/{latest}", "inferred")
