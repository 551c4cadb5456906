"""Differences of stances between groups, such as outlets, with intervals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp

from ..errors import InputError
from ..resampling import quantiles
from ..tables import STANCES
from .grouping import count_groups, number_groups, read_statements
from .resampling import check_resamples, resample_sums
from .stances import stance_amounts


def stance_differences(
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    between: str,
    by: Sequence[str] = ("concept",),
    baseline: str | None = None,
    min_confidence: float = 0.0,
    weighting: str = "printed",
    n_resamples: int = 1000,
    random_state: int = 0,
) -> pd.DataFrame:
    """Compare shares of stances between groups, such as outlets, with intervals.

    Both shares of a difference come from the same resampled stories, so that a story printed by
    both groups does not count as two.

    Parameters
    ----------
    statements, articles, by, min_confidence, weighting, n_resamples, random_state
        As in :func:`stance_shares`.
    between : str
        The column whose values are compared, such as ``source``.
    baseline : str or None
        The value that the others are compared with; None compares every pair.

    Returns
    -------
    DataFrame
        The columns of ``by``, ``group_a``, ``group_b``, ``stance``, ``share_a``, ``share_b``,
        ``difference`` (a minus b, from -1 to 1), ``low``, ``high``, ``n_stories_a``,
        ``n_stories_b``. NaN ends where a group has a single story: one story shows no spread.

    Examples
    --------
    >>> from stancebook.estimates.example import example_statements
    >>> statements, articles = example_statements()
    >>> table = stance_differences(statements, articles, between="source")
    >>> table[["group_a", "group_b", "stance", "difference"]].head(1).to_numpy().tolist()
    [['Daily', 'Herald', 'favor', 0.5]]
    """
    check_resamples(n_resamples)
    kept, columns = read_statements(
        statements,
        articles,
        by=[*by, between],
        min_confidence=min_confidence,
        weighting=weighting,
    )
    codes, groups = number_groups(kept, columns)
    if baseline is not None and baseline not in set(groups[between]):
        raise InputError(
            f"baseline: expected a value of {between}, got {baseline!r}; "
            f"there are {sorted(set(groups[between]))[:10]}"
        )
    pairs = _pair_groups(groups, list(by), between=between, baseline=baseline)
    parts, wholes = stance_amounts(kept, codes, len(groups))
    n_stories = count_groups(kept, codes, len(groups))["n_stories"].to_numpy()
    rows = [
        _difference(pair, parts, wholes, n_resamples=n_resamples, random_state=random_state)
        for pair in pairs
    ]
    table = pd.DataFrame(
        {
            **{name: [groups[name][a] for a, _ in pairs for _ in STANCES] for name in by},
            "group_a": [groups[between][a] for a, _ in pairs for _ in STANCES],
            "group_b": [groups[between][b] for _, b in pairs for _ in STANCES],
            "stance": list(STANCES) * len(pairs),
        }
    )
    numbers = np.concatenate(rows) if rows else np.zeros((0, 5))
    for column, name in enumerate(("share_a", "share_b", "difference", "low", "high")):
        table[name] = numbers[:, column]
    table["n_stories_a"] = [n_stories[a] for a, _ in pairs for _ in STANCES]
    table["n_stories_b"] = [n_stories[b] for _, b in pairs for _ in STANCES]
    single = (table["n_stories_a"] < 2) | (table["n_stories_b"] < 2)
    table.loc[single.to_numpy(bool), ["low", "high"]] = np.nan
    return table


def _pair_groups(
    groups: pd.DataFrame, by: list[str], *, between: str, baseline: str | None
) -> list[tuple[int, int]]:
    """List pairs of groups that differ in ``between`` alone."""
    families = groups.groupby(by, sort=False).indices.values() if by else [groups.index]
    pairs = []
    for family in families:
        for place, a in enumerate(family):
            for b in family[place + 1 :]:
                if baseline is None or groups[between][b] == baseline:
                    pairs.append((a, b))
                elif groups[between][a] == baseline:
                    pairs.append((b, a))
    return pairs


def _difference(
    pair: tuple[int, int],
    parts: sp.csr_matrix,
    wholes: sp.csr_matrix,
    *,
    n_resamples: int,
    random_state: int,
) -> np.ndarray:
    """Return share a, share b, difference, low, high of each stance, shape (3, 5)."""
    cells = np.concatenate([np.arange(group * 3, group * 3 + 3) for group in pair])
    amounts = sp.hstack([parts[:, cells], wholes[:, cells]], format="csr")
    amounts = amounts[np.diff(amounts.indptr) > 0]
    _, sums = next(resample_sums(amounts, n_resamples=n_resamples, random_state=random_state))
    total = np.asarray(amounts.sum(axis=0)).ravel()
    share = total[:6] / total[6:]
    with np.errstate(invalid="ignore"):
        drawn = sums[:, :6] / sums[:, 6:]
    low, high = quantiles(drawn[:, :3] - drawn[:, 3:])
    return np.column_stack([share[:3], share[3:], share[:3] - share[3:], low, high])
