"""A change of side is told from a divided actor by the dates of its statements."""

from itertools import product

import pandas as pd
import pytest

from stancebook.estimates.turns import FEWEST, PURE, find_turns

SIDES = {"+": "favor", "-": "against", "0": "neutral"}


def turn_of(signs, *, days=None, confidence=0.8, stories=None, **more):
    """Return the turn of an actor with one article for each sign, a day apart unless told."""
    days = days or range(1, len(signs) + 1)
    dates = [pd.NaT if day is None else pd.Timestamp(2025, 3, day) for day in days]
    ids = [f"a{number}" for number in range(len(signs))]
    stories = stories or ids
    articles = pd.DataFrame({"article_id": ids, "story_id": stories})
    articles["published"] = pd.to_datetime(dates)
    statements = pd.DataFrame(
        {
            "actor": "Ana Ruiz",
            "concept": "ban",
            "article_id": ids,
            "statement_id": ids,
            "text": stories,
            "stance": [SIDES[sign] for sign in signs],
            "confidence": confidence,
            "start": 0,
        }
    )
    mixed = statements.sample(frac=1, random_state=1)
    return find_turns(mixed, articles, **more).get(("Ana Ruiz", "ban"))


@pytest.mark.parametrize(
    ("signs", "before", "last", "first"),
    [
        ("--++", "against", "a1", "a2"),
        ("++--", "favor", "a1", "a2"),
        ("--0++", "against", "a1", "a3"),
        ("-----+-++++++", "against", "a4", "a5"),
    ],
)
def test_a_change_lies_between_two_sentences(signs, before, last, first):
    turn = turn_of(signs)
    assert (turn.before, turn.after) == (before, {"favor", "against"}.difference([before]).pop())
    assert (turn.last["statement_id"], turn.first["statement_id"]) == (last, first)
    assert turn.last["day"] < turn.first["day"]


def is_change(signs, cut):
    """Tell by counting each part anew whether the side changes at a cut."""
    parts = signs[:cut], signs[cut:]
    leaders = [max("-+", key=part.count) for part in parts]
    counts = [part.count(leader) for part, leader in zip(parts, leaders, strict=True)]
    pure = all(n >= PURE * len(part) for n, part in zip(counts, parts, strict=True))
    return leaders[0] != leaders[1] and pure and min(counts) >= FEWEST


@pytest.mark.parametrize("length", range(2, 7))
def test_a_change_is_found_where_a_day_parts_the_sides_and_nowhere_else(length):
    for signs in map("".join, product("+-", repeat=length)):
        cuts = [cut for cut in range(1, length) if is_change(signs, cut)]
        assert (turn_of(signs) is not None) == bool(cuts), signs


def test_wire_copies_are_one_witness():
    assert turn_of("--+++", stories=["a", "b", "c", "c", "c"]) is None
    turn = turn_of("--++-", stories=["a", "a", "b", "c", "a"], confidence=0.9)
    assert turn.before == "against"


@pytest.mark.parametrize("signs", ["+-+-", "--+", "+", "++", "0+0-", "+-", "-+-+-+", "-++-", ""])
def test_no_order_or_too_few_is_no_change(signs):
    assert turn_of(signs) is None


def test_one_sure_statement_is_enough():
    assert turn_of("--+", confidence=[0.8, 0.8, 0.95]).first["day"] == pd.Timestamp(2025, 3, 3)
    assert turn_of("-+", confidence=[0.95, 0.8]) is None


def test_both_sides_on_one_day_are_no_change():
    assert turn_of("--++", days=[5, 5, 5, 5]) is None


def test_articles_without_a_date_tell_no_order():
    assert turn_of("--++", days=[None, None, 3, 4]) is None


def test_what_is_not_counted_changes_nothing():
    assert turn_of("--++", confidence=[0.8, 0.8, 0.3, 0.3], min_confidence=0.5) is None
