"""Cleaning pages in other layouts, against marks made by hand, those of ten pages before the rules were written."""

import csv
import io
import re
from pathlib import Path

import pytest

from analysis.documents.cleaning import RULES, clean_documents

PAGES = Path(__file__).parents[1] / "data/cleaning/pages"
MARK = re.compile(r"⟦([a-z-]+):(.*?)⟧", re.DOTALL)
HEADER = ("rule", "expected", "removed", "right", "wrong", "missed")


def unmark(marked: str) -> tuple[str, dict[str, set[int]]]:
    """The page without its marks, and for each rule the places of the characters that it must take."""
    page, done, size = [], 0, 0
    places: dict[str, set[int]] = {rule: set() for rule in RULES}
    for match in MARK.finditer(marked):
        before, rule, inside = marked[done : match.start()], match[1], match[2]
        size += len(before)
        places[rule].update(range(size, size + len(inside)))
        size += len(inside)
        page += [before, inside]
        done = match.end()
    return "".join([*page, marked[done:]]), places


MARKED = {
    path.stem: unmark(path.read_text("utf-8"))
    for path in sorted(PAGES.glob("[01]*.*"))
    if path.suffix in (".txt", ".md")
}
CLEANED = clean_documents({page: text for page, (text, _) in MARKED.items()})


def removed(page: str) -> dict[str, set[int]]:
    places: dict[str, set[int]] = {rule: set() for rule in RULES}
    for one in CLEANED[page].removals:
        places[one.rule].update(range(one.start, one.end))
    return places


def weighed(page: str, places: dict[str, set[int]]) -> dict[str, set[int]]:
    """Only characters that can be seen, but for `rejoined`, which is about the others."""
    text = MARKED[page][0]
    return {
        rule: found if rule == "rejoined" else {place for place in found if not text[place].isspace()}
        for rule, found in places.items()
    }


def confusion() -> str:
    """For each rule, in characters: marked by hand, removed, both; removed in error, and missed."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEADER)
    for rule in RULES:
        expected = {(page, place) for page in MARKED for place in weighed(page, MARKED[page][1])[rule]}
        found = {(page, place) for page in MARKED for place in weighed(page, removed(page))[rule]}
        table.writerow(
            [rule, len(expected), len(found), len(expected & found), len(found - expected), len(expected - found)]
        )
    return out.getvalue()


@pytest.mark.parametrize("page", MARKED)
def test_a_page_is_cleaned_as_marked(page: str) -> None:
    text, expected = MARKED[page]
    for rule in RULES:
        found, wanted = weighed(page, removed(page))[rule], weighed(page, expected)[rule]
        assert shown(text, found - wanted) == "", f"{rule} took too much"
        assert shown(text, wanted - found) == "", f"{rule} missed something"


def shown(text: str, places: set[int]) -> str:
    return "".join(text[place] for place in sorted(places))


def test_the_published_confusion_table_is_the_present_one() -> None:
    assert (PAGES / "confusion.csv").read_text("utf-8") == confusion()


def test_every_blanked_character_is_in_the_ledger_and_no_other() -> None:
    for page, (text, _) in MARKED.items():
        body = CLEANED[page].body
        assert len(body) == len(text)
        every = set().union(*removed(page).values())
        assert all(body[place] == text[place] for place in range(len(text)) if place not in every)


def test_rules_took_nothing_that_is_not_theirs() -> None:
    """The table in words: on these pages nothing is removed in error and nothing missed."""
    rows = list(csv.DictReader(io.StringIO(confusion())))
    assert {row["rule"] for row in rows if int(row["expected"])} == set(RULES) - {"repeated"}
    assert [row for row in rows if row["wrong"] != "0" or row["missed"] != "0"] == []


def test_a_long_line_that_ends_in_of_or_the_is_no_title() -> None:
    """The lines of a PDF end where the page does; the next one may begin with a name."""
    text = (
        "Tankers for the air force\nMarch 27, 2008\n"
        "European Aeronautic Defence & Space, the parent company of\n"
        "European airframer Airbus, has won a contract to supply the\n"
        "United Kingdom's air force with tankers to replace its fleet.\n"
    )
    cleaned = clean_documents({"a": text})["a"]
    assert cleaned.body.split()[:3] == ["European", "Aeronautic", "Defence"]
    assert cleaned.title == "Tankers for the air force"
