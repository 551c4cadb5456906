"""Rows of whole groups drawn with replacement: what other articles might have scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd


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

    References
    ----------
    Davison and Hinkley (1997), Bootstrap methods and their application: resampling of clusters.

    Examples
    --------
    >>> draws = resampled_rows(["a", "b", "a"], 2, chance=np.random.default_rng(0))
    >>> [rows.tolist() for rows in draws]
    [[1, 1], [1, 0, 2]]
    """
    rows = [one.to_numpy() for _, one in pd.Series(range(len(groups))).groupby(np.asarray(groups))]
    for _ in range(n_resamples):
        yield np.concatenate([rows[k] for k in chance.integers(0, len(rows), len(rows))])
