"""Every table of a measure is counted again from its dossier: unchanged it verifies, tampered with it is told."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import analysis
from analysis.corpus import Corpus, make_corpus, read_corpus
from analysis.exports.csv_tables import csv_bytes, read_csv_bytes
from analysis.exports.dossier import export
from analysis.exports.recount import differences, in_words, recounted
from analysis.exports.repeats import REPEATS
from analysis.exports.verify import verify
from analysis.measures.claims import claim
from analysis.measures.collocations import collocation_mentions
from analysis.measures.contrast import contrast_mentions
from analysis.measures.ledger import cleaning_ledger
from analysis.measures.robustness import check_claims
from analysis.measures.theme_file import Themes
from analysis.measures.topics import topic_numbers, topic_themes

FIRST = "000_e24a81e5e0c803f7"
STOPS = ("the", "of", "and")
SAID = "climate-cooperation > ev-manufacturing"
LISTED = pd.Series({"china": 40, "green": 5, "tesla": 1, "coal": 9})

# name → (measure, the table): everything that a corpus folder can be asked.
TABLES: dict[str, tuple[str, Callable[[Corpus, Themes], pd.DataFrame]]] = {
    "documents": ("documents", lambda corpus, themes: corpus.documents),
    "removed": ("removed", lambda corpus, themes: corpus.removed),
    "cleaning": ("cleaning_ledger", lambda corpus, themes: cleaning_ledger(corpus)),
    "words": ("term_frequencies", lambda corpus, themes: analysis.term_frequencies(corpus, stopwords=STOPS)),
    "pairs": ("term_frequencies", lambda corpus, themes: analysis.term_frequencies(corpus, by="source", n=2)),
    "merged": (
        "term_frequencies",
        lambda corpus, themes: analysis.term_frequencies(corpus, same={"vehicles": ["vehicle"]}),
    ),
    "tf-idf": ("tf_idf", lambda corpus, themes: analysis.tf_idf(corpus, norm=None, stopwords=STOPS)),
    "tidytext": ("tf_idf", lambda corpus, themes: analysis.tf_idf(corpus, scheme="tidytext")),
    "contrast": ("contrast", lambda corpus, themes: analysis.contrast(corpus, FIRST, stopwords=STOPS, minimum=2)),
    "contrast-facts": (
        "contrast",
        lambda corpus, themes: analysis.contrast(corpus, {"source": "China News Agency"}, reference=FIRST),
    ),
    "contrast-index": ("contrast", lambda corpus, themes: analysis.contrast(corpus, corpus.documents.index[:2])),
    "contrast-theme": ("contrast", lambda corpus, themes: analysis.contrast(corpus, themes["diplomacy"])),
    "contrast-places": (
        "contrast",
        lambda corpus, themes: analysis.contrast(corpus, analysis.passages(corpus, "green")),
    ),
    "contrast-listed": ("contrast", lambda corpus, themes: analysis.contrast(corpus, FIRST, reference=LISTED)),
    "near-word": ("collocations", lambda corpus, themes: analysis.collocations(corpus, "china", stopwords=STOPS)),
    "near-theme": (
        "collocations",
        lambda corpus, themes: analysis.collocations(corpus, themes["clean-energy"], window="sentence"),
    ),
    "near-places": (
        "collocation_mentions",
        lambda corpus, themes: collocation_mentions(corpus, analysis.date_mentions(corpus), terms=None),
    ),
    "passages": ("passages", lambda corpus, themes: analysis.passages(corpus, "climate c*", width=30, sort="right")),
    "likeness": ("similarity", lambda corpus, themes: analysis.similarity(corpus, stopwords=STOPS, n=3)),
    "mentions": ("theme_mentions", lambda corpus, themes: analysis.theme_mentions(corpus, themes)),
    "patterns": ("theme_patterns", lambda corpus, themes: analysis.theme_patterns(corpus, themes)),
    "sample": ("audit_sample", lambda corpus, themes: analysis.audit_sample(corpus, themes, n=5, seed=7)),
    "came-and-went": (
        "compare_themes",
        lambda corpus, themes: analysis.compare_themes(themes, Themes(themes.themes[:2]), corpus),
    ),
    "weights": ("theme_weights", lambda corpus, themes: analysis.theme_weights(corpus, themes, by="source")),
    "weights-by-language": (
        "theme_weights",
        lambda corpus, themes: analysis.theme_weights(corpus, themes, by="title", weighting="sentences"),
    ),
    "timeline": ("timeline", lambda corpus, themes: analysis.timeline(corpus, themes, every="half")),
    "told": ("timeline", lambda corpus, themes: analysis.timeline(corpus, themes, dated_by="mentioned")),
    "dates": ("date_mentions", lambda corpus, themes: analysis.date_mentions(corpus)),
    "topics": ("topics", lambda corpus, themes: analysis.topics(corpus, 2, top=4, seed=3, runs=0).terms),
    "topics-of": ("topics", lambda corpus, themes: analysis.topics(corpus, 2, stopwords=STOPS, runs=2).documents),
    "numbers": ("topic_numbers", lambda corpus, themes: topic_numbers(corpus, [2, 3], runs=1)),
    "topics-themes": ("topic_themes", lambda corpus, themes: topic_themes(corpus, 2, themes, stopwords=STOPS)),
    "suggestions": (
        "suggest_patterns",
        lambda corpus, themes: analysis.suggest_patterns(corpus, themes["clean-energy"], n=5, longest=2),
    ),
    "robust": (
        "robustness",
        lambda corpus, themes: analysis.robustness(corpus, claim(SAID, document="002"), themes=themes),
    ),
    "robust-words": ("robustness", lambda corpus, themes: analysis.robustness(corpus, '"green" > "coal"')),
    "robust-rank": (
        "robustness",
        lambda corpus, themes: analysis.robustness(corpus, "tesla is in the top 5 of 001", themes=themes),
    ),
    "verdicts": (
        "check_claims",
        lambda corpus, themes: check_claims(corpus, [claim(SAID, document="002", name="one")], themes=themes),
    ),
}  # fmt: skip


# Of each table the first of these columns that it has is changed in its first row.
TAMPERED = ("count", "weight", "cosine", "value", "edtf", "stability", "mentions", "words", "match", "text", "term")


@pytest.fixture(scope="module")
def kept(seeds, seed_themes, tmp_path_factory) -> Iterator[Path]:
    """One dossier per table, without pictures: only the numbers are held against the corpus."""
    folder = tmp_path_factory.mktemp("tables")
    figure, ax = plt.subplots()
    for name, (_, table_of) in TABLES.items():
        table = table_of(seeds, seed_themes)
        evidence = None if "count" not in table.columns else seeds.words.table()
        if evidence is not None and not {"document", "term"} & set(table.columns):
            evidence = evidence.assign(**dict.fromkeys(("theme", "source", "topic", "pattern"), ""))
        export(ax, name, table=table, evidence=evidence, folder=folder, formats=())
    plt.close(figure)
    return folder


def test_every_measure_of_the_package_has_a_table_here():
    assert {measure for measure, _ in TABLES.values()} == set(REPEATS)


def test_all_are_counted_again_on_the_same_documents_elsewhere(kept, tmp_path):
    found = verify(kept, read_corpus(shutil.copytree(Path(__file__).parents[2] / "seeds", tmp_path / "elsewhere")))
    assert found.changes.values.tolist() == []
    assert found.dossiers == len(TABLES)
    assert found.uncounted == ()


def test_all_are_counted_again_in_another_process_elsewhere(kept, tmp_path):
    """Another place, time zone, locale, hash seed, number of threads and umask, and files that may only be read."""
    shutil.copytree(Path(__file__).parents[2] / "seeds", tmp_path / "elsewhere")
    exports = shutil.copytree(kept, tmp_path / "moved")
    for path in exports.iterdir():
        path.chmod(0o444)
    environment = {
        **os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "TZ": "Asia/Kolkata", "LC_ALL": "C",
        "PYTHONHASHSEED": "11", "PYTHONUTF8": "0", "OMP_NUM_THREADS": "1",
    }  # fmt: skip
    script = "import analysis; print(analysis.verify('moved', analysis.read_corpus('elsewhere')))"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, umask=0o077, capture_output=True, text=True
    )
    assert run.stdout.strip() == f"{len(TABLES)} dossiers checked: nothing changed.", run.stderr


def test_a_value_that_was_changed_is_named_whatever_measured_it(kept, seeds, tmp_path):
    """One cell of each file is changed, and the .json is made to vouch for it."""
    folder = shutil.copytree(kept, tmp_path / "tampered")
    for name in TABLES:
        content = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        kinds = content["table"]["columns"]
        table = read_csv_bytes((folder / f"{name}.csv").read_bytes(), kinds)
        column = next(column for column in TAMPERED if column in kinds)
        table[column] = [
            *table[column][:1] + (1 if kinds[column] in ("integer", "number") else "!"),
            *table[column][1:],
        ]
        data = csv_bytes(table)
        (folder / f"{name}.csv").write_bytes(data)
        content["files"][f"{name}.csv"] = hashlib.sha256(data).hexdigest()
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    changes = verify(folder, seeds).changes
    assert set(changes[changes["kind"] == "number"]["dossier"]) == set(TABLES)
    assert not (changes["kind"] == "file").any()


def test_a_chart_of_some_documents_is_counted_again_on_those(seeds, seed_themes, tmp_path):
    figure, ax = plt.subplots()
    chosen = seeds.select(["000_e24a81e5e0c803f7", "002_f7f59a5c972284ad"])
    table, mentions = analysis.theme_weights(chosen, seed_themes), analysis.theme_mentions(chosen, seed_themes)
    export(ax, "two", table=table, evidence=mentions, folder=tmp_path, formats=())
    plt.close(figure)
    assert verify(tmp_path, seeds).changes.values.tolist() == []


def test_rows_without_a_mark_are_told_apart_by_their_settings_then_by_their_order():
    before = pd.DataFrame({"scheme": ["a", "b"], "unit": ["word", "word"], "value": [0.5, 0.6]})
    after = pd.DataFrame({"scheme": ["b", "a"], "unit": ["word", "word"], "value": [0.6, 0.7]})
    assert [change for _, change in differences(before, after)] == ["value 0.5 → 0.7"]
    before, after = pd.DataFrame({"theme": ["x", "x"], "n": [1, 2]}), pd.DataFrame({"theme": ["x", "x"], "n": [1, 3]})
    assert [name for name, _ in differences(before.rename(columns={"n": "k"}), after.rename(columns={"n": "k"}))] == [
        "theme=x #2"
    ]


def test_a_contrast_has_the_mentions_of_both_its_sides(tmp_path):
    corpus = make_corpus({"1": "b b a", "2": "a a b c"})
    table = analysis.contrast(corpus, "1")
    figure, ax = plt.subplots()
    whole = export(ax, "c", table=table, evidence=contrast_mentions(corpus, "1"), folder=tmp_path, formats=())
    words = corpus.words.table()
    half = export(ax, "h", table=table, evidence=words[words.document == "1"], folder=tmp_path, formats=())
    plt.close(figure)
    assert (whole.mentions, whole.complete) == (7, True)
    assert not half.complete
    assert "contrast_mentions gives both sides" in half.reason
    rows = pd.read_csv(tmp_path / "c.evidence.csv")
    of_b = rows[rows["mark"] == "term=b"]
    assert of_b[["document", "side", "start"]].values.tolist() == [
        [1, "target", 0],
        [1, "target", 2],
        [2, "reference", 4],
    ]
    assert verify(tmp_path, corpus).ok


def test_a_dossier_whose_settings_were_lost_says_so(seeds):
    content = {"measure": "collocations", "settings": {}, "documents": []}
    assert recounted(content, pd.DataFrame(), seeds, None) == (None, "'asked'")


def test_numbers_that_differ_are_told_apart_as_far_as_they_are_printed():
    assert in_words("0.1250142857", "0.12502", "number") == "0.12501 → 0.12502"
    assert in_words("1.0000000001", "1.0000000002", "number") == "1.0000000001 → 1.0000000002"
    assert in_words("", "3", "number") == "none → 3"
    assert in_words("past", "target", "text") == "past → target"
