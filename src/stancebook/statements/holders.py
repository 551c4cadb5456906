"""Whose position a speaker tells: "Ana Ruiz said that the Port Guild opposes the tram".

The position is the guild's. The network, asked about Ruiz, reads the side that stands there, and
takes it for hers; it is asked about the one who holds the position too, with the words reported
and no others, and what it finds there is taken from the speaker. Who speaks for the holder, or is
one of the group, keeps the side.

References
----------
Wiebe, Wilson and Cardie (2005), Annotating Expressions of Opinions and Emotions in Language, call
the guild here a *nested source*: its position is known only by what Ruiz says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from ..actors.countries import load_countries
from ..actors.lexicon import load_lexicon, read_list, verb_forms
from ..actors.names import singular

Span = tuple[int, int]


class Holder(NamedTuple):
    """Who takes the position that a speaker tells.

    Attributes
    ----------
    span : (int, int)
        Where the holder is named in the sentence.
    clause : (int, int)
        From there to the end of what is reported.
    actor : str
        The holder's name; empty for people without a name ("most residents").
    """

    span: Span
    clause: Span
    actor: str


_OPENING = re.compile(r"[\s\"“”'‘’,:]*(?:(?:that|and|but|why)\b[\s\"“”'‘’]*)*", re.IGNORECASE)
_LEAD = re.compile(r"(?:[\w’'&-]+,? ){0,6}")
_ASIDE = re.compile(r",[^,;:\"“”]{1,80}, ")
_WORD = re.compile(r"[\w’'%-]+")
_REACH, _BEFORE, _HELPERS = 16, 8, 6
"""Words of a clause that are read for people without a name, of which the first may begin them;
words between a subject and its verb."""
_BESIDE = 50
"""Characters beside a name in which an office is looked for."""


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
    Holder(span=(23, 33), clause=(19, 51), actor='Guild')
    >>> text = "Ana Ruiz said most residents were against the tram."
    >>> find_holder(text, (14, 51), "said", [((0, 8), "Ana Ruiz")], "Ana Ruiz")
    Holder(span=(14, 28), clause=(14, 51), actor='')
    """
    if _words("cues").isdisjoint(cue.lower().split()):
        return None
    clause = _OPENING.match(text, *content).end(), content[1]
    for span, actor in mentions:
        if clause[0] <= span[0] < span[1] <= clause[1]:
            if actor == speaker or not _opens(text[clause[0] : span[0]]):
                break
            aside = _ASIDE.match(text, span[1], clause[1])
            rest = _WORD.finditer(text, aside.end() if aside else span[1], clause[1])
            after = [_small(word) for word in islice(rest, _REACH)]
            return Holder(span, clause, actor) if _takes_position(after) else None
    return _people(text, clause, speaker)


def _opens(lead: str) -> bool:
    """Return whether a name after these words is still the subject of its clause."""
    return bool(_LEAD.fullmatch(lead)) and _words("turns").isdisjoint(
        word.strip(",").lower() for word in lead.split()
    )


def _takes_position(words: Sequence[str]) -> bool:
    """Return whether the words after a subject, in lower case, tell that it takes a position."""
    known = _words("auxiliaries")
    for k, word in enumerate(words[:_HELPERS]):
        if word in _words("verbs") and (k or word != "like"):  # "doctors like her"
            return True
        if word in _words("states") or " ".join(words[k : k + 2]) in _words("states"):
            return k > 0
        if word not in known and not word.endswith("ly"):
            return False
    return False


@cache
def _words(name: str) -> frozenset[str]:
    """Return a list of ``lexicons/positions.yml``, the verbs in all their forms."""
    lists = read_list("positions")
    if name == "verbs":
        return frozenset().union(lists["irregular"], *map(verb_forms, lists["verbs"]))
    if name == "cues":
        return frozenset().union(lists["irregular_cues"], *map(verb_forms, lists["cues"]))
    return frozenset(lists[name])


@cache
def _groups() -> frozenset[str]:
    return load_lexicon().groups - _words("sided")


def _small(word: re.Match[str]) -> str:
    return word[0].lower().replace("’", "'")


def _people(text: str, clause: Span, speaker: str) -> Holder | None:
    """Return the people without a name with whom a clause begins."""
    places = list(islice(_WORD.finditer(text, *clause), _REACH))
    words = [_small(place) for place in places]
    groups = _groups()
    own = {singular(word) for word in re.findall(r"\w+", speaker.lower())}
    for k, word in enumerate(words[:_BEFORE]):
        if word in _words("turns") or word in _words("own"):
            return None
        if word in groups or word in _words("many") or word.endswith("%"):
            last = _end_of_people(words, k, groups)
            if last is None or singular(words[last]) in own:
                return None
            return Holder((places[0].start(), places[last].end()), clause, "")
    return None


def _end_of_people(words: Sequence[str], k: int, groups: frozenset[str]) -> int | None:
    """Return the last word of the people that word ``k`` begins; None where they do nothing.

    Of a quantity they may be any: "most bakers", "54% of adults in the valley".
    """
    counted = words[k] not in groups or words[k] in _words("many")
    last = k
    for j in range(k + 1, len(words)):
        if _takes_position(words[j:]):
            return j - 1 if counted else last
        inside = words[j] in groups and words[j - 1] in (*groups, "of", "and", "the")
        if j == k + 1 and not (counted or inside or words[j] in _words("within")):
            return None
        last = j if inside else last
    return None


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
    """Return whether an office is told beside a name: "the minister, Ana Ruiz".

    Examples
    --------
    >>> holds_office("The mayor, Ana Ruiz, said no.", (11, 19)), holds_office("Ana Ruiz", (0, 8))
    (True, False)
    """
    near = text[max(0, span[0] - _BESIDE) : span[1] + _BESIDE].lower()
    return not _offices().isdisjoint(re.findall(r"\w+", near))


@cache
def _offices() -> frozenset[str]:
    return load_lexicon().offices | load_lexicon().spokespeople
