"""Capitals that a heading or the start of a sentence glues to a person: "Defiant Jon Brand"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .lexicon import given_names, word_set
from .words import Token

Words = tuple[str, ...]


def own_names(tokens: Sequence[Token]) -> Counter:
    """Count the sequences of two and more capitalised words that stand by themselves.

    Examples
    --------
    >>> from stancebook.actors.words import read_text
    >>> counts = own_names(read_text("Port News Ana Ruiz left. So Ana Ruiz spoke.").tokens)
    >>> counts["Ana", "Ruiz"]
    1
    """
    counts: Counter = Counter()
    run: list[str] = []
    sentence = -1
    for token in tokens:
        if run and not (token.named and token.sentence == sentence):
            counts[tuple(run)] += len(run) > 1
            run = []
        if token.named:
            run.append(token.text)
            sentence = token.sentence
    counts[tuple(run)] += len(run) > 1
    return counts


def person_within(
    tokens: Sequence[Token], at: int, end: int, *, alone: Counter, named: Counter
) -> tuple[int, int]:
    """Return where the person's name in three and more capitalised words begins and ends.

    A part of two and more words that stands by itself elsewhere is a name, where the whole does
    not come again; so are a given name and what follows, after an adjective that opens the sentence
    and comes nowhere else.

    Parameters
    ----------
    tokens : sequence of Token
        The text.
    at, end : int
        The words, half-open.
    alone : Counter
        From :func:`own_names` of the same text.
    named : Counter
        How often each word stands in a name of the text.
    """
    words = tuple(token.text for token in tokens[at:end])
    size = len(words)
    plain = all(token.named and len(token.text) > 1 for token in tokens[at:end])
    if size < 3 or not plain or alone[words] > 1:
        return at, end
    for cut in range(1, size - 1):
        if alone[words[cut:]]:
            return at + cut, end
    for cut in range(size - 2, 1, -1):
        if alone[words[:cut]]:
            return at, at + cut
    opener, known = tokens[at], given_names()
    is_mood = opener.lower.endswith(tuple(word_set("mood_endings"))) and opener.lower not in known
    opens = opener.first and is_mood and tokens[at + 1].lower in known
    return (at + 1, end) if opens and named[words[0]] == 1 else (at, end)
