"""The cleaning ledger in numbers."""

import analysis
from analysis.measures.ledger import Blanked, blanked, cleaning_ledger


def test_the_address_block_of_the_embassy(seeds):
    table = cleaning_ledger(seeds).set_index(["document", "rule"])
    block = table.loc[("000_e24a81e5e0c803f7", "contact-block")]
    # 67 of the 417 words of the file, as counted by hand.
    assert block.words == 67
    assert block.share == 67 / 417


def test_counts_are_the_rows_of_removed(seeds):
    table = cleaning_ledger(seeds)
    assert table["count"].sum() == len(seeds.removed)
    rows = seeds.removed.groupby(["document", "rule"]).size()
    assert table.set_index(["document", "rule"])["count"].to_dict() == rows.to_dict()


def test_blanked_words_and_body_are_the_whole_file(seeds):
    whole = analysis.read_corpus("seeds", clean=False).documents.words
    blanked = cleaning_ledger(seeds).groupby("document").words.sum()
    # In 001 the title's mark and the letter set in bold part words that are one in the body: "T", "esla".
    difference = (whole - seeds.documents.words - blanked).to_dict()
    assert difference == {"000_e24a81e5e0c803f7": 0, "001_4158e7f7f2b05cee": 1, "002_f7f59a5c972284ad": 0}


def test_nothing_blanked_nothing_counted():
    table = cleaning_ledger(analysis.make_corpus({"a": "Words."}))
    assert table.empty
    assert list(table.columns) == ["document", "rule", "count", "words", "share"]


def test_what_was_blanked_is_struck_through_in_the_original():
    page = Blanked("a", "<b>Title</b>\nThe body stays <i>.", ((0, 12, "header"), (0, 3, "markup")))._repr_html_()
    struck = page.split("line-through'>")[1].split("</span>")[0]
    assert struck == "&lt;b&gt;Title&lt;/b&gt;"
    assert "title='header'" in page
    assert page.rsplit("</span>", 1)[1] == "\nThe body stays &lt;i&gt;.</div>"


def test_the_struck_stretches_are_those_of_the_ledger(seeds):
    view = blanked(seeds, "000_e24a81e5e0c803f7")
    assert repr(view) == "000_e24a81e5e0c803f7: 14 blanked"
    assert view._repr_html_().count("line-through") == 14
