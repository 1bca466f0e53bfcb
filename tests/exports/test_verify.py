"""What changed since a dossier was written is named: the file, the document, the mentions, the numbers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.corpus import make_corpus, read_corpus
from analysis.errors import AnalysisError
from analysis.exports.dossier import export
from analysis.exports.recount import differences
from analysis.exports.report import report
from analysis.exports.verify import Verification, verify

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def folder(exported, tmp_path) -> Path:
    return shutil.copytree(exported, tmp_path / "exports")


def edited(corpus, **texts: str):
    """The corpus of the tests with other texts in it."""
    rows = corpus.documents.assign(text=[texts.get(document, corpus.text(document)) for document in corpus.ids])
    return make_corpus(rows.reset_index()[["document", "text", "published"]])


def kinds(verification) -> list[str]:
    return verification.changes["kind"].tolist()


def test_nothing_changed(folder, corpus):
    assert verify(folder, corpus).ok
    assert repr(verify(folder, corpus)) == "1 dossier checked: nothing changed."


def test_one_character_of_one_document_is_named(folder, corpus):
    after = edited(corpus, a=corpus.text("a").replace("Green cars", "Green  cars"))
    changes = verify(folder, after).changes
    assert changes["change"].tolist() == ["document a was edited: 2 of 5 mentions moved"]


def test_another_date_of_a_document_is_named(folder, corpus):
    rows = corpus.documents.assign(text=[corpus.text(document) for document in corpus.ids]).reset_index()
    before = rows.loc[0, "published"]
    rows.loc[0, "published"] = "1931-05"
    changes = verify(folder, make_corpus(rows[["document", "text", "published"]])).changes
    assert changes["change"].tolist() == [
        f"document {rows.loc[0, 'document']}: published {before or 'unknown'} → 1931-05"
    ]


def test_a_document_that_is_gone_and_one_that_came_in(folder, corpus):
    rows = pd.DataFrame({"document": ["a", "c", "d"], "text": [corpus.text("a"), corpus.text("c"), "New."]})
    found = verify(folder, make_corpus(rows)).changes["change"].tolist()
    assert "document b is gone: 1 of 5 mentions moved" in found
    assert "1 document came in: d" in found


def test_an_edited_file_and_a_missing_one(folder, corpus):
    (folder / "green.csv").write_bytes((folder / "green.csv").read_bytes().replace(b'green",3', b'green",4'))
    (folder / "green.pdf").unlink()
    verification = verify(folder, corpus)
    assert kinds(verification) == ["file", "file", "count", "number"]
    assert "green: document=a;term=green: count 4 → 3" in repr(verification)
    assert "green: green.csv was changed after the export" in repr(verification)
    assert "green: green.pdf is missing" in repr(verification)
    assert "green: document=a;term=green counts 4 and has 3 mentions" in repr(verification)


def test_a_missing_file_is_blamed_itself_and_the_rest_is_still_said(folder, corpus):
    (folder / "green.evidence.csv").unlink()
    after = edited(corpus, a=corpus.text("a").replace("a green dream", "a dream"))
    assert verify(folder, after).changes["change"].tolist() == [
        "green.evidence.csv is missing",
        "document a was edited; term=green: count 3 → 2, per_1000 273 → 200",
        "document=a;term=green: count 3 → 2, per_1000 273 → 200",
    ]


def test_without_its_numbers_a_dossier_still_has_its_mentions(folder, corpus):
    (folder / "green.csv").unlink()
    after = edited(corpus, a=corpus.text("a").replace("a green dream", "a dream"))
    assert verify(folder, after).changes["change"].tolist() == [
        "green.csv is missing",
        "document a was edited: 1 of 5 mentions moved",
    ]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("green.csv", b'green",3,', b'green",six,'),
        ("green.csv", b'"per_1000"', b'"per_2000"'),
        ("green.csv", b'green",3,', b'green",99999999999999999999,'),
        ("green.csv", b'"a"', b'"a'),
        ("green.evidence.csv", b'"mark"', b'"trait"'),
        ("green.evidence.csv", b'"Green"', b'"\xff"'),
    ],
)
def test_a_changed_file_that_is_no_table_any_more_is_blamed_itself(folder, corpus, name, old, new):
    content = (folder / name).read_bytes()
    assert old in content
    (folder / name).write_bytes(content.replace(old, new, 1))
    (folder / "green.pdf").unlink()
    found = verify(folder, corpus)
    assert kinds(found) == ["file", "file"]
    assert sorted(found.changes["change"]) == [
        f"{name} was changed after the export, and is no longer a table of these columns and numbers",
        "green.pdf is missing",
    ]
    assert found.changes["dossier"].tolist() == ["green", "green"]


def test_a_json_that_lacks_a_part_is_named(folder, corpus):
    content = json.loads((folder / "green.json").read_text(encoding="utf-8"))
    del content["documents"]
    (folder / "green.json").write_text(json.dumps(content), encoding="utf-8")
    assert verify(folder, corpus).changes["change"].tolist() == [
        "green.json cannot be read as a dossier: it has no documents"
    ]


def test_a_report_is_made_without_the_numbers_of_one_chart(folder):
    (folder / "green.csv").unlink()
    (folder / "green.evidence.csv").unlink()
    report(folder)
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "green.csv is missing" in page
    assert "green.evidence.csv is missing" in page


def test_a_broken_json_is_named_and_a_strange_one_left_alone(folder, corpus):
    (folder / "settings.json").write_text("[1, 2]")
    (folder / "broken.json").write_text('{"dossier": 1')
    (folder / "outside.json").write_text('{"dossier": 1, "files": {"../x": "0"}}')
    found = verify(folder, corpus).changes
    assert [change.split(" cannot")[0] for change in found["change"][:2]] == ["broken.json", "outside.json"]
    assert not found["change"].str.contains("settings").any()


def test_a_wrong_folder_is_told(corpus):
    with pytest.raises(AnalysisError, match="no such folder"):
        verify("nowhere", corpus)


def test_numbers_are_compared_as_they_are_printed():
    before = pd.DataFrame({"document": ["a", "b"], "theme": ["x", "x"], "weight": [0.31, 1 / 3], "count": [3, 2]})
    after = pd.DataFrame(
        {"document": ["b", "a"], "theme": ["x", "x"], "weight": [0.33333333333, 0.28], "count": [2, 3]}
    )
    assert list(differences(before, after)) == [("document=a;theme=x", "weight 0.31 → 0.28")]
    assert list(differences(before, after.iloc[:1])) == [("document=a;theme=x", "no longer counted")]


def test_a_dossier_made_elsewhere_verifies_here(folder, corpus, tmp_path):
    """Only the texts and the files travel: a corpus read from a folder of the same texts finds the mentions."""
    texts = tmp_path / "texts"
    texts.mkdir()
    for document in corpus.ids:
        (texts / f"{document}.txt").write_text(corpus.text(document), encoding="utf-8")
    found = verify(folder, read_corpus(texts, clean=False))
    assert "mention" not in kinds(found)
    assert "file" not in kinds(found)


@pytest.fixture(scope="module")
def themes_of_the_seeds(seeds, seed_themes, tmp_path_factory) -> Path:
    """A dossier of the themes of the example documents."""
    import matplotlib.pyplot as plt

    folder = tmp_path_factory.mktemp("themes")
    weights, mentions = analysis.theme_weights(seeds, seed_themes), analysis.theme_mentions(seeds, seed_themes)
    export(
        analysis.charts.theme_bars(weights), "themes", table=weights, evidence=mentions, folder=folder, formats="svg"
    )
    plt.close("all")
    return folder


def test_the_same_documents_in_another_folder_verify(themes_of_the_seeds, seed_themes, tmp_path):
    shutil.copytree(SEEDS, tmp_path / "elsewhere")
    assert verify(themes_of_the_seeds, read_corpus(tmp_path / "elsewhere"), themes=seed_themes).ok


def test_an_edited_document_is_named_with_its_mentions_and_its_weights(themes_of_the_seeds, seed_themes, tmp_path):
    texts = shutil.copytree(SEEDS, tmp_path / "edited")
    (path,) = texts.glob("000*.txt")
    text = path.read_text(encoding="utf-8")
    assert text.count("carbon neutrality") == 1
    path.write_text(text.replace("carbon neutrality", "charm neutrality"), encoding="utf-8")
    found = verify(themes_of_the_seeds, read_corpus(texts), themes=seed_themes).changes
    documents = found[found["kind"] == "document"]["change"].tolist()
    # The mention itself, and those behind it that now stand one character earlier.
    assert len(documents) == 1
    assert documents[0].startswith(f"document {path.stem} was edited: ")
    assert " of 82 mentions moved; theme=climate-cooperation: count 6 → 5, per_1000 " in documents[0]
    numbers = " ".join(found[found["kind"] == "number"]["change"])
    assert f"document={path.stem};theme=climate-cooperation: count 6 → 5" in numbers
    assert "weight 28 → " in numbers


def test_a_measure_that_cannot_be_repeated_is_no_change(folder, corpus):
    content = json.loads((folder / "green.json").read_text(encoding="utf-8"))
    for name in ("audit_report", ""):
        (folder / "green.json").write_text(json.dumps(content | {"measure": name}), encoding="utf-8")
        found = verify(folder, corpus)
        assert found.ok
        assert kinds(found) == ["unchecked"]
        assert list(found.changes.columns) == ["dossier", "kind", "change"]
        named = name or "own numbers"
        assert repr(found) == f"1 dossier checked, 1 of them not counted again ({named}): nothing changed."
    (folder / "green.png").unlink()
    assert not verify(folder, corpus).ok
    assert repr(verify(folder, corpus)).splitlines() == [
        "1 dossier checked, 1 of them not counted again (own numbers), 1 change:",
        "green: green.png is missing",
    ]


def test_a_dossier_knows_its_themes_and_other_themes_are_refused(themes_of_the_seeds, seeds, themes_from):
    assert verify(themes_of_the_seeds, seeds).ok
    others = themes_from('[cars]\nlabel = "Cars"\nterms = ["car"]\n')
    found = verify(themes_of_the_seeds, seeds, themes=others)
    (refused,) = found.changes["change"].tolist()
    assert not found.ok
    assert "no longer the file that was counted with" in refused


def changed_json(folder: Path, **parts: object) -> None:
    path = folder / "green.json"
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **parts}), encoding="utf-8")


def test_a_dossier_of_another_format_is_named(folder, corpus):
    changed_json(folder, dossier=99)
    assert "it has format 99, this version reads" in verify(folder, corpus).changes["change"].iloc[0]


def test_a_file_in_whose_place_a_folder_stands_is_named(folder, corpus):
    (folder / "green.svg").unlink()
    (folder / "green.svg").mkdir()
    assert "green.svg cannot be read: Is a directory" in verify(folder, corpus).changes["change"].tolist()


def test_a_table_with_other_columns_than_the_json_says_is_no_table(folder, corpus):
    table = json.loads((folder / "green.json").read_bytes())["table"]
    changed_json(folder, table={**table, "columns": {**table["columns"], "more": "number"}})
    said = verify(folder, corpus).changes["change"].iloc[0]
    assert said.startswith("green.json cannot be read as a dossier: ")


def test_what_is_no_corpus_is_refused(folder):
    with pytest.raises(AnalysisError, match="str is no corpus"):
        verify(folder, "seeds")


def test_other_cleaning_rules_are_named(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("Green cars drive on green roads.", "utf-8")
    cleaned, uncleaned = read_corpus(tmp_path / "corpus"), read_corpus(tmp_path / "corpus", clean=False)
    terms = analysis.term_frequencies(cleaned)
    bars = analysis.charts.term_bars(terms)
    export(bars, "terms", table=terms, evidence=cleaned.words.table(), folder=tmp_path / "out", formats=())
    (said,) = verify(tmp_path / "out", uncleaned).changes["change"]
    assert said.startswith("the cleaning rules were ")


def test_many_changes_are_cut_and_counted():
    numbers = [("green", "number", f"row {number}: count 1 → 2") for number in range(10)]
    changes = pd.DataFrame([("", "file", "x.json cannot be read"), *numbers], columns=["dossier", "kind", "change"])
    said = repr(Verification(2, changes)).splitlines()
    assert said[:2] == ["2 dossiers checked, 11 changes:", "x.json cannot be read"]
    assert said[-2:] == ["green: row 7: count 1 → 2", "green: … and 2 more changes in .changes"]


def test_a_mention_that_was_written_over_is_no_fault_of_its_document(folder, corpus):
    """Someone edited the evidence and its hash: the document is as it was, and the mention is not in it."""
    import hashlib

    path = folder / "green.evidence.csv"
    path.write_bytes(path.read_bytes().replace(b'"Green"', b'"Grown"', 1))
    files = json.loads((folder / "green.json").read_bytes())["files"]
    changed_json(folder, files={**files, path.name: hashlib.sha256(path.read_bytes()).hexdigest()})
    said = verify(folder, corpus).changes["change"].tolist()
    assert said == ["document a is as it was, but 1 of 5 mentions no longer hold their text"]


def test_the_one_cause_of_many_changes_is_said_first(folder):
    other = make_corpus({"x": "A green day.", "y": "Coal."})
    verification = verify(folder, other)
    assert not verification.ok
    assert repr(verification).splitlines()[1:] == [
        "green: 3 of the 3 documents it was counted on are not in this corpus.",
        f"What follows from that, {len(verification.changes)} changes, is in .changes.",
    ]


def test_a_dossier_of_a_few_of_many_documents_says_so_where_they_were_edited(folder, corpus):
    texts = {document: corpus.text(document) for document in corpus.ids}
    other = make_corpus({**texts, "a": "A green day.", "d": "1.", "e": "2.", "f": "3.", "g": "4."})
    assert "green: 4 of the 7 documents of this corpus were not counted in it." in repr(verify(folder, other))
