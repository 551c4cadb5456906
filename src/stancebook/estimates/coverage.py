"""Where the corpus has something to say: articles by outlet and period, and abstentions."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..errors import InputError
from ..tables import ARTICLES, check_table
from .grouping import read_statements
from .periods import label_periods, list_periods


def coverage_grid(
    articles: pd.DataFrame, *, period: str = "month", by: str = "source"
) -> pd.DataFrame:
    """Count the articles of every outlet in every period.

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`.
    period : str
        One of :data:`stancebook.estimates.periods.PERIODS`.
    by : str
        A column of articles; empty values are counted under the empty name.

    Returns
    -------
    DataFrame
        One row per value of ``by`` and period, every period between the first and the last:
        ``n_articles``, ``n_stories`` (0 where nothing was printed). Undated articles stand under
        the empty period, where there are any. Sorted.

    Examples
    --------
    >>> from stancebook.estimates.example import example_statements
    >>> coverage_grid(example_statements()[1])["n_articles"].tolist()
    [1, 0, 0, 1]
    """
    articles = check_table(articles, ARTICLES)
    if by not in articles:
        raise InputError(f"by: no column {by!r} in articles; they have {list(articles)}")
    labelled = articles.assign(period=label_periods(articles["published"], period))
    counts = labelled.groupby([by, "period"]).agg(
        n_articles=("article_id", "size"), n_stories=("story_id", "nunique")
    )
    dated = labelled.loc[labelled["period"] != "", "period"]
    periods = list_periods(dated.min(), dated.max(), period) if len(dated) else []
    periods = [*([""] if len(dated) < len(labelled) else []), *periods]
    grid = pd.MultiIndex.from_product(
        [sorted(labelled[by].unique()), periods], names=[by, "period"]
    )
    return counts.reindex(grid, fill_value=0).reset_index()


def count_abstentions(
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    min_confidence: float,
    by: Sequence[str] = ("source",),
) -> pd.DataFrame:
    """Count the statements that are too unsure to be counted, by outlet or actor.

    Parameters
    ----------
    statements, articles : DataFrame
        See :data:`stancebook.tables.STATEMENTS` and ``ARTICLES``.
    min_confidence : float
        Statements below are abstentions; from 0 to 1.
    by : sequence of str
        Columns of statements or articles, such as ``source`` and ``actor``.

    Returns
    -------
    DataFrame
        The columns of ``by``, ``n_statements`` (all), ``n_abstained``, ``share_abstained``, from
        0 to 1. Sorted by group.

    Examples
    --------
    >>> from stancebook.estimates.example import example_statements
    >>> count_abstentions(*example_statements(), min_confidence=0.75)["n_abstained"].tolist()
    [0, 1]
    """
    if not 0 <= min_confidence <= 1:
        raise InputError(f"min_confidence: expected 0 to 1, got {min_confidence}")
    kept, columns = read_statements(statements, articles, by=by)
    kept = kept.assign(is_abstained=kept["confidence"] < min_confidence)
    grouped = kept.groupby(columns or (lambda _: 0), dropna=False)["is_abstained"]
    counts = grouped.agg(n_statements="size", n_abstained="sum").astype(int)
    counts["share_abstained"] = counts["n_abstained"] / counts["n_statements"]
    return counts.reset_index(drop=not columns)
