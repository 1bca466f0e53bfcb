"""How fast the dates of a corpus are found: news with a date every 260 characters, and speeches with few.

`python benchmarks/dates.py [FILE.parquet ...]` prints MB of text a second of processor time on one core, through
`date_mentions` of a corpus that is read, its words and sentences found: once with publication dates, and once without,
where each text must first be asked for its own. Files given (column `text`, and `published` if it is there) are
measured beside the built-in texts. Best of three.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pandas as pd

import analysis

NEWS = (
    "The company said on Tuesday that its profit fell 12 percent to $1.2 billion, as sales in Europe declined for the "
    "second time since March 2009 and the cost of raw materials went up. Analysts had expected a smaller drop. “We "
    "will open two new plants and hire people who know the trade,” the chief executive told reporters in Frankfurt, "
    "adding that the workforce, which had shrunk, would be kept at its size. Shares closed lower in heavy trading, and "
    "the union called the plan a disappointment for its members, many of whom have worked there since the plant was "
    "built. A vote of the board is planned for Nov. 14, and nobody expects it to fail. "
)
SPEECH = (
    "My fellow citizens, the work of a free people is never done, and no single law can finish it. We have been given "
    "a country of rivers and fields, of cities built by hands that did not ask who would live in them, and we owe to "
    "those who come after us at least as much as we were given. Let us therefore speak plainly about what is required "
    "of us, and let us not be afraid of the answer. The schools must teach, the courts must judge fairly, and the "
    "strong must not be allowed to write the rules for the weak. In 1933 a generation rose to that task, and it did "
    "not count the cost. We can do so again, if we will. "
)
DOCUMENTS, LONG = 40, 25  # documents of the built-in texts, and how often the text stands in each


def speed(table: pd.DataFrame) -> tuple[float, int]:
    """MB a second of processor time, best of three runs, and the mentions found."""
    characters = int(table["text"].str.len().sum())
    best, found = float("inf"), 0
    for _ in range(3):
        corpus = analysis.make_corpus(table)
        assert corpus.words.total
        assert len(corpus.spans.starts)
        started = time.process_time()
        found = len(analysis.date_mentions(corpus))
        best = min(best, time.process_time() - started)
    return characters / 1e6 / best, found


def built_in(text: str) -> pd.DataFrame:
    """Documents of one text, each a little longer than the one before."""
    return pd.DataFrame(
        {
            "document": [f"d{number}" for number in range(DOCUMENTS)],
            "text": [text * (LONG + number % 5) for number in range(DOCUMENTS)],
            "published": "2013-03-22",
        }
    )


def given(path: Path) -> pd.DataFrame:
    """The texts of a file, with their publication dates."""
    table = pd.read_parquet(path)
    dated = {"published": table["published"].astype(str).str[:10]} if "published" in table else {}
    return pd.DataFrame({"document": [f"d{row}" for row in range(len(table))], "text": table["text"], **dated})


def main() -> None:
    samples = {"news (built in)": built_in(NEWS), "speech (built in)": built_in(SPEECH)}
    samples |= {Path(name).name: given(Path(name)) for name in sys.argv[1:]}
    print(f"{'text':32s} {'MB':>6s} {'mentions':>9s} {'characters each':>16s} {'MB/s':>7s}")
    for name, table in samples.items():
        kinds = {"dated": table, "undated": table.drop(columns="published")} if "published" in table else {"": table}
        for kind, one in kinds.items():
            characters = int(one["text"].str.len().sum())
            rate, found = speed(one)
            each = characters // max(found, 1)
            print(f"{name + ' ' + kind:32s} {characters / 1e6:6.2f} {found:9d} {each:16d} {rate:7.2f}")


if __name__ == "__main__":
    main()
