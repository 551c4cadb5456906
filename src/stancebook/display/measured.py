"""What the stance model's card says of counted statements on real news."""

from __future__ import annotations

import json
from pathlib import Path

from ..figures.counts import confidence_threshold
from ..statements.model import MODEL

ON_NEWS = "real news, questions of the program coded by hand"
"""The scores of the card."""

CARD = Path(__file__).resolve().parents[1] / "models" / MODEL / "card.json"


def measured_on_news(threshold: float) -> dict[str, dict]:
    """Return how counted statements for or against fared on real news.

    Parameters
    ----------
    threshold : float
        Confidence from which the report counts.

    Returns
    -------
    dict
        ``precision`` (how many were right) and ``recall`` (how many of those that readers found
        were counted): rows with ``value``, ``low``, ``high`` (95 % interval) and ``n`` statements.
        Empty where the report counts from another confidence than the card's, or the card has no
        such scores.
    """
    if abs(threshold - confidence_threshold()) > 1e-6 or not CARD.is_file():
        return {}
    rows = json.loads(CARD.read_text(encoding="utf-8")).get("scores", {}).get(ON_NEWS, ())
    wanted = {f"{name}, counted": name for name in ("precision", "recall")}
    return {wanted[row["measure"]]: row for row in rows if row["measure"] in wanted}


def tell_caution(threshold: float) -> str:
    """Say in one clause how far the counts of a page can be trusted, wherever they lead a page.

    Parameters
    ----------
    threshold : float
        Confidence from which the report counts.
    """
    right = measured_on_news(threshold).get("precision")
    if right is None:
        return "Counted by a machine that errs"
    return (
        "Counted by a machine that errs: on real news, "
        f"{100 * right['value']:.0f} % of what it counted as for or against was right"
    )
