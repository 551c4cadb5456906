"""A stretch of time: an analysis to the same analysis of the articles published in it.

A date that cannot be that of a publication is no date here, so that it ends no range, stands on no
axis and places nothing in time, whatever is counted or drawn.
"""

from __future__ import annotations

from datetime import date
from functools import partial

import pandas as pd

from ..articles.dates import IN_FUTURE, TOO_EARLY
from ..errors import ParameterError
from ..tables import ACTORS, TOPICS, make_table
from .result import TABLE_NAMES, Analysis

_WHOLE = ("intake", "actors", "topics", "passages", "topic_weights")
"""Tables that are not cut by ``article_id`` alone."""


def select_dates(
    analysis: Analysis, *, since: date | None = None, until: date | None = None
) -> Analysis:
    """Keep the articles published from one day to another, both days included.

    Nothing is analysed again: topics and actors are those that were found in all articles, their
    shares and counts those of the articles kept. Where a day is given, articles without a date are
    left out, because nobody can say when they were printed. Nor can they of an article whose date,
    see :func:`strange_dates`, lies ahead: it counts as one without a date, whatever is given.

    Parameters
    ----------
    analysis : Analysis
        Of all articles; it is not changed.
    since, until : date or None
        First and last day kept; None sets no limit.

    Returns
    -------
    Analysis
        ``intake`` stays whole; ``parameters`` says ``since``, ``until`` and ``n_left_out``. The
        analysis itself where neither day is given and no date is strange.

    Raises
    ------
    ParameterError
        Where ``until`` is before ``since``, or no article was published in between.
    """
    check_dates(since, until)
    analysis = _believe(analysis)
    if since is None and until is None:
        return analysis
    days = analysis.articles["published"].dt.date
    kept = days.notna()
    kept &= (days >= since) if since else True
    kept &= (days <= until) if until else True
    articles = analysis.articles[kept]
    if articles.empty:
        raise ParameterError(_none_left(days.dropna(), since, until))
    ids = set(articles["article_id"])
    tables = {
        name: _cut(getattr(analysis, name), ids) for name in TABLE_NAMES if name not in _WHOLE
    }
    tables["intake"] = analysis.intake
    tables["passages"] = _cut(analysis.passages, ids)
    weights = analysis.topic_weights
    weights = weights[weights["passage_id"].isin(set(tables["passages"]["passage_id"]))]
    tables["topic_weights"] = weights.reset_index(drop=True)
    tables["topics"] = _share_again(analysis.topics, weights)
    tables["actors"] = _count_again(analysis.actors, tables["mentions"], tables["statements"])
    said = {"since": since and str(since), "until": until and str(until)}
    said["n_left_out"] = int((~kept).sum())
    return analysis.with_tables(tables, parameters={**analysis.parameters, **said})


def strange_dates(analysis: object) -> pd.Series:
    """Say which articles have a date that cannot be that of their publication.

    The articles keep it, as their files gave it; :func:`select_dates` takes it for none.

    Parameters
    ----------
    analysis : Analysis
        Its ``articles`` and ``intake``, where there is one, are looked at.

    Returns
    -------
    Series of str
        By ``article_id``, what the intake says of the date: that it lies in the future as seen from
        the day of reading, or before there were newspapers.
    """
    intake = getattr(analysis, "intake", None)
    if intake is None or "date_note" not in intake:
        return pd.Series(dtype=str)
    is_read = intake["status"] == "read"  # a duplicate names the article that it repeats
    told = intake[is_read & intake["article_id"].isin(analysis.articles["article_id"])]
    notes = told.set_index("article_id")["date_note"].str.split(": ").str[0]
    return notes[notes.isin([IN_FUTURE, TOO_EARLY])]


def _believe(analysis: Analysis) -> Analysis:
    """Return the analysis without dates that cannot be."""
    articles = analysis.articles
    is_strange = articles["article_id"].isin(strange_dates(analysis).index)
    if not (is_strange & articles["published"].notna()).any():
        return analysis
    tables = {name: partial(getattr, analysis, name) for name in TABLE_NAMES}
    tables["articles"] = articles.assign(published=articles["published"].mask(is_strange))
    return analysis.with_tables(tables)


def check_dates(since: date | None, until: date | None) -> None:
    """Refuse a last day before the first.

    Raises
    ------
    ParameterError
        Names both days.
    """
    if since and until and until < since:
        raise ParameterError(f"until: {until} is before since, {since}; both days are included")


def _none_left(days: pd.Series, since: date | None, until: date | None) -> str:
    asked = " ".join(
        [*([f"since {since}"] if since else []), *([f"until {until}"] if until else [])]
    )
    known = f"{days.min()} to {days.max()}" if len(days) else "none has a date"
    return f"no article was published {asked}; dates of the articles: {known}"


def _cut(table: pd.DataFrame, ids: set[str]) -> pd.DataFrame:
    return table[table["article_id"].isin(ids)].reset_index(drop=True)


def _share_again(topics: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    """Return the topics with their mean weight over the passages kept."""
    added = weights.groupby("topic")["weight"].sum()
    share = topics["topic"].map(added).fillna(0.0) / max(weights["passage_id"].nunique(), 1)
    return make_table(topics.assign(share=share), TOPICS)


def _count_again(
    actors: pd.DataFrame, mentions: pd.DataFrame, statements: pd.DataFrame
) -> pd.DataFrame:
    """Return the actors that are mentioned or speak in the articles kept, counted there."""
    groups = mentions.groupby("actor")
    counts = groups.agg(n_mentions=("mention_id", "size"), n_articles=("article_id", "nunique"))
    present = set(counts.index) | set(statements["actor"])
    kept = actors[actors["actor"].isin(present) | actors["in_codebook"]]
    again = {name: kept["actor"].map(counts[name]).fillna(0).astype(int) for name in counts}
    return make_table(kept.assign(**again), ACTORS)
