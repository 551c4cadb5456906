"""Statements to findings: who is for, who is against, in counts that a list can recount.

What counts, and what a side is, stands in :mod:`stancebook.figures.counts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from ..figures.counts import COUNTS, SIDES, count_positions, side_of
from ..figures.describing import count_word
from ..tables import UNRESOLVED

STANCE_WORDS = {
    "favor": "for",
    "against": "against",
    "neutral": "neutral",
    "both": "both sides",
    "unsure": "not counted",
}
STANCE_SIGNS = {"favor": "▲", "against": "▼", "neutral": "◆", "both": "◇", "unsure": "?"}
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
        For each side the actors who take it, as rows of ``count_positions``, most statements
        first. Unresolved speakers are in none of them.
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
    def n_actors(self) -> int:
        """Actors who take a side or both."""
        return sum(len(self.actors[side]) for side in ("favor", "against", "both"))

    @property
    def n_actors_all(self) -> int:
        """Actors with a counted statement."""
        return self.n_actors + len(self.actors["neutral"])

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
    positions = count_positions(statements, min_confidence=min_confidence)
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
        mine = positions[positions["concept"] == concept]
        known = mine[mine["actor"] != UNRESOLVED]
        actors = {s: known[known["side"] == s].to_dict("records") for s in SIDES}
        unresolved = mine.loc[mine["actor"] == UNRESOLVED, "n_statements"]
        described = names.get(concept)
        findings.append(
            ConceptFinding(
                concept=concept,
                name=described.name if described else concept,
                description=getattr(described, "description", "") or "",
                counts=counts,
                actors=actors,
                n_unresolved=int(unresolved.sum()),
                **shares.get(concept, {}),
            )
        )
    return sorted(findings, key=lambda finding: -finding.counts["n_statements"])


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


def join_words(words: Sequence[str], *, most: int = 4) -> str:
    """Join names as a sentence does, and count what is left out.

    Examples
    --------
    >>> join_words(["Lithuania", "Latvia", "Poland"])
    'Lithuania, Latvia and Poland'
    >>> join_words(list("abcdef"), most=3), join_words(list("abcd"), most=3)
    ('a, b, c and 3 others', 'a, b, c and 1 other')
    """
    words = list(words)
    if len(words) > most:
        left = len(words) - most
        return f"{', '.join(words[:most])} and {left} {count_word(left, 'other')}"
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def tell_finding(finding: ConceptFinding) -> str:
    """Return one finding as a plain sentence, for notebooks and alt texts."""
    sides = [
        f"{join_words([row['actor'] for row in finding.actors[side]])} "
        f"({sum(row[f'n_{side}'] for row in finding.actors[side])} "
        f"{count_word(sum(row[f'n_{side}'] for row in finding.actors[side]), 'statement')}) "
        f"{'is' if len(finding.actors[side]) == 1 else 'are'} {STANCE_WORDS[side]}"
        for side in ("against", "favor")
        if finding.actors[side]
    ]
    if not sides:
        return f"{finding.name}: no named actor takes a side."
    return f"{finding.name}: {'; '.join(sides)}."
