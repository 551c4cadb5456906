"""A first codebook from the articles themselves: what they argue about and who speaks."""

from __future__ import annotations

import pandas as pd

from ..errors import InputError
from .model import Codebook


def suggest_codebook(
    articles: pd.DataFrame, *, max_concepts: int = 8, max_actors: int = 30, random_state: int = 0
) -> Codebook:
    """Propose concepts and actors from the articles."""
    raise InputError("no codebook: give one")
