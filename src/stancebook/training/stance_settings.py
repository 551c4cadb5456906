"""The numbers of ``model.json``: fitted on half of the gold, with a shipped or a new network."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ..codebook import Codebook
from ..encoder import Encoder
from ..statements.candidates import ArticleCandidates, find_candidates
from ..statements.debates import Debate
from ..statements.model import calibrated, consistent, log_odds, softmax
from ..statements.structure import structure
from .stance_calibration import (
    HALF,
    best_cut,
    calibrate,
    confidence_threshold,
    fit_temperature,
)
from .stance_candidates import candidate_examples
from .stance_scores import find_statements, part_of, right_statements, run_examples
from .stance_tables import found_tables

CONSISTENCY = (0.0, 0.2, 0.4, 0.6, 0.8)
"""How strongly an actor's sides within an article are drawn together: what is tried."""


def fit_settings(encoder: Encoder, debates: Sequence[Debate]) -> dict[str, float]:
    """Return the numbers that turn the network's logits into statements.

    Parameters
    ----------
    encoder : Encoder
        The network.
    debates : sequence of Debate
        Only those of :data:`~stancebook.training.stance_calibration.HALF` are used.

    Returns
    -------
    dict
        Slope, shift and weights of presence, the temperature of the sides, ``consistency`` and the
        temperature after it, and ``presence_cut`` (best micro-F1 of complete statements that
        favor or go against); ``confidence_slope`` and ``confidence_shift`` that change nothing.
    """
    articles: list[ArticleCandidates] = []
    examples: list[tuple] = []
    n_gold = 0
    for debate, tables, _ in found_tables(d for d in debates if d.name in HALF):
        concepts = Codebook.from_dict(debate.codebook).concepts
        articles += find_candidates(debate.articles, concepts, **tables)
        examples += candidate_examples(debate, encoder, **tables)
        n_gold += int((debate.gold["stance"] != "neutral").sum())
    logits = run_examples(encoder, examples)
    known = np.vstack([structure(article) for article in articles])
    sides = np.array([example[6] for example in examples])
    numbers = calibrate(logits["presence"], logits["side"], known, sides)
    likely, shares = calibrated(logits["presence"], logits["side"], numbers, known)
    options = []
    for strength in CONSISTENCY:
        drawn = _drawn_together(articles, (likely, shares), strength)
        softness = fit_temperature(np.log(drawn[sides >= 0]), sides[sides >= 0])
        drawn = softmax(np.log(drawn) / softness)
        best = drawn.argmax(axis=1)
        cut = best_cut(likely, (best == sides) & (best < 2), n_gold)
        kept = likely >= cut
        hits = int((kept & (best == sides) & (best < 2)).sum())
        f1 = 2 * hits / (int((kept & (best < 2)).sum()) + n_gold)
        options.append((f1, -strength, softness, cut))
    _, strength, softness, cut = max(options)
    return {
        **numbers,
        "consistency": -strength,
        "consistency_temperature": softness,
        "presence_cut": cut,
        "confidence_slope": 1.0,
        "confidence_shift": 0.0,
    }


def fit_confidence(debates: Sequence[Debate]) -> dict[str, float]:
    """Return the numbers of confidence, from what the model finds with the other numbers in place.

    Parameters
    ----------
    debates : sequence of Debate
        Only those of :data:`~stancebook.training.stance_calibration.HALF` are used.

    Returns
    -------
    dict
        ``confidence_slope`` and ``confidence_shift`` (logistic regression of right on the log odds
        of presence times side), and ``min_confidence``.
    """
    from sklearn.linear_model import LogisticRegression

    half = part_of(debates, "half")
    found = find_statements(half)
    odds = log_odds(found["confidence"].to_numpy(dtype=float))[:, None]
    right = right_statements(found, half)
    fitted = LogisticRegression(C=10.0).fit(odds, right)
    return {
        "confidence_slope": float(fitted.coef_[0, 0]),
        "confidence_shift": float(fitted.intercept_[0]),
        "min_confidence": confidence_threshold(fitted.predict_proba(odds)[:, 1], right),
    }


def _drawn_together(
    articles: Sequence[ArticleCandidates], found: tuple[np.ndarray, np.ndarray], strength: float
) -> np.ndarray:
    out, at = [], 0
    for article in articles:
        rows = slice(at, at + len(article.candidates))
        out.append(consistent(article, (found[0][rows], found[1][rows]), strength))
        at = rows.stop
    return np.vstack(out)


def write_settings(folder: Path, numbers: dict[str, object]) -> None:
    """Write ``model.json`` into the folder of a network."""
    settings = {
        "inputs": ["ids", "segments", "place"],
        "outputs": ["presence", "side", "voice", "state"],
        **{
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in numbers.items()
        },
    }
    lines = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in settings.items()]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    (folder / "model.json").write_text(text, encoding="utf-8")
