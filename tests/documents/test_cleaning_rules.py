"""Each cleaning rule alone: what it takes, and above all what looks like it and stays."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.documents.cleaning import DEFAULT_RULES, RULES, clean_documents
from analysis.documents.cleaning.pages import LINE_BREAKS, blank
from analysis.documents.cleaning.repeated import repeated_paragraphs

BODY = "The council of the town met on Monday to talk about trams.\n\nIt voted for a new line to the harbour."


def taken(text: str, rule: str) -> list[str]:
    """What the rule takes out of a text, all others off."""
    result = clean_documents({"d": text}, rules=[rule])["d"]
    assert {one.rule for one in result.removals} <= {rule}
    assert len(result.body) == len(text)
    return [text[one.start : one.end] for one in result.removals]


def title(text: str) -> str:
    return clean_documents({"d": text})["d"].title


# header


@pytest.mark.parametrize(
    "line",
    [
        "Town votes for tram",
        "2022/03/06 11:43",
        "Berlin, 14 March 2022",
        "Published: 3 May 2023, 06:30 CEST",
        "Xinhua | Updated: 2023-06-14 09:12",
        "Last updated 5:34 PM EDT, Mon May 1, 2023",
        "By Jane Doe in Oslo and Wu Lin",
        "Source: Ministry of Commerce",
        "FOR IMMEDIATE RELEASE",
        "Press release No. 23/2022",
        "(As prepared for delivery)",
        "Published:",
    ],
)
def test_a_line_of_the_header_is_taken(line: str) -> None:
    assert taken(f"{line}\n\n{BODY}", "header") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "In April 2021 the council left the old plan behind.",
        "By 2030 there will be trams,",
        "Ladies and Gentlemen",
        "Dear friends,",
        "1. Trams are quiet",
        "- Trams are quiet",
        "“We want a tram",
        "The plan is old. It is good. So be it",
        "the town wants",
        "Q: Why a tram?",
        "The reasons are these:",
    ],
)
def test_a_line_of_the_text_is_no_header(line: str) -> None:
    assert taken(f"{line}\n\n{BODY}", "header") == []


@pytest.mark.parametrize(
    "dateline",
    [
        "BEIJING, March 3 (Xinhua) --",
        "WASHINGTON (AP) —",
        "LONDON/PARIS, May 5 (Reuters) -",
        "Washington, March 3 (AP) -",
        "Geneva, 4 May 2023 –",
        "AUSTIN, Texas, March 3, 2022 /PRNewswire/ --",
        "(Reuters) -",
        "China News Agency, Washington, November 2-",
        "SPRINGFIELD -",
        "Aug 21 (Reuters) -",
        "SPRINGVILLE, Ohio (AP) —",
    ],
)
def test_the_dateline_is_taken_and_the_sentence_stays(dateline: str) -> None:
    space = "" if dateline.endswith("-") and dateline[-2].isdigit() else " "
    assert taken(dateline + space + BODY, "header") == [dateline]


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19 changed the town - and its council - for good.",
        "The council - it met on Monday - voted for trams in the end.",
        "On March 3 - The Day of Trams - the council met again.",
        "NATO said it would not comment on the trams of the town.",
        "Trams (and buses) - Everyone loves them in this town.",
    ],
)
def test_a_dash_in_a_sentence_is_no_dateline(text: str) -> None:
    assert taken(text, "header") == []


def test_the_title_is_found_whatever_the_rules() -> None:
    page = f"Embassy of Norland in Southland\nTown votes for tram\n2022-03-06\n\n{BODY}"
    assert clean_documents({"d": page}, rules=())["d"].title == "Town votes for tram"
    assert title(f"# **T**own votes\n\nBy Jane Doe\n\n{BODY}") == "Town votes"
    assert title(f"Subject: Town votes for tram\n\n{BODY}") == "Town votes for tram"
    assert title(f'---\ntitle: "Town votes"\n---\n\n{BODY}') == "Town votes"
    assert title(BODY) == ""


def test_a_wrapped_first_sentence_is_no_title() -> None:
    text = "The council of the town met on Monday evening to talk about\nTrams and buses, its only subject this year."
    assert taken(text, "header") == []


def test_short_lines_without_a_sentence_are_no_header() -> None:
    assert taken("Solar power is great\nI love my panels\nThey work all day", "header") == []
    assert taken("Green cars", "header") == []


def test_many_short_lines_are_a_poem_and_not_a_header() -> None:
    poem = "\n".join(f"Line {number} of the poem" for number in range(9))
    assert taken(f"{poem}\n\n{BODY}", "header") == ["Line 0 of the poem"]


# caption


@pytest.mark.parametrize(
    "caption",
    [
        "A view of the harbour in August 2022. — IC",
        "The mayor at the depot. Photo: Lena Wik/NTB",
        "The mayor at the depot. (Photo by Mika Salo/Getty Images)",
        "The mayor (right) shakes hands with the driver",
        "Passengers board a bus in Xiangyu. [Photo/Xinhua]",
        "An aerial photo taken on June 10, 2023 shows the depot. (Xinhua/Zhao Ming)",
        "FILE PHOTO: Boats in the basin",
        "Figure 1: Trams by year",
        "This photo taken on May 3 shows trams.",
        "The depot at night. REUTERS/Ana Ruiz",
        "The depot at night. © Lena Wik",
        "Visitors look at trams in Port Vale, March 4, 2022. (Xinhua)",
        "A tram at the stop. Photograph: Sam Hill/Alamy",
    ],
)
def test_a_caption_is_taken(caption: str) -> None:
    assert taken(f"{BODY}\n\n{caption}\n\n{BODY}", "caption") == [caption]


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody had ever asked us.” — Rosa Lima",
        "The plant in Shanghai - a large one - is new.",
        "She was struck by a photo by her father.",
        "In the picture, the minister looks tired. He had flown all night.",
        "Figure 3 shows that trams are quiet.",
        "The photo of a smiling minister does not charge the battery.",
        "The photo taken that day changed everything. He never spoke again.",
        "This picture shows what we mean.",
        "They speak of THE U.S.-SOVIET RELATIONSHIP",
        "The two firms (Alpha/Beta) want to merge.",
        "The left (and the right) voted for trams.",
    ],
)
def test_what_looks_like_a_caption_stays(text: str) -> None:
    assert taken(f"{BODY}\n\n{text}\n\n{BODY}", "caption") == []


def test_captions_that_markup_tells() -> None:
    page = f"{BODY}\n\n![A tram](tram.png)\n*A tram on its first day.*\n\n<figcaption>The depot</figcaption>\n\n{BODY}"
    assert taken(page, "caption") == ["A tram on its first day.", "The depot"]


# credit


@pytest.mark.parametrize(
    "credit",
    [
        "(Shanghai Daily/Xinhua)",
        "(Reporting by Jane Doe; Editing by Wu Lin)",
        "(Agencies)",
        "(With inputs from PTI)",
        "[AFP]",
    ],
)
def test_a_credit_is_taken_after_the_text_and_on_its_own_line(credit: str) -> None:
    assert taken(f"{BODY} {credit}", "credit") == [credit]
    assert taken(f"{BODY}\n\n{credit}", "credit") == [credit]


@pytest.mark.parametrize(
    "line", ["Editor: Liu Fang", "Source: Xinhua", "Jane Doe contributed to this report.", "-ENDS-"]
)
def test_makers_are_named_at_the_end_without_brackets(line: str) -> None:
    assert taken(f"{BODY}\n\n{line}", "credit") == [line]


def test_the_mark_that_ends_a_text_goes_and_its_last_sentence_stays() -> None:
    assert taken(f"{BODY}\n\nThe tram will run again before the end of the year. Enditem", "credit") == ["Enditem"]
    assert taken(f"{BODY}\n\nThey called the last one Enditem", "credit") == []


@pytest.mark.parametrize(
    "text",
    [
        "(Applause)",
        "(Laughter.)",
        "It is hosted by the North America Terminal (CGTN).",
        "He left the agency (Reuters)",
        "They met again. (It rained.)",
        "(See the list of routes on page 4.)",
        "Reporter: Why now?",
        "Source: nobody knows",
        "Reporting by the paper has shown that it rains.",
    ],
)
def test_other_brackets_stay(text: str) -> None:
    assert taken(f"{BODY}\n\n{text}", "credit") == []


# contact-block


def test_a_block_at_either_end_is_taken_line_by_line() -> None:
    block = ["Embassy of Norland", "44 Wellington Crescent, Ottawa, Ontario K1N 5A3", "Tel: (613) 555-0142"]
    assert taken("\n".join(block) + "\n\n" + BODY, "contact-block") == block
    assert taken(BODY + "\n\n" + "\n".join(block), "contact-block") == block
    assert taken(BODY + "\n\n" + "\n\n".join(block), "contact-block") == block


@pytest.mark.parametrize(
    "text",
    [
        "The office at 3505 International Place has the telephone number +1-202-495-2266, he said.",
        "In 2019-2020 the line carried 1 000 000 people.",
        "2022-03-06 11:43\n2022-03-07 09:10",
        "M: How are you today?\nW: Fine.\nM: Good.",
        "Beijing 2022\nParis 2024\nMilan 2026",
        "Contact with aliens: a story\nAddress to the nation",
    ],
)
def test_numbers_and_names_that_are_no_addresses_stay(text: str) -> None:
    for page in (f"{BODY}\n\n{text}", f"{text}\n\n{BODY}"):
        assert [line for line in taken(page, "contact-block") if line in text] == []


def test_an_address_in_the_middle_of_a_text_stays() -> None:
    block = "44 Wellington Crescent\nTel: (613) 555-0142"
    assert taken(f"{BODY}\n\n{block}\n\n{BODY}", "contact-block") == []


# navigation


def test_menus_and_copyright_lines_are_taken_and_lone_buttons_only_beside_them() -> None:
    top, foot = ["Home > News", "Search"], ["Share this page: Facebook | X", "© 2023 Town. All rights reserved."]
    assert taken("\n".join(top) + f"\n\n{BODY}\n\n" + "\n".join(foot), "navigation") == top + foot
    assert taken(f"Search\n\n{BODY}", "navigation") == []


@pytest.mark.parametrize(
    "line",
    [
        "City | Vans | 12",
        "He went home.",
        "Copyright law is a wide field, said the judge.",
        "a < b > c",
        "x > 5",
        "Share of Facebook users falls",
        "Read more books, said the teacher.",
    ],
)
def test_tables_and_sentences_are_no_menu(line: str) -> None:
    assert taken(f"{line}\n\n{BODY}", "navigation") == []


# markup


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("# Title", ["# "]),
        ("a **b** __c__ *d* _e_ ~~f~~ `g`", ["**", "**", "__", "__", "*", "*", "_", "_", "~~", "~~", "`", "`"]),
        ("[a](b) ![c](d) <https://e.f>", ["[", "](b)", "![c](d)", "<https://e.f>"]),
        ("<p>a<br/>b</p> &amp; &nbsp;", ["<p>", "<br/>", "</p>", "&amp;", "&nbsp;"]),
        ("a <script>var b;</script><!-- c --> d", ["<script>var b;</script><!-- c -->"]),
        ("a\n***\nb\n---\nc", ["***", "---"]),
        ("> a\n> b", ["> ", "> "]),
        ("5 * 3 * 2, snake_case_name, a < b and c > d, <unknown>, AT&T, #tag, x**2", []),
        ("C# and F# - a * b", []),
    ],
)
def test_the_signs_of_markdown_and_html_go_and_signs_in_a_text_stay(text: str, signs: list[str]) -> None:
    removed = taken(text, "markup")
    assert removed == signs or "".join(removed) == "".join(signs)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("**T**esla", "  T\u2060\u2060esla"),
        ("<b>T</b>esla", "   T\u2060\u2060\u2060\u2060esla"),
        ("**Tesla**'s", "  Tesla\u2060\u2060's"),
        ("one<br>two", "one    two"),
        ("re&shy;join", "re\u2060\u2060\u2060\u2060\u2060join"),
        ("AT&amp;T", "AT     T"),
        ("**a** b", "  a   b"),
    ],
)
def test_signs_inside_a_word_join_and_others_part(text: str, body: str) -> None:
    assert clean_documents({"d": text}, rules=["markup"])["d"].body == body


# rejoined


def rejoined(text: str) -> str:
    return clean_documents({"d": text}, rules=["rejoined"])["d"].body


@pytest.mark.parametrize(
    "text",
    [
        "The town will build\n\na tram again.",
        "The council asked the\n\nHarbour Pilots of the town.",
        "The council asked the pilots of the\n\nHarbour Town.",
        "They met on the quay,\n\nand they had a plan.",
    ],
)
def test_a_sentence_cut_by_an_empty_line_is_one(text: str) -> None:
    cut_short = text.startswith("The council asked the\n")  # five words and fewer may be a heading
    assert rejoined(text) == (text if cut_short else text.replace("\n", " "))


@pytest.mark.parametrize(
    "text",
    [
        "A heading\n\nThe text begins.",
        "He said:\n\nnothing at all.",
        "It is over.\n\nand so on",
        "It is provided that—\n\nNo State shall enter.",
        "Dear friends,\n\nIt is a pleasure.",
        "THE WORLD THAT WE LIVE IN AND FOR THE\n\nFuture of us all.",
        "first\nsecond",
        "The aims are\n\n- trams\n\n- ferries",
    ],
)
def test_paragraphs_that_are_their_own_stay_apart(text: str) -> None:
    assert rejoined(text) == text


def test_the_gap_of_a_caption_closes_only_where_captions_are_blanked() -> None:
    text = "They began to complain about the\n\nThe new quay. — Miguel Costa\n\nGulls of the harbour."
    both = clean_documents({"d": text}, rules=["caption", "rejoined"])["d"].body
    assert " ".join(both.split()) == "They began to complain about the Gulls of the harbour."
    assert "\n" not in both
    assert "— Miguel Costa\n\nGulls" in rejoined(text)


def hyphens(text: str, **others: str) -> str:
    return clean_documents({"d": text, **others}, rules=["rejoined"])["d"].body


def test_a_word_hyphenated_at_a_line_end_is_joined_where_the_corpus_says_so() -> None:
    joined, apart = "the elec\u2060\u2060tric car", "the elec-\ntric car"
    assert hyphens("the elec-\ntric car") == joined  # the hyphenated form stands nowhere
    assert hyphens("the elec-\ntric car", other="Electric cars") == joined
    assert hyphens("the elec-\ntric car", other="elec-tric and electric cars") == joined
    assert hyphens("the elec-\ntric car", other="Elec-tric cars") == apart  # only the hyphenated form does
    assert hyphens("low-\nCarbon, 1990-\n95, a -\nb") == "low-\nCarbon, 1990-\n95, a -\nb"


# repeated


def test_repeated_takes_paragraphs_of_five_documents_or_of_a_twentieth() -> None:
    five = {name: f"Printed on green paper.\n\nPage {name} is here." for name in "abcde"}
    cleaned = clean_documents(five, rules=["repeated"])
    assert [one.rule for one in cleaned["c"].removals] == ["repeated"]
    assert cleaned["c"].body.split() == ["Page", "c", "is", "here."]
    assert repeated_paragraphs(five) == [("Printed on green paper.", 5)]
    assert repeated_paragraphs({name: five[name] for name in "abcd"}) == []
    many = {str(number): f"Text {number}." for number in range(120)}
    assert repeated_paragraphs(five | many) == []  # 5 of 125 are under 5 %
    assert clean_documents(five, rules=DEFAULT_RULES)["a"].removals == ()


# all rules


def test_no_rule_blanks_a_document_whole() -> None:
    pages = [
        "Tel: +1-202-495-2266\nFax: +1-202-495-2138",
        "(Shanghai Daily/Xinhua)",
        "A view of the harbour. — IC",
        "© 2023 Town. All rights reserved.",
        "![only](a picture)",
        "Home > News > Press",
        "<p>",
    ]
    for text in pages:
        body = clean_documents({"d": text}, rules=RULES)["d"].body
        assert any(character.isalnum() for character in body), text
    same = dict.fromkeys("abcdef", "Printed on green paper.")
    assert {one.body for one in clean_documents(same, rules=RULES).values()} == {"Printed on green paper."}


_SIGNS = ["# ", "**", "<b>", "</b>", "&amp;", "[a](b)", "```", "> ", "- ", "---\ntitle: x\n---\n", "İ", "🚗", "\u2060"]
_BREAKS = ["\n", "\n\n", "\f", "\u2028", "\x85", "-\n", " ", "low-\ncarbon"]
_PHRASES = ["Tel: +1-202-495-2266", "Photo: X", "— IC", "(Reporting by X)", "By Jane Doe", "2022-03-06", "Home > News"]
_WORDS = ["Town votes", "the tram goes", "It is here.", "BEIJING, March 3 --", "© 2023"]
_PIECES = st.sampled_from([*_SIGNS, *_BREAKS, *_PHRASES, *_WORDS])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(_PIECES | st.text(max_size=8), max_size=20).map("".join), max_size=7))
def test_no_character_moves_and_the_ledger_tells_everything(texts: list[str]) -> None:
    named = {str(number): text for number, text in enumerate(texts)}
    for document, result in clean_documents(named, rules=RULES).items():
        text, body = named[document], result.body
        assert len(body) == len(text)
        written: dict[int, set[str]] = {}
        for rule in RULES:
            spans = [(one.start, one.end) for one in result.removals if one.rule == rule]
            assert spans == sorted(spans)
            assert all(start < end for start, end in spans)
            assert all(before[1] <= after[0] for before, after in pairwise(spans))
            for start, end in spans:
                for place in range(start, end):
                    written.setdefault(place, set()).add(rule)
        for place, (old, new) in enumerate(zip(text, body, strict=True)):
            rules = written.get(place, set())
            if not rules:
                assert new == old
            elif "rejoined" in rules:
                assert new in (" ", "\u2060")
            elif old in LINE_BREAKS and "markup" not in rules:
                assert new == old
            elif rules != {"markup"}:
                assert new == " "
            else:
                assert new in (" ", "\u2060") or (new == old and old in LINE_BREAKS)
        assert any(map(str.isalnum, body)) or not any(map(str.isalnum, text))


def test_the_order_of_documents_changes_nothing() -> None:
    texts = {"a": "the elec-\ntric car", "b": "Elec-tric", "c": BODY}
    first = clean_documents(texts, rules=RULES)
    second = clean_documents(dict(reversed(texts.items())), rules=RULES)
    assert first == second


def test_a_stretch_inside_another_is_blanked_once() -> None:
    assert blank("one\ntwo three", [(4, 13), (4, 7), (8, 10)]) == "one\n         "
