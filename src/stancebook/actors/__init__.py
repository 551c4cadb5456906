"""Mentions to actors: one name per person or body, within and across articles."""

from __future__ import annotations

import pandas as pd

from ..tables import ARTICLES, ATTRIBUTIONS, check_table
from .article import ArticleMentions, mentions_by_article, mentions_of
from .merge import ActorMerge, ResolvedActors, merge_mentions
from .scores import judge_mentions, score_actors
from .speakers import speaker_mentions

__all__ = [
    "ActorMerge",
    "ArticleMentions",
    "ResolvedActors",
    "judge_mentions",
    "mentions_by_article",
    "mentions_of",
    "merge_mentions",
    "resolve_actors",
    "score_actors",
    "speaker_mentions",
]


def resolve_actors(
    articles: pd.DataFrame,
    attributions: pd.DataFrame | None = None,
    *,
    codebook: object | None = None,
    candidates: pd.DataFrame | None = None,
) -> ResolvedActors:
    """Find every mention of an actor and say which actor it is.

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`. Those in another language than English have no
        mentions, see :func:`stancebook.attributions.is_read`.
    attributions : DataFrame, optional
        See :data:`stancebook.tables.ATTRIBUTIONS`; speakers that the rules here miss are added.
    codebook : Codebook, optional
        Names and aliases of its actors win over every rule. A lower-case alias ("the minister")
        points back to its owner where an article mentions it, else to its only owner.
    candidates : DataFrame, optional
        Places that a tagger marked: ``article_id``, ``in_title``, ``start``, ``end``, ``label``
        (holder, person, organisation, location, other), ``confidence``.

    Returns
    -------
    ResolvedActors
        ``actors`` (one row per person or body, by name) and ``mentions`` (by article and place).
        A mention that cannot be told has the actor ``unresolved``. Any order of the articles
        gives the same tables.

    Raises
    ------
    TableError
        Where the articles or attributions do not keep their contract.

    References
    ----------
    .. [1] Lee, H. et al. (2013). Deterministic coreference resolution based on entity-centric,
       precision-ranked rules. Computational Linguistics 39(4).
    .. [2] Hobbs, J. (1978). Resolving pronoun references. Lingua 44.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame([{"article_id": "a", "title": "", "source": "", "url": "",
    ...     "published": pd.NaT, "author": "", "language": "en", "story_id": "a",
    ...     "text": "Defence Minister Ana Ruiz left. She was tired."}])
    >>> resolve_actors(articles).mentions[["text", "kind", "actor"]].values.tolist()
    [['Ana Ruiz', 'name', 'Ana Ruiz'], ['She', 'pronoun', 'Ana Ruiz']]
    """
    check_table(articles, ARTICLES)
    if attributions is not None:
        check_table(attributions, ATTRIBUTIONS)
    parts = mentions_by_article(articles, attributions, codebook=codebook, candidates=candidates)
    return merge_mentions(parts, codebook=codebook)
