"""How finely to divide: what more topics cost in stability and bring in coherence."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
import pandas as pd

from ..errors import InputError
from .coherence import npmi_of_columns, topic_diversity, topic_exclusivity
from .model import TopicModel
from .stability import best_terms, draw_samples, group_of_each, refit_topics
from .vocabulary import check_texts


def compare_granularity(
    texts: Sequence[str],
    *,
    n_topics: Sequence[int] | int = (5, 10, 15, 20, 30),
    groups: Sequence[Hashable] | None = None,
    n_refits: int = 10,
    **options: object,
) -> pd.DataFrame:
    """Measure topic models over the number of topics; there is no one best number.

    Parameters
    ----------
    texts : sequence of str
        Texts that repeat count once, as in :class:`TopicModel`.
    n_topics : sequence of int, or int
        Numbers to try.
    groups : sequence or None
        What the bootstrap draws whole, such as the article of each text.
    n_refits : int
        Bootstrap refits behind every interval, at least 2.
    **options
        See :class:`TopicModel`, ``random_state`` among them.

    Returns
    -------
    DataFrame
        One row per number and measure: ``n_topics`` (found), ``measure`` (coherence, stability,
        exclusivity: means over topics; diversity), ``value``, ``low``, ``high``. The interval is
        the range that the middle 95 % of refits span, widened to hold ``value``: a difference
        within it says nothing.

    References
    ----------
    .. [1] Grimmer, J. & Stewart, B. (2013). Text as data (there: no best number of topics).
    """
    if n_refits < 2:
        raise InputError(f"n_refits: expected at least 2, got {n_refits}")
    texts = check_texts(texts)
    rows = []
    numbers = n_topics if isinstance(n_topics, Iterable) else [n_topics]
    for number in sorted(set(numbers)):
        model = TopicModel(number, n_refits=0, **options)
        model.fit(texts, groups=groups)
        rows += _measure(model, texts, groups, n_refits)
    table = pd.DataFrame(rows, columns=["n_topics", "measure", "value", "low", "high"])
    return table.drop_duplicates(["n_topics", "measure"], ignore_index=True)


def _measure(
    model: TopicModel, texts: list[str], groups: Sequence[Hashable] | None, n_refits: int
) -> list[tuple]:
    place, distinct = pd.factorize(np.array(texts, dtype=object), sort=True)
    features = model.encode_passages(distinct.tolist())
    samples = draw_samples(
        len(distinct),
        groups=group_of_each(place, groups),
        n_refits=n_refits,
        random_state=model.random_state,
    )
    refits, engines = refit_topics(model, features, samples)
    encoded = model.vocabulary_.encode(features.texts)
    fits = [model.term_weights_, *(engine.term_weights_ for engine in engines)]
    scores = pd.DataFrame([_scores(weights, model, encoded) for weights in fits])
    stability = refits.groupby("refit")["overlap"].mean().astype(float)
    rows = [(model.n_topics_, "stability", *_spread(stability, stability.mean()))]
    rows += [(model.n_topics_, name, *_spread(scores[name], scores[name][0])) for name in scores]
    return rows


def _scores(
    term_weights: np.ndarray, model: TopicModel, encoded: tuple[np.ndarray, np.ndarray]
) -> dict[str, float]:
    best = best_terms(term_weights, model.n_terms)
    columns = [row[row >= 0].tolist() for row in best]
    coherence = npmi_of_columns(columns, *encoded, n_terms=len(model.vocabulary_.terms_))
    return {
        "coherence": float(coherence.mean()),
        "exclusivity": float(topic_exclusivity(term_weights, n_terms=model.n_terms).mean()),
        "diversity": topic_diversity(columns),
    }


def _spread(values: pd.Series, value: float) -> tuple[float, float, float]:
    low, high = values.quantile(0.025), values.quantile(0.975)
    return float(value), float(min(low, value)), float(max(high, value))
