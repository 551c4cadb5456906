"""Walk once through a text and say for each place which entity it means."""

from __future__ import annotations

from .countries import load_countries
from .descriptions import POSSESSIVES
from .entities import Entities, Entity
from .found import Found
from .lexicon import load_lexicon, word_set
from .names import singular
from .nobodies import is_rule, is_settlement, opens_name
from .offices import bodies_beside
from .parties import is_party
from .places import is_home, is_inside, is_placed
from .pointing import held_bodies
from .quoting import speaker_of_quotation, teller_before
from .resolve import Memory
from .types import noun_type
from .words import Reading

_DOMINANT = 4
_NAMED_BODIES = ("body", "country", "unknown")

Place = tuple[Found, Entity | None]


class Walk:
    """One pass through the places of a text, in order.

    Parameters
    ----------
    found : list of Found
        All places of the text, by start, longer ones first.
    reading : Reading
        The text.
    entities : Entities
        The entities of the article; full names are in it already.
    """

    def __init__(self, found: list[Found], reading: Reading, entities: Entities) -> None:
        self.found = found
        self.reading = reading
        self.tokens = reading.tokens
        self.entities = entities
        self.memory = Memory(entities, reading)
        self.lexicon = load_lexicon()
        self._named: dict[int, Entity | None] = {}
        self._spoken: dict[int, Entity | None] = {}
        entities.places.update(
            one.name
            for one in found
            if one.shape == "unknown" and (is_placed(reading, one) or is_home(reading, one))
        )

    def places(self) -> list[Place]:
        """Return each place with its entity, None where it cannot be told."""
        places: list[Place] = []
        for index, one in enumerate(self.found):
            entity = self._entity(index)
            self._named[one.first] = entity
            if one.shape != "crowd":
                places.append((one, entity))
            group = entity is None and one.weak and one.subject
            if entity is not None or group:
                self.memory.note(one, entity)
            if entity is not None and one.shape == "person":
                self._join_bodies(index, entity)
        return places

    def _entity(self, index: int) -> Entity | None:
        one = self.found[index]
        if one.shape in ("role", "bodyword"):
            return self._description(index)
        if one.shape == "pronoun":
            return self._pronoun(index)
        return self._name(one)

    def _name(self, one: Found) -> Entity | None:
        """Return the entity of a name (None for things and for what cannot be told)."""
        entities = self.entities
        if one.owner and one.owner != "generic":
            entity = entities.owner(one.owner)
            entities.learn(entity, one.titles)
            return entity
        if one.shape == "person":
            return self._person(one)
        if one.shape in ("country", "capital", "demonym"):
            return entities.country(one.country)
        if one.shape == "body" and one.acronym:
            entity = entities.acronym(one.name)
            entity.forms[one.name] += 1
            return entity
        if one.shape == "body":
            return entities.body(one.name, country=one.country, kind=one.kind)
        if one.shape == "unknown":
            return self._unknown(one)
        if one.shape == "thing" and one.last - one.first > 1 and not one.local:
            entity = entities.short(one.name)
            return entity if entity is not None and entity.shape == "body" else None
        return entities.outlet() if one.shape == "outlet" else None

    def _person(self, one: Found) -> Entity | None:
        plain = not one.titles and " " in one.name
        body = self.entities.short(one.name) if plain else None
        if body is not None and body.shape == "body":
            body.forms[one.name] += 1
            return body
        entity = self.entities.person(one.name, titles=one.titles)
        if entity is not None:
            entity.forms[one.name] += " " not in one.name
            entity.is_sure = entity.is_sure or one.is_sure
            self.entities.learn(entity, one.titles)
        return entity

    def _unknown(self, one: Found) -> Entity | None:
        entity = self.entities.short(one.name) or self._dominant(one.name)
        if entity is not None and one.name in self.entities.places and opens_name(one.name, entity):
            entity = None  # "in Norton" is not Norton Mums Matter
        if entity is not None and entity.shape == "body" and one.local and not one.agent:
            return None  # "in Watertown" is not the police of Watertown
        if entity is None:
            idle = (one.weak or one.local) and not one.agent
            idle = idle or is_home(self.reading, one) or is_inside(self.reading, one)
            if idle or self.entities.ambiguous(one.name):
                return None
            entity = self.entities.unknown(one.name)
        entity.forms[one.name] += 1
        entity.n_local += one.local
        return entity

    def _dominant(self, name: str) -> Entity | None:
        """Return the one of several people of a surname whom the article is about, if plain."""
        counts = sorted(
            ((self.memory.counts[e.number], e.number) for e in self.entities.bearing(name)),
            reverse=True,
        )
        plain = len(counts) > 1 and counts[0][0] >= _DOMINANT * max(1, counts[1][0])
        return self.entities.all[counts[0][1]] if plain else None

    def _join_bodies(self, index: int, person: Entity) -> None:
        for other in bodies_beside(self.reading, self.found, index):
            body = self._name(other)
            if body is not None and body.shape != "person" and body.number not in person.bodies:
                person.bodies.append(body.number)

    # -- descriptions ---------------------------------------------------------------------------

    def _description(self, index: int) -> Entity | None:
        """Resolve a description: by the name beside it, by its owner, by looking back."""
        one = self.found[index]
        if is_settlement(one):
            return None
        beside = self._beside(index)
        if beside is not None and (one.shape == "role" or beside.shape != "person"):
            self._learn(one, beside)
            return beside
        if one.determiner in POSSESSIVES or one.determiner == "'s":
            holder = self._holder(index)
            if holder is not None:
                return self._held(one, holder)
            if one.determiner in POSSESSIVES:
                return None
        if one.head in self.lexicon.spokespeople:
            return self._spoken_for(index)
        if one.determiner in ("a", "an"):
            return None
        entity = self._located(one) or self.memory.describe(one) or self._only_person(one)
        if entity is not None and entity.type == "other" and one.shape == "bodyword":
            self._learn(one, entity)
        quoted = one.quoted and not is_party(one.head, self.lexicon)
        if entity is None and one.is_capital and one.shape == "bodyword" and not quoted:
            name = self.reading.text[self.tokens[one.last - 1].start : one.end]
            if not one.titles and one.head not in word_set("governments"):
                entity = self.entities.body(name)
                entity.forms[name] += 1
        return entity

    def _learn(self, one: Found, entity: Entity) -> None:
        """Take over what a description beside a name tells of it."""
        if one.shape == "role":
            self.entities.learn(entity, (*one.titles, one.head))
            return
        entity.called.update(map(singular, (*one.titles, one.head)))
        if entity.type in ("", "other") and not entity.owner:
            small = not one.is_capital
            kinds = self.lexicon.body_types.get(one.head, ("",))
            partisan = "party" in kinds and word_set("parting_words").intersection(one.titles)
            kind = "party" if partisan else noun_type(one.head, self.lexicon) if small else kinds[0]
            entity.type = kind or entity.type

    def _located(self, one: Found) -> Entity | None:
        """Return the body that a description names by its place: "the prefecture of the Aude"."""
        tokens = self.tokens
        at = one.last + 1
        if at >= len(tokens) or tokens[one.last].lower not in ("of", "in") or one.weak:
            return None
        at += tokens[at].lower == "the"
        countries = load_countries()
        word = tokens[at].text if at < len(tokens) else ""
        code = countries.names.get(word) or countries.capitals.get(word)
        if one.head in word_set("governments"):
            return self.entities.country(code) if code else None
        local = one.shape == "bodyword" and one.head in word_set("local_bodies")
        if not local or not word or not tokens[at].named or tokens[one.last].lower == "in":
            return None
        while at + 1 < len(tokens) and tokens[at + 1].named and not tokens[at + 1].first:
            at += 1
        first = one.first + (tokens[one.first].lower in ("the", "a", "its"))
        name = self.reading.text[tokens[first].start : tokens[at].end]
        entity = self.entities.body(name)
        entity.forms[name] += 1
        return entity

    def _only_person(self, one: Found) -> Entity | None:
        """Return the only person a paragraph speaks of, for "the retired teacher said"."""
        if one.shape != "role" or one.determiner != "the" or one.weak or one.country:
            return None
        office = one.head in self.lexicon.offices
        paragraph = self.memory.paragraph(one.sentence)
        near = {
            event.entity
            for event in self.memory.events[-12:]
            if event.entity >= 0
            and event.paragraph == paragraph
            and one.sentence - event.sentence <= (1 if office else 9)
            and self.entities.all[event.entity].shape == "person"
        }
        person = self.entities.all[near.pop()] if len(near) == 1 else None
        if person is None or not one.agent or (office and person.roles & self.lexicon.offices):
            return None
        if any(e.entity == person.number and e.agent for e in self.memory.in_sentence(one)):
            return None  # who says what the mayor did is not the mayor
        self.entities.learn(person, (*one.titles, one.head))
        return person

    def _beside(self, index: int) -> Entity | None:
        """Return the name that a description stands beside: "the group Friends of the River"."""
        one = self.found[index]
        for other in self.found[index + 1 : index + 4]:
            gap = self.tokens[one.last : other.first]
            gap = gap[:1] if len(gap) == 2 and gap[1].lower == "the" else gap
            if len(gap) > 1 or other.sentence != one.sentence:
                break
            if other.first < one.last or (gap and gap[0].text != ","):
                continue
            closed = other.last >= len(self.tokens) or self.tokens[other.last].text in ",.;:()"
            if gap and not closed and not other.subject:
                continue
            if gap and not closed and self.tokens[other.last].lower in ("and", "or"):
                break  # "Labour, the Greens and two others" are a list
            if other.fits(one):
                other.agent = other.agent or one.agent
                other.subject = other.subject or one.subject
                return self._name(other)
        before = self.found[index - 1] if index else None
        if before is None or before.last + 1 != one.first or before.sentence != one.sentence:
            return None
        fronted = self.tokens[before.last].text == "," and one.determiner in ("the", "a", "an", "")
        if fronted and before.fits(one) and not (one.subject and not before.subject):
            return self._name(before)
        return None

    def _holder(self, index: int) -> Entity | None:
        """Return whose president or party it is: "its president", "Ruiz's party"."""
        one = self.found[index]
        if one.determiner != "'s":
            return self._named.get(one.first)
        for other in reversed(self.found[max(0, index - 3) : index]):
            if other.last == one.first - 1:
                return self._named.get(other.first)
        return None

    def _held(self, one: Found, holder: Entity) -> Entity | None:
        """Return what a holder holds: a person's party, a body's head, or the body itself."""
        everyone = self.entities.all
        if one.shape == "bodyword":
            if holder.shape == "person":
                fits = held_bodies(one, [everyone[n] for n in holder.bodies], self.lexicon)
                if one.head not in word_set("governments"):
                    one.possessor = one.first  # "his Senate" is not that of the country
                return _only(fits) if fits else self.memory.describe(one)
            is_country = holder.shape == "country" or holder.type == "government"
            governs = one.head in word_set("governments")
            return holder if is_country and governs else self.memory.describe(one)
        if holder.shape == "person":
            return None
        fits = [
            e
            for e in everyone
            if e.shape == "person"
            and one.head in e.roles
            and (holder.number in e.bodies or holder.shape == "country")
        ]
        return _only(fits) or holder

    def _spoken_for(self, index: int) -> Entity | None:
        """Return the body that an unnamed spokesperson speaks for."""
        one = self.found[index]
        for other in self.found[max(0, index - 3) : index + 3]:
            if one.first <= other.first < one.last and other.shape in _NAMED_BODIES:
                return self._name(other)
            touches = other.last == one.first and other.shape in _NAMED_BODIES
            if touches and not one.determiner:
                return self._name(other)
        after = self.tokens[one.last].lower if one.last < len(self.tokens) else ""
        if after in ("for", "of", "at"):
            return self._after_for(index)
        body = self._before_spokesperson(one)
        if body is not None:
            return body
        for event in reversed(self.memory.events[-12:]):
            if event.entity >= 0 and one.sentence - event.sentence <= 3:
                entity = self.entities.all[event.entity]
                inside = event.quoted and not one.quoted  # what the spokesperson speaks of
                if entity.shape in ("body", "country") and not inside:
                    return entity
        return None

    def _after_for(self, index: int) -> Entity | None:
        one = self.found[index]
        for other in self.found[index + 1 : index + 4]:
            if 0 < other.first - one.last <= 2:
                other.agent = True
                if other.shape == "bodyword":
                    return self.memory.describe(other)
                if other.shape != "pronoun":
                    return self._name(other)
        return None

    def _before_spokesperson(self, one: Found) -> Entity | None:
        """Return the body of "the ministry spokesman"."""
        if not one.titles or one.titles[-1] not in self.lexicon.body_types:
            return None
        place = (one.start, one.end, one.first, one.last - 1)
        about = (" ".join(one.titles), one.sentence, one.quoted)
        body = Found(*place, "bodyword", *about, titles=one.titles[:-1], head=one.titles[-1])
        body.determiner, body.country = "the", one.country
        return self.memory.describe(body)

    # -- pronouns -------------------------------------------------------------------------------

    def _pronoun(self, index: int) -> Entity | None:
        one = self.found[index]
        if one.head == "it" and is_rule(self.reading, self.found, index):
            one.agent = False
            return None
        excluded = self._co_arguments(index) | self._own_speaker(index)
        entity = self._spoken.get(one.first)
        if entity is None:
            teller = self._named.get(teller_before(self.found, index, self.reading))
            entity = self.memory.pronoun(one, excluded=frozenset(excluded), teller=teller)
        gendered = one.head in ("he", "she", "his", "her", "him")
        if entity is not None and gendered and entity.shape == "person":
            near = {
                event.entity
                for event in self.memory.events[-8:]
                if event.entity >= 0 and self.entities.all[event.entity].shape == "person"
            }
            if len(near) == 1 or one.head in ("he", "she"):
                gender = "f" if one.head in ("she", "her") else "m"
                if one.quoted and entity.given not in ("", gender):
                    return entity
                entity.votes[gender] += 2 if len(near) == 1 else 1
        return entity

    def _co_arguments(self, index: int) -> set[int]:
        """Return who "him" cannot be: the subject of the same clause."""
        one = self.found[index]
        if one.head not in ("him", "them"):
            return set()
        subjects = [
            self._named.get(other.first)
            for other in self.found[max(0, index - 6) : index]
            if other.sentence == one.sentence and other.subject
        ]
        return {subjects[-1].number} if subjects and subjects[-1] is not None else set()

    def _own_speaker(self, index: int) -> set[int]:
        """Return who speaks the quotation that a pronoun stands in."""
        if not self.found[index].quoted:
            return set()
        speaker, is_later = speaker_of_quotation(self.found, index, self.reading)
        if speaker is None:
            return set()
        entity = self._ahead(speaker) if is_later else self._named.get(speaker.first)
        return {entity.number} if entity is not None else set()

    def _ahead(self, one: Found) -> Entity | None:
        """Return whom a place means though it is not its turn yet."""
        if one.shape == "pronoun":
            return self._spoken.setdefault(one.first, self.memory.pronoun(one))
        if one.shape in ("role", "bodyword"):
            return self.memory.describe(one)
        is_full = one.shape == "person" and " " in one.name
        return self._name(one) if is_full else self.entities.short(one.name)


def _only(fits: list[Entity]) -> Entity | None:
    return fits[0] if len(fits) == 1 else None
