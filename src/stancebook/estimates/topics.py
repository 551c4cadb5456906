"""Shares of topics over time and by source: of the articles of the period, not of the corpus."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp

from ..errors import InputError
from ..tables import ARTICLES, TOPIC_REFITS, check_table
from ..topics.rollup import article_weights
from .grouping import amounts_by_story, article_facts, list_columns, number_groups
from .periods import list_periods
from .resampling import share_intervals


def topic_shares(
    topic_weights: pd.DataFrame,
    passages: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    period: str | None = "month",
    by: Sequence[str] = (),
    weighting: str = "printed",
    refits: pd.DataFrame | None = None,
    n_resamples: int = 1000,
    random_state: int = 0,
) -> pd.DataFrame:
    """Estimate how much of the articles of each period each topic takes, with intervals.

    An article gives each topic the share that the topic has in it; the share of a topic is the
    mean over the articles of the period. More articles do not make it grow.

    Parameters
    ----------
    topic_weights, passages, articles : DataFrame
        See :data:`stancebook.tables.TOPIC_WEIGHTS`, ``PASSAGES`` and ``ARTICLES``.
    period : str or None
        One of :data:`stancebook.estimates.periods.PERIODS`; None takes all time together. Undated
        articles are left out where a period is asked.
    by : sequence of str
        Columns of articles, such as ``source``.
    weighting : str
        ``printed`` or ``weighted`` (an article counts 1 divided by the copies of its story).
    refits : DataFrame or None
        See :data:`stancebook.tables.TOPIC_REFITS`: what refits of the model give to the same
        articles. The interval then also tells how far the topics themselves might have come out
        otherwise; None leaves that out.
    n_resamples, random_state : int
        As in :func:`stance_shares`.

    Returns
    -------
    DataFrame
        The columns of ``by``, ``period``, ``topic``, ``n_articles``, ``n_stories`` (of the group
        in the period), ``share``, ``low``, ``high``: from 0 to 1; the shares of a period sum to 1.
        Periods without an article, between the first and the last of a group, have a row of n 0
        and NaN shares: a gap is not a zero.

    Examples
    --------
    >>> from stancebook.estimates.example import example_statements
    >>> articles = example_statements()[1]
    >>> passages = pd.DataFrame({"passage_id": ["p", "q"], "article_id": ["a", "b"],
    ...     "unit": "paragraph", "start": 0, "end": [17, 39], "text": articles["text"]})
    >>> weights = pd.DataFrame({"passage_id": ["p", "q"], "topic": [0, 1], "weight": 1.0})
    >>> shares = topic_shares(weights, passages, articles)
    >>> shares[["period", "topic", "share"]].head(2).to_numpy().tolist()
    [['2024-01', 0, 1.0], ['2024-01', 1, 0.0]]
    """
    articles = check_table(articles, ARTICLES)
    columns = list_columns(by, period)
    facts = article_facts(articles, period=period, weighting=weighting)
    missing = [column for column in columns if column not in facts]
    if missing:
        raise InputError(f"by: no column {missing} in articles; they have {list(articles)}")
    rolled = article_weights(topic_weights, passages)
    facts = facts[facts["article_id"].isin(rolled["article_id"])]
    if period:
        facts = facts[facts["period"] != ""]
    codes, groups = number_groups(facts, columns)
    facts = facts.assign(group=codes)
    topics = np.sort(rolled["topic"].unique())
    readings = [rolled]
    if refits is not None:
        readings += [reading for _, reading in check_table(refits, TOPIC_REFITS).groupby("refit")]
    parts = [_amounts(reading, facts, topics, len(groups)) for reading in readings]
    share, low, high = share_intervals(
        parts,
        _wholes(facts, topics, len(groups)),
        n_resamples=n_resamples,
        random_state=random_state,
    )
    table = _count_table(facts, groups, topics).assign(share=share, low=low, high=high)
    return fill_periods(table, columns, period=period, topics=topics) if period else table


def _amounts(
    rolled: pd.DataFrame, facts: pd.DataFrame, topics: np.ndarray, n_groups: int
) -> sp.csr_matrix:
    """Return what each story gives to each group and topic, in one reading of the topics."""
    stories = pd.Categorical(facts["story_id"]).categories
    joined = rolled[rolled["topic"].isin(topics)].merge(
        facts[["article_id", "group", "story_id", "weight"]],
        on="article_id",
        suffixes=("", "_of_article"),
    )
    cells = joined["group"].to_numpy() * len(topics) + np.searchsorted(topics, joined["topic"])
    rows = pd.Categorical(joined["story_id"], categories=stories).codes
    amount = joined["weight"] * joined["weight_of_article"]
    return sp.csr_matrix((amount, (rows, cells)), shape=(len(stories), n_groups * len(topics)))


def _wholes(facts: pd.DataFrame, topics: np.ndarray, n_groups: int) -> sp.csr_matrix:
    """Return how many articles each story has in each group, once for every topic."""
    wholes = amounts_by_story(
        facts["story_id"],
        facts["group"].to_numpy(),
        facts["weight"].to_numpy(float),
        n_cells=n_groups,
    )
    repeated = np.repeat(np.arange(n_groups), len(topics))
    return wholes[:, repeated]


def _count_table(facts: pd.DataFrame, groups: pd.DataFrame, topics: np.ndarray) -> pd.DataFrame:
    """Return one row per group and topic with its numbers of articles and stories."""
    counts = facts.groupby("group").agg(
        n_articles=("article_id", "size"), n_stories=("story_id", "nunique")
    )
    table = groups.loc[np.repeat(groups.index, len(topics))].reset_index(drop=True)
    table["topic"] = np.tile(topics, len(groups))
    for name in counts:
        table[name] = np.repeat(counts[name].to_numpy(), len(topics))
    return table


def fill_periods(
    table: pd.DataFrame, columns: Sequence[str], *, period: str, topics: np.ndarray
) -> pd.DataFrame:
    """Add a row of n 0 for every period without an article, between a group's first and last."""
    others = [column for column in columns if column != "period"]
    families = table.groupby(others, sort=False)["period"] if others else [((), table["period"])]
    rows = []
    for names, periods in families:
        if len(periods):
            every = list_periods(periods.min(), periods.max(), period)
            names = names if isinstance(names, tuple) else (names,)
            gaps = [name for name in every if name not in set(periods)]
            rows += [(*names, name, topic, 0, 0) for name in gaps for topic in topics]
    if not rows:
        return table
    filler = pd.DataFrame(rows, columns=[*others, "period", "topic", "n_articles", "n_stories"])
    filled = pd.concat([table, filler], ignore_index=True)[list(table.columns)]
    return filled.sort_values([*columns, "topic"], ignore_index=True)
