"""Where titles end and the name begins: "White House Press Secretary | Jay Carney"."""

from __future__ import annotations

from .countries import load_countries
from .lexicon import given_names, load_lexicon
from .words import Token

_SEATS = frozenset(("MP", "MPP", "MEP", "MSP", "MLA", "MNA", "MK", "MHA", "MLC", "TD"))


def country_at(tokens: list[Token], at: int) -> str:
    """Return the code of the country or people that is named from a token on, else nothing."""
    countries = load_countries()
    for size in (4, 3, 2, 1):
        form = " ".join(token.text for token in tokens[at : at + size])
        code = countries.demonyms.get(form) or countries.names.get(form)
        if code:
            return code
    return ""


class Titles:
    """Finds titles at the start of the capitalised sequences of one text.

    Parameters
    ----------
    tokens : list of Token
        The text.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.lexicon = load_lexicon()

    def end(self, at: int, end: int) -> int:
        """Return where the titles at the start of ``[at, end)`` end; ``at`` where there are none.

        Examples
        --------
        >>> from stancebook.actors.words import read_text
        >>> tokens = read_text("The Deputy Prime Minister Ana Ruiz left").tokens
        >>> Titles(tokens).end(1, 6)
        4
        """
        if self._is_seat_alone(at, end):
            return end
        last = self._leading(at, end)
        last = last if last > at else self._late(at, end)
        lowers = [token.lower for token in self.tokens[at:last]]
        lexicon = self.lexicon
        if "of" in lowers and lowers[0] in lexicon.body_types and lowers[0] not in lexicon.roles:
            return at
        rest = [token.lower for token in self.tokens[last:end]]
        partisan = len(rest) == 1 and "party" in lexicon.body_types.get(f"{rest[0]}s", ())
        if last == at or partisan or any(word in lexicon.body_types for word in rest):
            return at
        return last if last < end else self._only_titles(at, end)

    def _leading(self, at: int, end: int) -> int:
        last = at
        for index in range(at, end):
            word = self.tokens[index].lower.strip(".'")
            known = (
                word in self.lexicon.titles
                or any(part in self.lexicon.roles for part in (word, *word.split("-")))
                or self._is_dotted(index)
                or self._is_paired(index, at)
            )
            mark = not word and last == index
            if known or (last > at and (mark or word in self.lexicon.domains)):
                last = index + 1
            elif not self._before_title(index, last > at):
                break
        return last

    def _is_dotted(self, index: int) -> bool:
        """Tell whether a word is a title by the full stop behind it: "Arch."."""
        after = self.tokens[index + 1].text if index + 1 < len(self.tokens) else ""
        return after == "." and self.tokens[index].lower in self.lexicon.dotted

    def _is_paired(self, index: int, at: int) -> bool:
        """Tell whether two words are a title together: both of "Tan Sri"."""
        words = [token.lower for token in self.tokens[max(at, index - 1) : index + 2]]
        pairs = zip(words, words[1:], strict=False)
        return any(" ".join(pair) in self.lexicon.titles for pair in pairs)

    def _before_title(self, index: int, is_titled: bool) -> bool:
        word = self.tokens[index].lower.strip(".")
        lexicon = self.lexicon
        return (
            word in lexicon.role_modifiers
            or word in lexicon.domains
            or word in ("of", "for", "the", "and", "", "affairs", "&")
            or bool(country_at(self.tokens, index))
            or self.tokens[index].text in load_countries().places
            or (not is_titled and word in lexicon.body_types)
        )

    def _late(self, at: int, end: int) -> int:
        """Return the end of a title behind other words: "House Budget Committee Chairman X Y"."""
        for index in range(end - 2, at, -1):
            word = self.tokens[index].lower
            led = any(t.lower in self.lexicon.body_types for t in self.tokens[at:index])
            heads = word in (self.lexicon.roles if led else self.lexicon.offices)
            heads = heads or word in self.lexicon.titles
            seat = self._is_seat(index)
            if seat or (heads and (led or (end - index > 2 and index - at <= 4))):
                return index + 1 + (self.tokens[index + 1].text == ".")
        return at

    def _is_seat(self, index: int) -> bool:
        """Tell whether a word is what who sits in a house is called, in capitals: "MP"."""
        return self.tokens[index].text in _SEATS

    def _is_seat_alone(self, at: int, end: int) -> bool:
        """Tell whether only the seat is named: "the Leeds Central MP", but not "Ana Ruiz MP"."""
        if end - at < 2 or not self._is_seat(end - 1):
            return False
        opening, before = self.tokens[at], self.tokens[at - 1].lower if at else ""
        if before in ("the", "a", "local"):
            return True
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        is_surname = any(a.named and b.text == opening.text and not b.first for a, b in pairs)
        party = "party" in self.lexicon.body_types.get(f"{opening.lower}s", ())
        known = opening.lower in given_names() and not party
        return end - at == 2 and not (known or is_surname)

    def _only_titles(self, at: int, end: int) -> int:
        """Decide on a sequence of title words only: "Senator Baker" is a name, "Mr" is nothing."""
        lexicon = self.lexicon
        first, last = self.tokens[at].lower.strip("."), self.tokens[end - 1].lower.strip(".")
        titled = first in lexicon.titles or first in lexicon.roles
        if end - at == 2 and titled and last not in lexicon.offices and last not in lexicon.domains:
            return at + 1
        if end - at == 1 and first in lexicon.titles and first not in lexicon.roles:
            return at
        return end
