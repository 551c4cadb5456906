"""The people and bodies of one article: made from names, found again by their shorter forms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .aliases import Aliases
from .countries import load_countries
from .lexicon import Lexicon, given_names, load_lexicon, word_set
from .names import body_key, country_words, fold, initials, n_words, person_words, singular
from .types import body_type, is_body_name

_NEAR = 40


@dataclass(slots=True)
class Entity:
    """One person or body of an article, as far as the article tells.

    ``bodies`` are numbers of the bodies that a person stands with; ``votes`` counts the pronouns
    (m, f) that plainly meant it; ``given`` is the gender that the given name lets expect;
    ``called`` holds the nouns in small letters that the text puts beside the name, with what stands
    before them; ``n_local`` counts the namings as a mere place; ``is_full`` says that a full name
    was read, ``is_sure`` that the tagger is sure of a person.
    """

    number: int
    shape: str
    type: str = ""
    owner: str = ""
    label: str = ""
    country: str = ""
    gender: str = ""
    given: str = ""
    acronym: str = ""
    forms: Counter = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    votes: Counter = field(default_factory=Counter)
    called: set[str] = field(default_factory=set)
    bodies: list[int] = field(default_factory=list)
    place: int = -1
    is_full: bool = False
    is_agent: bool = False
    n_local: int = 0
    is_sure: bool = False

    @property
    def is_told(self) -> bool:
        """Whether more than a known first name tells that this is a person."""
        return self.is_sure or bool(self.roles or self.gender or self.votes or self.owner)

    @property
    def is_plainly_person(self) -> bool:
        """Whether more than two capitals tell that this is a person."""
        return self.is_told or bool(self.given)

    @property
    def name(self) -> str:
        """The one name within the article: the codebook's, else the fullest and commonest."""
        if self.owner or self.label or not self.forms:
            return self.owner or self.label or self.acronym
        return min(self.forms, key=lambda form: (-n_words(form), -self.forms[form], form))


class Entities:
    """All entities of one article, with the tables that find them by any form of their names.

    Parameters
    ----------
    aliases : Aliases
        The codebook's names.
    source : str
        The outlet, for "this newspaper" and the editorial "we".

    Attributes
    ----------
    lead : int
        Number of the person who acts first in the opening of the text, -1 where nobody does.
    places : set of str
        Single names that stand as places somewhere in the article.
    """

    def __init__(self, aliases: Aliases, source: str = "") -> None:
        self.aliases = aliases
        self.source = source
        self.lexicon: Lexicon = load_lexicon()
        self.all: list[Entity] = []
        self._owners: dict[str, int] = {}
        self._countries: dict[str, int] = {}
        self._people: dict[tuple[str, ...], int] = {}
        self._by_word: dict[str, list[int]] = {}
        self._bodies: dict[str, int] = {}
        self._body_words: dict[str, list[int]] = {}
        self._acronyms: dict[str, int] = {}
        self._weights: Counter = Counter()
        self.lead = -1
        self.places: set[str] = set()

    def _new(self, shape: str, **more: object) -> Entity:
        entity = Entity(len(self.all), shape, **more)
        self.all.append(entity)
        return entity

    # -- by the codebook, the country, the outlet -----------------------------------------------

    def owner(self, owner: str) -> Entity:
        """Return the entity of an actor of the codebook."""
        if owner not in self._owners:
            kind = self.aliases.types.get(owner) or ""
            if not kind and is_body_name(owner, self.lexicon):
                kind = body_type(owner, self.lexicon)
            shape = "person" if kind == "person" else "body"
            given = _given_gender(person_words(owner)) if kind == "person" else ""
            entity = self._new(shape, owner=owner, type=kind, is_full=True, given=given)
            entity.forms[owner] += 1
            entity.roles |= self.aliases.roles.get(owner, frozenset())
            self._owners[owner] = entity.number
            for form in (owner, *self.aliases.forms.get(owner, ())):
                self._index(entity, form)
        return self.all[self._owners[owner]]

    def country(self, code: str) -> Entity:
        """Return the entity of a country as an actor: its government."""
        if code not in self._countries:
            owner = self.aliases.countries.get(code, "")
            if owner:
                entity = self.owner(owner)
            else:
                kind = "international" if code in ("EU", "UN") else "government"
                name = load_countries().display.get(code, code)
                entity = self._new("country", type=kind, label=name, is_full=True)
                entity.forms[name] += 1
            entity.country = code
            self._countries[code] = entity.number
        return self.all[self._countries[code]]

    def outlet(self) -> Entity | None:
        """Return the outlet as an actor; the body that it names, for a press release."""
        plain = self.source.split(" (")[0].strip()
        if not plain:
            return None
        for owner in sorted(self.aliases.types, key=lambda name: (-len(name), name)):
            if fold(owner) in fold(plain):
                return self.owner(owner)
        for known in self.all:
            longer = known.name.count(" ") and fold(plain).startswith(fold(known.name))
            if longer and known.shape in ("body", "unknown"):
                return known
        entity = self.body(plain)
        entity.label = self.source
        entity.forms[plain] += 0 if entity.owner else 1
        return entity

    # -- by name --------------------------------------------------------------------------------

    def _index(self, entity: Entity, name: str) -> None:
        if entity.shape == "person":
            words = person_words(name)
            self._people.setdefault(words, entity.number)
            table, keys = self._by_word, set(words)
        else:
            codes, rest = country_words(name)
            entity.country = entity.country or (codes[0] if codes else "")
            self._bodies.setdefault(body_key(name), entity.number)
            for acronym in initials(name):
                self._acronyms.setdefault(acronym, entity.number)
            table, keys = self._body_words, set(rest)
        entity.words |= keys
        for word in keys:
            known = table.setdefault(word, [])
            if entity.number not in known[-_NEAR:]:
                known.append(entity.number)

    def person(self, name: str, *, titles: tuple[str, ...] = ()) -> Entity | None:
        """Return the person of a name, a new one where unknown, None where it cannot be told."""
        words = person_words(name)
        if not words:
            return None
        if words in self._people:
            return self.all[self._people[words]]
        known = [self.all[n] for n in self._by_word.get(words[-1], ())[-_NEAR:]]
        if len(words) > 1:
            fits = [entity for entity in known if _same_person(words, entity)]
        else:
            fits = self._of_surname(words, known, titles)
            if len(fits) > 1:
                return None
        if len(fits) == 1:
            self._index(fits[0], name) if len(words) > 1 else None
            return fits[0]
        given = _given_gender(words)
        entity = self._new("person", type="person", is_full=len(words) > 1, given=given)
        self._index(entity, name)
        return entity

    def make_body(self, entity: Entity, head: str) -> None:
        """Turn what was taken for a person into a body of the kind that a description tells."""
        entity.shape = "body"
        entity.type = self.lexicon.body_types.get(head, ("other",))[0]
        for form in list(entity.forms):
            self._index(entity, form)

    def _of_surname(
        self, words: tuple[str, ...], known: list[Entity], titles: tuple[str, ...]
    ) -> list[Entity]:
        gender = self.gender(titles)
        fits = [e for e in known if not gender or (e.gender or e.given) in ("", gender)]
        fits = [e for e in fits if any(w[-1:] == words for w in _names(e))] or fits
        if len(fits) > 1:
            fits = [e for e in fits if e.roles & set(titles)] or fits
        return fits

    def body(self, name: str, *, country: str = "", kind: str = "") -> Entity:
        """Return the body of a name, a new one (of this kind, where no word tells) if unknown."""
        key = body_key(name)
        if key in self._bodies:
            return self.all[self._bodies[key]]
        codes, words = country_words(name)
        if codes and set(words) <= word_set("governments"):
            return self.country(codes[0])
        fits = self._containing(words, codes)
        if len(fits) == 1:
            self._bodies[key] = fits[0].number
            if codes and not fits[0].country:
                fits[0].country = codes[0]
            return fits[0]
        entity = self._new("body", type=body_type(name, self.lexicon), is_full=True)
        entity.country = country
        if kind and entity.type == "other":
            entity.type = kind
        self._index(entity, name)
        return entity

    def _containing(self, words: tuple[str, ...], codes: tuple[str, ...]) -> list[Entity]:
        """Return the bodies whose names hold all these words (and more)."""
        wanted = set(words)
        if not wanted or (len(wanted) == 1 and words[0] in self.lexicon.body_types):
            return []
        rare = min(wanted, key=lambda word: (len(self._body_words.get(word, ())), word))
        near = [self.all[n] for n in self._body_words.get(rare, ())[-_NEAR:]]
        return [
            e
            for e in near
            if wanted <= e.words
            and not (len(wanted) > 1 and _is_owner(words, e))
            and not (len(wanted) == 1 and "administration" in e.words - wanted)
            and not (codes and e.country and e.country not in codes)
        ]

    def short(self, name: str) -> Entity | None:
        """Return what a short name stands for among those named in full."""
        words = person_words(name)
        if not words:
            return None
        if words in self._people:
            return self.all[self._people[words]]
        known = [self.all[n] for n in self._by_word.get(words[-1], ())[-_NEAR:]]
        if len(words) == 1:
            last = [e for e in known if any(w[-1:] == words for w in _names(e))]
            if last or len(known) == 1:
                fits = last or known
                return fits[0] if len(fits) == 1 else None
        codes, rest = country_words(name)
        bodies = self._containing(rest, codes)
        if len(bodies) != 1 and self._is_outlet(name):
            return self.outlet()
        return bodies[0] if len(bodies) == 1 else None

    def _is_outlet(self, name: str) -> bool:
        """Tell whether a name is the end of the outlet's own: "Herald-Star"."""
        return bool(self.source) and f" {fold(self.source)}".endswith(f" {fold(name)}")

    def bearing(self, name: str) -> list[Entity]:
        """Return the people of the article who bear a single name."""
        words = person_words(name)
        return [self.all[n] for n in self._by_word.get(words[0], ())] if len(words) == 1 else []

    def ambiguous(self, name: str) -> bool:
        """Tell whether several people of the article bear a single name."""
        return len(self.bearing(name)) > 1

    def unknown(self, name: str) -> Entity:
        """Return the entity of a name of no known kind, the same for the same name."""
        key = f"? {fold(name)}"
        if key not in self._bodies:
            entity = self.outlet() if self._is_outlet(name) else None
            if entity is None:
                entity = self._new("unknown", type="other")
                if " " in name:
                    self._index(entity, name)
            self._bodies[key] = entity.number
        return self.all[self._bodies[key]]

    def acronym(self, name: str) -> Entity:
        """Return the body of an acronym: the one introduced with it, or whose initials it is."""
        plain = fold(name).replace(".", "").upper()
        if plain not in self._acronyms:
            person = self.short(name)
            if person is not None and person.shape == "person":
                return person
            kind = body_type(name, self.lexicon)
            entity = self._new("body", type=kind, acronym=plain)
            self._acronyms[plain] = entity.number
            self._bodies.setdefault(body_key(name), entity.number)
        return self.all[self._acronyms[plain]]

    def introduce_acronym(self, entity: Entity, name: str) -> None:
        """Bind an acronym to the body that it stands in brackets behind."""
        plain = fold(name).replace(".", "").upper()
        entity.acronym = entity.acronym or plain
        self._acronyms[plain] = entity.number

    def known(self, name: str) -> str:
        """Return the shape of a name that the article has already used, empty where none.

        Case and order of words do not matter, so that headlines in Title Case find their names.
        """
        words = person_words(name)
        if words in self._people:
            return "person"
        if len(words) == 1 and words[0] not in self.lexicon.body_types:
            entity = self.short(name)
            return "" if entity is None else ("person" if entity.shape == "person" else "unknown")
        return "body" if len(words) > 1 and body_key(name) in self._bodies else ""

    # -- evidence -------------------------------------------------------------------------------

    def gender(self, titles: tuple[str, ...]) -> str:
        """Return the gender that titles tell (m, f), empty where none does."""
        for word in titles:
            gender = self.lexicon.titles.get(word) or self.lexicon.role_gender.get(word, "")
            if gender in ("f", "m"):
                return gender
        return ""

    def learn(self, entity: Entity, titles: tuple[str, ...]) -> None:
        """Take over what titles tell: roles, gender."""
        entity.gender = entity.gender or self.gender(titles)
        entity.roles.update(titles)

    def weigh_country(self, code: str, weight: float) -> None:
        """Count a naming of a country, to know which one the article is about."""
        self._weights[code] += weight

    @property
    def home(self) -> str:
        """Code of the country the article is mostly about, empty where none stands out."""
        ranked = sorted(
            ((n, c) for c, n in self._weights.items() if c not in ("EU", "UN")),
            key=lambda pair: (-pair[0], pair[1]),
        )
        if not ranked or (len(ranked) > 1 and ranked[0][0] < 1.5 * ranked[1][0]):
            return ""
        return ranked[0][1]


def _is_owner(words: tuple[str, ...], entity: Entity) -> bool:
    """Tell whether words are the body that another is of: "Council of | Norton University"."""
    _, _, owner = entity.name.partition(" of ")
    return tuple(country_words(owner)[1]) == words and any(map(is_general, words))


def _names(entity: Entity) -> list[tuple[str, ...]]:
    return [person_words(form) for form in entity.forms] or [tuple(sorted(entity.words))]


def _same_person(words: tuple[str, ...], entity: Entity) -> bool:
    for known in _names(entity):
        shorter, longer = sorted((words, known), key=len)
        if shorter and longer[-len(shorter) :] == shorter:
            return True
        if len(shorter) > 1 and longer[0] == shorter[0] and longer[-1] == shorter[-1]:
            return True
    return False


def is_general(word: str) -> bool:
    """Tell whether a word heads the names of many bodies: "ministry", "union"."""
    return singular(word) in load_lexicon().body_types


def _given_gender(words: tuple[str, ...]) -> str:
    """Return the gender that the first of a person's names tells, empty where none does."""
    return given_names().get(words[0].split("-")[0], "") if len(words) > 1 else ""
