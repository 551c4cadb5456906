"""What counts as a mention of an actor: not every name acts, and a mere place is no actor."""

from __future__ import annotations

from .countries import load_countries
from .descriptions import POSSESSIVES
from .entities import Entity
from .found import Found
from .lexicon import load_lexicon, word_set
from .linking import Place
from .names import fold
from .words import Reading

_NOUN_REACH = 5


def kept_places(places: list[Place], reading: Reading) -> list[Place]:
    """Drop what is no mention, and titles that stand directly before their name."""
    starts = {one.first for one, _ in places if one.shape in ("person", "body", "unknown")}
    return [
        (one, entity)
        for one, entity in places
        if _is_mention(one, entity, reading)
        and not (one.shape in ("role", "bodyword") and one.last in starts)
    ]


def without_possessives(places: list[Place], reading: Reading) -> list[Place]:
    """Drop "his" before a noun: who is meant is whoever the noun names.

    A possessive stays a mention where its noun is what its owner thinks, says or does ("in her
    view", "his complaint to the court"), or the people a body consists of ("its 14 members").
    """
    described = {one.first for one, _ in places if one.shape in ("role", "bodyword")}
    return [
        (one, entity)
        for one, entity in places
        if not (
            one.shape == "pronoun"
            and is_possessive(reading, one)
            and (one.first in described or not _owns_position(reading, one))
        )
    ]


def is_possessive(reading: Reading, one: Found) -> bool:
    """Tell whether a pronoun stands before a noun that belongs to whom it means."""
    after = reading.tokens[one.last] if one.last < len(reading.tokens) else None
    if one.head not in POSSESSIVES or after is None or after.sentence != one.sentence:
        return False
    word = after.lower
    if not word[0].isalnum():
        return False
    plain = word in word_set("function_words") - word_set("inside_descriptions")
    return one.head != "her" or not (plain or word in word_set("calendar"))


def _owns_position(reading: Reading, one: Found) -> bool:
    held = word_set("positions") | word_set("members")
    for token in reading.tokens[one.last : one.last + _NOUN_REACH]:
        if token.lower in held:
            return True
        inside = word_set("inside_descriptions") | {"and", "to"}
        plain = token.lower in word_set("function_words") and token.lower not in inside
        if token.sentence != one.sentence or plain or not token.text[0].isalnum():
            return False
    return False


def _is_mention(one: Found, entity: Entity | None, reading: Reading) -> bool:
    """Tell whether a place is a mention of an actor rather than of a mere place or thing."""
    if one.shape in ("empty", "group"):
        return True
    if entity is None:
        return _is_unresolved_mention(one)
    if one.is_front and not (one.owner or one.acronym) and (one.weak or one.local):
        return False  # what a person's title names only there
    if one.shape == "outlet":
        return not one.quoted
    if entity.shape == "body" and entity.label and not one.agent:
        return False  # the outlet that somebody told
    if one.shape == "country":
        return one.agent or not (one.local or _is_what_of(one, reading))
    if one.shape == "capital":
        return one.subject or one.agent
    if one.shape == "demonym":
        after = reading.tokens[one.last].lower if one.last < len(reading.tokens) else ""
        return one.agent or after in word_set("stance_nouns")
    if _is_cited_medium(entity):
        return False
    if entity.shape == "unknown":
        placed = one.local or 2 * entity.n_local >= sum(entity.forms.values())
        return entity.is_agent and not (placed and not one.agent)
    if entity.shape == "person" and not entity.owner:
        return not (one.weak or one.local) or _is_known_person(entity)
    if entity.shape == "body" and not entity.owner and entity.acronym and not entity.words:
        return entity.is_agent or fold(entity.acronym) in load_lexicon().international
    return True


def _is_what_of(one: Found, reading: Reading) -> bool:
    """Tell whether a country only says which: "the Russia investigation"."""
    after = reading.tokens[one.last : one.last + 1]
    return bool(after) and after[0].lower in word_set("matters_of_countries")


def _is_cited_medium(entity: Entity) -> bool:
    """Tell whether a newspaper or agency is named that is no actor of the codebook."""
    if entity.owner or entity.label or entity.shape == "person" or entity.type not in ("", "other"):
        return False
    name = fold(entity.name)
    return bool(name) and name.split()[-1] in load_lexicon().media


def _is_known_person(entity: Entity) -> bool:
    """Tell whether more than two capitals speak for a person: a title, an act, a second naming."""
    return entity.is_plainly_person or entity.is_agent or sum(entity.forms.values()) > 1


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
    if one.shape == "author":
        return "pronoun"
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
