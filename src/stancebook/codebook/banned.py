"""Things that a ban is on: most articles may argue about the thing and few about its ban.

Thing and ban stand beside one another, for who is for the one may be against the other: an alias
would turn sides round. See :mod:`stancebook.statements.bans` for how the two work together.
"""

from __future__ import annotations

from collections.abc import Sequence

from .phrases import Phrase
from .words import LINKS


def banned_things(phrases: Sequence[Phrase], n_articles: int) -> list[Phrase]:
    """Return what bans are on and most articles name without a ban, in the order given.

    Parameters
    ----------
    phrases : sequence of Phrase
        The bans and the things.
    n_articles : int
        Number of articles in which they were found.
    """
    bans: dict[tuple[str, ...], set[int]] = {}
    for phrase in phrases:
        if phrase.head == "ban" and len(phrase.words) > 1:
            bans.setdefault(_banned(phrase.words), set()).update(phrase.where)
    return [
        phrase
        for phrase in phrases
        if phrase.words in bans
        and not phrase.head
        and phrase.sided
        and 2 * len(phrase.where.keys() - bans[phrase.words]) > n_articles
    ]


def _banned(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a ban is on.

    Examples
    --------
    >>> _banned(("ban", "on", "prepaid", "meters")), _banned(("shirt", "ban"))
    (('prepaid', 'meters'), ('shirt',))
    """
    places = [place for place, word in enumerate(words) if word in LINKS]
    return words[places[0] + 1 :] if places else words[:-1]
