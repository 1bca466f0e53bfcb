"""Bad input, one case per test: the load finishes, the rest is read, and every file is accounted for."""

import contextlib
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.documents.cleaning import clean_documents
from analysis.documents.duplicates import near_duplicates
from analysis.documents.files import Reading, make_sources, read_sources
from analysis.documents.limits import Limits
from analysis.errors import AnalysisError
from analysis.language.words import index_words

LINKS = hasattr(os, "symlink") and os.name == "posix"
posix = pytest.mark.skipif(os.name != "posix", reason="needs the files of a Unix system")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good document, that every load must bring home."""
    place = tmp_path / "corpus"
    place.mkdir()
    (place / "good.txt").write_text("Green cars.", "utf-8")
    return place


def loaded(reading: Reading) -> dict[str, str]:
    return {source.document: source.text for source in reading.sources}


def reasons(reading: Reading) -> dict[str, tuple[str, bool]]:
    return {one.path: (one.reason, one.loaded) for one in reading.skipped}


def left_out(folder: Path) -> dict[str, tuple[str, bool]]:
    """Why the files of the folder were left out, all but the good document."""
    reading = read_sources(folder)
    assert loaded(reading) == {"good": "Green cars."}
    return reasons(reading)


def test_not_utf_8_is_loaded_with_a_warning_that_names_file_encoding_and_odd_bytes(folder: Path) -> None:
    (folder / "odd.txt").write_bytes("Größe".encode("cp1252"))
    reading = read_sources(folder)
    assert loaded(reading)["odd"] == "Größe"
    assert reasons(reading) == {"odd.txt": ("2 bytes are not UTF-8: read as cp1252", True)}


def test_byte_order_marks_decide_and_go(folder: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        (folder / f"{encoding}.txt").write_bytes("Größe".encode(encoding))
    texts = loaded(read_sources(folder))
    assert {texts[name] for name in ("utf-8-sig", "utf-16", "utf-32")} == {"Größe"}


def test_a_few_nul_bytes_are_replaced_and_many_are_binary(folder: Path) -> None:
    (folder / "few.txt").write_bytes(b"Green \x00 cars in a line that is long enough")
    (folder / "many.txt").write_bytes(b"\x00\x01\x02" * 100)
    reading = read_sources(folder)
    assert loaded(reading)["few"] == "Green \ufffd cars in a line that is long enough"
    assert reasons(reading) == {
        "few.txt": ("1 NUL or lone surrogate replaced by U+FFFD", True),
        "many.txt": ("binary: it holds no text", False),
    }


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0c", "\x0b"])
def test_line_ends_of_every_kind_give_the_same_words(folder: Path, end: str) -> None:
    text = "Green cars\nand jobs.\n\nThe Mayor spoke\n"
    (folder / "ends.txt").write_bytes(text.replace("\n", end).encode())
    found = loaded(read_sources(folder))["ends"]
    assert "\r" not in found
    bodies = [clean_documents({"d": one})["d"].body for one in (text, found)]
    terms = [index_words([body]) for body in bodies]
    assert [terms[0].terms[word] for word in terms[0].ids] == [terms[1].terms[word] for word in terms[1].ids]


def test_line_ends_of_every_kind_part_header_and_body() -> None:
    text = "Town votes for tram line\n2022-03-06\n\nThe town of Meerdam will build a tram again.\n"
    expected = [(one.start, one.end, one.rule) for one in clean_documents({"d": text})["d"].removals]
    assert [rule for *_, rule in expected] == ["header", "header"]
    for end in "\x85\u2028\u2029\x0b":
        cleaned = clean_documents({"d": text.replace("\n", end)})["d"]
        assert [(one.start, one.end, one.rule) for one in cleaned.removals] == expected
        assert cleaned.body.count(end) == text.count("\n")


def test_bidi_overrides_and_zero_width_characters_stay_in_the_original(folder: Path) -> None:
    text = "Green \u202ecars\u202c and zero\u200bwidth"
    (folder / "bidi.txt").write_text(text, "utf-8")
    assert loaded(read_sources(folder))["bidi"] == text


def test_both_forms_of_an_accent_are_kept_as_they_came(folder: Path) -> None:
    (folder / "nfd.txt").write_text("cafe\u0301", "utf-8")
    (folder / "nfc.txt").write_text("caf\u00e9", "utf-8")
    texts = loaded(read_sources(folder))
    assert (texts["nfd"], texts["nfc"]) == ("cafe\u0301", "caf\u00e9")
    assert near_duplicates(index_words(list(texts.values()))) == [-1, -1, 1]


def test_one_line_of_20_megabytes_is_cleaned_in_linear_time() -> None:
    """Ten times the text may take ten times as long, with room for a busy machine, but not a hundred times."""

    def seconds(size: int) -> float:
        text = ("Green cars and jobs, " * (size // 21 + 1))[:size]
        start = time.process_time()
        assert len(clean_documents({"d": text})["d"].body) == size
        return time.process_time() - start

    seconds(10_000)
    small, large = seconds(2_000_000), seconds(20_000_000)
    assert large < 30 * small + 0.5


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<script>",
        "**a ",
        "[a](",
        "> > > ",
        "a·",
        "a | ",
        "> ",
        "(",
        "_a ",
        "`",
        "&a",
        "— ",
        "#",
        "-\n",
        "<a ",
        "A. ",
        "![a](b)\n*",
        "<figcaption>",
        "【a】",
        "Reporting by ",
        "---\na: b\n",
        "Tel: +1 202\n",
        "a > b > ",
        "&#1",
        "\x85",
        "(Xinhua/",
        "By A ",
        "[^a",
    ],
)
def test_signs_that_never_close_take_no_time(piece: str) -> None:
    text = (piece * (300_000 // len(piece))) + "\n\nThe end of it."
    start = time.process_time()
    clean_documents({"d": text, "e": text[:200] + "1"})
    assert time.process_time() - start < 5  # seconds; anything but linear takes minutes


def test_a_word_of_a_megabyte(folder: Path) -> None:
    (folder / "word.txt").write_text("x" * 1_000_000, "utf-8")
    assert len(loaded(read_sources(folder))["word"]) == 1_000_000


def test_a_file_over_the_limit_is_named(folder: Path) -> None:
    (folder / "large.txt").write_text("x" * 1_001, "utf-8")
    reading = read_sources(folder, limits=Limits(text_bytes=1_000))
    assert loaded(reading) == {"good": "Green cars."}
    assert reasons(reading)["large.txt"] == ("1,001 bytes are more than the limit of 1,000", False)


def test_many_small_files_take_the_same_time_each(folder: Path) -> None:
    def seconds(count: int, turn: int) -> float:
        place = folder / f"{count}-{turn}"
        place.mkdir()
        for number in range(count):
            (place / f"{number}.txt").write_text(f"Line {number} of the file.", "utf-8")
        start = time.process_time()
        assert len(read_sources(place).sources) == count
        return time.process_time() - start

    seconds(10, 0)
    # A busy machine may spoil one turn; where the time grew with the square of the files, it would spoil all.
    assert any(seconds(4_000, turn) < 30 * seconds(400, turn) + 0.2 for turn in range(3))


def test_empty_files_are_named(folder: Path) -> None:
    for name, content in (("empty.txt", ""), ("blank.md", " \n\t\n"), ("empty.pdf", ""), ("empty.csv", "")):
        (folder / name).write_text(content)
    reading = read_sources(folder)
    assert loaded(reading) == {"good": "Green cars."}
    assert all(reasons(reading)[name] == ("empty", False) for name in ("empty.txt", "blank.md", "empty.pdf"))
    assert reasons(reading)["empty.csv"][1] is False


def test_an_empty_folder_is_no_error(tmp_path: Path) -> None:
    reading = read_sources(tmp_path)
    assert reading.sources == ()
    assert reasons(reading) == {".": ("no document was found", False)}
    assert reading.metadata.empty


@posix
@pytest.mark.parametrize("name", ["line\nbreak", 'quo"te', "<img src=x>", "$_$", "=1+1", "a b", "🚗", "C++", "%41"])
def test_odd_file_names_keep_their_id(folder: Path, name: str) -> None:
    (folder / f"{name}.txt").write_text("Odd name.", "utf-8")
    assert loaded(read_sources(folder))[name] == "Odd name."


@posix
def test_file_names_that_are_not_utf_8_are_shown_byte_by_byte(folder: Path) -> None:
    with open(os.path.join(os.fsencode(folder), b"caf\xe9.txt"), "wb") as file:  # noqa: PTH118, PTH123
        file.write(b"Odd name.")
    reading = read_sources(folder)
    assert loaded(reading)["caf\\xe9"] == "Odd name."
    assert [source.path for source in reading.sources] == ["caf\\xe9.txt", "good.txt"]


@posix
def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("secret", "utf-8")
    (folder / "out.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "dangling.txt").symlink_to(tmp_path / "nowhere")
    link = ("a link: links are not followed", False)
    assert left_out(folder) == {"dangling.txt": link, "loop": link, "out.txt": link}


@posix
def test_pipes_sockets_and_devices_are_never_opened(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    short = Path(tempfile.mkdtemp(prefix="s"))  # the name of a socket may have 100 characters
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(short / "socket.txt"))
        shutil.move(short / "socket.txt", folder / "socket.txt")
        reading = read_sources(folder)
    short.rmdir()
    assert loaded(reading) == {"good": "Green cars."}
    assert reasons(reading) == {
        "pipe.txt": ("a pipe, not a file", False),
        "socket.txt": ("a socket, not a file", False),
    }


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() != 0, reason="only root may make a device")
def test_a_device_is_never_opened(folder: Path) -> None:
    try:
        os.mknod(folder / "device.txt", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except OSError:
        pytest.skip("devices cannot be made here")
    assert reasons(read_sources(folder)) == {"device.txt": ("a device, not a file", False)}


@pytest.fixture
def ordinary_user() -> Iterator[Path]:
    """A folder in the hands of an ordinary user: root may read everything, so root becomes one for the test."""
    place = Path(tempfile.mkdtemp(prefix="corpus"))
    (place / "good.txt").write_text("Green cars.", "utf-8")
    (place / "secret.txt").write_text("secret", "utf-8")
    (place / "closed").mkdir()
    (place / "closed" / "inside.txt").write_text("secret", "utf-8")
    read_sources(place)  # imports everything while that is still allowed
    place.chmod(0o755)
    (place / "secret.txt").chmod(0)
    (place / "closed").chmod(0)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield place
    if root:
        os.seteuid(0)
    (place / "closed").chmod(0o755)
    shutil.rmtree(place)


@posix
def test_what_one_may_not_read_is_named(ordinary_user: Path) -> None:
    assert left_out(ordinary_user) == {
        "closed": ("the folder cannot be opened: permission denied", False),
        "secret.txt": ("permission denied", False),
    }


@posix
@pytest.mark.parametrize("path", ["closed", "closed/inside.txt"])
def test_a_path_that_one_may_not_open_is_an_error(ordinary_user: Path, path: str) -> None:
    with pytest.raises(AnalysisError, match=r"cannot be opened: permission denied\. What to do: check the path"):
        read_sources(ordinary_user / path)


def test_a_text_given_for_a_path_is_an_error() -> None:
    with pytest.raises(AnalysisError, match="What to do: check"):
        read_sources("Green cars. " * 1_000)


def test_a_file_that_vanishes_before_it_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from analysis.documents import files

    (folder / "gone.txt").write_text("x", "utf-8")
    found = files.find_files

    def find_and_lose(place: str) -> object:
        result = found(place)
        (folder / "gone.txt").unlink()
        return result

    monkeypatch.setattr(files, "find_files", find_and_lose)
    assert left_out(folder) == {"gone.txt": ("vanished before it was read", False)}


def test_a_file_that_changes_while_it_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from analysis.documents import folders

    path = folder / "growing.txt"
    path.write_text("x", "utf-8")
    true_fstat = os.fstat

    def grow(number: int) -> os.stat_result:
        result = true_fstat(number)
        if result.st_ino == path.stat().st_ino:
            path.write_text("x" * (result.st_size + 1), "utf-8")
        return result

    monkeypatch.setattr(folders.os, "fstat", grow)
    assert left_out(folder) == {"growing.txt": ("it changed while it was read", False)}


@posix
def test_an_entry_that_vanishes_while_its_folder_is_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from analysis.documents import folders

    os.mkfifo(folder / "pipe")
    true_scandir = os.scandir

    @contextlib.contextmanager
    def scan_and_lose(place: str) -> Iterator[list[os.DirEntry[str]]]:
        with true_scandir(place) as entries:
            listed = list(entries)
        (folder / "pipe").unlink()
        yield listed

    monkeypatch.setattr(folders.os, "scandir", scan_and_lose)
    assert left_out(folder) == {"pipe": ("vanished before it was read", False)}


@posix
def test_a_pipe_put_in_place_of_a_file_holds_nobody_up(tmp_path: Path) -> None:
    from analysis.documents.folders import read_bytes
    from analysis.documents.refused import RefusedError

    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(RefusedError, match=r"^not a regular file$"):
        read_bytes(tmp_path / "pipe", limit=100)


@posix
def test_a_link_put_in_place_of_a_file_is_not_followed(folder: Path, tmp_path: Path) -> None:
    from analysis.documents.folders import read_bytes
    from analysis.documents.refused import RefusedError

    (tmp_path / "outside.txt").write_text("secret", "utf-8")
    (folder / "swapped.txt").symlink_to(tmp_path / "outside.txt")
    with pytest.raises(RefusedError):
        read_bytes(folder / "swapped.txt", limit=100)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.csv", "a.jsonl", "a.parquet"])
@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n\x00\x00" + bytes(range(256)) * 4, b"PK\x03\x04 cut"])
def test_binary_under_every_name_is_skipped_with_a_reason(folder: Path, name: str, raw: bytes) -> None:
    (folder / name).write_bytes(raw)
    assert [(path, kept) for path, (_, kept) in left_out(folder).items()] == [(name, False)]


def test_html_and_scripts_in_a_text_are_text(folder: Path) -> None:
    text = 'Green <script>alert("x")</script> cars <img src=http://example.org/x.png> [a](javascript:x)'
    (folder / "script.txt").write_text(text, "utf-8")
    assert loaded(read_sources(folder))["script"] == text


def test_duplicates_are_loaded_and_named(folder: Path) -> None:
    (folder / "copy.txt").write_text("Green cars.", "utf-8")
    reading = read_sources(folder)
    assert loaded(reading) == {"copy": "Green cars.", "good": "Green cars."}
    assert near_duplicates(index_words([source.text for source in reading.sources])) == [-1, 0]


def test_the_hash_is_of_the_bytes_that_were_read(folder: Path) -> None:
    import hashlib

    raw = b"\xef\xbb\xbfGreen\r\ncars"
    (folder / "bom.txt").write_bytes(raw)
    assert read_sources(folder).sources[0].sha256 == hashlib.sha256(raw).hexdigest()


def test_inputs_are_never_written(folder: Path) -> None:
    (folder / "metadata.csv").write_text("document,title\ngood,One\n")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    read_sources(folder)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_memory_of_texts_is_under_ten_times_the_input() -> None:
    import tracemalloc

    text = "Green cars “and” jobs. " * 100_000
    tracemalloc.start()
    cleaned = clean_documents({"d": text})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(cleaned["d"].body) == len(text)
    assert peak < 10 * len(text.encode())


_PRINT = """
import sys
from analysis.documents.cleaning import RULES, clean_documents
from analysis.documents.files import read_sources
reading = read_sources(sys.argv[1])
cleaned = clean_documents({one.document: one.text for one in reading.sources}, rules=RULES)
print(ascii((reading.sources, reading.skipped, reading.metadata.to_dict(), cleaned)))
"""


def test_locale_time_zone_and_hash_seed_change_nothing(folder: Path) -> None:
    (folder / "größe.txt").write_bytes("Größe – 2".encode("cp1252"))
    (folder / "page.html").write_text("<html><title>T</title><p>Green cars and many more jobs.</p></html>", "utf-8")
    for number in range(6):
        (folder / f"r{number}.txt").write_text(f"All rights reserved.\n\nPage {number} is here.", "utf-8")
    settings = [
        {"PYTHONHASHSEED": "1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "7"},
    ]
    command = [sys.executable, "-c", _PRINT, str(folder)]
    results = {
        subprocess.run(command, env=os.environ | setting, check=True, capture_output=True).stdout
        for setting in settings
    }
    assert len(results) == 1
    assert b"Gr\\xf6\\xdfe" in results.pop()


def test_the_order_of_files_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from analysis.documents import folders

    for name in ("b", "a10", "a9", "sub/c"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.txt").write_text(name, "utf-8")
    first = read_sources(folder)
    scan = os.scandir

    class Backwards:
        def __init__(self, place: str) -> None:
            with scan(place) as entries:
                self.entries = list(entries)[::-1]

        def __enter__(self) -> list["os.DirEntry[str]"]:
            return self.entries

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(folders.os, "scandir", Backwards)
    second = read_sources(folder)
    assert (second.sources, second.skipped) == (first.sources, first.skipped)


def test_texts_in_memory_get_the_same_steps() -> None:
    reading = make_sources({"a": "\ufeffGreen\r\ncars\x00", "b\udce9": "x"})
    assert loaded(reading) == {"a": "Green\ncars\ufffd", "b\\xe9": "x"}
