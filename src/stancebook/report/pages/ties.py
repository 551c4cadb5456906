"""Ties to a list: for the weight of every tie that a page shows, the concepts that it counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from ...figures.addresses import tie_anchor
from ...figures.camps import pair_ties, tied_actors
from ...networks import actor_ties, take_sides
from .lists import Item, write_list
from .site import Site

STRONGEST = 50
"""Pairs listed whoever they tie, beside all ties among the actors of the figure."""

_WORDS = {"congruence": "Same side", "conflict": "Opposite sides"}


def write_ties(site: Site, folder: Path, counted: pd.DataFrame) -> Iterator[Path]:
    """Write the list of ties: each pair of actors with the concepts that tie them.

    Parameters
    ----------
    site : Site
        The report.
    folder : Path
        The run's folder.
    counted : DataFrame
        The counted statements, see :data:`stancebook.tables.STATEMENTS`.
    """
    ties = actor_ties(counted)
    listed = listed_ties(ties)
    return write_list(
        site,
        folder,
        tie_items(site, listed, counted),
        kind="ties",
        name="",
        template="ties.html",
        heading="Who stands with whom",
        n_ties=len(ties),
        n_listed=len(listed),
    )


def listed_ties(ties: pd.DataFrame) -> pd.DataFrame:
    """Return the ties that figures and tables show, by pair."""
    drawn = tied_actors(ties)
    among = ties[ties["actor_a"].isin(drawn) & ties["actor_b"].isin(drawn)]
    clearest = pair_ties(ties).head(STRONGEST)
    pairs = set(zip(clearest["actor_a"], clearest["actor_b"], strict=True))
    is_clear = [pair in pairs for pair in zip(ties["actor_a"], ties["actor_b"], strict=True)]
    shown = pd.concat([among, ties[pd.Series(is_clear, index=ties.index, dtype=bool)]])
    shown = shown.drop_duplicates()
    return shown.sort_values(["actor_a", "actor_b", "network"], ascending=[True, True, False])


def tie_items(site: Site, ties: pd.DataFrame, counted: pd.DataFrame) -> Iterator[Item]:
    """Yield for each tie the concepts that its weight counts, with both actors' statements."""
    taken: dict[str, dict[str, tuple[str, int]]] = {}
    for row in take_sides(counted).to_dict("records"):
        taken.setdefault(row["actor"], {})[row["concept"]] = (row["stance"], row["n"])
    names = site.reading.concept_names
    for row in ties.to_dict("records"):
        pair, network = (row["actor_a"], row["actor_b"]), row["network"]
        groups = (
            (tie_anchor(*pair), " and ".join(pair)),
            (tie_anchor(*pair, network), _WORDS[network]),
        )
        mine, other = (taken[actor] for actor in pair)
        for concept in sorted(mine.keys() & other.keys()):
            if (mine[concept][0] == other[concept][0]) == (network == "congruence"):
                sides = [(actor, *taken[actor][concept]) for actor in pair]
                name = names.get(concept, concept)
                yield Item(groups=groups, tie={"concept": concept, "name": name, "sides": [sides]})
