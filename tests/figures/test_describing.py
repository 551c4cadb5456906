"""No description sets one thing above others that are its equals."""

import re
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.display.alliances import show_ties
from stancebook.figures import (
    describe_coverage,
    describe_positions,
    describe_ties,
    describe_topic_shares,
    describe_topics,
    describe_trends,
    draw_ties,
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


def tie(pair, network, weight, n_fewest):
    return dict(actor_a=pair[0], actor_b=pair[1], network=network, weight=weight, n_fewest=n_fewest)


def test_a_pair_that_rests_on_one_statement_is_not_named():
    weak = [tie(("Ana", "Bo"), "conflict", 2, 1), tie(("Ana", "Cy"), "conflict", 1, 5)]
    assert describe_ties(pd.DataFrame(weak)) == (
        "2 pairs of actors take opposite sides, on up to 2 concepts."
    )
    firm = [*weak, tie(("Di", "Ed"), "conflict", 2, 2)]
    assert "on most, 2 concepts, Di and Ed, as does 1 more pair." in describe_ties(
        pd.DataFrame(firm)
    )
    assert "Ana" not in describe_ties(pd.DataFrame(weak[:1]))


def test_a_pair_that_agrees_and_differs_is_told_as_that():
    ties = [tie(("Ana", "Bo"), network, 2, 3) for network in ("congruence", "conflict")]
    mixed = "One pair takes the same side on one concept and opposite sides on another."
    assert describe_ties(pd.DataFrame(ties)) == mixed
    ties += [tie(("Ana", "Cy"), "conflict", 1, 3)]
    told = describe_ties(pd.DataFrame(ties))
    only = "One pair of actors takes only opposite sides, on 1 concept: Ana and Cy."
    assert told == f"{only} {mixed}"
    shown = show_ties(pd.DataFrame(ties))
    assert "Ana and Bo: same side 2, opposite sides 2" in str(shown)
    assert shown.html.count("<tr>") == 3


def test_equal_ties_are_not_shown_as_the_strongest():
    actors = [f"Actor {number}" for number in range(7)]
    ties = pd.DataFrame([tie((a, b), "conflict", 1, 1) for a, b in combinations(actors, 2)])
    told = show_ties(ties, most=12)
    assert "21 tied pairs rests on 1 concept" in str(told) and "Actor" not in told.html
    assert show_ties(ties, most=21).html.count("<tr>") == 22
    ties.loc[0, "weight"] = 2
    assert show_ties(ties, most=12).html.count("<tr>") == 13


@given(st.lists(st.sampled_from(NAMES), unique=True))
def test_names_joined_are_all_told_or_counted(names):
    told = join_words(names)
    shown = [name for name in names if name in told]
    assert shown == names[:3]
    assert len(names) <= 3 or f"and {len(names) - 3} other" in told


def test_leaders_of_nothing_are_none():
    assert leaders(pd.Series([], dtype=float)) == []


PAIRS = [(a, b) for a in "ABCD" for b in "ABCD" if a < b]


@given(
    kinds=st.lists(
        st.sampled_from([("congruence",), ("conflict",), ("congruence", "conflict")]),
        min_size=len(PAIRS),
        max_size=len(PAIRS),
    )
)
def test_every_pair_is_told_once(kinds):
    """The numbers of an answer add up to the pairs, whatever stands in both networks."""
    ties = [tie(pair, one, 1, 1) for pair, kind in zip(PAIRS, kinds, strict=True) for one in kind]
    told = describe_ties(pd.DataFrame(ties)).replace("One pair", "1 pair")
    assert sum(map(int, re.findall(r"(\d+) pairs?\b(?! more)", told))) == len(PAIRS)


def test_what_a_figure_of_ties_leaves_out_is_told_in_pairs_of_tied_actors():
    ties = [tie((a, b), one, 1, 1) for a, b in PAIRS for one in ("congruence", "conflict")]
    left_out = draw_ties(pd.DataFrame(ties), most_actors=3).stancebook_left_out
    assert left_out == "Drawn are 3 of 4 tied actors, those with most ties (3 of 6 pairs)."


@pytest.mark.parametrize(
    ("unstable", "words"),
    [([True, True], "All 2 are unstable"), ([True, False], "1 of the 2 is unstable"), ([0, 0], "")],
    ids=["all", "one", "none"],
)
def test_how_many_topics_are_unstable_is_told(unstable, words):
    topics = pd.DataFrame({"topic": [0, 1], "label": ["a", "b"], "share": [0.7, 0.3]})
    told = describe_topics(topics.assign(is_unstable=[bool(one) for one in unstable]))
    assert words in told and ("fitted again" in told) == any(unstable)


def test_the_labels_of_topics_are_kept_apart():
    labels = ["water, public, law", "court, judge, appeal"]
    topics = pd.DataFrame(
        {"topic": [0, 1], "label": labels, "share": [0.7, 0.3], "is_unstable": [False, True]}
    )
    told = describe_topics(topics).partition(": ")[2].partition(").")[0]
    for label, part in zip(labels, told.split("; "), strict=True):
        assert part.startswith(f"“{label}” (")
