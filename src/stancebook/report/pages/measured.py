"""What the stance model's card says of counted statements on real news."""

from __future__ import annotations

from ...figures.counts import confidence_threshold
from ...statements.model import MODEL
from ..fingerprints import PACKAGE
from ..folders import read_json

ON_NEWS = "real news, questions of the program coded by hand"
"""The scores of the card."""


def precision_on_news(threshold: float) -> dict[str, float] | None:
    """Return how often counted statements for or against were right on real news.

    Parameters
    ----------
    threshold : float
        Confidence from which the report counts.

    Returns
    -------
    dict or None
        ``value``, ``low``, ``high`` (95 % interval) and ``n`` statements; None where the report
        counts from another confidence than the card's, or the card has no such score.
    """
    if abs(threshold - confidence_threshold()) > 1e-6:
        return None
    scores = read_json(PACKAGE / "models" / MODEL / "card.json").get("scores", {})
    rows = scores.get(ON_NEWS, ())
    return next((row for row in rows if row["measure"] == "precision, counted"), None)
