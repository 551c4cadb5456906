"""A confidence as it is shown stands on the same side of the threshold as it does."""

import re

import numpy as np
from gold_analysis import DEBATES, gold_analysis
from hypothesis import example, given
from hypothesis import strategies as st

from stancebook.display.certainty import tell_confidence, tell_threshold
from stancebook.display.showing import show_statements

PARTS = st.floats(0, 1, allow_subnormal=False)


@given(PARTS, PARTS)
@example(0.7812, 0.7815)
@example(0.785, 0.7815)
@example(0.7799999, 0.78)
@example(0.0, 0.0)
@example(1.0, 1.0)
@example(0.3, 0.1 + 0.2)
def test_what_is_shown_counts_where_the_statement_counts(value, least):
    told = tell_confidence(value, least)
    assert (float(told) >= float(tell_threshold(least))) == (value >= least)
    assert abs(float(told) - value) <= 0.005 + 1e-9


@given(st.integers(0, 100))
def test_a_threshold_of_two_decimals_stands_with_two(percent):
    assert tell_threshold(percent / 100) == f"{percent / 100:.2f}"


@given(st.floats(0, 0.77))
def test_far_from_the_threshold_two_decimals_are_enough(value):
    assert len(tell_confidence(value, 0.7815)) == len("0.77")


def test_no_sentence_contradicts_the_threshold():
    analysis = gold_analysis([DEBATES / "glyphosate.json"])
    statements = analysis.statements.head(60)
    analysis.statements = statements.assign(confidence=np.linspace(0.776, 0.787, len(statements)))
    html = show_statements(analysis, min_confidence=0.7815, most=60).html
    told = re.findall(r"(not counted \(too unsure\): )?confidence ([\d.]+)<", html)
    assert len(told) == len(statements)
    assert {(not unsure) == (float(words) >= 0.7815) for unsure, words in told} == {True}
