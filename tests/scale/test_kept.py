"""Interrupted and taken up again: what is finished is not done twice, and what is stale or damaged is never used."""

import pytest

import analysis
from analysis.scale.kept import Kept, key_of

from .conftest import made_texts, same, write, write_folder


@pytest.fixture
def counted(monkeypatch):
    """The names of the parts that are read for their pieces."""
    from analysis.scale import partitions

    names, leave = [], partitions.leave_pieces

    def leave_and_tell(part, *rest):
        names.append(part.name)
        if len(names) == counted_until[0]:
            raise KeyboardInterrupt
        return leave(part, *rest)

    counted_until = [0]
    names_and_stop = names, counted_until
    monkeypatch.setattr(partitions, "leave_pieces", leave_and_tell)
    return names_and_stop


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "corpus", made_texts(12))


def test_an_interrupted_run_goes_on_where_it_was(folder, tmp_path, counted):
    names, stop = counted
    stop[0] = 5
    parts = analysis.open_partitions(folder, size=200, cache=tmp_path / "cache")
    with pytest.raises(KeyboardInterrupt):
        parts.measure(analysis.term_frequencies)
    first, stop[0] = names[:4], 0
    names.clear()
    again = analysis.open_partitions(folder, size=200, cache=tmp_path / "cache")
    same(again.measure(analysis.term_frequencies), analysis.term_frequencies(analysis.read_corpus(folder)))
    assert not set(names) & set(first)
    assert len(names) + len(first) == len(again.parts)


def test_in_one_session_no_folder_is_needed(folder, counted):
    names, stop = counted
    stop[0] = 5
    parts = analysis.open_partitions(folder, size=200)
    with pytest.raises(KeyboardInterrupt):
        parts.measure(analysis.term_frequencies)
    stop[0] = 0
    parts.measure(analysis.term_frequencies)
    assert len(names) == len(parts.parts) + 1  # the one that was interrupted is read again


def test_a_file_that_changed_is_counted_as_it_is_now(folder, tmp_path, counted):
    names, _ = counted
    open_them = lambda: analysis.open_partitions(folder, size=200, cache=tmp_path / "cache")  # noqa: E731
    open_them().measure(analysis.term_frequencies)
    names.clear()
    (folder / "d3.txt").write_text("Wind and nothing but wind.")
    same(open_them().measure(analysis.term_frequencies), analysis.term_frequencies(analysis.read_corpus(folder)))
    assert len(names) == 1


def test_other_facts_of_a_document_are_another_key(folder, tmp_path):
    open_them = lambda: analysis.open_partitions(folder, size=200, cache=tmp_path / "cache")  # noqa: E731
    open_them().measure(analysis.term_frequencies, by="party")
    facts = (folder / "metadata.csv").read_text()
    (folder / "metadata.csv").write_text(facts.replace(",x\n", ",z\n"))
    now = analysis.read_corpus(folder)
    same(open_them().measure(analysis.term_frequencies, by="party"), analysis.term_frequencies(now, by="party"))


def test_other_settings_are_another_key(folder, tmp_path, seed_themes, themes_from):
    cache = tmp_path / "cache"
    parts = analysis.open_partitions(folder, size=200, cache=cache)
    parts.measure(analysis.theme_mentions, seed_themes)
    others, raw = themes_from('[coal]\nlabel = "Coal"\nterms = ["coal"]\n'), analysis.read_corpus(folder, clean=False)
    same(parts.measure(analysis.theme_mentions, others), analysis.theme_mentions(analysis.read_corpus(folder), others))
    unclean = analysis.open_partitions(folder, size=200, cache=cache, clean=False)
    same(unclean.measure(analysis.theme_mentions, others), analysis.theme_mentions(raw, others))


@pytest.mark.parametrize("damage", [lambda raw: raw[:-1], lambda raw: raw[:50] + b"\0" + raw[51:], lambda raw: b""])
def test_a_damaged_result_is_counted_again(folder, tmp_path, damage, counted):
    cache = tmp_path / "cache"
    analysis.open_partitions(folder, size=200, cache=cache).measure(analysis.term_frequencies)
    counted[0].clear()
    for path in cache.glob("*.partial"):
        path.write_bytes(damage(path.read_bytes()))
    again = analysis.open_partitions(folder, size=200, cache=cache)
    same(again.measure(analysis.term_frequencies), analysis.term_frequencies(analysis.read_corpus(folder)))
    assert len(counted[0]) == len(again.parts)


def test_a_file_that_changes_between_two_measures_is_told(folder):
    parts = analysis.open_partitions(folder, size=200)
    parts.measure(analysis.term_frequencies)
    (folder / "d3.txt").write_text("Wind.")
    with pytest.raises(analysis.AnalysisError, match="changed since it was first read"):
        parts.measure(analysis.date_mentions)


def test_one_call_removes_all_and_nothing_else(folder, tmp_path):
    cache = tmp_path / "cache"
    parts = analysis.open_partitions(folder, size=200, cache=cache)
    parts.measure(analysis.term_frequencies)
    (cache / "mine.txt").write_text("x")
    parts.forget()
    assert [path.name for path in cache.iterdir()] == ["mine.txt"]
    parts.measure(analysis.term_frequencies)  # and it is counted again
    (cache / "mine.txt").unlink()
    parts.forget()
    assert not cache.exists()


def test_a_half_written_result_is_none(tmp_path, monkeypatch):
    kept, key = Kept(tmp_path), key_of(x=1)
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(analysis.AnalysisError, match="No space left"):
        kept.put(key, b"content")
    assert list(tmp_path.iterdir()) == []
    assert not kept.has(key)


def test_the_key_follows_from_the_code(monkeypatch):
    before = key_of(x=1)
    assert before == key_of(x=1) != key_of(x=2)
    monkeypatch.setattr("analysis.scale.kept.code_version", lambda: "another")
    assert key_of(x=1) != before


def test_nothing_is_read_until_measured(tmp_path):
    (tmp_path / "a.txt").write_text("Solar.")
    parts = analysis.open_partitions(tmp_path)
    (tmp_path / "a.txt").write_text("Coal and coal.")
    assert parts.measure(analysis.term_frequencies)["count"].tolist() == [2, 1]


def test_the_same_file_under_two_roofs_is_told(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("Solar.")
    parts = analysis.open_partitions([tmp_path / "one", tmp_path / "two"])
    with pytest.raises(analysis.AnalysisError, match="the document 'a' is in two parts"):
        parts.measure(analysis.term_frequencies)


def test_progress_is_silent_where_stderr_is_no_terminal(tmp_path, capsys):
    path = write(tmp_path / "t.jsonl", made_texts(3))
    analysis.open_partitions(path, size=100).measure(analysis.term_frequencies)
    assert capsys.readouterr() == ("", "")
