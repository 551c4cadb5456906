"""Word intrusion: whether a person can tell which word does not belong to the topic."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..errors import InputError
from .model import TopicModel
from .stability import best_terms


class IntrusionSheet(NamedTuple):
    """A sheet and its key.

    Attributes
    ----------
    sheet : DataFrame
        To hand out: ``item``, ``words`` (list of str), ``answer`` (empty).
    key : DataFrame
        To keep: ``item``, ``topic``, ``intruder``.
    """

    sheet: pd.DataFrame
    key: pd.DataFrame


def intrusion_sheet(
    model: TopicModel, *, n_words: int = 5, random_state: int = 0
) -> IntrusionSheet:
    """Write a sheet on which people mark the word that does not belong.

    Every item shows the best words of a topic and an intruder, one of the best words of another
    topic that is rare in this one, in random order; the items stand in random order too.

    Parameters
    ----------
    model : TopicModel
        Fitted, with at least two topics.
    n_words : int
        Words of the topic in an item, at least 2.
    random_state : int

    Returns
    -------
    IntrusionSheet
        Topics with fewer than two words, or without a possible intruder, have no item.

    References
    ----------
    .. [1] Chang, J., Boyd-Graber, J., Gerrish, S., Wang, C. & Blei, D. (2009). Reading tea leaves:
       how humans interpret topic models.
    """
    if n_words < 2:
        raise InputError(f"n_words: expected at least 2, got {n_words}")
    generator = np.random.default_rng(random_state)
    weights = model.term_weights_
    best = best_terms(weights, 2 * n_words)
    rare = weights <= np.median(weights, axis=1, keepdims=True)
    items = []
    for topic in generator.permutation(len(weights)):
        own = best[topic][best[topic] >= 0][:n_words]
        others = np.unique(np.delete(best, topic, axis=0))
        possible = [term for term in others if term >= 0 and rare[topic, term]]
        possible = [term for term in possible if term not in own]
        if len(own) >= 2 and possible:
            intruder = generator.choice(possible)
            shown = generator.permutation([*own, intruder])
            words = [model.vocabulary_.terms_[term] for term in shown]
            items.append((int(topic), words, model.vocabulary_.terms_[intruder]))
    key = pd.DataFrame(items, columns=["topic", "words", "intruder"])
    key.insert(0, "item", np.arange(1, len(key) + 1))
    return IntrusionSheet(
        key[["item", "words"]].assign(answer=""), key[["item", "topic", "intruder"]]
    )


def score_intrusion(sheet: pd.DataFrame, key: pd.DataFrame) -> pd.DataFrame:
    """Score filled-in sheets.

    Parameters
    ----------
    sheet : DataFrame
        One or more filled sheets, one below the other, as a spreadsheet gives them back:
        ``item``, ``answer``. Empty answers are counted as not answered.
    key : DataFrame
        ``item``, ``topic``, ``intruder``.

    Returns
    -------
    DataFrame
        ``topic``, ``n_answers``, ``n_found``, ``precision`` (found / answered, NaN where nobody
        answered). Sorted by topic.

    Raises
    ------
    InputError
        Columns are missing, or an item is answered that the key lacks.

    Examples
    --------
    >>> key = pd.DataFrame({"item": [1], "topic": [0], "intruder": ["tax"]})
    >>> score_intrusion(pd.DataFrame({"item": [1, 1], "answer": ["tax", "tank"]}), key)[
    ...     "precision"].tolist()
    [0.5]
    """
    for table, columns, name in (
        (sheet, ("item", "answer"), "sheet"),
        (key, ("item", "topic", "intruder"), "key"),
    ):
        missing = [column for column in columns if column not in table]
        if missing:
            raise InputError(f"{name}: missing columns {missing}; it has {list(table)}")
    answers = sheet.assign(answer=sheet["answer"].fillna("").astype("str").str.strip().str.lower())
    answers = answers[answers["answer"] != ""]
    key = key.assign(item=pd.to_numeric(key["item"], errors="coerce"))
    items = pd.to_numeric(answers["item"], errors="coerce")
    strange = answers.loc[~items.isin(key["item"].dropna()), "item"].unique().tolist()
    if strange:
        raise InputError(f"sheet: answers to items that the key lacks: {strange[:5]}")
    joined = key.merge(answers.assign(item=items), on="item", how="left", suffixes=("", "_"))
    joined["is_found"] = joined["answer"] == joined["intruder"].str.lower()
    scored = joined.groupby("topic", as_index=False).agg(
        n_answers=("answer", "count"), n_found=("is_found", "sum")
    )
    return scored.assign(
        precision=scored["n_found"] / scored["n_answers"].where(scored["n_answers"] > 0)
    )
