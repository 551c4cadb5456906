"""Normal forms of names: when two written forms name the same person or body."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .countries import load_countries
from .lexicon import load_lexicon, word_set

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_](?:[\w&.\-‐‑]|['’](?!s\b))*")
_POSSESSIVE = re.compile(r"['’]s?\b|['’]$")
_SPELLINGS = {
    "defense": "defence",
    "center": "centre",
    "labor": "labour",
    "organization": "organisation",
    "organisations": "organisation",
    "program": "programme",
    "councilor": "councillor",
}


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return a text without accents, in lower case, with plain apostrophes and hyphens.

    Examples
    --------
    >>> fold("Anušauskas’ Ǆ")
    "anusauskas' dz"
    """
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(char for char in decomposed if not unicodedata.combining(char))
    plain = kept.replace("’", "'").replace("‘", "'").replace("‐", "-").replace("‑", "-")
    return " ".join(plain.translate(_LETTERS).casefold().split())


_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i"})


@lru_cache(maxsize=100_000)
def body_key(name: str, country: str = "") -> str:
    """Return the normal form of a body's name: its words in one spelling, order left out.

    Parameters
    ----------
    name : str
        As written; country names and demonyms in it become the country's code.
    country : str
        Code of the country that the context gives, used where the name has none.

    Examples
    --------
    >>> body_key("Lithuanian Defence Ministry") == body_key("the Lithuanian Ministry of Defense")
    True
    >>> body_key("Ministry of Defence", "LT") == body_key("Lithuania's defence ministry")
    True
    >>> body_key("House of Lords") == body_key("House of Commons")
    False
    """
    codes, words = country_words(name)
    if country and not codes:
        codes = (country,)
    return " ".join([*sorted(set(codes)), *sorted(words)])


@lru_cache(maxsize=100_000)
def country_words(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split a name into the codes of the countries in it and its other words, singular.

    Examples
    --------
    >>> country_words("South Korea's Ministry of Foreign Affairs")
    (('KR',), ('ministry', 'foreign', 'affair'))
    """
    table = _country_forms()
    words = [fold(word) for word in _WORD.findall(_POSSESSIVE.sub("", name))]
    codes: list[str] = []
    rest: list[str] = []
    at = 0
    while at < len(words):
        for size in (4, 3, 2, 1):
            code = table.get(" ".join(words[at : at + size]))
            if code and at + size <= len(words):
                codes.append(code)
                at += size
                break
        else:
            if words[at] not in word_set("small_words"):
                rest.append(singular(words[at]))
            at += 1
    return tuple(codes), tuple(rest)


@lru_cache(maxsize=1)
def _country_forms() -> dict[str, str]:
    countries = load_countries()
    forms = {fold(form): code for form, code in countries.demonyms.items() if form != "US"}
    forms.update({fold(form): code for form, code in countries.names.items()})
    forms.pop("who", None)
    return forms


def singular(word: str) -> str:
    """Return a word without a plural ending, in its British spelling.

    Examples
    --------
    >>> [singular(word) for word in ("ministries", "affairs", "defense", "congress")]
    ['ministry', 'affair', 'defence', 'congress']
    """
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return _SPELLINGS.get(word, word)


def person_words(name: str) -> tuple[str, ...]:
    """Return the words of a person's name without honorifics, initials and endings like "III".

    "Jr" stays, at the first word: father and son are two.

    Examples
    --------
    >>> person_words("Dr. Arvydas J. Anušauskas III")
    ('arvydas', 'anusauskas')
    >>> person_words("Arvydas Anušauskas Jr.")
    ('arvydas-jr', 'anusauskas')
    """
    lexicon = load_lexicon()
    titles = lexicon.titles
    found = _WORD.findall(_POSSESSIVE.sub("", name))
    words = [fold(word).strip(".'") for word in found]
    first = 0
    while first + 1 < len(words):
        pair = " ".join(words[first : first + 2]) in titles
        dotted = found[first].endswith(".") and words[first] in lexicon.dotted
        if not (pair or dotted or words[first] in titles):
            break
        first += 2 if pair and first + 2 < len(words) else 1
    words = words[first:]
    kept = [w for w in words if len(w) > 1 and w not in ("jr", "sr", "ii", "iii", "iv")]
    if "jr" in words[1:] and kept:
        kept[0] += "-jr"
    return tuple(kept or words)


def n_words(name: str) -> int:
    """Return how many different words a name has: "Ana Ruiz Ruiz" is no fuller than "Ana Ruiz"."""
    return len(set(name.split()))


def initials(name: str) -> frozenset[str]:
    """Return the acronyms that a name may be written as, in capitals.

    Examples
    --------
    >>> sorted(initials("Plastics Makers' Association of Nigeria"))
    ['PMA', 'PMAN', 'PMAON']
    """
    words = [word for word in _WORD.findall(_POSSESSIVE.sub("", name)) if word[0].isalnum()]
    if words and words[0].lower() == "the":
        words = words[1:]
    large = [word for word in words if fold(word) not in word_set("small_words")]
    parts = [
        [piece for word in some for piece in re.split(r"[-‐‑]", word) if piece]
        for some in (large, words)
    ]
    found = {"".join(piece[0] for piece in some).upper() for some in parts}
    found.add("".join(word[0] for word in large).upper())
    if len(large) > 3:
        found.add("".join(word[0] for word in large[:-1]).upper())
    return frozenset(fold(acronym).upper() for acronym in found if len(acronym) > 1)
