"""EDTF strings: their first and last day, what is refused, and how a document is read."""

import pytest

from analysis.errors import AnalysisError
from analysis.language.dates import bounds, reading_mode


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2022-03-06", "2022-03-06", "2022-03-06"),
        ("2022-03-06T11:43:00", "2022-03-06", "2022-03-06"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023~", "2023-01-01", "2023-12-31"),
        ("2021?-11-02", "2021-11-02", "2021-11-02"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2023-21", "2023-03-01", "2023-05-31"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2023-33", "2023-01-01", "2023-03-31"),
        ("2023-36", "2023-10-01", "2023-12-31"),
        ("2023-41", "2023-07-01", "2023-12-31"),
        ("2023-04/2023-09", "2023-04-01", "2023-09-30"),
        ("../2029", "NaT", "2029-12-31"),
        ("2031/..", "2031-01-01", "NaT"),
        ("[2021-03-04,2021-04-03]", "2021-03-04", "2021-04-03"),
        ("", "NaT", "NaT"),
    ],
)
def test_bounds(edtf, first, last):
    assert [str(end).removesuffix("T00:00:00") for end in bounds(edtf)] == [first, last]


@pytest.mark.parametrize(
    "edtf", ["2021-13", "2021-02-30", "last year", "2022/2021", "2021-W05", "2022-3-6", "/a", "[]", "2023-37"]
)
def test_what_is_no_date_is_refused_with_advice(edtf):
    with pytest.raises(AnalysisError, match="What to do"):
        bounds(edtf)


def test_a_document_is_news_unless_it_tells_of_far_years():
    story = " ".join(f"On May {day}, 1940, they moved." for day in range(1, 9))
    assert reading_mode(story, "2009-12-19").name == "narrative"
    assert "8 dates with a year" in reading_mode(story, "2009-12-19").reason
    assert reading_mode("It fell yesterday, as in 1987.", "1989-11-02").name == "news"
    assert reading_mode("It fell yesterday, as in 1987.").reason == "no publication date"
