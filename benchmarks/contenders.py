"""Who counts words: each makes counts per document and a sorted vocabulary of the same text column in memory.

A contender is two functions: `prepare` (the texts as the library likes to hold them; not timed) and `count` (timed),
which returns how many distinct terms it found. The peers take `\\w\\w+`, two or more word characters, as scikit-learn
does; ours takes every word of UAX #29, and its offsets. Peers use as many threads as they choose, but for the one
that is named for its thread.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from typing import Any, NamedTuple


class Contender(NamedTuple):
    prepare: Callable[[list[str]], Any]
    count: Callable[[Any], int]


def as_they_are(texts: list[str]) -> list[str]:
    return texts


def ours(threads: int) -> Callable[[list[str]], int]:
    def count(texts: list[str]) -> int:
        from analysis.language.words import index_words

        found = index_words(texts, threads=threads)
        found.counts(threads=threads)
        return len(found.terms)

    return count


def as_bytes(texts: list[str]) -> Any:
    """The texts in UTF-8, batch by batch as the kernels get them, and an empty part for what they find."""
    import numpy

    from analysis.language.word_columns import CHARACTERS_PER_WORD, Part, encoded

    sizes = numpy.cumsum([0, *map(len, texts)])
    part = Part(texts, sizes, [numpy.empty(sizes[-1] // CHARACTERS_PER_WORD, dtype=numpy.int32) for _ in range(3)])
    return part, [(*encoded(part.texts[first:beyond]), first, beyond) for first, beyond in part.batches()]


def find_in_bytes(column: Any) -> int:
    """Numbers of spellings, and offsets: no vocabulary, no counts."""
    part, batches = column
    for content, bounds, first, beyond in batches:
        part.find_in(content, bounds, part.pointers[first : beyond + 1])
    return 0


def count_vectorizer(texts: list[str]) -> int:
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer()
    vectorizer.fit_transform(texts)
    return len(vectorizer.get_feature_names_out())


def tfidf_vectorizer(texts: list[str]) -> int:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer()
    vectorizer.fit_transform(texts)
    return len(vectorizer.get_feature_names_out())


def as_polars(texts: list[str]) -> Any:
    import polars

    return polars.DataFrame({"text": texts}).with_row_index("document")


def as_polars_on_one_thread(texts: list[str]) -> Any:
    os.environ["POLARS_MAX_THREADS"] = "1"  # read when polars is first imported; every contender has its own process
    return as_polars(texts)


def count_with_polars(frame: Any) -> int:
    import polars

    words = polars.col("text").str.to_lowercase().str.extract_all(r"\w\w+").alias("term")
    counts = frame.lazy().select("document", words).explode("term").group_by("document", "term").len().collect()
    return len(counts["term"].unique().sort())


def as_duckdb(texts: list[str]) -> Any:
    import duckdb
    import pyarrow

    connection = duckdb.connect()
    rows = pyarrow.table({"document": range(len(texts)), "text": texts})
    connection.register("rows", rows)
    connection.execute("CREATE TABLE texts AS SELECT * FROM rows")
    connection.unregister("rows")
    return connection


def count_with_duckdb(connection: Any) -> int:
    connection.execute(
        r"CREATE OR REPLACE TABLE counts AS SELECT document, term, count(*) AS count FROM (SELECT document, "
        r"unnest(regexp_extract_all(lower(text), '[\p{L}\p{N}_]{2,}')) AS term FROM texts) GROUP BY ALL"
    )
    return len(connection.execute("SELECT DISTINCT term FROM counts ORDER BY term").fetchall())


def count_with_tantivy(texts: list[str]) -> int:
    """An index with frequencies; tantivy hands out no vocabulary, so the terms are not counted."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="default", index_option="freq")
    with tempfile.TemporaryDirectory() as folder:
        writer = tantivy.Index(builder.build(), path=folder).writer(heap_size=512_000_000)
        for text in texts:
            writer.add_document(tantivy.Document(text=text))
        writer.commit()
        writer.wait_merging_threads()
    return 0


def count_with_spacy(texts: list[str]) -> int:
    import numpy
    import spacy
    from scipy.sparse import csr_array

    language = spacy.blank("en")
    language.max_length = 10**9
    found = [document.to_array("LOWER") for document in language.pipe(texts, batch_size=200)]
    terms, columns = numpy.unique(numpy.concatenate(found), return_inverse=True)
    pointers = numpy.cumsum([0, *map(len, found)])
    counts = csr_array((numpy.ones(len(columns), dtype=numpy.int64), columns, pointers), shape=(len(found), len(terms)))
    counts.sum_duplicates()
    return len(sorted(language.vocab.strings[term] for term in terms))


CONTENDERS = {
    "ours, 1 thread": Contender(as_they_are, ours(1)),
    "ours, 2 threads": Contender(as_they_are, ours(2)),
    "ours, words and offsets from bytes": Contender(as_bytes, find_in_bytes),
    "CountVectorizer": Contender(as_they_are, count_vectorizer),
    "TfidfVectorizer": Contender(as_they_are, tfidf_vectorizer),
    "Polars": Contender(as_polars, count_with_polars),
    "Polars, 1 thread": Contender(as_polars_on_one_thread, count_with_polars),
    "DuckDB": Contender(as_duckdb, count_with_duckdb),
    "tantivy": Contender(as_they_are, count_with_tantivy),
    "spaCy blank": Contender(as_they_are, count_with_spacy),
}
