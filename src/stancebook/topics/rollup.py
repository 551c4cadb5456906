"""From passages to articles and beyond: shares of topics that add up exactly."""

from __future__ import annotations

import pandas as pd

from ..tables import PASSAGES, TOPIC_WEIGHTS, check_table


def article_weights(topic_weights: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Roll the topics of passages up to articles: the mean over passages, weighted by length.

    Parameters
    ----------
    topic_weights : DataFrame
        See :data:`stancebook.tables.TOPIC_WEIGHTS`.
    passages : DataFrame
        See :data:`stancebook.tables.PASSAGES`; a passage counts by its characters.

    Returns
    -------
    DataFrame
        ``article_id``, ``topic``, ``weight``; the weights of an article sum to 1. Sorted.

    Examples
    --------
    >>> passages = pd.DataFrame({"passage_id": ["p", "q"], "article_id": ["a", "a"],
    ...     "unit": "paragraph", "start": [0, 10], "end": [10, 40], "text": ["x" * 10, "y" * 30]})
    >>> weights = pd.DataFrame({"passage_id": ["p", "q"], "topic": [0, 1], "weight": [1.0, 1.0]})
    >>> article_weights(weights, passages)["weight"].tolist()
    [0.25, 0.75]
    """
    weights = check_table(topic_weights, TOPIC_WEIGHTS)[["passage_id", "topic", "weight"]]
    spans = check_table(passages, PASSAGES)
    spans = spans.assign(length=(spans["end"] - spans["start"]).clip(lower=1))
    joined = weights.merge(spans[["passage_id", "article_id", "length"]], on="passage_id")
    joined["weight"] = joined["weight"] * joined["length"]
    rolled = joined.groupby(["article_id", "topic"], as_index=False)["weight"].sum()
    rolled["weight"] /= rolled.groupby("article_id")["weight"].transform("sum")
    return rolled
