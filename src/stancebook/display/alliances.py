"""Ties in JupyterLab: which actors stand together or apart, and on which concepts."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from .marks import plain
from .showing import Shown, show_template

NETWORK_WORDS = {"congruence": "same side", "conflict": "opposite sides"}


def show_ties(ties: pd.DataFrame, *, most: int = 12) -> Shown:
    """Show the strongest ties; each weight opens the concepts that it counts.

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
    rows = strongest_ties(ties, most).to_dict("records")
    text = "\n".join(
        f"{plain(row['actor_a'])} and {plain(row['actor_b'])}: "
        f"{NETWORK_WORDS[row['network']]}, {row['weight']:.0f}"
        for row in rows
    )
    return show_template(
        "show_ties.html",
        text or "No two actors take sides on one concept.",
        rows=rows,
        networks=NETWORK_WORDS,
        n_left_out=max(0, len(ties) - most),
    )


def strongest_ties(ties: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the ties with the largest weights; equal ones by name.

    Parameters
    ----------
    ties : DataFrame
        See :data:`stancebook.tables.TIES`.
    most : int
        How many.
    """
    order = ["weight", "actor_a", "actor_b", "network"]
    return ties.sort_values(order, ascending=[False, True, True, True]).head(most)


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
