"""Two capitals that name a place: "in Pellam Cove", "the council of Pellam Cove"."""

from __future__ import annotations

from .found import Found
from .lexicon import given_names, load_lexicon, word_set
from .words import Reading

_WHERE = frozenset(("in", "near", "outside", "across", "throughout"))
_HEADS = ("local_bodies", "place_heads")
_SETTLEMENTS = frozenset(("town", "city", "village", "port", "borough", "people", "streets"))


def mark_places(reading: Reading, names: list[Found]) -> None:
    """Turn what was taken for people into names of no known kind where the text places things.

    Where a name without a title and without a known first name stands after "in", or after a body
    or office and "of", it is a place wherever it stands; changed in place.
    """
    known = given_names()
    may_be = [
        one
        for one in names
        if one.shape == "person"
        and not (one.titles or one.owner)
        and " " in one.name
        and one.name.split()[0].lower() not in known
    ]
    places = {one.name for one in may_be if is_placed(reading, one)}
    for one in may_be:
        if one.name in places:
            one.shape = "unknown"
            one.local = one.local or is_placed(reading, one)


def is_inside(reading: Reading, one: Found) -> bool:
    """Tell whether people or things are in a place of that name: "owners in Norton say"."""
    return one.local and one.first > 0 and reading.tokens[one.first - 1].lower in _WHERE


def is_home(reading: Reading, one: Found) -> bool:
    """Tell whether a name says whose people are meant: "Norton's shopkeepers", its Conservatives.

    Parameters
    ----------
    reading : Reading
        The text.
    one : Found
        The place in it where the name stands.
    """
    tokens = reading.tokens
    if one.last + 1 >= len(tokens) or tokens[one.last].lower not in ("'s", "'"):
        return False
    lexicon, word = load_lexicon(), tokens[one.last + 1].lower
    parties = word.endswith("s") and "party" in lexicon.body_types.get(word, ())
    return word in lexicon.groups - word_set("members") or parties


def is_placed(reading: Reading, one: Found) -> bool:
    """Tell whether something is or happens where a name says: "in Norton", "the mayor of Norton".

    Parameters
    ----------
    reading : Reading
        The text.
    one : Found
        The place in it where the name stands.
    """
    tokens = reading.tokens
    before = [token.lower for token in tokens[max(0, one.first - 2) : one.first]]
    owns = one.last < len(tokens) and tokens[one.last].lower in ("'s", "'")
    if not before or owns:
        return False
    if before[-1] == "in" and before[0] in word_set("held_in"):
        return False  # "shares in Lucky Seven"
    if before[-1] in _WHERE:
        return before[0] not in load_lexicon().groups  # "teachers in Athrawon Cymru", their union
    if before[-1] != "of":
        return False
    return any(before[0] in heads for heads in (_SETTLEMENTS, *map(word_set, _HEADS)))
