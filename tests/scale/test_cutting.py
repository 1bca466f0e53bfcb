"""Cut by bytes, whole by records: quoted line breaks, row groups, globs, and objects of a store."""

import csv
import json

import pandas as pd
import pytest

import analysis

from .conftest import made_texts, same, write, write_folder


def test_records_with_line_breaks_and_quotes_stay_whole(tmp_path):
    rows = [(f"d{n}", f'He said "no,\nnever" {n}.\r\nA 5" disk; coal.' + "\n" * (n % 3)) for n in range(40)]
    with (tmp_path / "t.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("id", "text"), *rows])
    parts = analysis.open_partitions(tmp_path / "t.csv", size=200)
    assert len(parts.parts) > 5
    same(parts.measure(analysis.passages, "coal"), analysis.passages(analysis.read_corpus(tmp_path / "t.csv"), "coal"))
    assert len(parts.documents) == 40


def test_a_table_that_is_not_utf8_is_one_part(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"id,text\n" + b"".join(f"{n},caf\xe9 {n}\n".encode("cp1252") for n in range(50)))
    parts = analysis.open_partitions(path, size=60)
    assert len(parts.parts) == 1
    same(parts.measure(analysis.term_frequencies), analysis.term_frequencies(analysis.read_corpus(path)))


def test_row_groups_small_ones_together_and_large_ones_cut(tmp_path):
    rows = [{"id": f"{n:03}", "text": f"Coal {n}. " * 200} for n in range(60)]
    for groups in (1, 7, 60):
        path = tmp_path / f"{groups}.parquet"
        pd.DataFrame(rows).to_parquet(path, row_group_size=groups, use_dictionary=False, compression=None)
        parts = analysis.open_partitions(path, size=20_000)
        assert 4 < len(parts.parts) < 30
        taken = [(part.one.before, part.one.rows) for part in parts.parts]
        assert taken == sorted(taken)
        assert sum(rows for _, rows in taken) == 60
        assert parts.documents.index.tolist() == [row["id"] for row in rows]


def test_a_glob_names_tables_and_files(tmp_path):
    write(tmp_path / "2020.jsonl", made_texts(6, 1))
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep" / "2021.jsonl", [{"id": "x", "text": "Solar."}])
    (tmp_path / "notes.txt").write_text("Nothing to count.")
    flat = analysis.open_partitions(f"{tmp_path}/*.jsonl")
    assert len(flat.documents) == len(analysis.read_corpus(tmp_path / "2020.jsonl").ids)
    assert "x" in analysis.open_partitions(f"{tmp_path}/**/*.jsonl").documents.index
    with pytest.raises(analysis.AnalysisError, match="no file has such a name"):
        analysis.open_partitions(f"{tmp_path}/*.parquet").documents  # noqa: B018


def test_objects_of_a_store(tmp_path):
    fsspec = pytest.importorskip("fsspec")
    folder = write_folder(tmp_path / "corpus", made_texts(8, 2))
    write(folder / "more.parquet", [{"id": f"m{n}", "text": f"Wind {n}."} for n in range(9)])
    store = fsspec.filesystem("memory")
    store.put(str(folder) + "/", "/news/", recursive=True)
    try:
        parts, whole = analysis.open_partitions("memory://news", size=300), analysis.read_corpus(folder)
        same(parts.measure(analysis.term_frequencies, by="party"), analysis.term_frequencies(whole, by="party"))
        assert len(analysis.open_partitions("memory://news/*.parquet").documents) == 9
        with pytest.raises(analysis.AnalysisError, match="no such object"):
            analysis.open_partitions("memory://nowhere").documents  # noqa: B018
    finally:
        store.rm("/news", recursive=True)


def test_places_that_are_none_are_told_at_once(tmp_path):
    with pytest.raises(analysis.AnalysisError, match="no such file or folder"):
        analysis.open_partitions(tmp_path / "none")
    (tmp_path / "a.txt").write_text("Solar.")
    with pytest.raises(analysis.AnalysisError, match="neither a folder nor a table"):
        analysis.open_partitions(tmp_path / "a.txt")


def test_lines_that_are_no_json_are_told_with_their_numbers(tmp_path):
    lines = [json.dumps({"id": f"d{n}", "text": f"Coal {n}."}) if n % 4 else "not json" for n in range(20)]
    (tmp_path / "t.jsonl").write_text("\n".join(lines))
    parts, whole = analysis.open_partitions(tmp_path / "t.jsonl", size=100), analysis.read_corpus(tmp_path / "t.jsonl")
    pd.testing.assert_frame_equal(parts.skipped, whole.skipped)
    same(parts.measure(analysis.term_frequencies), analysis.term_frequencies(whole))


def test_memory_holds_one_part_at_a_time(tmp_path, monkeypatch):
    """The corpora of parts are let go: no more than one is alive when the next is read."""
    import gc
    import weakref

    from analysis.scale import reading

    alive, most, assemble = [], [], reading.assemble

    def assemble_and_watch(*given, **options):
        gc.collect()
        most.append(sum(one() is not None for one in alive))
        corpus = assemble(*given, **options)
        alive.append(weakref.ref(corpus))
        return corpus

    monkeypatch.setattr(reading, "assemble", assemble_and_watch)
    path = write(tmp_path / "t.jsonl", made_texts(12))
    analysis.open_partitions(path, size=300).measure_all([analysis.term_frequencies, analysis.date_mentions])
    assert len(most) > 3
    assert max(most) == 0
