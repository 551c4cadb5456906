"""Names that the words beside them show to be a body's: "Harbour Voices, a club of rowers"."""

from __future__ import annotations

from .found import Found
from .lexicon import given_names, load_lexicon, word_set
from .persons import is_doubted, is_who, tells_body, tells_person
from .places import is_placed
from .types import noun_type
from .words import Reading

_REACH = 8
_CLOSING = frozenset((",", ".", ";", "that", "which", "with", "of", "for", "in", "from", "based"))
_ARTICLES = frozenset(("a", "an", "the"))


def mark_described(reading: Reading, names: list[Found]) -> None:
    """Turn what was taken for people into bodies where the text says what they are, in place.

    That is a description behind the name ("Harbour Voices, a club of rowers"), a noun of bodies
    after it ("the Save Norton group"), an office before it ("founder of Norton Mums Matter"), or
    how its sentence goes on ("say", "which"). People with a title are left alone; so are those with
    a known first name where anything else tells a person. Where nothing does, and the rest of the
    name is hardly a person's ("Lucky Seven"), it is a name of no known kind.
    """
    known = given_names()
    places = {one.name for one in names if is_placed(reading, one)}
    people = [one for one in names if one.shape == "person"]
    may_be = [
        one
        for one in names
        if one.name not in places
        and one.shape in ("person", "unknown")
        and not (one.titles or one.owner)
    ]
    kinds: dict[str, str] = {}
    for one in may_be:
        kind = _described(reading, one) or _followed(reading, one) or _led(reading, one)
        kind = kind or ("other" if " " in one.name and tells_body(reading, one) else "")
        if kind and not (kinds.get(one.name) and kind == "other"):
            kinds[one.name] = kind
    named = [one for one in may_be if one.name.split()[0].lower() in known]
    titled = {one.name for one in people if one.titles}
    told = {one.name for one in named if tells_person(reading, one, people=people, titled=titled)}
    doubted = {one.name for one in named if " " in one.name and is_doubted(reading, one)} - told
    for one in may_be:
        if one.shape == "person" and is_who(reading, one):
            one.is_sure = True
        elif one.name in kinds and (" " in one.name or kinds[one.name] != "other"):
            if one.name not in told:
                one.shape, one.weak, one.kind = "body", False, kinds[one.name]
        elif one.name in doubted and one.shape == "person":
            one.shape = "unknown"


def _described(reading: Reading, one: Found) -> str:
    """Return the type that a description behind the name tells, empty where none does."""
    tokens = reading.tokens[one.last : one.last + _REACH + 2]
    if len(tokens) < 3 or tokens[0].text != "," or tokens[1].lower not in _ARTICLES:
        return ""
    for token, after in zip(tokens[2:], tokens[3:], strict=False):
        if token.text == "," or token.sentence != one.sentence or token.lower in _CLOSING:
            return ""
        if token.text.islower() and after.lower in _CLOSING and _is_head(token.lower):
            return _kind(token.lower)
    return ""


def _followed(reading: Reading, one: Found) -> str:
    """Return the type that the noun behind the name tells: "the ruling New Norton party"."""
    tokens = reading.tokens
    if one.first == 0 or one.last >= len(tokens):
        return ""
    head = tokens[one.last]
    if " " not in one.name and head.lower != "party":
        return ""
    at = one.first - 1
    at -= tokens[at].lower in word_set("parting_words") and at > 0
    joined = tokens[at].lower == "the" and head.text.islower()
    if not joined or head.lower not in word_set("joined_heads"):
        return ""
    party = word_set("parties_of_groups").intersection(one.name.lower().split())
    return "party" if party else _kind(head.lower)


def _led(reading: Reading, one: Found) -> str:
    """Return the type that an office before the name tells: "chair of Norton Mums Matter"."""
    before = [token.lower for token in reading.tokens[max(0, one.first - 4) : one.first]]
    if before[-1:] == ["the"]:
        before = before[:-1]
    if before[-1:] != ["of"] or len(before) < 2:
        return ""
    if before[-3:-1] == ["chief", "executive"]:
        return "company"
    if " " not in one.name:
        return ""
    return "other" if before[-2] in word_set("body_leaders") else ""


def _is_head(word: str) -> bool:
    return word in word_set("type_heads") or word in word_set("described_heads")


def _kind(head: str) -> str:
    return noun_type(head, load_lexicon()) or "other"
