"""The steps that look across articles: stories, actors, topics."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ..tables import MENTIONS, TOPIC_REFITS, TOPIC_WEIGHTS, make_table, stable_id

MOST_FITTED = 200_000
"""Topics are sought in at most so many paragraphs: the ones whose ids come first."""


def merge_actors(parts: Iterator[tuple], *, codebook: object) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join the mentions and entities of all batches to actors.

    Parameters
    ----------
    parts : iterator of (mentions, entities)
        The working tables of each batch.
    codebook : Codebook or None
        Its actors' names win.

    Returns
    -------
    (DataFrame, DataFrame)
        The tables ``mentions`` and ``actors``.
    """
    from ..actors import ArticleMentions, merge_mentions

    found = (ArticleMentions(_tuples(mentions), _tuples(entities)) for mentions, entities in parts)
    resolved = merge_mentions(found, codebook=codebook)
    return resolved.mentions, resolved.actors


def _tuples(frame: pd.DataFrame) -> list[tuple]:
    return list(frame.itertuples(index=False, name=None))


def mentions_of_batch(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions of the batch's articles."""
    chosen = mentions[mentions["article_id"].isin(articles["article_id"])]
    return make_table(chosen, MENTIONS)


def fit_topics(
    passages: Iterator[pd.DataFrame], *, n_topics: int | None, random_state: int
) -> tuple[pd.DataFrame, object]:
    """Find the topics of all batches.

    Parameters
    ----------
    passages : iterator of DataFrame
        The passages of each batch; of a corpus with more than :data:`MOST_FITTED` paragraphs
        those whose ids come first, which is a sample without regard to content.
    n_topics : int or None
        None takes what so many passages can bear.
    random_state : int
        For the refits behind ``stability``.

    Returns
    -------
    (DataFrame, TopicModel or None)
        The table ``topics`` and the model; None where no passage holds a term.
    """
    from ..topics import fit_topics as fit

    kept: list[pd.DataFrame] = []
    count = 0
    for part in passages:
        kept.append(part)
        count += len(part)
        if count > 4 * MOST_FITTED:
            kept = [_sample(pd.concat(kept, ignore_index=True))]
            count = len(kept[0])
    sought = _sample(pd.concat(kept, ignore_index=True))
    fitted = fit(sought, n_topics=n_topics, random_state=random_state)
    return fitted.topics, fitted.model


def _sample(passages: pd.DataFrame) -> pd.DataFrame:
    """Return titles, sentences and paragraphs in one order that no order of batches changes."""
    ordered = passages.sort_values("passage_id", ignore_index=True)
    if (ordered["unit"] == "paragraph").sum() <= MOST_FITTED:
        return ordered
    paragraphs = ordered[ordered["unit"] == "paragraph"]
    return paragraphs.head(MOST_FITTED).reset_index(drop=True)


def weigh_batch(passages: pd.DataFrame, model: object) -> dict[str, pd.DataFrame]:
    """Return the topic weights and refits of a batch's paragraphs and titles, by table."""
    from ..topics import weigh_passages

    weighed = passages[passages["unit"].isin(["paragraph", "title"])]
    if model is None or weighed.empty:
        return {table.name: make_table([], table) for table in (TOPIC_WEIGHTS, TOPIC_REFITS)}
    return weigh_passages(weighed, model)._asdict()


def content_key(frame: pd.DataFrame) -> str:
    """Return a key that changes with any value of the frame."""
    hashes = pd.util.hash_pandas_object(_hashable(frame), index=False)
    return stable_id(len(frame), hashes.to_numpy().tobytes().hex())


def _hashable(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(
        **{name: frame[name].map(repr) for name in frame if frame[name].dtype == object}
    )
