"""What stands around a phrase: whether somebody takes a side on it, and whether it is a noun.

"Voted for the carbon tax", "opponents of a carbon tax", "the carbon tax was repealed": what is so
spoken of is a matter that one can be for or against. Words near by that govern something else
("the union backs Ana Ruiz, whose carbon tax ...") say nothing.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from .words import is_content, words_of

_LEXICON = Path(__file__).parents[1] / "lexicons" / "disputing.yml"
_MODIFIERS = 4
"""So many words may stand between the verb and its object: "rejects the costly Spanish fishing"."""

_AFTER = 4
"""So many words may stand between a name and what was done to it: "has not yet been repealed"."""

_NOUN_ENDS = ("s", "ion", "ment", "ity", "ance")
_MONEY = frozenset("$€£%")


def is_governed(sentence: list[str], start: int, end: int, kind: str = "") -> bool:
    """Say whether the words around a phrase take a side on it or decide on it.

    Parameters
    ----------
    sentence : list of str
        Words and marks.
    start, end : int
        The first token of the phrase and the one behind it.
    kind : str
        The group of policies of its head: a bridge is built, a law is not.

    Examples
    --------
    >>> words = "Ana Ruiz voted against the costly carbon tax".split()
    >>> is_governed(words, 6, 8), is_governed(words, 0, 2)
    (True, False)
    """
    return _governed_before(sentence, start, kind) or _governed_behind(sentence, end, kind)


def _governed_before(sentence: list[str], start: int, kind: str) -> bool:
    place, passed, chained = start - 1, 0, False
    while place >= 0:
        word = _small(sentence[place])
        if word in _words("disputed"):
            return True
        if _is_verb(word, kind) and not _is_attributive(sentence, place):
            return True
        if word in _words("links"):
            before = _small(sentence[place - 1]) if place else ""
            before_that = _small(sentence[place - 2]) if place > 1 else ""
            if _links(before, word) or _links(before_that, word):
                return word != "to" or place < start - 1 or _is_plain_noun(sentence, start, kind)
            if word == "against" and place:
                return True
            if word != "of" or chained:
                return False
            chained = True  # "opposes the use of"
        elif not (word in _words("determiners") or _may_own(sentence[place])):
            passed += word[:1].isalpha()
            if (
                passed > _MODIFIERS
                or not (word[:1].isalnum() or word in _MONEY)
                or _ends_group(word)
            ):
                return False
        place -= 1
    return False


def _governed_behind(sentence: list[str], end: int, kind: str) -> bool:
    """Say whether what follows decides on the phrase: "was repealed", "opponents"."""
    following = [_small(word) for word in sentence[end : end + _AFTER + 1]]
    if following[:1] and following[0] in _words("behind"):
        return True
    is_done = False
    for word in following:
        if is_done and _is_verb(word, kind) and not word.endswith(("ing", "s")):
            return True
        if word in _words("being"):
            is_done = True
        elif word not in _words("between"):
            return False
    return False


def is_nominal(sentence: list[str], start: int, end: int) -> bool:
    """Say whether a phrase is used as a noun phrase that ends here.

    An adjective has its noun behind it ("the presidential race"), or stands behind "is" and "as".

    Examples
    --------
    >>> words = "the levy would hurt presidential ambitions".split()
    >>> is_nominal(words, 1, 2), is_nominal(words, 4, 5)
    (True, False)
    """
    behind = sentence[end] if end < len(sentence) else ""
    if end - start > 1 and behind.lower() in _words("behind"):
        return True
    if behind and is_content(behind.lower()) and not _may_be_verb(behind.lower()):
        return False
    before = _small(sentence[start - 1]) if start else ""
    return before not in _words("being") and before not in ("as", "so", "too", "very", "more", "if")


def is_piece(sentence: list[str], start: int, end: int) -> bool:
    """Say whether a phrase is only a piece of a capitalised name.

    "Fair Trial" of "Fair Trial Now", "Registration Act" of "Agents Registration Act", "Prohibition
    of Chemical Weapons" of the "Organisation for the Prohibition of Chemical Weapons".
    """
    behind = sentence[end] if end < len(sentence) else ""
    if end > 1 and sentence[end - 1][0].isupper() and behind[:1].isupper():
        return True
    if not sentence[start][0].isupper() or not start:
        return False
    before = sentence[start - 1]
    if before[0].isupper():
        return not (_is_possessive(before) or _small(before) in _words("determiners"))
    if before == "&" or before in _words("particles"):
        return True
    if not sentence[end - 1][0].isupper():
        return False
    place = start - 1
    if before == "and":
        return _is_inside(sentence, place - 1)
    while place > 0 and sentence[place] == "the":
        place -= 1
    return sentence[place] in _words("joining") and _is_inside(sentence, place - 1)


def follows_modal(sentence: list[str], start: int) -> bool:
    """Say whether the first word of a phrase is a verb: "to stop ballistic missiles"."""
    before = _small(sentence[start - 1]) if start else ""
    first = _small(sentence[start])
    return before in _words("modal") and (_is_verb(first, "works") or _may_be_verb(first))


def _is_inside(sentence: list[str], place: int) -> bool:
    """Say whether a word is capitalised though it opens no sentence and no quotation."""
    if place < 1 or not sentence[place][0].isupper() or _is_possessive(sentence[place]):
        return False
    return sentence[place - 1][0].isalnum() or sentence[place - 1] in ",&"


def _is_plain_noun(sentence: list[str], start: int, kind: str) -> bool:
    """Say whether what stands right behind "to" can be no verb: "agreed to sanctions"."""
    return bool(kind) or sentence[start].endswith(_NOUN_ENDS)


def _is_attributive(sentence: list[str], place: int) -> bool:
    """Say whether a verb's form only describes: "a contested election", "the close race"."""
    before = sentence[place - 1] if place else ""
    return _small(before) in _words("determiners") or _is_possessive(before)


def _is_verb(word: str, kind: str) -> bool:
    return word in _verbs() or (kind in _words("made") and word in _words("making"))


@cache
def _may_be_verb(word: str) -> bool:
    from ..actors.lexicon import load_lexicon

    return word in load_lexicon().verbs


def _links(before: str, link: str) -> bool:
    return before in _words("nouns") or before in _linked().get(link, ())


def _may_own(word: str) -> bool:
    return word[0].isupper() or _is_possessive(word)


def _is_possessive(word: str) -> bool:
    return word.endswith(("'s", "’s", "s'", "s’"))


@cache
def _ends_group(word: str) -> bool:
    """Say whether a small word cannot stand between a verb and the noun it governs."""
    return word[:1].isalpha() and not is_content(word) and word not in words_of("late_nouns")


def _small(word: str) -> str:
    return word.lower().replace("’", "'")


@cache
def _lexicon() -> dict:
    import yaml

    return yaml.safe_load(_LEXICON.read_text(encoding="utf-8"))


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(str(word) for word in _lexicon()[kind])


@cache
def _linked() -> dict[str, frozenset[str]]:
    return {link: frozenset(words) for link, words in _lexicon()["linked"].items()}


@cache
def _verbs() -> frozenset[str]:
    from ..actors.lexicon import verb_forms

    forms = {form for verb in _lexicon()["verbs"] for form in verb_forms(verb)}
    return frozenset(forms | set(_lexicon()["forms"]))
