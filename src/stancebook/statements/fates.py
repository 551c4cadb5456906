"""What is said to have to go, or to stay: the side that the network reads the wrong way round.

"The tram has to go" is against the tram, "the tram must stay" is for it. The network, which learned
that a duty is for what it is a duty of ("must be built"), takes the one for the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from ..tables import STANCES
from .candidates import ArticleCandidates
from .told import TURNED

FAVOR, AGAINST = STANCES.index("favor"), STANCES.index("against")

_REACH = 60
"""Characters read on each side of the concept's name."""

_SUBJECT = re.compile(
    r"(?:^|[\"“”'‘’:;,(—–-]\s?|\b(?:that|said|says|say|and|but|so|because|think|thinks|thought"
    r"|believes?|believed|insists?|insisted|repeats?|repeated|argues?|argued|agrees?|agreed)\s)"
    r"(?:(?:the|this|these|those|its|their|his|her|our|your)\s)?$",
    re.IGNORECASE,
)
_ENDS = (
    r"(?=\s*(?:[.,;:!?\"”’)—–]|$)|\s+(?:now|too|soon|at once|immediately|for good|as soon as|by"
    r"|before|and|but|because|said|says|if|or)\b)"
)
_DUTY = r"(?:must|should|ought to|has to|have to|had to|needs? to|needed to|(?:will|would) have to)"
_FATE = re.compile(
    rf"\s+(?:(?:now|simply|just|finally|also|really)\s+)?{_DUTY}(?P<no>\s+not|n['’]t)?"
    rf"\s+(?P<fate>go|stay|remain){_ENDS}",
    re.IGNORECASE,
)
_LAST = re.compile(r"\s+(?:is|was|were|are|would be) the last thing\b.{0,30}?\b(?:need|want)", re.I)
_WITHOUT = re.compile(
    r"\b(?:would|will|could|might|was|were|is|are|be) (?P<how>better|worse) off without"
    r"(?: the| this| its| their)?\s$",
    re.IGNORECASE,
)


def fate_of(text: str, spans: Sequence[tuple[int, int]]) -> int | None:
    """Return the side that a sentence takes by saying that the concept is to go or to stay.

    Parameters
    ----------
    text : str
        A sentence.
    spans : sequence of (int, int)
        Where it names the concept.

    Returns
    -------
    int or None
        Number of the side in ``STANCES``; None where nothing of the kind is said, or both.

    Examples
    --------
    >>> STANCES[fate_of("Ana Ruiz said the tram has to go.", [(18, 22)])]
    'against'
    >>> STANCES[fate_of("The tram must stay, Ana Ruiz said.", [(4, 8)])]
    'favor'
    >>> fate_of("The tram must go to the depot, Ana Ruiz said.", [(4, 8)])
    """
    sides = set()
    for start, end in spans:
        before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
        if found := _WITHOUT.search(before):
            sides.add(AGAINST if found["how"].lower() == "better" else FAVOR)
        elif _SUBJECT.search(before):
            if _LAST.match(after):
                sides.add(AGAINST)
            elif found := _FATE.match(after):
                stays = found["fate"].lower() != "go"
                sides.add(FAVOR if stays != bool(found["no"]) else AGAINST)
    return sides.pop() if len(sides) == 1 else None


def with_fates(article: ArticleCandidates, side: np.ndarray) -> np.ndarray:
    """Turn the sides of whoever says that a concept is to go or to stay, where they are the other.

    Parameters
    ----------
    article : ArticleCandidates
        Whose candidates are the rows.
    side : ndarray of shape (n, 3)
        Shares or logits of the sides, in the order of ``STANCES``.

    Returns
    -------
    ndarray of shape (n, 3)
        For and against changed about where the sentence tells the other side, and only one
        actor's words are reported in it.
    """
    asked: dict[tuple[int, int], list[int]] = defaultdict(list)
    for n, one in enumerate(article.candidates):
        if one.attribution_id and not one.reported:
            asked[one.unit, one.concept].append(n)
    out = side.copy()
    for (i, k), rows in asked.items():
        if len({article.candidates[n].actor for n in rows}) > 1:
            continue
        unit = article.seen.units[i]
        fate = fate_of(unit.text, unit.spans[k])
        if fate is None:
            continue
        for n in rows:
            if out[n, fate] < out[n, TURNED[fate]]:
                out[n] = out[n, TURNED]
    return out
