"""Intervals of shares by resampling stories: what other stories might have told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import scipy.sparse as sp

from ..errors import InputError
from ..resampling import draw_counts, quantiles

FEW_STORIES = 10
"""Below this many stories, and for shares of 0 or 1, resampling says too little: the interval is
Wilson's, each story counted as one draw."""
_BLOCK_CELLS = 2_000
_BLOCK_DRAWS = 5_000_000


def resample_sums(
    amounts: sp.csr_matrix, *, n_resamples: int, random_state: int
) -> Iterator[tuple[slice, np.ndarray]]:
    """Draw stories with replacement, again and again, and add up their amounts.

    Parameters
    ----------
    amounts : csr_matrix, shape (n_stories, n_cells)
        What each story adds to each cell.

    Yields
    ------
    columns : slice
        A block of cells.
    sums : ndarray, shape (n_resamples, n_cells in the block)
        Every block sees the same draws.
    """
    n_stories, n_cells = amounts.shape
    step = max(1, _BLOCK_DRAWS // max(n_stories, 1))
    for low in range(0, n_cells, _BLOCK_CELLS):
        block = amounts[:, low : low + _BLOCK_CELLS]
        generator = np.random.default_rng(random_state)
        sums = np.empty((n_resamples, block.shape[1]))
        for first in range(0, n_resamples, step):
            size = min(step, n_resamples - first)
            sums[first : first + size] = draw_counts(n_stories, size, chance=generator) @ block
        yield slice(low, low + block.shape[1]), sums


def share_intervals(
    parts: sp.csr_matrix | Sequence[sp.csr_matrix],
    wholes: sp.csr_matrix,
    *,
    n_resamples: int,
    random_state: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Estimate shares with intervals.

    Parameters
    ----------
    parts, wholes : csr_matrix, shape (n_stories, n_cells)
        What each story adds to the numerator and to the denominator of each share. Several parts
        are readings of the same stories, such as refits of a topic model: the share comes from
        the first, the interval from all of them in turn.
    n_resamples : int
        At least 2.
    random_state : int

    Returns
    -------
    share, low, high : ndarray, shape (n_cells,)
        From 0 to 1; NaN where the whole is empty.

    References
    ----------
    .. [1] Davison, A. & Hinkley, D. (1997). Bootstrap methods and their application (there: the
       percentile interval, and resampling whole clusters).
    .. [2] Wilson, E. (1927). Probable inference, the law of succession, and statistical inference.
    """
    check_resamples(n_resamples)
    readings = [parts] if sp.issparse(parts) else list(parts)
    share = _divide(_sum(readings[0]), _sum(wholes))
    low, high = share.copy(), share.copy()
    n_stories = np.asarray((wholes > 0).sum(axis=0)).ravel()
    n_each = -(-n_resamples // len(readings))
    drawn = [
        _draw_shares(reading, wholes, n_resamples=n_each, random_state=random_state + number)
        for number, reading in enumerate(readings)
    ]
    for blocks in zip(*drawn, strict=True):
        cells = blocks[0][0]
        low[cells], high[cells] = quantiles(np.concatenate([shares for _, shares in blocks]))
    # A far reading may leave the share outside what all of them span together.
    low, high = np.fmin(low, share), np.fmax(high, share)
    few = (n_stories < FEW_STORIES) | (share <= 0) | (share >= 1)
    wide_low, wide_high = wilson_interval(share, n_stories)
    low[few], high[few] = wide_low[few], wide_high[few]
    return share, low, high


def _draw_shares(
    parts: sp.csr_matrix, wholes: sp.csr_matrix, *, n_resamples: int, random_state: int
) -> Iterator[tuple[slice, np.ndarray]]:
    """Yield cells and their resampled shares, block by block."""
    both = sp.hstack([parts, wholes], format="csr")
    if not both.shape[0]:
        return
    order = np.arange(both.shape[1]).reshape(2, -1).T.ravel()
    draws = resample_sums(both[:, order], n_resamples=n_resamples, random_state=random_state)
    for columns, sums in draws:
        cells = slice(columns.start // 2, columns.stop // 2)
        yield cells, _divide(sums[:, ::2], sums[:, 1::2])


def check_resamples(n_resamples: int) -> None:
    """Refuse fewer than two resamples."""
    if isinstance(n_resamples, bool) or not isinstance(n_resamples, (int, np.integer)):
        raise InputError(f"n_resamples: expected a whole number, got {n_resamples!r}")
    if n_resamples < 2:
        raise InputError(f"n_resamples: expected at least 2, got {n_resamples}")


def _sum(amounts: sp.csr_matrix) -> np.ndarray:
    return np.asarray(amounts.sum(axis=0), dtype=float).ravel()


def _divide(parts: np.ndarray, wholes: np.ndarray) -> np.ndarray:
    shares = np.full(np.shape(parts), np.nan)
    np.divide(parts, wholes, out=shares, where=wholes > 0)
    return np.clip(shares, 0, 1)


def wilson_interval(share: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return Wilson's interval of shares of ``n`` draws; NaN without any.

    Examples
    --------
    >>> low, high = wilson_interval(np.array([1.0, 0.5]), np.array([1, 100]))
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([0.21, 0.4], [1.0, 0.6])
    """
    z = 1.959963984540054
    n = np.where(n > 0, n, np.nan).astype(float)
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)
