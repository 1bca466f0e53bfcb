"""Dates with their months' names in other languages, against a list of these names kept elsewhere."""

import pytest

from analysis.documents.dates_abroad import find_dates_abroad

babel = pytest.importorskip("babel.dates", reason="the list of months comes with JupyterLab's babel")


@pytest.mark.parametrize("language", ["de", "de_AT", "fr", "es", "it", "pt", "nl"])
@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_number(language, month):
    name = babel.get_month_names("wide", "format", language)[month]
    for line in (f"5 {name} 2024", f"5. {name.upper()} 2024", f"5 de {name} de 2024", f"05 {name} 2024"):
        (found,) = find_dates_abroad(line)
        assert (found.edtf, line[found.start : found.end]) == (f"2024-{month:02d}-05", found.text)
        assert str(found.earliest)[:10] == str(found.latest)[:10] == found.edtf


@pytest.mark.parametrize(
    ("line", "edtf", "last"),
    [("Februar 2024", "2024-02", "2024-02-29"), ("1er août 2024", "2024-08-01", "2024-08-01"),
     ("diciembre de 2023", "2023-12", "2023-12-31"), ("2 aout 2024", "2024-08-02", "2024-08-02")],
)  # fmt: skip
def test_days_and_months(line, edtf, last):
    (found,) = find_dates_abroad(line)
    assert (found.edtf, str(found.latest)[:10]) == (edtf, last)


@pytest.mark.parametrize("line", ["31. Februar 2024", "le 5 mars", "marsouin 2024", "12345 mai 20245"])
def test_what_is_no_date(line):
    assert find_dates_abroad(line) == []
