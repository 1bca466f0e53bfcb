"""A theme file is read strictly: each slip is told with file, line and what to do."""

import os
import sys
import time

import pytest

import analysis


def test_the_file_as_it_is(seed_themes):
    assert seed_themes.names == ("climate-cooperation", "ev-manufacturing", "clean-energy", "diplomacy")
    assert all(theme.note and theme.label and theme.terms for theme in seed_themes)
    assert "the" in seed_themes.stopwords
    assert len(seed_themes.sha256) == 64


WRONG = {
    "[t]\nterms = [": r"themes\.toml, line 2: not TOML: .*terms = \[",
    '[t]\nterms = ["a"]\nterms = ["b"]': r"line 3: not TOML: .*terms = \[.b.\]",
    'version = "1"\n\n[t]\nterms = ["a"]\nwords = ["b"]': r"themes\.toml, line 5: theme t has an unknown key 'words'",
    "[t]\nlabel = 'x'": r"line 1: theme t has no terms",
    "[t]\nterms = []": r"line 2: theme t has no terms",
    '[t]\nterms = "a"': r"line 2: t\.terms must be a list",
    "[t]\nterms = [1]": r"line 2: t\.terms must be a list",
    '[t]\nterms = [\n  "good",\n  "  ",\n]': r"line 4: terms of theme t: the phrase '  ' holds no word",
    '[t]\nterms = ["a * b"]': r"line 2: .*lone \*",
    '[t]\nterms = ["*"]': r"lone \*",
    '[t]\nterms = ["a"]\ncase = "yes"': r"line 3: case of theme t must be true or false",
    '[t]\nterms = ["a"]\ncolor = "red"': r"line 3: color of theme t must look like",
    '[t]\nterms = ["a"]\nnote = 3': r"line 3: note of theme t must be text",
    'terms = ["a"]': r"line 1: terms is neither a theme nor one of",
    'stopwords = "the"': r"line 1: stopwords must be a list",
    "version = 1.5": r"line 1: version must be a word or a number",
    "same = 3": r"line 1: same must be a table",
    '[same]\ncars = "car"': r"line 2: same\.cars must be a list",
}


@pytest.mark.parametrize("text", WRONG)
def test_each_slip_names_file_and_line(text, themes_from):
    with pytest.raises(analysis.AnalysisError, match=WRONG[text]):
        themes_from(text)


def test_a_missing_file_and_one_in_another_encoding(tmp_path):
    with pytest.raises(analysis.AnalysisError, match="no such theme file"):
        analysis.read_themes(tmp_path / "themes.toml")
    (tmp_path / "themes.toml").write_bytes('[t]\nterms = ["café"]'.encode("latin-1"))
    with pytest.raises(analysis.AnalysisError, match="save it as UTF-8"):
        analysis.read_themes(tmp_path / "themes.toml")


def test_an_error_shows_the_path_that_was_given_and_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    for name, said in {"themes.toml": "no such theme file", "pipe.toml": "not a file of themes"}.items():
        with pytest.raises(analysis.AnalysisError, match=said) as caught:
            analysis.read_themes(tmp_path / name)
        assert str(tmp_path / name) in str(caught.value)


def test_twins_and_covered_patterns_are_named(themes_from):
    notes = themes_from('[t]\nterms = ["electric car", "Electric-Car", "electric car*", "car"]').notes
    assert notes == (
        "theme t: 'Electric-Car' counts the same as 'electric car'",
        "theme t: 'electric car' is covered by 'electric car*'",
    )


def test_ten_thousand_patterns_and_an_error_in_the_last_are_quick(themes_from):
    terms = ",\n".join(f'"word{number} thing*"' for number in range(10_000))
    begin = time.process_time()
    with pytest.raises(analysis.AnalysisError, match=r"line 10003"):
        themes_from(f'[t]\nterms = [\n{terms},\n"*"]')
    # Measured at a tenth of a second; ten times that is a change of kind. Under `make coverage` every line costs more.
    assert time.process_time() - begin < (2 if sys.gettrace() is None else 20)


def test_a_theme_is_found_by_name(seed_themes):
    assert seed_themes["diplomacy"].label == "Diplomacy"
    with pytest.raises(analysis.AnalysisError, match="choose from climate-cooperation"):
        seed_themes["war"]


def test_shown_in_a_notebook_everything_is_escaped(themes_from):
    page = themes_from('[t]\nlabel = "<img src=x>"\nterms = ["a<b"]')._repr_html_()
    assert "<img" not in page
    assert "&lt;img" in page


def test_what_is_no_path_is_no_theme_file():
    with pytest.raises(analysis.AnalysisError, match="3 is no path") as caught:
        analysis.read_themes(3)
    assert "my-folder/themes.toml" in caught.value.do


def test_themes_are_told_by_their_names(themes_from):
    assert repr(themes_from('[sea]\nterms = ["tide"]\n[land]\nterms = ["hill"]')) == "Themes(sea, land)"
