"""The step of the chain: a table of passages in, tables of topics and their weights out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..tables import PASSAGES, TOPIC_WEIGHTS, TOPICS, check_table, make_table
from .model import TopicModel, to_shares
from .stability import refit_topics
from .vocabulary import NoTermsError

_UNITS = ("paragraph", "sentence", "title")
MAX_DEFAULT_TOPICS = 12


class FittedTopics(NamedTuple):
    """Tables ``topics`` and ``topic_weights``, and the fitted model (None without any topic)."""

    topics: pd.DataFrame
    topic_weights: pd.DataFrame
    model: TopicModel | None


def suggest_n_topics(n_passages: int) -> int:
    """Return a number of topics that so many passages can bear: the root of half of them.

    Examples
    --------
    >>> [suggest_n_topics(n) for n in (1, 15, 100, 1_000, 100_000)]
    [1, 3, 7, 12, 12]
    """
    return int(np.clip(round(np.sqrt(n_passages / 2)), 1, MAX_DEFAULT_TOPICS))


def fit_topics(
    passages: pd.DataFrame,
    *,
    n_topics: int | None = None,
    engine: str = "nmf",
    random_state: int = 0,
    **options: object,
) -> FittedTopics:
    """Find the topics of passages.

    Parameters
    ----------
    passages : DataFrame
        See :data:`stancebook.tables.PASSAGES`. Topics are sought in paragraphs (in sentences
        where there is none, else in titles); paragraphs and titles get weights.
    n_topics : int or None
        None takes what so many passages can bear, at most 12; a given number is bounded by the
        distinct passages.
    engine, random_state, **options
        See :class:`TopicModel`.

    Returns
    -------
    FittedTopics
        ``topics``, ``topic_weights`` (weights of 0 have no row; the rest of a passage sum to 1),
        ``model``. Passages without a single term have no topics: the tables are empty and the
        model is None.
    """
    passages = check_table(passages, PASSAGES)
    unit = next((unit for unit in _UNITS if (passages["unit"] == unit).any()), "paragraph")
    sought = passages[passages["unit"] == unit]
    if sought.empty:
        return _no_topics()
    model = TopicModel(1, engine=engine, random_state=random_state, **options)
    model.set_params(n_topics=_bound_topics(sought["text"], n_topics))
    try:
        model.fit(sought["text"], groups=sought["article_id"].tolist())
    except NoTermsError:
        return _no_topics()
    weighed = passages[passages["unit"].isin([unit, "title"])]
    return FittedTopics(model.topics_, weigh_passages(weighed, model), model)


def _bound_topics(texts: pd.Series, n_topics: int | None) -> int:
    n_distinct = max(1, texts.nunique())
    return suggest_n_topics(n_distinct) if n_topics is None else min(n_topics, n_distinct)


def _no_topics() -> FittedTopics:
    return FittedTopics(make_table([], TOPICS), make_table([], TOPIC_WEIGHTS), None)


def weigh_passages(passages: pd.DataFrame, model: TopicModel) -> pd.DataFrame:
    """Return the table of topic weights of passages; weights of 0 have no row."""
    return _weight_table(passages, model.transform(passages["text"]))


def _weight_table(passages: pd.DataFrame, weights: np.ndarray) -> pd.DataFrame:
    rows, topics = np.nonzero(weights)
    ids = passages["passage_id"].to_numpy()
    table = {"passage_id": ids[rows], "topic": topics, "weight": weights[rows, topics]}
    return make_table(pd.DataFrame(table), TOPIC_WEIGHTS)


def refit_weights(
    passages: pd.DataFrame, model: TopicModel, *, n_refits: int = 5
) -> list[pd.DataFrame]:
    """Weigh passages by bootstrap refits of a model, every refit's topics matched to the model's.

    Parameters
    ----------
    passages : DataFrame
        Those that :func:`weigh_passages` weighed: titles and paragraphs.
    model : TopicModel
        Fitted on their paragraphs.
    n_refits : int

    Returns
    -------
    list of DataFrame
        See :data:`stancebook.tables.TOPIC_WEIGHTS`, one table per refit, with the model's topic
        numbers; for the intervals of :func:`stancebook.estimates.topic_shares`.
    """
    sought = passages[passages["unit"] == next(u for u in _UNITS if (passages["unit"] == u).any())]
    features = model.encode_passages(sought["text"].tolist())
    every = model.encode_passages(passages["text"].tolist())
    engines: list[object] = []

    def make_engine(random_state: int) -> object:
        engines.append(model.make_engine(random_state))
        return engines[-1]

    refits = refit_topics(
        features,
        model.term_weights_,
        make_engine,
        groups=sought["article_id"].tolist(),
        n_refits=n_refits,
        random_state=model.random_state,
        n_terms=model.n_terms,
    )
    matches = refits.groupby("refit", sort=False)["match"].apply(list).tolist()
    tables = []
    for engine, match in zip(engines, matches, strict=True):
        found = engine.transform(every)
        weights = np.zeros((len(every), model.n_topics_))
        known = np.flatnonzero(np.array(match) >= 0)
        weights[:, known] = found[:, np.array(match)[known]]
        weights[np.diff(every.counts.indptr) == 0] = 0
        tables.append(_weight_table(passages, to_shares(weights)))
    return tables
