"""Who changed sides: an actor's dated statements that are of one side first and of the other later.

An actor on both sides without such an order speaks with several voices, or was misread: that is
another finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..codebook.aliases import alias_spans, concept_names
from ..tables import UNRESOLVED
from .earlier import are_of_the_past

PURE = 0.8
"""So much on each side of the day must be of one side; what is less is a stray and no side."""

FEWEST = 2
"""A side needs so many counted statements before, or after, the day..."""

SURE = 0.85
"""...or a single one of this confidence, if its sentence names the concept and it is no stray among
all that the actor said."""


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
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    min_confidence: float = 0.0,
    concepts: Sequence[object] = (),
) -> dict[tuple[str, str], Turn]:
    """Find the actors whose counted statements on a concept change side in the order of time.

    Parameters
    ----------
    statements, articles : DataFrame
        See :mod:`stancebook.tables`; articles without a date tell no order.
    min_confidence : float
        Statements below it do not count.
    concepts : sequence of Concept
        The codebook's. Of one that is not among them every sentence is taken to name it.

    Returns
    -------
    dict
        By actor and concept. A change needs a day such that four of five counted statements
        before it are of one side and four of five from it on of the other. Statements that do not
        count cannot show a change, but they can cast doubt on it: of all statements, weighed by
        their confidence, four of five must be of these sides too. Either side needs at least
        :data:`FEWEST` counted statements, or one whose confidence is at least :data:`SURE`, whose
        sentence names the concept, and whose side there is more than one in five of all that the
        actor said on the concept, as a single statement before or after many of the other side is
        rather a misread one. A sentence
        that several articles of one story print is one witness, as of the first day, and one that
        dates its position to an earlier time tells no change: its article's day is not the
        position's (see :func:`stancebook.estimates.earlier.is_of_the_past`).

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
    sided = statements[(statements["stance"] != "neutral") & (statements["actor"] != UNRESOLVED)]
    sided = sided.assign(_counted=sided["confidence"] >= min_confidence)
    told = sided["stance"].where(sided["_counted"])
    sided = sided[told.groupby([sided["actor"], sided["concept"]]).transform("nunique") > 1]
    if sided.empty:
        return {}
    facts = articles.set_index("article_id")[["published", "story_id"]]
    facts = facts.reindex(sided["article_id"]).set_axis(sided.index)
    days = pd.to_datetime(facts["published"]).dt.normalize()
    sided = sided.assign(day=days, _story=facts["story_id"]).dropna(subset=["day"])
    order = ["day", "article_id", "start"]
    sided = sided.sort_values(["_counted", *order], ascending=[False, True, True, True])
    sided = sided.drop_duplicates(["actor", "concept", "stance", "_story", "text"])
    sided = sided.sort_values(order).drop(columns="_story")
    sided = sided[~are_of_the_past(sided, sided["day"])]
    sided["_named"] = _name_their_concept(sided, concepts)
    turns = {}
    for key, rows in sided.groupby(["actor", "concept"], sort=True):
        turn = _turn(rows)
        if turn is not None:
            turns[key] = turn
    return turns


def _name_their_concept(statements: pd.DataFrame, concepts: Sequence[object]) -> list[bool]:
    names = {concept.id: concept_names(concept) for concept in concepts}
    pairs = zip(statements["concept"], statements["text"], strict=True)
    return [
        concept not in names or bool(alias_spans(text, names[concept])) for concept, text in pairs
    ]


def _turn(rows: pd.DataFrame) -> Turn | None:
    """Return the purest change of side in rows that are sorted by day."""
    days = rows["day"].to_numpy()
    cuts = np.flatnonzero(days[1:] != days[:-1]) + 1
    if len(cuts) == 0:
        return None
    parts = [_leading(rows, cuts), _leading(rows[::-1], len(rows) - cuts)]
    (led, before, is_known), (leads, after, is_shown) = parts
    purity = np.where((led != leads) & is_known & is_shown, np.minimum(before, after), 0)
    if purity.max() < PURE:
        return None
    place = int(purity.argmax())
    sides = ["favor" if side else "against" for side in (led[place], leads[place])]
    counted = rows["_counted"]
    rows = rows.drop(columns=["_counted", "_named"])
    earlier, later = np.split(np.arange(len(rows)), [cuts[place]])
    shown = [counted & (rows["stance"] == side) for side in sides]
    last = rows.iloc[earlier][shown[0].iloc[earlier]].iloc[-1]
    first = rows.iloc[later][shown[1].iloc[later]].iloc[0]
    return Turn(sides[0], sides[1], last.to_dict(), first.to_dict())


def _leading(rows: pd.DataFrame, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Tell for the first so many rows whether favor leads, by what share, and if that is enough."""
    favor, counted = (rows["stance"] == "favor").to_numpy(), rows["_counted"].to_numpy()
    confidence = rows["confidence"].to_numpy(dtype=float)
    total = confidence.sum()

    def add_up(values: np.ndarray) -> np.ndarray:
        return np.cumsum(values)[sizes - 1]

    n_favor, n_counted = add_up(favor & counted), add_up(counted)
    leads = 2 * n_favor > n_counted
    own = np.where(leads, n_favor, n_counted - n_favor)
    sure, weight = (
        np.where(leads, add_up(favor * weights), add_up(~favor * weights))
        for weights in (counted * rows["_named"].to_numpy() * confidence, confidence)
    )
    share = np.minimum(own / np.maximum(n_counted, 1), (weight / add_up(confidence)).round(9))
    is_stray = (weight / total).round(9) <= round(1 - PURE, 9)
    return leads, share, (own >= FEWEST) | ((sure >= SURE) & ~is_stray)
