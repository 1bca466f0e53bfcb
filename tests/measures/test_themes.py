"""Theme mentions: the rules of matching one by one, a slow independent matcher, and the example documents by hand."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.language.sentences import sentences
from analysis.language.words import words

# Every mention of every theme in the example documents, in the order in which a reader meets them.
BY_HAND = {
    ("000_e24a81e5e0c803f7", "climate-cooperation"): [
        *("global challenges", "potential for cooperation", "common challenges", "carbon peaking", "carbon neutrality"),
        "win-win cooperation",
    ],
    ("000_e24a81e5e0c803f7", "ev-manufacturing"): ["Tesla factory", "electric vehicles", "car model"],
    ("001_4158e7f7f2b05cee", "climate-cooperation"): [],
    ("001_4158e7f7f2b05cee", "ev-manufacturing"): [
        *("new energy vehicle", "storage businesses", "Gigafactory", "Gigafactory", "production efficiency"),
        *(
            "Gigafactory",
            "Gigafactories",
            "Shanghai plant",
            "Shanghai plant",
            "Gigafactory",
            "carmaker",
            "mega factory",
        ),
        *("energy-storage product", "Megapack", "new plant", "start production"),
    ],
    ("002_f7f59a5c972284ad", "climate-cooperation"): [
        *("Climate Change Conference", "global climate", "Climate Change", "Climate Week", "climate change"),
        *("climate change", "nationally determined contributions", "Paris Agreement", "carbon emissions"),
        *("carbon neutrality", "carbon emission", "climate change", "close cooperation", "Climate Crisis"),
        *("strengthening of cooperation", "COP26", "potential for cooperation", "climate impacts"),
        *("third-party cooperation", "climate change", "climate change", "climate change", "climate week"),
    ],
    ("002_f7f59a5c972284ad", "ev-manufacturing"): ["electric vehicles", "new energy vehicles"],
    ("000_e24a81e5e0c803f7", "clean-energy"): ["low-carbon", "new energy"],
    ("001_4158e7f7f2b05cee", "clean-energy"): ["low-carbon", "energy-storage"],
    ("002_f7f59a5c972284ad", "clean-energy"): [
        *("renewable energy", "green finance", "green travel", "green travel", "green and clean energy"),
    ],
    ("000_e24a81e5e0c803f7", "diplomacy"): [
        *("Ambassador", "dialogue", "Ambassador", "China and the United States", "Ambassador", "shared future"),
        *("President Xi", "two countries", "Ambassador"),
    ],
    ("001_4158e7f7f2b05cee", "diplomacy"): ["Party Secretary"],
    ("002_f7f59a5c972284ad", "diplomacy"): [
        *("Ambassador", "China and the United States", "common interests", "two countries", "dialogue"),
        *("China and the United States", "China and the United States", "China and the United States"),
        *("jointly issued", "Joint Statement", "Both parties", "two countries", "China and the United States"),
    ],
}


def found(text, themes, *columns):
    table = analysis.theme_mentions(analysis.make_corpus({"a": text}), themes)
    return table[list(columns or ("text",))].values.tolist()


def test_the_example_documents_as_a_reader_finds_them(seeds, seed_themes):
    table = analysis.theme_mentions(seeds, seed_themes)
    assert {(document, theme) for document in seeds.ids for theme in seed_themes.names} == set(BY_HAND)
    for (document, theme), expected in BY_HAND.items():
        assert table[(table.document == document) & (table.theme == theme)].reading.tolist() == expected


def test_every_mention_slices_the_original(seeds, seed_themes):
    table = analysis.theme_mentions(seeds, seed_themes)
    assert list(table.columns) == ["document", "sentence", "theme", "pattern", "start", "end", "text", "reading"]
    for row in table.itertuples():
        assert seeds.text(row.document)[row.start : row.end] == row.text


def test_hyphens_and_line_breaks_join_but_stops_part(themes_from):
    themes = themes_from('[t]\nterms = ["low carbon"]')
    assert found("Low-carbon, low\ncarbon, low – carbon", themes) == [["Low-carbon"], ["low\ncarbon"], ["low – carbon"]]
    assert found("Low, carbon. Low. Carbon. low\n\ncarbon; low/carbon", themes) == []


def test_a_phrase_runs_across_a_blanked_caption(seeds, themes_from):
    themes = themes_from('[t]\nterms = ["Tesla Gigafactory in the city"]')
    table = analysis.theme_mentions(seeds, themes)
    assert table.reading.tolist() == ["Tesla Gigafactory in the city"]
    assert "shakes hands" in table.text[0]


def test_leftmost_then_longest_within_a_theme_and_each_theme_for_itself(themes_from):
    themes = themes_from('[t]\nterms = ["climate", "climate change", "change policy"]\n[u]\nterms = ["change"]')
    assert found("Climate change policy.", themes, "theme", "text") == [["t", "Climate change"], ["u", "change"]]


def test_a_mention_that_shares_a_word_with_an_excluded_span_does_not_count(themes_from):
    themes = themes_from('[t]\nterms = ["new energy"]\nexclude = ["energy vehicle*"]')
    assert found("New energy vehicles, new energy", themes, "start") == [[21]]


def test_company_must_stand_in_the_same_sentence(themes_from):
    themes = themes_from('[t]\nterms = ["plant"]\nwith = ["car*"]')
    assert found("The plant grows. The plant makes cars. Cars.", themes, "start") == [[21]]


def test_the_star_stands_for_letters_and_digits_of_one_word(themes_from):
    themes = themes_from('[t]\nterms = ["electri*", "*mobil*", "COP*"]')
    assert found("Electric, e-mobility, automobiles, COP26, electri", themes) == [
        *(["Electric"], ["mobility"], ["automobiles"], ["COP26"], ["electri"]),
    ]


def test_characters_of_a_phrase_must_stand_in_the_text(themes_from):
    themes = themes_from('[t]\nterms = ["C++", "a.b", "(x", "R&D"]')
    assert found("C++ is not vitamin C. a.b, a-b and a b; (x) but x. R&D, R D", themes) == [
        ["C++"],
        ["a.b"],
        ["(x"],
        ["R&D"],
    ]


def test_case_counts_where_it_is_asked_for(themes_from):
    text = "US policy helps us. Musk’s musk."
    assert found(text, themes_from('[t]\nterms = ["US"]\ncase = true')) == [["US"]]
    assert found(text, themes_from('[t]\nterms = ["US"]')) == [["US"], ["us"]]
    assert found(text, themes_from('[t]\nterms = ["Musk"]\ncase = true')) == [["Musk’s"]]


def test_possessives_and_both_apostrophes_match(themes_from):
    themes = themes_from('[t]\nterms = ["china", "people\'s republic"]')
    assert found("China’s, China's, People’s Republic", themes) == [["China’s"], ["China's"], ["People’s Republic"]]


def test_order_of_documents_changes_nothing(seeds, seed_themes):
    texts = {document: seeds.body(document) for document in seeds.ids}
    forth = analysis.theme_mentions(analysis.make_corpus(texts), seed_themes)
    back = analysis.theme_mentions(analysis.make_corpus(dict(reversed(texts.items()))), seed_themes)
    assert forth.equals(back)


def test_a_path_is_not_taken_for_themes(seeds):
    with pytest.raises(analysis.AnalysisError, match="no themes but a str"):
        analysis.theme_mentions(seeds, "seeds/themes.toml")


def test_no_documents_no_rows(seed_themes):
    table = analysis.theme_mentions(analysis.make_corpus({}), seed_themes)
    assert table.empty
    assert "pattern" in table.columns


# A slow matcher written from the definition alone: every start, every phrase, word by word.
def slowly(text, terms):
    spans, taken, result = words(text), -1, []
    for i in range(len(spans)):
        best = 0
        for term in terms:
            wanted = [word for _, _, word in words(term)]
            here = spans[i : i + len(wanted)]
            gaps = [text[one[1] : two[0]] for one, two in pairwise(here)]
            inside = (
                any(start <= here[0][0] and here[-1][1] <= end for start, end in sentences(text)) if here else False
            )
            if (
                [word for _, _, word in here] == wanted
                and inside
                and all(re.fullmatch(r"[\s\-‐‑–⁠]*", gap) for gap in gaps)
            ):
                best = max(best, len(wanted))
        if best and i > taken:
            result.append((spans[i][0], spans[i + best - 1][1]))
            taken = i + best - 1
    return result


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="ab -,.\n’s", max_size=60),
    st.lists(
        st.lists(st.sampled_from("ab"), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=4, unique=True
    ),
)
def test_matching_agrees_with_a_slow_matcher(text, terms):
    from analysis.measures.phrases import parse_phrase
    from analysis.measures.theme_file import Theme, Themes

    themes = Themes((Theme("t", "t", tuple(map(parse_phrase, terms))),))
    corpus = analysis.make_corpus({"a": text + "x"})
    table = analysis.theme_mentions(corpus, themes)
    assert list(zip(table.start, table.end, strict=True)) == slowly(text + "x", terms)


def test_ten_thousand_patterns_work(themes_from):
    terms = ", ".join(f'"word{number} thing*"' for number in range(10_000))
    themes = themes_from(f"[t]\nterms = [{terms}]")
    assert found("Word7 things and word9999 thing", themes) == [["Word7 things"], ["word9999 thing"]]


@pytest.mark.parametrize("text", ["\n\n", "–", "42"])
def test_texts_without_any_mention(text, seed_themes):
    assert found(text, seed_themes) == []


def test_without_themes_there_are_no_mentions(tiny, themes_from):
    table = analysis.theme_mentions(tiny, themes_from("version = 1"))
    assert table.empty
    assert {"document", "theme", "start", "end", "text"} <= set(table.columns)
