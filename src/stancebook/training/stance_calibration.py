"""From logits to probabilities: temperature, presence cut and threshold, on half of the gold.

The half is named, so that the other half stays a fair measure.
"""

from __future__ import annotations

import numpy as np

from ..statements.model import softmax
from ..statements.scoring import calibration_error
from ..statements.structure import STRUCTURE

HALF = ("ai_bill", "glyphosate", "nuclear_ban_treaty")
"""The debates of the development part on which numbers are chosen; the others only measure."""

PRECISION = 0.9
"""What ``min_confidence`` promises: of ten statements above it, nine are right on the gold."""


def fit_temperature(logits: np.ndarray, sides: np.ndarray) -> float:
    """Return the temperature, from 0.5 to 4, with the least negative log likelihood.

    Parameters
    ----------
    logits : array of shape (n, 3)
    sides : array of int, shape (n,)
    """
    grid = np.linspace(0.5, 4, 71)
    rows = np.arange(len(sides))
    losses = [-np.log(softmax(logits / t)[rows, sides] + 1e-9).mean() for t in grid]
    return float(grid[int(np.argmin(losses))])


def fit_presence(logits: np.ndarray, known: np.ndarray, present: np.ndarray) -> dict[str, float]:
    """Return slope, shift and weights of the log odds of presence, lightly regularised.

    Parameters
    ----------
    logits : array of shape (n,)
    known : array of shape (n, 7)
        From :func:`stancebook.statements.structure.structure`.
    present : array of bool, shape (n,)

    References
    ----------
    Platt (1999), Probabilistic Outputs for Support Vector Machines.
    """
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=1.0).fit(np.column_stack([logits, known]), present)
    names = ("slope", *STRUCTURE)
    numbers = {f"presence_{n}": float(w) for n, w in zip(names, fitted.coef_[0], strict=True)}
    return {**numbers, "presence_shift": float(fitted.intercept_[0])}


def best_cut(presence: np.ndarray, right: np.ndarray, n_gold: int) -> float:
    """Return the cut with the best F1 of complete statements.

    Parameters
    ----------
    presence : array of shape (n,)
        Probability of presence of each candidate.
    right : array of bool, shape (n,)
        Whether the candidate, kept, is a complete statement of the gold.
    n_gold : int
        Statements in the gold.
    """
    order = np.argsort(-presence, kind="stable")
    hits = np.cumsum(right[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + n_gold)
    k = int(np.argmax(f1))
    low = presence[order[k + 1]] if k + 1 < len(order) else 0.0
    return float((presence[order[k]] + low) / 2)


def confidence_threshold(
    confidence: np.ndarray, right: np.ndarray, *, precision: float = PRECISION
) -> float:
    """Return the lowest confidence above which the precision keeps the promise.

    By one standard error: a threshold at which it just does would break it on other statements
    every second time. 1 where nothing does, or only ten statements or fewer.
    """
    order = np.argsort(-confidence, kind="stable")
    n = np.arange(1, len(order) + 1)
    share = np.cumsum(right[order]) / n
    enough = np.flatnonzero((share - np.sqrt(share * (1 - share) / n) >= precision) & (n > 10))
    return float(confidence[order[enough[-1]]]) if len(enough) else 1.0


def risk_coverage(confidence: np.ndarray, right: np.ndarray) -> list[tuple[float, float]]:
    """Return (coverage, share wrong) as the threshold falls, both from 0 to 1."""
    order = np.argsort(-confidence, kind="stable")
    n = np.arange(1, len(order) + 1)
    return list(zip(n / len(order), 1 - np.cumsum(right[order]) / n, strict=True))


def calibrate(
    presence: np.ndarray,
    side: np.ndarray,
    known: np.ndarray,
    sides: np.ndarray,
) -> dict[str, float]:
    """Return the numbers that turn logits into probabilities.

    Parameters
    ----------
    presence : array of shape (n,)
        Logits of the candidates.
    side : array of shape (n, 3)
        Logits of the candidates.
    known : array of shape (n, 7)
        What the other tables say of them.
    sides : array of int, shape (n,)
        The gold's side, -1 where it has no statement there.
    """
    there = sides >= 0
    temperature = fit_temperature(side[there], sides[there])
    return {**fit_presence(presence, known, there), "side_temperature": temperature}


def expected_error(likely: np.ndarray, shares: np.ndarray, sides: np.ndarray) -> dict[str, float]:
    """Return the calibration error of presence, of the side, and of complete statements.

    Parameters
    ----------
    likely : array of shape (n,)
        Probability of presence.
    shares : array of shape (n, 3)
        Probabilities of the sides.
    sides : array of int, shape (n,)
        The gold's side, -1 where it has no statement there.
    """
    best, there = shares.argmax(axis=1), sides >= 0
    whole = likely * shares.max(axis=1)
    return {
        "presence": calibration_error(likely, there),
        "side": calibration_error(shares.max(axis=1)[there], (best == sides)[there]),
        "statement": calibration_error(whole, best == sides),
    }
