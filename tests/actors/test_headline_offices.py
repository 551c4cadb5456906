"""Headlines that name an office or a body without an article: whom the text opens with."""

import pandas as pd
import pytest

from stancebook.actors import resolve_actors
from stancebook.tables import ARTICLES, UNRESOLVED, make_table


def in_title(title, text):
    plain = {"source": "", "url": "", "author": "", "language": "en", "published": pd.NaT}
    row = plain | {"article_id": "a", "story_id": "a", "title": title, "text": text}
    found = resolve_actors(make_table([row], ARTICLES)).mentions
    found = found[found["in_title"]]
    return dict(zip(found["text"], found["actor"], strict=True))


LEAD = "On Tuesday Callum Reddish proposed a tax on land. He asked Ana Ruiz for her view."


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        pytest.param(
            "Treasurer puts land tax on the table",
            LEAD,
            {"Treasurer": "Callum Reddish"},
            id="the lead acts",
        ),
        pytest.param(
            "It is to shut as minister ends pause",
            LEAD,
            {"minister": "Callum Reddish"},
            id="after as",
        ),
        pytest.param(
            "No dice, says monk at the gates",
            "The monk Ari Senn blocked the gates on Monday. He wants no casino.",
            {"monk": "Ari Senn"},
            id="after says",
        ),
        pytest.param(
            "Minister backs land tax",
            LEAD + " Environment minister Eva Mend agreed.",
            {"Minister": "Eva Mend"},
            id="a holder whom the text names wins",
        ),
        pytest.param(
            "Minister backs land tax",
            "Mayor Callum Reddish proposed a tax on land on Tuesday.",
            {"Minister": UNRESOLVED},
            id="who holds another office is not meant",
        ),
        pytest.param(
            "Pope backs land tax",
            LEAD,
            {"Pope": UNRESOLVED},
            id="no pope is named without his title",
        ),
        pytest.param(
            "Spokeswoman hails land tax",
            "The fee is old. It was raised in May. It fell in June. Eva Mend welcomed that.",
            {"Spokeswoman": UNRESOLVED},
            id="nobody opens the text",
        ),
    ],
)
def test_whom_a_headline_means(title, text, wanted):
    assert {words: actor for words, actor in in_title(title, text).items()} == wanted
