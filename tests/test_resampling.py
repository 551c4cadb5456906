"""Laws of drawing whole groups with replacement, and of the interval of what they give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.resampling import draw_counts, quantiles, resampled_rows


@given(st.integers(0, 12), st.integers(0, 30), st.integers(0, 3))
def test_every_resample_draws_as_many_groups_as_there_are(n_groups, n_resamples, random_state):
    drawn = draw_counts(n_groups, n_resamples, chance=np.random.default_rng(random_state))
    assert drawn.shape == (n_resamples, n_groups)
    assert (drawn.sum(axis=1) == n_groups).all()


def test_every_group_is_drawn_once_in_the_mean():
    drawn = draw_counts(5, 20_000, chance=np.random.default_rng(0))
    np.testing.assert_allclose(drawn.mean(axis=0), 1, atol=0.03)


def test_drawing_in_parts_draws_the_same():
    whole = draw_counts(7, 10, chance=np.random.default_rng(0))
    chance = np.random.default_rng(0)
    parts = [draw_counts(7, size, chance=chance) for size in (4, 6)]
    assert np.vstack(parts).tolist() == whole.tolist()


def test_rows_of_a_group_are_drawn_together():
    groups = np.array(["a", "b", "a", "c", "b", "a"])
    for rows in resampled_rows(groups, 20, chance=np.random.default_rng(0)):
        counts = np.bincount(rows, minlength=len(groups))
        assert all(len(set(counts[groups == group])) == 1 for group in "abc")


def test_quantiles_agree_with_numpy_where_nothing_is_missing():
    draws = np.random.default_rng(0).random((101, 5))
    expected = np.quantile(draws, [0.025, 0.975], axis=0)
    np.testing.assert_allclose(np.array(quantiles(draws)), expected)
    holed = np.vstack([draws, np.full((7, 5), np.nan)])
    np.testing.assert_allclose(np.array(quantiles(holed)), expected)


@pytest.mark.parametrize("level", [0.5, 0.95])
def test_the_interval_of_one_draw_is_the_draw(level):
    low, high = quantiles(np.array([[0.25]]), level=level)
    assert low.tolist() == high.tolist() == [0.25]
