"""Those who speak without a name: nobody else is taken for them, nor for who agrees with them."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.actors import resolve_actors

REED = "The mayor, Alan Reed, opened the meeting. "


def meant(text, pronoun):
    articles = sb.read_articles(pd.DataFrame({"title": [""], "text": [text]}))
    mentions = resolve_actors(articles).mentions
    return set(mentions["actor"][mentions["text"] == pronoun])


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        (f"{REED}Someone shouted that he was against the tram.", "he"),
        (f"{REED}A man at the back shouted that he was against the tram.", "he"),
        (f"{REED}One resident, who gave no name, said he opposed the tram.", "he"),
        (f"{REED}Someone shouted no. He said it twice.", "He"),
        ("The Drivers' Union met. Protesters said they would fight the tram.", "they"),
        ("The Drivers' Union met. Some academics said that they liked it.", "they"),
        ("The Drivers' Union met. Protesters said no. They called it a scandal.", "They"),
    ],
)
def test_who_speaks_without_a_name_is_nobody_named_before(text, pronoun):
    assert meant(text, pronoun) <= {"unresolved"}


@pytest.mark.parametrize(
    ("text", "pronoun", "actor"),
    [
        (f"{REED}Someone told Reed that he was wrong.", "he", "Alan Reed"),
        (f"{REED}Residents said that he was wrong.", "he", "Alan Reed"),
        (f"{REED}Someone would pay, he said.", "he", "Alan Reed"),
        ("Protesters left. The Drivers' Union met. They said no.", "They", "Drivers' Union"),
    ],
)
def test_who_is_named_keeps_the_pronoun_that_is_theirs(text, pronoun, actor):
    assert meant(text, pronoun) == {actor}
