"""Reported speech by transparent rules and word lists: the baseline the model has to beat."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import NamedTuple

from .cues import cue_nouns, cue_verbs

_PRONOUN = r"(?:he|she|they|it|who|I|we)\b"
_CAPITALISED = r"(?:[^\W\d_a-z]\.|[^\W\d_a-z](?:[\w&-]|\.(?=\w)|[’'](?!s\b)(?=\w)){0,30})"
_PARTICLES = r"(?:(?:of|for|the|de|van|von|and|al|bin)[ ]){0,2}"
_NAME = rf"{_CAPITALISED}(?:[ \u00a0]{_PARTICLES}{_CAPITALISED}){{0,7}}"
_DETERMINERS = "(?i:the|a|an|his|her|their|its|some|many|several|one|other|most)"
_NOUNS = rf"{_DETERMINERS}(?:[ ][\w.’'-]{{1,20}}){{1,5}}"
_GROUPS = "(?i:critics|officials|sources|experts)"
_SPEAKER = rf"(?:(?:{_NOUNS}[ ])?{_NAME}|{_NOUNS}|{_PRONOUN}|{_GROUPS})"
_QUOTE = re.compile(
    r"“[^“”]{0,4000}(?:”|$)|\"[^\"]{0,4000}(?:\"|$)|«[^«»]{0,4000}(?:»|$)|„[^„“”]{0,4000}(?:[“”]|$)"
)
_ADVERBS = "also|later|then|has|had|have|is|was|would|will|did|does|not|never|repeatedly"
_FILLING = rf"(?:,[^,.]{{1,60}},)?(?:[ ](?:{_ADVERBS}|on[ ]\w{{3,9}}day)){{0,3}}"


class FoundSpeech(NamedTuple):
    """One piece of reported speech: lists of [start, end], and whether it is quoted."""

    speaker: list[list[int]]
    cue: list[list[int]]
    content: list[list[int]]
    is_direct: bool


@cache
def _patterns() -> dict[str, re.Pattern]:
    verbs = "(?:" + "|".join(sorted(cue_verbs(), key=len, reverse=True)) + r")\b"
    nouns = "(?:" + "|".join(sorted(cue_nouns(), key=len, reverse=True)) + r")\b"
    cue = rf"(?P<cue>{verbs}(?:[ ]that\b)?)"
    return {
        "before": re.compile(rf"(?<!\w)(?P<speaker>{_SPEAKER}){_FILLING}[ ]{cue}"),
        "after": re.compile(rf"(?<!\w)(?P<cue>{verbs})[ ](?P<speaker>{_SPEAKER})"),
        "according": re.compile(rf"(?P<cue>[Aa]ccording to)[ ](?P<speaker>{_SPEAKER})"),
        "noun": re.compile(
            rf"(?<!\w)(?P<speaker>{_NAME}|his|her|their|its)(?:['’]s?)?[ ](?P<cue>{nouns})"
            r"[ ](?:that|to)[ ]"
        ),
        "passive": re.compile(
            rf"\b(?:was|were|been|is|are)[ ](?P<cue>{verbs}[ ]by)[ ](?P<speaker>{_SPEAKER})"
        ),
    }


def read_by_rules(text: str) -> list[FoundSpeech]:
    """Find reported speech sentence by sentence.

    Parameters
    ----------
    text : str
        A title or a whole article.

    Returns
    -------
    list of FoundSpeech
        At most one per sentence, in order. A sentence that is all quotation and follows quoted
        speech goes to the speaker before it, without a cue.

    Notes
    -----
    Repetitions in the patterns are bounded, so time is linear in the text.

    Examples
    --------
    >>> found = read_by_rules("The bill is dead, the minister said.")[0]
    >>> found.speaker, found.cue, found.content
    ([[18, 30]], [[31, 35]], [[0, 16]])
    """
    from ..passages import split_paragraphs, split_sentences

    found: list[FoundSpeech] = []
    for begin, stop in split_paragraphs(text):
        paragraph = text[begin:stop]
        quotes = [q.span() for q in _QUOTE.finditer(paragraph) if q.end() - q.start() > 12]
        for start, end in split_sentences(paragraph):
            for piece in range(start, end, 2000):  # a sentence without end is read in parts
                stop_piece = min(end, piece + 2000)
                near = _touching(quotes, start, end)
                speech = _read_sentence(paragraph, piece, stop_piece, near)
                speech = speech or _carried_on((start, end), near, found)
                if speech:
                    found.append(_shift(speech, begin))
    return found


def _touching(quotes: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the quotations that touch a stretch; they are in order and apart."""
    first = bisect_right(quotes, start, key=lambda quote: quote[1])
    return quotes[first : bisect_left(quotes, end, key=lambda quote: quote[0])]


def _shift(speech: FoundSpeech, by: int) -> FoundSpeech:
    parts = ([[a + by, b + by] for a, b in part] for part in speech[:3])
    return FoundSpeech(*parts, speech.is_direct)


def _read_sentence(text: str, start: int, end: int, quotes) -> FoundSpeech | None:
    own = [[max(a, start), min(b, end)] for a, b in quotes if a < end and b > start]
    own = [q for q in own if q[1] - q[0] > 6]
    for name, pattern in _patterns().items():
        for match in pattern.finditer(text, start, end):
            cue, speaker = list(match.span("cue")), list(match.span("speaker"))
            if any(a <= cue[0] < b for a, b in own):
                continue
            content = own or _unquoted(text, name, match, start, end)
            if content:
                return FoundSpeech([speaker], [cue], content, bool(own))
    return None


def _unquoted(text: str, name: str, match: re.Match, start: int, end: int) -> list[list[int]]:
    """Return the words reported without quotation marks around this cue; none where unclear."""
    begin, stop = match.span()
    rest = _trimmed(text, stop, end)
    before = _trimmed(text, start, begin)
    at_end = rest[1] - rest[0] < 3
    if name == "before":
        if at_end and text[before[1] : before[1] + 1] in (",", ""):
            return [before]
        says = match["cue"].endswith(" that") or match["cue"] in ("said", "says", "say", "saying")
        return [rest] if says and rest[1] - rest[0] > 3 else []
    if name == "after":
        return [before] if text[before[1] : before[1] + 1] == "," and before[1] > before[0] else []
    if name == "according":
        return [rest] if before[1] <= before[0] and rest[1] > rest[0] else [before]
    if name == "passive":
        return [before] if before[1] > before[0] else []
    return [rest] if rest[1] > rest[0] else []


def _trimmed(text: str, start: int, end: int) -> list[int]:
    words = text[start:end]
    start += len(words) - len(words.lstrip(" ,;:—–-\u00a0"))
    end -= len(words) - len(words.rstrip(" ,.;:—–-\u00a0\n"))
    return [start, max(start, end)]


def _carried_on(sentence, quotes, found: list[FoundSpeech]) -> FoundSpeech | None:
    if not found or not found[-1].is_direct or not found[-1].speaker:
        return None
    start, end = sentence
    if not any(a <= start and b >= end - 1 for a, b in quotes):
        return None
    return FoundSpeech([], [], [[start, end]], True)
