"""Names of things argued about that no word list knows: the articles tell them from bodies.

"The Harbour Tram" names a thing where the articles write "the tram" small, argue about it, and
never let it speak; "the Harbour Board" is written small too, but says and decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

_SPEAKING = 12
"""A thing may stand before a word of speech once in so many uses: "the tram plans"."""


def mark_things(phrases: Mapping[tuple[str, ...], object]) -> None:
    """Give a head to the phrases whose last word names a thing, by how the articles use it.

    Parameters
    ----------
    phrases : mapping
        From words to :class:`stancebook.codebook.phrases.Phrase`; their ``thing`` is set.
    """
    heads = {
        words[-1]
        for words, phrase in phrases.items()
        if len(words) > 1 and phrase.form[0].isupper() and _is_thing(phrase, phrases)
    }
    for words, phrase in phrases.items():
        if words[-1] in heads:
            phrase.thing = words[-1]


def _is_thing(phrase: object, phrases: Mapping[tuple[str, ...], object]) -> bool:
    head = phrase.words[-1]
    alone = phrases.get((head,))
    if phrase.head or alone is None or head in _never_things():
        return False
    parts = phrase.form.split()
    is_name = all(part[0].isupper() for part in parts) and 2 * phrase.definite >= phrase.count
    is_common = alone.form.islower() and alone.definite > 1
    argued = phrase.sided > 0 and 4 * (phrase.sided + alone.sided) >= phrase.count + alone.count
    speaks = _SPEAKING * (phrase.speaking + alone.speaking) >= phrase.count + alone.count
    return is_name and is_common and argued and not speaks


@cache
def _never_things() -> frozenset[str]:
    """Return the words that name bodies, people and addresses."""
    from ..actors.lexicon import load_lexicon, word_set

    known = load_lexicon()
    bodies = {word for word in known.body_types if " " not in word}
    return known.roles | known.groups | bodies | word_set("street_heads")
