"""How the shipped stance network was trained: three teachers, then two students of theirs.

Ten recipes were compared on what :data:`~stancebook.training.stance_runs.HELD_OUT` keeps back.
What helped: labels on real news, a divergence between two passes, a low rate, pairs whose text is
about something else, three teachers rather than one network, the mean of two students.
What did not: a higher rate (6e-4 loses ten points), more dropout, moving the word vectors, the
running mean of the weights.
"""

from __future__ import annotations

from typing import NamedTuple

from .stance_mixture import Shares


class Recipe(NamedTuple):
    """How one network is trained."""

    name: str
    steps: int
    rate: float
    seed: int
    shares: Shares
    dropout: float = 0.1
    steadiness: float = 0.0
    """Weight of the divergence between two passes with other dropout."""
    taught: float = 0.0
    """Share of the loss that the teachers' answers have; the labels have the rest."""


_ARGUMENTS_FIRST = {
    "debate": 0.1,
    "voices": 0.1,
    "vast": 0.25,
    "perspectrum": 0.22,
    "arguments": 0.08,
    "augmented": 0.06,
    "newsmtsc": 0.12,
    "ibm": 0.04,
    "news": 0.03,
}
_THEN_NEWS = {
    "debate": 0.36,
    "voices": 0.2,
    "vast": 0.1,
    "perspectrum": 0.1,
    "arguments": 0.05,
    "augmented": 0.03,
    "news": 0.16,
}
_THROUGHOUT = {
    "debate": 0.32,
    "voices": 0.17,
    "vast": 0.12,
    "perspectrum": 0.12,
    "arguments": 0.05,
    "augmented": 0.03,
    "newsmtsc": 0.04,
    "ibm": 0.02,
    "news": 0.14,
}
_WITH_POOL = _THEN_NEWS | {"debate": 0.32, "voices": 0.17, "news": 0.13, "pool": 0.1}

_POOL_FIRST = _ARGUMENTS_FIRST | {"pool": 0.05}

TEACHERS = (
    Recipe("turn", 4000, 1.5e-4, 0, Shares(_ARGUMENTS_FIRST, _THEN_NEWS, (0.2, 0.4)), 0.1, 1.0),
    Recipe("even", 4000, 1.5e-4, 5, Shares(_THROUGHOUT, _THROUGHOUT, (0.2, 0.4)), 0.1, 1.0),
    Recipe("plain", 5000, 1.5e-4, 4, Shares(_ARGUMENTS_FIRST, _THEN_NEWS, (0.1, 0.25))),
)

STUDENTS = (
    Recipe("long", 9000, 1.5e-4, 12, Shares(_POOL_FIRST, _WITH_POOL, (0.2, 0.4)), 0.1, taught=0.8),
    Recipe("steady", 6000, 1.2e-4, 15, Shares(_POOL_FIRST, _WITH_POOL, (0.2, 0.4)), 0.1, 2.0, 0.5),
)
"""The shipped weights are their mean in the parts of :data:`MEAN_PARTS`."""

MEAN_PARTS = (0.75, 0.25)
