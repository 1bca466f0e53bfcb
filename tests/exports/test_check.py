"""`check` says what a folder gives, in numbers counted by hand, and in text that no document can disturb."""

import json
from pathlib import Path

import pytest

from analysis.errors import AnalysisError
from analysis.exports.check import check

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    story = "The town of Meerdam will build a tram again, sixty years after the last one left the depot."
    files = {
        "a.txt": f"Town votes for tram\n2022-03-06\n\n{story}",
        "b.txt": f"{story}\n\n(Agencies)",
        "c.txt": "Coal is what they talked about on the last day of the fair.",
        "odd.txt": "",
        "metadata.csv": "document,published\nc,2021\n",
        "themes.toml": 'version = "1"\n[traffic]\nterms = ["tram*", "ferry"]\n',
    }
    place = tmp_path / "corpus"
    place.mkdir()
    for name, content in files.items():
        (place / name).write_text(content, "utf-8")
    (place / "latin.txt").write_bytes("Größe".encode("cp1252"))
    return place


def test_everything_is_counted(folder: Path) -> None:
    found = check(folder)
    assert (found.folder, found.documents) == ("corpus", 4)
    assert found.words == 18 + 18 + 13 + 1
    assert [(one.path, one.reason) for one in found.warned] == [("latin.txt", "2 bytes are not UTF-8: read as cp1252")]
    assert [(one.path, one.reason) for one in found.skipped] == [("odd.txt", "empty")]
    rules = {one.rule: one for one in found.removed}
    assert set(rules) == {"header", "credit"}
    header = rules["header"]  # Town votes for tram, 2022 03 06: seven words of 58
    assert (header.stretches, header.documents, header.words) == (2, 1, 7)
    assert header.share == pytest.approx(7 / (50 + 7 + 1))
    assert header.examples == ("Town votes for tram", "2022-03-06")
    assert found.dates == {"metadata": 1, "stated": 1, "inferred": 0, "unknown": 2}
    assert found.undated == ("b", "latin")
    assert found.duplicates == (("a", "b"),)
    assert found.repeated == ()
    assert found.unmatched == (("traffic", "ferry"),)


def test_the_readable_report_says_the_same(folder: Path) -> None:
    text = check(folder).to_text()
    for line in [
        "corpus: 4 documents with 50 words in their bodies",
        "  latin.txt: 2 bytes are not UTF-8: read as cp1252",
        "  odd.txt: empty",
        "  header: 7 words (12.1%), 2 stretches in 1 document",
        "    “Town votes for tram”",
        "Dates of publication: 1 metadata, 1 stated, 2 unknown",
        "  unknown: b",
        "  a = b",
        "  traffic: ferry",
    ]:
        assert line in text.split("\n"), line


def test_the_json_is_the_same_for_programs_and_tells_no_path(folder: Path) -> None:
    text = check(folder).to_json()
    told = json.loads(text)
    assert told["documents"] == 4
    assert told["duplicates"] == [["a", "b"]]
    assert told["removed"][0]["rule"] == "credit"
    assert str(folder.parent) not in text


def test_the_example_folder_has_nothing_to_worry_about() -> None:
    found = check(SEEDS)
    assert (found.documents, found.warned, found.skipped, found.duplicates) == (3, (), (), ())
    contacts = next(one for one in found.removed if one.rule == "contact-block")
    assert (contacts.documents, contacts.words) == (1, 67)


def test_long_lists_are_cut_in_the_text_and_whole_in_the_json(folder: Path) -> None:
    for number in range(30):
        (folder / f"empty{number}.txt").write_text("")
    found = check(folder)
    assert "  … and 11 more (all with --json)" in found.to_text().split("\n")
    assert len(json.loads(found.to_json())["skipped"]) == 31


def test_repeated_paragraphs_are_named(folder: Path) -> None:
    for number in range(6):
        (folder / f"page{number}.txt").write_text(f"Printed on green paper.\n\nThe page is number {number}.", "utf-8")
    assert check(folder).repeated == (("Printed on green paper.", 6),)


def test_document_text_cannot_disturb_the_terminal(folder: Path) -> None:
    (folder / "esc.txt").write_text(
        "Red\x1b[31m \u202emob\n2022-03-06\n\nThe town is red and it is all over now.", "utf-8"
    )
    text = check(folder).to_text()
    assert not {"\x1b", "\u202e", "\x00"} & set(text)


def test_an_empty_folder_and_a_missing_one(tmp_path: Path) -> None:
    found = check(tmp_path)
    assert (found.documents, found.words, found.removed) == (0, 0, ())
    assert ".: no document was found" in found.to_text()
    with pytest.raises(AnalysisError, match="no such folder"):
        check(tmp_path / "nowhere")


def test_a_theme_file_that_cannot_be_right_is_an_error(folder: Path) -> None:
    (folder / "themes.toml").write_text("terms = [")
    with pytest.raises(AnalysisError, match=r"themes\.toml"):
        check(folder)


def test_what_a_folder_lacks_is_said_before_the_run(folder: Path) -> None:
    found = check(folder)
    assert (found.sourceless, found.themes) == (4, 1)
    assert "No source: 4 documents; write it into metadata.csv to compare sources" in found.to_text()
    (folder / "themes.toml").write_text('version = "1"\n', "utf-8")
    text = check(folder).to_text()
    assert "No theme is defined yet" in text
    assert "Patterns that match nothing" not in text


def test_titles_that_were_taken_out_are_shown_up_to_ten(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"d{number:02}.txt").write_text(
            f"Town number {number} votes\n\nThe town will build a tram again this year, {number} say.", "utf-8"
        )
    (header,) = [one for one in check(tmp_path).removed if one.rule == "header"]
    assert (header.stretches, len(header.examples)) == (12, 10)


def test_inferred_dates_are_told_with_their_reason_the_widest_first(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The bridge was opened in 2012. By the end of 2030 it will be rebuilt.")
    (tmp_path / "b.txt").write_text("The harbour was opened in 2012. It had been closed in 2012.")
    found = check(tmp_path)
    assert [document for document, _, _ in found.inferred] == ["b", "a"]  # no later than: unknown, 2030
    assert found.inferred[0][1] == "2012/.."
    assert found.inferred[0][2].count("2012") == 1  # a reason is told once
    assert "Inferred dates, the widest first: write better ones into metadata.csv" in found.to_text().split("\n")
