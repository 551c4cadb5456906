"""The word lists of this room, from ``lexicons/``: titles, roles, bodies, groups, verbs."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Lexicon:
    """Word lists in the forms in which the finders ask for them; all words are lower case.

    ``dotted`` are titles only before a full stop; ``verbs`` are all verb forms that a subject of
    speech or of an act may stand before; ``long_bodies`` and ``long_international`` the names of
    more than one word.
    """

    titles: dict[str, str]
    dotted: frozenset[str]
    roles: frozenset[str]
    offices: frozenset[str]
    spokespeople: frozenset[str]
    role_gender: dict[str, str]
    role_modifiers: frozenset[str]
    domains: frozenset[str]
    body_types: dict[str, tuple[str, ...]]
    suffixes: frozenset[str]
    international: frozenset[str]
    agencies: frozenset[str]
    media: frozenset[str]
    things: frozenset[str]
    groups: frozenset[str]
    act_verbs: dict[str, str]
    speech_verbs: frozenset[str]
    verbs: frozenset[str]
    long_bodies: tuple[str, ...]
    long_international: tuple[str, ...]


@cache
def load_lexicon() -> Lexicon:
    """Read the word lists once per process.

    Examples
    --------
    >>> load_lexicon().role_gender["spokeswoman"]
    'f'
    >>> load_lexicon().act_verbs["ratified"]
    'ratify'
    """
    titles, roles, bodies, acts = (
        read_list(n) for n in ("titles", "roles", "roles_bodies", "acts")
    )
    body_types: dict[str, list[str]] = {}
    for kind in ("government", "agency", "party", "company", "ngo", "international"):
        for word in bodies[kind]:
            body_types.setdefault(str(word).lower(), []).append(kind)
    spokespeople = frozenset(roles["spokesperson"])
    speech = set(acts["speech_irregular"])
    for verb in acts["speech"]:
        speech.update(verb_forms(verb))
    forms = _act_verbs(acts)
    international = frozenset(str(name).lower() for name in bodies["international_names"])
    return Lexicon(
        titles={str(word).lower(): gender for gender in "fmn" for word in titles[gender]},
        dotted=frozenset(str(word).lower() for word in titles["dotted"]),
        roles=frozenset(roles["office"]) | frozenset(roles["member"]) | spokespeople,
        offices=frozenset(roles["office"]),
        spokespeople=spokespeople,
        role_gender={word: gender for gender in "fm" for word in roles[gender]},
        role_modifiers=frozenset(roles["modifiers"]),
        domains=frozenset(roles["domains"]),
        body_types={
            form: tuple(kinds)
            for word, kinds in body_types.items()
            for form in (word, _plain(word))
        },
        suffixes=frozenset(bodies["suffixes"]),
        international=international,
        agencies=frozenset(str(name).lower() for name in bodies["agency_names"]),
        media=frozenset(bodies["media"]),
        things=frozenset(bodies["not_bodies"]),
        groups=frozenset(read_list("roles_groups")),
        act_verbs=forms,
        speech_verbs=frozenset(speech),
        verbs=frozenset(speech) | frozenset(forms),
        long_bodies=tuple(sorted(word for word in body_types if " " in word)),
        long_international=tuple(sorted(name for name in international if " " in name)),
    )


def _plain(word: str) -> str:
    """Return a word without accents."""
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@cache
def word_set(name: str) -> frozenset[str]:
    """Return one closed class of words from ``lexicons/roles_words.yml``.

    Examples
    --------
    >>> "monday" in word_set("calendar")
    True
    """
    return frozenset(read_list("roles_words")[name])


@cache
def read_list(name: str) -> dict:
    """Read one file of ``lexicons/``."""
    import yaml

    path = files("stancebook").joinpath("lexicons", f"{name}.yml")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)


@cache
def given_names() -> dict[str, str]:
    """Return the gender (f, m) that a given name tells, in lower case and without accents.

    Examples
    --------
    >>> given_names()["marta"], given_names().get("kim", "")
    ('f', '')
    """
    path = files("stancebook").joinpath("lexicons", "given_names.tsv")
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: gender for name, gender in rows if gender != "gender"}


def verb_forms(verb: str) -> set[str]:
    """Return the regular forms of an English verb, the base form among them.

    Examples
    --------
    >>> sorted(verb_forms("veto"))
    ['veto', 'vetoed', 'vetoes', 'vetoing', 'vetos']
    >>> sorted(verb_forms("deny"))
    ['denied', 'denies', 'deny', 'denying']
    """
    if verb.endswith("e"):
        return {verb, verb + "s", verb + "d", verb[:-1] + "ing"}
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return {verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    forms = {verb, verb + "s", verb + "ed", verb + "ing"}
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        forms.add(verb + "es")
    return forms


def _act_verbs(acts: dict) -> dict[str, str]:
    forms: dict[str, str] = {}
    for kind, verbs in acts.items():
        if kind in ("irregular", "speech", "speech_irregular"):
            continue
        for verb in verbs:
            for form in verb_forms(verb) | set(acts["irregular"].get(verb, ())):
                forms.setdefault(form, verb)
    return forms
