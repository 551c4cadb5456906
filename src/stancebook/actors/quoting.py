"""Who speaks a quotation: the place that names its speaker, after it or before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from .found import Found
from .lexicon import load_lexicon, word_set
from .words import Reading

_SUBJECTS = ("he", "she", "they", "it", "who")
_AFTER, _BEFORE = 30, 12
_SENTENCES = 2


def speaker_of_quotation(
    found: Sequence[Found], index: int, reading: Reading
) -> tuple[Found | None, bool]:
    """Return the place that speaks the quotation in which a place stands.

    Parameters
    ----------
    found : sequence of Found
        All places of the text in order.
    index : int
        Number of the one that is quoted.
    reading : Reading
        The text.

    Returns
    -------
    (Found or None, bool)
        The speaker, and whether it stands after the quotation: in the sentence in which the
        quotation ends, else before it in that sentence or one of the two before.

    Examples
    --------
    >>> from stancebook.actors.words import read_text
    >>> reading = read_text('"He lied," said Ana Ruiz.')
    >>> places = [Found(1, 3, 1, 2, "pronoun", "He", 0, True, head="he"),
    ...     Found(16, 24, 5, 7, "person", "Ana Ruiz", 0, False, agent=True)]
    >>> speaker_of_quotation(places, 0, reading)[0].name
    'Ana Ruiz'
    """
    one = found[index]
    quote = reading.quotes[bisect_right(reading.quotes, (one.start, one.end)) - 1]
    last = reading.tokens[reading.at(quote[1]) - 1].sentence
    for other in found[index + 1 : index + _AFTER]:
        if other.sentence > last:
            break
        if other.start >= quote[1] and _may_speak(other):
            return other, True
    for other in reversed(found[max(0, index - _BEFORE) : index]):
        if other.sentence < one.sentence - _SENTENCES:
            break
        if _may_speak(other):
            return other, False
    return None, False


def teller_before(found: Sequence[Found], index: int, reading: Reading) -> int:
    """Return the first token of who says what a pronoun opens: "Norrvind said it"; -1 for nobody.

    Examples
    --------
    >>> from stancebook.actors.words import read_text
    >>> reading = read_text("Norrvind said that it agreed.")
    >>> places = [Found(0, 8, 0, 1, "unknown", "Norrvind", 0, False, agent=True),
    ...     Found(19, 21, 3, 4, "pronoun", "it", 0, False, head="it")]
    >>> teller_before(places, 1, reading)
    0
    """
    one, tokens = found[index], reading.tokens
    at = one.first - 1
    at -= at > 0 and tokens[at].lower == "that"
    lexicon = load_lexicon()
    if one.head not in _SUBJECTS or at < 1 or tokens[at].lower not in lexicon.speech_verbs:
        return -1
    skipped = word_set("adverbs") | word_set("auxiliaries")
    while at > 0 and tokens[at - 1].lower in skipped:
        at -= 1
    for other in reversed(found[max(0, index - _BEFORE) : index]):
        if other.last == at:
            stands = other.sentence == one.sentence and other.quoted == one.quoted
            return other.first if stands and other.shape != "pronoun" else -1
    return -1


def _may_speak(other: Found) -> bool:
    """Tell whether a place outside quotations can be the speaker of one: no "him", no "his"."""
    subject = other.shape != "pronoun" or other.head in _SUBJECTS
    return subject and other.agent and not other.quoted
