"""Aliases to spans: where a text names a concept or an actor, in any usual form of the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

_DETERMINERS = ("the ", "a ", "an ", "this ", "these ", "that ", "those ", "its ", "their ")
_ACRONYM_LENGTH = 5


def concept_names(concept: object) -> list[str]:
    """Return the name and the aliases of a concept."""
    return [concept.name, *concept.aliases]


def bare(alias: str) -> str:
    """Return an alias without the determiner that it begins with.

    Examples
    --------
    >>> bare("the Convention"), bare("Thessaly")
    ('Convention', 'Thessaly')
    """
    lowered = alias.lower()
    for determiner in _DETERMINERS:
        if lowered.startswith(determiner):
            return alias[len(determiner) :].strip()
    return alias.strip()


@lru_cache(maxsize=4096)
def alias_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return one pattern for any of the names: any case, singular or plural, longest first.

    Short acronyms and names that are capitalised words of up to five capitals keep their case, so
    that ``US`` does not match ``us``. None where no name has a letter or digit.
    """
    parts = []
    for name in sorted({bare(name) for name in names}, key=lambda name: (-len(name), name)):
        if not re.search(r"\w", name):
            continue
        words = [re.escape(word).replace("'", "['’]") for word in name.split()]
        body = r"\s+".join(words)
        if len(name) <= _ACRONYM_LENGTH and name.upper() == name:
            parts.append(body)
        elif name[-1].isalpha():
            if name.lower().endswith("y"):
                body = body[:-1] + "(?:y|ies)"
            else:
                body += "(?:es)?" if name.lower().endswith("s") else "(?:e?s)?"
            parts.append(f"(?i:{body})")
        else:
            parts.append(f"(?i:{body})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else None


def alias_spans(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Return where the text names one thing, as half-open character spans in order.

    Examples
    --------
    >>> alias_spans("Both treaties bind; the Treaty holds.", ["the treaty"])
    [(5, 13), (24, 30)]
    >>> alias_spans("Two buses.", ["bus"])
    [(4, 9)]
    """
    pattern = alias_pattern(tuple(names))
    return [match.span() for match in pattern.finditer(text)] if pattern else []


def longest_spans(text: str, names: Sequence[Iterable[str]]) -> list[list[tuple[int, int]]]:
    """Return the spans of several things at once; where two overlap the longer one stands.

    Parameters
    ----------
    text : str
        Any text.
    names : sequence of iterables of str
        The names of each thing.

    Returns
    -------
    list of lists of (int, int)
        For each thing its spans in order. A span that two things share is given to both.

    Examples
    --------
    >>> longest_spans("the glyphosate ban", [["glyphosate"], ["glyphosate ban", "the ban"]])
    [[], [(4, 18)]]
    """
    return [kept for kept, _ in spans_of_each(text, names)]


def spans_of_each(
    text: str, names: Sequence[Iterable[str]]
) -> list[tuple[list[tuple[int, int]], bool]]:
    """Return for each thing its spans, as :func:`longest_spans`, and whether any lost its place.

    Examples
    --------
    >>> spans_of_each("the glyphosate ban", [["glyphosate"], ["glyphosate ban"]])
    [([], True), ([(4, 18)], False)]
    """
    found = [(span, k) for k, group in enumerate(names) for span in alias_spans(text, group)]
    kept: list[list[tuple[int, int]]] = [[] for _ in names]
    lost = [False] * len(kept)
    taken: list[tuple[int, int]] = []
    for span, k in sorted(found, key=lambda item: (item[0][0] - item[0][1], item[0], item[1])):
        if all(span == other or span[1] <= other[0] or other[1] <= span[0] for other in taken):
            taken.append(span)
            kept[k].append(span)
        else:
            lost[k] = True
    return [(sorted(spans), gone) for spans, gone in zip(kept, lost, strict=True)]
