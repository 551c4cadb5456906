"""What happens to a place or an institution is the matter, not the institution itself.

Who defends the library is against its closure: a concept for each would turn sides round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from .phrases import Phrase
from .words import LINKS, happenings, site_kinds

_CLEARLY = 2
"""The institution meant is named so many times as often as the next of its kind."""

_OF_SEVERAL = frozenset(("merger",))
"""It happens to more than one: the name of one alone would cut the other off."""

_ARTICLES = ("the", "a", "an")


def join_changes(groups: list, phrases: Mapping[tuple[str, ...], Phrase]) -> list:
    """Return groups where "the closure" is that "of Quayside Library", which is none of its own.

    Parameters
    ----------
    groups : list of Group
        See :mod:`stancebook.codebook.grouping`.
    phrases : mapping
        All phrases of the articles by their words.
    """
    for group in list(groups):
        noun = _happening(group.leader)
        if not noun or group not in groups:
            continue
        thing = tuple(word for word in group.leader.words[2:] if word not in _ARTICLES)
        groups = [one for one in groups if one is group or not thing or one.leader.words != thing]
        told = [one for one in phrases.values() if _happening(one) == noun]
        objects = {_object(one) for one in told} - {""}
        site = _site(objects, told, phrases)
        if site is None:
            continue
        alike = [one for one in told if _object(one) in (site.words[-1], "")]
        if len(group.leader.words) == 1 and noun not in _OF_SEVERAL:
            group.phrases.insert(0, _of_site(noun, site, alike))
        held = {one.words for one in group.phrases}
        group.phrases += [one for one in alike if len(one.words) > 1 and one.words not in held]
        groups = [one for one in groups if one is group or not _is_within(one.leader, site, group)]
    return groups


def _happening(phrase: Phrase) -> str:
    """Return what happens by a phrase: "closure" of "the closure of the library", or nothing."""
    words = phrase.words
    if words[-1] in happenings() and not LINKS.intersection(words):
        return words[-1]
    linked = len(words) > 2 and words[1] in LINKS and words[0] in happenings()
    return words[0] if linked else ""


def _object(phrase: Phrase) -> str:
    """Return the last word of what it happens to: "library", in both orders."""
    words = phrase.words
    if len(words) == 1:
        return ""
    return words[-2] if words[-1] in happenings() else words[-1]


def _site(
    objects: set[str], told: list[Phrase], phrases: Mapping[tuple[str, ...], Phrase]
) -> Phrase | None:
    """Return the institution by name to which it happens, where the articles leave no doubt.

    Most articles that name it must speak of the change, and no other has its kind of name.
    """
    where = {article for one in told for article in one.where}
    named = [one for one in phrases.values() if _is_site(one, objects)]
    named = [one for one in named if 3 * len(one.where.keys() & where) >= 2 * len(one.where)]
    if not objects:
        named = [one for one in named if 3 * len(one.where.keys() & where) >= 2 * len(where)]
    named.sort(key=lambda one: (-one.count, -len(one.words), one.words))
    others = [one for one in named[1:] if one.words[-2:] != named[0].words[-2:]]
    if not named or (others and named[0].count < _CLEARLY * others[0].count):
        return None
    return named[0]


def _is_site(phrase: Phrase, objects: set[str]) -> bool:
    """Say whether a phrase is the name of an institution: "Quayside Library", "Mill Lane pool"."""
    words = phrase.words
    if len(words) < 2 or LINKS.intersection(words) or not phrase.form[0].isupper():
        return False
    return words[-1] in objects if objects else phrase.head in site_kinds() or bool(phrase.thing)


def _is_within(leader: Phrase, site: Phrase, group: object) -> bool:
    """Say whether a group names the institution, in full or in short."""
    if leader.words[-1] != site.words[-1] or LINKS.intersection(leader.words):
        return False
    where = {article for one in group.phrases for article in one.where}
    short, long = sorted((leader.words, site.words), key=len)
    return long[-len(short) :] == short and bool(where & leader.where.keys())


def _of_site(noun: str, site: Phrase, told: list[Phrase]) -> Phrase:
    """Return "closure of Quayside Library", as often used as the words that mean it."""
    meant = Phrase((noun, "of", *site.words))
    for one in told:
        meant.count += one.count
        meant.sided += one.sided
        meant.definite += one.definite
        for article, place in one.where.items():
            meant.where[article] = min(place, meant.where.get(article, place))
    meant.forms = Counter({f"{noun} of {_full_form(site)}": meant.count})
    return meant


def _full_form(site: Phrase) -> str:
    """Return the form with most capitals: "Quayside Library" beside "Quayside library"."""
    return min(site.forms, key=lambda form: (-sum(map(str.isupper, form)), form))
