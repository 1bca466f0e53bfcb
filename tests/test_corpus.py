"""The corpus: offsets that slice the original, one sentence where people read one, facts with their basis."""

import gc

import pandas as pd
import pytest

import analysis
from analysis.corpus import open_corpus

EMBASSY, SHANGHAI, AGENCY = "000_e24a81e5e0c803f7", "001_4158e7f7f2b05cee", "002_f7f59a5c972284ad"


def test_documents_are_in_order_with_their_facts(seeds):
    table = seeds.documents
    assert list(table.index) == [EMBASSY, SHANGHAI, AGENCY]
    assert list(table.columns) == [
        *("title", "published", "basis", "evidence", "earliest", "latest", "source", "words", "path", "duplicate_of"),
        "language",
    ]
    assert table.index.name == "document"
    assert table.title[EMBASSY] == "Ambassador Qin Gang Has a Dialogue with Tesla CEO Elon Musk"
    assert table.title[SHANGHAI] == "City Party chief discusses future green collaboration with Musk"
    assert table.path[AGENCY] == AGENCY + ".txt"


def test_publication_dates_of_the_seeds_as_a_reader_settles_them(seeds):
    table = seeds.documents
    assert (table.published[EMBASSY], table.basis[EMBASSY]) == ("2022-03-06", "stated")
    assert (table.published[SHANGHAI], table.basis[SHANGHAI]) == ("2023-04/2023-09", "inferred")
    assert (table.published[AGENCY], table.basis[AGENCY]) == ("2021-11-02", "inferred")
    assert table.evidence[EMBASSY].startswith("2022/03/06")
    assert "November 2" in table.evidence[AGENCY]
    assert "2021" in table.evidence[AGENCY]
    assert "April" in table.evidence[SHANGHAI]
    assert "the third quarter of this year" in table.evidence[SHANGHAI]
    assert table.earliest[SHANGHAI] == pd.Timestamp("2023-04-01")
    assert table.latest[SHANGHAI] == pd.Timestamp("2023-09-30")
    assert table.earliest.dtype == "datetime64[s]"


def test_metadata_overrules_the_text():
    texts = pd.DataFrame({"document": ["a"], "text": ["2022/03/06 11:43\n\nSome news."], "published": ["2019-05"]})
    table = analysis.make_corpus(texts).documents
    assert (table.published["a"], table.basis["a"]) == ("2019-05", "metadata")


def test_metadata_in_memory_may_hold_time_stamps_and_white_space_but_no_doubt():
    days = [pd.Timestamp("2022-01-02"), pd.NaT]
    stamped = pd.DataFrame({"document": ["a", "b"], "text": ["One.", "Two."], "published": days})
    assert analysis.make_corpus(stamped).documents.published.tolist() == ["2022-01-02", ""]
    spaced = pd.DataFrame({"document": ["a"], "text": ["One."], "published": [" 2022-03 "], "party": [" x "]})
    assert analysis.make_corpus(spaced).documents[["published", "party"]].values.tolist() == [["2022-03", "x"]]
    with pytest.raises(analysis.AnalysisError, match="is no date"):
        analysis.make_corpus(spaced.assign(published="2022?"))


def test_the_body_is_as_long_as_the_original(seeds):
    assert all(len(seeds.body(document)) == len(seeds.text(document)) for document in seeds.ids)


def test_every_offset_slices_the_original_to_its_text(seeds):
    for table in (seeds.sentences, seeds.removed):
        assert len(table)
        for row in table.itertuples():
            assert seeds.text(row.document)[row.start : row.end] == row.text


def test_sentences_are_whole_across_blanked_captions_and_broken_lines(seeds):
    readings = seeds.sentences.set_index("document").loc[SHANGHAI, "reading"].tolist()
    assert (
        "In response, Musk expressed his appreciation for the warm welcome Tesla has received from Shanghai and for "
        "the success of the Tesla Gigafactory in the city." in readings
    )
    assert any(reading.startswith('Shanghai Gigafactory was viewed as a "role model"') for reading in readings)
    assert any(reading.startswith("Tesla CEO Elon Musk met with Chen Jining") for reading in readings)


def test_no_count_rests_on_the_address_block_or_a_caption(seeds):
    embassy = seeds.select(EMBASSY).counts()[1].tolist()
    assert not {"email", "fax", "tel", "wisconsin", "application", "3505", "20008"} & set(embassy)
    shanghai = seeds.select(SHANGHAI).counts()[1].tolist()
    assert not {"bird's-eye", "ic", "zhengbao", "shakes", "xinhua", "august"} & set(shanghai)
    # "**T**esla" is the first of the body's words, counted as tesla.
    assert seeds.select(SHANGHAI).words.table().iloc[0].to_dict() == {
        **{"document": SHANGHAI, "sentence": 0, "term": "tesla"},
        **{"start": 150, "end": 157},
    }


def test_words_of_the_embassy_page(seeds):
    # Counted by hand: 417 words in the file, 67 of them in the address block, 11 in the title, 5 in "2022/03/06 11:43".
    assert seeds.documents.words[EMBASSY] == 417 - 67 - 11 - 5
    assert analysis.read_corpus("seeds", clean=False).documents.words[EMBASSY] == 417


def test_words_know_their_sentence():
    table = analysis.make_corpus({"a": "One two. Three.", "b": "Four."}).words.table()
    assert table[["document", "sentence", "term", "start", "end"]].values.tolist() == [
        ["a", 0, "one", 0, 3],
        ["a", 0, "two", 4, 7],
        ["a", 1, "three", 9, 14],
        ["b", 0, "four", 0, 4],
    ]


def test_counts_are_what_scikit_learn_takes(tiny):
    matrix, terms = tiny.counts()
    assert terms.tolist() == ["blue", "car", "green", "red", "sea"]
    assert matrix.toarray().tolist() == [[1, 1, 0, 2, 0], [0, 1, 1, 1, 0], [0, 0, 2, 0, 1]]


def test_select_keeps_the_corpus_order_and_refuses_unknown_ids(tiny):
    assert tiny.select(["c", "a"]).ids == ("a", "c")
    assert tiny.select("b").ids == ("b",)
    with pytest.raises(analysis.AnalysisError, match="no document 'z'"):
        tiny.select(["a", "z"])


def test_near_duplicates_are_counted_once_on_request():
    story = " ".join(f"Word{number} follows the next." for number in range(60))
    corpus = analysis.make_corpus({"1-wire": story, "2-other": "Nothing of the kind.", "3-copy": story + " Updated."})
    assert corpus.documents.duplicate_of.to_dict() == {"1-wire": "", "2-other": "", "3-copy": "1-wire"}
    assert corpus.select(unique=True).ids == ("1-wire", "2-other")


def test_cleaning_can_be_switched_off_by_rule():
    whole, some = analysis.read_corpus("seeds", clean=False), analysis.read_corpus("seeds", clean=["caption"])
    assert whole.removed.empty
    assert set(some.removed.rule) == {"caption"}
    assert "email" in whole.counts()[1]
    with pytest.raises(analysis.AnalysisError, match="no cleaning rule 'captions'"):
        analysis.read_corpus("seeds", clean=["captions"])


def test_recleaned_takes_the_same_originals(seeds):
    again = seeds.recleaned(False)
    assert again.ids == seeds.ids
    assert again.words.total > seeds.words.total
    assert again.text(EMBASSY) == seeds.text(EMBASSY)


def test_fingerprint_tells_content_facts_and_settings_apart_but_not_order():
    one = analysis.make_corpus({"a": "One.", "b": "Two."})
    assert one.fingerprint == analysis.make_corpus({"b": "Two.", "a": "One."}).fingerprint
    others = [
        analysis.make_corpus({"a": "One.", "b": "Two!"}),
        analysis.make_corpus({"a": "One.", "c": "Two."}),
        analysis.make_corpus({"a": "One.", "b": "Two."}, clean=True),
        one.select("a"),
    ]
    assert len({one.fingerprint, *(other.fingerprint for other in others)}) == 5


def test_a_table_finds_its_corpus_while_somebody_holds_it(tiny):
    assert open_corpus(tiny.fingerprint) is tiny
    assert open_corpus("0" * 64) is None


def test_reading_is_what_people_see(seeds):
    tesla = seeds.words.table().query(f"document == '{SHANGHAI}'").iloc[0]
    assert seeds.text(SHANGHAI)[tesla.start : tesla.end] == "T**esla"
    assert seeds.reading(SHANGHAI, tesla.start, tesla.end) == "Tesla"
    caption = seeds.removed.query("rule == 'caption'").iloc[0]
    assert seeds.reading(SHANGHAI, caption.start, caption.end).startswith("A bird's-eye view")


def test_a_corpus_without_documents_answers_everything(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    corpus = analysis.read_corpus(tmp_path)
    assert corpus.ids == ()
    assert "empty.txt" in set(corpus.skipped.path)
    for table in (corpus.documents, corpus.sentences, corpus.removed, corpus.words.table()):
        assert table.empty
        assert len(table.columns)
    assert corpus.counts()[0].shape == (0, 0)


def test_editing_a_table_changes_no_later_number(tiny):
    for name in ("documents", "sentences", "removed"):
        before = getattr(tiny, name)
        edited = getattr(tiny, name)
        edited["words"] = 99
        edited.loc[edited.index, edited.columns[0]] = "edited"
        assert getattr(tiny, name).equals(before)


def test_one_bad_document_never_stops_a_load(tmp_path):
    (tmp_path / "good.txt").write_text("Good words.")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02" * 50)
    corpus = analysis.read_corpus(tmp_path)
    assert corpus.ids == ("good",)
    assert corpus.skipped.set_index("path").loaded.to_dict() == {"bad.txt": False}


def test_of_two_equal_corpora_the_one_that_stays_is_found_by_its_fingerprint():
    stays, goes = analysis.make_corpus({"a": "One."}), analysis.make_corpus({"a": "One."})
    assert stays.fingerprint == goes.fingerprint
    del goes
    gc.collect()
    assert open_corpus(stays.fingerprint) is stays


@pytest.mark.parametrize(
    ("text", "published", "basis"),
    [
        ("Most since the flood of 2012, when the dam broke.", "2024-07-13", "metadata"),
        ("By the end of 1995 the bridge will be built.", "../1995", "inferred"),  # the page is younger than its text
    ],
)
def test_a_page_that_dates_itself_is_believed_unless_its_text_excludes_it(tmp_path, text, published, basis):
    head = '<meta property="article:published_time" content="2024-07-13T08:00:00Z">'
    (tmp_path / "a.html").write_text(f"<html><head><title>T</title>{head}</head><body><p>{text}</p></body></html>")
    table = analysis.read_corpus(tmp_path).documents
    assert (table.published["a"], table.basis["a"]) == (published, basis)
