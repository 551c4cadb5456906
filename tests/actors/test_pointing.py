"""Nouns that point back: to what the text called so, or the only body of its kind, else to none."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.actors import resolve_actors


def meant(text, words):
    """Return the actors of the mentions that begin with some words."""
    articles = sb.read_articles(pd.DataFrame({"title": [""], "text": [text]}))
    mentions = resolve_actors(articles).mentions
    return set(mentions["actor"][mentions["text"].str.startswith(words)])


UNISON = "The union Unison, which speaks for nurses, said no."
PARTIES = "The Centre Party has 31 seats. Karin Moe said that Labour would vote yes. "


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        pytest.param(
            f"Ocean Now, a campaign group, said no. {UNISON} The group wants a ban.",
            "The group",
            "Ocean Now",
            id="called a group",
        ),
        pytest.param(
            f"Ana Ruiz, a lawyer with Court Watch, spoke. {UNISON} She said the charity was small.",
            "the charity",
            "Court Watch",
            id="no union is a charity",
        ),
        pytest.param(
            "Bo Lind, who leads New Norton, spoke. The Mill Party said no. His party left.",
            "His party",
            "New Norton",
            id="his own party",
        ),
        pytest.param(f"{PARTIES}Her party is old.", "Her party", "Labour", id="the nearest party"),
        pytest.param(
            "The ruling New Dawn party has 81 seats. New Dawn said no.",
            "New Dawn",
            "New Dawn",
            id="the ruling party of a name",
        ),
        pytest.param(
            "Ashgrove University said no. The council of Ashgrove University met. "
            "The university is old.",
            "The university",
            "Ashgrove University",
            id="the university and its council",
        ),
    ],
)
def test_a_body_is_meant_by_what_it_was_called(text, words, actor):
    assert meant(text, words) == {actor}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            f"Ana Ruiz spoke. {UNISON} She said her group was new.", "her group", id="her"
        ),
        pytest.param(
            f"{UNISON} Norton Voices, which began it, left. Bo Lind said his group was new.",
            "his group",
            id="his",
        ),
        pytest.param(f"{UNISON} The same ruling group said yes.", "The same", id="ruling"),
        pytest.param(
            "The Seafarers Bank said no. Ana Ruiz said that banks were blind.", "banks", id="many"
        ),
        pytest.param(
            "Norvik Steel and Lindal Steel said no. The company is old.", "The company", id="two"
        ),
        pytest.param("Court Watch said no. The court sat on Monday.", "The court", id="no head"),
        pytest.param(
            "Hard Truth said no. Ana Ruiz ate. She drank. Bo Lind said the party was old.",
            "the party",
            id="far and of no kind",
        ),
    ],
)
def test_nobody_is_meant_where_there_is_more_than_one_reading(text, words):
    assert meant(text, words) <= {"unresolved"}
