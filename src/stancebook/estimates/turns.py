"""Who changed sides: an actor's dated statements that are of one side first and of the other later.

An actor on both sides without such an order speaks with several voices, or was misread: that is
another finding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..tables import UNRESOLVED

PURE = 0.8
"""So much of the statements on each side of the day must be of one side."""

FEWEST = 2
"""A side needs so many statements before, or after, the day..."""

SURE = 0.85
"""...or a single one of this confidence."""


@dataclass(frozen=True)
class Turn:
    """An actor's change of side on a concept, at some time between two of its statements.

    Parameters
    ----------
    before, after : str
        ``favor`` or ``against``.
    last, first : dict
        The last statement of the one side before the change, and the first of the other after it,
        as rows with their ``day``. That is when the corpus shows it: the change lies between.
    """

    before: str
    after: str
    last: dict
    first: dict


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
        part, or one whose confidence is at least :data:`SURE`. A sentence that several articles of
        one story print is one witness, as of the first day.

    Examples
    --------
    >>> days = ["2025-03-01", "2025-03-05", "2025-06-01", "2025-06-02"]
    >>> articles = pd.DataFrame({"article_id": days, "published": pd.to_datetime(days)})
    >>> statements = pd.DataFrame({"actor": "Ana Ruiz", "concept": "ban", "article_id": days,
    ...     "stance": ["against", "against", "favor", "favor"], "confidence": 0.8, "start": 0,
    ...     "text": list("abcd")})
    >>> turn = find_turns(statements, articles.assign(story_id=days))["Ana Ruiz", "ban"]
    >>> turn.before, turn.last["article_id"], turn.after, turn.first["article_id"]
    ('against', '2025-03-05', 'favor', '2025-06-01')
    """
    counted = statements[
        (statements["confidence"] >= min_confidence)
        & (statements["stance"] != "neutral")
        & (statements["actor"] != UNRESOLVED)
    ]
    sides = counted.groupby(["actor", "concept"])["stance"].transform("nunique")
    counted = counted[sides > 1]
    if counted.empty:
        return {}
    facts = articles.set_index("article_id")[["published", "story_id"]]
    facts = facts.reindex(counted["article_id"]).set_axis(counted.index)
    days = pd.to_datetime(facts["published"]).dt.normalize()
    counted = counted.assign(day=days, _story=facts["story_id"])
    counted = counted.dropna(subset=["day"]).sort_values(["day", "article_id", "start"])
    counted = counted.drop_duplicates(["actor", "concept", "stance", "_story", "text"])
    turns = {}
    for key, rows in counted.drop(columns="_story").groupby(["actor", "concept"], sort=True):
        turn = _turn(rows)
        if turn is not None:
            turns[key] = turn
    return turns


def _turn(rows: pd.DataFrame) -> Turn | None:
    """Return the purest change of side in rows that are sorted by day."""
    days = rows["day"].to_numpy()
    cuts = np.flatnonzero(days[1:] != days[:-1]) + 1
    favor = (rows["stance"] == "favor").to_numpy()
    parts = [
        _leading(favor, rows["confidence"].to_numpy(), cuts),
        _leading(favor[::-1], rows["confidence"].to_numpy()[::-1], len(rows) - cuts),
    ]
    (led, before, is_known), (leads, after, is_shown) = parts
    purity = np.where((led != leads) & is_known & is_shown, np.minimum(before, after), 0)
    if not len(cuts) or purity.max() < PURE:
        return None
    place = int(purity.argmax())
    sides = ["favor" if side else "against" for side in (led[place], leads[place])]
    earlier, later = rows.iloc[: cuts[place]], rows.iloc[cuts[place] :]
    last = earlier[earlier["stance"] == sides[0]].iloc[-1]
    first = later[later["stance"] == sides[1]].iloc[0]
    return Turn(sides[0], sides[1], last.to_dict(), first.to_dict())


def _leading(
    favor: np.ndarray, confidence: np.ndarray, sizes: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Tell for the first so many rows whether favor leads, by what share, and if that is enough."""
    counts = np.cumsum(favor)[sizes - 1]
    leads = 2 * counts > sizes
    own = np.where(leads, counts, sizes - counts)
    sure = np.where(
        leads,
        np.cumsum(np.where(favor, confidence, 0))[sizes - 1],
        np.cumsum(np.where(favor, 0, confidence))[sizes - 1],
    )
    return leads, own / sizes, (own >= FEWEST) | (sure >= SURE)
