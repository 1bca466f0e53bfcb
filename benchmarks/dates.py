"""How fast dates are found: news with a date every 260 characters, and speeches with few.

`python benchmarks/dates.py [FILE.parquet | FILE.txt ...]` prints MB of text a second on one core, best of three; files
given are
measured beside the built-in texts (parquet: the column `text`, and `published` if it is there).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pandas as pd

from analysis.language.dates import find_dates

NEWS = (
    "The company said on Tuesday that its profit fell 12 percent to $1.2 billion, as sales in Europe declined for the "
    "second time since "
    "March 2009 and the cost of raw materials went up. Analysts had expected a smaller drop. “We will open two new "
    "plants and hire people "
    "who know the trade,” the chief executive told reporters in Frankfurt, adding that the workforce, which had "
    "shrunk, would be kept at its "
    "size. Shares closed lower in heavy trading, and the union called the plan a disappointment for its members, many "
    "of whom have worked "
    "there since the plant was built. A vote of the board is planned for Nov. 14, and nobody expects it to fail. "
)
SPEECH = (
    "My fellow citizens, the work of a free people is never done, and no single law can finish it. We have been given "
    "a country of rivers "
    "and fields, of cities built by hands that did not ask who would live in them, and we owe to those who come after "
    "us at least as much "
    "as we were given. Let us therefore speak plainly about what is required of us, and let us not be afraid of the "
    "answer. The schools "
    "must teach, the courts must judge fairly, and the strong must not be allowed to write the rules for the weak. In "
    "1933 a generation "
    "rose to that task, and it did not count the cost. We can do so again, if we will. "
)
LONG = 400  # repetitions that make a text of about 250 KB


def speed(texts: list[tuple[str, str]]) -> tuple[float, int]:
    """MB a second, best of three runs, and the mentions found."""
    characters = sum(len(text) for text, _ in texts)
    best, found = float("inf"), 0
    for _ in range(3):
        started = time.process_time()
        found = sum(len(find_dates(text, published)) for text, published in texts)
        best = min(best, time.process_time() - started)
    return characters / 1e6 / best, found


def given(path: Path) -> list[tuple[str, str]]:
    """The texts of a file, with their publication dates."""
    if path.suffix == ".parquet":
        table = pd.read_parquet(path)
        published = table["published"].astype(str).str[:10] if "published" in table else [""] * len(table)
        return list(zip(table["text"], published, strict=True))
    return [(path.read_text(encoding="utf-8"), "")]


def main() -> None:
    samples = {"news (built in)": [(NEWS * LONG, "2013-03-22")], "speech (built in)": [(SPEECH * LONG, "2013-03-22")]}
    samples |= {Path(name).name: given(Path(name)) for name in sys.argv[1:]}
    print(f"{'text':24s} {'MB':>6s} {'mentions':>9s} {'characters each':>16s} {'MB/s':>7s}")
    for name, texts in samples.items():
        characters = sum(len(text) for text, _ in texts)
        rate, found = speed(texts)
        print(f"{name:24s} {characters / 1e6:6.2f} {found:9d} {characters // max(found, 1):16d} {rate:7.2f}")


if __name__ == "__main__":
    main()
