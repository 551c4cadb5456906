"""Actors on the gold debates: floors that may not be lowered unseen, and the trivial baseline."""

import re

import pandas as pd
import pytest

from stancebook.actors import judge_mentions, resolve_actors, score_actors
from stancebook.codebook import Codebook
from stancebook.statements.debates import read_debates
from stancebook.tables import ACTORS, MENTIONS, make_table, stable_id

FLOORS = {
    ("with codebook", "found"): 0.975,
    ("with codebook", "resolved"): 0.96,
    ("without codebook", "found"): 0.965,
    ("without codebook", "resolved"): 0.935,
}
"""Share of labelled statements; measured 0.986, 0.975, 0.978 and 0.955 without attributions."""


def only_aliases(articles, codebook):
    """Find mentions by the codebook's exact words alone: what every method must beat."""
    rows = []
    for article in articles.to_dict("records"):
        for in_title, text in ((True, article["title"]), (False, article["text"])):
            for actor in codebook.actors:
                forms = sorted((actor.name, *actor.aliases), key=len, reverse=True)
                pattern = "|".join(re.escape(form) for form in forms)
                for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text):
                    place = (article["article_id"], in_title, *match.span())
                    rows.append((stable_id(*place), *place, match.group(), "name", actor.name))
    table = pd.DataFrame(rows, columns=list(MENTIONS.columns)).drop_duplicates("mention_id")
    return make_table([], ACTORS), make_table(table, MENTIONS)


@pytest.fixture(scope="module")
def judged(project):
    parts = {"with codebook": [], "without codebook": [], "aliases only": []}
    for debate in read_debates(project / "tests" / "gold" / "debates"):
        codebook = Codebook.from_dict(debate.codebook)
        answers = {
            "with codebook": resolve_actors(debate.articles, codebook=codebook),
            "without codebook": resolve_actors(debate.articles),
            "aliases only": only_aliases(debate.articles, codebook),
        }
        for way, found in answers.items():
            parts[way].append(judge_mentions(found, debate.gold, codebook=codebook))
    return {way: pd.concat(part, ignore_index=True) for way, part in parts.items()}


def value_of(judged, measure):
    scores = score_actors(judged, n_resamples=20)
    return scores.set_index("measure").loc[measure, "value"]


@pytest.mark.parametrize(("way", "measure"), FLOORS, ids=" ".join)
def test_no_score_falls_below_its_floor(judged, way, measure):
    assert value_of(judged[way], measure) >= FLOORS[way, measure]


@pytest.mark.parametrize("way", ["with codebook", "without codebook"])
def test_the_rules_beat_exact_aliases(judged, way):
    assert value_of(judged[way], "resolved") > value_of(judged["aliases only"], "resolved") + 0.05


def test_intervals_hold_their_value_and_repeat(judged):
    scores = score_actors(judged["with codebook"], n_resamples=100)
    assert ((scores["low"] <= scores["value"]) & (scores["value"] <= scores["high"])).all()
    assert scores["n"].iloc[0] == len(judged["with codebook"])
    again = score_actors(judged["with codebook"], n_resamples=100)
    pd.testing.assert_frame_equal(scores, again)
