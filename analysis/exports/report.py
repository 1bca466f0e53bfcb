"""One report over all dossiers of a folder: a self-contained HTML page to read and a Word file to edit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.charts.style import plural
from analysis.exports.atomic import write_together
from analysis.exports.report_content import report_content
from analysis.exports.report_page import report_page
from analysis.exports.word_report import word_report

TITLE = "What the documents say"


@dataclass(frozen=True, repr=False)
class Report:
    """What `report` wrote: names inside `folder`."""

    folder: str
    html: str
    docx: str
    charts: int

    def __repr__(self) -> str:
        return f"{Path(self.folder).name}/{self.html} and {self.docx}: {plural(self.charts, 'chart')}"


def report(folder: str | Path = "exports", *, title: str = TITLE) -> Report:
    """Write `report.html` and `report.docx` into `folder`, over the dossiers that lie there (and claims.csv, if any).

    The page needs no network and no script. Equal dossiers give equal bytes. Raises AnalysisError if there is no such
    folder or it takes no files.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     made = report(folder)
    >>> made.html, made.docx, made.charts
    ('report.html', 'report.docx', 0)
    """
    content = report_content(folder, title)
    page = report_page(content).encode("utf-8", "replace")
    write_together(folder, {"report.html": page, "report.docx": word_report(content)})
    return Report(str(folder), "report.html", "report.docx", len(content.figures))
