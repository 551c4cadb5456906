"""Capitals that name nobody: common words that open a sentence, and the names of streets."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from .lexicon import given_names, load_lexicon, word_set
from .names import singular
from .nobodies import is_modifier, is_plural_subject
from .words import Reading, Token

_ON_STREETS = frozenset(("on", "along", "in", "off", "at", "of", "from", "to", "across", "down"))


def is_common_opener(
    tokens: Sequence[Token], at: int, inside: AbstractSet[str] = frozenset()
) -> bool:
    """Tell whether a single word has its capital only from the place where it stands.

    A plural ("Deliveries would be allowed"), or an adjective before a noun ("Legal scholars
    expect"); a word before a verb of speech is a name ("Vidal said").

    Parameters
    ----------
    tokens : sequence of Token
        The text.
    at : int
        Index of the word.
    inside : set of str
        Words with a capital inside sentences: names, wherever they stand.

    Examples
    --------
    >>> from stancebook.actors.words import read_text
    >>> [is_common_opener(read_text(text).tokens, 0) for text in
    ...  ("Deliveries would be allowed.", "Legal scholars expect it.", "Vidal says so.")]
    [True, True, False]
    """
    token = tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if not token.first or after is None or after.sentence != token.sentence:
        return False
    if token.text in inside:
        return False
    if is_plural_subject(tokens, at) or is_modifier(tokens, at):
        return True
    lexicon, word = load_lexicon(), token.lower
    if _ends(word, "plural_endings") and after.text[0].islower():
        return True
    if singular(word) != word and singular(word) in lexicon.body_types:
        return word not in lexicon.body_types
    is_noun = after.text.islower() and after.text.isalpha() and after.lower not in lexicon.verbs
    plain = is_noun and after.lower not in word_set("function_words")
    return plain and _ends(word, "adjective_endings")


def _ends(word: str, kind: str) -> bool:
    return len(word) > 4 and word.endswith(tuple(word_set(kind)))


def surnames(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the words that follow a known first name in a name: "Field" of "Tom Field"."""
    known = given_names()
    pairs = zip(tokens, tokens[1:], strict=False)
    return frozenset(b.text for a, b in pairs if a.named and b.named and a.lower in known)


def is_acting(tokens: Sequence[Token], at: int, names: AbstractSet[str]) -> bool:
    """Tell whether a surname of the text stands before a verb of speech: "Field said"."""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    return tokens[at].text in names and after in load_lexicon().speech_verbs


def is_of_common_words(reading: Reading, at: int, end: int) -> bool:
    """Tell whether a name is two words that the text also writes small: "Harbour Homes"."""
    if end - at != 2 or reading.is_title:
        return False
    first, last = (token.lower for token in reading.tokens[at:end])
    plural = singular(last) != last and last not in load_lexicon().groups
    common = reading.small_words
    return plural and first in common and bool({last, singular(last)} & common)


def opens_name(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether an adjective that opens a sentence may be part of the name: "New Dawn said".

    It may where one more capitalised word follows, and then a verb, a comma or "'s".

    Examples
    --------
    >>> from stancebook.actors.words import read_text
    >>> [opens_name(read_text(text).tokens, 0, 2) for text in
    ...  ("New Dawn said no.", "New Norvik boss Ana Ruiz left.", "Retired Norvik said no.")]
    [True, False, False]
    """
    if end - at != 2 or end >= len(tokens) or tokens[at].lower not in word_set("naming_adjectives"):
        return False
    lexicon, after = load_lexicon(), tokens[end].lower
    person = tokens[at].lower != "new" and tokens[at + 1].lower in given_names()
    return not person and (after in ("'s", ",") or after in lexicon.verbs)


def is_count(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether a number counts people or bodies: "Five Conservatives", but not "Six Nations".

    Parameters
    ----------
    tokens : sequence of Token
        The text.
    at, end : int
        A sequence of capitalised words in it.
    """
    last = tokens[end - 1].lower
    known = load_lexicon()
    parties = "party" in known.body_types.get(last, ())
    many = singular(last) != last and (parties or last in known.groups)
    return end - at > 1 and many and tokens[at].lower in word_set("figures")


def without_letters(tokens: Sequence[Token], at: int, end: int) -> int:
    """Return where a person's name ends before the letters behind it: "Ana Ruiz MP, KC".

    Letters behind what may be a place or a party are an office: "the West Norton MP".
    """
    last = end
    while last - at > 2 and tokens[last - 1].lower in word_set("letters_behind"):
        last -= 1
    bodies, roles = load_lexicon().body_types, load_lexicon().roles
    words = [token.lower for token in tokens[at:last]]
    held = at > 0 and tokens[at - 1].lower in ("the", "a", "an", "this", "our")
    held = held or any(w in bodies or f"{w}s" in bodies or w in roles for w in words)
    return end if held else last


def street_names(tokens: Sequence[Token]) -> frozenset[tuple[str, str]]:
    """Return the last two words of the names that the text places something on.

    Examples
    --------
    >>> from stancebook.actors.words import read_text
    >>> street_names(read_text("Children on Chandler Lane met Nathan Lane.").tokens)
    frozenset({('Chandler', 'Lane')})
    """
    heads = word_set("street_heads")
    return frozenset(
        (left.text, right.text)
        for before, left, right in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if right.named and left.named and right.lower in heads and before.lower in _ON_STREETS
    )
