"""Parties that a common word names by itself: "Labour, the Greens and two others"."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from .lexicon import Lexicon, load_lexicon, word_set
from .words import Token

_JOINS = frozenset((",", "and", "or"))


def is_party(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word with a capital names a party by itself: "Labour", "Greens", "Unity"."""
    plain = word.endswith("s") or word in lexicon.domains or word in word_set("lone_parties")
    return plain and lexicon.body_types.get(word, ("",))[0] == "party"


def without_members(name: str, lexicon: Lexicon) -> str:
    """Return the party of a name that means its members ("Labour MPs"), any other name as it is."""
    party, _, members = name.rpartition(" ")
    whole = members.lower() in word_set("members") and is_party(party.lower(), lexicon)
    return party if whole else name


def stands_alone(tokens: Sequence[Token], at: int, small: AbstractSet[str] = frozenset()) -> bool:
    """Tell whether a party's word that opens a sentence is the party, and no other word's modifier.

    It is where it heads a list of parties, before a verb, "'s" or "which", unless the text writes
    the word small too; never before an office ("Labour leader Ana Ruiz").

    Parameters
    ----------
    tokens : sequence of Token
        The text.
    at : int
        Index of the word.
    small : set of str
        Words that the text also writes small.

    Examples
    --------
    >>> from stancebook.actors.words import read_text
    >>> [stands_alone(read_text(text).tokens, 0) for text in ("Labour, the Greens and all agree.",
    ...  "Labour backs it.", "Labour costs are up.", "Labour leader Ana Ruiz left.")]
    [True, True, False, False]
    """
    lexicon = load_lexicon()
    after = [token for token in tokens[at + 1 : at + 5] if token.sentence == tokens[at].sentence]
    if not after or not is_party(tokens[at].lower, lexicon):
        return False
    if _heads_list(after, lexicon):
        return True
    if tokens[at].lower in small:
        return False
    words = [token.lower for token in after]
    if words[0] == "'s" or words[:2] in ([",", "which"], [",", "whose"]):
        return True
    is_verb = words[0] in lexicon.verbs and after[0].text.islower()
    return is_verb and not (len(words) > 1 and words[0].endswith("s") and words[1] in _FINITE)


_FINITE = frozenset(("are", "have", "were", "is", "has", "was", "will", "would", "rose", "fell"))


def _heads_list(after: Sequence[Token], lexicon: Lexicon) -> bool:
    """Tell whether other names follow: after a comma any, after "and" another party."""
    if after[0].lower not in _JOINS:
        return False
    names = [token for token in after[1:] if token.lower != "the"]
    if not names or not names[0].named:
        return False
    parties = "party" in lexicon.body_types.get(names[0].lower, ())
    return after[0].text == "," or parties or after[1].lower == "the"
