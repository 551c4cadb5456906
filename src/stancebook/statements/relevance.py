"""Which sentences concern which concept: by name, by reference, or because the article is about it.

This screen is cheap: a pattern search per concept. What it lets through is read by the model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pandas as pd

from ..codebook.aliases import bare, concept_names, spans_of_each

BEFORE, AFTER = 2, 6
"""Sentences before and after one that names a concept which may speak of it without the name."""

LEAD = 4
"""An article is about a concept that its title or one of its first sentences names."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_TEXT = r"(?:article|story|report|headline|post|piece|caption|item|column|newsletter|dispatch)"
_WRONGLY = r"(?:incorrectly|wrongly|mistakenly|erroneously|inaccurately|previously|originally)"
_RETRACTED = re.compile(  # a correction: an earlier version of this article said that ...
    r"\b(?:earlier|previous|original|prior|first|print) (?:versions?|editions?) of (?:this|the|our)"
    rf"(?: \w+)? {_TEXT}\b|\b(?:this|our) {_TEXT}(?: \w+){{0,3}} {_WRONGLY}\b",
    re.IGNORECASE,
)


@cache
def common_words() -> frozenset[str]:
    """Return words of four letters and more that tell nothing about a concept."""
    import yaml

    path = Path(__file__).parent.parent / "lexicons" / "stance.yml"
    return frozenset(yaml.safe_load(path.read_text(encoding="utf-8"))["common"])


@dataclass
class Unit:
    """A title or a sentence of an article, with the places of each concept in it."""

    passage_id: str
    in_title: bool
    start: int
    end: int
    text: str
    spans: list[list[tuple[int, int]]] = field(default_factory=list)


@dataclass
class Concerned:
    """The units of one article and, for each concept, the numbers of those that concern it.

    ``alike`` are those that share a telling word with its names, or two with its description.
    """

    units: list[Unit]
    concerned: list[list[int]]
    alike: list[set[int]]


def content_words(*texts: str) -> frozenset[str]:
    """Return the telling words of texts, cut to their first six letters.

    Examples
    --------
    >>> sorted(content_words("Building the nuclear reactors"))
    ['buildi', 'nuclea', 'reacto']
    """
    words = (match.lower() for text in texts for match in _WORD.findall(text))
    return frozenset(word[:6] for word in words if word not in common_words())


def words_of(concept: object) -> frozenset[str]:
    """Return the telling words of the names of a concept."""
    return content_words(bare(concept.name), *concept.aliases)


def is_retracted(text: str) -> bool:
    """Return whether a sentence says what an earlier version of the article had wrong.

    Examples
    --------
    >>> is_retracted("Correction: An earlier version of this article said that Ruiz opposed it.")
    True
    >>> is_retracted("Ruiz opposed an earlier version of the bill.")
    False
    """
    return bool(_RETRACTED.search(text))


def article_units(passages: pd.DataFrame) -> list[Unit]:
    """Return the title and the sentences of one article in reading order.

    Parameters
    ----------
    passages : DataFrame
        The article's rows of the table ``passages``.
    """
    units = []
    rows = passages.sort_values(["start", "end"], kind="stable")
    for unit in ("title", "sentence"):
        chosen = rows[rows["unit"] == unit]
        for row in chosen.itertuples(index=False):
            units.append(Unit(row.passage_id, unit == "title", row.start, row.end, row.text))
    return units


def find_concerned(units: Sequence[Unit], concepts: Sequence[object]) -> Concerned:
    """Mark the concepts in the units and tell which units concern which concept.

    Parameters
    ----------
    units : sequence of Unit
        The title and the sentences of one article; their ``spans`` are filled.
    concepts : sequence of Concept
        Anything with ``name``, ``aliases`` and ``description``.

    Returns
    -------
    Concerned
        ``concerned[k]`` lists, in order, the units that concern concept ``k``; a correction, which
        says what was wrong, concerns none.
    """
    names = [concept_names(concept) for concept in concepts]
    hidden: list[set[int]] = [set() for _ in concepts]
    for i, unit in enumerate(units):
        each = spans_of_each(unit.text, names)
        unit.spans = [spans for spans, _ in each]
        for k, (spans, lost) in enumerate(each):
            # words inside another concept's name speak of that one ("Convention on Cluster
            # Munitions")
            if lost and not spans:
                hidden[k].add(i)
    retracted = {i for i, unit in enumerate(units) if is_retracted(unit.text)}
    told = [content_words(unit.text) for unit in units]
    out, similar = [], []
    for k, concept in enumerate(concepts):
        named = {i for i, unit in enumerate(units) if unit.spans[k]}
        words = words_of(concept)
        described = content_words(concept.name, getattr(concept, "description", ""))
        alike = {i for i, found in enumerate(told) if found & words or len(found & described) >= 2}
        reached = _reached(len(units), named, named | (alike - hidden[k]))
        silent = hidden[k] | retracted
        out.append([i for i in reached if i not in silent])
        similar.append(alike)
    return Concerned(list(units), out, similar)


def _reached(n: int, named: set[int], alike: set[int]) -> list[int]:
    """Return the units near those that name the concept; all of an article that is about it."""
    if not named and len(alike) < 2:
        return []
    if any(i <= LEAD for i in named) and len(alike) * 12 >= n:
        return list(range(n))
    reached = set(alike)
    for i in named:
        reached.update(range(max(0, i - BEFORE), min(n, i + AFTER + 1)))
    return sorted(reached)
