"""What a noun points back to: a body of that name, one that was called so, or one of that kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .entities import Entities, Entity
from .found import Found
from .lexicon import Lexicon, word_set
from .names import fold, singular
from .words import Reading

CALLED, NAMED = 2.5, 2.0
"""Fits of a body that was called by the noun, and the least of one whose name tells it."""
_ARTICLES = frozenset(("a", "an"))
_REACH = 2000
_STEM = 7
_OF_KIND = 1.6
_NEAR = 3


def fit_body(entity: Entity, found: Found, entities: Entities) -> float:
    """Return how well a description ("the group") fits a body; below 1 it does not.

    Parameters
    ----------
    entity : Entity
        A body or country of the article.
    found : Found
        The description.
    entities : Entities
        All of the article.
    """
    lexicon = entities.lexicon
    head = singular(found.head)
    kinds = lexicon.body_types.get(found.head, lexicon.body_types.get(head, ()))
    modifiers = {singular(word) for word in found.titles} - {"the"}
    if entity.shape == "person" or found.weak:
        return 0.0  # "the banks" are not the Seafarers Bank
    by_type = found.head in word_set("type_heads") and not found.is_capital
    by_type = by_type and entity.shape != "country" and _may_be_called(head, modifiers, entity)
    if head in entity.called:
        score = CALLED
    elif found.head in word_set("governments") and (
        entity.shape == "country"
        or entity.country
        and entity.type == "government"
        and entity.owner
        and entity.owner == entities.aliases.countries.get(entity.country)
    ):
        score = 1.8 if found.country or entity.country == entities.home else 0.9
    elif by_type and head == "party" == entity.type:
        score = _OF_KIND  # "the party" may be Labour, though another has the word in its name
    elif (head in entity.words or found.head in entity.words) and not (
        (found.is_capital or _is_works(found, lexicon) or _is_headed(entity, lexicon))
        and not entity.owner
        and head not in name_heads(entity)
    ):
        score = CALLED
    elif any(word[:_STEM] == head[:_STEM] for word in entity.words if len(head) > _STEM):
        score = 2.2
    elif not by_type:
        return 0.0
    elif entity.type and (entity.type in kinds[:3] or (head, entity.type) == ("group", "party")):
        score = _OF_KIND
    elif entity.type == "other" and kinds and entity.is_agent:
        score = 1.1
    else:
        return 0.0
    domain = {word for word in modifiers if word in lexicon.domains}
    if domain and not domain & entity.words and entity.type in ("government", "agency"):
        return 0.0
    return score + 0.6 * len(modifiers & (entity.words | entity.called))


def _may_be_called(head: str, modifiers: set[str], entity: Entity) -> bool:
    """Tell whether a body of the right kind may be meant: no union is "the group" or "the charity".

    "The ruling group" is one that the text has called so.
    """
    own = (name_heads(entity) | entity.called) & word_set("distinct_heads")
    parted = modifiers & word_set("parting_words") - entity.called
    return not parted and (not own or head not in word_set("loose_heads"))


def is_nearest(
    winner: int,
    by_kind: Mapping[int, tuple[float, int]],
    *,
    is_held: bool = False,
    is_party: bool = False,
) -> bool:
    """Tell whether a body is the only one so near that its kind tells as well.

    Parameters
    ----------
    winner : int
        Number of the body.
    by_kind : mapping
        Of all bodies that only their kind tells: the fit, and the distance in sentences.
    is_held : bool
        Somebody's body is meant ("his group"): one of no known kind is not enough.
    is_party : bool
        A party is meant: of several the nearest is somebody's, but not of groups.

    Examples
    --------
    >>> is_nearest(1, {1: (1.6, 1), 2: (1.6, 4)}), is_nearest(1, {1: (1.6, 1), 2: (1.6, 1)})
    (True, False)
    >>> is_nearest(1, {1: (1.6, 5), 2: (1.1, 1)}), is_nearest(1, {1: (1.1, 1), 2: (1.6, 9)})
    (True, False)
    """
    fit, distance = by_kind[winner]
    others = [far for number, (other, far) in by_kind.items() if number != winner and other >= fit]
    if is_held and not is_party and len(by_kind) > 1:
        return False
    if not others:
        return fit >= _OF_KIND or (distance < _NEAR and not is_held)
    typed = any(other > fit for other, _ in by_kind.values())
    plain = fit >= _OF_KIND or not (typed or is_held)
    return plain and distance <= _NEAR and distance < min(others)


def sought_in(reading: Reading, found: Found) -> int:
    """Return the last sentence before a place that has "a private operator", -1 where none has.

    "The operator" is then that one, and need not be a company that would like to be it.
    """
    if found.head not in word_set("type_heads") or not found.head.endswith(("er", "or")):
        return -1
    tokens = reading.tokens
    for at in range(found.first - 1, max(0, found.first - _REACH), -1):
        if tokens[at].lower == found.head and not _ARTICLES.isdisjoint(
            token.lower for token in tokens[max(0, at - 3) : at]
        ):
            return tokens[at].sentence
    return -1


def held_bodies(found: Found, own: Sequence[Entity], lexicon: Lexicon) -> list[Entity]:
    """Return those of a person's bodies that "her party" may mean: named or called so, or so kind.

    Parameters
    ----------
    found : Found
        The description.
    own : sequence of Entity
        The bodies that the person stands with.
    lexicon : Lexicon
        The word lists.
    """
    kinds = lexicon.body_types.get(found.head, ())
    called = [body for body in own if found.head in body.words | body.called]
    return called or [body for body in own if body.type in kinds[:2] or body.type == "other"]


def _is_works(found: Found, lexicon: Lexicon) -> bool:
    """Tell whether a word is a building before it is a company: "the old mill"."""
    kinds = lexicon.body_types.get(found.head, ())
    return kinds[:1] == ("company",) and found.head not in word_set("type_heads")


def _is_headed(entity: Entity, lexicon: Lexicon) -> bool:
    """Tell whether a body's noun ends its name: "the court" is no Court Watch."""
    return any(head in lexicon.body_types for head in name_heads(entity))


def name_heads(entity: Entity) -> set[str]:
    """Return the nouns that a body's names end with before "of", "for" or "on", singular."""
    heads = (re.split(r" (?:of|for|on) ", form)[0].split() for form in entity.forms if form)
    return {singular(fold(words[-1])) for words in heads if words}
