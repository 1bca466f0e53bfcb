"""Words and sentences as arrays: which word may continue a phrase, and which sentence it stands in."""

import analysis


def linked(text):
    """The pairs of neighbouring words that one phrase may run across."""
    store = analysis.make_corpus({"a": text}).words
    return [bool(link) for link in store.links]


def test_what_may_stand_between_two_words_of_a_phrase():
    for gap in (" ", "-", " – ", "\n", "‑", " \u2060 ", "\u3000"):
        assert linked(f"low{gap}carbon") == [True, False], repr(gap)
    for gap in (", ", ". ", "/", "\n\n", "; ", "“", "—"):
        assert linked(f"low{gap}Carbon") == [False, False], repr(gap)


def test_a_phrase_never_runs_from_one_document_into_the_next():
    corpus = analysis.make_corpus({"a": "low", "b": "carbon"})
    assert corpus.words.links.tolist() == [False, False]
    assert corpus.words.same_sentence.tolist() == [False, False]


def test_words_by_document_and_sentence():
    store = analysis.make_corpus({"a": "One. Two three.", "b": "", "c": "Four."}).words
    assert store.documents == ("a", "c")
    assert store.owners.tolist() == [0, 0, 0, 1]
    assert store.sentences.tolist() == [0, 1, 1, 0]
    assert store.sizes.tolist() == [3, 1]
    assert store.total == 4


def test_spans_know_their_owners():
    corpus = analysis.make_corpus({"a": "One. Two.", "c": "Three."})
    assert corpus.spans.owners.tolist() == [0, 0, 1]
    assert corpus.spans.pointers.tolist() == [0, 2, 3]
