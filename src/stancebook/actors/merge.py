"""Across articles: one actor for each person or body, whatever the order of the articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from ..tables import ACTORS, MENTIONS, UNRESOLVED, make_table
from .article import ENTITY_FIELDS, MENTION_FIELDS, ArticleMentions
from .lexicon import load_lexicon, word_set
from .names import body_key, fold, initials, person_words, singular


class ResolvedActors(NamedTuple):
    """The two tables of this room: :data:`~stancebook.tables.ACTORS` and ``MENTIONS``."""

    actors: pd.DataFrame
    mentions: pd.DataFrame


def merge_mentions(
    parts: Iterable[ArticleMentions], *, codebook: object | None = None
) -> ResolvedActors:
    """Put the entities of many articles together and give each mention its actor.

    Parameters
    ----------
    parts : iterable of ArticleMentions
        From :func:`stancebook.actors.mentions_of`, in any order.
    codebook : Codebook, optional
        All its actors are in the table, also those that no article mentions.

    Returns
    -------
    ResolvedActors
        ``actors`` by name, ``mentions`` by article and place (title first). The same for any
        order of the parts.
    """
    mentions: list[tuple] = []
    entities: list[tuple] = []
    for part in parts:
        mentions.extend(part.mentions)
        entities.extend(part.entities)
    records = [dict(zip(ENTITY_FIELDS, entity, strict=True)) for entity in entities]
    for record in records:  # forms come as an array where a file held them
        record["forms"] = list(record["forms"])
    keys = _join_keys(records)
    counts = Counter((mention[1], mention[7]) for mention in mentions)
    names = _actor_names(records, keys, counts)
    of_entity = {
        (record["article_id"], record["entity"]): names.get(key, UNRESOLVED)
        for record, key in zip(records, keys, strict=True)
    }
    mentions.sort(key=lambda mention: (mention[1], not mention[2], mention[3], -mention[4]))
    rows = pd.DataFrame(mentions, columns=list(MENTION_FIELDS))
    rows["actor"] = [of_entity.get((m[1], m[7]), UNRESOLVED) for m in mentions]
    table = make_table(rows, MENTIONS)
    return ResolvedActors(_actors(records, keys, names, table, codebook), table)


def _key(record: dict) -> tuple[str, str]:
    """Return what an entity is the same by, across articles."""
    if record["owner"]:
        return ("owner", record["owner"])
    if record["shape"] == "country":
        return ("country", record["country"])
    if record["shape"] == "person":
        words = max(
            (person_words(form) for form in record["forms"] or [record["name"]]),
            key=lambda w: (len(w), w),
        )
        return ("person" if len(words) > 1 else "surname", " ".join(words))
    if record["acronym"] and not any(" " in form for form in record["forms"]):
        return ("acronym", record["acronym"])
    if record["shape"] == "unknown":
        return ("other", fold(record["name"]))
    return ("body", body_key(record["name"], _context_country(record)))


def _context_country(record: dict) -> str:
    """Return the country that a general name ("Ministry of Defence") takes from its article."""
    lexicon = load_lexicon()
    words = [singular(word) for word in fold(record["name"]).replace("'s", "").split()]
    general = all(
        word in word_set("institutions")
        or word in lexicon.domains
        or word in lexicon.role_modifiers
        or word in ("of", "the", "and", "for", "affair", "representative", "state")
        for word in words
    )
    if general and any(word in word_set("institutions") for word in words):
        return record["country"] or record["home"]
    return ""


def _join_keys(records: list[dict]) -> list[tuple[str, str] | None]:
    """Return one key for each entity, None where it cannot be told which of several it is."""
    keys = [_key(record) for record in records]
    surnames: dict[str, set[tuple[str, str]]] = defaultdict(set)
    acronyms: dict[str, set[tuple[str, str]]] = defaultdict(set)
    spelled: dict[str, set[tuple[str, str]]] = defaultdict(set)
    names: dict[str, set[tuple[str, str]]] = defaultdict(set)
    coded: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for record, key in zip(records, keys, strict=True):
        if record["shape"] == "person" and (key[0] == "person" or record["owner"]):
            words = person_words(record["name"])
            for size in (1, 2):
                if len(words) > size:
                    surnames[" ".join(words[-size:])].add(key)
        elif record["shape"] == "body" and key[0] != "acronym":
            if record["acronym"]:
                acronyms[record["acronym"]].add(key)
            for acronym in initials(record["name"]):
                spelled[acronym].add(key)
        if key[0] == "body" and len(key[1].split(" ")[0]) == 2 and key[1][:2].isupper():
            coded[key[1][3:]].add(key)
        if key[0] not in ("other", "acronym"):
            for form in record["forms"]:
                names[fold(form)].add(key)
    joined: list[tuple[str, str] | None] = []
    for key in keys:
        if key[0] == "surname":
            known = surnames.get(key[1], set())
            joined.append(key if not known else next(iter(known)) if len(known) == 1 else None)
        elif key[0] == "acronym":
            known = acronyms.get(key[1]) or spelled.get(key[1], set())
            long = len(key[1]) > 2
            joined.append(next(iter(known)) if len(known) == 1 and long else key)
        elif key[0] == "body" and len(coded.get(key[1], ())) == 1:
            joined.append(next(iter(coded[key[1]])))
        elif key[0] == "other":
            known = names.get(key[1], set()) | surnames.get(key[1], set())
            joined.append(next(iter(known)) if len(known) == 1 else key)
        else:
            joined.append(key)
    return joined


def _actor_names(
    records: list[dict], keys: list[tuple[str, str] | None], counts: Counter
) -> dict[tuple[str, str], str]:
    """Return one unique name for each key: the fullest, most used, first in the alphabet."""
    forms: dict[tuple[str, str], Counter] = defaultdict(Counter)
    kinds: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for record, key in zip(records, keys, strict=True):
        if key is not None:
            forms[key][_shown(record)] += max(1, counts[record["article_id"], record["entity"]])
            kinds[key][record["type"] or "other"] += 1
    chosen: dict[tuple[str, str], str] = {}
    taken: set[str] = {UNRESOLVED}
    order = {
        "owner": 0,
        "country": 1,
        "person": 2,
        "body": 3,
        "acronym": 4,
        "surname": 5,
        "other": 6,
    }
    for key in sorted(forms, key=lambda key: (order[key[0]], key[1])):
        name = (
            key[1]
            if key[0] == "owner"
            else min(forms[key], key=lambda form: (-len(form.split()), -forms[key][form], form))
        )
        if name in taken:
            kind = min(kinds[key], key=lambda kind: (-kinds[key][kind], kind))
            name = f"{name} ({kind})" if f"{name} ({kind})" not in taken else f"{name} ({key[1]})"
        taken.add(name)
        chosen[key] = name
    return chosen


def _shown(record: dict) -> str:
    return " ".join(record["name"].removeprefix("the ").split())


def _actors(
    records: list[dict],
    keys: list[tuple[str, str] | None],
    names: dict[tuple[str, str], str],
    mentions: pd.DataFrame,
    codebook: object | None,
) -> pd.DataFrame:
    kinds: dict[str, Counter] = defaultdict(Counter)
    aliases: dict[str, set[str]] = defaultdict(set)
    for record, key in zip(records, keys, strict=True):
        if key is not None:
            kinds[names[key]][record["type"] or "other"] += 1
            aliases[names[key]].update(record["forms"])
    in_codebook: set[str] = set()
    types: dict[str, str] = {}
    for actor in getattr(codebook, "actors", ()) or ():
        in_codebook.add(actor.name)
        aliases[actor.name].update(actor.aliases or ())
        if getattr(actor, "type", ""):
            types[actor.name] = actor.type
    n_mentions = mentions["actor"].value_counts()
    n_articles = mentions.drop_duplicates(["actor", "article_id"])["actor"].value_counts()
    rows = [
        {
            "actor": name,
            "type": types.get(name)
            or min(
                kinds[name] or {"other": 1},
                key=lambda kind: (kind == "other", -kinds[name][kind], kind),
            ),
            "aliases": sorted({a for a in aliases[name] if a and a != name}),
            "in_codebook": name in in_codebook,
            "n_mentions": int(n_mentions.get(name, 0)),
            "n_articles": int(n_articles.get(name, 0)),
        }
        for name in sorted(aliases)
    ]
    return make_table(rows, ACTORS)
