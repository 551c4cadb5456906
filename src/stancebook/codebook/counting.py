"""Names of concepts to counts: in how many sentences each was found, so that a silent one shows."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..tables import PASSAGES, check_table
from .aliases import alias_pattern, concept_names, spans_of_each
from .model import Concept


def count_names(passages: pd.DataFrame, concepts: Sequence[Concept]) -> pd.DataFrame:
    """Count the sentences and titles in which each name and alias of a codebook was found.

    Parameters
    ----------
    passages : DataFrame
        See :data:`stancebook.tables.PASSAGES`.
    concepts : sequence of Concept
        Of a codebook.

    Returns
    -------
    DataFrame
        One row for each name or alias, in the order of the codebook, also where it was found
        nowhere: ``concept`` (its id), ``name``, ``n_sentences`` and ``n_articles``. A place that
        is part of a longer name counts for the longer one alone.

    Examples
    --------
    >>> import stancebook as sb
    >>> articles = sb.read_articles(pd.DataFrame({"text": ["The toll is fair. Scrap the tolls!"]}))
    >>> toll = Concept("toll", "bridge toll", aliases=("the toll", "levy"))
    >>> print(count_names(sb.split_passages(articles), [toll]).to_string(index=False))
    concept        name  n_sentences  n_articles
       toll bridge toll            0           0
       toll    the toll            2           1
       toll        levy            0           0
    """
    sentences = check_table(passages, PASSAGES)
    sentences = sentences[sentences["unit"].isin(["title", "sentence"])]
    names = [concept_names(concept) for concept in concepts]
    places: dict[tuple[int, str], list[str]] = {
        (k, n): [] for k, own in enumerate(names) for n in own
    }
    for article, text in zip(sentences["article_id"], sentences["text"], strict=True):
        for k, (spans, _) in enumerate(spans_of_each(text, names)):
            found = [text[start:end] for start, end in spans]
            for name in names[k] if found else ():
                pattern = alias_pattern((name,))
                if pattern and any(map(pattern.fullmatch, found)):
                    places[k, name].append(article)
    rows = [
        (concepts[k].id, name, len(articles), len(set(articles)))
        for (k, name), articles in places.items()
    ]
    return pd.DataFrame(rows, columns=["concept", "name", "n_sentences", "n_articles"])
