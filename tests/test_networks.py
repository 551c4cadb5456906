import sqlite3
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from stancebook.errors import InputError
from stancebook.figures.counts import count_positions
from stancebook.networks import (
    actor_ties,
    affiliation_network,
    conflict_network,
    congruence_network,
    take_sides,
)
from stancebook.report.pages.ties import tie_items
from stancebook.tables import STANCES, STATEMENTS, TIES, UNRESOLVED, make_table


def statements_of(rows):
    """Fill what networks do not look at; a row is (actor, concept, stance)."""
    records = [
        {
            **{name: "" for name, column in STATEMENTS.columns.items() if column.kind == "text"},
            **{"in_title": False, "start": 0, "end": 1, "mention_start": 0, "mention_end": 1},
            **{"p_favor": 1.0, "p_against": 0.0, "p_neutral": 0.0, "confidence": 1.0},
            **{"statement_id": str(number), "article_id": str(number), "voice": "direct"},
            **{"actor": actor, "concept": concept, "stance": stance},
        }
        for number, (actor, concept, stance) in enumerate(rows)
    ]
    return make_table(records, STATEMENTS)


rows = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C", "D", UNRESOLVED]),
        st.sampled_from(["x", "y", "z"]),
        st.sampled_from(STANCES),
    ),
    max_size=30,
)


@given(rows)
def test_repeating_every_statement_does_not_strengthen_a_tie(some):
    for network in (congruence_network, conflict_network):
        once, twice = network(statements_of(some)), network(statements_of(some + some))
        assert_frame_equal(once[list(TIES.columns)], twice[list(TIES.columns)])


@given(rows, st.sampled_from(["concepts", "statements", "articles"]))
def test_all_ties_are_those_of_both_networks(some, count):
    statements = statements_of(some)
    ties = actor_ties(statements, count=count)
    for name, network in (("congruence", congruence_network), ("conflict", conflict_network)):
        mine = ties[ties["network"] == name].reset_index(drop=True)
        assert_frame_equal(mine, network(statements, count=count))
    assert set(ties["network"]) <= {"congruence", "conflict"}


@given(rows)
def test_turning_every_side_round_changes_no_network(some):
    turn = {"favor": "against", "against": "favor", "neutral": "neutral"}
    turned = [(actor, concept, turn[stance]) for actor, concept, stance in some]
    for network in (congruence_network, conflict_network):
        assert_frame_equal(network(statements_of(some)), network(statements_of(turned)))


@given(rows)
def test_neutral_and_unresolved_make_no_tie(some):
    kept = [row for row in some if row[0] != UNRESOLVED and row[2] != "neutral"]
    for network in (congruence_network, conflict_network):
        assert_frame_equal(network(statements_of(some)), network(statements_of(kept)))


def test_a_planted_coalition_is_found():
    some = [("A", "x", "favor"), ("B", "x", "favor"), ("C", "x", "against"), ("A", "y", "against")]
    together = congruence_network(statements_of(some))
    apart = conflict_network(statements_of(some))
    assert together[["actor_a", "actor_b", "weight"]].to_numpy().tolist() == [["A", "B", 1.0]]
    assert apart[["actor_a", "actor_b"]].to_numpy().tolist() == [["A", "C"], ["B", "C"]]


def test_a_stray_statement_makes_no_tie_and_a_divided_actor_none():
    other = [("B", "x", "favor"), ("C", "x", "against")]
    stray = statements_of([("A", "x", "favor")] * 5 + [("A", "x", "against")] + other)
    assert pairs_of(congruence_network(stray)) == [("A", "B")]
    assert pairs_of(conflict_network(stray)) == [("A", "C"), ("B", "C")]
    divided = statements_of([("A", "x", "favor"), ("A", "x", "against"), *other])
    assert pairs_of(congruence_network(divided)) == []
    assert pairs_of(conflict_network(divided)) == [("B", "C")]


def pairs_of(ties):
    return list(zip(ties["actor_a"], ties["actor_b"], strict=True))


@given(rows)
def test_no_pair_agrees_and_differs_on_one_concept(some):
    for concept in "xyz":
        statements = statements_of([row for row in some if row[1] == concept])
        same, apart = congruence_network(statements), conflict_network(statements)
        assert not set(pairs_of(same)) & set(pairs_of(apart))


@given(rows)
def test_actors_stand_where_the_counts_of_positions_say(some):
    statements = statements_of(some)
    counts = count_positions(statements[statements["actor"] != UNRESOLVED])
    counts = counts[counts["side"].isin(["favor", "against"])]
    placed = take_sides(statements).set_index(["actor", "concept"])["stance"].to_dict()
    assert placed == counts.set_index(["actor", "concept"])["side"].to_dict()


@given(rows)
def test_the_list_of_a_tie_holds_as_many_concepts_as_it_weighs(some):
    statements = statements_of(some)
    site = SimpleNamespace(reading=SimpleNamespace(concept_names={}))
    for network in (congruence_network, conflict_network):
        ties = network(statements)
        assert len(list(tie_items(site, ties, statements))) == ties["weight"].sum()


def test_an_actor_on_both_sides_is_tied_both_ways_where_statements_are_counted():
    some = statements_of([("A", "x", "favor"), ("A", "x", "against"), ("B", "x", "favor")])
    assert len(congruence_network(some, count="statements")) == 1
    assert len(conflict_network(some, count="statements")) == 1


def test_a_tie_says_on_how_few_statements_it_rests():
    some = [("A", "x", "favor")] * 3 + [("B", "x", "favor")] + [("C", "x", "against")] * 2
    assert congruence_network(statements_of(some))["n_fewest"].tolist() == [1]
    assert conflict_network(statements_of(some))["n_fewest"].tolist() == [2, 1]


def test_affiliations_count_statements_and_articles():
    found = affiliation_network(statements_of([("A", "x", "favor")] * 3 + [("B", "x", "neutral")]))
    assert found["n_statements"].tolist() == [3, 1]


def test_an_unknown_count_is_refused_with_the_choices():
    with pytest.raises(InputError, match="concepts.*statements.*articles"):
        congruence_network(statements_of([]), count="words")


@pytest.fixture(scope="module")
def rdna_sample(data_folder):
    """Read the sample project of rDNA: who (organisation) said what with which agreement."""
    file = data_folder / "networks-rdna-sample.dna"
    query = """
        SELECT actor.Value, concept.Value, DATABOOLEAN.Value
        FROM DATABOOLEAN
        JOIN DATASHORTTEXT AS a ON a.StatementId = DATABOOLEAN.StatementId AND a.VariableId = 2
        JOIN DATASHORTTEXT AS c ON c.StatementId = DATABOOLEAN.StatementId AND c.VariableId = 3
        JOIN ENTITIES AS actor ON actor.ID = a.Entity
        JOIN ENTITIES AS concept ON concept.ID = c.Entity
    """
    connection = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
    try:
        coded = connection.execute(query).fetchall()
    finally:
        connection.close()
    return statements_of([(a, c, "favor" if yes else "against") for a, c, yes in coded])


@pytest.mark.data
def test_the_published_networks_of_rdnas_sample_come_out(rdna_sample):
    together = congruence_network(rdna_sample, count="statements")
    apart = conflict_network(rdna_sample, count="statements")
    affiliations = affiliation_network(rdna_sample)
    assert affiliations["n_statements"].sum() == 40
    assert affiliations[["actor", "concept"]].nunique().tolist() == [7, 6]
    assert 2 * together["weight"].sum() == 160  # rDNA sums the symmetric matrix, both halves
    assert 2 * apart["weight"].sum() == 116


def test_ties_are_sorted_and_unique():
    some = [(actor, concept, "favor") for actor in "CAB" for concept in "yx"]
    ties = congruence_network(statements_of(some))
    assert ties["weight"].tolist() == [2.0, 2.0, 2.0]
    assert (ties["actor_a"] < ties["actor_b"]).all()
    assert isinstance(ties, pd.DataFrame)
