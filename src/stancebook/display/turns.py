"""Who changed sides: an actor's dated statements that are of one side first and of the other later.

An actor on both sides without such an order is divided, or was misread: that is another finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ..tables import UNRESOLVED
from .cards import show_date
from .findings import STANCE_WORDS

PURE = 0.8
"""So much of the statements on each side of the day must be of one side."""

FEWEST = 2
"""A side needs so many statements before, or after, the day..."""

SURE = 0.85
"""...or a single one of this confidence."""


@dataclass(frozen=True)
class Turn:
    """An actor's change of side on a concept.

    Parameters
    ----------
    before, after : str
        ``favor`` or ``against``.
    until, since : Timestamp
        Day of the last statement of the one side, and of the first of the other.
    last, first : dict
        These two statements, as rows.
    """

    before: str
    after: str
    until: pd.Timestamp
    since: pd.Timestamp
    last: dict
    first: dict

    @property
    def words(self) -> str:
        """What changed and when, as a sentence goes on."""
        return (
            f"changed: {STANCE_WORDS[self.before]} until {show_date(self.until)}, "
            f"{STANCE_WORDS[self.after]} since {show_date(self.since)}"
        )


def find_turns(
    statements: pd.DataFrame, articles: pd.DataFrame, *, min_confidence: float = 0.0
) -> dict[tuple[str, str], Turn]:
    """Find the actors whose counted statements on a concept change side in the order of time.

    Parameters
    ----------
    statements, articles : DataFrame
        See :mod:`stancebook.tables`; articles without a date tell no order.
    min_confidence : float
        Statements below it do not count.

    Returns
    -------
    dict
        By actor and concept. A change needs a day such that four of five statements before it are
        of one side and four of five from it on of the other, at least :data:`FEWEST` on either
        part, or one whose confidence is at least :data:`SURE`.

    Examples
    --------
    >>> days = ["2025-03-01", "2025-03-05", "2025-06-01", "2025-06-02"]
    >>> articles = pd.DataFrame({"article_id": days, "published": pd.to_datetime(days)})
    >>> statements = pd.DataFrame({"actor": "Ana Ruiz", "concept": "ban", "article_id": days,
    ...     "stance": ["against", "against", "favor", "favor"], "confidence": 0.8, "start": 0})
    >>> find_turns(statements, articles)["Ana Ruiz", "ban"].words
    'changed: against until 5 March 2025, for since 1 June 2025'
    """
    dates = articles.set_index("article_id")["published"]
    counted = statements[
        (statements["confidence"] >= min_confidence)
        & (statements["stance"] != "neutral")
        & (statements["actor"] != UNRESOLVED)
    ]
    if counted.empty:
        return {}
    days = pd.to_datetime(counted["article_id"].map(dates)).dt.normalize()
    counted = counted.assign(day=days)
    counted = counted.dropna(subset=["day"]).sort_values(["day", "article_id", "start"])
    sides = counted.groupby(["actor", "concept"])["stance"].transform("nunique")
    turns = {}
    for key, rows in counted[sides > 1].groupby(["actor", "concept"], sort=True):
        turn = _turn(rows.to_dict("records"))
        if turn is not None:
            turns[key] = turn
    return turns


def _turn(rows: Sequence[dict]) -> Turn | None:
    """Return the purest change of side in rows that are sorted by day."""
    best: tuple[float, int] | None = None
    for cut in range(1, len(rows)):
        if rows[cut]["day"] == rows[cut - 1]["day"]:
            continue
        purity = _purity(rows[:cut], rows[cut:])
        if purity is not None and (best is None or purity > best[0]):
            best = (purity, cut)
    if best is None:
        return None
    cut = best[1]
    before, after = _side(rows[:cut]), _side(rows[cut:])
    last = next(row for row in reversed(rows[:cut]) if row["stance"] == before)
    first = next(row for row in rows[cut:] if row["stance"] == after)
    return Turn(before, after, last["day"], first["day"], last, first)


def _purity(before: Sequence[dict], after: Sequence[dict]) -> float | None:
    """Return the smaller share of the leading side in the two parts, None where none changed."""
    sides = _side(before), _side(after)
    if sides[0] == sides[1]:
        return None
    shares = []
    for part, side in zip((before, after), sides, strict=True):
        own = [row for row in part if row["stance"] == side]
        if len(own) < FEWEST and own[0]["confidence"] < SURE:
            return None
        shares.append(len(own) / len(part))
    return min(shares) if min(shares) >= PURE else None


def _side(rows: Sequence[dict]) -> str:
    n_favor = sum(row["stance"] == "favor" for row in rows)
    return "favor" if 2 * n_favor > len(rows) else "against"
