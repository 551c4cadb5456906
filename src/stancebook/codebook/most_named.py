"""What articles argue about where no phrase stands out: the thing that most of them keep naming.

"The fence" of three articles on a border fence stands next to no word of taking sides often enough
to be told from everything else that they name, but all of them name it, again and again, as known.
"""

from __future__ import annotations

from collections.abc import Mapping

from .phrases import Phrase
from .words import general_nouns, names_people, singular_word

_FEWEST, _FEWEST_LONG = 3, 2
"""Uses of a word, and of a phrase."""

_MOST = 2
"""At most so many matters are proposed."""

_SPEAKING = 5
"""A matter may stand before a word of speech once in so many uses: "the permit told ..."."""


def most_named(phrases: Mapping[tuple[str, ...], Phrase], n_articles: int) -> list[list[Phrase]]:
    """Return the names of the matters that most articles name, the longer name first.

    Parameters
    ----------
    phrases : mapping
        See :func:`stancebook.codebook.phrases.find_phrases`.
    n_articles : int
        Number of articles in which they were found.

    Returns
    -------
    list of lists of Phrase
        At most two, most prominent first; empty where nothing comes back. Words that by
        themselves say nothing ("the scheme") only where there are no others.
    """
    named = [one for one in phrases.values() if _is_named_often(one, n_articles)]
    known = [one for one in named if _is_known(one)]
    own = [one for one in known if not _is_general(one)]
    for found in (own, [one for one in named if not _is_general(one)], known):
        if found:
            found.sort(key=lambda one: (-one.score, one.words))
            return [_with_longer(one, phrases) for one in _apart(found)[:_MOST]]
    return []


def _is_named_often(phrase: Phrase, n_articles: int) -> bool:
    fewest = _FEWEST if len(phrase.words) == 1 else _FEWEST_LONG
    return (
        phrase.form.islower()
        and phrase.is_noun
        and not names_people(phrase.words)
        and not _names_bodies(phrase.words[-1])
        and phrase.count >= fewest
        and 2 * phrase.articles > n_articles
        and phrase.sided > 0
        and _SPEAKING * phrase.speaking <= phrase.count
        and 2 * phrase.placed < phrase.count
        and 2 * phrase.ending >= phrase.count
    )


def _is_known(phrase: Phrase) -> bool:
    """Say whether the articles name it as known to the reader: "the fence"."""
    return len(phrase.words) == 1 and phrase.definite > 1 and 3 * phrase.definite >= phrase.count


def _is_general(phrase: Phrase) -> bool:
    return len(phrase.words) == 1 and singular_word(phrase.words[0]) in general_nouns()


def _names_bodies(word: str) -> bool:
    from ..actors.lexicon import load_lexicon

    return not {word, singular_word(word)}.isdisjoint(load_lexicon().body_types)


def _apart(found: list[Phrase]) -> list[Phrase]:
    """Leave out what names one of those before it in a longer or a shorter form."""
    kept: list[Phrase] = []
    for one in found:
        last = singular_word(one.words[-1])
        if all(singular_word(other.words[-1]) != last for other in kept):
            kept.append(one)
    return kept


def _with_longer(phrase: Phrase, phrases: Mapping[tuple[str, ...], Phrase]) -> list[Phrase]:
    """Put the longer name that most articles share before a word: "private wing"."""
    longer = [
        one
        for one in phrases.values()
        if len(one.words) > 1 and one.words[-1] == phrase.words[-1] and one.form.islower()
    ]
    longer = [one for one in longer if one.articles > 1 and 2 * one.articles >= phrase.articles]
    longer.sort(key=lambda one: (-one.articles, -one.count, one.words))
    return [*longer[:1], phrase]
