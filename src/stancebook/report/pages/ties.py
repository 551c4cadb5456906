"""Ties to a list: for the weight of every tie that a page shows, the concepts that it counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from ...display.alliances import strongest_ties
from ...figures.addresses import tie_anchor
from ...figures.camps import tied_actors
from ...figures.counts import count_positions
from ...networks import conflict_network, congruence_network
from ...tables import UNRESOLVED
from .lists import Item, write_list
from .site import Site

STRONGEST = 50
"""Ties listed whoever they tie, beside all ties among the actors of the figure."""

_WORDS = {"congruence": "Same side", "conflict": "Opposite sides"}
_OTHER = {"favor": "against", "against": "favor"}


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
    networks = [congruence_network(counted), conflict_network(counted)]
    ties = networks[0].merge(networks[1], how="outer")
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
    shown = pd.concat([among, strongest_ties(ties, STRONGEST)]).drop_duplicates()
    return shown.sort_values(["actor_a", "actor_b", "network"], ascending=[True, True, False])


def tie_items(site: Site, ties: pd.DataFrame, counted: pd.DataFrame) -> Iterator[Item]:
    """Yield for each tie the concepts that its weight counts, with both actors' statements."""
    sided = counted[(counted["stance"] != "neutral") & (counted["actor"] != UNRESOLVED)]
    counts: dict[str, dict[tuple[str, str], int]] = {}
    for row in count_positions(sided, ["actor", "concept", "stance"]).to_dict("records"):
        place = (row["concept"], row["stance"])
        counts.setdefault(row["actor"], {})[place] = row["n_statements"]
    names = site.reading.concept_names
    for row in ties.to_dict("records"):
        first, second, network = row["actor_a"], row["actor_b"], row["network"]
        pair = (tie_anchor(first, second), f"{first} and {second}")
        group = (tie_anchor(first, second, network), _WORDS[network])
        shared: dict[str, list[dict]] = {}
        for (concept, stance), n_first in sorted(counts[first].items()):
            other = _OTHER[stance] if network == "conflict" else stance
            n_second = counts[second].get((concept, other))
            if n_second:
                both = [(first, stance, n_first), (second, other, n_second)]
                shared.setdefault(concept, []).append(both)
        for concept, sides in shared.items():
            tie = {"concept": concept, "name": names.get(concept, concept), "sides": sides}
            yield Item(groups=(pair, group), tie=tie)
