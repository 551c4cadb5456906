"""From logits to probabilities: temperature, presence cut and threshold, on half of the gold.

The half is named, so that the other half stays a fair measure.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..statements.model import calibrated, softmax
from ..statements.scoring import calibration_error

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


def fit_presence(logits: np.ndarray, present: np.ndarray) -> tuple[float, float]:
    """Return slope and shift of the log odds of presence (Platt 1999), lightly regularised."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=10.0).fit(logits.reshape(-1, 1), present)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


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
    """Return the lowest confidence above which the precision stays at least at the promise."""
    order = np.argsort(-confidence, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= precision)
    return float(confidence[order[enough[-1]]]) if len(enough) else 1.0


def risk_coverage(confidence: np.ndarray, right: np.ndarray) -> list[tuple[float, float]]:
    """Return (coverage, share wrong) as the threshold falls, both from 0 to 1."""
    order = np.argsort(-confidence, kind="stable")
    n = np.arange(1, len(order) + 1)
    return list(zip(n / len(order), 1 - np.cumsum(right[order]) / n, strict=True))


def calibrate(
    presence: np.ndarray, side: np.ndarray, present: np.ndarray, sides: np.ndarray
) -> dict[str, float]:
    """Return the numbers that turn logits into probabilities.

    Parameters
    ----------
    presence : array of shape (n,)
        Logits of the candidates.
    side : array of shape (n, 3)
        Logits of the candidates.
    present : array of bool, shape (n,)
        Whether the gold has a statement there.
    sides : array of int, shape (n,)
        Its side, -1 where there is none.
    """
    slope, shift = fit_presence(presence, present)
    known = sides >= 0
    temperature = fit_temperature(side[known], sides[known])
    return {"presence_slope": slope, "presence_shift": shift, "side_temperature": temperature}


def expected_error(
    presence: np.ndarray,
    side: np.ndarray,
    present: np.ndarray,
    sides: Sequence[int],
    numbers: dict[str, float],
) -> dict[str, float]:
    """Return the calibration error of presence, of the side, and of complete statements."""
    likely, shares = calibrated(presence, side, numbers)
    sides = np.asarray(sides)
    best = shares.argmax(axis=1)
    known = sides >= 0
    whole = likely * shares.max(axis=1)
    return {
        "presence": calibration_error(likely, present),
        "side": calibration_error(shares.max(axis=1)[known], (best == sides)[known]),
        "statement": calibration_error(whole, best == sides),
    }
