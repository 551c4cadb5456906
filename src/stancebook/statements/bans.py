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

from ..codebook.aliases import alias_spans, concept_names
from .candidates import Candidate
from .rules import Judgement

_WORDS = r"(?:ban|prohibition|moratorium|embargo|outlawing|abolition|phase-?out)"
_GAP = r"[\s\"“”'‘’]++"
_ACT = (  # What is done with a thing where doing it makes the thing: not "a ban on killing seals".
    r"(?:us(?:es?|ing|age)|sales?|selling|buying|purchas(?:es?|ing)|import(?:s|ing|ation)?"
    r"|export(?:s|ing|ation)?|production|producing|manufactur(?:e|ing)|making|building|construction"
    r"|constructing|development|developing|acquisition|acquiring|possession|possessing|owning"
    r"|ownership|trad(?:e|ing)|investments?|investing|transfers?|tests?|testing|deployment"
    r"|deploying|stationing|stockpiling|hosting|carrying|wearing|advertising|marketing|promotion"
    r"|promoting|drilling|exploration|exploring|prospecting|mining|growing|cultivation|planting"
    r"|spraying|supply|supplying|shipments?|travel|flights)"
)
_OTHER = (  # Here the words for what is banned have ended.
    r"(?:in|to|for|from|by|with|at|on|of|near|during|against|under|over|between|among|across|into"
    r"|through|towards?|within|without|around|outside|inside|via|amid|despite|after|before|until"
    r"|since|because|while|when|where|if|as|than|that|which|who|whose|whom|but|so|not|he|she|they"
    r"|it|we|is|are|was|were|be|been|has|have|had|will|would|could|should|may|might|can|must)"
)
_THE = r"(?:the|an?|its|their|our|this|these|all|any)"
_LINK = (  # sale of | imports from | trade in
    rf"(?:{_ACT}{_GAP}of|imports?{_GAP}from|(?:exports?|travel|flights|shipments?){_GAP}to"
    rf"|(?:trad(?:e|ing)|investments?|investing){_GAP}(?:in|with)"
    rf"|(?:drilling|exploration|prospecting){_GAP}for)(?:{_GAP}{_THE}\b)?"
)
_PLURAL = rf"\w+[^\Waius]s{_GAP}(?!(?:and|or)\b)"  # hardly ever before the noun: a verb follows
_PLAIN = rf"(?!(?:{_OTHER}|{_ACT}|{_THE})\b|\w+ing\b|{_PLURAL})[\w-]+"
_BETWEEN = rf"(?:{_THE}{_GAP})?(?:(?:{_LINK}|{_ACT}|{_PLAIN}){_GAP}){{0,8}}$"
_BAN = re.compile(rf"\b{_WORDS}{_GAP}(?:on|of|against){_GAP}{_BETWEEN}", re.IGNORECASE)
_REACH = 300
_END = re.compile(rf"\W*$|\W+{_OTHER}\b", re.IGNORECASE)
_AFTER = re.compile(rf"[\s-]+{_WORDS}(?:\W*$|\W+{_OTHER}\b)", re.IGNORECASE)
_BARE = re.compile(rf"\b{_WORDS}\s+$", re.IGNORECASE)
_UNDONE = re.compile(
    r"\b(?:lift(?:s|ing)?|end(?:s|ing)?|repeal(?:s|ing)?|revers(?:e|es|al|ing)|revok(?:e|es|ing)"
    r"|overturn(?:s|ing)?|scrap(?:s|ping)?|drop(?:s|ping)?|remov(?:e|es|al|ing)|eas(?:e|es|ing)"
    r"|relax(?:es|ing|ation)?|loosen(?:s|ing)?|suspen(?:d|ds|ding|sion)|delay(?:s|ing)?"
    r"|oppos(?:e|es|ing|ition)|exempt(?:s|ing|ions?)?|exceptions?|withdraw(?:s|al|ing)?|anti|no)\b",
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
    found = []
    for start, end in spans:
        first = max(0, start - _REACH)
        match = _BAN.search(text[first:start])
        if match is None:
            return []
        found.append((first + match.start(), end))
    return found


def banned_things(concepts: Sequence[object]) -> dict[int, int]:
    """Return the number of each concept that is a ban, with the number of the thing banned.

    Parameters
    ----------
    concepts : sequence of Concept
        A ban is told by a name or alias that holds a name of the thing: "ban on whaling",
        "whaling moratorium". A concept that undoes one is none: "lifting the ban on whaling".
    """
    found: dict[int, int] = {}
    for ban, concept in enumerate(concepts):
        for thing, other in enumerate(concepts):
            if thing != ban and _is_ban_on(concept_names(concept), concept_names(other)):
                found.setdefault(ban, thing)
    return found


def _is_ban_on(names: Sequence[str], thing: Sequence[str]) -> bool:
    if any(_UNDONE.search(name) for name in names):
        return False
    return any(
        ((_BAN.search(name[:start]) or _BARE.search(name[:start])) and _END.match(name[end:]))
        or _AFTER.match(name[end:])
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
