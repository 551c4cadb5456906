"""What a student learns from its teachers: the mean of their answers, beside the labels.

References
----------
Hinton, Vinyals and Dean (2015), Distilling the Knowledge in a Neural Network.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..statements.model import softmax

POOL = "pool"
"""The task of questions on real news that nobody labelled: only the teachers answer them."""


class Answers(NamedTuple):
    """Answers to n examples of one task, and how much each counts.

    ``presence`` (n,) and ``side`` (n, 3) are probabilities; ``presence_weight`` and
    ``side_weight`` (n,) lie from 0 to 1.
    """

    presence: np.ndarray
    side: np.ndarray
    presence_weight: np.ndarray
    side_weight: np.ndarray

    def rows(self, numbers: Sequence[int]) -> Answers:
        """Return the answers to some of the examples."""
        return Answers(*(part[list(numbers)] for part in self))


def mean_answers(
    task: str, examples: Sequence[tuple], logits: Sequence[tuple[np.ndarray, np.ndarray]]
) -> Answers:
    """Return what teachers say of the examples of a task.

    Parameters
    ----------
    task : str
    examples : sequence of tuple
        As in :mod:`stancebook.training.stance_data`, n of them.
    logits : sequence of tuple of ndarray
        Of each teacher: presence (n,) and side (n, 3).

    Returns
    -------
    Answers
        Presence is the logistic of the mean logit, side the mean share. Presence counts where the
        labels know it and in the pool. A side counts in full where the labels know it, and where
        they do not as much as a position is present by the teachers.
    """
    presence = 1 / (1 + np.exp(-np.mean([one[0] for one in logits], axis=0)))
    side = np.mean([softmax(one[1]) for one in logits], axis=0)
    asked = np.array([task == POOL or e[5] >= 0 for e in examples], dtype=float)
    sided = np.array([e[6] >= 0 for e in examples])
    return Answers(presence, side, asked, np.where(sided, 1.0, asked * presence))
