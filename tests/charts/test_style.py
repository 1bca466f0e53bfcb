"""The looks: colours that stay apart in grey and for the colour-blind, labels that are safe, settings left alone."""

from __future__ import annotations

import itertools

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib import rc_context, rcParams

from analysis import charts
from analysis.charts import style, typeset

# Machado, Oliveira & Fernandes 2009, severity 1.0, on linear RGB.
DEFICIENCIES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def linear(color: str) -> np.ndarray:
    parts = np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    xyz = TO_XYZ @ rgb / np.array([0.95047, 1.0, 1.08883])
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_the_palette_stays_apart_in_grey_print() -> None:
    lightness = sorted(lab(linear(color))[0] for color in style.PALETTE)
    assert min(np.diff(lightness)) >= 7


@pytest.mark.parametrize("name", DEFICIENCIES)
def test_the_palette_stays_apart_for_the_colour_blind(name: str) -> None:
    seen = [lab(np.clip(np.array(DEFICIENCIES[name]) @ linear(color), 0, 1)) for color in style.PALETTE]
    assert min(np.linalg.norm(one - other) for one, other in itertools.combinations(seen, 2)) >= 20


def test_text_on_a_colour_has_the_contrast_of_wcag_aa() -> None:
    for color in (*style.PALETTE, "#ffffff", "#000000", "#08306b", "#6baed6"):
        light, dark = sorted((style.luminance(color), style.luminance(style.text_on(color))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.0


def test_luminance_of_pure_red_is_the_coefficient_of_wcag() -> None:
    assert style.luminance("#ff0000") == pytest.approx(0.2126)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("$_$", "$_$"),
        ("a\x00\x1bb", "a b"),
        ("\u202eabc\u2066", "abc"),
        ("\udcff", "\ufffd"),
        ("\uffff", "\ufffd"),
        ("a\u0301\u0302\u0303\u0304b", "a\u0301\u0302b"),
        ("  one\n\ttwo ", "one two"),
        ("", "(no name)"),
        ("x" * 61, "x" * 59 + "…"),
        ("x" * 60, "x" * 60),
    ],
)
def test_labels_are_cleaned_and_cut(text: str, shown: str) -> None:
    assert style.label(text) == shown


def test_a_label_of_a_megabyte_is_cut_fast() -> None:
    assert style.label(" " * 1_000_000 + "x").startswith("(no name)"[:1])


def test_names_stay_distinct_when_their_hashes_go() -> None:
    assert list(style.short_names(["a_0123456789ab", "a_ba9876543210"]).values()) == [
        "a_0123456789ab",
        "a_ba9876543210",
    ]


@pytest.mark.parametrize("points", [7.5, 9.0, 17.0])
def test_text_is_as_wide_as_it_is_drawn(points: float) -> None:
    figure = plt.figure(dpi=72)
    text = figure.text(0, 0, "Climate cooperation, 1,290 words", size=points, family="DejaVu Sans")
    drawn = text.get_window_extent().width
    plt.close(figure)
    assert typeset.text_width(text.get_text(), points) == pytest.approx(drawn, rel=1 - typeset.ROOM)


def test_wrapped_lines_hold_all_words_or_end_in_an_ellipsis() -> None:
    text = "one two three four five six seven eight nine ten"
    assert typeset.wrap(text, 90, 9, lines=9).replace("\n", " ") == text
    short = typeset.wrap(text, 90, 9, lines=2)
    assert short.count("\n") == 1
    assert short.endswith("…")


def test_no_word_is_left_alone_on_the_last_line() -> None:
    text = "EV manufacturing outweighs all other themes in document one"
    whole = typeset.text_width(text, 9)
    # A width at which only the last word would go over.
    lines = typeset.wrap(text, (whole - 3) / typeset.ROOM, 9).split("\n")
    assert " ".join(lines) == text
    assert len(lines) == 2
    assert len(lines[1].split(" ")) > 1


def test_the_readers_own_style_does_not_change_a_chart() -> None:
    table = pd.DataFrame({"term": ["a", "b"], "count": [3, 1], "documents": [2, 1], "per_1000": [3.0, 1.0]})

    def bytes_of() -> bytes:
        ax = charts.term_bars(table)
        ax.figure.canvas.draw()
        picture = np.asarray(ax.figure.canvas.buffer_rgba()).tobytes()
        plt.close(ax.figure)
        return picture

    plain = bytes_of()
    with rc_context(
        {"font.size": 30, "axes.facecolor": "red", "text.parse_math": True, "axes.grid": True, "figure.dpi": 50}
    ):
        assert bytes_of() == plain
        assert rcParams["font.size"] == 30


def test_themes_keep_their_colours_and_the_file_decides() -> None:
    table = pd.DataFrame({"theme": ["b"], "document": ["x"]})
    table.attrs["settings"] = {"labels": {"a": "A", "b": "B"}, "colors": {"a": "#123456"}}
    from analysis.charts.looks import looks

    assert looks(table)["b"].color == style.theme_colors(["a", "b"])["b"]
    assert looks(table)["a"].color == "#123456"
    assert looks(table)["b"].label == "B"


def test_a_missing_font_is_named_once() -> None:
    said = typeset.missing(["\U00013000 hieroglyph"])
    assert said.count("U+13000") == 1
    assert "Install" in said


def test_importing_the_charts_does_not_import_pyplot() -> None:
    import subprocess
    import sys

    code = "import sys, analysis.charts; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
