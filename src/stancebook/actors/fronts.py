"""Names that stand in a person's title: "Carsova mayor Ana Ruiz", "Environment minister ..."."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .found import Found
from .lexicon import load_lexicon, word_set
from .types import is_body_name
from .words import Reading, Token

_REACH = 6
_OPEN_SHAPES = ("unknown", "person", "body", "bodyword", "thing")
_DASHES = ("-", "–", "—", "--")


def mark_fronts(reading: Reading, names: list[Found]) -> None:
    """Tell which names stand before a lower-case office and the person who holds it, in place.

    Such a name neither speaks nor acts: the person does. What it is, the office and the rest of
    the text tell. Before the head of a place it is a place. A first word that owes its capital to
    the sentence, and what stands before a minister, is a field of work ("Environment minister"),
    unless the text names it elsewhere by itself. Everything else is a body.

    Examples
    --------
    >>> from stancebook.actors.aliases import Aliases
    >>> from stancebook.actors.mentions import find_names
    >>> from stancebook.actors.words import read_text
    >>> reading = read_text("Environment minister Ana Ruiz met Norvik director Bo Lind.")
    >>> names = find_names(reading, Aliases())
    >>> mark_fronts(reading, names)
    >>> [(one.name, one.shape, one.is_front) for one in names if one.is_front]
    [('Environment', 'thing', True), ('Norvik', 'unknown', True)]
    """
    offices = {
        id(one): office_after(reading.tokens, one.last, alone=one.last - one.first == 1)
        for one in names
    }
    alone = Counter(one.name for one in names if not offices[id(one)] and _is_telling(reading, one))
    for one in names:
        office = offices[id(one)]
        one.is_front = bool(office)
        if not office or _is_settled(reading, one, office):
            continue
        field = office in word_set("heads_of_fields") or _is_common(reading, one)
        if office in word_set("place_heads"):
            one.shape, one.local = "unknown", True
        elif field and not alone[one.name]:
            one.shape = "thing"
        elif not alone[one.name] and _opens(reading, one):
            one.weak = True


def office_after(tokens: Sequence[Token], at: int, *, alone: bool) -> str:
    """Return the lower-case office at a token that leads to a person's name, empty where none.

    Parameters
    ----------
    tokens : sequence of Token
        The text.
    at : int
        Index of the token after a name, at least 1.
    alone : bool
        The name is one word: it may be joined to another ("Sports and leisure secretary").
    """
    lexicon = load_lexicon()
    sentence = tokens[at - 1].sentence
    joined, last = False, ""
    for token, after in zip(tokens[at : at + _REACH], tokens[at + 1 : at + _REACH], strict=False):
        word = token.lower
        if token.capital or token.sentence != sentence:
            break
        is_office = word in lexicon.roles
        if is_office and after.named:
            whole = f"{last} {word}" if last == "general" else word
            return whole if after.sentence == sentence else ""
        inside = is_office or word in lexicon.role_modifiers or word in lexicon.domains
        joins = word in ("and", "&") and alone
        if not (inside or joined or joins or word in lexicon.body_types or word == "'"):
            break
        joined, last = joins, word
    return ""


def _is_settled(reading: Reading, one: Found, office: str) -> bool:
    """Tell whether it is known what a name is: by the codebook, as a country, by a body's word."""
    if one.owner or one.acronym or one.titles or one.shape not in _OPEN_SHAPES:
        return True
    lexicon = load_lexicon()
    field = reading.tokens[one.first].lower in lexicon.domains
    if one.shape == "bodyword":
        return not field
    field = field and office == "minister"
    return one.last - one.first > 1 and is_body_name(one.name, lexicon) and not field


def _is_telling(reading: Reading, one: Found) -> bool:
    """Tell whether this naming shows a name: its capital is no sentence's, and it is no place."""
    return not one.local and (not _opens(reading, one) or not _is_known(reading, one))


def _is_common(reading: Reading, one: Found) -> bool:
    return _opens(reading, one) and _is_known(reading, one)


def _opens(reading: Reading, one: Found) -> bool:
    """Tell whether the capital of a single word may come from the place alone."""
    before = reading.tokens[one.first - 1].text if one.first else ""
    return one.last - one.first == 1 and (reading.tokens[one.first].first or before in _DASHES)


def _is_known(reading: Reading, one: Found) -> bool:
    """Tell whether a word is a common one: a field of work, or written small in this text."""
    lexicon = load_lexicon()
    word = reading.tokens[one.first].lower
    return (
        word in lexicon.domains
        or word in lexicon.role_modifiers
        or word in lexicon.body_types
        or word in word_set("adjectives")
        or word in reading.small_words
    )
