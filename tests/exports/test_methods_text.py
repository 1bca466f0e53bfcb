"""The methods section says what was done, with the settings it was done with, and says it once."""

from __future__ import annotations

import pandas as pd
import pytest

import analysis
from analysis.exports.evidence import Evidence
from analysis.exports.methods_by_measure import MEASURES
from analysis.exports.methods_text import about_themes, methods
from analysis.exports.provenance import provenance
from analysis.measures.claims import claim
from analysis.measures.ledger import cleaning_ledger
from analysis.measures.robustness import check_claims


def methods_of(corpus, *tables) -> list[tuple[str, tuple[str, ...]]]:
    """The methods section over dossiers of some tables."""
    words, nothing = {"title": "", "caption": "", "alt": ""}, Evidence(pd.DataFrame(), (), None, "")
    return list(
        methods(
            [
                provenance(name="x", words=words, table=table, measured=len(table), evidence=nothing, corpus=corpus)
                for table in tables
            ]
        )
    )


def told(corpus, *tables) -> dict[str, str]:
    """heading without its figures: text."""
    sections = methods_of(corpus, *tables)
    assert len(sections) == len(set(sections))
    return {heading.split(" (")[0]: " ".join(lines) for heading, lines in sections}


def test_documents_words_and_dates(corpus):
    text = told(corpus, analysis.term_frequencies(corpus))["Documents and words"]
    assert text.startswith("What was counted: 3 documents with 24 words.")
    assert "The text was counted as it came, without cleaning." in text
    assert "The date of publication is given with 2 documents and unknown for 1 document." in text
    assert "For 1 document it is known as an interval" in text
    assert corpus.fingerprint[:16] in text


def test_cleaning_is_told_by_rule(seeds):
    text = told(seeds, analysis.term_frequencies(seeds))["Documents and words"]
    for rule, count in seeds.removed["rule"].value_counts().items():
        assert f"({rule}, {count} stretch" in text
    assert "addresses and telephone numbers (contact-block, 12 stretches)" in text


@pytest.mark.parametrize(
    ("scheme", "said"),
    [
        ("sklearn", "scaled to length 1. This is the scheme of sklearn;"),
        ("tidytext", "ln(N / df)"),
        ("quanteda", "log10(N / df)"),
    ],
)
def test_the_scheme_of_tf_idf(corpus, scheme, said):
    text = told(corpus, analysis.tf_idf(corpus, scheme=scheme))["TF-IDF"]
    assert said in text
    assert ("scaled" in text) == (scheme == "sklearn")


def test_stop_words_and_sequences(corpus):
    text = told(corpus, analysis.term_frequencies(corpus, n=2, stopwords=["the"]))["Frequencies of terms"]
    assert "A term is a sequence of 2 words" in text
    assert "1 stop word was left out: the." in text


def test_themes_are_told_once_however_many_charts_use_them(seeds, seed_themes):
    tables = [
        analysis.theme_weights(seeds, seed_themes),
        analysis.theme_weights(seeds, seed_themes, weighting="sentences"),
        analysis.timeline(seeds, seed_themes, every="year"),
    ]
    text = told(seeds, *tables)
    assert f"{len(seed_themes)} themes of themes.toml" in text["Themes"]
    assert "weight is the share of sentences with a mention." in text["Weights of themes"]
    assert "Themes are counted for each year. Documents stand in the period" in text["Themes over time"]
    assert "fewer than 5 mentions" in text["Flags"]


def test_charts_of_two_corpora_are_told_apart(corpus, seeds):
    words = {"title": "", "caption": "", "alt": ""}
    nothing = Evidence(pd.DataFrame(), (), None, "")
    dossiers = [
        provenance(name="x", words=words, table=analysis.term_frequencies(of), measured=1, evidence=nothing, corpus=of)
        for of in (corpus, seeds, corpus)
    ]
    headings = [heading for heading, _ in methods(dossiers)]
    assert headings[:2] == ["Documents and words (figures 1 and 3)", "Documents and words (figure 2)"]


def test_stop_words_of_a_claim_are_kept_and_left_out(seeds, seed_themes):
    table = analysis.robustness(seeds, "climate-cooperation > diplomacy", themes=seed_themes, stopwords=["the", "of"])
    text = told(seeds, table)["Robustness"]
    assert "2 stop words were kept and left out in turn: of, the." in text
    assert "it holds above one half" in text


def test_a_contrast_names_its_sides_in_words(seeds):
    text = told(seeds, analysis.contrast(seeds, "000_e24a81e5e0c803f7"))["Contrast"]
    assert "document 000_e24a81e5e0c803f7 against the rest: 334 words against 956, stop words among them." in text
    assert "(log-normal of log_ratio)" in text


def test_a_theme_is_told_with_what_it_leaves_out(seeds, themes_from):
    themes = themes_from('[cars]\nterms = ["car"]\nexclude = ["car park"]\nwith = ["road", "bus"]\ncase = true\n')
    text = told(seeds, analysis.theme_weights(seeds, themes))["Themes"]
    assert (
        "cars: car; not where it shares a word with car park; only in a sentence with road or bus; in the letters as "
        "written." in text
    )


def test_a_section_names_its_figures(corpus):
    sections = methods_of(corpus, analysis.tf_idf(corpus), analysis.term_frequencies(corpus), analysis.tf_idf(corpus))
    assert [heading for heading, _ in sections][1:] == ["TF-IDF (figures 1 and 3)", "Frequencies of terms (figure 2)"]


def test_a_measure_without_a_text_shows_its_settings(corpus):
    table = pd.DataFrame({"x": [1]})
    table.attrs = {"measure": "mine", "settings": {"depth": 3}}
    assert told(corpus, table)["Other numbers"] == "The numbers come from mine. Settings: depth 3."


def test_every_table_of_the_face_that_charts_show_has_a_text():
    texts_of_their_own = "passages claim audit_sample audit_report compare_themes suggest_patterns read_themes"
    not_tables = "AnalysisError Corpus make_corpus read_corpus export verify report explore charts open_partitions"
    assert set(analysis.__all__) - {*texts_of_their_own.split(), *not_tables.split()} <= set(MEASURES)


def test_what_merged_terms_and_dispersion_mean(tiny):
    text = told(tiny, analysis.term_frequencies(tiny, same={"vehicles": ["car", "cars"]}))["Frequencies of terms"]
    assert "dispersion is DPnorm over documents" in text
    assert "Counted as one term: vehicles with car, cars." in text


@pytest.mark.parametrize(
    ("window", "found", "near"),
    [
        (2, "were counted: 2 times it was found.", "stands within 2 words of it in its sentence."),
        ("sentence", "were counted: 2 sentences hold it.", "stands in a sentence with it."),
    ],
)
def test_the_window_of_collocations(tiny, window, found, near):
    text = told(tiny, analysis.collocations(tiny, "car", window=window))["Collocations"]
    assert f"Words near “car” {found}" in text
    assert near in text


def test_what_one_sentence_says(tiny, themes_from):
    themes = themes_from('[t]\nterms = ["car"]')
    for table, heading, said in (
        (analysis.similarity(tiny), "Similarity", "0 for no word in common"),
        (analysis.theme_mentions(tiny, themes), "Mentions of themes", "Each mention of a theme is one row"),
        (analysis.theme_patterns(tiny, themes), "Phrases of themes", "a phrase that found nothing is named with 0"),
        (analysis.date_mentions(tiny), "Dates told", "nothing depends on the day of the analysis"),
        (cleaning_ledger(tiny), "Cleaning", "count is the number of stretches that a rule took out"),
    ):
        assert said in told(tiny, table)[heading]


def test_documents_and_claims_are_explained(seeds, seed_themes):
    documents = seeds.documents.reset_index()
    documents.attrs = {"measure": "documents", "settings": {}}
    assert "words are those of the cleaned body" in told(seeds, documents)["Documents"]
    claims = check_claims(seeds, [claim("climate-cooperation > ev-manufacturing")], themes=seed_themes)
    assert "Settings that give the same number count once" in told(seeds, claims)["Claims"]


def test_a_claim_of_rank_has_another_value(seeds, seed_themes):
    table = analysis.robustness(seeds, "climate is in the top 20 of 002_f7f59a5c972284ad", themes=seed_themes)
    assert "value is the rank by TF-IDF in the document" in told(seeds, table)["Robustness"]


def test_topics_and_their_documents_have_weights_of_their_own(seeds):
    found = analysis.topics(seeds, 2)
    assert "weight is a term's share of its topic." in told(seeds, found.terms)["Topics"]
    text = told(seeds, found.documents)["Topics"]
    assert "weight is a topic's share of a document." in text
    assert text.startswith("2 topics were found in ")
    assert f"The random seed was {found.documents.attrs['settings']['seed']}." in text


def test_a_corpus_without_documents_has_no_dates():
    nothing = analysis.make_corpus({})
    assert "There are no dates." in told(nothing, analysis.term_frequencies(nothing))["Documents and words"]


def test_near_duplicates_and_files_left_out_are_counted(tmp_path):
    text = "The town of Meerdam will build a tram again, sixty years after the last one left the depot. " * 3
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "c.bin").write_bytes(b"\0")
    corpus = analysis.read_corpus(tmp_path)
    told_of = told(corpus, analysis.term_frequencies(corpus))["Documents and words"]
    assert "Near-duplicates of an earlier document, counted like the others: 1." in told_of
    assert "1 file could not be read and stand under “What was left out”." in told_of


def test_only_the_columns_that_are_there_are_explained():
    settings = {
        "contrast": {"words_target": 1, "words_reference": 2, "sides": "a against b"},
        "theme_weights": {"weighting": "count"},
        "timeline": {"every": "year", "dated_by": "published"},
    }
    explained = {
        "contrast": {"z": "z is the weighted log odds"},
        "theme_weights": {"share": "share is a theme's part", "lowest": "lowest and highest are the range"},
        "timeline": {"rate_low": "rate_low and rate_high are the interval"},
    }
    for measure, columns in explained.items():
        for column, words in columns.items():
            assert words in " ".join(MEASURES[measure].sentences(settings[measure], [column]))
            assert words not in " ".join(MEASURES[measure].sentences(settings[measure], []))


def test_a_table_made_by_hand_is_told_as_such(corpus):
    assert told(corpus, pd.DataFrame({"x": [1]}))["Other numbers"] == "The numbers come from a table made by hand."


def test_groups_are_named(corpus):
    text = told(corpus, analysis.term_frequencies(corpus, by="year"))["Frequencies of terms"]
    assert "Documents are grouped by the year of publication." in text
    text = told(corpus, analysis.term_frequencies(corpus, by="published"))["Frequencies of terms"]
    assert "Documents are grouped by published." in text


def test_themes_that_come_from_no_file_have_no_hash():
    lines = list(about_themes({"themes": {"phrases": {}}, "labels": {"sea": "The sea", "land": "land"}}))
    assert lines[0] == "2 themes of a list were sought: The sea (sea) and land."
    assert not any("sha256" in line for line in lines)


def test_of_a_corpus_that_nobody_knows_only_the_rules_are_told():
    text = told(None, pd.DataFrame({"x": [1]}))["Documents and words"]
    assert text.startswith("Words are those of Unicode Standard Annex 29")
    assert "documents" not in text
