"""A change of side is told from a divided actor by the dates of its statements."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from stancebook.codebook import Concept
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


def test_what_is_not_counted_holds_a_change_back():
    """One counted concession, and the same actor's uncounted sentences around it."""
    told = turn_of("-++", confidence=0.9, min_confidence=0.8)
    assert told.before == "against"
    signs, days = "+++-+++", [1, 2, 3, 4, 4, 5, 5]
    confidence = [0.76, 0.64, 0.71, 0.9, 0.76, 0.94, 0.65]
    assert turn_of(signs, days=days, confidence=confidence, min_confidence=0.79) is None
    same_day = {"days": [1, 1, 2, 2], "confidence": [0.9, 0.6, 0.9, 0.9]}
    assert turn_of("-+++", **same_day, min_confidence=0.8) is None


def test_what_is_not_counted_neither_shows_nor_dates_a_change():
    assert turn_of("--++", confidence=[0.9, 0.9, 0.7, 0.7], min_confidence=0.8) is None
    turn = turn_of("--+-++", confidence=[0.9, 0.9, 0.3, 0.7, 0.7, 0.9], min_confidence=0.8)
    assert (turn.last["statement_id"], turn.first["statement_id"]) == ("a1", "a5")


@pytest.mark.parametrize("signs", ["-++++", "++++-", "-++++++++", "+-------"])
def test_a_single_statement_against_a_mass_is_a_stray(signs):
    assert turn_of(signs, confidence=0.95) is None


def test_two_statements_first_are_a_side_even_before_a_mass():
    assert turn_of("--" + 10 * "+").before == "against"


@pytest.mark.parametrize("random_state", range(30))
def test_more_doubt_never_makes_a_change(random_state):
    """Uncounted statements can only take changes away."""
    dice = np.random.default_rng(random_state)
    signs = "".join(dice.choice(list("+-"), 8))
    confidence = dice.choice([0.3, 0.6, 0.9, 0.95], 8)
    sure = [place for place in range(8) if confidence[place] >= 0.8]
    alone = turn_of(
        "".join(signs[place] for place in sure),
        days=[place + 1 for place in sure],
        confidence=confidence[sure],
    )
    with_doubts = turn_of(signs, confidence=confidence, min_confidence=0.8)
    assert with_doubts is None or alone is not None


@pytest.mark.parametrize(
    ("signs", "text", "changed"),
    [
        ("-+", "She condemned the ruling.", False),
        ("-+", "She condemned the ban.", True),
        ("--++", "She condemned the ruling.", True),
        ("-++", "She condemned the ruling.", False),
    ],
)
def test_a_single_statement_shows_a_change_only_where_it_names_the_concept(signs, text, changed):
    ban = Concept("ban", "ban on drones", aliases=("the ban",))
    stories = [f"{text} {number}" for number in range(len(signs))]
    turn = turn_of(signs, stories=stories, confidence=0.9, concepts=[ban])
    assert (turn is not None) is changed
    assert turn_of(signs, stories=stories, confidence=0.9) is not None


PAST, PRESENT = "She opposed the ban in 2012.", "She spoke of the ban."


@pytest.mark.parametrize("signs", ["-+", "+-", "--++", "++--"])
@pytest.mark.parametrize("first", [True, False])
def test_a_position_of_an_earlier_time_tells_no_change(signs, first):
    half = len(signs) // 2
    texts = [PAST] * half + [PRESENT] * half if first else [PRESENT] * half + [PAST] * half
    stories = [f"{text} {number}" for number, text in enumerate(texts)]
    assert turn_of(signs, confidence=0.95) is not None
    assert turn_of(signs, confidence=0.95, stories=stories) is None


def test_positions_of_an_earlier_time_neither_date_nor_hide_a_change():
    """What is printed later of the time before stands between the two sides and is no side."""
    texts = [
        f"{text} {n}" for n, text in enumerate([PRESENT, PRESENT, PAST, PRESENT, PAST, PRESENT])
    ]
    turn = turn_of("--++-+", stories=texts)
    assert (turn.last["statement_id"], turn.first["statement_id"]) == ("a1", "a3")
