"""Shares corrected by a hand-coded random sample: the machine's mistakes taken off."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp

from ..errors import InputError
from ..resampling import quantiles
from ..tables import STANCES
from .grouping import amounts_by_story, count_groups, number_groups, read_statements
from .resampling import check_resamples, resample_sums
from .stances import stance_amounts, stance_codes

NONE = "none"
"""What a coder writes where the sentence holds no stance of this actor on this concept."""


def corrected_shares(
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    coded: pd.DataFrame,
    *,
    by: Sequence[str] = ("concept",),
    period: str | None = None,
    n_resamples: int = 1000,
    random_state: int = 0,
) -> pd.DataFrame:
    """Estimate shares of stances from all statements and a hand-coded random sample of them.

    The machine's shares are taken over all statements; the sample says how far they are off, and
    the difference is taken off. The result is right on average however wrong the machine is, and
    the more exact the better the machine is. What the machine did not find at all is not
    corrected: shares are of the statements it found.

    Parameters
    ----------
    statements, articles : DataFrame
        See :data:`stancebook.tables.STATEMENTS` and ``ARTICLES``. All statements from which the
        sample was drawn, without a threshold. Pass ``analysis.articles``: in a table straight from
        :func:`stancebook.read_articles` copies of a text are not yet one story, and the interval
        would take each of them for a witness of its own.
    coded : DataFrame
        The sample: ``statement_id``, ``stance`` (favor, against, neutral, or ``none`` where there
        is no stance), and, where the statements were not drawn with equal chances, ``p_sampled``,
        the chance of each to be drawn, above 0 and at most 1.
    by, period, n_resamples, random_state
        As in :func:`stance_shares`.

    Returns
    -------
    DataFrame
        The columns of ``by``, ``stance``, ``n_coded``, ``n_statements``, ``n_stories``,
        ``share_naive`` (the machine's), ``share``, ``low``, ``high`` (corrected; the interval
        covers 95 %, by resampling stories). NaN where the group has fewer than two coded
        statements, or where the correction leaves no stance at all.

    References
    ----------
    .. [1] Angelopoulos, A., Bates, S., Fannjiang, C., Jordan, M. & Zrnic, T. (2023).
       Prediction-powered inference.
    .. [2] Egami, N., Hinck, M., Stewart, B. & Wei, H. (2023). Using imperfect surrogates for
       downstream inference: design-based supervised learning.

    Examples
    --------
    >>> from stancebook.estimates.example import example_statements
    >>> statements, articles = example_statements()
    >>> coded = pd.DataFrame({"statement_id": ["s", "t", "u"],
    ...     "stance": ["favor", "against", "against"]})
    >>> table = corrected_shares(statements, articles, coded)
    >>> table[["share_naive", "share"]].round(2).head(2).to_numpy().tolist()
    [[0.67, 0.33], [0.33, 0.67]]
    """
    check_resamples(n_resamples)
    kept, columns = read_statements(statements, articles, by=by, period=period)
    coded = _check_coded(coded, statements)
    codes, groups = number_groups(kept, columns)
    outcome, n_coded = _corrected_outcomes(kept, coded, codes, len(groups))
    amounts = _by_story(kept, codes, outcome, len(groups))
    share = _shares_of(np.asarray(amounts.sum(axis=0)).reshape(1, -1))[0]
    low, high = np.full_like(share, np.nan), np.full_like(share, np.nan)
    for cells, sums in resample_sums(amounts, n_resamples=n_resamples, random_state=random_state):
        low[cells], high[cells] = quantiles(_shares_of(sums))
    naive, wholes = (
        np.asarray(m.sum(axis=0)).ravel() for m in stance_amounts(kept, codes, len(groups))
    )
    unknown = np.repeat(n_coded < 2, 3)
    for values in (share, low, high):
        values[unknown] = np.nan
    table = groups.loc[np.repeat(groups.index, 3)].reset_index(drop=True)
    counts = count_groups(kept, codes, len(groups))
    table["stance"] = np.tile(STANCES, len(groups))
    table["n_coded"] = np.repeat(n_coded, 3)
    for name in ("n_statements", "n_stories"):
        table[name] = np.repeat(counts[name].to_numpy(), 3)
    return table.assign(share_naive=naive / wholes, share=share, low=low, high=high)


def _check_coded(coded: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    missing = [name for name in ("statement_id", "stance") if name not in coded]
    if missing:
        raise InputError(f"coded: missing columns {missing}; it has {list(coded)}")
    strange = sorted(set(coded["stance"]) - {*STANCES, NONE}, key=str)
    if strange:
        raise InputError(f"coded.stance: expected {[*STANCES, NONE]}, got {strange[:3]}")
    if coded["statement_id"].duplicated().any():
        raise InputError("coded: each statement must be coded once; settle on one code for each")
    unknown = ~coded["statement_id"].isin(statements["statement_id"])
    if unknown.any():
        raise InputError(
            f"coded: {int(unknown.sum())} statements are not in the table of statements, such as "
            f"{coded.loc[unknown, 'statement_id'].iloc[0]!r}; code a sample of this analysis"
        )
    if "p_sampled" in coded and not coded["p_sampled"].between(0, 1, inclusive="right").all():
        raise InputError("coded.p_sampled: expected above 0 and at most 1")
    return coded


def _corrected_outcomes(
    kept: pd.DataFrame, coded: pd.DataFrame, codes: np.ndarray, n_groups: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the corrected outcome of every statement, shape (n_statements, 3), and n per group.

    Machine + (hand - machine) / chance for the coded, machine for the others. Without
    ``p_sampled`` the chance is the share of the group that was coded.
    """
    machine = np.eye(3)[stance_codes(kept)].reshape(len(kept), 3)
    rows = kept.reset_index(drop=True).reset_index(names="row")
    joined = rows[["row", "statement_id"]].merge(
        coded.rename(columns={"stance": "hand"}), on="statement_id"
    )
    row = joined["row"].to_numpy(int)
    hand = np.stack([(joined["hand"] == stance).to_numpy(float) for stance in STANCES], axis=1)
    n_coded = np.bincount(codes[row], minlength=n_groups)
    if "p_sampled" in joined:
        chance = joined["p_sampled"].to_numpy(float)
    else:
        chance = (n_coded / np.maximum(np.bincount(codes, minlength=n_groups), 1))[codes[row]]
    outcome = machine.copy()
    outcome[row] += (hand - machine[row]) / chance[:, None]
    return outcome, n_coded


def _by_story(
    kept: pd.DataFrame, codes: np.ndarray, outcome: np.ndarray, n_groups: int
) -> sp.csr_matrix:
    cells = (codes[:, None] * 3 + np.arange(3)).ravel()
    stories = kept["story_id"].repeat(3)
    return amounts_by_story(stories, cells, outcome.ravel(), n_cells=3 * n_groups)


def _shares_of(sums: np.ndarray) -> np.ndarray:
    """Turn sums of outcomes, shape (n, 3 * n_groups), into shares of each group."""
    grouped = sums.reshape(len(sums), -1, 3)
    total = grouped.sum(axis=2, keepdims=True)
    shares = np.full(grouped.shape, np.nan)
    np.divide(grouped, total, out=shares, where=total > 0)
    return np.clip(shares, 0, 1).reshape(len(sums), -1)
