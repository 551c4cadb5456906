"""Attributions and reported acts to statements: which actor is for or against what, and where."""

from .debates import Debate, read_debates
from .extract import extract_statements
from .scoring import actor_names, calibration_error, match_statements, score_statements

__all__ = [
    "Debate",
    "actor_names",
    "calibration_error",
    "extract_statements",
    "match_statements",
    "read_debates",
    "score_statements",
]
