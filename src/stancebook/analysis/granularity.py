"""How many topics: the number taken beside its neighbours, measured once for the same articles."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Sequence

import pandas as pd

from ..errors import InputError, StancebookError
from ..tables import stable_id
from .corpus import sample_articles

MOST_COMPARED = 10_000
"""Numbers are compared on about so many titles and paragraphs, those of whole articles, so that the
time has a bound."""
LEAST_ARTICLES = 10
"""With fewer articles topics are parts of a story, and another draw is the same articles."""

_TABLE = "_granularity"
_FACTORS = (0.5, 0.75, 1, 1.5, 2)
_COLUMNS = ["n_topics", "measure", "value", "low", "high", "is_taken", "n_passages", "n_articles"]


def compare_neighbours(
    analysis: object,
    *,
    n_topics: int | None = None,
    neighbours: Sequence[int] | None = None,
    n_refits: int = 5,
    random_state: int = 0,
) -> pd.DataFrame:
    """Measure the number of topics that was taken, and other numbers beside it.

    An analysis that was read from a folder keeps the answer there: with the same topics and the
    same numbers nothing is fitted again.

    Parameters
    ----------
    analysis : Analysis
        Whole: its texts are read, of the passages in which topics were sought.
    n_topics : int or None
        As the analysis was asked; None for the number that so many passages can bear.
    neighbours : sequence of int or None
        Other numbers; None for those from half to twice the number taken; empty compares nothing.
    n_refits, random_state : int
        See :func:`stancebook.compare_granularity`.

    Returns
    -------
    DataFrame
        What :func:`stancebook.compare_granularity` gives, with ``is_taken``, and ``n_passages``
        and ``n_articles`` on which it was measured. Empty where there are fewer than ten articles,
        or no other number is asked for.
    """
    if neighbours is not None and not len(neighbours):
        return pd.DataFrame([], columns=_COLUMNS)
    if getattr(analysis, "decisions", ()):
        analysis = analysis.decide([])  # topics were sought before anybody decided about them
    origin = getattr(analysis, "origin", None)
    others = None if neighbours is None else sorted(neighbours)
    asked = (n_topics, others, n_refits, random_state)
    if origin is None:
        return _compare(analysis, *asked)
    store, parts = origin
    topics = stable_id(*parts)
    dial = stable_id(*map(str, (*asked, MOST_COMPARED, LEAST_ARTICLES, _FACTORS)))
    key = f"{topics}-{dial}"
    with contextlib.suppress(FileNotFoundError):
        return store.read(_TABLE, key)
    table = _compare(analysis, *asked)
    # A folder that cannot be written to is no reason to show nothing.
    with contextlib.suppress(StancebookError, OSError):
        store.write(_TABLE, key, table)
        for path in store.place(_TABLE).glob("*.parquet"):
            if not path.name.startswith(topics):
                path.unlink(missing_ok=True)
    return table


def _compare(
    analysis: object,
    n_topics: int | None,
    neighbours: Sequence[int] | None,
    n_refits: int,
    random_state: int,
) -> pd.DataFrame:
    from ..topics import bound_topics, compare_granularity
    from ..topics.vocabulary import NoTermsError

    sought = set(analysis.topic_weights["passage_id"])
    passages = analysis.passages[analysis.passages["passage_id"].isin(sought)]
    if passages["article_id"].nunique() < LEAST_ARTICLES:
        return pd.DataFrame([], columns=_COLUMNS)
    taken = bound_topics(passages, n_topics)
    numbers = _neighbours(taken) if neighbours is None else neighbours
    if min(numbers) < 1:
        raise InputError(f"neighbours: expected whole numbers from 1, got {list(numbers)}")
    read = sample_articles(passages, most=MOST_COMPARED)
    with warnings.catch_warnings():
        # Fewer topics than asked for: the table says how many were found.
        warnings.filterwarnings("ignore", message=".* hold at most ", category=UserWarning)
        try:
            table = compare_granularity(
                read["text"],
                n_topics=[*numbers, taken],
                groups=read["article_id"].tolist(),
                n_refits=n_refits,
                random_state=random_state,
            )
        except NoTermsError:
            return pd.DataFrame([], columns=_COLUMNS)
    distance = (table["n_topics"] - taken).abs()
    return table.assign(
        is_taken=distance == distance.min(),
        n_passages=len(read),
        n_articles=read["article_id"].nunique(),
    )


def _neighbours(taken: int) -> list[int]:
    """Return the numbers from half to twice the one taken, at least 2.

    Examples
    --------
    >>> _neighbours(12), _neighbours(3), _neighbours(1)
    ([6, 9, 12, 18, 24], [2, 3, 4, 6], [2])
    """
    return sorted({max(2, round(taken * factor)) for factor in _FACTORS})
