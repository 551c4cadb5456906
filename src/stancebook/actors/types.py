"""What kind of actor a name names: person, government, party, company, ngo, agency, ..."""

from __future__ import annotations

import re

from .lexicon import Lexicon, word_set
from .names import country_words, fold, singular

_OF_MANY = re.compile(r"s' |\b(?:men|women|people|children)'s ")

_AS_NOUNS = dict.fromkeys(("union", "unions", "coalition", "alliance", "movement"), "ngo")
_AS_NOUNS["platform"] = "company"

_STRONG = {
    "party": "party",
    "ministry": "government",
    "government": "government",
    "parliament": "government",
    "senate": "government",
    "cabinet": "government",
    "agency": "agency",
    "authority": "agency",
    "ngo": "ngo",
    "foundation": "ngo",
    "society": "ngo",
    "federation": "ngo",
    "association": "ngo",
    "university": "agency",
}


def body_type(name: str, lexicon: Lexicon) -> str:
    """Return the type that the words of a body's name tell, ``other`` where none does.

    Examples
    --------
    >>> from stancebook.actors.lexicon import load_lexicon
    >>> [body_type(name, load_lexicon()) for name in
    ...  ("Ministry of Defence", "Norrvind Group", "Labour Group", "World Bank", "Arms to Plough")]
    ['government', 'company', 'party', 'international', 'other']
    """
    folded = fold(name)
    if folded.removeprefix("the ") in lexicon.international:
        return "international"
    if folded in lexicon.agencies:
        return "agency"
    words = [word for word in folded.replace("'", " ").split() if word != "s"]
    if folded in word_set("armed_groups"):
        return "other"
    if word_set("ngo_names").intersection((folded, *words[:1])) or _is_guild(words):
        return "ngo"
    if words[-1:] == ["group"] and word_set("parties_of_groups").intersection(words):
        return "party"
    if len(words) > 1 and words[-1].strip(".") in lexicon.suffixes:
        return "company"
    known = [(word, lexicon.body_types[word]) for word in words if word in lexicon.body_types]
    united = known and known[-1][0] == words[-1] in word_set("association_heads")
    for word, _ in known[-1:] if united else known:
        if word in _STRONG:
            return _STRONG[word]
    told = _told_by_company(words, folded, lexicon)
    if told:
        return told
    if any(f" {name} " in f" {folded} " for name in lexicon.long_international):
        return "international"
    if not known:
        return "other"
    head = next((kinds for word, kinds in known if f"{word} of" in folded), known[-1][1])
    return head[0]


def noun_type(noun: str, lexicon: Lexicon) -> str:
    """Return the type that a noun in small letters tells, empty where none does.

    Names are another matter: a "Liberal Union" is a party, "the union Norrvind" an association.

    Examples
    --------
    >>> from stancebook.actors.lexicon import load_lexicon
    >>> [noun_type(noun, load_lexicon()) for noun in ("union", "booking", "platform", "party")]
    ['ngo', '', 'company', 'party']
    """
    return _AS_NOUNS.get(noun) or lexicon.body_types.get(noun, ("",))[0]


def _is_guild(words: list[str]) -> bool:
    """Tell whether a college or a league is one of a calling or a sport."""
    if words[-1:] == ["league"] and word_set("sports").intersection(words):
        return True
    return "college" in words and "of" in words and words[:1] == ["royal"]


def _told_by_company(words: list[str], folded: str, lexicon: Lexicon) -> str:
    """Return what the other words say of a union, an alliance or a chamber, empty where nothing.

    "Growers' Union" is an association, "Liberal Union" a party, "African Union" international.
    """
    heads = word_set("open_heads").intersection(words)
    if not heads:
        return ""
    many = bool(_OF_MANY.search(folded))
    many = many or any(w != singular(w) and singular(w) in lexicon.roles for w in words)
    chamber = "chamber" in heads and not word_set("chamber_members").intersection(words)
    if many and not word_set("chamber_members").intersection(words):
        return "ngo"
    if word_set("regions").intersection(country_words(folded)[1]):
        return "international"
    if word_set("party_words").intersection(words) and not chamber:
        return "party" if heads - {"chamber", "council", "congress", "trust"} else ""
    lone = len(words) == 1
    return "" if lone else "ngo" if chamber or heads & word_set("associations") else ""


def is_own_name(name: str) -> bool:
    """Tell whether a name is known to be a body's though no word of it says so: "Greenpeace"."""
    return fold(name) in word_set("ngo_names") or fold(name) in word_set("armed_groups")


def is_body_name(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name holds a word that only bodies have in their names."""
    words = fold(name).replace("'", " ").split()
    known = fold(name) in lexicon.international or is_own_name(name)
    return known or any(word in lexicon.body_types for word in words)


def is_thing(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name is that of a treaty, law, event or place.

    Examples
    --------
    >>> from stancebook.actors.lexicon import load_lexicon
    >>> [is_thing(name, load_lexicon()) for name in
    ...  ("Convention on Cluster Munitions", "Paris Agreement", "Convention of Scottish Towns")]
    [True, True, False]
    """
    _, words = country_words(name)
    folded = fold(name)
    if any(folded.startswith(f"{body} ") for body in lexicon.long_bodies):
        return False
    first = folded.split(" ")[0] if folded else ""
    if first in lexicon.body_types:
        return False
    head = folded.split(" of ")[0].split(" on ")[0].split(" for ")[0].split(" to ")[0].split()
    return bool(words) and bool(head) and head[-1] in lexicon.things
