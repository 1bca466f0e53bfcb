"""The Word and Excel files open in an office program that is not the library that wrote them."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from analysis.exports.report import report

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(scope="module")
def opened(exported, tmp_path_factory):
    """Both files, converted to PDF by LibreOffice: their texts."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    from pypdf import PdfReader

    place = tmp_path_factory.mktemp("office")
    folder = shutil.copytree(exported, place / "exports")
    report(folder, title="Green words")
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    for name in ("report.docx", "green.xlsx"):
        command = [OFFICE, profile, "--headless", "--convert-to", "pdf", str(folder / name), "--outdir", str(place)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    readers = {name: PdfReader(place / f"{name}.pdf") for name in ("report", "green")}
    return {name: "\n".join(page.extract_text() for page in reader.pages) for name, reader in readers.items()}


def test_the_word_file_shows_all_its_parts(opened):
    text = " ".join(opened["report"].split())
    for part in ("Green words", "Who says green", "Figure 1. Mentions of green.", "Methods", "Documents", "273"):
        assert part in text


def test_the_workbook_shows_numbers_and_chart(opened):
    text = opened["green"]
    assert "per_1000" in text
    assert text.count("Who says green") >= 2  # the chart's title, and the sheet about it
