"""Across articles: one actor for each person or body, whatever the order of the articles.

What is held of a corpus is its names, each once with its counts: mentions pass through.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from ..tables import ACTORS, MENTIONS, UNRESOLVED, make_table
from .article import ENTITY_FIELDS, MENTION_FIELDS, ArticleMentions, join_parts
from .lexicon import given_names, load_lexicon, word_set
from .names import body_key, fold, initials, n_words, person_words, singular

Key = tuple[str, str]
"""What an entity is the same by across articles: what kind of name, and the name."""


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
    whole = join_parts(parts)
    merging = ActorMerge()
    merging.add(whole)
    merging.settle()
    table = merging.resolve(whole)
    return ResolvedActors(merging.actors(codebook), table)


class ActorMerge:
    """Joins the names of a corpus, part by part: add all, settle once, then resolve each.

    Examples
    --------
    >>> from stancebook.actors import mentions_of
    >>> texts = ["Senator Ana Ruiz spoke.", "Ms Ruiz left."]
    >>> parts = [mentions_of({"article_id": str(n), "text": text}) for n, text in enumerate(texts)]
    >>> merging = ActorMerge()
    >>> for part in parts:
    ...     merging.add(part)
    >>> merging.settle()
    >>> [merging.resolve(part)["actor"].tolist() for part in parts]
    [['Ana Ruiz'], ['Ana Ruiz']]
    """

    def __init__(self) -> None:
        self._names = _Names()
        self._shown: dict[Key, Counter] = defaultdict(Counter)
        self._kinds: dict[Key, Counter] = defaultdict(Counter)
        self._forms: dict[Key, set[str]] = defaultdict(set)
        self._joined: dict[Key, Key | None] = {}
        self._actor_of: dict[Key, str] = {}
        self._n_mentions: Counter = Counter()
        self._n_articles: Counter = Counter()

    def add(self, part: ArticleMentions) -> None:
        """Take in the names of some articles."""
        counts = Counter((mention[1], mention[7]) for mention in part.mentions)
        for record in _records(part):
            key = _key(record)
            self._names.add(record, key)
            seen = counts[record["article_id"], record["entity"]]
            self._shown[key][_shown(record)] += max(1, seen)
            self._kinds[key][record["type"] or "other"] += 1
            self._forms[key].update(record["forms"])

    def settle(self) -> None:
        """Join the names and choose the one of each actor."""
        sizes = Counter({key: counts.total() for key, counts in self._shown.items()})
        joined = {key: self._names.join(key, sizes) for key in self._shown}
        self._joined = {key: _end_of(key, joined) for key in joined}
        shown, kinds = _summed(self._shown, self._joined), _summed(self._kinds, self._joined)
        self._actor_of = _actor_names(shown, kinds)

    def resolve(self, part: ArticleMentions) -> pd.DataFrame:
        """Return the table ``mentions`` of some articles, and count them for the actors.

        Every part that was added is resolved once.
        """
        of_entity = {
            (record["article_id"], record["entity"]): self._actor(_key(record))
            for record in _records(part)
        }
        ordered = sorted(part.mentions, key=lambda m: (m[1], not m[2], m[3], -m[4]))
        rows = pd.DataFrame(ordered, columns=list(MENTION_FIELDS))
        rows["actor"] = [of_entity.get((m[1], m[7]), UNRESOLVED) for m in ordered]
        table = make_table(rows, MENTIONS)
        self._n_mentions.update(table["actor"])
        self._n_articles.update(table.drop_duplicates(["actor", "article_id"])["actor"])
        return table

    def _actor(self, key: Key) -> str:
        return self._actor_of.get(self._joined[key], UNRESOLVED)

    def actors(self, codebook: object | None) -> pd.DataFrame:
        """Return the table ``actors`` of all parts, which must have been resolved."""
        kinds: dict[str, Counter] = defaultdict(Counter)
        aliases: dict[str, set[str]] = defaultdict(set)
        for key, joined in self._joined.items():
            if joined is not None:
                kinds[self._actor_of[joined]].update(_told_kinds(self._kinds[key], key, joined))
                aliases[self._actor_of[joined]].update(self._forms[key])
        in_codebook: set[str] = set()
        types: dict[str, str] = {}
        for actor in getattr(codebook, "actors", ()) or ():
            in_codebook.add(actor.name)
            aliases[actor.name].update(actor.aliases or ())
            if getattr(actor, "type", ""):
                types[actor.name] = actor.type
        rows = [
            {
                "actor": name,
                "type": types.get(name) or _likeliest(kinds[name] or Counter(other=1)),
                "aliases": sorted({a for a in aliases[name] if a and a != name}),
                "in_codebook": name in in_codebook,
                "n_mentions": self._n_mentions[name],
                "n_articles": self._n_articles[name],
            }
            for name in sorted(aliases)
        ]
        return make_table(rows, ACTORS)


def _end_of(key: Key, joined: dict[Key, Key | None]) -> Key | None:
    """Return the last of the names that a name is joined to one after the other.

    Where they go in a circle it is the first of them in the alphabet.

    Examples
    --------
    >>> _end_of("a", {"a": "b", "b": "c", "c": "c"}), _end_of("b", {"a": "b", "b": "a"})
    ('c', 'a')
    """
    seen = [key]
    while (then := joined.get(key, key)) is not None and then not in seen:
        seen.append(then)
        key = then
    return None if then is None else min(seen[seen.index(then) :])


def _told_kinds(kinds: Counter, key: Key, joined: Key) -> Counter:
    """Return how often each type was told: what is a body's was no person's, and the reverse."""
    if joined[0] == "body" and key[0] == "person":
        return Counter({kind: n for kind, n in kinds.items() if kind != "person"})
    return Counter() if joined[0] == "person" and key[0] == "body" else kinds


def _likeliest(kinds: Counter) -> str:
    return min(kinds, key=lambda kind: (kind == "other", -kinds[kind], kind))


def _summed(counts: dict[Key, Counter], joined: dict[Key, Key | None]) -> dict[Key, Counter]:
    """Add up the counts of the names that are one."""
    summed: dict[Key, Counter] = defaultdict(Counter)
    for key, counter in counts.items():
        if joined[key] is not None:
            summed[joined[key]].update(counter)
    return summed


def _records(part: ArticleMentions) -> Iterable[dict]:
    for entity in part.entities:
        record = dict(zip(ENTITY_FIELDS, entity, strict=True))
        record["forms"] = list(record["forms"])  # an array where a file held them
        yield record


_USUAL = {"congress": "US", "department state": "US", "department homeland security": "US"}
_OTHER_CONGRESSES = frozenset(("AR", "BR", "CL", "CO", "EC", "HN", "MX", "PE", "PH", "PY", "VE"))
_DOMINANT = 8


def _key(record: dict) -> Key:
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
        if len(words) < 2:
            return ("surname", " ".join(words))
        return ("person", " ".join(dict.fromkeys(words)).replace("-", " "))
    if record["acronym"] and not any(" " in form for form in record["forms"]):
        return ("acronym", record["acronym"])
    if record["shape"] == "unknown":
        return ("other", fold(record["name"]))
    return ("body", body_key(record["name"], _context_country(record)))


def _context_country(record: dict) -> str:
    """Return the country that a general name ("Ministry of Defence") takes from its article."""
    lexicon = load_lexicon()
    usual = _USUAL.get(body_key(record["name"]))
    if usual and record["home"] not in _OTHER_CONGRESSES:
        return usual
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


class _Names:
    """Whom surnames, acronyms and short forms may mean, in the whole corpus."""

    def __init__(self) -> None:
        self.surnames: dict[str, set[Key]] = defaultdict(set)
        self.acronyms: dict[str, set[Key]] = defaultdict(set)
        self.spelled: dict[str, set[Key]] = defaultdict(set)
        self.names: dict[str, set[Key]] = defaultdict(set)
        self.coded: dict[str, set[Key]] = defaultdict(set)
        self.people: set[Key] = set()
        self.told: set[Key] = set()
        self.as_bodies: dict[str, set[Key]] = defaultdict(set)
        self.endings: dict[str, set[Key]] = defaultdict(set)
        self.openings: dict[str, set[Key]] = defaultdict(set)
        self.parties: dict[str, set[Key]] = defaultdict(set)

    def add(self, record: dict, key: Key) -> None:
        """Note by what short names an entity may be called."""
        if key[0] == "person" and record["type"] == "person":
            self.people.add(key)
            self.told.update([key] if record["is_told"] else ())
            self.as_bodies[body_key(record["name"])].add(key)
        if record["shape"] == "person" and (key[0] == "person" or record["owner"]):
            words = person_words(record["name"])
            for size in (1, 2):
                if len(words) > size:
                    self.surnames[" ".join(words[-size:])].add(key)
            for part in words[-1].split("-")[:-1] if len(words) > 1 else ():
                self.surnames[part].add(key)
            if "-" in words[-1]:
                self.surnames[words[-1].split("-")[-1]].add(key)
            if len(words) > 1 and words[0] in word_set("family_first"):
                self.surnames[words[0]].add(key)
        elif record["shape"] == "body" and key[0] != "acronym":
            if record["acronym"]:
                self.acronyms[record["acronym"]].add(key)
            for acronym in initials(record["name"]):
                self.spelled[acronym].add(key)
        if key[0] == "body" and _starts_with_code(key[1]):
            self.coded[key[1][3:]].add(key)
        if key[0] == "body" and not _starts_with_code(key[1]):
            words = record["name"].removeprefix("the ").split()
            for at in range(1, len(words) - 1):
                if "of" in words[at - 1 : at + 1]:
                    continue  # "Council of | Norton University"
                self.endings[body_key(" ".join(words[at:]))].add(key)
        if key[0] == "body" and record["type"] == "ngo":
            short, _, place = record["name"].removeprefix("the ").partition(" of ")
            if place and " " in short:
                self.openings[body_key(short)].add(key)  # "Bar Association | of Halden"
        if key[0] == "body" and record["type"] == "party":
            self.parties[" ".join(w for w in key[1].split(" ") if w != "party")].add(key)
        if key[0] not in ("other", "acronym"):
            for form in record["forms"]:
                self.names[fold(form)].add(key)

    def join(self, key: Key, sizes: Counter) -> Key | None:
        """Return the key of the actor, None where it cannot be told which of several it is.

        Of several people the one named far more often than all others is meant by a surname.
        """
        kind, name = key
        if kind == "surname":
            known = self.surnames.get(name, set())
            return key if not known else _only(known, sizes)
        if kind == "person" and key not in self.told:  # at most a known first name says so
            bodies = {known for known in self.names.get(name, set()) if known[0] == "body"}
            if len(bodies) == 1:
                return _only(bodies)
        if kind == "person" and _is_bare_surname(name):
            return _only(self.surnames.get(name, set())) or key
        if kind == "acronym":
            known = self.acronyms.get(name) or self.spelled.get(name, set())
            return _only(known) or key if len(name) > 2 else key
        if kind == "body":
            person = _only(self.as_bodies.get(name, set()) & self.told)
            if person is not None and sizes[person] > sizes[key]:
                return person  # one article alone took the name for a body's
            parties = self.parties.get(name, set()) - {key}
            bearer = None if " " in name else _only(self.surnames.get(name, set()), sizes)
            if bearer is not None and sizes[key] >= _DOMINANT * sizes[bearer]:
                bearer = None  # a body named often is nobody's surname
            longer = self.endings.get(name, set()) if " " in name else set()
            return (
                _only(self.coded.get(name, set()))
                or (_only(parties) if key in self.parties.get(name, ()) else None)
                or bearer
                or (_only(longer) if _is_local(name) else None)
                or _only(self.openings.get(name, set()))
                or key
            )
        if kind == "other":
            known = self.names.get(name, set()) | self.surnames.get(name, set())
            if self.surnames.get(name):
                known.discard(("surname", name))
            return _only(known, sizes) if known else key
        return key


def _starts_with_code(key: str) -> bool:
    return len(key.split(" ")[0]) == 2 and key[:2].isupper()


def _is_local(name: str) -> bool:
    """Tell whether a body's name is one that many places have: "Chamber of Commerce"."""
    return bool(word_set("local_names").intersection(name.split(" ")))


def _only(keys: set[Key], sizes: Counter | None = None) -> Key | None:
    """Return the only key, or the one that is named many times as often as all others."""
    if len(keys) < 2 or sizes is None:
        return next(iter(keys)) if len(keys) == 1 else None
    first, second = sorted(keys, key=lambda key: (-sizes[key], key))[:2]
    return first if sizes[first] >= _DOMINANT * max(1, sizes[second]) else None


def _is_bare_surname(words: str) -> bool:
    """Tell whether two words may both be surnames: "Cáceres Monti", but not "Ana Monti"."""
    return words.count(" ") == 1 and words.split(" ")[0] not in given_names()


def _actor_names(forms: dict[Key, Counter], kinds: dict[Key, Counter]) -> dict[Key, str]:
    """Return one unique name for each key: the fullest, most used, first in the alphabet."""
    chosen: dict[Key, str] = {}
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
            else min(forms[key], key=lambda form: _rank(form, forms[key][form]))
        )
        if name in taken:
            kind = min(kinds[key], key=lambda kind: (-kinds[key][kind], kind))
            name = f"{name} ({kind})" if f"{name} ({kind})" not in taken else f"{name} ({key[1]})"
        taken.add(name)
        chosen[key] = name
    return chosen


def _rank(form: str, n: int) -> tuple:
    """Return how far back a name stands: an outlet's label ("Roots (press release)") last."""
    return (form.endswith(")"), -n_words(form), -n, form)


def _shown(record: dict) -> str:
    return " ".join(record["name"].removeprefix("the ").split())
