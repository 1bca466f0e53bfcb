"""The command line: `python -m analysis run | check | new | explore FOLDER`."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.errors import AnalysisError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 where all went well, 1 after an error that is told in one line, 2 for unusable arguments."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except AnalysisError as error:
        print(error, file=sys.stderr)
        return 1


def interpreter() -> str:
    """The Python that runs this, as one types it here: another one may not have what the package needs."""
    path, here = Path(sys.executable), Path.cwd()
    return shlex.quote(str(path.relative_to(here) if path.is_relative_to(here) else path))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"{interpreter()} -m analysis", description=__doc__)
    commands = parser.add_subparsers(title="commands", required=True)

    def command(name: str, function: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=words, description=words)
        one.add_argument("folder", type=Path, help="a corpus folder")
        one.set_defaults(command=function)
        return one

    run = command("run", _run, "execute every notebook on the folder, export every chart, build the report")
    run.add_argument("--out", type=Path, default=Path("exports"), help="where the charts go (default: exports)")
    check = command(
        "check", _check, "say what would be read, skipped, undated, duplicated, and which patterns match nothing"
    )
    check.add_argument("--json", action="store_true", help="the same for programs")
    command("new", _new, "make a corpus folder with commented metadata.csv and themes.toml")
    explore = command("explore", _explore, "write the explorer of a folder as one page that works without a network")
    explore.add_argument("--out", type=Path, default=Path("explorer.html"), help="the page (default: explorer.html)")
    return parser


def _run(options: argparse.Namespace) -> int:
    from analysis.charts.style import plural
    from analysis.corpus import read_corpus
    from analysis.exports.atomic import check_writable
    from analysis.exports.claims import CLAIMS, write_claims
    from analysis.exports.notebooks import run_notebooks
    from analysis.exports.report import report
    from analysis.measures.claims import read_claims
    from analysis.measures.theme_file import read_themes

    # What can be known to be wrong is told before the first kernel starts.
    corpus, themes = read_corpus(options.folder), read_themes(options.folder / "themes.toml")
    if not corpus.ids:
        raise AnalysisError(
            "there is no document to read", where=str(options.folder), do=f"see `{interpreter()} -m analysis check`"
        )
    if not len(themes):
        raise AnalysisError(
            "no theme is defined",
            where=str(options.folder / "themes.toml"),
            do='write at least [name] and terms = ["…"]',
        )
    claims = read_claims(options.folder / CLAIMS) if (options.folder / CLAIMS).exists() else ()
    check_writable(options.out)
    print(f"{plural(len(corpus.ids), 'document')} in {options.folder}", flush=True)
    for name, charts, stopped in run_notebooks(options.folder, options.out):
        print(f"{name}: {plural(charts, 'chart')}{f'; it ends early: {stopped}' if stopped else ''}", flush=True)
    for claim, summary in write_claims(options.out, corpus, themes, claims):
        print(f"{claim}: {summary}", flush=True)
    page = report(options.out)
    print(options.out / page.html, flush=True)
    return 0


def _check(options: argparse.Namespace) -> int:
    from analysis.exports.check import check

    found = check(options.folder)
    print(found.to_json() if options.json else found.to_text())
    return 0


def _new(options: argparse.Namespace) -> int:
    from analysis.documents.starting import new_folder

    for path in new_folder(options.folder):
        print(path)
    print(
        "Next: put your documents into the folder and write into themes.toml what to look for; then\n"
        f"  {interpreter()} -m analysis check {shlex.quote(str(options.folder))}"
    )
    return 0


def _explore(options: argparse.Namespace) -> int:
    from analysis.corpus import read_corpus
    from analysis.exports.explorer import explore
    from analysis.measures.theme_file import read_themes

    corpus = read_corpus(options.folder)
    explore(corpus, read_themes(options.folder / "themes.toml")).save(options.out)
    print(options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
