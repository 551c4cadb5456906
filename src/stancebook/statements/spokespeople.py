"""Who speaks for whom in a sentence: "Ana Ruiz of the Port Guild", "the guild's chair, Ana Ruiz".

A named person who speaks for a body is the speaker, and the body is not one of its own.
"""

from __future__ import annotations

import re

from ..actors.countries import load_countries
from ..actors.lexicon import load_lexicon

Span = tuple[int, int]

_WORD = r"[\w&.’'-]+"
_AFTER = re.compile(  # Ana Ruiz | , head of policy at the Lisbon firm | Norrvind
    rf"(?:,(?: {_WORD}){{1,8}}?)? (?:of|for|at|from|with)(?: (?:the|an?))?(?: {_WORD}){{0,4}} "
    rf"|, who (?:heads|leads|runs|chairs|directs|speaks for|represents)(?: {_WORD}){{0,5}} "
)
_OFFICE = re.compile(rf"(?:['’]s?)?((?: {_WORD}){{1,7}}?),? ")  # guild | 's new chair, | Ana Ruiz
_VERB = re.compile(
    r"\b(?:\w+ed|said|says|is|was|are|were|has|had|will|would|and|or|but|that|to|as|on)\b"
)
_APART = re.compile(  # at odds with | in defiance of | a critic of
    r"\b(?:critic|opponent|rival|foe|enem(?:y|ie)|challenger|talk|meeting|war|odds|defiance|absence"
    r"|support|dispute|deal|lawsuit|reach|wake|wish(?:e)?|contrast|unlike|outside)s?\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"\b(?:of|for|at|from)(?: (?:the|an?))?(?: {_WORD}){{0,3}} $", re.IGNORECASE)
_REACH = 60
_NAMES = re.compile(r"\w+")
_TITLE = re.compile(
    rf"(?: (?:of|for)(?: {_WORD}){{1,6}})?,? "
)  # mayor | of the old port, | Ana Ruiz
_TOLD = re.compile(r",? (?:who )?(?:is|was|has been|became)\b|,")  # Ana Ruiz | is | the mayor
_BESIDE = 50
"""Characters beside a name in which an office is looked for."""


def speaks_for(text: str, person: Span, body: Span) -> bool:
    """Return whether a sentence introduces one actor as speaking for another.

    Parameters
    ----------
    text : str
        A sentence.
    person, body : (int, int)
        Two mentions in it.

    Examples
    --------
    >>> speaks_for("Ana Ruiz, head of policy at the firm Norrvind, said no.", (0, 8), (37, 45))
    True
    >>> speaks_for("Norrvind's head of policy, Ana Ruiz, said no.", (27, 35), (0, 8))
    True
    >>> speaks_for("Ana Ruiz thanked Norrvind.", (0, 8), (17, 25))
    False
    """
    if person[1] <= body[0]:
        between = text[person[1] : body[0]]
        return bool(_AFTER.fullmatch(between)) and not _is_apart(between)
    if body[1] > person[0]:
        return False
    between = text[body[1] : person[0]]
    if between == ", ":
        before = text[: body[0]][-_REACH:]
        return bool(_BEFORE.search(before)) and not _APART.search(before)
    office = _OFFICE.fullmatch(between)
    if office is None or _is_apart(between) or not text[person[0]].isupper():
        return False
    lexicon, words = load_lexicon(), office[1].split()
    verbs = lexicon.verbs - lexicon.roles
    return not verbs.intersection(words) and not lexicon.roles.isdisjoint(words)


def _is_apart(between: str) -> bool:
    return bool(_VERB.search(between) or _APART.search(between))


def is_state(name: str) -> bool:
    """Return whether a name is that of a country, or of a body that governs one or a part of it.

    Examples
    --------
    >>> is_state("Lithuania"), is_state("Velden City Council"), is_state("Port Guild")
    (True, True, False)
    """
    kinds = load_lexicon().body_types
    return name in load_countries().names or any(
        "government" in kinds.get(word, ()) for word in name.lower().split()
    )


def holds_office(text: str, span: Span) -> bool:
    """Return whether an office is told of a name: "the minister, Ana Ruiz".

    Examples
    --------
    >>> holds_office("The mayor, Ana Ruiz, said no.", (11, 19)), holds_office("Ana Ruiz", (0, 8))
    (True, False)
    >>> holds_office("Ana Ruiz met the mayor.", (0, 8))
    False
    """
    before = text[max(0, span[0] - _BESIDE) : span[0]]
    last = max((m.end() for m in _NAMES.finditer(before) if _is_office(m)), default=-1)
    if last >= 0 and _TITLE.fullmatch(before, last) and not _VERB.search(before, last):
        return True
    opening = _TOLD.match(text, span[1], span[1] + _BESIDE)
    if opening is None:
        return False
    for word in _NAMES.finditer(text, opening.end(), span[1] + _BESIDE):
        if _is_office(word):
            return True
        if _VERB.fullmatch(word[0]) or text[word.end() : word.end() + 1] in (",", ";", "."):
            return False
    return False


def _is_office(word: re.Match[str]) -> bool:
    known = load_lexicon()
    return word[0].lower() in known.offices | known.spokespeople
