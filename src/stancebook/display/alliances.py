"""Ties in JupyterLab: which actors stand together or apart, and on which concepts."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..figures.camps import pair_ties
from ..figures.describing import count_word
from .marks import plain
from .showing import Shown, show_template

NETWORK_WORDS = {"congruence": "same side", "conflict": "opposite sides"}


def show_ties(ties: pd.DataFrame, *, most: int = 12) -> Shown:
    """Show the pairs with the clearest ties; each weight opens the concepts that it counts.

    A pair that agrees on one concept and differs on another is one row with both numbers. Where all
    weights are equal and not all pairs have room, no pair is shown: their order would say nothing.

    Parameters
    ----------
    ties : DataFrame
        See :data:`stancebook.tables.TIES`, counted by concepts.
    most : int
        Rows shown; how many are left out is said.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.
    """
    pairs = pair_ties(ties)
    weight = _only_weight(ties)
    if weight and len(pairs) > most:
        told = (
            f"Each of the {len(pairs):,} tied pairs rests on {weight} "
            f"{count_word(weight, 'concept')}: none is stronger than another. "
            "The data file of the figure above holds them all."
        )
        return Shown(f'<p class="sb">{told}</p>', told)
    rows = pairs.head(most).to_dict("records")
    text = "\n".join(
        f"{plain(row['actor_a'])} and {plain(row['actor_b'])}: "
        + ", ".join(
            f"{words} {row[name]:.0f}" for name, words in NETWORK_WORDS.items() if row[name]
        )
        for row in rows
    )
    return show_template(
        "show_ties.html",
        text or "No two actors take sides on one concept.",
        rows=rows,
        networks=NETWORK_WORDS,
        n_left_out=max(0, len(pairs) - most),
    )


def _only_weight(ties: pd.DataFrame) -> int:
    """Return the weight of every tie where all pairs have one tie of the same, else 0."""
    repeats = ties[["actor_a", "actor_b"]].duplicated().any()
    weights = set(ties["weight"])
    return int(weights.pop()) if len(weights) == 1 and not repeats else 0


def show_affiliations(
    affiliations: pd.DataFrame, names: Mapping[str, str] | None = None, *, most: int = 20
) -> Shown:
    """Show what ties are made of: each actor with each concept and side; each count opens it.

    Parameters
    ----------
    affiliations : DataFrame
        From :func:`stancebook.affiliation_network`.
    names : mapping, optional
        Concept id to name.
    most : int
        Rows shown; how many are left out is said.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.
    """
    order = ["n_statements", "actor", "concept", "stance"]
    table = affiliations.sort_values(order, ascending=[False, True, True, True]).head(most)
    rows = [
        {**row, "concept_name": (names or {}).get(row["concept"], row["concept"])}
        for row in table.to_dict("records")
    ]
    text = "\n".join(
        f"{plain(row['actor'])} {row['stance']} {plain(row['concept_name'])}: "
        f"{row['n_statements']} in {row['n_articles']} articles"
        for row in rows
    )
    return show_template(
        "show_affiliations.html",
        text or "No actor takes a position.",
        rows=rows,
        n_left_out=max(0, len(affiliations) - most),
    )
