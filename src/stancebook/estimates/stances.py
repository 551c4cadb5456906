"""Shares of stances in groups of statements, and the positions of actors over time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp

from ..tables import STANCES
from .grouping import amounts_by_story, count_groups, number_groups, read_statements
from .resampling import share_intervals


def stance_shares(
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: Sequence[str] = ("concept",),
    period: str | None = None,
    min_confidence: float = 0.0,
    weighting: str = "printed",
    n_resamples: int = 1000,
    random_state: int = 0,
) -> pd.DataFrame:
    """Estimate the share of each stance in every group, with intervals by resampling stories.

    Parameters
    ----------
    statements : DataFrame
        See :data:`stancebook.tables.STATEMENTS`.
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`; ``story_id`` tells what is resampled. Pass
        ``analysis.articles``: :func:`stancebook.read_articles` takes each copy for a story.
    by : sequence of str
        Columns of statements or articles; none for all statements together.
    period : str or None
        One of :data:`stancebook.estimates.periods.PERIODS`; groups by it too. Statements of
        undated articles are left out then.
    min_confidence : float
        Statements below are left out; see :func:`count_abstentions`.
    weighting : str
        ``printed`` counts every statement as often as it was printed; ``weighted`` divides it by
        the number of articles that print its story.
    n_resamples : int
        At least 2.
    random_state : int

    Returns
    -------
    DataFrame
        The columns of ``by``, ``stance`` (all three in every group, in the order favor, against,
        neutral), ``n_stance`` (statements of this stance), ``n_statements``, ``n_articles``,
        ``n_stories`` (of the group), ``share``, ``low``, ``high``: from 0 to 1, the shares of a
        group sum to 1, the interval covers 95 %. Sorted by group.

    References
    ----------
    .. [1] Davison, A. & Hinkley, D. (1997). Bootstrap methods and their application.

    Examples
    --------
    >>> from stancebook.estimates.example import example_statements
    >>> statements, articles = example_statements()
    >>> shares = stance_shares(statements, articles)
    >>> shares[["concept", "stance", "n_stance", "n_statements"]].head(2).to_numpy().tolist()
    [['ban', 'favor', 2, 3], ['ban', 'against', 1, 3]]
    """
    kept, columns = read_statements(
        statements,
        articles,
        by=by,
        period=period,
        min_confidence=min_confidence,
        weighting=weighting,
    )
    codes, groups = number_groups(kept, columns)
    parts, wholes = stance_amounts(kept, codes, len(groups))
    share, low, high = share_intervals(
        parts, wholes, n_resamples=n_resamples, random_state=random_state
    )
    cells = codes * 3 + stance_codes(kept)
    n_cells = 3 * len(groups)
    table = groups.loc[np.repeat(groups.index, 3)].reset_index(drop=True)
    counts = count_groups(kept, codes, len(groups))
    table["stance"] = np.tile(STANCES, len(groups))
    table["n_stance"] = np.bincount(cells, minlength=n_cells)
    for name in counts:
        table[name] = np.repeat(counts[name].to_numpy(), 3)
    return table.assign(share=share, low=low, high=high)


def stance_codes(statements: pd.DataFrame) -> np.ndarray:
    """Return the place of every statement's stance in ``STANCES``."""
    return statements["stance"].map({name: row for row, name in enumerate(STANCES)}).to_numpy(int)


def stance_amounts(
    statements: pd.DataFrame, codes: np.ndarray, n_groups: int
) -> tuple[sp.csr_matrix, sp.csr_matrix]:
    """Return numerators and denominators, shape (n_stories, 3 * n_groups): group, then stance."""
    weight = statements["weight"].to_numpy(float)
    stories = statements["story_id"]
    parts = amounts_by_story(
        stories, codes * 3 + stance_codes(statements), weight, n_cells=3 * n_groups
    )
    wholes = amounts_by_story(stories, codes, weight, n_cells=n_groups)
    return parts, sp.csr_matrix(sp.kron(wholes, np.ones((1, 3))))


def actor_positions(
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: Sequence[str] = ("actor", "concept"),
    period: str | None = "month",
    min_confidence: float = 0.0,
    weighting: str = "printed",
    n_resamples: int = 1000,
    random_state: int = 0,
) -> pd.DataFrame:
    """Place every actor between against (-1) and favor (+1) on each concept, over time.

    Parameters
    ----------
    statements, articles, by, period, min_confidence, weighting, n_resamples, random_state
        As in :func:`stance_shares`; ``period=None`` takes all time together.

    Returns
    -------
    DataFrame
        The columns of ``by``, ``period``, ``n_favor``, ``n_against``, ``n_neutral``,
        ``n_statements``, ``n_articles``, ``n_stories``, ``position`` (favor minus against, as a
        share of all statements, from -1 to 1), ``low``, ``high``. Sorted by group, then period.

    Examples
    --------
    >>> from stancebook.estimates.example import example_statements
    >>> statements, articles = example_statements()
    >>> actor_positions(statements, articles, period=None)["position"].tolist()
    [1.0, 0.0]
    """
    kept, columns = read_statements(
        statements,
        articles,
        by=by,
        period=period,
        min_confidence=min_confidence,
        weighting=weighting,
    )
    codes, groups = number_groups(kept, columns)
    _, wholes = stance_amounts(kept, codes, len(groups))
    wholes = wholes[:, ::3]
    # A position from -1 to 1 is twice a share from 0 to 1, less one: against 0, neutral a half.
    value = kept["weight"].to_numpy(float) * np.array([1.0, 0.0, 0.5])[stance_codes(kept)]
    parts = amounts_by_story(kept["story_id"], codes, value, n_cells=len(groups))
    ends = share_intervals(parts, wholes, n_resamples=n_resamples, random_state=random_state)
    cells = np.bincount(codes * 3 + stance_codes(kept), minlength=3 * len(groups))
    table = groups.copy()
    for column, stance in enumerate(STANCES):
        table[f"n_{stance}"] = cells[column::3]
    counts = count_groups(kept, codes, len(groups))
    table = pd.concat([table, counts.set_index(table.index)], axis=1)
    for name, values in zip(("position", "low", "high"), ends, strict=True):
        table[name] = 2 * values - 1
    return table
