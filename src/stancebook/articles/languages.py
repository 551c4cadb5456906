"""The language of an article: as its file says, else recognised from the words."""

from __future__ import annotations

from functools import cache, lru_cache

from .lexicons import read_lexicon

ENOUGH = 40
"""Characters below which no language is told: two words may be any language."""

_SAMPLE = 300

BEGINNING = 2 * _SAMPLE
"""Characters in which most articles show that they are English."""

MOST_LOOKED_AT = 10 * _SAMPLE
"""Characters of an article that are looked at."""

_LOOKED_AT = ((BEGINNING, 1), (MOST_LOOKED_AT, 3))

_LOOK_ALIKE = {
    "pcm": frozenset({"di", "dey", "wey", "na", "dem", "sey", "sabi"}),
    "bcl": frozenset({"kan", "mga", "sa", "nin", "asin", "si"}),
}
"""Languages for which short English texts full of names are taken (Nigerian Pidgin, Bikol), with
words that few of their texts are without."""

_ENGLISH = (b" of ", b" and ", b" to ", b" that ", b" for ", b" was ", b" with ", b" said ")


@lru_cache(maxsize=10_000)
def language_code(said: str) -> str:
    """Return the ISO 639-1 code that a file's own words mean, empty where unknown.

    Examples
    --------
    >>> language_code("English"), language_code("en-GB"), language_code("deu"), language_code("?")
    ('en', 'en', 'de', '')
    """
    name = said.strip().casefold()
    code = name.replace("_", "-").split("-")[0]
    known = _codes()
    if code in known.values():
        return code
    return known.get(code) or known.get(name) or known.get(name.split(",")[0].split(";")[0]) or ""


@cache
def _codes() -> dict[str, str]:
    return {name: code for code, name in read_lexicon("languages.tsv")}


def recognise_language(text: str) -> str:
    """Recognise the language of a text, empty where it is too short to tell.

    Parameters
    ----------
    text : str
        Its beginning is looked at; plain English is told by its function words, everything else
        by py3langid, which is two hundred times slower.

    Returns
    -------
    str
        ISO 639-1 code.

    References
    ----------
    .. [1] Lui, M. & Baldwin, T. (2012). langid.py: an off-the-shelf language identification tool.

    Examples
    --------
    >>> recognise_language("The minister said that the country would not join the convention.")
    'en'
    >>> recognise_language("Deputy mayor Ana Ruiz agreed, Ivo Brand not.")
    'en'
    >>> recognise_language("No.")
    ''
    """
    if any(
        is_plainly_english(text[:length].encode("utf-8", "replace"), times=times)
        for length, times in _LOOKED_AT
    ):
        return "en"
    sample = text[:BEGINNING].strip()[:_SAMPLE]
    if len(sample) < ENOUGH or not any(character.isalpha() for character in sample):
        return ""
    from py3langid.langid import classify

    code = classify(sample)[0]
    own = _LOOK_ALIKE.get(code)
    return "en" if own and own.isdisjoint(sample.casefold().split()) else code


def is_plainly_english(
    words: bytes, start: int = 0, end: int | None = None, times: int = 1
) -> bool:
    """Tell plain English: no other language has "the" twice and such company in so few words.

    Parameters
    ----------
    words : bytes
        In UTF-8.
    start, end : int
        Where in them the beginning of an article stands.
    times : int
        How often the words must stand there, for longer beginnings.
    """
    place = start
    for _ in range(2 * times):
        found = words.find(b" the ", place, end)
        if found < 0:
            return False
        place = found + len(b" the ")
    company = 0
    for word in _ENGLISH:
        company += words.count(word, start, end)
        if company >= 4 * times:
            return True
    return False
