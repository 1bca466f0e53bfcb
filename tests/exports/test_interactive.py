"""Charts of a notebook that can be asked: a mark has the mentions that the chart counts, and no others."""

from __future__ import annotations

import pandas as pd
import pytest

import analysis
from analysis.exports.interactive import interactive


def test_a_chart_knows_the_mentions_of_its_marks(seeds, seed_themes):
    mentions = analysis.theme_mentions(seeds, seed_themes)
    chart = interactive(analysis.charts.theme_bars(analysis.theme_weights(seeds, seed_themes)), mentions)
    index = chart.index()
    marks = index["chart"]["marks"]
    counts = pd.Series({mark: len(held["rows"]) for mark, held in marks.items()})
    assert marks["document=001_4158e7f7f2b05cee;theme=ev-manufacturing"]["name"] == (
        "City Party chief discusses future…, EV manufacturing"
    )
    assert counts["document=001_4158e7f7f2b05cee;theme=ev-manufacturing"] == 16
    assert counts.sum() == 82
    assert repr(chart).endswith(", 82 mentions)")
    assert 'id="document=001_4158e7f7f2b05cee;theme=ev-manufacturing"' in index["chart"]["svg"]


def test_a_chart_over_time_needs_its_table(seeds, seed_themes):
    table, mentions = analysis.timeline(seeds, seed_themes), analysis.theme_mentions(seeds, seed_themes)
    ax = analysis.charts.timeline_lines(table)
    with pytest.raises(analysis.AnalysisError, match="the marks hold period"):
        interactive(ax, mentions)
    assert "period=2022;theme=diplomacy" in interactive(ax, mentions, table=table).index()["chart"]["marks"]


def test_a_chart_without_marks_or_corpus_is_refused(seeds, seed_themes):
    import matplotlib.pyplot as plt

    figure, ax = plt.subplots()
    mentions = analysis.theme_mentions(seeds, seed_themes)
    with pytest.raises(analysis.AnalysisError, match="not drawn by a chart"):
        interactive(ax, mentions)
    unknown = mentions.copy()
    unknown.attrs = {}
    with pytest.raises(analysis.AnalysisError, match="not open"):
        interactive(ax, unknown)
    plt.close(figure)


def test_what_the_chart_does_not_draw_is_not_behind_it(tiny):
    terms = analysis.term_frequencies(tiny)  # red 3, car 2, green 3, blue 1, sea 1
    words = tiny.words.table()
    chart = interactive(analysis.charts.term_bars(terms[terms["term"].isin(["red", "car"])]), words)
    assert len(words) == 10
    assert sorted(chart.index()["chart"]["marks"]) == ["term=car", "term=red"]
    assert len(chart.rows) == 3 + 2


def test_dates_that_stay_off_the_chart_are_not_behind_it(seeds):
    dates = analysis.date_mentions(seeds)
    chart = interactive(analysis.charts.date_bars(dates), dates)
    assert set(chart.rows["kind"]) == {"date"}
    assert len(chart.rows) < len(dates)


def test_a_chart_of_nothing_found_is_shown_as_it_is(seed_themes):
    corpus = analysis.make_corpus({"a": "It took two weeks."})
    dates, mentions = analysis.date_mentions(corpus), analysis.theme_mentions(corpus, seed_themes)
    assert len(dates) == 1  # a duration, which stays off the chart
    assert len(interactive(analysis.charts.date_bars(dates), dates).index()["mentions"]["start"]) == 0
    bars = analysis.charts.theme_bars(analysis.theme_weights(corpus, seed_themes))
    assert repr(interactive(bars, mentions)).endswith("0 mentions)")


def test_mentions_that_do_not_say_their_sentence_are_placed_in_it(tiny):
    words = tiny.words.table()
    bars = analysis.charts.term_bars(analysis.term_frequencies(tiny))
    placed, looked_up = (
        interactive(bars, rows).index()["mentions"] for rows in (words, words.drop(columns="sentence"))
    )
    assert looked_up == placed


def test_the_live_chart_is_a_picture_where_none_is_and_gives_the_document_asked_for(tiny, monkeypatch):
    chart = interactive(analysis.charts.term_bars(analysis.term_frequencies(tiny)), tiny.words.table())
    kept = chart._repr_mimebundle_()
    assert kept["text/plain"] == repr(chart)
    assert kept["image/png"].startswith(b"\x89PNG")
    sent = []
    monkeypatch.setattr(chart.view, "send", sent.append)
    chart.view._handle_custom_msg({"document": 1, "asked": 7}, [])
    assert [(answer["text"], answer["asked"]) for answer in sent] == [("Red car, green.", 7)]
