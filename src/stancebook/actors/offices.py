"""What stands beside a name and says who it is: titles before, appositives and bodies after."""

from __future__ import annotations

from .found import Found
from .lexicon import Lexicon, load_lexicon, word_set
from .words import Reading

DEPARTED = frozenset(("late", "murdered", "slain"))
"""Directly before a name these say that the person is dead."""


def add_titles(reading: Reading, names: list[Found]) -> None:
    """Add the words of office before and after each person's name, in place.

    Examples
    --------
    >>> from stancebook.actors.aliases import Aliases
    >>> from stancebook.actors.mentions import find_names
    >>> from stancebook.actors.words import read_text
    >>> reading = read_text("Once senator Ana Ruiz, chair of the finance panel, spoke.")
    >>> names = find_names(reading, Aliases())
    >>> add_titles(reading, names)
    >>> names[0].titles
    ('senator', 'chair', 'finance')
    """
    for name in names:
        if name.shape == "person" or name.owner:
            name.titles = (*name.titles, *titles_beside(reading, name))


def titles_beside(reading: Reading, name: Found) -> list[str]:
    """Return the words of office that stand before and behind a name, in lower case."""
    lexicon = load_lexicon()
    return _before(reading, name, lexicon) + _after(reading, name, lexicon)


def mark_people(reading: Reading, names: list[Found]) -> None:
    """Tell single names that are people: "daughter Lena"; "Dean" after "Ruth Dean"; in place."""
    lexicon = load_lexicon()
    full = [one.name for one in names if one.shape == "person" and " " in one.name]
    surnames = {name.split()[-1] for name in full}
    for one in names:
        if one.last - one.first > 1 or one.owner:
            continue
        before = reading.tokens[one.first - 1] if one.first else None
        if before is None or before.sentence != one.sentence:
            before = None
        role = before is not None and before.lower in lexicon.roles and not before.capital
        if one.shape == "role" and one.name in surnames:
            fronted = before is not None and before.lower in ("the", "a", "an", "of")
            one.shape, one.titles = ("role", one.titles) if fronted else ("person", ())
        elif one.shape == "unknown" and role and not one.acronym:
            one.shape, one.weak = "person", False


def _before(reading: Reading, name: Found, lexicon: Lexicon) -> list[str]:
    words: list[str] = []
    at = name.first - 1
    while at >= 0 and len(words) < 6:
        token = reading.tokens[at]
        word = token.lower.strip(".")
        title = word in lexicon.roles or word in lexicon.titles
        more = word in (lexicon.role_modifiers | lexicon.domains if words else DEPARTED)
        if token.sentence != name.sentence or not (title or more):
            break
        words.insert(0, word)
        at -= 1
    return words


def _after(reading: Reading, name: Found, lexicon: Lexicon) -> list[str]:
    """Return the words of ", the former director of the bank," or "is a nurse"."""
    tokens = reading.tokens
    at = name.last
    if at >= len(tokens) or tokens[at].lower not in (",", "(", "is", "was", "became"):
        return []
    copula = tokens[at].text not in (",", "(")
    if copula and (at + 1 >= len(tokens) or tokens[at + 1].lower not in ("a", "an", "the")):
        return []
    words: list[str] = []
    for token in tokens[at + 1 : at + 11]:
        if token.sentence != name.sentence or token.text in ",.;()":
            break
        if token.lower in ("who", "whose", "which", "and", "said", "says"):
            break
        words.append(token.lower.strip("."))
    head = next((k for k, word in enumerate(words) if word in lexicon.roles), -1)
    if head < 0 or any(word in lexicon.speech_verbs for word in words[:head]):
        return []
    reach = words[: head + 1]
    for word in words[head + 1 :]:
        if word not in ("of", "for", "and", "the") and word not in lexicon.domains:
            break
        reach.append(word)
    known = lexicon.roles | lexicon.role_modifiers | lexicon.domains
    return [word for word in reach if word in known]


def mark_bodies(reading: Reading, names: list[Found]) -> None:
    """Tell bodies from people by what they have: "X spokeswoman", "X's finance director", in place.

    A name that is a body once is a body all through the text.
    """
    lexicon = load_lexicon()
    bodies = set()
    places = {name.name for name in names if name.is_front and name.local}
    people = {word for name in names if name.shape == "person" for word in name.name.split()}
    for name in names:
        if name.shape not in ("person", "unknown") or name.titles:
            continue
        if " " not in name.name and name.name in people:
            continue
        at = name.last
        owned = at < len(reading.tokens) and reading.tokens[at].lower in ("'s", "'")
        heads = lexicon.offices | lexicon.spokespeople | word_set("members")
        holds = owned and _next_role(reading, at + 1, 5) in heads
        fronts = name.is_front and name.name not in places
        led = _is_spoken_for(reading, at) or _is_led(reading, name)
        if holds or fronts or led or _is_called(reading, name):
            bodies.add(name.name)
    for name in names:
        if name.name in bodies and name.shape in ("person", "unknown") and not name.titles:
            name.shape, name.weak = "body", name.is_front and name.weak


def _is_spoken_for(reading: Reading, at: int) -> bool:
    """Tell whether "spokesman" follows directly."""
    return _next_role(reading, at, 1) in load_lexicon().spokespeople


def _is_called(reading: Reading, name: Found) -> bool:
    """Tell whether the text says what body it is: "the charity X", "X, a charity,"."""
    kinds = word_set("type_heads")
    tokens = reading.tokens
    before = [token.lower for token in tokens[max(0, name.first - 3) : name.first]]
    if before and before[-1] in kinds and {"the", "a", "an"} & set(before):
        return tokens[name.first - 1].sentence == name.sentence
    after = [token.lower for token in tokens[name.last : name.last + 6]]
    if after[:1] != [","] or after[1:2] not in (["a"], ["an"], ["the"]):
        return False
    head = next((k for k, word in enumerate(after) if word in kinds), 0)
    return bool(head) and after[head + 1 : head + 2] in ([","], ["."])


def _is_led(reading: Reading, name: Found) -> bool:
    """Tell whether "the leader of" stands before."""
    lexicon = load_lexicon()
    before = [token.lower for token in reading.tokens[max(0, name.first - 4) : name.first]]
    while before and before[-1] in ("the", "a"):
        before.pop()
    if len(before) < 2 or before[-1] not in ("of", "for", "at"):
        return False
    places = word_set("heads_of_places")
    return before[-2] in (lexicon.roles - places) or before[-2] in word_set("body_fronts")


def _next_role(reading: Reading, at: int, reach: int) -> str:
    """Return the first word of office from a token on, empty where none comes in reach."""
    lexicon = load_lexicon()
    for token in reading.tokens[at : at + reach]:
        if token.lower in lexicon.roles or token.lower in word_set("members"):
            return token.lower
        if token.lower in word_set("function_words") or not token.text[0].isalpha():
            break
    return ""


def bodies_beside(reading: Reading, found: list[Found], index: int) -> list[Found]:
    """Return the bodies that a person's name stands with: "X of the Y", "Y leader X", "Y's X".

    Parameters
    ----------
    reading : Reading
        The text.
    found : list of Found
        All places of the text in order.
    index : int
        Which of them is the person.
    """
    person = found[index]
    beside: list[Found] = []
    for other in found[index + 1 : index + 5]:
        if other.shape not in ("body", "unknown") or other.first < person.last:
            continue
        gap = reading.tokens[person.last : other.first]
        if other.sentence == person.sentence and len(gap) <= 9 and _is_link(gap, after=True):
            beside.append(other)
            break
    for other in reversed(found[max(0, index - 4) : index]):
        if other.shape not in ("body", "unknown") or other.last > person.first:
            continue
        gap = reading.tokens[other.last : person.first]
        if other.sentence == person.sentence and len(gap) <= 6 and _is_link(gap, after=False):
            beside.append(other)
        break
    return beside


def _is_link(gap: list, *, after: bool) -> bool:
    lexicon = load_lexicon()
    fronts = word_set("fronts")
    known = all(
        t.lower in fronts
        or t.lower in lexicon.roles
        or t.lower in lexicon.role_modifiers
        or t.lower in lexicon.domains
        or t.lower in lexicon.body_types
        or t.lower in ("'s", "'")
        for t in gap
    )
    words = {t.lower for t in gap}
    if after:
        return known and bool(words & {"of", "from", "for", "at", "leads", "heads", "chairs", "("})
    return known and bool(words & lexicon.roles | words & {"'s", "'"})
