"""What an article's other tables say of a question, beside what the network reads."""

from __future__ import annotations

import numpy as np

from .candidates import ArticleCandidates
from .relevance import Unit

STRUCTURE = ("speaks", "reported", "named", "represented", "alike", "titled", "distance")
"""What is known of a candidate; each has a weight in the log odds of presence."""

FAR = 12
"""Sentences after which a concept that was named is as far as one that never was."""


def structure(article: ArticleCandidates) -> np.ndarray:
    """Return what is known of each candidate of an article.

    Parameters
    ----------
    article : ArticleCandidates

    Returns
    -------
    ndarray of shape (n, 7)
        0 or 1: whether the actor speaks in the sentence, whether the mention stands inside what
        somebody else says, whether the sentence names the concept, whether another actor speaks
        for this one, whether the sentence shares a telling word with the concept, whether the
        title names it. Last, from 0 to 1, how far behind the sentence the concept was named.
    """
    seen = article.seen
    units = seen.units
    far = {k: _distances(units, k) for k in {c.concept for c in article.candidates}}
    rows = [
        (
            bool(c.attribution_id),
            c.reported,
            bool(units[c.unit].spans[c.concept]),
            c.represented,
            c.unit in seen.alike[c.concept],
            units[0].in_title and bool(units[0].spans[c.concept]),
            far[c.concept][c.unit],
        )
        for c in article.candidates
    ]
    return np.array(rows, dtype=float).reshape(-1, len(STRUCTURE))


def _distances(units: list[Unit], k: int) -> np.ndarray:
    """Return for each unit the logarithm of the sentences since concept ``k``, from 0 to 1."""
    since, out = FAR, []
    for unit in units:
        since = 0 if unit.spans[k] else min(FAR, since + 1)
        out.append(since)
        if unit.in_title:
            since = FAR
    return np.log1p(out) / np.log1p(FAR)
