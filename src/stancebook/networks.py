"""Statements to networks: which actors stand together, which apart, and on what.

Three networks of discourse network analysis [1]_: the affiliation network of actors and concepts,
the congruence network of actors on the same side, the conflict network of actors on opposite sides.

References
----------
.. [1] Leifeld, P. (2017). Discourse network analysis: policy debates as dynamic networks.
   In The Oxford Handbook of Political Networks.
"""

from __future__ import annotations

import pandas as pd

from .errors import InputError
from .tables import STATEMENTS, TIES, UNRESOLVED, check_table, make_table

COUNTS = ("concepts", "statements", "articles")


def affiliation_network(statements: pd.DataFrame) -> pd.DataFrame:
    """Tie each actor to the concepts on which it takes a side.

    Parameters
    ----------
    statements : DataFrame
        See :data:`stancebook.tables.STATEMENTS`. Unresolved actors make no tie.

    Returns
    -------
    DataFrame
        One row per actor, concept and stance (neutral too), sorted: ``actor``, ``concept``,
        ``stance``, ``n_statements`` and ``n_articles``, both at least 1.

    Examples
    --------
    >>> affiliation_network(make_table([], STATEMENTS)).empty
    True
    """
    named = _named(statements)
    return named.groupby(["actor", "concept", "stance"], as_index=False).agg(
        n_statements=("statement_id", "nunique"), n_articles=("article_id", "nunique")
    )


def actor_ties(statements: pd.DataFrame, *, count: str = "concepts") -> pd.DataFrame:
    """Tie actors by congruence and by conflict: both networks in one table.

    Parameters
    ----------
    statements : DataFrame
        See :data:`stancebook.tables.STATEMENTS`; as for :func:`congruence_network`.
    count : {'concepts', 'statements', 'articles'}
        What the weight counts, as for :func:`congruence_network`.

    Returns
    -------
    DataFrame
        See :data:`stancebook.tables.TIES`, with ``n_fewest``: the ties of
        :func:`congruence_network`, then those of :func:`conflict_network`.

    Raises
    ------
    InputError
        Where ``count`` is not one of the three.
    """
    networks = [congruence_network(statements, count=count)]
    networks += [conflict_network(statements, count=count)]
    return pd.concat(networks, ignore_index=True)


def congruence_network(statements: pd.DataFrame, *, count: str = "concepts") -> pd.DataFrame:
    """Tie two actors for every concept on which they take the same side, see :func:`take_sides`.

    Parameters
    ----------
    statements : DataFrame
        See :data:`stancebook.tables.STATEMENTS`. Neutral statements take no side and make no tie;
        unresolved actors make none either.
    count : {'concepts', 'statements', 'articles'}
        What the weight counts. ``concepts``: concepts shared, each actor on the side of most of
        its statements, so that neither repetition nor a stray statement ties. ``statements``:
        pairs of statements, as Discourse Network Analyzer counts with duplicates included.
        ``articles``: pairs of articles in which each said so. The last two count both sides of an
        actor.

    Returns
    -------
    DataFrame
        See :data:`stancebook.tables.TIES`: ``actor_a < actor_b``, ``weight`` at least 1; and
        ``n_fewest``, with how few statements (or articles) one of the two takes one of the sides.

    Raises
    ------
    InputError
        Where ``count`` is not one of the three.
    """
    return _ties(statements, network="congruence", count=count)


def conflict_network(statements: pd.DataFrame, *, count: str = "concepts") -> pd.DataFrame:
    """Tie two actors for every concept on which they take opposite sides.

    A pair may stand in both networks, on different concepts.

    Parameters
    ----------
    statements : DataFrame
        See :data:`stancebook.tables.STATEMENTS`; as for :func:`congruence_network`.
    count : {'concepts', 'statements', 'articles'}
        What the weight counts, as for :func:`congruence_network`.

    Returns
    -------
    DataFrame
        See :data:`stancebook.tables.TIES`: ``actor_a < actor_b``, ``weight`` at least 1; and
        ``n_fewest``, with how few statements (or articles) one of the two takes one of the sides.

    Raises
    ------
    InputError
        Where ``count`` is not one of the three.
    """
    return _ties(statements, network="conflict", count=count)


def take_sides(statements: pd.DataFrame) -> pd.DataFrame:
    """Place each actor on the side of most of its statements on a concept.

    Parameters
    ----------
    statements : DataFrame
        See :data:`stancebook.tables.STATEMENTS`. Neutral statements take no side, unresolved
        actors stand nowhere; nor does an actor with as many statements for as against.

    Returns
    -------
    DataFrame
        One row per actor and concept, sorted: ``actor``, ``concept``, ``stance`` and ``n``, the
        statements on that side.
    """
    counts = _strengths(_named(statements).query("stance != 'neutral'"), "statements")
    position = ["actor", "concept"]
    leading = counts[counts["n"] == counts.groupby(position)["n"].transform("max")]
    return leading.drop_duplicates(position, keep=False).reset_index(drop=True)


def _named(statements: pd.DataFrame) -> pd.DataFrame:
    checked = check_table(statements, STATEMENTS)
    return checked[checked["actor"] != UNRESOLVED]


def _ties(statements: pd.DataFrame, *, network: str, count: str) -> pd.DataFrame:
    if count not in COUNTS:
        raise InputError(f"count: expected one of {list(COUNTS)}, got {count!r}")
    if count == "concepts":
        sides = take_sides(statements)
    else:
        sides = _strengths(_named(statements).query("stance != 'neutral'"), count)
    other = sides.copy()
    if network == "conflict":
        other["stance"] = other["stance"].map({"favor": "against", "against": "favor"})
    pairs = sides.merge(other, on=["concept", "stance"], suffixes=("_a", "_b"))
    pairs = pairs[pairs["actor_a"] < pairs["actor_b"]]
    pairs = pairs.assign(
        weight=1 if count == "concepts" else pairs["n_a"] * pairs["n_b"],
        n_fewest=pairs[["n_a", "n_b"]].min(axis=1),
    )
    ties = pairs.groupby(["actor_a", "actor_b"], as_index=False).agg(
        weight=("weight", "sum"), n_fewest=("n_fewest", "min")
    )
    return make_table(ties.assign(network=network), TIES).assign(
        n_fewest=ties["n_fewest"].astype("int64")
    )


def _strengths(sides: pd.DataFrame, count: str) -> pd.DataFrame:
    """Count what one actor said on one side of one concept."""
    unit = "article_id" if count == "articles" else "statement_id"
    return sides.groupby(["actor", "concept", "stance"])[unit].nunique().rename("n").reset_index()
