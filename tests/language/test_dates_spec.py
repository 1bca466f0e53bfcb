"""The table of cases worked by hand: what each expression means, and what is never a date."""

import calendar
import re
from pathlib import Path

import numpy as np
import pytest

import analysis
from analysis.language.dates import find_dates

SPEC = Path(__file__).parents[1] / "data/dates/spec.txt"
GRANULARITIES = {"day", "week", "month", "quarter", "season", "half", "year", "decade", "century"}
KINDS = {"duration", "set", "vague", "name", "event"}
BOUNDS = {"before", "by", "after", "since", "until"}
ROLES = {"past", "target", "publication", "unknown"}


def cases():
    published = ""
    for line in SPEC.read_text(encoding="utf-8").splitlines():
        if line.startswith("published:"):
            published = line.removeprefix("published:").strip()
        elif line and not line.startswith("#"):
            text, _, meanings = line.replace("\\n", "\n").partition(" | ")
            yield pytest.param(published, text, meanings, id=f"{published or 'unknown'}-{line[:60]}")


def days(edtf):
    """First and last day of an EDTF string, by the standard library alone; "" where open."""
    if edtf.startswith("["):
        one, other = edtf[1:-1].split(",")
        return one, other
    if "/" in edtf:
        start, end = edtf.split("/")
        return ("" if start == ".." else days(start)[0]), ("" if end == ".." else days(end)[1])
    edtf = edtf.rstrip("~")
    if edtf.endswith("XX"):
        return f"{edtf[:2]}00-01-01", f"{edtf[:2]}99-12-31"
    if edtf.endswith("X"):
        return f"{edtf[:3]}0-01-01", f"{edtf[:3]}9-12-31"
    negative, parts = edtf.startswith("-"), edtf.lstrip("-").split("-")
    year = ("-" if negative else "") + parts[0]
    if len(parts) == 1:
        return f"{year}-01-01", f"{year}-12-31"
    if len(parts) == 3:
        return edtf, edtf
    part = int(parts[1])
    first, length = next(
        (start + length * (part - base), length)
        for base, count, start, length in ((33, 4, 1, 3), (40, 2, 1, 6), (21, 4, 3, 3), (1, 12, 1, 1))
        if base <= part < base + count
    )
    later, last = divmod(first + length - 2, 12)
    end = int(year) + later
    return f"{year}-{first:02d}-01", f"{end}-{last + 1:02d}-{calendar.monthrange(end, last + 1)[1]}"


CASES = list(cases())


@pytest.mark.parametrize(("published", "text", "meanings"), CASES)
def test_what_an_expression_means(published, text, meanings):
    expected = [meaning.split() for meaning in meanings.split(" ; ")] if meanings else []
    plain, spans = text, []
    while found := re.search(r"\[([^\]]+)\]", plain):
        plain = plain[: found.start()] + found[1] + plain[found.end() :]
        spans.append((found.start(), found.end() - 2))
    mentions = find_dates(plain, published)
    assert [mention.text for mention in mentions] == [plain[start:end] for start, end in spans]
    for mention, (start, end), (edtf, *words) in zip(mentions, spans, expected, strict=True):
        edtf = edtf.removeprefix("-") if edtf == "-" else edtf
        assert (mention.start, mention.end) == (start, end)
        if "duration" not in words:
            assert mention.edtf == edtf
            first, last = days(edtf) if edtf else ("", "")
            assert str(mention.earliest) == str(np.datetime64(first or "NaT", "s"))
            assert str(mention.latest) == str(np.datetime64(last or "NaT", "s"))
        assert mention.kind == next((word for word in words if word in KINDS), "date")
        assert mention.bound == next((word for word in words if word in BOUNDS), "")
        for word in words:
            assert word in GRANULARITIES | KINDS | BOUNDS | ROLES
            assert word not in GRANULARITIES or mention.granularity == word
            assert word not in ROLES or mention.role == word


def test_the_table_is_broad():
    assert sum(len(re.findall(r"\[", case.values[1])) for case in CASES) >= 300


def test_last_march_is_not_counted_from_a_year_still_to_come():
    text = (
        "In 1812 war came on June 3, 1812. It ended on May 4, 1815. On May 6, 1816 trade grew. On June 7, 1817 it "
        "fell. The debt will be paid in 1900. The treaty was signed last March."
    )
    told = find_dates(text, "1862-12-01")[-1]
    assert (told.text, told.edtf, told.role) == ("last March", "1862-03", "past")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Planning permission for 1240 \nhomes was refused.", []),
        ("The stock has grown to 1240 households.", []),
        ("It was 1240 new homes in all.", []),
        ("In 1240 monks settled here.", ["1240"]),
        ("Since 1453 the town has grown.", ["1453/.."]),
    ],
)
def test_a_number_of_things_is_no_year_of_the_middle_ages(text, dates):
    found = analysis.date_mentions(analysis.make_corpus({"a": text}))
    assert found["edtf"].tolist() == dates
