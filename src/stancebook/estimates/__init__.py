"""Estimates: shares, trends and differences, each with its n and its interval."""

from .correction import corrected_shares
from .coverage import count_abstentions, coverage_grid
from .differences import stance_differences
from .periods import label_periods, list_periods
from .stances import actor_positions, stance_shares
from .topics import topic_shares

__all__ = [
    "actor_positions",
    "corrected_shares",
    "count_abstentions",
    "coverage_grid",
    "label_periods",
    "list_periods",
    "stance_differences",
    "stance_shares",
    "topic_shares",
]
