"""What an outlet prints under every article links no two stories, and hides no copy."""

import numpy as np
import pandas as pd
import pytest

from stancebook.stories import label_stories
from stancebook.stories.boilerplate import MANY, Pieces, split_pieces
from stancebook.tables import ARTICLES, make_table

from .edits import EDITS, pairs_of, words_of, write_article


def write_outlets(*, footer, n_outlets=4, n_articles=16, join="\n\n", state=0):
    """Return short and long articles under the footer of their outlet, and their true stories.

    Every fourth is printed by the next outlet too, edited, under that outlet's footer.
    """
    generator = np.random.default_rng(state)
    feet = [
        " ".join(words_of(generator, footer, theme=50 + n)).capitalize() + "."
        for n in range(n_outlets)
    ]
    rows = []
    for story in range(n_outlets * n_articles):
        outlet = story // n_articles
        n_sentences = int(generator.integers(3, 8) if story % 2 else generator.integers(12, 20))
        title, body = write_article(generator, theme=story % 12, n_sentences=n_sentences)
        versions = [(title, body, outlet)]
        if story % 4 == 0:
            edit = list(EDITS.values())[story // 4 % len(EDITS)]
            versions.append(("Again", edit(generator, body), (outlet + 1) % n_outlets))
        for headline, text, by in versions:
            rows.append((headline, " ".join(text) + join + feet[by], f"outlet {by}", story))
    frame = pd.DataFrame(rows, columns=["title", "text", "source", "planted"])
    frame["article_id"] = frame["story_id"] = [f"a{row:04}" for row in frame.index]
    frame = frame.assign(url="", author="", language="en", published=pd.Timestamp("2024-01-01"))
    return make_table(frame.drop(columns="planted"), ARTICLES), frame["planted"]


@pytest.mark.parametrize(
    "footer, join",
    [
        pytest.param(20, "\n\n", id="short"),
        pytest.param(80, "\n\n", id="long"),
        pytest.param(150, "\n\n", id="longer than most articles"),
        pytest.param(80, " ", id="behind the last sentence"),
    ],
)
def test_a_footer_links_no_two_stories_and_hides_no_copy(footer, join):
    articles, planted = write_outlets(footer=footer, join=join)
    found, true = pairs_of(label_stories(articles)["story_id"]), pairs_of(planted)
    assert len(found & true) / len(found) >= 0.98
    assert len(found & true) / len(true) >= 0.98


def test_a_story_that_an_outlet_prints_many_times_stays_one():
    generator = np.random.default_rng(0)
    _, body = write_article(generator, theme=1, n_sentences=20)
    texts = [
        " ".join([*write_article(generator, theme=2, n_sentences=2)[1], *body])
        for _ in range(2 * MANY)
    ]
    articles, _ = write_outlets(footer=30, n_outlets=1, n_articles=len(texts))
    articles = articles.head(len(texts)).assign(text=texts)
    assert len(set(label_stories(articles)["story_id"])) == 1


def test_wire_copy_in_many_outlets_stays_one():
    generator = np.random.default_rng(1)
    articles, _ = write_outlets(footer=60, n_outlets=12, n_articles=8)
    _, wire = write_article(generator, theme=3, n_sentences=15)
    copies = articles.groupby("source").head(1).index
    feet = articles.loc[copies, "text"].str.split("\n\n").str[-1]
    articles.loc[copies, "text"] = " ".join(wire) + "\n\n" + feet
    assert len(set(label_stories(articles).loc[copies, "story_id"])) == 1


def test_articles_of_nothing_but_boilerplate_are_told_by_their_titles():
    articles, _ = write_outlets(footer=60, n_outlets=1)
    foot = articles["text"].str.split("\n\n").str[-1].iloc[0]
    bare = articles.tail(3).assign(text=foot, title=["One", "Two", "One"])
    labelled = label_stories(pd.concat([articles.iloc[:-3], bare], ignore_index=True))
    stories = labelled["story_id"].tail(3).tolist()
    assert stories[0] == stories[2] != stories[1]


@pytest.mark.parametrize("n_articles, dropped", [(MANY - 1, 0), (MANY, 8)])
def test_it_takes_many_articles(n_articles, dropped):
    pieces = Pieces()
    for own in range(n_articles):
        pieces.add("The Gaze", [[own] * 9, list(range(8))])
    pieces.find_boilerplate()
    assert len(pieces.drop(0, np.arange(17))) == 17 - dropped


def test_the_order_of_articles_changes_nothing():
    """Each article shares a sentence with the next, so that not all of them count as different."""
    articles = [[[own] * 6, [own + 1] * 6, list(range(8))] for own in range(100, 100 + 2 * MANY)]

    def dropped(order):
        pieces = Pieces()
        for place in order:
            pieces.add("The Gaze", articles[place])
        pieces.find_boilerplate()
        return [len(pieces.drop(row, np.arange(20))) for row in range(len(articles))]

    evens, odds = range(0, 2 * MANY, 2), range(1, 2 * MANY, 2)
    assert dropped([*evens, *odds]) == dropped(range(2 * MANY)) == dropped(range(2 * MANY)[::-1])


def test_pieces_hold_every_word():
    text = "One. Two!\n\nThree 。四五。六 U.S. Navy\n"
    assert "".join(split_pieces(text)).replace(" ", "") == text.replace(" ", "").replace("\n", "")
