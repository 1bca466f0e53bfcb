"""The methods section of a report, written from the provenance of its dossiers: only what was done, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.charts.style import join, plural
from analysis.exports.methods_by_measure import MEASURES
from analysis.language.shown import one_line
from analysis.measures.periods import PERIODS

Provenance = Mapping[str, Any]

RULES = {
    "caption": "captions of pictures",
    "contact-block": "addresses and telephone numbers",
    "credit": "credits",
    "header": "titles, date lines and bylines",
    "markup": "signs of markup",
    "navigation": "menus and links of a web page",
    "rejoined": "line breaks inside sentences",
    "repeated": "paragraphs that many documents repeat",
    "running-head": "lines printed at the top or foot of page after page",
}

BASIS = {
    "metadata": "given with {n}",
    "stated": "stated in the text of {n}",
    "inferred": "inferred from words in {n}, which are quoted under “Documents”",
    "unknown": "unknown for {n}",
}


def methods(dossiers: Sequence[Provenance], claims: Sequence[Provenance] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(heading, sentences) for the documents, the themes, and each measure that some chart shows, each said once.

    The dossiers are numbered from 1, as the figures of a report; `claims` are those that have no chart.
    """
    every = [*dossiers, *claims]
    corpora = [{key: one[key] for key in ("corpus", "not_read", "versions")} for one in every]
    for numbers, content in apart(corpora):
        yield f"Documents and words{in_figures(numbers, len(dossiers))}", tuple(map(one_line, about_corpus(content)))
    for numbers, settings in apart([theme_settings(one["settings"]) for one in every]):
        yield f"Themes{in_figures(numbers, len(dossiers))}", tuple(map(one_line, about_themes(settings)))
    for content in claims:
        yield heading(content), tuple(map(one_line, about_measure(content)))
    figures: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for number, content in enumerate(dossiers, start=1):
        section = heading(content), tuple(map(one_line, about_measure(content)))
        figures.setdefault(section, []).append(number)
    for (name, lines), numbers in figures.items():
        yield f"{name}{in_figures(numbers, 0)}", lines
    if any("flag" in content["table"]["columns"] for content in dossiers):
        yield "Flags", (FLAGS,)


FLAGS = (
    "A flag marks a number that rests on one document or on fewer than 5 mentions, or a contrast of words that is no "
    "larger than documents differ among themselves."
)


def apart(items: Sequence[Provenance]) -> Iterator[tuple[Sequence[int], Provenance]]:
    """Each of `items` once, with the numbers (from 1) of those that are equal to it where not all are; none are empty.

    >>> list(apart([{"a": 1}, {}, {"a": 2}, {"a": 1}])), list(apart([{"a": 1}, {}, {"a": 1}]))
    ([([1, 4], {'a': 1}), ([3], {'a': 2})], [((), {'a': 1})])
    """
    kept: list[tuple[list[int], Provenance]] = []
    for number, item in enumerate(items, start=1):
        for numbers, other in kept:
            if item == other:
                numbers.append(number)
                break
        else:
            if item:
                kept.append(([number], item))
    yield from kept if len(kept) > 1 else [((), item) for _, item in kept]


def in_figures(numbers: Sequence[int], charts: int) -> str:
    """Which figures a section is about; those above `charts` (if that is given) are claims, which have no figure.

    >>> in_figures([1, 3], 0), in_figures([2, 4], 3), in_figures([], 3)
    (' (figures 1 and 3)', ' (figure 2)', '')
    """
    named = [str(number) for number in numbers if not charts or number <= charts]
    return f" ({'figure' if len(named) == 1 else 'figures'} {join(named)})" if named else ""


def about_corpus(content: Provenance) -> Iterator[str]:
    """How many documents and words, what a word is, how the text was cleaned, and how dates are known."""
    corpus = content["corpus"]
    if corpus["documents"] is not None:
        yield f"What was counted: {plural(corpus['documents'], 'document')} with {plural(corpus['words'], 'word')}."
    yield (
        "Words are those of Unicode Standard Annex 29 that hold a letter or a digit; a word is counted in its "
        "case-folded form, without a possessive s."
    )
    yield f"Sentences are those that sentencex {content['versions']['sentencex']} finds; an empty line ends one, too."
    if "cleaning" not in corpus:
        return
    yield cleaning(corpus)
    yield f"The date of publication is {join(list(dates(corpus)))}." if corpus["documents"] else "There are no dates."
    if corpus["uncertain"]:
        yield f"For {plural(corpus['uncertain'], 'document')} it is known as an interval and not as a day."
    if corpus.get("duplicates"):
        yield f"Near-duplicates of an earlier document, counted like the others: {corpus['duplicates']:,}."
    lost = sum(not entry["loaded"] for entry in content["not_read"])
    if lost:
        yield f"{plural(lost, 'file')} could not be read and stand under “What was left out”."
    yield f"The fingerprint of documents, metadata and cleaning rules begins with {corpus['fingerprint'][:16]}."


def cleaning(corpus: Provenance) -> str:
    """What was taken out before counting."""
    if not corpus["cleaning"]:
        return "The text was counted as it came, without cleaning."
    if "removed" not in corpus:
        return (
            f"Before counting, these rules blanked what they found: {join(corpus['cleaning'])}. Offsets count the "
            "characters of the original all the same."
        )
    found = [
        f"{RULES.get(rule, rule)} ({rule}, {plural(count, 'stretch', 'stretches')})"
        for rule, count in corpus["removed"].items()
    ]
    idle = [rule for rule in corpus["cleaning"] if rule not in corpus["removed"]]
    took = f"Before counting, these were blanked: {join(found)}." if found else ""
    rest = f"{plural(len(idle), 'rule')} found nothing to blank: {join(idle)}." if idle else ""
    return f"{took} {rest} Offsets count the characters of the original all the same.".strip()


def dates(corpus: Provenance) -> Iterator[str]:
    """How many documents have their date from where."""
    for basis, said in BASIS.items():
        if corpus["basis"].get(basis):
            yield said.format(n=plural(corpus["basis"][basis], "document"))


def theme_settings(settings: Provenance) -> Provenance:
    """The part of a measure's settings that says which themes were sought."""
    return {key: settings[key] for key in ("themes", "labels") if key in settings}


def about_themes(settings: Provenance) -> Iterator[str]:
    """Which themes, from which file, and what counts as a mention."""
    themes, labels = settings["themes"], settings.get("labels", {})
    version = f", version {themes['version']}" if themes.get("version") else ""
    named = [f"{label} ({name})" if label != name else name for name, label in labels.items()]
    yield f"{plural(len(labels), 'theme')} of {themes.get('file') or 'a list'}{version} were sought: {join(named)}."
    for name, phrases in themes.get("phrases", {}).items():
        but = [f"not where it shares a word with {join(themes['exclude'][name])}"] if name in themes["exclude"] else []
        but += [f"only in a sentence with {' or '.join(themes['with'][name])}"] if name in themes["with"] else []
        but += ["in the letters as written"] if name in themes["case"] else []
        yield f"{labels.get(name, name)}: {'; '.join([join(phrases), *but])}."
    yield (
        "A theme is a list of phrases. A phrase matches whole words, in any case unless the theme asks for the letters "
        "as written, and * stands for any letters or digits of a word; between its words may stand white space, "
        "hyphens and what was blanked, never a comma or the end of a sentence."
    )
    yield "Within a theme the leftmost, then the longest phrase counts, so a stretch of text counts once per theme."
    if themes.get("sha256"):
        yield f"The sha256 of the theme file begins with {themes['sha256'][:16]}."


def heading(content: Provenance) -> str:
    """The measure's name in words."""
    return MEASURES[content["measure"]].heading if content["measure"] in MEASURES else "Other numbers"


def about_measure(content: Provenance) -> Iterator[str]:
    """What each column means and which variant was computed; for a measure without a text, its settings as they are."""
    settings = content["settings"]
    if content["measure"] in MEASURES:
        yield from MEASURES[content["measure"]].sentences(settings, content["table"]["columns"])
    else:
        yield f"The numbers come from {content['measure'] or 'a table made by hand'}."
        told = [f"{name} {value}" for name, value in settings.items() if isinstance(value, str | int | float) and value]
        if told:
            yield f"Settings: {'; '.join(told)}."
    by = settings.get("by")
    if by and by != "document":
        yield f"Documents are grouped by {'the ' + by + ' of publication' if by in PERIODS else by}."
    if content["interval"]:
        kinds = content["interval"].replace(", 95 %,", "")
        if "rate_low" in content["table"]["columns"]:
            yield f"The intervals are of 95 %: {kinds}."
        else:
            yield f"low and high are the ends of a 95 % interval ({kinds})."
    stopwords = settings.get("stopwords") or []
    if stopwords:
        listed = f": {', '.join(stopwords)}" if len(stopwords) <= 60 else f", from {stopwords[0]} to {stopwords[-1]}"
        # A claim is counted with them and without them.
        done = "kept and left out in turn" if content["measure"] in ("robustness", "check_claims") else "left out"
        yield f"{plural(len(stopwords), 'stop word')} {'was' if len(stopwords) == 1 else 'were'} {done}{listed}."
