"""Topics to passages that show them: much of the topic, and in its own words."""

from __future__ import annotations

import pandas as pd

from .vocabulary import split_words

LOOKED_AT = 500
"""Passages of the largest weight that are looked at for each topic."""


def find_examples(
    topics: pd.DataFrame, weights: pd.DataFrame, passages: pd.DataFrame, *, most: int = 1
) -> dict[int, list[str]]:
    """Choose for each topic the passages with large weights that hold most of its terms.

    Weight alone does not do: a title of four words is wholly of one topic by a single of them.

    Parameters
    ----------
    topics, weights, passages : DataFrame
        See :data:`stancebook.tables.TOPICS`, ``TOPIC_WEIGHTS`` and ``PASSAGES``.
    most : int
        Passages for one topic.

    Returns
    -------
    dict
        Topic number to passage ids, by falling product of weight and number of terms; a text that
        was printed several times stands once. A passage without a term of the topic is none, nor
        is one that is more of another topic, unless all are.

    Examples
    --------
    >>> topics = pd.DataFrame({"topic": [0], "terms": [["toll", "bridge"]]})
    >>> texts = ["Scrap it!", "A toll.", "The bridge has a toll.", "A toll."]
    >>> passages = pd.DataFrame({"passage_id": list("abcd"), "text": texts})
    >>> weights = pd.DataFrame({"passage_id": list("abcd"), "topic": 0, "weight": [1, 1, 0.9, 1]})
    >>> find_examples(topics, weights, passages, most=3)
    {0: ['c', 'b']}
    """
    texts = passages.set_index("passage_id")["text"]
    placed = weights[(weights["weight"] > 0) & weights["passage_id"].isin(texts.index)]
    placed = placed.assign(
        is_first=placed["weight"] == placed.groupby("passage_id")["weight"].transform("max")
    ).sort_values(["weight", "passage_id"], ascending=[False, True])
    by_topic = dict(iter(placed.groupby("topic").head(LOOKED_AT).groupby("topic")))
    found = {}
    for topic, terms in zip(topics["topic"], topics["terms"], strict=True):
        mine = by_topic.get(topic, placed.iloc[:0])
        words = texts.reindex(mine["passage_id"])
        mine = mine.assign(text=words.to_numpy(), fit=[_count_terms(text, terms) for text in words])
        mine = mine.assign(fit=mine["fit"] * mine["weight"])[mine["fit"] > 0]
        mine = mine[mine["is_first"]] if mine["is_first"].any() else mine
        mine = mine.sort_values(["fit", "passage_id"], ascending=[False, True])
        found[topic] = list(mine.drop_duplicates("text")["passage_id"].head(most))
    return found


def _count_terms(text: str, terms: list[str]) -> int:
    words = f" {' '.join(split_words(text))} "
    return sum(f" {term} " in words for term in terms)
