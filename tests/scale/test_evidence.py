"""The mentions behind a chart of many: all that a dossier says of each, and a sample that no cut can change."""

import json

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import analysis

from .conftest import same


@pytest.fixture(scope="module")
def cuts(speeches):
    """The same documents in many parts and in few."""
    return [analysis.open_partitions(speeches[0], size=size) for size in (700, 3000)]


def test_all_mentions_up_to_a_size(cuts, speeches, seed_themes):
    evidence = cuts[0].evidence(analysis.theme_mentions, seed_themes)
    mentions = analysis.theme_mentions(speeches[1], seed_themes)
    pd.testing.assert_frame_equal(evidence[mentions.columns], mentions)
    assert evidence.attrs == mentions.attrs
    assert {"passage", "at", "published", "source"} <= set(evidence.columns)


def test_a_sample_does_not_depend_on_the_cut(cuts, speeches, seed_themes):
    one, other = (cut.evidence(analysis.theme_mentions, seed_themes, most=15) for cut in cuts)
    same(one, other)
    mentions = analysis.theme_mentions(speeches[1], seed_themes)
    assert len(one) == 15 < len(mentions)
    assert one.attrs["notes"] == [f"a sample of 15 of {len(mentions)} mentions (seed 0)"]
    places = ["document", "start", "end", "theme"]
    assert len(one.merge(mentions, on=places)) == 15
    assert one[["document", "sentence"]].apply(tuple, axis=1).is_monotonic_increasing or len(one.document.unique()) > 1
    another = cuts[0].evidence(analysis.theme_mentions, seed_themes, most=15, seed=1)
    assert not another[places].equals(one[places])


def test_the_first_rows_say_of_how_many(cuts, speeches):
    for sort in ("text", "right"):
        whole = analysis.passages(speeches[1], "the", sort=sort)
        found = cuts[0].measure(analysis.passages, "the", sort=sort, top=7)
        pd.testing.assert_frame_equal(pd.DataFrame(found), pd.DataFrame(whole.head(7)))
        assert found.attrs["notes"] == [f"the first 7 of {len(whole):,} rows"]


def test_rows_stream_into_parquet(cuts, speeches, seed_themes, tmp_path):
    for measure, arguments in (
        (analysis.theme_mentions, [seed_themes]),
        (analysis.tf_idf, []),
        (analysis.theme_weights, [seed_themes]),
    ):
        streamed = cuts[0].measure(measure, *arguments, to=tmp_path / "rows.parquet")
        whole = measure(speeches[1], *arguments)
        assert streamed.rows == len(whole)
        read = pd.read_parquet(tmp_path / "rows.parquet").sort_values(list(whole.columns[:5]), ignore_index=True)
        pd.testing.assert_frame_equal(read, whole.sort_values(list(whole.columns[:5]), ignore_index=True))
    assert [path.name for path in tmp_path.iterdir()] == ["rows.parquet"]


def test_dossiers_and_report_work_on_its_tables(cuts, speeches, seed_themes, tmp_path):
    parts, whole = cuts[0], speeches[1]
    weights = parts.measure(analysis.theme_weights, seed_themes, by="party")
    over = parts.measure(analysis.timeline, seed_themes, every="year")
    for name, table, draw in (
        ("weights", weights, analysis.charts.theme_bars),
        ("over", over, analysis.charts.timeline_lines),
    ):
        evidence = parts.evidence(analysis.theme_mentions, seed_themes, table=table)
        dossier = analysis.export(draw(table), name, table=table, evidence=evidence, folder=tmp_path)
        assert dossier.complete
    few = parts.evidence(analysis.theme_mentions, seed_themes, table=weights, most=9)
    sampled = analysis.export(analysis.charts.theme_bars(weights), "few", table=weights, evidence=few, folder=tmp_path)
    assert not sampled.complete
    assert sampled.reason.startswith("a seeded sample of 9 of ")
    content = json.loads((tmp_path / "weights.json").read_text())
    assert content["corpus"]["fingerprint"] == whole.fingerprint
    assert content["corpus"]["documents"] == len(whole.ids)
    assert {one["document"]: one["sha256"] for one in content["documents"]} == {
        document: source.sha256 for document, source in whole.sources.items()
    }
    assert [one["title"] for one in content["documents"]] == whole.documents["title"].tolist()
    assert analysis.verify(tmp_path, whole, themes=seed_themes).ok
    analysis.report(tmp_path)
    plt.close("all")


def test_a_dossier_says_that_its_documents_are_too_many_to_list(themes_from, tmp_path, monkeypatch):
    themes = themes_from('[green]\nlabel = "Green"\nterms = ["green"]\n')
    (tmp_path / "texts").mkdir()
    for name in "abcde":
        (tmp_path / "texts" / f"{name}.txt").write_text(f"Nothing but green {name}.", "utf-8")
    parts = analysis.open_partitions(tmp_path / "texts", size=40)
    table = parts.measure(analysis.theme_weights, themes)
    evidence = parts.evidence(analysis.theme_mentions, themes, table=table)
    monkeypatch.setattr("analysis.exports.provenance.MOST_LISTED", 4)
    analysis.export(analysis.charts.theme_bars(table), "x", table=table, evidence=evidence, folder=tmp_path)
    content = json.loads((tmp_path / "x.json").read_text())
    assert content["documents"] == []
    assert content["notes"][-1] == "The corpus was counted in parts: its 5 documents are not listed one by one."
    analysis.report(tmp_path)
    plt.close("all")


def test_what_gives_no_mentions_and_what_is_finished_whole_is_told(cuts, seed_themes, tmp_path):
    with pytest.raises(analysis.AnalysisError, match="term_frequencies gives no mentions"):
        cuts[0].evidence(analysis.term_frequencies)
    with pytest.raises(analysis.AnalysisError, match="timeline is finished whole"):
        cuts[0].measure(analysis.timeline, seed_themes, to=tmp_path / "x.parquet")
    with pytest.raises(analysis.AnalysisError, match="theme_weights is finished whole"):
        cuts[0].measure(analysis.theme_weights, seed_themes, by="party", to=tmp_path / "x.parquet")
    with pytest.raises(analysis.AnalysisError, match="similarity does not add up over parts"):
        cuts[0].measure(analysis.similarity)
    with pytest.raises(analysis.AnalysisError, match="`repeated` needs the whole corpus"):
        analysis.open_partitions("seeds", clean=["repeated"])
