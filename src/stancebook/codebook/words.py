"""The word lists by which concepts are proposed: heads of policies, general nouns, stop words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

LINKS = frozenset({"of", "on", "for", "against"})
"""What may stand between the head of a phrase and what it is about: "ban on battery cages"."""

_LEXICONS = Path(__file__).parents[1] / "lexicons"


@cache
def _lexicon() -> dict:
    import yaml

    return yaml.safe_load((_LEXICONS / "policies.yml").read_text(encoding="utf-8"))


@cache
def words_of(kind: str) -> frozenset[str]:
    """Return the words of one list of ``policies.yml``."""
    return frozenset(str(word) for word in _lexicon()[kind])


@cache
def policy_heads() -> dict[str, str]:
    """Return the group of policies of each head: "levy" is a tax."""
    return {str(word): group for group, words in _lexicon()["heads"].items() for word in words}


def head_group(words: tuple[str, ...]) -> str:
    """Return the group of the head: the last word, or the one before "on", "of", "for"."""
    heads = policy_heads()
    for place, word in enumerate(words[1:], start=1):
        if word in LINKS and words[place - 1] in heads:
            return heads[words[place - 1]]
    return heads.get(words[-1], "")


@cache
def alike_groups() -> frozenset[str]:
    """Return the groups of heads of which one may stand for another: "treaty", "convention"."""
    return words_of("alike")


@cache
def lone_kinds() -> frozenset[str]:
    """Return the groups of heads that say by themselves what is argued about: "sanctions"."""
    return words_of("alone")


@cache
def general_nouns() -> frozenset[str]:
    """Return the nouns that by themselves name no matter: "plan", "measure"."""
    return words_of("general")


@cache
def happenings() -> frozenset[str]:
    """Return the nouns of what happens to an institution: "closure", "sale"."""
    return words_of("happening")


@cache
def site_kinds() -> frozenset[str]:
    """Return the groups of heads that are places or buildings."""
    return words_of("sites")


def names_people(words: tuple[str, ...]) -> bool:
    """Say whether a phrase ends in an office, a role or a group: "county governor", "landlords".

    Examples
    --------
    >>> names_people(("private", "operators")), names_people(("private", "beach"))
    (True, False)
    """
    from ..actors.lexicon import load_lexicon
    from ..actors.names import singular

    known = load_lexicon()
    forms = {words[-1], singular(words[-1])}
    return any(
        not forms.isdisjoint(kind) for kind in (known.roles, known.groups, words_of("agents"))
    )


def singular_word(word: str) -> str:
    """Return a word without the "s" of the plural.

    Examples
    --------
    >>> singular_word("quotas"), singular_word("press")
    ('quota', 'press')
    """
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@cache
def is_content(word: str) -> bool:
    """Say whether a word in small letters tells something: no stop word, no number."""
    return len(word) > 2 and word[0].isalpha() and word not in stop_words() and "'" not in word


@cache
def stop_words() -> frozenset[str]:
    """Return the English words that tell nothing."""
    text = (_LEXICONS / "stop_words.txt").read_text(encoding="utf-8")
    english = text.split("[en]", 1)[-1].split("\n[", 1)[0]
    return frozenset(word for word in english.split() if not word.startswith("#"))
