"""Capitals that name no actor: districts, saints' names, ships, and the buttons of web pages."""

from __future__ import annotations

from collections.abc import Sequence

from .entities import Entity
from .found import Found
from .lexicon import given_names, load_lexicon, word_set
from .names import singular
from .words import Reading, Token

_SAINTS = frozenset(("st", "saint"))
_BRACKETED = 8
_OPEN_SHAPES = ("person", "body", "unknown")


def mark_nobodies(reading: Reading, names: list[Found]) -> None:
    """Tell which names are those of places, ships or web pages, in place.

    "St Brendan's" and "Norton Primary" may speak for themselves, as schools do, but are no people;
    what ends in the head of a place ("Mill Ward") is one where no known first name opens it.

    Examples
    --------
    >>> from stancebook.actors.aliases import Aliases
    >>> from stancebook.actors.mentions import find_names
    >>> from stancebook.actors.words import read_text
    >>> reading = read_text("The Mill Ward councillor left St Brendan's. The ferry Lady Ann sank.")
    >>> names = find_names(reading, Aliases())
    >>> mark_nobodies(reading, names)
    >>> [(one.name, one.shape) for one in names]
    [('Mill Ward', 'thing'), ('St Brendan', 'unknown'), ('Ann', 'thing')]
    """
    ships = {one.name for one in names if _follows(reading, one, "vessels")}
    for one in names:
        if one.owner or one.shape not in _OPEN_SHAPES:
            continue
        _without_buttons(reading, one)
        words = [token.lower for token in reading.tokens[one.first : one.last]]
        if one.shape == "person" and _SAINTS.intersection(one.titles[-1:]):
            _with_saint(reading, one)
        elif one.name in ships or _is_law(reading, one):
            one.shape = "thing"
        elif len(words) > 1 and not one.titles and words[0] not in given_names():
            if words[-1] in word_set("district_heads"):
                one.shape, one.local = "thing", True
            elif one.shape == "person" and words[-1] in word_set("feature_heads"):
                one.shape = "unknown"
                one.local = True
            elif one.shape == "person" and words[-1] in word_set("school_heads"):
                one.shape = "unknown"


def _is_law(reading: Reading, one: Found) -> bool:
    """Tell whether a name goes on, behind a bracket, as that of a law: "X (Powers) Act"."""
    tokens = reading.tokens[one.last : one.last + _BRACKETED]
    closed = next((at for at, token in enumerate(tokens) if token.text == ")"), 0)
    if not closed or tokens[0].text != "(" or closed + 1 >= len(tokens):
        return False
    after = tokens[closed + 1]
    return after.capital and singular(after.lower) in word_set("laws")


def _with_saint(reading: Reading, one: Found) -> None:
    """Take "St" back into the name."""
    one.first -= 1 + (reading.tokens[one.first - 1].text == ".")
    one.start = reading.tokens[one.first].start
    one.name = reading.text[one.start : one.end]
    one.shape, one.titles, one.local = "unknown", (), True


def _follows(reading: Reading, one: Found, kind: str) -> bool:
    at = one.first - len(one.titles) - 1
    return at >= 0 and reading.tokens[at].lower in word_set(kind)


def _without_buttons(reading: Reading, one: Found) -> None:
    """Cut off "Facebook Twitter Pinterest" before a name; by itself it is none."""
    tokens, buttons = reading.tokens, word_set("buttons")
    at = one.first
    while at < one.last and tokens[at].lower in buttons:
        at += 1
    if at - one.first < 2:
        return
    if at == one.last:
        one.shape = "thing"
        return
    one.first, one.start = at, tokens[at].start
    one.name = reading.text[one.start : one.end]


def opens_name(place: str, entity: Entity) -> bool:
    """Tell whether the name of a place is only the first word of a longer name."""
    words = entity.name.split()
    opens = len(words) > 1 and words[0] == place != words[-1]
    return opens and not entity.given


def is_settlement(one: Found) -> bool:
    """Tell whether "this town" in a quotation is meant: the place and its people, no council."""
    settles = one.shape == "bodyword" and one.head in word_set("settlements")
    return settles and one.owner != "generic" and one.determiner in ("this", "that", "our")


def is_rule(reading: Reading, found: Sequence[Found], index: int) -> bool:
    """Tell whether "it" means a treaty or law named just before: "It prohibits the use".

    Parameters
    ----------
    reading : Reading
        The text.
    found : sequence of Found
        All places of it.
    index : int
        Number of the pronoun.
    """
    one, near = found[index], found[max(0, index - 6) : index]
    verb = reading.tokens[one.last].lower if one.last < len(reading.tokens) else ""
    named = any(other.shape == "thing" and one.sentence - other.sentence <= 1 for other in near)
    return named and verb in word_set("rule_verbs")


def is_plural_subject(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the word that opens a sentence is a plural that acts: "Rebels threaten".

    Its verb is in the plural, as no single name's is.

    Examples
    --------
    >>> from stancebook.actors.words import read_text
    >>> [is_plural_subject(read_text(text).tokens, 0) for text in
    ...  ("Rebels threaten to quit.", "Williams threatens to quit.", "Surgeons back the plan.")]
    [True, False, True]
    """
    word, verb = tokens[at].lower, tokens[at + 1]
    verbs = load_lexicon().verbs
    plural = singular(word) != word and len(word) > 4
    return plural and verb.text.islower() and is_base(verb.lower, verbs)


def is_base(word: str, verbs: frozenset[str]) -> bool:
    """Tell whether a verb stands in its plain form, which has one with -s beside it."""
    stem = word[:-1] + "ies" if word.endswith("y") else word + "s"
    return word in verbs and (stem in verbs or word + "es" in verbs)


def is_modifier(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the word that opens a sentence only stands before its noun: "Ferry crews fear".

    Examples
    --------
    >>> from stancebook.actors.words import read_text
    >>> [is_modifier(read_text(text).tokens, 0) for text in
    ...  ("Ferry crews fear for jobs.", "Bird charity sues.", "Norvik fears delay.")]
    [True, True, False]
    """
    if at + 2 >= len(tokens):
        return False
    noun, after = tokens[at + 1], tokens[at + 2]
    lexicon, word = load_lexicon(), noun.lower
    if not (noun.text.islower() and word.isalpha()) or after.sentence != noun.sentence:
        return False
    if word in lexicon.verbs or word in word_set("function_words"):
        return False
    if word in word_set("auxiliaries") or word in word_set("adverbs"):
        return False
    acts = after.text.islower() and (
        after.lower in lexicon.verbs or after.lower in word_set("auxiliaries")
    )
    known = word in lexicon.body_types and word not in lexicon.roles
    return acts and (known or (singular(word) != word and len(word) > 3 and _is_plural(after)))


def _is_plural(verb: Token) -> bool:
    """Tell whether a verb may go with a plural: not "plans", not "is"."""
    singular_only = ("is", "was", "has", "does")
    return verb.lower not in singular_only and not (
        verb.lower.endswith("s") and verb.lower in load_lexicon().verbs
    )
