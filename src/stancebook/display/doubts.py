"""What to read before a count is cited: both sides of one actor, and the closest calls."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from ..estimates.earlier import are_of_the_past
from ..estimates.turns import find_turns
from ..figures.counts import count_positions
from ..tables import UNRESOLVED
from .cards import Reading, surest_first
from .findings import STANCE_WORDS
from .marks import plain
from .showing import Shown, show_template
from .turns import tell_turn

SIDES = ("favor", "against")


def show_disagreements(
    analysis: object, *, min_confidence: float = 0.0, most: int = 10, most_sentences: int = 2
) -> Shown:
    """Show actors who are counted for and against the same concept, in the order of time.

    An actor with both sides has changed its mind, where the dates of the sentences show it (see
    :func:`stancebook.estimates.turns.find_turns`); else it speaks with several voices, a sentence
    tells of an earlier time, or it was misread: only the sentences tell which.

    Parameters
    ----------
    analysis : Analysis
        See :class:`stancebook.analysis.Analysis`.
    min_confidence : float
        Statements below it are not counted.
    most : int
        Pairs of actor and concept shown, those with the largest smaller side first.
    most_sentences : int
        Sentences of each side, the surest ones.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.
    """
    reading = Reading(analysis, min_confidence=min_confidence)
    counts = count_positions(analysis.statements, min_confidence=min_confidence)
    counts["smaller"] = counts[["n_favor", "n_against"]].min(axis=1)
    order = counts[(counts["smaller"] > 0) & (counts["actor"] != UNRESOLVED)].sort_values(
        ["smaller", "n_statements", "actor", "concept"], ascending=[False, False, True, True]
    )
    turns = find_turns(
        analysis.statements,
        analysis.articles,
        min_confidence=min_confidence,
        concepts=analysis.codebook.concepts,
    )
    surest = surest_first(analysis.statements, analysis.articles)
    surest = surest[surest["confidence"] >= min_confidence]
    rows = []
    for row in order.head(most).to_dict("records"):
        mine = surest[(surest["actor"] == row["actor"]) & (surest["concept"] == row["concept"])]
        chosen = pd.concat([mine[mine["stance"] == side].head(most_sentences) for side in SIDES])
        name = reading.concept_names.get(row["concept"], row["concept"])
        cards = list(reading.cards(_by_date(reading, chosen)))
        turn = turns.get((row["actor"], row["concept"]))
        told = f"changed sides: {tell_turn(turn)}" if turn else _tell_no_turn(reading, mine)
        rows.append({**row, "concept_name": name, "cards": cards, "turn": turn, "told": told})
    text = "\n".join(
        f"{plain(row['actor'])} on {plain(row['concept_name'])}: {row['n_favor']} for, "
        f"{row['n_against']} against; {row['told']}"
        for row in rows
    )
    return show_template(
        "show_disagreements.html",
        text or "No actor is counted on both sides of a concept.",
        rows=rows,
        n_left_out=len(order) - len(rows),
    )


def show_closest_calls(analysis: object, *, min_confidence: float = 0.5, most: int = 10) -> Shown:
    """Show the statements whose confidence is nearest to the threshold, counted or not.

    Reading them first corrects most: a small change of confidence would count them, or drop them.

    Parameters
    ----------
    analysis : Analysis
        See :class:`stancebook.analysis.Analysis`.
    min_confidence : float
        The threshold, from 0 to 1.
    most : int
        Statements shown, the nearest first.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.

    References
    ----------
    .. [1] Lewis and Gale (1994), A Sequential Algorithm for Training Text Classifiers, SIGIR:
       to read first what a classifier is least certain of.
    """
    reading = Reading(analysis, min_confidence=min_confidence)
    distance = (analysis.statements["confidence"] - min_confidence).abs()
    nearest = analysis.statements.assign(_distance=distance).sort_values(
        ["_distance", "statement_id"]
    )
    cards = list(reading.cards(nearest.head(most).drop(columns="_distance")))
    n_counted = sum(card.is_counted for card in cards)
    lines = [
        f"[{card.stance}, {card.confidence}] {plain(card.actor)} on "
        f"{plain(card.concept_name)}: {Markup(card.words).striptags()}"
        for card in cards
    ]
    return show_template(
        "show_statements.html",
        "\n".join(lines) or "No statement.",
        cards=cards,
        n_counted=n_counted,
        n_unsure=len(cards) - n_counted,
        n_left_out=0,
    )


def _tell_no_turn(reading: Reading, rows: pd.DataFrame) -> str:
    """Say that no change is told, and which side the sentences date to an earlier time."""
    told = rows[are_of_the_past(rows, _days(reading, rows))]["stance"]
    past = [STANCE_WORDS[side] for side in SIDES if (told == side).any()]
    if not past:
        return "no change of side in the order of time"
    return f"no change of side is told: {' and '.join(past)} at an earlier time"


def _days(reading: Reading, rows: pd.DataFrame) -> pd.DatetimeIndex:
    return pd.to_datetime(
        [reading.articles.get(one, {}).get("published") for one in rows["article_id"]]
    )


def _by_date(reading: Reading, rows: pd.DataFrame) -> pd.DataFrame:
    dated = rows.assign(_date=_days(reading, rows))
    return dated.sort_values(["_date", "start"]).drop(columns="_date")
