"""The step of the chain: a table of passages in, tables of topics and their weights out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..tables import PASSAGES, TOPIC_REFITS, TOPIC_WEIGHTS, TOPICS, check_table, make_table
from .model import TopicModel
from .rollup import article_weights
from .vocabulary import NoTermsError

_UNITS = ("paragraph", "sentence", "title")
MAX_DEFAULT_TOPICS = 12
ENOUGH_FOR_DEFAULT = 2 * (MAX_DEFAULT_TOPICS + 1) ** 2
"""From so many distinct paragraphs on, :func:`suggest_n_topics` says the same."""


class FittedTopics(NamedTuple):
    """The tables of the topics, and the fitted model (None without any topic)."""

    topics: pd.DataFrame
    topic_weights: pd.DataFrame
    topic_refits: pd.DataFrame
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
        See :data:`stancebook.tables.PASSAGES`. Topics are sought in titles and paragraphs, in
        sentences where there is no paragraph; these get weights.
    n_topics : int or None
        None takes what so many paragraphs can bear, at most 12; a given number is bounded by the
        distinct paragraphs.
    engine, random_state, **options
        See :class:`TopicModel`.

    Returns
    -------
    FittedTopics
        ``topics``, whose ``share`` is the mean over the passages of ``topic_weights``;
        ``topic_weights`` and ``topic_refits`` (weights of 0 have no row); ``model``. Passages
        without a single term have no topics: the tables are empty and the model is None.
    """
    sought = _sought(passages)
    model = fit_topic_model(
        passages, n_topics=n_topics, engine=engine, random_state=random_state, **options
    )
    if model is None:
        return _no_topics()
    return FittedTopics(model.topics_, *weigh_passages(sought, model), model)


def _sought(passages: pd.DataFrame) -> pd.DataFrame:
    """Return titles and paragraphs, or sentences where there is no paragraph."""
    passages = check_table(passages, PASSAGES)
    unit = next((unit for unit in _UNITS if (passages["unit"] == unit).any()), "paragraph")
    return passages[passages["unit"].isin([unit, "title"])]


def fit_topic_model(
    passages: pd.DataFrame,
    *,
    n_topics: int | None = None,
    engine: str = "nmf",
    random_state: int = 0,
    **options: object,
) -> TopicModel | None:
    """Find the topics of passages as :func:`fit_topics` does, and weigh none.

    Parameters
    ----------
    passages, n_topics, engine, random_state, **options
        See :func:`fit_topics`.

    Returns
    -------
    TopicModel or None
        None where no passage holds a term.
    """
    sought = _sought(passages)
    if sought.empty:
        return None
    model = TopicModel(1, engine=engine, random_state=random_state, **options)
    model.set_params(n_topics=_bound_topics(sought, n_topics))
    try:
        return model.fit(sought["text"], groups=sought["article_id"].tolist())
    except NoTermsError:
        return None


def _bound_topics(sought: pd.DataFrame, n_topics: int | None) -> int:
    is_body = sought["unit"] != "title"
    return limit_topics((sought[is_body] if is_body.any() else sought)["text"].nunique(), n_topics)


def limit_topics(n_distinct: int, n_topics: int | None) -> int:
    """Return how many topics are sought in so many distinct texts.

    Parameters
    ----------
    n_distinct : int
        Titles count only where there is nothing else.
    n_topics : int or None
        See :func:`fit_topics`.

    Examples
    --------
    >>> limit_topics(100, None), limit_topics(100, 20), limit_topics(8, 20)
    (7, 20, 8)
    """
    n_distinct = max(1, n_distinct)
    return suggest_n_topics(n_distinct) if n_topics is None else min(n_topics, n_distinct)


def _no_topics() -> FittedTopics:
    empty = (make_table([], contract) for contract in (TOPICS, TOPIC_WEIGHTS, TOPIC_REFITS))
    return FittedTopics(*empty, None)


class Weighed(NamedTuple):
    """Tables ``topic_weights`` and ``topic_refits`` of some passages."""

    topic_weights: pd.DataFrame
    topic_refits: pd.DataFrame


def weigh_passages(passages: pd.DataFrame, model: TopicModel) -> Weighed:
    """Weigh passages by a model, and their articles by each of its refits.

    Parameters
    ----------
    passages : DataFrame
        See :data:`stancebook.tables.PASSAGES`: titles and paragraphs, of an article all or none.
    model : TopicModel
        Fitted, with any number of refits.

    Returns
    -------
    Weighed
        ``topic_weights``, and ``topic_refits`` with the model's topic numbers, for the intervals
        of :func:`stancebook.estimates.topic_shares`. Weights of 0 have no row.
    """
    features = model.encode_passages(passages["text"].tolist())
    weights = _weight_table(passages, model.weigh(features))
    refits = [
        article_weights(_weight_table(passages, model.weigh(features, refit=refit)), passages)
        for refit in range(len(model.refit_engines_))
    ]
    numbered = [table.assign(refit=refit) for refit, table in enumerate(refits)]
    whole = pd.concat(numbered, ignore_index=True) if numbered else []
    return Weighed(weights, make_table(whole, TOPIC_REFITS))


def _weight_table(passages: pd.DataFrame, weights: np.ndarray) -> pd.DataFrame:
    rows, topics = np.nonzero(weights)
    ids = passages["passage_id"].to_numpy()
    table = {"passage_id": ids[rows], "topic": topics, "weight": weights[rows, topics]}
    return make_table(pd.DataFrame(table), TOPIC_WEIGHTS)
