"""The schedule of the training in steps: a first part with a cosine, a second down to zero."""

from __future__ import annotations

import math
from typing import NamedTuple


class Part(NamedTuple):
    """One part of a training.

    Attributes
    ----------
    steps : int
        Steps that are made.
    warm_up : int
        Steps over which the learning rate climbs.
    planned : int
        Steps after which it would be zero; more than `steps` where the part ends before.
    height : float
        The highest factor of the learning rate, in (0, 1].
    shape : str
        How it falls: ``cosine`` or ``linear``.

    Examples
    --------
    >>> part = Part(steps=100, warm_up=10, planned=100, height=0.5, shape="linear")
    >>> part.factor(1), part.factor(50), part.factor(100)
    (0.1, 0.25, 0.0)
    """

    steps: int
    warm_up: int
    planned: int
    height: float
    shape: str

    def factor(self, step: int) -> float:
        """Return the factor of the learning rate at a step of this part, counted from 0."""
        share = min(1.0, step / self.planned)
        fall = 1 - share if self.shape == "linear" else 0.5 * (1 + math.cos(math.pi * share))
        return min(step / self.warm_up, self.height * fall)

    def scaled(self, share: float) -> Part:
        """Return the part with a share of its steps, at least one."""
        steps, warm_up, planned = (
            max(1, round(share * n)) for n in (self.steps, self.warm_up, self.planned)
        )
        return self._replace(steps=steps, warm_up=warm_up, planned=planned)


SCHEDULE = (
    Part(steps=1200, warm_up=120, planned=3000, height=1.0, shape="cosine"),
    Part(steps=498, warm_up=40, planned=498, height=0.64, shape="linear"),
)
"""What made the shipped weights, on batches of about 1,000 word pieces.

The first part was planned for 3,000 steps and ended after 1,200, at a factor of about 0.65; the
second went on from its weights with a fresh optimiser, from 0.64 (a learning rate of 1.28e-4) down
to zero. The shipped run counted time, on a shared core, and not steps: warm-up and plan are its
minutes in steps, to within some percent.
"""
