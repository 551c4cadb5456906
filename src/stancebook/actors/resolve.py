"""Look back in an article: whom a pronoun means, what a description points to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from .countries import load_countries
from .descriptions import POSSESSIVES, PRONOUNS
from .entities import Entities, Entity
from .found import Found
from .lexicon import word_set
from .names import country_words, fold, singular
from .offices import DEPARTED
from .pointing import CALLED, NAMED, fit_body, is_nearest, sought_in
from .words import Reading

_WINDOW = 60
_LONG_WINDOW = 240
_TOO_WEAK = -4.0
_SEVERAL, _ONE, _DESCRIBED = -1, -2, -3
_GIVEN = 2
_LEAD = 2
_IDLE = 0.4
"""So much less a noun fits a body that has done and said nothing: "will go to the High Court"."""

_TELLING = 1.0
"""So much more a pronoun fits who says what it opens: "Ruiz said that she"."""

_FAR_OFF = -3.0
"""The weight of a mere place as what a pronoun may mean."""


@dataclass(slots=True)
class Event:
    """One resolved place, as later words look back on it; below 0 those without a name."""

    entity: int
    sentence: int
    paragraph: int
    subject: bool
    agent: bool
    quoted: bool
    weight: float


class Memory:
    """What an article has said so far, in order.

    Parameters
    ----------
    entities : Entities
        The people and bodies of the article.
    reading : Reading
        The text that is being read.

    References
    ----------
    .. [1] Lappin, S. and Leass, H. (1994). An algorithm for pronominal anaphora resolution.
       Computational Linguistics 20(4). The weights here (recency, subject, quotation, gender) are
       of that kind.
    """

    def __init__(self, entities: Entities, reading: Reading) -> None:
        self.entities = entities
        self.reading = reading
        self.events: list[Event] = []
        self.counts: Counter = Counter()
        self._last: dict[int, int] = {}
        self._local_heads: set[str] = set()
        self._adjectives = {fold(word) for word in load_countries().demonyms}

    def paragraph(self, sentence: int) -> int:
        """Return the paragraph of a sentence."""
        paragraphs = self.reading.paragraph_of
        return paragraphs[sentence] if sentence < len(paragraphs) else 0

    def note(self, found: Found, entity: Entity | None) -> None:
        """Remember that an entity, or a group without a name, was mentioned here."""
        single = {"crowd": _ONE, "role": _DESCRIBED}.get(found.shape, _SEVERAL)
        number = single if found.determiner in ("a", "an") else _SEVERAL
        if entity is not None:
            number = entity.number
            entity.place = found.start
            leads = found.is_front and found.shape == "body"
            entity.is_agent = entity.is_agent or found.agent or leads
            self._last[number] = found.sentence
            opens = found.sentence <= _LEAD and entity.shape == "person" and found.agent
            if opens and self.entities.lead < 0 and not self.reading.is_title:
                self.entities.lead = number
            self.counts[number] += 1
        weight = -0.6 if found.local or found.shape == "demonym" else 0.0
        if found.shape == "capital" and not found.subject:
            weight = _FAR_OFF
        self.events.append(
            Event(
                number,
                found.sentence,
                self.paragraph(found.sentence),
                found.subject,
                found.agent,
                found.quoted,
                weight,
            )
        )

    def in_sentence(self, found: Found) -> list[Event]:
        """Return what the sentence of a place has named before it."""
        return [event for event in self.events[-12:] if event.sentence == found.sentence]

    # -- pronouns -------------------------------------------------------------------------------

    def pronoun(
        self,
        found: Found,
        *,
        excluded: frozenset[int] = frozenset(),
        teller: Entity | None = None,
    ) -> Entity | None:
        """Return whom a pronoun means, None where it cannot be told.

        It means who says what it opens ("Norrvind said it"), where it can.
        """
        agrees = PRONOUNS[found.head]
        fits = teller is not None and teller.number not in excluded and _agrees(teller, agrees)
        if fits and agrees not in "fm":
            return teller
        best: dict[int, float] = {}
        for event in reversed(self.events[-_WINDOW:]):
            distance = found.sentence - event.sentence
            if distance > 6 and best:
                break
            if event.entity < 0:
                if event.subject and distance <= 1 and self._may_be(event, found, best):
                    near = 1.2 if agrees == "p" else 2.0
                    best.setdefault(event.entity, near - 0.6 * distance)
                continue
            entity = self.entities.all[event.entity]
            if entity.number in excluded or not _agrees(entity, agrees):
                continue
            if (found.quoted and _is_other(entity, agrees)) or _is_called_other(entity, agrees):
                continue
            if found.agent and not entity.roles.isdisjoint(DEPARTED):
                continue  # the dead say no more
            score = self._nearness(event, found, distance) + _agreement(entity, agrees)
            score += _TELLING * (entity is teller)
            if best.get(entity.number, _TOO_WEAK) < score:
                best[entity.number] = score
        if not best:
            return None
        winner = max(best, key=lambda number: (best[number], -number))
        return None if winner < 0 else self.entities.all[winner]

    def _may_be(self, crowd: Event, found: Found, later: dict[int, float]) -> bool:
        """Tell whether a pronoun may mean those without a name, one or several.

        One may be meant in what the same sentence reports ("someone shouted that he"), and by the
        word that opens the next, where nobody else is named; not by who says so (", he said").
        """
        if PRONOUNS[found.head] == "p":
            return crowd.entity == _SEVERAL
        people = [n for n in later if n >= 0 and self.entities.all[n].shape == "person"]
        if crowd.entity == _SEVERAL or PRONOUNS[found.head] not in "fm" or people or found.quoted:
            return False
        if crowd.sentence < found.sentence:
            opens = found.start == self.reading.sentences[found.sentence][0]
            return opens and found.agent and crowd.entity == _ONE
        return self.reading.tokens[found.first - 1].text[-1].isalpha()

    def _nearness(self, event: Event, found: Found, distance: int) -> float:
        apart = min(2, abs(self.paragraph(found.sentence) - event.paragraph))
        return (
            -0.6 * distance
            - 0.35 * apart
            + 0.9 * event.subject
            + 0.5 * event.agent
            + event.weight
            - 0.8 * (event.quoted and not found.quoted)
        )

    # -- descriptions ---------------------------------------------------------------------------

    def describe(self, found: Found) -> Entity | None:
        """Return what a description ("the defence minister", "the group") points back to."""
        aliases = self.entities.aliases
        owners = aliases.generic.get(generic_form(found, self.reading), ())
        seen: dict[int, None] = {}
        for event in reversed(self.events[-_LONG_WINDOW:]):
            if event.entity >= 0:
                seen.setdefault(event.entity)
        for owner in owners:
            seen.setdefault(self.entities.owner(owner).number)
        if self.reading.is_title:
            seen.update((entity.number, None) for entity in self.entities.all[:_LONG_WINDOW])
        best: list[tuple[float, int, int]] = []
        close = False
        by_kind: dict[int, tuple[float, int]] = {}
        for number in seen:
            entity = self.entities.all[number]
            score = self._fit(entity, found)
            if entity.owner and entity.owner in owners:
                score = max(score, 0.0) + 4.0
            if score >= 1.0:
                far = found.sentence - (0 if self.reading.is_title else 12)
                distance = found.sentence - self._last.get(number, far)
                if score < NAMED and found.head not in word_set("governments"):
                    by_kind[number] = score, distance
                acts = entity.is_agent or found.shape == "role"
                acts = acts or found.head in word_set("type_heads")
                score -= 0.12 * min(max(0, distance), 12)
                best.append((score - _IDLE * (not acts), entity.place, number))
                close = close or score >= 0.6
        best.sort(key=lambda item: (-item[0], -item[1], item[2]))
        if close:
            winner = best[0][2]
            if winner in by_kind and found.shape == "bodyword" and not self.reading.is_title:
                is_held = found.determiner in ("his", "her")
                is_party = found.head == "party"
                sought = sought_in(self.reading, found)
                if sought >= 0 and not self._named_in(winner, sought):
                    return None
                if not is_nearest(winner, by_kind, is_held=is_held, is_party=is_party):
                    return None
            return self.entities.all[winner]
        return (
            self._owner_of_role(found)
            or self._named_later(found)
            or self._leading_person(found)
            or self._not_a_person(found)
            or self._undescribed(found)
        )

    def _named_in(self, number: int, sentence: int) -> bool:
        """Tell whether an entity was named in a sentence or the next."""
        return any(
            event.entity == number and 0 <= event.sentence - sentence <= 1
            for event in self.events[-_LONG_WINDOW:]
        )

    def _fit(self, entity: Entity, found: Found) -> float:
        """Return how well a description fits an entity; below 1 it does not."""
        if found.country and entity.country and entity.country != found.country:
            return 0.0
        if found.shape == "role":
            return self._fit_role(entity, found)
        return fit_body(entity, found, self.entities)

    def _fit_role(self, entity: Entity, found: Found) -> float:
        lexicon = self.entities.lexicon
        if entity.shape != "person":
            return 0.0
        gender = lexicon.role_gender.get(found.head, "")
        if gender and entity.gender and gender != entity.gender:
            return 0.0
        return fit_roles(found, entity.roles, lexicon.domains)

    def _named_later(self, found: Found) -> Entity | None:
        """Return the only body of the article whose name holds the words, though it comes later."""
        if found.weak:
            return None
        known = self.entities.all[:_LONG_WINDOW]
        if found.shape == "role":
            fits = [e for e in known if e.shape == "body" and singular(found.head) in e.words]
        else:
            fits = [e for e in known if self._fit(e, found) >= CALLED]
        return fits[0] if len(fits) == 1 else None

    def _not_a_person(self, found: Found) -> Entity | None:
        """Return the name just before that only its two capitals made a person: "The group"."""
        if found.shape == "role" or found.weak or found.head not in word_set("type_heads"):
            return None
        last = next((event for event in reversed(self.events[-3:]) if event.subject), None)
        if last is None or last.entity < 0 or found.sentence - last.sentence != 1:
            return None
        entity = self.entities.all[last.entity]
        if entity.shape != "person" or entity.is_plainly_person:
            return None
        self.entities.make_body(entity, found.head)
        return entity

    def _owner_of_role(self, found: Found) -> Entity | None:
        """Return the only person of the codebook whose aliases tell this role."""
        if found.shape != "role":
            return None
        lexicon, aliases = self.entities.lexicon, self.entities.aliases
        fits = [
            owner
            for owner, roles in sorted(aliases.roles.items())
            if aliases.types.get(owner) == "person" and fit_roles(found, roles, lexicon.domains)
        ]
        return self.entities.owner(fits[0]) if len(fits) == 1 else None

    def _leading_person(self, found: Found) -> Entity | None:
        """Return who opens the text, for a headline's office of which the text names no holder."""
        lexicon, lead = self.entities.lexicon, self.entities.lead
        if not self.reading.is_title or lead < 0 or found.head not in lexicon.offices:
            return None
        if found.head in word_set("crowned_heads"):
            return None
        entity = self.entities.all[lead]
        gender = lexicon.role_gender.get(found.head, "")
        other = gender and (entity.gender or entity.given) not in ("", gender)
        return None if other or entity.roles & lexicon.roles else entity

    def _undescribed(self, found: Found) -> Entity | None:
        """Return an actor that only its description names: "the French government"."""
        entities = self.entities
        code = found.country or ("" if found.possessor >= 0 else entities.home)
        local = any(word in word_set("local_modifiers") for word in found.titles)
        if local:
            self._local_heads.add(found.head)
        governs = found.head in word_set("governments")
        plain = {fold(word) for word in found.titles} - self._adjectives - word_set("central")
        if governs and code and not plain:
            return entities.country(code)
        if found.shape == "role":
            offices = entities.lexicon.offices
            return entities.country(code) if found.country and found.head in offices else None
        if found.weak or not code:
            return None
        known = entities.lexicon.domains | entities.lexicon.role_modifiers
        named = any(word in known for word in found.titles)
        whole = found.head in ("parliament", "senate", "congress", "treasury")
        whole = whole and not found.is_capital and found.head not in self._local_heads
        official = found.head in word_set("institutions") and named and found.agent
        official = official or (bool(found.country) and found.head in word_set("institutions"))
        if local or not (whole or official):
            return None
        phrase = " ".join((*found.titles, found.head))
        _, words = country_words(phrase)
        kept = [word.capitalize() for word in phrase.split() if singular(fold(word)) in words]
        name = f"{load_countries().adjective.get(code, code)} {' '.join(kept)}"
        entity = entities.body(name, country=code)
        entity.forms[name] += 0
        return entity


def fit_roles(found: Found, roles: set[str] | frozenset[str], domains: frozenset[str]) -> float:
    """Return how well a description of a person fits known roles, 0 where it does not."""
    theirs = {singular(role) for role in roles}
    if "secretary" in theirs and theirs & domains:
        theirs.add("minister")  # "Environment secretary Ana Ruiz ... The minister"
    if singular(found.head) not in theirs:
        return 0.0
    modifiers = {singular(word) for word in found.titles} - {"the"}
    wanted = {word for word in modifiers if word in domains}
    held = {word for word in theirs if word in domains}
    if wanted and held and not wanted & held:
        return 0.0
    return 2.5 + 0.8 * len(modifiers & theirs)


def _agrees(entity: Entity, agrees: str) -> bool:
    if agrees in "fm":
        if entity.shape == "unknown":
            return entity.votes[agrees] > 0
        return entity.shape == "person" and entity.gender in ("", agrees)
    return entity.shape in ("body", "country", "unknown")


def _is_other(entity: Entity, agrees: str) -> bool:
    """Tell whether the given name speaks for the other gender, and no pronoun against it."""
    return agrees in "fm" and entity.given not in ("", agrees) and not entity.votes[agrees]


def _is_called_other(entity: Entity, agrees: str) -> bool:
    """Tell whether the article calls a person by the other pronoun, and never by this one."""
    if agrees not in "fm" or agrees in (entity.gender, entity.given):
        return False
    return entity.votes["m" if agrees == "f" else "f"] > 1 and not entity.votes[agrees]


def _agreement(entity: Entity, agrees: str) -> float:
    if agrees in "fm":
        other = "m" if agrees == "f" else "f"
        balance = entity.votes[agrees] - entity.votes[other]
        balance += _GIVEN * ((entity.given == agrees) - (entity.given == other))
        return 0.6 * (entity.gender == agrees) + max(-3.0, min(0.6, 0.75 * balance))
    return -0.5 if agrees == "p" and entity.shape == "country" else 0.0


def generic_form(found: Found, reading: Reading) -> str:
    """Return a description as the codebook's aliases hold it: lower case, no article."""
    words = [token.lower for token in reading.tokens[found.first : found.last]]
    skip = {"the", "this", "that", "same", "other", "a", "an", *POSSESSIVES}
    while words and words[0] in skip:
        words = words[1:]
    return " ".join(words)
