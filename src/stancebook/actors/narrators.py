"""Who speaks without quotation marks: the people of an interview, the author who says "I"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..attributions.turns import SELF, Places, Turn
from .entities import Entities, Entity
from .found import Found
from .lexicon import load_lexicon, word_set
from .names import fold
from .types import is_body_name
from .words import Reading, Token, find_quotes, read_words

Place = tuple[Found, Entity | None]

_FEWEST, _SHARE = 3, 0.1
"""Sentences with "I" that make a piece its author's own, and their share of all."""

_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: (?:[^\W\d_a-z][\w.'’-]*|van|von|de|der|bin|al)){1,3}")


def spoken_parts(turns: Sequence[Turn]) -> list[tuple[int, int]]:
    """Return the words of the questions and answers, which stand in no quotation marks.

    Examples
    --------
    >>> spoken_parts([Turn((0, 1), "answer", False, ((3, 9),))])
    [(2, 9)]
    """
    spoken = [turn for turn in turns if turn.kind != "text"]
    return [(start - 1, end) for turn in spoken for start, end in turn.parts]


def without_labels(names: list[Found], turns: Sequence[Turn]) -> list[Found]:
    """Leave out the labels that name nobody who takes a position: "Q", the interviewer."""
    idle = [
        turn.label
        for turn in turns
        if turn.label[0] < turn.label[1] and not (turn.kind == "answer" and turn.is_named)
    ]
    return [one for one in names if not any(a <= one.start < b for a, b in idle)]


def author_mentions(reading: Reading, entities: Entities, author: str) -> list[Place]:
    """Return where the author of a first-person piece says "I".

    Parameters
    ----------
    reading : Reading
        The text.
    entities : Entities
        The article's; the author becomes one of them.
    author : str
        The byline; one that names no single person speaks for nobody.

    Examples
    --------
    >>> from stancebook.actors.aliases import Aliases
    >>> from stancebook.actors.words import read_text
    >>> reading = read_text("I drive. I hate the toll. Let me say so.")
    >>> places = author_mentions(reading, Entities(Aliases()), "By Ana Ruiz")
    >>> [(one.start, entity.name) for one, entity in places]
    [(0, 'Ana Ruiz'), (9, 'Ana Ruiz'), (30, 'Ana Ruiz')]
    """
    name = author_name(author, entities.source)
    if not name:
        return []
    tokens = reading.tokens
    said = [at for at in range(len(tokens)) if not tokens[at].quoted and _is_own(tokens, at)]
    n_sentences = len({tokens[at].sentence for at in said})
    if n_sentences < max(_FEWEST, _SHARE * len(reading.sentences)):
        return []
    words = read_words(name)
    alias = entities.aliases.match(words, 0)
    owned = alias is not None and alias[0] == len(words)
    entity = entities.owner(alias[1]) if owned else entities.person(name)
    if entity is None or entity.shape != "person":
        return []
    entity.forms[name] += 1
    entity.is_sure = True
    return [(_own_place(reading, at), entity) for at in said]


def with_own_words(reading: Reading, empty: list[Place], turns: Sequence[Turn]) -> list[Place]:
    """Put the "I" of an answer in the place of an empty mention of who answers.

    Parameters
    ----------
    reading : Reading
        The text.
    empty : list of (Found, Entity or None)
        From :func:`stancebook.actors.speakers.empty_mentions`.
    turns : sequence of Turn
        Those of the text.
    """
    if not turns:
        return empty
    places, turn_at = [], Places(turns)
    for one, entity in empty:
        turn = turn_at.at(one.start)
        own = None
        if turn is not None and turn.kind == "answer":
            start, end = reading.sentences[one.sentence]
            inner = find_quotes(reading.text[start:end])
            own = next(
                (
                    at
                    for at in range(reading.at(start), reading.at(end))
                    if _is_own(reading.tokens, at)
                    and not any(a <= reading.tokens[at].start - start < b for a, b in inner)
                ),
                None,
            )
        places.append((one, entity) if own is None else (_own_place(reading, own), entity))
    return places


def _own_place(reading: Reading, at: int) -> Found:
    one = reading.found(at, at + 1, "author")
    one.end = one.start + len(reading.tokens[at].lower.split("'")[0])
    return one


def author_name(author: str, source: str = "") -> str:
    """Return the one person that a byline names, empty where it names none or several.

    Examples
    --------
    >>> author_name("By Ana Ruiz"), author_name("Herald staff"), author_name("Ana Ruiz and Bo Lee")
    ('Ana Ruiz', '', '')
    """
    name = re.sub(r"^[Bb]y ", "", " ".join(author.split()))
    words = {word.strip(".") for word in fold(name).split()}
    known = load_lexicon()
    other = words & (word_set("outlets") | known.media | {"staff", "desk", "editorial", "team"})
    if not _NAME.fullmatch(name) or other or is_body_name(name, known):
        return ""
    return "" if fold(name) in fold(source) else name


def _is_own(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word is "I", "me" or "my", and no numeral behind a name."""
    token, before = tokens[at], tokens[at - 1] if at else None
    word = token.lower.split("'")[0]
    if word != "i":
        return word in SELF
    if token.text[0] != "I":
        return False
    return before is None or not before.named or before.sentence != token.sentence
