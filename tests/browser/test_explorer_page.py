"""The explorer as a page of its own, opened from disk with the network cut: each part leads to sentences."""

from __future__ import annotations

import re

import pytest

import analysis

CLEAN_ENERGY = "theme=clean-energy"
FIRST = "000_e24a81e5e0c803f7"


@pytest.fixture(scope="session")
def explorer():
    return analysis.explore(analysis.read_corpus("seeds"), analysis.read_themes("seeds/themes.toml"))


@pytest.fixture(scope="session")
def address(explorer, tmp_path_factory) -> str:
    return explorer.save(tmp_path_factory.mktemp("page") / "explorer.html").as_uri()


@pytest.fixture
def seeds_page(open_page, address):
    def seeds_page(selection: str = "", **options):
        page = open_page(f"{address}#{selection}", offline=True, **options)
        page.locator("main[aria-busy=false]").wait_for()
        return page

    return seeds_page


def mark(page, name: str):
    return page.locator(f'[data-mark="{name}"]')


def mentions(page) -> int:
    """The number of mentions that the status line tells, once it has settled."""
    page.wait_for_timeout(300)  # the search waits for the next letter
    page.locator("main[aria-busy=false]").wait_for()
    return int((re.match(r"([\d,]+) mention", page.locator(".status").inner_text()) or ["", "0"])[1].replace(",", ""))


def test_every_cell_and_every_bar_shows_as_many_mentions_as_it_says(seeds_page, keep):
    page = seeds_page()
    marks = [(one.get_attribute("data-mark"), int(one.inner_text())) for one in page.locator(".cell, .column").all()]
    assert len(marks) > 20
    for name, said in marks:
        mark(page, name).click()
        # A mention beside two dates of one period is told of twice and listed once.
        least = 1 if "clock=mentioned" in name else said
        assert least <= mentions(page) <= said, name
        page.locator(".text .now").first.wait_for()
        mark(page, name).click()
    keep(page, "page")


def test_the_counts_are_those_of_the_package(seeds_page, explorer):
    page = seeds_page()
    counts = analysis.theme_weights(explorer.corpus, explorer.themes).set_index(["document", "theme"])["count"]
    for (document, theme), count in counts[counts > 0].items():
        assert mark(page, f"document={document};theme={theme}").inner_text() == str(count)


def test_only_the_chosen_mentions_are_highlighted_and_bold(seeds_page):
    page = seeds_page(f"{CLEAN_ENERGY};document={FIRST}")
    page.locator(".text mark").first.wait_for()
    assert page.locator(".text mark").all_inner_texts() == ["low-carbon", "new energy"]
    weights = page.locator(".text *").evaluate_all(
        "nodes => nodes.filter(n => Number(getComputedStyle(n).fontWeight) > 400).map(n => n.tagName)"
    )
    assert set(weights) == {"MARK"}


def test_the_clocks_filter_each_other(seeds_page, explorer):
    page = seeds_page("theme=ev-manufacturing;period=2023;clock=mentioned")
    explorer.selection = "theme=ev-manufacturing;period=2023;clock=mentioned"
    assert set(explorer.mentions()["document"]) == {"001_4158e7f7f2b05cee"}
    explorer.selection = ""
    bar = "period={};theme=ev-manufacturing;clock={}"
    assert mark(page, bar.format(2022, "published")).inner_text() == "0"
    assert mark(page, bar.format(2023, "published")).inner_text() == str(mentions(page))
    assert mark(page, bar.format(2022, "mentioned")).inner_text() == "4"


def test_how_a_document_is_dated_is_told(seeds_page, explorer):
    page = seeds_page("document=001_4158e7f7f2b05cee")
    page.get_by_text("How it is dated").click()
    cues = explorer.corpus.documents.at["001_4158e7f7f2b05cee", "evidence"].split(" | ")
    assert page.locator("details li").all_inner_texts() == cues


def test_a_page_without_documents_says_so(open_page, explorer, tmp_path):
    nothing = analysis.explore(analysis.make_corpus({"a": ""}), explorer.themes)
    page = open_page(nothing.save(tmp_path / "nothing.html").as_uri())
    page.get_by_text("There is no such document.").wait_for()
    page.get_by_role("searchbox").fill("solar")
    assert mentions(page) == 0
    assert page.locator(".status").inner_text() == "No mention: nothing matches this selection."


def test_what_was_left_out_is_grey_and_dates_carry_their_interval(seeds_page):
    page = seeds_page(f"document={FIRST}")
    cut = page.locator(".text .cut").first
    assert cut.inner_text() == "Ambassador Qin Gang Has a Dialogue with Tesla CEO Elon Musk"
    assert cut.get_attribute("title") == "left out: header"
    dates = {node.inner_text(): node.get_attribute("data-date") for node in page.locator(".text .date").all()}
    assert (dates["March 3"], dates["2030"]) == ("3 Mar 2022", "up to 2029")  # "before 2030"
    assert "underline" in page.locator(".text .date").first.evaluate("n => getComputedStyle(n).textDecorationLine")


def test_the_whole_original_stands_in_the_reading_pane(seeds_page, explorer):
    for document in explorer.corpus.ids:
        page = seeds_page(f"document={document}")
        page.wait_for_timeout(200)
        assert page.locator(".text").evaluate("n => n.textContent") == explorer.corpus.text(document)


def test_the_chosen_sentence_is_in_view(seeds_page, explorer):
    last = explorer.corpus.sentences.query("document == @FIRST", local_dict={"FIRST": FIRST}).iloc[-1]
    page = seeds_page(f"document={FIRST};at={FIRST}%3A{last.start}")
    page.locator(".text .now").first.wait_for()
    inside = page.locator(".text").evaluate(
        "n => { const a = n.getBoundingClientRect(), b = n.querySelector('.now').getBoundingClientRect();"
        " return b.top >= a.top && b.bottom <= a.bottom && n.scrollTop > 0; }"
    )
    assert inside


@pytest.mark.parametrize(
    "query", ["tesla", "electric vehicle*", "low carbon", "the", "china's", "U.S.A.", "cooperation"]
)
def test_the_search_finds_what_the_package_finds(seeds_page, explorer, query):
    page = seeds_page()
    page.get_by_role("searchbox").fill(query)
    found = analysis.passages(explorer.corpus, query)
    assert mentions(page) == len(found)
    page.locator(".text").wait_for()
    if len(found):
        assert page.locator("li mark").first.inner_text() == found["match"].iloc[0]


@pytest.mark.parametrize("width", [320, 1280])
def test_the_words_next_to_a_found_word_are_in_view(seeds_page, width):
    page = seeds_page("term=tesla", width=width)
    for line in page.locator("li .words").all()[:8]:
        edges = line.evaluate(
            """n => { const range = document.createRange(), out = n.getBoundingClientRect(), boxes = [];
                for (const [child, end] of [[n.children[0], true], [n.children[2], false]]) {
                    const text = child.firstChild;
                    if (!text?.length) continue;
                    const at = end ? Math.max(0, text.length - 6) : 0;
                    range.setStart(text, at); range.setEnd(text, Math.min(text.length, at + 6));
                    const box = range.getBoundingClientRect();
                    boxes.push(box.left >= out.left - 1 && box.right <= out.right + 1);
                }
                return boxes; }"""
        )
        assert all(edges)


def test_a_theme_and_a_term_keep_the_sentences_with_both(seeds_page, explorer):
    page = seeds_page("theme=ev-manufacturing;term=shanghai")
    explorer.selection = "theme=ev-manufacturing;term=shanghai"
    assert mentions(page) == len(explorer.mentions()) > 0
    explorer.selection = ""


def test_the_selection_stands_in_the_address_and_comes_back(seeds_page, address):
    page = seeds_page()
    mark(page, CLEAN_ENERGY).click()
    mark(page, f"document={FIRST}").click()
    assert page.url == f"{address}#document={FIRST};{CLEAN_ENERGY}"
    before = mentions(page)
    page.reload()
    assert mentions(page) == before == 2
    page.go_back()
    assert mark(page, CLEAN_ENERGY).get_attribute("aria-pressed") == "true"
    assert mark(page, f"document={FIRST}").get_attribute("aria-pressed") == "false"
    page.get_by_role("button", name="Take back Clean energy").click()
    assert mentions(page) == 82


def test_a_broken_address_shows_everything(seeds_page):
    page = seeds_page("theme=%E0%A4;document=;nonsense;__proto__=1")
    assert mentions(page) == 82


def test_a_sentence_is_copied_with_its_source(seeds_page, explorer):
    page = seeds_page(f"{CLEAN_ENERGY};document={FIRST}", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy with source").click()
    page.locator(".status").get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“China and the United States have great potential")
    assert "Embassy of China in the United States, 2022-03-06" in copied
    start = explorer.corpus.text(FIRST).index("China and the United States have great potential")
    assert f"document {FIRST}, sentence 10, characters {start}–" in copied


def test_next_and_previous_step_through_the_sentences(seeds_page):
    page = seeds_page("theme=diplomacy")
    page.locator("li button[aria-current=true]").wait_for()
    page.get_by_role("button", name="Next").click()
    page.wait_for_timeout(200)
    current = [node.get_attribute("aria-current") for node in page.locator("li button").all()]
    assert current.index("true") == 1
    page.get_by_role("button", name="Previous").click()
    page.wait_for_timeout(200)
    assert page.locator("li button").first.get_attribute("aria-current") == "true"


def test_everything_by_keyboard(seeds_page):
    page = seeds_page()
    page.get_by_role("searchbox").focus()
    page.keyboard.press("Tab")  # the order
    page.keyboard.press("Tab")  # the scrolling region
    page.keyboard.press("Tab")  # the table: one stop
    focused = "document.activeElement.dataset.mark"
    assert page.evaluate(focused) == "theme=climate-cooperation"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == f"document={FIRST};theme=ev-manufacturing"
    page.keyboard.press("Enter")
    assert mentions(page) == 3
    assert page.evaluate(focused) == f"document={FIRST};theme=ev-manufacturing"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Tab")  # out of the table, to the region of the first clock
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "When it was published"


@pytest.mark.parametrize("width", [320, 760, 1280, 2000])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_at_any_width(seeds_page, keep, width, scheme):
    page = seeds_page(CLEAN_ENERGY, width=width, color_scheme=scheme)
    page.locator(".text mark").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    paper = page.locator("main").evaluate("n => getComputedStyle(n).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(23, 24, 28)"}[scheme]
    keep(page, f"page-{width}-{scheme}")


def test_the_page_is_small_and_the_same_each_time(explorer, tmp_path):
    one, other = (explorer.save(tmp_path / name).read_bytes() for name in ("one.html", "other.html"))
    assert one == other
    assert len(one) < 1_000_000
