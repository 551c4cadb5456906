"""Positions for which somebody is judged: "Ruiz accused the Port Guild of wanting the tram".

The guild wants it; Ruiz keeps what the network reads. Who attacks "those who oppose the tram" is
not one of them, but of the other side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .positions import WORD, Holder, Span, position_words, small, takes_position

_BEFORE, _REACH, _DROPPED = 3, 9, 6
"""Words before the one who is judged, from there to the position, and to "its opposition"."""

_FOR = frozenset(("of", "for", "over", "as", "by"))
_OWN = frozenset(("its", "their", "his", "her"))
_THOSE = re.compile(
    r"\W*(?:at |on )?(?:all )?((?:those|people|anyone|anybody|everyone|residents) who) ",
    re.IGNORECASE,
)


def find_judged(
    text: str,
    content: Span,
    cues: Sequence[str],
    mentions: Sequence[tuple[Span, str]],
    speaker: str,
) -> Holder | None:
    """Return who holds the position for which a speaker judges, cites or urges somebody.

    Parameters
    ----------
    text : str
        A sentence.
    content : (int, int)
        What is attributed to the speaker: "the Port Guild of wanting the tram".
    cues : sequence of str
        The words that attribute, in lower case.
    mentions : sequence of ((int, int), str)
        The actors named in the sentence, in the order of the text.
    speaker : str
        The attribution's actor.

    Examples
    --------
    >>> text = "Ana Ruiz accused the Port Guild of wanting the tram."
    >>> mentions = [((0, 8), "Ana Ruiz"), ((21, 31), "Guild")]
    >>> find_judged(text, (17, 51), ["accused"], mentions, "Ana Ruiz")
    Holder(span=(21, 31), clause=(21, 51), actor='Guild', how='judged')
    """
    kinds = {name for name in _KINDS if not position_words(name).isdisjoint(cues)}
    if not kinds:
        return None
    those = _THOSE.match(text, *content)
    if those:
        after = [small(word) for word in WORD.finditer(text, those.end(), content[1])]
        if "blaming" in kinds and takes_position(after):
            return Holder(those.span(1), (those.start(1), content[1]), "", "turned")
        return None
    for span, actor in mentions:
        if content[0] <= span[0] and span[1] <= content[1]:
            lead = WORD.findall(text, content[0], span[0])
            if (
                actor == speaker
                or len(lead) > _BEFORE
                or not position_words("turns").isdisjoint(word.lower() for word in lead)
            ):
                return None
            return _judged(text, span, content[1], actor, kinds)
    return None


_KINDS = ("blaming", "praising", "quoting", "urging")


def _judged(text: str, span: Span, end: int, actor: str, kinds: set[str]) -> Holder | None:
    places = list(WORD.finditer(text, span[1], end))[:_REACH]
    words = [small(place) for place in places]
    if words and words[0] in _FOR and kinds != {"urging"}:
        for word in words[1:]:
            if word in position_words("undone"):
                return None
            if word in position_words("verbs") - position_words("loose") or _is_position(word):
                how = "told" if "quoting" in kinds else "judged"
                return Holder(span, (span[0], end), actor, how)
    for place, word, after in zip(places[:_DROPPED], words, words[1:], strict=False):
        if word in _OWN and _is_position(after):
            return Holder(span, (place.start(), end), actor, "judged")
    return None


def _is_position(word: str) -> bool:
    return word in position_words("nouns")
