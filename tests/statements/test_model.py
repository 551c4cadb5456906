"""Logits to probabilities: laws of calibration and of drawing an actor's rows together."""

from types import SimpleNamespace

import numpy as np
import pytest

from stancebook.statements.model import calibrated, consistent, softmax
from stancebook.statements.structure import STRUCTURE

NUMBERS = {"presence_slope": 1.0, "presence_shift": 0.0, "side_temperature": 1.0}
NUMBERS |= {f"presence_{name}": 0.0 for name in STRUCTURE}


def rows(*actors):
    return SimpleNamespace(candidates=[SimpleNamespace(actor=a, concept=0) for a in actors])


SIDE = softmax(np.array([[3.0, 0.0, 0.0], [2.0, 0.0, 0.0], [0.1, 0.0, 0.0]]))
SURE = np.ones(3)


def test_probabilities_are_probabilities_however_large_the_logits():
    likely, shares = calibrated(
        np.array([-1e6, 0.0, 1e6]), np.full((3, 3), 1e5), NUMBERS, np.zeros((3, len(STRUCTURE)))
    )
    assert likely[1] == 0.5
    assert ((likely >= 0) & (likely <= 1)).all()
    assert np.allclose(shares, 1 / 3)


@pytest.mark.parametrize("name", STRUCTURE)
def test_each_weight_moves_presence_alone(name):
    known = np.array([[float(other == name) for other in STRUCTURE]])
    logit, side = np.zeros(1), np.zeros((1, 3))
    more = calibrated(logit, side, NUMBERS | {f"presence_{name}": 1.0}, known)
    assert more[0] > calibrated(logit, side, NUMBERS, known)[0]
    assert np.allclose(more[1], 1 / 3)


def test_strength_zero_leaves_the_rows_as_they_are():
    assert np.allclose(consistent(rows("a", "a", "a"), (SURE, SIDE), 0.0), SIDE)


def test_rows_of_other_actors_do_not_matter():
    assert np.allclose(consistent(rows("a", "b", "c"), (SURE, SIDE), 0.6), SIDE)


def test_an_unsure_row_follows_the_sure_ones_of_its_actor():
    drawn = consistent(rows("a", "a", "a"), (SURE, SIDE), 0.6)
    assert np.allclose(drawn.sum(axis=1), 1)
    assert drawn[2, 0] > SIDE[2, 0]


def test_rows_without_a_position_draw_nobody():
    drawn = consistent(rows("a", "a", "a"), (np.array([0.0, 0.0, 1.0]), SIDE), 0.6)
    assert np.allclose(drawn[2], SIDE[2])
