"""One call writes the whole dossier, the same bytes everywhere, and refuses before it has touched anything."""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import textwrap
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import AnalysisError
from analysis.exports.dossier import corpus_of, export
from analysis.exports.order import ORDER
from analysis.exports.read_dossiers import read_dossiers

ROOT = Path(__file__).parents[2]
ENDINGS = ["csv", "evidence.csv", "json", "pdf", "png", "svg", "xlsx"]


@pytest.fixture
def dossier(ax, counted, tmp_path):
    table, evidence = counted
    return export(ax, "who-says-green", table=table, evidence=evidence, folder=tmp_path / "exports")


def content(dossier, ending):
    return (Path(dossier.folder) / f"{dossier.stem}.{ending}").read_bytes()


def there(folder: Path) -> list[str]:
    """The files of the dossiers, without the list of them."""
    return sorted(path.name for path in folder.iterdir() if path.name != ORDER)


def test_a_dossier_has_all_its_files_and_says_so(dossier):
    assert there(Path(dossier.folder)) == [f"who-says-green.{e}" for e in ENDINGS]
    assert repr(dossier) == "exports/who-says-green: png svg pdf csv xlsx evidence.csv json, 5 mentions"


def test_the_numbers_are_those_of_the_table(dossier):
    rows = content(dossier, "csv").decode().splitlines()
    assert rows[:2] == ['"document","term","count","per_1000"', '"a","green",3,272.7272727']


def test_the_json_says_how_it_was_made_and_vouches_for_the_files(dossier, corpus):
    about = json.loads(content(dossier, "json"))
    assert about["evidence_complete"] is True
    assert about["measure"] == "term_frequencies"
    assert about["corpus"]["fingerprint"] == corpus.fingerprint
    assert about["corpus"]["documents"] == 3
    assert about["corpus"]["undated"] == 1
    assert about["corpus"]["uncertain"] == 1  # "2021" is a year, not a day
    assert [document["document"] for document in about["documents"]] == ["a", "b", "c"]
    for name, digest in about["files"].items():
        assert hashlib.sha256((Path(dossier.folder) / name).read_bytes()).hexdigest() == digest
    assert set(about["files"]) == {f"who-says-green.{e}" for e in ENDINGS if e != "json"}


def test_the_svg_is_text_with_a_name_and_a_description_and_marks(dossier):
    svg = ET.fromstring(content(dossier, "svg"))
    space = "{http://www.w3.org/2000/svg}"
    ids = svg.get("aria-labelledby").split()
    assert svg.get("role") == "img"
    assert [svg.find(f"{space}{tag}").get("id") for tag in ("title", "desc")] == ids
    assert svg.find(f"{space}title").text == "Who says green"
    assert "Who says green" in [text.text for text in svg.iter(f"{space}text")]
    assert [g.get("id") for g in svg.iter(f"{space}g") if (g.get("id") or "").startswith("document=")] == [
        "document=a;term=green", "document=b;term=green", "document=c;term=green",
    ]  # fmt: skip


def test_the_png_has_300_dots_per_inch_and_the_pdf_its_fonts(dossier):
    from PIL import Image

    with Image.open(Path(dossier.folder) / "who-says-green.png") as image:
        assert image.size == (1200, 750)
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert image.info["Title"] == "Who says green"
    from pypdf import PdfReader

    pdf = PdfReader(Path(dossier.folder) / "who-says-green.pdf")
    assert pdf.metadata.title == "Who says green"
    assert pdf.metadata.creation_date is None
    fonts = pdf.pages[0]["/Resources"]["/Font"].values()
    assert all(
        "/FontFile2" in font.get_object()["/FontDescriptor"] for font in fonts if "/FontDescriptor" in font.get_object()
    )
    assert "green" in pdf.pages[0].extract_text()


def test_another_size_and_fewer_formats_in_one_line(ax, counted, tmp_path):
    from PIL import Image

    table, evidence = counted
    export(ax, "green", table=table, evidence=evidence, folder=tmp_path)
    small = export(ax, "green", table=table, evidence=evidence, folder=tmp_path, size=(2, 1), formats="png")
    assert there(tmp_path) == sorted(small.files)
    with Image.open(tmp_path / "green.png") as image:
        assert image.size == (600, 300)
    assert tuple(ax.figure.get_size_inches()) == (4, 2.5)
    with pytest.raises(AnalysisError, match="no format 'bmp'"):
        export(ax, "green", table=table, evidence=evidence, folder=tmp_path, formats=["bmp"])
    for wrong in ("slide", (2,), (0, 1), (2, 1000), ("2", "1"), (float("nan"), 2), 7):
        with pytest.raises(AnalysisError, match="no size"):
            export(ax, "green", table=table, evidence=evidence, folder=tmp_path, size=wrong)


def test_an_own_caption_and_alt_text(ax, counted, tmp_path):
    table, evidence = counted
    made = export(ax, "green", table=table, evidence=evidence, folder=tmp_path, caption="Mine.", alt="Bars\nof green.")
    about = json.loads(content(made, "json"))
    assert (about["caption"], about["alt"]) == ("Mine.", "Bars of green.")


def test_incomplete_evidence_is_said_aloud(ax, counted, tmp_path):
    table, evidence = counted
    made = export(ax, "green", table=table, evidence=evidence.iloc[:4], folder=tmp_path)
    assert "Not all mentions are there: 1 of 3 marks" in repr(made)
    assert json.loads(content(made, "json"))["evidence_complete"] is False


def test_a_label_that_cannot_be_drawn_leaves_yesterdays_chart(ax, counted, dossier, tmp_path):
    table, evidence = counted
    before = {path.name: path.read_bytes() for path in Path(dossier.folder).iterdir()}
    ax.set_xlabel("$_$", parse_math=True)
    with pytest.raises(AnalysisError, match="cannot be drawn"):
        export(ax, "who-says-green", table=table, evidence=evidence, folder=dossier.folder)
    assert {path.name: path.read_bytes() for path in Path(dossier.folder).iterdir()} == before


@pytest.mark.parametrize(
    "label", ["from $5 to $6", "<script>alert(1)</script>", "a\x00b\x0b\x1b\uffff", "]]>&amp;", "\u202eevil"]
)
def test_the_svg_is_xml_for_hostile_labels(ax, counted, tmp_path, label):
    table, evidence = counted
    ax.set_xlabel(label, parse_math=False)
    ax.set_title(label, parse_math=False)
    made = export(ax, "green", table=table, evidence=evidence, folder=tmp_path, formats="svg")
    svg = ET.fromstring(content(made, "svg"))
    assert not [one for one in svg.iter() if one.tag.endswith("script")]


def test_a_name_cannot_leave_the_folder(ax, counted, tmp_path):
    table, evidence = counted
    made = export(ax, "../../green", table=table, evidence=evidence, folder=tmp_path / "deep" / "exports")
    assert {path.parent for path in tmp_path.rglob("*green*")} == {tmp_path / "deep" / "exports"}
    assert made.stem.startswith("green-")


def test_two_names_are_two_dossiers(ax, counted, tmp_path):
    table, evidence = counted
    for name in ("A Chart", "A-Chart"):
        export(ax, name, table=table, evidence=evidence, folder=tmp_path, formats=())
    names = {json.loads(path.read_bytes())["name"] for path in tmp_path.glob("*.json")}
    assert names == {"A Chart", "A-Chart"}


def test_two_names_that_some_systems_cannot_tell_apart_are_refused(ax, counted, tmp_path):
    table, evidence = counted
    export(ax, "green", table=table, evidence=evidence, folder=tmp_path, formats=())
    before = there(tmp_path)
    with pytest.raises(AnalysisError, match="differs in more than capitals"):
        export(ax, "Green", table=table, evidence=evidence, folder=tmp_path, formats=())
    assert there(tmp_path) == before


def test_the_json_names_the_column_that_is_drawn(dossier):
    assert json.loads(content(dossier, "json"))["table"]["value"] == "count"


@pytest.mark.parametrize("value", [float("inf"), float("-inf")])
def test_a_number_without_end_is_refused_and_named(ax, counted, tmp_path, value):
    table, evidence = counted
    with pytest.raises(AnalysisError, match="table: the column per_1000 holds an infinite number"):
        export(ax, "green", table=table.assign(per_1000=[1.0, value, 2.0]), evidence=evidence, folder=tmp_path)
    with pytest.raises(AnalysisError, match="evidence: the column odds holds an infinite number"):
        export(ax, "green", table=table, evidence=evidence.assign(odds=value), folder=tmp_path)
    assert not list(tmp_path.iterdir())


def test_control_characters_do_not_leave_and_are_no_change(ax, tmp_path):
    from analysis.corpus import make_corpus
    from analysis.exports.verify import verify

    corpus = make_corpus({"a": "Green\x00 sea\x1b[31m."})
    table = pd.DataFrame({"document": ["a"], "count": [1]})
    table.attrs = {"corpus": corpus.fingerprint}
    evidence = pd.DataFrame({"document": ["a"], "start": [0], "end": [len(corpus.text("a"))]})
    export(ax, "green", table=table, evidence=evidence, folder=tmp_path, formats=())
    assert not set((tmp_path / "green.evidence.csv").read_bytes()) & (set(range(32)) - {0x0A})
    assert "Green\ufffd sea\ufffd[31m." in (tmp_path / "green.evidence.csv").read_text(encoding="utf-8")
    assert verify(tmp_path, corpus).ok


def test_nothing_names_this_machine(dossier):
    # Names of four letters or fewer stand by chance in compressed bytes, and "root" in any text.
    names = [name for name in (socket.gethostname(), os.uname().nodename, getpass.getuser()) if len(name) > 4]
    secrets = [str(ROOT), dossier.folder, *names, *([str(Path.home())] if len(str(Path.home())) > 5 else [])]
    for path in Path(dossier.folder).iterdir():
        for secret in secrets:
            assert secret.encode() not in path.read_bytes(), (path.name, secret)


SCRIPT = """
    import hashlib, sys
    from pathlib import Path
    import matplotlib as mpl
    mpl.use("agg")
    import matplotlib.pyplot as plt
    import pandas as pd
    from analysis.charts.style import house
    from analysis.corpus import make_corpus
    from analysis.exports.dossier import export
    from analysis.exports.report import report
    corpus = make_corpus({"a": "Green cars. Green jobs.", "b": "Coal is not green."})
    words = corpus.words.table()
    table = pd.DataFrame({"document": ["a", "b"], "term": "green", "count": [2, 1], "share": [2 / 3, 1 / 3]})
    table.attrs = {"measure": "term_frequencies", "settings": {"by": "document"}, "corpus": corpus.fingerprint,
                   "notes": [], "interval": ""}
    with house():
        figure, ax = plt.subplots(layout="constrained")
        ax.barh(table["document"], table["count"])
        ax.set_title("Green")
    if len(sys.argv) > 2:
        figure.savefig(sys.argv[2], dpi=50)  # shown before it is exported, as in a notebook
    export(ax, "green", table=table, evidence=words, folder=sys.argv[1])
    report(sys.argv[1])
    for path in sorted(Path(sys.argv[1]).iterdir()):
        print(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
"""


def test_equal_bytes_whatever_the_process(tmp_path):
    surroundings = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"},
    ]
    (tmp_path / "matplotlibrc").write_text("svg.fonttype: path\nsavefig.bbox: tight\nfont.size: 20\n")
    printed = []
    for number, extra in enumerate(surroundings):
        environment = {**os.environ, **extra, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": str(number)}
        environment |= {"MATPLOTLIBRC": str(tmp_path)} if number else {}
        shown = [str(tmp_path / "shown.png")] if number else []
        command = [sys.executable, "-c", textwrap.dedent(SCRIPT), str(tmp_path / str(number)), *shown]
        run = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert run.stderr == ""
        printed.append(run.stdout.splitlines())
    assert len(printed[0]) == len(ENDINGS) + 3
    assert printed[0] == printed[1]


def test_a_chart_without_counts_needs_no_evidence(ax, tmp_path):
    table = pd.DataFrame({"document": ["a", "b"], "cosine": [0.5, 0.25]})
    made = export(ax, "similar", table=table, evidence=None, folder=tmp_path)
    assert "evidence.csv" not in " ".join(made.files)
    assert json.loads(content(made, "json"))["evidence_reason"] == "the chart counts no mentions"


def test_a_table_with_its_key_in_the_index(ax, corpus, tmp_path):
    made = export(
        ax, "documents", table=corpus.documents[["words"]], evidence=corpus.sentences, folder=tmp_path, formats=()
    )
    assert content(made, "csv").decode().splitlines() == ['"document","words"', '"a",11', '"b",7', '"c",6']


def test_killed_in_the_middle_an_export_is_the_old_or_the_new_one(ax, counted, tmp_path):
    table, evidence = counted
    export(ax, "green", table=table, evidence=evidence, folder=tmp_path, formats="svg")
    chance = random.Random(3)
    for _ in range(8):
        child = os.fork()
        if child == 0:
            while True:
                ax.set_title(str(time.monotonic_ns()))
                export(ax, "green", table=table, evidence=evidence, folder=tmp_path, formats="svg")
        time.sleep(chance.uniform(0.1, 0.4))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        (kept,), unreadable = read_dossiers(tmp_path)
        assert (kept.damage, unreadable) == ((), [])
        assert there(tmp_path) == sorted([*kept.content["files"], "green.json"])


def test_evidence_of_another_corpus_is_refused(ax, counted, tmp_path):
    from analysis.corpus import make_corpus

    table, _ = counted
    with pytest.raises(AnalysisError, match="another corpus"):
        export(ax, "green", table=table, evidence=make_corpus({"a": "Green."}).words.table(), folder=tmp_path)
    with pytest.raises(AnalysisError, match="list is no table"):
        export(ax, "green", table=table, evidence=[], folder=tmp_path)
    with pytest.raises(AnalysisError, match="NoneType is no table"):
        export(ax, "green", table=None, evidence=None, folder=tmp_path)


def test_a_table_made_by_hand_belongs_to_no_corpus(corpus):
    table, other = pd.DataFrame({"x": [1]}), pd.DataFrame({"x": [1]})
    assert corpus_of(table, None) is None
    other.attrs = {"corpus": corpus.fingerprint}
    assert corpus_of(table, other) is corpus
    other.attrs = {"corpus": "of a corpus that was closed"}
    assert corpus_of(table, other) is None


@pytest.mark.parametrize("formats", [3, "gif"])
def test_a_format_that_is_none_is_refused(ax, counted, tmp_path, formats):
    with pytest.raises(AnalysisError, match="no format"):
        export(ax, "x", table=counted[0], evidence=counted[1], folder=tmp_path, formats=formats)


def test_what_is_no_chart_is_refused(counted, tmp_path):
    with pytest.raises(AnalysisError, match="str is no chart"):
        export("chart", "x", table=counted[0], evidence=counted[1], folder=tmp_path)
