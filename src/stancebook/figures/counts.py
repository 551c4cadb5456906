"""Tables to counts: the numbers behind every figure and every cell of a page.

A statement counts where its confidence reaches ``min_confidence``; the others are kept and counted
apart. An actor's side on a concept is the side of most of the counted statements that take one;
``both`` where as many speak for as against; ``neutral`` where none takes a side; ``unsure`` where
no statement counts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from ..errors import InputError
from ..tables import STANCES

SIDES = (*STANCES, "both", "unsure")
COUNTS = ["n_favor", "n_against", "n_neutral", "n_statements", "n_unsure", "n_articles"]


def confidence_threshold(min_confidence: float | None = None) -> float:
    """Return the confidence from which a statement counts.

    Parameters
    ----------
    min_confidence : float, optional
        A threshold of your own, from 0 to 1; it is returned as it is. None for the threshold on
        the card of the shipped stance model, chosen on the gold debates (what it is worth on real
        news: :func:`stancebook.tell_measured`); 0 where there is no model.

    Returns
    -------
    float
        From 0 to 1.

    Examples
    --------
    >>> confidence_threshold(0.7)
    0.7
    """
    if min_confidence is not None:
        if not 0 <= min_confidence <= 1:
            raise InputError(f"min_confidence: expected 0 to 1, got {min_confidence}")
        return float(min_confidence)
    card = Path(__file__).resolve().parents[1] / "models" / "stance" / "model.json"
    if not card.is_file():
        return 0.0
    return float(json.loads(card.read_text(encoding="utf-8")).get("min_confidence", 0.0))


def count_positions(
    statements: pd.DataFrame,
    by: Sequence[str] = ("actor", "concept"),
    *,
    min_confidence: float = 0.0,
) -> pd.DataFrame:
    """Count what stands behind each position.

    Parameters
    ----------
    statements : DataFrame
        See :data:`stancebook.tables.STATEMENTS`.
    by : sequence of str
        Columns that make a position: an actor on a concept unless told otherwise.
    min_confidence : float
        Statements below it are counted as ``n_unsure`` only.

    Returns
    -------
    DataFrame
        One row per combination in ``by``, most counted statements first: ``n_favor``,
        ``n_against``, ``n_neutral``, their sum ``n_statements``, ``n_unsure``, ``n_articles``
        (with a counted statement) and ``side`` (one of ``SIDES``).

    Examples
    --------
    >>> statements = pd.DataFrame({
    ...     "actor": ["A", "A"], "concept": ["ban", "ban"], "article_id": ["1", "2"],
    ...     "stance": ["favor", "against"], "confidence": [0.9, 0.4]})
    >>> row = count_positions(statements, min_confidence=0.5).iloc[0]
    >>> row["n_favor"], row["n_against"], row["n_unsure"], row["side"]
    (np.int64(1), np.int64(0), np.int64(1), 'favor')
    """
    by = list(by)
    counted = statements["confidence"] >= min_confidence
    table = statements[by].copy()
    for stance in STANCES:
        table[f"n_{stance}"] = (counted & (statements["stance"] == stance)).astype(int)
    table["n_statements"] = counted.astype(int)
    table["n_unsure"] = (~counted).astype(int)
    table["article"] = statements["article_id"].where(counted)
    grouped = table.groupby(by, sort=True)
    counts = grouped[[*COUNTS[:-1]]].sum().join(grouped["article"].nunique().rename("n_articles"))
    counts = counts.reset_index()
    counts["side"] = [
        side_of(*row)
        for row in counts[["n_favor", "n_against", "n_neutral"]].itertuples(index=False)
    ]
    descending = ["n_statements", "n_unsure"]
    ascending = [False] * len(descending) + [True] * len(by)
    return counts.sort_values([*descending, *by], ascending=ascending, ignore_index=True)


def side_of(n_favor: int, n_against: int, n_neutral: int = 0) -> str:
    """Return the side that the counts show, one of ``SIDES``."""
    if n_favor > n_against:
        return "favor"
    if n_against > n_favor:
        return "against"
    if n_favor:
        return "both"
    return "neutral" if n_neutral else "unsure"


def count_trends(
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    period: str = "month",
    min_confidence: float = 0.0,
) -> pd.DataFrame:
    """Count the statements on each concept in each period, from the first to the last.

    Statements of articles without a date are left out.

    Parameters
    ----------
    statements, articles : DataFrame
        See :mod:`stancebook.tables`.
    period : str
        ``day``, ``week``, ``month``, ``quarter`` or ``year``.
    min_confidence : float
        Statements below it are counted as ``n_unsure`` only.

    Returns
    -------
    DataFrame
        ``concept``, ``period`` and the counts of :func:`count_positions`, in order of concept and
        time; every concept has every period.
    """
    from ..estimates.periods import label_periods, list_periods

    dates = articles.set_index("article_id")["published"]
    dated = statements.assign(period=label_periods(statements["article_id"].map(dates), period))
    dated = dated[dated["period"] != ""]
    counts = count_positions(dated, ["concept", "period"], min_confidence=min_confidence)
    known = label_periods(dates.dropna(), period)
    if counts.empty or known.empty:
        return counts
    every = list_periods(known.min(), known.max(), period)
    grid = pd.MultiIndex.from_product(
        [sorted(set(counts["concept"])), every], names=["concept", "period"]
    )
    full = counts.drop(columns="side").set_index(["concept", "period"]).reindex(grid, fill_value=0)
    full["side"] = [
        side_of(*row) for row in full[["n_favor", "n_against", "n_neutral"]].itertuples(index=False)
    ]
    return full.reset_index()


def count_coverage(articles: pd.DataFrame, *, period: str = "month") -> pd.DataFrame:
    """Count the articles of each outlet in each period.

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`.
    period : str
        ``day``, ``week``, ``month``, ``quarter`` or ``year``.

    Returns
    -------
    DataFrame
        ``source``, ``period`` (empty for articles without a date), ``n_articles`` and
        ``n_stories``; outlets with most articles first, then time. Combinations without an
        article have no row.
    """
    from ..estimates.periods import label_periods

    table = articles.assign(period=label_periods(articles["published"], period))
    counts = table.groupby(["source", "period"], as_index=False).agg(
        n_articles=("article_id", "size"), n_stories=("story_id", "nunique")
    )
    order = counts.groupby("source")["n_articles"].transform("sum")
    counts = counts.assign(_order=-order).sort_values(["_order", "source", "period"])
    return counts.drop(columns="_order").reset_index(drop=True)
