"""Topics, which are sought across articles, and keys of what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from ..tables import TOPIC_REFITS, TOPIC_WEIGHTS, make_table, stable_id

MOST_FITTED = 50_000
"""Topics are sought in about so many titles and paragraphs: those of whole articles, chosen by the
hashes of their ids."""


def fit_topics(
    passages: Iterator[pd.DataFrame], *, n_topics: int | None, random_state: int
) -> object:
    """Find the topics of all batches.

    Parameters
    ----------
    passages : iterator of DataFrame
        The passages of each batch; of a corpus with more than :data:`MOST_FITTED` a sample
        without regard to content.
    n_topics : int or None
        None takes what so many passages can bear.
    random_state : int
        For the refits behind ``stability``.

    Returns
    -------
    TopicModel or None
        None where no passage holds a term.
    """
    from ..topics import fit_topic_model

    sought = (part[part["unit"].isin(["paragraph", "title"])] for part in passages)
    drawn = sample_parts(sought, most=MOST_FITTED)
    return fit_topic_model(drawn, n_topics=n_topics, random_state=random_state)


def sample_parts(parts: Iterable[pd.DataFrame], *, most: int) -> pd.DataFrame:
    """Sample as :func:`sample_articles` does of all parts together, and hold no more than needed.

    Parameters
    ----------
    parts : iterable of DataFrame
        At least one; all passages of an article stand in the same.
    most : int
        See :func:`sample_articles`.
    """
    kept: list[pd.DataFrame] = []
    count = 0
    for part in parts:
        kept.append(part)
        count += len(part)
        if count > 2 * most:
            kept = [sample_articles(pd.concat(kept, ignore_index=True), most=most)]
            count = len(kept[0])
    return sample_articles(pd.concat(kept, ignore_index=True), most=most)


def sample_articles(passages: pd.DataFrame, *, most: int) -> pd.DataFrame:
    """Return the passages of the articles whose hashes come first, in one order.

    Parameters
    ----------
    passages : DataFrame
        See :data:`stancebook.tables.PASSAGES`.
    most : int
        About so many passages are drawn, those of whole articles.
    """
    sizes = passages["article_id"].value_counts()
    drawn = sizes.loc[sorted(sizes.index, key=stable_id)]
    drawn = drawn.index[(drawn.cumsum() - drawn) < most]
    chosen = passages[passages["article_id"].isin(drawn)]
    return chosen.sort_values("passage_id", ignore_index=True)


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
