"""Statements to findings: who is for, who is against, in counts that a list can recount.

What counts, and what a side is, stands in :mod:`stancebook.figures.counts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from ..figures.counts import COUNTS, SIDES, count_positions, side_of
from ..tables import UNRESOLVED

STANCE_WORDS = {
    "favor": "for",
    "against": "against",
    "neutral": "neutral",
    "both": "both sides",
    "changed": "changed sides",
    "unsure": "not counted",
}
STANCE_SIGNS = {
    "favor": "▲",
    "against": "▼",
    "neutral": "◆",
    "both": "◇",
    "changed": "↻",
    "unsure": "?",
}
FEW = 10
"""Below this many statements for or against, their numbers say all: no share, no interval."""

PLACES = (*SIDES, "changed")
"""Where an actor stands on a concept: a side of the counts, or changed in the order of time."""

VOICE_WORDS = {
    "direct": "quoted",
    "indirect": "paraphrased",
    "action": "act",
    "narrator": "the outlet itself",
}


@dataclass(frozen=True)
class ConceptFinding:
    """What the corpus says on one concept.

    Parameters
    ----------
    concept, name, description : str
        The concept's id, name and description.
    counts : dict
        ``n_favor``, ``n_against``, ``n_neutral``, ``n_statements``, ``n_unsure``, ``n_articles``.
    actors : dict
        For each side the actors who take it, as rows of ``count_positions`` with their ``turn``,
        most statements first. Who changed sides stands under ``changed`` alone, see
        :func:`stancebook.estimates.turns.find_turns`; unresolved speakers stand nowhere.
    n_unresolved : int
        Counted statements whose speaker could not be told.
    share, low, high : float or None
        Share of ``favor`` among the statements that take a side, with its 95 % interval; None
        where no statement takes a side, or (interval) where one story alone speaks.
    n_stories : int
        Independent stories behind the share.
    """

    concept: str
    name: str
    description: str
    counts: dict[str, int]
    actors: dict[str, list[dict]]
    n_unresolved: int
    share: float | None = None
    low: float | None = None
    high: float | None = None
    n_stories: int = 0
    shares: dict[str, float] = field(default_factory=dict)

    @property
    def n_sided(self) -> int:
        """Counted statements that take a side."""
        return self.counts["n_favor"] + self.counts["n_against"]

    @property
    def is_few(self) -> bool:
        """Whether so few statements take a side that a share of them would pretend too much."""
        return self.n_sided < FEW

    @property
    def n_actors(self) -> int:
        """Actors who take a side or both, or changed sides."""
        return self.n_actors_all - len(self.actors["neutral"])

    @property
    def n_actors_all(self) -> int:
        """Actors with a counted statement."""
        return sum(len(rows) for side, rows in self.actors.items() if side != "unsure")

    @property
    def leading(self) -> str:
        """The side of most statements that take one; ``both`` where equal."""
        return side_of(self.counts["n_favor"], self.counts["n_against"], 0)


def find_positions(
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    concepts: Sequence[object],
    min_confidence: float = 0.0,
    n_resamples: int = 1000,
    random_state: int = 0,
) -> list[ConceptFinding]:
    """Tell for each concept who is for it, who is against, and how sure that is.

    Parameters
    ----------
    statements, articles : DataFrame
        See :mod:`stancebook.tables`.
    concepts : sequence
        The codebook's concepts: objects with ``id``, ``name`` and ``description``.
    min_confidence : float
        Statements below it do not count.
    n_resamples, random_state : int
        For the interval, see :func:`stancebook.estimates.stance_shares`; 0 resamples for
        no share and no interval.

    Returns
    -------
    list of ConceptFinding
        Every concept of the codebook, most counted statements first.
    """
    names = {concept.id: concept for concept in concepts}
    positions = place_actors(statements, articles, min_confidence=min_confidence, concepts=concepts)
    totals = count_positions(statements, ["concept"], min_confidence=min_confidence)
    totals = totals.set_index("concept")
    shares = favor_shares(
        statements,
        articles,
        min_confidence=min_confidence,
        n_resamples=n_resamples,
        random_state=random_state,
    )
    findings = []
    for concept in [*names, *sorted(set(totals.index) - set(names))]:
        row = totals.loc[concept] if concept in totals.index else None
        counts = {name: int(row[name]) if row is not None else 0 for name in COUNTS}
        mine = positions.get(concept, [])
        known = [row for row in mine if row["actor"] != UNRESOLVED]
        actors = {side: [row for row in known if row["side"] == side] for side in PLACES}
        unresolved = sum(row["n_statements"] for row in mine if row["actor"] == UNRESOLVED)
        described = names.get(concept)
        findings.append(
            ConceptFinding(
                concept=concept,
                name=described.name if described else concept,
                description=getattr(described, "description", "") or "",
                counts=counts,
                actors=actors,
                n_unresolved=unresolved,
                **shares.get(concept, {}),
            )
        )
    return sorted(findings, key=lambda finding: -finding.counts["n_statements"])


def place_actors(
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    min_confidence: float = 0.0,
    concepts: Sequence[object] = (),
) -> dict[str, list[dict]]:
    """Count what each actor says on each concept, and tell who changed sides.

    Parameters
    ----------
    statements, articles : DataFrame
        See :mod:`stancebook.tables`.
    min_confidence : float
        Statements below it do not count.
    concepts : sequence of Concept
        The codebook's, by which a sentence is known to name its concept.

    Returns
    -------
    dict
        By concept, rows of ``count_positions`` with ``turn``, a Turn where the actor changed sides
        (``side`` is then ``changed``), else None; and ``is_outlet``, whether the actor is an outlet
        that takes sides itself.
    """
    from ..estimates.turns import find_turns

    turns = find_turns(statements, articles, min_confidence=min_confidence, concepts=concepts)
    outlets = set(statements.loc[statements["voice"] == "narrator", "actor"])
    placed: dict[str, list[dict]] = {}
    for row in count_positions(statements, min_confidence=min_confidence).to_dict("records"):
        turn = turns.get((row["actor"], row["concept"]))
        row |= {"turn": turn, "side": "changed" if turn else row["side"]}
        row["is_outlet"] = row["actor"] in outlets
        placed.setdefault(row["concept"], []).append(row)
    return placed


def favor_shares(
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    min_confidence: float = 0.0,
    n_resamples: int = 1000,
    random_state: int = 0,
) -> dict[str, dict]:
    """Return for each concept the share of favor among statements that take a side.

    Returns
    -------
    dict
        Concept id to ``share``, ``low``, ``high`` (95 %, resampled by story; None where fewer
        than two stories speak) and ``n_stories``.
    """
    sided = statements[
        (statements["confidence"] >= min_confidence) & (statements["stance"] != "neutral")
    ]
    if sided.empty or not n_resamples:
        return {}
    from ..estimates import stance_shares

    table = stance_shares(
        sided,
        articles,
        by=["concept"],
        n_resamples=n_resamples,
        random_state=random_state,
    )
    table = table[table["stance"] == "favor"]
    found = {}
    for row in table.to_dict("records"):
        alone = int(row["n_stories"]) < 2
        found[row["concept"]] = {
            "share": float(row["share"]),
            "low": None if alone else float(row["low"]),
            "high": None if alone else float(row["high"]),
            "n_stories": int(row["n_stories"]),
        }
    return found
