"""What each measure means, in sentences for a report: one entry per measure, true for the settings it is given."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Settings = Mapping[str, Any]
Sentences = Callable[[Settings, Collection[str]], Iterator[str]]

TF_IDF = {
    "sklearn": "tf_idf is the count of a term times ln((1 + N) / (1 + df)) + 1",
    "tidytext": "tf_idf is the share of a document's words that are the term, times ln(N / df)",
    "quanteda": "tf_idf is the count of a term times log10(N / df)",
}
WEIGHTINGS = {
    "tf_idf": "weight is the sum over the phrases of a theme of their mentions per 1,000 words times "
    "ln((1 + N) / (1 + df)) + 1, where df of N documents hold the phrase.",
    "per_1000": "weight is the number of mentions per 1,000 words.",
    "count": "weight is the number of mentions.",
    "sentences": "weight is the share of sentences with a mention.",
}
CLOCKS = {
    "published": "Documents stand in the period in which they were published; one whose date is wider than a period "
    "is counted as uncertain, one without a date as undated.",
    "mentioned": "A mention counts at every date told in its own sentence, twice where it tells two; a date wider than "
    "a period is counted as uncertain. all_documents and words are those of the sentences that tell a date of the "
    "period.",
}


@dataclass(frozen=True)
class Measure:
    """The heading of a measure and its sentences, given its settings and the columns of its table."""

    heading: str
    sentences: Sentences


def term_frequencies(settings: Settings, columns: Collection[str]) -> Iterator[str]:
    """Counts of terms."""
    if settings.get("n", 1) > 1:
        yield f"A term is a sequence of {settings['n']} words within a sentence."
    yield "count is how often a term occurs, documents in how many documents, per_1000 how often in 1,000 words."
    if settings.get("stopwords"):
        yield "The words that per_1000 divides by are all words of the body, stop words as well."
    if "dispersion" in columns:
        yield "dispersion is DPnorm over documents (Gries 2008; Lijffijt and Gries 2012): 0 is even, 1 is clumped."
    if settings.get("same"):
        merged = "; ".join(f"{head} with {', '.join(rest)}" for head, rest in settings["same"].items())
        yield f"Counted as one term: {merged}."


def tf_idf(settings: Settings, columns: Collection[str]) -> Iterator[str]:
    """TF-IDF of terms."""
    scaled = "; each document is then scaled to length 1" if settings.get("norm") == "l2" else ""
    yield f"{TF_IDF[settings['scheme']]}, where df of N documents hold the term{scaled}."
    yield f"This is the scheme of {settings['scheme']}; idf is its second factor."


def contrast(settings: Settings, columns: Collection[str]) -> Iterator[str]:
    """Keyness."""
    sizes = f"{settings['words_target']:,} words against {settings['words_reference']:,}"
    yield f"Two sides are compared, {settings['sides']}: {sizes}, stop words among them."
    yield "count is how often a term occurs on the first side, reference how often on the other."
    yield "log_ratio is log2 of the ratio of the two rates, a count of 0 taken as 0.5 (Hardie 2014)."
    yield "g2 is the four-cell log-likelihood (Dunning 1993), negative where the other side uses the term more."
    yield "p is its chi-squared probability, adjusted over all terms (Benjamini and Hochberg 1995)."
    if "z" in columns:
        yield "z is the weighted log odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008)."


def collocations(settings: Settings, columns: Collection[str]) -> Iterator[str]:
    """Words that keep company."""
    window = settings["window"]
    near = "in a sentence with it" if window == "sentence" else f"within {window} words of it in its sentence"
    found = "sentences hold it" if window == "sentence" else "times it was found"
    yield f"Words near “{settings['query']}” were counted: {settings['mentions']:,} {found}."
    yield f"count is how often a term stands {near}."
    yield "log_dice is 14 + log2 of twice the joint count over the sum of both counts (Rychlý 2008)."
    yield "g2 is the four-cell log-likelihood of the windows against the other words (Dunning 1993)."
    yield "pmi is log2 of the joint count over what chance would give (Church and Hanks 1990)."


def similarity(settings: Settings, columns: Collection[str]) -> Iterator[str]:
    """Cosine between documents."""
    yield (
        "cosine compares the TF-IDF weights of the words (the scheme of sklearn): 0 for no word in common, 1 for the "
        "same words in the same proportions; shared names the terms that add most to it."
    )


def theme_mentions(settings: Settings, columns: Collection[str]) -> Iterator[str]:
    """Mentions as they stand."""
    yield "Each mention of a theme is one row: its place, and the phrase (pattern) that found it."


def theme_patterns(settings: Settings, columns: Collection[str]) -> Iterator[str]:
    """Mentions by phrase."""
    yield "count is how often each phrase of a theme was found; a phrase that found nothing is named with 0."


def theme_weights(settings: Settings, columns: Collection[str]) -> Iterator[str]:
    """Weights of themes."""
    yield "count is the number of mentions, per_1000 that number in 1,000 words."
    yield WEIGHTINGS[settings["weighting"]]
    if "share" in columns:
        yield "share is a theme's part in the sum of the weights of all themes there."
    if "lowest" in columns:
        yield "lowest and highest are the range of the weight when any one document is left out; 0 if none remains."


def timeline(settings: Settings, columns: Collection[str]) -> Iterator[str]:
    """Themes over time."""
    yield f"Themes are counted for each {settings['every']}. {CLOCKS[settings['dated_by']]}"
    yield "document_share is the share of a period's documents that hold a mention, per_1000 mentions in 1,000 words."
    if "rate_low" in columns:
        yield "rate_low and rate_high are the interval of per_1000, low and high that of document_share."
    yield "Nothing is smoothed, and a period without documents is a gap and not a zero."


def date_mentions(settings: Settings, columns: Collection[str]) -> Iterator[str]:
    """Dates told."""
    yield "Dates told in the text are found by rules for English and written in EDTF (ISO 8601-2)."
    yield "Relative ones are read against the date of publication; nothing depends on the day of the analysis."
    yield "role: past, target (a future aim, plan or deadline), publication (the document's own date), or unknown."


def topics(settings: Settings, columns: Collection[str]) -> Iterator[str]:
    """Topics that nobody named."""
    read = f"{settings['passages_read']:,} {settings['passages']} that share words"
    yield f"{settings['n']} topics were found in {read}, by non-negative matrix factorisation of their TF-IDF."
    yield f"The random seed was {settings['seed']}."
    yield "Topics are groups of words that keep company; they have numbers, and their meaning is for the reader to say."
    yield "weight is a term's share of its topic." if "term" in columns else "weight is a topic's share of a document."


def robustness(settings: Settings, columns: Collection[str]) -> Iterator[str]:
    """A claim recounted."""
    inside = f" in {settings['document']}" if settings["document"] and settings["kind"] != "rank" else ""
    yield f"The claim “{settings['claim']}”{inside} was counted in every way that the rows name."
    yield "The ways are three schemes of TF-IDF, stop words kept or left out, cleaned or not, per word or per sentence."
    if settings["kind"] == "rank":
        yield "value is the rank by TF-IDF in the document, 0 for a word without weight."
    else:
        yield "value is the weight of the side that the claim puts first over that of both; it holds above one half."
    yield "Ways that give the same number are one distinct count."


def check_claims(settings: Settings, columns: Collection[str]) -> Iterator[str]:
    """Claims recounted."""
    yield "Each claim was counted under every combination of TF-IDF scheme, stop words, cleaning and unit."
    yield "Settings that give the same number count once: it holds in so many of the distinct counts."


def documents(settings: Settings, columns: Collection[str]) -> Iterator[str]:
    """What is known of each document."""
    yield "words are those of the cleaned body; evidence quotes what the date of publication (published) rests on."


def cleaning_ledger(settings: Settings, columns: Collection[str]) -> Iterator[str]:
    """What cleaning took out."""
    yield "count is the number of stretches that a rule took out of a document, words those that stood in them."
    yield "share is their part in the words that the document has before cleaning."


MEASURES: Mapping[str, Measure] = {
    "check_claims": Measure("Claims", check_claims),
    "cleaning_ledger": Measure("Cleaning", cleaning_ledger),
    "collocations": Measure("Collocations", collocations),
    "contrast": Measure("Contrast", contrast),
    "date_mentions": Measure("Dates told", date_mentions),
    "documents": Measure("Documents", documents),
    "robustness": Measure("Robustness", robustness),
    "similarity": Measure("Similarity", similarity),
    "term_frequencies": Measure("Frequencies of terms", term_frequencies),
    "tf_idf": Measure("TF-IDF", tf_idf),
    "theme_mentions": Measure("Mentions of themes", theme_mentions),
    "theme_patterns": Measure("Phrases of themes", theme_patterns),
    "theme_weights": Measure("Weights of themes", theme_weights),
    "timeline": Measure("Themes over time", timeline),
    "topics": Measure("Topics", topics),
}
