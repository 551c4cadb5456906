"""Find the names in a text: aliases, countries, people with titles, bodies, acronyms."""

from __future__ import annotations

import re
from collections import Counter

from . import openers
from .aliases import Aliases
from .countries import load_countries
from .found import Found
from .fronts import office_after
from .glued import own_names, person_within
from .lexicon import given_names, load_lexicon, word_set
from .parties import is_party, stands_alone, without_members
from .persons import may_be_person
from .runs import Runs
from .titles import Titles, country_at
from .types import is_body_name, is_own_name, is_thing
from .words import Reading, Token

_OPENING = frozenset(("al", "el", "van", "von", "bin", "ibn", "abu"))
_DIRECTIONS = frozenset(
    ("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central")
    + ("latin", "middle", "greater", "upper", "lower", "wider")
)
_PLAIN = ("function_words", "adjectives", "peoples")
_PARTISAN = re.compile(r"[DRI]-[A-Z]")
_MODEL = re.compile(r"[A-Za-z]{1,3}(?:[-‐‑]\d|\d{2})")
_ADDRESS = re.compile(r"\w\.[a-z]{2,4}$")
_DESCRIBING = re.compile(r"\w-[a-z]")


def find_names(reading: Reading, aliases: Aliases) -> list[Found]:
    """Find every name in a text, in order and without overlap.

    Parameters
    ----------
    reading : Reading
        The text.
    aliases : Aliases
        The codebook's names; a name of a concept is found as a ``thing``.

    Returns
    -------
    list of Found
        Shapes person, body, country, capital, demonym, unknown, role, bodyword and thing.

    Examples
    --------
    >>> from stancebook.actors.words import read_text
    >>> text = "Foreign Minister Ana Ruiz of the Green Party met Poland's Ministry of Defence."
    >>> [(found.name, found.shape) for found in find_names(read_text(text), Aliases())]
    [('Ana Ruiz', 'person'), ('Green Party', 'body'), ("Poland's Ministry of Defence", 'body')]
    """
    return NameFinder(reading, aliases).find()


class NameFinder:
    """Walks through a text from name to name.

    Parameters
    ----------
    reading : Reading
        The text.
    aliases : Aliases
        The codebook's names.
    """

    def __init__(self, reading: Reading, aliases: Aliases) -> None:
        self.reading = reading
        self.tokens: list[Token] = reading.tokens
        self.aliases = aliases
        self.lexicon = load_lexicon()
        self.countries = load_countries()
        self.runs = Runs(reading.tokens)
        self.titles = Titles(reading.tokens)
        self.pairs = {
            (left.text, right.text)
            for left, right in zip(reading.tokens, reading.tokens[1:], strict=False)
            if left.named and right.named and not left.first
        }
        self.twos = Counter(
            (left.text, right.text)
            for left, right in zip(reading.tokens, reading.tokens[1:], strict=False)
            if right.named
        )
        self.common = reading.small_words
        self.inside = reading.inside_words
        self.streets = openers.street_names(reading.tokens)
        self.alone = own_names(reading.tokens)
        self.surnames = openers.surnames(reading.tokens)
        self.fronts = {
            token.text
            for at, token in enumerate(reading.tokens)
            if token.named and office_after(reading.tokens, at + 1, alone=True)
        }

    def find(self) -> list[Found]:
        """Return all names in order."""
        found: list[Found] = []
        at = 0
        while at < len(self.tokens):
            thing = self.aliases.match(self.tokens, at, concepts=True)
            if thing and thing[0] == at + 1 and self._is_given_name(at):
                thing = None  # "Bill Shorten" where the codebook has "the bill"
            alias = self.aliases.match(self.tokens, at)
            if thing and (not alias or alias[0] < thing[0]):
                found.append(self.reading.found(at, thing[0], "thing"))
                at = thing[0]
            elif alias and self._stands_alone(at, alias[0]):
                found.append(self.reading.found(at, alias[0], "body", owner=alias[1]))
                at = alias[0]
            elif self.tokens[at].text == "The" and self.runs.place(at, at + 2):
                found.append(self._place(at, at + 2, self._form(at, at + 2)))
                at += 2
            elif self.tokens[at].lower in _OPENING and self._opens(at) or self.tokens[at].named:
                end = self.runs.end(at)
                last = openers.without_letters(self.tokens, at, end)
                piece, at = self._read(at, last)
                if last < end and at == last:
                    at = end
                if piece is not None:
                    found.append(piece)
            else:
                at += 1
        return found

    def _form(self, at: int, end: int) -> str:
        return " ".join(token.text for token in self.tokens[at:end])

    def _is_given_name(self, at: int) -> bool:
        """Tell whether a word opens a person's name, whatever it means small: "Bill Shorten"."""
        if at + 1 >= len(self.tokens) or self.reading.is_title:
            return False
        token, after = self.tokens[at : at + 2]
        is_name = token.named and after.named and after.sentence == token.sentence
        return is_name and token.lower in given_names() and after.lower not in self.common

    def _opens(self, at: int) -> bool:
        """Tell whether a small word opens a name: "al Qaeda", "van Dalen"."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        before = self.tokens[at - 1] if at else None
        inside = before is not None and before.named
        return after is not None and after.named and not inside and not after.first

    # -- aliases ------------------------------------------------------------------------------

    def _stands_alone(self, at: int, end: int) -> bool:
        """Tell whether an alias is no piece of a longer name ("Fund" in "Trade Fund")."""
        if end < len(self.tokens) and self._goes_on(at, end):
            return False
        before = self.tokens[at - 1] if at else None
        if end - at > 1 or before is None or not before.named:
            return True
        if before.sentence != self.tokens[at].sentence:
            return True
        word = before.lower.strip(".")
        is_title = word in self.lexicon.titles or word in self.lexicon.roles
        return is_title or (before.first and word in self.common)

    def _goes_on(self, at: int, end: int) -> bool:
        after = self.tokens[end]
        if after.sentence != self.tokens[at].sentence:
            return False
        if after.named:
            return after.lower not in self.lexicon.roles
        joined = after.lower == "of" and end + 1 < len(self.tokens)
        heads = self.tokens[end - 1].lower in self.lexicon.body_types
        return joined and heads and self.tokens[end + 1].named

    # -- capitalised sequences ----------------------------------------------------------------

    def _read(self, at: int, end: int) -> tuple[Found | None, int]:
        """Say what a capitalised sequence names, and where to go on."""
        opener = self.tokens[at].first and end - at > 1 and self._is_opener(at, end)
        if opener or self.tokens[at].text == "The":
            return None, at + 1
        local = self._local_body_end(at, end)
        if local:
            return self.reading.found(at, local, "body", country=country_at(self.tokens, at)), local
        name = self.titles.end(at, end)
        if name == end:
            return self._title_alone(at, end), end
        if name > at:
            return self._titled(at, name, end), end
        return self._plain(at, end)

    def _is_opener(self, at: int, end: int) -> bool:
        """Tell whether the first word of a sentence has its capital only from there."""
        word, after = self.tokens[at].lower, self.tokens[at + 1]
        lexicon = self.lexicon
        if (self.tokens[at].text, after.text) in self.pairs or self._is_given_name(at):
            return False
        if word in lexicon.roles or word in lexicon.titles or word in lexicon.role_modifiers:
            return False
        if self.runs.place(at, at + 1) or self.runs.place(at, at + 2):
            return False
        if openers.is_count(self.tokens, at, end):
            return True
        whole = self.twos[self.tokens[at].text, after.text] == self.runs.words[after.text]
        if whole and openers.opens_name(self.tokens, at, end):
            return False  # "New Dawn said"
        if not after.named or after.lower in lexicon.roles:
            return False
        if after.lower in word_set("function_words") and not after.first:
            return False  # "Hope Not Hate"
        if openers.is_of_common_words(self.reading, at, end):
            return False
        if any(token.lower in lexicon.body_types for token in self.tokens[at + 1 : end]):
            return word.endswith("ing") and word in lexicon.verbs
        common = word in self.common or word in lexicon.groups or word in word_set("adjectives")
        return common or (word.endswith("ing") and len(word) > 5)

    def _local_body_end(self, at: int, end: int) -> int:
        """Return the end of "Poland's defence ministry" and "Nijmegen city council", else 0."""
        tokens, lexicon = self.tokens, self.lexicon
        possessive = end < len(tokens) and tokens[end].lower in ("'s", "'")
        lowers = [token.lower for token in tokens[at:end]]
        if lowers[-1] in lexicon.things:
            return 0
        place = self.runs.place(at, end)
        office = possessive and lowers[-1] in lexicon.roles
        if any(word in lexicon.roles for word in lowers) and not office:
            return 0
        known = any(word in lexicon.body_types for word in lowers) and not office
        if not place and (known or end - at > 3):
            return 0
        return self._lower_body_end(at, end + 1 if possessive else end, place and possessive)

    def _lower_body_end(self, at: int, after: int, is_owner: bool) -> int:
        tokens, lexicon = self.tokens, self.lexicon
        bodies, last = word_set("local_bodies"), 0
        for index in range(after, min(after + 7, len(tokens))):
            token, word = tokens[index], tokens[index].lower
            if token.sentence != tokens[at].sentence or token.quoted != tokens[at].quoted:
                break
            owned = word in lexicon.body_types and not lexicon.roles & {word}
            if word in bodies or (is_owner and owned):
                last = index + 1
            elif word in lexicon.roles:
                return 0
            elif (
                last and word in lexicon.domains and tokens[index - 1].lower in ("of", "for", "and")
            ):
                last = index + 1
            elif not (
                word in lexicon.role_modifiers
                or word in lexicon.domains
                or (token.capital and is_owner)
                or (word in ("of", "for", "and") and last)
            ):
                break
        return last

    # -- titles -------------------------------------------------------------------------------

    def _title_alone(self, at: int, end: int) -> Found:
        words = tuple(token.lower for token in self.tokens[at:end])
        heads = [word for word in words if word in self.lexicon.roles]
        shape = "role" if heads else "unknown"
        return self.reading.found(
            at,
            end,
            shape,
            head=heads[-1] if heads else words[-1],
            titles=words,
            weak=end - at == 1,
            country=country_at(self.tokens, at),
        )

    def _titled(self, at: int, name: int, end: int) -> Found:
        alias = self.aliases.match(self.tokens, name)
        owner = alias[1] if alias and alias[0] == end else ""
        person = self.reading.found(name, end, "person", owner=owner)
        person.titles = tuple(token.lower.strip(".") for token in self.tokens[at:name])
        person.country = country_at(self.tokens, at)
        return person

    # -- the rest -----------------------------------------------------------------------------

    def _plain(self, at: int, end: int) -> tuple[Found | None, int]:
        form = self._form(at, end)
        place = self._place(at, end, form)
        if place is not None:
            return place, place.last
        opening = self.tokens[at].lower
        region = opening in _DIRECTIONS and not is_body_name(form, self.lexicon)
        region = region or tuple(t.text for t in self.tokens[end - 2 : end]) in self.streets
        if is_thing(form, self.lexicon) or form in self.countries.regions or region:
            return self.reading.found(at, end, "thing", local=True), end
        if form in self.countries.places:
            return self.reading.found(at, end, "unknown", local=True), end
        if end - at == 1:
            return self._single(at), end
        if is_body_name(form, self.lexicon):
            body = self.reading.found(at, end, "body", country=country_at(self.tokens, at))
            body.name = without_members(body.name, self.lexicon)
            return body, end
        if openers.is_of_common_words(self.reading, at, end):
            return self.reading.found(at, end, "body"), end
        at, end = person_within(self.tokens, at, end, alone=self.alone, named=self.runs.words)
        shape = "unknown"
        if may_be_person(self.tokens, at, end, surnames=self.surnames):
            shape = "person"
        weak = shape == "unknown" and self.tokens[at].first
        weak = weak or (shape == "person" and self._may_be_words(at, end))
        return self._local(self.reading.found(at, end, shape, weak=weak)), end

    def _place(self, at: int, end: int, form: str) -> Found | None:
        """Return a country, capital or people that the sequence is or begins with."""
        tables = (
            ("country", self.countries.names),
            ("demonym", self.countries.demonyms),
            ("capital", self.countries.capitals),
        )
        size = end - at
        for take in range(min(size, 5), 0, -1):
            head = self._form(at, at + take)
            for shape, table in tables:
                longer = shape == "country" and take > 1 and not is_body_name(form, self.lexicon)
                if head in table and (take == size or longer):
                    return self._local(
                        self.reading.found(at, at + take, shape, country=table[head])
                    )
        return None

    def _may_be_words(self, at: int, end: int) -> bool:
        """Tell whether capitals may only be a heading's or a credit's: "Dishonest Media"."""
        lexicon = self.lexicon
        before = self.tokens[at - 1].text if at else ""
        plain = any(
            token.lower in self.common
            or token.lower in lexicon.role_modifiers
            or token.lower in lexicon.media
            or token.lower in lexicon.things
            for token in self.tokens[at:end]
        )
        return plain or before in ("(", "[", "/", "|")

    def _single(self, at: int) -> Found:
        token = self.tokens[at]
        word = token.lower
        letters = token.text.replace(".", "").replace("-", "")
        acronym = len(letters) > 1 and sum(c.isupper() for c in letters) > len(letters) / 2
        if acronym:
            silent = {word, word.strip(".")} & word_set("no_actors")
            shouted = word in self.lexicon.verbs or word in word_set("adjectives") or bool(silent)
            bracket = at > 0 and self.tokens[at - 1].text == "["
            shouted = shouted or bracket or bool(_PARTISAN.match(token.text))
            shape = "thing" if shouted else "body"
            return self.reading.found(at, at + 1, shape, acronym=True, weak=True)
        if is_own_name(token.text):
            return self.reading.found(at, at + 1, "body")
        if word in self.lexicon.body_types:
            named = is_party(word, self.lexicon)
            named = named and (not token.first or stands_alone(self.tokens, at, self.common))
            weak = token.first and not named
            return self.reading.found(
                at, at + 1, "bodyword", head=word, weak=weak, is_capital=named
            )
        plain = self._is_no_name(token) or openers.is_common_opener(self.tokens, at, self.inside)
        plain = plain and not openers.is_acting(self.tokens, at, self.surnames)
        if plain and not (token.first and token.text in self.fronts):
            return self.reading.found(at, at + 1, "thing")
        common = word in self.common or word.endswith("ly")
        return self._local(self.reading.found(at, at + 1, "unknown", weak=token.first and common))

    def _is_no_name(self, token: Token) -> bool:
        """Tell whether a single capitalised word names a thing, a people or nothing."""
        word = token.lower
        plain = any(word.strip(".") in word_set(kind) for kind in _PLAIN)
        people = word.endswith("s") and token.text[:-1] in self.countries.demonyms
        group = word in self.lexicon.groups and (token.first or word in self.common)
        opened = token.first and (
            word in self.lexicon.act_verbs or word.endswith("ing") or word in self.common
        )
        known = word in self.lexicon.things or token.text in self.countries.regions
        return (
            plain
            or people
            or group
            or opened
            or known
            or bool(_MODEL.match(token.text))
            or bool(_PARTISAN.match(token.text) or _ADDRESS.search(token.text))
            or bool(_DESCRIBING.search(token.text))
        )

    def _local(self, found: Found) -> Found:
        """Mark a name that stands as a mere place: "in Paris", "near Kharkiv"."""
        at = found.first - 1
        while at > 0 and self.tokens[at].lower in _DIRECTIONS | {"the"}:
            at -= 1
        found.local = at >= 0 and self.tokens[at].lower in word_set("local")
        return found
