"""Articles counted three ways: as printed, as unique stories, and weighted."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..errors import InputError
from ..tables import ARTICLES, check_table


def weigh_articles(articles: pd.DataFrame) -> pd.Series:
    """Return the weight of every article: 1 divided by the articles of its story.

    Returns
    -------
    Series of float
        Index as ``articles``; in (0, 1]; sums to the number of stories.
    """
    stories = check_table(articles, ARTICLES)["story_id"]
    return (1 / stories.groupby(stories).transform("size")).rename("weight")


def count_articles(articles: pd.DataFrame, *, by: str | Sequence[str] = "source") -> pd.DataFrame:
    """Count articles as printed, as unique stories, and weighted.

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`, with stories labelled.
    by : str or sequence of str
        Columns of ``articles``; an empty sequence counts them all.

    Returns
    -------
    DataFrame
        The columns of ``by``; ``n_printed`` (what readers met), ``n_unique`` (stories, each once
        per row), ``n_weighted`` (a story printed by five outlets gives each a fifth: the column
        sums to the number of stories). Sorted by ``by``; rows of missing values are kept.

    Examples
    --------
    >>> import stancebook as sb
    >>> articles = sb.read_articles(pd.DataFrame({"text": ["Rain falls.", "Snow falls."]}))
    >>> count_articles(articles.assign(story_id="s"), by=[]).iloc[0].tolist()
    [2.0, 1.0, 1.0]
    """
    articles = check_table(articles, ARTICLES)
    columns = [by] if isinstance(by, str) else list(by)
    missing = [column for column in columns if column not in articles]
    if missing:
        raise InputError(
            f"by: expected columns of articles, got {missing}; it has {list(articles)}"
        )
    weighed = articles.assign(weight=weigh_articles(articles))
    grouped = weighed.groupby(columns or (lambda _: 0), dropna=False, sort=True)
    counts = grouped.agg(
        n_printed=("article_id", "size"),
        n_unique=("story_id", "nunique"),
        n_weighted=("weight", "sum"),
    )
    return counts.reset_index(drop=not columns)
