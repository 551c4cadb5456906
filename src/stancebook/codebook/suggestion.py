"""A first codebook from the articles themselves: what they argue about, and who speaks."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..errors import InputError
from ..tables import ARTICLES, check_table, stable_id
from .grouping import FEWEST_DISPUTED, group_phrases
from .model import Codebook, Concept, short_id
from .most_named import most_named
from .phrases import Phrase, find_phrases
from .repeats import without_repeats
from .speaking import propose_actors
from .words import lone_kinds

MOST_ARTICLES = 500
"""Concepts are sought in at most so many articles: the ones whose hashed ids come first."""

MOST_ARTICLES_READ = 200
"""Speakers are sought in at most so many of them."""

MOST_FOR_SHORT_FORMS = 50
"""In more articles than this, "the treaty" can mean many treaties and is no alias."""

_MOST_ALIASES = 8

_MOST_ONLY_NAMED = 2
"""At most so many concepts are proposed that nobody takes a side on."""


def suggest_codebook(
    articles: pd.DataFrame,
    *,
    attributions: pd.DataFrame | None = None,
    max_concepts: int = 8,
    max_actors: int = 60,
) -> Codebook:
    """Propose concepts and actors from the articles, as a first codebook to edit.

    Concepts are phrases that name a policy, or come back next to words of taking sides, with
    their short forms as aliases (see :mod:`stancebook.codebook.phrases`); among five articles or
    more, somebody must take a side on them (:mod:`stancebook.codebook.governing`); where no
    phrase stands out, what most articles name, and the ``notes`` say so. Actors are those who are
    reported to speak most, and are no concept. The proposal is a beginning: read it, rename, merge,
    delete, and add what being for each concept means.

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`.
    attributions : DataFrame, optional
        See :data:`stancebook.tables.ATTRIBUTIONS`; without them, speakers are found by rules in
        up to :data:`MOST_ARTICLES_READ` articles.
    max_concepts, max_actors : int
        At most so many; at least one concept.

    Returns
    -------
    Codebook
        Most prominent first; any order of the articles gives the same. A name that may mean two
        of those found is an alias of neither, and the ``notes`` say so.

    Raises
    ------
    InputError
        Where the articles hold no phrase to propose.

    References
    ----------
    .. [1] Frantzi, K., Ananiadou, S. & Mima, H. (2000). Automatic recognition of multi-word
       terms: the C-value/NC-value method. International Journal on Digital Libraries 3.

    Examples
    --------
    >>> import stancebook as sb
    >>> articles = sb.read_articles(pd.DataFrame({"text": ["Ana Ruiz opposes the carbon tax. "
    ...     "The carbon tax is needed, said Bo Lind. He backs the tax."]}))
    >>> concept = sb.suggest_codebook(articles).concepts[0]
    >>> concept.id, concept.aliases
    ('carbon_tax', ('the tax',))
    """
    from ..attributions import is_read

    check_table(articles, ARTICLES)
    ordered = articles.sort_values("article_id", ignore_index=True)
    read = is_read(ordered)
    if len(ordered) and not read.any():
        raise InputError(
            "no concept can be proposed: no article is in English "
            f"({', '.join(sorted(set(ordered['language'])))}); write a codebook with the concepts "
            "that you ask about, or leave the articles out"
        )
    ordered = ordered[read].reset_index(drop=True)
    texts = read_texts(ordered)
    concepts, doubts = find_concepts(texts, max(1, max_concepts))
    if not concepts:
        concepts, doubts = _most_named(texts)
    if not concepts:
        concepts, doubts = _only_named(texts)
    if not concepts:
        raise InputError(
            "no concept can be proposed: the articles hold too little text; "
            "write a codebook with the concepts that you ask about"
        )
    actors, notes = propose_actors(
        speakers_sought_in(ordered), attributions, concepts=Codebook(concepts), limit=max_actors
    )
    return Codebook(concepts, actors, (*doubts, *notes))


def speakers_sought_in(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles in which speakers are sought: a sample without regard to content."""
    return _sample(articles, MOST_ARTICLES_READ)


def read_texts(articles: pd.DataFrame) -> list[str]:
    """Return the texts in which concepts are sought: those in English, at most a sample."""
    from ..attributions import is_read

    return _sample(articles[is_read(articles)], MOST_ARTICLES)["text"].tolist()


def _sample(articles: pd.DataFrame, most: int) -> pd.DataFrame:
    order = articles["article_id"].map(stable_id).sort_values(kind="stable").index
    return articles.loc[order[:most]].reset_index(drop=True)


def find_concepts(texts: Sequence[str], limit: int) -> tuple[tuple[Concept, ...], tuple[str, ...]]:
    """Return at most so many concepts of texts, one text per article, and what was kept apart.

    Parameters
    ----------
    texts : sequence of str
        One text per article.
    limit : int
        At most so many concepts.

    Returns
    -------
    tuple of Concept
        Most prominent first.
    tuple of str
        A note for each short form ("the ban") that may mean more than one thing.
    """
    own = without_repeats(texts)
    groups = group_phrases(find_phrases(own), len(own), limit)
    short_forms = len(texts) <= MOST_FOR_SHORT_FORMS
    taken: set[str] = set()
    concepts = [_concept(group.phrases, taken, short_forms) for group in groups[:limit]]
    notes = [
        f"'the {phrase.form.lower()}' may mean {group.phrases[0].form!r} or something else, so it "
        "is no alias in the codebook: sentences that name the matter by these words alone are not "
        "counted; if they mean nothing else, add them to the aliases of that concept"
        for group, concept in zip(groups, concepts, strict=False)
        for phrase in group.doubtful
        if concept and short_forms and f"the {phrase.form.lower()}" not in taken
    ]
    return tuple(concept for concept in concepts if concept), tuple(dict.fromkeys(notes))


def _most_named(texts: Sequence[str]) -> tuple[tuple[Concept, ...], tuple[str, ...]]:
    """Return what most texts name, where no phrase stands out, and a note that says so."""
    groups = most_named(find_phrases(texts), len(texts))
    taken: set[str] = set()
    found = tuple(filter(None, (_concept(group, taken, True) for group in groups)))
    names = " and ".join(repr(concept.name) for concept in found)
    note = (
        f"no phrase stands out as what is argued about; {names} is only what most articles name: "
        "look whether it is what you ask about"
    )
    return found, (note,) if found else ()


def _only_named(texts: Sequence[str]) -> tuple[tuple[Concept, ...], tuple[str, ...]]:
    """Return what stands out where nobody takes a side on anything, and a note that says so."""
    few = min(len(texts), FEWEST_DISPUTED - 1)  # asked of as few articles: no dispute
    groups = group_phrases(find_phrases(texts), few, _MOST_ONLY_NAMED)
    taken: set[str] = set()
    concepts = [_concept(group.phrases, taken, False) for group in groups[:_MOST_ONLY_NAMED]]
    found = tuple(filter(None, concepts))
    names = " and ".join(repr(concept.name) for concept in found)
    note = (
        f"nobody is seen to take a side on anything in the articles; they only name {names}: "
        "look whether it is what you ask about"
    )
    return found, (note,) if found else ()


def _concept(group: list[Phrase], taken: set[str], short_forms: bool) -> Concept | None:
    """Name a group by its longer phrases; its other words become aliases, each once."""
    name = group[0].form
    if len(group[0].words) == 1 and _is_definite(group[0]):
        name = f"the {name.lower()}"
    if name.casefold() in taken or not short_id(name):
        return None
    words = [
        f"the {phrase.form.lower()}" if len(phrase.words) == 1 else phrase.form
        for phrase in group[1:]
        if len(phrase.words) > 1 or (short_forms and phrase.definite)
    ]
    words[:0] = sorted(acronym for phrase in group for acronym in phrase.acronyms)
    taken.add(name.casefold())
    aliases = []
    for word in words:
        is_new = word.casefold() not in taken and name.casefold() not in word.casefold()
        if is_new and len(aliases) < _MOST_ALIASES:
            taken.add(word.casefold())
            aliases.append(word)
    return Concept(id=short_id(name.removeprefix("the ")), name=name, aliases=tuple(aliases))


def _is_definite(phrase: Phrase) -> bool:
    """Say whether a word alone needs "the": "the bill", but "impeachment" and "sanctions"."""
    if phrase.head in lone_kinds():
        return 2 * phrase.definite >= phrase.count
    return bool(phrase.head)
