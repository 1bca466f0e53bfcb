"""A report as one HTML page that needs nothing else: no network, no script, and every text from a document escaped."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape
from pathlib import Path

from analysis.charts.style import plural
from analysis.exports.report_content import FIRST_ROWS, MOST_UNFOLDED, NOTHING, Content, Figure, which_rows
from analysis.exports.report_documents import DOCUMENT_COLUMNS
from analysis.exports.report_notes import Note, Sentence
from analysis.language.shown import shown

# The page may show its own pictures and styles, and fetch or run nothing, whatever a document smuggled in.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

LONGEST_WORD = 24  # characters: a column whose words are no longer is never broken inside one


def report_page(content: Content) -> str:
    """The page. Its parts: contents, claims, one section per figure, methods, documents, what was left out."""
    sections = [
        *claims_section(content.claims),
        *(figure_section(figure) for figure in content.figures),
        methods_section(content),
        documents_section(content.documents, content.names_note),
        left_out_section(content.left_out),
    ]
    links = [
        *([("claims", "Claims")] if content.claims else []),
        *((anchor(figure.number), f"{figure.number}. {figure.title}") for figure in content.figures),
        ("methods", "Methods"),
        ("documents", "Documents"),
        ("left-out", "What was left out"),
    ]
    contents = "".join(f'<li><a href="#{name}">{text(title)}</a></li>' for name, title in links)
    style = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
    versions = ", ".join(f"{name} {version}" for name, version in content.versions.items())
    footer = f"<footer><p>Made with {text(versions)}.</p></footer>\n" if versions else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{text(content.title)}</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the charts</a>
<header>
<h1>{text(content.title)}</h1>
<p>{plural(len(content.figures), "chart")} over {plural(len(content.documents), "document")}.
A count that is a link opens its sentences; all mentions stand in the evidence files beside this page.</p>
</header>
<nav aria-labelledby="contents">
<h2 id="contents">Contents</h2>
<ul>{contents}</ul>
</nav>
<main id="main">
{"".join(sections)}</main>
{footer}</body>
</html>
"""


def text(value: object) -> str:
    """Any text, safe between tags and in quoted attributes."""
    return escape(shown(value), quote=True)


def paragraphs(lines: Iterable[str], kind: str = "") -> str:
    """One paragraph per line."""
    attribute = f' class="{kind}"' if kind else ""
    return "".join(f"<p{attribute}>{text(line)}</p>\n" for line in lines)


def anchor(number: int) -> str:
    """The name that links to a figure use."""
    return f"figure-{number}"


def claims_section(claims: Iterable[tuple[str, str]]) -> Iterable[str]:
    """Each claim with how many ways of counting bear it out."""
    rows = "".join(
        f'<tr><th scope="row">{text(claim)}</th><td>{text(verdict)}</td></tr>\n' for claim, verdict in claims
    )
    if rows:
        yield (
            '<section id="claims"><h2>Claims</h2>\n<div class="scroll" tabindex="0" role="region" aria-label="Claims">'
            '<table><thead><tr><th scope="col">Claim</th><th scope="col">Recounted</th></tr></thead>'
            f"<tbody>{rows}</tbody></table></div></section>\n"
        )


def figure_section(figure: Figure) -> str:
    """The chart, its caption, its numbers and the sentences behind them."""
    return (
        f'<section class="chart" id="{anchor(figure.number)}">\n<h2>{figure.number}. {text(figure.title)}</h2>\n'
        f"{paragraphs(figure.warnings, 'warning')}"
        f"<figure>{picture(figure)}<figcaption><strong>Figure {figure.number}.</strong> "
        f"{text(figure.caption)}</figcaption></figure>\n<h3>Numbers</h3>\n"
        f"{numbers(figure) if figure.twin == figure.number else same_numbers(figure.twin)}"
        f"{paragraphs(figure.remarks, 'meta')}"
        f'{behind(figure)}<p class="meta">Files: {text(", ".join(figure.files))}</p>\n</section>\n'
    )


def same_numbers(twin: int) -> str:
    """Where the numbers of a chart stand already."""
    return (
        f'<p>They are <a href="#{anchor(twin)}">those of figure {twin}</a>, and so are the sentences behind them.</p>\n'
    )


def picture(figure: Figure) -> str:
    """The picture inside the page, with its alt text."""
    if figure.png is None:
        return f'<p class="warning">There is no picture of this chart. {text(figure.alt)}</p>'
    data = base64.b64encode(figure.png).decode("ascii")
    return f'<img alt="{text(figure.alt)}" src="data:image/png;base64,{data}">'


def numbers(figure: Figure) -> str:
    """The plotted numbers; a count is a link to its sentences. Of a long table the rows after the first are folded."""
    if not figure.rows:
        return paragraphs([NOTHING])
    targets = {note.mark: place for place, note in enumerate(figure.notes)}
    looks = [column_class([row[at] for row in figure.rows], numeric) for at, numeric in enumerate(figure.numeric)]
    body = []
    for name, row in zip(figure.marks, figure.rows, strict=True):
        cells = []
        for place, (column, cell, look) in enumerate(zip(figure.columns, row, looks, strict=True)):
            inner = text(cell)
            if column in ("count", "reference") and cell != "0" and name in targets:
                inner = f'<a href="#{note_anchor(figure, targets[name])}">{inner}</a>'
            cells.append(f'<th scope="row"{look}>{inner}</th>' if place == 0 else f"<td{look}>{inner}</td>")
        body.append(f"<tr>{''.join(cells)}</tr>\n")
    unfolded = len(body) if len(body) <= MOST_UNFOLDED else FIRST_ROWS
    first = table_of(figure, looks, body[:unfolded], f"Numbers of figure {figure.number}")
    folded = ""
    if rest := body[unfolded:]:
        more = table_of(figure, looks, rest, f"More numbers of figure {figure.number}")
        folded = f'<details class="rows"><summary>{plural(len(rest), "more row")}</summary>\n{more}</details>\n'
    # Paper cannot be unfolded: it shows fewer rows, and says so.
    told = {where: which_rows(figure, there) for where, there in (("screen", len(body)), ("paper", unfolded))}
    return f"{first}{folded}{''.join(paragraphs([line], f'meta {where}') for where, line in told.items() if line)}"


def table_of(figure: Figure, looks: Iterable[str], body: Iterable[str], name: str) -> str:
    """Some rows under the column names, in a frame that scrolls by itself on a narrow screen."""
    head = "".join(
        f'<th scope="col"{look}>{text(column)}</th>' for column, look in zip(figure.columns, looks, strict=True)
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{name}"><table>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>{''.join(body)}</tbody></table></div>\n"
    )


def column_class(cells: Iterable[str], numeric: bool = False) -> str:
    """How a column may be broken: numbers and single words nowhere, words between them, what is longer anywhere.

    >>> column_class(["2022-03-06", "unknown"]), column_class(["from: “today”"]), column_class(["a" * 99])
    (' class="brief"', ' class="words"', '')
    """
    if numeric:
        return ' class="number"'
    words = [cell.split() for cell in cells]
    if max((len(word) for cell in words for word in cell), default=0) > LONGEST_WORD:
        return ""
    return ' class="brief"' if all(len(cell) < 2 for cell in words) else ' class="words"'


def note_anchor(figure: Figure, place: int) -> str:
    """The name that the link of a count uses."""
    return f"{anchor(figure.number)}-note-{place + 1}"


def behind(figure: Figure) -> str:
    """The sentences of every number, folded until asked for."""
    if not figure.notes:
        return ""
    folded = "".join(note_details(note, note_anchor(figure, place)) for place, note in enumerate(figure.notes))
    return f'<div class="sentences"><h3>Sentences behind the numbers</h3>\n{folded}</div>\n'


def note_details(note: Note, name: str) -> str:
    """One number's sentences."""
    items = "".join(f'<li>{marked(one)} <span class="meta">{text(one.where)}</span></li>\n' for one in note.sentences)
    shown_mentions = sum(max(len(one.places), 1) for one in note.sentences)
    more = note.mentions - shown_mentions
    rest = f'<p class="meta">{plural(more, "more mention")} in the evidence file.</p>' if more > 0 else ""
    summary = f"{text(note.label)}: {plural(note.mentions, 'mention')}"
    # The name is inside: a browser unfolds what holds the target of a link, not the target itself.
    return f'<details><summary>{summary}</summary><ol id="{name}">\n{items}</ol>{rest}</details>\n'


def marked(sentence: Sentence) -> str:
    """The passage with its mentions highlighted."""
    parts, done = [], 0
    for start, end in sentence.places:
        if start < done:
            continue
        parts += [text(sentence.passage[done:start]), f"<mark>{text(sentence.passage[start:end])}</mark>"]
        done = end
    return "".join([*parts, text(sentence.passage[done:])])


def methods_section(content: Content) -> str:
    """How it was counted."""
    parts = "".join(f"<h3>{text(heading)}</h3>\n<p>{text(' '.join(lines))}</p>\n" for heading, lines in content.methods)
    return f'<section id="methods"><h2>Methods</h2>\n{parts}</section>\n'


def documents_section(documents: Iterable[tuple[str, ...]], note: str) -> str:
    """Every document with its date and how that is known."""
    documents = list(documents)
    looks = [column_class([row[at] for row in documents], name == "Words") for at, name in enumerate(DOCUMENT_COLUMNS)]
    head = "".join(f'<th scope="col"{look}>{name}</th>' for name, look in zip(DOCUMENT_COLUMNS, looks, strict=True))
    rows = "".join(
        f'<tr><th scope="row"{looks[0]}>{text(row[0])}</th>'
        f"{''.join(f'<td{look}>{text(cell)}</td>' for cell, look in zip(row[1:], looks[1:], strict=True))}</tr>\n"
        for row in documents
    )
    return (
        '<section id="documents"><h2>Documents</h2>\n'
        '<div class="scroll" tabindex="0" role="region" aria-label="Documents">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        f"{paragraphs([note] if note else [], 'meta')}</section>\n"
    )


def left_out_section(lines: Iterable[str]) -> str:
    """What no chart shows."""
    items = "".join(f"<li>{text(line)}</li>\n" for line in lines)
    inside = f"<ul>{items}</ul>" if items else "<p>Nothing: every file was read, and no text was taken out.</p>"
    return f'<section id="left-out"><h2>What was left out</h2>\n{inside}</section>\n'
