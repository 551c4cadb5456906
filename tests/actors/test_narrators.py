"""Who speaks without quotation marks: the labels name nobody, "I" is who answers or who wrote."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.actors import resolve_actors
from stancebook.codebook import Codebook

HEAD = "Ana Ruiz has been mayor of Velden since 2023."
INTERVIEW = f"""{HEAD}

Q: Your own engineer calls the tunnel a mistake. Why go on?

A: Because it works. I have no doubt that the tunnel is right.

Q: And if the Port League is against it?

A: The league has its view, and I have mine.

Q: Will you stand again?

A: Ask me in July."""
COLUMN = """I have lived in Velden for thirty years. The tunnel is unjust.

I know the arguments. The mayor, Ana Ruiz, tells us to look north. "I like it," she says.

My neighbour thinks that it is good for us. I believe that it is not."""


def resolved(text, *, author="", book=None):
    table = {"title": [""], "text": [text], "author": [author], "source": ["The Courier"]}
    articles = sb.read_articles(pd.DataFrame(table))
    found = sb.extract_attributions(articles, method="rules")
    return articles.loc[0, "text"], resolve_actors(articles, found, codebook=book)


def test_labels_name_nobody():
    _, actors = resolved(INTERVIEW)
    assert {"Ana Ruiz", "Port League"} <= set(actors.actors["actor"])
    assert {"Q", "A"}.isdisjoint(actors.actors["actor"])


def test_each_answer_is_who_is_interviewed_s():
    text, actors = resolved(INTERVIEW)
    mentions = actors.mentions.set_index("start")["actor"]
    sentences = ("A: Because it works.", "I have no doubt", "I have mine", "me in July")
    assert {mentions[text.index(words)] for words in sentences} == {"Ana Ruiz"}
    asked = range(text.index("Q: Your"), text.index("A: Because"))
    assert "Ana Ruiz" not in set(mentions[mentions.index.isin(asked)])


def test_the_author_of_a_column_is_who_says_i_outside_quotations():
    text, actors = resolved(COLUMN, author="By Bo Lind")
    own = actors.mentions[actors.mentions["actor"] == "Bo Lind"]
    assert own["text"].tolist() == ["I", "I", "My", "I"]
    assert text.index("I like it") not in set(own["start"])
    assert set(own["kind"]) == {"pronoun"}


def test_the_author_may_be_of_the_codebook():
    entry = {"name": "Albert Lind", "aliases": ["Bo Lind"], "type": "person"}
    book = Codebook.from_dict({"concepts": [{"id": "t", "name": "tunnel"}], "actors": [entry]})
    _, actors = resolved(COLUMN, author="Bo Lind", book=book)
    assert (actors.mentions["actor"] == "Albert Lind").sum() == 4


@pytest.mark.parametrize(
    ("text", "author"),
    [
        (COLUMN, ""),
        (COLUMN, "Courier staff"),
        (COLUMN, "Bo Lind and Carla Stone"),
        (COLUMN, "Port League"),
        (COLUMN, "The Courier"),
        ("I met the mayor on Monday. " + "She said that she likes the tunnel. " * 9, "Bo Lind"),
    ],
    ids=["none", "staff", "two", "a body", "the outlet", "a reporter"],
)
def test_nobody_else_is_an_author_who_speaks(text, author):
    _, actors = resolved(text, author=author)
    assert not (
        actors.mentions["text"].isin(["I", "My"]) & (actors.mentions["kind"] == "pronoun")
    ).any()
