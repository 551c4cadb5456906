"""Capitals that name nobody: common words that open a sentence, and the names of streets."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from .lexicon import load_lexicon, word_set
from .names import singular
from .nobodies import is_modifier, is_plural_subject
from .words import Token

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
