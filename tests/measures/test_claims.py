"""Claims as people write them: what is understood, what is refused, and where in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import AnalysisError
from analysis.measures.claims import Claim, claim, read_claims


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a-b > c", ("comparison", "a-b", "c", ("", ""), 0)),
        ("a<c", ("comparison", "c", "a", ("", ""), 0)),
        ('"climate change" > "C++ > D"', ("comparison", '"climate change"', '"C++ > D"', ("", ""), 0)),
        ("clean-energy rises between 2007 and 2019", ("rise", "clean-energy", "", ("2007", "2019"), 0)),
        ('"new energy"  falls between 2007-01 and 201X', ("fall", '"new energy"', "", ("2007-01", "201X"), 0)),
        ("china is in the top 3 of 002…", ("rank", "china", "", ("", ""), 3)),
    ],
)
def test_forms(text: str, expected: tuple) -> None:
    said = claim(text)
    assert (said.kind, said.left, said.right, said.dates, said.top) == expected


def test_a_document_is_named_beside_or_in_the_claim() -> None:
    assert claim("a > b", document="002…").document == "002"
    assert claim("a is in the top 5 of 002...").document == "002"
    assert claim("a is in the top 5", document="002").document == "002"


@pytest.mark.parametrize(
    ("text", "document", "said"),
    [
        ("a is big", None, "not understood: 'a is big'"),
        ("a > b > c", None, "not understood"),
        ("> b", None, "not understood"),
        ("a is in the top 10", None, "not clear"),
        ("a is in the top 0 of b", None, "not clear"),
        ("a rises between 2007 and 2019", "002", "cannot be counted in one document"),
        ("a > " + "b" * 600, None, "a claim of 604 characters"),
        ("", None, "not understood"),
    ],
)
def test_what_is_not_understood_is_said(text: str, document: str | None, said: str) -> None:
    with pytest.raises(AnalysisError, match=said):
        claim(text, document=document)


def test_a_file_of_claims(tmp_path: Path) -> None:
    path = tmp_path / "claims.toml"
    path.write_text(
        '[first]\nclaim = "a > b"\ndocument = "002"\nnote = "why"\n\n'
        '["second one"]\nclaim = "c rises between 2007 and 2019"\n'
    )
    assert read_claims(path) == (
        Claim("a > b", "comparison", "a", "b", "002", name="first", note="why"),
        Claim("c rises between 2007 and 2019", "rise", "c", dates=("2007", "2019"), name="second one"),
    )


@pytest.mark.parametrize(
    ("content", "where", "said"),
    [
        ('[a]\nclaim = "x > y"\n[b]\nclaim = "x is y"', "line 4", "claim b: not understood"),
        ('[a]\nclaim = "x > y"\ncolour = "red"', "line 3", "unknown key 'colour'"),
        ("\n[a]\nclaim = 3", "line 3", "must be text in quotes"),
        ('[a]\nnote = "x"', "line 1", "claim a says nothing"),
        ('a = "x > y"', "line 1", "a is no claim"),
        ("[a", "claims.toml", "not TOML"),
    ],
)
def test_a_slip_in_the_file_is_told_with_its_line(tmp_path: Path, content: str, where: str, said: str) -> None:
    path = tmp_path / "claims.toml"
    path.write_text(content)
    with pytest.raises(AnalysisError, match=said) as error:
        read_claims(path)
    assert where in str(error.value)


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match="no such file"):
        read_claims(tmp_path / "claims.toml")
    (tmp_path / "claims.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AnalysisError, match="cannot be read"):
        read_claims(tmp_path / "claims.toml")
