"""The words of a position: "opposes", "has long been against", "its fight against"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..actors.lexicon import load_lexicon, read_list, verb_forms

Span = tuple[int, int]

WORD = re.compile(r"[\w’'%-]+")
_HELPERS = 6
"""Words between a subject and its verb."""


class Holder(NamedTuple):
    """Who takes the position that a speaker tells.

    Attributes
    ----------
    span : (int, int)
        Where the holder is named in the sentence.
    clause : (int, int)
        The words that tell the position.
    actor : str
        The holder's name; empty for people without a name ("most residents").
    how : str
        ``told``; ``doubted`` where it is not said that the position is held; ``judged`` where the
        speaker judges the holder by it and keeps a side of its own; ``turned`` where the speaker
        is of the other side.
    """

    span: Span
    clause: Span
    actor: str
    how: str = "told"


@cache
def position_words(name: str) -> frozenset[str]:
    """Return a list of ``lexicons/positions.yml``; those of verbs in all their forms.

    Examples
    --------
    >>> "opposing" in position_words("verbs"), "opposed" in position_words("states")
    (True, True)
    """
    lists = read_list("positions")
    words = frozenset(map(str, lists[name]))
    if name not in ("verbs", *lists["kinds"]):
        return words
    return words.union(lists["irregular"].get(name, ()), *map(verb_forms, words))


@cache
def groups() -> frozenset[str]:
    """Return the nouns of people without a name, those named for their side left out."""
    return load_lexicon().groups - position_words("sided")


def small(word: re.Match[str]) -> str:
    """Return a word in small letters with plain apostrophes."""
    return word[0].lower().replace("’", "'")


def takes_position(words: Sequence[str]) -> bool:
    """Return whether the words after a subject, in lower case, tell that it takes a position.

    Examples
    --------
    >>> takes_position(["has", "long", "been", "against"]), takes_position(["needs", "the", "tram"])
    (True, False)
    """
    known = position_words("auxiliaries")
    for k, word in enumerate(words[:_HELPERS]):
        if word in position_words("verbs") and (k or word != "like"):  # "doctors like her"
            return True
        states, pair = position_words("states"), " ".join(words[k : k + 2])
        if pair in position_words("pairs"):
            return True
        if word in states or pair in states:
            return k > 0
        if word not in known and not word.endswith("ly"):
            return False
    return False
