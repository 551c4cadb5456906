"""What the stance model's card says of counted statements on real news."""

from __future__ import annotations

import json
from pathlib import Path

from ..figures.counts import confidence_threshold
from ..statements.model import MODEL

ON_NEWS = "real news, questions of the program coded by hand"
"""The scores of the card."""

ON_OTHERS = "real news, concepts that no label of the training asks about"
"""Those of them on concepts that were new to the model."""

CARD = Path(__file__).resolve().parents[1] / "models" / MODEL / "card.json"


def measured_on_news(threshold: float, *, scores: str = ON_NEWS) -> dict[str, dict]:
    """Return how counted statements for or against fared on real news.

    Parameters
    ----------
    threshold : float
        Confidence from which the report counts.
    scores : str
        Which scores of the card.

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
    rows = json.loads(CARD.read_text(encoding="utf-8")).get("scores", {}).get(scores, ())
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


def describe_measured(threshold: float) -> str:
    """Say what the card says of the counts at this confidence; empty where it says nothing.

    Parameters
    ----------
    threshold : float
        Confidence from which the report counts.

    Returns
    -------
    str
        With the number of cases and the interval of each share.
    """
    found = measured_on_news(threshold)
    if "precision" not in found:
        return ""
    right = found["precision"]
    told = (
        f"In real news coded by hand, {_percent(right)} of the {right['n']} statements that it "
        f"counted as for or against were right (95\u00a0% interval {_interval(right)})"
    )
    if recall := found.get("recall"):
        told += (
            f", and it counted {_percent(recall)} of the {recall['n']} that readers found "
            f"({_interval(recall)})"
        )
    if other := measured_on_news(threshold, scores=ON_OTHERS).get("precision"):
        told += (
            f". On concepts that it was not trained on, {_percent(other)} of {other['n']} were "
            f"right ({_interval(other)})"
        )
    return f"{told}."


def _percent(row: dict) -> str:
    return f"{100 * row['value']:.0f}\u00a0%"


def _interval(row: dict) -> str:
    return f"{100 * row['low']:.0f} to {100 * row['high']:.0f}\u00a0%"
