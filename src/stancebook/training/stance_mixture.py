"""Which examples the stance network sees when: batches that mix tasks in shares that move."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import NamedTuple

ROWS = 96
"""Examples of one step."""

LONG = "vast"
"""The task of long texts: they come in batches of their own, two thirds as many."""

KEPT = {"neg_same": 0.55, "neg_other": 0.55, "neg_quiet": 0.35}
"""How often a question without a position is drawn, to one that has one."""


class Shares(NamedTuple):
    """The relative share of each task: at first, later, and the part of the run that turns."""

    first: dict[str, float]
    later: dict[str, float]
    turn: tuple[float, float]

    def at(self, passed: float) -> dict[str, float]:
        """Return the shares when so much of the run has passed, from 0 to 1."""
        low, high = self.turn
        blend = min(1.0, max(0.0, (passed - low) / (high - low)))
        tasks = self.first | self.later
        return {
            task: self.first.get(task, 0) * (1 - blend) + self.later.get(task, 0) * blend
            for task in tasks
        }


class Mixture:
    """Draw batches, with replacement, in the shares of the plan.

    Parameters
    ----------
    examples : mapping of str to list of tuple
        The examples of each task; a task without any is left out.
    shares : Shares
    chance : random.Random
    """

    def __init__(
        self, examples: Mapping[str, list[tuple]], shares: Shares, chance: random.Random
    ) -> None:
        self.examples, self.shares, self.chance = examples, shares, chance
        self.weights = {
            task: [KEPT.get(e[1], 1.0) for e in rows] for task, rows in examples.items()
        }

    def draw(self, passed: float, *, rows: int = ROWS) -> list[tuple[str, int]]:
        """Return the task and the number of each example of the next batch."""
        shares = {t: s for t, s in self.shares.at(passed).items() if s and self.examples.get(t)}
        long = shares.pop(LONG, 0.0)
        if long and self.chance.random() < long / (long + sum(shares.values())):
            return self._drawn(LONG, rows * 2 // 3)
        tasks = self.chance.choices(list(shares), list(shares.values()), k=rows)
        return [one for task in shares for one in self._drawn(task, tasks.count(task))]

    def _drawn(self, task: str, count: int) -> list[tuple[str, int]]:
        numbers = range(len(self.examples[task]))
        chosen = self.chance.choices(numbers, self.weights[task], k=count)
        return [(task, number) for number in chosen]
