"""Names of rows: a title, else source and date, an id where all else is the same."""

import pandas as pd

import analysis
from analysis.charts.names import LIMITS, document_names, row_names


def facts(*rows: tuple[str, str, str]) -> pd.DataFrame:
    ids = [f"{number:03d}" for number in range(len(rows))]
    return pd.DataFrame(list(rows), columns=["title", "source", "published"], index=ids)


def test_title_then_source_and_date_then_id() -> None:
    table = facts(("A speech", "Xinhua", "2021"), ("", "Xinhua", "2022-03-06"), ("", "", "2022"), ("", "", ""))
    names = document_names(table.index, table)
    assert list(names.values()) == ["A speech", "Xinhua, 6 Mar 2022", "002, 2022", "003"]


def test_a_file_name_of_letters_speaks_for_itself() -> None:
    table = pd.DataFrame({"title": [""], "source": [""], "published": ["1862"]}, index=["Lincoln-1862"])
    assert document_names(table.index, table) == {"Lincoln-1862": "Lincoln-1862"}


def test_equal_titles_are_told_apart_by_date_and_then_by_id() -> None:
    table = facts(("A speech", "", "2021"), ("A speech", "", "2022"), ("Report", "", "2020"), ("Report", "", "2020"))
    assert list(document_names(table.index, table).values()) == [
        "A speech · 2021", "A speech · 2022", "Report · 2020 · 002", "Report · 2020 · 003",
    ]  # fmt: skip


def test_titles_that_are_equal_when_cut_stay_apart_and_short() -> None:
    table = facts(*[("Message of the President to both houses " * 2 + str(n), "", "") for n in range(30)])
    for size, limit in LIMITS.items():
        names = list(document_names(table.index, table, size=size).values())
        assert len(set(names)) == 30
        assert max(len(name) for name in names) <= limit


def test_a_table_of_an_open_corpus_knows_its_titles() -> None:
    texts = pd.DataFrame({"document": ["000"], "text": ["Green cars."], "title": ["A speech"]})
    corpus = analysis.make_corpus(texts)
    assert row_names(analysis.tf_idf(corpus), "document") == {"000": "A speech"}
    assert document_names(["000"]) == {"000": "000"}
