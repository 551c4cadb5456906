"""Those who speak without a name, and are no actors: "someone", "residents", "a woman there".

What follows may mean them: "Someone shouted that he was against it" is not the mayor's view.
"""

from __future__ import annotations

from collections.abc import Sequence

from .found import Found
from .lexicon import load_lexicon, word_set
from .names import singular
from .words import Reading

_REACH, _LONG_REACH = 7, 16


def find_crowds(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """Find those who speak without a name, outside what has been found, in order.

    Parameters
    ----------
    reading : Reading
        The text.
    found : sequence of Found
        Its names, descriptions and pronouns.

    Returns
    -------
    list of Found
        Shape ``crowd``; ``determiner`` is "a" where one person is meant.

    Examples
    --------
    >>> from stancebook.actors.words import read_text
    >>> reading = read_text("Someone shouted no. Residents of the town said they agreed.")
    >>> [(one.name, one.determiner) for one in find_crowds(reading, [])]
    [('Someone', 'a'), ('Residents', '')]
    """
    tokens, groups = reading.tokens, load_lexicon().groups
    known = [one for one in found if one.shape != "thing" or one.last - one.first > 1]
    taken = {at for one in known for at in range(one.first, one.last)}
    crowds: list[Found] = []
    for at, token in enumerate(tokens):
        word = token.lower
        is_one = word in word_set("unnamed")
        if (
            at in taken
            or token.quoted
            or not (is_one or word in groups or singular(word) in groups)
        ):
            continue
        if not speaks(reading, at + 1):
            continue
        before = tokens[at - 1].lower if at else ""
        alone = is_one or (singular(word) == word and before in ("one", "another"))
        determiner = "a" if alone else ""
        crowd = reading.found(at, at + 1, "crowd", determiner=determiner, weak=True, subject=True)
        crowds.append(crowd)
    return crowds


def mark_crowds(reading: Reading, found: Sequence[Found]) -> None:
    """Tell which descriptions of people without a name speak: "A man at the back shouted"."""
    for one in found:
        if one.weak and one.shape == "role" and not one.quoted and not one.subject:
            one.subject = speaks(reading, one.last)


def speaks(reading: Reading, at: int) -> bool:
    """Tell whether a verb of speech follows without another subject: "in the crowd shouted"."""
    tokens, lexicon = reading.tokens, load_lexicon()
    if at >= len(tokens):
        return False
    clause = tokens[at].text == "," and at + 1 < len(tokens) and tokens[at + 1].lower == "who"
    reach = _LONG_REACH if clause or tokens[at].lower == "who" else _REACH
    for token, before in zip(tokens[at : at + reach], tokens[at - 1 : at + reach], strict=False):
        if token.sentence != tokens[at - 1].sentence or token.quoted:
            return False
        verb = token.lower in lexicon.speech_verbs and token.text.islower()
        if verb and not token.lower.endswith("ing") and before.lower != "to":
            return True
        if token.text in ",;:—–" and not clause:
            return False
    return False
