"""Figures laid out: panels, rows of labels, axes of time without a gap, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from .describing import count_word
from .periods import period_kind, period_label
from .styling import SOFT, current_style


def row_places(*columns: Sequence[str]) -> tuple[list[float], float]:
    """Return the middle of each row, and the height of all, where words may have several lines."""
    lines = [max(words.count("\n") for words in row) for row in zip(*columns, strict=True)]
    heights = [1 + 0.75 * more for more in lines]
    return [sum(heights[:n]) + height / 2 for n, height in enumerate(heights)], sum(heights)


def panels(
    count: int, *, rows: float, down: bool = False, alike: bool = True
) -> tuple[object, Sequence[object]]:
    """Return a figure of the style's width and its panels, high enough for the rows.

    Parameters
    ----------
    count : int
        Panels.
    rows : float
        Rows of labels for which a panel has room.
    down : bool
        Whether panels stand below each other, not side by side.
    alike : bool
        Whether their scales are the same.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    width, _ = mpl.rcParams["figure.figsize"]
    row = mpl.rcParams["font.size"] / 72 * 1.9
    height = (rows * row + 0.45) * (count if down else 1) + 0.75
    figure = Figure(figsize=(width, height))
    shape = (count, 1) if down else (1, count)
    axes = figure.subplots(*shape, sharex=True, sharey=alike, squeeze=False)
    return figure, list(axes.flat)


def most_panels() -> int:
    """Return how many panels stand side by side in the width of the style: 35 mm for each."""
    import matplotlib as mpl

    return max(1, int(mpl.rcParams["figure.figsize"][0] * 25.4 // 35))


def letters(share: float) -> int:
    """Return how many letters of a title fit into a share of the figure's width."""
    import matplotlib as mpl

    size = 0.66 * mpl.rcParams["axes.titlesize"] / 72
    return max(8, int(share * mpl.rcParams["figure.figsize"][0] / size))


def time_axis(axis: object, periods: Sequence[str]) -> None:
    """Write as many periods below an axis as have room; weeks by their first day."""
    labels = [period_label(period) for period in periods]
    widest = max(map(len, labels), default=1) + 2
    most = max(2, letters(0.75) // widest)
    step = max(1, -(-len(periods) // most))
    places = range(0, len(periods), step)
    axis.set_xticks(places, [labels[place] for place in places])
    if any(period_kind(period) == "week" for period in periods):
        axis.set_xlabel("week beginning", color=SOFT)
    axis.set_xlim(-0.7, len(periods) - 0.3)


def largest(
    table: pd.DataFrame, column: str, most: int, *, weight: str = "n_statements"
) -> list[object]:
    """Return what weighs most in a column, most first; equal ones by name."""
    totals = table.groupby(column)[weight].sum().reset_index()
    ordered = totals.sort_values([weight, column], ascending=[False, True])
    return ordered[column].head(most).tolist()


def drawn_positions(
    positions: pd.DataFrame, *, most_actors: int = 12, most_concepts: int = 4
) -> tuple[list[str], list[str]]:
    """Return the actors and the concepts that a figure of positions has room for.

    Parameters
    ----------
    positions : DataFrame
        See :func:`stancebook.figures.count_positions`, by actor and concept.
    most_actors, most_concepts : int
        Those with most counted statements; no more concepts than have 35 mm each.

    Returns
    -------
    tuple of (list, list)
        Actors, then concepts, most statements first; the actors are ranked by these concepts, and
        the first of each concept is among them, so that no concept is drawn without anybody.
    """
    sided = positions[positions["n_statements"] > 0]
    with current_style():
        concepts = largest(sided, "concept", min(most_concepts, most_panels()))
    sided = sided[sided["concept"].isin(concepts)]
    ranked = largest(sided, "actor", sided["actor"].nunique())
    firsts = [largest(sided[sided["concept"] == one], "actor", 1)[0] for one in concepts]
    kept = dict.fromkeys([*ranked[: max(0, most_actors - len(set(firsts)))], *firsts, *ranked])
    kept = set(list(kept)[: max(most_actors, len(set(firsts)))])
    return [actor for actor in ranked if actor in kept], concepts


def wrapped(words: object, width: int, *, lines: int = 2) -> str:
    """Return words in lines of a width, the last one cut with a sign where they do not fit."""
    from textwrap import wrap

    from .publishing import printable

    return "\n".join(wrap(printable(words), width, max_lines=lines, placeholder=" …"))


def every_period(names: Iterable[str]) -> list[str]:
    """Return the periods from the first to the last, also those of which nothing is told.

    A place on an axis of time is then always as wide as the time that passed. What has no date
    stands last.

    Examples
    --------
    >>> every_period(["2024-02", "", "2023-12"])
    ['2023-12', '2024-01', '2024-02', '']
    """
    from ..estimates.periods import list_periods

    names = set(names)
    dated = sorted(names - {""})
    kind = period_kind(dated[0]) if dated else ""
    every = list_periods(dated[0], dated[-1], kind) if kind else dated
    return every + [""] * ("" in names)


def worded(figure: object, alt: str, left_out: str = "") -> object:
    """Return the figure with what it shows, in words, and what it does not draw."""
    figure.stancebook_alt, figure.stancebook_left_out = alt, left_out
    return figure


def tell_drawn(
    words: str, shown: int, of: int, noun: str, *, those: str = "with most statements"
) -> str:
    """Say what the axis counts, and how many of all there are where some are not drawn.

    Examples
    --------
    >>> tell_drawn("statements", 12, 340, "actor")
    'statements; 12 of 340 actors, those with most statements'
    """
    if shown >= of:
        return words
    return f"{words}; {shown:,} of {of:,} {count_word(of, noun)}, those {those}"
