"""Resampling whole groups: what other articles, stories or concepts might have told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

LEVEL = 0.95
"""Every interval of the package holds the true value in this share of repetitions."""


def draw_counts(n_groups: int, n_resamples: int, *, chance: np.random.Generator) -> np.ndarray:
    """Draw as many groups as there are with replacement, again and again, and count them.

    Parameters
    ----------
    n_groups, n_resamples : int
        From 0.
    chance : numpy.random.Generator
        Draws; it goes on where it stands.

    Returns
    -------
    ndarray of int, shape (n_resamples, n_groups)
        How often each group is drawn; rows sum to ``n_groups``. Its product with what each group
        counts, of shape (n_groups, n_counts), is what each resample counts.

    References
    ----------
    .. [1] Davison, A. & Hinkley, D. (1997). Bootstrap methods and their application (there:
       resampling whole clusters).

    Examples
    --------
    >>> draw_counts(3, 2, chance=np.random.default_rng(0)).tolist()
    [[0, 2, 1], [3, 0, 0]]
    """
    drawn = chance.integers(max(1, n_groups), size=(n_resamples, n_groups))
    drawn += np.arange(n_resamples)[:, None] * n_groups
    counts = np.bincount(drawn.ravel(), minlength=n_resamples * n_groups)
    return counts.reshape(n_resamples, n_groups)


def resampled_rows(
    groups: Sequence[object], n_resamples: int, *, chance: np.random.Generator
) -> Iterator[np.ndarray]:
    """Yield the numbers of the rows of as many groups as there are, drawn with replacement.

    Parameters
    ----------
    groups : sequence of shape (n,)
        The group of each row: its article, its concept.
    n_resamples : int
        How often.
    chance : numpy.random.Generator
        Draws; it goes on where it stands.

    Yields
    ------
    ndarray of int
        Rows of drawn groups one after the other.

    Examples
    --------
    >>> draws = resampled_rows(["a", "b", "a"], 2, chance=np.random.default_rng(0))
    >>> [rows.tolist() for rows in draws]
    [[1, 1], [1, 0, 2]]
    """
    rows = [one.to_numpy() for _, one in pd.Series(range(len(groups))).groupby(np.asarray(groups))]
    for _ in range(n_resamples):
        yield np.concatenate([rows[k] for k in chance.integers(0, len(rows), len(rows))])


def quantiles(draws: np.ndarray, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of the percentile interval of each column; NaN draws are left out.

    Examples
    --------
    >>> quantiles(np.array([[0.0], [1.0], [2.0], [np.nan]]), level=0.5)
    (array([0.5]), array([1.5]))
    """
    ordered = np.sort(draws, axis=0)
    last = np.isfinite(ordered).sum(axis=0) - 1
    ends = []
    for quantile in ((1 - level) / 2, (1 + level) / 2):
        place = np.maximum(last, 0) * quantile
        below = np.floor(place).astype(int)
        above = np.minimum(below + 1, np.maximum(last, 0))
        columns = np.arange(draws.shape[1])
        start, end = ordered[below, columns], ordered[above, columns]
        ends.append(start + (end - start) * (place - below))
    return ends[0], ends[1]
