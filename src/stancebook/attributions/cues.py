"""Words that attribute, from the word lists: every form of the verbs, and the nouns."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_LEXICONS = Path(__file__).parents[1] / "lexicons"


def _lines(name: str) -> list[str]:
    lines = (_LEXICONS / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def verb_forms(lemma: str) -> tuple[str, str, str]:
    """Return the third person, the past and the participle of a regular verb.

    Examples
    --------
    >>> verb_forms("argue")
    ('argues', 'argued', 'arguing')
    >>> verb_forms("stress")
    ('stresses', 'stressed', 'stressing')
    """
    if lemma.endswith("e"):
        return f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"
    third = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x")) else f"{lemma}s"
    return third, f"{lemma}ed", f"{lemma}ing"


@cache
def cue_verbs() -> frozenset[str]:
    """Return all forms of all verbs that attribute, in lower case."""
    forms: set[str] = set()
    for line in _lines("cues_verbs.txt"):
        lemma, *given = line.split()
        forms.update([lemma], given or verb_forms(lemma))
    return frozenset(forms)


@cache
def cue_nouns() -> frozenset[str]:
    """Return the nouns that attribute, singular and plural, in lower case."""
    nouns = _lines("cues_nouns.txt")
    plural = (f"{n[:-1]}ies" if n.endswith("y") else f"{n}s" for n in nouns)
    return frozenset([*nouns, *plural])
