"""Texts without an actor: which side their writer takes, if any.

The network's side is meant for sentences that concern the concept. Whether a text concerns it at
all is told by the words that both share; a linear head of nine numbers, fitted on arguments, weighs
both.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .aliases import bare
from .relevance import content_words

NAME_WORDS = 5
"""A concept of so many words is a proposition, which an argument need not repeat."""


def concept_overlap(text: str, concept: str) -> tuple[float, ...]:
    """Return what a text shares with a concept, in five numbers from 0 to 1.

    The part of the concept's words that the text holds, whether it holds any, whether the whole
    name; and, for names as against propositions, 1 and the first number again.

    Examples
    --------
    >>> concept_overlap("Zoos are prisons for animals.", "banning of zoos")
    (0.5, 1.0, 0.0, 1.0, 0.5)
    """
    words = content_words(concept) or {bare(concept).lower()}
    found = content_words(text)
    share = sum(word in found for word in words) / len(words)
    whole = float(bare(concept).lower() in text.lower())
    is_name = float(len(concept.split()) < NAME_WORDS)
    return share, float(share > 0), whole, is_name, is_name * share


def argument_features(side: np.ndarray, presence: np.ndarray, overlap: np.ndarray) -> np.ndarray:
    """Return what the head reads, shape (n, 3 + 1 + 5).

    Parameters
    ----------
    side : array of shape (n, 3)
        Logits over the card's temperature.
    presence : array of shape (n,)
        Logits.
    overlap : array of shape (n, 5)
        From :func:`concept_overlap`.
    """
    return np.hstack([side, presence[:, None], overlap])


def argument_logits(features: np.ndarray, head: Mapping[str, list]) -> np.ndarray:
    """Return logits of favor, against, neutral, shape (n, 3), by the head of ``model.json``.

    Each row is summed by itself: a product of matrices rounds one row unlike many.
    """
    weights = np.asarray(head["weights"], dtype=float)
    return (features[:, None, :] * weights).sum(axis=2) + np.asarray(head["intercept"])
