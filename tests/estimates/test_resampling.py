"""Laws of intervals."""

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st

from stancebook.errors import InputError
from stancebook.estimates import resampling
from stancebook.estimates.resampling import share_intervals, wilson_interval


def intervals(parts, wholes, **options):
    options = {"n_resamples": 300, "random_state": 0, **options}
    return share_intervals(sp.csr_matrix(parts), sp.csr_matrix(wholes), **options)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40))
def test_the_share_lies_in_its_interval(pairs):
    parts = np.array([[low] for low, _ in pairs], float)
    wholes = parts + np.array([[more] for _, more in pairs], float)
    share, low, high = intervals(parts, wholes)
    if wholes.sum() == 0:
        assert np.isnan([share, low, high]).all()
    else:
        assert 0 <= low[0] <= share[0] + 1e-9
        assert share[0] <= high[0] + 1e-9 <= 1 + 2e-9


@pytest.mark.slow
def test_intervals_hold_the_truth_as_often_as_they_say():
    generator = np.random.default_rng(3)
    held = []
    for repetition in range(300):
        side = generator.random((60, 1)) < 0.3
        size = generator.integers(1, 6, (60, 1))
        share, low, high = intervals(side * size, size, random_state=repetition)
        held.append(low[0] <= 0.3 <= high[0])
    assert np.mean(held) >= 0.9


def test_copies_in_one_story_do_not_narrow_the_interval():
    generator = np.random.default_rng(0)
    wholes = np.ones((80, 1))
    parts = (generator.random((80, 1)) < 0.4).astype(float)
    assert np.allclose(intervals(parts, wholes), intervals(parts * 9, wholes * 9))


def test_one_story_is_not_certain():
    share, low, high = intervals([[5.0]], [[5.0]])
    assert share[0] == 1
    assert low[0] < 0.3


def test_blocks_change_nothing(monkeypatch):
    generator = np.random.default_rng(0)
    parts = generator.random((30, 17))
    whole = intervals(parts, np.ones((30, 17)))
    monkeypatch.setattr(resampling, "_BLOCK_CELLS", 4)
    np.testing.assert_allclose(intervals(parts, np.ones((30, 17))), whole)
    monkeypatch.setattr(resampling, "_BLOCK_DRAWS", 100)
    np.testing.assert_allclose(intervals(parts, np.ones((30, 17))), whole)


def test_wilson_without_draws_is_unknown():
    assert np.isnan(wilson_interval(np.array([np.nan]), np.array([0]))).all()


@pytest.mark.parametrize("n_resamples", [1, 0, 2.5, True])
def test_too_few_resamples_are_refused(n_resamples):
    with pytest.raises(InputError, match="n_resamples"):
        intervals([[1.0]], [[1.0]], n_resamples=n_resamples)
