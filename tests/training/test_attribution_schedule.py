"""The schedule of the reader's training: what its learning rate does, and how it is shortened."""

import pytest

from stancebook.training.attribution_schedule import SCHEDULE


def test_the_shipped_schedule_has_the_steps_of_the_shipped_weights():
    assert [part.steps for part in SCHEDULE] == [1200, 498]


@pytest.mark.parametrize("part", SCHEDULE, ids=["cosine", "decay"])
def test_the_rate_climbs_once_and_then_falls(part):
    factors = [part.factor(step) for step in range(part.steps)]
    top = factors.index(max(factors))
    assert factors[: top + 1] == sorted(factors[: top + 1])
    assert factors[top:] == sorted(factors[top:], reverse=True)
    assert factors[0] == 0
    assert max(factors) <= part.height


def test_the_second_part_goes_on_where_the_first_ends_and_ends_at_zero():
    first, second = SCHEDULE
    assert first.factor(first.steps) == pytest.approx(second.height, abs=0.02)
    assert second.factor(second.steps) == 0


@pytest.mark.parametrize("share", [0.0001, 0.01, 0.5, 1.0])
def test_a_share_of_the_steps_keeps_the_form(share):
    for part in SCHEDULE:
        short = part.scaled(share)
        assert short.steps == max(1, round(share * part.steps))
        if share >= 0.5:
            assert short.factor(short.steps // 2) == pytest.approx(
                part.factor(part.steps // 2), abs=0.01
            )
