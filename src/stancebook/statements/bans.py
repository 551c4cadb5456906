"""A ban on a thing that is itself a concept.

Where a sentence names the concept only as what a ban is on, the network is asked about the ban,
which is what the sentence speaks of, and its answer is turned round. Where the codebook holds the
ban beside the thing, who is for the ban is against the thing in the same sentence; who is against
the ban need not be for the thing, and nothing is concluded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .aliases import alias_spans
from .candidates import Candidate
from .rules import Judgement

_WORDS = r"(?:ban|prohibition|moratorium|embargo|outlawing|abolition|phase-?out)"
_BEFORE = re.compile(rf"\b{_WORDS}(?:\s+(?:on|of|against)\b|\s*$)", re.IGNORECASE)
_AFTER = re.compile(rf"[\s-]+{_WORDS}\b", re.IGNORECASE)
_BAN = re.compile(
    rf"\b{_WORDS}"
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


def banned_things(concepts: Sequence[object]) -> dict[int, int]:
    """Return the number of each concept that is a ban, with the number of the thing banned.

    Parameters
    ----------
    concepts : sequence of Concept
        A ban is told by a name or alias that holds a name of the thing: "ban on whaling",
        "whaling moratorium".
    """
    found: dict[int, int] = {}
    for ban, concept in enumerate(concepts):
        for thing, other in enumerate(concepts):
            if thing != ban and _is_ban_on(_names(concept), _names(other)):
                found.setdefault(ban, thing)
    return found


def _names(concept: object) -> list[str]:
    return [concept.name, *concept.aliases]


def _is_ban_on(names: Sequence[str], thing: Sequence[str]) -> bool:
    return any(
        _BEFORE.search(name[:start]) or _AFTER.match(name[end:])
        for name in names
        for start, end in alias_spans(name, thing)
    )


def with_banned_things(
    judged: Sequence[tuple[Candidate, Judgement]], things: dict[int, int], cut: float
) -> list[tuple[Candidate, Judgement]]:
    """Add to each statement for a ban the one against the thing banned, in place of any other.

    Parameters
    ----------
    judged : sequence of (Candidate, Judgement)
        Of one article.
    things : dict
        From :func:`banned_things`.
    cut : float
        Presence from which a candidate is a statement.
    """
    turned = {}
    for candidate, one in judged:
        thing = things.get(candidate.concept)
        if thing is None or one.presence < cut or one.favor < max(one.against, one.neutral):
            continue
        own = one._replace(favor=one.against, against=one.favor)
        turned[candidate.unit, candidate.actor, thing] = replace(candidate, concept=thing), own
    kept = [pair for pair in judged if (pair[0].unit, pair[0].actor, pair[0].concept) not in turned]
    return [*kept, *turned.values()]
