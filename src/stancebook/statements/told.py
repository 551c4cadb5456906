"""Positions told of others: taken from the teller, and given to the holder."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..tables import STANCES
from .candidates import ArticleCandidates, Candidate

NEUTRAL = STANCES.index("neutral")
SIDES = np.arange(len(STANCES))
_OTHER = {"favor": "against", "against": "favor", "neutral": "neutral"}
TURNED = np.array([STANCES.index(_OTHER[one]) for one in STANCES])

Shares = tuple[np.ndarray, np.ndarray]


def with_holders(article: ArticleCandidates) -> tuple[ArticleCandidates, dict[int, int]]:
    """Ask about the holder of each position told, who reads the words reported and no others.

    Parameters
    ----------
    article : ArticleCandidates
        From :func:`stancebook.statements.candidates.find_candidates`.

    Returns
    -------
    article : ArticleCandidates
        The same with the questions about holders behind the others.
    told : dict of int to int
        Number of each candidate that tells a position to the number of the question about its
        holder.
    """
    asked = list(article.candidates)
    known: dict[tuple, int] = {}
    told = {}
    for n, one in enumerate(article.candidates):
        if one.holder is None:
            continue
        span, clause, actor = one.holder[:3]
        key = (one.unit, one.concept, one.holder)
        if key not in known:
            known[key] = len(asked)
            asked.append(
                Candidate(one.unit, one.concept, actor, span, False, "", "", clause=clause)
            )
        told[n] = known[key]
    return (replace(article, candidates=asked) if told else article), told


def without_others(article: ArticleCandidates, shares: Shares, told: dict[int, int]) -> Shares:
    """Give each position told to its holder, and leave its teller neutral as far as it is there.

    Parameters
    ----------
    article : ArticleCandidates
        With the questions about holders, from :func:`with_holders`.
    shares : (ndarray of shape (n,), ndarray of shape (n, 3))
        Presence and sides of all its candidates.
    told : dict of int to int
        From :func:`with_holders`.

    Returns
    -------
    (ndarray of shape (n,), ndarray of shape (n, 3))
        A side of the teller loses the share with which its holder takes the same side, to
        ``neutral``; who is against those that are for a thing keeps it. Who judges somebody by a
        position loses none, and who attacks those who hold it is of the other side. A holder with
        a name has the more likely of both readings of the sentence, in which it is named there or
        alone; where the position is doubted, neither has it.
    """
    if not told:
        return shares
    presence, side = shares[0].copy(), shares[1].copy()
    for teller, holder in told.items():
        how = article.candidates[teller].holder.how
        held = shares[0][holder] * shares[1][holder]
        held[NEUTRAL] = 0.0
        if how == "doubted":
            held[:] = held.sum()
        taken = shares[1][teller] * held * (how != "judged")
        taken[NEUTRAL] = 0.0
        side[teller] -= taken
        side[teller] += taken[TURNED] if how == "turned" else taken.sum() * (SIDES == NEUTRAL)
    own = {
        (c.unit, c.concept, c.actor): n for n, c in enumerate(article.candidates) if not c.clause
    }
    doubted = {
        n for teller, n in told.items() if article.candidates[teller].holder.how == "doubted"
    }
    for holder in set(told.values()):
        one = article.candidates[holder]
        n = own.get((one.unit, one.concept, one.actor))
        if n is None:
            continue
        if holder in doubted:
            presence[n] *= 1 - shares[0][holder] * (1 - shares[1][holder, NEUTRAL])
        elif presence[holder] > presence[n]:
            presence[n], side[n] = presence[holder], side[holder]
    return presence, side
