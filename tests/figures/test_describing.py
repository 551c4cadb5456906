"""No description sets one thing above others that are its equals."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.figures import (
    describe_coverage,
    describe_positions,
    describe_ties,
    describe_topic_shares,
    describe_trends,
)
from stancebook.figures.describing import join_words, leaders

NAMES = ("Ana", "Bo", "Cy", "Di", "Ed")


def coverage(counts):
    return describe_coverage(pd.DataFrame({"source": NAMES[: len(counts)], "n_articles": counts}))


def trends(counts):
    table = pd.DataFrame({"period": NAMES[: len(counts)], "n_favor": counts, "n_against": 0})
    return describe_trends(table.assign(concept="ban", n_statements=counts))


def topic_shares(counts):
    table = pd.DataFrame({"period": NAMES[: len(counts)], "share": [n / 100 for n in counts]})
    return describe_topic_shares(table.assign(topic=0))


def positions(counts):
    table = pd.DataFrame({"actor": NAMES[: len(counts)], "n_favor": counts, "n_against": 0})
    return describe_positions(table.assign(concept="ban", side="favor", n_statements=counts))


def ties(counts):
    table = pd.DataFrame({"actor_a": NAMES[: len(counts)], "actor_b": "Zoe", "weight": counts})
    return describe_ties(table.assign(network="conflict"))


@pytest.mark.parametrize("describe", [coverage, trends, topic_shares, positions])
@given(counts=st.lists(st.integers(1, 4), min_size=1, max_size=5))
def test_equals_are_named_together_or_not_at_all(describe, counts):
    told = describe(counts)
    equals = [name for name, n in zip(NAMES, counts, strict=False) if n == max(counts)]
    named = [name for name in NAMES if name in told]
    assert named in (equals[:3], [])
    assert len(equals) <= 3 or not named or f"{len(equals) - 3} other" in told


@given(counts=st.lists(st.integers(1, 3), min_size=1, max_size=5))
def test_a_pair_is_first_only_where_others_tie_on_fewer_concepts(counts):
    told, number = ties(counts), counts.count(max(counts))
    assert f"{max(counts)} concept" in told
    if number == len(counts) > 1:
        assert "Zoe" not in told
    else:
        assert (f"{number - 1} more" in told) == (number > 1)


@given(st.lists(st.sampled_from(NAMES), unique=True))
def test_names_joined_are_all_told_or_counted(names):
    told = join_words(names)
    shown = [name for name in names if name in told]
    assert shown == names[:3]
    assert len(names) <= 3 or f"and {len(names) - 3} other" in told


def test_leaders_of_nothing_are_none():
    assert leaders(pd.Series([], dtype=float)) == []
