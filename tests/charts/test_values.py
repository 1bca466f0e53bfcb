"""The numbers that charts show, read back from their marks; what they say of flags, gaps, cuts and lanes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex, to_rgb

import analysis
from analysis import charts
from analysis.charts.clockbins import bins
from analysis.charts.marks import KEYS, escape, mark
from analysis.charts.timeaxis import TimeAxis, day_of, days

NAT = np.datetime64("NaT", "s")


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


def marks(ax: Any) -> dict[str, Any]:
    """The artists of a chart by their marks; of two with the same mark, the first."""
    found: dict[str, Any] = {}
    for artist in (*ax.patches, *ax.lines, *ax.artists):
        if artist.get_gid():
            found.setdefault(artist.get_gid(), artist)
    return found


def texts(ax: Any) -> list[str]:
    return [text.get_text() for text in ax.texts]


def notes(ax: Any) -> str:
    return " ".join(text.get_text().replace("\n", " ") for text in ax.figure.texts)


def theme_table(weights: dict[tuple[str, str], tuple[int, float, float, float]]) -> pd.DataFrame:
    rows = [(document, theme, *numbers) for (document, theme), numbers in weights.items()]
    table = pd.DataFrame(rows, columns=["document", "theme", "count", "weight", "low", "high"])
    table["flag"] = np.where(table["count"] < 5, "fewer than 5 mentions", "")
    table.attrs = {
        "settings": {"by": "document", "labels": {"ev": "EV"}},
        "documents": 2,
        "words": 900,
        "interval": "x",
    }
    return table


@pytest.fixture
def weights() -> pd.DataFrame:
    return theme_table(
        {
            ("a", "ev"): (9, 4.5, 4.0, 6.0),
            ("b", "ev"): (2, 1.0, 0.1, 3.0),
            ("a", "green"): (0, 0.0, 0.0, 2.0),
            ("b", "green"): (6, 3.0, 1.0, 5.0),
        }
    )


class TestThemes:
    def test_bars_are_the_weights_and_lines_the_intervals(self, weights: pd.DataFrame) -> None:
        ax = charts.theme_bars(weights)
        assert {gid: bar.get_width() for gid, bar in marks(ax).items()} == {
            "document=a;theme=ev": 4.5, "document=b;theme=ev": 1.0, "document=a;theme=green": 0.0,
            "document=b;theme=green": 3.0,
        }  # fmt: skip
        ends = [tuple(line.get_xdata()) for line in ax.lines if line.get_gid()]
        assert ends == [(4.0, 6.0), (0.1, 3.0), (1.0, 5.0), (0.0, 2.0)]  # the longest bar of each theme first

    def test_flagged_bars_are_hollow_and_the_note_says_why(self, weights: pd.DataFrame) -> None:
        ax = charts.theme_bars(weights)
        fills = {gid: to_hex(bar.get_facecolor()) for gid, bar in marks(ax).items()}
        assert fills["document=b;theme=ev"] == "#ffffff"
        assert fills["document=a;theme=ev"] != "#ffffff"
        assert "Hatched: fewer than 5 mentions." in notes(ax)

    def test_the_title_is_the_finding_that_the_intervals_settle(self, weights: pd.DataFrame) -> None:
        # EV in a: low 4.0 lies above the high of 3.0 in b.
        assert (
            charts.describe(charts.theme_bars(weights)).title
            == "EV weighs most in document a: weight 4.5, from 9 mentions"
        )

    def test_no_finding_is_said_where_intervals_overlap(self, weights: pd.DataFrame) -> None:
        table = weights.assign(low=0.0)
        table.attrs = weights.attrs
        assert charts.describe(charts.theme_bars(table)).title == "How much EV and green weigh in each document"

    def test_of_many_documents_a_single_mention_in_few_words_does_not_lead(self) -> None:
        rows = {(f"d{n}", "ev"): (9, 5.0 + n / 100, 3.0 + n / 100, 9.0) for n in range(50)}
        rows["short", "ev"] = (1, 90.0, 2.0, 400.0)
        shown = marks(charts.theme_bars(theme_table(rows)))
        assert "document=short;theme=ev" not in shown
        assert "document=d49;theme=ev" in shown
        assert f"the {len(shown)} of 51 documents where each theme weighs most" in notes(
            charts.theme_bars(theme_table(rows))
        )

    def test_the_title_speaks_of_the_longest_bar_or_of_none(self, weights: pd.DataFrame) -> None:
        # Green in c is longer than EV in a, but its interval reaches below green in b: no bar is singled out.
        rows = {("a", "ev"): (9, 4.5, 4.0, 6.0), ("b", "ev"): (2, 1.0, 0.1, 3.0),
                ("b", "green"): (6, 3.0, 1.0, 5.0), ("c", "green"): (6, 7.0, 2.0, 9.0)}  # fmt: skip
        assert (
            charts.describe(charts.theme_bars(theme_table(rows))).title
            == "How much EV and green weigh in each document"
        )

    def test_the_grid_says_how_often_each_theme_is_the_heaviest(self, weights: pd.DataFrame) -> None:
        # a: EV 4.5 against 0; b: green 3 against EV 1.
        title = charts.describe(charts.theme_heatmap(weights)).title
        assert title == "EV is the heaviest theme in 1 of 2 documents, green in 1"

    def test_the_grid_says_where_the_heaviest_theme_is_beyond_the_intervals_of_the_others(self) -> None:
        table = pd.DataFrame({"document": ["a", "a", "b", "b"], "theme": ["x", "y"] * 2, "count": 9, "flag": "",
                              "weight": [9.0, 1.0, 5.0, 4.0], "low": [7.0, 0.0, 3.0, 2.0],
                              "high": [11.0, 2.0, 7.0, 6.0]})  # fmt: skip
        assert "in 1 of 2 documents the heaviest theme lies beyond the intervals of the others" in notes(
            charts.theme_heatmap(table)
        )
        table["low"] = 0.0
        assert "in none of 2 documents the heaviest theme lies beyond the intervals of the others" in notes(
            charts.theme_heatmap(table)
        )

    def test_a_group_without_a_name_is_not_called_each(self) -> None:
        table = pd.DataFrame({"source": "", "theme": ["x", "y"], "count": 9, "flag": "", "weight": [9.0, 8.0],
                              "low": 1.0, "high": 12.0})  # fmt: skip
        table.attrs["settings"] = {"by": "source"}
        title = charts.marks.describe(charts.theme_bars(table)).title
        assert title == "How much x and y weigh where no source is given"
        table["low"] = [8.5, 1.0]
        table["high"] = [12.0, 8.4]
        title = charts.marks.describe(charts.theme_bars(table)).title
        assert title.startswith("x outweighs all other themes in the documents without a source")

    def test_a_source_that_is_not_given_is_called_so(self, weights: pd.DataFrame) -> None:
        table = weights.rename(columns={"document": "source"}).replace({"source": {"b": ""}})
        table.attrs = {**weights.attrs, "settings": {"by": "source"}}
        names = [label.get_text() for label in charts.theme_bars(table).get_yticklabels()]
        assert names == ["a", "source not given", "source not given", "a"]

    def test_groups_say_in_how_many_of_their_documents(self, weights: pd.DataFrame) -> None:
        table = weights.rename(columns={"document": "source"}).assign(
            documents=[2, 0, 1, 3], all_documents=[4, 4, 1, 3], lowest=0.0
        )
        table.attrs = {**weights.attrs, "settings": {"by": "source"}}
        ax = charts.theme_bars(table)
        assert [text for text in texts(ax) if " of " in text] == ["2 of 4", "0 of 4", "3 of 3", "1 of 1"]
        assert "lowest is 0 there, for without it nothing is left" in charts.describe(ax).caption

    def test_counts_stand_beside_the_bars(self, weights: pd.DataFrame) -> None:
        shown = texts(charts.theme_bars(weights))
        assert [text for text in shown if text.isdigit()] == ["9", "2", "6", "0"]

    def test_cells_are_darker_for_more_and_hatched_where_flagged(self, weights: pd.DataFrame) -> None:
        ax = charts.theme_heatmap(weights)
        cells = marks(ax)
        grey = {gid: charts.style.luminance(cell.get_facecolor()[:3]) for gid, cell in cells.items()}
        assert grey["document=a;theme=ev"] < grey["document=b;theme=green"] < grey["document=b;theme=ev"]
        assert cells["document=b;theme=ev"].get_hatch()
        assert not cells["document=a;theme=ev"].get_hatch()
        assert {"4.50", "1.00", "3.00", "–"} <= set(texts(ax))

    def test_strokes_stand_at_their_place_in_the_document(self) -> None:
        table = pd.DataFrame({"document": ["a", "a"], "theme": "ev", "start": [25, 75], "end": [30, 80]})
        ax = charts.theme_dispersion(table, pd.DataFrame({"length": [100, 50]}, index=["a", "b"]))
        found = {gid: line.get_xdata()[0] for gid, line in marks(ax).items()}
        assert found == {"document=a;theme=ev;start=25;end=30": 25.0, "document=a;theme=ev;start=75;end=80": 75.0}
        assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b"]

    def test_sources_of_one_document_are_hatched_for_few_mentions_only(self) -> None:
        table = pd.DataFrame({"source": ["s", "t"], "theme": "x", "count": [9, 2], "weight": [9.0, 2.0],
                              "low": 1.0, "high": 12.0, "documents": 1, "all_documents": 1,
                              "flag": "rests on one document"})  # fmt: skip
        table.attrs = {"settings": {"by": "source"}}
        ax = charts.theme_bars(table)
        assert {gid: bool(patch.get_hatch()) for gid, patch in marks(ax).items()} == {
            "source=s;theme=x": False, "source=t;theme=x": True,
        }  # fmt: skip
        assert "Each source here is one document." in notes(ax)
        ax = charts.theme_bars(table.assign(all_documents=[1, 2]))
        assert all(patch.get_hatch() for patch in marks(ax).values())

    def test_of_many_documents_the_mentions_drawn_are_counted_and_the_page_holds_them(self) -> None:
        table = pd.DataFrame(
            [(f"d{n:02d}", theme, 5 * n, 5 * n + 1) for n in range(60) for theme in ("ev", "green", "cars")],
            columns=["document", "theme", "start", "end"],
        )
        ids = [f"d{n:02d}" for n in range(60)]
        ax = charts.theme_dispersion(table, pd.DataFrame({"length": 400}, index=ids))
        rows = len(ax.get_yticklabels())
        assert f"{3 * rows} of 180 mentions of 3 themes, by their place in {rows} documents" in notes(ax)
        assert f"Not drawn: {60 - rows} documents with as many mentions as the last one drawn." in notes(ax)
        assert ax.figure.get_size_inches()[1] * 2.54 <= 20
        assert [text.get_text() for text in ax.get_legend().get_texts()] == ["ev", "green", "cars"]
        tops = [handle.get_window_extent().y0 for handle in ax.get_legend().get_texts()]
        assert tops == sorted(tops, reverse=True)


@pytest.fixture
def line() -> pd.DataFrame:
    nan = float("nan")
    table = pd.DataFrame(
        [("2019", 6, 3, 6, 0.5, 0.2, 0.8), ("2020", 0, 0, 0, nan, nan, nan), ("2021", 2, 2, 8, 0.25, 0.1, 0.6),
         ("2022", 9, 5, 5, 1.0, 0.6, 1.0), ("uncertain", 4, 1, 2, 0.5, 0.1, 0.9), ("undated", 1, 1, 7, 0.1, 0.0, 0.4)],
        columns=["period", "count", "documents", "all_documents", "document_share", "low", "high"],
    )  # fmt: skip
    table.insert(1, "theme", "ev")
    table["per_1000"] = (table["count"] / 2.0).where(table["all_documents"] > 0)
    table["flag"] = np.where((table["count"] < 5) & (table["all_documents"] > 0), "fewer than 5 mentions", "")
    table.attrs = {"settings": {"dated_by": "published"}, "documents": 28, "words": 900}
    return table


class TestTimelines:
    def test_points_are_the_shares_and_a_gap_breaks_the_line(self, line: pd.DataFrame) -> None:
        ax = charts.timeline_lines(line)
        points = {gid: tuple(point.get_ydata()) for gid, point in marks(ax).items()}
        assert points == {
            "period=2019;theme=ev": (0.5,),
            "period=2021;theme=ev": (0.25,),
            "period=2022;theme=ev": (1.0,),
        }
        assert joined(ax) == []

    def test_the_rate_is_drawn_where_it_is_asked_for(self, line: pd.DataFrame) -> None:
        ax = charts.timeline_lines(line, value="per_1000")
        assert [point.get_ydata()[0] for point in marks(ax).values()] == [3.0, 1.0, 4.5]

    def test_n_stands_under_every_period(self, line: pd.DataFrame) -> None:
        ax = charts.timeline_lines(line)
        assert [label.get_text() for label in ax.get_xticklabels()] == [
            "2019\nn 6",
            "2020\nn 0",
            "2021\nn 8",
            "2022\nn 5",
        ]

    def test_lanes_and_gaps_are_counted_below(self, line: pd.DataFrame) -> None:
        said = notes(charts.timeline_lines(line))
        assert "2 documents whose date is wider than a period (4 mentions)" in said
        assert "7 documents without a date (1 mention)" in said
        assert "1 period without documents: a gap, not a zero." in said

    def test_flagged_points_are_hollow(self, line: pd.DataFrame) -> None:
        found = marks(charts.timeline_lines(line))
        fills = {gid[7:11]: to_hex(point.get_markerfacecolor()) == "#ffffff" for gid, point in found.items()}
        assert fills == {"2019": False, "2021": True, "2022": False}

    def test_a_period_between_gaps_has_its_interval_as_a_line(self, line: pd.DataFrame) -> None:
        assert (0, 0.2, 0.8) in uprights(charts.timeline_lines(line))

    def test_no_line_leads_to_a_gap_to_a_single_document_or_to_a_flagged_mark(self, line: pd.DataFrame) -> None:
        # 2019 has no neighbour: 2020 is a gap. 2021 and 2022 are joined if both have two documents and no flag.
        assert joined(charts.timeline_lines(line)) == []
        full = line.assign(flag="")
        full.attrs = line.attrs
        assert joined(charts.timeline_lines(full)) == [[2, 3]]
        alone = full.assign(all_documents=line["all_documents"].replace(8, 1))
        alone.attrs = line.attrs
        ax = charts.timeline_lines(alone)
        assert joined(ax) == []
        assert "1 period with only one document: a mark without a line." in notes(ax)

    def test_rates_have_their_own_intervals(self, line: pd.DataFrame) -> None:
        table = line.assign(rate_low=line["per_1000"] / 2, rate_high=line["per_1000"] * 3)
        table.attrs = line.attrs
        ax = charts.timeline_lines(table, value="per_1000")
        assert uprights(ax) == [(0, 1.5, 9.0), (2, 0.5, 3.0), (3, 2.25, 13.5)]
        assert "95\u00a0% interval (exact Poisson" not in notes(ax)  # 2021 has 8 documents, a bootstrap
        assert "bootstrap over documents, below 8 documents exact Poisson" in notes(ax)

    def test_equal_numbers_of_two_themes_stand_side_by_side(self, line: pd.DataFrame) -> None:
        table = pd.concat([line, line.assign(theme="green")], ignore_index=True)
        table.attrs = line.attrs
        places = {gid: float(point.get_xdata()[0]) for gid, point in marks(charts.timeline_lines(table)).items()}
        for year, place in (("2019", 0), ("2021", 2), ("2022", 3)):
            left, right = places[f"period={year};theme=ev"], places[f"period={year};theme=green"]
            assert left < place < right
            assert right - left < 1

    def test_the_key_shows_the_theme_and_a_line_only_where_one_is_drawn(self, line: pd.DataFrame) -> None:
        for flag, style in (("", "-"), ("rests on one document", "None")):
            table = line.assign(flag=flag)
            table.attrs = line.attrs
            ax = charts.timeline_lines(table)
            (handle,) = ax.get_legend().legend_handles
            assert to_hex(handle.get_markerfacecolor()) != "#ffffff"
            assert handle.get_linestyle() == style
            assert ("Hollow, and no line through them: rests on one document." in notes(ax)) == bool(flag)

    def test_a_rate_says_its_words_and_its_mentions(self, line: pd.DataFrame) -> None:
        table = line.assign(words=[2000, 0, 1, 2000, 0, 0])
        table.attrs = line.attrs
        ax = charts.timeline_lines(table, value="per_1000")
        assert [label.get_text() for label in ax.get_xticklabels()] == [
            "2019\nn 6\n2,000 words", "2020\nn 0", "2021\nn 8\n1 word", "2022\nn 5\n2,000 words",
        ]  # fmt: skip
        assert [(text.get_text(), text.xy) for text in ax.texts] == [("6", (0, 3.0)), ("2", (2, 1.0)), ("9", (3, 4.5))]
        assert "Beside a mark: its mentions." in notes(ax)

    def test_where_the_words_have_no_room_their_range_is_said(self, line: pd.DataFrame) -> None:
        table = line.assign(words=[2_000_000, 0, 15, 4_000_000, 9, 9])
        table.attrs = line.attrs
        ax = charts.timeline_lines(table, value="per_1000", size="column")
        assert [label.get_text() for label in ax.get_xticklabels()] == [
            "2019\nn 6",
            "2020\nn 0",
            "2021\nn 8",
            "2022\nn 5",
        ]
        assert "A period rests on 15 to 4,000,000 words." in notes(ax)

    def test_low_shares_have_a_scale_that_fits_them_and_says_so(self, line: pd.DataFrame) -> None:
        table = line.assign(document_share=line["document_share"] / 5, low=line["low"] / 5, high=line["high"] / 5)
        table.attrs = line.attrs
        ax = charts.timeline_lines(table, value="document_share")
        # The highest end is 1.0 / 5.
        assert ax.get_ylim()[1] == pytest.approx(0.2 * 1.04)
        assert "The scale ends at 20\u00a0%." in notes(ax)

    def test_quarters_are_said_in_words(self, line: pd.DataFrame) -> None:
        years = {"2019": "2023-33", "2020": "2023-34", "2021": "2023-35", "2022": "2023-36"}
        table = line.assign(period=line["period"].replace(years))
        table.attrs = line.attrs
        ax = charts.timeline_lines(table)
        assert [label.get_text().split("\n")[0] for label in ax.get_xticklabels()] == [
            f"Q{n} 2023" for n in (1, 2, 3, 4)
        ]
        assert "2023-3" not in charts.describe(ax).caption + charts.describe(ax).alt


def uprights(ax: Any) -> list[tuple[float, float, float]]:
    """The upright intervals: where, from, to."""
    segments = [segment for lines in ax.collections for segment in getattr(lines, "get_segments", list)()]
    return sorted((float(x), float(low), float(high)) for (x, low), (_, high) in segments if high > low)


def joined(ax: Any) -> list[list[float]]:
    """The places that each line joins."""
    return [list(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) > 1 and not line.get_gid()]


def dates(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["edtf", "first", "last", "bound", "role"])
    return pd.DataFrame(
        {"document": "a", "start": range(len(table)), "end": range(1, len(table) + 1), "text": table["edtf"],
         "edtf": table["edtf"], "earliest": [np.datetime64(day or "NaT", "s") for day in table["first"]],
         "latest": [np.datetime64(day or "NaT", "s") for day in table["last"]], "granularity": "year",
         "bound": table["bound"], "kind": "date", "role": table["role"]}
    )  # fmt: skip


class TestClocks:
    def test_a_year_runs_to_the_end_of_its_last_day(self) -> None:
        ax = charts.date_bars(dates(("2022", "2022-01-01", "2022-12-31", "", "past")))
        bar = marks(ax)["document=a;edtf=2022;start=0;end=1"]
        assert tuple(bar.get_xdata()) == (day_of(2022), day_of(2023))

    def test_targets_are_hollow_diamonds_and_open_ends_arrows(self) -> None:
        ax = charts.date_bars(
            dates(("../2030", "", "2030-12-31", "by", "target"), ("2021", "2021-01-01", "2021-12-31", "", "past"))
        )
        target = marks(ax)["document=a;edtf=../2030;start=0;end=1"]
        assert target.get_marker() == "D"
        assert to_hex(target.get_markerfacecolor()) == "#ffffff"
        # In the middle of 2030, not at its last day, which would be read as 2031.
        assert target.get_xdata()[0] == pytest.approx((day_of(2030) + day_of(2031)) / 2, abs=1)
        assert sum(getattr(text, "arrow_patch", None) is not None for text in ax.texts) == 1

    def test_a_date_wider_than_its_granularity_is_faded(self) -> None:
        table = dates(
            ("2021/2022", "2021-01-01", "2022-12-31", "", "past"), ("2020", "2020-01-01", "2020-12-31", "", "past")
        )
        alphas = [bar.get_alpha() for bar in marks(charts.date_bars(table)).values()]
        assert alphas == [0.35, 1.0]

    def test_only_dates_are_drawn_and_the_rest_is_counted(self) -> None:
        table = dates(
            ("2021", "2021-01-01", "2021-12-31", "", "past"), ("", "", "", "", "past"), ("", "", "", "", "unknown")
        )
        table.loc[2, "kind"] = "duration"
        ax = charts.date_bars(table)
        assert list(marks(ax)) == ["document=a;edtf=2021;start=0;end=1"]
        assert "Not among them: 1 date whose time is unknown." in notes(ax)
        assert "Not counted as dates: 1 further expression (1 duration)." in notes(ax)

    def test_many_dates_are_cut_to_those_told_most(self) -> None:
        years = [str(year) for year in range(1900, 1960) for _ in range(1 + (year == 1950))]
        ax = charts.date_bars(dates(*[(year, f"{year}-01-01", f"{year}-12-31", "", "past") for year in years]))
        assert len(marks(ax)) == 30
        assert "edtf=1950" in marks(ax)
        assert "those told most often: 30 of 60 dates, 31 of 61 mentions" in notes(ax)

    def test_the_two_clocks_are_told_across_and_written_up(self) -> None:
        table = dates(("2020", "2020-01-01", "2020-12-31", "", "past"), ("../2030", "", "2030-12-31", "by", "target"))
        day = np.array(["2022-03-06"], dtype="datetime64[s]")
        ax = charts.two_clocks(table, pd.DataFrame({"earliest": day, "latest": day}, index=["a"]))
        places = {gid: (float(p.get_xdata()[0]), float(p.get_ydata()[0])) for gid, p in marks(ax).items()}
        written = float(days(day)[0])
        past, target = places["document=a;edtf=2020;start=0;end=1"], places["document=a;edtf=../2030;start=1;end=2"]
        # A single document has the lowest row, and the line "published" stands at the day it was written.
        assert past == (day_of(2020), pytest.approx(0))
        assert target == (pytest.approx((day_of(2030) + day_of(2031)) / 2, abs=1), pytest.approx(0))
        assert any(list(line.get_xdata()) == [written, written] for line in ax.lines)

    def test_later_documents_stand_higher_and_say_when_they_were_written(self) -> None:
        table = dates(*[("2020", "2020-01-01", "2020-12-31", "", "past")] * 2).assign(document=["a", "b"])
        day = np.array(["2022-03-06", "2021-01-01"], dtype="datetime64[s]")
        facts = pd.DataFrame({"earliest": day, "latest": day, "published": ["2022-03-06", "2021"]}, index=["a", "b"])
        ax = charts.two_clocks(table, facts)
        assert [label.get_text() for label in ax.get_yticklabels()] == ["b\n2021", "a\n6 Mar 2022"]
        assert [round(float(p.get_ydata()[0]), 3) for p in marks(ax).values()] == [1.0, 0.0]

    def test_of_many_documents_marks_near_one_place_are_one_and_none_is_lost(self) -> None:
        rows = [(f"{1900 + n}", f"{1900 + n}-01-01", f"{1900 + n}-12-31", "", "past") for n in range(40) for _ in "ab"]
        table = dates(*rows).assign(document=[f"d{n // 2:02d}" for n in range(80)])
        day = np.array([f"{1902 + n}-06-01" for n in range(40)], dtype="datetime64[s]")
        ids = [f"d{n:02d}" for n in range(40)]
        facts = pd.DataFrame({"earliest": day, "latest": day}, index=ids)
        now = days(day)
        told, written = days(table["earliest"]), np.repeat(now, 2)
        axis = TimeAxis.over(table, now.max(), also=now.min())
        binned = bins(table, axis, told, written, most=24)
        assert binned["count"].sum() == 80
        assert len(binned) <= 40
        # Each was written two years and five months after what it tells of; so is each mean of them.
        assert (written - told).min() <= (binned["y"] - binned["x"]).min()
        assert charts.describe(charts.two_clocks(table, facts)).title == "80 dates told in 40 documents: 80 past"

    def test_a_date_has_one_mark_on_both_charts(self) -> None:
        table = dates(
            ("2020", "2020-01-01", "2020-12-31", "", "past"), ("2019/2021", "2019-01-01", "2021-12-31", "", "past"),
        )  # fmt: skip
        day = np.array(["2022-03-06"], dtype="datetime64[s]")
        for ax in (
            charts.date_bars(table),
            charts.two_clocks(table, pd.DataFrame({"earliest": day, "latest": day}, index=["a"])),
        ):
            looks = [(tuple(bar.get_xdata()), bar.get_alpha()) for bar in marks(ax).values()]
            assert looks == [((day_of(2020), day_of(2021)), 1.0), ((day_of(2019), day_of(2022)), 0.35)]

    def test_a_wide_target_is_a_hollow_bar_over_all_that_it_can_mean(self) -> None:
        century = dates(("20XX", "2000-01-01", "2099-12-31", "", "target"))
        century["granularity"] = "century"
        (bar,) = marks(charts.date_bars(century)).values()
        assert tuple(bar.get_xdata()) == (day_of(2000), day_of(2100))
        assert len(bar.get_path_effects()) == 2  # colour, and white in it

    def test_one_date_of_two_roles_has_two_rows_with_two_names(self) -> None:
        rows = [("1978", "1978-01-01", "1978-12-31", "", role) for role in ("past", "target") for _ in range(5)]
        rows += [(str(year), f"{year}-01-01", f"{year}-12-31", "", "past") for year in range(1900, 1930)]
        rows += [("1890", "1890-01-01", "1890-12-31", "", "unknown")]
        ax = charts.date_bars(dates(*rows))
        names = [label.get_text() for label in ax.get_yticklabels()]
        assert names[-2:] == ["1978, past", "1978, target"]
        # Of 32 distinct years and 41 mentions the 30 rows hold 29 and 10 + 28.
        assert "29 of 32 dates in 30 rows, one for each role, 38 of 41 mentions" in notes(ax)

    def test_of_many_documents_what_is_wider_than_a_place_is_counted_and_not_drawn(self) -> None:
        rows = [(f"{1900 + n}", f"{1900 + n}-01-01", f"{1900 + n}-12-31", "", "past") for n in range(40)]
        table = dates(*rows, ("19XX", "1900-01-01", "1999-12-31", "", "past"))
        table["document"] = [f"d{n:02d}" for n in [*range(40), 0]]
        day = np.array([f"{1902 + n}-06-01" for n in range(40)], dtype="datetime64[s]")
        facts = pd.DataFrame({"earliest": day, "latest": day}, index=[f"d{n:02d}" for n in range(40)])
        ax = charts.two_clocks(table, facts)
        assert "Not drawn: 1 date too wide for a mark, such as a decade or a century." in notes(ax)
        assert max(float(bubble.get_xdata()[0]) for bubble in marks(ax).values()) < day_of(1940)

    def test_dates_on_the_wrong_side_of_their_publication_are_said(self) -> None:
        table = dates(
            ("2024", "2024-01-01", "2024-12-31", "", "past"), ("2022", "2022-01-01", "2022-12-31", "", "past"),
            ("2021", "2021-01-01", "2021-12-31", "", "target"),
        )  # fmt: skip
        day = np.array(["2022-03-06"], dtype="datetime64[s]")
        ax = charts.two_clocks(table, pd.DataFrame({"earliest": day, "latest": day}, index=["a"]))
        said = "Probably misread, for role and place disagree: 1 past after publication and 1 target before it."
        assert said in notes(ax)

    def test_open_bounds_are_arrows_on_both_charts(self) -> None:
        table = dates(
            ("../2030", "", "2030-12-31", "by", "target"), ("2021/..", "2021-01-01", "", "since", "past"),
            ("2020", "2020-01-01", "2020-12-31", "", "past"),
        )  # fmt: skip
        day = np.array(["2022-03-06"], dtype="datetime64[s]")
        for ax in (
            charts.date_bars(table),
            charts.two_clocks(table, pd.DataFrame({"earliest": day, "latest": day}, index=["a"])),
        ):
            arrows = [text for text in ax.texts if getattr(text, "arrow_patch", None) is not None]
            assert [np.sign(arrow.xyann[0]) for arrow in arrows] == [-1, 1]

    def test_dates_at_one_place_stand_above_each_other(self) -> None:
        table = dates(*[("2020", "2020-01-01", "2020-12-31", "", "past")] * 3)
        day = np.array(["2022-03-06"], dtype="datetime64[s]")
        ax = charts.two_clocks(table, pd.DataFrame({"earliest": day, "latest": day}, index=["a"]))
        places = [(float(p.get_xdata()[0]), float(p.get_ydata()[0])) for p in marks(ax).values()]
        assert len({x for x, _ in places}) == 1
        assert len({round(y, 3) for _, y in places}) == 3
        assert "Dates at one place stand above each other." in notes(ax)

    def test_published_past_and_future_are_named_above_the_marks(self) -> None:
        day = np.array(["2022-03-06"], dtype="datetime64[s]")
        told = dates(("2020", "2020-01-01", "2020-12-31", "", "past"), ("../2030", "", "2030-12-31", "by", "target"))
        ax = charts.two_clocks(told, pd.DataFrame({"earliest": day, "latest": day}, index=["a"]))
        heads = {text.get_text(): text.xy for text in ax.texts if text.get_text()}
        assert all(y == 1 for _, y in heads.values())
        across = [heads[name][0] for name in ("← told of the past", "published", "told of the future →")]
        assert across == sorted(across)
        assert [text.get_text() for text in ax.get_legend().get_texts()] == ["past", "target (then ahead)"]

    def test_the_axis_is_even_up_to_now_and_compressed_after(self) -> None:
        told = dates(("2019", "2019-01-01", "2019-12-31", "", "past"), ("../2060", "", "2060-12-31", "by", "target"))
        axis = TimeAxis.over(told, day_of(2023))
        assert axis.along(day_of(2021)) == day_of(2021)
        steps = np.diff(axis.along([day_of(year) for year in (2023, 2033, 2043, 2053)]))
        assert (np.diff(steps) < 0).all()
        assert axis.back(axis.along(day_of(2045))) == pytest.approx(day_of(2045))
        assert "2060" in axis.ticks(8)[1]
        assert axis.note

    def test_the_axis_stays_even_where_nothing_lies_far_out(self) -> None:
        axis = TimeAxis.over(dates(("2019", "2019-01-01", "2023-12-31", "", "past")), day_of(2022))
        assert axis.note == ""


class TestTerms:
    def test_bars_are_sorted_and_cut_and_say_so(self) -> None:
        table = pd.DataFrame({"term": [f"t{n}" for n in range(30)], "count": range(1, 31), "documents": 1,
                              "per_1000": np.arange(1, 31) / 2})  # fmt: skip
        ax = charts.term_bars(table, n=3)
        assert [(gid, bar.get_width()) for gid, bar in marks(ax).items()] == [
            ("term=t29", 15.0),
            ("term=t28", 14.5),
            ("term=t27", 14.0),
        ]
        assert "3 most frequent of 30 different words" in notes(ax)
        assert charts.describe(ax).title == "“t29” is the most frequent word: 30 times"

    def test_panels_share_one_scale(self) -> None:
        table = pd.DataFrame({"document": ["a", "b"], "term": ["x", "y"], "count": 1, "tf_idf": [0.9, 0.3]})
        axes = charts.tf_idf_bars(table)
        assert len({ax.get_xlim() for ax in axes}) == 1
        assert [ax.patches[0].get_width() for ax in axes] == [0.9, 0.3]

    def test_of_many_documents_the_longest_have_a_panel(self) -> None:
        names = [f"d{n:02d}" for n in range(40)]
        table = pd.DataFrame({"document": names, "term": "x", "count": range(1, 41), "tf_idf": 0.5})
        axes = charts.tf_idf_bars(table)
        assert [ax.get_title(loc="left") for ax in axes] == names[-len(axes) :]
        assert f"of 40 documents the {len(axes)} with most mentions here" in notes(axes[0])

    def test_how_long_a_document_is_does_not_depend_on_stop_words(self) -> None:
        told = {f"d{n:02d}": "word " * (n + 1) for n in range(40)} | {"d00": "the " * 500 + "word"}
        corpus = analysis.make_corpus(told)
        axes = charts.tf_idf_bars(analysis.tf_idf(corpus, stopwords=["the"]))
        drawn = [ax.get_title(loc="left") for ax in axes]
        assert drawn == ["d00", *list(told)[-len(axes) + 1 :]]
        assert f"of 40 documents the {len(axes)} longest" in notes(axes[0])

    def test_panels_side_by_side_name_their_scale_once(self) -> None:
        for documents, named in (("abcde", 3), ("abcd", 2), ("abc", 0)):  # the first panel of the last row
            table = pd.DataFrame({"document": list(documents), "term": "x", "count": 1, "tf_idf": 0.9})
            labels = [ax.get_xlabel() for ax in charts.tf_idf_bars(table)]
            assert labels == ["TF-IDF" if place == named else "" for place in range(len(documents))]

    def test_a_flag_of_all_words_of_one_side_is_said_and_not_drawn(self) -> None:
        table = pd.DataFrame({"term": list("abc"), "count": [9, 8, 1], "reference": [1, 1, 9], "low": -6.0, "high": 6.0,
                              "log_ratio": [3.0, 2.9, -3.0], "g2": [9.0, 8.0, -9.0], "p": [0.01, 0.01, 0.2],
                              "flag": ["rests on one document"] * 2 + [""]})  # fmt: skip
        table.attrs["settings"] = {"target": "the speech", "reference": "the others"}
        ax = charts.term_contrast(table)
        assert to_hex(marks(ax)["term=a"].get_markerfacecolor()) != "#ffffff"
        assert "Every word that is more frequent in the speech: rests on one document." in notes(ax)
        assert "Hollow" not in notes(ax)

    def test_a_contrast_that_was_cut_to_one_side_says_so(self) -> None:
        table = pd.DataFrame({"term": list("ab"), "count": [9, 8], "reference": [1, 0], "low": 1.0, "high": 5.0,
                              "log_ratio": [3.0, 4.0], "g2": [9.0, 8.0], "p": [0.01, 0.2], "flag": ""})  # fmt: skip
        table.attrs["settings"] = {"target": ["a", "b", "c", "d"], "reference": "the rest", "words_target": 1000,
                                   "words_reference": 2400}  # fmt: skip
        ax = charts.term_contrast(table)
        assert "The table drawn holds no word that is more frequent in the rest." in notes(ax)
        assert "1,000 against 2,400 words" in notes(ax)
        said = charts.describe(ax)
        assert said.title == "“a” is most typical of 4 documents: 8× the rate of the rest (9 mentions against 1)"
        assert "of the rest: no word of this table" in said.alt

    def test_no_sure_word_is_no_finding(self) -> None:
        table = pd.DataFrame({"term": list("ab"), "count": [9, 1], "reference": [1, 9], "low": -1.0, "high": 5.0,
                              "log_ratio": [3.0, -3.0], "g2": [9.0, -8.0], "p": [0.05, 0.01], "flag": ""})  # fmt: skip
        title = "No word is sure to be more frequent in the target than in the rest"
        assert charts.describe(charts.term_contrast(table)).title == title
        flagged = table.assign(p=0.01, flag=["fewer than 5 mentions", ""])
        flagged.loc[2] = ["c", 8, 1, -1.0, 5.0, 2.9, 7.0, 0.3, ""]
        assert charts.describe(charts.term_contrast(flagged)).title == title

    def test_contrast_points_stand_at_frequency_and_log_ratio(self) -> None:
        table = pd.DataFrame({"term": ["up", "down"], "count": [9, 1], "reference": [1, 19], "log_ratio": [3.0, -4.0],
                              "low": [1.0, -6.0], "high": [5.0, -2.0], "g2": [9.0, -9.0], "p": [0.01, 0.2],
                              "flag": ["", "rests on one document"]})  # fmt: skip
        ax = charts.term_contrast(table)
        found = marks(ax)
        assert {gid: (*p.get_xdata(), *p.get_ydata()) for gid, p in found.items()} == {
            "term=up": (10, 3),
            "term=down": (20, -4),
        }
        assert to_hex(found["term=down"].get_markerfacecolor()) == "#ffffff"
        pale, full = (sum(to_rgb(found[f"term={name}"].get_markeredgecolor())) for name in ("down", "up"))
        assert pale > full
        assert {mark.get_alpha() for mark in found.values()} == {None}  # nothing adds up where marks overlap
        assert {"up", "down"} <= set(texts(ax))

    def test_words_at_one_place_stand_side_by_side(self) -> None:
        table = pd.DataFrame({"term": ["a", "b", "c", "d"], "count": [3, 3, 3, 9], "reference": [3, 3, 3, 1],
                              "log_ratio": [1.0, 1.0, 1.0, 2.0], "low": 0.1, "high": 3.0, "g2": [2.0, 2.0, 2.0, 5.0],
                              "p": 0.01, "flag": ""})  # fmt: skip
        found = marks(charts.term_contrast(table))
        places = sorted(float(found[f"term={term}"].get_xdata()[0]) for term in "abc")
        assert places[0] < 6 < places[2]
        assert places[1] == pytest.approx(6)
        assert {float(found[f"term={term}"].get_ydata()[0]) for term in "abc"} == {1.0}

    def test_no_two_intervals_lie_on_each_other(self) -> None:
        table = pd.DataFrame({"term": ["a", "b", "up"], "count": 4, "reference": 4, "log_ratio": [2.0, 1.0, 5.0],
                              "low": [0.5, 0.2, 4.0], "high": [3.0, 2.0, 6.0], "g2": [9.0, 4.0, 8.0], "p": 0.01,
                              "flag": ""})  # fmt: skip
        ax = charts.term_contrast(table)
        intervals = sorted(tuple(line.get_ydata()) for line in ax.lines if len(set(line.get_xdata())) == 1
                           and len(line.get_xdata()) == 2)  # fmt: skip
        # b would lie on a, so it has neither name nor interval; the word above both has.
        assert intervals == [(0.5, 3.0), (4.0, 6.0)]
        assert {"a", "up"} <= set(texts(ax))
        assert "b" not in texts(ax)

    def test_rare_words_that_crowd_one_place_are_left_out_and_it_is_said(self) -> None:
        rare = pd.DataFrame(
            {"term": [f"r{n}" for n in range(40)], "count": 1, "reference": 0, "log_ratio": 4.0, "g2": 2.0}
        )
        more = pd.DataFrame({"term": [f"m{n}" for n in range(20)], "count": range(5, 25), "reference": 3,
                             "log_ratio": np.linspace(1, 3, 20), "g2": np.linspace(3, 9, 20)})  # fmt: skip
        table = pd.concat([rare, more], ignore_index=True).assign(low=0.1, high=6.0, p=0.01, flag="")
        ax = charts.term_contrast(table)
        assert set(marks(ax)) == {f"term=m{n}" for n in range(20)}
        assert "20 of 60 words with the highest G² among those of 2 mentions or more" in notes(ax)

    def test_the_scale_says_more_and_less(self) -> None:
        table = pd.DataFrame({"term": ["a", "b"], "count": [9, 1], "reference": [1, 9], "log_ratio": [3.0, -3.0],
                              "low": [1.0, -5.0], "high": [5.0, -1.0], "g2": [7.0, -7.0], "p": 0.01,
                              "flag": ""})  # fmt: skip
        ax = charts.term_contrast(table)
        ax.figure.canvas.draw()
        said = dict(zip(ax.get_yticks(), [label.get_text() for label in ax.get_yticklabels()], strict=True))
        assert (said[2], said[0], said[-2]) == ("4× more", "same", "4× less")


class TestDocuments:
    def test_bars_are_words_and_undated_documents_hollow(self) -> None:
        table = pd.DataFrame(
            {"words": [300, 200], "published": ["2022-03-06", ""], "basis": ["stated", "unknown"]}, index=["a", "b"]
        )
        ax = charts.document_bars(table)
        assert {gid: bar.get_width() for gid, bar in marks(ax).items()} == {"document=a": 300, "document=b": 200}
        assert to_hex(marks(ax)["document=b"].get_facecolor()) == "#ffffff"
        assert "Hollow: 1 document without a date." in notes(ax)

    def test_documents_are_called_by_their_titles_and_dates_are_in_words(self) -> None:
        table = pd.DataFrame(
            {
                "words": [300, 200],
                "published": ["2023-04/2023-09", "2023-35"],
                "basis": "stated",
                "title": ["A speech", ""],
            },
            index=["000", "Lincoln-1862"],
        )
        ax = charts.document_bars(table)
        assert [label.get_text() for label in ax.get_yticklabels()] == ["A speech", "Lincoln-1862"]
        assert {"Apr–Sep 2023", "Q3 2023"} <= set(texts(ax))

    def test_rules_stack_to_the_words_taken_out(self) -> None:
        table = pd.DataFrame({"document": "a", "rule": ["header", "caption"], "words": [6, 4], "share": [0.06, 0.04]})
        bars = list(marks(charts.cleaning_bars(table)).values())
        assert [(bar.get_x(), bar.get_width()) for bar in bars] == [(0, 6), (6, 4)]

    def test_a_pair_is_one_cell_below_the_diagonal(self) -> None:
        table = pd.DataFrame({"document": ["a", "c", "b"], "other": ["b", "a", "c"], "cosine": [0.2, 0.9, 0.4]})
        cells = marks(charts.similarity_heatmap(table))
        assert len(cells) == 3
        assert all(cell.get_x() < cell.get_y() for cell in cells.values())


class TestClaims:
    def test_ways_are_sorted_by_value_and_filled_where_the_claim_holds(self) -> None:
        table = pd.DataFrame({"scheme": ["a", "b", "c"], "unit": "word", "value": [0.7, 0.2, 0.7],
                              "holds": [True, False, True], "distinct": [1, 2, 1]})  # fmt: skip
        table.attrs = {"settings": {"claim": "x > y"}, "rests_on": ["002"]}
        above, below = charts.specification_curve(table)
        assert [line.get_ydata()[0] for line in marks(above).values()] == [0.2, 0.7, 0.7]
        assert [to_hex(line.get_markerfacecolor()) == "#ffffff" for line in marks(above).values()] == [
            True,
            False,
            False,
        ]
        assert charts.describe(below).title == "In all documents: “x > y” holds in 1 of 2 distinct counts"
        assert "Turns round without document 002." in notes(above)

    def test_few_mentions_are_no_finding(self) -> None:
        table = pd.DataFrame({"scheme": ["a", "b"], "unit": "word", "value": [1.0, 0.9], "holds": True,
                              "distinct": [1, 2]})  # fmt: skip
        table.attrs = {"settings": {"claim": "x > y", "kind": "comparison"}, "mentions": [4, 1]}
        above, _ = charts.specification_curve(table)
        assert {to_hex(line.get_markerfacecolor()) for line in marks(above).values()} == {"#ffffff"}
        said = charts.describe(above)
        assert said.title == "In all documents: “x > y” rests on 4 mentions of x against 1 of y, too few to say"
        assert "hollow: fewer than 5 mentions on either side" in said.caption
        table.attrs["mentions"] = [5, 1]
        above, _ = charts.specification_curve(table)
        assert "#ffffff" not in {to_hex(line.get_markerfacecolor()) for line in marks(above).values()}
        assert charts.describe(above).title.endswith("holds in 2 of 2 distinct counts")


class TestMarks:
    def test_keys_come_in_codebook_order_and_values_are_escaped(self) -> None:
        assert mark({"term": "a;b", "document": "100%", "n": 1}) == "document=100%25;term=a%3Bb"
        assert KEYS.index("document") < KEYS.index("theme") < KEYS.index("term") < KEYS.index("start")

    def test_no_two_values_share_an_escape(self) -> None:
        values = ["a;b", "a%3Bb", "a=b", "a\x00b", "a%00b", "a b"]
        assert len({escape(value) for value in values}) == len(values)

    def test_what_a_table_was_counted_by_is_a_key(self) -> None:
        table = pd.DataFrame(columns=["party", "theme", "count"])
        table.attrs = {"settings": {"by": "party"}}
        assert charts.keys_of(table) == ("party", "theme")
