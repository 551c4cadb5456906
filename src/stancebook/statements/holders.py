"""Whose position a speaker tells: "Ana Ruiz said that the Port Guild opposes the tram".

The position is the guild's. The network, asked about Ruiz, reads the side that stands there, and
takes it for hers; it is asked about the one who holds the position too, with the words reported
and no others, and what it finds there is taken from the speaker. Who speaks for the holder, or is
one of the group, keeps the side. Nobody has a position that a speaker doubts or asks about; who
accuses the guild of wanting the tram tells that it does, and who attacks those who want it is not
one of them (see :mod:`stancebook.statements.blame`).

References
----------
Wiebe, Wilson and Cardie (2005), Annotating Expressions of Opinions and Emotions in Language, call
the guild here a *nested source*: its position is known only by what Ruiz says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from ..actors.lexicon import load_lexicon
from ..actors.names import singular
from .blame import find_judged
from .positions import WORD, Holder, Span, groups, position_words, small, takes_position

_OPENING = re.compile(r"[\s\"“”'‘’,:]*(?:(?:that|and|but|why)\b[\s\"“”'‘’]*)*", re.IGNORECASE)
_OPEN = re.compile(  # whether | "Does
    r"[\s\"“”'‘’,:]*(?:whether|if|do|does|did|will|would|is|are|has|have)\b\s*", re.IGNORECASE
)
_WHETHER = re.compile(r"[\s\"“”'‘’,:]*(?:whether|if)\b", re.IGNORECASE)
_ASKED = re.compile(r"\?[\s\"“”'‘’,]*$")
_LEAD = re.compile(r"(?:[\w’'&-]+,? ){0,6}")
_ASIDE = re.compile(r",[^,;:\"“”]{1,80}, ")
_REACH, _BEFORE = 16, 8
"""Words of a clause that are read for people without a name, of which the first may begin them."""


def find_holder(
    text: str, content: Span, cue: str, mentions: Sequence[tuple[Span, str]], speaker: str
) -> Holder | None:
    """Return who holds the position that an attribution reports, where that is not its speaker.

    Parameters
    ----------
    text : str
        A sentence.
    content : (int, int)
        The words reported.
    cue : str
        The words that attribute; only those that take no side themselves leave it to the holder.
    mentions : sequence of ((int, int), str)
        The actors named in the sentence, in the order of the text.
    speaker : str
        The attribution's actor.

    Examples
    --------
    >>> text = "Ana Ruiz said that the Port Guild opposes the tram."
    >>> find_holder(text, (14, 51), "said", [((0, 8), "Ana Ruiz"), ((23, 33), "Guild")], "Ana Ruiz")
    Holder(span=(23, 33), clause=(19, 51), actor='Guild', how='told')
    >>> text = "Ana Ruiz said most residents were against the tram."
    >>> find_holder(text, (14, 51), "said", [((0, 8), "Ana Ruiz")], "Ana Ruiz")
    Holder(span=(14, 28), clause=(14, 51), actor='', how='told')
    """
    cues = cue.lower().split()
    is_open = _is_open(text, content)
    is_told = not position_words("cues").isdisjoint(cues)
    is_doubted = not position_words("doubting").isdisjoint(cues) or (is_told and is_open)
    found = None
    if is_told or is_doubted:
        opening = _OPEN if is_open else _OPENING
        clause = opening.match(text, *content).end(), content[1]
        found = _subject(text, clause, mentions, speaker)
        if is_doubted:
            found = found or _body(text, clause)
            return found and found._replace(how="doubted")
    return found or find_judged(text, content, cues, mentions, speaker)


def _is_open(text: str, content: Span) -> bool:
    """Return whether what is reported asks whether something is so."""
    if _WHETHER.match(text, *content):
        return True
    return bool(_OPEN.match(text, *content) and _ASKED.search(text, *content))


def _subject(
    text: str, clause: Span, mentions: Sequence[tuple[Span, str]], speaker: str
) -> Holder | None:
    """Return the subject of a clause, where the clause tells its position."""
    for span, actor in mentions:
        if clause[0] <= span[0] < span[1] <= clause[1]:
            if actor == speaker or not _opens(text[clause[0] : span[0]]):
                break
            aside = _ASIDE.match(text, span[1], clause[1])
            rest = WORD.finditer(text, aside.end() if aside else span[1], clause[1])
            after = [small(word) for word in islice(rest, _REACH)]
            return Holder(span, clause, actor) if takes_position(after) else None
    return _people(text, clause, speaker)


def _opens(lead: str) -> bool:
    """Return whether a name after these words is still the subject of its clause."""
    return bool(_LEAD.fullmatch(lead)) and position_words("turns").isdisjoint(
        word.strip(",").lower() for word in lead.split()
    )


def _body(text: str, clause: Span) -> Holder | None:
    """Return the body that a clause names by its kind alone: "the union really wants"."""
    places = list(islice(WORD.finditer(text, *clause), _REACH))
    words = [small(place) for place in places]
    if words[:1] != ["the"] or words[1:2] == [] or words[1] not in load_lexicon().body_types:
        return None
    span = places[0].start(), places[1].end()
    return Holder(span, clause, "") if takes_position(words[2:]) else None


def _people(text: str, clause: Span, speaker: str) -> Holder | None:
    """Return the people without a name with whom a clause begins."""
    places = list(islice(WORD.finditer(text, *clause), _REACH))
    words = [small(place) for place in places]
    known = groups()
    own = {singular(word) for word in re.findall(r"\w+", speaker.lower())}
    for k, word in enumerate(words[:_BEFORE]):
        if word in position_words("turns") or word in position_words("own"):
            return None
        if word in known or word in position_words("many") or word.endswith("%"):
            last = _end_of_people(words, k, known)
            if last is None or singular(words[last]) in own:
                return None
            return Holder((places[0].start(), places[last].end()), clause, "")
    return None


def _end_of_people(words: Sequence[str], k: int, known: frozenset[str]) -> int | None:
    """Return the last word of the people that word ``k`` begins; None where they do nothing.

    Of a quantity they may be any: "most bakers", "54% of adults in the valley".
    """
    counted = words[k] not in known or words[k] in position_words("many")
    last = k
    for j in range(k + 1, len(words)):
        if takes_position(words[j:]):
            return j - 1 if counted else last
        inside = words[j] in known and words[j - 1] in (*known, "of", "and", "the")
        if j == k + 1 and not (counted or inside or words[j] in position_words("within")):
            return None
        last = j if inside else last
    return None
