"""Batches: which articles travel together. What was together before stays together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

SMALLEST_BATCH, LARGEST_BATCH = 16, 256
MOST_SMALL = 8
"""More small batches than this, left by many small additions, are put together anew."""


@dataclass(frozen=True)
class Batch:
    """Some articles that travel together: the keys of their tables' parts.

    Parameters
    ----------
    keys : dict
        By table, the key of the part that holds the rows of these articles.
    size : int
        Articles.
    """

    keys: dict[str, str] = field(hash=False)
    size: int


def batch_size(n_articles: int) -> int:
    """Return how many articles make a full batch of a corpus.

    Examples
    --------
    >>> [batch_size(n) for n in (1, 1_500, 1_000_000)]
    [16, 24, 256]
    """
    return min(LARGEST_BATCH, max(SMALLEST_BATCH, -(-n_articles // 64)))


def split_batches(
    articles: pd.DataFrame, known: Iterable[Sequence[str]] = ()
) -> Iterator[pd.DataFrame]:
    """Split articles into batches, each by id: any order of files gives the same.

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`.
    known : iterable of sequences of str
        Ids of earlier batches; those whose articles are all there are kept, and only the articles
        of none of them make new batches.

    Yields
    ------
    DataFrame
        Every article once; known batches first.
    """
    ordered = articles.sort_values("article_id").set_index("article_id", drop=False)
    size = batch_size(len(ordered))
    kept = _kept(ordered.index, known, size)
    for ids in kept:
        yield ordered.loc[ids].reset_index(drop=True)
    ordered = ordered.drop(index=[name for ids in kept for name in ids])
    for start in range(0, len(ordered), size):
        yield ordered.iloc[start : start + size].reset_index(drop=True)


def _kept(there: pd.Index, known: Iterable[Sequence[str]], size: int) -> list[list[str]]:
    left = set(there)
    kept: list[list[str]] = []
    for ids in sorted((sorted(ids) for ids in known), key=lambda ids: (-len(ids), ids)):
        if ids and left.issuperset(ids):
            kept.append(ids)
            left.difference_update(ids)
    small = [ids for ids in kept if len(ids) < size]
    if len(small) > MOST_SMALL:
        kept = [ids for ids in kept if len(ids) >= size]
    return kept
