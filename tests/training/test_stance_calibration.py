"""The threshold of confidence: what it promises, and when there is none."""

import numpy as np
import pytest

from stancebook.training.stance_calibration import PRECISION, confidence_threshold


@pytest.mark.parametrize("seed", range(5))
def test_above_the_threshold_the_promise_is_kept_with_room(seed):
    chance = np.random.default_rng(seed)
    confidence = chance.random(400)
    right = chance.random(400) < confidence
    kept = right[confidence >= confidence_threshold(confidence, right)]
    share = kept.mean()
    assert share - np.sqrt(share * (1 - share) / len(kept)) >= PRECISION
    assert len(kept) > 10


def test_no_statement_is_counted_where_nothing_keeps_the_promise():
    confidence = np.linspace(0.1, 0.9, 100)
    assert confidence_threshold(confidence, np.zeros(100, dtype=bool)) == 1.0


def test_a_handful_right_promises_nothing():
    assert confidence_threshold(np.linspace(0.5, 0.9, 10), np.ones(10, dtype=bool)) == 1.0
