"""What counts as a mention of an actor: not every name acts, and a mere place is no actor."""

from __future__ import annotations

from .countries import load_countries
from .entities import Entity
from .found import Found
from .lexicon import load_lexicon, word_set
from .linking import Place
from .names import fold
from .words import Reading


def kept_places(places: list[Place], reading: Reading) -> list[Place]:
    """Drop what is no mention, and titles that stand directly before their name."""
    starts = {one.first for one, _ in places if one.shape in ("person", "body", "unknown")}
    return [
        (one, entity)
        for one, entity in places
        if _is_mention(one, entity, reading)
        and not (one.shape in ("role", "bodyword") and one.last in starts)
    ]


def _is_mention(one: Found, entity: Entity | None, reading: Reading) -> bool:
    """Tell whether a place is a mention of an actor rather than of a mere place or thing."""
    if one.shape in ("empty", "group"):
        return True
    if entity is None:
        return _is_unresolved_mention(one)
    if one.shape == "outlet":
        return not one.quoted
    if one.shape == "country":
        return one.agent or not one.local
    if one.shape == "capital":
        return one.subject or one.agent
    if one.shape == "demonym":
        after = reading.tokens[one.last].lower if one.last < len(reading.tokens) else ""
        return one.agent or after in word_set("stance_nouns")
    if _is_cited_medium(entity):
        return False
    if entity.shape == "unknown":
        return entity.is_agent and not (one.local and not one.agent)
    if entity.shape == "person" and not entity.owner:
        return not (one.weak or one.local) or _is_known_person(entity)
    if entity.shape == "body" and not entity.owner and entity.acronym and not entity.words:
        return entity.is_agent or fold(entity.acronym) in load_lexicon().international
    return True


def _is_cited_medium(entity: Entity) -> bool:
    """Tell whether a newspaper or agency is named that is no actor of the codebook."""
    if entity.owner or entity.label or entity.shape == "person" or entity.type not in ("", "other"):
        return False
    name = fold(entity.name)
    return bool(name) and name.split()[-1] in load_lexicon().media


def _is_known_person(entity: Entity) -> bool:
    """Tell whether more than two capitals speak for a person: a title, an act, a second naming."""
    titled = bool(entity.roles or entity.gender or entity.votes)
    return titled or entity.is_agent or sum(entity.forms.values()) > 1


def _is_unresolved_mention(one: Found) -> bool:
    if one.shape == "pronoun":
        return one.head in ("he", "she") or one.agent
    if one.shape in ("role", "bodyword"):
        return one.agent and one.determiner not in ("a", "an")
    return one.shape in ("unknown", "person") and one.agent


def kind_of(one: Found, entity: Entity | None) -> str:
    """Return how a place names its actor, see :data:`stancebook.tables.MENTION_KINDS`."""
    if one.shape in ("pronoun", "empty"):
        return one.shape
    if one.shape == "outlet":
        return "pronoun" if fold(one.name) == "we" else "title"
    if one.shape in ("role", "bodyword", "group"):
        return "title"
    if one.shape in ("capital", "demonym"):
        return "metonym"
    plain = one.name.replace(".", "")
    if one.acronym or (plain.isupper() and 1 < len(plain) < 8 and " " not in plain):
        return "acronym"
    if entity is None:
        return "name"
    if one.name in load_countries().capitals and one.name not in entity.name:
        return "metonym"
    if entity.shape == "country" or entity.country and entity.shape == "body" and not entity.words:
        return "name"
    is_short = len(one.name.split()) < len(entity.name.split())
    return "short" if is_short and entity.is_full else "name"
