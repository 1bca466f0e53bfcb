"""date_mentions: the places of a document that tell dates, and the columns of the codebook."""

import json
from pathlib import Path

import numpy as np

import analysis

GOLD = Path(__file__).parents[1] / "data" / "dates" / "seeds_gold.json"
ROLES = {"past": "past", "future": "target", "publication": "publication"}


def test_columns_and_offsets(seeds):
    table = analysis.date_mentions(seeds)
    assert list(table.columns) == [
        *("document", "sentence", "place", "start", "end", "text", "edtf", "earliest", "latest"),
        *("granularity", "bound", "kind", "role"),
    ]
    for row in table.itertuples():
        assert seeds.text(row.document)[row.start : row.end] == row.text
        assert (row.sentence == -1) == (row.place != "body")
    assert str(table.earliest.dtype) == str(table.latest.dtype) == "datetime64[s]"


def test_headers_and_captions_are_read_and_address_blocks_are_not(seeds):
    table = analysis.date_mentions(seeds)
    assert table[table.place == "caption"].text.tolist() == ["August 2022"]
    assert {"2022/03/06 11:43", "November 2"} <= set(table[table.place == "header"].text)
    assert not {"3505", "20008", "2201", "20007"} & set(table.text)


def test_targets_of_the_seeds(seeds):
    table = analysis.date_mentions(seeds)
    targets = table[table.role == "target"]
    told = set(zip(targets.text, targets.edtf, targets.bound, strict=True))
    assert {text[-4:] for text, _, bound in told if bound} == {"2030", "2060"}
    assert {"../2029", "../2059", "../2030", "../2060"} <= {edtf for _, edtf, _ in told}


def test_core_dates_of_the_seeds_as_judged_by_hand(seeds):
    table = analysis.date_mentions(seeds)
    for seed in json.loads(GOLD.read_text(encoding="utf-8"))["seeds"]:
        published = seeds.documents.published[seed["id"]]
        for gold in (date for date in seed["dates"] if date["core"]):
            near = table[(table.document == seed["id"]) & (table.start < gold["end"]) & (table.end > gold["start"])]
            assert len(near) == 1, gold["text"]
            found = near.iloc[0]
            expected = gold["edtf"].replace("?", "")
            if "if_dct_unknown" in gold and "/" in published:
                expected = gold["if_dct_unknown"]["edtf"]
            assert found.edtf == expected, gold["text"]
            if gold["role"].split()[0] in ROLES:
                assert found.role == ROLES[gold["role"].split()[0]], gold["text"]


def test_without_a_publication_date_relative_dates_stay_unknown():
    table = analysis.date_mentions(analysis.make_corpus({"a": "It closed last week."}))
    assert table.edtf.tolist() == [""]
    assert np.isnat(table.earliest.to_numpy()[0])
    assert "1 of 1 documents without a date" in table.attrs["notes"][0]


def test_no_documents_no_rows():
    table = analysis.date_mentions(analysis.make_corpus({}))
    assert table.empty
    assert "role" in table.columns
