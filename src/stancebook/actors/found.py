"""What the finders hand on: a place in a text where an actor may be named."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Found:
    """One place where an actor may be named, before it is known which.

    Parameters
    ----------
    start, end : int
        Characters in the text.
    first, last : int
        Tokens of the reading, half-open.
    shape : str
        ``person``, ``body``, ``country``, ``capital``, ``demonym``, ``unknown`` (named but of no
        known kind), ``role`` ("the minister"), ``bodyword`` ("the ministry"), ``pronoun``,
        ``outlet`` ("this newspaper"), ``thing`` (a treaty, a day: no actor).
    name : str
        The words that name it, without titles.
    titles : tuple of str
        Lower-case words of titles or honorifics before the name, or modifiers of the head.
    head : str
        The noun of a description, singular and lower case.
    determiner : str
        ``the``, ``a``, a possessive pronoun, ``'s`` (after a name), or nothing.
    country : str
        Code of the country that the words name.
    owner : str
        Actor of the codebook of whom the words are an alias; ``generic`` for a description that
        is one of the codebook's lower-case aliases.
    acronym, local, weak : bool
        Capital letters; a mere place ("in Paris"); to be believed only with more evidence.
    subject, agent : bool
        Stands where a subject stands; speaks or acts.
    possessor : int
        Place in the list of names of the name before "'s", -1 where none.
    is_capital : bool
        A general word with a capital: "the Council" names one council.
    is_sure : bool
        The tagger is sure that the name is a person's.
    kind : str
        The type of a body that the words beside its name tell, empty where they tell none.
    is_front : bool
        Stands in the title of the person who is named next, and does not act.
    """

    start: int
    end: int
    first: int
    last: int
    shape: str
    name: str
    sentence: int
    quoted: bool
    titles: tuple[str, ...] = ()
    head: str = ""
    determiner: str = ""
    country: str = ""
    owner: str = ""
    acronym: bool = False
    weak: bool = False
    subject: bool = False
    agent: bool = False
    local: bool = False
    possessor: int = -1
    is_capital: bool = False
    is_sure: bool = False
    is_front: bool = False
    kind: str = ""

    def fits(self, description: Found) -> bool:
        """Tell whether a description may stand beside this name: "the group X", "mayor X"."""
        if description.shape == "role":
            return self.shape == "person" or (bool(self.owner) and self.owner != "generic")
        return self.shape in ("body", "unknown") and not (self.weak and not self.acronym)
