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
    with pytest.raises(analysis.AnalysisError, match="from 1 on"):
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


def test_a_verdict_that_is_neither_is_told_with_its_line(corpus, themes_from):
    sample = analysis.audit_sample(corpus, themes_from(THEMES)).assign(verdict=["yes", "maybe", "", ""])
    with pytest.raises(analysis.AnalysisError, match="line 3: the verdict 'maybe' is neither yes nor no"):
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
