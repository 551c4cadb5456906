"""How far a name goes: capitalised words with the small words and marks that join them."""

from __future__ import annotations

from collections import Counter

from .countries import load_countries
from .lexicon import given_names, load_lexicon, word_set
from .words import Token

_LONGEST = 16
_WEAK_JOINERS = frozenset(("to", "and", "for", "of", "with", "in", "on", "the"))


class Runs:
    """Capitalised sequences of one text.

    Parameters
    ----------
    tokens : list of Token
        The text. What is joined by "to" or "and" is decided by how the text itself uses it:
        "Arms to Ploughshares" is one name where neither part ever stands alone.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.lexicon = load_lexicon()
        self.countries = load_countries()
        self.words = Counter(t.text for t in tokens if t.named)
        self._joined: Counter = Counter()
        for left, middle, right in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if middle.lower in _WEAK_JOINERS and left.named and right.named:
                self._joined[left.text, middle.lower, right.text] += 1

    def end(self, at: int) -> int:
        """Return the end of the name that starts at a token (its index, half-open)."""
        tokens = self.tokens
        end = at + 1
        while end < len(tokens) and end - at < _LONGEST:
            token = tokens[end]
            if token.sentence != tokens[at].sentence or token.quoted != tokens[at].quoted:
                break
            step = self._step(at, end)
            if not step or token.text == tokens[at].text:  # "Ana Ruiz Ana Ruiz" is a list
                break
            end = step
        while end - at > 1 and tokens[end - 1].lower in _WEAK_JOINERS:
            end -= 1  # "Congress For" of a heading
        return end

    def _step(self, at: int, end: int) -> int:
        """Return the end after the next piece of a name, 0 where the name is over."""
        tokens = self.tokens
        token = tokens[end]
        after = tokens[end + 1] if end + 1 < len(tokens) else None
        named = after is not None and after.named and after.sentence == token.sentence
        if token.named:
            return end + 1
        if token.text in ("A", "I") and self._is_initial(end):
            return end + 3
        if token.lower in word_set("particles"):
            reach = self._particles(end)
            if reach and token.lower not in word_set("joiners"):
                return reach
        if named and token.text == "&":
            return end + 2
        if named and token.text == ".":
            before = tokens[end - 1].lower
            is_title = before in self.lexicon.titles or before in self.lexicon.dotted
            return end + 2 if len(before) == 1 or is_title else 0
        if named and token.text in "'’" and tokens[end - 1].lower in self.lexicon.titles:
            return end + 2  # "Dato' Bo Lind"
        if named and token.lower in ("'s", "'"):
            return end + 2 if self._joins_possessive(at, end) else 0
        if token.lower in word_set("joiners") or token.lower == "and":
            return self._joined_end(at, end) or self._always_joined(end)
        return self._always_joined(end)

    def _is_initial(self, at: int) -> bool:
        """Tell whether "A." stands before a name: "Joshua A. Levy"."""
        after = self.tokens[at + 1 : at + 3]
        return len(after) == 2 and after[0].text == "." and after[1].named

    def _particles(self, at: int) -> int:
        """Return the end of "van der Berg" from its first particle, 0 where no name follows."""
        end = at
        particles = word_set("particles")
        while end < len(self.tokens) and self.tokens[end].lower in particles and end - at < 3:
            end += 1
        return end + 1 if end < len(self.tokens) and self.tokens[end].named else 0

    def _joins_possessive(self, at: int, end: int) -> bool:
        """Tell "Teachers' Union" (one name) from "Poland's Senate" (a name and its owner)."""
        tokens = self.tokens
        if self.place(at, end):
            return False
        right = []
        for token in tokens[end + 1 : end + 7]:
            if not token.named:
                break
            right.append(token.lower)
        bodies = self.lexicon.body_types
        last = tokens[end - 1].lower
        plural = tokens[end].lower == "'" or last.endswith(("men", "people", "children"))
        many = plural or last in self.lexicon.groups or last in bodies or last in self.lexicon.roles
        if many and any(word in bodies for word in right):
            return True
        plain = len(right) == 1 and not (
            right[0] in given_names() or right[0] in self.lexicon.roles
        )
        return plain and last in self.lexicon.groups  # "Citizens' Choice"

    def place(self, at: int, end: int) -> bool:
        """Tell whether tokens are the name of a country, its people or its capital."""
        form = " ".join(token.text for token in self.tokens[at:end])
        countries = self.countries
        return form in countries.names or form in countries.capitals or form in countries.demonyms

    def _joined_end(self, at: int, end: int) -> int:
        """Return the end after "of (the) Name" where the name goes on there, else 0."""
        tokens, lexicon = self.tokens, self.lexicon
        after = end + 1
        if after < len(tokens) and tokens[after].lower in ("the", "la", "las", "los", "les"):
            after += 1
        if after >= len(tokens) or not tokens[after].named:
            return 0
        follower = tokens[after].lower
        if tokens[after].sentence != tokens[at].sentence:
            return 0
        if tokens[end].lower in ("against", "on") and self.place(after, after + 1):
            return 0
        lowers = [token.lower for token in tokens[at:end]]
        if tokens[end].lower == "and" and self._is_shared_head(at, end, lowers):
            return after + 1
        subjects = lexicon.domains | {"welfare", "rural", "social", "human", "communications"}
        if tokens[end].lower == "and":
            linked = any(word in word_set("joiners") for word in lowers)
            ok = (linked or lowers[-1] in lexicon.domains) and follower in subjects
            ok = ok or (linked and self._are_callings(after, lowers))
            return after + 1 if ok else 0
        if lowers[-1] in lexicon.roles:
            ok = follower in subjects or follower in ("foreign", "economic", "home", "public")
            return after + 1 if ok else 0
        known = any(word in lexicon.body_types or word in lexicon.things for word in lowers)
        return after + 1 if known and follower not in lexicon.titles else 0

    def _are_callings(self, after: int, lowers: list[str]) -> bool:
        """Tell whether "and" joins two plurals: "Union of Teachers and Assistants"."""
        tokens = self.tokens
        goes_on = after + 1 < len(tokens) and tokens[after + 1].named
        plural = all(word.endswith("s") for word in (lowers[-1], tokens[after].lower))
        headed = (
            any(word in self.lexicon.body_types for word in lowers[: lowers.index("of")])
            if ("of" in lowers)
            else False
        )
        return plural and headed and not goes_on

    def _is_shared_head(self, at: int, end: int, lowers: list[str]) -> bool:
        """Tell whether both sides of "and" share a head: "the Pony and Riding League"."""
        tokens, bodies = self.tokens, self.lexicon.body_types
        if at == 0 or tokens[at - 1].lower != "the" or end - at > 3 or self.place(at, end):
            return False
        kinds = word_set("distinct_heads")
        if end - at == 1 and lowers[0] in kinds and tokens[end + 1].lower in kinds:
            heads = [token.lower for token in tokens[end + 2 : end + 3] if token.named]
            return bool(word_set("association_heads").intersection(heads))
        if any(word in bodies or word in self.lexicon.roles for word in lowers):
            return any(word.endswith("'") or word == "'" for word in lowers)
        right = []
        for token in tokens[end + 1 : end + 5]:
            if not token.named:
                break
            right.append(token.lower)
        return len(right) > 1 and right[-1] in bodies and right[0] not in bodies

    def _always_joined(self, end: int) -> int:
        """Return the end after a small word that always joins these two words here."""
        if end + 1 >= len(self.tokens) or self.place(end - 1, end):
            return 0
        left, right = self.tokens[end - 1].text, self.tokens[end + 1].text
        times = self._joined[left, self.tokens[end].lower, right]
        if times < 2 or self.place(end + 1, end + 2):
            return 0
        whole = times >= max(self.words[left], self.words[right])
        return end + 2 if whole else 0
