"""Confidence of attributions: how far from the share that is right, and the scale that mends it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from ..resampling import resampled_rows

N_BINS = 10
_CLIP = 1e-4


def judge_attributions(found: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Say for each attribution whether its contents and their speaker are exactly right.

    Parameters
    ----------
    found, gold : DataFrame
        See :data:`stancebook.tables.ATTRIBUTIONS`. Nested attributions are left out of `found`.

    Returns
    -------
    DataFrame
        ``article_id``, ``confidence`` and ``is_right``, in the order of `found`.
    """
    right = {pair for row in gold.itertuples() for pair in _pairs(row)}
    outer = found[found["parent_id"] == ""]
    return pd.DataFrame(
        {
            "article_id": outer["article_id"].to_numpy(),
            "confidence": outer["confidence"].to_numpy(dtype=float),
            "is_right": [all(pair in right for pair in _pairs(row)) for row in outer.itertuples()],
        }
    )


def _pairs(row) -> list[tuple]:
    speaker = tuple(map(tuple, row.speaker_spans[:1]))
    return [(row.article_id, row.in_title, *span, speaker) for span in row.content_spans]


def calibration_error(confidence: np.ndarray, is_right: np.ndarray) -> float:
    """Return the expected calibration error over ten bins of equal width, in [0, 1].

    References
    ----------
    .. [1] Guo, C. et al. (2017). On calibration of modern neural networks. ICML.

    Examples
    --------
    >>> import numpy as np
    >>> round(calibration_error(np.array([0.9, 0.9]), np.array([True, False])), 3)
    0.4
    """
    sure, right = np.asarray(confidence, dtype=float), np.asarray(is_right, dtype=float)
    bins = np.minimum((sure * N_BINS).astype(int), N_BINS - 1)
    gaps = [
        (bins == number).mean() * abs(right[bins == number].mean() - sure[bins == number].mean())
        for number in np.unique(bins)
    ]
    return float(sum(gaps))


def fit_scale(confidence: np.ndarray, is_right: np.ndarray) -> tuple[float, float]:
    """Return slope and intercept of a logistic curve on the log-odds of the confidence.

    References
    ----------
    .. [1] Platt, J. (1999). Probabilistic outputs for support vector machines. Advances in Large
       Margin Classifiers.
    """
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=1e6).fit(log_odds(confidence)[:, None], is_right)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def log_odds(confidence: np.ndarray) -> np.ndarray:
    """Return log-odds, with 0 and 1 kept from infinity."""
    sure = np.clip(np.asarray(confidence, dtype=float), _CLIP, 1 - _CLIP)
    return np.log(sure / (1 - sure))


def calibrate(
    judged: pd.DataFrame,
    *,
    applied: Sequence[float] = (1.0, 0.0),
    random_state: int = 0,
    n_resamples: int = 1000,
) -> dict:
    """Fit the scale on half of the articles and measure it on the other half.

    Parameters
    ----------
    judged : DataFrame
        From :func:`judge_attributions`.
    applied : sequence of float
        Slope and intercept that the reader has applied already (``confidence`` in the model's
        settings); they are taken back before the new ones are fitted.
    random_state : int
        Fixes the halves and the resamples.
    n_resamples : int
        Resamples of the measured articles for the 95 % interval.

    Returns
    -------
    dict
        ``slope``, ``intercept``; ``error_before``, ``error_after`` (expected calibration error on
        the measured half), ``low``, ``high`` (interval of ``error_after``), ``n`` attributions
        measured and ``share_right`` among them.
    """
    random = np.random.default_rng(random_state)
    ids = sorted(set(judged["article_id"]))
    first = set(random.permutation(ids)[: len(ids) // 2])
    raw = 1 / (1 + np.exp(-(log_odds(judged["confidence"]) - applied[1]) / applied[0]))
    judged = judged.assign(confidence=raw)
    is_fit = judged["article_id"].isin(first)
    slope, intercept = fit_scale(judged.loc[is_fit, "confidence"], judged.loc[is_fit, "is_right"])
    rest = judged[~is_fit]
    scaled = 1 / (1 + np.exp(-(slope * log_odds(rest["confidence"]) + intercept)))
    right = rest["is_right"].to_numpy()
    drawn = resampled_rows(rest["article_id"], n_resamples, chance=random)
    low, high = np.quantile([calibration_error(scaled[d], right[d]) for d in drawn], [0.025, 0.975])
    return {
        "slope": round(slope, 4),
        "intercept": round(intercept, 4),
        "error_before": round(calibration_error(rest["confidence"], right), 4),
        "error_after": round(calibration_error(scaled, right), 4),
        "low": round(float(low), 4),
        "high": round(float(high), 4),
        "n": len(rest),
        "share_right": round(float(right.mean()), 4),
    }


def write_scale(folder: Path | str, calibration: dict) -> None:
    """Write slope and intercept into the settings of a model, where its reader finds them.

    Parameters
    ----------
    folder : path
        Of the model.
    calibration : dict
        From :func:`calibrate`.
    """
    file = Path(folder) / "model.json"
    settings = json.loads(file.read_text(encoding="utf-8"))
    settings["confidence"] = [calibration["slope"], calibration["intercept"]]
    file.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
