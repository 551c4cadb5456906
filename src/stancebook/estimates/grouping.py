"""Statements beside the facts of their articles, and the groups that a table is asked by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp

from ..errors import InputError
from ..tables import ARTICLES, STATEMENTS, check_table
from .periods import label_periods

WEIGHTINGS = ("printed", "weighted")


def read_statements(
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: Sequence[str],
    period: str | None = None,
    min_confidence: float = 0.0,
    weighting: str = "printed",
) -> tuple[pd.DataFrame, list[str]]:
    """Join statements with their articles, and say which columns group them.

    Returns
    -------
    statements : DataFrame
        Those at or above ``min_confidence``, with the columns of their article, ``period`` where
        asked (undated articles are left out then), and ``weight``.
    by : list of str
        The columns to group by; ``period`` stands last where asked.

    Raises
    ------
    InputError
        A column that neither table has, statements of unknown articles, a wrong option.
    """
    statements, articles = check_table(statements, STATEMENTS), check_table(articles, ARTICLES)
    columns = list_columns(by, period)
    if not 0 <= min_confidence <= 1:
        raise InputError(f"min_confidence: expected 0 to 1, got {min_confidence}")
    facts = article_facts(articles, period=period, weighting=weighting)
    own = [c for c in facts if c == "article_id" or c not in statements.columns]
    missing = [c for c in columns if c not in statements.columns and c not in own]
    if missing:
        raise InputError(
            f"by: no column {missing}; statements have {list(statements)}, articles {own[1:]}"
        )
    unknown = ~statements["article_id"].isin(articles["article_id"])
    if unknown.any():
        raise InputError(
            f"{int(unknown.sum())} statements are of articles that the table lacks, such as "
            f"{statements.loc[unknown, 'article_id'].iloc[0]}; hand in the articles of one analysis"
        )
    kept = statements[statements["confidence"] >= min_confidence].merge(facts[own], on="article_id")
    return (kept[kept["period"] != ""] if period else kept), columns


def list_columns(by: Sequence[str] | str, period: str | None) -> list[str]:
    """Return the columns to group by, ``period`` among them where one is asked for."""
    columns = [by] if isinstance(by, str) else list(by)
    if "period" in columns and not period:
        raise InputError("by: 'period' needs its size; pass period='month' or the like")
    return [*columns, "period"] if period and "period" not in columns else columns


def article_facts(
    articles: pd.DataFrame, *, period: str | None, weighting: str = "printed"
) -> pd.DataFrame:
    """Return the articles with ``period`` (where asked) and ``weight``; texts are left out."""
    if weighting not in WEIGHTINGS:
        raise InputError(f"weighting: expected one of {list(WEIGHTINGS)}, got {weighting!r}")
    facts = articles.drop(columns=["text", "title", "weight", "period"], errors="ignore")
    if period:
        facts = facts.assign(period=label_periods(facts["published"], period))
    copies = facts.groupby("story_id")["article_id"].transform("size")
    return facts.assign(weight=1.0 if weighting == "printed" else 1.0 / copies)


def number_groups(table: pd.DataFrame, columns: Sequence[str]) -> tuple[np.ndarray, pd.DataFrame]:
    """Give the groups of a table numbers, in sorted order.

    Returns
    -------
    codes : ndarray of int, shape (n_rows,)
    groups : DataFrame
        One row per group, with the columns that make it; one row without columns where there are
        none to group by.
    """
    if not columns:
        return np.zeros(len(table), int), pd.DataFrame(index=range(min(1, len(table))))
    grouped = table.groupby(list(columns), sort=True, dropna=False)
    groups = grouped.size().reset_index()[list(columns)]
    return grouped.ngroup().to_numpy(), groups


def amounts_by_story(
    stories: pd.Series, cells: np.ndarray, amounts: np.ndarray, *, n_cells: int
) -> sp.csr_matrix:
    """Add up what each story gives to each cell, shape (n_stories, n_cells)."""
    rows, names = pd.factorize(stories, sort=True)
    return sp.csr_matrix((amounts, (rows, cells)), shape=(len(names), n_cells))


def count_groups(table: pd.DataFrame, codes: np.ndarray, n_groups: int) -> pd.DataFrame:
    """Count statements, articles and stories of every group."""
    grouped = table.groupby(codes)
    counts = pd.DataFrame(
        {
            "n_statements": grouped.size(),
            "n_articles": grouped["article_id"].nunique(),
            "n_stories": grouped["story_id"].nunique(),
        }
    )
    return counts.reindex(range(n_groups), fill_value=0).astype(int)
