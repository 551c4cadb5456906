"""Lines that are nothing but a name: an outlet's, a person's, or one that cannot be told."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache

from ..lexicons import read_lexicon, words_of
from ..outlets import Outlets

_LONGEST = 60
_ADDRESS = re.compile(r"(?:www\.)?[\w-]{2,40}(?:\.[\w-]{2,30}){0,2}\.[a-z]{2,10}", re.ASCII)
_SHORT = re.compile(r"^(?:(?:\w\.){1,3}|(?:Dr|Prof|Mr|Mrs|Ms|St|Jr|Sr)\.)$")
_TITLES = re.compile(r"(?:Dr|Prof|Mr|Mrs|Ms|Sir|Dame)\.? ")


class NameKind(Enum):
    """What a line that is a name names.

    ``KNOWN``: an outlet of the table; ``OUTLET``: an outlet by its words; ``PERSON``: someone
    with a known given name; ``NAME``: any other name.
    """

    KNOWN = "known"
    OUTLET = "outlet"
    PERSON = "person"
    NAME = "name"


def kind_of_name(line: str) -> NameKind | None:
    """Tell what a line names; None where it is no name.

    Examples
    --------
    >>> [kind_of_name(line) for line in ("Reuters", "Halden Bugle", "Ada Writer", "It passed.")]
    [<NameKind.KNOWN: 'known'>, <NameKind.OUTLET: 'outlet'>, <NameKind.PERSON: 'person'>, None]
    >>> [kind_of_name(line) for line in ("Skellen Direct", "Politics", "The council has voted")]
    [<NameKind.NAME: 'name'>, None, None]
    """
    if not 2 <= len(line) <= _LONGEST:
        return None
    if _shipped().knows(line):
        return NameKind.KNOWN
    if _ADDRESS.fullmatch(line):
        return NameKind.OUTLET
    words = line.split()
    if not is_name(line) or all(word.casefold() in words_of("section") for word in words):
        return None
    if _is_outlet(words):
        return NameKind.OUTLET
    return NameKind.PERSON if is_person(line) else NameKind.NAME


def is_name(line: str) -> bool:
    """Return True for up to six words that are written as a name is.

    Examples
    --------
    >>> is_name("Echo of Halden"), is_name("The council votes"), is_name("He won!")
    (True, False, False)
    """
    words = line.split()
    if not 0 < len(words) <= 6 or not line[:1].isupper() or line[-1] in ".!?:;,…\"'”’":
        return False
    if any(character in line for character in '.!?:;,"“”„«»()[]') and not _initials(words):
        return False
    particles = words_of("particle")
    return all(
        word in particles or (word[0].isupper() and not any(map(str.isdigit, word)))
        for word in words
    )


def _initials(words: list[str]) -> bool:
    """Return True where points stand after single letters and titles alone ("J. D. Writer")."""
    bare = [
        re.sub(r"^(?:\w\.){1,3}$|^(?:Dr|Prof|Mr|Mrs|Ms|St|Jr|Sr)\.$", "", word) for word in words
    ]
    return not any(mark in word for word in bare for mark in '.!?:;,"“”„«»()[]')


def _is_outlet(words: list[str]) -> bool:
    small = [word.casefold() for word in words]
    if small[0] in words_of("article") and 2 <= len(words) <= 3:
        return True
    ends = tuple(words_of("ending"))
    if any(len(word) > 6 and word.endswith(ends) for word in small):
        return True
    if len(words) == 1:
        return False
    return small[-1] in words_of("outlet") or (
        small[0] in words_of("outlet") and any(word in words_of("particle") for word in small)
    )


def is_person(line: str) -> bool:
    """Return True for two to four words of which the first is a given name or an initial.

    Examples
    --------
    >>> is_person("Ada Writer"), is_person("J. Writer"), is_person("Skellen Direct")
    (True, True, False)
    """
    words = _TITLES.sub("", line, count=1).split()
    if not 2 <= len(words) <= 4 or not is_name(line):
        return False
    first = unicodedata.normalize("NFKD", words[0].split("-")[0].casefold())
    plain = "".join(letter for letter in first if not unicodedata.combining(letter))
    return plain in _given_names() or re.fullmatch(r"[^\W\d_]\.", words[0]) is not None


def authors_of(words: str) -> str:
    """Return the authors that the words of a byline name; empty where they are no names.

    Examples
    --------
    >>> authors_of("Ada Writer and Bo Reporter"), authors_of("ADA WRITER, Political Editor")
    ('Ada Writer and Bo Reporter', 'ADA WRITER')
    >>> authors_of("Friday evening the council had")
    ''
    """
    named: list[str] = []
    for part in re.split(r",\s?", words.strip()):
        small = [word.casefold() for word in part.split()]
        if named and (not small or small[-1] in words_of("role") or small[0] in words_of("role")):
            continue
        if not is_name(part) or small[0] in _days():
            return ""
        named.append(part)
    return ", ".join(named)


def is_place_in(name: str, lines: list[str]) -> bool:
    """Return True where the text speaks of a name as of a place ("in Norrvik").

    Examples
    --------
    >>> is_place_in("Norrvik", ["It rained in Norrvik."]), is_place_in("Gaze", ["The Gaze said."])
    (True, False)
    """
    before = re.compile(rf"\b(?:in|at|near|of|à|en|bei|aus|von) {re.escape(name)}\b", re.IGNORECASE)
    return any(before.search(line) for line in lines[:200])


@cache
def _shipped() -> Outlets:
    return Outlets()


@cache
def _given_names() -> frozenset[str]:
    return frozenset(name for name, _ in read_lexicon("given_names.tsv"))


@cache
def _days() -> frozenset[str]:
    return frozenset(name for name, _ in read_lexicon("weekdays.tsv"))
