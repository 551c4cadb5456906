"""Changes of side in words: between which two sentences an actor went to the other side."""

from __future__ import annotations

from markupsafe import Markup

from ..estimates.turns import Turn
from ..figures.addresses import article_file, statement_anchor
from .cards import show_date
from .findings import STANCE_WORDS


def tell_turn(turn: Turn, *, here: str | None = None) -> Markup:
    """Say from which side to which an actor changed, and between which days.

    Parameters
    ----------
    turn : Turn
        See :func:`stancebook.estimates.turns.find_turns`.
    here : str, optional
        The way from the page to the run's folder: each day then leads to its sentence.
    """
    days = [_day(row, here) for row in (turn.last, turn.first)]
    sides = STANCE_WORDS[turn.before], STANCE_WORDS[turn.after]
    return Markup("first {}, then {}, between {} and {}").format(*sides, *days)


def _day(row: dict, here: str | None) -> str | Markup:
    day = show_date(row["day"])
    if here is None:
        return day
    address = f"{here}{article_file(row['article_id'])}#{statement_anchor(row['statement_id'])}"
    return Markup('<a href="{}">{}</a>').format(address, day)
