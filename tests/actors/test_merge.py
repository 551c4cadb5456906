"""Names across articles: one actor, whatever one article took the name for."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.actors import ArticleMentions, merge_mentions, resolve_actors


def part(article, shape, kind, n_mentions, *, is_told=True):
    """Return an article that names Ana Ruiz, as a person or as a body."""
    mentions = [
        (f"{article}{n}", article, False, 9 * n, 9 * n + 8, "Ana Ruiz", "name", 0)
        for n in range(n_mentions)
    ]
    entity = (article, 0, "Ana Ruiz", shape, kind, "", "", "", True, "", is_told, ["Ana Ruiz"])
    return ArticleMentions(mentions, [entity])


def test_a_name_taken_once_for_a_bodys_is_the_persons():
    parts = [part("a", "person", "person", 2), part("b", "body", "other", 1)]
    for some in (parts, parts[::-1]):
        assert merge_mentions(some).actors["actor"].tolist() == ["Ana Ruiz"]


def test_a_body_named_more_often_stays_a_body():
    parts = [part("a", "person", "person", 1), part("b", "body", "other", 3)]
    assert len(merge_mentions(parts).actors) == 2


@pytest.mark.parametrize("short", ["Bar Association", "Law Society", "Doctors' Guild"])
def test_a_society_of_a_place_is_the_one_that_is_named_without_it(short):
    texts = [f"The {short} of Halden said no.", f"Bo Lind of the {short} agreed. The {short} left."]
    articles = sb.read_articles(pd.DataFrame({"text": texts}))
    actors = set(resolve_actors(articles, None).actors["actor"])
    assert f"{short} of Halden" in actors and short not in actors


def test_a_society_of_two_places_is_neither():
    text = "The Bar Association of {} said no."
    texts = [text.format("Halden"), text.format("Norton"), "The Bar Association left, it said."]
    articles = sb.read_articles(pd.DataFrame({"text": texts}))
    assert "Bar Association" in set(resolve_actors(articles, None).actors["actor"])
