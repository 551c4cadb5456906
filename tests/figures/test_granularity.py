"""The number of topics as a figure and a sentence: what is taken is marked, nothing is the best."""

import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb

from stancebook import figures
from stancebook.figures.publishing import figure_bytes
from stancebook.figures.styling import style_names


def table(*rows, taken=None):
    """Return a comparison from (number, measure, value, low, high)."""
    frame = pd.DataFrame(rows, columns=["n_topics", "measure", "value", "low", "high"])
    return frame if taken is None else frame.assign(is_taken=frame["n_topics"] == taken)


def alike(*numbers, taken=None):
    rows = [
        (number, measure, value, value - 0.1, value + 0.1)
        for number in numbers
        for measure, value in (("stability", 0.6), ("coherence", 0.1), ("diversity", 0.9))
    ]
    return table(*rows, taken=taken)


@pytest.mark.parametrize("style", style_names())
def test_two_drawings_are_the_same_bytes_and_change_nothing(style):
    compared = alike(6, 12, 24, taken=12)
    before = compared.copy(deep=True)
    with figures.figure_style(style):
        first, second = (figures.draw_granularity(compared) for _ in range(2))
    for form in ("svg", "pdf", "png"):
        assert figure_bytes(first, form) == figure_bytes(second, form)
    pd.testing.assert_frame_equal(compared, before)


def test_it_is_drawn_in_greys_and_what_is_taken_is_filled():
    figure = figures.draw_granularity(alike(6, 12, 24, taken=12))
    svg = figure_bytes(figure, "svg").decode()
    colours = {colour.lower() for colour in re.findall(r"(?:fill|stroke): (#\w{6})", svg)}
    assert colours
    assert all(np.ptp(to_rgb(colour)) < 0.1 for colour in colours)
    for axis in figure.axes:
        hollow, filled = axis.collections[-2:]
        assert len(hollow.get_offsets()) == 2
        assert filled.get_offsets()[:, 0].tolist() == [12]
        assert axis.get_xticks().tolist() == [6, 12, 24]


def test_the_bars_are_the_intervals_of_the_table():
    compared = alike(6, 12)
    bars, *_ = figures.draw_granularity(compared).axes[0].collections
    drawn = [tuple(line[:, 1].round(9)) for line in bars.get_segments()]
    assert drawn == [(0.5, 0.7), (0.5, 0.7)]


@pytest.mark.parametrize("measure", ["stability", "coherence"])
@pytest.mark.parametrize("taken", [None, 12])
def test_one_measure_will_do(measure, taken):
    both = alike(6, 12, 24, taken=taken)
    for rows in (
        both[both["measure"] == measure],
        both.assign(value=both["value"].where(both["measure"] == measure)),
    ):
        words = figures.describe_granularity(rows)
        assert measure in words
        assert "both" not in words
        assert not ({"stability", "coherence"} - {measure}) & set(words.lower().split())
        (axis,) = figures.draw_granularity(rows).axes
        assert measure in axis.get_title(loc="left").lower()


def test_neither_measure_is_nothing_compared():
    rows = alike(6, 12)
    rows = rows[rows["measure"] == "diversity"]
    assert "No other number" in figures.describe_granularity(rows)
    assert b"nothing to draw" in figure_bytes(figures.draw_granularity(rows), "svg")


def test_a_point_opens_what_it_averages():
    link = lambda n_topics: f"#topics-{n_topics}"  # noqa: E731
    svg = figure_bytes(figures.draw_granularity(alike(6, 12, taken=6), link=link), "svg").decode()
    assert sorted(re.findall(r'href="#topics-(\d+)"', svg)) == ["12", "12", "6", "6"]


def test_nothing_compared_is_said():
    empty = alike(6).iloc[:0]
    assert "fewer than ten articles" in figures.describe_granularity(empty)
    assert b"nothing to draw" in figure_bytes(figures.draw_granularity(empty), "svg")


@pytest.mark.parametrize(
    "compared, told, untold",
    [
        pytest.param(
            alike(6, 9, 12, taken=9),
            "6 and 12 topics are no better and no worse in stability and coherence",
            "higher",
            id="all alike",
        ),
        pytest.param(alike(9, taken=9), "With 9 topics, the number taken", "alike", id="alone"),
        pytest.param(
            table(
                (6, "stability", 0.9, 0.85, 0.95),
                (12, "stability", 0.6, 0.5, 0.7),
                (24, "stability", 0.5, 0.4, 0.55),
                (6, "coherence", 0.2, 0.1, 0.3),
                (12, "coherence", 0.2, 0.1, 0.3),
                (24, "coherence", 0.0, -0.05, 0.05),
                taken=12,
            ),
            "Stability is higher with 6. Coherence is lower with 24.",
            "alike",
            id="both ways",
        ),
        pytest.param(
            alike(5, 30), "From 5 to 30 topics stability goes from 0.60", "taken", id="none taken"
        ),
        pytest.param(
            table((4, "stability", 0.6, 0.5, 0.7), (4, "coherence", -0.001, -0.001, 0.1), taken=4),
            "coherence is 0.00 (0.00 to 0.10)",
            "-0.00",
            id="no minus before nothing",
        ),
    ],
)
def test_the_sentence_tells_what_can_be_told_apart(compared, told, untold):
    words = figures.describe_granularity(compared)
    assert told in words
    assert untold not in words
    assert "best" not in words
