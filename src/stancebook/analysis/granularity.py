"""How many topics: the number taken beside its neighbours, measured once for the same articles."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from ..errors import InputError, StancebookError
from ..tables import stable_id
from .corpus import sample_parts
from .result import table_parts

MOST_COMPARED = 10_000
"""Numbers are compared on about so many titles and paragraphs, those of whole articles, so that the
time has a bound."""
LEAST_ARTICLES = 10
"""With fewer articles topics are parts of a story, and another draw is the same articles."""

_TABLES = ("_granularity", "_granularity_topics")
_FACTORS = (0.5, 0.75, 1, 1.5, 2)
_COLUMNS = ["n_topics", "measure", "value", "low", "high", "is_taken", "n_passages", "n_articles"]
_BEHIND = ["n_topics", "topic", "terms", "stability", "coherence", "overlaps"]


class Granularity(NamedTuple):
    """What numbers of topics give: ``numbers``, and ``behind`` each the topics that it averages."""

    numbers: pd.DataFrame
    behind: pd.DataFrame


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
    return measure_neighbours(
        analysis,
        n_topics=n_topics,
        neighbours=neighbours,
        n_refits=n_refits,
        random_state=random_state,
    ).numbers


def measure_neighbours(
    analysis: object,
    *,
    n_topics: int | None = None,
    neighbours: Sequence[int] | None = None,
    n_refits: int = 5,
    random_state: int = 0,
) -> Granularity:
    """Measure as :func:`compare_neighbours` does, and keep the topics behind each number.

    Parameters
    ----------
    analysis, n_topics, neighbours, n_refits, random_state
        See :func:`compare_neighbours`.

    Returns
    -------
    Granularity
        ``numbers`` as :func:`compare_neighbours` gives it; ``behind`` as
        :func:`stancebook.topics.measure_granularity` does.
    """
    if neighbours is not None and not len(neighbours):
        return _nothing()
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
        return Granularity(*(store.read(name, key) for name in _TABLES))
    measured = _compare(analysis, *asked)
    # A folder that cannot be written to is no reason to show nothing.
    with contextlib.suppress(StancebookError, OSError):
        for name, table in zip(_TABLES, measured, strict=True):
            store.write(name, key, table)
            for path in store.place(name).glob("*.parquet"):
                if not path.name.startswith(topics):
                    path.unlink(missing_ok=True)
    return measured


def _nothing() -> Granularity:
    return Granularity(pd.DataFrame([], columns=_COLUMNS), pd.DataFrame([], columns=_BEHIND))


def _compare(
    analysis: object,
    n_topics: int | None,
    neighbours: Sequence[int] | None,
    n_refits: int,
    random_state: int,
) -> Granularity:
    from ..topics import limit_topics, measure_granularity
    from ..topics.vocabulary import NoTermsError

    seen = _Seen(n_topics)
    read = sample_parts(map(seen.look_at, _sought(analysis)), most=MOST_COMPARED)
    if len(seen.articles) < LEAST_ARTICLES:
        return _nothing()
    taken = limit_topics(seen.count_texts(), n_topics)
    numbers = _neighbours(taken) if neighbours is None else neighbours
    if min(numbers) < 1:
        raise InputError(f"neighbours: expected whole numbers from 1, got {list(numbers)}")
    with warnings.catch_warnings():
        # Fewer topics than asked for: the table says how many were found.
        warnings.filterwarnings("ignore", message=".* hold at most ", category=UserWarning)
        try:
            table, behind = measure_granularity(
                read["text"],
                n_topics=[*numbers, taken],
                groups=read["article_id"].tolist(),
                n_refits=n_refits,
                random_state=random_state,
            )
        except NoTermsError:
            return _nothing()
    distance = (table["n_topics"] - taken).abs()
    table = table.assign(
        is_taken=distance == distance.min(),
        n_passages=len(read),
        n_articles=read["article_id"].nunique(),
    )
    return Granularity(table, behind)


def _sought(analysis: object) -> Iterator[pd.DataFrame]:
    """Yield the passages in which topics were sought, part by part as a folder holds them."""
    weights = table_parts(analysis, "topic_weights")
    sought = pd.concat([part["passage_id"].drop_duplicates() for part in weights])
    for part in table_parts(analysis, "passages"):
        yield part[part["passage_id"].isin(sought)]


class _Seen:
    """Of passages that go by, no more distinct articles and texts than any answer depends on."""

    def __init__(self, n_topics: int | None) -> None:
        from ..topics.fitting import ENOUGH_FOR_DEFAULT

        self.enough = ENOUGH_FOR_DEFAULT if n_topics is None else n_topics
        self.articles: set[str] = set()
        self.titles: set[str] = set()
        self.bodies: set[str] = set()

    def look_at(self, passages: pd.DataFrame) -> pd.DataFrame:
        """Take note of some passages and return them."""
        is_title = passages["unit"] == "title"
        for known, values, enough in (
            (self.articles, passages["article_id"], LEAST_ARTICLES),
            (self.titles, passages.loc[is_title, "text"], self.enough),
            (self.bodies, passages.loc[~is_title, "text"], self.enough),
        ):
            if len(known) < enough:
                known.update(values)
        return passages

    def count_texts(self) -> int:
        """Return how many distinct texts there are, at least, if not more than enough."""
        return len(self.bodies or self.titles)


def _neighbours(taken: int) -> list[int]:
    """Return the numbers from half to twice the one taken, at least 2.

    Examples
    --------
    >>> _neighbours(12), _neighbours(3), _neighbours(1)
    ([6, 9, 12, 18, 24], [2, 3, 4, 6], [2])
    """
    return sorted({max(2, round(taken * factor)) for factor in _FACTORS})
