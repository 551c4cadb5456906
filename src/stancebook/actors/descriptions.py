"""Find what points back to a name: descriptions ("the minister", "its council") and pronouns."""

from __future__ import annotations

from .aliases import Aliases
from .countries import load_countries
from .found import Found
from .lexicon import load_lexicon, word_set
from .names import singular
from .words import Reading, Token

PRONOUNS = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
    "they": "p",
    "them": "p",
    "their": "p",
    "theirs": "p",
    "themselves": "p",
    "it": "n",
    "its": "n",
    "itself": "n",
}
"""Pronoun to what it agrees with: m, f, n (a body) or p (several, or a body)."""

POSSESSIVES = frozenset(("his", "her", "its", "their"))
_DETERMINERS = frozenset(("the", "this", "that", "his", "her", "its", "their", "a", "an", "our"))

_MOST_WE = 12


def find_descriptions(reading: Reading, names: list[Found], aliases: Aliases) -> list[Found]:
    """Find descriptions and pronouns outside the names already found.

    Examples
    --------
    >>> from stancebook.actors.words import read_text
    >>> reading = read_text("The defence ministry said its new head, she hoped, would stay.")
    >>> [(found.name, found.head) for found in find_descriptions(reading, [], Aliases())]
    [('The defence ministry', 'ministry'), ('its', 'its'), ('its new head', 'head'), ('she', 'she')]
    """
    return DescriptionFinder(reading, names, aliases).find()


class DescriptionFinder:
    """Walks through what the names leave of a text.

    Parameters
    ----------
    reading : Reading
        The text.
    names : list of Found
        Its names; only countries' adjectives and general words may be part of a description.
    aliases : Aliases
        The codebook's names: its lower-case aliases are descriptions too.
    """

    def __init__(self, reading: Reading, names: list[Found], aliases: Aliases) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.aliases = aliases
        self.lexicon = load_lexicon()
        self.taken = bytearray(len(self.tokens))
        self.within = bytearray(len(self.tokens))
        self.editorial = _is_editorial(self.tokens)
        self.after_name: dict[int, int] = {}
        self.parties = {name.last for name in names if name.shape == "bodyword" and name.is_capital}
        for number, name in enumerate(names):
            if name.shape == "thing":
                self.within[name.first : name.last] = b"\1" * (name.last - name.first)
            open_shape = name.shape in ("demonym", "bodyword", "thing", "unknown", "capital")
            if (
                not open_shape
                or name.acronym
                or (name.shape == "unknown" and name.last - name.first > 2)
            ):
                self.taken[name.first : name.last] = b"\1" * (name.last - name.first)
            if name.last < len(self.tokens) and self.tokens[name.last].lower in ("'s", "'"):
                self.after_name[name.last] = number

    def find(self) -> list[Found]:
        """Return all descriptions and pronouns in order."""
        found: list[Found] = []
        at = 0
        while at < len(self.tokens):
            if self.taken[at]:
                at += 1
                continue
            token = self.tokens[at]
            word = token.lower.split("'")[0] or token.lower
            if word in PRONOUNS and not token.text.isupper():
                found.extend(self._pronoun(at, word))
            if word == "we" and self.editorial and not token.quoted:
                found.append(self.reading.found(at, at + 1, "outlet"))
                found[-1].end = token.start + 2
            piece = self._description(at)
            if piece is not None:
                found.append(piece)
                at = piece.last
            else:
                at += 1
        return found

    def _pronoun(self, at: int, word: str) -> list[Found]:
        """Return the pronoun at a token, none where "it" stands for no one."""
        idle = False
        if word == "it":
            verb = self._verb_after(at)
            idle = verb in word_set("idle_verbs") or not verb
            if idle or "'" in self.tokens[at].lower:
                return []
        pronoun = self.reading.found(at, at + 1, "pronoun", head=word)
        pronoun.end = pronoun.start + len(word)
        pronoun.name = self.reading.text[pronoun.start : pronoun.end]
        return [pronoun]

    def _verb_after(self, at: int) -> str:
        after = at + 1
        skipped = word_set("adverbs") | {"has", "had", "would", "will", "could"}
        while after < len(self.tokens) and (
            self.tokens[after].lower.endswith("ly") or self.tokens[after].lower in skipped
        ):
            after += 1
        word = self.tokens[after].lower if after < len(self.tokens) else ""
        looks = len(word) > 3 and word.endswith(("s", "ed")) and word.isalpha()
        return word if word in self.lexicon.verbs or looks else ""

    # -- descriptions ---------------------------------------------------------------------------

    def _description(self, at: int) -> Found | None:
        """Return the description that starts at a token, if one does."""
        tokens = self.tokens
        word = tokens[at].lower
        start, first, determiner = at, at, ""
        if word in _DETERMINERS:
            first, determiner = at + 1, word
            if first < len(tokens) and tokens[first].lower in ("same", "other"):
                first += 1
        elif at in self.after_name:
            start, first, determiner = at + 1, at + 1, "'s"
        elif self._is_headline_noun(at):
            determiner = "the"
        elif not (tokens[at].capital or word in self.aliases.generic or (word in word_set("bare"))):
            return None
        if first >= len(tokens) or tokens[first].sentence != tokens[at].sentence:
            return None
        if determiner == "that" and first + 1 in self.parties:
            return None  # "said that Labour would help"
        if determiner in ("this", "our") and tokens[first].lower in word_set("outlets"):
            return self.reading.found(start, first + 1, "outlet")
        alias_end = self._generic_end(first)
        head = max(alias_end, self._head_end(first, bare=not determiner))
        if not head or (not determiner and not self._bare(first, head, alias_end)):
            return None
        piece = self._piece(start, first, head, determiner)
        piece.possessor = self.after_name.get(at, -1)
        piece.owner = "generic" if alias_end == head else ""
        return piece

    def _is_headline_noun(self, at: int) -> bool:
        """Tell whether a headline leaves out the article here: "Line approved, council to sue"."""
        tokens, lexicon = self.tokens, self.lexicon
        word = tokens[at].lower
        known = word in lexicon.roles or word in lexicon.body_types
        if not (self.reading.is_title and known and tokens[at].text.islower()):
            return False
        before = tokens[at - 1] if at else None
        if before is not None and before.lower == "says" and before.text.islower():
            return True
        verb = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        acts = verb == "to" or (len(verb) > 3 and verb.endswith("s") and verb in lexicon.verbs)
        joins = ",;:-–—"
        opens = before is None or before.text in joins or before.named or before.lower == "as"
        return acts and opens

    def _piece(self, start: int, first: int, head: int, determiner: str) -> Found:
        written = self.tokens[head - 1]
        noun = singular(written.lower)
        known = noun in self.lexicon.roles or noun in self.lexicon.body_types
        if written.lower in self.lexicon.body_types or not known:
            noun = written.lower
        party = written.capital and "party" in self.lexicon.body_types.get(noun, ())
        return self.reading.found(
            start,
            head,
            "role" if noun in self.lexicon.roles else "bodyword",
            head=noun,
            determiner=determiner,
            titles=tuple(token.lower for token in self.tokens[first : head - 1]),
            weak=noun != written.lower or determiner in ("a", "an"),
            country=self._country(first, head),
            is_capital=written.capital
            and determiner in ("the", "")
            and (not written.first or (party and noun.endswith("s")) or head in self.parties),
        )

    def _country(self, first: int, last: int) -> str:
        countries = load_countries()
        for at in range(first, last):
            for size in (2, 1):
                form = " ".join(token.text for token in self.tokens[at : min(at + size, last)])
                code = countries.demonyms.get(form) or countries.names.get(form)
                if code:
                    return code
        return ""

    def _generic_end(self, first: int) -> int:
        """Return the end of the longest generic alias of the codebook that starts at a token."""
        best, words = 0, []
        if self.aliases.generic:
            for at in range(first, min(first + 6, len(self.tokens))):
                if self.taken[at]:
                    break
                words.append(self.tokens[at].lower)
                if " ".join(words) in self.aliases.generic:
                    best = at + 1
        return best

    def _head_end(self, first: int, *, bare: bool) -> int:
        """Return the end of the noun that a description ends with, 0 where there is none."""
        best = 0
        lexicon = self.lexicon
        for at in range(first, min(first + (4 if bare else 7), len(self.tokens))):
            word = self.tokens[at].lower
            if word == "'" and not best and at > first:
                continue
            if self.taken[at] or not self._goes_on(first, at):
                break
            heads = (word, singular(word))
            inner = self.within[at] and self.tokens[at].capital and at + 1 < len(self.within)
            inner = inner and bool(self.within[at + 1] or (at > first and self.within[at - 1]))
            known = any(head in lexicon.roles or head in lexicon.body_types for head in heads)
            if known and not inner:
                best = at + 1
            elif best and (
                word in lexicon.verbs
                or not (word in lexicon.role_modifiers or word in lexicon.domains)
            ):
                break
        return best

    def _goes_on(self, first: int, at: int) -> bool:
        token, opening = self.tokens[at], self.tokens[first]
        stops = token.lower in word_set("function_words") and token.lower not in word_set(
            "inside_descriptions"
        )
        same = token.sentence == opening.sentence and token.quoted == opening.quoted
        sized = token.text[-1].isalpha()  # "the 900-strong federation"
        return same and sized and not stops

    def _bare(self, first: int, head: int, alias_end: int) -> bool:
        """Tell whether a description may do without an article here: headlines, "parliament"."""
        noun, opening = self.tokens[head - 1].lower, self.tokens[first]
        before = self.tokens[first - 1].lower if first else ""
        if before in _DETERMINERS or before == "of":
            return False
        bare = word_set("bare")
        if alias_end == head:
            return opening.first or opening.capital or noun in bare
        if noun in bare and head - first == 1:
            return True
        lexicon = self.lexicon
        known = noun in lexicon.body_types or noun in lexicon.roles
        modifiers = all(
            token.lower in lexicon.role_modifiers
            or token.lower in lexicon.domains
            or token.lower in lexicon.body_types
            for token in self.tokens[first : head - 1]
        )
        return opening.first and opening.capital and head - first <= 3 and known and modifiers


def _is_editorial(tokens: list[Token]) -> bool:
    """Tell whether "we" outside quotations may be the outlet: no "I", and not many of them."""
    open_words = [token.text for token in tokens if not token.quoted and len(token.text) < 3]
    return "I" not in open_words and open_words.count("we") + open_words.count("We") <= _MOST_WE
