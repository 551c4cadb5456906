"""A ban on a thing that is itself a concept: who is against the ban is for the thing.

Where a sentence names the concept only as what a ban is on, the network is asked about the ban,
which is what the sentence speaks of, and its answer is turned round.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_BAN = re.compile(
    r"\b(?:ban|prohibition|moratorium|embargo|outlawing|abolition|phase-?out)"
    r"[\s\"“”'‘’]+(?:on|of|against)[\s\"“”'‘’]+(?:[\w-]+[\s\"“”'‘’]+){0,8}$",
    re.IGNORECASE,
)


def ban_on(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans of the bans on a concept, from the word ban to the concept's name.

    Parameters
    ----------
    text : str
        A sentence.
    spans : sequence of (int, int)
        Where it names the concept.

    Returns
    -------
    list of (int, int)
        One for each name; empty where the sentence also names the concept in another way.

    Examples
    --------
    >>> text = 'Ana Ruiz fought the ban "on the sale" of drones.'
    >>> [(text[a:b]) for a, b in ban_on(text, [(41, 47)])]
    ['ban "on the sale" of drones']
    >>> ban_on("Ana Ruiz fought drones with a ban on jets.", [(16, 22)])
    []
    """
    found = [(match.start(), end) for start, end in spans if (match := _BAN.search(text[:start]))]
    return found if len(found) == len(spans) else []
