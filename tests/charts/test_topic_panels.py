"""Topics as panels: each says how steady it is, and the chart which of them are a matter of chance."""

import pandas as pd
import pytest

from analysis.charts import describe, topic_terms


def topics(*stabilities):
    rows = [(topic, term, 0.3) for topic in range(1, len(stabilities) + 1) for term in ("car", "sun")]
    table = pd.DataFrame(rows, columns=["topic", "term", "weight"])
    table.attrs = {
        "measure": "topics", "documents": 3, "words": 900, "notes": ["few passages"],
        "settings": {"passages": "sentences", "passages_read": 1056, "scheme": "sklearn"},
        "stability": [
            {"topic": topic, "stability": stability, "note": "chance" if stability < 0.8 else ""}
            for topic, stability in enumerate(stabilities, 1)
        ],
    }  # fmt: skip
    return table


def test_a_panel_says_how_steady_its_topic_is():
    axes = topic_terms(topics(0.912, 0.4))
    assert [ax.get_title(loc="left") for ax in axes] == ["Topic 1, stability 0.91", "Topic 2, stability 0.40"]


@pytest.mark.parametrize(
    ("stabilities", "said", "unsaid"),
    [
        ((0.9, 0.4), "Not steady: topic 2. Sentences drawn anew give it other words", "Not steady: topics"),
        ((0.1, 0.9, 0.4), "Not steady: topics 1 and 3. Sentences drawn anew give them other words", "topics 1, 2"),
        ((0.9, 0.8), "1 is steady", "Not steady"),
    ],
)
def test_the_chart_names_the_topics_of_chance(stabilities, said, unsaid):
    caption = describe(topic_terms(topics(*stabilities))[0]).caption
    assert said in caption
    assert unsaid not in caption
    assert "Few passages." in caption
    assert "(NMF) of the TF-IDF of 1,056 sentences · weight: a word’s share of its topic" in caption


def test_four_topics_stand_two_by_two():
    axes = topic_terms(topics(0.9, 0.9, 0.9, 0.9))
    axes[0].get_figure().canvas.draw()
    boxes = [ax.get_position() for ax in axes]
    assert boxes[0].y0 == pytest.approx(boxes[1].y0)
    assert boxes[2].y1 < boxes[0].y0
    assert boxes[0].x0 < boxes[1].x0
    assert boxes[2].x0 < boxes[3].x0
