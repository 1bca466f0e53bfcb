"""What is printed on page after page is taken out on every page; what merely stands at its edge stays."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import read_corpus
from analysis.documents.cleaning import clean_documents

from .test_formats import pdf


def taken(pages: list[str], rule: str = "running-head") -> list[str]:
    text = "\f".join(pages)
    removals = clean_documents({"d": text}, rules=[rule])["d"].removals
    return [text[one.start : one.end] for one in removals]


def paged(head: str, foot: str, count: int = 4) -> list[str]:
    """Pages of six different lines each; `{n}` in head and foot is the number of the page."""
    bodies = ("".join(f"Line {word} of page {page}.\n" for word in "abcdef") for page in ("one", "two", "six", "ten"))
    return [
        f"{head.format(n=n)}\n{body}{foot.format(n=n)}\n" for n, body in zip(range(1, count + 1), bodies, strict=False)
    ]


@pytest.mark.parametrize(
    ("head", "foot", "expected"),
    [
        (
            "Drought Plan",
            "Page {n} of 4",
            ["Page 1 of 4", *(x for n in (2, 3, 4) for x in ("Drought Plan", f"Page {n} of 4"))],
        ),
        ("", "{n}", ["1", "2", "3", "4"]),
        ("", "– 1{n} –", ["– 11 –", "– 12 –", "– 13 –", "– 14 –"]),
        ("Act 2019, page {n}", "", ["Act 2019, page 2", "Act 2019, page 3", "Act 2019, page 4"]),
    ],
    ids=["words and numbers", "the number alone", "numbers that begin elsewhere", "a year and a number"],
)
def test_heads_and_feet_go_but_for_the_top_of_the_first_page(head: str, foot: str, expected: list[str]) -> None:
    assert taken(paged(head, foot)) == expected


def test_left_and_right_pages_may_have_heads_of_their_own() -> None:
    bodies = [page.split("\n", 1)[1] for page in paged("", "") * 2]
    heads = ["Rivers" if n % 2 else "Chapter two" for n in range(8)]
    pages = [
        f"{head}\n{body.replace('page', f'leaf {n}')}" for n, (head, body) in enumerate(zip(heads, bodies, strict=True))
    ]
    assert [line for line in taken(pages) if line in heads] == heads[1:]


@pytest.mark.parametrize(
    "edges",
    [
        ["Costs fell.", "Costs fell.", "Rents rose.", "Wages fell."],
        ["Question 5", "Question 7", "Question 12", "Question 20"],
        ["Total 12", "Total 31", "Total 5", "Total 8"],
    ],
    ids=["on two pages only", "numbers that skip pages", "numbers that do not grow"],
)
def test_other_lines_at_the_edge_of_a_page_stay(edges: list[str]) -> None:
    pages = [page.replace("\n", f"\n{edge}\n", 1) for page, edge in zip(paged("", ""), edges, strict=True)]
    assert taken(pages) == []


def test_a_line_that_comes_back_far_from_its_last_place_stays() -> None:
    bodies = [page.replace("page", f"leaf {n}") for n, page in enumerate(paged("", "") * 3)]
    pages = [f"(Applause.)\n{body}" if n in (1, 5, 9) else body for n, body in enumerate(bodies)]
    assert taken(pages) == []


def test_a_line_in_the_middle_of_its_pages_stays() -> None:
    pages = [page.replace("Line d", "Refrain.\nLine d") for page in paged("", "")]
    assert "Refrain." not in taken(pages)


def test_a_text_without_pages_has_none() -> None:
    assert taken(["Hear, hear.\n\n" * 9]) == []


def test_the_sentence_over_two_pages_is_one() -> None:
    pages = paged("Harrow Council", "Page {n} of 4")
    pages[1] = pages[1].replace("Page 2", "The district\nPage 2")
    pages[2] = pages[2].replace("Council\n", "Council\ncouncil must find homes.\n")
    body = clean_documents({"d": "\f".join(pages)}, rules=["running-head", "rejoined"])["d"].body
    assert "The district council must find homes." in " ".join(body.split())
    assert "\n" not in body[body.index("The district") : body.index("must find")]


def test_pages_of_a_text_file_are_known_by_their_form_feeds(tmp_path) -> None:
    (tmp_path / "minutes.txt").write_text("\f".join(paged("Harrow Council", "Page {n} of 4")), encoding="utf-8")
    removed = read_corpus(tmp_path, clean=["running-head"]).removed
    assert set(removed.rule) == {"running-head"}
    assert removed.text.tolist().count("Harrow Council") == 3


def test_pages_of_a_pdf_are_known(tmp_path) -> None:
    pages = [page.strip().replace("\n", ") Tj 0 -14 Td (") for page in paged("Harrow Council", "Page {n} of 4")]
    (tmp_path / "minutes.pdf").write_bytes(pdf(pages))
    removed = read_corpus(tmp_path, clean=["running-head"]).removed
    assert removed.text.tolist() == [
        "Page 1 of 4",
        *(x for n in (2, 3, 4) for x in ("Harrow Council", f"Page {n} of 4")),
    ]


@given(st.lists(st.lists(st.sampled_from(["a b", "Page 1", "Page 2", "7", "x.", ""]), max_size=6), max_size=6))
def test_no_character_moves(pages: list[list[str]]) -> None:
    text = "\f".join("\n".join(lines) for lines in pages)
    cleaned = clean_documents({"d": text}, rules=["running-head"])["d"]
    assert len(cleaned.body) == len(text)
    assert [one for one in cleaned.body if one in "\n\f"] == [one for one in text if one in "\n\f"]
    spans = [(one.start, one.end) for one in cleaned.removals]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
