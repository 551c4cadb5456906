"""How many topics: stability and coherence over the number, the number taken marked."""

from __future__ import annotations

import pandas as pd

from .describing import count_word, join_words
from .drawing import Link, draw_nothing
from .layout import letters, panels, worded, wrapped
from .styling import INK, PAPER, SOFT, styled

_TITLES = {"stability": "Stability", "coherence": "Coherence (NPMI)"}
NOT_COMPARED = (
    "No other number of topics was compared: there are fewer than ten articles, or none was asked "
    "for."
)


@styled
def draw_granularity(granularity: pd.DataFrame, *, link: Link | None = None) -> object:
    """Draw what more topics cost in stability and bring in coherence.

    Parameters
    ----------
    granularity : DataFrame
        See :func:`stancebook.compare_granularity`; where it has ``is_taken``, those points are
        filled and the others are hollow. One of the two measures will do.
    link : callable, optional
        ``link(n_topics=...)`` gives the address of the topics of that number.

    Returns
    -------
    Figure
        A panel for each measure, side by side, the number of topics from left to right; bars are
        the intervals. It says so where there is nothing to draw.
    """
    shown = granularity[granularity["measure"].isin(_TITLES) & granularity["value"].notna()]
    if shown.empty:
        return draw_nothing("Nothing was compared, so there is nothing to draw.")
    measures = [measure for measure in _TITLES if (shown["measure"] == measure).any()]
    figure, axes = panels(len(measures), rows=5, alike=False)
    for axis, measure in zip(axes, measures, strict=True):
        rows = shown[shown["measure"] == measure].sort_values("n_topics")
        taken = _is_taken(rows)
        axis.vlines(rows["n_topics"], rows["low"], rows["high"], color=SOFT, linewidth=1.2)
        axis.plot(rows["n_topics"], rows["value"], linewidth=0.8, color=INK)
        for mine, paint in ((rows[~taken], PAPER), (rows[taken], INK)):
            points = axis.scatter(
                mine["n_topics"], mine["value"], s=26, color=paint, edgecolor=INK, zorder=2.5
            )
            if link:
                points.set_urls([link(n_topics=number) for number in mine["n_topics"]])
        axis.set_title(wrapped(_TITLES[measure], letters(0.8 / len(measures)), lines=1))
        axis.set_xticks(rows["n_topics"], [str(number) for number in rows["n_topics"]])
        axis.set_ylim(*((0, 1) if measure == "stability" else _reach(rows)))
        axis.grid(axis="y")
    if _is_taken(shown).any():
        _taken_legend(figure)
    figure.supxlabel("number of topics", color=SOFT, fontsize="medium")
    return worded(figure, describe_granularity(granularity))


def _is_taken(rows: pd.DataFrame) -> pd.Series:
    return rows.get("is_taken", pd.Series(False, index=rows.index)).astype(bool)


def _reach(rows: pd.DataFrame) -> tuple[float, float]:
    low, high = min(rows["low"].min(), 0), max(rows["high"].max(), 0.05)
    room = 0.08 * (high - low)
    return low - room * (low < 0), high + room


def _taken_legend(figure: object) -> None:
    from matplotlib.lines import Line2D

    words = {INK: "the number taken", PAPER: "others"}
    points = [
        Line2D([], [], marker="o", linestyle="", color=INK, markerfacecolor=fill, label=label)
        for fill, label in words.items()
    ]
    figure.legend(handles=points, loc="outside upper right", ncols=2)


def describe_granularity(granularity: pd.DataFrame) -> str:
    """Say how stable and coherent the number taken is, and which others can be told from it.

    Parameters
    ----------
    granularity : DataFrame
        See :func:`stancebook.compare_granularity`. Two numbers can be told apart where their
        intervals do not meet.

    Returns
    -------
    str
        Plain words, without direction marks; said also where there is nothing to show.
    """
    shown = granularity[granularity["measure"].isin(_TITLES) & granularity["value"].notna()]
    if shown.empty:
        return NOT_COMPARED
    by_measure = {
        measure: rows.set_index("n_topics").sort_index()
        for measure in _TITLES
        if len(rows := shown[shown["measure"] == measure])
    }
    if not _is_taken(shown).any():
        return _describe_range(by_measure)
    number = int(shown.loc[_is_taken(shown), "n_topics"].iloc[0])
    by_measure = {name: rows for name, rows in by_measure.items() if number in rows.index}
    words = [f"{measure} is {_value(rows.loc[number])}" for measure, rows in by_measure.items()]
    told = f"With {_topics(number)}, the number taken, {' and '.join(words)}."
    apart = [_tell_apart(measure, rows, number) for measure, rows in by_measure.items()]
    return " ".join(filter(None, [told, *apart, _tell_alike(by_measure, number)]))


def _value(row: pd.Series) -> str:
    value, low, high = (round(row[name], 2) + 0.0 for name in ("value", "low", "high"))
    return f"{value:.2f} ({low:.2f} to {high:.2f})"


def _sides(rows: pd.DataFrame, number: int) -> dict[str, list[str]]:
    own = rows.loc[number]
    return {
        "higher": [str(other) for other in rows.index[rows["low"] > own["high"]]],
        "lower": [str(other) for other in rows.index[rows["high"] < own["low"]]],
    }


def _tell_apart(measure: str, rows: pd.DataFrame, number: int) -> str:
    parts = [
        f"{side} with {join_words(others, most=9)}"
        for side, others in _sides(rows, number).items()
        if others
    ]
    return f"{measure.capitalize()} is {' and '.join(parts)}." if parts else ""


def _tell_alike(by_measure: dict[str, pd.DataFrame], number: int) -> str:
    apart = {
        other
        for rows in by_measure.values()
        for others in _sides(rows, number).values()
        for other in others
    }
    numbers = sorted({other for rows in by_measure.values() for other in rows.index} - {number})
    rest = [str(other) for other in numbers if str(other) not in apart]
    if not rest:
        return ""
    measures = " and ".join(by_measure)
    told = f"{join_words(rest, most=9)} topics are no better and no worse in {measures}"
    return f"{told}: the intervals meet."


def _describe_range(by_measure: dict[str, pd.DataFrame]) -> str:
    told = [_tell_range(measure, rows) for measure, rows in by_measure.items()]
    numbers = sorted({number for rows in by_measure.values() for number in rows.index})
    most = _topics(numbers[-1])
    start = f"From {numbers[0]} to {most}" if len(numbers) > 1 else f"With {most}"
    return f"{start} {' and '.join(told)}."


def _topics(number: int) -> str:
    return f"{number} {count_word(number, 'topic')}"


def _tell_range(measure: str, rows: pd.DataFrame) -> str:
    first, last = _value(rows.iloc[0]), _value(rows.iloc[-1])
    return f"{measure} goes from {first} to {last}" if len(rows) > 1 else f"{measure} is {first}"
