"""What a figure has room for: no panel without an actor."""

import numpy as np
import pandas as pd
import pytest

from stancebook.figures.layout import drawn_positions


def positions(random_state, n_actors=30, n_concepts=4):
    """Return counts in which most actors speak on one concept and few on the others."""
    dice = np.random.default_rng(random_state)
    rows = [(f"Actor {k:02}", "c0", dice.integers(1, 9)) for k in range(n_actors)]
    rows += [
        (f"Actor {dice.integers(n_actors + 9):02}", f"c{k}", 1)
        for k in range(1, n_concepts)
        for _ in range(3)
    ]
    table = pd.DataFrame(rows, columns=["actor", "concept", "n_statements"])
    return table.drop_duplicates(["actor", "concept"], ignore_index=True)


@pytest.mark.parametrize("random_state", range(20))
@pytest.mark.parametrize("most_actors", [1, 4, 12, 99])
def test_every_concept_drawn_has_an_actor(random_state, most_actors):
    table = positions(random_state)
    actors, concepts = drawn_positions(table, most_actors=most_actors)
    drawn = table[table["actor"].isin(actors) & table["concept"].isin(concepts)]
    assert set(drawn["concept"]) == set(concepts)
    assert len(actors) <= max(most_actors, len(concepts))
    assert len(actors) >= min(
        most_actors, table.loc[table["concept"].isin(concepts), "actor"].nunique()
    )


@pytest.mark.parametrize("random_state", range(5))
def test_actors_stand_by_their_statements(random_state):
    table = positions(random_state)
    actors, concepts = drawn_positions(table)
    totals = table[table["concept"].isin(concepts)].groupby("actor")["n_statements"].sum()
    told = totals[actors].tolist()
    assert told == sorted(told, reverse=True)
    assert drawn_positions(table.sample(frac=1, random_state=1)) == (actors, concepts)
