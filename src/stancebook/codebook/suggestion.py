"""A first codebook from the articles themselves: what they argue about, and who speaks."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..errors import InputError
from ..tables import ARTICLES, check_table, stable_id
from .model import Codebook, Concept, short_id
from .phrases import Phrase, find_phrases
from .speaking import propose_actors

MOST_ARTICLES = 500
"""Concepts are sought in at most so many articles: the ones whose hashed ids come first."""

MOST_ARTICLES_READ = 200
"""Speakers are sought in at most so many of them."""

MOST_FOR_SHORT_FORMS = 50
"""In more articles than this, "the treaty" can mean many treaties and is no alias."""

_MOST_ALIASES = 8
_FEW = 4
"""In so many articles or more, a phrase of one article alone is no concept unless it is a name."""

_SPEAKING = 4
"""A name that stands before a word of speech once in so many uses is an actor's."""


def suggest_codebook(
    articles: pd.DataFrame,
    *,
    attributions: pd.DataFrame | None = None,
    max_concepts: int = 8,
    max_actors: int = 30,
) -> Codebook:
    """Propose concepts and actors from the articles, as a first codebook to edit.

    Concepts are phrases that name a policy, or come back next to words of taking sides, with
    their short forms as aliases (see :mod:`stancebook.codebook.phrases`); actors are those who are
    reported to speak most, and are no concept. The proposal is a beginning: read it, rename,
    merge, delete, and add what being for each concept means.

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
    concepts = suggest_concepts(read_texts(ordered), max(1, max_concepts))
    if not concepts:
        raise InputError(
            "no concept can be proposed: the articles hold too little text; "
            "write a codebook with the concepts that you ask about"
        )
    actors, notes = propose_actors(
        speakers_sought_in(ordered), attributions, concepts=Codebook(concepts), limit=max_actors
    )
    return Codebook(concepts, actors, notes)


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


def suggest_concepts(texts: Sequence[str], limit: int) -> tuple[Concept, ...]:
    """Return at most so many concepts of texts, one text per article, most prominent first."""
    phrases = find_phrases(texts)
    chosen = [phrase for phrase in phrases.values() if _may_name(phrase)]
    chosen.sort(key=lambda phrase: (len(phrase.words) == 1, -phrase.score, phrase.words))
    groups: list[list[Phrase]] = []
    for phrase in chosen:
        owners = [group for group in groups if _is_variant(phrase, group[0])]
        if not owners:
            spread = phrase.articles > 1 or len(texts) < _FEW or phrase.form[0].isupper()
            if spread and _may_lead(phrase) and len(groups) < 40 * limit:
                groups.append([phrase])
        elif len(phrase.words) > 1 or len(owners) == 1 or _is_clear(owners):
            owners[0].append(phrase)  # a head alone ("the bill") goes to the one clear owner
    groups.sort(key=lambda group: (-_weight(group), group[0].words))
    taken: set[str] = set()
    short_forms = len(texts) <= MOST_FOR_SHORT_FORMS
    concepts = (_concept(group, taken, short_forms) for group in groups[:limit])
    return tuple(concept for concept in concepts if concept)


def _may_name(phrase: Phrase) -> bool:
    """Say whether a phrase may be a name of a concept: its main one, or an alias."""
    words = phrase.form.split()
    if not phrase.head and any(word[0].isupper() for word in words):
        return False  # people, bodies and places
    if 3 * phrase.own < phrase.count and not (phrase.head and len(words) == 1):
        return False  # a piece of a longer phrase
    return bool(phrase.head) or not words[-1].endswith(("ing", "ed", "ly"))


def _may_lead(phrase: Phrase) -> bool:
    """Say whether a phrase stands out enough to be a concept."""
    words = phrase.form.split()
    if words[0][0].isupper() and _SPEAKING * phrase.speaking >= phrase.count:
        return False  # a body: the party "Progressive Accord" says and decides
    if len(words) == 1:
        is_often = phrase.count >= (4 if phrase.head else 6)
        is_telling = bool(phrase.head) or len(words[0]) >= 8
        return is_often and is_telling and 4 * phrase.sided >= phrase.count
    if phrase.head:
        return phrase.count > 1 or (words[0][0].isupper() and words[-1][0].isupper())
    return phrase.count + phrase.articles > 3 and 3 * phrase.sided >= phrase.count


def _is_clear(owners: list[list[Phrase]]) -> bool:
    """Say whether the first of several owners of a head stands out."""
    return owners[0][0].score >= 2 * owners[1][0].score


def _is_variant(phrase: Phrase, leader: Phrase) -> bool:
    """Say whether two phrases name one thing: one ends in the other, or their heads are alike."""
    short, long = sorted((phrase.words, leader.words), key=len)
    if len(short) == 1:
        return bool(phrase.head) and phrase.head == leader.head
    ends_alike = tuple(map(_singular, long[-len(short) :])) == tuple(map(_singular, short))
    if ends_alike and phrase.head == leader.head:
        return True
    return short[:-1] == long[:-1] and bool(phrase.head) and phrase.head == leader.head


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _head_word(words: tuple[str, ...]) -> str:
    """Return the word that stands alone for a phrase: "treaty" for a treaty on something."""
    for place, word in enumerate(words):
        if word in ("on", "of", "for", "against") and place:
            return words[place - 1]
    return words[-1]


def _weight(group: list[Phrase]) -> float:
    return group[0].score + 0.5 * sum(phrase.score for phrase in group[1:])


def _concept(group: list[Phrase], taken: set[str], short_forms: bool) -> Concept | None:
    """Name a group by its longer phrases; its other words become aliases, each once."""
    name = group[0].form
    if len(group[0].words) == 1 and group[0].head:
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
