"""Batches of the stance training: no example is lost, no batch too long, shares always sum to 1."""

import random

from hypothesis import given
from hypothesis import strategies as st

from stancebook.training.stance_mixture import Mixture, Shares, batches
from stancebook.training.stance_runs import PARTS


def example(task, length, group="pos"):
    return (task, group, [7] * length, [0] * length, 1, 1, 0, -1, ())


@given(st.lists(st.integers(1, 120), min_size=1), st.integers(0, 9))
def test_batches_hold_every_example_once(lengths, seed):
    examples = [example(k, length) for k, length in enumerate(lengths)]
    made = batches(examples, random.Random(seed), 200)
    assert sorted(e[0] for batch in made for e in batch) == list(range(len(lengths)))
    for batch in made:
        assert len(batch) == 1 or len(batch) * max(len(e[2]) for e in batch) <= 200


@given(st.floats(0, 1))
def test_shares_sum_to_one(passed):
    for part in PARTS:
        assert abs(sum(part.shares.at(passed).values()) - 1) < 1e-9


def test_a_task_without_examples_is_left_out(tmp_path):
    shares = Shares({"debate": 0.1, "voices": 0.9}, {"debate": 1.0}, (0.4, 0.6))
    data = {"train": [example("debate", 9)], "aux_train": []}
    mixture = Mixture(data, [tmp_path / "voices.pkl"], shares, random.Random(0))
    assert {e[0] for _ in range(20) for e in mixture.draw(0.0)} == {"debate"}
