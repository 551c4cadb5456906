import sqlite3

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from stancebook.errors import InputError
from stancebook.networks import affiliation_network, conflict_network, congruence_network
from stancebook.tables import STANCES, STATEMENTS, UNRESOLVED, make_table


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
        assert_frame_equal(once, twice)


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


def test_an_actor_on_both_sides_is_tied_both_ways():
    some = [("A", "x", "favor"), ("A", "x", "against"), ("B", "x", "favor")]
    assert len(congruence_network(statements_of(some))) == 1
    assert len(conflict_network(statements_of(some))) == 1


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
