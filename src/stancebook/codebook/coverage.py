"""What a codebook leaves out: what the articles argue about most and it does not ask about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from .aliases import alias_pattern, bare, concept_names
from .model import Codebook, Concept
from .suggestion import find_concepts, read_texts

MOST_ARTICLES_COMPARED = 100
"""A codebook that was given is held against at most so many articles."""

_SOUGHT = 8
_MOST_TOLD = 3
_FEWEST = 3
"""A note needs so many articles: fewer tell nothing of what is left out."""
_SEVERAL = ("are no concepts", "them", "concepts")
_SHARE = 0.25
"""What a quarter of the articles name is a main matter of the corpus."""


def coverage_notes(articles: pd.DataFrame, codebook: Codebook) -> tuple[str, ...]:
    """Say what many articles argue about and the codebook does not, and how many it misses.

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`; those in other languages are left aside.
    codebook : Codebook
        Given or proposed.

    Returns
    -------
    tuple of str
        At most two notes, without a full stop; empty where fewer than three articles are read.

    Examples
    --------
    >>> import textwrap, stancebook as sb
    >>> text = "Ana Ruiz opposes the carbon tax. The carbon tax is needed, said Bo Lind of {}."
    >>> articles = sb.read_articles(pd.DataFrame({"text": [text.format(x) for x in "PQRS"]}))
    >>> book = Codebook.from_dict({"concepts": [{"id": "ban", "name": "the ban"}]})
    >>> for note in coverage_notes(articles, book):
    ...     print(textwrap.fill(note, 95))
    'carbon tax' (in 4 of 4 articles) is no concept of the codebook: nobody's stance on it is
    looked for; to ask about it, add it as a concept, or to the aliases of one that means it
    4 of 4 articles name no concept of the codebook: a statement is found only where one is named;
    add the words that the articles use to the aliases of your concepts
    """
    texts = read_texts(articles)
    if len(texts) < _FEWEST:
        return ()
    known = _forms(codebook.concepts)
    notes = []
    missing = [
        (_count([concept], texts), concept.name)
        for concept in find_concepts(texts, _SOUGHT)[0]
        if not concept.name.startswith("the ")
        and not any(_is_same(a, b) for a in _forms([concept]) for b in known)
    ]
    missing = [(n, name) for n, name in missing if n >= max(_FEWEST, _SHARE * len(texts))]
    if missing:
        first, *more = missing[:_MOST_TOLD]
        named = [f"{first[1]!r} (in {first[0]} of {len(texts)} articles)"]
        named += [f"{name!r} (in {n})" for n, name in more]
        ends = ("is no concept", "it", "a concept") if not more else _SEVERAL
        words = " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
        notes.append(
            f"{words} {ends[0]} of the codebook: nobody's stance on {ends[1]} is looked for; to "
            f"ask about {ends[1]}, add {ends[1]} as {ends[2]}, or to the aliases of one that means "
            f"{'it' if not more else 'the same'}"
        )
    silent = len(texts) - _count(codebook.concepts, texts)
    if silent >= _FEWEST and 2 * silent > len(texts):
        notes.append(
            f"{silent} of {len(texts)} articles name no concept of the codebook: a statement is "
            "found only where one is named; add the words that the articles use to the aliases of "
            "your concepts"
        )
    return tuple(notes)


def count_naming(articles: pd.DataFrame, concepts: Sequence[Concept]) -> int | None:
    """Count the articles that name any of the concepts, by its name or an alias.

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`; those in other languages are left aside.
    concepts : sequence of Concept
        Of a codebook.

    Returns
    -------
    int or None
        At most :data:`stancebook.codebook.suggestion.MOST_ARTICLES`; None where no text is there
        to look in, or some are redacted.

    Examples
    --------
    >>> import stancebook as sb
    >>> articles = sb.read_articles(pd.DataFrame({"text": ["A tax on cars.", "A ban on cars."]}))
    >>> count_naming(articles, [Concept("ban", "the ban")]), count_naming(articles[:0], [])
    (1, None)
    """
    texts = read_texts(articles)
    if not texts or not all(texts):
        return None
    return _count(concepts, texts) if concepts else 0


def _forms(concepts: Iterable[Concept]) -> list[str]:
    return [bare(name).casefold() for concept in concepts for name in concept_names(concept)]


def _is_same(one: str, other: str) -> bool:
    """Say whether one form begins or ends with the other, in the singular.

    Examples
    --------
    >>> _is_same("parking levy", "levies"), _is_same("parking levy", "car park")
    (True, False)
    """
    from ..actors.names import singular

    short, long = sorted(([singular(w) for w in form.split()] for form in (one, other)), key=len)
    return long[-len(short) :] == short or long[: len(short)] == short


def _count(concepts: Sequence[Concept], texts: Sequence[str]) -> int:
    named = alias_pattern(tuple(name for one in concepts for name in concept_names(one)))
    return sum(named.search(text) is not None for text in texts) if named else 0
