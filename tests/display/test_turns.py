"""A change of side is told from a divided actor by the dates of its statements."""

import pandas as pd
import pytest

from stancebook.display.turns import find_turns

SIDES = {"+": "favor", "-": "against", "0": "neutral"}


def turn_of(signs, *, days=None, confidence=0.8, **more):
    """Return the turn of an actor with one article for each sign, a day apart unless told."""
    days = days or range(1, len(signs) + 1)
    dates = [pd.NaT if day is None else pd.Timestamp(2025, 3, day) for day in days]
    ids = [f"a{number}" for number in range(len(signs))]
    articles = pd.DataFrame({"article_id": ids, "published": pd.to_datetime(dates)})
    statements = pd.DataFrame(
        {
            "actor": "Ana Ruiz",
            "concept": "ban",
            "article_id": ids,
            "statement_id": ids,
            "stance": [SIDES[sign] for sign in signs],
            "confidence": confidence,
            "start": 0,
        }
    )
    mixed = statements.sample(frac=1, random_state=1)
    return find_turns(mixed, articles, **more).get(("Ana Ruiz", "ban"))


@pytest.mark.parametrize(
    "signs, words",
    [
        ("--++", "changed: against until 2 March 2025, for since 3 March 2025"),
        ("++--", "changed: for until 2 March 2025, against since 3 March 2025"),
        ("--0++", "changed: against until 2 March 2025, for since 4 March 2025"),
        ("-----+-++++++", "changed: against until 5 March 2025, for since 6 March 2025"),
    ],
)
def test_a_change_says_until_when_and_since_when(signs, words):
    assert turn_of(signs).words == words


@pytest.mark.parametrize("signs", ["+-+-", "--+", "+", "++", "0+0-", "+-", "-+-+-+", "-++-", ""])
def test_no_order_or_too_few_is_no_change(signs):
    assert turn_of(signs) is None


def test_one_sure_statement_is_enough():
    assert turn_of("--+", confidence=[0.8, 0.8, 0.95]).since == pd.Timestamp(2025, 3, 3)
    assert turn_of("-+", confidence=[0.95, 0.8]) is None


def test_both_sides_on_one_day_are_no_change():
    assert turn_of("--++", days=[5, 5, 5, 5]) is None


def test_articles_without_a_date_tell_no_order():
    assert turn_of("--++", days=[None, None, 3, 4]) is None


def test_what_is_not_counted_changes_nothing():
    assert turn_of("--++", confidence=[0.8, 0.8, 0.3, 0.3], min_confidence=0.5) is None


def test_the_sentences_are_the_last_of_one_side_and_the_first_of_the_other():
    turn = turn_of("--++")
    assert (turn.last["statement_id"], turn.first["statement_id"]) == ("a1", "a2")
