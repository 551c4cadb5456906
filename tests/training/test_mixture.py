"""Batches of the stance training: shares move, long texts stand apart, teachers count."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.training.stance_mixture import KEPT, LONG, Mixture, Shares
from stancebook.training.stance_recipes import STUDENTS, TEACHERS
from stancebook.training.stance_runs import HELD_OUT, is_held_out
from stancebook.training.stance_teaching import POOL, mean_answers

RECIPES = [*TEACHERS, *STUDENTS]


def example(task="debate", group="pos", presence=1, side=0):
    return (task, group, [7] * 9, [0] * 9, 1, presence, side, -1, ())


@given(st.floats(0, 1), st.sampled_from(RECIPES))
def test_shares_move_from_the_first_to_the_later(passed, recipe):
    first, later, (low, high) = recipe.shares
    now = recipe.shares.at(passed)
    for task, share in now.items():
        ends = first.get(task, 0), later.get(task, 0)
        assert min(ends) - 1e-9 <= share <= max(ends) + 1e-9
        if not low < passed < high:
            assert share == pytest.approx(ends[passed >= high])


def test_only_students_are_taught_and_read_the_pool():
    assert [bool(recipe.taught) for recipe in RECIPES] == [False] * len(TEACHERS) + [True] * len(
        STUDENTS
    )
    asked = [POOL in recipe.shares.first | recipe.shares.later for recipe in RECIPES]
    assert asked == [False] * len(TEACHERS) + [True] * len(STUDENTS)


def test_a_task_without_examples_is_left_out():
    shares = Shares({"debate": 0.1, "voices": 0.9}, {"debate": 1.0}, (0.4, 0.6))
    mixture = Mixture({"debate": [example()], "voices": []}, shares, random.Random(0))
    assert {task for _ in range(20) for task, _ in mixture.draw(0.0)} == {"debate"}


@given(st.integers(0, 99), st.floats(0, 1))
def test_long_texts_stand_in_batches_of_their_own(seed, passed):
    tasks = {"debate": [example()], LONG: [example(LONG)]}
    shares = Shares({"debate": 0.5, LONG: 0.5}, {"debate": 0.5, LONG: 0.5}, (0, 1))
    mixture = Mixture(tasks, shares, random.Random(seed))
    for _ in range(8):
        drawn = mixture.draw(passed, rows=12)
        assert len({task for task, _ in drawn}) == 1
        assert len(drawn) == (8 if drawn[0][0] == LONG else 12)


def test_questions_without_a_position_are_drawn_less_often():
    rows = [example(), example(group="neg_quiet", presence=0, side=-1)]
    mixture = Mixture(
        {"debate": rows}, Shares({"debate": 1}, {"debate": 1}, (0, 1)), random.Random(1)
    )
    drawn = [number for _ in range(60) for _, number in mixture.draw(0.5, rows=100)]
    assert np.mean(drawn) == pytest.approx(KEPT["neg_quiet"] / (1 + KEPT["neg_quiet"]), abs=0.03)


@pytest.mark.parametrize("task", HELD_OUT)
def test_what_is_held_out_is_about_one_in_so_many(task):
    share = np.mean([is_held_out(task, f"name {k}") for k in range(4000)])
    assert share == pytest.approx(1 / HELD_OUT[task], rel=0.25)
    assert not any(is_held_out("news", f"name {k}") for k in range(50))


def test_teachers_answer_with_their_mean_and_labels_say_what_counts():
    rows = [example(), example(presence=0, side=-1), example(presence=-1, side=2)]
    logits = [
        (np.array([0.0, -2.0, 5.0]), np.eye(3) * 4),
        (np.array([0.0, -4.0, 5.0]), np.eye(3) * 4),
    ]
    told = mean_answers("debate", rows, logits)
    assert told.presence[0] == pytest.approx(0.5)
    assert told.presence[1] == pytest.approx(1 / (1 + np.exp(3)))
    assert told.side.sum(axis=1) == pytest.approx(np.ones(3))
    assert told.presence_weight.tolist() == [1, 1, 0]
    assert told.side_weight == pytest.approx([1, told.presence[1], 1])


def test_the_pool_is_answered_by_teachers_alone():
    rows = [example(POOL, presence=-1, side=-1)]
    told = mean_answers(POOL, rows, [(np.array([2.0]), np.zeros((1, 3)))])
    assert told.presence_weight.tolist() == [1]
    assert told.side_weight == pytest.approx(told.presence)
    assert told.rows([0, 0]).side.shape == (2, 3)
