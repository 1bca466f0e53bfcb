"""A small corpus that holds what parts could get wrong: words in two halves, dates, groups, and ids out of order."""

import json
import random

import pandas as pd
import pytest

import analysis

SAID = (
    "Clean energy grew in 2021. Electric vehicles, they said, will follow by 2030.",
    "The minister met Tesla last year. Bilateral talks on climate change go on.",
    "A low-carbon town. The elec-\ntric bus runs since May 2019.",
    "Co-operation is good: electric buses, green development, co-\noperation with all.",
    "Nothing here but coal, coal and coal. Prices rose on 3 March 2020.",
    "The long-\nterm plan. Solar power in the first quarter of 2022.",
    "",
)


def made_texts(number, seed=0):
    """Documents whose ids sort otherwise than they stand."""
    draw = random.Random(seed)
    rows = []
    for row in draw.sample(range(number), number):
        text = "\n\n".join(draw.choices(SAID, k=draw.choice([1, 2, 3, 5]))) or "Coal."
        published = draw.choice(["2020", "2021-03-04", "2021-03/2021-05", ""])
        rows.append({"id": f"d{row}", "text": text, "published": published, "party": draw.choice("xy")})
    return rows


def write(path, rows):
    """The rows as a table of the kind that the ending names."""
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    elif path.suffix == ".parquet":
        pd.DataFrame(rows).to_parquet(path, row_group_size=max(len(rows) // 3, 1))
    else:
        pd.DataFrame(rows).to_csv(path, index=False, sep="\t" if path.suffix == ".tsv" else ",")
    return path


def write_folder(path, rows):
    """Each row a file; metadata.csv says the rest."""
    path.mkdir()
    for row in rows:
        (path / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
    facts = pd.DataFrame(rows).rename(columns={"id": "document"})[["document", "published", "party"]]
    facts.to_csv(path / "metadata.csv", index=False)
    return path


def same(one, other):
    """Equal to the last bit, with equal attrs."""
    pd.testing.assert_frame_equal(pd.DataFrame(one), pd.DataFrame(other), check_exact=True)
    assert one.attrs == other.attrs


@pytest.fixture(scope="session")
def speeches(tmp_path_factory):
    """Forty documents in one jsonl file, and the same in memory."""
    path = write(tmp_path_factory.mktemp("speeches") / "speeches.jsonl", made_texts(40))
    return path, analysis.read_corpus(path)
