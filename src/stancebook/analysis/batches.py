"""Batches: which articles travel together. What was together before stays together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

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
    article_ids: Sequence[str], known: Iterable[Sequence[str]] = ()
) -> Iterator[list[str]]:
    """Split articles into batches, each by id: any order of files gives the same.

    Parameters
    ----------
    article_ids : sequence of str
        Of all articles.
    known : iterable of sequences of str
        Ids of earlier batches; those whose articles are all there are kept, and only the articles
        of none of them make new batches.

    Yields
    ------
    list of str
        Every id once; known batches first.

    Examples
    --------
    >>> list(split_batches(["c", "a", "b"], known=[["b"], ["d"]]))
    [['b'], ['a', 'c']]
    """
    size = batch_size(len(article_ids))
    kept = _kept(article_ids, known, size)
    yield from kept
    left = sorted(set(article_ids).difference(*kept))
    for start in range(0, len(left), size):
        yield left[start : start + size]


def _kept(there: Iterable[str], known: Iterable[Sequence[str]], size: int) -> list[list[str]]:
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
