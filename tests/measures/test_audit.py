"""The audit: what patterns catch, samples to judge, precision, and two versions of a file."""

import pandas as pd
import pytest

import analysis
from analysis.measures.uncertainty import wilson

THEMES = '[t]\nterms = ["car", "electric car", "tram"]'


@pytest.fixture
def corpus():
    return analysis.make_corpus({"a": "Car, car. Electric car.", "b": "Electric car.", "c": "Bus."})


def test_each_pattern_with_its_share(corpus, themes_from):
    table = analysis.theme_patterns(corpus, themes_from(THEMES)).set_index("pattern")
    assert table["count"].to_dict() == {"car": 2, "electric car": 2, "tram": 0}
    assert table.documents.to_dict() == {"car": 1, "electric car": 2, "tram": 0}
    assert table.share.to_dict() == {"car": 0.5, "electric car": 0.5, "tram": 0}
    # Without "electric car" its mentions would still be caught, as "car"; without "car" its two would be lost.
    assert table.alone.to_dict() == {"car": 2, "electric car": 0, "tram": 0}
    assert table.flag.to_dict() == {
        **{"car": "rests on one document", "electric car": "fewer than 5 mentions", "tram": "matches nothing"}
    }


def test_a_sample_is_drawn_by_its_seed(seeds, seed_themes):
    one, again = (analysis.audit_sample(seeds, seed_themes, n=5, seed=3) for _ in range(2))
    assert one.equals(again)
    assert not one.equals(analysis.audit_sample(seeds, seed_themes, n=5, seed=4))
    assert one.groupby("theme").size().tolist() == [5, 5, 5, 5]
    assert set(one.verdict) == {""}
    for row in one.itertuples():
        assert seeds.reading(row.document, row.start, row.end) == row.match


@pytest.mark.parametrize("options", [{"n": -1}, {"n": 0}, {"seed": -1}])
def test_a_sample_of_nothing_is_refused(options, seeds, seed_themes):
    with pytest.raises(analysis.AnalysisError, match="whole number from"):
        analysis.audit_sample(seeds, seed_themes, **options)


def test_judged_in_a_file_and_read_back(corpus, themes_from, tmp_path):
    path = tmp_path / "audit.csv"
    analysis.audit_sample(corpus, themes_from(THEMES), path=path)
    with pytest.raises(analysis.AnalysisError, match="there is a file already"):
        analysis.audit_sample(corpus, themes_from(THEMES), path=path)
    judged = pd.read_csv(path, dtype="str", keep_default_na=False).assign(verdict=["yes", "No", " y ", ""])
    judged.to_csv(path, index=False)
    table = analysis.audit_report(path)
    # In text order: car, car, electric car, and the electric car of b, which nobody judged.
    assert table[["pattern", "judged", "right"]].values.tolist() == [["", 3, 2], ["car", 2, 1], ["electric car", 1, 1]]
    low, high = wilson([2], [3])
    assert table[["precision", "low", "high"]].iloc[0].tolist() == pytest.approx([2 / 3, low[0], high[0]])


@pytest.mark.parametrize(
    ("separator", "encoding"), [(",", "utf-8-sig"), (";", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")]
)
def test_as_spreadsheets_save_it(corpus, themes_from, tmp_path, separator, encoding):
    path = tmp_path / "audit.csv"
    sample = analysis.audit_sample(corpus, themes_from(THEMES)).assign(verdict=["Ja", "nein", "TRUE", "Y"])
    sample.sort_values("match", ascending=False).to_csv(path, index=False, sep=separator, encoding=encoding)
    table = analysis.audit_report(path)
    assert table[["pattern", "judged", "right"]].values.tolist() == [["", 4, 3], ["car", 2, 1], ["electric car", 2, 2]]


def test_rows_that_nobody_judged_are_counted_and_none_at_all_is_refused(corpus, themes_from):
    sample = analysis.audit_sample(corpus, themes_from(THEMES))
    assert analysis.audit_report(sample.assign(verdict=["yes", "", "", "no"])).attrs["notes"] == [
        "2 of 4 rows are not judged"
    ]
    with pytest.raises(analysis.AnalysisError, match="no row is judged yet"):
        analysis.audit_report(sample)
    with pytest.raises(analysis.AnalysisError, match="no column verdict"):
        analysis.audit_report(sample.drop(columns="verdict"))


def test_a_passage_is_no_formula_in_a_spreadsheet(themes_from, tmp_path):
    path = tmp_path / "audit.csv"
    themes = themes_from('[t]\nterms = ["-x"]')
    analysis.audit_sample(analysis.make_corpus({"=1": "=SUM(1) -x"}), themes, path=path)
    assert ",'=1," in path.read_text(encoding="utf-8-sig")
    path.write_text(path.read_text(encoding="utf-8-sig").rstrip("\n") + "yes\n", encoding="utf-8")
    assert analysis.audit_report(path)["pattern"].tolist() == ["", "-x"]


def test_a_file_that_is_not_there_or_no_table(tmp_path):
    with pytest.raises(analysis.AnalysisError, match="no such file"):
        analysis.audit_report(tmp_path / "audit.csv")
    (tmp_path / "audit.csv").write_bytes(b"")
    with pytest.raises(analysis.AnalysisError, match="no CSV table"):
        analysis.audit_report(tmp_path / "audit.csv")


def test_a_verdict_that_is_neither_is_told_with_its_line(corpus, themes_from):
    sample = analysis.audit_sample(corpus, themes_from(THEMES)).assign(verdict=["yes", "maybe", "", "yse"])
    with pytest.raises(analysis.AnalysisError, match="line 3: the verdict 'maybe' is neither yes nor no, and 1 more"):
        analysis.audit_report(sample)


def test_what_came_and_what_went(corpus, themes_from):
    old, new = themes_from('[t]\nterms = ["car"]'), themes_from('[t]\nterms = ["electric car", "bus"]')
    table = analysis.compare_themes(old, new, corpus)
    assert table[["document", "text", "change"]].values.tolist() == [
        ["a", "Car", "went"],
        ["a", "car", "went"],
        ["a", "Electric car", "came"],
        ["a", "car", "went"],
        ["b", "Electric car", "came"],
        ["b", "car", "went"],
        ["c", "Bus", "came"],
    ]


def test_suggestions_keep_the_company_of_the_theme(themes_from):
    text = "Solar panels need sun. Solar panels and wind. The wind needs nothing. Panels of wood."
    themes = themes_from('[t]\nterms = ["solar"]')
    table = analysis.suggest_patterns(analysis.make_corpus({"a": text}), themes["t"], stopwords=["and", "of", "the"])
    # Of the two sentences with solar both hold panels, which stands in three: 14 + log2(2·2 / (2 + 3)).
    panels = table.set_index("pattern").loc["panels"]
    assert (panels["count"], panels.sentences) == (3, 2)
    assert panels.log_dice == pytest.approx(14 - 0.32192809)
    assert panels.example == "Solar panels need sun."
    assert not {"solar", "solar panels", "and"} & set(table.pattern)
